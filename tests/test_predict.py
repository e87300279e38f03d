"""Predictions for another file: its own cells unchanged, the run's predictions beside them."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import ravine as rv
from ravine.data.files import read_cells
from ravine.hypothesis import Logistic, Softmax
from ravine.predictions import NewRows, file_for, predictions

Ravine = Callable[..., Any]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def rows(file: Path, separator: str = ",") -> list[list[str]]:
    return list(csv.reader(file.read_text(encoding="utf-8").splitlines(), delimiter=separator))


@pytest.mark.parametrize("more", [(), ("--standardize",), ("--engine", "torch"), ("--holdout", "0.3")])
def test_the_file_again_with_what_the_run_predicts(
    ravine: Ravine, houses: Path, folder: Path, more: tuple[str, ...]
) -> None:
    new = folder / "new.csv"
    new.write_text('age,name,area\n20,"a, b",33\n08,"say ""x""",80.50\n')
    said = ravine("run", houses, "--target", "price", "--predict", new, *more)
    assert said.status == 0, said.err
    assert "new-predictions.csv" in said.err
    header, *cells = rows(folder / "new-predictions.csv")
    assert header == ["age", "name", "area", "predicted price"]
    assert [row[:3] for row in cells] == [["20", "a, b", "33"], ["08", 'say "x"', "80.50"]]
    # The oracle: the final W for raw columns, as `--json` has them.
    told = ravine("run", houses, "--target", "price", "--json", *more).out
    whole = json.loads(told)
    final = whole.get("raw_columns", whole)["final"]
    by_hand = [final["W"]["area"] * a + final["W"]["age"] * b + final["b"] for a, b in ((33, 20), (80.5, 8))]
    np.testing.assert_allclose([float(row[3]) for row in cells], by_hand, rtol=1e-9)


def test_a_saved_run_predicts_too(ravine: Ravine, houses: Path, folder: Path) -> None:
    words = ("run", houses, "--target", "price", "--standardize")
    (folder / "a.json").write_text(ravine(*words, "--json").out)
    assert ravine(*words, "--predict", houses, "-o", "one.csv").status == 0
    assert ravine("run", folder / "a.json", "--predict", houses, "-o", "two.csv").status == 0
    assert (folder / "one.csv").read_text() == (folder / "two.csv").read_text()


def test_a_decimal_comma_is_kept(ravine: Ravine, folder: Path) -> None:
    (folder / "own.csv").write_text("x;y\n1,5;3\n2,5;5\n3,5;7\n")
    (folder / "new.csv").write_text("id;x\na;4,5\n")
    said = ravine(
        "run", "own.csv", "--target", "y", "--decimal", ",", "--epochs", "5000", "--predict", "new.csv"
    )
    assert said.status == 0, said.err
    header, row = rows(folder / "new-predictions.csv", ";")
    assert header == ["id", "x", "predicted y"]
    assert row[:2] == ["a", "4,5"]
    assert float(row[2].replace(",", ".")) == pytest.approx(9, abs=1e-3)


def test_two_classes_have_a_name_and_a_probability(ravine: Ravine, folder: Path) -> None:
    (folder / "own.csv").write_text("x,bought\n1,no\n2,no\n3,yes\n4,no\n5,yes\n6,yes\n")
    (folder / "new.csv").write_text("x\n0\n9\n")
    said = ravine(
        "run", "own.csv", "--target", "bought", "--hypothesis", "logistic", "--lr", "0.5",
        "--epochs", "2000", "--predict", "new.csv",
    )  # fmt: skip
    assert said.status == 0, said.err
    header, first, last = rows(folder / "new-predictions.csv")
    assert header == ["x", "predicted bought", "P(yes)"]
    assert (first[1], last[1]) == ("no", "yes")
    assert float(first[2]) < 0.1 < 0.9 < float(last[2]) < 1


def test_several_classes_have_a_probability_each() -> None:
    x, y = np.arange(9.0)[:, None] - 4, np.repeat([0.0, 1.0, 2.0], 3)
    cost = rv.Cost(rv.Data(x, y, classes=("low", "middle", "high"), target="level"), Softmax())
    trace = rv.descend(cost, optimizer=rv.SGD(0.3), epochs=3000)
    found = predictions(trace, np.array([[-4.0], [0.0], [4.0]]))
    assert list(found) == ["predicted level", "P(low)", "P(middle)", "P(high)"]
    assert list(found["predicted level"]) == ["low", "middle", "high"]
    shares = np.array([list(found[f"P({name})"]) for name in ("low", "middle", "high")])
    np.testing.assert_allclose(shares.sum(axis=0), 1)
    np.testing.assert_array_equal(shares.T, trace.predict([[-4.0], [0.0], [4.0]]))


def test_classes_without_names_go_by_their_numbers() -> None:
    cost = rv.Cost(rv.Data([[1], [2], [3]], [0, 1, 1]), Logistic())
    found = predictions(rv.descend(cost, optimizer=rv.SGD(0.5), epochs=500), np.array([[0.0], [5.0]]))
    assert list(found["predicted y"]) == ["0", "1"]
    assert "P(1)" in found


def test_cells_are_read_as_they_stand(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(' x,y\n 1 ,"NA"\n,\n"2\n3",07\n')
    _, cells = read_cells(file)
    assert cells == [(" 1 ", "NA"), ("", ""), ("2\n3", "07")]


def test_parquet_rows_are_predicted_for(houses: Path, tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"age": [20, 8], "area": [33.0, 80.5]}), tmp_path / "new.parquet")
    new = NewRows.read(str(tmp_path / "new.parquet"), ["area", "age"])
    np.testing.assert_array_equal(new.x, [[33, 20], [80.5, 8]])
    trace = rv.descend([[1, 1], [2, 1], [1, 3]], [1, 2, 3], optimizer=rv.SGD(0.01), epochs=3)
    lines = new.with_predictions(trace).splitlines()
    assert lines[0] == "age,area,predicted y"
    assert lines[1].startswith("20,33.0,")


def test_where_predictions_go() -> None:
    for file, expected in (("a/b.csv", "b"), ("b.tsv.gz", "b"), ("b.parquet", "b"), ("b.v2", "b.v2")):
        assert file_for(file) == Path(f"{expected}-predictions.csv")


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("age,id\n1,2\n", (), '--predict asks for "area"'),
        ("Area,age\n1,2\n", (), 'Did you mean "Area"'),
        ("age,area\n1,\n", (), 'new.csv, line 2, column "area": expected a finite number'),
        ("age,area\n1,2\n2,x\n", (), 'new.csv, line 3, column "area": expected a number, got "x"'),
        ("age,area,predicted price\n1,2,3\n", (), 'expected no column "predicted price"'),
        ("age,area\n1,2\n", ("--lr", "1"), "one that diverged"),
        ("age,area\n1,2\n", ("--lr", "1", "--epochs", "3"), "one that diverged"),
        ("age,area\n1,2\n", ("-o", "new.csv"), "than one that was read"),
        ("age,area\n1,2\n", ("--optimizer", "sgd,adam"), "--predict needs one run"),
    ],
)
def test_what_cannot_be_predicted_is_one_sentence_and_no_file(
    ravine: Ravine, houses: Path, folder: Path, text: str, words: tuple[str, ...], expected: str
) -> None:
    (folder / "new.csv").write_text(text)
    said = ravine("run", houses, "--target", "price", "--predict", "new.csv", *words)
    assert said.status == 2
    assert expected in said.err
    assert "Traceback" not in said.err
    assert [file.name for file in folder.iterdir()] == ["new.csv"]
    assert (folder / "new.csv").read_text() == text


def test_a_surface_predicts_nothing_and_an_output_needs_predictions(ravine: Ravine, houses: Path) -> None:
    assert "expected a cost of rows, got a surface" in ravine("run", "surface:bowl", "--predict", houses).err
    assert "-o needs --predict" in ravine("run", houses, "--target", "price", "-o", "x.csv").err


def test_the_rows_that_were_read_are_never_written_over(ravine: Ravine, houses: Path, folder: Path) -> None:
    (folder / "new-predictions.csv").write_bytes(houses.read_bytes())
    (folder / "new.csv").write_bytes(houses.read_bytes())
    said = ravine("run", "new-predictions.csv", "--target", "price", "--predict", "new.csv")
    assert said.status == 2
    assert "new-predictions.csv: expected another file" in said.err
    assert (folder / "new-predictions.csv").read_bytes() == houses.read_bytes()
