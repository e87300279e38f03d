"""What the READMEs say is what happens."""

import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
READMES = ["README.md", "README.ko.md"]


def blocks(readme: str, language: str) -> list[str]:
    text = (ROOT / readme).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("readme", READMES)
def test_its_commands_run_and_print_what_it_shows(
    readme: str, ravine: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    commands = 0
    for block in blocks(readme, "console"):
        for shown in block.removeprefix("$ ").split("\n$ "):
            line, *expected = shown.rstrip("\n").split("\n")
            said = ravine(*shlex.split(line)[1:])
            commands += 1
            lists_columns = " run " in line and "--target" not in line and "surface:" not in line
            assert said.status == (2 if lists_columns else 0), said.err
            rest = said.out + said.err
            for words in expected:
                if words != "...":
                    assert words in rest, f"{line}: {words}"
                    rest = rest.split(words, 1)[1]
    assert commands >= 5


@pytest.mark.parametrize("readme", READMES)
def test_its_code_runs_and_gives_what_it_says(readme: str) -> None:
    names: dict[str, Any] = {}
    checked = 0
    for block in blocks(readme, "python"):
        exec(block, names)
        for expression, value in re.findall(
            r"^(?:print\()?(\S+?\)?\.\w+)\)?\s+# ([\d.]+)\.\.\.$", block, re.MULTILINE
        ):
            assert str(eval(expression, names)).startswith(value)
            checked += 1
    assert checked == 2


@pytest.mark.parametrize("readme", READMES)
def test_its_make_targets_and_files_exist(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^make ([\w-]+)", text, re.MULTILINE)
    assert targets == ["lab", "test"]
    assert all(f"\n{target}:" in makefile for target in targets)
    for link in re.findall(r"\]\(([^)#]+)\)", text):
        assert (ROOT / link).exists(), link


def test_both_readmes_show_the_same_commands_and_code() -> None:
    english, korean = (
        [
            re.sub(r" --lang ko|#.*", "", block)
            for kind in ("console", "python")
            for block in blocks(readme, kind)
        ]
        for readme in READMES
    )
    assert [block.split("\n")[0] for block in english] == [block.split("\n")[0] for block in korean]
