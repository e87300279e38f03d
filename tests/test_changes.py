"""Changes: each helps as it is said to, which a run by hand shows, and what doesn't help is not named."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ravine.analysis.lr_search import with_lr
from ravine.analysis.momentum import rule_of
from ravine.analysis.spectrum import Regime, theory
from ravine.cost import GRADIENTS, Cost
from ravine.data import Data
from ravine.descent import descend
from ravine.hypothesis import Linear, Logistic, Softmax
from ravine.loss import Huber, absolute
from ravine.optim import SCHEDULES, SGD, Adam, LinearLR, RMSprop
from ravine.outcome import is_noisy
from ravine.quadratic import Quadratic
from ravine.surfaces import double_well, himmelblau, plateau, rosenbrock, saddle, valley
from ravine.trace import Outcome, Trace
from ravine.verdict import trials
from ravine.verdict.changes import MOST_CHANGES, changes
from ravine.verdict.trials import Change

Array = np.ndarray
rng = np.random.default_rng(0)
RAW = np.column_stack([rng.uniform(30, 150, 60), rng.uniform(1, 30, 60)])
PRICE = RAW @ [0.1, -0.02] + rng.normal(0, 0.5, 60)
BOUGHT = (RAW @ [1, 2] + rng.normal(0, 20, 60) > 120).astype(int)
LENGTH = np.linspace(-1.5, 1.5, 30)
X = np.arange(1, 11) / 5
Y = X + np.array([0.5, -0.4, 0.3, -0.5, 0.4, -0.3, 0.5, -0.4, 0.3, -0.4])
SIX = [[1, 2], [2, 3], [3, 1], [4, 3], [5, 3], [6, 2]]
APART = Cost(Data(SIX, [0, 0, 0, 1, 1, 1]), Logistic())
MIXED = Cost(Data(SIX, [0, 1, 0, 1, 0, 1]), Logistic())


def run(cost: Any, rule: Any, epochs: int = 100, **how: Any) -> Trace:
    return descend(cost, optimizer=rule, epochs=epochs, **how)


RUNS: dict[str, Callable[[], Trace]] = {
    "too large": lambda: run(valley(), SGD(0.0331), start=[10, 1]),
    "too small": lambda: run(valley(condition=1000), SGD(0.001), start=[10, 1]),
    "momentum too high": lambda: run(valley(), SGD(0.01, momentum=0.99), start=[10, 1]),
    "momentum, diverging": lambda: run(valley(), SGD(0.05, momentum=0.9), start=[10, 1]),
    "warm-up": lambda: run(valley(), SGD(LinearLR(0.01, 0.1, total_iters=20)), start=[10, 1]),
    "weight decay": lambda: run(Cost(Data(X, Y)), SGD(0.1, weight_decay=1.0)),
    "adam, diverging": lambda: run(valley(), Adam(1000.0), 50, start=[1, 1]),
    "adam, too small": lambda: run(valley(), Adam(1e-4), 50, start=[1, 1]),
    "rmsprop": lambda: run(rosenbrock(), RMSprop(1.0), 200, start=[-1.2, 1]),
    "rosenbrock, diverging": lambda: run(rosenbrock(), SGD(0.01), 300, start=[-1.2, 1]),
    "between walls": lambda: run(himmelblau(), SGD(0.03), start=[0, 0]),
    "logistic, raw": lambda: run(Cost(Data(RAW, BOUGHT), Logistic()), SGD(1e-5), 200),
    "logistic, too large": lambda: run(Cost(Data(RAW, BOUGHT), Logistic()), SGD(1.0), 200),
    "softmax": lambda: run(Cost(Data(RAW, np.digitize(RAW[:, 0], [70, 110])), Softmax()), SGD(1e-5)),
    "huber": lambda: run(Cost(Data(RAW, PRICE), loss=Huber(0.5)), SGD(0.1), 300),
    "kink": lambda: run(Cost(Data([1, 2, 3], [1, 2, 3.5]), loss=absolute), SGD(0.1), 300),
    "batches": lambda: run(Cost(Data(X, Y)), SGD(0.1), 200, batch_size=3),
    "batches, drawn": lambda: run(Cost(Data(X, Y)), SGD(0.1), 200, batch_size=1, sampling="replace"),
    "batches, too large": lambda: run(Cost(Data(X, Y)), SGD(0.6), batch_size=2),
    "batches, adam": lambda: run(Cost(Data(X, Y)), Adam(0.1), 50, batch_size=2),
    "saddle": lambda: run(saddle(), SGD(0.1), 200, start=[1, 0]),
    "plateau": lambda: run(plateau(), SGD(0.1), 200, start=[6, 8]),
    "raw columns": lambda: run(Cost(Data(RAW, PRICE)), SGD(1e-6)),
    "in two units": lambda: run(Cost(Data(np.column_stack([LENGTH, 30 * LENGTH]), LENGTH + 5)), SGD(1e-4)),
    "apart": lambda: run(APART, SGD(1.0), 1000),
    "clipped": lambda: run(Cost(Data(X, Y)), SGD(1.0), clip=0.1),
    "lr 0": lambda: run(MIXED, SGD(0.0)),
    "a function": lambda: run(lambda W: (W**2).sum(), SGD(2.0), 20, start=[1, 2]),
    "interrupted": lambda: run(MIXED, SGD(0.01), on_step=lambda k, _: k == 7),
    "float32": lambda: descend(RAW, PRICE, optimizer=SGD(1e-5), dtype="float32"),
}  # fmt: skip
runs = pytest.mark.parametrize("name", RUNS)
_tried: dict[str, tuple[Trace, tuple[Change, ...]]] = {}


def tried(name: str) -> tuple[Trace, tuple[Change, ...]]:
    if name not in _tried:
        trace = RUNS[name]()
        _tried[name] = trace, trace.verdict().changes
    return _tried[name]


def again(trace: Trace, change: Change) -> Array:
    """The costs of the run with this change, made by hand."""
    rule: Any = rule_of(getattr(trace.optimizer, "rule", trace.optimizer))
    how: dict[str, Any] = {}
    epochs = len(trace.cost) - 1
    cost: Any = trace.objective
    if hasattr(cost, "rows"):
        cost = replace(cost, rows=cost.rows.astype("float64"))
    start = trace.W[0].astype(float)
    if trace.batches:
        how = {
            "batch_size": trace.batches.size,
            "seed": trace.batches.seed,
            "sampling": trace.batches.sampling,
        }
    match change.kind:
        case "lr":
            rule = replace(rule, lr=change.lr) if change.value != "schedule" else with_lr(rule, change.lr)
        case "momentum":
            rule = SGD(change.lr, momentum=change.value)
        case "rule":
            rule = {"adam": Adam}[change.value](change.lr)
        case "decay":
            rule = replace(rule, weight_decay=0.0)
        case "batch":
            how["batch_size"] = change.value
        case "schedule":
            steps = epochs * (trace.batches.per_epoch(cost.m) if trace.batches else 1)
            rule = replace(rule, lr=SCHEDULES[change.value](rule.lr, steps))
        case "standardise":
            bias, rows = cost.hypothesis.bias, cost.rows
            start = rows.standardisation(center=bias).redo(start, bias)
            cost, rule = replace(cost, rows=rows.standardise(center=bias)), SGD(change.lr)
        case "drop":
            kept = [j for j, name in enumerate(cost.rows.names) if name != change.value]
            cost = replace(cost, rows=Data(cost.rows.x[:, kept], cost.rows.y))
            start, rule = np.delete(start, trace.names.index(change.value)), SGD(change.lr)
        case "averaging":
            W = trace.W[-(len(trace.W) // 2) :].astype(float).mean(axis=0)
            return np.array([cost.evaluate(W)[0]])
        case "nudge":
            sides = [run(cost, rule, epochs, start=(start[0], side * change.value)) for side in (1, -1)]
            return min((side.cost for side in sides), key=lambda costs: costs[-1])
        case "l2":
            return run(replace(cost, l2=change.value), rule, epochs, start=start).cost
    clip = getattr(trace.optimizer, "norm", None)
    return run(cost, rule, epochs, start=start, clip=clip, **how).cost


@runs
def test_each_change_reaches_what_it_is_said_to(name: str) -> None:
    trace, changes = tried(name)
    for change in changes:
        costs = again(trace, change)
        end = costs[-max(len(costs) // 4, 1) :].mean() if is_noisy(trace) else costs[-1]
        assert change.cost == pytest.approx(end, rel=1e-3, abs=1e-6 * abs(trace.cost[0])), change
        if change.kind not in ("l2", "averaging") and trace.best is not None:
            goal = trace.best.cost + 0.01 * (trace.cost[0] - trace.best.cost)
            under = np.flatnonzero(costs <= goal)
            first = int(under[0]) if under.size and end <= goal else None
            assert change.epochs_to_1_percent == first, change


@runs
def test_each_change_helps(name: str) -> None:
    """It ends lower, or is at 1 % and stays there in fewer epochs."""
    trace, changes = tried(name)
    assert 1 <= len(changes) <= MOST_CHANGES
    end = trace.cost[-max(len(trace.cost) // 4, 1) :].mean() if is_noisy(trace) else trace.cost[-1]
    stays = (
        trace.epochs_to_1_percent if trace.best and end <= trace.best.cost + 0.01 * trace.excess[0] else None
    )
    for change in changes:
        assert np.isfinite(change.cost)
        sooner = change.epochs_to_1_percent is not None and (
            stays is None or change.epochs_to_1_percent < stays
        )
        assert change.kind == "l2" or not change.cost >= end or sooner, change


@runs
def test_changes_are_plain_data(name: str) -> None:
    told = [change.to_dict() for change in tried(name)[1]]
    assert json.loads(json.dumps(told)) == told


EXPECTED = {
    "too large": {"lr", "momentum"},
    "too small": {"lr", "momentum"},
    "momentum too high": {"lr", "momentum"},
    "momentum, diverging": {"lr", "momentum"},
    "warm-up": {"lr"},
    "weight decay": {"decay"},
    "adam, diverging": {"lr"},
    "adam, too small": {"lr"},
    "rosenbrock, diverging": {"lr", "momentum"},
    "between walls": {"lr", "schedule"},
    "logistic, raw": {"lr", "standardise"},
    "logistic, too large": {"lr", "standardise"},
    "huber": {"lr", "standardise"},
    "kink": {"lr", "schedule"},
    "batches": {"lr", "averaging"},
    "batches, drawn": {"lr", "averaging"},
    "batches, too large": {"lr"},
    "saddle": {"nudge"},
    "plateau": {"rule"},
    "raw columns": {"lr", "standardise"},
    "in two units": {"lr", "standardise", "drop"},
    "apart": {"l2"},
    "lr 0": {"lr", "standardise"},
    "a function": {"lr"},
    "clipped": {"schedule"},
}


@pytest.mark.parametrize("name", EXPECTED)
def test_what_a_run_is_known_to_need_is_found(name: str) -> None:
    assert {change.kind for change in tried(name)[1]} >= EXPECTED[name]


@pytest.mark.parametrize(
    "make",
    [
        lambda: run(Cost(Data(X, Y)), SGD(0.1, maximize=True), 20),
        lambda: run(Cost(Data(X, Y)), SGD(0.1), 0),
        lambda: run(Cost(Data(np.zeros((4, 2)), [0, 1, 0, 1]), Linear(bias=False)), SGD(0.1), 20),
        lambda: run(Cost(Data(np.zeros((4, 2)), [0, 1, 0, 1]), Logistic(bias=False)), SGD(0.1), 20),
        lambda: run(lambda W: (W * 0).sum(), SGD(0.1), 20, start=[1, 2]),
        lambda: run(rosenbrock(), SGD(0.001), 20, start=[1, 1]),
        lambda: run(himmelblau(), SGD(0.01), 100, start=[0, 0]),
        lambda: run(double_well(), SGD(0.3), 50, start=[-1.0]),
        lambda: run(Cost(Data([2.0], [3.0])), SGD(0.1), 20),
    ],
)
def test_nothing_is_named_where_nothing_helps(make: Callable[[], Trace]) -> None:
    assert make().verdict().changes == ()


def test_separable_classes_are_not_led_to_infinity() -> None:
    """However low the cost gets there, no lr is better for it than one with which it never rises."""
    for rule in (SGD(1.0), Adam(0.1)):
        found = run(APART, rule, 300).verdict().changes
        assert {change.kind for change in found} <= {"l2", "lr"}
        assert all(change.lr is None or change.lr < 10 for change in found)


def test_a_penalty_is_no_reason_to_standardise() -> None:
    """It charges for other weights there, so the two costs can't be compared."""
    for hypothesis in (Linear(), Logistic()):
        cost = Cost(Data(RAW, BOUGHT), hypothesis, l2=1.0)
        assert run(cost, SGD(1e-5)).verdict().change("standardise") is None


def test_another_lr_is_never_crowded_out() -> None:
    for name in RUNS:
        trace, found = tried(name)
        alone = [change for change in found if change.kind == "lr"]
        if len(found) == MOST_CHANGES and trace.outcome is Outcome.DIVERGED:
            assert alone


# --- time ------------------------------------------------------------------------------------------


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that goes on by as much as its first number says, each time it is looked at."""
    now = [0.0, 0.0]

    def look() -> float:
        now[1] += now[0]
        return now[1]

    monkeypatch.setattr(trials, "monotonic", look)
    return now


@pytest.mark.parametrize("tick", [1e-4, 3e-3, 0.05, 10.0])
def test_all_trials_together_take_two_seconds_or_about_as_long_as_the_run(
    tick: float, clock: list[float]
) -> None:
    """By this clock an epoch takes a tick, in the run as in a trial of it."""
    trace = run(MIXED, SGD(1e-3), 200)
    clock[0] = tick
    found = changes(trace, None)
    assert clock[1] <= max(2.0, 1.5 * 200 * tick) + 20 * tick
    assert {change.kind for change in found} >= {"lr"}  # the simplest is tried first


def test_a_trial_that_would_end_too_late_is_not_begun(
    clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    trace = run(Cost(Data(RAW, BOUGHT), Logistic()), SGD(1e-5), 200)
    begun: list[int] = []
    real = trials.descend

    def counted(*args: Any, **how: Any) -> Trace:
        begun.append(how["epochs"])
        return real(*args, **how)

    monkeypatch.setattr(trials, "descend", counted)
    bench = trials.Bench(trace, None, SGD(1e-5))
    clock[0] = 1e-4
    assert bench.run(SGD(1e-4)) is not None
    clock[1] += bench.deadline
    begun.clear()
    assert bench.run(SGD(1e-4)) is None
    assert begun == []


# --- regime and outcome against a simulation of one's own -------------------------------------------


def quadratics() -> Iterator[Quadratic]:
    generator = np.random.default_rng(7)
    for _ in range(10):
        p = int(generator.integers(1, 6))
        rows = generator.normal(size=(3 * p + 2, p)) * generator.uniform(0.5, 2, p)
        yield Quadratic(rows, rows @ generator.normal(size=p), len(rows), tuple("abcde"[:p]), False)


@pytest.mark.parametrize("share", [0.9, 0.95, 0.98, 1.0, 1.02, 1.05, 1.1])
@pytest.mark.parametrize("gradient", GRADIENTS)
def test_about_the_stable_limit_twenty_steps_are_judged_right(share: float, gradient: str) -> None:
    for quadratic in quadratics():
        cost = replace(quadratic, gradient=gradient)
        values = np.linalg.eigvalsh(2 / cost.m * cost.A.T @ cost.A)
        lr = share * 2 / values[-1] / cost.ratio
        trace = run(cost, SGD(lr), 20, start=1.0)
        judged = trace.verdict()
        error = trace.W[-1] - np.linalg.lstsq(cost.A, cost.t, rcond=None)[0]
        expected = Regime.DIVERGING if share > 1.01 else Regime.EDGE if share >= 0.99 else Regime.OSCILLATING
        assert judged.regime is expected
        assert np.linalg.norm(error) < np.inf
        assert (judged.outcome is Outcome.DIVERGED) == (trace.cost[-1] > trace.cost[0] * (1 + 1e-9))
        assert judged.outcome is not Outcome.CONVERGED or trace.cost[-1] <= 1e-6 * trace.cost[0] * 2


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    share=st.floats(0.05, 1.4),
    momentum=st.sampled_from([0.0, 0.5, 0.9]),
    nesterov=st.booleans(),
    gradient=st.sampled_from(sorted(GRADIENTS)),
)
def test_a_regime_is_what_a_simulation_shows(
    seed: int, share: float, momentum: float, nesterov: bool, gradient: str
) -> None:
    generator = np.random.default_rng(seed)
    rows = generator.normal(size=(12, 3))
    cost = replace(Quadratic(rows, rows @ [1.0, 2.0, 3.0], 12, tuple("abc"), False), gradient=gradient)
    rule = SGD(1.0, momentum=momentum, nesterov=nesterov and momentum > 0)
    rule = replace(rule, lr=share * theory(cost, rule=rule).stable_lr)
    trace = run(cost, rule, 30)
    judged = trace.verdict()
    H = 2 / 12 * rows.T @ rows * cost.ratio
    error, velocity, sizes = np.array([-1.0, -2.0, -3.0]), np.zeros(3), []
    for _ in range(3000):
        slope = H @ error
        velocity = momentum * velocity + slope
        error = error - rule.lr * (slope + momentum * velocity if rule.nesterov else velocity)
        sizes.append(np.linalg.norm(error))
        if not 1e-100 < sizes[-1] < 1e100:
            break
    if not 0.97 < share < 1.03:
        assert (judged.regime is Regime.DIVERGING) == (sizes[-1] > sizes[0])
    if min(abs(share - 0.99), abs(share - 1.01)) > 1e-6:
        assert (judged.regime is Regime.EDGE) == (0.99 < share < 1.01)
    if judged.outcome is Outcome.CONVERGED:
        assert trace.cost[-1] <= 1e-6 * trace.cost[0]
    if judged.outcome is Outcome.DIVERGED:
        assert trace.cost[-1] > trace.cost[0]
