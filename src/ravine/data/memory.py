"""Rows held in memory: checked once, standardised and undone."""

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from numbers import Integral, Real
from typing import Any, TypeVar

import numpy as np

from ravine.errors import DataError, SettingError, ShapeError

Sum = TypeVar("Sum")
Array = np.ndarray

# What is this small beside a column is the rounding of its numbers, not something the data say.
ROUNDING = 1e-13
# From here on float64 doesn't hold every whole number.
_LAST_WHOLE = 2**53


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
        table, own_names = _table("x", x)
        column, own_target = _table("y", y)
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
        if _indexed_otherwise(x, y):
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

    def reduce(self, map: Callable[[Any, Any, Any], Sum], combine: Callable[[Sum, Sum], Sum]) -> Sum:
        """`map(x, y, w)`: rows in memory are one block, there is nothing to combine."""
        return map(self.x, self.y, None if self.weights is None else self.weights.astype(self.dtype))

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


def numbers(what: str, values: Any) -> Array:
    """`values`, called `what`, as float64, nothing rounded; nan where one is missing.

    Raises:
        DataError: when they aren't numbers, or whole numbers that float64 would round.
    """
    try:
        if hasattr(values, "detach"):  # a torch tensor, on any device, with a gradient or without
            values = values.detach().cpu()
            values = values.double() if values.is_floating_point() else values  # NumPy knows no bfloat16
        array = np.asarray(values)
    except ValueError as fault:
        raise DataError("data-ragged", what=what) from fault
    except (TypeError, RuntimeError) as fault:
        raise DataError("data-not-numbers", what=what, got=type(values).__name__) from fault
    if array.dtype.kind in "USc":  # a list with one text in it is all texts to NumPy; which one was it?
        array = np.asarray(values if isinstance(values, list | tuple) else array, dtype=object)
    if array.dtype.kind == "O":
        cells = [_number(what, cell) for cell in array.flat]
        return np.array(cells, dtype=np.float64).reshape(array.shape)
    if array.dtype.kind not in "fiub":
        raise DataError("data-not-numbers", what=what, got=array.dtype.name)
    if array.dtype.kind in "iu" and array.size:
        largest = max(int(array.max()), int(array.min()), key=abs)
        if abs(largest) > _LAST_WHOLE:
            raise DataError("data-rounded", what=what, got=str(largest))
    if isinstance(values, np.ma.MaskedArray):  # as an array it would show what its mask hides
        return np.ma.filled(values.astype(np.float64), np.nan)
    return array.astype(np.float64)


def _number(what: str, cell: Any) -> float:
    if cell is None or type(cell).__name__ == "NAType":  # pandas' NA, without loading pandas
        return float("nan")
    if not isinstance(cell, Real | Decimal | np.bool_):
        raise DataError("data-not-numbers", what=what, got=_shown(cell))
    if isinstance(cell, Integral) and abs(int(cell)) > _LAST_WHOLE:
        raise DataError("data-rounded", what=what, got=_shown(cell))
    try:
        return float(cell)
    except (ValueError, OverflowError) as fault:
        raise DataError("data-not-numbers", what=what, got=_shown(cell)) from fault


def _shown(cell: Any) -> str:
    """A value that can't be used: itself where it is a plain one, else its kind."""
    text = repr(cell) if isinstance(cell, str | bytes | complex | Real | Decimal) else type(cell).__name__
    return text if len(text) <= 60 else f"{text[:57]}..."


def _table(what: str, values: Any) -> tuple[Array, tuple[str, ...]]:
    """Columns of numbers, shape (m, d), and their names where the values bring some."""
    if (columns := _columns(values)) is not None:
        named = [(str(name), numbers(f"{what}, column {name}", column)) for name, column in columns]
        values = np.column_stack([column for _, column in named]) if named else np.empty((0, 0))
        return values, tuple(name for name, _ in named)
    table = numbers(what, values)
    if table.ndim not in (1, 2):
        raise ShapeError("data-axes", what=what, shape=table.shape)
    name = getattr(values, "name", None)  # a series
    own = (name,) if isinstance(name, str) and name else ()
    return (table[:, None] if table.ndim == 1 else table), own


def _columns(values: Any) -> Iterable[tuple[Any, Any]] | None:
    """The columns of a frame by name, each in its own kind of numbers; None when it's no frame."""
    if hasattr(values, "columns") and hasattr(values, "items"):  # a pandas frame
        return values.items()
    if hasattr(values, "get_columns"):  # a Polars frame
        return [(column.name, column) for column in values.get_columns()]
    if hasattr(values, "column_names"):  # a pyarrow table
        return zip(values.column_names, values.columns, strict=True)
    return None


def _indexed_otherwise(x: Any, y: Any) -> bool:
    """Whether pandas would pair the rows of x and y in another way than by their order."""
    first, second = (getattr(values, "index", None) for values in (x, y))
    return (
        first is not None
        and hasattr(first, "equals")
        and hasattr(second, "equals")
        and not first.equals(second)
    )


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
    """`table` in `dtype`, checked: all finite, and the squares, of which a cost is made, in range."""
    row, column = map(int, np.unravel_index(np.argmin(np.isfinite(table)), table.shape))
    if not np.isfinite(table[row, column]):
        got = str(table[row, column])
        raise DataError("data-not-finite", row=row, column=names[column], got=got)
    size = np.abs(table).max(axis=0)
    with np.errstate(over="ignore"):
        usable = (size == 0) | ((size**2 >= np.finfo(dtype).tiny) & (size**2 <= np.finfo(dtype).max))
    if not usable.all():
        column = int(np.argmin(usable))
        raise DataError("data-range", column=names[column], size=float(size[column]), dtype=str(dtype))
    return np.ascontiguousarray(table, dtype=dtype)


__all__ = ["ROUNDING", "Data", "Standardisation", "numbers", "precision", "varies"]
