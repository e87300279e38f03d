"""R of tall tables, beside Householder's QR of the whole and against products in twice the digits."""

from typing import Any

import numpy as np
import pytest

from ravine import qr
from ravine.double_double import total, two_product

Array = np.ndarray
EPS = np.finfo(float).eps
M = 6000
RNG = np.random.default_rng(1)


def normal(*shape: int) -> Array:
    return RNG.normal(size=shape)


def dummies(*first: int) -> Array:
    """Columns of 0 that are 1 from a row on."""
    return (np.arange(M)[:, None] >= first).astype(float)


one, u, v, y = np.ones(M), normal(M), normal(M), normal(M)
SORTED = np.sort(RNG.uniform(0, 20, M))
YEARS = 1900.0 + np.arange(M) % 120
late_constant = np.where(np.arange(M) < M // 2, 5.0, u)
TABLES: dict[str, Array] = {
    "normal": np.column_stack([one, normal(M, 10), y]),
    "means of 1e6": np.column_stack([one, normal(M, 5) + 1e6, y]),
    "sizes 1e24 apart": np.column_stack([one, normal(M, 10) * np.logspace(-12, 12, 10), y]),
    "sizes and means": np.column_stack([one, normal(M, 3) + 1e8, normal(M, 3) * 1e-3 + 5, y]),
    "near the ends of the range": np.column_stack([one, u * 1e140, v * 1e-140, y]),
    "powers, sorted": np.column_stack([one, *(SORTED**k for k in range(1, 11)), y]),
    "powers of years": np.column_stack([one, *(YEARS**k for k in range(1, 4)), y]),
    "all sorted": np.column_stack([one, np.sort(normal(M, 6), axis=0), y]),
    "constants": np.column_stack([one, 7 * one, 0.1 * one, u, y]),
    "zeros": np.column_stack([one, 0 * one, u, y]),
    "only zeros": np.zeros((M, 4)),
    "dependent": np.column_stack([one, u, u, 3.3058 * u, u + v, v, y]),
    "nearly dependent": np.column_stack([one, u, u + 1e-9 * v, v + 1e-13 * u, v, y]),
    "an exact fit": np.column_stack([one, u, v, 1 + 2 * u - 3 * v]),
    "dummies that begin late": np.column_stack([one, dummies(M // 2, M - 50, M - 1), u, y]),
    "a dummy that is 1 once": np.column_stack([one, np.arange(M) == 7, u, y]),
    "constant at first": np.column_stack([one, late_constant, late_constant * v, y]),
    "wild": np.column_stack([one, RNG.standard_cauchy((M, 5)), y]),
    "one of each, sorted": np.column_stack([one, np.diff(dummies(*range(0, M, M // 20)), axis=1), y]),
    "in the step of the first look": np.column_stack([one, np.arange(M) % (M // 40) == 0, u, y]),
    "wide": np.column_stack([one, normal(M, 60), y]),
}
tables = pytest.mark.parametrize("name", TABLES)


def read_of(A: Array) -> qr.Read:
    return lambda rows: np.array(A[rows].T, order="C")


def products(A: Array) -> Array:
    """AᵀA in twice float64's digits, rounded once."""
    pairs = [total(*two_product(column[:, None], A)) for column in A.T]
    return np.array([pair.high + pair.low for pair in pairs])


def off(R: Array, A: Array) -> float:
    """By how much RᵀR differs from AᵀA, columns at length 1: what a QR of slightly other columns makes."""
    scale = np.maximum(np.abs(A).max(axis=0), 1e-200)
    length = np.where(A.any(axis=0), np.linalg.norm(A / scale, axis=0), 1.0)
    return float(np.abs(products(R / scale / length) - products(A / scale / length)).max())


@tables
def test_products_are_as_good_as_those_of_householders_whole_qr(name: str) -> None:
    A = TABLES[name]
    R = qr.tall(read_of(A), *A.shape)
    assert R.shape == (A.shape[1],) * 2
    assert np.array_equal(R, np.triu(R))
    assert off(R, A) <= max(1e-14, 2 * off(np.linalg.qr(A, mode="r"), A))


@pytest.mark.parametrize("name", ["normal", "sizes 1e24 apart", "wild", "wide"])
def test_where_columns_are_independent_R_is_householders(name: str) -> None:
    A = TABLES[name]
    R, Q = qr.tall(read_of(A), *A.shape), np.linalg.qr(A, mode="r")
    R, Q = (T * np.sign(T.diagonal())[:, None] for T in (R, Q))
    assert (np.abs(R - Q) <= 1e-14 * np.linalg.norm(Q, axis=0)).all()


@tables
def test_the_products_are_enough_without_householders_qr_of_all_rows(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sorted rows, constants, dummies that begin late: none of them is on the slow path."""

    def slow(*_: Any) -> Array:
        raise AssertionError

    monkeypatch.setattr(qr, "_stacked", slow)
    A = TABLES[name]
    assert np.isfinite(qr.tall(read_of(A), *A.shape)).all()


def test_where_products_fail_householder_does_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A row that dwarfs all others, and that the first look missed, hides what columns differ in."""
    A = np.column_stack([one, u, u, v, y])
    A[5, 1] = A[9, 2] = 1e14
    stacked, seen = qr._stacked, []
    monkeypatch.setattr(qr, "_stacked", lambda *of: seen.append(1) or stacked(*of))
    assert off(qr.tall(read_of(A), *A.shape), A) <= 1e-14
    assert seen


@pytest.mark.parametrize("size", [1e4, 1e8])
def test_a_larger_row_that_the_first_look_missed_is_a_second_look(size: float) -> None:
    A = np.column_stack([one, u, u, v, y])
    A[5, 1] = A[9, 2] = size
    assert off(qr.tall(read_of(A), *A.shape), A) <= 1e-14


@pytest.mark.parametrize("size", [np.inf, np.nan])
def test_what_is_no_number_stays_none(size: float) -> None:
    A = np.column_stack([one, u, v])
    A[5, 1] = size
    assert not np.isfinite(qr.tall(read_of(A), *A.shape)).all()


@pytest.mark.parametrize("rows", [1, 2, 3, 400, 1999, 2000, 2731])
def test_any_number_of_rows(rows: int) -> None:
    A = TABLES["powers of years"][:rows]
    assert off(qr.tall(read_of(A), *A.shape), A) <= 64 * EPS


def test_stacking_is_the_triangle_of_all() -> None:
    A = TABLES["sizes and means"]
    R = qr.stacked(qr.reduced(A[:1000]), qr.reduced(A[1000:]))
    assert off(R, A) <= 64 * EPS
