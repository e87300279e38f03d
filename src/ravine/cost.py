"""The cost: the mean of the loss over the rows, and its gradient in the scale one chooses."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property, partial
from types import MappingProxyType
from typing import Any, Protocol

import numpy as np

from ravine.data import Rows
from ravine.data.memory import numbers
from ravine.errors import DataError, SettingError, ShapeError
from ravine.hypothesis import Linear
from ravine.loss import LOSSES, Loss, Squared, cross_entropy, log_loss, squared


class Objective(Protocol):
    """What descends: p numbers W in, a cost and its gradient out.

    W is (p,) for one descent, (p, n) for n at once, a column each.
    """

    @property
    def engine(self) -> str:
        """How it is computed: "hand", "torch" or "exact"."""
        ...

    @property
    def names(self) -> tuple[str, ...]:
        """What each of the p numbers of W belongs to."""
        ...

    @property
    def p(self) -> int:
        """How many numbers W holds."""
        ...

    @property
    def gradient(self) -> str:
        """The scale of the gradient, one of `GRADIENTS`."""
        ...

    @property
    def ratio(self) -> float:
        """How many times the true gradient `evaluate` gives."""
        ...

    def asarray(self, W: Any) -> Any:
        """W as the kind of array, and in the precision, that `evaluate` computes with."""
        ...

    def evaluate(self, W: Any) -> tuple[Any, Any]:
        """Cost and gradient: W (p,) -> (), (p,); W (p, n) -> (n,), (p, n)."""
        ...

    def hessian(self, W: np.ndarray) -> np.ndarray:
        """The second derivatives of the true cost at W (p,), in float64, shape (p, p)."""
        ...


# How many times the true gradient of the mean each scale is; for squared loss, as one writes it:
GRADIENTS: Mapping[str, str] = MappingProxyType(
    {
        "mean": "(2/m) Σ (Wx − y) x",
        "sum": "2 Σ (Wx − y) x",
        "half_mean": "(1/m) Σ (Wx − y) x",
        "half_sum": "Σ (Wx − y) x",
    }
)


def gradient_ratio(gradient: str, m: int) -> float:
    """How many times the true gradient of the mean the scale `gradient` is, for m rows.

    Raises:
        SettingError: when there is no such scale.

    Example:
        >>> gradient_ratio("half_sum", 3)
        1.5
    """
    if not isinstance(gradient, str) or gradient not in GRADIENTS:
        raise SettingError("setting-gradient", got=str(gradient), known=", ".join(GRADIENTS))
    return (m if gradient.endswith("sum") else 1.0) / (2 if gradient.startswith("half") else 1)


@dataclass(frozen=True, eq=False)
class Cost:
    """cost(W) = (1/m) Σ loss(H(x), y) + (l2/2) ‖W‖², with its gradient computed by hand, row by row.

    Rows with weights count that many times: the mean is Σ w loss / Σ w.

    Args:
        rows: the data.
        hypothesis: H(x).
        loss: of one row; the hypothesis' own where not given: squared for numbers, the log loss and the
            cross-entropy for classes.
        gradient: the scale of the gradient: "mean", the true one; "sum", m times that; "half_mean"
            and "half_sum", half of these. The cost itself is always the mean.
        l2: how hard the weights, but not the bias, are pulled to 0. The gradient of the pull is l2 · W
            whatever the scale of the rest, so on the cost it acts as l2 over that scale.

    Raises:
        SettingError: when hypothesis and loss don't go together, or l2 is negative or not finite.
        DataError: when the rows don't fit the hypothesis.

    Example:
        >>> from ravine.data import Data
        >>> cost = Cost(Data([[1], [2], [3]], [1, 2, 3]), Linear(bias=False), gradient="half_sum")
        >>> value, gradient = cost.evaluate(np.zeros(1))
        >>> float(value), float(gradient[0])
        (4.666666666666667, -14.0)
    """

    rows: Rows
    hypothesis: Linear = Linear()
    loss: Loss = None  # type: ignore[assignment]  # `__post_init__` puts the hypothesis' own here
    gradient: str = "mean"
    l2: float = 0.0

    engine = "hand"

    def __post_init__(self) -> None:
        gradient_ratio(self.gradient, self.rows.m)
        object.__setattr__(self, "hypothesis", self.hypothesis.bind(self.rows))
        object.__setattr__(self, "loss", self.loss or own_loss(self.hypothesis))
        if self.hypothesis.name not in self.loss.hypotheses:
            known = ", ".join(
                name for name, loss in LOSSES.items() if self.hypothesis.name in loss.hypotheses
            )
            raise SettingError(
                "setting-loss", hypothesis=self.hypothesis.name, got=self.loss.name, known=known
            )
        known_l2 = isinstance(self.l2, int | float) and not isinstance(self.l2, bool)
        if not (known_l2 and 0 <= self.l2 < np.inf):
            raise SettingError("setting-l2", got=repr(self.l2))

    @property
    def m(self) -> int:
        """How many rows the cost is the mean over."""
        return self.rows.m

    @property
    def p(self) -> int:
        """How many numbers W holds."""
        return self.hypothesis.size(len(self.rows.names))

    @property
    def names(self) -> tuple[str, ...]:
        """What each number of W belongs to."""
        return self.hypothesis.names(self.rows.names)

    @property
    def least_squares(self) -> bool:
        """Whether it is a quadratic of W, exactly one of p + 1 rows."""
        return isinstance(self.loss, Squared)

    @property
    def gradient_formula(self) -> str:
        """The gradient in its scale, as one writes it."""
        pull = " + l2 W" if self.l2 else ""
        if self.least_squares and self.hypothesis.name in ("linear", "line"):
            return GRADIENTS[self.gradient] + pull
        scale = {"mean": "(1/m) ", "sum": "", "half_mean": "(1/2m) ", "half_sum": "½ "}[self.gradient]
        # Of classes the slope is by the score, xW + b, whose own derivative is x.
        inner = "x" if self.hypothesis.targets == "classes" else "∂H/∂W"
        return f"{scale}Σ {self.loss.slope_formula} {inner}{pull}"

    @property
    def ratio(self) -> float:
        """How many times the true gradient `evaluate` gives."""
        return gradient_ratio(self.gradient, self.m)

    @cached_property
    def _factor(self) -> float:
        """What the sums over the rows are multiplied by."""
        return self.ratio / self.m

    def with_gradient(self, gradient: str) -> "Cost":
        """The same cost with its gradient in another scale."""
        return replace(self, gradient=gradient)

    @property
    def bias(self) -> bool:
        """Whether the last number of W is a bias."""
        return self.hypothesis.biases == 1

    def on(self, rows: Rows) -> "Cost":
        """The same cost on some of its own rows, which need no more checks."""
        cost = copy(self)
        object.__setattr__(cost, "rows", rows)
        vars(cost).pop("_factor", None)
        return cost

    def asarray(self, W: Any) -> np.ndarray:
        """W in the precision of the rows, checked: see `parameters`."""
        return parameters(W, self.names, self.rows.dtype)

    def evaluate(self, W: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The cost and its gradient, in one reading of the rows.

        ∇cost = factor · Σ slope(H(x), y) · ∂H/∂W, where the factor is 1/m for the true gradient; sums first,
        the factor last, as the by-hand code of the lab has it (in float32 the order shows in the last digit).
        """
        width = self.hypothesis.made(1 if W.ndim == 1 else W.shape[1])
        total, gradient = self.rows.reduce(partial(self._sums, W), _add, width)
        cost, gradient = total / self.rows.m, gradient * self._factor
        if not self.l2:
            return cost, gradient
        gradient[: self.p - self.hypothesis.biases] += self.l2 * W[: self.p - self.hypothesis.biases]
        return cost + self.penalty(W), gradient

    def penalty(self, W: Any) -> Any:
        """(l2/2) ‖W‖² without the bias, over the scale of the gradient: W (p,) or (p, n) -> () or (n,)."""
        return self.l2 / (2 * self.ratio) * (W[: self.p - self.hypothesis.biases] ** 2).sum(axis=0)

    def hessian(self, W: Any) -> np.ndarray:
        """(1/m) Σ loss'' · ∂H/∂W (∂H/∂W)ᵀ, and the pull of l2: W (p,) -> (p, p), in float64."""
        W = np.asarray(W, np.float64)

        def bent(x: np.ndarray, y: np.ndarray, w: np.ndarray | None) -> np.ndarray:
            x = x.astype(np.float64, copy=False)
            curvature = self.loss.curvature(self.hypothesis.score(x, W), y)
            return self.hypothesis.bend(x, weighted(curvature, w))

        hessian = self.rows.reduce(bent, np.add, 2 * self.p) / self.m
        pulled = np.arange(self.p - self.hypothesis.biases)
        hessian[pulled, pulled] += self.l2 / self.ratio
        return hessian

    def _sums(self, W: np.ndarray, x: np.ndarray, y: np.ndarray, w: Any) -> tuple[np.ndarray, np.ndarray]:
        score = self.hypothesis.score(x, W)
        value, slope = self.loss.both(score, y if W.ndim == 1 else y[:, None])
        if w is not None:
            value, slope = weighted(value, w), weighted(slope, w)
        return np.add.reduce(value), self.hypothesis.pull(x, slope)


def weighted(each: Any, w: Any) -> Any:
    """What each row has, (k, ...), times its weight, (k,) or None."""
    return each if w is None else each * w.reshape(-1, *(1,) * (each.ndim - 1))


def own_loss(hypothesis: Linear) -> Loss:
    """The loss that goes with a hypothesis, unless another is chosen."""
    return {"logistic": log_loss, "softmax": cross_entropy}.get(hypothesis.name, squared)


def parameters(W: Any, names: tuple[str, ...], dtype: Any) -> np.ndarray:
    """W as an array of shape (p,) or (p, n), a copy, checked once; one number stands for all p.

    Raises:
        ShapeError: when there aren't p numbers per descent.
        SettingError: when they aren't finite numbers in `dtype`.
    """
    try:
        array = numbers("W", W)
    except DataError as fault:
        raise SettingError(fault.key, **fault.values) from fault
    if array.ndim == 0:
        array = np.full(len(names), array)
    if array.ndim > 2 or len(array) != len(names):
        raise ShapeError("cost-parameters", expected=len(names), names=", ".join(names), got=_found(array))
    with np.errstate(over="ignore"):  # what a float32 can't hold becomes infinite, and is refused as such
        array = array.astype(dtype)
    if not np.isfinite(array).all():
        raise SettingError("cost-parameters-finite", names=", ".join(names), dtype=str(np.dtype(dtype)))
    return array


def _found(array: np.ndarray) -> str:
    return str(len(array)) if array.ndim == 1 else str(array.shape)


def _add(left: tuple[np.ndarray, np.ndarray], right: tuple[np.ndarray, np.ndarray]) -> tuple[Any, Any]:
    return left[0] + right[0], left[1] + right[1]
