"""Rates: against loops that count and grids that search, and at sizes where no loop would end."""

import math

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ravine.analysis.rates import best_lr, epochs_to, log_factors

Array = np.ndarray


@pytest.mark.parametrize(
    "a", [0.0, 1e-300, 1e-17, 0.3, 1 - 2**-53, 1 + 2**-52, 1.7, 2 - 2**-52, 2.0, 2 + 2**-51, 3.0, 1e300]
)
def test_log_factors_keep_every_digit(a: float) -> None:
    with mpmath.workdps(400):
        expected = float(mpmath.log(abs(1 - mpmath.mpf(a))))
    assert log_factors(np.array([a]))[0] == pytest.approx(expected, rel=1e-15, abs=0)


def test_log_factors_of_a_jump_to_the_bottom() -> None:
    assert log_factors(np.array([1.0]))[0] == -math.inf


# --- best_lr ---------------------------------------------------------------------------------------


def log_cost(lr: Array, eigenvalues: Array, shares: Array, epochs: int) -> Array:
    """log Σ share · (1 − lr·λ)^(2K) of many lr at once."""
    present = shares > 0
    with np.errstate(divide="ignore"):
        moves = np.log(np.abs(1 - lr[:, None] * eigenvalues[present]))
    return np.logaddexp.reduce(np.log(shares[present]) + 2.0 * epochs * moves, axis=1)


spectra = st.lists(st.floats(1e-6, 1e6), min_size=1, max_size=5).map(lambda v: np.sort(v)[::-1])


@settings(deadline=None)
@given(spectra, st.data())
def test_no_lr_of_a_fine_grid_does_better(eigenvalues: Array, data: st.DataObject) -> None:
    positive = st.floats(1e-30, 1e3)
    shares = np.array([data.draw(positive) for _ in eigenvalues])
    epochs = data.draw(st.sampled_from([1, 2, 10, 100, 1000, 10**5]))
    best = best_lr(eigenvalues, shares, epochs)
    near = best * (1 + np.linspace(-0.01, 0.01, 201))
    wide = np.geomspace(0.5 / eigenvalues[0], 2 / eigenvalues[-1], 500)
    at_best = log_cost(np.array([best]), eigenvalues, shares, epochs)[0]
    # 1 − lr·λ of the grid is itself known to some units in the last place, 2K times over.
    slack = 1e-12 * epochs
    assert (log_cost(np.concatenate([near, wide]), eigenvalues, shares, epochs) >= at_best - slack).all()


@pytest.mark.parametrize("epochs", [0, 1, 2, 1000, 10**15])
def test_one_curvature_is_jumped_in_one_step(epochs: int) -> None:
    assert best_lr(np.array([28 / 3]), np.array([14 / 3]), epochs) == 1 / (28 / 3)
    assert best_lr(np.array([7.0, 7.0]), np.array([1.0, 5.0]), epochs) == 1 / 7
    # Directions without a share have no say.
    assert best_lr(np.array([100.0, 7.0, 1.0]), np.array([0.0, 5.0, 0.0]), epochs) == 1 / 7


def test_one_epoch_is_cauchys_steepest_descent() -> None:
    """lr = gᵀg / gᵀHg, which minimises the cost along the gradient."""
    curvature, error = np.array([9.0, 4.0, 0.5]), np.array([0.1, 2.0, -3.0])
    gradient = curvature * error
    expected = gradient @ gradient / (gradient @ (curvature * gradient))
    assert best_lr(curvature, curvature / 2 * error**2, 1) == pytest.approx(expected, rel=1e-14)


def test_with_more_and_more_epochs_it_is_the_long_run_lr() -> None:
    curvature, shares = np.array([10.0, 3.0, 1.0]), np.array([1e-6, 1.0, 5.0])
    distance = [abs(best_lr(curvature, shares, 10**k) - 2 / 11) for k in range(16)]
    assert distance == sorted(distance, reverse=True)
    assert distance[-1] < 1e-14


def test_already_at_the_best_and_flat_everywhere() -> None:
    assert best_lr(np.array([4.0, 1.0]), np.zeros(2), 10) == 1 / 4
    assert best_lr(np.empty(0), np.empty(0), 10) == math.inf


@pytest.mark.parametrize("epochs", [0, 1, 10, 1000, 10**6, 10**15])
@pytest.mark.parametrize("flattest", [1.0, 1e-12, 1e-300])
@pytest.mark.parametrize("share", [1e-300, 1.0, 1e300])
def test_any_sizes_give_an_lr_between_the_two_jumps(epochs: int, flattest: float, share: float) -> None:
    lr = best_lr(np.array([1e6, flattest]), np.array([1.0, share]), epochs)
    assert 1e-6 <= lr <= 1 / flattest


# --- epochs_to -------------------------------------------------------------------------------------


MOST = 2000


def counted(share: float, shares: Array, moves: Array) -> int | None:
    """Epoch by epoch, as a run would; None where it isn't reached within MOST."""
    left = shares.copy()
    with np.errstate(over="ignore"):
        for k in range(MOST):
            if left.sum() <= share * shares.sum():
                return k
            left = left * (1 - moves) ** 2
    return None


@settings(deadline=None, max_examples=300)
@given(
    st.lists(st.tuples(st.floats(0, 3), st.floats(1e-12, 9)), min_size=1, max_size=5), st.floats(1e-6, 0.9)
)
def test_epochs_are_those_that_one_counts(pairs: list[tuple[float, float]], share: float) -> None:
    moves, shares = np.array(pairs).T
    got, expected = epochs_to(share, shares, moves), counted(share, shares, moves)
    if got != expected and (got or MOST) < MOST:
        # Where the sum meets the share to the last digit, rounding decides.
        assert got is not None
        at = (shares * (1 - moves) ** (2 * got)).sum() / shares.sum()
        assert at == pytest.approx(share, rel=1e-9)
    elif expected is not None:
        assert got == expected


def test_what_rises_again_is_met_on_its_way_down() -> None:
    shares, moves = np.array([1.0, 1e-9]), np.array([0.5, 2.5])
    assert epochs_to(0.01, shares, moves) == counted(0.01, shares, moves) == 4
    assert epochs_to(0.01, np.array([1.0, 1e-2]), moves) is None


@pytest.mark.parametrize("move", [0.0, 2.0, 2.1, 1e300])
def test_what_does_not_shrink_never_gets_there(move: float) -> None:
    assert epochs_to(0.01, np.array([1.0]), np.array([move])) is None
    # ... not even where all else shrinks, if more than the share is left of it.
    assert epochs_to(0.01, np.array([1.0, 0.02]), np.array([0.5, move])) is None


@pytest.mark.parametrize("move", [1e-3, 1e-9, 1e-16, 1e-20, 1e-100, 1e-290, 2 - 1e-9, 2 - 2**-51])
def test_crawling_is_counted_without_counting(move: float) -> None:
    shares, moves = np.array([1.0, 3.0]), np.array([move, 1.0])
    got = epochs_to(0.01, shares, moves)
    assert got is not None
    with mpmath.workdps(400):
        expected = mpmath.log(0.04) / 2 / mpmath.log(abs(1 - mpmath.mpf(move)))
        assert mpmath.ceil(expected) == got or abs(got / expected - 1) < 1e-14


def test_beyond_counting() -> None:
    assert epochs_to(0.01, np.array([1.0]), np.array([1e-310])) is None
    assert epochs_to(0.01, np.array([1.0, 1.0]), np.array([1e-310, 1.9])) is None


def test_nothing_to_fall_and_one_jump() -> None:
    assert epochs_to(0.01, np.zeros(2), np.array([0.1, 0.2])) == 0
    assert epochs_to(0.01, np.empty(0), np.empty(0)) == 0
    assert epochs_to(0.01, np.array([1.0]), np.array([1.0])) == 1
    assert epochs_to(0.01, np.array([1.0, 0.0]), np.array([1.0, 5.0])) == 1


@settings(deadline=None)
@given(st.floats(0, 1e308), st.floats(0, 1e308), st.floats(5e-324, 1e300))
def test_the_search_ends_for_every_float(first: float, second: float, share: float) -> None:
    got = epochs_to(0.01, np.array([1.0, share]), np.array([first, second]))
    assert got is None or 0 <= got <= 10**301
