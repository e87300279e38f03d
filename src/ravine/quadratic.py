"""Any least-squares cost of any number of rows as a cost of p + 1 rows, and its eigen-directions."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from ravine.cost import Cost, gradient_ratio, parameters
from ravine.data import Rows
from ravine.data.memory import ROUNDING, Standardisation, varies
from ravine.errors import DataError, SettingError
from ravine.hypothesis import Linear, Polynomial
from ravine.loss import squared

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
        R = _reduced(table)
        return replace(self, A=R[:, :-1], t=R[:, -1], l2=l2, unpenalised=self)

    @property
    def eigenvalues(self) -> Array:
        """Curvatures λ of the true cost along the eigen-directions, steepest first, flat ones exactly 0."""
        return self._eigen.values

    @property
    def directions(self) -> Array:
        """The eigen-directions, one unit column each, shape (p, p), in the order of `eigenvalues`."""
        return self._eigen.directions

    @property
    def flat(self) -> int:
        """Along how many directions the cost doesn't change at all (dependent columns)."""
        return len(self._columns.rest)

    def best(self, start: Any = 0.0) -> tuple[Array, float]:
        """The W of least cost, the one nearest to `start` where it isn't unique, and that cost.

        A least cost that is rounding is 0, see `least`.
        """
        own, *_ = self._columns
        unit, length = _unit(self.A[:, own])
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
        return W, self.least

    @cached_property
    def least(self) -> float:
        """The least cost; 0 where it is rounding (residuals below 16 p units in the last place of y)."""
        own, *_ = self._columns
        Q = np.linalg.qr(_unit(self.A[:, own])[0])[0]
        residual = self.t - Q @ (Q.T @ self.t)
        rounding = 16 * self.p * np.finfo(float).eps * np.linalg.norm(self.t)
        return 0.0 if np.linalg.norm(residual) <= rounding else float(residual @ residual / self.m)

    @property
    def along(self) -> Array:
        """√(λ/2) · z at the best W, z = Vᵀ W, along each direction that isn't flat."""
        return self._eigen.left.T @ self.t / np.sqrt(self.m)

    def excess(self, W: Array) -> Array:
        """What each direction that isn't flat has of the cost at W (p,) above the least one."""
        with np.errstate(over="ignore", invalid="ignore"):
            return (self._eigen.left.T @ (self.A @ W - self.t)) ** 2 / self.m

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
        R = _reduced(np.column_stack([bias, x, self.t]))
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
    def _columns(self) -> "_Columns":
        """Which columns depend on no others, and how the rest depend on these."""
        # Whether columns depend on each other is a question of their directions, not of their units.
        unit, length = _unit(self.A)
        left, own = unit.copy(), []
        while len(own) < min(self.A.shape) and (size := np.linalg.norm(left, axis=0)).max() > ROUNDING:
            own.append(int(np.argmax(size)))
            along = left[:, own[-1]] / size.max()
            left -= np.outer(along, along @ left)
            left[:, own[-1]] = 0.0
        rest = [j for j in range(self.p) if j not in own]
        how = np.linalg.lstsq(unit[:, own], unit[:, rest], rcond=None)[0]
        # A column that has nothing to do with another has exactly nothing to do with it, in any units.
        how[np.abs(how) <= ROUNDING] = 0.0
        flat = np.zeros((self.p, len(rest)))
        flat[own], flat[rest] = -how / length[own][:, None], np.diag(1 / length[rest])
        # In their own units, let those be the rest that are no large multiples of the others.
        for j in range(len(rest)):
            rest[j] = int(np.argmax(np.abs(flat[:, j])))
            flat[:, j] /= flat[rest[j], j]
            others = np.arange(len(rest)) != j
            flat[:, others] -= np.outer(flat[:, j], flat[rest[j], others])
        own = [j for j in range(self.p) if j not in rest]
        return _Columns(own, rest, -flat[own])

    @cached_property
    def _flat(self) -> Array:
        """An orthonormal basis of the flat directions, shape (p, flat)."""
        own, rest, how = self._columns
        null = np.zeros((self.p, len(rest)))
        null[own], null[rest] = -how, np.eye(len(rest))
        # Not Q itself: it knows its small numbers only as well as its large ones.
        return np.linalg.solve(_reduced(null).T, null.T).T

    @cached_property
    def _eigen(self) -> "_Eigen":
        own, rest, how = self._columns
        # A = A[:, own] K, and K maps nothing but the flat directions to 0; its rows span all others.
        K = np.zeros((len(own), self.p))
        K[:, own], K[:, rest] = np.eye(len(own)), how
        span, L = np.linalg.qr(K.T)
        steep = self.A[:, own] @ L.T
        # Columns from the longest to the shortest: a graded triangle keeps the digits of its small singular
        # values, where those of the matrix as it stands would drown in the rounding of the largest.
        order = np.argsort(-np.linalg.norm(steep, axis=0), kind="stable")
        Q, R = np.linalg.qr(steep[:, order])
        U, s, Vt = np.linalg.svd(R)
        directions = np.hstack([span[:, order] @ Vt.T, self._flat])
        values = np.append(2 * (s / np.sqrt(self.m)) ** 2, np.zeros(len(rest)))
        if own and not values[len(own) - 1] >= np.finfo(float).tiny:
            name = self.names[int(np.argmax(np.abs(directions[:, len(own) - 1])))]
            raise DataError("quadratic-flattest", column=name)
        return _Eigen(values, directions, Q @ U)


class _Columns(NamedTuple):
    own: list[int]  # columns that depend on no others
    rest: list[int]  # those that do
    how: Array  # A[:, rest] = A[:, own] @ how


class _Eigen(NamedTuple):
    values: Array  # (p,)
    directions: Array  # (p, p)
    left: Array  # (k, p − flat): what A makes of each direction that isn't flat, as unit columns


def compress(cost: Cost) -> Quadratic:
    """`cost` as p + 1 rows, exact at every W.

    Raises:
        SettingError: when the loss isn't squared: then no fixed number of rows says it all.
        DataError: when the squares of the data leave float64's range.

    Example:
        >>> from ravine.data import Data
        >>> from ravine.hypothesis import Linear
        >>> lab = compress(Cost(Data([[1], [2], [3]], [1, 2, 3]), Linear(bias=False)))
        >>> lab.eigenvalues.round(4), lab.best()
        (array([9.3333]), (array([1.]), 0.0))
    """
    if not cost.least_squares:
        raise SettingError("quadratic-loss", got=cost.loss.name)
    bias, triangle = cost.hypothesis.bias, _triangle(cost.rows, replace(cost.hypothesis, bias=True))
    if not bias:
        triangle = _reduced(np.delete(triangle, -2, axis=1))
    plain = Quadratic(triangle[:, :-1], triangle[:, -1], cost.m, cost.names, bias, cost.gradient)
    return plain.with_l2(cost.l2)


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


# Rows are read once, however many costs are made of them.
_triangles: WeakKeyDictionary[Rows, dict[Linear, Array]] = WeakKeyDictionary()


def _triangle(rows: Rows, hypothesis: Linear) -> Array:
    """R of the QR factorisation of [columns 1 y], those of the blocks stacked and reduced."""

    def block(x: Array, y: Array, w: Array | None) -> Array:
        x = hypothesis.columns(x.astype(np.float64, copy=False))
        table = np.concatenate([x, np.ones((len(y), 1)), y[:, None]], axis=1, dtype=np.float64)
        return _reduced(table if w is None else table * np.sqrt(w, dtype=np.float64)[:, None])

    known = _triangles.setdefault(rows, {})
    if hypothesis not in known:
        with np.errstate(over="ignore", invalid="ignore"):  # a Quadratic refuses what comes of that
            known[hypothesis] = rows.reduce(block, lambda one, other: _reduced(np.vstack([one, other])))
    return known[hypothesis]


def _reduced(table: Array) -> Array:
    """R of the QR factorisation of `table`."""
    return np.asarray(np.linalg.qr(table, mode="r"))


def _unit(A: Array) -> tuple[Array, Array]:
    """A with its columns at length 1, and their lengths; an all-zero column keeps 1."""
    length = np.linalg.norm(A, axis=0)
    length[length == 0] = 1.0
    return A / length, length
