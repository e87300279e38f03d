"""Theory of a rule against the run that it foretells, for every rule of the SGD family."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ravine.analysis.spectrum import Regime, Theory, theory
from ravine.cost import GRADIENTS, Cost
from ravine.data import Data
from ravine.descent import descend
from ravine.hypothesis import Linear
from ravine.optim import SGD, CosineAnnealingLR, OneCycleLR, StepLR
from ravine.quadratic import Quadratic, compress

Array = np.ndarray

rng = np.random.default_rng(3)
X = rng.normal(size=(30, 3)) * [1, 4, 0.4] + 1
DEPENDENT = X @ [[1, 0, 0, 1], [0, 1, 0, 1], [0, 0, 1, 0]]
COSTS = {
    "four numbers": Cost(Data(X, X.sum(axis=1) + rng.normal(size=30))),
    "no bias": Cost(Data(X, X.sum(axis=1)), Linear(bias=False), gradient="half_sum"),
    "dependent": Cost(Data(DEPENDENT, X.sum(axis=1) + rng.normal(size=30))),
    "pulled": Cost(Data(X, X.sum(axis=1) + rng.normal(size=30)), l2=0.3),
}
costs = pytest.mark.parametrize("name", COSTS)


@st.composite
def family(draw: Any) -> SGD:
    """Any rule of the family, its lr a share of the limit without momentum."""
    momentum = draw(st.sampled_from([0.0, 0.3, 0.9, 0.99]))
    nesterov = bool(momentum) and draw(st.booleans())
    dampening = 0.0 if nesterov else draw(st.sampled_from([0.0, 0.5, 0.9]))
    lr = draw(st.floats(0.001, 1.2))
    decay = draw(st.sampled_from([0.0, 0.0, 0.1, 3.0]))
    lr, momentum = draw(
        st.sampled_from(
            [
                (lr, momentum),
                (CosineAnnealingLR(lr, T_max=40), momentum),
                (StepLR(lr, step_size=20), momentum),
                (OneCycleLR(lr, total_steps=60), OneCycleLR(lr, total_steps=60).momentum),
            ]
        )
    )
    return (
        SGD(lr, momentum, dampening, decay, nesterov) if not nesterov else SGD(lr, momentum, 0, decay, True)
    )


def scaled(rule: SGD, by: float) -> SGD:
    lr = rule.lr
    lr = (lambda k, own=lr: own(k) * by) if callable(lr) else lr * by
    return SGD(lr, rule.momentum, rule.dampening, rule.weight_decay, rule.nesterov)


@costs
@settings(deadline=None, max_examples=40)
@given(rule=family(), start=st.sampled_from([0.0, 3.0, -20.0]))
def test_the_path_is_the_one_that_the_run_takes(name: str, rule: SGD, start: float) -> None:
    quadratic = compress(COSTS[name])
    rule = scaled(rule, theory(quadratic).stable_lr)
    known = theory(quadratic, start=start, epochs=60, rule=rule)
    trace = descend(quadratic, optimizer=rule, epochs=60, start=start)
    assert np.abs(known.path() - trace.W).max() <= 1e-10 * np.abs(trace.W).max()


@costs
@settings(deadline=None, max_examples=40)
@given(rule=family(), start=st.sampled_from([0.0, 3.0, -20.0]))
def test_epochs_to_1_percent_are_those_that_the_run_takes(name: str, rule: SGD, start: float) -> None:
    quadratic = compress(COSTS[name])
    rule = scaled(rule, theory(quadratic).stable_lr)
    known = theory(quadratic, start=start, epochs=400, rule=rule)
    trace = descend(quadratic, optimizer=rule, epochs=400, start=start)
    excess = trace.cost - trace.best.cost
    close = np.abs(excess / excess[0] - 0.01) < 1e-8
    if close.any() or not trace.excess[0]:  # rounding decides
        return
    needed, measured = known.epochs_to_1_percent(), trace.epochs_to_1_percent
    assert needed == measured or (measured is None and known.constant and (needed is None or needed > 400))
    assert known.rises_again() == trace.rises_again
    assert known.crawls() == (needed is not None and needed > 400)


@costs
@pytest.mark.parametrize("gradient", GRADIENTS)
@pytest.mark.parametrize("decay", [0.0, 0.7])
@pytest.mark.parametrize("how", [{}, {"momentum": 0.8}, {"momentum": 0.8, "nesterov": True}])
def test_below_the_stable_lr_runs_settle_and_above_it_they_explode(
    name: str, gradient: str, decay: float, how: dict[str, Any]
) -> None:
    quadratic = compress(COSTS[name].with_gradient(gradient))
    stable = theory(quadratic, rule=SGD(1.0, weight_decay=decay, **how)).stable_lr
    for share in (0.97, 1.03):
        rule = SGD(share * stable, weight_decay=decay, **how)
        known = theory(quadratic, start=5.0, epochs=1500, rule=rule)
        last = descend(quadratic, optimizer=rule, epochs=1500, start=5.0).cost
        assert (last[-1] > last[0]) == (share > 1)
        assert known.regime() is (Regime.DIVERGING if share > 1 else Regime.OSCILLATING)


def test_weight_decay_comes_to_rest_beside_the_best_w() -> None:
    """Where the gradient and the pull cancel: (H + decay)⁻¹ H W*, the ridge solution, bias and all."""
    quadratic = compress(COSTS["four numbers"])
    known = theory(quadratic, rule=SGD(0.02, weight_decay=5))
    H = quadratic.hessian()
    expected = np.linalg.solve(H + 5 * np.eye(4), H @ known.best[0])
    modes = known.modes()
    np.testing.assert_allclose(known.best[0] + known.directions @ modes.rest, expected, rtol=1e-9)
    end = descend(quadratic, optimizer=SGD(0.02, weight_decay=5), epochs=3000).W[-1]
    np.testing.assert_allclose(end, expected, rtol=1e-9)
    assert quadratic.evaluate(expected)[0] > known.best[1]
    assert known.epochs_to_1_percent() is None  # it rests above 1 %


def test_the_first_gradient_is_not_dampened() -> None:
    quadratic = compress(COSTS["no bias"])
    rule = SGD(0.01, momentum=0.9, dampening=0.9)
    first = theory(quadratic, rule=rule, epochs=1).path()[1]
    np.testing.assert_allclose(first, -0.01 * quadratic.evaluate(np.zeros(3))[1])


def test_plain_descent_is_the_same_with_and_without_its_name() -> None:
    cost = COSTS["four numbers"]
    bare, named = theory(cost, epochs=50), theory(cost, epochs=50, rule=SGD(0.01))
    assert bare.best_lr == named.best_lr
    assert bare.limits == named.limits
    assert bare.long_run_lr == pytest.approx(named.long_run_lr, rel=1e-15)
    assert (bare.path(0.01) == named.path()).all()
    assert (bare.factors(0.01) == named.factors()).all()
    # ... and the recursion of 2 × 2 numbers, at the momentum that is next to none, comes to the same.
    nearly = theory(cost, epochs=50, rule=SGD(0.01, momentum=1e-14))
    np.testing.assert_allclose(nearly.path(), bare.path(0.01), rtol=1e-10, atol=1e-12)
    assert nearly.epochs_to_1_percent() == bare.epochs_to_1_percent(0.01)
    assert nearly.best_lr == pytest.approx(bare.best_lr, rel=1e-5)


def test_a_trace_brings_its_own_rule() -> None:
    rule = SGD(0.01, momentum=0.9, nesterov=True)
    for engine in ("hand", "torch"):
        trace = descend(COSTS["four numbers"], optimizer=rule, epochs=200, start=1.0, engine=engine)
        known = theory(trace)
        assert known.rule == rule
        assert known.epochs_to_1_percent() == trace.epochs_to_1_percent
        assert np.abs(known.path() - trace.W).max() <= 1e-9


@pytest.mark.parametrize(
    "rule", [SGD(0.02), SGD(0.01, momentum=0.9), SGD(0.01, momentum=0.9, weight_decay=0.4)]
)
def test_each_direction_has_its_share_its_factor_and_its_epochs(rule: SGD) -> None:
    quadratic = compress(COSTS["dependent"])
    known = theory(quadratic, start=1.0, epochs=5000, rule=rule)
    rows = known.by_direction()
    assert sum(row.share for row in rows) == pytest.approx(1)
    assert [row.curvature for row in rows] == known.eigenvalues.tolist()
    along = (descend(quadratic, optimizer=rule, epochs=5000, start=1.0).W - known.best[0]) @ known.directions
    for j, row in enumerate(rows):
        assert row.columns == known.main_columns(j)
        own = along[:, j] ** 2 * row.curvature / 2
        assert row.share == pytest.approx(own[0] / (known.start_cost - known.best[1]), rel=1e-8)
        if row.curvature:
            reached = np.flatnonzero(own <= 0.01 * own[0])
            assert row.epochs == (reached[0] if reached.size else None)
    assert rows[-1].epochs == 0  # flat


def test_the_factor_is_what_an_epoch_does_in_the_long_run() -> None:
    known = theory(COSTS["no bias"], start=3.0, epochs=300, rule=SGD(0.001, momentum=0.9))
    along = np.abs((known.path() - known.best[0]) @ known.directions)
    early, late = (along[k : k + 50].max(axis=0) for k in (50, 250))  # a swing passes through 0
    np.testing.assert_allclose((late / early) ** (1 / 200), known.factors(), rtol=0.01)


def test_of_a_schedule_the_path_is_known_and_no_limit() -> None:
    rule = SGD(CosineAnnealingLR(0.02, T_max=50), momentum=0.9)
    known = theory(COSTS["four numbers"], start=1.0, epochs=50, rule=rule)
    assert (known.stable_lr, known.best_lr, known.long_run_lr) == (None, None, None)
    assert set(known.limits.values()) == {None}
    trace = descend(COSTS["four numbers"], optimizer=rule, epochs=50, start=1.0)
    assert known.epochs_to_1_percent() == trace.epochs_to_1_percent
    assert not known.crawls()
    assert known.factors().tolist() == theory(COSTS["four numbers"], rule=SGD(0.02, 0.9)).factors().tolist()


def valley(condition: float) -> Theory:
    A = np.diag([1.0, condition**-0.5])
    return theory(Quadratic(A, np.zeros(2), 2, ("a", "b")), start=1.0, epochs=1000)


def test_epochs_come_from_the_path_and_not_from_a_power_of_the_factor() -> None:
    known = valley(1e4)
    tuned = known.follow(known.long_run_rule())
    needed = tuned.epochs_to_1_percent()
    by_factor = np.log(0.01) / 2 / np.log(tuned.factors().max())
    trace = descend(known.quadratic, optimizer=tuned.rule, epochs=1000, start=1.0)
    assert needed == trace.epochs_to_1_percent
    assert needed > 2.5 * by_factor


def test_regimes_of_momentum() -> None:
    known = valley(1.0).follow(SGD(1.0, momentum=0.81))
    expected = {Regime.SMOOTH: 0.0099, Regime.OSCILLATING: 0.011, Regime.EDGE: 3.6, Regime.DIVERGING: 3.7}
    for regime, lr in expected.items():
        assert known.regime(lr) is regime
    swings = descend(known.quadratic, optimizer=SGD(0.0099, momentum=0.81), epochs=400, start=1.0).W
    assert (swings > 0).all()
    swings = descend(known.quadratic, optimizer=SGD(0.011, momentum=0.81), epochs=400, start=1.0).W
    assert (swings < 0).any()
