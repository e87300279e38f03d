"""The gradient of a cost, worked row by row."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from ravine.cost import Cost, gradient_ratio, parameters
from ravine.data import refuse_weights
from ravine.errors import SettingError, ShapeError
from ravine.optim import SGD

Array = np.ndarray

# So many rows of the data, and of a table, are shown one by one; what is left is counted.
SHOWN = 8


class WorkedRows(NamedTuple):
    """What the first rows add to the gradient, and what all of them add up to; K scores a row are (m, K).

    Args:
        x: the features, shape (shown, d).
        y: the targets, shape (shown,).
        prediction: H(x), shape (shown,) or (shown, K).
        slope: ∂loss/∂score, shape (shown,) or (shown, K); of the squared loss its half, the residual.
        terms: slope · ∂score/∂W, shape (shown, p).
        total: the sum of the terms of all rows, shape (p,).
    """

    x: Array
    y: Array
    prediction: Array
    slope: Array
    terms: Array
    total: Array


def work_rows(cost: Cost, W: Array, most: int | None = None) -> WorkedRows:
    """The rows of `cost` at W, the first `most` of them one by one.

    Example:
        >>> from ravine.data import Data
        >>> from ravine.hypothesis import Linear
        >>> rows = work_rows(Cost(Data([[1], [2], [3]], [1, 2, 3]), Linear(bias=False)), np.zeros(1), most=2)
        >>> rows.slope, rows.terms[:, 0], rows.total
        (array([-1., -2.]), array([-1., -4.]), array([-14.]))
    """
    refuse_weights(cost.rows)
    loss: Any = cost.loss
    whole = 2 if cost.least_squares else 1

    def one_by_one(x: Array, y: Array, w: None) -> WorkedRows:
        x, y = x.astype(W.dtype, copy=False), np.asarray(y, W.dtype)
        slope = loss.slope(cost.hypothesis.score(x, W), y) / whole
        head = slice(most)
        terms = [cost.hypothesis.pull(x[i : i + 1], slope[i : i + 1]) for i in range(len(y[head]))]
        total = cost.hypothesis.pull(x, slope)
        shown = (x[head], y[head], cost.hypothesis.predict(x[head], W), slope[head])
        return WorkedRows(*shown, np.reshape(terms, (len(terms), len(W))), total)

    def together(above: WorkedRows, below: WorkedRows) -> WorkedRows:
        shown = [np.concatenate(pair)[:most] for pair in zip(above[:-1], below[:-1], strict=True)]
        return WorkedRows(*shown, total=above.total + below.total)

    with np.errstate(over="ignore", invalid="ignore"):
        return cost.rows.reduce(one_by_one, together)


@dataclass(frozen=True, eq=False)
class WorkedStep:
    """Every number between one W and the next, for a least-squares cost and gradient descent itself.

    Args:
        W: before the step, shape (p,).
        rows: all of them, worked.
        gradient: the scale.
        lr: the learning rate.
    """

    W: Array
    rows: WorkedRows
    gradient: str
    lr: float

    @property
    def x(self) -> Array:
        """The features, shape (m, d)."""
        return self.rows.x

    @property
    def y(self) -> Array:
        """The targets, shape (m,)."""
        return self.rows.y

    @property
    def prediction(self) -> Array:
        """H(x) of each row, shape (m,)."""
        return self.rows.prediction

    @property
    def residual(self) -> Array:
        """H(x) − y of each row."""
        return self.rows.slope

    @property
    def cost(self) -> float:
        """The mean of the squared residuals."""
        return float((self.residual**2).mean())

    @property
    def terms(self) -> Array:
        """(H(x) − y) x of each row, shape (m, p)."""
        return self.rows.terms

    @property
    def total(self) -> Array:
        """Σ (H(x) − y) x, shape (p,): the line of code that the lab writes."""
        return self.rows.total

    @property
    def factor(self) -> float:
        """What makes the gradient in this scale of the sum: 2/m for the true one, 1 as the lab has it."""
        return 2 * gradient_ratio(self.gradient, len(self.y)) / len(self.y)

    @property
    def slope(self) -> Array:
        """∇W in this scale, shape (p,)."""
        return self.factor * self.total

    @property
    def next(self) -> Array:
        """W after the step."""
        return self.W - self.lr * self.slope


def explain(cost: Cost, W: Any, lr: float) -> WorkedStep:
    """The step from W with learning rate `lr`, for rows in memory, worked in float64.

    Raises:
        SettingError: when W or lr can't be used, the loss isn't squared, or there is a penalty.
        ShapeError: when W doesn't hold p numbers.

    Example:
        >>> from ravine.data import Data
        >>> from ravine.hypothesis import Linear
        >>> lab = Cost(Data([[1], [2], [3]], [1, 2, 3]), Linear(bias=False))
        >>> step = explain(lab, np.zeros(1), lr=0.15)
        >>> step.total, step.slope.round(3), step.next.round(3)
        (array([-14.]), array([-9.333]), array([1.4]))
    """
    if not cost.least_squares:
        raise SettingError("quadratic-loss", got=cost.loss.name)  # type: ignore[union-attr]
    if cost.l2:
        raise SettingError("explain-step-l2", got=cost.l2)
    start = parameters(W, cost.names, np.float64)
    if start.ndim > 1:
        raise ShapeError(
            "cost-parameters", expected=cost.p, names=", ".join(cost.names), got=str(start.shape)
        )
    rows = work_rows(cost, start)
    return WorkedStep(start, rows, cost.gradient, SGD(lr).lr)
