"""The noise of mini-batches: against every batch that can be drawn, and against runs that draw theirs."""

import math
from itertools import product

import numpy as np
import pytest

import ravine.analysis.noise
from ravine.analysis.noise import Noise, stable_lr, stationary_excess
from ravine.analysis.spectrum import theory
from ravine.cost import GRADIENTS, Cost
from ravine.data import Data
from ravine.descent import descend
from ravine.errors import SettingError
from ravine.hypothesis import Linear, Polynomial
from ravine.loss import absolute
from ravine.optim import SGD

Array = np.ndarray

x = np.arange(1, 11) / 5
y = x + np.array([0.5, -0.4, 0.3, -0.5, 0.4, -0.3, 0.5, -0.4, 0.3, -0.4])
LINE, RAY = Cost(Data(x, y)), Cost(Data(x, y), Linear(bias=False))


def step_of(cost: Cost, lr: float, rows: tuple[int, ...]) -> tuple[Array, Array]:
    """One step on these rows as W -> M W + c, from the run's own cost of that batch."""
    batch = cost.on(cost.rows.take(np.array(rows)))  # type: ignore[attr-defined]
    c = -lr * batch.evaluate(np.zeros(cost.p))[1]
    M = np.column_stack([unit - lr * batch.evaluate(unit)[1] - c for unit in np.eye(cost.p)])
    return M, c


def carried(cost: Cost, lr: float, size: int) -> Array:
    """What a step makes of second moments in the mean: E[T ⊗ T] over every batch that can be drawn.

    T = [[M, c], [0, 1]] is the step of (W, 1), whose second moments E[ZZᵀ] end with a 1.
    """
    batches, total = list(product(range(cost.m), repeat=size)), 0.0
    for rows in batches:
        M, c = step_of(cost, lr, rows)
        T = np.block([[M, c[:, None]], [np.zeros((1, cost.p)), np.ones((1, 1))]])
        total = total + np.kron(T, T) / len(batches)
    return np.asarray(total)


def growth(cost: Cost, lr: float, size: int) -> float:
    """The factor by which second moments of W grow, when all else has died out."""
    p = cost.p
    own = carried(cost, lr, size).reshape((p + 1,) * 4)[:p, :p, :p, :p].reshape(p * p, p * p)
    return float(np.abs(np.linalg.eigvals(own)).max())


def settled(cost: Cost, lr: float, size: int) -> float:
    """The mean excess cost where second moments come to rest."""
    p, step = cost.p, carried(cost, lr, size)
    still = np.linalg.solve(np.eye(len(step) - 1) - step[:-1, :-1], step[:-1, -1])
    best, _ = Noise(cost, size).quadratic.best()
    from_best = np.column_stack([np.eye(p), -best])
    covariance = from_best @ np.append(still, 1.0).reshape(p + 1, p + 1) @ from_best.T
    return float(np.trace(cost.hessian(best) @ covariance) / 2)


COSTS = {
    "a line": LINE,
    "through the origin": RAY,
    "a parabola": Cost(Data(x[::2], y[::2]), Polynomial()),
    "two columns": Cost(Data(np.column_stack([x, x[::-1] ** 2])[:6], y[:6])),
    "pulled": Cost(Data(x, y), l2=0.2),
}


@pytest.mark.parametrize("name", COSTS)
@pytest.mark.parametrize("gradient", GRADIENTS)
@pytest.mark.parametrize("size", [1, 2])
@pytest.mark.parametrize("iterated", [False, True])
def test_it_is_what_every_batch_that_can_be_drawn_makes_of_it(
    name: str, gradient: str, size: int, iterated: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    cost = COSTS[name].with_gradient(gradient)
    if cost.l2 and gradient.endswith("sum"):
        return  # a batch's sum is pulled otherwise than that of all rows: the dense way has another best W
    if iterated:
        monkeypatch.setattr(ravine.analysis.noise, "_FEW", 0)
        if cost.p == 1:
            return
    most = stable_lr(cost, size)
    for share in (0.1, 0.5, 0.9):
        lr = share * most
        assert stationary_excess(cost, lr, size) == pytest.approx(settled(cost, lr, size), rel=1e-6)
    assert growth(cost, most, size) == pytest.approx(1, abs=1e-7)
    assert growth(cost, 1.01 * most, size) > 1 > growth(cost, 0.99 * most, size)


@pytest.mark.parametrize(("lr", "low", "high"), [(0.1, 0.029, 0.032), (0.05, 0.0125, 0.0135)])
def test_it_is_what_runs_wander_at(lr: float, low: float, high: float) -> None:
    expected = stationary_excess(RAY, lr, 1)
    assert low < expected < high
    trace = descend(RAY, optimizer=SGD(lr), epochs=4000, batch_size=1, sampling="replace", seed=1)
    assert trace.excess[100:].mean() == pytest.approx(expected, rel=0.05)
    shuffled = descend(RAY, optimizer=SGD(lr), epochs=1000, batch_size=1, seed=1)
    assert shuffled.excess[100:].mean() < expected  # an upper reference


def test_runs_with_a_bias_and_larger_batches_wander_so_too() -> None:
    trace = descend(LINE, optimizer=SGD(0.1), epochs=6000, batch_size=2, sampling="replace", seed=1)
    assert trace.excess[100:].mean() == pytest.approx(stationary_excess(LINE, 0.1, 2), rel=0.05)


def test_the_limit_is_below_that_of_all_rows_and_nears_it_with_larger_batches() -> None:
    whole = theory(LINE).stable_lr
    limits = [stable_lr(LINE, size) for size in (1, 2, 10, 100, 10**6)]
    assert limits == sorted(limits)
    assert limits[-1] == pytest.approx(whole, rel=1e-5)
    assert limits[0] < 0.8 * whole
    assert stable_lr(RAY, 1) == pytest.approx((x**2).mean() / (x**4).mean())


def test_noise_goes_down_with_the_lr_and_with_larger_batches() -> None:
    by_lr = [stationary_excess(LINE, lr, 1) for lr in (0.001, 0.01, 0.1)]
    by_size = [stationary_excess(LINE, 0.1, size) for size in (50, 5, 1)]
    assert by_lr == sorted(by_lr)
    assert by_size == sorted(by_size)
    # So small an lr that the batch's curvature counts for nothing: lr/4 · tr Cov(g) / k.
    A = np.column_stack([x, np.ones(10)])
    residual = A @ np.linalg.lstsq(A, y, rcond=None)[0] - y
    g = 2 * residual[:, None] * A
    assert stationary_excess(LINE, 1e-7, 3) == pytest.approx(1e-7 / 4 * (g**2).sum() / 10 / 3, rel=1e-5)


def test_where_one_w_fits_every_row_no_noise_is_left_up_to_the_limit() -> None:
    cost = Cost(Data(x, 3 * x - 1))
    most = stable_lr(cost, 1)
    assert stationary_excess(cost, 0.99 * most, 1) == 0
    assert stationary_excess(cost, 1.01 * most, 1) == math.inf
    end = descend(cost, optimizer=SGD(0.5 * most), epochs=3000, batch_size=1, sampling="replace").excess[-1]
    assert end < 1e-20


def test_flat_directions_take_no_part() -> None:
    twice = Cost(Data(np.column_stack([x, 2 * x]), y), Linear(bias=False))
    # Both columns move along (1, 2)/√5, on which x has √5 times its size.
    assert stable_lr(twice, 1) == pytest.approx(stable_lr(RAY, 1) / 5)
    assert stationary_excess(twice, 0.02, 1) == pytest.approx(stationary_excess(RAY, 0.1, 1))
    flat = Cost(Data(np.zeros((3, 1)), [1, 2, 3]), Linear(bias=False))
    assert stable_lr(flat, 1) == math.inf
    assert stationary_excess(flat, 0.1, 1) == 0


def test_blocks_of_rows_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(0)
    cost = Cost(Data(rng.normal(size=(101, 4)), rng.normal(size=101)))
    expected = Noise(cost, 3).stable_lr, Noise(cost, 3).excess(0.05)
    monkeypatch.setattr("ravine.cores._NUMBERS", 300)  # some ten rows to a block
    assert (Noise(cost, 3).stable_lr, Noise(cost, 3).excess(0.05)) == pytest.approx(expected, rel=1e-10)


def test_other_losses_and_sizes_are_refused() -> None:
    with pytest.raises(SettingError):
        stationary_excess(Cost(Data(x, y), loss=absolute), 0.1, 1)
    for size in (0, -1, 1.5, True, "2"):
        with pytest.raises(SettingError):
            stable_lr(LINE, size)  # type: ignore[arg-type]
