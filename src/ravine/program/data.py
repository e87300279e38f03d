"""The data of a program: numbers written out, or the lines that read them from their file by name."""

import gzip
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ravine.data.files import Table, read_table
from ravine.data.memory import ROUNDING
from ravine.data.text import decode, find_separator
from ravine.errors import DataError
from ravine.experiment import Experiment
from ravine.program.text import Part, comment, listed, quoted, tensor
from ravine.words import say

# So many numbers may be written out; a program with more of them is no longer one to read.
MOST_WRITTEN = 200

# A cell that isn't written like a number: true and false, and what stands for a missing one ("nan" and "inf"
# are words that float() knows).
WORDS = '{"true": 1, "false": 0} | dict.fromkeys(["", "na", "n/a", "null", "none"], "nan")'

# A column that varies by less than this share of its mean is measured from its first row, as the run does.
_STEADY = 1e-6


def data_parts(experiment: Experiment, folder: Path) -> tuple[list[str], list[Part]]:
    """What a program imports for its data, and the parts that make x_train and y_train of them.

    Raises:
        DataError: when the rows are neither in a text file nor few enough to be written out.
    """
    # Standardising is done in float64, as the run does it; the precision asked for comes after that.
    dtype = "float64" if experiment.standardize else experiment.dtype
    imports, data = _from_file(experiment, folder, dtype) or ([], _written(experiment, dtype))
    return imports, [data, *([_standardised(experiment)] if experiment.standardize else [])]


def _written(experiment: Experiment, dtype: str) -> Part:
    """The numbers themselves."""
    x, y = experiment.data.x, experiment.data.y
    if (count := x.size + y.size) > MOST_WRITTEN:
        raise DataError("code-too-many", count=count, most=MOST_WRITTEN)
    options = f"dtype=torch.{dtype}"
    lines = [tensor("x_train", x, options), tensor("y_train", y[:, None], options)]
    return Part(say("code-data"), "\n".join(lines))


def _from_file(experiment: Experiment, folder: Path, dtype: str) -> tuple[list[str], Part] | None:
    """The lines that read the file of the experiment; None where it has none that a program could read."""
    source = experiment.source
    if source.get("file", "-") == "-":
        return None
    path = folder / str(source["file"])
    reading = {key: source[key] for key in ("decimal", "encoding") if key in source}
    table = read_table(path, **reading)
    if table.lines is None:  # Parquet
        if experiment.data.x.size + experiment.data.y.size > MOST_WRITTEN:
            raise DataError("code-parquet", file=str(path), example=str(path.with_suffix(".csv")))
        return None
    zipped, text = _text(path, source.get("encoding"))
    decimal = source.get("decimal", ".")
    columns = [*experiment.data.names, experiment.data.target]
    lines = [
        listed("columns = ", map(quoted, columns)),
        *_number(table, columns, decimal),
        *_open(path, source, zipped, find_separator(text, decimal), _cell(table, columns, decimal)),
        f"table = torch.tensor(rows, dtype=torch.{dtype})",
    ]
    if _holes(table, columns):
        lines += [comment(say("code-missing")), "table = table[table.isfinite().all(dim=1)]"]
    lines.append("x_train, y_train = table[:, :-1], table[:, -1:]")
    return ["csv", *(["gzip"] if zipped else [])], Part(say("code-file"), "\n".join(lines))


def _text(path: Path, encoding: str | None) -> tuple[bool, bytes]:
    """Whether the file is zipped, and its text."""
    raw = path.read_bytes()
    zipped = raw.startswith(b"\x1f\x8b")
    return zipped, decode(gzip.decompress(raw) if zipped else raw, str(path), encoding)


def _open(path: Path, source: Mapping[str, Any], zipped: bool, separator: str, cell: str) -> list[str]:
    """The lines that read the rows, a list of numbers each."""
    encoding = source.get("encoding", "utf-8")
    call, mode = ("gzip.open", '"rt", ') if zipped else ("open", "")
    marked = _marked(path, zipped, encoding)
    delimiter = "" if separator == "," else f", delimiter={quoted(separator)}"
    return [
        f'with {call}({quoted(str(path))}, {mode}newline="", encoding={quoted(encoding)}) as file:',
        *([f"    file.read(1)  {comment(say('code-mark'))}"] if marked else []),
        f"    lines = csv.DictReader(file{delimiter})",
        f"    rows = [[{cell} for name in columns] for line in lines]",
    ]


def _marked(path: Path, zipped: bool, encoding: str) -> bool:
    """Whether the text begins with a byte order mark that its encoding doesn't take away."""
    with (gzip.open if zipped else open)(path, "rt", newline="", encoding=encoding) as file:
        return file.read(1) == "\ufeff"


def _number(table: Table, columns: Sequence[str], decimal: str) -> list[str]:
    """The function that makes a number of a cell, where float() alone wouldn't do."""
    if not _worded(table, columns):
        return []
    number = 'cell.replace(",", ".")' if decimal == "," else "cell"
    return [
        f"words = {WORDS}",
        "",
        "",
        "def number(cell):",
        "    cell = cell.strip().lower()",
        f"    return float(words.get(cell, {number}))",
        "",
        "",
    ]


def _cell(table: Table, columns: Sequence[str], decimal: str) -> str:
    """The expression for the number in one cell."""
    if _worded(table, columns):
        return "number(line[name])"
    return 'float(line[name].replace(",", "."))' if decimal == "," else "float(line[name])"


def _worded(table: Table, columns: Sequence[str]) -> bool:
    return _holes(table, columns) or any(table.columns[name].kind == "flags" for name in columns)


def _holes(table: Table, columns: Sequence[str]) -> bool:
    return any(np.isnan(table.columns[name].values).any() for name in columns)


def _standardised(experiment: Experiment) -> Part:
    """What the run does to its features first, see `Data.standardisation`."""
    x = experiment.data.x
    if not experiment.bias:
        title, lines = say("code-scaled"), ["scale = (x_train**2).mean(dim=0).sqrt()"]
        if not x.any(axis=0).all():
            lines.append(f"scale[scale == 0] = 1  {comment(say('code-constant'))}")
        lines.append("x_train = x_train / scale")
    elif (x.std(axis=0) > _STEADY * np.abs(x.mean(axis=0))).all():
        title = say("code-standardised")
        lines = ["x_train = (x_train - x_train.mean(dim=0)) / x_train.std(dim=0, correction=0)"]
    else:
        title = say("code-standardised")
        lines = [
            f"change = x_train - x_train[0]  {comment(say('code-change'))}",
            "mean, scale = x_train[0] + change.mean(dim=0), change.std(dim=0, correction=0)",
            f"scale[scale <= {ROUNDING} * mean.abs()] = 1  {comment(say('code-constant'))}",
            "x_train = (x_train - mean) / scale",
        ]
    if experiment.dtype == "float32":
        lines.append("x_train, y_train = x_train.float(), y_train.float()")
    return Part(title, "\n".join(lines))
