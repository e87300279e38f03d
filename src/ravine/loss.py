"""Losses of one row: the value beside its derivatives with respect to the score.

Written with plain operators, so that one text runs on NumPy arrays and torch tensors. The score is H(x)
itself, but for classes: there it is what `Logistic` and `Softmax` turn into probabilities.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar, Protocol

import numpy as np

from ravine.arrays import library, sigmoid, softmax
from ravine.errors import SettingError


class Loss(Protocol):
    """How bad a score is for its target, and how fast that changes with the score."""

    name: ClassVar[str]  # the word for it in experiments and options
    formula: ClassVar[str]  # the loss of a row
    slope_formula: ClassVar[str]  # its derivative
    hypotheses: ClassVar[tuple[str, ...]]  # those whose scores it is for

    def value(self, score: Any, y: Any) -> Any:
        """The loss of each row, in its own units."""
        ...

    def slope(self, score: Any, y: Any) -> Any:
        """∂ loss / ∂ score of each row."""
        ...

    def curvature(self, score: Any, y: Any) -> Any:
        """∂² loss / ∂ score² of each row."""
        ...

    def both(self, score: Any, y: Any) -> tuple[Any, Any]:
        """Value and slope, which an epoch needs: what they share is computed once."""
        return self.value(score, y), self.slope(score, y)


_OF_NUMBERS = ("linear", "line", "polynomial")


@dataclass(frozen=True)
class Squared(Loss):
    """(H(x) − y)², in units of y²; its mean over rows is the mean squared error."""

    name: ClassVar[str] = "squared"
    formula: ClassVar[str] = "(H(x) − y)²"
    slope_formula: ClassVar[str] = "2 (H(x) − y)"
    most_curved: ClassVar[float] = 2.0
    hypotheses: ClassVar[tuple[str, ...]] = _OF_NUMBERS

    def value(self, score: Any, y: Any) -> Any:
        """(H(x) − y)²."""
        return (score - y) ** 2

    def slope(self, score: Any, y: Any) -> Any:
        """2 (H(x) − y)."""
        return 2 * (score - y)

    def curvature(self, score: Any, y: Any) -> Any:
        """2."""
        return 0 * score + 2

    def both(self, score: Any, y: Any) -> tuple[Any, Any]:
        """r² and 2r of the residual r."""
        residual = score - y
        return residual**2, residual + residual


@dataclass(frozen=True)
class Absolute(Loss):
    """|H(x) − y|, in units of y: a row far off pulls no harder than one nearby."""

    name: ClassVar[str] = "absolute"
    formula: ClassVar[str] = "|H(x) − y|"
    slope_formula: ClassVar[str] = "sign(H(x) − y)"
    hypotheses: ClassVar[tuple[str, ...]] = _OF_NUMBERS

    def value(self, score: Any, y: Any) -> Any:
        """|H(x) − y|."""
        return abs(score - y)

    def slope(self, score: Any, y: Any) -> Any:
        """The sign of H(x) − y, and 0 at the kink, as autograd has it."""
        return library(score).sign(score - y)

    def curvature(self, score: Any, y: Any) -> Any:
        """0: straight on both sides of the kink."""
        return 0 * (score - y)

    def both(self, score: Any, y: Any) -> tuple[Any, Any]:
        """|r| and the sign of the residual r."""
        residual = score - y
        return abs(residual), library(score).sign(residual)


@dataclass(frozen=True)
class Huber(Loss):
    """½ (H(x) − y)² up to a residual of delta, and straight beyond it, as `torch.nn.HuberLoss`.

    Args:
        delta: up to which residual a row counts as squared; in units of y; finite, > 0.

    Raises:
        SettingError: for any other delta.

    Example:
        >>> Huber(delta=1.0).value(np.array([0.5, 3.0]), 0.0)
        array([0.125, 2.5  ])

    Source: P. Huber, Robust estimation of a location parameter, 1964.
    """

    delta: float = 1.0

    name: ClassVar[str] = "huber"
    formula: ClassVar[str] = "½ (H(x) − y)² up to delta, delta · (|H(x) − y| − delta/2) beyond"
    slope_formula: ClassVar[str] = "min(delta, max(−delta, H(x) − y))"
    most_curved: ClassVar[float] = 1.0
    hypotheses: ClassVar[tuple[str, ...]] = _OF_NUMBERS

    def __post_init__(self) -> None:
        known = isinstance(self.delta, int | float) and not isinstance(self.delta, bool)
        if not (known and 0 < self.delta < np.inf):
            raise SettingError("setting-delta", got=repr(self.delta))

    def value(self, score: Any, y: Any) -> Any:
        """½ r² for |r| ≤ delta, delta · (|r| − delta / 2) beyond."""
        size = abs(score - y)
        inside = size.clip(max=self.delta)
        return inside * (size - inside / 2)

    def slope(self, score: Any, y: Any) -> Any:
        """The residual, cut at ± delta."""
        return (score - y).clip(-self.delta, self.delta)

    def curvature(self, score: Any, y: Any) -> Any:
        """1 up to delta, 0 beyond."""
        return 0 * score + (abs(score - y) <= self.delta)

    def both(self, score: Any, y: Any) -> tuple[Any, Any]:
        """With c, the residual r cut at ± delta: c (r − c/2) and c."""
        residual = score - y
        cut = residual.clip(-self.delta, self.delta)
        return cut * (residual - cut / 2), cut


@dataclass(frozen=True)
class LogLoss(Loss):
    """−log of the probability that `Logistic` gives the row's class: log(1 + e^z) − y z, in nats.

    Example:
        >>> log_loss.value(np.array([-1000.0, 0.0, 1000.0]), np.array([0.0, 1.0, 0.0])).tolist()
        [0.0, 0.6931471805599453, 1000.0]
    """

    name: ClassVar[str] = "log"
    formula: ClassVar[str] = "−y log H(x) − (1 − y) log(1 − H(x))"
    slope_formula: ClassVar[str] = "(H(x) − y)"
    most_curved: ClassVar[float] = 0.25
    hypotheses: ClassVar[tuple[str, ...]] = ("logistic",)

    def value(self, score: Any, y: Any) -> Any:
        """log(1 + e^z) − y z, as log(1 + e^±z): no z overflows, no digit is lost, and 0 is no kink."""
        math = library(score)
        return math.logaddexp(math.zeros_like(score), (1 - 2 * y) * score)

    def slope(self, score: Any, y: Any) -> Any:
        """H(x) − y."""
        return sigmoid(score) - y

    def curvature(self, score: Any, y: Any) -> Any:
        """H(x) · (1 − H(x))."""
        return sigmoid(score) * sigmoid(-score)

    def both(self, score: Any, y: Any) -> tuple[Any, Any]:
        """Both from one e^−|z|, in few arrays; NumPy's `logaddexp` alone takes several times as long."""
        math = library(score)
        small = abs(score)
        small *= -1
        math.exp(small, out=small)
        value = (1 - 2 * y) * score
        math.clip(value, 0, None, out=value)
        value += math.log1p(small)
        slope = math.maximum(small, score >= 0)  # e^z over 1 + e^z, both over e^z where that is above 1
        small += 1
        slope /= small
        slope -= y
        return value, slope


@dataclass(frozen=True)
class CrossEntropy(Loss):
    """−log of the probability that `Softmax` gives the row's class, in nats.

    Example:
        >>> cross_entropy.value(np.array([[1000.0, 0.0], [0.0, 0.0]]), np.array([1.0, 0.0])).tolist()
        [1000.0, 0.6931471805599453]
    """

    name: ClassVar[str] = "cross-entropy"
    formula: ClassVar[str] = "−log H(x)ᵧ"
    slope_formula: ClassVar[str] = "(H(x) − [y])"
    most_curved: ClassVar[float] = 0.5
    hypotheses: ClassVar[tuple[str, ...]] = ("softmax",)

    def value(self, score: Any, y: Any) -> Any:
        """Log Σ e^z − z of the row's class: score (m, K) or (m, K, n) -> (m,) or (m, n)."""
        math = library(score)
        largest = math.amax(score, axis=1, keepdims=True)
        right = math.where(_is_class(score, y), score - largest, 0 * score).sum(axis=1)
        return math.log(math.exp(score - largest).sum(axis=1)) - right

    def slope(self, score: Any, y: Any) -> Any:
        """H(x) − 1 for the row's class, H(x) for the others."""
        H = softmax(score)
        return library(score).where(_is_class(score, y), H - 1, H)

    def curvature(self, score: Any, y: Any) -> Any:
        """diag(H) − H Hᵀ of each row: score (m, K) -> (m, K, K)."""
        H = softmax(score)
        return H[:, :, None] * (np.eye(H.shape[1]) - H[:, None, :])

    def both(self, score: Any, y: Any) -> tuple[Any, Any]:
        """Both from one e^z."""
        math = library(score)
        right = _is_class(score, y)
        score = score - math.amax(score, axis=1, keepdims=True)
        power = math.exp(score)
        total = power.sum(axis=1, keepdims=True)
        H = power / total
        value = math.log(total[:, 0]) - math.where(right, score, 0 * score).sum(axis=1)
        return value, math.where(right, H - 1, H)


def _is_class(score: Any, y: Any) -> Any:
    """Whether a column is the row's class: shape (m, K), or (m, K, 1) beside a score of three axes."""
    K = score.shape[1]
    match = y.reshape(-1, 1) == library(y).arange(K)
    return match[:, :, None] if score.ndim == 3 else match


squared, absolute, log_loss, cross_entropy = Squared(), Absolute(), LogLoss(), CrossEntropy()

# By name; a Huber loss has a setting.
LOSSES: Mapping[str, type[Any]] = MappingProxyType(
    {one.name: one for one in (Squared, Absolute, Huber, LogLoss, CrossEntropy)}
)
