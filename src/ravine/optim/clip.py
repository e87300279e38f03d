"""Clipping: an update rule that is shown no gradient longer than a given length."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from ravine.errors import SettingError


@dataclass(frozen=True)
class Clipped:
    """`rule`, shown the gradient shortened to `norm` where it is longer, as `clip_grad_norm_` does.

        gradient := gradient · min(1, norm / (‖gradient‖ + 10⁻⁶))

    Args:
        rule: any update rule, ours or one of torch's.
        norm: the longest gradient, in the gradient's own units; finite, > 0.

    Raises:
        SettingError: for any other norm, or for what is no rule.

    Example:
        >>> from ravine.optim import SGD
        >>> Clipped(SGD(lr=0.1), norm=1.0).step(np.zeros(2), np.array([30.0, 40.0]), None)[0].round(3)
        array([-0.06, -0.08])

    Source: R. Pascanu, T. Mikolov and Y. Bengio, On the difficulty of training recurrent neural networks,
    2013, algorithm 1; torch adds the 10⁻⁶.
    """

    rule: Any
    norm: float

    plain = False

    def __post_init__(self) -> None:
        if not hasattr(type(self.rule), "step"):
            raise SettingError("setting-optimizer", got=repr(self.rule))
        known = isinstance(self.norm, int | float) and not isinstance(self.norm, bool)
        if not (known and 0 < self.norm < np.inf):
            raise SettingError("setting-clip", got=repr(self.norm))

    @property
    def lr(self) -> Any:
        """The learning rate of the rule."""
        return self.rule.lr

    @property
    def engine(self) -> str | None:
        """What the rule steps on, where it is one of torch's own."""
        return getattr(self.rule, "engine", None)

    @property
    def settings(self) -> dict[str, Any]:
        """The settings of the rule, and the longest gradient."""
        return {**getattr(self.rule, "settings", {}), "clip": self.norm}

    def init(self, W: Any) -> Any:
        """What the rule remembers."""
        return self.rule.init(W)

    def step(self, W: Any, gradient: Any, state: Any) -> tuple[Any, Any]:
        """The rule's own step with the gradient shortened."""
        length = (gradient * gradient).sum(axis=0) ** 0.5
        return self.rule.step(W, gradient * (self.norm / (length + 1e-6)).clip(max=1.0), state)
