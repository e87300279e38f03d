"""`ravine sweep`, as a person uses it."""

import json
import shlex
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import ravine as rv
from ravine.data.files import read_table
from ravine.sweeps import sweep
from ravine.words import LANGUAGES

Ravine = Callable[..., Any]


@pytest.fixture
def swept(ravine: Ravine, houses: Path) -> Ravine:
    words = ("sweep", houses, "--target", "price", "--standardize", "--points", 40, "--epochs", 30)
    return lambda *more: ravine(*words, *more)


def command_in(out: str) -> list[str]:
    """The words of the command that is shown last."""
    return shlex.split(out.strip().rsplit("\n\n", 1)[1])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "more",
    [
        (),
        ("--lr", "1e-3..3", "--plain"),
        ("--optimizer", "sgd,adam", "--lr", "1/1000..3"),
        ("--momentum", "0..0.9", "--lr", "1e-2..2"),
        ("--momentum", "0.5", "--nesterov", "--weight-decay", "0.1"),
        ("--schedule", "cosine"),
    ],
)
def test_it_shows_what_did_best(swept: Ravine, more: tuple[str, ...], lang: str) -> None:
    said = swept(*more, "--lang", lang)
    assert (said.status, said.err) == (0, "")
    assert "lr" in said.out
    assert max(map(len, said.out.splitlines())) <= 80


def test_its_numbers_are_those_of_the_library(swept: Ravine, houses: Path) -> None:
    document = json.loads(swept("--lr", "1e-3..3", "--json").out)
    cost = rv.Cost(read_table(houses).choose("price").data.standardise())
    own = sweep(cost, lr=(1e-3, 3), epochs=30, points=40)
    assert document["points"]["lr"] == own.lr[0].tolist()
    costs = [float(cost) for cost in document["points"]["cost"]]  # "Infinity" where it diverged
    assert costs == own.end_cost.ravel().tolist()
    assert document["theory"]["stable_lr"] == rv.theory(cost).stable_lr


def test_without_an_lr_the_range_is_around_the_limit(swept: Ravine, houses: Path) -> None:
    cost = rv.Cost(read_table(houses).choose("price").data.standardise())
    lrs = json.loads(swept("--json").out)["points"]["lr"]
    assert len(lrs) == 40
    assert min(lrs) < rv.theory(cost).best_lr < rv.theory(cost).stable_lr < max(lrs)


@pytest.mark.parametrize(
    "more",
    [
        ("--lr", "1e-3..3"),
        ("--optimizer", "adam,sgd", "--lr", "1e-3..3", "--beta1", "0.8"),
        ("--momentum", "0.1..0.9", "--lr", "1e-2..1", "--nesterov", "--start", "1,-2,0.5"),
        ("--optimizer", "adam", "--momentum", "0..0.9", "--lr", "1e-2..1", "--feature", "area"),
        ("--l2", "0.25", "--gradient", "sum", "--no-bias", "--momentum", "0.5"),
    ],
)
def test_the_command_it_ends_with_runs_the_best_descent(
    swept: Ravine, ravine: Ravine, more: tuple[str, ...]
) -> None:
    points = json.loads(swept(*more, "--json").out)
    best = min(
        (curve for curve in points["curves"] if curve["fastest_lr"]),
        key=lambda curve: curve["epochs_to_1_percent"],
    )
    words = command_in(swept(*more).out)
    assert words[:2] == ["ravine", "run"]
    run = json.loads(ravine(*words[1:], "--json").out)
    assert len(run["log"]) == 31
    assert run["result"]["epochs_to_1_percent"] == best["epochs_to_1_percent"]


def test_the_command_is_quoted(ravine: Ravine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = "my data.csv"
    Path(file).write_text("the x,it's y\n1,1\n2,2.5\n3,2.9\n", encoding="utf-8")
    said = ravine("sweep", file, "--target", "it's y", "--points", 20, "--epochs", 20)
    words = command_in(said.out)
    assert words[2] == file
    assert ravine(*words[1:]).status == 0


def test_pictures_and_a_table_are_saved(swept: Ravine, tmp_path: Path) -> None:
    file = tmp_path / "sweep.parquet"
    said = swept("--pictures", tmp_path / "seen", "--save", file)
    assert said.status == 0
    assert sorted(path.name for path in (tmp_path / "seen").iterdir()) == ["1-sweep.png", "1-sweep.txt"]
    assert str(file) in said.err
    assert read_table(file).m == 40
    swept("--momentum", "0..0.9", "--pictures", tmp_path / "map", "--picture-format", "svg")
    assert (tmp_path / "map" / "1-sweep-map.svg").exists()


def test_a_surface_and_a_class_are_swept(ravine: Ravine) -> None:
    rosenbrock = ravine(
        "sweep", "surface:rosenbrock", "--optimizer", "adam,sgd", "--points", 20, "--epochs", 50
    )
    assert rosenbrock.status == 0
    exam = Path(__file__).parents[1] / "examples" / "exam.csv"
    words = ("--target", "passed", "--hypothesis", "logistic", "--points", 20, "--epochs", 50)
    assert ravine("sweep", exam, *words).status == 0


def test_of_a_document_the_first_run_is_swept(ravine: Ravine, houses: Path, tmp_path: Path) -> None:
    file = tmp_path / "two.toml"
    runs = '[[runs]]\noptimizer = "adam"\ngradient = "sum"\nlr = 0.1\n[[runs]]\noptimizer = "sgd"\nlr = 0.5\n'
    data = f'[data]\nfile = "{houses}"\ntarget = "price"\n'
    file.write_text(f"{data}{runs}", encoding="utf-8")
    document = json.loads(ravine("sweep", file, "--points", 10, "--epochs", 5, "--json").out)
    assert set(document["points"]["optimizer"]) == {"adam"}
    assert document["experiment"]["runs"] == [
        {"engine": "auto", "gradient": "sum", "optimizer": "adam", "lr": "auto"}
    ]
    said = ravine("sweep", file, "--points", 10, "--epochs", 5)
    assert said.status == 0
    assert "ravine run" not in said.out  # that would be a race of both
    file.write_text(f"{data}[descent]\nbatch_size = 2\n{runs}", encoding="utf-8")
    said = ravine("sweep", file)
    assert said.status == 2
    assert "got batch_size" in said.err


def test_rows_that_a_document_holds_out_are_told(ravine: Ravine, houses: Path, tmp_path: Path) -> None:
    file = tmp_path / "held.toml"
    file.write_text(
        f'[data]\nfile = "{houses}"\ntarget = "price"\n[descent]\nholdout = 0.25\n', encoding="utf-8"
    )
    said = ravine("sweep", file, "--points", 10, "--epochs", 5)
    assert (said.status, said.err) == (0, "")
    assert "2 of 8 rows are held out" in said.out


def test_saved_runs_are_not_swept(ravine: Ravine, houses: Path, tmp_path: Path) -> None:
    file = tmp_path / "run.json"
    file.write_text(ravine("run", houses, "--target", "price", "--json").out, encoding="utf-8")
    said = ravine("sweep", file)
    assert said.status == 2
    assert "got runs that were made already" in said.err


def test_without_a_target_the_columns_are_shown(ravine: Ravine, houses: Path) -> None:
    said = ravine("sweep", houses)
    assert said.status == 2
    assert f"ravine sweep {houses} --target price" in said.err


def test_the_rules_are_listed(ravine: Ravine) -> None:
    assert "adamw" in ravine("sweep", "--optimizer", "list").out


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--lr", "0.1"), "--lr: expected a range above 0 such as 1e-5..1"),
        (("--lr", "0..1"), "--lr: expected a range"),
        (("--lr", "1..0.1"), "--lr: expected a range"),
        (("--lr", "1e-3..inf"), "--lr: expected a range"),
        (("--lr", "1..2..3"), "--lr: expected a range"),
        (("--momentum", "0..1"), "--momentum: expected a number from 0 to below 1 or a range"),
        (("--momentum", "-0.5"), "--momentum: expected"),
        (("--momentum", "0..0.5", "--nesterov"), "--nesterov"),
        (("--points", "1"), "--points: expected"),
        (("--epochs", "0"), "--epochs: expected"),
        (("--batch-size", "3"), "There is no option --batch-size"),
        (("--clip", "3"), "There is no option --clip"),
        (("--save", "a.csv"), "a.csv: expected a name that ends in .parquet"),
        (("--save", "no/such/folder.parquet"), "expected a file that can be written"),
        (("--start", "0,0,1e308"), "expected a cost that float64 can hold"),
        (("--maximize",), "with maximize"),
        (("--picture-format", "svg"), "--picture-format"),
        (("--optimizer", "adam", "--rho", "0.5"), "rho"),
        (("--optimizer", "adagrad", "--momentum", "0..0.5"), "momentum"),
        (("--optimizer", "adagrad", "--momentum", "0.5"), "momentum"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(
    ravine: Ravine, houses: Path, words: tuple[str, ...], complaint: str
) -> None:
    said = ravine("sweep", houses, "--target", "price", *words)
    assert said.status == 2
    assert said.out == ""
    assert said.err.startswith("ravine: ")
    assert complaint in said.err
    assert said.err.count("\n") == 1


def test_control_c_ends_it(ravine: Ravine, houses: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if it were pressed while the first epoch is computed."""
    shown = "ravine.cli.terminal._Watch.__call__"
    monkeypatch.setattr(shown, lambda watch, *_: signal.raise_signal(signal.SIGINT) or watch.interrupted)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        said = ravine("sweep", houses, "--target", "price")
    finally:
        signal.signal(signal.SIGINT, before)
    assert (said.status, said.out) == (130, "")
    assert "interrupted" in said.err


def test_what_is_saved_has_every_descent(swept: Ravine, tmp_path: Path) -> None:
    file = tmp_path / "sweep.parquet"
    swept("--lr", "1e-3..3", "--momentum", "0..0.9", "--save", file)
    import duckdb

    columns = duckdb.sql(f"SELECT lr, momentum, cost FROM '{file}'").fetchnumpy()
    assert len(columns["lr"]) == len({*zip(columns["lr"], columns["momentum"], strict=True)})
    assert np.isfinite(columns["lr"]).all()
