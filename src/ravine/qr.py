"""The triangle R of tall tables: as good as Householder's QR, at the price of two matrix products."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from ravine.cores import reduce_blocks

Array = np.ndarray
# The columns of some rows, as the rows of an array: (n, k).
Read = Callable[[slice], Array]

_EPS = float(np.finfo(np.float64).eps)
# Tables of so many numbers are done by Householder's QR as quickly; of more, it wakes other cores for little.
_SMALL = 2**13
# How many rows a column to look at first; their columns' lengths are known to a third.
_LOOK = 8
# A part of the rows stays in a core's cache, and its products, of so many multiplications, on one core: for
# larger ones libraries wake other cores, which are at work already.
_LEAST_ROWS, _MOST_ROWS, _PRODUCT = 256, 8192, 2**20
# What rounding may grow by where a triangle is inverted rather than solved.
_GROWN = 32.0
# The least eigenvalue that products of unit columns may have: what is lost grows with its power −1.5.
_LEAST = 1 / 16
# So many units in the last place of a column are its rounding.
_ROUNDING = 16 * _EPS


def reduced(table: Array) -> Array:
    """R of the QR factorisation of `table` (k, n), by Householder: (min(k, n), n)."""
    return np.asarray(np.linalg.qr(table, mode="r"))


def tall(read: Read, rows: int, columns: int) -> Array:
    """R of the QR factorisation of a table A that is read by slices, `read(slice)` giving (columns, k) of it.

    A few rows, from all over the table, are factored first, into P. Then C = A P⁻¹ is nearly orthonormal, so

        CᵀC = LLᵀ (Cholesky),    R = Lᵀ P

    has lost no digits, where AᵀA would lose half of them. Where C turns out badly conditioned, R takes P's
    place, and where even that has failed, R is Householder's.

    Source: T. Fukaya et al., Shifted Cholesky QR for computing the QR factorization of ill-conditioned
    matrices, 2020, of which this differs in that P is found from rows; N. Higham, Accuracy and Stability of
    Numerical Algorithms (2nd ed.), sections 8.1 and 14.2, for solving by inverted blocks.
    """
    if rows * columns <= _SMALL or rows < 3 * _LOOK * columns:
        return reduced(read(slice(0, rows)).T)
    with np.errstate(all="ignore"):  # what leaves the range of numbers is left to Householder
        R = reduced(read(slice(0, rows, rows // (_LOOK * columns))).T)
        for _ in range(3):
            P = _regular(R)
            factor = _cholesky(_products(read, rows, P), P)
            if factor is None:
                break
            R = factor.R
            if factor.least >= _LEAST:
                return R
    return _stacked(read, rows, columns)


class _Factor(NamedTuple):
    R: Array  # (n, n)
    least: float  # the least eigenvalue of the products of C's columns, these at length 1


def _cholesky(products: Array, P: Array) -> _Factor | None:
    """R from CᵀC and P; None where C has dependent columns and more than rounding along them."""
    length = np.sqrt(products.diagonal())
    # What C has along a column of A that depends on others is the rounding of that column.
    whole = np.sqrt(np.einsum("ij,ij->j", P, products @ P))
    length = np.where(length * P.diagonal() <= _ROUNDING * whole, 0.0, length)
    own = np.where(length, length, 1.0)
    unit = np.where(np.outer(length, length), products / own / own[:, None], np.eye(len(P)))
    if not np.isfinite(unit).all():
        return None
    least = float(np.linalg.eigvalsh(unit)[0])
    if least <= len(P) * _ROUNDING:
        return None
    return _Factor(np.linalg.cholesky(unit).T * length @ P, least)


def _products(read: Read, rows: int, P: Array) -> Array:
    """CᵀC for C = A P⁻¹, on all cores."""
    solve = _solver(P)

    def block(part: slice) -> Array:
        C = solve(read(part))
        return C.dot(C.T)  # which lets other threads run; `@` doesn't where so few numbers come out

    size = min(max(_PRODUCT // len(P) ** 2, _LEAST_ROWS), _MOST_ROWS)
    return reduce_blocks(block, np.add, rows, size)


def _solver(P: Array) -> Callable[[Array], Array]:
    """`solve(table)`: P⁻ᵀ table, by blocks of columns, each by the inverse of its part of P.

    A row's error is what rounding each column would have made, `_GROWN` times at most, however far the
    columns are apart in size and however nearly they depend on each other.
    """
    blocks = list(_blocks(P))

    def solve(table: Array) -> Array:
        for first, last, inverse in blocks:
            if first:
                table[first:last] -= P[:first, first:last].T @ table[:first]
            if last - first == len(P):
                return inverse @ table
            table[first:last] = inverse @ table[first:last]
        return table

    return solve


def _blocks(P: Array) -> Iterator[tuple[int, int, Array]]:
    """Columns first to last of P, as many together as may be inverted, and their inverse transposed."""
    first = 0
    while first < len(P):
        rest = P[first:, first:]
        inverse, length = np.linalg.inv(rest), np.linalg.norm(rest, axis=0)
        grown = length @ (np.abs(inverse) @ np.abs(rest)) / length
        beyond = np.flatnonzero(~(grown <= _GROWN))
        size = max(1, int(beyond[0])) if beyond.size else len(rest)
        yield first, first + size, np.ascontiguousarray(inverse[:size, :size].T)
        first += size


def _regular(R: Array) -> Array:
    """R as one may divide by it: a column that depends on those before it stands for itself alone.

    The diagonal is made of powers of two: so a column of 1 stays one of equal powers, whose sums are exact.
    """
    length = np.linalg.norm(R, axis=0)
    dependent = np.abs(R.diagonal()) <= _ROUNDING * length
    R = np.where(dependent[:, None], np.diag(np.where(length, length, 1.0)), R)
    return R / np.frexp(R.diagonal())[0][:, None]


def _stacked(read: Read, rows: int, columns: int) -> Array:
    """R by Householder, a part of the rows at a time."""
    size = max(_SMALL // columns, 2 * columns)
    return reduce_blocks(lambda part: reduced(read(part).T), stacked, rows, size)


def stacked(one: Array, other: Array) -> Array:
    """R of the rows of two triangles."""
    return reduced(np.vstack([one, other]))
