"""Any least-squares cost of any number of rows as a cost of p + 1 rows, and its eigen-directions."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np

from ravine.cost import Cost, gradient_ratio, parameters
from ravine.data import Data, Rows
from ravine.data.memory import Standardisation, varies
from ravine.eigen import Columns, Directions, unit_columns
from ravine.errors import DataError, SettingError
from ravine.hypothesis import Linear, Polynomial
from ravine.loss import squared
from ravine.qr import reduced
from ravine.refinement import refined
from ravine.triangle import Table

Array = np.ndarray

# Numbers whose squares, and the sums of these, stay inside float64's range.
_SMALLEST, _LARGEST = 1e-150, 1e150


@dataclass(frozen=True, eq=False)
class Quadratic:
    """cost(W) = ‖A W − t‖² / m, equal to a mean squared error at every W, with A of p + 1 rows.

    A and t come from the triangle R of the QR factorisation of [x 1 y], which loses no digits where
    the normal equations XᵀX lose half of them. Always float64.

    Args:
        A: rows, shape (k, p) with k ≤ p + 1, columns in the order of W.
        t: targets of these rows, shape (k,).
        m: how many rows the cost is the mean over.
        names: what each number of W belongs to.
        bias: whether the last number of W is a bias.
        gradient: the scale of the gradient, as in `Cost`.
        l2, unpenalised: what `with_l2` added, and to which cost.

    Raises:
        DataError: when the squares of A or t leave float64's range.

    Source: Golub and Van Loan, Matrix Computations (4th ed.), section 5.3.
    """

    A: Array
    t: Array
    m: int
    names: tuple[str, ...]
    bias: bool = False
    gradient: str = "mean"
    l2: float = 0.0
    unpenalised: "Quadratic | None" = None
    # The rows it was made of, which know the best W to its last digit: no part of what `replace` makes of it.
    table: Table | None = field(default=None, init=False, repr=False)

    engine = "exact"

    def __post_init__(self) -> None:
        table = np.column_stack([self.A, self.t])
        size = np.abs(table).max(axis=0, initial=0.0)
        usable = (size == 0) | ((size >= _SMALLEST) & (size <= _LARGEST))
        if not usable.all():
            column = int(np.argmin(usable))
            name = self.names[column] if column < self.p else "y"
            raise DataError("quadratic-range", column=name, size=float(size[column]))

    @property
    def p(self) -> int:
        """How many numbers W holds."""
        return self.A.shape[1]

    @property
    def ratio(self) -> float:
        """How many times the true gradient `evaluate` gives."""
        return gradient_ratio(self.gradient, self.m)

    def asarray(self, W: Any) -> Array:
        """W in float64, checked: see `parameters`."""
        return parameters(W, self.names, np.float64)

    def evaluate(self, W: Array) -> tuple[Array, Array]:
        """Cost and gradient, as `Cost.evaluate` has them."""
        residual = self.A @ W - (self.t if W.ndim == 1 else self.t[:, None])
        return (residual**2).sum(axis=0) / self.m, self.A.T @ residual * (2 * self.ratio / self.m)

    def hessian(self, W: Any = None) -> Array:
        """2 AᵀA / m, the same at every W."""
        return self.A.T @ self.A * (2 / self.m)

    def with_l2(self, l2: float) -> "Quadratic":
        """The same cost + (l2/2) ‖W‖² without the bias, over the scale of the gradient, as `Cost` has it."""
        if not l2:
            return self
        pulled = np.sqrt(l2 * self.m / (2 * self.ratio)) * np.eye(self.p)[: self.p - self.bias]
        table = np.vstack([np.column_stack([self.A, self.t]), np.column_stack([pulled, 0 * pulled[:, :1]])])
        R = reduced(table)
        return replace(self, A=R[:, :-1], t=R[:, -1], l2=l2, unpenalised=self)._of(self.table)

    @cached_property
    def eigenvalues(self) -> Array:
        """Curvatures λ of the true cost along the eigen-directions, steepest first, flat ones exactly 0."""
        curvatures = 2 * (self._steep.sizes / np.sqrt(self.m)) ** 2
        if curvatures.size and not curvatures[-1] >= np.finfo(float).tiny:
            flattest = np.abs(self._steep.right[:, -1])
            raise DataError("quadratic-flattest", column=self.names[int(np.argmax(flattest))])
        return np.append(curvatures, np.zeros(self.flat))

    @cached_property
    def directions(self) -> Array:
        """The eigen-directions, one unit column each, shape (p, p), in the order of `eigenvalues`."""
        return np.hstack([self._steep.right, self._flat])

    @property
    def flat(self) -> int:
        """Along how many directions the cost doesn't change at all (dependent columns)."""
        return len(self._columns.rest)

    def best(self, start: Any = 0.0) -> tuple[Array, float]:
        """The W of least cost, the one nearest to `start` where it isn't unique, and that cost.

        A least cost that is rounding is 0, see `least`. Where it is unique and the rows are in memory, it is
        the one of the rows to its last digit, worked out once, by some more readings of them.
        """
        start = self.asarray(start)
        if self.table is None or self.flat or not isinstance(self.table.rows, Data):
            return self.nearest(start), self.least
        pull = np.where(np.arange(self.p) < self.p - self.bias, self._pull, 0.0)
        return refined(self.table, self.nearest(), self.A, pull), self.least

    def nearest(self, start: Any = 0.0) -> Array:
        """The W of least cost as the p + 1 rows tell it, the one nearest to `start` where it isn't unique."""
        own, *_ = self._columns
        unit, length = unit_columns(self.A[:, own])
        Q, R = np.linalg.qr(unit)
        start = self.asarray(start)
        W = start.copy()
        with np.errstate(over="ignore", invalid="ignore"):
            for _ in range(2):  # the second time takes away the rounding of the first
                W[own] += np.linalg.solve(R, Q.T @ (self.t - self.A @ W)) / length
                # Along flat directions nothing is decided by the data: there the start's own share is kept.
                W -= self._flat @ (self._flat.T @ (W - start))
        if not np.isfinite(W).all():
            raise DataError("quadratic-best", column=self.names[int(np.argmin(np.isfinite(W)))])
        return W

    @property
    def _pull(self) -> float:
        """How many times ‖W‖² all l2 adds to ‖A W − t‖² of the rows."""
        return self.l2 * self.m / (2 * self.ratio) + self.unpenalised._pull if self.unpenalised else 0.0

    def __getstate__(self) -> dict[str, Any]:
        return {**vars(self), "table": None}  # a pickle is of p + 1 rows

    def _of(self, table: Table | None) -> "Quadratic":
        object.__setattr__(self, "table", table)
        return self

    @cached_property
    def least(self) -> float:
        """The least cost; 0 where it is rounding (residuals below 16 p units in the last place of y)."""
        own, *_ = self._columns
        Q = np.linalg.qr(unit_columns(self.A[:, own])[0])[0]
        residual = self.t - Q @ (Q.T @ self.t)
        rounding = 16 * self.p * np.finfo(float).eps * np.linalg.norm(self.t)
        return 0.0 if np.linalg.norm(residual) <= rounding else float(residual @ residual / self.m)

    @property
    def along(self) -> Array:
        """√(λ/2) · z at the best W, z = Vᵀ W, along each direction that isn't flat."""
        return self._steep.left.T @ self.t / np.sqrt(self.m)

    def excess(self, W: Array) -> Array:
        """What each direction that isn't flat has of the cost at W (p,) above the least one."""
        with np.errstate(over="ignore", invalid="ignore"):
            return (self._steep.left.T @ (self.A @ W - self.t)) ** 2 / self.m

    def rounding(self, W: Array, cost: float, eps: float = np.finfo(float).eps) -> float:
        """How much of the cost at W is rounding, when predictions and residuals are computed with `eps`."""
        size = np.linalg.norm(self.A, axis=0) @ np.abs(W) + np.linalg.norm(self.t)
        residual = 4 * eps * size / np.sqrt(self.m)
        return float(residual * (2 * np.sqrt(cost) + residual))

    def standardise(self) -> tuple["Quadratic", Standardisation]:
        """The same cost on standardised features, and how these are made: see `Data.standardisation`."""
        if self.unpenalised:
            plain, how = self.unpenalised.standardise()
            return plain.with_l2(self.l2), how
        bias = self.A[:, self.p - self.bias :]
        x = self.A[:, : self.p - self.bias]
        # Behind a leading bias the triangle keeps what each column has along it, its mean, in the first row.
        R = reduced(np.column_stack([bias, x, self.t]))
        along, centred = R[: self.bias, self.bias : -1], R[self.bias :, self.bias : -1]
        mean = along[0] / R[0, 0] if self.bias else np.zeros(x.shape[1])
        deviation = np.linalg.norm(centred, axis=0) / np.sqrt(self.m)
        spread = varies(deviation, mean)
        how = Standardisation(mean, np.where(spread, deviation, 1.0))
        A = np.zeros((len(R), self.p))
        A[self.bias :, : x.shape[1]] = np.where(spread, centred, 0.0) / how.scale
        A[:, x.shape[1] :] = R[:, : self.bias]
        return replace(self, A=A, t=R[:, -1]), how

    @cached_property
    def _columns(self) -> Columns:
        return Columns.of(self.A)

    @cached_property
    def _flat(self) -> Array:
        return self._columns.flat()

    @cached_property
    def _steep(self) -> Directions:
        return Directions.of(self.A, self._columns)


def compress(
    of: Cost | Rows,
    *,
    features: Sequence[str] | None = None,
    target: str | None = None,
    bias: bool | None = None,
) -> Quadratic:
    """A least-squares cost as p + 1 rows, exact at every W.

    Rows are read once, however many costs are made of them: of other features, or with any column as target.

    Args:
        of: the cost; or rows, for the cost of a linear hypothesis on them.
        features: the columns that W multiplies, by name; all but the target where not given.
        target: the column that is predicted, by name; the rows' own where not given.
        bias: whether there is a bias; as the cost has it where not given, of rows with one.

    Raises:
        SettingError: for anything else; when the loss isn't squared, since then no fixed number of rows says
            it all; or when there is no such column.
        DataError: when the squares of the data leave float64's range.

    Example:
        >>> from ravine.data import Data
        >>> lab = compress(Data([[1], [2], [3]], [1, 2, 3]), bias=False)
        >>> lab.eigenvalues.round(4), lab.best()
        (array([9.3333]), (array([1.]), 0.0))
    """
    if not isinstance(of, Cost) and not hasattr(of, "reduce"):
        raise SettingError("compress-rows", got=type(of).__name__)
    cost = of if isinstance(of, Cost) else Cost(of)
    if not cost.least_squares:
        raise SettingError("quadratic-loss", got=cost.loss.name)
    hypothesis = cost.hypothesis if bias is None else replace(cost.hypothesis, bias=bias)
    table, names = Table.choose(cost.rows, hypothesis, features, target)
    R = table.triangle()
    plain = Quadratic(R[:, :-1], R[:, -1], cost.m, names, hypothesis.bias, cost.gradient)
    return plain._of(table).with_l2(cost.l2)


def quadratic_of(objective: Any) -> Quadratic | None:
    """An objective as p + 1 rows; None where it is no least-squares cost."""
    match objective:
        case Quadratic():
            return objective
        case Cost() if objective.least_squares:
            return compress(objective)
        case _:
            return None


def largest_curvature(cost: Cost) -> float | None:
    """A curvature that the true cost exceeds nowhere: that of the loss is bounded, but for an absolute one.

    Of the logistic loss ¼, of the cross-entropy ½, of Huber's 1, of the squared loss 2 times that of the
    columns. 1 over it is an lr with which descent never rises. None for any other loss.

    Source: Y. Nesterov, Lectures on Convex Optimization, 2nd ed. 2018, section 2.1.5.
    """
    most = getattr(cost.loss, "most_curved", None)
    if most is None:
        return None
    polynomial = isinstance(cost.hypothesis, Polynomial)
    columns = cost.hypothesis if polynomial else Linear(cost.hypothesis.bias)
    steepest = compress(Cost(cost.rows, columns, squared)).eigenvalues[0]
    return float(steepest * most / 2 + cost.l2 / cost.ratio)
