"""Sums and products in twice float64's digits.

A pair (high, low) of float64 stands for the number high + low, of some 32 digits. Pairs are made by plain
sums and products alone, so every machine finds the same.
"""

from typing import NamedTuple

import numpy as np

Array = np.ndarray


class Pair(NamedTuple):
    """High + low, arrays of one shape, low no more than rounding of high."""

    high: Array
    low: Array


def two_sum(a: Array, b: Array) -> Pair:
    """A + b exactly.

    Example:
        >>> two_sum(np.float64(1.0), np.float64(1e-20))
        Pair(high=np.float64(1.0), low=np.float64(1e-20))

    Source: D. Knuth, The Art of Computer Programming, volume 2, section 4.2.2, theorem B.
    """
    high = a + b
    part = high - a
    return Pair(high, (a - (high - part)) + (b - part))


def two_product(a: Array, b: Array) -> Pair:
    """A · b exactly, where no part of it leaves the range.

    Source: T. Dekker, A floating-point technique for extending the available precision, 1971, section 5.
    """
    return product(a, halves(a), b, halves(b))


def add(one: Pair, other: Pair) -> Pair:
    """The sum of two pairs."""
    high, low = two_sum(one.high, other.high)
    return Pair(*two_sum(high, low + (one.low + other.low)))


def total(terms: Array, low: Array) -> Pair:
    """The sum of `terms` (k, ...) and of what is `low` beside them, (l, ...), over their first axes."""
    low = low.sum(axis=0)
    while len(terms) > 1:
        half = len(terms) // 2
        sums, errors = two_sum(terms[:half], terms[half : 2 * half])
        low = low + errors.sum(axis=0)
        terms = sums if len(terms) % 2 == 0 else np.concatenate([sums, terms[-1:]])
    return Pair(*two_sum(terms[0], low))


def halves(a: Array) -> tuple[Array, Array]:
    """A as the sum of two numbers of 26 digits of base 2."""
    large = a * 134217729.0  # 2²⁷ + 1
    high = large - (large - a)
    return high, a - high


def product(a: Array, a_halves: tuple[Array, Array], b: Array, b_halves: tuple[Array, Array]) -> Pair:
    """The same of numbers whose halves are known."""
    (a1, a2), (b1, b2) = a_halves, b_halves
    high, low = a * b, a1 * b1
    low -= high
    for one, two in ((a1, b2), (a2, b1), (a2, b2)):
        low += one * two
    return Pair(high, low)
