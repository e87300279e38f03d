"""Trace: what is said of a run is what its numbers, read by another rule, say too."""

from typing import Any

import numpy as np
import pytest

from ravine.analysis.spectrum import Regime, theory
from ravine.cost import Cost
from ravine.data import Data
from ravine.descent import descend
from ravine.errors import SettingError, ShapeError
from ravine.hypothesis import Linear, Logistic, Polynomial, Softmax
from ravine.loss import Huber, absolute
from ravine.optim import SGD
from ravine.quadratic import Quadratic
from ravine.surfaces import himmelblau, valley
from ravine.trace import Outcome, Trace, thin
from ravine.words import speaking

Array = np.ndarray
INF, NAN = float("inf"), float("nan")


def lab(dtype: str = "float64", gradient: str = "mean") -> Cost:
    return Cost(Data([1, 2, 3], [1, 2, 3], dtype=dtype), Linear(bias=False), gradient=gradient)


def parabola(least: float = 0.0) -> Quadratic:
    """W² + least."""
    return Quadratic(np.array([[1.0], [0.0]]), np.array([0.0, least**0.5]), 1, ("w",))


def told(costs: list[float], epochs: int | None = None, least: float = 0.0) -> Trace:
    """A trace with these costs on `parabola`, W on alternating sides."""
    cost = np.array(costs)
    with np.errstate(invalid="ignore"):
        W = (np.sqrt(cost - least) * (-1) ** np.arange(len(cost)))[:, None]
    asked = len(costs) - 1 if epochs is None else epochs
    return Trace(parabola(least), SGD(0.1), "exact", W, cost, 2 * W, asked)


# --- diverged at -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("costs", "epoch"),
    [
        ([4, 1, 0.2], None),
        ([4, 5, 3], None),
        ([4, 4, 4], None),
        ([4, 5, 6], 1),
        ([4, 3, 5, 6], 2),
        ([4, 3, 5, 3, 4.5], 4),
        ([4, 3, 2, 5, 4, 5], 3),
        ([4, 9, INF], 1),
        ([4, 3, INF, NAN], 2),
        ([4, 3, NAN], 2),
        ([4, INF, 3, 2], None),
        ([4, 5, 4], None),
        ([4], None),
        ([0, 1, 2], 1),
    ],
)
def test_diverged_at_is_from_where_the_cost_is_never_again_below_its_start(
    costs: list[float], epoch: int | None
) -> None:
    trace = told(costs)
    assert trace.diverged_at == epoch
    assert (trace.outcome is Outcome.DIVERGED) == (epoch is not None)
    if epoch is not None:  # the definition, read aloud
        assert not (trace.cost[epoch:] < trace.cost[0]).any()
        assert epoch == 1 or trace.cost[epoch - 1] < trace.cost[0]


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("epochs", [1, 2, 3, 20, 1001])
def test_exactly_at_the_limit_it_bounces_for_ever(dtype: str, epochs: int) -> None:
    trace = descend(lab(dtype), optimizer=SGD(3 / 14), epochs=epochs)
    assert np.allclose(trace.W[:, 0], np.arange(epochs + 1) % 2 * 2, atol=1e-3)
    assert trace.outcome is Outcome.BOUNCING
    assert trace.diverged_at is None
    assert trace.epochs_to_1_percent is None


# --- outcomes --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("costs", "outcome"),
    [
        ([4, 1, 0.25, 0.0625], "still falling"),
        ([4, 1e-3, 1e-5], "still falling"),
        ([4, 1e-3, 3.9e-6], "converged"),
        ([4, 0, 0], "converged"),
        ([0, 0, 0], "converged"),
        ([4, 1, 1, 1, 1], "bouncing"),
        ([4, 3, 3.5, 3.8, 3.9], "bouncing"),
        ([4, 3, 2, 1.999], "bouncing"),
    ],
)
def test_outcomes_of_costs(costs: list[float], outcome: str) -> None:
    assert told(costs).outcome == outcome
    # The same above a least cost that isn't 0.
    assert told([cost + 2 for cost in costs], least=2.0).outcome == outcome


def test_a_run_that_ends_early_is_interrupted_whatever_it_did() -> None:
    for costs in ([4, 1], [4, 0], [4, 9], [4, NAN], [4]):
        trace = told(costs, epochs=10)
        assert trace.interrupted
        assert trace.outcome is Outcome.INTERRUPTED
    assert not told([4, 1]).interrupted


def test_lr_0_stands_still() -> None:
    trace = descend(lab(), optimizer=SGD(0.0), epochs=5)
    assert (trace.W == 0).all()
    assert trace.outcome is Outcome.PLATEAU
    assert (trace.diverged_at, trace.epochs_to_1_percent) == (None, None)
    assert descend(lab(), optimizer=SGD(0.0), epochs=5, start=1).outcome is Outcome.CONVERGED


def test_no_epochs_are_one_row() -> None:
    trace = descend(lab(), optimizer=SGD(0.1), epochs=0)
    assert (len(trace.W), trace.epoch.tolist(), trace.epochs) == (1, [0], 0)
    assert trace.outcome is Outcome.STILL_FALLING
    assert (trace.diverged_at, trace.epochs_to_1_percent, trace.rises_again) == (None, None, False)
    assert descend(lab(), optimizer=SGD(0.1), epochs=0, start=1).outcome is Outcome.CONVERGED


@pytest.mark.parametrize("lr", [0.0, 0.1, 3 / 14])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_a_start_at_the_best_stays_converged(lr: float, dtype: str) -> None:
    cost = Cost(Data([1, 2, 4], [0.1, 0.7, 0.2], dtype=dtype), Linear(bias=True))
    start = descend(cost, optimizer=SGD(0.1), epochs=0).best[0]
    limit = theory(cost).stable_lr
    trace = descend(cost, optimizer=SGD(lr * limit * 14 / 3), epochs=30, start=start)
    assert trace.outcome is Outcome.CONVERGED
    assert trace.epochs_to_1_percent == 0
    assert not trace.rises_again
    assert trace.end_cost == trace.best[1]


def test_a_start_at_the_best_may_diverge_from_there() -> None:
    cost = Cost(Data([1, 2, 4], [0.1, 0.7, 0.2]), Linear(bias=True))
    start = descend(cost, optimizer=SGD(0.1), epochs=0).best[0]
    trace = descend(cost, optimizer=SGD(1.5 * theory(cost).stable_lr), epochs=100, start=start)
    assert trace.outcome is Outcome.DIVERGED
    assert trace.rises_again


@pytest.mark.parametrize("lr", [0.5, 1e6])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_a_run_beyond_the_range_has_diverged(lr: float, dtype: str) -> None:
    trace = descend(lab(dtype), optimizer=SGD(lr), epochs=2000)
    assert np.isfinite(trace.cost[0])
    assert not np.isfinite(trace.cost[-1])
    assert trace.outcome is Outcome.DIVERGED
    assert trace.diverged_at == 1
    assert trace.epochs_to_1_percent is None
    assert not np.isfinite(trace.end_cost)
    assert "diverged" in repr(trace)
    assert len(trace.log()) == len(trace.rows()) == 21


# --- 1 % -------------------------------------------------------------------------------------------


def test_epochs_to_1_percent_and_whether_it_rises_again() -> None:
    assert told([4, 1, 0.05, 0.03, 0.01]).epochs_to_1_percent == 3
    assert not told([4, 1, 0.05, 0.03, 0.01]).rises_again
    assert told([4, 0.01, 2, 0.01, 0.02]).epochs_to_1_percent == 1
    assert told([4, 0.01, 2, 0.01, 0.02]).rises_again
    assert told([4, 0.01, NAN]).rises_again
    assert told([4, 1, 0.05]).epochs_to_1_percent is None
    assert not told([4, 1, 0.05]).rises_again
    # What counts is what the cost has above the least one.
    assert told([104, 101, 100.03], least=100.0).epochs_to_1_percent == 2


# --- rounding --------------------------------------------------------------------------------------


@pytest.mark.parametrize("engine", [None, "torch"])
@pytest.mark.parametrize("noise", [0.0, 1e-3, 1.0])
@pytest.mark.parametrize("seed", range(3))
def test_a_float32_run_that_gets_no_lower_has_converged(engine: str | None, noise: float, seed: int) -> None:
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(40, 2)) * [1, 3]
    y = x @ [1.5, -0.5] + 0.3 + noise * rng.normal(size=40)
    cost = Cost(Data(x, y, dtype="float32"), gradient="half_mean")
    for a in (0.5, 1.0, 1.8):
        lr = a / 2 * theory(cost).stable_lr
        trace = descend(cost, optimizer=SGD(lr), epochs=600, engine=engine)
        assert trace.W.dtype == np.float32
        assert trace.outcome is Outcome.CONVERGED
        assert trace.excess[-1] == 0
        assert trace.end_cost == trace.best[1]


def test_a_float32_run_whose_steps_are_lost_in_rounding_stands_still() -> None:
    """The year barely varies beside its mean: b has far to go, in steps that float32 can't add to it."""
    years, y = np.arange(2001.0, 2021), np.arange(20) % 7
    run = {"optimizer": SGD(1e-7), "epochs": 300, "start": [0, 500]}
    trace = descend(years, y, dtype="float32", **run)
    assert trace.excess[-1] > 1e-6 * trace.excess[0]
    assert trace.outcome is Outcome.PLATEAU
    # In float64 it is only slow.
    assert descend(years, y, **run).outcome is Outcome.STILL_FALLING


# --- near the limit --------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("times", [0.9, 0.95, 0.98, 0.995, 1.0, 1.005, 1.02, 1.05, 1.1])
def test_regime_and_outcome_near_the_limit(seed: int, times: float) -> None:
    rng = np.random.default_rng(seed)
    A, start = rng.normal(size=(3, 2)), rng.normal(size=2)
    quadratic = Quadratic(A, rng.normal(size=3), 3, ("u", "v"))
    known = theory(quadratic, start=start, epochs=20)
    lr = times * known.stable_lr
    trace = descend(quadratic, optimizer=SGD(lr), epochs=20, start=start)

    regimes = {0.9: "oscillating", 0.95: "oscillating", 0.98: "oscillating", 1.02: "diverging"}
    expected = regimes.get(times, "on the edge" if times < 1.02 else "diverging")
    assert known.regime(lr) == expected

    # By paper: each part of the excess is multiplied by (1 − lr·λ)² an epoch.
    H = 2 / 3 * A.T @ A
    values, V = np.linalg.eigh(H)
    best = np.linalg.lstsq(A, quadratic.t, rcond=None)[0]
    parts = values / 2 * (V.T @ (start - best)) ** 2 * (1 - lr * values) ** (2 * np.arange(21)[:, None])
    excess = parts.sum(axis=1)
    assert np.allclose(trace.excess, excess, rtol=1e-9, atol=1e-12)
    if excess[-1] > excess[0] * (1 + 1e-9):
        below = [k for k in range(21) if excess[k] < excess[0] * (1 - 1e-9)]
        assert trace.outcome is Outcome.DIVERGED
        assert trace.diverged_at == (below[-1] + 1 if below else 1)
    elif times > 1 or excess[-1] > 0.99 * excess[-6]:
        assert trace.outcome is Outcome.BOUNCING
    else:
        assert trace.outcome is Outcome.STILL_FALLING
    if times >= 1.05 and parts[0].argmax() == 1:
        assert trace.outcome is Outcome.DIVERGED
    if times == 1.0:
        assert trace.diverged_at is None


def test_all_these_outcomes_occur() -> None:
    """The test above would be empty if they didn't."""
    seen = set()
    for seed in range(10):
        rng = np.random.default_rng(seed)
        A, start = rng.normal(size=(3, 2)), rng.normal(size=2)
        quadratic = Quadratic(A, rng.normal(size=3), 3, ("u", "v"))
        for times in (0.9, 0.995, 1.0, 1.02, 1.1):
            lr = times * theory(quadratic).stable_lr
            seen.add(descend(quadratic, optimizer=SGD(lr), epochs=20, start=start).outcome)
    assert seen == {Outcome.STILL_FALLING, Outcome.BOUNCING, Outcome.DIVERGED}
    assert theory(quadratic).regime(0.1 * theory(quadratic).stable_lr) is Regime.SMOOTH


# --- the log ---------------------------------------------------------------------------------------


def test_the_log_prints_every_weight_by_its_name() -> None:
    trace = descend([[1, 2], [3, 4]], [1, 2], optimizer=SGD(0.01), epochs=2)
    x1, x2, b = trace.W[2]
    assert trace.log()[2] == f"Epoch    2/2 x1: {x1:.6g} x2: {x2:.6g} b: {b:.6g} Cost: {trace.cost[2]:.6g}"
    with speaking("en"):
        assert str(trace).startswith("\n".join(trace.log()))
        assert trace.verdict().text() in str(trace)


def test_a_name_cannot_steer_a_terminal() -> None:
    data = Data([1, 2], [1, 2], names=["\x1b[31mred"])
    assert "\x1b" not in "".join(descend(Cost(data), optimizer=SGD(0.01), epochs=1).log())


@pytest.mark.parametrize("last", [0, 1, 7, 20, 21, 99, 100, 1000, 12_345, 10**7])
def test_thinned_epochs_begin_at_0_end_at_the_last_and_are_about_20(last: int) -> None:
    epochs = list(thin(last))
    assert (epochs[0], epochs[-1]) == (0, last)
    assert epochs == sorted(set(epochs))
    assert min(last + 1, 8) <= len(epochs) <= 22
    assert list(thin(last, every=last + 1)) == sorted({0, last})


@pytest.mark.parametrize("every", [0, -1, 1.5, True, "2"])
def test_a_stride_that_cannot_be_is_refused(every: Any) -> None:
    with pytest.raises(SettingError):
        thin(10, every)


def test_a_run_that_only_crawls_along_a_flat_direction_is_not_bouncing() -> None:
    years = descend([2001, 2002, 2003, 2004], [1, 2, 2.5, 4], optimizer=SGD(2.15e-7), epochs=50)
    swing = descend(
        [2001, 2002, 2003, 2004], [1, 2, 2.5, 4], optimizer=SGD(theory(years).stable_lr), epochs=50
    )
    assert years.outcome is Outcome.STILL_FALLING
    assert swing.outcome is Outcome.BOUNCING


# --- what is known of the least cost ---------------------------------------------------------------


def test_the_best_of_each_kind_of_cost() -> None:
    rows, classes = Data([1, 2, 3, 4], [1, 2, 2, 5]), Data([1, 2, 3, 4], [0, 1, 0, 1])
    run = {"optimizer": SGD(0.01), "epochs": 5}
    for cost in (Cost(rows), Cost(rows, loss=absolute), Cost(rows, loss=Huber()), Cost(classes, Logistic())):
        trace = descend(cost, **run)
        W, least = trace.best
        assert cost.evaluate(W)[0] == pytest.approx(least)
        assert trace.excess == pytest.approx(trace.cost - least)
        assert (trace.quadratic is None) == (not cost.least_squares)
        assert not trace.separable
    trace = descend(himmelblau(), start=[0, 0], **run)
    assert trace.best.cost < 1e-20
    assert trace.quadratic is None
    assert descend(valley(), start=[1, 1], **run).quadratic is not None


def test_where_no_least_cost_is_known_the_lowest_of_the_run_stands_for_it() -> None:
    for costs in (
        descend(Cost(Data([1, 2], [0, 1]), Logistic()), optimizer=SGD(1.0), epochs=20),
        descend(lambda W: -W.sum(), optimizer=SGD(1.0), epochs=20, start=[1, 2]),
        descend(lambda W: (W**2).sum(), optimizer=SGD(1.5), epochs=2000, start=[1, 2]),
    ):
        assert costs.best is None
        finite = costs.cost[np.isfinite(costs.cost)]
        np.testing.assert_allclose(costs.excess[np.isfinite(costs.cost)], finite - finite.min(), atol=1e-12)
        assert costs.epochs_to_1_percent is None
        assert not costs.rises_again
        assert costs.end_cost == costs.cost[-1] or not np.isfinite(costs.cost[-1])


# --- predictions -----------------------------------------------------------------------------------


def test_it_predicts_what_its_hypothesis_says_of_raw_rows() -> None:
    x = np.array([[1.0, 20], [2, 50], [3, 10], [4, 80]])
    kinds = {
        Linear(): [1, 2, 3, 5],
        Logistic(): [0, 1, 0, 1],
        Softmax(): [0, 1, 2, 1],
    }
    for hypothesis, y in kinds.items():
        trace = descend(Cost(Data(x, y), hypothesis), optimizer=SGD(1e-4), epochs=20)
        predicted = trace.predict(x)
        bound = trace.objective.hypothesis
        np.testing.assert_array_equal(predicted, bound.predict(x, trace.W[-1]))
        assert predicted.shape == ((4, 3) if isinstance(hypothesis, Softmax) else (4,))
        assert trace.predict(x[0]) == pytest.approx(predicted[:1])
        assert trace.predict(x[:0]).shape == predicted[:0].shape


def test_one_feature_may_be_given_flat() -> None:
    trace = descend(Cost(Data([1, 2, 4], [1, 2, 3]), Polynomial(degree=2)), optimizer=SGD(0.1), epochs=50)
    assert trace.predict([1, 2, 4]) == pytest.approx(trace.predict([[1], [2], [4]]))
    fit = np.polynomial.Polynomial([trace.W[-1][2], *trace.W[-1][:2]], domain=[1, 4])
    assert trace.predict([0, 10]) == pytest.approx(fit(np.array([0, 10])))
    assert trace.predict(3) == pytest.approx(trace.predict([3]))


@pytest.mark.parametrize("x", [[1, 2, 3], [[1, 2, 3]], np.ones((2, 1)), np.ones((2, 2, 2)), 5])
def test_rows_of_other_columns_are_refused(x: Any) -> None:
    trace = descend([[1, 2], [3, 5], [4, 4]], [1, 2, 3], optimizer=SGD(0.01), epochs=2)
    for lang in ("en", "ko"):
        with speaking(lang), pytest.raises(ShapeError, match="x1, x2"):
            trace.predict(x)


def test_a_surface_predicts_nothing() -> None:
    for cost in (valley(), himmelblau(), lambda W: (W**2).sum()):
        with pytest.raises(SettingError):
            descend(cost, optimizer=SGD(0.01), epochs=1, start=[1, 1]).predict([[1, 2]])
