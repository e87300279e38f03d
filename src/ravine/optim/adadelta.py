"""Adadelta: steps as large as the latest steps were, so that they have W's own unit."""

from dataclasses import KW_ONLY, dataclass
from typing import Any, NamedTuple

from ravine.optim.rule import AtLeast0, Flag, Rule, Scheduled, Share, against, at


class Sizes(NamedTuple):
    """How many steps were taken; the averages of gradient² and of step²."""

    k: int
    square: Any
    moved: Any


@dataclass(frozen=True)
class Adadelta(Rule):
    """Each weight's step is its gradient times the ratio of the sizes of its latest steps and gradients.

        s := rho · s + (1 − rho) · gradient²
        step := √(u + eps) / √(s + eps) · gradient
        u := rho · u + (1 − rho) · step²
        W := W − lr · step

    Args:
        lr: what each step is multiplied by; a number, (n,) of them, or a schedule.
        rho: how much of the averages is kept.
        eps: gets the first steps going.
        weight_decay: this times W is added to the gradient.
        maximize: climb instead.

    Raises:
        SettingError: for a setting that can't be used.

    Example:
        >>> import numpy as np
        >>> rule, W = Adadelta(), np.zeros(2)
        >>> rule.step(W, np.array([-14.0, 0.5]), rule.init(W))[0].round(6)
        array([ 0.003162, -0.003162])

    Source: M. Zeiler, ADADELTA: An Adaptive Learning Rate Method, 2012, algorithm 1; lr is torch's.
    """

    formula = (
        "s := rho·s + (1 − rho)·∇²;  d := √(u + eps) / √(s + eps)·∇;  "
        "u := rho·u + (1 − rho)·d²;  W := W − lr·d"
    )

    lr: Scheduled = 1.0
    rho: Share = 0.9
    eps: AtLeast0 = 1e-6
    weight_decay: AtLeast0 = 0.0
    _: KW_ONLY
    maximize: Flag = False

    def init(self, W: Any) -> Sizes:
        """Both averages at 0."""
        return Sizes(0, W * 0, W * 0)

    def step(self, W: Any, gradient: Any, state: Sizes) -> tuple[Any, Sizes]:
        """One step of the formula."""
        k, square, moved = state
        gradient = against(self, W, gradient)
        square = self.rho * square + (1 - self.rho) * gradient**2
        step = (moved + self.eps) ** 0.5 / (square + self.eps) ** 0.5 * gradient
        moved = self.rho * moved + (1 - self.rho) * step**2
        return W - at(self.lr, k) * step, Sizes(k + 1, square, moved)
