"""Descent: the lab's log to the letter, two engines that agree, and the first labs as they are told."""

from itertools import repeat
from typing import Any

import numpy as np
import pytest
import torch

from ravine.analysis.spectrum import theory
from ravine.autograd import TorchOptimizer
from ravine.cost import GRADIENTS, Cost
from ravine.data import Data
from ravine.descent import Step, descend, steps
from ravine.errors import DataError, RavineError, SettingError, ShapeError
from ravine.hypothesis import Line, Linear, Logistic, Polynomial, Softmax
from ravine.loss import Huber, absolute
from ravine.optim import SGD, Adam
from ravine.quadratic import compress
from ravine.surfaces import rosenbrock, valley
from ravine.trace import Outcome, Trace
from ravine.words import speaking

Array = np.ndarray
X = Y = [1, 2, 3]


def lab(lr: float, epochs: int = 10, gradient: str = "mean", **settings: Any) -> Trace:
    dtype = settings.pop("dtype", "float64")
    cost = Cost(Data(X, Y, dtype=dtype), Linear(bias=False), gradient=gradient)
    return descend(cost, optimizer=SGD(lr), epochs=epochs, **settings)


# --- the lab's log ---------------------------------------------------------------------------------

PRINTED_W = "0.000 1.400 0.840 1.064 0.974 1.010 0.996 1.002 0.999 1.000 1.000"
PRINTED_COSTS = (
    "4.666667 0.746666 0.119467 0.019115 0.003058 0.000489 0.000078 0.000013 0.000002 0.000000 0.000000"
)


def test_by_hand_in_float32_it_prints_the_log_of_the_lab() -> None:
    trace = lab(0.1, gradient="half_sum", dtype="float32")
    assert " ".join(f"{W:.3f}" for W in trace.W[:, 0]) == PRINTED_W
    assert " ".join(f"{cost:.6f}" for cost in trace.cost) == PRINTED_COSTS


def test_by_torch_it_prints_the_same_but_for_the_last_digit_of_epoch_1() -> None:
    trace = lab(0.15, dtype="float32", engine="torch")
    assert " ".join(f"{W:.3f}" for W in trace.W[:, 0]) == PRINTED_W
    costs = " ".join(f"{cost:.6f}" for cost in trace.cost)
    assert costs == PRINTED_COSTS.replace("0.746666", "0.746667")


def test_it_is_the_loop_of_the_lab_as_one_types_it() -> None:
    """NumPy for the by-hand part and torch for the rest, float32, number for number."""
    x = np.array([[1], [2], [3]], dtype=np.float32)
    W, by_hand = np.zeros(1, np.float32), []
    for _ in range(11):
        prediction = x @ W
        by_hand.append((float(W[0]), float(((prediction - x[:, 0]) ** 2).mean())))
        W = W - 0.1 * ((prediction - x[:, 0]) @ x)
    trace = lab(0.1, gradient="half_sum", dtype="float32")
    assert np.allclose(np.column_stack([trace.W, trace.cost]), by_hand, rtol=1e-6, atol=1e-12)

    points, weight, by_torch = torch.FloatTensor([[1], [2], [3]]), torch.zeros(1, requires_grad=True), []
    optimizer = torch.optim.SGD([weight], lr=0.15)
    for _ in range(11):
        cost = torch.mean((points * weight - points) ** 2)
        by_torch.append((weight.item(), cost.item()))
        optimizer.zero_grad()
        cost.backward()
        optimizer.step()
    trace = lab(0.15, dtype="float32", engine="torch")
    assert np.allclose(np.column_stack([trace.W, trace.cost]), by_torch, rtol=1e-6, atol=1e-12)


# --- two engines -----------------------------------------------------------------------------------


@pytest.mark.parametrize("gradient", GRADIENTS)
@pytest.mark.parametrize("case", ["lab", "wide"])
def test_both_engines_and_the_exact_one_take_the_same_path(case: str, gradient: str) -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(1000, 8)) + 1
    data = Data(X, Y) if case == "lab" else Data(x, x @ rng.normal(size=8) + rng.normal(size=1000))
    cost = Cost(data, Linear(bias=case == "wide"), gradient=gradient)
    for a in (0.5, 1.4, 1.9):
        lr = a / 2 * theory(cost).stable_lr
        hand = descend(cost, optimizer=SGD(lr), epochs=50)
        others = [
            descend(cost, optimizer=SGD(lr), epochs=50, engine="torch"),
            descend(compress(cost), optimizer=SGD(lr), epochs=50),
        ]
        assert [trace.engine for trace in (hand, *others)] == ["hand", "torch", "exact"]
        for trace in others:
            assert (np.abs(trace.W - hand.W).max(axis=1) <= 1e-12 * np.abs(hand.W).max()).all()
            assert np.allclose(trace.cost, hand.cost, rtol=1e-11, atol=1e-12 * hand.cost[0])
            assert np.allclose(trace.gradient, hand.gradient, atol=1e-11 * np.abs(hand.gradient).max())


# --- what a trace keeps ----------------------------------------------------------------------------


@pytest.mark.parametrize("engine", [None, "torch"])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_n_updates_are_n_plus_1_rows_of_W_and_its_cost_and_gradient(engine: str | None, dtype: str) -> None:
    cost = Cost(Data([[1, 2], [3, 4], [5, 7]], [1, 0, 2], dtype=dtype))
    trace = descend(cost, optimizer=SGD(0.01), epochs=5, start=[1, 2, 3], engine=engine)
    assert trace.W.shape == trace.gradient.shape == (6, 3)
    assert trace.cost.shape == (6,)
    assert trace.W.dtype == trace.gradient.dtype == np.dtype(dtype)
    assert trace.W[0].tolist() == [1, 2, 3]
    for k in range(6):
        value, slope = cost.evaluate(trace.W[k])
        assert trace.cost[k] == pytest.approx(float(value), rel=1e-5)
        assert np.allclose(trace.gradient[k], slope, rtol=1e-4, atol=1e-4)
        if k:
            assert np.allclose(trace.W[k], trace.W[k - 1] - 0.01 * trace.gradient[k - 1], rtol=1e-6)
    assert (trace.objective, trace.epochs, trace.lr, trace.names) == (cost, 5, 0.01, ("x1", "x2", "b"))


def test_x_and_y_are_a_cost_with_a_bias_and_the_true_gradient() -> None:
    trace = descend(X, Y, optimizer=SGD(0.1), epochs=3)
    cost = Cost(Data(X, Y), Linear(bias=True), gradient="mean")
    assert np.array_equal(trace.W, descend(cost, optimizer=SGD(0.1), epochs=3).W)
    other = descend(X, Y, bias=False, gradient="sum", dtype="float32", optimizer=SGD(0.01), epochs=3)
    assert (other.W.shape, other.W.dtype, other.quadratic.gradient) == ((4, 1), np.float32, "sum")


def test_one_number_is_a_start_for_all() -> None:
    assert descend([[1, 2]], [1], optimizer=SGD(0.1), epochs=0, start=0.5).W.tolist() == [[0.5] * 3]


def test_on_step_sees_every_row_before_it_is_left() -> None:
    seen: list[tuple[int, Step]] = []
    trace = lab(0.15, 3, on_step=lambda epoch, step: seen.append((epoch, step)))
    assert [epoch for epoch, _ in seen] == [0, 1, 2, 3]
    assert [float(step.cost) for _, step in seen] == trace.cost.tolist()
    assert not trace.interrupted


@pytest.mark.parametrize("engine", [None, "torch"])
@pytest.mark.parametrize("last", [0, 1, 7])
def test_on_step_ends_the_run_where_it_says_true(engine: str | None, last: int) -> None:
    trace = lab(0.15, 20, engine=engine, on_step=lambda epoch, step: epoch == last)
    assert len(trace.W) == len(trace.cost) == len(trace.gradient) == last + 1
    assert trace.epochs == 20
    assert trace.outcome is Outcome.INTERRUPTED
    assert np.array_equal(trace.W, lab(0.15, last, engine=engine).W)


def test_on_step_that_says_true_at_the_last_epoch_interrupts_nothing() -> None:
    assert lab(0.15, 5, on_step=lambda epoch, step: epoch == 5).outcome is Outcome.STILL_FALLING


def test_only_what_is_asked_for_is_computed() -> None:
    calls = []

    class Counted(Cost):
        def evaluate(self, W: Array) -> Any:
            calls.append(W)
            return super().evaluate(W)

    descend(Counted(Data(X, Y)), optimizer=SGD(0.1), epochs=4)
    assert len(calls) == 5


# --- steps -----------------------------------------------------------------------------------------


def test_steps_take_many_descents_at_once() -> None:
    cost = Cost(Data([[1, 2], [3, 1], [0, 1]], [1, 2, 0]))
    rates, start = np.array([0.01, 0.05, 0.1]), np.ones(3)
    together = steps(repeat(cost), np.repeat(start[:, None], 3, axis=1), SGD(rates))
    for k, step in zip(range(5), together, strict=False):
        for j, lr in enumerate(rates):
            alone = descend(cost, optimizer=SGD(lr), epochs=4, start=start)
            assert np.allclose(step.W[:, j], alone.W[k])
            assert step.cost[j] == pytest.approx(alone.cost[k])


def test_steps_take_one_objective_after_another() -> None:
    """A cost per batch is mini-batch descent: row by row, by hand."""
    rows = [(1.0, 1.0), (2.0, 1.0), (3.0, 5.0)]
    costs = [Cost(Data([x], [y]), Linear(bias=False)) for x, y in rows]
    W, expected = 0.0, [0.0]
    for x, y in rows:
        W -= 0.1 * 2 * (W * x - y) * x
        expected.append(W)
    path = [float(step.W[0]) for step in steps([*costs, costs[0]], np.zeros(1), SGD(0.1))]
    assert path == pytest.approx(expected)


# --- labs.md, as far as plain descent goes ---------------------------------------------------------


def test_lab_1_the_first_step_is_past_the_best_and_each_cost_is_016_times_the_one_before() -> None:
    for trace in (lab(0.1, gradient="half_sum"), lab(0.15, engine="torch")):
        assert trace.W[:4, 0] == pytest.approx([0, 1.4, 0.84, 1.064])
        assert trace.cost[1:] / trace.cost[:-1] == pytest.approx(0.16, rel=1e-6)
        assert trace.outcome is Outcome.CONVERGED


def test_lab_2_learning_rates() -> None:
    assert lab(3 / 28).W[1:, 0] == pytest.approx(1)
    assert lab(3 / 28).epochs_to_1_percent == 1
    assert lab(3 / 14).W[:, 0] == pytest.approx([0, 2] * 5 + [0], abs=1e-12)
    assert lab(3 / 14).outcome is Outcome.BOUNCING
    assert round(lab(0.22).W[10, 0], 2) == -0.68
    assert lab(0.22).outcome is Outcome.DIVERGED
    assert round(lab(0.005).W[10, 0], 2) == 0.38
    assert lab(0.005).outcome is Outcome.STILL_FALLING


def test_lab_3_every_row_twice() -> None:
    def twice(lr: float, gradient: str) -> Trace:
        return descend(X * 2, Y * 2, bias=False, gradient=gradient, optimizer=SGD(lr), epochs=10)

    once = lab(0.1, gradient="half_sum")
    assert twice(0.1, "half_sum").W[:4, 0] == pytest.approx([0, 2.8, -2.24, 6.832])
    assert twice(0.1, "half_sum").outcome is Outcome.DIVERGED
    for trace in (twice(0.05, "half_sum"), twice(0.15, "mean")):
        assert np.allclose(trace.W, once.W, rtol=1e-12)
        assert trace.cost == pytest.approx(once.cost, rel=1e-10)


def test_lab_4_the_bias_starts_at_its_best_and_leaves_it() -> None:
    trace = descend(X, Y, optimizer=SGD(0.1), epochs=200)
    assert trace.W[1, 1] == pytest.approx(0.4)
    near = np.abs(trace.W - [1, 0]).max(axis=1) <= 0.01
    assert near.argmax() == 149
    assert near[149:].all()
    centred = descend(np.array(X) - 2, Y, optimizer=SGD(0.6), epochs=10)
    near = np.abs(centred.W - [1, 2]).max(axis=1) <= 0.01
    assert near.argmax() == 4
    assert near[4:].all()


AREA = np.array([33, 46, 59, 74, 84, 102, 114, 135.0])
AGE = np.array([20, 30, 12, 8, 3, 18, 25, 5.0])
PRICE = [3.9, 4.3, 6.3, 7.8, 8.5, 9.2, 10.2, 12.6]


def test_lab_5_units_decide_what_a_learning_rate_does() -> None:
    def run(area: Array, age: Array, lr: float) -> Trace:
        return descend(np.column_stack([area, age]), PRICE, optimizer=SGD(lr), epochs=100)

    metres, pyeong = run(AREA, AGE, 2e-4), run(np.round(AREA / 3.3058, 1), AGE, 2e-4)
    assert metres.outcome is Outcome.DIVERGED
    assert theory(metres).stable_lr == pytest.approx(1.29e-4, abs=5e-7)
    assert pyeong.epochs_to_1_percent == 22
    assert theory(pyeong).stable_lr == pytest.approx(1.12e-3, abs=5e-6)
    standard = Data(np.column_stack([AREA, AGE]), PRICE).standardise()
    assert descend(Cost(standard), optimizer=SGD(0.5)).epochs_to_1_percent == 2


def test_by_hand_at_the_lr_of_torch_the_lab_diverges() -> None:
    assert lab(0.15, gradient="half_sum").W[:5, 0] == pytest.approx([0, 2.1, -0.21, 2.331, -0.4641])


# --- what can't be run -----------------------------------------------------------------------------

COST = Cost(Data([[1, 2], [3, 4]], [1, 2]))


@pytest.mark.parametrize(
    ("settings", "kind", "key"),
    [
        ({"epochs": -1}, SettingError, "setting-epochs"),
        ({"epochs": 10.0}, SettingError, "setting-epochs"),
        ({"epochs": True}, SettingError, "setting-epochs"),
        ({"epochs": "10"}, SettingError, "setting-epochs"),
        ({"epochs": None}, SettingError, "setting-epochs"),
        ({"epochs": np.nan}, SettingError, "setting-epochs"),
        ({"epochs": 10**8}, SettingError, "setting-epochs"),
        ({"epochs": 10**30}, SettingError, "setting-epochs"),
        ({"start": [0, 0]}, ShapeError, "cost-parameters"),
        ({"start": [0, 0, 0, 0]}, ShapeError, "cost-parameters"),
        ({"start": np.zeros((3, 1))}, ShapeError, "cost-parameters"),
        ({"start": np.zeros((3, 2))}, ShapeError, "cost-parameters"),
        ({"start": [0, [1], 2]}, SettingError, "data-ragged"),
        ({"start": "0"}, SettingError, "data-not-numbers"),
        ({"start": np.nan}, SettingError, "cost-parameters-finite"),
        ({"start": [0, 0, np.inf]}, SettingError, "cost-parameters-finite"),
        ({"start": 1e200}, DataError, "descent-start"),
        ({"engine": "jax"}, SettingError, "setting-engine"),
        ({"engine": 1}, SettingError, "setting-engine"),
        ({"optimizer": 0.1}, SettingError, "setting-optimizer"),
        ({"optimizer": None}, SettingError, "setting-optimizer"),
        ({"optimizer": SGD}, SettingError, "setting-optimizer"),
        ({"optimizer": SGD(np.array([0.1, 0.2, 0.3]))}, SettingError, "setting-optimizer"),
        ({"gradient": "sum"}, SettingError, "setting-cost-twice"),
        ({"bias": False}, SettingError, "setting-cost-twice"),
        ({"dtype": "float32"}, SettingError, "setting-cost-twice"),
    ],
    ids=str,
)
@pytest.mark.parametrize("engine", [None, "torch"])
def test_a_setting_that_cannot_be_is_refused(
    settings: dict[str, Any], kind: type[RavineError], key: str, engine: str | None
) -> None:
    with pytest.raises(kind) as fault:
        descend(COST, **{"optimizer": SGD(0.1), "engine": engine, **settings})
    assert fault.value.key == key
    for lang in ("en", "ko"):
        with speaking(lang):
            assert str(fault.value)


@pytest.mark.parametrize("cost", [[[1], [2]], np.ones((2, 1)), None, 3, "houses.csv", Data([1], [1])])
def test_what_is_no_cost_is_refused(cost: Any) -> None:
    with pytest.raises(SettingError) as fault:
        descend(cost, optimizer=SGD(0.1))
    assert fault.value.key == "setting-cost"


@pytest.mark.parametrize(
    "settings", [{"gradient": "SUM"}, {"gradient": ["sum"]}, {"dtype": "int"}, {"bias": "yes"}, {"bias": 2}]
)
def test_a_setting_beside_x_and_y_that_cannot_be_is_refused(settings: dict[str, Any]) -> None:
    with pytest.raises(SettingError):
        descend(X, Y, optimizer=SGD(0.1), **settings)


def test_p_plus_1_rows_are_no_cost_for_torch() -> None:
    for settings in ({"engine": "torch"}, {"engine": "hand"}, {"optimizer": TorchOptimizer(0.1)}):
        with speaking("en"), pytest.raises(SettingError, match="expected one of exact"):
            descend(compress(COST), **{"optimizer": SGD(0.1), **settings})


def test_a_start_beyond_float32_is_within_float64() -> None:
    with speaking("en"), pytest.raises(DataError, match="use float64"):
        descend(X, Y, dtype="float32", optimizer=SGD(0.1), start=1e30)
    assert descend(X, Y, optimizer=SGD(0.1), start=1e30).outcome is Outcome.STILL_FALLING


# --- every kind of cost ----------------------------------------------------------------------------

rng = np.random.default_rng(0)
ROWS = Data(rng.normal(size=(30, 2)), rng.normal(size=30))
LINE = Data(ROWS.x[:, 0], ROWS.y)
CLASSES = Data(ROWS.x, rng.integers(3, size=30))
KINDS = {
    "absolute": Cost(ROWS, loss=absolute),
    "huber, l2": Cost(ROWS, loss=Huber(0.3), l2=0.1, gradient="half_sum"),
    "line": Cost(LINE, Line(), l2=0.1),
    "polynomial": Cost(LINE, Polynomial(degree=5), gradient="half_mean"),
    "logistic": Cost(Data(ROWS.x, ROWS.y > 0), Logistic(), gradient="sum"),
    "softmax, l2": Cost(CLASSES, Softmax(), l2=0.2),
    "softmax, no bias": Cost(CLASSES, Softmax(bias=False)),
}


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("optimizer", [SGD(0.01), Adam(0.05)], ids=["sgd", "adam"])
def test_both_engines_take_the_same_path_on_every_kind(name: str, optimizer: Any) -> None:
    """From 0, where a kink in how a loss is written would show."""
    cost = KINDS[name]
    hand, by_torch = (
        descend(cost, optimizer=optimizer, epochs=40, engine=engine) for engine in ("hand", "torch")
    )
    for ours, theirs in (
        (hand.W, by_torch.W),
        (hand.cost, by_torch.cost),
        (hand.gradient, by_torch.gradient),
    ):
        np.testing.assert_allclose(theirs, ours, rtol=1e-9, atol=1e-11)
    assert np.ptp(hand.W, axis=0).all()


@pytest.mark.parametrize("name", KINDS)
def test_each_step_is_the_one_before_less_lr_times_gradient(name: str) -> None:
    cost = KINDS[name]
    trace = descend(cost, optimizer=SGD(0.02), epochs=10, start=0.3)
    np.testing.assert_allclose(trace.W[1:], trace.W[:-1] - 0.02 * trace.gradient[:-1], rtol=1e-13, atol=1e-15)
    for k in (0, 10):
        assert trace.cost[k] == cost.evaluate(trace.W[k])[0]


# --- any Python function ---------------------------------------------------------------------------


def test_a_function_of_W_is_a_cost() -> None:
    def bent(W: Any) -> Any:
        return (1 - W[0]) ** 2 + 100 * (W[1] - W[0] ** 2) ** 2

    trace = descend(bent, optimizer=SGD(1e-3), epochs=50, start=[-1.2, 1])
    known = descend(rosenbrock(), optimizer=SGD(1e-3), epochs=50, start=[-1.2, 1])
    np.testing.assert_allclose(trace.W, known.W, rtol=1e-10)
    assert (trace.engine, trace.names, trace.best, trace.quadratic) == ("torch", ("w1", "w2"), None, None)
    assert descend(lambda W: W.sum() ** 2, optimizer=SGD(0.1), epochs=1, start=3).names == ("w",)
    assert descend(lambda W: (W**2).sum(), optimizer=SGD(0.1), epochs=1, start=[0] * 5).names[-1] == "w5"


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"gradient": "sum"}, "gradient"),
        ({"bias": False}, "bias"),
        ({"dtype": "float32"}, "dtype"),
        ({"engine": "hand"}, "torch"),
        ({"engine": "exact"}, "torch"),
        ({"batch_size": 2}, "batch_size"),
    ],
    ids=str,
)
def test_what_says_nothing_to_a_function_is_refused(settings: dict[str, Any], said: str) -> None:
    for lang in ("en", "ko"):
        with speaking(lang), pytest.raises(SettingError, match=said):
            descend(lambda W: (W**2).sum(), optimizer=SGD(0.1), start=[1, 2], **settings)


@pytest.mark.parametrize("start", [np.nan, "0", [[1, 2], [3, 4]], None])
def test_a_start_of_a_function_is_checked(start: Any) -> None:
    with pytest.raises(RavineError):
        descend(lambda W: (W**2).sum(), optimizer=SGD(0.1), start=start)


# --- tol -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("gradient", GRADIENTS)
@pytest.mark.parametrize("engine", [None, "torch"])
@pytest.mark.parametrize("tol", [1.0, 1e-3, 1e-9])
def test_a_run_ends_where_the_true_gradient_is_short_enough(gradient: str, engine: Any, tol: float) -> None:
    cost = Cost(ROWS, gradient=gradient)
    run = {"optimizer": SGD(0.3 / cost.ratio), "epochs": 500, "engine": engine}
    whole, trace = descend(cost, **run), descend(cost, tol=tol, **run)
    true = np.linalg.norm(whole.gradient, axis=1) / cost.ratio
    last = int(np.flatnonzero(true <= tol)[0])
    assert len(trace.W) == last + 1
    assert trace.stopped
    assert not trace.interrupted
    assert trace.epochs == 500
    np.testing.assert_array_equal(trace.W, whole.W[: last + 1])


def test_a_tolerance_that_is_never_met_changes_nothing() -> None:
    for cost, tol in ((Cost(ROWS), 0), (Cost(ROWS, loss=absolute), 1e-9)):
        trace = descend(cost, optimizer=SGD(0.01), epochs=30, tol=tol)
        assert (len(trace.W), trace.stopped, trace.interrupted) == (31, False, False)


def test_at_the_last_epoch_nothing_is_stopped() -> None:
    trace = descend(X, Y, optimizer=SGD(0.1), epochs=0, tol=1e9)
    assert not trace.stopped
    assert descend(X, Y, optimizer=SGD(0.1), epochs=5, tol=1e9).W.shape == (1, 2)


def test_a_surface_a_function_and_batches_have_a_tolerance_too() -> None:
    for cost in (valley(condition=10), lambda W: (W**2).sum()):
        trace = descend(cost, optimizer=SGD(0.1), epochs=1000, start=[1, 1], tol=1e-5)
        assert trace.stopped
        assert np.linalg.norm(trace.gradient[-1]) <= 1e-5
    exact = Data(ROWS.x, ROWS.x @ [1, 2.0])
    trace = descend(Cost(exact), optimizer=SGD(0.05), epochs=1000, batch_size=5, tol=1e-6)
    assert trace.stopped
    assert np.linalg.norm(trace.gradient[-1]) <= 1e-6 < np.linalg.norm(trace.gradient[-2])


@pytest.mark.parametrize("tol", [-1, -1e-9, np.nan, np.inf, True, "1e-6", [0.1]])
def test_a_tolerance_that_cannot_be_is_refused(tol: Any) -> None:
    for lang in ("en", "ko"):
        with speaking(lang), pytest.raises(SettingError, match="tol"):
            descend(X, Y, optimizer=SGD(0.1), tol=tol)


def test_a_function_has_to_be_given_a_start() -> None:
    with pytest.raises(SettingError) as fault:
        descend(lambda W: (W**2).sum(), optimizer=SGD(0.1))
    assert fault.value.key == "setting-function-start"
