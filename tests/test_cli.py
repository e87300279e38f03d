"""The terminal door, as a person uses it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import click
import numpy as np
import pytest

from ravine import runs
from ravine.batches import SAMPLINGS
from ravine.cli import command
from ravine.cli.options import ENGINES, HYPOTHESES, LOSSES, SCALES
from ravine.cli.terminal import watched
from ravine.cost import GRADIENTS
from ravine.hypothesis import HYPOTHESES as KNOWN_HYPOTHESES
from ravine.loss import LOSSES as KNOWN_LOSSES
from ravine.surfaces import SURFACES
from ravine.words import LANGUAGES, say, speaking

Ravine = Callable[..., Any]


def process(*words: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "ravine", *map(str, words)],
        capture_output=True,
        env={**os.environ, **environment},
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("verb", sorted(command.commands))
def test_every_verb_has_help_with_every_option(ravine: Ravine, verb: str, lang: str) -> None:
    said = ravine(verb, "--help", "--lang", lang)
    assert said.status == 0
    verb_command = command.commands[verb]
    for option in verb_command.get_params(click.Context(verb_command)):
        if isinstance(option, click.Option):
            assert f"  {option.opts[0]}" in said.out
    with speaking(lang):
        assert say("usage-usage") in said.out
    assert max(map(len, said.out.splitlines())) <= 80


def test_help_without_a_verb_lists_the_verbs(ravine: Ravine) -> None:
    for said in (ravine(), ravine("--help")):
        assert said.status == 0
        for verb in command.commands:
            assert f"  {verb}" in said.out


def test_the_version_is_the_packages(ravine: Ravine) -> None:
    import ravine as package

    assert ravine("--version").out == f"ravine {package.__version__}\n"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["lab", "--lr", "abc"], "--lr: expected a finite number such as 0.1, 1e-3 or 3/28, got abc."),
        (["lab", "--lr", "nan"], "--lr: expected a finite number"),
        (["lab", "--lr", "1/0"], "--lr: expected a finite number"),
        (["lab", "--lr", "-1"], "lr"),
        (["lab", "--lr"], "--lr needs a value after it."),
        (["lab", "--json=3"], "--json takes no value."),
        (["lab", "--lrr", "1"], "There is no option --lrr; did you mean --lr?"),
        (["lab", "--zzz"], "There is no option --zzz."),
        (["lab", "lab-99"], "lab-99"),
        (["lab", "lab-03", "more", "words"], "got more words"),
        (["lab", "--epochs", "-1"], "--epochs: expected a whole number, 0 or more, got -1."),
        (["lab", "--epochs", "1.5"], "--epochs: expected a whole number"),
        (["lab", "--engine", "jax"], "--engine: expected one of hand, torch, both, got jax."),
        (["lab", "--lang", "fr"], "--lang: expected one of en, ko, got fr."),
        (["lab", "--no-pictures", "--pictures", "here"], "--no-pictures goes with neither"),
        (["lab", "--engine", "hand", "--torch-lr", "0.1"], "--torch-lr needs --engine torch or both."),
        (["run"], "SOURCE is missing"),
        (["wrong"], "wrong is neither a verb nor a file here."),
        (["run", "no-such-file.csv", "--target", "y"], "no-such-file.csv"),
    ],
)
def test_a_command_line_that_cannot_be_used_gets_one_sentence(
    ravine: Ravine, words: list[str], expected: str
) -> None:
    said = ravine(*words)
    assert (said.status, said.out) == (2, "")
    assert said.err.startswith("ravine: ")
    assert expected in said.err
    assert "Traceback" not in said.err


def test_complaints_are_in_the_asked_language_wherever_it_stands(ravine: Ravine) -> None:
    for words in (["lab", "--lang", "ko", "--zzz"], ["lab", "--zzz", "--lang=ko"]):
        assert "그런 옵션은 없습니다" in ravine(*words).err


def test_control_characters_in_a_complaint_are_visible(ravine: Ravine) -> None:
    said = ravine("lab", "--engine", "\x1b[2Jhand")
    assert "\x1b" not in said.err
    assert "\\x1b[2Jhand" in said.err


def test_without_a_target_the_columns_and_the_command_are_shown(ravine: Ravine, houses: Path) -> None:
    for words in (["run", houses], [houses]):
        said = ravine(*words)
        assert (said.status, said.out) == (2, "")
        assert f"ravine run {houses} --target price" in said.err
        for name in ("area", "age", "price"):
            assert name in said.err
    assert f"ravine theory {houses} --target price" in ravine("theory", houses).err


def test_run_shows_log_weights_and_verdict(ravine: Ravine, houses: Path) -> None:
    said = ravine("run", houses, "--target", "price")
    assert said.status == 0
    for word in ("area", "age", "b", "final", "best (least squares)", "standardising", "Epochs to 1 %"):
        assert word in said.out
    assert max(map(len, said.out.splitlines())) <= 80


def test_a_first_word_that_is_a_file_is_run(ravine: Ravine, houses: Path) -> None:
    assert ravine(houses, "--target", "price").out == ravine("run", houses, "--target", "price").out


@pytest.mark.parametrize("engine", ["hand", "torch", "both"])
def test_json_is_one_document_as_specified(ravine: Ravine, houses: Path, engine: str) -> None:
    said = ravine("run", houses, "--target", "price", "--engine", engine, "--epochs", "5", "--json")
    assert (said.status, said.err) == (0, "")
    told = json.loads(said.out)
    log = told["log"]
    if engine == "both":
        assert set(log) == {"hand", "torch"}
        assert log["hand"][5]["cost"] == pytest.approx(log["torch"][5]["cost"], rel=1e-12)
        log = log["hand"]
    assert [line["epoch"] for line in log] == [0, 1, 2, 3, 4, 5]
    assert set(log[0]) == {"epoch", "W", "b", "cost"}
    assert set(told["final"]) == set(told["best"]) == {"W", "b", "cost"}
    assert told["final"] == {key: value for key, value in log[-1].items() if key != "epoch"}
    names = {"eigenvalues", "condition", "best_lr", "long_run_lr", "stable_lr", "epochs_to_1_percent"}
    assert names <= set(told["theory"])
    assert {"regime", "outcome", "diverged_at", "text"} <= set(told["result"])
    assert told["experiment"]["data"] == {"file": str(houses), "target": "price"}
    assert told["experiment"]["runs"][0]["lr"] == told["theory"]["best_lr"]


def test_json_without_a_bias_has_no_b(ravine: Ravine, houses: Path) -> None:
    told = json.loads(ravine("run", houses, "--target", "price", "--no-bias", "--json").out)
    assert "b" not in told["final"]
    assert "b" not in told["log"][0]


def test_json_writes_what_is_not_finite_as_words(ravine: Ravine, houses: Path) -> None:
    said = ravine("run", houses, "--target", "price", "--lr", "1e6", "--epochs", "200", "--json", "--no-bias")
    told = json.loads(said.out, parse_constant=lambda word: pytest.fail(f"bare {word}"))
    assert said.status == 0
    assert told["log"][-1]["cost"] in ("Infinity", "NaN")
    assert told["result"]["outcome"] == "diverged"


def test_both_engines_agree_and_it_is_said(ravine: Ravine, houses: Path) -> None:
    said = ravine("run", houses, "--target", "price", "--engine", "both")
    assert "The two engines differ by at most" in said.out
    assert "by torch" in said.out


def test_theory_shows_both_kinds_of_columns(ravine: Ravine, houses: Path) -> None:
    said = ravine("theory", houses, "--target", "price")
    assert said.status == 0
    for word in ("condition number", "Σ (Wx − y) x", "best lr for 100 epochs", "standardised"):
        assert word in said.out
    told = json.loads(ravine("theory", houses, "--target", "price", "--json").out)
    assert told["theory"]["condition"] > 10_000 > 100 > told["standardised"]["condition"]


def test_many_columns_are_shown_in_parts_of_80_columns(ravine: Ravine, tmp_path: Path) -> None:
    numbers = np.random.default_rng(0)
    names = [f"column {j}" for j in range(20)] + ["y"]
    file = tmp_path / "wide.csv"
    np.savetxt(file, numbers.normal(size=(40, 21)), delimiter=",", header=",".join(names), comments="")
    said = ravine("run", file, "--target", "y")
    assert said.status == 0
    assert max(map(len, said.out.splitlines())) <= 80
    assert all(name in said.out for name in names)


def test_pictures_are_saved_where_asked(ravine: Ravine, houses: Path, tmp_path: Path) -> None:
    said = ravine("run", houses, "--target", "price", "--pictures", tmp_path / "seen")
    assert said.status == 0
    saved = sorted((tmp_path / "seen").glob("*.png"))
    assert saved
    assert all(file.read_bytes().startswith(b"\x89PNG") for file in saved)
    assert str(tmp_path / "seen") in said.err


def test_pictures_that_cannot_be_saved_are_one_sentence(ravine: Ravine, houses: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    said = ravine("run", houses, "--target", "price", "--pictures", tmp_path / "taken")
    assert said.status == 2
    assert "taken" in said.err


def test_names_with_commas_go_one_by_one(ravine: Ravine, tmp_path: Path) -> None:
    file = tmp_path / "odd.csv"
    file.write_text('"a, in m",c,y\n1,2,3\n2,1,5\n4,4,9\n')
    told = json.loads(ravine("run", file, "--target", "y", "--feature", "a, in m", "--json").out)
    assert list(told["final"]["W"]) == ["a, in m"]


def test_start_is_one_number_or_one_for_each(ravine: Ravine, houses: Path) -> None:
    def first(start: str) -> dict[str, Any]:
        told = json.loads(ravine("run", houses, "--target", "price", "--start", start, "--json").out)
        return told["log"][0]

    assert first("-1") == {"epoch": 0, "W": {"area": -1, "age": -1}, "b": -1, "cost": first("-1")["cost"]}
    assert first("1,2,1/2")["W"] == {"area": 1, "age": 2}
    assert first("1,2,1/2")["b"] == 0.5
    assert ravine("run", houses, "--target", "price", "--start", "1,2").status == 2


def test_plain_has_no_boxes(ravine: Ravine, houses: Path) -> None:
    said = ravine("lab", "--no-pictures", "--plain")
    assert "─" not in said.out
    assert "the new W is W minus the learning rate times the gradient" in said.out
    assert "─" not in ravine("run", houses, "--target", "price", "--plain").out


@pytest.mark.parametrize("encoding", ["cp949", "ascii", "latin-1"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_a_terminal_cannot_print_degrades_by_character(encoding: str, lang: str) -> None:
    done = process("lab", "--engine", "hand", "--no-pictures", "--lang", lang, PYTHONIOENCODING=encoding)
    assert done.returncode == 0, done.stderr.decode()
    text = done.stdout.decode(encoding)
    assert "Epoch    1/10 W: 1.400, Cost: 0.746666" in text
    if encoding == "cp949":
        whole = process("lab", "--engine", "hand", "--no-pictures", "--lang", lang, PYTHONIOENCODING="utf-8")
        assert text.count("?") == whole.stdout.decode().count("?")
        assert ("경사 하강법" in text) == (lang == "ko")


def test_a_reader_that_goes_away_is_no_error() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "ravine", "lab", "--engine", "hand", "--no-pictures"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout is not None
        running.stdout.close()
        _, err = running.communicate(timeout=60)
    assert err == b""


@pytest.mark.skipif(os.name == "nt", reason="signals as Unix has them")
@pytest.mark.usefixtures("control_c")
def test_control_c_ends_a_run_with_what_it_has(ravine: Ravine, houses: Path) -> None:
    before = signal.getsignal(signal.SIGINT)  # in the background it is ignored
    for engine in ("hand", "exact"):
        said = ravine("run", houses, "--target", "price", "--epochs", "1000000", "--engine", engine)
        assert said.status == 130
        assert "It was interrupted after" in " ".join(said.out.split())
        assert "final" in said.out
        assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.skipif(os.name == "nt", reason="signals as Unix has them")
def test_a_second_control_c_ends_it_at_once() -> None:
    with watched(10, bar=False) as watch:
        signal.raise_signal(signal.SIGINT)
        assert watch(1, None) is True
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


def test_a_long_run_shows_a_bar_where_somebody_can_see_it(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = StringIO()
    monkeypatch.setattr(seen, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys, "stderr", seen)
    monkeypatch.setattr("ravine.cli.terminal._Watch._AFTER", 0.0)
    with watched(200, bar=True) as watch:
        for epoch in range(50):
            assert watch(epoch, None) is False
            time.sleep(0.005)
    assert "/200" in seen.getvalue()


def test_a_short_run_shows_none(ravine: Ravine, houses: Path) -> None:
    assert ravine("run", houses, "--target", "price").err == ""


def test_the_words_that_options_take_are_those_of_the_library() -> None:
    """They stand in the terminal door a second time, so that help loads nothing that computes."""
    assert tuple(GRADIENTS) == SCALES
    assert {engine for engines in ENGINES.values() for engine in engines} == set(runs.ENGINES)
    assert tuple(KNOWN_HYPOTHESES) == HYPOTHESES
    assert tuple(KNOWN_LOSSES) == LOSSES
    samplings = next(option for option in command.commands["run"].params if option.name == "sampling")
    assert samplings.type.words == SAMPLINGS  # type: ignore[attr-defined]


# --- hypotheses, losses, batches, surfaces ---------------------------------------------------------

EXAM = "hours,passed\n1,no\n2,no\n3,yes\n2.5,yes\n4,yes\n3.2,no\n1.5,no\n3.8,yes\n"
FLOWERS = "길이,종\n1,장미\n2,튤립\n3,국화\n2.5,튤립\n4,국화\n1.2,장미\n2.2,국화\n"
LINE = "x,y\n" + "".join(f"{k},{k * k - 3 * k + 1}\n" for k in range(8))


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str], Path]:
    def write(content: str) -> Path:
        (tmp_path / "data.csv").write_text(content, encoding="utf-8")
        return tmp_path / "data.csv"

    return write


def told(ravine: Ravine, *words: object) -> dict[str, Any]:
    said = ravine("run", *words, "--json")
    assert said.status == 0, said.err
    return json.loads(said.out)


@pytest.mark.parametrize(
    ("content", "target", "words", "cost"),
    [
        (LINE, "y", ["--hypothesis", "line"], {"hypothesis": "line", "loss": "squared"}),
        (
            LINE,
            "y",
            ["--hypothesis", "polynomial", "--degree", "3"],
            {"hypothesis": "polynomial", "degree": 3, "loss": "squared"},
        ),
        (LINE, "y", ["--loss", "absolute"], {"hypothesis": "linear", "loss": "absolute"}),
        (
            LINE,
            "y",
            ["--loss", "huber", "--delta", "1/2", "--l2", "0.1"],
            {"loss": "huber", "delta": 0.5, "l2": 0.1},
        ),
        (EXAM, "passed", ["--hypothesis", "logistic"], {"hypothesis": "logistic", "loss": "log"}),
        (FLOWERS, "종", ["--hypothesis", "softmax"], {"hypothesis": "softmax", "loss": "cross-entropy"}),
    ],
    ids=str,
)
@pytest.mark.parametrize("engine", ["hand", "torch", "both"])
def test_every_kind_of_cost_runs_from_a_file(
    ravine: Ravine, file: Any, content: str, target: str, words: list[str], cost: dict[str, Any], engine: str
) -> None:
    ran = told(ravine, file(content), "--target", target, "--epochs", 20, "--engine", engine, *words)
    for key, value in cost.items():
        assert ran["experiment"]["cost"][key] == value
    logs = ran["log"].values() if engine == "both" else [ran["log"]]
    for log in logs:
        assert len(log) == 21
        assert log[-1]["cost"] < log[0]["cost"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("content", "target", "kind"), [(EXAM, "passed", "logistic"), (FLOWERS, "종", "softmax")]
)
def test_words_are_read_as_classes_and_said(
    ravine: Ravine, file: Any, content: str, target: str, kind: str, lang: str
) -> None:
    said = ravine("run", file(content), "--target", target, "--hypothesis", kind, "--lang", lang)
    assert said.status == 0
    assert all(part in said.err for part in ("= 0", "= 1", target))
    assert max(map(len, said.out.splitlines())) <= 80


def test_batches_holdout_clip_and_tol_are_as_one_asks(ravine: Ravine, file: Any) -> None:
    words = [
        "--batch-size",
        3,
        "--seed",
        5,
        "--sampling",
        "replace",
        "--holdout",
        0.25,
        "--clip",
        2,
        "--tol",
        1e-9,
    ]
    ran = told(ravine, file(LINE), "--target", "y", "--lr", 0.001, "--epochs", 10, *words)
    asked = {"batch_size": 3, "seed": 5, "sampling": "replace", "holdout": 0.25, "clip": 2, "tol": 1e-9}
    assert asked.items() <= ran["experiment"]["descent"].items()
    again = told(ravine, file(LINE), "--target", "y", "--lr", 0.001, "--epochs", 10, *words)
    assert again["log"] == ran["log"]
    other = [6 if word == 5 else word for word in words]
    assert (
        told(ravine, file(LINE), "--target", "y", "--lr", 0.001, "--epochs", 10, *other)["log"] != ran["log"]
    )


@pytest.mark.parametrize("name", SURFACES)
@pytest.mark.parametrize("engine", ["hand", "torch", "both"])
def test_every_surface_runs(ravine: Ravine, name: str, engine: str) -> None:
    ran = told(ravine, f"surface:{name}", "--lr", 1e-3, "--epochs", 10, "--engine", engine)
    assert ran["experiment"]["data"] == {"surface": name}
    assert "cost" not in ran["experiment"]
    said = ravine("run", f"surface:{name}", "--lr", 1e-3, "--epochs", 10, "--engine", engine)
    assert said.status == 0
    assert max(map(len, said.out.splitlines())) <= 80


def test_a_valley_takes_its_condition_and_its_turn(ravine: Ravine) -> None:
    ran = told(ravine, "surface:valley", "--condition", 50, "--turn", 90, "--start", "1,0", "--epochs", 1)
    assert ran["experiment"]["data"] == {"surface": "valley", "condition": 50, "turn": 90}
    assert ran["log"][0]["cost"] == pytest.approx(25)


def test_what_is_typed_stands_in_the_place_of_what_the_document_says(ravine: Ravine, tmp_path: Path) -> None:
    document = tmp_path / "mine.toml"
    document.write_text(
        "[data]\nx = [1, 2, 3, 4]\ny = [1, 3, 2, 5]\n"
        '[cost]\nhypothesis = "polynomial"\ndegree = 2\nl2 = 0.5\n'
        "[descent]\nbatch_size = 2\nepochs = 3\n[[runs]]\nlr = 0.01\n"
    )
    plain = told(ravine, document)["experiment"]
    assert plain["cost"]["l2"] == 0.5
    changed = told(
        ravine,
        document,
        "--degree",
        3,
        "--l2",
        0,
        "--loss",
        "huber",
        "--delta",
        2,
        "--batch-size",
        4,
        "--clip",
        1,
    )["experiment"]
    del plain["cost"]["l2"]  # which is 0 now
    assert changed["cost"] == {**plain["cost"], "loss": "huber", "delta": 2, "degree": 3}
    assert {"batch_size": 4, "clip": 1}.items() <= changed["descent"].items()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--degree", "0"], "--degree"),
        (["--degree", "three"], "--degree"),
        (["--hypothesis", "polynomial", "--degree", "21"], "degree"),
        (["--degree", "3"], "--hypothesis polynomial"),
        (["--delta", "3"], "--loss huber"),
        (["--sampling", "replace"], "--batch-size"),
        (["--seed", "3"], "--holdout"),
        (["--hypothesis", "cubic"], "--hypothesis"),
        (["--loss", "cubic"], "--loss"),
        (["--loss", "log"], "log"),
        (["--loss", "huber", "--delta", "0"], "delta"),
        (["--l2", "-1"], "l2"),
        (["--l2", "nan"], "--l2"),
        (["--holdout", "1"], "holdout"),
        (["--holdout", "0.99"], "holdout"),
        (["--holdout", "-0.1"], "holdout"),
        (["--batch-size", "0"], "--batch-size"),
        (["--batch-size", "1.5"], "--batch-size"),
        (["--seed", "-1"], "--seed"),
        (["--batch-size", "2", "--sampling", "x"], "--sampling"),
        (["--clip", "0"], "clip"),
        (["--tol", "-1"], "tol"),
        (["--condition", "3"], "--condition"),
        (["--turn", "3"], "--turn"),
        (["--hypothesis", "logistic"], "y"),
    ],
    ids=str,
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_option_that_cannot_be_is_one_sentence(
    ravine: Ravine, file: Any, words: list[str], said: str, lang: str
) -> None:
    content = LINE.replace("\n1,", "\n1.5,") + "9,0.5\n"
    got = ravine("run", file(content), "--target", "y", *words, "--lang", lang)
    assert (got.status, got.out) == (2, "")
    assert said in got.err
    assert "Traceback" not in got.err
    assert got.err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["surface:nope"], "rosenbrock"),
        (["surface:"], "rosenbrock"),
        (["surface:valley", "--condition", "0"], "condition"),
        (["surface:valley", "--condition", "nan"], "--condition"),
        (["surface:rosenbrock", "--condition", "3"], "condition"),
        (["surface:rosenbrock", "--turn", "3"], "turn"),
        (["surface:valley", "--hypothesis", "logistic"], "hypothesis"),
        (["surface:valley", "--loss", "huber"], "loss"),
        (["surface:valley", "--l2", "1"], "l2"),
        (["surface:valley", "--holdout", "0.2"], "holdout"),
        (["surface:valley", "--batch-size", "2"], "batch_size"),
        (["surface:valley", "--standardize"], "standardize"),
        (["surface:valley", "--gradient", "sum"], "sum"),
        (["surface:valley", "--target", "y"], "--target"),
        (["surface:valley", "--features", "y"], "--features"),
        (["surface:valley", "--no-bias"], "--no-bias"),
        (["surface:valley", "--dtype", "float32"], "--dtype"),
        (["surface:valley", "--start", "1,2,3"], "w1, w2"),
        (["surface:valley", "--degree", "3"], "degree"),
    ],
    ids=str,
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_says_nothing_to_a_surface_is_one_sentence(
    ravine: Ravine, words: list[str], said: str, lang: str
) -> None:
    got = ravine("run", *words, "--lang", lang)
    assert (got.status, got.out) == (2, "")
    assert said in got.err
    assert got.err.count("\n") == 1


def test_a_run_says_how_it_was_computed_and_what_was_kept(ravine: Ravine, houses: Path) -> None:
    told = ravine("run", houses, "--target", "price", "--epochs", "200000", "--keep", "log", "--plain")
    assert "exact" in told.out
    assert "200,001" in told.out
    same = ravine("run", houses, "--target", "price", "--epochs", "50", "--engine", "exact", "--json")
    loop = ravine("run", houses, "--target", "price", "--epochs", "50", "--engine", "hand", "--json")
    exact, hand = json.loads(same.out), json.loads(loop.out)
    assert exact["experiment"]["runs"][0]["engine"] == "exact"
    for one, other in zip(exact["log"], hand["log"], strict=True):
        assert one["cost"] == pytest.approx(other["cost"], rel=1e-9)
        assert list(one["W"].values()) == pytest.approx(list(other["W"].values()), rel=1e-9)


@pytest.mark.parametrize("keep", ["0", "-1", "some", "1.5", ""])
def test_a_keep_that_cannot_be_is_refused(ravine: Ravine, houses: Path, keep: str) -> None:
    told = ravine("run", houses, "--target", "price", "--keep", keep)
    assert told.status == 2
    assert "--keep" in told.err
