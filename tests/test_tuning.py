"""The best lr and momentum: against grids that search, and by real runs."""

import math

import numpy as np
import pytest

from ravine.analysis.spectrum import Theory, theory
from ravine.descent import descend
from ravine.optim import SGD
from ravine.quadratic import Quadratic

Array = np.ndarray


def problem(
    *curvatures: float, epochs: int = 50, seed: int = 0, gradient: str = "mean", m: int = 2
) -> Theory:
    rng = np.random.default_rng(seed)
    turned = np.linalg.qr(rng.normal(size=(len(curvatures),) * 2))[0]
    A = np.sqrt(np.array(curvatures) * m / 2)[:, None] * turned
    names = tuple(f"w{j}" for j in range(len(curvatures)))
    quadratic = Quadratic(A, A @ rng.normal(size=len(names)), m, names, gradient=gradient)
    return theory(quadratic, start=rng.normal(size=len(names)), epochs=epochs)


PROBLEMS = {
    "one": (3.0,),
    "two": (100.0, 1.0),
    "round": (2.0, 2.0, 2.0),
    "five": tuple(np.geomspace(1, 1e-4, 5)),
    "thirty": tuple(np.geomspace(50, 0.05, 30)),
}
problems = pytest.mark.parametrize("name", PROBLEMS)


def end(known: Theory, rule: SGD) -> float:
    """What a run by `rule` really ends at, above the least cost."""
    trace = descend(known.quadratic, optimizer=rule, epochs=known.epochs, start=known.start)
    return float(trace.excess[-1])


def costs(known: Theory, rates: Array, momenta: Array, how: SGD) -> Array:
    """log of the excess that these settings end at, by the rule's own steps, all at once."""
    lam = known.eigenvalues * known.quadratic.ratio
    u = np.repeat((known.directions.T @ (known.start - known.best[0]))[:, None], rates.size, axis=1)
    rule = SGD(rates, momenta, how.dampening, how.weight_decay, how.nesterov)
    state = rule.init(u)
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        for _ in range(known.epochs):
            u, state = rule.step(u, lam[:, None] * u, state)
        return np.nan_to_num(np.log(known.eigenvalues / 2 @ u**2), nan=np.inf)


@problems
@pytest.mark.parametrize("epochs", [1, 2, 10, 100])
@pytest.mark.parametrize(
    "rule",
    [
        SGD(1.0, momentum=0.5),
        SGD(1.0, momentum=0.9),
        SGD(1.0, momentum=0.9, dampening=0.4),
        SGD(1.0, momentum=0.9, nesterov=True),
    ],
)
def test_no_lr_of_a_fine_sweep_does_much_better(name: str, epochs: int, rule: SGD) -> None:
    known = problem(*PROBLEMS[name], epochs=epochs).follow(rule)
    wide = np.geomspace(1e-5 / known.eigenvalues[0], 8 / known.eigenvalues[-1], 4000)
    rates = np.concatenate([[known.best_lr], known.best_lr * np.linspace(0.97, 1.03, 301), wide])
    found = costs(known, rates, np.full(rates.size, rule.momentum), rule)
    start = math.log(known.start_cost - known.best[1])
    # Where all is gone but rounding, there is nothing to compare.
    assert found[0] <= max(found.min() + 0.02, start - 60)


def test_weight_decay_has_a_best_lr_too() -> None:
    known = problem(100.0, 1.0, epochs=40).follow(SGD(1.0, weight_decay=0.3))
    rates = known.best_lr * np.concatenate([[1.0], np.linspace(0.9, 1.1, 41), np.geomspace(0.01, 2, 41)])
    ends = [end(known, SGD(lr, weight_decay=0.3)) for lr in rates]
    assert ends[0] <= min(ends) * (1 + 1e-6)


@problems
@pytest.mark.parametrize("nesterov", [False, True])
@pytest.mark.parametrize("epochs", [1, 3, 20, 200])
@pytest.mark.parametrize("seed", [0, 1])
def test_the_best_rule_is_never_worse_than_no_momentum_or_the_long_run_one(
    name: str, nesterov: bool, epochs: int, seed: int
) -> None:
    known = problem(*PROBLEMS[name], epochs=epochs, seed=seed, gradient="half_sum", m=7)
    best = known.best_rule(nesterov)
    assert best.nesterov == (nesterov and best.momentum > 0)
    others = [SGD(known.best_lr), known.long_run_rule(nesterov)]
    rounding = 1e-20 * known.start_cost
    assert end(known, best) <= min(end(known, rule) for rule in others) * (1 + 1e-6) + rounding


@pytest.mark.parametrize("nesterov", [False, True])
def test_hardly_any_pair_of_a_coarse_grid_does_better(nesterov: bool) -> None:
    for name in ("two", "five", "thirty"):
        known = problem(*PROBLEMS[name], epochs=30)
        best, how = known.best_rule(nesterov), SGD(1.0, momentum=0.5, nesterov=nesterov)
        momenta, rates = np.meshgrid(
            np.linspace(0.01, 0.99, 99), np.geomspace(0.1, 8, 400) / known.eigenvalues[0]
        )
        found = costs(known, rates.ravel(), momenta.ravel(), how)
        own = costs(known, np.array([best.lr]), np.array([best.momentum]), how)[0]
        assert own <= np.quantile(found, 1e-4) + 0.3


@pytest.mark.parametrize("kappa", [1.0, 1.5, 10.0, 1e4])
def test_long_run_choices_shrink_the_worst_direction_most(kappa: float) -> None:
    known = problem(2.0 * kappa, 7.0 if kappa > 4 else 2.0 * kappa, 2.0, gradient="sum", m=3)

    def worst(rule: SGD) -> float:
        return float(known.follow(rule).factors().max())

    heavy, nesterov = known.long_run_rule(), known.long_run_rule(nesterov=True)
    root = math.sqrt(kappa)
    assert worst(heavy) == pytest.approx((root - 1) / (root + 1), abs=1e-6)
    assert worst(nesterov) == pytest.approx(1 - 2 / math.sqrt(3 * kappa + 1), abs=1e-6)
    rng = np.random.default_rng(0)
    for rule in (heavy, nesterov):
        if not rule.momentum:
            continue
        for a, b in rng.uniform(0.8, 1.2, (200, 2)):
            other = SGD(rule.lr * a, min(rule.momentum * b, 0.9999), nesterov=rule.nesterov)
            assert worst(other) >= worst(rule) - 1e-6


@pytest.mark.parametrize("momentum", [0.0, 0.1, 0.5, 0.95])
@pytest.mark.parametrize("nesterov", [False, True])
def test_the_long_run_lr_of_a_given_momentum_shrinks_the_worst_direction_most(
    momentum: float, nesterov: bool
) -> None:
    known = problem(30.0, 7.0, 2.0, gradient="sum", m=3).follow(
        SGD(1.0, momentum=momentum, nesterov=nesterov and momentum > 0)
    )
    best = known.factors(known.long_run_lr)
    for share in np.linspace(0.05, 1.5, 300):
        assert np.abs(known.factors(share * known.long_run_lr)).max() >= np.abs(best).max() - 1e-7


@pytest.mark.parametrize("epochs", [10**6, 10**15])
def test_any_number_of_epochs_comes_to_the_long_run_choice(epochs: int) -> None:
    known = problem(100.0, 7.0, 1.0, epochs=epochs)
    best, long = known.best_rule(), known.long_run_rule()
    assert best.momentum == pytest.approx(long.momentum, rel=1e-3)
    assert known.follow(SGD(1.0, momentum=0.9)).best_lr > 0


def test_at_the_best_and_where_all_is_flat_nothing_has_to_move() -> None:
    known = problem(100.0, 1.0)
    there = theory(known.quadratic, start=known.best[0], rule=SGD(1.0, momentum=0.9))
    assert there.best_lr == pytest.approx(1.9 / 100)
    assert there.best_rule() == SGD(there.follow(None).best_lr)
    flat = theory(Quadratic(np.zeros((1, 2)), np.ones(1), 3, ("a", "b")), rule=SGD(1.0, momentum=0.9))
    assert flat.best_lr == flat.long_run_lr == flat.stable_lr == math.inf
    assert flat.best_rule() == flat.long_run_rule(nesterov=True) == SGD(1.0)
    assert flat.epochs_to_1_percent(flat.best_lr) == 0
