"""RAdam: Adam that divides by the size of its gradients only once that is known well enough."""

from dataclasses import KW_ONLY, dataclass
from typing import Any, NamedTuple

from ravine.optim.rule import AtLeast0, Betas, Flag, Rule, Scheduled, at, decayed


class Rectified(NamedTuple):
    """How many steps were taken; the averages of gradient and gradient²."""

    k: int
    mean: Any
    square: Any


@dataclass(frozen=True)
class RAdam(Rule):
    """Adam whose division is held back by r while few gradients have been seen; t = 1, 2, 3, ...

        m := beta1 · m + (1 − beta1) · gradient
        v := beta2 · v + (1 − beta2) · gradient²
        ρ∞ = 2 / (1 − beta2) − 1,  ρ = ρ∞ − 2 t · beta2ᵗ / (1 − beta2ᵗ)
        r = √((ρ − 4)(ρ − 2) ρ∞ / ((ρ∞ − 4)(ρ∞ − 2) ρ))
        W := W − lr · m / (1 − beta1ᵗ) · r · √(1 − beta2ᵗ) / (√v + eps)    (without that division while ρ ≤ 5)

    Args:
        lr: the learning rate; a number, (n,) of them, or a schedule.
        betas: how much of m and of v is kept; the first may be a schedule.
        eps: keeps the division finite.
        weight_decay: this times W is added to the gradient.
        decoupled_weight_decay: W loses lr · weight_decay of itself instead, as in AdamW.
        maximize: climb instead.

    Raises:
        SettingError: for a setting that can't be used.

    Example:
        >>> import numpy as np
        >>> rule, W = RAdam(lr=0.1), np.zeros(2)
        >>> rule.step(W, np.array([-14.0, 0.5]), rule.init(W))[0].round(6)
        array([ 1.4 , -0.05])

    Source: L. Liu et al., On the Variance of the Adaptive Learning Rate and Beyond, 2019, algorithm 2, with
    torch's limit of 5 where the paper has 4.
    """

    formula = (
        "m, v as adam;  W := W − lr·m / (1 − beta1^t)·r·√(1 − beta2^t) / (√v + eps), "
        "r growing from 0 to 1;  in the first steps W := W − lr·m / (1 − beta1^t)"
    )

    lr: Scheduled = 1e-3
    betas: Betas = (0.9, 0.999)
    eps: AtLeast0 = 1e-8
    weight_decay: AtLeast0 = 0.0
    decoupled_weight_decay: Flag = False
    _: KW_ONLY
    maximize: Flag = False

    def init(self, W: Any) -> Rectified:
        """Both averages at 0."""
        return Rectified(0, W * 0, W * 0)

    def step(self, W: Any, gradient: Any, state: Rectified) -> tuple[Any, Rectified]:
        """One step of the formula."""
        k, mean, square = state
        lr, beta1, beta2, t = at(self.lr, k), at(self.betas[0], k), self.betas[1], k + 1
        W, gradient = decayed(self, W, gradient, lr)
        mean = beta1 * mean + (1 - beta1) * gradient
        square = beta2 * square + (1 - beta2) * gradient**2
        trust, early = rectification(beta2, t)
        scale = trust * (1 - beta2**t) ** 0.5 / (square**0.5 + self.eps) + early
        return W - lr * (mean / (1 - beta1**t)) * scale, Rectified(t, mean, square)


def rectification(beta2: Any, t: int) -> tuple[Any, Any]:
    """How far v is to be trusted after t steps, r, or 0 while it isn't at all; and whether it isn't.

    Example:
        >>> rectification(0.999, 1), rectification(0.999, 10**5)
        ((0.0, True), (1.0, False))
    """
    most = 2 / (1 - beta2) - 1
    seen = most - 2 * t * beta2**t / (1 - beta2**t)
    known, early = seen > 5, seen <= 5
    # Early on r is 0: the numerator is 0 then, and the denominator 1, whatever its factors are.
    below = (most - 4) * (most - 2) * seen * known + early
    return ((seen - 4) * (seen - 2) * most * known / below) ** 0.5, early
