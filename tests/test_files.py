"""Files: one honest table or one clear error, held to slow and obvious readers of the same text."""

import csv
import gzip
import io
import itertools
import math
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import polars
import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ravine.data import files
from ravine.data.files import Selection, Table, read_table
from ravine.data.table import MOST_CLASSES, nearest
from ravine.data.text import Outline, find_separator
from ravine.errors import DataError, RavineError, SettingError
from ravine.words import LANGUAGES, speaking

slowly = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Table]:
    """The table in a file with the given content."""

    def read(content: str | bytes, name: str = "t.csv", **reading: Any) -> Table:
        raw = content.encode() if isinstance(content, str) else content
        (tmp_path / name).write_bytes(raw)
        return read_table(tmp_path / name, **reading)

    return read


@contextmanager
def refused(kind: type[RavineError], key: str, *fragments: object, **values: object) -> Iterator[None]:
    """The block raises this error with these values, and says the fragments in both languages."""
    with pytest.raises(kind) as caught:
        yield
    error = caught.value
    assert error.key == key
    assert {name: error.values.get(name) for name in values} == values
    for lang in LANGUAGES:
        with speaking(lang):
            text = str(error)
        assert [str(part) for part in fragments if str(part) not in text] == [], text
        assert lang == "en" or re.search("[가-힣]", text), text


def write(rows: list[list[str]], **how: Any) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, **how).writerows(rows)
    return out.getvalue()


def reading(content: str | bytes, **how: Any) -> Table:
    """The table in a content, for properties, which can't use fixtures."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_table(path, **how)


# Every table comes back as it was written.

NAMES = st.text(
    st.characters(blacklist_categories=["Cs"], blacklist_characters="\0\ufeff"), min_size=1
).filter(str.strip)
FLOATS = st.floats(allow_nan=False, allow_infinity=False)


@slowly
@given(
    st.lists(NAMES, min_size=1, max_size=5, unique=True),
    st.data(),
    st.sampled_from(",\t;|"),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
def test_what_the_csv_module_writes_is_read_exactly(
    features: list[str], data: st.DataObject, separator: str, quoting: int, ending: str, bom: bool
) -> None:
    assume("target" not in features)
    d = len(features)
    rows = data.draw(st.lists(st.lists(FLOATS, min_size=d + 1, max_size=d + 1), min_size=1, max_size=8))
    text = write([[*features, "target"], *rows], delimiter=separator, quoting=quoting, lineterminator=ending)
    table = reading(text.encode("utf-8-sig" if bom else "utf-8"))
    assert table.names == table.numeric == (*features, "target")
    assert table.m == len(rows)
    assert np.column_stack([column.values for column in table.columns.values()]).tolist() == rows


@slowly
@given(st.lists(st.lists(FLOATS, min_size=3, max_size=3), min_size=1), st.sampled_from(";\t|"))
def test_a_decimal_comma_is_read_exactly(rows: list[list[float]], separator: str) -> None:
    cells = [[repr(value).replace(".", ",") for value in row] for row in rows]
    table = reading(write([["a", "b", "c"], *cells], delimiter=separator), decimal=",")
    assert np.column_stack([table.columns[name].values for name in "abc"]).tolist() == rows


MISSING = {"", "na", "n/a", "nan", "null", "none", "inf", "infinity"}


def kind_of(cell: str) -> str:
    """What one cell is, the slow way."""
    word = cell.strip().lower()
    if word in MISSING or (word[0] in "+-" and word[1:] in {"nan", "inf", "infinity"}):
        return "missing"
    if word in {"true", "false"}:
        return "flag"
    try:
        return "number" if cell.isascii() and "_" not in cell and math.isfinite(float(cell)) else "text"
    except ValueError:
        return "text"


ODD_CELLS = st.one_of(
    st.text("0123456789+-.eE_ ,xinfaNA/\t", max_size=8),
    st.from_regex(r"\A[-+]?[0-9]{0,3}[.]?[0-9]{0,3}([eE][-+]?[0-9]{1,4})?\Z"),
    st.sampled_from(
        ["1_000", "0x10", "1,000", "+-1", "1e999", "-1e999", "1e-999", "5.", ".", "e5", "TRUE", "-NaN"]
    ),
    st.sampled_from(["١", "１", "1\xa0", "nan(1)", "+inf", " 1 ", "1 0", "- 1", "1.e5", "0b1", "1d5", "1f"]),
)


@settings(slowly, max_examples=25)
@given(st.lists(ODD_CELLS, min_size=30, max_size=60))
def test_a_cell_is_a_number_just_when_a_person_would_say_so(cells: list[str]) -> None:
    names = [f"c{j}" for j in range(len(cells))]
    table = reading(write([names, cells], quoting=csv.QUOTE_ALL))
    for name, cell in zip(names, cells, strict=True):
        column, kind = table.columns[name], kind_of(cell)
        expected = {"missing": ["empty"], "flag": ["flags"], "number": ["numbers"], "text": ["text", "mixed"]}
        assert column.kind in expected[kind], cell
        assert (name in table.numeric) == (column.kind in ("numbers", "flags", "mixed"))
        if kind == "number":
            assert column.values.tolist() == [float(cell)]


def parse(text: str, separator: str) -> list[list[str]] | None:
    """The rows of a text by RFC 4180, one character after another; None where it breaks the grammar."""
    rows: list[list[str]] = [[]]
    at = 0
    while True:
        if text[at : at + 1] == '"':
            quoted = re.compile(r'"((?:[^"]|"")*)"').match(text, at)
            if not quoted:
                return None
            cell, at = quoted[1].replace('""', '"'), quoted.end()
        else:
            plain = re.compile(rf'[^{separator}\n"]*').match(text, at)
            assert plain
            cell, at = plain[0], plain.end()
        rows[-1].append(cell)
        if at == len(text):
            return rows
        if text[at] == "\n":
            rows.append([])
        elif text[at] != separator:
            return None
        at += 1


@settings(deadline=None, max_examples=1000)
@given(st.text('a1,;"\n', max_size=14), st.sampled_from(",;"))
def test_the_outline_of_any_text_is_that_of_a_parser_that_goes_by_characters(
    text: str, separator: str
) -> None:
    outline, rows = Outline(text.encode(), separator), parse(text, separator)
    if rows is None:
        with pytest.raises(DataError) as caught:
            outline.check_quotes("f")
        assert caught.value.key in ("files-quote-unclosed", "files-quote-inside")
        return
    outline.check_quotes("f")
    assert [outline.row(i) for i in range(len(outline.cells))] == rows
    counts = [len(row) for row in rows]
    assert outline.cells.tolist() == counts
    odd = next((i for i, count in enumerate(counts) if count != counts[0]), None)
    if odd is not None:
        with pytest.raises(DataError) as caught:
            outline.check_cells("f")
        assert caught.value.values["line"] == outline.lines[odd]


TEXTS = st.text("ab ,;\t|\"\n\r#\\'", min_size=1, max_size=6).filter(str.strip).map("x{}".format)


@slowly
@given(st.lists(TEXTS, min_size=1, max_size=12), st.data(), st.sampled_from(["\n", "\r\n"]))
def test_a_bad_cell_is_found_on_its_line_with_its_text(
    texts: list[str], data: st.DataObject, ending: str
) -> None:
    """Quoted line breaks before it are counted, and DuckDB reads the cells where we see them."""
    bad = data.draw(st.integers(0, len(texts) - 1))
    rows = [[text, "oops" if i == bad else "1.5", "2"] for i, text in enumerate(texts)]
    head = [["text", "x", "y"]]
    written = write([*head, *rows], quoting=csv.QUOTE_ALL, lineterminator=ending)
    before = write([*head, *rows[:bad]], quoting=csv.QUOTE_ALL, lineterminator=ending)
    table = reading(written)
    assert table.columns["text"].odd == (0, texts[0])
    with pytest.raises(DataError) as caught:
        table.choose("y", ["x"])
    assert caught.value.key == "files-cell"
    assert caught.value.values["line"] == before.count("\n") + 1
    assert caught.value.values["cell"] == "oops"


@slowly
@given(
    st.one_of(st.binary(), st.text('xy1.,;\t"\n\r é가\0').map(str.encode)),
    st.sampled_from([None, "cp949", "utf-16"]),
)
def test_any_content_is_a_table_or_an_error(raw: bytes, encoding: str | None) -> None:
    try:
        table = reading(raw, encoding=encoding)
        said = table.choose(table.names[-1], drop_missing=True).data.names
    except RavineError as error:
        said = str(error)
    assert said


# Separators, encodings, compression.


@pytest.mark.parametrize("separator", ["comma,", "tab\t", "semicolon;", "bar|"])
def test_the_separator_is_found(table: Callable[..., Table], separator: str) -> None:
    chosen = table("x,z,y\n1,2,3\n4,5.5,6\n".replace(",", separator[-1])).choose("y")
    assert chosen.data.x.tolist() == [[1, 2], [4, 5.5]]
    assert chosen.data.y.tolist() == [3, 6]
    assert chosen.notes == ()


@pytest.mark.parametrize(
    ("text", "decimal", "expected"),
    [
        ("city, state\tprice\nAustin, TX\t3\n", ".", "\t"),
        ("width, m;price, EUR\n1,5;2,5\n", ".", ";"),
        ("width, m;price, EUR\n1,5;2,5\n", ",", ";"),
        ('a,b\n"1,5","2,5"\n', ",", ","),
        ("a,b\n1,5\n2,3\n", ",", ";"),
        ('"a;b;c",y\n1,2\n', ".", ","),
        ("a|b,c\n1,2\n", ".", ","),
        ("x,y\n1,2\n3;4;5\n6,7\n", ".", ","),
        ("alone\n1\n", ".", ","),
    ],
)
def test_the_separator_is_the_one_that_rows_agree_on(text: str, decimal: str, expected: str) -> None:
    assert find_separator(text.encode(), decimal) == expected


def test_the_separator_of_a_long_file_is_told_by_its_beginning() -> None:
    assert find_separator(("name;x\n" + 'é"";1,5\n' * 300_000).encode(), ".") == ";"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", ["", "{}", "{0}{0}{0}"])
def test_line_endings_and_blank_lines_at_the_end_do_not_matter(
    table: Callable[..., Table], ending: str, last: str
) -> None:
    chosen = table(ending.join(["x,y", "1,2", "3,4"]) + last.format(ending)).choose("y")
    assert chosen.data.x.tolist() == [[1], [3]]


def test_line_endings_may_be_mixed(table: Callable[..., Table]) -> None:
    assert table("x,y\r\n1,2\n3,4\r5,6\r\n").choose("y").data.y.tolist() == [2, 4, 6]


@pytest.mark.parametrize("encoding", ["cp949", "utf-16", "utf-16-le", "utf-8", "utf-8-sig", "euc-kr"])
def test_an_encoding_that_is_named_is_read(table: Callable[..., Table], encoding: str) -> None:
    chosen = table("면적,가격\n1,2\n".encode(encoding), encoding=encoding)
    assert chosen.names == ("면적", "가격")
    assert chosen.choose("가격").data.x.tolist() == [[1]]


@pytest.mark.parametrize(
    ("text", "encoding", "suggested"),
    [
        ("면적,가격\n1,2\n", "cp949", "--encoding cp949"),
        ("x,y\n1,2\n3,é\n", "cp1252", "--encoding cp1252"),
        ("면적,가격\n1,2\n", "utf-16", "--encoding utf-16"),
        ("x,y\n1,2\n", "utf-16-be", "--encoding utf-16-be"),
        ("x,y\n1,2\n", "utf-32", "--encoding utf-32"),
    ],
)
def test_bytes_in_another_encoding_name_one_that_would_do(
    table: Callable[..., Table], text: str, encoding: str, suggested: str
) -> None:
    raw = text.encode(encoding)
    with refused(DataError, "files-encoding", "t.csv", "UTF-8", suggested):
        table(raw)
    assert table(raw, encoding=suggested.split()[1]).names == tuple(text.splitlines()[0].split(","))


def test_the_first_byte_that_is_no_text_is_found(table: Callable[..., Table]) -> None:
    with refused(DataError, "files-encoding", "0xE9", line=3, position=11, encoding="UTF-8"):
        table("x,y\n1,2\n3,é\n".encode("cp1252"))
    with refused(DataError, "files-encoding", "--encoding utf-8", "0xC3", line=2, encoding="ascii"):
        table("x,y\n1,é\n", encoding="ascii")


@pytest.mark.parametrize("name", ["klingon", "hex", "rot13", "a\0b", 949])
def test_an_encoding_that_python_lacks_is_refused(table: Callable[..., Table], name: Any) -> None:
    with refused(SettingError, "files-encoding-name", "--encoding"):
        table("x,y\n1,2\n", encoding=name)


@pytest.mark.parametrize(
    "raw",
    [
        bytes(range(256)) * 9,
        b"PK\x03\x04\0\0\x08\0junk\xff\n",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"x,y\n1,\0\n2,3\n",
    ],
    ids=["bytes", "zip", "png", "nul"],
)
def test_what_is_no_table_at_all_is_refused(table: Callable[..., Table], raw: bytes) -> None:
    with refused(DataError, "files-binary", "t.csv", "CSV", "Parquet"):
        table(raw)


def test_a_gzipped_file_is_read_whatever_its_name(table: Callable[..., Table]) -> None:
    raw = gzip.compress("x\ty\n1\t2\n".encode("utf-16"))
    assert table(raw, "t.csv.gz", encoding="utf-16").choose("y").data.x.tolist() == [[1]]
    assert table(raw, "t.csv", encoding="utf-16").names == ("x", "y")


@pytest.mark.parametrize(
    "raw",
    [
        b"\x1f\x8b",
        b"\x1f\x8bjunk",
        gzip.compress(b"x,y\n1,2\n", mtime=0)[:-3],
        gzip.compress(b"x" * 99, mtime=0)[:12] + b"\xff" * 20,
    ],
)
def test_damaged_gzip_is_refused(table: Callable[..., Table], raw: bytes) -> None:
    with refused(DataError, "files-gzip", "t.csv.gz", "gzip"):
        table(raw, "t.csv.gz")


# Where a table comes from.


@pytest.mark.parametrize(
    "name", ["a*.csv", "[ab].csv", "a?.csv", "it's.csv", "집값 {1}.csv", "%s$x.csv", "-"]
)
def test_a_name_is_that_of_one_file(tmp_path: Path, name: str) -> None:
    (tmp_path / "a1.csv").write_text("x,y\n7,7\n")
    (tmp_path / "b.csv").write_text("x,y\n8,8\n")
    (tmp_path / name).write_text("x,y\n1,2\n")
    table = read_table(tmp_path / name)
    assert table.source == str(tmp_path / name)
    assert table.choose("y").data.x.tolist() == [[1]]


def test_a_pattern_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "a1.csv").write_text("x,y\n7,7\n")
    with refused(DataError, "files-not-found", "*.parquet"):
        read_table(tmp_path / "*.parquet")


@pytest.mark.parametrize("near", ["house.csv", "HOUSES.CSV", "houses.cvs", "houses .csv"])
def test_a_missing_file_names_one_that_is_there(tmp_path: Path, near: str) -> None:
    (tmp_path / "houses.csv").write_text("x,y\n1,2\n")
    if (tmp_path / near).exists():
        pytest.skip("this file system doesn't tell upper from lower case")
    with refused(DataError, "files-not-found-near", near, tmp_path / "houses.csv"):
        read_table(tmp_path / near)


def test_a_missing_file_or_folder_is_refused(tmp_path: Path) -> None:
    with refused(DataError, "files-not-found", "nowhere"):
        read_table(tmp_path / "nowhere" / "houses.csv")


def test_a_folder_names_a_file_in_it(tmp_path: Path) -> None:
    with refused(DataError, "files-folder", tmp_path / "houses.csv"):
        read_table(tmp_path)
    (tmp_path / "notes.md").touch()
    (tmp_path / "prices.tsv").touch()
    with refused(DataError, "files-folder", tmp_path / "prices.tsv"):
        read_table(str(tmp_path))


@pytest.mark.parametrize(
    "fault",
    [PermissionError(13, "Permission denied"), OSError(5, "Input/output error"), ValueError("null byte")],
)
def test_a_file_that_cannot_be_opened_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def read_bytes(path: Path) -> bytes:
        raise fault

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    with refused(DataError, "files-unreadable", "t.csv", str(fault).split("] ")[-1]):
        read_table(tmp_path / "t.csv")


def test_a_folder_that_cannot_be_looked_into_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def iterdir(path: Path) -> Iterator[Path]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", iterdir)
    with refused(DataError, "files-not-found"):
        read_table(tmp_path / "t.csv")
    with refused(DataError, "files-folder"):
        read_table(tmp_path)


def test_a_full_disk_is_refused(table: Callable[..., Table], monkeypatch: pytest.MonkeyPatch) -> None:
    class FullDisk:
        def __init__(self, prefix: str) -> None:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "TemporaryDirectory", FullDisk)
    with refused(DataError, "files-unreadable", "t.csv", "No space left on device"):
        table("x,y\n1,2\n")


def parquet(**columns: Any) -> bytes:
    out = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(columns), out)
    return out.getvalue()


@pytest.mark.parametrize(
    "raw",
    [b"x,y\n1,2\n", gzip.compress(b"x;y\n1;2\n"), parquet(x=[1], y=[2])],
    ids=["csv", "gzip", "parquet"],
)
def test_standard_input_is_told_by_its_content(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    table = read_table("-")
    assert table.source == "<stdin>"
    assert table.choose("y").data.x.tolist() == [[1]]


def test_a_program_without_standard_input_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with refused(DataError, "files-unreadable", "<stdin>"):
        read_table("-")


def test_nothing_is_left_behind(
    table: Callable[..., Table], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (scratch := tmp_path / "scratch").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    monkeypatch.chdir(tmp_path)
    table("x,y\n1,2\n").choose("y")
    for bad in (b"x,y\n1\n", b"PAR1\x15junk"):
        with pytest.raises(DataError):
            table(bad)
    assert list(scratch.iterdir()) == []
    assert sorted(os.listdir(tmp_path)) == ["scratch", "t.csv"]


def test_duckdb_fetches_nothing_and_is_loaded_only_to_read() -> None:
    with files._database("t.csv") as (con, _):
        found = con.execute("SELECT value FROM duckdb_settings() WHERE name LIKE 'auto%known_extensions'")
        assert found.fetchall() == [("false",), ("false",)]
    script = "import sys, ravine.data.files; sys.exit('duckdb' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


# Numbers.


def test_a_decimal_after_25000_integers_is_not_rounded(table: Callable[..., Table]) -> None:
    rows = "".join(f"{i},{i}\n" for i in range(25_000))
    chosen = table(f"x,y\n{rows}0.5,1\n7,1\n").choose("y")
    assert chosen.data.x[-2:].tolist() == [[0.5], [7]]
    assert chosen.data.x[:-2, 0].tolist() == list(range(25_000))


def test_whole_numbers_that_no_float_holds_are_said(table: Callable[..., Table]) -> None:
    exact, rounded = "1,9007199254740992\n", " 9007199254740993,2\n-12345678901234567890123,1e30\n"
    text = f"x,y\n{exact}{rounded},3\n18014398509481984,4\n"
    with speaking("en"):
        notes = table(text).choose("y", drop_missing=True).notes
    assert len(notes) == 2
    assert "2 whole numbers" in notes[0]
    assert "9007199254740993" in notes[0]
    assert "line 3" in notes[0]
    with speaking("ko"):
        (korean, _) = table(text).choose("y", drop_missing=True).notes
    assert "정수 2개" in korean
    assert table("x,y\n000000000000000000000000000000001,9007199254740994\n").choose("y").notes == ()


def test_a_rounded_number_in_a_dropped_row_is_not_said(table: Callable[..., Table]) -> None:
    (note,) = table("x,y\n9007199254740993,\n1,2\n").choose("y", drop_missing=True).notes
    assert "9007199254740993" not in note


@pytest.mark.parametrize("cell", ["1e999", "-1e999", "9" * 400])
def test_a_number_beyond_float64_is_refused(table: Callable[..., Table], cell: str) -> None:
    with refused(DataError, "files-cell-too-large", "float64", "1.8e308", cell[:40], line=3, column="x"):
        table(f"x,y\n1,2\n{cell},3\n").choose("y")


@pytest.mark.parametrize(
    ("cell", "decimal", "mark"),
    [("1,5", ".", ","), ("1,234,567.5", ".", ","), ("1.5", ",", "."), ("1.234,5", ",", ".")],
)
def test_a_foreign_decimal_mark_is_recognised(
    table: Callable[..., Table], cell: str, decimal: str, mark: str
) -> None:
    """Even in a column where every cell has one: it isn't left out as text."""
    text = f"x;y\n{cell};2\n{cell};3\n"
    with refused(DataError, "files-cell-mark", f"--decimal {mark}", cell, line=2, column="x"):
        table(text, decimal=decimal).choose("y")


@pytest.mark.parametrize("decimal", ["", ";", "..", None, 3])
def test_a_decimal_mark_that_nobody_knows_is_refused(table: Callable[..., Table], decimal: Any) -> None:
    with refused(SettingError, "files-decimal", "--decimal"):
        table("x,y\n1,2\n", decimal=decimal)


def test_true_and_false_become_1_and_0(table: Callable[..., Table]) -> None:
    read = table("a,b,c,y\ntrue,TRUE,1,False\nFalse, false ,2,true\n")
    assert read.numeric == ("a", "b", "c", "y")
    chosen = read.choose("y")
    assert chosen.data.x.tolist() == [[1, 1, 1], [0, 0, 2]]
    assert chosen.data.y.tolist() == [0, 1]
    (note,) = chosen.notes
    assert '"a", "b", "y"' in note
    with speaking("ko"):
        (korean,) = read.choose("y", ["c"]).notes
    assert "true는 1로" in korean
    assert '"y"' in korean


def test_a_missing_flag_is_missing(table: Callable[..., Table]) -> None:
    chosen = table("x,y\ntrue,1\n,2\nfalse,3\n").choose("y", drop_missing=True)
    assert chosen.data.x.tolist() == [[1], [0]]


# The shape of a text file.


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("x,y\n1,2\n3\n4,5\n", "files-row-cells", 3),
        ("x,y\n1,2,\n3,4,\n", "files-row-cells", 2),
        ("x,y\n1,2\n3,4,5\n", "files-row-cells", 3),
        ('x,y\n"1\n",2\n3,4,\n', "files-row-cells", 4),
        ("x,y\r\n1,2\r\n3\r\n", "files-row-cells", 3),
        ("x,y\n1,2\n  \n", "files-row-cells", 3),
        ("x,y\n1,2\n\n3,4\n", "files-row-blank", 3),
        ("x,y\n\n1,2\n", "files-row-blank", 2),
        ('x,y\n1,2\n"3,4\n5,6\n', "files-quote-unclosed", 3),
        ('x,y\n"1,2\n3,"4"\n', "files-quote-unclosed", 2),
        ('x,y\n1,2\n3,"', "files-quote-unclosed", 3),
        ('x,y\n1,5" pipe\n', "files-quote-inside", 2),
        ('x,y\n1,"a"b\n', "files-quote-inside", 2),
        ('x,y\n1, "a"\n', "files-quote-inside", 2),
        ('x,y\n1,"a" \n', "files-quote-inside", 2),
    ],
)
def test_a_row_that_breaks_the_shape_is_found_on_its_line(
    table: Callable[..., Table], text: str, key: str, line: int
) -> None:
    with refused(DataError, key, "t.csv", line, line=line):
        table(text)


def test_a_row_says_how_many_cells_it_has(table: Callable[..., Table]) -> None:
    with refused(DataError, "files-row-cells", cells=4, expected=3, line=2):
        table("a;b;c\n1;2;3;4\n")


@pytest.mark.parametrize(
    ("text", "key", "fragments"),
    [
        ("", "files-empty", ()),
        ("\n\r\n\n", "files-empty", ()),
        ("\ufeff", "files-empty", ()),
        ("x,y", "files-no-rows", ()),
        ("x,y\n\n\n", "files-no-rows", ()),
        ("1,2\n3,4\n", "files-no-header", ("1", "(1)")),
        ("-1.5e3;NA;\n3;4;5\n", "files-no-header", ("(-1.5e3)",)),
        ("1,5;2,5\n1;2\n", "files-no-header", ("(1,5)",)),
        ("x,,y\n1,2,3\n", "files-name-empty", ("1", "2", "3")),
        ("x,y,\n1,2,3\n", "files-name-empty", ("3",)),
        ('x," ",y\n1,2,3\n', "files-name-empty", ("2",)),
        ("x,y,x\n1,2,3\n", "files-name-twice", ("1", '"x"')),
    ],
)
def test_a_first_line_must_name_the_columns(
    table: Callable[..., Table], text: str, key: str, fragments: tuple[str, ...]
) -> None:
    with refused(DataError, key, "t.csv", *fragments):
        table(text)


def test_names_are_kept_as_written(table: Callable[..., Table]) -> None:
    names = (
        ' x"; DROP TABLE cells; --',
        "X",
        "x",
        "a,b",
        "c0",
        "n0",
        "rowid",
        "면적 ㎡",
        "line\nbreak",
        "'",
        "y ",
    )
    text = write([list(names), [str(j) for j in range(len(names))]])
    chosen = table(text).choose("y ")
    assert chosen.data.names == names[:-1]
    assert chosen.data.x.tolist() == [list(range(len(names) - 1))]
    assert chosen.data.target == "y "


def test_a_name_cannot_steer_a_terminal(table: Callable[..., Table]) -> None:
    with pytest.raises(DataError) as caught:
        table("\x1b[2Jx,y\nfoo,1\n2,3\n").choose("y")
    assert "\x1b" not in str(caught.value)


def test_a_column_named_like_parquets_mark_is_no_parquet(table: Callable[..., Table]) -> None:
    assert table("PAR1,y\n1,2\n").names == ("PAR1", "y")


def test_long_lines_and_many_columns_are_read(table: Callable[..., Table]) -> None:
    long = table("text,x,y\n" + "a" * 3_000_000 + ",1,2\nb,3,4\n")
    assert long.choose("y").data.x.tolist() == [[1], [3]]
    with pytest.raises(DataError) as caught:
        long.choose("y", ["text"])
    assert len(str(caught.value)) < 400
    names = [f"c{j}" for j in range(250)]
    wide = table(",".join(names) + "\n" + ",".join(str(j) for j in range(250)))
    assert wide.choose("c0").data.x.tolist() == [list(range(1, 250))]


def test_a_duckdb_that_sees_other_rows_is_not_believed(
    table: Callable[..., Table], monkeypatch: pytest.MonkeyPatch
) -> None:
    """DuckDB skips an empty line between rows; were it not refused before, this check would."""
    monkeypatch.setattr(Outline, "check_cells", lambda outline, file: None)
    with refused(DataError, "files-rows-differ", "DuckDB", rows=3, found=2):
        table("x,y\n1,2\n\n3,4\n")


def test_a_fault_of_duckdb_is_an_error_not_a_traceback(
    table: Callable[..., Table], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_number", lambda column, type, decimal: "no_such_function()")
    with refused(DataError, "files-unreadable", "no_such_function"):
        table("x,y\n1,2\n")


# The choice of columns.

HOUSES = "size,city,price,built\n1,Seoul,2,\n3,Busan,4,\n"


def test_every_column_with_numbers_but_the_target_is_a_feature(table: Callable[..., Table]) -> None:
    read = table(HOUSES)
    assert read.names == ("size", "city", "price", "built")
    assert read.numeric == ("size", "price")
    assert read.m == 2
    chosen = read.choose("price")
    assert isinstance(chosen, Selection)
    assert (chosen.data.names, chosen.data.target) == (("size",), "price")
    (note,) = chosen.notes
    assert '"city", "built"' in note
    with speaking("ko"):
        (korean,) = read.choose("price").notes
    assert '뺐습니다: "city", "built"' in korean
    assert read.choose("price", ["size"]).notes == ()


def test_features_come_in_the_order_asked_for(table: Callable[..., Table]) -> None:
    chosen = table("a,b,c\n1,2,3\n4,5,6\n").choose("b", ["c", "a"])
    assert chosen.data.names == ("c", "a")
    assert chosen.data.x.tolist() == [[3, 1], [6, 4]]


@pytest.mark.parametrize(
    ("target", "features", "key", "fragments"),
    [
        ("", None, "files-no-target", ("--target", '"size", "city", "price", "built"')),
        ("rooms", None, "files-no-column", ("--target", '"rooms"', '"size", "city", "price", "built"')),
        (7, None, "files-no-column", ("--target", '"7"')),
        ("Price ", None, "files-no-column-near", ("--target", '"price"')),
        ("price", ["sise"], "files-no-column-near", ("--features", '"size"')),
        ("price", ["size", "rooms"], "files-no-column", ("--features", '"rooms"')),
        ("price", "size,city", "files-no-column", ("--features", '"size,city"')),
        ("price", 5, "files-no-column", ("--features", '"5"')),
        ("price", [["size"]], "files-no-column", ("--features", "['size']")),
        ("price", ["size", "price"], "files-target-among-features", ("--features", '"price"')),
        ("price", ["size", "size"], "files-features-twice", ("--features", '"size"')),
        ("price", [], "files-features-none", ("--features", '"size"')),
    ],
)
def test_a_choice_that_cannot_be_made_names_what_there_is(
    table: Callable[..., Table], target: Any, features: Any, key: str, fragments: tuple[str, ...]
) -> None:
    with refused(SettingError, key, *fragments):
        table(HOUSES).choose(target, features)


def test_one_feature_may_be_named_alone(table: Callable[..., Table]) -> None:
    assert table(HOUSES).choose("price", "size").data.names == ("size",)


def test_a_long_list_of_columns_is_cut(table: Callable[..., Table]) -> None:
    names = [f"column{j}" for j in range(30)]
    with refused(SettingError, "files-no-column", '"column19"', "10", more=10):
        table(",".join(names) + "\n" + ",".join("1" * 30)).choose("zzz")


def test_a_table_without_another_column_of_numbers_has_no_features(table: Callable[..., Table]) -> None:
    with refused(DataError, "files-no-features", '"price"', "--features"):
        table("city,price\nSeoul,1\n").choose("price")
    with refused(DataError, "files-one-column", '"price"', "|"):
        table("price\n1\n").choose("price")
    with refused(DataError, "files-one-column", '"x,y"', decimal="comma"):
        table("x,y\n1,5\n", decimal=",").choose("y")


@pytest.mark.parametrize(
    ("target", "features"), [("y", None), ("y", ["x"]), ("x", ["z"])], ids=["default", "asked", "target"]
)
@pytest.mark.parametrize("cell", ["abc", "1_000", "0x10", "2020-01-01", "true", "?"])
def test_a_text_cell_among_numbers_is_found(
    table: Callable[..., Table], target: str, features: list[str] | None, cell: str
) -> None:
    read = table(f"x,y,z\n1,2,3\n2,2,3\n{cell},2,3\n4,2,3\n5,2,3\n")
    assert read.numeric == ("x", "y", "z")
    with refused(DataError, "files-cell", "4", '"x"', f'"{cell}"', "--features", line=4, column="x"):
        read.choose(target, features)


def test_a_column_of_text_with_few_numbers_is_left_out(table: Callable[..., Table]) -> None:
    read = table("x,y,shop\n1,2,A\n1,2,7\n2,4,B\n")
    (note,) = read.choose("y").notes
    assert '"shop"' in note
    with refused(DataError, "files-cell", '"A"', line=2):
        read.choose("y", ["shop"])


def test_a_text_column_asked_for_is_refused(table: Callable[..., Table]) -> None:
    with refused(DataError, "files-cell", '"Seoul"', "--target", line=2, column="city"):
        table(HOUSES).choose("price", ["city"])
    with refused(DataError, "files-target-words", '"Seoul"', "--hypothesis softmax", column="city"):
        table(HOUSES).choose("city")


def test_an_empty_column_asked_for_is_refused(table: Callable[..., Table]) -> None:
    with refused(DataError, "files-column-empty", '"built"', rows=2):
        table(HOUSES).choose("price", ["built"], drop_missing=True)


# Missing cells.

HOLES = "a,b,unused,y\n1,2,,3\n1,NA,5,3\n-inf,n/a,5,3\n4,5,5,NaN\n4,5,5,6\n"


def test_missing_cells_are_counted_by_column(table: Callable[..., Table]) -> None:
    with refused(
        DataError,
        "files-missing",
        "--drop-missing",
        '"a": 1, "b": 2, "y": 1',
        line=3,
        column="b",
        cells=4,
        rows=3,
    ):
        table(HOLES).choose("y", ["a", "b"])


def test_rows_with_missing_cells_are_dropped_when_asked(table: Callable[..., Table]) -> None:
    chosen = table(HOLES).choose("y", ["b", "a"], drop_missing=True)
    assert chosen.data.x.tolist() == [[2, 1], [5, 4]]
    assert chosen.data.y.tolist() == [3, 6]
    (note,) = chosen.notes
    assert "3 of 5" in note
    with speaking("ko"):
        (korean,) = table(HOLES).choose("y", ["b", "a"], drop_missing=True).notes
    assert "5개 중 3개" in korean


def test_missing_cells_in_columns_that_are_not_used_do_not_matter(table: Callable[..., Table]) -> None:
    assert table("a,b,y\n1,,2\n3,4,5\n").choose("y", ["a"]).data.m == 2
    assert table("a,b,y\n1,7,2\n3,4,5\n").choose("y", drop_missing=True).notes == ()


def test_no_row_without_a_missing_cell_is_refused(table: Callable[..., Table]) -> None:
    with refused(DataError, "files-none-complete", "--drop-missing", rows=2):
        table("a,b,y\n1,,2\n,4,5\n").choose("y", drop_missing=True)


# Parquet.


def test_the_number_types_of_parquet_become_float64(table: Callable[..., Table]) -> None:
    decimals = ["0.1", "12345678901234567890.123456789", "-7.5"]
    raw = parquet(
        small=pyarrow.array([1, -2, 3], pyarrow.int8()),
        big=pyarrow.array([2**53 + 1, 2, 3], pyarrow.int64()),
        unsigned=pyarrow.array([2**64 - 1, 1, 2], pyarrow.uint64()),
        single=pyarrow.array([0.1, 1e30, 3], pyarrow.float32()),
        double=pyarrow.array([0.1, 5e-324, 9007199254740994.0]),
        decimal=pyarrow.array([pyarrow.scalar(d).cast(pyarrow.decimal128(38, 9)).as_py() for d in decimals]),
        flag=pyarrow.array([True, False, True]),
        text=pyarrow.array(["1.5", " 2", "3e1"]),
        coded=pyarrow.array(["1", "2", "1"]).dictionary_encode(),
    )
    read = table(raw, "t.parquet")
    assert {name: column.values.tolist() for name, column in read.columns.items()} == {
        "small": [1, -2, 3],
        "big": [2.0**53, 2, 3],
        "unsigned": [2.0**64, 1, 2],
        "single": [float(np.float32(0.1)), float(np.float32(1e30)), 3],
        "double": [0.1, 5e-324, 9007199254740994.0],
        "decimal": [float(d) for d in decimals],
        "flag": [1, 0, 1],
        "text": [1.5, 2, 30],
        "coded": [1, 2, 1],
    }
    notes = read.choose("small").notes
    assert [word for note in notes for word in re.findall(r'"(\w+)"', note)] == ["flag", "big", "unsigned"]
    assert "row 1" in notes[1]


def test_columns_of_parquet_that_hold_no_numbers_are_left_out(table: Callable[..., Table]) -> None:
    raw = parquet(
        x=[1, 2],
        when=pyarrow.array([0, 1], pyarrow.timestamp("us")),
        many=[[1], [2]],
        nested=[{"a": 1}, {"a": 2}],
        none=pyarrow.nulls(2),
        y=[3, 4],
    )
    chosen = table(raw).choose("y")
    assert chosen.data.names == ("x",)
    assert '"when", "many", "nested", "none"' in chosen.notes[0]
    with refused(DataError, "files-cell", "1970", unit="row", line=1):
        table(raw).choose("y", ["when"])


def test_the_names_of_parquet_are_kept_as_written(table: Callable[..., Table]) -> None:
    names = ["Price", "price", "PRICE_1", 'a"; --', "0", "면적", "nested", "y "]
    columns = [[1], [2], [3], [4], [5], [6], [{"Price": 1, "b": {"c": 2}}], [7]]
    read = table(parquet(**dict(zip(names, columns, strict=True))))
    assert read.names == tuple(names)
    assert read.choose("y ").data.x.tolist() == [[1, 2, 3, 4, 5, 6]]


@pytest.mark.parametrize("writer", ["pyarrow", "polars", "duckdb"])
def test_parquet_is_read_whoever_wrote_it(table: Callable[..., Table], tmp_path: Path, writer: str) -> None:
    frame = polars.DataFrame({"x": [1.5, 2.5], "y": [3, 4]})
    if writer == "duckdb":
        with duckdb.connect() as con:
            con.execute(
                f"COPY (SELECT * FROM (VALUES (1.5, 3), (2.5, 4)) t(x, y)) TO '{tmp_path / 'd.parquet'}'"
            )
        raw = (tmp_path / "d.parquet").read_bytes()
    else:
        out = io.BytesIO()
        frame.write_parquet(out, use_pyarrow=writer == "pyarrow")
        raw = out.getvalue()
    assert table(raw, "t.parquet").choose("y").data.x.tolist() == [[1.5], [2.5]]


def test_missing_cells_of_parquet_are_found_by_row(table: Callable[..., Table]) -> None:
    raw = parquet(x=[1.0, float("nan"), float("inf"), None], y=[1, 2, 3, 4])
    with refused(DataError, "files-missing", '"x": 3', unit="row", line=2, rows=3):
        table(raw).choose("y")
    assert table(raw).choose("y", drop_missing=True).data.x.tolist() == [[1]]


def test_a_decimal_comma_concerns_only_the_text_of_parquet(table: Callable[..., Table]) -> None:
    half = pyarrow.scalar("1.5").cast(pyarrow.decimal128(4, 1)).as_py()
    chosen = table(parquet(x=[half], t=["2,5"], y=[3]), decimal=",").choose("y")
    assert chosen.data.x.tolist() == [[1.5, 2.5]]


@pytest.mark.parametrize("twice", ["x", ""])
def test_parquet_needs_a_name_of_its_own_for_each_column(table: Callable[..., Table], twice: str) -> None:
    out = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table([[1], [2], [3]], names=[twice, twice, "y"]), out)
    with refused(DataError, "files-name-twice" if twice else "files-name-empty", "t.csv"):
        table(out.getvalue())


GOOD = parquet(x=list(range(500)), y=list(range(500)))


@pytest.mark.parametrize(
    "raw",
    [
        GOOD[: len(GOOD) // 2],
        b"PAR1\x15",
        b"PAR1\x15\x04PAR1",
        GOOD[:30] + b"\xff" * 400 + GOOD[430:],
        parquet(),
    ],
    ids=["cut", "mark", "marks", "damaged", "columnless"],
)
def test_damaged_parquet_is_refused(table: Callable[..., Table], raw: bytes) -> None:
    with refused(DataError, "files-parquet", "t.parquet", "Parquet"):
        table(raw, "t.parquet")


def test_parquet_without_rows_is_refused(table: Callable[..., Table]) -> None:
    with refused(DataError, "files-no-rows"):
        table(parquet(x=pyarrow.array([], pyarrow.float64()), y=pyarrow.array([], pyarrow.float64())))


# Near names.


@pytest.mark.parametrize(
    ("name", "names", "expected"),
    [
        ("가격", ["가격".encode().decode(), "면적"], "가격"),
        ("\u1100\u1161격", ["가격"], "가격"),
        ("PRICE", ["price", "Price"], "price"),
        ("pirce", ["size", "price"], "price"),
        ("x", ["y", "z"], None),
        ("x", [], None),
    ],
)
def test_the_nearest_name_is_found(name: str, names: list[str], expected: str | None) -> None:
    assert nearest(name, names) == expected


def test_every_reading_is_the_same_for_every_way_to_split_it(table: Callable[..., Table]) -> None:
    """Many rows with quotes and without: read in parallel or not, in the order of the file."""
    rows = [[str(i), repr(i / 7)] for i in range(60_000)]
    plain = table(write([["x", "y"], *rows]))
    quoted = table(write([["x", "y"], *rows], quoting=csv.QUOTE_ALL))
    expected = [float(cell) for cell in itertools.chain.from_iterable(rows)]
    for read in (plain, quoted):
        assert (
            np.column_stack([read.columns["x"].values, read.columns["y"].values]).ravel().tolist() == expected
        )


# --- classes ---------------------------------------------------------------------------------------


def classed(table: Callable[..., Table], cells: list[str], **how: Any) -> Selection:
    rows = "\n".join(f"{k},{cell}" for k, cell in enumerate(cells))
    return table(f"x,y\n{rows}\n").choose("y", classes=True, **how)


@pytest.mark.parametrize(
    ("cells", "words", "said"),
    [
        (["yes", "no", "yes"], ("no", "yes"), '"no" = 0, "yes" = 1'),
        ([" b ", "a", "b\t", "c"], ("a", "b", "c"), '"a" = 0, "b" = 1, "c" = 2'),
        (["장미", "튤립", "국화", "장미"], ("국화", "장미", "튤립"), '"국화" = 0, "장미" = 1, "튤립" = 2'),
        (["Yes", "yes", "YES"], ("YES", "Yes", "yes"), '"YES" = 0, "Yes" = 1, "yes" = 2'),
        (["only", "only"], ("only",), '"only" = 0'),
        (["1", "2", "3", "2"], ("1", "2", "3"), '"1" = 0, "2" = 1, "3" = 2'),
        (["-1", "1", "1.0"], ("-1", "1"), '"-1" = 0, "1" = 1'),
        (["10", "9", "100"], ("9", "10", "100"), '"9" = 0, "10" = 1, "100" = 2'),
        (["0", "1", "1", "0"], ("0", "1"), None),
        (["2", "0", "1"], ("0", "1", "2"), None),
        (["true", "False", "true"], ("false", "true"), "true as 1"),
        (["true", "true"], ("false", "true"), "true as 1"),
    ],
    ids=str,
)
def test_words_and_whole_numbers_are_classes(
    table: Callable[..., Table], cells: list[str], words: tuple[str, ...], said: str | None
) -> None:
    chosen = classed(table, cells)
    assert chosen.data.classes == words
    plain = [cell.strip() for cell in cells]
    if words == ("false", "true"):
        expected = [words.index(cell.lower()) for cell in plain]
    elif plain[0].lstrip("-").isdigit():
        expected = [[float(word) for word in words].index(float(cell)) for cell in plain]
    else:
        expected = [words.index(cell) for cell in plain]
    assert chosen.data.y.tolist() == expected
    assert len(chosen.notes) == (said is not None)
    assert said is None or said in chosen.notes[0]


def test_a_missing_class_is_a_missing_cell(table: Callable[..., Table]) -> None:
    cells = ["yes", "", "no", "NA", "yes"]
    with refused(DataError, "files-missing", '"y": 2', column="y", rows=2):
        classed(table, cells)
    chosen = classed(table, cells, drop_missing=True)
    assert chosen.data.y.tolist() == [1, 0, 1]
    assert chosen.data.classes == ("no", "yes")
    assert len(chosen.notes) == 2
    numbers = classed(table, ["5", "", "7"], drop_missing=True)
    assert (numbers.data.y.tolist(), numbers.data.classes) == ([0, 1], ("5", "7"))


def test_a_class_that_is_dropped_is_still_known(table: Callable[..., Table]) -> None:
    read = table("x,y\n1,a\n,b\n3,c\n").choose("y", classes=True, drop_missing=True)
    assert (read.data.y.tolist(), read.data.classes) == ([0, 2], ("a", "b", "c"))


@pytest.mark.parametrize(
    "cells",
    [
        ["0.5", "1", "2"],
        [str(k) for k in range(MOST_CLASSES + 1)],
        [f"w{k:03}" for k in range(MOST_CLASSES + 1)],
    ],
    ids=["continuous", "many numbers", "many words"],
)
def test_what_is_no_column_of_classes_is_refused(table: Callable[..., Table], cells: list[str]) -> None:
    with refused(DataError, "files-classes", "y", MOST_CLASSES, column="y"):
        classed(table, cells)


def test_as_many_classes_as_there_may_be(table: Callable[..., Table]) -> None:
    for cells in ([f"w{k:03}" for k in range(MOST_CLASSES)], [str(3 * k) for k in range(MOST_CLASSES)]):
        chosen = classed(table, cells)
        assert chosen.data.y.tolist() == list(range(MOST_CLASSES))


def test_numbers_with_a_word_among_them_are_no_classes(table: Callable[..., Table]) -> None:
    with refused(DataError, "files-cell", "many", column="y"):
        classed(table, ["1", "2", "many", "1"])
    with refused(DataError, "files-column-empty", column="y"):
        classed(table, ["", "", ""])


def test_without_classes_words_stay_what_they_are(table: Callable[..., Table]) -> None:
    with refused(DataError, "files-target-words", "yes"):
        table("x,y\n1,yes\n2,no\n").choose("y")
    assert table("x,y\n1,3\n2,5\n").choose("y").data.classes == ()
    # Only the target is of classes: a column of words is no feature.
    assert table("x,kind,y\n1,a,0\n2,b,1\n").choose("y", classes=True).data.names == ("x",)


def test_words_of_parquet_are_classes(table: Callable[..., Table]) -> None:
    raw = io.BytesIO()
    kinds = ["장미", "국화", None, "장미"]
    polars.DataFrame({"x": [1, 2, 3, 4], "y": kinds, "z": [True, False, True, True]}).write_parquet(raw)
    read = table(raw.getvalue(), "t.parquet")
    chosen = read.choose("y", ["x"], classes=True, drop_missing=True)
    assert (chosen.data.y.tolist(), chosen.data.classes) == ([1, 0, 1], ("국화", "장미"))
    assert read.choose("z", ["x"], classes=True).data.classes == ("false", "true")


def test_classes_are_kept_by_everything_that_is_made_of_the_rows(table: Callable[..., Table]) -> None:
    data = classed(table, ["yes", "no", "yes"]).data
    for made in (data.standardise(), data.astype("float32"), data.take(np.array([0, 2]))):
        assert made.classes == ("no", "yes")
