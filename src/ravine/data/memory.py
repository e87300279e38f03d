"""Rows held in memory: checked once, standardised and undone."""

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from ravine.cores import block_size, reduce_blocks
from ravine.data.given import as_table, indexed_otherwise, numbers
from ravine.errors import DataError, SettingError, ShapeError

Sum = TypeVar("Sum")
Array = np.ndarray

# What is this small beside a column is the rounding of its numbers, not something the data say.
ROUNDING = 1e-13


class Data:
    """Features x (m, d) and targets y (m,), finite numbers, one row each.

    The numbers are copied and checked once; they are not to be changed afterwards.

    Args:
        x: numbers, shape (m,) or (m, d): nested lists, a NumPy array, a torch tensor, a pandas or
            Polars frame or series, a pyarrow table or column.
        y: numbers, shape (m,) or (m, 1), of the same kinds.
        names: the d features by name, no two alike; a frame's own names where not given, else x or
            x1, x2, ...
        target: the name of what is predicted.
        dtype: float64 or float32; all arithmetic with these rows is done in it.
        classes: what the targets 0, 1, 2, ... are called, where they are classes.
        weights: how much each row counts beside the others, above 0, shape (m,); a row of weight 2 counts as
            two. Kept so that they are 1 on average.

    Raises:
        ShapeError: when x, y and weights don't have the same number of rows, or too many axes.
        DataError: when there are no rows, when two features have one name, or when a value is missing,
            infinite or no number; or so large or small that its square leaves the range of `dtype`.

    Example:
        >>> Data([[1], [2], [3]], [1, 2, 3])
        Data(m=3, names=('x',), target='y', dtype=float64)
    """

    def __init__(
        self,
        x: Any,
        y: Any,
        *,
        names: Sequence[str] | None = None,
        target: str | None = None,
        dtype: Any = np.float64,
        classes: Sequence[str] = (),
        weights: Any = None,
    ) -> None:
        self.dtype, self.classes = precision(dtype), tuple(classes)
        table, own_names = as_table("x", x)
        column, own_target = as_table("y", y)
        if column.shape[1] != 1:
            raise ShapeError("data-y-columns", shape=column.shape)
        if len(column) != len(table):
            raise ShapeError("data-row-counts", x=len(table), y=len(column))
        if not table.size:
            raise DataError("data-empty", shape=table.shape)
        self.names = _names(names) or own_names or _numbered(table.shape[1])
        self.target = target or (own_target[0] if own_target else "y")
        if len(self.names) != table.shape[1]:
            raise ShapeError("data-name-count", names=len(self.names), columns=table.shape[1])
        if len(set(self.names)) < len(self.names):
            raise DataError("data-name-twice", name=max(self.names, key=self.names.count))
        if indexed_otherwise(x, y):
            raise DataError("data-index")
        self.x = _within(table, self.names, self.dtype)
        self.y = _within(column, (self.target,), self.dtype)[:, 0]
        self.weights = None if weights is None else _weights(weights, self.m)

    def __repr__(self) -> str:
        return f"Data(m={self.m}, names={self.names}, target={self.target!r}, dtype={self.dtype})"

    @property
    def m(self) -> int:
        """How many rows there are."""
        return len(self.y)

    def reduce(
        self,
        map: Callable[[Any, Any, Any], Sum],
        combine: Callable[[Sum, Sum], Sum],
        width: int | None = None,
    ) -> Sum:
        """`map(x, y, w)` of all rows at once, or with a `width` of blocks that fit the caches, on all cores.

        The result is the same to the last bit on any number of cores. Few rows are one block.

        Args:
            map: of x (k, d), y (k,) and w (k,) or None.
            combine: of two results, those of rows above first.
            width: about how many numbers `map` makes for each row, beside those of x.
        """
        x, y, w, m = self.x, self.y, self.weights, self.m
        if w is not None:
            w = w.astype(self.dtype, copy=False)
        size = m if width is None else block_size(x.shape[1] + width)
        if size >= m:
            return map(x, y, w)
        return reduce_blocks(lambda k: map(x[k], y[k], None if w is None else w[k]), combine, m, size)

    def astype(self, dtype: Any) -> "Data":
        """The same rows in another precision; values beyond its range are an error."""
        if precision(dtype) == self.dtype:
            return self
        return self._with(self.x, dtype)

    def take(self, rows: Array) -> "Data":
        """Some of the rows, by their numbers from 0, in that order; one may come more than once."""
        taken = copy(self)
        taken.x, taken.y = self.x[rows], self.y[rows]
        taken.weights = None if self.weights is None else self.weights[rows]
        return taken

    def standardise(self, center: bool = True) -> "Data":
        """The same rows with every feature at mean 0 and standard deviation 1, see `standardisation`."""
        how = self.standardisation(center)
        return self._with(how.apply(self.x), self.dtype)

    def _with(self, x: Array, dtype: Any) -> "Data":
        told = {"names": self.names, "target": self.target, "classes": self.classes, "weights": self.weights}
        return Data(x, self.y, dtype=dtype, **told)

    def standardisation(self, center: bool = True) -> "Standardisation":
        """How to standardise these features.

        Without centring (a hypothesis without a bias couldn't undo it) each feature is divided by its
        root mean square. A constant feature is left at scale 1.
        """
        # A power of two takes out each column's size first, so that squares of 1e300 don't overflow, and
        # the first row is taken off, so that a constant column is left with exactly nothing.
        size = np.exp2(np.frexp(np.abs(self.x).max(axis=0))[1] - 1)
        unit = np.asarray(self.x, np.float64) / size
        first = unit[0] if center else np.zeros(unit.shape[1])
        unit = unit - first
        shift = np.average(unit, axis=0, weights=self.weights) if center else first
        deviation = np.sqrt(np.average((unit - shift) ** 2, axis=0, weights=self.weights))
        mean = first + shift
        return Standardisation(mean * size, np.where(varies(deviation, mean), deviation * size, 1.0))


@dataclass(frozen=True)
class Standardisation:
    """x → (x − mean) / scale, feature by feature: mean and scale of shape (d,), in the features' units."""

    mean: Array
    scale: Array

    def apply(self, x: Array) -> Array:
        """Standardised features, shape (m, d)."""
        return (x - self.mean) / self.scale

    def undo(self, W: Array, bias: bool) -> Array:
        """The weights that predict the same from raw features: W (..., p), with the bias, if any, last.

        Example:
            >>> how = Data([[1], [2], [3]], [1, 2, 3]).standardisation()
            >>> how.undo(np.array([0.8165, 2.5]), bias=True).round(3)
            array([1. , 0.5])
        """
        if not bias:
            return W / self.scale
        slopes = W[..., :-1] / self.scale
        shift = (slopes * self.mean).sum(axis=-1, keepdims=True)
        return np.concatenate([slopes, W[..., -1:] - shift], axis=-1)

    def redo(self, W: Array, bias: bool) -> Array:
        """The weights on standardised features that predict what `W` (p,) does on raw ones."""
        if not bias:
            return W * self.scale
        return np.append(W[:-1] * self.scale, W[-1] + W[:-1] @ self.mean)


def varies(deviation: Array, mean: Array) -> Array:
    """Which columns have a spread that is more than the rounding of their mean."""
    return deviation > ROUNDING * np.abs(mean)


def precision(dtype: Any) -> np.dtype[Any]:
    """float32 or float64 as a NumPy dtype; "float32" and `torch.float32` are understood.

    Raises:
        SettingError: for anything else.
    """
    name = str(np.dtype(dtype)) if isinstance(dtype, type) else str(dtype).removeprefix("torch.")
    if name not in ("float32", "float64"):
        raise SettingError("setting-dtype", got=name)
    return np.dtype(name)


def _weights(values: Any, m: int) -> Array:
    """Weights of rows, checked and made 1 on average."""
    weights = numbers("weights", values)
    if weights.shape != (m,):
        raise ShapeError("data-weights-shape", m=m, shape=weights.shape)
    usable = (weights > 0) & (weights < np.inf)
    if not usable.all():
        row = int(np.argmin(usable))
        raise DataError("data-weights", row=row, got=str(weights[row]))
    return weights / weights.max() / np.mean(weights / weights.max())  # no sum of 1e308 overflows


def _names(names: Sequence[str] | None) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(map(str, names or ()))


def _numbered(d: int) -> tuple[str, ...]:
    return ("x",) if d == 1 else tuple(f"x{j}" for j in range(1, d + 1))


def _within(table: Array, names: Sequence[str], dtype: np.dtype[Any]) -> Array:
    """`table` copied in `dtype` and checked in one pass: all finite, and the squares, a cost's, in range."""
    kept = np.empty(table.shape, dtype)

    def copied(rows: slice) -> Array:
        kept[rows] = table[rows]
        return _largest(np.ascontiguousarray(table[rows]))

    with np.errstate(over="ignore"):  # what leaves the range is refused below
        size = reduce_blocks(copied, np.maximum, len(table), block_size(2 * len(names)))
        usable = (size == 0) | ((size**2 >= np.finfo(dtype).tiny) & (size**2 <= np.finfo(dtype).max))
    if not np.isfinite(size).all():
        row, column = map(int, np.unravel_index(np.argmin(np.isfinite(table)), table.shape))
        raise DataError("data-not-finite", row=row, column=names[column], got=str(table[row, column]))
    if not usable.all():
        column = int(np.argmin(usable))
        raise DataError("data-range", column=names[column], size=float(size[column]), dtype=str(dtype))
    return kept


# So many rows side by side make a row long enough for NumPy to go along it fast.
_SIDE = 16


def _largest(table: Array) -> Array:
    """The largest absolute value of each column, nan where there is one; no array of that size is made."""
    whole = len(table) // _SIDE * _SIDE
    wide, rest = table[:whole].reshape(-1, _SIDE * table.shape[1]), table[whole:]
    ends = [end for part in (wide, rest) if len(part) for end in (part.max(axis=0), -part.min(axis=0))]
    return np.concatenate([end.reshape(-1, table.shape[1]) for end in ends]).max(axis=0)


__all__ = ["ROUNDING", "Data", "Standardisation", "numbers", "precision", "varies"]
