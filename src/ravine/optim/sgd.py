"""Gradient descent itself."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from ravine.errors import SettingError


@dataclass(frozen=True)
class SGD:
    """W := W − lr · gradient.

    Args:
        lr: the learning rate, in units of W² / cost; finite, ≥ 0. One number, or an array of shape (n,)
            for n descents at once.

    Raises:
        SettingError: when lr is negative, not finite or no number.

    Example:
        >>> SGD(lr=0.1).step(0.0, -14.0, None)
        (1.4000000000000001, None)

    Source: A. Cauchy, Méthode générale pour la résolution des systèmes d'équations simultanées, 1847.
    """

    lr: Any

    def __post_init__(self) -> None:
        object.__setattr__(self, "lr", checked_rate(self.lr))

    def init(self, W: Any) -> None:
        """Nothing is remembered."""
        return

    def step(self, W: Any, gradient: Any, state: None) -> tuple[Any, None]:
        """The line of the lab."""
        return W - self.lr * gradient, None


def checked_rate(lr: Any) -> Any:
    """`lr` as a float, or as an array of them.

    A NumPy number is made Python's own: beside one, NumPy would turn a float32 run into a float64 one.

    Raises:
        SettingError: when it is negative, not finite or no number.
    """
    try:
        rates = np.asarray(lr)
    except (TypeError, ValueError, RuntimeError) as fault:
        raise SettingError("setting-lr", got=repr(lr)) from fault
    if rates.dtype.kind not in "fiu" or not (np.isfinite(rates).all() and (rates >= 0).all()):
        raise SettingError("setting-lr", got=repr(lr))
    return rates if rates.ndim else float(rates)
