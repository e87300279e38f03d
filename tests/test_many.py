"""Many descents at once: each path against the plain loop, one descent at a time."""

from itertools import islice, repeat

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ravine as rv
from ravine.descent import steps
from ravine.diagonal import Diagonal
from ravine.many import blocks, costs, ends
from ravine.optim import Clipped
from ravine.powers import Moves, powers
from ravine.surfaces import surface


def loop(objective, rules, W, epochs):
    """Every cost of the descents, one after the other by the text of each rule."""
    found = np.empty((epochs + 1, len(rules)))
    with np.errstate(all="ignore"):
        for column, (rule, start) in enumerate(zip(rules, W.T, strict=True)):
            run = steps(repeat(objective), start, rule)
            found[:, column] = [step.cost for step in islice(run, epochs + 1)]
    return found


def left(table):
    """The first epoch at which each cost is no number of float's range; one past the last where none is."""
    out = ~np.isfinite(table)
    return np.where(out.any(axis=0), out.argmax(axis=0), len(table))


def agree(found, expected, rtol=1e-9):
    """Whether costs agree beside what they began at, and leave float's range at the same epoch ± 1."""
    assert found.shape == expected.shape
    assert (np.abs(left(found) - left(expected)) <= 1).all(), (left(found), left(expected))
    for mine, theirs in zip(found.T, expected.T, strict=True):
        both = np.isfinite(mine) & np.isfinite(theirs)
        np.testing.assert_allclose(mine[both], theirs[both], rtol=rtol, atol=rtol * abs(theirs[0]))


def least_squares(seed, rows=8, features=3, bias=True, spread=1.0, **how):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(rows, features)) * np.geomspace(1, spread, features)
    y = x @ rng.normal(size=features) + rng.normal(size=rows)
    return rv.Cost(rv.Data(x, y), rv.Linear(bias=bias), **how)


def limit(cost):
    return 2 / (rv.compress(cost).eigenvalues[0] * cost.ratio)


problems = st.builds(
    least_squares,
    st.integers(0, 10**6),
    rows=st.integers(2, 9),
    features=st.integers(1, 4),
    bias=st.booleans(),
    spread=st.sampled_from([1.0, 30.0]),
    gradient=st.sampled_from(["mean", "half_sum"]),
    l2=st.sampled_from([0.0, 0.1]),
)
# From far below the limit, over the jump to the bottom and the limit itself, to far beyond it.
shares = st.lists(
    st.sampled_from([0.0, 1e-12, 1e-3, 0.5, 0.9, 1.0, 1.01, 1.5, 40.0, 1e4, 1e12]), min_size=1, max_size=5
)
momenta = st.sampled_from([0.0, 0.25, 0.5, 0.9, 0.99])


@settings(max_examples=60, deadline=None)
@given(cost=problems, shares=shares, momentum=momenta, nesterov=st.booleans(), data=st.data())
def test_sgd_with_constant_settings_goes_as_one_by_one(cost, shares, momentum, nesterov, data):
    lrs = limit(cost) * np.array(shares)
    nesterov = nesterov and momentum > 0
    how = {
        "momentum": momentum,
        "nesterov": nesterov,
        "dampening": 0.0 if nesterov else data.draw(st.sampled_from([0.0, 0.5, 1.0])),
        "weight_decay": data.draw(st.sampled_from([0.0, 0.05])),
    }
    W = data.draw(st.sampled_from([0.0, 1.0, 1e6])) * np.ones((cost.p, len(lrs)))
    found = costs(cost, rv.SGD(lrs, **how), W, 150)
    agree(found, loop(rv.compress(cost), [rv.SGD(lr, **how) for lr in lrs], W, 150))
    agree(found, loop(cost, [rv.SGD(lr, **how) for lr in lrs], W, 150), rtol=1e-8)


@pytest.mark.parametrize("nesterov", [False, True])
def test_settings_of_each_descent(nesterov):
    cost = least_squares(1)
    lrs = limit(cost) * np.array([0.1, 0.5, 1.2, 0.9])
    momentum, decay = np.array([0.1, 0.5, 0.9, 0.99]), np.array([0.0, 0.1, 0.0, 0.2])
    dampening = np.zeros(4) if nesterov else np.array([0.3, 0.0, 1.0, 0.2])
    W = np.random.default_rng(2).normal(size=(cost.p, 4))
    made = [
        rv.SGD(lr, momentum=m, dampening=d, weight_decay=w, nesterov=nesterov)
        for lr, m, d, w in zip(lrs, momentum, dampening, decay, strict=True)
    ]
    together = rv.SGD(lrs, momentum=momentum, dampening=dampening, weight_decay=decay, nesterov=nesterov)
    agree(costs(cost, together, W, 100), loop(cost, made, W, 100))
    # None has momentum but some do.
    some = np.array([0.0, 0.0, 0.5, 0.9])
    if not nesterov:
        made = [rv.SGD(lr, momentum=m, dampening=0.4) for lr, m in zip(lrs, some, strict=True)]
        agree(costs(cost, rv.SGD(lrs, momentum=some, dampening=0.4), W, 100), loop(cost, made, W, 100))


SCHEDULED = {
    "schedule": lambda lr: rv.SGD(rv.StepLR(lr, step_size=20), momentum=0.8),
    "of momentum": lambda lr: rv.SGD(lr, momentum=lambda k: min(0.9, k / 50), weight_decay=0.01),
    "one's own": lambda lr: rv.SGD(lambda k: lr / (1 + k)),
    "maximize": lambda lr: rv.SGD(lr, maximize=True, weight_decay=0.5),
    "clipped": lambda lr: Clipped(rv.SGD(lr, momentum=0.5), 0.7),
    "clipped adam": lambda lr: Clipped(rv.Adam(lr), 0.7),
}
EACH = {name: getattr(rv, name) for name in ("Adagrad", "RMSprop", "Adadelta", "Adam", "AdamW", "Adamax")} | {
    name: getattr(rv, name) for name in ("NAdam", "RAdam", "Rprop", "ASGD")
}


@pytest.mark.parametrize("rule", [*SCHEDULED.values(), *EACH.values()], ids=[*SCHEDULED, *EACH])
@pytest.mark.parametrize("kind", ["least squares", "logistic", "surface"])
def test_any_other_rule_goes_as_one_by_one(rule, kind):
    lrs = np.array([1e-4, 0.01, 0.1, 1.0])
    match kind:
        case "least squares":
            objective = least_squares(3)
        case "logistic":
            rows = rv.Data(np.random.default_rng(4).normal(size=(9, 2)), [0, 1, 1, 0, 1, 0, 0, 1, 1])
            objective = rv.Cost(rows, rv.Logistic(), l2=0.1)
        case _:
            objective = surface("himmelblau")
    W = np.random.default_rng(5).normal(size=(objective.p, 4))
    agree(costs(objective, rule(lrs), W, 60), loop(objective, [rule(lr) for lr in lrs], W, 60))


def test_betas_of_each_descent():
    cost, lrs, betas = least_squares(6), np.array([0.1, 0.2, 0.3]), np.array([0.0, 0.5, 0.95])
    W = np.zeros((cost.p, 3))
    for rule in (rv.Adam, rv.AdamW, rv.Adamax, rv.NAdam, rv.RAdam):
        made = [rule(lr, betas=(beta, 0.99)) for lr, beta in zip(lrs, betas, strict=True)]
        agree(costs(cost, rule(lrs, betas=(betas, 0.99)), W, 60), loop(cost, made, W, 60))


def test_float32_stays_float32():
    rows = rv.Data([[1.0], [2.0], [4.0]], [0, 1, 1], dtype=np.float32)
    cost, lrs = rv.Cost(rows, rv.Logistic()), np.array([0.1, 0.7])
    W = np.zeros((2, 2), np.float32)
    found = costs(cost, rv.Adam(lrs, betas=(np.array([0.5, 0.9]), 0.99)), W, 50)
    expected = loop(cost, [rv.Adam(0.1, betas=(0.5, 0.99)), rv.Adam(0.7, betas=(0.9, 0.99))], W, 50)
    agree(found, expected, rtol=1e-5)
    assert (found == found.astype(np.float32)).all()


def test_a_rule_and_a_schedule_of_the_readers_own():
    class Halved:
        """W := W − lr / 2 · gradient."""

        def __init__(self, lr):
            self.lr = lr

        def init(self, W):
            return None

        def step(self, W, gradient, state):
            return W - self.lr / 2 * gradient, None

    cost, lrs = least_squares(16), np.array([0.01, 0.1, 0.3])
    W = np.zeros((cost.p, 3))
    halves = loop(cost, [rv.SGD(lr / 2) for lr in lrs], W, 30)
    agree(costs(cost, Halved(lrs), W, 30), halves)
    agree(costs(cost, rv.SGD(lambda k: lrs / 2), W, 30), halves)


def test_a_function_of_torch_goes_one_by_one():
    from ravine.autograd import TorchFunction

    objective = TorchFunction(lambda w: (w**4).sum() / 4, ("w1", "w2"))
    lrs, W = np.array([0.01, 0.1]), np.array([[1.0, 2.0], [1.5, -1.0]])
    agree(costs(objective, rv.SGD(lrs), W, 20), loop(objective, [rv.SGD(lr) for lr in lrs], W, 20))


def test_softmax_is_descended_many_at_once():
    rows = rv.Data(np.random.default_rng(7).normal(size=(12, 2)), [0, 1, 2] * 4)
    cost, lrs = rv.Cost(rows, rv.Softmax()), np.array([0.1, 1.0, 5.0])
    W = np.zeros((cost.p, 3))
    agree(costs(cost, rv.SGD(lrs), W, 40), loop(cost, [rv.SGD(lr) for lr in lrs], W, 40))


def test_more_descents_than_go_at_once(monkeypatch):
    cost, lrs = least_squares(8), np.geomspace(1e-3, 1e3, 23)
    W = np.random.default_rng(9).normal(size=(cost.p, 23))
    for rule in (rv.SGD, rv.Adam):
        together = costs(cost, rule(lrs), W, 50)
        with monkeypatch.context() as patch:
            patch.setattr("ravine.many._AT_ONCE", 7 * cost.p)
            patch.setattr("ravine.many._AT_ONCE_POWERS", 5 * cost.p)
            patch.setattr("ravine.many._AT_ONCE_ROWS", 4)
            agree(costs(cost, rule(lrs), W, 50), together, rtol=1e-12)
    # Those that go by powers and those that are beyond these may lie anywhere among each other.
    mixed = np.random.default_rng(10).permutation(lrs)
    agree(costs(cost, rv.SGD(mixed), W, 50), loop(cost, [rv.SGD(lr) for lr in mixed], W, 50))


def test_blocks_put_together_are_the_whole(monkeypatch):
    cost, lrs = least_squares(11), np.array([0.01, 0.1, 3.0])
    W = np.zeros((cost.p, 3))
    rules = (rv.SGD(lrs, momentum=0.9), rv.SGD(lrs * 1e6), rv.Adam(lrs))
    whole = [costs(cost, rule, W, 200) for rule in rules]
    monkeypatch.setattr("ravine.many._MOST_COSTS", 64 * 3)
    for rule, expected in zip(rules, whole, strict=True):
        found = list(blocks(cost, rule, W, 200))
        assert [first for first, _ in found] == [0, 64, 128, 192]
        agree(np.concatenate([block for _, block in found]), expected, rtol=1e-12)


@pytest.mark.parametrize("epochs", [0, 1, 31, 32, 33])
def test_as_many_epochs_as_asked_for(epochs):
    cost = least_squares(12)
    asked = []

    def schedule(k):
        asked.append(k)
        return 0.01

    for rule in (rv.SGD(0.01), rv.SGD(schedule), rv.SGD(0.01, momentum=0.9)):
        found = costs(cost, rule, np.zeros((cost.p, 2)), epochs)
        agree(found, loop(cost, [rule] * 2, np.zeros((cost.p, 2)), epochs))
    assert max(asked) == max(epochs - 1, 0)


def test_a_direction_without_error_stays_away_at_any_lr():
    # At the best along the steep direction: 0 times whatever it is multiplied by, for ever.
    valley = rv.surface("valley", condition=1e6)
    W = np.zeros((2, 3))
    W[np.argmax(np.abs(valley.directions[:, 1]))] = 1.0
    lrs = np.array([1e-3, 1.0, 1.5])
    found = costs(valley, rv.SGD(lrs), W, 300)
    flattest = valley.eigenvalues[1]
    k = np.arange(301)[:, None]
    np.testing.assert_allclose(
        found, 0.5 * flattest * (1 - lrs * flattest) ** (2 * k), rtol=1e-12, atol=1e-15
    )


def test_a_flat_direction_changes_nothing():
    x = np.array([[1.0, 2.0], [2.0, 4.0], [3.0, 6.0]])
    cost = rv.Cost(rv.Data(x, [1.0, 0.0, 2.0]))
    lrs = limit(cost) * np.array([0.3, 0.99, 5.0])
    W = np.random.default_rng(13).normal(size=(3, 3))
    agree(
        costs(cost, rv.SGD(lrs, momentum=0.3), W, 100),
        loop(cost, [rv.SGD(lr, momentum=0.3) for lr in lrs], W, 100),
    )


@pytest.mark.parametrize("size", [1e-140, 1e140])
def test_errors_near_the_ends_of_floats_range(size):
    lab = rv.compress(rv.Cost(rv.Data([[1.0, 0.5], [2.0, -1.0], [3.0, 1.0]], [1.0, 2.0, 4.0])))
    lrs = np.array([0.5, 0.999, 1.2, 30.0]) * 2 / lab.eigenvalues[0]
    for how in (
        {},
        {"momentum": 0.9},
        {"momentum": 0.9, "nesterov": True},
        {"momentum": 0.5, "weight_decay": 0.1},
    ):
        W = np.full((3, 4), size)
        made = [rv.SGD(lr, **how) for lr in lrs]
        agree(costs(lab, rv.SGD(lrs, **how), W, 700), loop(lab, made, W, 700))


def test_long_runs_keep_their_digits():
    # Momentum near 1 and moves next to nothing: two roots that lie close to 1 and to one another.
    valley, lrs = rv.surface("valley", condition=1e4), np.array([1e-9, 1e-8, 1e-6, 1e-5])
    W = np.ones((2, 4))
    rules = [rv.SGD(lr, momentum=0.9999) for lr in lrs]
    agree(costs(valley, rv.SGD(lrs, momentum=0.9999), W, 5000), loop(valley, rules, W, 5000), rtol=1e-10)


def test_powers_by_themselves_are_the_text_of_the_rule():
    diagonal = Diagonal(rv.compress(least_squares(14)))
    z, rule = np.ones((diagonal.p, 1)), rv.SGD(0.05, momentum=0.7, weight_decay=0.2)
    found = np.concatenate(list(powers(Moves.of(diagonal, rule, z), [64, 32, 5])))
    agree(found, loop(diagonal, [rule], z, 100), rtol=1e-12)


def test_ends():
    lab = rv.Cost(rv.Data([[1], [2], [3]], [1, 2, 3]), rv.Linear(bias=False))
    lrs, W = np.array([1e-3, 3 / 28, 0.15, 0.3]), np.zeros((1, 4))
    every = costs(lab, rv.SGD(lrs), W, 40)
    found = ends(blocks(lab, rv.SGD(lrs), W, 40), 0.01 * every[0])
    np.testing.assert_array_equal(found.cost, every[-1])
    np.testing.assert_allclose(found.total, every.sum(axis=0))
    np.testing.assert_array_equal(found.reached, [np.nan, 1, 3, np.nan])
    # In any blocks, and with a goal for each.
    goal = np.array([every[5, 0], -1.0, every[7, 2], every[0, 3]])
    parts = [(first, every[first : first + 3]) for first in range(0, 41, 3)]
    np.testing.assert_array_equal(ends(parts, goal).reached, [5, np.nan, 7, 0])
    np.testing.assert_allclose(ends(parts).total, found.total)


def test_no_descents_cost_nothing():
    cost = least_squares(17)
    assert costs(cost, rv.SGD(np.empty(0)), np.empty((cost.p, 0)), 5).shape == (6, 0)


def test_on_step_sees_every_epoch_and_may_interrupt():
    cost, seen = least_squares(15), []
    costs(cost, rv.SGD(0.1), np.zeros((cost.p, 2)), 70, on_step=lambda k, cost: seen.append((k, len(cost))))
    assert seen == [(k, 2) for k in range(71)]
    with pytest.raises(KeyboardInterrupt):
        costs(cost, rv.Adam(0.1), np.zeros((cost.p, 2)), 70, on_step=lambda k, cost: k == 3)
