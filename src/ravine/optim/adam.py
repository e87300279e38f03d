"""Adam and AdamW: momentum, and a learning rate for each weight."""

from dataclasses import KW_ONLY, dataclass, field
from typing import Any, NamedTuple

from ravine.optim.rule import AtLeast0, Betas, Flag, Rule, Scheduled, at, decayed


class Moments(NamedTuple):
    """How many steps were taken; the averages of gradient and gradient²; the largest one of these."""

    k: int
    mean: Any
    square: Any
    largest: Any


@dataclass(frozen=True)
class Adam(Rule):
    """A moving average of the gradients, divided by the root of one of their squares; t = 1, 2, 3, ...

        m := beta1 · m + (1 − beta1) · gradient
        v := beta2 · v + (1 − beta2) · gradient²
        W := W − lr · m / (1 − beta1ᵗ) / (√(v / (1 − beta2ᵗ)) + eps)

    Args:
        lr: the learning rate, in units of W; a number, (n,) of them, or a schedule.
        betas: how much of m and of v is kept; the first may be a schedule.
        eps: keeps the division finite.
        weight_decay: this times W is added to the gradient.
        amsgrad: divide by the largest v so far.
        maximize: climb instead.
        decoupled_weight_decay: W loses lr · weight_decay of itself instead, which makes it AdamW.

    Raises:
        SettingError: for a setting that can't be used.

    Example:
        >>> import numpy as np
        >>> rule, W = Adam(lr=0.1), np.zeros(2)
        >>> rule.step(W, np.array([-14.0, 0.5]), rule.init(W))[0].round(6)
        array([ 0.1, -0.1])

    Source: D. Kingma and J. Ba, Adam: A Method for Stochastic Optimization, 2014, algorithm 1; amsgrad:
    S. Reddi, S. Kale and S. Kumar, On the Convergence of Adam and Beyond, 2018.
    """

    formula = (
        "m := beta1·m + (1 − beta1)·∇;  v := beta2·v + (1 − beta2)·∇²;  "
        "W := W − lr·(m / (1 − beta1^t)) / (√(v / (1 − beta2^t)) + eps)"
    )

    lr: Scheduled = 1e-3
    betas: Betas = (0.9, 0.999)
    eps: AtLeast0 = 1e-8
    weight_decay: AtLeast0 = 0.0
    amsgrad: Flag = False
    _: KW_ONLY
    maximize: Flag = False
    decoupled_weight_decay: Flag = False

    def init(self, W: Any) -> Moments:
        """All averages at 0."""
        return Moments(0, W * 0, W * 0, W * 0)

    def step(self, W: Any, gradient: Any, state: Moments) -> tuple[Any, Moments]:
        """One step of the formula."""
        k, mean, square, largest = state
        lr, beta1, beta2, t = at(self.lr, k), at(self.betas[0], k), self.betas[1], k + 1
        W, gradient = decayed(self, W, gradient, lr)
        mean = beta1 * mean + (1 - beta1) * gradient
        square = beta2 * square + (1 - beta2) * gradient**2
        largest = largest.clip(min=square) if self.amsgrad else square
        size = (largest / (1 - beta2**t)) ** 0.5
        return W - lr * (mean / (1 - beta1**t)) / (size + self.eps), Moments(t, mean, square, largest)


@dataclass(frozen=True)
class AdamW(Adam):
    """Adam whose weight decay acts on W itself, not through the gradient.

        W := W − lr · weight_decay · W, then a step of Adam

    Args:
        weight_decay: what share of W is lost each step, times lr.
        lr, betas, eps, amsgrad, maximize: as for `Adam`.

    Raises:
        SettingError: for a setting that can't be used.

    Example:
        >>> import numpy as np
        >>> rule, W = AdamW(lr=0.1, weight_decay=0.5), np.ones(1)
        >>> rule.step(W, np.array([-14.0]), rule.init(W))[0].round(6)
        array([1.05])

    Source: I. Loshchilov and F. Hutter, Decoupled Weight Decay Regularization, 2019, algorithm 2, with the
    decay multiplied by lr.
    """

    formula = "W := W − lr·weight_decay·W;  then as adam"

    weight_decay: AtLeast0 = 1e-2
    decoupled_weight_decay: Flag = field(default=True, init=False)
