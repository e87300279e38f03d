"""The SGD family along one direction: its 2 × 2 numbers against the rule's own steps."""

import math
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from ravine.analysis.momentum import (
    after,
    first_epoch,
    first_state,
    is_constant,
    limit,
    radii,
    roots,
    rule_of,
    sgd_of,
    transition,
)
from ravine.autograd import TorchOptimizer
from ravine.optim import SGD, Adam, Clipped, CosineAnnealingLR

Array = np.ndarray

RULES = {
    "plain": SGD(1.0),
    "heavy ball": SGD(1.0, momentum=0.9),
    "a little momentum": SGD(1.0, momentum=0.1),
    "dampened": SGD(1.0, momentum=0.8, dampening=0.5),
    "nesterov": SGD(1.0, momentum=0.9, nesterov=True),
    "a little nesterov": SGD(1.0, momentum=0.1, nesterov=True),
}
rules = pytest.mark.parametrize("rule", RULES.values(), ids=RULES)


def stepped(rule: SGD, moves: Array, u: Array, epochs: int) -> Array:
    """u after so many steps of the rule's own text, lr being 1."""
    state = rule.init(u)
    for _ in range(epochs):
        u, state = rule.step(u, moves * u, state)
    return u


def matrices(rule: SGD, moves: Array) -> Array:
    """The matrix of one step of each direction, shape (p, 2, 2)."""
    change = transition(moves, rule.momentum, rule.dampening, rule.nesterov)
    return np.moveaxis(change, 2, 0) + np.eye(2)


@rules
def test_powers_of_the_matrix_are_the_steps_of_the_rule(rule: SGD) -> None:
    moves = np.array([0.0, 1e-9, 0.01, 0.5, 1.0, 1.5, 2.5])
    u = np.linspace(-1, 2, len(moves))
    change = transition(moves, rule.momentum, rule.dampening, rule.nesterov)
    state = first_state(u, moves, rule.momentum, rule.dampening)
    for epochs in (0, 1, 2, 3, 17, 64):
        expected = stepped(rule, moves, u, epochs)
        np.testing.assert_allclose(after(change, state, epochs)[0], expected, rtol=1e-11, atol=1e-13)


@rules
def test_roots_are_the_eigenvalues_of_that_matrix(rule: SGD) -> None:
    moves = np.random.default_rng(0).uniform(0, 4, 200)
    expected = np.linalg.eigvals(matrices(rule, moves))
    found = roots(rule, moves).T
    for pair in (found, found[:, ::-1]):
        expected = np.where(np.abs(expected - pair) <= 1e-7, pair, expected)
    np.testing.assert_allclose(np.sort_complex(found), np.sort_complex(expected), atol=1e-12)


@rules
def test_below_the_limit_all_dies_out_and_above_it_grows(rule: SGD) -> None:
    most = limit(rule)
    moves = most * np.concatenate([np.linspace(0.001, 0.999, 500), [1.001, 1.5, 10.0]])
    assert ((radii(rule, moves) < 1) == (moves < most)).all()
    assert radii(rule, np.array([most]))[0] == pytest.approx(1, abs=1e-12)
    left = np.abs(stepped(rule, np.array([0.98, 1.02]) * most, np.ones(2), 3000))
    assert left[0] < 1e-9 < 1e9 < left[1]


def test_limits_by_paper() -> None:
    assert limit(SGD(0.1)) == 2
    assert limit(SGD(0.1, momentum=0.9)) == pytest.approx(3.8)
    assert limit(SGD(0.1, momentum=0.9, dampening=0.5)) == pytest.approx(7.6)
    assert limit(SGD(0.1, momentum=0.9, nesterov=True)) == pytest.approx(3.8 / 2.8)
    assert limit(SGD(0.1, dampening=0.5)) == 2  # torch dampens nothing where there is no momentum
    assert limit(SGD(0.1, momentum=0.5, dampening=1.0)) == math.inf  # no gradient after the first counts


@pytest.mark.parametrize("momentum", [0.0, 0.04, 0.25, 0.81])
def test_roots_are_equal_at_critical_damping_and_keep_the_digits_of_a_small_move(momentum: float) -> None:
    rule = SGD(1.0, momentum=momentum)
    pair = roots(rule, np.array([(1 - momentum**0.5) ** 2]))[:, 0]
    np.testing.assert_allclose(pair, momentum**0.5, atol=1e-15)
    tiny = 1e-13
    assert (1 - radii(rule, np.array([tiny]))[0]) == pytest.approx(tiny / (1 - momentum), rel=2e-3)


# --- counting ----------------------------------------------------------------------------------------


@rules
@settings(deadline=None, max_examples=30)
@given(st.data())
def test_the_first_epoch_is_the_one_that_one_counts(rule: SGD, data: st.DataObject) -> None:
    moves = np.array(data.draw(st.lists(st.floats(0.0, 2.2), min_size=1, max_size=3)))
    goal = data.draw(st.floats(1e-6, 0.9))
    change = transition(moves, rule.momentum, rule.dampening, rule.nesterov)
    state = first_state(np.ones(len(moves)), moves, rule.momentum, rule.dampening)
    found = first_epoch(lambda states: np.abs(states[:, 0]).max(axis=1) <= goal, change, state)
    u, own, expected = np.ones(len(moves)), rule.init(moves), None
    for k in range(1, 1001):
        with np.errstate(over="ignore", invalid="ignore"):
            u, own = rule.step(u, moves * u, own)
        if np.abs(u).max() <= goal * (1 - 1e-9):
            expected = k
            break
    if expected is None:
        assert found is None or found > 999
    else:
        assert found == expected or np.abs(after(change, state, found or 0)[0]).max() >= goal * (1 - 1e-9)


@pytest.mark.parametrize("move", [1e-5, 1e-7, 1e-10, 1e-13])
def test_a_crawl_is_counted_without_counting(move: float) -> None:
    momentum = 0.9
    change = transition(np.array([move]), momentum)
    found = first_epoch(lambda states: np.abs(states[:, 0, 0]) <= 0.1, change, np.array([[1.0], [0.0]]))
    # 1 − r of the larger root r, to all digits; the start without a velocity costs the factor A.
    q = 2 * move / (1 - momentum + move + math.sqrt((1 - momentum + move) ** 2 - 4 * move))
    A = (1 - q - momentum) / (1 - q - momentum / (1 - q))
    expected = math.log(0.1 / A) / math.log1p(-q)
    assert found == pytest.approx(expected, rel=1e-5, abs=2)


@pytest.mark.parametrize("move", [0.0, 3.8, 4.0, 100.0])
def test_what_stands_swings_for_ever_or_grows_never_gets_there(move: float) -> None:
    change = transition(np.array([move]), 0.9)
    assert first_epoch(lambda s: np.abs(s[:, 0, 0]) <= 1e-3, change, np.array([[1.0], [0.0]])) is None


def test_tuned_heavy_ball_first_grows_37_times() -> None:
    """At κ = 10⁴, from a start along the steepest direction: √κ / e, after √κ / 2 epochs."""
    root = 100.0
    rule = SGD(4 / (1 + 1 / root) ** 2, momentum=((root - 1) / (root + 1)) ** 2)
    state, u, sizes = rule.init(np.ones(1)), np.ones(1), []
    for _ in range(200):
        u, state = rule.step(u, u, state)
        sizes.append(abs(float(u[0])))
    assert max(sizes) == pytest.approx(root / math.e, rel=0.01) == pytest.approx(37, abs=0.4)
    assert 45 <= np.argmax(sizes) <= 55


# --- which optimizers it speaks of -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("optimizer", "spoken_of"),
    [
        (SGD(0.1, momentum=0.9), True),
        (SGD(CosineAnnealingLR(0.1, T_max=9)), True),
        (SGD(0.1, maximize=True), False),
        (Adam(0.1), False),
        (Clipped(SGD(0.1), 1.0), False),
        (TorchOptimizer(0.1), True),
        (TorchOptimizer(0.1, settings={"momentum": 0.9, "foreach": False}), True),
        (TorchOptimizer(0.1, settings={"maximize": True}), False),
        (TorchOptimizer(0.1, zero_grad=False), False),
        (TorchOptimizer(0.1, torch.optim.Adam), False),
        ("sgd", False),
        (None, False),
    ],
)
def test_theory_speaks_of_sgd_that_descends_whoever_steps(optimizer: Any, spoken_of: bool) -> None:
    assert (sgd_of(optimizer) is not None) == spoken_of


@pytest.mark.parametrize(
    "rule", [SGD(0.1, 0.9, 0.3, 0.2), Adam(0.1, betas=(0.8, 0.99)), SGD(lambda k: 0.1 / (k + 1))]
)
def test_torchs_namesake_is_the_same_rule(rule: Any) -> None:
    assert rule_of(TorchOptimizer.of(rule)) == rule
    assert rule_of(rule) is rule


def test_a_class_of_the_readers_own_called_sgd_is_not_torchs() -> None:
    class SGD(torch.optim.SGD):
        pass

    assert rule_of(TorchOptimizer(0.1, SGD)) is None


def test_schedules_are_told_apart() -> None:
    assert is_constant(SGD(0.1, momentum=0.9))
    assert not is_constant(SGD(0.1, momentum=lambda k: 0.5))
    assert not is_constant(SGD(CosineAnnealingLR(0.1, T_max=9)))


def test_no_lr_is_stable_with_a_momentum_of_1_or_more() -> None:
    assert [sgd_of(SGD(0.1, momentum=momentum)) is None for momentum in (0.99, 1.0, 2.0)] == [
        False,
        True,
        True,
    ]
