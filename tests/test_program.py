"""The code of a run: plain programs, run here, whose logs are compared with those of the runs."""

import ast
import contextlib
import gzip
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import ravine as rv
from ravine.data.files import read_table
from ravine.program import notebook, program
from ravine.words import LANGUAGES, speaking
from test_lab import HAND, TORCH, logs

Ravine = Callable[..., Any]

# Names that would end a string, a comment or a format, if they were ever code.
NASTY = ['it\'s "x"', "a\nimport os", 'C:\\new"""', "{epoch} %s %", "면적 (m²)", "'''# coding: rot13", "\\"]


def printed(text: str) -> list[str]:
    """What a program prints, line by line; its warnings are errors here, as everywhere in the tests."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(text, "<program>", "exec"), {"__name__": "__main__"})
    return out.getvalue().splitlines()


def by_process(file: Path) -> list[str]:
    """What a program prints in a Python of its own, where a warning is an error."""
    command = [sys.executable, "-W", "error", str(file)]
    env = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, capture_output=True, env=env, cwd=file.parent, timeout=120, check=False)
    assert done.stderr == b""
    return done.stdout.decode().splitlines()


def run_log(experiment: rv.Experiment, every: int = 1) -> list[str]:
    """The logs of an experiment's runs, one after another."""
    resolved = experiment.resolve()
    return [line for run in resolved.runs for line in resolved.descend(run).log(every)]


NUMBER = re.compile(r"(?<=: )(-?[\d.]+(?:e[-+]\d+)?|-?inf|nan)(?=,| |$)")


def assert_same(found: list[str], expected: list[str], single: bool = False) -> None:
    """The same lines; of a number, all digits but the last few that another order of sums may change."""
    assert [NUMBER.sub("#", line) for line in found] == [NUMBER.sub("#", line) for line in expected]
    ours, theirs = (
        np.array([[float(n) for n in NUMBER.findall(line)] for line in log]) for log in (found, expected)
    )
    size = np.abs(theirs[np.isfinite(theirs)]).max(initial=1.0)
    rtol, noise = (1e-4, 1e-5) if single else (1e-5, 1e-12)
    np.testing.assert_allclose(ours, theirs, rtol=rtol, atol=noise * size)


def is_plain(text: str) -> bool:
    """Whether a program imports only what it may, and makes no code of text."""
    nodes = list(ast.walk(ast.parse(text)))
    imported = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    imported |= {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    known = {"csv", "gzip", "math", "numpy", "torch", "torch.nn.functional"}
    return imported <= known and not names & {"exec", "eval", "compile", "__import__"}


def skeleton(text: str) -> str:
    """What a program does, its strings apart."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
    return ast.dump(tree)


# The lab.


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_labs_program_prints_both_logs_of_the_original(ravine: Ravine, lang: str) -> None:
    said = ravine("code", "lab-03", "--lang", lang)
    assert (said.status, said.err) == (0, "")
    assert printed(said.out) == [*HAND, *TORCH]


def test_it_really_runs_as_a_file(ravine: Ravine, tmp_path: Path) -> None:
    file = tmp_path / "lab.py"
    said = ravine("code", "lab-03", "-o", file, "--lang", "ko")
    assert (said.status, said.out) == (0, "")
    assert "# 손으로" in file.read_text(encoding="utf-8")
    assert by_process(file) == [*HAND, *TORCH]


def test_it_is_the_code_of_the_lab(ravine: Ravine) -> None:
    text = ravine("code", "lab-03").out
    for line in (
        "x_train = torch.tensor([[1], [2], [3]], dtype=torch.float32)",
        "gradient = torch.sum((W * x_train - y_train) * x_train)",
        "W -= lr * gradient",
        "optimizer = optim.SGD([W], lr=0.15)",
        "optimizer.zero_grad()",
        "cost.backward()",
        "optimizer.step()",
    ):
        assert text.count(line) == 1
    assert len(text.splitlines()) < 45
    assert is_plain(text)
    assert "ravine" not in text


@pytest.mark.parametrize(
    "words",
    [
        ["--engine", "hand", "--lr", "0.15"],
        ["--engine", "torch"],
        ["--gradient", "mean", "--start", "5"],
        ["--gradient", "sum", "--epochs", "25"],
        ["--gradient", "half_mean", "--dtype", "float64"],
        ["--start", "-3.3", "--dtype", "float64", "--lr", "1/14", "--torch-lr", "0.02"],
        ["--epochs", "0"],
    ],
)
def test_the_lab_with_other_settings_prints_what_the_lab_prints(ravine: Ravine, words: list[str]) -> None:
    runs = 2 - ("--engine" in words)
    shown = logs(ravine("lab", "--no-pictures", *words).out)[:runs]
    expected = [line for log in shown for line in log]
    assert printed(ravine("code", "lab-03", *words).out) == expected


def test_lr_auto_is_the_best_one_not_the_labs_own(ravine: Ravine) -> None:
    text = ravine("code", "lab-03", "--lr", "auto").out
    assert [float(lr) for lr in re.findall(r"lr ?= ?([\d.]+)", text)] == pytest.approx([1 / 14, 3 / 28])


def style_faults(folder: Path) -> str:
    """What ruff says of the programs in a folder."""
    said = ""
    for check in (
        ["check", "--select", "E4,E7,E9,F,W,I,B,C4,SIM,RET,UP,RUF100"],
        ["format", "--check", "--line-length", "100"],
    ):
        command = [sys.executable, "-m", "ruff", *check, "--isolated", str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        said += done.stdout if done.returncode else ""
    return said


def test_its_style_is_clean(
    ravine: Ravine, houses: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(houses.parent)
    ravine("code", "lab-03", "-o", tmp_path / "lab.py")
    ravine("code", houses.name, "--target", "price", "--standardize", "-o", tmp_path / "houses.py")
    assert style_faults(tmp_path) == ""


# Any experiment.


def at_random(seed: int) -> rv.Experiment:
    """An experiment of any shape."""
    rng = np.random.default_rng(seed)
    d, m = int(rng.integers(1, 5)), int(rng.integers(2, 30))
    x = rng.normal(size=(m, d)) * 10.0 ** rng.integers(-1, 2, size=d) + rng.normal(size=d)
    bias, standardize, single = map(bool, rng.integers(0, 2, size=3))
    engines = [("hand",), ("torch",), ("hand", "torch")][seed % 3]
    scales = [str(rng.choice(["mean", "sum", "half_mean", "half_sum"])) for _ in engines]
    experiment = rv.Experiment(
        rv.Data(x, x @ rng.normal(size=d) + rng.normal(size=m), names=NASTY[:d] if seed % 2 else None),
        bias=bias,
        standardize=standardize,
        start=rng.normal(size=d + bias).tolist() if seed % 4 else float(rng.integers(-2, 3)),
        epochs=int(rng.integers(0, 60)),
        dtype="float32" if single else "float64",
        runs=tuple(rv.Run(*pair) for pair in zip(engines, scales, strict=True)),
    )
    if seed % 5 == 0:
        return experiment
    times = float(rng.choice([0.3, 1.2, 2.1]))  # slow, zigzag, divergence
    largest = rv.theory(experiment.cost()).eigenvalues[0]
    lrs = [times / largest / experiment.cost(run).ratio for run in experiment.runs]
    return replace(
        experiment,
        runs=tuple(replace(run, lr=float(lr)) for run, lr in zip(experiment.runs, lrs, strict=True)),
    )


@pytest.mark.parametrize("seed", range(24))
def test_a_random_experiments_program_prints_its_log(seed: int) -> None:
    experiment = at_random(seed)
    text = program(experiment)
    assert is_plain(text)
    assert_same(printed(text), run_log(experiment), single=experiment.dtype == "float32")


@pytest.mark.parametrize("every", [1, 7, 100])
def test_every_prints_the_same_epochs_as_the_log(every: int) -> None:
    experiment = replace(at_random(3), epochs=20)
    assert_same(printed(program(experiment, every=every)), run_log(experiment, every))


def test_many_epochs_are_as_wide_as_in_the_log() -> None:
    experiment = replace(rv.Experiment(rv.Data([1, 2], [1, 2])), epochs=12_345)
    assert_same(printed(program(experiment, every=6_000)), run_log(experiment, 6_000))


def test_a_run_beyond_floats_range_prints_inf_and_nan_as_the_log_does() -> None:
    run = rv.Run("hand", "mean", 1e3)
    experiment = rv.Experiment(rv.Data([1, 2], [1, 2]), bias=False, dtype="float32", epochs=30, runs=(run,))
    found = printed(program(experiment))
    assert found[-1] == "Epoch   30/30 x: nan Cost: nan"
    assert found[-5:] == run_log(experiment)[-5:]


@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize(
    "columns",
    [
        [[0.1, 0.1, 0.1, 0.1], [1, 2, 3, 5]],
        [[0, 0, 0, 0], [1, 2, 3, 5]],
        [[1e6, 1e6 + 1e-3, 1e6 + 2e-3, 1e6 + 5e-3], [3, 1, 4, 1]],
        [[5], [0]],
    ],
)
def test_columns_that_hardly_change_are_standardised_as_the_run_does(columns: Any, bias: bool) -> None:
    data = rv.Data(np.transpose(columns), [1, 2, 4, 3][: len(columns[0])])
    experiment = rv.Experiment(data, bias=bias, standardize=True, epochs=20)
    assert_same(printed(program(experiment)), run_log(experiment))


def test_a_lr_that_is_to_be_the_best_is_written_as_a_number() -> None:
    text = program(rv.Experiment(rv.Data([[1], [2], [3]], [1, 2, 3]), bias=False, epochs=3))
    assert float(re.findall("lr = (.*)", text)[0]) == pytest.approx(3 / 28, rel=1e-14)


def test_numbers_are_written_so_that_they_read_back_the_same() -> None:
    x = [0.1, 1 / 3, -0.0, 1e22, 123456789.0, 5e-10, 2.0**53]
    names: dict[str, Any] = {}
    exec(program(rv.Experiment(rv.Data(x, x), epochs=0)), names)
    assert names["x_train"].flatten().tolist() == x
    assert str(names["x_train"][2].item()) == "-0.0"


def test_names_are_data_never_code() -> None:
    x = np.arange(21.0).reshape(3, 7) ** 2
    nasty, plain = (rv.Experiment(rv.Data(x, [1, 2, 3], names=names), epochs=2) for names in (NASTY, None))
    assert skeleton(program(nasty)) == skeleton(program(plain))
    assert printed(program(nasty)) == run_log(nasty)


# Data from a file.


def written(file: Path, text: str, encoding: str = "utf-8") -> Path:
    raw = text.encode(encoding)
    file.write_bytes(gzip.compress(raw) if file.suffix == ".gz" else raw)
    return file


FILES = {
    "plain": ("a,b,y\n1,2,3\n2,1,5\n4,4,9\n", {}, {}),
    "semicolons": ("a;b;y\n1,5;2;3\n2;1;5\n4;4e-1;9\n", {"decimal": ","}, {}),
    "tabs": ("a\tb\ty\n1\t 2 \t3\n2\t1\t+5.\n4\t.5\t9\n\n\n", {}, {}),
    "quoted commas": ('a,b,y\n"1,5","2",3\n"2","1",5\n"4","4",9\n', {"decimal": ","}, {}),
    "cr only": ("a,b,y\r1,2,3\r2,1,5\r4,4,9\r", {}, {}),
    "crlf and a byte order mark": ("\ufeffa,b,y\r\n1,2,3\r\n2,1,5\r\n4,4,9\r\n", {}, {}),
    "utf-16": ("면적,나이,y\n1,2,3\n2,1,5\n4,4,9\n", {"encoding": "utf-16"}, {}),
    "utf-16-le with a mark": ("\ufeff면적,나이,y\n1,2,3\n2,1,5\n4,4,9\n", {"encoding": "utf-16-le"}, {}),
    "cp949": ("면적,나이,y\n1,2,3\n2,1,5\n4,4,9\n", {"encoding": "cp949"}, {}),
    "flags": ("a,b,y\n1,true,3\n2, FALSE ,5\n4,True,9\n", {}, {}),
    "missing": (
        "a,b,y\n1,2,3\n2, NA ,5\n4,4,9\n5,,1\n6,inf,2\n7,-NaN,2\n8,n/a,1\n9,Null,1\n1,NONE,3\n2,7,4\n",
        {},
        {"drop_missing": True},
    ),
    "missing flags, decimal comma": (
        "a;b;y\n1,5;true;3\n2;;5\n4;false;9\n",
        {"decimal": ","},
        {"drop_missing": True},
    ),
    "missing elsewhere": ("a,b,y,note\n1,2,3,\n2,1,5,hello\n4,4,9,\n", {}, {}),
    "some columns": ("a,b,c,y\n1,2,7,3\n2,1,1,5\n4,4,2,9\n", {}, {"features": ["c", "a"]}),
    "large whole numbers": ("a,y\n12345678901234567890,1\n9007199254740993,2\n1e19,4\n", {}, {}),
}


@pytest.mark.parametrize("suffix", [".csv", ".csv.gz"])
@pytest.mark.parametrize("case", FILES)
def test_a_file_is_read_as_the_run_reads_it(case: str, suffix: str, tmp_path: Path) -> None:
    text, reading, choice = FILES[case]
    file = written(tmp_path / f"data{suffix}", text, reading.get("encoding", "utf-8"))
    data = read_table(file, **reading).choose("y", **choice).data
    source = {"file": file.name, "target": "y", **reading, **choice}
    made = program(rv.Experiment(data, source, epochs=0), folder=tmp_path)
    assert is_plain(made)
    names: dict[str, Any] = {}
    exec(made, names)
    np.testing.assert_array_equal(names["x_train"].numpy(), data.x)
    np.testing.assert_array_equal(names["y_train"][:, 0].numpy(), data.y)


def test_columns_and_files_of_any_name_are_read(ravine: Ravine, tmp_path: Path) -> None:
    names = [*NASTY, "y"]
    folder = tmp_path / "it's {a} \\ 집"
    folder.mkdir()
    cells = ",".join('"' + name.replace('"', '""') + '"' for name in names)
    rows = "\n".join(",".join(map(str, row)) for row in np.arange(40).reshape(5, 8) ** 2 / 7)
    file = written(folder / '"""%s.csv', f"{cells}\n{rows}\n")
    options = ["--target", "y", "--standardize", "--epochs", "3", "--engine", "hand"]
    found = printed(ravine("code", file, *options).out)
    told = json.loads(ravine("run", file, *options, "--json").out)
    assert found[-1].endswith(f"Cost: {told['final']['cost']:.6g}")
    assert len(found) == 4
    for name in told["final"]["W"]:
        assert rv.words.visible(name) in found[0]


def test_a_files_program_prints_the_log_of_its_run(ravine: Ravine, houses: Path, tmp_path: Path) -> None:
    options = ["--target", "price", "--standardize", "--epochs", "30"]
    told = json.loads(ravine("run", houses, *options, "--engine", "both", "--json").out)
    ravine("code", houses, *options, "-o", tmp_path / "houses.py")
    found = by_process(tmp_path / "houses.py")
    expected = [
        f"Epoch {line['epoch']:4d}/30 area: {line['W']['area']:.6g} age: {line['W']['age']:.6g} "
        f"b: {line['b']:.6g} Cost: {line['cost']:.6g}"
        for engine in ("hand", "torch")
        for line in told["log"][engine]
    ]
    assert_same(found, expected)


def test_parquet_is_written_out_when_small_and_else_refused(ravine: Ravine, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"a": np.arange(300.0), "y": np.arange(300.0) ** 2})
    frame.to_parquet(tmp_path / "large.parquet")
    frame[:4].to_parquet(tmp_path / "small.parquet")
    said = ravine("code", tmp_path / "large.parquet", "--target", "y")
    assert (said.status, said.out) == (2, "")
    assert f"Save it as CSV, such as {tmp_path / 'large.csv'}" in said.err
    small = ravine("code", tmp_path / "small.parquet", "--target", "y", "--epochs", "1").out
    assert "x_train = torch.tensor([[0], [1], [2], [3]], dtype=torch.float64)" in small
    assert len(printed(small)) == 4


def test_rows_from_no_file_are_written_out_up_to_a_limit() -> None:
    def experiment(m: int) -> rv.Experiment:
        return rv.Experiment(rv.Data(np.arange(m), np.arange(m)), epochs=1)

    assert_same(printed(program(experiment(100))), run_log(experiment(100)))
    with pytest.raises(rv.DataError, match="200 numbers, got 202"):
        program(experiment(101))


# An experiment's own document.


@pytest.fixture
def document(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    written(tmp_path / "data" / "points.csv", "a,y\n1,2\n2,3\n4,9\n")
    file = tmp_path / "mine.toml"
    file.write_text(
        '[data]\nfile = "points.csv"\ntarget = "y"\n[descent]\nepochs = 4\n'
        '[[runs]]\nengine = "torch"\nlr = 0.05\n[[runs]]\nlr = 0.01\ngradient = "sum"\n'
    )
    return file.rename(tmp_path / "data" / "mine.toml")


def test_a_document_names_its_data_and_its_runs(ravine: Ravine, document: Path) -> None:
    text = ravine("code", document).out
    assert_same(printed(text), run_log(rv.Experiment.from_toml(document)))
    assert text.index("lr=0.05") < text.index("lr = 0.01")


def test_what_is_typed_stands_in_place_of_the_documents_own(ravine: Ravine, document: Path) -> None:
    options = ["--lr", "0.02", "--epochs", "2", "--no-bias", "--standardize", "--start", "1"]
    text = ravine("code", document, *options, "--engine", "hand", "--dtype", "float32").out
    own = rv.Experiment.from_toml(document)
    changed = replace(own, epochs=2, bias=False, standardize=True, start=1.0, dtype="float32")
    expected = replace(changed, runs=(rv.Run("hand", "sum", 0.02),))
    assert_same(printed(text), run_log(expected), single=True)


# Notebooks.


def test_a_notebook_holds_the_same_program() -> None:
    experiment = at_random(2)
    pages = notebook(experiment)
    assert (pages["nbformat"], pages["nbformat_minor"]) == (4, 5)
    assert pages["metadata"]["language_info"]["name"] == "python"
    for cell in pages["cells"]:
        extra = {"execution_count", "outputs"} if cell["cell_type"] == "code" else set()
        assert set(cell) == {"cell_type", "id", "metadata", "source"} | extra
    ids = [cell["id"] for cell in pages["cells"]]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", one) for one in ids)
    cells = [cell["source"] for cell in pages["cells"] if cell["cell_type"] == "code"]
    assert_same(printed("\n".join(cells)), run_log(experiment), single=experiment.dtype == "float32")


def test_a_notebook_is_one_json_document(ravine: Ravine, tmp_path: Path) -> None:
    said = ravine("code", "lab-03", "--notebook", "--lang", "ko")
    assert said.out.isascii()
    pages = json.loads(said.out)
    assert "## 손으로" in [cell["source"] for cell in pages["cells"]]
    ravine("code", "lab-03", "--notebook", "--lang", "ko", "-o", tmp_path / "lab.ipynb")
    assert (tmp_path / "lab.ipynb").read_text(encoding="utf-8") == said.out


# The command.


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["lab-03", "--target", "y", "--no-bias"], "--target, --no-bias"),
        (["lab-03", "--engine", "hand", "--torch-lr", "0.1"], "--torch-lr"),
        (["lab-03", "--start", "1,2"], "(x)"),
        (["lab-03", "--step", "5"], "--step"),
        (["houses.csv", "--target", "y", "--step", "1"], "--step"),
        (["lab-03", "--nesterov"], "nesterov"),
        (["surface:hill"], "hill"),
        (["lab-03", "--lr", "-1"], "lr"),
        (["no-such.toml"], "no-such.toml"),
        (["no-such.csv", "--target", "y"], "no-such.csv"),
    ],
)
def test_what_cannot_be_used_gets_one_sentence(
    ravine: Ravine, words: list[str], expected: str, lang: str
) -> None:
    said = ravine("code", *words, "--lang", lang)
    assert (said.status, said.out) == (2, "")
    assert expected in said.err
    assert "Traceback" not in said.err


def test_without_a_target_the_columns_and_the_command_are_shown(ravine: Ravine, houses: Path) -> None:
    said = ravine("code", houses)
    assert (said.status, said.out) == (2, "")
    assert f"ravine code {houses} --target price" in said.err


def test_a_file_is_saved_whole_or_not_at_all(ravine: Ravine, tmp_path: Path) -> None:
    said = ravine("code", "lab-03", "-o", tmp_path / "no-such-folder" / "lab.py")
    assert said.status == 2
    assert "no-such-folder" in said.err
    (tmp_path / "lab.py").mkdir()
    assert ravine("code", "lab-03", "-o", tmp_path / "lab.py").status == 2
    assert list(tmp_path.rglob("*")) == [tmp_path / "lab.py"]


def test_a_stream_in_another_encoding_gets_a_program_that_python_reads(tmp_path: Path) -> None:
    file = written(tmp_path / "집.csv", "면적,y\n1,2\n2,3\n")
    command = [sys.executable, "-m", "ravine", "code", str(file), "--target", "y", "--epochs", "1"]
    environment = {**os.environ, "PYTHONIOENCODING": "cp949", "RAVINE_LANG": "ko"}
    done = subprocess.run(command, capture_output=True, env=environment, timeout=60, check=True)
    assert done.stdout.isascii()
    assert printed(done.stdout.decode())[0].startswith("Epoch    0/1 면적: 0 b: 0 Cost:")


def test_an_engine_that_nobody_knows_is_refused() -> None:
    with pytest.raises(rv.SettingError, match="got jax"):
        program(rv.Experiment(rv.Data([1, 2], [1, 2]), runs=(rv.Run("jax", lr=0.1),)))


@pytest.mark.parametrize("wrong", [{"epochs": -1}, {"epochs": 1.5}, {"start": [1, 2, 3]}, {"start": 1e200}])
def test_what_a_run_refuses_its_program_refuses(wrong: dict[str, Any]) -> None:
    experiment = rv.Experiment(rv.Data([1, 2], [1, 2]), runs=(rv.Run(lr=0.1),))
    with pytest.raises(rv.RavineError):
        program(replace(experiment, **wrong))
    with pytest.raises(rv.SettingError, match="every"):
        program(experiment, every=0)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("gradient", ["mean", "sum", "half_mean", "half_sum"])
def test_the_scale_of_the_gradient_is_said(gradient: str, lang: str) -> None:
    runs = tuple(rv.Run(engine, gradient, 0.01) for engine in ("hand", "torch"))
    experiment = rv.Experiment(rv.Data([1, 2], [1, 2]), runs=runs)
    with speaking(lang):
        text = program(experiment)
        mean = program(replace(experiment, runs=tuple(replace(run, gradient="mean") for run in runs)))
    comments, others = ([line for line in one.splitlines() if "#" in line] for one in (text, mean))
    differing = [pair for pair in zip(comments, others, strict=True) if pair[0] != pair[1]]
    assert len(differing) == (0 if gradient == "mean" else 2)
