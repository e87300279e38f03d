"""`ravine check`, as a person uses it."""

import json
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Ravine = Callable[..., Any]

RIGHT = "def gradient(W, x, y):\n    return 2 * ((W * x - y) * x).mean()\n"
HALF_SUM = "def gradient(W, x, y):\n    return ((W * x - y) * x).sum()\n"


@pytest.fixture
def mine(tmp_path: Path) -> Callable[[str], Path]:
    """A file of the reader's own."""

    def write(text: str, name: str = "mine.py") -> Path:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path / name

    return write


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_without_data_it_is_the_labs(ravine: Ravine, mine: Callable[[str], Path]) -> None:
    said = ravine("check", f"{mine(HALF_SUM)}:gradient")
    assert (said.status, said.err) == (0, "")
    assert "It is m/2 = 1.5 times the true gradient, everywhere" in one_line(said.out)
    assert "lr 0.1 acts as lr 0.15" in one_line(said.out)
    assert "W a number, x (3,), y (3,)" in said.out
    assert "-9.33333     -14            1.5" in said.out
    assert max(map(len, said.out.splitlines())) <= 80


def test_its_page_shows_what_it_prints(ravine: Ravine, monkeypatch: pytest.MonkeyPatch) -> None:
    root = Path(__file__).parents[1]
    monkeypatch.chdir(root)
    page = (root / "docs" / "checking-a-gradient.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```console\n\$ ravine (.*?)^```", page, re.DOTALL | re.MULTILINE)
    line, shown = block.split("\n", 1)
    said = ravine(*line.split()).out
    assert all(part.strip("\n") in said for part in shown.split("...\n"))
    (example,) = re.findall(r"^# examples/mine.py\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    assert (root / "examples" / "mine.py").read_text(encoding="utf-8").endswith(example)


def test_the_answer_is_in_korean_too(ravine: Ravine, mine: Callable[[str], Path]) -> None:
    said = ravine("check", f"{mine(HALF_SUM)}:gradient", "--lang", "ko")
    assert said.status == 0
    assert "m/2 = 1.5배" in one_line(said.out)


def test_right_or_not_it_ran(ravine: Ravine, mine: Callable[[str], Path]) -> None:
    said = ravine("check", mine(RIGHT))
    assert said.status == 0
    assert "Right: at every W it is the true gradient of the mean." in said.out


def test_json_is_one_document(ravine: Ravine, mine: Callable[[str], Path], houses: Path) -> None:
    file = mine("import numpy as np\n\n\ndef slope(W, b, x, y):\n    r = x @ W + b - y\n"
                "    print('looking')\n    return x.T @ r / len(x), r.sum()\n")  # fmt: skip
    said = ravine("check", f"{file}:slope", houses, "--target", "price", "--json")
    told = json.loads(said.out)
    assert said.status == 0
    assert set(said.err.split()) == {"looking"}  # what the reader's code prints is no part of the answer
    assert (told["function"], told["file"], told["right"]) == ("slope", "mine.py", False)
    assert [finding["kind"] for finding in told["findings"]] == ["part-factor", "besides"]
    assert told["findings"][0]["columns"] == "b"
    assert told["findings"][0]["formula"] == "m"
    assert told["names"] == ["area", "age", "b"]
    assert [len(row) for row in told["ratio"]] == [3] * len(told["W"])


@pytest.mark.parametrize("scale", ["mean", "half_sum"])
def test_the_scale_that_counts_as_right_can_be_chosen(
    ravine: Ravine, mine: Callable[[str], Path], scale: str
) -> None:
    told = json.loads(ravine("check", mine(HALF_SUM), "--gradient", scale, "--json").out)
    assert told["right"] == (scale == "half_sum")


def test_the_lab_has_a_bias_where_the_function_takes_one(ravine: Ravine, mine: Callable[[str], Path]) -> None:
    file = mine(
        "def gradient(W, b, x, y):\n    r = W * x + b - y\n    return 2 * (r * x).mean(), 2 * r.mean()\n"
    )
    told = json.loads(ravine("check", file, "--json").out)
    assert (told["right"], told["names"]) == (True, ["x", "b"])
    said = ravine("check", file, "--no-bias")
    assert said.status == 2
    assert "there is no bias" in said.err


def test_a_document_and_a_lab_are_sources_too(
    ravine: Ravine, mine: Callable[[str], Path], tmp_path: Path
) -> None:
    document = tmp_path / "two.toml"
    document.write_text("[data]\nx = [[1], [2], [4], [5]]\ny = [1, 3, 4, 6]\n[cost]\nbias = false\n")
    assert "m/2 = 2 times" in ravine("check", mine(HALF_SUM), document).out
    assert ravine("check", mine(HALF_SUM), "lab-03").out == ravine("check", mine(HALF_SUM)).out
    said = ravine("check", mine(HALF_SUM), "--target", "y")
    assert said.status == 2
    assert "--target" in said.err


def test_without_a_target_the_columns_and_the_command_are_shown(
    ravine: Ravine, mine: Callable[[str], Path], houses: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(houses, mine(RIGHT).parent)
    monkeypatch.chdir(mine(RIGHT).parent)
    said = ravine("check", "mine.py:gradient", "houses.csv")
    assert (said.status, said.out) == (2, "")
    assert "ravine check mine.py:gradient houses.csv --target price" in said.err


def test_it_may_import_what_lies_beside_it(ravine: Ravine, mine: Callable[..., Path], tmp_path: Path) -> None:
    mine("def residual(W, x, y):\n    return W * x - y\n", "residuals_beside.py")
    file = mine("from residuals_beside import residual\n\n\ndef gradient(W, x, y):\n"
                "    return 2 * (residual(W, x, y) * x).mean()\n")  # fmt: skip
    before = list(sys.path)
    try:
        assert "Right" in ravine("check", file).out
    finally:
        sys.modules.pop("residuals_beside", None)
    assert sys.path == before
    assert not (tmp_path / "__pycache__").exists()


def test_a_changed_file_is_read_anew(ravine: Ravine, mine: Callable[[str], Path]) -> None:
    assert "Right" in ravine("check", mine(RIGHT)).out
    assert "m/2 = 1.5" in ravine("check", mine(HALF_SUM)).out


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("def gradient(W, x, y):\n    return W.nothing\n",
         "mine.py, line 2: called with W a number, x (3,), y (3,), "
         "it raises AttributeError: 'numpy.float64' object has no attribute 'nothing'"),
        ("import math\nx = 1\nmath.sqrt(-x)\n", "mine.py, line 3: running the file raised ValueError: "),
        ("def gradient(W, x, y):\n    return W *\n", "mine.py, line 2: running the file raised SyntaxError"),
        ("import no_such_file\n", "mine.py, line 1: running the file raised ModuleNotFoundError: No module"),
        ("raise SystemExit(3)\n", "line 1: running the file raised SystemExit: 3"),
        ("def slope(W, x, y): ...\n", "mine.py: expected a function gradient in it, found slope."),
        ("gradient = 3\n", "mine.py: expected a function gradient in it, found no function."),
        ("def gradient(W, x): ...\n", "got gradient(W, x)"),
        ("def gradient(W, x, y):\n    raise KeyError\n", "it raises KeyError"),
    ],
)  # fmt: skip
def test_what_cannot_be_called_is_one_sentence_with_its_line(
    ravine: Ravine, mine: Callable[[str], Path], text: str, expected: str
) -> None:
    said = ravine("check", f"{mine(text)}:gradient")
    assert (said.status, said.out) == (2, "")
    assert said.err.startswith("ravine: ")
    assert len(said.err.splitlines()) == 1
    assert expected in said.err


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("no-such-file.py:gradient", "no-such-file.py: there is no such file."),
        ("mine:gradient", "expected a Python file and a name, such as mine.py:gradient, got mine:gradient."),
        ("mine.py:a b", "expected a Python file and a name"),
    ],
)
def test_what_is_no_file_and_name_is_one_sentence(ravine: Ravine, where: str, expected: str) -> None:
    said = ravine("check", where)
    assert (said.status, said.out) == (2, "")
    assert expected in said.err
