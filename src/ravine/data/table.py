"""A table as it was read, and the choice of features and target from it."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from ravine.data.memory import Data
from ravine.errors import DataError, SettingError
from ravine.words import say

Array = np.ndarray

_LISTED = 20  # names in one message
_SHOWN = 40  # characters of one cell in a message

# Of more different values than that, a column is no column of classes.
MOST_CLASSES = 100


@dataclass(frozen=True, eq=False)
class Column:
    """What a column's cells hold.

    Args:
        kind: "numbers"; "flags", which are true and false; "mixed", numbers with other cells among
            them; "text"; "empty".
        values: shape (m,), NaN where a cell holds no finite number.
        odd: row and text of the first cell that keeps a mixed or text column from being numbers.
        rounded: row and text of whole numbers that no float64 holds exactly.
        words, codes: of a text column, its different words in order, and each row's number among them,
            NaN where missing; nothing where there are more words than classes can have.
    """

    kind: str
    values: Array
    odd: tuple[int, str] | None = None
    rounded: Sequence[tuple[int, str]] = ()
    words: tuple[str, ...] = ()
    codes: Array | None = None


@dataclass(frozen=True, eq=False)
class Selection:
    """The chosen rows, and what there is to say about how they came to be."""

    data: Data
    notes: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Table:
    """One table as its file has it: every column by name, every cell accounted for.

    Args:
        source: the file's name for messages.
        columns: the columns by name, in the file's order.
        m: how many rows there are.
        lines: the line of the file that each row begins on, where it has lines.
        decimal: the decimal mark its numbers were read with.
    """

    source: str
    columns: Mapping[str, Column] = field(repr=False)
    m: int
    lines: Array | None = field(default=None, repr=False)
    decimal: str = "."

    @property
    def names(self) -> tuple[str, ...]:
        """Every column's name, exactly as written."""
        return tuple(self.columns)

    @property
    def numeric(self) -> tuple[str, ...]:
        """The columns that hold numbers or true and false; mixed ones too, which `choose` refuses."""
        return tuple(name for name, column in self.columns.items() if column.kind not in ("text", "empty"))

    def choose(
        self,
        target: str,
        features: Sequence[str] | None = None,
        *,
        drop_missing: bool = False,
        classes: bool = False,
    ) -> Selection:
        """Rows to descend on: the target and the features, by default every other column with numbers.

        With `classes` the target may be words, or any whole numbers: they become 0, 1, 2, ... in order;
        true and false are 1 and 0.

        Raises:
            SettingError: when a name isn't in the table, or stands twice.
            DataError: when a chosen column holds something else than finite numbers.
        """
        chosen = self._chosen(target, features)
        table, words = self, ()
        column = self.columns[target]
        if not classes and column.kind == "text" and column.codes is not None:
            some = [f'"{word}"' for word in column.words]
            raise DataError("files-target-words", file=self.source, column=target, **_listed(some))
        if classes:
            column, words = as_classes(self.columns[target])
            if not words and column.kind in ("text", "numbers"):
                raise DataError("files-classes", file=self.source, column=target, most=MOST_CLASSES)
            table = replace(self, columns={**self.columns, target: column})
        for name in (*chosen, target):
            table._check(name)
        complete = table._complete((*chosen, target), drop_missing)
        values = {name: table.columns[name].values[complete] for name in (*chosen, target)}
        x = np.column_stack([values[name] for name in chosen])
        return Selection(
            Data(x, values[target], names=chosen, target=target, classes=words),
            (*table._notes(target, chosen, features is None, complete), *_class_notes(target, words)),
        )

    def numbers(self, names: Sequence[str], option: str) -> Array:
        """The columns by name, whatever their order in the file, shape (m, k): finite numbers throughout.

        Raises:
            SettingError: when a name isn't in the table; the message says that `option` asks for it.
            DataError: when a cell holds no finite number.
        """
        for name in names:
            if self.columns[self._find(name, option)].kind != "empty":
                self._check(name)
        values = np.column_stack([self.columns[name].values for name in names])
        if np.isnan(values).any():
            row = int(np.isnan(values).any(axis=1).argmax())
            column = names[int(np.isnan(values[row]).argmax())]
            raise DataError("files-cell-missing", **self._place(row), column=column)
        return values

    def _chosen(self, target: str, features: Any) -> tuple[str, ...]:
        """The features by name, asked for or found; a document may ask for anything."""
        if len(self.columns) == 1:
            mark = "comma" if self.decimal == "," else "point"
            raise DataError("files-one-column", file=self.source, column=self.names[0], decimal=mark)
        if not target:
            raise SettingError("files-no-target", file=self.source, **_quoted(self.names))
        self._find(target, "--target")
        if features is None:
            chosen = tuple(name for name in self.numeric if name != target)
            if not chosen:
                raise DataError("files-no-features", file=self.source, column=target, **_quoted(self.names))
            return chosen
        several = isinstance(features, Iterable) and not isinstance(features, str)
        chosen = tuple(self._find(name, "--features") for name in (features if several else [features]))
        if not chosen:
            raise SettingError("files-features-none", file=self.source, **_quoted(self.names))
        if target in chosen:
            raise SettingError("files-target-among-features", column=target)
        if twice := first_repeated(chosen):
            raise SettingError("files-features-twice", column=twice)
        return chosen

    def _find(self, name: Any, option: str) -> str:
        """`name`, if a column has it."""
        if isinstance(name, str) and name in self.columns:
            return name
        asked = {"file": self.source, "option": option, "column": str(name), **_quoted(self.names)}
        if near := nearest(str(name), self.names):
            raise SettingError("files-no-column-near", **asked, near=near)
        raise SettingError("files-no-column", **asked)

    def _check(self, name: str) -> None:
        """Column `name` holds numbers, or true and false, and nothing else."""
        column = self.columns[name]
        if column.kind == "empty":
            raise DataError("files-column-empty", file=self.source, column=name, rows=self.m)
        if column.odd is None:
            return
        row, cell = column.odd
        where = {**self._place(row), "column": name, "cell": _short(cell)}
        if re.fullmatch(number_pattern(self.decimal), cell):
            raise DataError("files-cell-too-large", **where)
        if mark := foreign_mark(cell, self.decimal):
            raise DataError("files-cell-mark", **where, mark=mark)
        raise DataError("files-cell", **where)

    def _complete(self, used: Sequence[str], drop: bool) -> Array:
        """Which rows have a finite number in every used column, shape (m,)."""
        holes = {name: np.isnan(self.columns[name].values) for name in used}
        complete = ~np.logical_or.reduce(list(holes.values()))
        if complete.all():
            return complete
        if drop and not complete.any():
            raise DataError("files-none-complete", file=self.source, rows=self.m)
        if not drop:
            row = int(complete.argmin())
            counts = {name: int(missing.sum()) for name, missing in holes.items() if missing.any()}
            raise DataError(
                "files-missing",
                **self._place(row),
                column=next(name for name in used if holes[name][row]),
                cells=sum(counts.values()),
                rows=int((~complete).sum()),
                **_listed([f'"{name}": {count}' for name, count in counts.items()]),
            )
        return complete

    def _notes(self, target: str, chosen: Sequence[str], default: bool, complete: Array) -> Iterable[str]:
        used = (*chosen, target)
        left_out = [name for name in self.names if name not in used]
        if default and left_out:
            yield say("files-note-left-out", **_quoted(left_out))
        if flags := [name for name in used if self.columns[name].kind == "flags"]:
            yield say("files-note-flags", **_quoted(flags))
        for name in used:
            rounded = [(row, cell) for row, cell in self.columns[name].rounded if complete[row]]
            if rounded:
                row, cell = rounded[0]
                where = {**self._place(row), "column": name, "cell": _short(cell)}
                yield say("files-note-rounded", **where, count=len(rounded))
        if dropped := int((~complete).sum()):
            yield say("files-note-dropped", dropped=dropped, rows=self.m)

    def _place(self, row: int) -> dict[str, Any]:
        """Where a row is, for a message: its line in a text file, else its number."""
        if self.lines is None:
            return {"file": self.source, "unit": "row", "line": row + 1}
        return {"file": self.source, "unit": "line", "line": int(self.lines[row])}


def as_classes(column: Column) -> tuple[Column, tuple[str, ...]]:
    """The column as classes 0, 1, 2, ... and what these stand for; as it is where it holds none.

    Example:
        >>> column, words = as_classes(Column("numbers", np.array([7.0, 3.0, 7.0])))
        >>> column.values, words
        (array([1., 0., 1.]), ('3', '7'))
    """
    if column.kind == "flags":
        return column, ("false", "true")
    if column.kind == "text" and column.codes is not None:
        return Column("numbers", column.codes), column.words
    different = np.unique(column.values[~np.isnan(column.values)])
    if column.odd or not 0 < len(different) <= MOST_CLASSES or (different != np.floor(different)).any():
        return column, ()
    codes = np.where(np.isnan(column.values), np.nan, np.searchsorted(different, column.values))
    return Column("numbers", codes), tuple(f"{value:.0f}" for value in different)


def _class_notes(target: str, words: Sequence[str]) -> Iterable[str]:
    told_already = [str(k) for k in range(len(words))], ["false", "true"]
    if words and list(words) not in told_already:
        told = [f'"{word}" = {k}' for k, word in enumerate(words)]
        yield say("files-note-classes", column=target, **_listed(told))


def number_pattern(decimal: str) -> str:
    """What a person types for a number, as a regular expression for Python and for DuckDB alike."""
    return rf"[ \t]*[-+]?([0-9]+[{decimal}]?[0-9]*|[{decimal}][0-9]+)([eE][-+]?[0-9]+)?[ \t]*"


def foreign_mark(cell: str, decimal: str) -> str | None:
    """The other decimal mark, when it is all that keeps the cell from being a number.

    Example:
        >>> foreign_mark("1,5", "."), foreign_mark("1.234.567,8", ","), foreign_mark("1.5", ".")
        (',', '.', None)
    """
    mark = "," if decimal == "." else "."
    bare = cell.replace(mark, "")
    return mark if bare != cell and re.fullmatch(number_pattern(decimal), bare) else None


def first_repeated(names: Iterable[str]) -> str | None:
    """The first name that stood there before."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return None


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The one of the names that is most like `name`, spaces, case and Unicode's variants aside.

    Example:
        >>> nearest("Price", [" price", "prices"]), nearest("pirce", ["price", "size"]), nearest("x", ["abc"])
        (' price', 'price', None)
    """
    known = {_bare(other): other for other in reversed(list(names))}
    close = difflib.get_close_matches(_bare(name), known, n=1, cutoff=0.7)
    return known[close[0]] if close else None


def _bare(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def _short(cell: str) -> str:
    return cell if len(cell) <= _SHOWN else cell[:_SHOWN] + "…"


def _quoted(names: Sequence[str]) -> dict[str, Any]:
    return _listed([f'"{name}"' for name in names])


def _listed(items: Sequence[str]) -> dict[str, Any]:
    """The first few for a message, and how many more there are."""
    return {"columns": ", ".join(items[:_LISTED]), "more": max(len(items) - _LISTED, 0)}


__all__ = [
    "MOST_CLASSES",
    "Column",
    "Selection",
    "Table",
    "as_classes",
    "first_repeated",
    "foreign_mark",
    "nearest",
    "number_pattern",
]
