"""The best W to its last digit, against normal equations in fractions, beside numpy's lstsq."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from ravine.cost import Cost
from ravine.data import Data
from ravine.double_double import Pair
from ravine.hypothesis import Linear, Polynomial
from ravine.quadratic import Quadratic, compress
from ravine.refinement import gradient
from ravine.triangle import Table

Array = np.ndarray


def exact(A: Array, t: Array, w: Array, pull: list[Fraction]) -> list[Fraction]:
    """The W of (AᵀDA + pull) W = AᵀDt in fractions."""
    rows = [[Fraction(value) for value in row] for row in np.column_stack([A, t]).tolist()]
    scaled = [
        [Fraction(weight) * value for value in row] for weight, row in zip(w.tolist(), rows, strict=True)
    ]
    p = A.shape[1]
    table = [
        [
            sum((one[i] * other[j] for one, other in zip(scaled, rows, strict=True)), Fraction(0))
            for j in range(p + 1)
        ]
        for i in range(p)
    ]
    for i in range(p):
        table[i][i] += pull[i]
        table[i] = [value / table[i][i] for value in table[i]]
        for k in range(p):
            if k != i:
                table[k] = [a - table[k][i] * b for a, b in zip(table[k], table[i], strict=True)]
    return [row[p] for row in table]


def digits(W: Array, expected: list[Fraction]) -> float:
    """The correct digits of the worst number."""
    off = [abs(Fraction(float(a)) - e) / (abs(e) or 1) for a, e in zip(W, expected, strict=True)]
    return -np.log10(max(float(max(off)), 1e-17))


def best(cost: Cost) -> list[Fraction]:
    rows = cost.rows
    assert isinstance(rows, Data)
    A = cost.hypothesis.design(rows.x.astype(float))
    w = np.ones(rows.m) if rows.weights is None else rows.weights
    pull = Fraction(cost.l2) * rows.m / (2 * Fraction(cost.ratio))
    seen = cost.p - cost.hypothesis.biases
    return exact(
        A, rows.y.astype(float), w.astype(rows.dtype), [pull] * seen + [Fraction(0)] * (cost.p - seen)
    )


def powers(x: Array, degree: int) -> Array:
    return np.column_stack([x**k for k in range(1, degree + 1)])


RNG = np.random.default_rng(5)
STEPS = np.arange(21.0)
NOISE = RNG.integers(-1000, 1000, 21).astype(float)
YEARS = np.arange(1900.0, 2020)
TREND = np.arange(16.0)
ECONOMY = np.column_stack(
    [
        np.round(80 + 2.2 * TREND + RNG.normal(size=16), 1),
        np.round(2.3e5 + 2.1e4 * TREND + 5e3 * RNG.normal(size=16)),
        np.round(2500 + 140 * TREND + 300 * RNG.normal(size=16)),
        np.round(1500 + 90 * TREND + 300 * RNG.normal(size=16)),
        np.round(1.1e5 + 1600 * TREND + 60 * RNG.normal(size=16)),
        1950 + TREND,
    ]
)
NEAR = np.linspace(-8.8, -3.1, 60)
PROBLEMS: dict[str, tuple[Array, Array]] = {
    **{
        f"degree 5 over 0 to 20, noise of {size:g}": (
            powers(STEPS, 5),
            1 + powers(STEPS, 5).sum(axis=1) + size * NOISE,
        )
        for size in (0, 1, 100, 1e4, 1e6)
    },
    "columns that grow together": (ECONOMY, np.round(6e4 + 700 * TREND + 300 * RNG.normal(size=16))),
    "degree 10 off centre": (powers(NEAR, 10), np.round(np.sin(NEAR) + 0.01 * RNG.normal(size=60), 6)),
    "years": (YEARS[:, None], np.round(RNG.normal(size=120), 3)),
    "years to the third": (powers(YEARS, 3), np.round(RNG.normal(size=120), 3)),
    "integers beside 1e9": (np.column_stack([STEPS, 1e9 + STEPS**2 % 7]), STEPS % 5),
    "sizes 1e24 apart": (RNG.normal(size=(50, 3)) * [1e-12, 1, 1e12], RNG.normal(size=50)),
}
problems = pytest.mark.parametrize("name", PROBLEMS)


@problems
def test_every_number_of_the_best_W_has_all_its_digits(name: str) -> None:
    x, y = PROBLEMS[name]
    cost = Cost(Data(x, y))
    assert digits(compress(cost).best()[0], best(cost)) >= 15.5


@pytest.mark.parametrize("name", [name for name in PROBLEMS if name != "years"])
def test_the_triangle_alone_and_lstsq_have_fewer(name: str) -> None:
    """How far these problems are from harmless."""
    x, y = PROBLEMS[name]
    cost = Cost(Data(x, y))
    A = np.column_stack([x, np.ones(len(y))])
    expected = best(cost)
    assert digits(np.linalg.lstsq(A, y)[0], expected) < 13.5
    assert digits(compress(cost).nearest(), expected) < 15


def test_the_condition_of_the_columns_that_grow_together() -> None:
    assert np.linalg.cond(np.column_stack([ECONOMY, np.ones(16)])) >= 5e9


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("bias", [False, True])
@pytest.mark.parametrize(("gradient", "l2"), [("mean", 0.0), ("mean", 0.5), ("half_sum", 0.25), ("sum", 4.0)])
def test_weights_l2_and_scales(weighted: bool, bias: bool, gradient: str, l2: float) -> None:
    x, y = PROBLEMS["degree 5 over 0 to 20, noise of 100"]
    weights = RNG.uniform(0.1, 9, 21) if weighted else None
    cost = Cost(Data(x, y, weights=weights), Linear(bias), gradient=gradient, l2=l2)
    assert digits(compress(cost).best()[0], best(cost)) >= 15.5
    later = compress(Cost(cost.rows, cost.hypothesis, gradient=gradient)).with_l2(l2)
    assert np.array_equal(later.best()[0], compress(cost).best()[0])


@pytest.mark.parametrize("weighted", [False, True])
def test_float32_rows_are_as_they_are(weighted: bool) -> None:
    x, y = PROBLEMS["columns that grow together"]
    cost = Cost(Data(x, y, dtype="float32", weights=RNG.uniform(1, 2, 16) if weighted else None))
    assert digits(compress(cost).best()[0], best(cost)) >= 15.5


def test_a_polynomials_columns_are_those_that_float64_makes() -> None:
    cost = Cost(Data(np.linspace(0, 7, 40), RNG.normal(size=40)), Polynomial(degree=12))
    assert digits(compress(cost).best()[0], best(cost)) >= 15.5


def test_another_target_and_other_features() -> None:
    x, y = PROBLEMS["columns that grow together"]
    quadratic = compress(Data(x, y), target="x6", features=["y", "x1", "x3"])
    A = np.column_stack([y, x[:, 0], x[:, 2], np.ones(16)])
    assert digits(quadratic.best()[0], exact(A, x[:, 5], np.ones(16), [Fraction(0)] * 4)) >= 15.5


def test_all_cores_find_what_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    x, y = np.sort(RNG.normal(size=(70_000, 2)), axis=0) + 1e5, RNG.normal(size=70_000)
    many = compress(Data(x, y)).best()[0]
    monkeypatch.setattr("ravine.cores.cores", lambda: 1)
    assert np.array_equal(many, compress(Data(x, y)).best()[0])


def test_the_gradient_over_many_blocks_is_the_one_in_fractions() -> None:
    x, y = RNG.normal(size=(40_000, 1)), RNG.normal(size=40_000)
    data = Data(x, y)
    table = Table.choose(data, Linear(False))[0]
    W = compress(data, bias=False).nearest()
    w = Fraction(float(W[0]))
    expected = sum(
        Fraction(a) * (Fraction(b) - Fraction(a) * w)
        for a, b in zip(x[:, 0].tolist(), y.tolist(), strict=True)
    )
    got = gradient(table, Pair(W, np.zeros(1)), np.zeros(1))
    assert got[0] == pytest.approx(float(expected), rel=1e-12, abs=0)


# --- where and when ----------------------------------------------------------------------------------


def counting(data: Data, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    reads: list[int] = []
    reduce = data.reduce
    monkeypatch.setattr(data, "reduce", lambda *of: reads.append(1) or reduce(*of))
    return reads


def test_only_best_reads_the_rows_again_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    data = Data(*PROBLEMS["years"])
    reads = counting(data, monkeypatch)
    quadratic = compress(data)
    _ = quadratic.eigenvalues, quadratic.directions, quadratic.along, quadratic.least, quadratic.nearest()
    assert len(reads) == 1
    quadratic.best()
    read = len(reads)
    assert read > 1
    compress(data).best(3.0)
    assert len(reads) == read


def test_the_W_that_is_given_away_is_ones_own() -> None:
    quadratic = compress(Data(*PROBLEMS["years"]))
    quadratic.best()[0][:] = 0
    assert quadratic.best()[0].all()


def test_along_flat_directions_nothing_is_refined(monkeypatch: pytest.MonkeyPatch) -> None:
    x, y = PROBLEMS["years"]
    data = Data(np.column_stack([x, x]), y)
    reads = counting(data, monkeypatch)
    W = compress(data).best([1.0, 3.0, 0.0])[0]
    assert len(reads) == 1
    assert W[1] - W[0] == pytest.approx(2)


@pytest.mark.parametrize("size", [1e140, 1e-140])
def test_sizes_near_the_ends_of_the_range(size: float) -> None:
    x, y = PROBLEMS["degree 5 over 0 to 20, noise of 1"]
    plain, scaled = compress(Data(x, y)), compress(Data(x[:, :1] * size, y))
    alone = compress(Data(x[:, :1], y))
    assert np.isfinite(plain.best()[0]).all()
    assert np.allclose(scaled.best()[0] * [size, 1], alone.best()[0], rtol=1e-14)


@pytest.mark.parametrize(
    "of", [lambda q: q.standardise()[0], lambda q: Quadratic(q.A, q.t, q.m, q.names, q.bias)]
)
def test_another_quadratic_has_its_own_best(of: Any) -> None:
    quadratic = compress(Data(*PROBLEMS["columns that grow together"]))
    other = of(quadratic)
    assert np.array_equal(other.best()[0], other.nearest())
