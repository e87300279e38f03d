"""The least cost, where one is known: by algebra, by Newton's method or by a linear programme."""

from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from ravine.cost import Cost, Objective
from ravine.data import Data
from ravine.hypothesis import Linear
from ravine.loss import Absolute, squared
from ravine.quadratic import Quadratic, compress
from ravine.surfaces import Surface

Array = np.ndarray

# A linear programme of more numbers than that takes minutes; then no least cost is known.
_MOST_NUMBERS = 2_000_000
# Newton's method of more numbers than that takes minutes as well.
_MOST_CURVED = 1000


class Optimum(NamedTuple):
    """A W of least cost and that cost."""

    W: Array
    cost: float


def optimum(objective: Objective, start: Array, end: Array) -> Optimum | None:
    """The least cost and the W nearest to `start` that has it; of a surface, the minimum nearest to `end`.

    None where none is known: for classes that a line separates (the cost falls for ever), for more numbers
    than a solver takes, for any Python function.

    Example:
        >>> from ravine.hypothesis import Logistic
        >>> x, zero = [[1.0], [2.0], [3.0]], np.zeros(2)
        >>> optimum(Cost(Data(x, [0, 1, 0]), Logistic()), zero, zero).cost.__round__(4)
        0.6365
        >>> optimum(Cost(Data(x, [0, 1, 1]), Logistic()), zero, zero) is None
        True
    """
    match objective:
        case Quadratic():
            return Optimum(*objective.best(start))
        case Surface():
            return Optimum(*objective.best(end))
        case Cost() if objective.least_squares:
            return Optimum(*compress(objective).best(start))
        case Cost() if isinstance(objective.loss, Absolute):
            return _least_absolute(_exact(objective), np.asarray(start, np.float64))
        case Cost():
            return _smooth(_exact(objective), np.asarray(start, np.float64))
        case _:
            return None


def rounding(quadratic: Quadratic | None, best: Optimum, eps: float = np.finfo(float).eps) -> float:
    """How much of a cost near the least one is rounding, in numbers of that `eps`."""
    return quadratic.rounding(*best, eps) if quadratic else 64 * eps * abs(best.cost)


def separable(cost: Cost) -> bool:
    """Whether some W ≠ 0 puts no row on the wrong side: then the cost falls for ever along it.

    A linear programme: maximise Σ t with 0 ≤ t ≤ 1 and t ≤ (the score of the row's class) − (that of
    another), for every other class. Any t above 0 is such a W.

    Source: A. Albert and J. Anderson, On the existence of maximum likelihood estimates in logistic
    regression models, 1984.
    """
    if cost.hypothesis.targets != "classes" or cost.l2:
        return False
    from scipy.optimize import linprog  # SciPy is loaded for those who need it
    from scipy.sparse import csr_array, eye_array, hstack

    margins = _margins(cost)
    if margins.size > _MOST_NUMBERS:
        return False
    rows, p = margins.shape
    # Columns at length 1: the answer doesn't depend on units, but the solver's tolerances do.
    margins = margins / (np.abs(margins).max(axis=0) + (np.abs(margins).max(axis=0) == 0))
    found = linprog(
        np.append(np.zeros(p), -np.ones(rows)),
        A_ub=hstack([csr_array(-margins), eye_array(rows)]),
        b_ub=np.zeros(rows),
        bounds=[(None, None)] * p + [(0.0, 1.0)] * rows,
        method="highs",
    )
    return bool(found.success and -found.fun > 0.5)


class _Inside(NamedTuple):
    """W = base + scales · u: in u every squared-loss curvature is alike and all that matters is near 1."""

    base: Array  # (p,), with the start's own share of the flat directions
    scales: Array  # (p, k), a column for each direction that isn't flat


def _inside(cost: Cost, start: Array) -> _Inside:
    """Where to look from: the solver must not depend on the units of columns and targets."""
    numbers = cost.hypothesis.targets == "numbers"
    hypothesis = cost.hypothesis if numbers else Linear(cost.hypothesis.bias)
    alike = compress(replace(cost, hypothesis=hypothesis, loss=squared))
    steep = alike.eigenvalues > 0
    directions = alike.directions[:, steep]
    scales = directions / np.sqrt(alike.eigenvalues[steep])
    if numbers:
        base, least = alike.nearest(start), alike.least
        return _Inside(base, scales * np.sqrt(least))
    K = cost.p // alike.p
    base = start.reshape(alike.p, K) - directions @ (directions.T @ start.reshape(alike.p, K))
    return _Inside(base.ravel(), np.kron(scales, np.eye(K)))


def _smooth(cost: Cost, start: Array) -> Optimum | None:
    """By Newton's method in a trust region; None for separable classes."""
    from scipy.optimize import minimize

    if cost.p > _MOST_CURVED:
        return None
    base, scales = _inside(cost, start)
    size = float(cost.evaluate(base)[0])
    if not (size and scales.any()):  # no W changes anything, or no residual is left but rounding
        return Optimum(base, 0.0 if scales.size else size)

    def evaluate(u: Array) -> tuple[float, Array]:
        value, gradient = cost.evaluate(base + scales @ u)
        return float(value) / size, scales.T @ gradient / (cost.ratio * size)

    def hessian(u: Array) -> Array:
        return scales.T @ cost.hessian(base + scales @ u) @ scales / size

    classes = cost.hypothesis.targets == "classes" and not cost.l2
    sure = np.log(2) / cost.m / size

    def stop(intermediate_result: Any) -> None:
        """Once no row can lose log 2 any more: then each is on its own side, and no cost is the least."""
        if classes and intermediate_result.fun < sure:
            raise StopIteration

    with np.errstate(over="ignore", invalid="ignore"):
        zero = np.zeros(scales.shape[1])
        found = minimize(
            evaluate, zero, jac=True, hess=hessian, method="trust-exact", tol=1e-9, callback=stop
        )
        if classes and found.fun < sure:
            return None
        u, slope = found.x, found.jac
        for _ in range(3):  # to the last digits; flat directions stay as they are
            nearer = u - np.linalg.lstsq(hessian(u), slope, rcond=1e-12)[0]
            value, left = evaluate(nearer)
            if not (np.linalg.norm(left) < np.linalg.norm(slope) and value <= found.fun * (1 + 1e-12)):
                break
            u, slope = nearer, left
    W = base + scales @ u
    if classes and (_all_right(cost, W) or (_far(cost, W) and separable(cost))):
        return None
    W = _shifted(cost, W, start)
    return Optimum(W, float(cost.evaluate(W)[0]))


def _shifted(cost: Cost, W: Array, start: Array) -> Array:
    """W with the start's own share of what adds the same to the scores of all classes: no loss sees that."""
    K = getattr(cost.hypothesis, "K", 1)
    if K == 1:
        return W
    away = (W - start).reshape(-1, K)
    seen = len(away) - bool(cost.hypothesis.biases) if cost.l2 else 0  # the pull sees that of the weights
    away[seen:] -= away[seen:].mean(axis=1, keepdims=True)
    return start + away.ravel()


def _least_absolute(cost: Cost, start: Array) -> Optimum | None:
    """By a linear programme, the dual one, which has p equations in place of m: W is what they cost.

        maximise Σ y v  with  Aᵀ v = 0  and  −w ≤ v ≤ w, a v for each row and its weight

    Source: I. Barrodale and F. Roberts, An improved algorithm for discrete l1 linear approximation, 1973.
    """
    from scipy.optimize import linprog

    A, y = _table(cost)
    if cost.l2 or A.size > _MOST_NUMBERS:
        return None
    base, scales = _inside(cost, start)
    size = float(cost.evaluate(base)[0])
    if not (size and scales.any()):
        return Optimum(base, 0.0 if scales.size else size)
    found = linprog(
        (A @ base - y) / size,
        A_eq=(A @ scales / size).T,
        b_eq=np.zeros(scales.shape[1]),
        bounds=(-1.0, 1.0) if cost.rows.weights is None else np.outer(cost.rows.weights, [-1.0, 1.0]),
        method="highs-ipm",
    )
    if not found.success:
        return None
    W = base - scales @ found.eqlin.marginals
    return Optimum(W, float(cost.evaluate(W)[0]))


def _exact(cost: Cost) -> Cost:
    """The same cost in float64."""
    rows = cost.rows
    return replace(cost, rows=rows.astype("float64")) if isinstance(rows, Data) else cost


def _table(cost: Cost) -> tuple[Array, Array]:
    """All rows at once: the design matrix (m, p / K) and the targets."""
    return cost.rows.reduce(
        lambda x, y, w: (cost.hypothesis.design(x.astype(np.float64)), y.astype(np.float64)),
        lambda one, other: (np.vstack([one[0], other[0]]), np.append(one[1], other[1])),
    )


def _margins(cost: Cost) -> Array:
    """What W is multiplied by for the score of a row's class less that of each other class."""
    A, y = _table(cost)
    K = getattr(cost.hypothesis, "K", None)
    if K is None:
        return A * np.where(y == 1, 1.0, -1.0)[:, None]
    told = np.eye(K)[y.astype(int)]
    pairs = told[:, None, :] - np.eye(K)[None, :, :]  # (m, other, K)
    margins = A[:, None, :, None] * pairs[:, :, None, :]  # (m, other, p / K, K)
    return margins.reshape(len(y) * K, -1)[(np.arange(K) != y[:, None]).ravel()]


def _all_right(cost: Cost, W: Array) -> bool:
    """Whether W puts every row on its own side: itself the proof that the classes are separable."""
    return bool((_margins(cost) @ W > 0).all())


def _far(cost: Cost, W: Array) -> bool:
    """Whether some margin is so large that W may be on its way to infinity."""
    return bool(np.abs(_margins(cost) @ W).max() > 15)
