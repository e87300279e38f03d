"""Outcomes: what must be said of runs whose end one knows by paper."""

from typing import Any

import numpy as np
import pytest

from ravine.analysis.spectrum import theory
from ravine.cost import Cost
from ravine.data import Data
from ravine.descent import descend
from ravine.hypothesis import Linear, Logistic, Softmax
from ravine.loss import Huber, absolute
from ravine.optim import SGD, Adam
from ravine.quadratic import Quadratic
from ravine.surfaces import SURFACES, double_well, himmelblau, plateau, rosenbrock, saddle, valley
from ravine.trace import Outcome, Trace

Array = np.ndarray
rng = np.random.default_rng(0)
X = rng.normal(size=(100, 3))
NOISY = X @ [1, 2, 3] + rng.normal(size=100)
EXACT = X @ [1, 2, 3.0]
ENGINES = ["hand", "torch"]


def run(cost: Any, lr: float, epochs: int, **settings: Any) -> Trace:
    return descend(cost, optimizer=settings.pop("optimizer", SGD(lr)), epochs=epochs, **settings)


# --- saddles ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("epochs", [50, 200, 1000])
def test_on_the_ridge_it_ends_at_the_saddle(epochs: int, engine: str) -> None:
    """Without any w₂ nothing pushes it off the ridge."""
    trace = run(saddle(), 0.1, epochs, start=[1, 0], engine=engine)
    assert trace.outcome is Outcome.SADDLE
    np.testing.assert_allclose(trace.W[:, 0], 0.9 ** np.arange(epochs + 1), rtol=1e-9)


def test_beside_the_ridge_it_passes_the_saddle_and_converges() -> None:
    """w₂ grows by 1.1 an epoch: 1e-6 needs 145 epochs to 1."""
    said = [run(saddle(), 0.1, epochs, start=[1, 1e-6]).outcome for epochs in (60, 120, 300)]
    assert said == [Outcome.SADDLE, Outcome.STILL_FALLING, Outcome.CONVERGED]
    assert run(saddle(), 0.1, 300, start=[1, -1e-6]).best.W.tolist() == [0, -1]


def test_a_start_at_a_saddle_stays_there_and_at_a_top_as_well() -> None:
    assert run(saddle(), 0.1, 10, start=[0, 0]).outcome is Outcome.SADDLE
    top = run(lambda W: -(W**2).sum() + (W**4).sum(), 0.1, 10, start=[0, 0])
    assert top.outcome is Outcome.SADDLE


def test_a_function_of_ones_own_has_saddles_too() -> None:
    def flat(W: Any) -> Any:
        return W[0] ** 2 - W[1] ** 2

    assert run(flat, 0.1, 100, start=[1, 0]).outcome is Outcome.SADDLE
    assert run(flat, 0.1, 100, start=[1, 1e-3]).outcome is Outcome.STILL_FALLING


@pytest.mark.parametrize("epochs", [50, 200, 1000, 5000])
def test_a_bent_valley_is_no_saddle(epochs: int) -> None:
    """On its floor Rosenbrock's valley curves down a little, and goes on falling."""
    assert run(rosenbrock(), 1e-3, epochs, start=[-1.2, 1]).outcome is Outcome.STILL_FALLING


# --- plateaus --------------------------------------------------------------------------------------


@pytest.mark.parametrize("epochs", [20, 100, 1000])
def test_far_from_the_bowl_it_is_flat(epochs: int) -> None:
    assert run(plateau(), 0.1, epochs, start=[6, 8]).outcome is Outcome.PLATEAU


def test_from_the_plateau_it_falls_at_last() -> None:
    said = [run(plateau(), 0.9, epochs, start=[6, 8]).outcome for epochs in (100, 4000)]
    assert said == [Outcome.PLATEAU, Outcome.CONVERGED]


@pytest.mark.parametrize(
    "cost", [Cost(Data(X, NOISY)), plateau(), lambda W: (W**2).sum()], ids=("rows", "surface", "function")
)
def test_an_lr_of_0_goes_nowhere(cost: Any) -> None:
    start = 1.0 if isinstance(cost, Cost) else [1.0, 2.0]
    assert run(cost, 0.0, 20, start=start).outcome is Outcome.PLATEAU


def test_a_slow_valley_is_no_plateau() -> None:
    """A quadratic curves everywhere alike: nowhere is flat beside anywhere."""
    assert run(valley(condition=1e6), 1e-6, 500, start=[1, 0]).outcome is Outcome.STILL_FALLING


# --- many minima -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "lr"), [("himmelblau", 0.01), ("rastrigin", 0.001), ("double-well", 0.1)])
def test_it_converges_to_a_minimum_though_another_may_be_lower(name: str, lr: float) -> None:
    made = SURFACES[name]()
    trace = run(made, lr, 500, start=made.begin)
    assert trace.outcome is Outcome.CONVERGED
    np.testing.assert_allclose(trace.W[-1], trace.best.W, atol=1e-6)


def test_a_shallow_minimum_is_one() -> None:
    trace = run(double_well(), 0.1, 200, start=2.5)
    assert trace.outcome is Outcome.CONVERGED
    assert trace.best.cost > min(double_well().evaluate(W)[0] for W in double_well().minima)


def test_too_long_steps_bounce_between_walls_or_diverge() -> None:
    assert run(himmelblau(), 0.03, 200, start=[0, 0]).outcome is Outcome.BOUNCING
    assert run(rosenbrock(), 0.01, 200, start=[-1.2, 1]).outcome is Outcome.DIVERGED
    assert run(double_well(), 0.9, 100, start=2.5).outcome is Outcome.DIVERGED


# --- functions of one's own ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lr", "outcome"),
    [(0.1, "converged"), (0.001, "still falling"), (1.0, "bouncing"), (1.01, "diverged"), (1e6, "diverged")],
)
@pytest.mark.parametrize("least", [0.0, -7.0, 1e6])
def test_of_a_bowl_it_says_what_theory_does_though_no_least_cost_is_known(
    lr: float, outcome: str, least: float
) -> None:
    trace = run(lambda W: (W**2).sum() + least, lr, 100, start=[1, 2])
    assert trace.best is None
    assert trace.outcome == outcome
    assert trace.epochs_to_1_percent is None


def test_a_start_at_its_minimum_has_converged() -> None:
    assert run(lambda W: (W**2).sum(), 0.1, 20, start=[0, 0]).outcome is Outcome.CONVERGED


# --- separable classes -----------------------------------------------------------------------------

SEPARABLE = Data([1, 2, 3, 4], [0, 0, 1, 1])


@pytest.mark.parametrize("make", [Logistic, Softmax])
@pytest.mark.parametrize("lr", [0.01, 1.0, 10.0, 100.0])
@pytest.mark.parametrize("epochs", [20, 1000])
def test_separable_classes_never_converge(make: Any, lr: float, epochs: int) -> None:
    trace = run(Cost(SEPARABLE, make()), lr, epochs)
    assert trace.separable
    assert trace.outcome is Outcome.STILL_FALLING
    assert trace.epochs_to_1_percent is None


def test_separable_classes_with_a_pull_converge() -> None:
    trace = run(Cost(SEPARABLE, Logistic(), l2=0.1), 0.3, 3000)
    assert not trace.separable
    assert trace.outcome is Outcome.CONVERGED


def test_classes_that_overlap_converge() -> None:
    y = NOISY + 4 * rng.normal(size=100) > 0
    trace = run(Cost(Data(X, y), Logistic()), 2.0, 2000)
    assert trace.outcome is Outcome.CONVERGED
    assert np.abs(trace.W[-1] - trace.best.W).max() < 0.01


# --- the kink --------------------------------------------------------------------------------------


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("lr", [0.1, 1.0, 5.0])
def test_around_the_kink_of_the_absolute_loss_it_bounces(lr: float, engine: str) -> None:
    trace = run(Cost(Data(X, NOISY), loss=absolute), lr, 1000, engine=engine)
    assert trace.outcome is Outcome.BOUNCING
    assert run(Cost(Data(X, NOISY), loss=absolute), 0.01, 100).outcome is Outcome.STILL_FALLING


def test_of_one_row_it_jumps_to_and_fro() -> None:
    """|W − 0.05|, from 0, in steps of 0.1: 0, 0.1, 0, 0.1, ..."""
    trace = run(Cost(Data([1], [0.05]), Linear(bias=False), absolute), 0.1, 30)
    np.testing.assert_allclose(trace.W[:, 0], np.arange(31) % 2 * 0.1, atol=1e-12)
    assert trace.outcome is Outcome.BOUNCING


def test_huber_has_no_kink() -> None:
    assert run(Cost(Data(X, NOISY), loss=Huber(0.5)), 0.5, 2000).outcome is Outcome.CONVERGED


# --- mini-batches ----------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(("size", "lr"), [(1, 0.02), (1, 0.1), (10, 0.1), (10, 0.2), (50, 0.2)])
@pytest.mark.parametrize("epochs", [40, 200])
def test_at_a_constant_lr_mini_batches_end_in_noise(size: int, lr: float, epochs: int, seed: int) -> None:
    trace = run(Cost(Data(X, NOISY)), lr, epochs, batch_size=size, seed=seed)
    assert trace.outcome is Outcome.NOISE_FLOOR


@pytest.mark.parametrize("seed", range(4))
def test_drawn_with_replacement_as_well(seed: int) -> None:
    trace = run(Cost(Data(X, NOISY)), 0.2, 100, batch_size=100, seed=seed, sampling="replace")
    assert trace.outcome is Outcome.NOISE_FLOOR


@pytest.mark.parametrize("size", [1, 10])
def test_where_every_row_fits_there_is_no_noise(size: int) -> None:
    assert run(Cost(Data(X, EXACT)), 0.02, 150, batch_size=size).outcome is Outcome.CONVERGED


@pytest.mark.parametrize("size", [1, 10, 50])
def test_on_the_way_down_it_is_still_falling(size: int) -> None:
    trace = run(Cost(Data(X, NOISY)), 0.0003 * size, 20, batch_size=size)
    assert trace.outcome is Outcome.STILL_FALLING


def test_too_large_an_lr_diverges_in_batches_too() -> None:
    assert run(Cost(Data(X, NOISY)), 1.0, 20, batch_size=10).outcome is Outcome.DIVERGED


def test_one_batch_of_all_rows_has_no_noise_to_speak_of() -> None:
    cost = Cost(Data([1, 2, 3], [1, 2, 3]), Linear(bias=False))
    assert run(cost, 3 / 14, 40, batch_size=3).outcome is Outcome.BOUNCING


# --- near the limit --------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("times", [0.9, 0.95, 0.99, 1.0, 1.01, 1.05, 1.1])
@pytest.mark.parametrize("engine", ENGINES)
def test_twenty_steps_near_the_limit_of_a_random_plane(seed: int, times: float, engine: str) -> None:
    """Along the steepest direction the distance is multiplied by 1 − 2·times: by paper, all of it."""
    numbers = np.random.default_rng(seed)
    x = numbers.normal(size=(8, 2))
    data = Data(x, numbers.normal(size=8))
    cost = Cost(data, Linear(bias=False))
    known = theory(cost)
    trace = run(cost, times * known.stable_lr, 20, engine=engine)
    H = 2 / 8 * x.T @ x
    values, V = np.linalg.eigh(H)
    shares = (V.T @ np.linalg.lstsq(x, data.y, rcond=None)[0]) ** 2 * values / 2
    excess = (shares * (1 - times * known.stable_lr * values) ** (2 * np.arange(21)[:, None])).sum(axis=1)
    np.testing.assert_allclose(trace.excess, excess, rtol=1e-9, atol=1e-9 * excess[0])
    if times < 1:
        assert trace.outcome in (Outcome.STILL_FALLING, Outcome.BOUNCING)
        assert trace.diverged_at is None
    if excess[-1] > excess[0] * (1 + 1e-3):
        assert trace.outcome is Outcome.DIVERGED
    if times == 1.0:
        assert trace.outcome is Outcome.BOUNCING


def test_at_a_million_it_bounces_as_at_one() -> None:
    numbers = np.random.default_rng(0)
    x, y = 1e6 + numbers.normal(size=50), 1e6 * numbers.normal(size=50)
    limit = theory(Cost(Data(x, y))).stable_lr
    said = [run(Cost(Data(x, y)), times * limit, 100).outcome for times in (0.5, 1.0, 1.01)]
    assert said == [Outcome.STILL_FALLING, Outcome.BOUNCING, Outcome.DIVERGED]


@pytest.mark.parametrize(
    ("times", "outcome"),
    [(0.1, "converged"), (0.5, "converged"), (1.0, "bouncing"), (1.01, "diverged"), (1.1, "diverged")],
)
def test_collinear_columns_are_as_good_as_one(times: float, outcome: str) -> None:
    twice = Cost(Data(np.column_stack([X[:, 0], X[:, 0]]), NOISY))
    assert run(twice, times * theory(twice).stable_lr, 200).outcome == outcome


# --- momentum --------------------------------------------------------------------------------------


def test_momentum_overshoots_and_arrives() -> None:
    """Heavy ball on one direction: its roots have the size √0.9, so it turns around its best and arrives."""
    parabola = Quadratic(np.array([[1.0]]), np.zeros(1), 1, ("w",))
    trace = run(parabola, 0, 300, optimizer=SGD(0.05, momentum=0.9), start=1)
    assert trace.W.min() < -0.3
    assert trace.rises_again
    assert trace.outcome is Outcome.CONVERGED
    early = run(parabola, 0, 40, optimizer=SGD(0.05, momentum=0.9), start=1)
    assert early.outcome is Outcome.STILL_FALLING


def test_momentum_beyond_its_own_limit_diverges() -> None:
    """Heavy ball is stable up to 2 (1 + β) / λ."""
    parabola = Quadratic(np.array([[1.0]]), np.zeros(1), 1, ("w",))
    for times, outcome in ((0.98, Outcome.STILL_FALLING), (1.02, Outcome.DIVERGED)):
        lr = times * (1 + 0.9)
        trace = run(parabola, 0, 400, optimizer=SGD(lr, momentum=0.9), start=1)
        assert trace.outcome is outcome or (times < 1 and trace.outcome is Outcome.CONVERGED)


def test_adam_at_a_constant_lr_circles_or_arrives() -> None:
    trace = run(Cost(Data(X, NOISY)), 0, 2000, optimizer=Adam(0.05))
    assert trace.outcome is Outcome.CONVERGED


# --- ended early -----------------------------------------------------------------------------------


@pytest.mark.parametrize("engine", ENGINES)
def test_a_run_that_stops_at_its_tolerance_was_not_interrupted(engine: str) -> None:
    trace = run(Cost(Data(X, EXACT)), 0.3, 1000, tol=1e-6, engine=engine)
    assert trace.stopped
    assert not trace.interrupted
    assert len(trace.W) < 1000
    assert trace.outcome is Outcome.CONVERGED
    asked = run(Cost(Data(X, EXACT)), 0.3, 1000, engine=engine, on_step=lambda epoch, step: epoch == 3)
    assert asked.outcome is Outcome.INTERRUPTED
