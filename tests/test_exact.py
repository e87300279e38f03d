"""The exact path: on p + 1 rows along eigen-directions, what the loop over all rows does, epoch by epoch."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ravine.cost import GRADIENTS, Cost
from ravine.data import Data
from ravine.descent import descend
from ravine.diagonal import Diagonal
from ravine.errors import DataError, SettingError
from ravine.hypothesis import Linear, Polynomial
from ravine.loss import absolute
from ravine.optim import SGD, Adam, CosineAnnealingLR, ExponentialLR, OneCycleLR
from ravine.quadratic import Quadratic, compress
from ravine.trace import Trace

Array = np.ndarray


def rows(m: int = 30, d: int = 4, seed: int = 0, scales: Any = 1.0) -> Data:
    random = np.random.default_rng(seed)
    x = random.normal(size=(m, d)) * scales
    return Data(x, x @ random.normal(size=d) + 3 + random.normal(size=m))


def both(cost: Cost, **how: Any) -> tuple[Trace, Trace]:
    return descend(cost, **how), descend(cost, engine="exact", **how)


def same(hand: Trace, exact: Trace) -> None:
    """|ΔW| ≤ 1e-9 · max|W| over the path, up to the first non-finite epoch, ± 1."""
    ends = [
        int(np.argmin(np.append(np.isfinite(one.cost) & np.isfinite(one.W).all(axis=1), False)))
        for one in (hand, exact)
    ]
    assert abs(ends[0] - ends[1]) <= 1
    until = slice(min(ends))
    size = np.maximum.accumulate(np.abs(hand.W[until]).max(axis=1))
    # While it runs away, so does every rounding of the past.
    assert (np.abs(hand.W[until] - exact.W[until]).max(axis=1) <= 1e-9 * np.maximum(size, 1e-300)).all()
    scale = np.maximum.accumulate(hand.cost[until])
    assert (np.abs(hand.cost[until] - exact.cost[until]) <= 1e-9 * scale).all()
    steep = np.abs(hand.gradient[until]).max()
    assert (np.abs(hand.gradient[until] - exact.gradient[until]) <= 1e-8 * steep).all()


RULES = {
    "plain": lambda lr: SGD(lr),
    "momentum": lambda lr: SGD(lr, momentum=0.9),
    "dampening": lambda lr: SGD(lr, momentum=0.5, dampening=0.3),
    "nesterov": lambda lr: SGD(lr, momentum=0.7, nesterov=True),
    "weight decay": lambda lr: SGD(lr, weight_decay=0.05),
    "decay and momentum": lambda lr: SGD(lr, momentum=0.9, weight_decay=0.05),
    "cosine": lambda lr: SGD(CosineAnnealingLR(lr, T_max=60)),
    "exponential, momentum": lambda lr: SGD(ExponentialLR(lr, gamma=0.97), momentum=0.6),
    "one cycle": lambda lr: SGD(OneCycleLR(lr, total_steps=60), momentum=0.5),
    "maximize": lambda lr: SGD(lr / 20, maximize=True),
}


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("gradient", GRADIENTS)
def test_every_rule_of_the_family_goes_the_way_of_the_loop(name: str, gradient: str) -> None:
    cost = Cost(rows(), gradient=gradient)
    limit = 2 / compress(cost).eigenvalues[0] / cost.ratio
    for share in (1e-6, 0.3, 0.9):
        same(*both(cost, optimizer=RULES[name](share * limit), epochs=60, start=[1, 2, 3, 4, 5]))


@pytest.mark.parametrize("share", [0.0, 1e-12, 0.5, 1.0, 1.0 + 1e-9, 1.5, 10.0, 1e6, 1e200])
def test_at_above_and_far_below_the_limit(share: float) -> None:
    cost = Cost(rows(scales=[1, 0.1, 10, 1]))
    limit = 2 / compress(cost).eigenvalues[0]
    same(*both(cost, optimizer=SGD(share * limit), epochs=400))


def test_at_one_over_the_curvature_it_is_there_in_one_step() -> None:
    cost = Cost(Data([1, 2, 3], [1, 2, 3]), Linear(bias=False))
    exact = descend(cost, optimizer=SGD(3 / 28), epochs=5, engine="exact")
    assert exact.W[:, 0].tolist()[0] == 0
    assert np.allclose(exact.W[1:, 0], 1, rtol=1e-15)
    assert exact.engine == "exact"


@pytest.mark.parametrize(
    "data",
    [
        Data([[1, 2, 0], [2, 4, 0], [3, 6, 0]], [1, 2, 2]),  # dependent and zero columns
        Data([[1, 1e9], [2, -1e9], [4, 2e9]], [1, 5, 2]),
        Data([[1, 1e-9], [2, -1e-9], [4, 2e-9]], [1, 5, 2]),
        Data([[1, 2, 3, 4, 5]], [1]),  # p > rows
        Data([[1990.0], [1995], [2000], [2020]], [1, 2, 3, 3]),
    ],
)
@pytest.mark.parametrize("rule", ["plain", "momentum", "weight decay"])
def test_flat_and_nearly_flat_directions_move_as_in_the_loop(data: Data, rule: str) -> None:
    cost = Cost(data, Linear())
    limit = 2 / compress(cost).eigenvalues[0]
    same(*both(cost, optimizer=RULES[rule](0.4 * limit), epochs=100, start=0.5))


@pytest.mark.parametrize("rule", [SGD(50.0), SGD(50.0, momentum=0.5), SGD(1e4, momentum=0.9, nesterov=True)])
def test_what_is_at_its_best_stays_there_at_any_lr(rule: SGD) -> None:
    hand, exact = both(Cost(Data([[1.0]], [1.0]), Linear(bias=False)), optimizer=rule, epochs=999, start=1.0)
    assert (hand.W == 1).all()
    np.testing.assert_array_equal(exact.W, hand.W)
    np.testing.assert_array_equal(exact.cost, hand.cost)


@pytest.mark.parametrize("start", [1e100, -1e140])
def test_from_far_away(start: float) -> None:
    cost = Cost(rows(d=2))
    same(*both(cost, optimizer=SGD(0.1), epochs=50, start=start))
    same(*both(cost, optimizer=SGD(10.0), epochs=50, start=start))


def test_a_start_whose_cost_leaves_the_range_is_refused_by_both() -> None:
    for engine in (None, "exact"):
        with pytest.raises(DataError):
            descend(Cost(rows()), optimizer=SGD(0.1), start=1e300, engine=engine)


def test_l2_polynomials_and_weights() -> None:
    same(*both(Cost(rows(), l2=0.3), optimizer=SGD(0.1, momentum=0.5), epochs=50))
    same(*both(Cost(rows(d=1), Polynomial(degree=7)), optimizer=SGD(0.3), epochs=50))
    data = rows()
    weighted = Data(data.x, data.y, weights=np.arange(1, 31))
    same(*both(Cost(weighted, gradient="half_sum"), optimizer=SGD(0.01), epochs=50))


def test_other_rules_and_clipping_run_on_the_few_rows() -> None:
    same(*both(Cost(rows()), optimizer=Adam(0.1), epochs=50))
    same(*both(Cost(rows()), optimizer=SGD(0.3), epochs=50, clip=1.0))


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_random_costs(data: st.DataObject) -> None:
    seed = data.draw(st.integers(0, 10**6))
    m, d = data.draw(st.integers(1, 12)), data.draw(st.integers(1, 5))
    scales = 10.0 ** np.random.default_rng(seed).integers(-3, 4, d)
    cost = Cost(rows(m, d, seed, scales), Linear(data.draw(st.booleans())))
    share = data.draw(st.floats(1e-3, 1.2))
    rule = RULES[data.draw(st.sampled_from(list(RULES)))](share * 2 / compress(cost).eigenvalues[0])
    same(*both(cost, optimizer=rule, epochs=data.draw(st.integers(0, 80))))


def test_many_blocks_of_epochs_and_one_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    how: dict[str, Any] = {"epochs": 100, "engine": "exact", "start": 2.0}
    for rule in (SGD(0.05), SGD(0.05, momentum=0.9), SGD(ExponentialLR(0.05, gamma=0.99))):
        whole = descend(Cost(rows()), optimizer=rule, **how)
        with monkeypatch.context() as patched:
            patched.setattr("ravine.exact._BLOCK", 32)
            parts = descend(Cost(rows()), optimizer=rule, **how)
        assert np.array_equal(whole.W, parts.W)
        assert np.array_equal(whole.cost, parts.cost)


def test_tol_and_on_step_end_it_where_they_end_the_loop() -> None:
    cost = Cost(rows())
    hand, exact = both(cost, optimizer=SGD(0.1), epochs=3000, tol=1e-3)
    assert hand.stopped
    assert exact.stopped
    assert len(hand.cost) == len(exact.cost)
    same(hand, exact)
    seen: list[Any] = []

    def until_seven(epoch: int, step: Any) -> bool:
        seen.append((epoch, step.W.copy(), float(step.cost)))
        return epoch == 7

    ended = descend(cost, optimizer=SGD(0.1), epochs=100, engine="exact", on_step=until_seven)
    assert ended.interrupted
    assert [epoch for epoch, *_ in seen] == list(range(8))
    assert np.array_equal(ended.W, [W for _, W, _ in seen])


def test_what_is_no_exact_descent_is_refused() -> None:
    cost = Cost(rows())
    for bad, how in (
        (Cost(rows(), loss=absolute), {}),
        (Cost(rows().astype("float32")), {}),
        (cost, {"batch_size": 3}),
    ):
        with pytest.raises(SettingError, match="exact"):
            descend(bad, optimizer=SGD(0.1), engine="exact", **how)


@settings(deadline=None)
@given(st.integers(0, 10**6))
def test_a_diagonal_is_its_quadratic(seed: int) -> None:
    quadratic = compress(Cost(rows(seed=seed, scales=[1, 10, 0.1, 3]), l2=0.1, gradient="half_sum"))
    turned, W = Diagonal(quadratic), np.random.default_rng(seed).normal(size=(5, 3))
    z = turned.into(W)
    assert np.allclose(quadratic.directions @ z, W)
    for one, other in ((W, z), (W[:, 0], z[:, 0])):
        (cost, gradient), (value, slope) = quadratic.evaluate(one), turned.evaluate(other)
        assert np.allclose(value, cost, rtol=1e-12)
        assert np.allclose(
            quadratic.directions @ slope, gradient, rtol=1e-9, atol=1e-9 * np.abs(gradient).max()
        )
    assert np.allclose(quadratic.directions @ turned.hessian() @ quadratic.directions.T, quadratic.hessian())
    assert isinstance(turned.quadratic, Quadratic)
