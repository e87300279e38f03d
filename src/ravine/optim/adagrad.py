"""Adagrad: a learning rate for each weight, smaller the more it was moved."""

from dataclasses import KW_ONLY, dataclass
from typing import Any, NamedTuple

from ravine.optim.rule import AtLeast0, Flag, Rule, Scheduled, against, at


class Squares(NamedTuple):
    """How many steps were taken, and the sum of their squared gradients."""

    k: int
    total: Any


@dataclass(frozen=True)
class Adagrad(Rule):
    """Each weight's step is divided by the root of all its squared gradients so far.

        s := s + gradient²
        W := W − lr / (1 + k · lr_decay) · gradient / (√s + eps)

    Args:
        lr: the learning rate, in units of W; a number, (n,) of them, or a schedule.
        lr_decay: makes it smaller with each step k = 0, 1, 2, ...
        weight_decay: this times W is added to the gradient.
        initial_accumulator_value: what s starts from.
        eps: keeps the division finite.
        maximize: climb instead.

    Raises:
        SettingError: for a setting that can't be used.

    Example:
        >>> import numpy as np
        >>> rule, W = Adagrad(lr=0.1), np.zeros(2)
        >>> rule.step(W, np.array([-14.0, 0.5]), rule.init(W))[0].round(6)
        array([ 0.1, -0.1])

    Source: J. Duchi, E. Hazan and Y. Singer, Adaptive Subgradient Methods for Online Learning and Stochastic
    Optimization, 2011.
    """

    formula = "s := s + ∇²;  W := W − lr·∇ / (√s + eps)"

    lr: Scheduled = 1e-2
    lr_decay: AtLeast0 = 0.0
    weight_decay: AtLeast0 = 0.0
    initial_accumulator_value: AtLeast0 = 0.0
    eps: AtLeast0 = 1e-10
    _: KW_ONLY
    maximize: Flag = False

    def init(self, W: Any) -> Squares:
        """A sum that starts at `initial_accumulator_value`."""
        return Squares(0, W * 0 + self.initial_accumulator_value)

    def step(self, W: Any, gradient: Any, state: Squares) -> tuple[Any, Squares]:
        """One step of the formula."""
        k, total = state
        gradient = against(self, W, gradient)
        total = total + gradient**2
        lr = at(self.lr, k) / (1 + k * self.lr_decay)
        return W - lr * gradient / (total**0.5 + self.eps), Squares(k + 1, total)
