"""Losses of one row: the value beside its derivative with respect to the prediction.

Written with plain operators, so that one text runs on NumPy arrays and torch tensors.
"""

from dataclasses import dataclass
from typing import Any, Protocol


class Loss(Protocol):
    """How bad a prediction is for its target, and how fast that changes with the prediction."""

    @property
    def name(self) -> str:
        """The word for it in experiments and options."""
        ...

    def value(self, prediction: Any, y: Any) -> Any:
        """The loss of each row, in its own units."""
        ...

    def slope(self, prediction: Any, y: Any) -> Any:
        """∂ loss / ∂ prediction of each row."""
        ...


@dataclass(frozen=True)
class Squared:
    """(H(x) − y)², in units of y²; its mean over rows is the mean squared error."""

    name: str = "squared"

    def value(self, prediction: Any, y: Any) -> Any:
        """(H(x) − y)²."""
        return (prediction - y) ** 2

    def slope(self, prediction: Any, y: Any) -> Any:
        """2 (H(x) − y)."""
        return 2 * (prediction - y)


squared = Squared()
