"""NAdam: Adam that looks ahead along its momentum."""

from dataclasses import KW_ONLY, dataclass
from typing import Any, NamedTuple

from ravine.optim.rule import AtLeast0, Betas, Flag, Rule, Scheduled, at, decayed


class Ahead(NamedTuple):
    """How many steps were taken; the averages of gradient and gradient²; the product of all μ."""

    k: int
    mean: Any
    square: Any
    product: Any


@dataclass(frozen=True)
class NAdam(Rule):
    """Adam with Nesterov's momentum, which is warmed up: μ grows from half of beta1; t = 1, 2, 3, ...

        m := beta1 · m + (1 − beta1) · gradient
        v := beta2 · v + (1 − beta2) · gradient²
        μₜ = beta1 · (1 − ½ · 0.96^(t · momentum_decay)),  Πₜ = μ₁ · μ₂ ⋯ μₜ
        m̂ = μₜ₊₁ · m / (1 − Πₜ₊₁) + (1 − μₜ) · gradient / (1 − Πₜ)
        W := W − lr · m̂ / (√(v / (1 − beta2ᵗ)) + eps)

    Args:
        lr: the learning rate, in units of W; a number, (n,) of them, or a schedule.
        betas: how much of m and of v is kept; the first may be a schedule.
        eps: keeps the division finite.
        weight_decay: this times W is added to the gradient.
        momentum_decay: how fast μ grows.
        decoupled_weight_decay: W loses lr · weight_decay of itself instead, as in AdamW.
        maximize: climb instead.

    Raises:
        SettingError: for a setting that can't be used.

    Example:
        >>> import numpy as np
        >>> rule, W = NAdam(lr=0.1), np.zeros(2)
        >>> rule.step(W, np.array([-14.0, 0.5]), rule.init(W))[0].round(4)
        array([ 0.1056, -0.1056])

    Source: T. Dozat, Incorporating Nesterov Momentum into Adam, 2016. torch keeps Π in its default dtype,
    so that even in float64 its steps differ from these by 1e-7, unless that default is float64 too.
    """

    formula = (
        "m, v as adam;  mu_t = beta1·(1 − 0.96^(t·momentum_decay) / 2);  "
        "n := mu_(t+1)·m / (1 − mu_1···mu_(t+1)) + (1 − mu_t)·∇ / (1 − mu_1···mu_t);  "
        "W := W − lr·n / (√(v / (1 − beta2^t)) + eps)"
    )

    lr: Scheduled = 2e-3
    betas: Betas = (0.9, 0.999)
    eps: AtLeast0 = 1e-8
    weight_decay: AtLeast0 = 0.0
    momentum_decay: AtLeast0 = 4e-3
    decoupled_weight_decay: Flag = False
    _: KW_ONLY
    maximize: Flag = False

    def init(self, W: Any) -> Ahead:
        """Both averages at 0."""
        return Ahead(0, W * 0, W * 0, 1.0)

    def step(self, W: Any, gradient: Any, state: Ahead) -> tuple[Any, Ahead]:
        """One step of the formula."""
        k, mean, square, product = state
        lr, beta1, beta2, t = at(self.lr, k), at(self.betas[0], k), self.betas[1], k + 1
        W, gradient = decayed(self, W, gradient, lr)
        mean = beta1 * mean + (1 - beta1) * gradient
        square = beta2 * square + (1 - beta2) * gradient**2
        mu, following = (beta1 * (1 - 0.5 * 0.96 ** (i * self.momentum_decay)) for i in (t, t + 1))
        product = product * mu
        ahead = following / (1 - product * following) * mean + (1 - mu) / (1 - product) * gradient
        size = (square / (1 - beta2**t)) ** 0.5
        return W - lr * ahead / (size + self.eps), Ahead(t, mean, square, product)
