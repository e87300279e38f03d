"""Pairs of float64 against fractions."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravine.double_double import Pair, add, halves, total, two_product, two_sum

NUMBERS = st.floats(-1e100, 1e100).filter(lambda a: a == 0 or abs(a) > 1e-100)


def exact(pair: Pair) -> Fraction:
    return Fraction(float(pair.high)) + Fraction(float(pair.low))


@given(NUMBERS, NUMBERS)
def test_sums_and_products_of_two_are_exact(a: float, b: float) -> None:
    assert exact(two_sum(np.float64(a), np.float64(b))) == Fraction(a) + Fraction(b)
    assert exact(two_product(np.float64(a), np.float64(b))) == Fraction(a) * Fraction(b)


@given(NUMBERS)
def test_products_of_halves_are_exact(a: float) -> None:
    one, other = halves(np.float64(a))
    assert Fraction(float(one)) + Fraction(float(other)) == Fraction(a)
    assert all(Fraction(float(part * part)) == Fraction(float(part)) ** 2 for part in (one, other))


@pytest.mark.parametrize("k", [1, 2, 3, 7, 100, 1001])
def test_sums_of_many_have_twice_the_digits(k: int) -> None:
    rng = np.random.default_rng(k)
    terms = rng.normal(size=(k, 3)) * 10.0 ** rng.integers(-8, 8, size=(k, 3))
    low = terms * 1e-17
    pair = total(terms, low)
    for j in range(3):
        expected = sum(Fraction(value) for value in [*terms[:, j].tolist(), *low[:, j].tolist()])
        got = exact(Pair(pair.high[j], pair.low[j]))
        assert abs(got - expected) <= Fraction(1e-30) * Fraction(float(np.abs(terms[:, j]).sum()))
        assert pair.high[j] == float(expected)


def test_what_cancels_leaves_its_low_part() -> None:
    one = Pair(np.float64(1.0), np.float64(1e-20))
    assert exact(add(one, Pair(np.float64(-1.0), np.float64(0.0)))) == Fraction(1e-20)
