"""What the documents say is what happens: every Python block runs, and prints what stands below it."""

import contextlib
import inspect
import io
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import ravine as rv
from ravine.optim import RULES, SCHEDULES, Rule

DOCS = Path(__file__).parents[1] / "docs"
PYTHON = re.compile(
    r"(?:^```console\n\$ ravine ([^\n]*)\n```\n\n)?^```python\n(.*?)^```(?:\n\n```text\n(.*?)^```)?",
    re.DOTALL | re.MULTILINE,
)


@pytest.mark.parametrize(
    "file", [file for file in sorted(DOCS.glob("*.md")) if PYTHON.search(file.read_text("utf-8"))], ids=str
)
def test_its_code_runs_and_prints_what_it_shows(file: Path, ravine: Callable[..., Any]) -> None:
    names: dict[str, Any] = {}
    for command, code, shown in PYTHON.findall(file.read_text(encoding="utf-8")):
        if command:  # an excerpt from the program that it prints
            program = ravine(*shlex.split(command)).out
            assert code in program
            code, names = program, {}
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(code, file.name, "exec"), names)
        if shown:
            assert printed.getvalue() == shown, code


def test_links_lead_somewhere() -> None:
    for file in DOCS.glob("*.md"):
        for link in re.findall(r"\]\(([^)#:]+)\)", file.read_text(encoding="utf-8")):
            assert (DOCS / link).exists(), f"{file.name}: {link}"


def test_links_to_elsewhere_are_well_formed() -> None:
    for file in DOCS.glob("*.md"):
        for link in re.findall(r"\]\((\w+:[^)]*)\)", file.read_text(encoding="utf-8")):
            assert re.fullmatch(r"https://[\w-]+(\.[\w-]+)+(/[^\s<>]*)?", link), f"{file.name}: {link}"


def test_every_page_is_in_the_index() -> None:
    pages = {file.name for file in DOCS.iterdir() if file.suffix in (".md", ".rst")}
    listed = re.findall(r"^- \[.+?\]\((\S+)\)", (DOCS / "index.md").read_text("utf-8"), re.MULTILINE)
    assert sorted(listed) == sorted(pages - {"index.md"})


def test_every_public_name_is_in_the_reference() -> None:
    named = re.findall(
        r"^\.\. auto\w+:: ravine\.(\w+)$", (DOCS / "reference.rst").read_text("utf-8"), re.MULTILINE
    )
    assert sorted(named) == sorted(rv.__all__)


RULES_PAGE = (DOCS / "rules.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", RULES.values())
def test_each_rule_has_its_formula_its_defaults_and_its_source(rule: type[Rule]) -> None:
    (section,) = re.findall(rf"^## {rule.__name__}\n(.*?)(?=^## )", RULES_PAGE, re.DOTALL | re.MULTILINE)
    assert "\n".join(rule.formula.split(";  ")) in section
    assert re.search(r"^Source: .*\d{4}", section, re.DOTALL | re.MULTILINE)
    assert f"print(first({rule.__name__}(" in section
    for setting in inspect.signature(rule).parameters.values():
        assert f"{setting.name}={setting.default!r}" in section


def test_each_schedule_is_there() -> None:
    for make in SCHEDULES.values():
        assert f"| `{type(make(0.1, 100)).__name__}(" in RULES_PAGE


def test_what_torch_has_and_we_have_not_has_its_reason() -> None:
    import torch

    theirs = {
        name
        for name, found in vars(torch.optim).items()
        if isinstance(found, type) and issubclass(found, torch.optim.Optimizer) and name != "Optimizer"
    }
    ours = {rule.__name__ for rule in RULES.values()}
    assert ours < theirs
    assert set(re.findall(r"^- \*\*(\w+)\*\*", RULES_PAGE, re.MULTILINE)) >= theirs - ours
