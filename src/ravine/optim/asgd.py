"""ASGD: gradient descent that also keeps the average of where it has been."""

from dataclasses import KW_ONLY, dataclass
from typing import Any, NamedTuple

from ravine.optim.rule import AtLeast0, Flag, Rule, Scheduled, against, at


class Averaged(NamedTuple):
    """How many steps were taken, and the average of W."""

    k: int
    average: Any


@dataclass(frozen=True)
class ASGD(Rule):
    """Gradient descent with an lr that falls and a pull to 0; the state keeps the average of W; k = 0, 1, ...

        η = lr / (1 + lambd · lr · k)^alpha
        W := W − η · (gradient + lambd · W)
        average := average + (W − average) / max(1, k − t0)

    Args:
        lr: the learning rate, in units of W² / cost; a number, (n,) of them, or a schedule.
        lambd: how fast the lr falls, and how strong the pull to 0 is.
        alpha: the power with which it falls.
        t0: after how many steps averaging begins.
        weight_decay: this times W is added to the gradient.
        maximize: climb instead.

    Raises:
        SettingError: for a setting that can't be used.

    Example:
        >>> import numpy as np
        >>> rule, W = ASGD(lr=0.1), np.zeros(1)
        >>> rule.step(W, np.array([-14.0]), rule.init(W))
        (array([1.4]), Averaged(k=1, average=array([1.4])))

    Source: B. Polyak and A. Juditsky, Acceleration of Stochastic Approximation by Averaging, 1992; the lr as
    in L. Bottou, Large-Scale Machine Learning with Stochastic Gradient Descent, 2010. As in torch, a schedule
    is heard one step late. torch keeps η in its default dtype, so that even in float64 its steps differ from
    these by 1e-7, unless that default is float64 too.
    """

    formula = "eta := lr / (1 + lambd·lr·k)^alpha;  W := W − eta·(∇ + lambd·W)"

    lr: Scheduled = 1e-2
    lambd: AtLeast0 = 1e-4
    alpha: AtLeast0 = 0.75
    t0: AtLeast0 = 1e6
    weight_decay: AtLeast0 = 0.0
    _: KW_ONLY
    maximize: Flag = False

    def init(self, W: Any) -> Averaged:
        """The average of no W at all."""
        return Averaged(0, W * 0)

    def step(self, W: Any, gradient: Any, state: Averaged) -> tuple[Any, Averaged]:
        """One step of the formula."""
        k, average = state
        lr = at(self.lr, max(k - 1, 0))
        eta = lr / (1 + self.lambd * lr * k) ** self.alpha
        W = W * (1 - self.lambd * eta) - eta * against(self, W, gradient)
        since = k - self.t0
        return W, Averaged(k + 1, average + (W - average) / (1 + (since - 1) * (since > 1)))
