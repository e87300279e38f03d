"""What people hand in (lists, arrays, tensors, frames, masked arrays) as tables of float64 numbers."""

from collections.abc import Iterable
from decimal import Decimal
from numbers import Integral, Real
from typing import Any

import numpy as np

from ravine.errors import DataError, ShapeError

Array = np.ndarray

# From here on float64 doesn't hold every whole number.
_LAST_WHOLE = 2**53


def numbers(what: str, values: Any, copy: bool = True) -> Array:
    """`values`, called `what`, as float64, nothing rounded; nan where one is missing.

    Without `copy` it may be the caller's own array.

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
    return array.astype(np.float64, copy=copy)


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


def as_table(what: str, values: Any) -> tuple[Array, tuple[str, ...]]:
    """Columns of numbers, shape (m, d), and their names where the values bring some."""
    if (columns := _columns(values)) is not None:
        named = [
            (str(name), numbers(f"{what}, column {name}", column, copy=False)) for name, column in columns
        ]
        values = np.column_stack([column for _, column in named]) if named else np.empty((0, 0))
        return values, tuple(name for name, _ in named)
    table = numbers(what, values, copy=False)
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


def indexed_otherwise(x: Any, y: Any) -> bool:
    """Whether pandas would pair the rows of x and y in another way than by their order."""
    first, second = (getattr(values, "index", None) for values in (x, y))
    return (
        first is not None
        and hasattr(first, "equals")
        and hasattr(second, "equals")
        and not first.equals(second)
    )
