"""Adamax: Adam with the largest gradient in the place of the root of squares."""

from dataclasses import KW_ONLY, dataclass
from typing import Any, NamedTuple

from ravine.optim.rule import AtLeast0, Betas, Flag, Rule, Scheduled, against, at


class Largest(NamedTuple):
    """How many steps were taken; the average gradient; the largest one, fading."""

    k: int
    mean: Any
    largest: Any


@dataclass(frozen=True)
class Adamax(Rule):
    """A moving average of the gradients, divided by the largest of them; t = 1, 2, 3, ...

        m := beta1 · m + (1 − beta1) · gradient
        u := max(beta2 · u, |gradient| + eps)
        W := W − lr / (1 − beta1ᵗ) · m / u

    Args:
        lr: the learning rate, in units of W; a number, (n,) of them, or a schedule.
        betas: how much of m and of u is kept; the first may be a schedule.
        eps: keeps the division finite.
        weight_decay: this times W is added to the gradient.
        maximize: climb instead.

    Raises:
        SettingError: for a setting that can't be used.

    Example:
        >>> import numpy as np
        >>> rule, W = Adamax(lr=0.1), np.zeros(2)
        >>> rule.step(W, np.array([-14.0, 0.5]), rule.init(W))[0].round(6)
        array([ 0.1, -0.1])

    Source: D. Kingma and J. Ba, Adam: A Method for Stochastic Optimization, 2014, algorithm 2; eps as in
    torch.
    """

    formula = (
        "m := beta1·m + (1 − beta1)·∇;  u := max(beta2·u, |∇| + eps);  W := W − lr / (1 − beta1^t)·m / u"
    )

    lr: Scheduled = 2e-3
    betas: Betas = (0.9, 0.999)
    eps: AtLeast0 = 1e-8
    weight_decay: AtLeast0 = 0.0
    _: KW_ONLY
    maximize: Flag = False

    def init(self, W: Any) -> Largest:
        """Both at 0."""
        return Largest(0, W * 0, W * 0)

    def step(self, W: Any, gradient: Any, state: Largest) -> tuple[Any, Largest]:
        """One step of the formula."""
        k, mean, largest = state
        beta1, beta2, t = at(self.betas[0], k), self.betas[1], k + 1
        gradient = against(self, W, gradient)
        mean = beta1 * mean + (1 - beta1) * gradient
        largest = (beta2 * largest).clip(min=abs(gradient) + self.eps)
        return W - at(self.lr, k) / (1 - beta1**t) * mean / largest, Largest(t, mean, largest)
