"""The directions of a matrix: those it maps to 0, as its columns depend on others, and the rest by size."""

from typing import NamedTuple

import numpy as np

from ravine.data.memory import ROUNDING
from ravine.qr import reduced

Array = np.ndarray


class Columns(NamedTuple):
    """Which columns depend on no others, and how the rest depend on these."""

    own: list[int]  # columns that depend on no others
    rest: list[int]  # those that do
    how: Array  # A[:, rest] = A[:, own] @ how

    @classmethod
    def of(cls, A: Array) -> "Columns":
        """The columns of A (k, p), whatever their units."""
        # Whether columns depend on each other is a question of their directions, not of their units.
        unit, length = unit_columns(A)
        left, own = unit.copy(), []
        while len(own) < min(A.shape) and (size := np.linalg.norm(left, axis=0)).max() > ROUNDING:
            own.append(int(np.argmax(size)))
            along = left[:, own[-1]] / size.max()
            left -= np.outer(along, along @ left)
            left[:, own[-1]] = 0.0
        rest = [j for j in range(A.shape[1]) if j not in own]
        how = np.linalg.lstsq(unit[:, own], unit[:, rest], rcond=None)[0]
        # A column that has nothing to do with another has exactly nothing to do with it, in any units.
        how[np.abs(how) <= ROUNDING] = 0.0
        flat = np.zeros((A.shape[1], len(rest)))
        flat[own], flat[rest] = -how / length[own][:, None], np.diag(1 / length[rest])
        # In their own units, let those be the rest that are no large multiples of the others.
        for j in range(len(rest)):
            rest[j] = int(np.argmax(np.abs(flat[:, j])))
            flat[:, j] /= flat[rest[j], j]
            others = np.arange(len(rest)) != j
            flat[:, others] -= np.outer(flat[:, j], flat[rest[j], others])
        own = [j for j in range(A.shape[1]) if j not in rest]
        return cls(own, rest, -flat[own])

    def flat(self) -> Array:
        """An orthonormal basis of the directions that A maps to 0, shape (p, len(rest))."""
        null = np.zeros((len(self.own) + len(self.rest), len(self.rest)))
        null[self.own], null[self.rest] = -self.how, np.eye(len(self.rest))
        # Not Q itself: it knows its small numbers only as well as its large ones.
        return np.linalg.solve(reduced(null).T, null.T).T


class Directions(NamedTuple):
    """The singular directions of a matrix A, steepest first, without the flat ones."""

    sizes: Array  # (n,): how long A makes each
    right: Array  # (p, n): unit columns
    left: Array  # (k, n): what A makes of them, as unit columns

    @classmethod
    def of(cls, A: Array, columns: Columns) -> "Directions":
        """Those of A (k, p), each size to its own digits where columns are far apart in size."""
        own, rest, how = columns
        # A = A[:, own] K, and K maps nothing but the flat directions to 0; its rows span all others.
        K = np.zeros((len(own), A.shape[1]))
        K[:, own], K[:, rest] = np.eye(len(own)), how
        span, L = np.linalg.qr(K.T)
        steep = A[:, own] @ L.T
        # Columns from the longest to the shortest: a graded triangle keeps the digits of its small singular
        # values, where those of the matrix as it stands would drown in the rounding of the largest.
        order = np.argsort(-np.linalg.norm(steep, axis=0), kind="stable")
        Q, R = np.linalg.qr(steep[:, order])
        U, sizes, Vt = np.linalg.svd(R)
        return cls(sizes, span[:, order] @ Vt.T, Q @ U)


def unit_columns(A: Array) -> tuple[Array, Array]:
    """A with its columns at length 1, and their lengths; an all-zero column keeps 1.

    Example:
        >>> unit_columns(np.array([[3.0, 0.0], [4.0, 0.0]]))
        (array([[0.6, 0. ],
               [0.8, 0. ]]), array([5., 1.]))
    """
    length = np.linalg.norm(A, axis=0)
    length[length == 0] = 1.0
    return A / length, length
