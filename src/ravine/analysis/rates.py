"""Learning rates and epochs from curvatures alone: the best lr for K epochs, the epochs to a share.

A move is a = lr·λ: each epoch multiplies the error along that direction by 1 − a.
"""

from collections.abc import Callable

import numpy as np

Array = np.ndarray


def log_factors(moves: Array) -> Array:
    """The logarithm of |1 − a|, to the last digit also where a is nearly 0 or 2; −inf at a = 1.

    Example:
        >>> log_factors(np.array([1e-20, 2 - 2.0**-50])) * [1e20, 2.0**50]
        array([-1., -1.])
    """
    with np.errstate(divide="ignore"):
        return np.log1p(np.where(moves <= 1, -moves, moves - 2))


def best_lr(eigenvalues: Array, shares: Array, epochs: int) -> float:
    """The lr of least cost after K epochs: the minimum over lr of f(lr) = Σ share · (1 − lr·λ)^(2K).

    f is convex, so the sign of its derivative tells on which side the minimum lies. The terms with
    lr·λ < 1 pull lr up, those with lr·λ > 1 push it down; they are compared as logarithms, which a
    thousand epochs can't overflow.

    Args:
        eigenvalues: λ > 0 of the directions that aren't flat, steepest first.
        shares: what each has of the excess cost at the start.
        epochs: K. 0 is taken as 1: no lr helps or harms then.

    Returns:
        the lr for the true gradient; 1/λmax when already at the best, inf when every direction is flat.

    Example:
        >>> best_lr(np.array([4.0, 1.0]), np.array([1.0, 1.0]), 1)  # (4 + 1) / (4² + 1²)
        0.29411764705882354
    """
    if not len(eigenvalues):
        return float("inf")
    present = shares > 0
    if not present.any():
        return float(1 / eigenvalues[0])
    curvature = eigenvalues[present]
    weight = np.log(shares[present]) + np.log(curvature)
    low, high = float(1 / curvature.max()), float(1 / curvature.min())
    while low < (middle := (low + high) / 2) < high:
        with np.errstate(over="ignore"):
            moves = middle * curvature
        pull = weight + (2.0 * max(epochs, 1) - 1) * log_factors(moves)
        up, down = _log_sum(pull[moves < 1]), _log_sum(pull[moves > 1])
        low, high = (middle, high) if up > down else (low, middle)
    return high


def epochs_to(share: float, shares: Array, moves: Array) -> int | None:
    """The first epoch k with Σ shares · (1 − moves)^(2k) ≤ share · Σ shares; None when there is none.

    The sum is convex in k, so it falls to one lowest point and may rise after it. Beyond 10^300 epochs
    nobody counts: None too.

    Example:
        >>> one, half = np.array([1.0]), np.array([0.5])
        >>> epochs_to(0.01, one, half), epochs_to(0.01, one, 2 * half), epochs_to(0.01, one, 4 * half)
        (4, 1, None)
    """
    total = float(shares.sum())
    if not total > 0:
        return 0
    with np.errstate(divide="ignore", over="ignore", under="ignore"):
        speed = 2 * log_factors(moves)
        alive = (shares > 0) & (speed > -np.inf)  # the rest is gone after the first epoch
        speed, weight = speed[alive], np.log(shares[alive]) - np.log(total)
        change = weight + np.log(np.abs(speed))

        def left(k: int) -> float:
            return float(np.exp(_log_sum(weight + speed * float(k))))

        def settled(k: int) -> bool:
            """Whether the share is reached at k, or never will be after it."""
            pull = change + speed * float(k)
            return left(k) <= share or _log_sum(pull[speed > 0]) >= _log_sum(pull[speed < 0])

        first = _first(settled)
        return first if first is not None and left(first) <= share else None


def _log_sum(logarithms: Array) -> float:
    """The logarithm of a sum, from those of its terms."""
    return float(np.logaddexp.reduce(logarithms, initial=-np.inf))


def _first(holds: Callable[[int], bool]) -> int | None:
    """The smallest k ≥ 1 at which `holds`, which stays true once it is; None beyond 10^300."""
    high = 1
    while not holds(high):
        high *= 2
        if high > 1e300:
            return None
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def divide(numerator: float, denominator: float) -> float:
    """The quotient; infinite where the denominator is 0."""
    return numerator / denominator if denominator else float("inf")
