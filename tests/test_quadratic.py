"""Quadratic: p + 1 rows that cost what all rows cost, against slow and exact sums over these rows."""

import pickle
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ravine.cost import GRADIENTS, Cost
from ravine.data import Data
from ravine.errors import DataError, SettingError, ShapeError
from ravine.hypothesis import Line, Linear, Polynomial
from ravine.loss import Huber, absolute
from ravine.quadratic import Quadratic, compress
from ravine.surfaces import surface
from ravine.words import speaking

Array = np.ndarray
EPS = np.finfo(float).eps


def normal(*shape: int, seed: int = 0) -> Array:
    return np.random.default_rng(seed).normal(size=shape)


def columns(*parts: Any) -> Array:
    return np.column_stack(parts)


u, v, w = normal(20, 3).T
YEARS = np.arange(2001.0, 2021)
# Features, whether there is a bias, and how many directions are flat: counted by hand.
DESIGNS: dict[str, tuple[Array, bool, int]] = {
    "one column": (u, False, 0),
    "a line": (u, True, 0),
    "three columns": (columns(u, v, w), True, 0),
    "years": (YEARS, True, 0),
    "years and their squares": (columns(YEARS, YEARS**2), True, 0),
    "a large mean": (1e6 + u, True, 0),
    "orthogonal": (np.eye(4), False, 0),
    "more numbers than rows": (normal(3, 6), False, 3),
    "more numbers than rows, bias": (normal(3, 6), True, 4),
    "one row": (normal(1, 3), False, 2),
    "one row, bias": (normal(1, 3), True, 3),
    "a column twice": (columns(u, v, u), False, 1),
    "a column three times, bias": (columns(u, u, v, u), True, 2),
    "a sum": (columns(u, v, u + v), False, 1),
    "percent": (columns(np.abs(u) % 1 * 100, 100 - np.abs(u) % 1 * 100), True, 1),
    "two units": (columns(u, u * 3.3058), True, 1),
    "two scales of temperature": (columns(u, 1.8 * u + 32), True, 1),
    "a constant": (columns(u, np.full(20, 0.1)), True, 1),
    "a constant, no bias": (columns(u, np.full(20, 0.1)), False, 0),
    "zeros": (columns(u, np.zeros(20)), True, 1),
    "only zeros": (np.zeros((20, 2)), False, 2),
    "only zeros, bias": (np.zeros((20, 2)), True, 2),
    "far apart": (columns(u * 1e6, v * 1e-6), False, 0),
    "far apart, bias": (columns(u * 1e6, v * 1e-6), True, 0),
    "farther apart": (columns(u * 1e-12, v, w * 1e12), False, 0),
    "far apart and dependent": (columns(u * 1e6, u * 1e6, v * 1e-6), False, 1),
    "far apart and dependent on each other": (columns(u * 1e6, u * 1e-6, v), True, 1),
    "a sum, far apart": (columns(u, v, (u + v) * 1e12), False, 1),
    "nearly the same": (columns(u, u + 1e-6 * v), True, 0),
}
designs = pytest.mark.parametrize("name", DESIGNS)


def design(name: str, seed: int = 1) -> tuple[Array, Array, bool]:
    """[x] or [x 1], targets, and whether there is a bias."""
    x, bias, _ = DESIGNS[name]
    x = x.reshape(len(x), -1)
    return np.hstack([x, np.ones((len(x), int(bias)))]), normal(len(x), seed=seed), bias


def compressed(X: Array, y: Array, bias: bool) -> Quadratic:
    return compress(Cost(Data(X[:, : X.shape[1] - bias], y), Linear(bias)))


# --- the same cost ---------------------------------------------------------------------------------


@designs
@pytest.mark.parametrize("gradient", GRADIENTS)
def test_cost_and_gradient_are_those_of_all_rows(name: str, gradient: str) -> None:
    X, y, bias = design(name)
    cost = Cost(Data(X[:, : X.shape[1] - bias], y), Linear(bias), gradient=gradient)
    quadratic = compress(cost)
    assert len(quadratic.A) <= cost.p + 1
    assert (quadratic.names, quadratic.m, quadratic.p) == (cost.names, cost.m, cost.p)
    W = normal(cost.p, 5, seed=2) / np.maximum(np.abs(X).max(axis=0), 1e-20)[:, None]
    (value, slope), (expected, expected_slope) = quadratic.evaluate(W), cost.evaluate(W)
    assert np.allclose(value, expected, rtol=1e-11)
    # Each number of the gradient is a sum over its column: it is known relative to that column.
    size = np.linalg.norm(X, axis=0)[:, None] * np.sqrt(expected * cost.m) * cost.ratio * 2 / cost.m
    assert (np.abs(slope - expected_slope) <= 1e-11 * size).all()
    one, one_slope = quadratic.evaluate(W[:, 0])
    assert one == pytest.approx(value[0], rel=1e-12)
    assert (np.abs(one_slope - slope[:, 0]) <= 1e-13 * size[:, 0]).all()


def test_float32_rows_are_compressed_in_float64() -> None:
    x, y = normal(50, 2).astype(np.float32), normal(50, seed=1).astype(np.float32)
    single = compress(Cost(Data(x, y, dtype="float32")))
    double = compress(Cost(Data(x.astype(float), y.astype(float))))
    assert np.array_equal(single.A, double.A)
    assert single.A.dtype == np.float64


class Blocks:
    """Rows in blocks, as a file or a cluster would have them; `reads` counts how often they were read."""

    def __init__(self, data: Data, cuts: list[int], order: list[int]) -> None:
        edges = [0, *cuts, data.m]
        self.names, self.target, self.m, self.dtype = data.names, data.target, data.m, data.dtype
        self.weights = None
        self.blocks = [(data.x[edges[i] : edges[i + 1]], data.y[edges[i] : edges[i + 1]]) for i in order]
        self.reads = 0

    def reduce(
        self,
        map: Callable[[Any, Any, Any], Any],
        combine: Callable[[Any, Any], Any],
        width: int | None = None,
    ) -> Any:
        self.reads += 1
        result, *others = (map(x, y, None) for x, y in self.blocks)
        for other in others:
            result = combine(result, other)
        return result


@settings(deadline=None)
@given(st.data())
def test_blocks_in_any_order_are_the_same_triangle(data: st.DataObject) -> None:
    rows = Data(normal(12, 3), normal(12, seed=1))
    cuts = sorted(data.draw(st.sets(st.integers(1, 11))))
    order = data.draw(st.permutations(range(len(cuts) + 1)))
    bias = data.draw(st.booleans())
    whole = compress(Cost(rows, Linear(bias)))
    blocks = compress(Cost(Blocks(rows, cuts, order), Linear(bias)))
    W = normal(whole.p, 3, seed=4)
    for got, expected in zip(blocks.evaluate(W), whole.evaluate(W), strict=True):
        assert np.allclose(got, expected, rtol=1e-12, atol=1e-12)
    assert np.allclose(blocks.eigenvalues, whole.eigenvalues, rtol=1e-12)


def test_rows_are_read_once_however_many_costs_are_made_of_them() -> None:
    data = Data(normal(12, 2), normal(12))
    rows = Blocks(data, [5], [0, 1])
    for bias in (True, False):
        for gradient in GRADIENTS:
            compress(Cost(rows, Linear(bias), gradient=gradient))
    assert rows.reads == 1
    other = Blocks(Data(normal(12, 2), normal(12, seed=5)), [5], [0, 1])
    assert compress(Cost(other)).best()[1] != compress(Cost(rows)).best()[1]


def test_only_a_squared_loss_is_p_plus_1_rows() -> None:
    with speaking("en"), pytest.raises(SettingError, match="absolute"):
        compress(Cost(Data([1, 2], [1, 2]), loss=absolute))


# --- eigen-directions ------------------------------------------------------------------------------


@settings(deadline=None)
@given(st.integers(1, 20), st.integers(1, 6), st.booleans(), st.integers(0, 10**6))
def test_eigenvalues_are_numpys_of_the_hessian(m: int, d: int, bias: bool, seed: int) -> None:
    x, y = normal(m, d, seed=seed), normal(m, seed=seed + 1)
    X = np.hstack([x, np.ones((m, int(bias)))])
    quadratic, hessian = compressed(X, y, bias), 2 / m * X.T @ X
    scale = np.abs(hessian).max()
    assert np.allclose(quadratic.eigenvalues, np.linalg.eigvalsh(hessian)[::-1], atol=1e-12 * scale)
    V = quadratic.directions
    assert np.allclose(V.T @ V, np.eye(len(V)), atol=1e-12)
    assert np.allclose(V * quadratic.eigenvalues @ V.T, hessian, atol=1e-12 * scale)
    assert quadratic.flat == len(V) - np.linalg.matrix_rank(X)


@designs
def test_flat_directions_are_counted_and_exactly_flat(name: str) -> None:
    X, y, bias = design(name)
    quadratic, flat = compressed(X, y, bias), DESIGNS[name][2]
    assert quadratic.flat == flat
    steep = quadratic.p - flat
    assert (quadratic.eigenvalues[:steep] > 0).all()
    assert (quadratic.eigenvalues[steep:] == 0).all()
    assert (np.diff(quadratic.eigenvalues) <= 0).all()
    V = quadratic.directions
    assert np.allclose(V.T @ V, np.eye(quadratic.p), atol=1e-10)
    # Along a flat direction predictions stay put, but for the rounding of what is added up.
    assert (np.abs(X @ V[:, steep:]) <= 1e-12 * (np.abs(X) @ np.abs(V[:, steep:])) + 1e-300).all()


def exact_eigenvalues(X: Array) -> list[float]:
    """Of (2/m) XᵀX, with 150 digits."""
    with mpmath.workdps(150):
        matrix = mpmath.matrix(X.tolist())
        values = mpmath.eigsy(matrix.T * matrix * 2 / len(X), eigvals_only=True)
        return [float(value) for value in sorted(values, reverse=True)]


@pytest.mark.parametrize(
    "name",
    [name for name in DESIGNS if "apart" in name or "years" in name or name in ("a large mean", "a sum")],
)
def test_eigenvalues_keep_their_digits_where_the_hessian_loses_them(name: str) -> None:
    X, y, bias = design(name)
    quadratic = compressed(X, y, bias)
    steep = quadratic.p - quadratic.flat
    unit = X / np.linalg.norm(X, axis=0)
    singular = np.linalg.svd(unit)[1][:steep]
    # Known to as many units as the columns, whatever their scales, are near to depending on each other.
    tolerance = 1e-14 * singular[0] / singular[-1]
    assert np.allclose(quadratic.eigenvalues[:steep], exact_eigenvalues(X)[:steep], rtol=tolerance)


@designs
def test_excess_is_what_the_cost_has_above_the_least_one(name: str) -> None:
    X, y, bias = design(name)
    quadratic = compressed(X, y, bias)
    W = normal(quadratic.p, seed=9) / np.maximum(np.abs(X).max(axis=0), 1e-20)
    cost = float(quadratic.evaluate(W)[0])
    assert quadratic.excess(W).shape == (quadratic.p - quadratic.flat,)
    assert quadratic.excess(W).sum() == pytest.approx(cost - quadratic.best()[1], abs=1e-13 * (cost + 1))
    if np.ptp(np.log(np.abs(X).max(axis=0) + 1e-300)) < 20:
        along = quadratic.directions.T @ (W - quadratic.best(W)[0])
        expected = (quadratic.eigenvalues / 2 * along**2)[: quadratic.p - quadratic.flat]
        assert np.allclose(quadratic.excess(W), expected, rtol=1e-6, atol=1e-12 * (cost + 1))


# --- the best W ------------------------------------------------------------------------------------


@designs
@pytest.mark.parametrize("start", [0.0, 1.0, "random"])
def test_best_is_the_least_squares_W_nearest_to_the_start(name: str, start: Any) -> None:
    X, y, bias = design(name)
    quadratic = compressed(X, y, bias)
    scale = np.maximum(np.abs(X).max(axis=0), 1e-20)
    start = normal(quadratic.p, seed=7) / scale if start == "random" else np.full(quadratic.p, start)
    W, least = quadratic.best(start)
    # No W does better: the residual is orthogonal to every column.
    residual = X @ W - y
    assert (np.abs(X.T @ residual) <= 1e-9 * np.linalg.norm(X, axis=0) * np.linalg.norm(y)).all()
    assert least == pytest.approx((residual**2).mean(), rel=1e-9, abs=1e-22)
    # No other best W is nearer: what was added to the start has nothing along the flat directions.
    V = quadratic.directions[:, quadratic.p - quadratic.flat :]
    assert (np.abs(V.T @ (W - start)) <= 1e-9 * (np.abs(V).T @ (np.abs(W) + np.abs(start)))).all()


@pytest.mark.parametrize("name", [name for name in DESIGNS if "apart" not in name and "nearly" not in name])
@pytest.mark.parametrize("start", [0.0, 3.0])
def test_best_is_numpys_shifted_to_the_start(name: str, start: float) -> None:
    X, y, bias = design(name)
    W, least = compressed(X, y, bias).best(start)
    expected = start + np.linalg.lstsq(X, y - X @ np.full(X.shape[1], start), rcond=1e-12)[0]
    assert np.allclose(W, expected, rtol=1e-6, atol=1e-8)
    assert least == pytest.approx(((X @ expected - y) ** 2).mean(), rel=1e-9, abs=1e-20)


def exact_best(X: Array, y: Array) -> tuple[Array, float]:
    """The best W and least cost in fractions, by the normal equations."""
    rows = [[Fraction(float(value)) for value in row] for row in np.column_stack([X, y])]
    p = X.shape[1]
    table = [[sum(row[i] * row[j] for row in rows) for j in range(p + 1)] for i in range(p)]
    for i in range(p):
        for k in range(p):
            if k != i:
                factor = table[k][i] / table[i][i]
                table[k] = [a - factor * b for a, b in zip(table[k], table[i], strict=True)]
    W = [table[i][p] / table[i][i] for i in range(p)]
    residuals = [row[p] - sum(a * b for a, b in zip(row, W, strict=False)) for row in rows]
    cost = sum(r * r for r in residuals) / len(rows)
    return np.array([float(value) for value in W]), float(cost)


@pytest.mark.parametrize(
    ("x", "degree"),
    [
        (np.linspace(0, 1, 21), 3),
        (np.linspace(0, 1, 21), 9),
        (np.linspace(-8.8, -3.1, 30), 10),
        (YEARS, 3),
        (YEARS / 1000, 4),
    ],
    ids=["cubic", "degree 9", "degree 10 off centre", "years", "years in thousands"],
)
def test_ill_conditioned_polynomials_keep_the_digits_that_their_columns_have(x: Array, degree: int) -> None:
    X = np.column_stack([x**k for k in range(1, degree + 1)])
    y = np.sin(x) + 0.1 * normal(len(x))
    quadratic = compress(Cost(Data(X, y)))
    table = np.hstack([X, np.ones((len(x), 1))])
    W, least = quadratic.best()
    expected, exact = exact_best(table, y)
    assert quadratic.flat == 0
    length = np.linalg.norm(table, axis=0)
    condition = np.linalg.cond(table / length)
    assert 10 < condition < 1e13
    # Relative to the size of the sum: that's what a backward stable method promises.
    allowed = 100 * EPS * condition * np.linalg.norm(expected * length)
    assert (np.abs((W - expected) * length) <= allowed).all()
    assert abs(np.sqrt(least) - np.sqrt(exact)) <= 100 * EPS * np.linalg.norm(expected * length)


def test_each_column_keeps_its_own_digits_however_far_apart_they_are() -> None:
    X, y, bias = design("farther apart")
    W, least = compressed(X, y, bias).best()
    expected, exact = exact_best(X, y)
    assert np.allclose(W, expected, rtol=1e-13)
    assert least == pytest.approx(exact, rel=1e-13)


def test_a_fit_without_residual_costs_exactly_0() -> None:
    x = normal(1000, 3) * [1, 100, 1e-3] + [0, 2000, 0]
    assert compress(Cost(Data(x, x @ [1, -2, 3] + 5))).best()[1] == 0
    assert compress(Cost(Data(x, x @ [1, -2, 3] + 5 + 1e-9 * normal(1000, seed=3)))).best()[1] > 0
    assert compress(Cost(Data(x, np.zeros(1000)))).best()[1] == 0


def test_a_start_of_another_size_is_refused() -> None:
    with pytest.raises(ShapeError):
        compress(Cost(Data([1, 2], [1, 2]))).best([1, 2, 3])


def test_the_lab_by_paper() -> None:
    lab = compress(Cost(Data([1, 2, 3], [1, 2, 3]), Linear(bias=False)))
    cost, gradient = lab.evaluate(np.zeros(1))
    assert (float(cost), float(gradient[0])) == pytest.approx((14 / 3, -28 / 3), rel=1e-14)
    assert lab.eigenvalues == pytest.approx([28 / 3], rel=1e-14)
    assert lab.best()[0] == pytest.approx([1], rel=1e-14)
    assert lab.best()[1] == 0


# --- rounding --------------------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("noise", [0.0, 1e-3, 1.0])
@pytest.mark.parametrize("mean", [0.0, 30.0])
def test_rounding_bounds_what_a_cost_by_hand_is_off(dtype: str, noise: float, mean: float) -> None:
    for seed, m in enumerate([2, 3, 10, 1000]):
        x = normal(m, 2, seed=seed) + mean
        cost = Cost(Data(x, x @ [1, 2] + noise * normal(m, seed=seed + 9)).astype(dtype))
        W, least = compress(cost).best()
        off = abs(float(cost.evaluate(cost.asarray(W))[0]) - least)
        bound = compress(cost).rounding(W, least, float(np.finfo(dtype).eps))
        assert off <= bound
        assert bound <= 1e-3 * float((cost.rows.y**2).mean())  # type: ignore[attr-defined]


# --- standardising ---------------------------------------------------------------------------------


@designs
def test_standardising_is_standardising_the_rows_and_compressing(name: str) -> None:
    X, y, bias = design(name)
    rows = Data(X[:, : X.shape[1] - bias], y)
    quadratic, how = compress(Cost(rows, Linear(bias))).standardise()
    expected = compress(Cost(rows.standardise(center=bias), Linear(bias)))
    other = rows.standardisation(center=bias)
    assert np.allclose(how.scale, other.scale, rtol=1e-9)
    assert (np.abs(how.mean - other.mean) <= 1e-13 * np.abs(rows.x).max(axis=0)).all()
    W = normal(expected.p, 4, seed=3)
    spread = (np.abs(rows.x).max(axis=0) / how.scale).max()  # digits that centring costs
    for got, wanted in zip(quadratic.evaluate(W), expected.evaluate(W), strict=True):
        assert np.allclose(got, wanted, rtol=1e-13 * max(spread, 10), atol=1e-13 * max(spread, 10))
    assert quadratic.flat == expected.flat
    assert (quadratic.names, quadratic.bias, quadratic.m) == (expected.names, expected.bias, expected.m)
    # And it is the same cost, seen from other coordinates.
    raw = compress(Cost(rows, Linear(bias)))
    undone = how.undo(W.T, bias).T
    assert np.allclose(raw.evaluate(undone)[0], quadratic.evaluate(W)[0], rtol=1e-12 * max(spread, 10))


def test_a_quadratic_of_ones_own_is_standardised_too() -> None:
    """Its bias column needn't be the triangle's."""
    X, y, bias = design("three columns")
    table = X / 1.0
    own = Quadratic(table, y, len(y), ("a", "b", "c", "bias"), bias=True)
    triangle = compressed(X, y, bias)
    W = normal(4, 2)
    assert np.allclose(own.standardise()[0].evaluate(W)[0], triangle.standardise()[0].evaluate(W)[0])


# --- the ends of float64's range -------------------------------------------------------------------


@pytest.mark.parametrize("size", [1e200, 1e-200, np.inf, np.nan])
def test_a_quadratic_whose_squares_leave_the_range_is_refused_by_its_column(size: float) -> None:
    A = np.array([[1.0, size], [0.0, size]])
    with speaking("en"), pytest.raises(DataError, match="Column age"):
        Quadratic(A, np.ones(2), 2, ("area", "age"))
    with speaking("en"), pytest.raises(DataError, match="Column y"):
        Quadratic(A[:, :1], A[:, 1], 2, ("area",))


@pytest.mark.parametrize("size", [1e140, 1e-140])
def test_inside_the_range_sizes_do_not_matter(size: float) -> None:
    X = columns(u, v)
    plain, scaled = compressed(X, w, False), compressed(X * size, w, False)
    assert np.allclose(scaled.eigenvalues / size / size, plain.eigenvalues, rtol=1e-12)
    assert np.allclose(scaled.best()[0] * size, plain.best()[0], rtol=1e-12)
    assert scaled.best()[1] == pytest.approx(plain.best()[1], rel=1e-12)


def test_a_best_W_or_a_curvature_beyond_the_range_is_refused() -> None:
    A = np.array([[1.0, 1.0], [0.0, 1e-12]]) * 1e-149
    tiny = Quadratic(A, np.array([1e149, 1e149]), 1, ("a", "b"))
    with pytest.raises(DataError) as fault:
        tiny.best()
    assert fault.value.key == "quadratic-best"
    with pytest.raises(DataError) as fault:
        _ = tiny.eigenvalues
    assert fault.value.key == "quadratic-flattest"


# --- l2, and other columns -------------------------------------------------------------------------


def penalised(name: str, gradient: str, l2: float) -> tuple[Cost, Quadratic]:
    X, y, bias = design(name)
    cost = Cost(Data(X[:, : X.shape[1] - bias], y), Linear(bias), gradient=gradient, l2=l2)
    return cost, compress(cost)


@designs
@pytest.mark.parametrize("gradient", GRADIENTS)
@pytest.mark.parametrize("l2", [1e-3, 5.0])
def test_a_pull_is_a_few_rows_more(name: str, gradient: str, l2: float) -> None:
    cost, quadratic = penalised(name, gradient, l2)
    assert quadratic.l2 == l2
    assert len(quadratic.A) <= cost.p + 1
    W = normal(cost.p, 4, seed=2)
    for got, expected in zip(quadratic.evaluate(W), cost.evaluate(W), strict=True):
        np.testing.assert_allclose(got, expected, rtol=1e-9, atol=1e-9 * np.abs(expected).max())
    hessian = cost.hessian(W[:, 0])
    np.testing.assert_allclose(quadratic.hessian(), hessian, rtol=1e-9, atol=1e-12 * np.abs(hessian).max())


@pytest.mark.parametrize("name", ["three columns", "a column twice", "a constant", "more numbers than rows"])
@pytest.mark.parametrize("gradient", ["mean", "half_sum"])
def test_with_a_pull_one_W_is_best(name: str, gradient: str) -> None:
    cost, quadratic = penalised(name, gradient, 0.3)
    assert quadratic.flat == 0
    W, least = quadratic.best(start=7.0)
    value, slope = cost.evaluate(W)
    assert least == pytest.approx(value)
    assert np.abs(slope).max() < 1e-10 * cost.ratio
    np.testing.assert_allclose(quadratic.best(start=-3.0)[0], W, rtol=1e-9, atol=1e-12)


def test_without_a_pull_nothing_changes() -> None:
    _, quadratic = penalised("three columns", "mean", 0.0)
    assert quadratic.with_l2(0.0) is quadratic
    assert (quadratic.l2, quadratic.unpenalised) == (0.0, None)


@pytest.mark.parametrize("gradient", GRADIENTS)
@pytest.mark.parametrize("bias", [False, True])
def test_standardised_it_pulls_the_standardised_weights(gradient: str, bias: bool) -> None:
    x, y = columns(u * 30 + 80, v * 1e-3 + 5), normal(20, seed=4)
    plain = compress(Cost(Data(x, y), Linear(bias), gradient=gradient, l2=0.4))
    got, how = plain.standardise()
    rows = Data(x, y).standardise(center=True) if bias else Data(how.apply(x), y)
    expected = Cost(rows, Linear(bias), gradient=gradient, l2=0.4)
    W = normal(expected.p, 3, seed=5)
    for ours, theirs in zip(got.evaluate(W), expected.evaluate(W), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-10, atol=1e-10)
    assert got.l2 == 0.4


@pytest.mark.parametrize("degree", [1, 3, 10, 20])
@pytest.mark.parametrize("bias", [False, True])
@pytest.mark.parametrize("l2", [0.0, 0.2])
def test_a_polynomial_is_p_plus_1_rows_too(degree: int, bias: bool, l2: float) -> None:
    x = np.linspace(1990, 2020, 60)
    cost = Cost(Data(x, normal(60)), Polynomial(bias, degree=degree), l2=l2)
    quadratic = compress(cost)
    assert quadratic.names == cost.names
    W = normal(cost.p, 3)
    for got, expected in zip(quadratic.evaluate(W), cost.evaluate(W), strict=True):
        np.testing.assert_allclose(got, expected, rtol=1e-11, atol=1e-11)
    if not l2:
        fit = np.polynomial.Polynomial.fit(x, cost.rows.y, degree)
        residual = float(((fit(x) - cost.rows.y) ** 2).mean())
        assert quadratic.best()[1] <= residual * (1 + 1e-9) or not bias
        assert quadratic.best()[1] == pytest.approx(residual, rel=1e-6) or not bias


def test_hypotheses_of_the_same_rows_are_kept_apart() -> None:
    rows = Data(u, v)
    made = [
        compress(Cost(rows, one)) for one in (Linear(), Line(), Polynomial(degree=1), Polynomial(degree=2))
    ]
    assert [one.p for one in made] == [2, 2, 2, 3]
    assert made[0].best()[1] == pytest.approx(made[2].best()[1])
    np.testing.assert_array_equal(made[0].A, made[1].A)


def test_hubers_loss_is_no_quadratic_however_wide() -> None:
    with pytest.raises(SettingError):
        compress(Cost(Data(u, v), loss=Huber(1e9)))


@pytest.mark.parametrize("of", [np.ones((3, 2)), surface("valley"), None, [[1, 2]]])
def test_what_is_neither_cost_nor_rows_is_refused(of: Any) -> None:
    with pytest.raises(SettingError, match="compress"):
        compress(of)


def test_features_that_are_no_names_are_refused() -> None:
    data = Data([[1.0, 2], [2, 1], [3, 5]], [1, 2, 3], names=["a", "b"])
    for features in (3, ["a", "c"], [1]):
        with pytest.raises(SettingError, match="a, b"):
            compress(data, features=features)  # type: ignore[arg-type]
    assert compress(data, features=np.array(["a"])).names == ("a", "b")  # type: ignore[arg-type]


def test_a_pickle_is_of_the_few_rows() -> None:
    quadratic = compress(Data(normal(5000, 3), normal(5000, seed=1)))
    best = quadratic.best()[0]
    again = pickle.loads(pickle.dumps(quadratic))
    assert len(pickle.dumps(quadratic)) < 10_000
    assert np.allclose(again.best()[0], best, rtol=1e-9)
    assert np.array_equal(again.eigenvalues, quadratic.eigenvalues)
