"""Theory: on the lab by paper, and on random problems against the runs that it foretells."""

import json
import math
from itertools import islice, repeat
from typing import Any

import numpy as np
import pytest

from ravine.analysis.spectrum import Regime, Theory, theory
from ravine.cost import GRADIENTS, Cost
from ravine.data import Data
from ravine.descent import descend, steps
from ravine.errors import DataError, SettingError, ShapeError
from ravine.hypothesis import Linear
from ravine.optim import SGD
from ravine.quadratic import Quadratic, compress

Array = np.ndarray


def normal(*shape: int, seed: int = 0) -> Array:
    return np.random.default_rng(seed).normal(size=shape)


def lab(gradient: str = "mean") -> Cost:
    return Cost(Data([1, 2, 3], [1, 2, 3]), Linear(bias=False), gradient=gradient)


def valley(*curvatures: float, turned: int | None = None, gradient: str = "mean") -> Quadratic:
    """½ Σ λ·w², the bottom at 0, its axes turned where a seed says how."""
    A = np.diag(np.sqrt(curvatures))
    if turned is not None:
        A = A @ np.linalg.qr(normal(len(A), len(A), seed=turned))[0]
    return Quadratic(A, np.zeros(len(A)), 2, tuple(f"w{j}" for j in range(len(A))), gradient=gradient)


# --- the lab, by paper -----------------------------------------------------------------------------


def test_the_lab_by_paper() -> None:
    known = theory(lab(), epochs=10)
    assert known.start_cost == pytest.approx(14 / 3, rel=1e-12)
    assert known.eigenvalues[0] == pytest.approx(28 / 3, rel=1e-12)
    assert known.best_lr == pytest.approx(3 / 28, rel=1e-12)
    assert known.long_run_lr == pytest.approx(3 / 28, rel=1e-12)
    assert known.stable_lr == pytest.approx(3 / 14, rel=1e-12)
    assert known.condition == 1
    assert known.epochs_to_1_percent(known.best_lr) == 1
    assert known.factors(0.15)[0] == pytest.approx(-0.4, rel=1e-12)
    assert known.factors(3 / 28)[0] == 0
    assert known.factors(3 / 14)[0] == -1
    assert known.path(0.15, 3)[:, 0] == pytest.approx([0, 1.4, 0.84, 1.064], rel=1e-12)


def test_the_lab_by_hand_by_paper() -> None:
    known = theory(lab("half_sum"), epochs=10)
    assert known.eigenvalues[0] == pytest.approx(28 / 3, rel=1e-12)
    assert known.best_lr == pytest.approx(1 / 14, rel=1e-12)
    assert known.stable_lr == pytest.approx(1 / 7, rel=1e-12)
    assert known.path(0.15, 4)[:, 0] == pytest.approx([0, 2.1, -0.21, 2.331, -0.4641], rel=1e-12)
    assert known.curvature(0.1) == pytest.approx(1.4, rel=1e-12)


def test_limits_are_for_each_scale() -> None:
    for gradient in GRADIENTS:
        limits = theory(lab(gradient)).limits
        assert limits == pytest.approx({"mean": 3 / 14, "sum": 1 / 14, "half_mean": 3 / 7, "half_sum": 1 / 7})
        assert theory(lab(gradient)).stable_lr == limits[gradient]


@pytest.mark.parametrize("gradient", GRADIENTS)
def test_regimes_change_at_1_at_198_and_at_202(gradient: str) -> None:
    known = theory(valley(5.0, 1.0, gradient=gradient))
    expected = {
        Regime.SMOOTH: (0.0, 1e-300, 0.5, 1.0),
        Regime.OSCILLATING: (1.0001, 1.9799),
        Regime.EDGE: (1.9801, 2.0, 2.0199),
        Regime.DIVERGING: (2.0201, 1e300),
    }
    for regime, moves in expected.items():
        for a in moves:
            lr = a / 5 / known.quadratic.ratio
            assert known.regime(lr) is regime
            assert known.curvature(lr) == pytest.approx(a)


# --- theory against the run ------------------------------------------------------------------------

PROBLEMS = {
    "one number": (normal(9, 1), False, 0.0),
    "a line": (normal(9, 1), True, 0.5),
    "four numbers": (normal(30, 4) * [1, 3, 0.3, 1], False, 0.0),
    "a bias, off centre": (normal(30, 2) + 2, True, 1.0),
    "dependent columns": (normal(30, 2) @ [[1, 0, 1, 1], [0, 1, 1, 0]], True, 1.0),
    "more numbers than rows": (normal(3, 6), True, 0.5),
    "years": (np.arange(2001.0, 2021)[:, None] / 100, True, 0.0),
}
problems = pytest.mark.parametrize("name", PROBLEMS)


def problem(name: str, gradient: str = "mean") -> tuple[Cost, float]:
    x, bias, start = PROBLEMS[name]
    y = x.sum(axis=1) + normal(len(x), seed=5)
    return Cost(Data(x, y), Linear(bias), gradient=gradient), start


@problems
@pytest.mark.parametrize("gradient", GRADIENTS)
@pytest.mark.parametrize("a", [0.0, 1e-9, 0.1, 1.0, 1.7, 1.99, 2.0, 2.05])
def test_the_path_is_the_one_that_the_run_takes(name: str, gradient: str, a: float) -> None:
    cost, start = problem(name, gradient)
    known = theory(cost, start=start, epochs=60)
    lr = a / 2 * known.stable_lr
    trace = descend(cost, optimizer=SGD(lr), epochs=60, start=start)
    path = known.path(lr)
    assert path.shape == trace.W.shape
    assert np.abs(path - trace.W).max() <= 1e-9 * np.abs(trace.W).max()
    assert np.array_equal(known.path(lr, 10), path[:11])
    # The same by shares: what is left of the excess cost.
    powers = known.factors(lr)[: len(known.shares)] ** (2 * trace.epoch[:, None])
    left = known.best[1] + powers @ known.shares
    assert np.allclose(left, trace.cost, rtol=1e-8, atol=1e-12 * trace.cost[0])


@problems
@pytest.mark.parametrize("a", [0.0, 0.02, 0.3, 1.0, 1.5, 1.9, 1.98, 1.999, 2.0, 2.001, 2.5])
def test_epochs_to_1_percent_are_those_that_the_run_takes(name: str, a: float) -> None:
    cost, start = problem(name)
    known = theory(cost, start=start, epochs=3000)
    lr = a / 2 * known.stable_lr
    trace = descend(compress(cost), optimizer=SGD(lr), epochs=3000, start=start)
    needed = known.epochs_to_1_percent(lr)
    measured = trace.epochs_to_1_percent
    assert needed == measured or (measured is None and needed is not None and needed > 3000)
    assert known.crawls(lr) == (needed is not None and needed > 3000)


@pytest.mark.parametrize("lr", [1e-300, 1e-30, 1e-12])
def test_epochs_at_a_tiny_lr_are_counted_at_once(lr: float) -> None:
    known = theory(lab(), epochs=10**15)
    needed = known.epochs_to_1_percent(lr)
    assert needed == pytest.approx(math.log(10) / (28 / 3 * lr), rel=1e-10)
    assert known.crawls(lr) == (lr < 1e-15)


def costs_of(quadratic: Quadratic, start: Any, rates: Array, epochs: int) -> Array:
    """The cost that each lr really ends at, by the loop itself, all at once."""
    W = np.repeat(quadratic.asarray(start)[:, None], len(rates), axis=1)
    with np.errstate(over="ignore", invalid="ignore"):
        *_, last = islice(steps(repeat(quadratic), W, SGD(rates)), epochs + 1)
    return np.where(np.isnan(last.cost), np.inf, last.cost)


def sweep(known: Theory) -> Array:
    """Learning rates all over the place, and close to the best one; the best one first."""
    curvature = known.eigenvalues[known.eigenvalues > 0] * known.quadratic.ratio
    wide = np.geomspace(0.05 / curvature[0], 3 / curvature[-1], 1000)
    return np.concatenate([[known.best_lr], known.best_lr * np.linspace(0.9, 1.1, 201), wide])


SWEPT: dict[str, tuple[Cost | Quadratic, Any]] = {
    **{name: problem(name, "half_sum") for name in PROBLEMS},
    "ill conditioned": (valley(1.0, 1e-2, 1e-4, turned=1), [1, 2, 3]),
    "very ill conditioned": (valley(1.0, 1e-6, turned=1), [1, -2]),
    "along the steepest axis": (valley(9.0, 3.0, 1.0), [2, 0, 0]),
    "along the middle axis": (valley(9.0, 3.0, 1.0), [0, 2, 0]),
    "along the flattest axis": (valley(9.0, 3.0, 1.0), [0, 0, 2]),
    "hardly off the flattest axis": (valley(9.0, 1.0), [1e-7, 2]),
    "far away": (valley(9.0, 1.0, turned=1), [1e8, 2e8]),
    "at the best": (valley(9.0, 1.0, turned=1), [0, 0]),
}


@pytest.mark.parametrize("name", SWEPT)
@pytest.mark.parametrize("epochs", [1, 2, 10, 100, 1000])
def test_no_lr_of_a_fine_sweep_does_better(name: str, epochs: int) -> None:
    cost, start = SWEPT[name]
    known = theory(cost, start=start, epochs=epochs)
    costs = costs_of(known.quadratic, start, sweep(known), epochs) - known.best[1]
    rounding = known.quadratic.rounding(*known.best)
    assert costs[0] <= 1.001 * costs.min() + rounding


@pytest.mark.parametrize("axis", [0, 1, 2])
@pytest.mark.parametrize("epochs", [1, 2, 10, 100, 1000])
def test_along_one_turned_direction_rounding_decides_and_is_reckoned_with(axis: int, epochs: int) -> None:
    """What rounding leaves along the other directions must not explode, however many epochs there are."""
    quadratic = valley(9.0, 3.0, 0.01, turned=2)
    known = theory(quadratic, start=quadratic.directions[:, axis], epochs=epochs)
    costs = costs_of(quadratic, known.start, sweep(known), epochs)
    assert costs[0] <= 1.001 * costs.min() + 0.05 * known.start_cost


@pytest.mark.parametrize("seed", range(20))
def test_what_rounding_leaves_along_the_steepest_direction_cannot_make_the_best_lr_explode(seed: int) -> None:
    """By hand, over all rows, whose rounding isn't that of the p + 1 rows."""
    rng = np.random.default_rng(seed)
    x = np.linalg.qr(rng.normal(size=(30, 3)))[0] * [1, 0.5, 0.03] @ np.linalg.qr(rng.normal(size=(3, 3)))[0]
    cost = Cost(Data(x, x @ rng.normal(size=3)), Linear(bias=False))
    quadratic = compress(cost)
    start = quadratic.best()[0] + quadratic.directions[:, 2]
    lr = theory(quadratic, start=start, epochs=10).best_lr
    trace = descend(cost, optimizer=SGD(lr), epochs=10, start=start)
    assert trace.cost[-1] < trace.cost[0]


@problems
def test_at_the_best_the_lr_is_the_jump_along_the_steepest_direction(name: str) -> None:
    cost, _ = problem(name)
    known = theory(cost, start=compress(cost).best()[0], epochs=10)
    assert known.best_lr == pytest.approx(known.stable_lr / 2)
    assert not known.shares.any()
    assert known.epochs_to_1_percent(0.1) == 0


@problems
def test_long_run_lr_shrinks_the_worst_direction_most(name: str) -> None:
    known = theory(problem(name, "sum")[0])
    steep = known.quadratic.p - known.flat
    worst = lambda lr: np.abs(known.factors(lr)[:steep]).max()  # noqa: E731
    rates = known.long_run_lr * np.linspace(0.5, 1.5, 101)
    assert min(map(worst, rates)) >= worst(known.long_run_lr) - 1e-12
    assert worst(known.long_run_lr) == pytest.approx((known.condition - 1) / (known.condition + 1), abs=1e-12)


# --- what else it knows ----------------------------------------------------------------------------


def test_directions_are_named_by_their_largest_columns() -> None:
    data = Data(np.diag([1.0, 100.0, 10.0]), np.ones(3), names=["a", "b", "c"])
    known = theory(Cost(data, Linear(bias=False)))
    assert [name for name, _ in known.main_columns(0)] == ["b", "a", "c"]
    assert abs(known.main_columns(0)[0][1]) == 1
    assert [known.main_columns(j, 1)[0][0] for j in range(3)] == ["b", "c", "a"]
    assert known.flattest == 2
    assert known.condition == pytest.approx(1e4)


@problems
def test_standardised_theory_is_theory_of_standardised_rows(name: str) -> None:
    cost, start = problem(name)
    known = theory(cost, start=start, epochs=20).standardise()
    rows = cost.rows.standardise(center=cost.hypothesis.bias)  # type: ignore[attr-defined]
    how = cost.rows.standardisation(center=cost.hypothesis.bias)  # type: ignore[attr-defined]
    redone = how.redo(np.full(cost.p, start), cost.hypothesis.bias)
    expected = theory(Cost(rows, cost.hypothesis), start=redone, epochs=20)
    assert np.allclose(known.eigenvalues, expected.eigenvalues, rtol=1e-9, atol=1e-12)
    assert known.start_cost == pytest.approx(expected.start_cost, rel=1e-9)
    assert known.best_lr == pytest.approx(expected.best_lr, rel=1e-6)
    assert known.epochs == 20


def test_theory_of_a_trace_is_for_its_cost_start_and_epochs() -> None:
    cost, _ = problem("a line")
    trace = descend(cost, optimizer=SGD(0.1), epochs=7, start=[1, 2])
    known = theory(trace)
    assert known.start.tolist() == [1, 2]
    assert known.epochs == 7
    assert known.quadratic is trace.quadratic
    assert known.best_lr == theory(cost, start=[1, 2], epochs=7).best_lr
    single = descend(cost.rows.x, cost.rows.y, optimizer=SGD(0.1), epochs=7, dtype="float32")  # type: ignore[attr-defined]
    assert theory(single).start.dtype == np.float64


@pytest.mark.parametrize("gradient", GRADIENTS)
def test_where_every_direction_is_flat_no_lr_changes_anything(gradient: str) -> None:
    known = theory(Cost(Data(np.zeros((3, 2)), [1, 2, 3]), Linear(bias=False), gradient=gradient), start=2.0)
    assert known.flat == 2
    assert known.best[0].tolist() == [2, 2]
    assert known.stable_lr == known.best_lr == known.long_run_lr == math.inf
    assert known.condition == 1
    for lr in (0.0, 0.1, 1e300, known.best_lr):
        assert known.regime(lr) is Regime.SMOOTH
        assert known.factors(lr).tolist() == [1, 1]
        assert known.epochs_to_1_percent(lr) == 0
    assert (known.path(0.1, 3) == 2).all()
    assert json.dumps(known.to_dict())
    assert known.standardise().best_lr == math.inf


@problems
def test_the_document_holds_plain_numbers(name: str) -> None:
    cost, start = problem(name)
    known = theory(cost, start=start)
    told = json.loads(json.dumps(known.to_dict()))
    assert told["best_lr"] == known.best_lr
    assert told["stable_lr_by_gradient"]["mean"] == known.stable_lr
    assert told["flat_directions"] == known.flat
    assert len(told["eigenvalues"]) == len(cost.names)


def test_a_column_called_b_keeps_its_part_beside_the_bias() -> None:
    known = theory(Cost(Data(normal(9, 2), normal(9), names=["a", "b"])))
    assert set(known.to_dict()["steepest"]) == {"a", "b", "b0"}


@pytest.mark.parametrize("epochs", [-1, 1.0, True, "10", None, 10**16, np.nan])
def test_epochs_that_cannot_be_are_refused(epochs: Any) -> None:
    with pytest.raises(SettingError):
        theory(lab(), epochs=epochs)


def test_a_start_that_cannot_be_is_refused() -> None:
    with pytest.raises(ShapeError):
        theory(lab(), start=[1, 2])
    with pytest.raises(SettingError):
        theory(lab(), start=np.nan)


def test_a_start_whose_cost_overflows_has_no_best_lr() -> None:
    known = theory(lab(), start=1e300)
    assert known.start_cost == math.inf
    with pytest.raises(DataError):
        _ = known.best_lr


@pytest.mark.parametrize("curvatures", [(1e250, 1e-250), (1e20, 1e-20, 1e-40)])
def test_condition_numbers_beyond_all_measure(curvatures: tuple[float, ...]) -> None:
    known = theory(valley(*curvatures), start=1.0, epochs=10**15)
    assert known.condition == pytest.approx(curvatures[0] / curvatures[-1]) or known.condition == math.inf
    assert 1 / curvatures[0] <= known.best_lr <= 1 / curvatures[-1]
    needed = known.epochs_to_1_percent(known.best_lr)
    assert needed is None or needed > 0


def test_a_theory_under_a_schedule_has_no_limit_to_show() -> None:
    cost = Cost(Data([1.0, 2.0, 3.0], [1.0, 2.0, 3.0]))
    assert "stable_lr=None" in repr(theory(cost, rule=SGD(lambda step: 0.1 / (step + 1))))
