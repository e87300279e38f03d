"""Hypotheses H(x): the prediction beside its derivative.

Written with plain operators, so that one text runs on NumPy arrays and torch tensors.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ravine.errors import SettingError


@dataclass(frozen=True)
class Linear:
    """H(x) = xW + b, a line for one feature, a plane for more.

    W holds the d weights and, with a bias, b last: p = d or d + 1 numbers, shape (p,), or (p, n)
    for n hypotheses at once.

    Raises:
        SettingError: when `bias` is neither True nor False.
    """

    bias: bool = True

    def __post_init__(self) -> None:
        if not isinstance(self.bias, bool):
            raise SettingError("setting-bias", got=repr(self.bias))

    def size(self, d: int) -> int:
        """p, how many numbers W holds for d features."""
        return d + self.bias

    def names(self, features: Sequence[str]) -> tuple[str, ...]:
        """What each number of W belongs to: the features by name, and "b", or "b0" beside a feature b."""
        name = "b"
        while name in features:
            name += "0"
        return (*features, name) if self.bias else tuple(features)

    def predict(self, x: Any, W: Any) -> Any:
        """H(x): x (m, d), W (p,) or (p, n) -> (m,) or (m, n)."""
        weights = W[:-1] if self.bias else W
        # Of one feature a product a row, which rounds as `W * x` does where a reader writes it.
        prediction = _column(x, weights) * weights[0] if len(weights) == 1 else x @ weights
        return prediction + W[-1] if self.bias else prediction

    def pull(self, x: Any, slope: Any) -> Any:
        """Σ over rows of slope · ∂H/∂W: slope (m,) or (m, n) -> (p,) or (p, n).

        ∂H/∂W is x for the weights and 1 for the bias.
        """
        weights = (_column(x, slope) * slope).sum(axis=0)[None] if x.shape[1] == 1 else x.T @ slope
        return np.concatenate([weights, slope.sum(axis=0)[None]]) if self.bias else weights


def _column(x: Any, like: Any) -> Any:
    """The only feature, (m,), or (m, 1) where `like` has a column per hypothesis."""
    return x if like.ndim == 2 else x[:, 0]
