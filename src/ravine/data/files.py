"""CSV, TSV and Parquet files, through DuckDB: one honest table, or one clear error.

Nothing is left to be guessed. The encoding, the separator, the header and the shape of a text file are
settled by `text` first; DuckDB then gets a plain copy of the rows, reads every cell as text, and turns
into float64 what is written like a number.
"""

import gzip
import os
import re
import sys
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from ravine.data.table import (
    MOST_CLASSES,
    Column,
    Selection,
    Table,
    first_repeated,
    foreign_mark,
    nearest,
    number_pattern,
)
from ravine.data.text import Outline, decode, find_separator
from ravine.errors import DataError, SettingError

Array = np.ndarray

_NOT_FINITE = tuple(sign + word for sign in ("", "+", "-") for word in ("nan", "inf", "infinity"))
_MISSING = ("", "na", "n/a", "null", "none", *_NOT_FINITE)
_LARGE = 2.0**53  # from here on not every whole number is a float64
_DATA_FILES = (".csv", ".tsv", ".txt", ".gz", ".parquet")


def read_table(source: str | Path, *, decimal: str = ".", encoding: str | None = None) -> Table:
    """The table in a file: CSV, TSV, the same with ; or |, any of these gzipped, or Parquet.

    Args:
        source: the file, or "-" for standard input; its content says what it is, not its name.
        decimal: the decimal mark of its numbers, "." or ",".
        encoding: its encoding, by Python's name for it; None is UTF-8.

    Raises:
        DataError: when the file can't be read, or isn't one table with named columns.
        SettingError: for a decimal mark or an encoding that isn't known.
    """
    return _read(source, decimal, encoding)[0]


def read_cells(
    source: str | Path, *, decimal: str = ".", encoding: str | None = None
) -> tuple[Table, list[tuple[str, ...]]]:
    """The table in a file, as `read_table` has it, and each row's cells as they stand there."""
    return _read(source, decimal, encoding, cells=True)


def _read(
    source: str | Path, decimal: str, encoding: str | None, cells: bool = False
) -> tuple[Table, list[tuple[str, ...]]]:
    if decimal not in (".", ","):
        raise SettingError("files-decimal", got=decimal)
    file = "<stdin>" if source == "-" else str(Path(source))
    raw = _unzipped(_bytes(source, file), file)
    with _database(file) as (con, folder):
        # After Parquet's mark comes a Thrift structure: a CSV may well have a column named PAR1.
        if raw.startswith(b"PAR1\x15"):
            names, lines = _load_parquet(con, folder, raw, file), None
        else:
            names, lines = _load_text(con, folder, decode(raw, file, encoding), decimal, file)
        columns = _columns(con, decimal)
        texts = ", ".join(f"coalesce(c{j}::VARCHAR, '')" for j in range(len(names)))
        found = con.execute(f"FROM cells SELECT {texts}").fetchall() if cells else []
    table = Table(file, dict(zip(names, columns, strict=True)), len(columns[0].values), lines, decimal)
    return table, found


def _bytes(source: str | Path, file: str) -> bytes:
    path = Path(source)
    try:
        return sys.stdin.buffer.read() if source == "-" else path.read_bytes()
    except FileNotFoundError as fault:
        if near := nearest(path.name, [other.name for other in _inside(path.parent)]):
            raise DataError("files-not-found-near", file=file, near=str(path.with_name(near))) from fault
        raise DataError("files-not-found", file=file) from fault
    except (OSError, ValueError, AttributeError) as fault:  # a program without a console has no stdin
        if os.path.isdir(path):  # which never raises, as Path.is_dir may
            tables = (other for other in _inside(path) if other.suffix in _DATA_FILES)
            raise DataError(
                "files-folder", file=file, example=str(next(tables, path / "houses.csv"))
            ) from fault
        raise DataError("files-unreadable", file=file, fault=_first_line(fault)) from fault


def _inside(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _unzipped(raw: bytes, file: str) -> bytes:
    try:
        return gzip.decompress(raw) if raw.startswith(b"\x1f\x8b") else raw
    except (OSError, EOFError, zlib.error) as fault:
        raise DataError("files-gzip", file=file) from fault


@contextmanager
def _database(file: str) -> Iterator[tuple[Any, Path]]:
    """A DuckDB of our own that fetches nothing, and a folder for the one file it reads.

    DuckDB takes *, ? and [ in a name for a pattern and can't read standard input; a copy under a plain
    name has neither trouble.
    """
    import duckdb  # 0.1 s, so only when a file is read

    try:
        with TemporaryDirectory(prefix="ravine-") as folder, duckdb.connect() as con:
            con.execute("SET autoinstall_known_extensions = false; SET autoload_known_extensions = false")
            con.execute("SET enable_progress_bar = false")
            con.execute("SET temp_directory = ?", [folder])
            yield con, Path(folder)
    except (OSError, duckdb.Error) as fault:
        raise DataError("files-unreadable", file=file, fault=_first_line(fault)) from fault


def _load_text(con: Any, folder: Path, text: bytes, decimal: str, file: str) -> tuple[Sequence[str], Array]:
    """The table `cells` of a text file, its columns c0, c1, ...; their names and each row's line."""
    if not text:
        raise DataError("files-empty", file=file)
    outline = Outline(text, find_separator(text, decimal))
    outline.check_quotes(file)
    names = outline.row(0)
    _check_header(names, decimal, file)
    outline.check_cells(file)
    if len(outline.cells) == 1:
        raise DataError("files-no-rows", file=file)
    copy = folder / "cells.csv"
    copy.write_bytes(memoryview(text)[outline.ends[0] + 1 :])
    columns = ", ".join(f"'c{j}': 'VARCHAR'" for j in range(len(names)))
    longest = int(np.diff(outline.ends).max()) + 1
    # Only where no cell is quoted does a line feed always end a row, as parallel readers suppose.
    parallel = b'"' not in text and longest < 1_000_000
    rows = (
        f"read_csv(?, columns={{{columns}}}, delim='{outline.separator}', quote='\"', escape='\"', "
        "header=false, new_line='\\n', auto_detect=false, strict_mode=true, null_padding=false, "
        "ignore_errors=false, hive_partitioning=false, "
        f"max_line_size={max(longest + 1, 2_000_000)}, parallel={parallel})"
    )
    con.execute(f"CREATE TABLE cells AS FROM {rows}", [str(copy)])
    if (found := _count(con)) != len(outline.cells) - 1:  # a DuckDB with a looser grammar than ours
        raise DataError("files-rows-differ", file=file, rows=len(outline.cells) - 1, found=found)
    return names, outline.lines[1:]


def _load_parquet(con: Any, folder: Path, raw: bytes, file: str) -> Sequence[str]:
    """The table `cells` of a Parquet file, its columns c0, c1, ...; their names."""
    import duckdb

    copy = folder / "cells.parquet"
    copy.write_bytes(raw)
    try:
        # The schema's own names: a query renames those that differ by case only.
        schema = con.execute("SELECT name, num_children FROM parquet_schema(?)", [str(copy)]).fetchall()
        names = _top_level(schema)
        columns = ", ".join(f"c{j}" for j in range(len(names)))
        rows = f"read_parquet(?, hive_partitioning=false) AS file({columns})"
        con.execute(f"CREATE TABLE cells AS FROM {rows}", [str(copy)])
    except duckdb.Error as fault:
        raise DataError("files-parquet", file=file, fault=_first_line(fault, copy, file)) from fault
    _check_names(names, {"file": file, "unit": "row"})
    if not _count(con):
        raise DataError("files-no-rows", file=file)
    return names


def _top_level(schema: Sequence[tuple[str, int | None]]) -> list[str]:
    """The columns' names in a Parquet schema, which lists every node before its children, the root first."""
    names, at = [], 1
    while at < len(schema):
        names.append(schema[at][0])
        pending = 1
        while pending:
            pending += (schema[at][1] or 0) - 1
            at += 1
    return names


def _check_header(names: Sequence[str], decimal: str, file: str) -> None:
    """The first line names the columns."""
    number = re.compile(number_pattern(decimal))
    numbers = [name for name in names if number.fullmatch(name) or foreign_mark(name, decimal)]
    missing = [name for name in names if name.strip(" \t").lower() in _MISSING]
    if numbers and len(numbers) + len(missing) == len(names):
        raise DataError("files-no-header", file=file, cell=numbers[0])
    _check_names(names, {"file": file, "unit": "line"})


def _check_names(names: Sequence[str], where: dict[str, str]) -> None:
    nameless = next((j for j, name in enumerate(names, 1) if not name.strip()), None)
    if nameless is not None:
        raise DataError("files-name-empty", **where, place=nameless, count=len(names))
    if twice := first_repeated(names):
        raise DataError("files-name-twice", **where, column=twice)


def _count(con: Any) -> int:
    return con.execute("FROM cells SELECT count(*)").fetchone()[0]


def _columns(con: Any, decimal: str) -> list[Column]:
    types = [row[1] for row in con.execute("DESCRIBE cells").fetchall()]
    columns = []
    for start in range(0, len(types), 100):  # DuckDB would take 8 s to plan 5,000 such columns at once
        few = range(start, min(start + 100, len(types)))
        numbers = ", ".join(f"{_number(f'c{j}', types[j], decimal)} AS c{j}" for j in few)
        values = con.execute(f"FROM cells SELECT {numbers}").fetchnumpy()
        columns += [_column(con, j, values[f"c{j}"], decimal) for j in few]
    return columns


def _number(column: str, type: str, decimal: str) -> str:
    """SQL for the finite number in a cell; else NULL where it is missing, NaN for a flag, ±inf for text.

    DuckDB's own cast takes 1_000 and +-1 for numbers, and older ones misround HUGEINT and DECIMAL; it
    is right for text that looks like a number.
    """
    if type in ("DOUBLE", "FLOAT", "BIGINT", "INTEGER"):
        return f"CASE WHEN isfinite({column}::DOUBLE) THEN {column}::DOUBLE END"
    mark = decimal if type == "VARCHAR" else "."
    cell = f"{column}::VARCHAR"
    return (
        f"CASE WHEN regexp_full_match({cell}, '{number_pattern(mark)}') "
        f"THEN TRY_CAST(replace({cell}, '{mark}', '.') AS DOUBLE) "
        f"WHEN {cell} IS NULL OR {_word(column)} IN {_MISSING} THEN NULL "
        f"WHEN {_word(column)} IN ('true', 'false') THEN 'nan' ELSE 'inf' END"
    )


def _word(column: str) -> str:
    return f"lower(trim({column}::VARCHAR, ' \t'))"


def _column(con: Any, j: int, found: Array, decimal: str) -> Column:
    """Column j, given what `_number` found in its cells."""
    values, missing = np.ma.getdata(found), np.ma.getmaskarray(found)
    flag, text = np.isnan(values) & ~missing, np.isinf(values) & ~missing
    number = ~(missing | flag | text)
    values = np.where(number, values, np.nan)
    if not (flag.any() or text.any()):
        kind = "numbers" if number.any() else "empty"
        return Column(kind, values, rounded=_rounded(con, j, values))
    if not (number.any() or text.any()):
        return Column("flags", _flags(con, j))
    row = int((text if text.any() else flag).argmax())
    (cell,) = con.execute(f"FROM cells SELECT c{j}::VARCHAR WHERE rowid = {row}").fetchone()
    mostly = 2 * text.sum() <= (~missing).sum() or foreign_mark(cell, decimal)
    if mostly:
        return Column("mixed", values, (row, cell))
    words, codes = _words(con, j)
    return Column("text", values, (row, cell), words=words, codes=codes)


def _words(con: Any, j: int) -> tuple[tuple[str, ...], Array | None]:
    """The different words of a text column in order, and each row's number among them, NaN where missing.

    Of a column of more words than classes can have, nothing.
    """
    word = f"CASE WHEN {_word(f'c{j}')} NOT IN {_MISSING} THEN trim(c{j}::VARCHAR, ' \t') END"
    sql = f"SELECT DISTINCT {word} AS w FROM cells WHERE w IS NOT NULL ORDER BY w LIMIT {MOST_CLASSES + 1}"  # noqa: S608
    found = con.execute(sql).fetchall()
    if len(found) > MOST_CLASSES:
        return (), None
    words = tuple(row[0] for row in found)
    number = {word: float(k) for k, word in enumerate(words)}
    cells = con.execute(f"FROM cells SELECT {word} AS w").fetchall()
    return words, np.array([number.get(cell, np.nan) for (cell,) in cells])


def _flags(con: Any, j: int) -> Array:
    flag = f"CASE {_word(f'c{j}')} WHEN 'true' THEN 1::DOUBLE WHEN 'false' THEN 0::DOUBLE END"
    return np.ma.filled(con.execute(f"FROM cells SELECT {flag} AS flag").fetchnumpy()["flag"], np.nan)


def _rounded(con: Any, j: int, values: Array) -> list[tuple[int, str]]:
    """Row and text of the whole numbers that no float64 holds."""
    large = np.flatnonzero(np.abs(values) >= _LARGE)
    if not len(large):
        return []
    cells = con.execute(f"FROM cells SELECT c{j}::VARCHAR AS c").fetchnumpy()["c"]
    whole = re.compile(r"\s*[-+]?\d+\s*")
    return [
        (int(row), cells[row])
        for row in large
        if whole.fullmatch(cells[row]) and Decimal(cells[row]) != Decimal(values[row])
    ]


def _first_line(fault: BaseException, copy: Path | None = None, file: str = "") -> str:
    text = getattr(fault, "strerror", None) or str(fault).partition("\n")[0]
    return text.replace(str(copy), file) if copy else text


__all__ = ["Selection", "Table", "read_cells", "read_table"]
