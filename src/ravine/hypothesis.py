"""Hypotheses H(x): the prediction beside its derivative.

Written with plain operators, so that one text runs on NumPy arrays and torch tensors.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, ClassVar, Self

import numpy as np

from ravine.arrays import library, sigmoid, softmax
from ravine.data import Rows
from ravine.data.table import MOST_CLASSES
from ravine.errors import DataError, SettingError
from ravine.words import exact


@dataclass(frozen=True)
class Linear:
    """H(x) = xW + b, a line for one feature, a plane for more.

    W holds the d weights and, with a bias, b last: p = d or d + 1 numbers, shape (p,), or (p, n)
    for n hypotheses at once.

    Raises:
        SettingError: when `bias` is neither True nor False.
    """

    bias: bool = True

    name: ClassVar[str] = "linear"
    targets: ClassVar[str] = "numbers"

    def __post_init__(self) -> None:
        if not isinstance(self.bias, bool):
            raise SettingError("setting-bias", got=repr(self.bias))

    @property
    def formula(self) -> str:
        """H(x), as one writes it."""
        return "H(x) = xW + b" if self.bias else "H(x) = xW"

    @property
    def biases(self) -> int:
        """How many of the last numbers of W are biases."""
        return int(self.bias)

    def bind(self, rows: Rows) -> Self:
        """The hypothesis with all that it takes from the rows.

        Raises:
            DataError: when these rows don't fit it.
        """
        return self

    def size(self, d: int) -> int:
        """p, how many numbers W holds for d features."""
        return d + self.bias

    def names(self, features: Sequence[str]) -> tuple[str, ...]:
        """What each number of W belongs to: the features by name, and "b", or "b0" beside a feature b."""
        name = "b"
        while name in features:
            name += "0"
        return (*features, name) if self.bias else tuple(features)

    def made(self, n: int) -> int:
        """About how many numbers cost and gradient make of each row, for n columns of W."""
        return 4 * n  # score, value, slope and what these are made of

    def columns(self, x: Any) -> Any:
        """What the weights multiply, without the 1 of the bias: x (m, d) -> (m, p − bias)."""
        return x

    def score(self, x: Any, W: Any) -> Any:
        """What the loss looks at, here H(x) itself: x (m, d), W (p,) or (p, n) -> (m,) or (m, n)."""
        x, weights = self.columns(x), W[:-1] if self.bias else W
        # Of one column a product a row, which rounds as `W * x` does where a reader writes it.
        score = _column(x, weights) * weights[0] if len(weights) == 1 else x @ weights
        if self.bias:
            score += W[-1]
        return score

    def predict(self, x: Any, W: Any) -> Any:
        """H(x): x (m, d), W (p,) or (p, n) -> (m,) or (m, n)."""
        return self.score(x, W)

    def pull(self, x: Any, slope: Any) -> Any:
        """Σ over rows of slope · ∂score/∂W: slope (m,) or (m, n) -> (p,) or (p, n).

        ∂score/∂W is the column for the weights and 1 for the bias.
        """
        x = self.columns(x)
        if x.shape[1] == 1:
            weights = np.add.reduce(_column(x, slope) * slope, keepdims=True)
        else:  # `dot` lets other threads run meanwhile; `@` doesn't where so few numbers come out
            weights = x.T.dot(slope)
        return np.concatenate([weights, np.add.reduce(slope, keepdims=True)]) if self.bias else weights

    def bend(self, x: Any, curvature: Any) -> Any:
        """Σ over rows of curvature · ∂score/∂W (∂score/∂W)ᵀ: curvature (m,) -> (p, p)."""
        A = self.design(x)
        return A.T @ (curvature[:, None] * A)

    def design(self, x: Any) -> np.ndarray:
        """The columns, and a last one of 1 for the bias."""
        columns = self.columns(x)
        return np.hstack([columns, np.ones((len(columns), 1), columns.dtype)]) if self.bias else columns


@dataclass(frozen=True)
class Line(Linear):
    """H(x) = Wx + b, of one feature.

    Example:
        >>> Line().formula, Line(bias=False).formula
        ('H(x) = Wx + b', 'H(x) = Wx')
    """

    name: ClassVar[str] = "line"

    @property
    def formula(self) -> str:
        """H(x), as one writes it."""
        return "H(x) = Wx + b" if self.bias else "H(x) = Wx"

    def bind(self, rows: Rows) -> Self:
        """The same, if the rows have one feature."""
        _one_feature(self.name, rows)
        return self


@dataclass(frozen=True)
class Polynomial(Linear):
    """H(x) = W₁t + W₂t² + ... + b of one feature, with t in [−1, 1].

    t is x mapped from `domain` to [−1, 1]: powers of anything larger would differ so much in size that
    descent crawls.

    Args:
        bias: whether there is a b.
        degree: the highest power, from 1 to 20.
        domain: the least and the largest x; those of the rows where not given.

    Example:
        >>> Polynomial(degree=3, domain=(0.0, 10.0)).columns(np.array([[0.0], [7.5], [10.0]]))
        array([[-1.   ,  1.   , -1.   ],
               [ 0.5  ,  0.25 ,  0.125],
               [ 1.   ,  1.   ,  1.   ]])
    """

    degree: int = 2
    domain: tuple[float, float] | None = None

    name: ClassVar[str] = "polynomial"

    def __post_init__(self) -> None:
        super().__post_init__()
        if isinstance(self.degree, bool) or not isinstance(self.degree, int) or not 1 <= self.degree <= 20:
            raise SettingError("setting-degree", got=repr(self.degree))
        if self.domain and not -np.inf < self.domain[0] < self.domain[1] < np.inf:
            raise SettingError("setting-domain", got=repr(self.domain))

    @property
    def formula(self) -> str:
        """H(x), as one writes it, with what t is."""
        powers = ["W₁t", *(f"W{_below(k)}t{_above(k)}" for k in range(2, self.degree + 1))]
        if len(powers) > 3:
            powers = [*powers[:2], "…", powers[-1]]
        low, high = self.domain or (0.0, 0.0)
        where = f",  t = (x − {exact((low + high) / 2)}) / {exact((high - low) / 2)}" if self.domain else ""
        return f"H(x) = {' + '.join(powers)}{' + b' if self.bias else ''}{where}"

    def bind(self, rows: Rows) -> Self:
        """The same over the range of the rows' only feature."""
        _one_feature(self.name, rows)
        if self.domain:
            return self
        low, high = rows.reduce(
            lambda x, y, w: (float(x.min()), float(x.max())), lambda a, b: (min(a[0], b[0]), max(a[1], b[1]))
        )
        if not low < high:
            raise DataError("hypothesis-constant", column=rows.names[0], got=low)
        return replace(self, domain=(low, high))

    def size(self, d: int) -> int:
        """How many powers there are, and the bias."""
        return self.degree + self.bias

    def names(self, features: Sequence[str]) -> tuple[str, ...]:
        """The feature's name with each power: x, x², x³, ..."""
        powers = [features[0], *(f"{features[0]}{_above(k)}" for k in range(2, self.degree + 1))]
        return super().names(powers)

    def made(self, n: int) -> int:
        """As for a line, and the powers."""
        return super().made(n) + 2 * self.degree

    def columns(self, x: Any) -> Any:
        """t, t², t³, ..., shape (m, degree)."""
        low, high = self.domain  # type: ignore[misc]  # bound by the cost
        t = (x - (low + high) / 2) / ((high - low) / 2)
        return library(x).concatenate([t**k for k in range(1, self.degree + 1)], axis=1)


@dataclass(frozen=True)
class Logistic(Linear):
    """H(x) = 1 / (1 + e^−(xW + b)), the probability of class 1 rather than 0.

    Source: D. Cox, The regression analysis of binary sequences, 1958.
    """

    name: ClassVar[str] = "logistic"
    targets: ClassVar[str] = "classes"

    @property
    def formula(self) -> str:
        """H(x), as one writes it."""
        return f"H(x) = 1 / (1 + e^−({'xW + b' if self.bias else 'xW'}))"

    def bind(self, rows: Rows) -> Self:
        """The same, if the rows' targets are 0 and 1."""
        if _classes(self.name, rows) > 2:
            raise DataError("hypothesis-classes-two", target=_target(rows))
        return self

    def predict(self, x: Any, W: Any) -> Any:
        """The probability of class 1, shape (m,) or (m, n)."""
        return sigmoid(self.score(x, W))


@dataclass(frozen=True)
class Softmax(Linear):
    """H(x) = softmax(xW + b), the probability of each of K classes.

    W is (d + 1, K) laid out flat, row by row: p = (d + 1) · K numbers, the K biases last.

    Args:
        bias: whether there are biases.
        classes: K; as many as the rows' targets have where not given.

    Source: D. Cox, Some procedures associated with the logistic qualitative response curve, 1966.
    """

    classes: int | None = None

    name: ClassVar[str] = "softmax"
    targets: ClassVar[str] = "classes"

    def __post_init__(self) -> None:
        super().__post_init__()
        K = self.classes
        whole = isinstance(K, int) and not isinstance(K, bool) and 2 <= K <= MOST_CLASSES
        if not (K is None or whole):
            raise SettingError("setting-classes", most=MOST_CLASSES, got=repr(K))

    @property
    def formula(self) -> str:
        """H(x), as one writes it."""
        return f"H(x) = softmax({'xW + b' if self.bias else 'xW'})"

    def bind(self, rows: Rows) -> Self:
        """The same with the number of classes that the rows have."""
        found = _classes(self.name, rows)
        if self.classes is not None and found > self.classes:
            raise DataError("hypothesis-classes-many", target=_target(rows), got=found, classes=self.classes)
        return self if self.classes else replace(self, classes=max(found, 2))

    @property
    def K(self) -> int:
        """How many classes there are."""
        return self.classes or 2

    @property
    def biases(self) -> int:
        """One for each class."""
        return self.K if self.bias else 0

    def size(self, d: int) -> int:
        """p: a weight for each feature and class, and a bias for each class."""
        return super().size(d) * self.K

    def names(self, features: Sequence[str]) -> tuple[str, ...]:
        """Feature → class, row by row."""
        return tuple(f"{name}→{k}" for name in super().names(features) for k in range(self.K))

    def made(self, n: int) -> int:
        """As for a line, for each class."""
        return super().made(n) * self.K

    def score(self, x: Any, W: Any) -> Any:
        """A score for each class: W (p,) or (p, n) -> (m, K) or (m, K, n)."""
        weights = W.reshape(-1, self.K * (W.shape[1] if W.ndim == 2 else 1))
        score = x @ weights[: x.shape[1]]
        score = score + weights[-1] if self.bias else score
        return score.reshape(len(x), self.K, -1) if W.ndim == 2 else score

    def predict(self, x: Any, W: Any) -> Any:
        """The probability of each class, shape (m, K) or (m, K, n)."""
        return softmax(self.score(x, W))

    def pull(self, x: Any, slope: Any) -> Any:
        """Σ over rows of slope · ∂score/∂W: slope (m, K) or (m, K, n) -> (p,) or (p, n)."""
        pulled = self.design(x).T @ slope.reshape(len(x), -1)
        return pulled.reshape(-1, slope.shape[2]) if slope.ndim == 3 else pulled.reshape(-1)

    def bend(self, x: Any, curvature: Any) -> Any:
        """Σ over rows, for each pair of classes: curvature (m, K, K) -> (p, p)."""
        A = self.design(x)
        bent = np.empty((A.shape[1], self.K, A.shape[1], self.K))
        for k in range(self.K):
            for other in range(k + 1):
                bent[:, k, :, other] = bent[:, other, :, k] = A.T @ (curvature[:, k, other, None] * A)
        return bent.reshape(A.shape[1] * self.K, -1)


HYPOTHESES: Mapping[str, type[Linear]] = MappingProxyType(
    {one.name: one for one in (Linear, Line, Polynomial, Logistic, Softmax)}
)


def _column(x: Any, like: Any) -> Any:
    """The only column, (m,), or (m, 1) where `like` has a column per hypothesis."""
    return x if like.ndim == 2 else x[:, 0]


def _one_feature(name: str, rows: Rows) -> None:
    if len(rows.names) != 1:
        raise DataError("hypothesis-one-feature", hypothesis=name, got=len(rows.names))


def _classes(name: str, rows: Rows) -> int:
    """How many classes 0, 1, 2, ... the targets have.

    Raises:
        DataError: when a target is none of these.
    """

    def largest(x: Any, y: np.ndarray, w: Any) -> tuple[float, float | None]:
        odd = (y < 0) | (y != np.floor(y)) | (y >= MOST_CLASSES)
        return float(y.max()), float(y[odd][0]) if odd.any() else None

    most, odd = rows.reduce(largest, lambda a, b: (max(a[0], b[0]), a[1] if a[1] is not None else b[1]))
    if odd is not None:
        raise DataError("hypothesis-classes", hypothesis=name, target=_target(rows), got=odd)
    return int(most) + 1


def _target(rows: Rows) -> str:
    return getattr(rows, "target", "y")


_DIGITS_ABOVE, _DIGITS_BELOW = "⁰¹²³⁴⁵⁶⁷⁸⁹", "₀₁₂₃₄₅₆₇₈₉"


def _above(k: int) -> str:
    return "".join(_DIGITS_ABOVE[int(digit)] for digit in str(k))


def _below(k: int) -> str:
    return "".join(_DIGITS_BELOW[int(digit)] for digit in str(k))
