"""The data of a program: numbers written out, or the lines that read them from their file by name."""

import gzip
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ravine.data.files import Table, read_table
from ravine.data.text import decode, find_separator
from ravine.errors import DataError
from ravine.experiment import Experiment
from ravine.program.features import powers, standardised
from ravine.program.text import Part, comment, listed, quoted, tensor
from ravine.words import say

# So many numbers may be written out; a program with more of them is no longer one to read.
MOST_WRITTEN = 200

# A cell that isn't written like a number: true and false, and what stands for a missing one ("nan" and "inf"
# are words that float() knows).
WORDS = '{"true": 1, "false": 0} | dict.fromkeys(["", "na", "n/a", "null", "none"], "nan")'


def data_parts(experiment: Experiment, folder: Path) -> list[Part]:
    """The parts that make x_train and y_train.

    Raises:
        DataError: when the rows are neither in a text file nor few enough to be written out.
    """
    # Standardising is done in float64, as the run does it; the precision asked for comes after that.
    dtype = "float64" if experiment.standardize else experiment.dtype
    parts = [_from_file(experiment, folder, dtype) or _written(experiment, dtype)]
    if experiment.standardize:
        parts.append(standardised(experiment))
    if experiment.hypothesis == "polynomial":
        parts.append(powers(experiment.degree))
    return parts


def _written(experiment: Experiment, dtype: str) -> Part:
    """The numbers themselves."""
    x, y = experiment.training.x, experiment.training.y
    if (count := x.size + y.size) > MOST_WRITTEN:
        raise DataError("code-too-many", count=count, most=MOST_WRITTEN)
    options = f"dtype=torch.{dtype}"
    classes = experiment.hypothesis == "softmax"
    y_train = tensor("y_train", y) if classes else tensor("y_train", y[:, None], options)
    return Part(say("code-data"), "\n".join([tensor("x_train", x, options), y_train]))


def _from_file(experiment: Experiment, folder: Path, dtype: str) -> Part | None:
    """The lines that read the file of the experiment; None where it has none that a program could read."""
    source = experiment.source
    if source.get("file", "-") == "-":
        return None
    path = folder / str(source["file"])
    reading = {key: source[key] for key in ("decimal", "encoding") if key in source}
    table = read_table(path, **reading)
    if table.lines is None:  # Parquet
        if experiment.training.x.size + experiment.training.y.size > MOST_WRITTEN:
            raise DataError("code-parquet", file=str(path), example=str(path.with_suffix(".csv")))
        return None
    zipped, text = _text(path, source.get("encoding"))
    decimal = source.get("decimal", ".")
    names, target = experiment.training.names, experiment.training.target
    classes, kind = experiment.training.classes, table.columns[target].kind
    words = classes if kind == "text" else ()
    columns = [*names] if words else [*names, target]
    holes = _holes(table, [*names, target])
    opened = _open(path, source, zipped, find_separator(text, decimal), _cell(table, columns, decimal))
    lines = [
        listed("columns = ", map(quoted, columns)),
        *_number(table, columns, decimal),
        *opened,
        *(_coded(target, words, holes) if words else []),
        f"table = torch.tensor(rows, dtype=torch.{dtype})",
        *([comment(say("code-missing")), "table = table[table.isfinite().all(dim=1)]"] if holes else []),
        *_held_out(experiment),
        *_split(classes if kind == "numbers" else (), softmax=experiment.hypothesis == "softmax"),
    ]
    return Part(say("code-file"), "\n".join(lines))


def _coded(target: str, words: Sequence[str], holes: bool) -> list[str]:
    """The lines that put the number of a row's class behind its features, where the file has words."""
    word = f'line[{quoted(target)}].strip(" \\t")'
    code = f"classes.get({word}, math.nan)" if holes else f"classes[{word}]"
    return [
        listed("classes = ", (f"{quoted(word)}: {k}" for k, word in enumerate(words)), "{}"),
        "for row, line in zip(rows, lines, strict=True):",
        f"    row.append({code})",
    ]


def _held_out(experiment: Experiment) -> list[str]:
    """The lines that leave the held-out rows out."""
    if experiment.held_out is None:
        return []
    order = f"np.random.default_rng({experiment.seed}).permutation(len(table))"
    return [
        comment(say("code-held-out")),
        f"order = {order}",
        f"table = table[np.sort(order[{experiment.held_out.m}:])]",
    ]


def _split(classes: Sequence[str], *, softmax: bool) -> list[str]:
    """The lines that make x_train and y_train of the table; whole numbers `classes` become 0, 1, 2, ..."""
    lines = [f"x_train, y_train = table[:, :-1], table[:, {'-1' if softmax else '-1:'}]"]
    if list(classes) != [str(k) for k in range(len(classes))]:
        lines += [
            comment(say("code-classes")),
            f"classes = torch.tensor([{', '.join(classes)}], dtype=table.dtype)",
            "y_train = torch.searchsorted(classes, y_train.contiguous())",
        ]
        return lines if softmax else [*lines, "y_train = y_train.to(table.dtype)"]
    return [*lines, "y_train = y_train.long()"] if softmax else lines


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
        f"    lines = list(csv.DictReader(file{delimiter}))",
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
