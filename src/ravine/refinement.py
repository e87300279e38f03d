"""The least-squares W to its last digit: Newton's steps, by gradients in twice float64's digits."""

from weakref import WeakKeyDictionary

import numpy as np

from ravine.cores import block_size, reduce_blocks
from ravine.data import Rows
from ravine.double_double import Pair, add, halves, product, total, two_product
from ravine.eigen import unit_columns
from ravine.qr import reduced
from ravine.triangle import Table

Array = np.ndarray

_EPS = float(np.finfo(np.float64).eps)
# Of columns so nearly dependent that a step may leave more of the error than that, nothing is refined.
_LEFT = 0.1
# Where all steps do as much as they promise, fewer are enough.
_STEPS = 8


def refined(table: Table, W: Array, A: Array, pull: Array) -> Array:
    """W, the best one but for rounding, to its last digit: W += (AᵀA)⁻¹ g until that changes nothing.

    Worked out once for the same rows, columns and pull.

    Args:
        table: of rows that are in memory.
        W: shape (p,).
        A: of independent columns, whose AᵀA is the table's, and the pull's, but for rounding: (k, p).
        pull: see `gradient`.

    Source: Å. Björck, Numerical Methods for Least Squares Problems, 1996, section 2.9.
    """
    known = _known.setdefault(table.rows, {})
    key = (table.hypothesis, table.columns, pull.tobytes())
    if key not in known:
        with np.errstate(all="ignore"):  # what leaves the range ends the steps
            known[key] = _stepped(table, W, A, pull)
    return known[key].copy()


_known: WeakKeyDictionary[Rows, dict[tuple, Array]] = WeakKeyDictionary()


def _stepped(table: Table, W: Array, A: Array, pull: Array) -> Array:
    unit, length = unit_columns(A)
    R = reduced(unit)
    left = 16 * len(W) * _EPS * np.linalg.cond(R)
    best, last = Pair(W, np.zeros_like(W)), np.inf
    for _ in range(_STEPS if left < _LEFT else 0):
        g = gradient(table, best, pull)
        step = np.linalg.solve(R, np.linalg.solve(R.T, g / length))
        size = float(np.linalg.norm(step))
        if not size < last / 2:  # no progress any more, or not a number
            break
        best, last = add(best, Pair(step / length, np.zeros_like(W))), size
        # The next step would change no digit of any number, or none of the largest one's low part.
        each = np.abs(best.high * length)
        if left * size <= max(_EPS / 8 * each.min(), _EPS**2 * each.max()):
            break
    return best.high if np.isfinite(best.high).all() else W


def gradient(table: Table, W: Pair, pull: Array) -> Array:
    """Aᵀ D (t − A W) − pull · W, D the weights of the rows of A and t, (p,): as if worked out with 32 digits.

    Args:
        table: A and t.
        W: shape (p,).
        pull: of l2, for each number of W.
    """
    picked = list(table.columns)

    def block(x: Array, y: Array, w: Array | None) -> Pair:
        def part(rows: slice) -> Pair:
            columns = table.read(x, y, rows)[picked]
            return _pulled(columns[:-1], columns[-1], None if w is None else w[rows].astype(np.float64), W)

        return reduce_blocks(part, add, len(y), block_size(len(picked)))

    pushed = two_product(-pull, W.high)
    whole = add(table.rows.reduce(block, add), Pair(pushed.high, pushed.low - pull * W.low))
    return whole.high + whole.low


def _pulled(A: Array, t: Array, w: Array | None, W: Pair) -> Pair:
    """A D (t − Aᵀ W) of some rows, A (p, k) and t (k,)."""
    parts, column = halves(A), W.high[:, None]
    predicted, error = product(A, parts, column, halves(column))
    terms, low = np.vstack([t, -predicted]), -(error + A * W.low[:, None])
    residual = total(terms, low)
    if w is not None:
        high, error = two_product(residual.high, w)
        residual = Pair(high, residual.low * w + error)
    pulled, error = product(A, parts, residual.high, halves(residual.high))
    return total(pulled.T, (error + A * residual.low).T)
