"""Gradient descent itself, and with momentum."""

from dataclasses import KW_ONLY, dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from ravine.errors import SettingError
from ravine.optim.rule import AtLeast0, Flag, Rule, Scheduled, Share, against, at


class Velocity(NamedTuple):
    """How many steps were taken, and what momentum has made of their gradients."""

    k: int
    velocity: Any


@dataclass(frozen=True)
class SGD(Rule):
    """Gradient descent: W := W − lr · gradient; with momentum, a velocity in the gradient's place.

        v := momentum · v + (1 − dampening) · gradient    (at the first step, v := gradient)
        W := W − lr · v                                   (nesterov: W − lr · (gradient + momentum · v))

    Args:
        lr: the learning rate, in units of W² / cost; finite, ≥ 0. One number, an array of shape (n,) for n
            descents at once, or a schedule.
        momentum: how much of the velocity is kept; 0 is the lab's plain descent. Or a schedule.
        dampening: how much less of each gradient is taken in.
        weight_decay: this times W is added to the gradient.
        nesterov: look ahead along the velocity; needs momentum, and no dampening.
        maximize: climb instead.

    Raises:
        SettingError: for a setting that can't be used.

    Example:
        >>> SGD(lr=0.1).step(0.0, -14.0, None)
        (1.4000000000000001, None)

    Source: A. Cauchy, Méthode générale pour la résolution des systèmes d'équations simultanées, 1847.
    Momentum: B. Polyak, Some methods of speeding up the convergence of iteration methods, 1964, with the lr
    outside the velocity as in I. Sutskever et al., On the importance of initialization and momentum in deep
    learning, 2013. Nesterov: Y. Nesterov, A method of solving a convex programming problem with convergence
    rate O(1/k²), 1983.
    """

    formula = "v := momentum·v + (1 − dampening)·∇;  W := W − lr·v"

    lr: Scheduled = 1e-3
    momentum: Scheduled = 0.0
    dampening: Share = 0.0
    weight_decay: AtLeast0 = 0.0
    nesterov: Flag = False
    _: KW_ONLY
    maximize: Flag = False

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.nesterov and not (np.all(at(self.momentum, 0)) and not np.any(self.dampening)):
            raise SettingError("setting-nesterov", momentum=self.momentum, dampening=self.dampening)

    @cached_property
    def plain(self) -> bool:
        """Whether it is W − lr · gradient with one lr, and nothing else."""
        return not (callable(self.lr) or callable(self.momentum) or self.maximize) and not (
            np.any(np.asarray(self.momentum)) or np.any(np.asarray(self.weight_decay))
        )

    def init(self, W: Any) -> Velocity | None:
        """Nothing is remembered without momentum, decay and schedule."""
        return None if self.plain else Velocity(0, None)

    def step(self, W: Any, gradient: Any, state: Velocity | None) -> tuple[Any, Velocity | None]:
        """The line of the lab; or the same with a velocity."""
        if state is None:
            return W - self.lr * gradient, None
        k, velocity = state
        lr, momentum = at(self.lr, k), at(self.momentum, k)
        gradient = against(self, W, gradient)
        # As in torch, the first gradient isn't dampened, nor any where there is no momentum.
        fresh = (1 - self.dampening * (momentum != 0)) * gradient
        velocity = momentum * velocity + fresh if k else gradient
        ahead = gradient + momentum * velocity if self.nesterov else velocity
        return W - lr * ahead, Velocity(k + 1, velocity)
