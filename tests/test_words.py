"""The catalogue: every text in both languages, every text used, every use there."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Message, Placeable, Term, VariableReference
from fluent.syntax.visitor import Visitor

import ravine.words
from ravine.words import LANGUAGES, exact, language, number, say, speaking, visible

SOURCE = Path(ravine.words.__file__).parents[1]
CATALOGUE = SOURCE / "words"

# Calls whose first argument is a key.
SPEAKERS = {"say", "RavineError", "DataError", "ShapeError", "SettingError"}
# Functions that hand a key on; their own first argument is one.
RELAYS = {"_row": 0, "_trial_text": 0}


def messages(lang: str) -> dict[str, Message]:
    found: dict[str, Message] = {}
    for file in sorted((CATALOGUE / lang).glob("*.ftl")):
        for entry in FluentParser().parse(file.read_text(encoding="utf-8")).body:
            assert type(entry).__name__ != "Junk", f"{file.name}: {entry.content!r}"
            if isinstance(entry, Message):
                assert entry.id.name not in found, f"{entry.id.name} stands twice"
                found[entry.id.name] = entry
            assert not isinstance(entry, Term)
    return found


def variables(message: Message) -> set[str]:
    names: set[str] = set()

    class Collector(Visitor):
        def visit_VariableReference(self, node: VariableReference) -> None:
            names.add(node.id.name)

    Collector().visit(message)
    return names


def used_keys() -> Iterator[tuple[str, str]]:
    """(pattern, where) of every key in the code; a formatted part of a key matches anything."""
    for file in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in SPEAKERS | set(RELAYS) and node.args:
                for pattern in patterns(node.args[0]):
                    yield pattern, f"{file.name}:{node.lineno}"


def patterns(node: ast.expr) -> list[str]:
    match node:
        case ast.Constant(value=str(key)):
            return [re.escape(key)]
        case ast.IfExp():
            return [*patterns(node.body), *patterns(node.orelse)]
        case ast.JoinedStr():
            parts = (
                re.escape(part.value) if isinstance(part, ast.Constant) else "[a-z0-9_-]+"
                for part in node.values
            )
            return ["".join(map(str, parts))]
        case _:
            return []  # a name: the relay's own parameter


USED = list(used_keys())


def test_both_languages_have_the_same_texts() -> None:
    english, korean = messages("en"), messages("ko")
    assert set(english) == set(korean)


def test_both_languages_put_in_the_same_values() -> None:
    english, korean = messages("en"), messages("ko")
    for key, message in english.items():
        assert variables(korean[key]) == variables(message), key


def test_every_key_in_the_code_has_a_text() -> None:
    keys = set(messages("en"))
    missing = [
        f"{where}: {pattern}" for pattern, where in USED if not any(re.fullmatch(pattern, k) for k in keys)
    ]
    assert not missing


def test_every_text_is_used() -> None:
    unused = [key for key in messages("en") if not any(re.fullmatch(pattern, key) for pattern, _ in USED)]
    assert not unused


def test_keys_without_a_fixed_beginning_would_hide_unused_texts() -> None:
    assert not [where for pattern, where in USED if pattern.startswith("[")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_korean_has_no_particle_in_two_forms(lang: str) -> None:
    for file in (CATALOGUE / lang).glob("*.ftl"):
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"[을를이가은는와과]\([을를이가은는와과]\)|\(으\)로", text), file.name


@pytest.mark.parametrize(
    ("chosen", "variable", "system", "expected"),
    [
        (None, "", "C.UTF-8", "en"),
        (None, "", "ko_KR.UTF-8", "ko"),
        (None, "ko", "en_US.UTF-8", "ko"),
        (None, "en", "ko_KR.UTF-8", "en"),
        (None, "fr", "ko_KR.UTF-8", "ko"),
        ("en", "ko", "ko_KR.UTF-8", "en"),
    ],
)
def test_the_language_is_the_chosen_one_then_the_variable_then_the_systems(
    monkeypatch: pytest.MonkeyPatch, chosen: str | None, variable: str, system: str, expected: str
) -> None:
    monkeypatch.setenv("RAVINE_LANG", variable)
    monkeypatch.setenv("LC_ALL", system)
    ravine.words._of_the_system.cache_clear()
    with speaking(chosen):
        assert language() == expected
    ravine.words._of_the_system.cache_clear()


def test_a_key_that_nobody_knows_is_a_mistake_in_the_code() -> None:
    with pytest.raises(KeyError, match="no-such-key"):
        say("no-such-key")


def test_a_value_that_is_left_out_is_a_mistake_in_the_code() -> None:
    with pytest.raises(Exception, match="count"):
        say("columns-title", file="a.csv")


def test_what_comes_from_a_file_cannot_steer_a_terminal() -> None:
    with speaking("en"):
        assert "\x1b" not in say("usage-extra", words="\x1b[2J{ $x }")
        assert "{ $x }" in say("usage-extra", words="\x1b[2J{ $x }")
    assert visible("가나\tb") == "가나\\tb"


def test_numbers_are_written_as_one_would_type_them() -> None:
    assert [number(value) for value in (0.1, 1e-5, 100000.0, 1e6, float("nan"))] == [
        "0.1", "1e-05", "100000", "1e+06", "nan",
    ]  # fmt: skip


def test_a_simple_fraction_is_named_before_its_decimals() -> None:
    assert exact(28 / 3) == "28/3 = 9.33333"
    assert exact(-28 / 3) == "-28/3 = -9.33333"
    assert exact(1 / 7 * (1 + 1e-15)) == "1/7 = 0.142857"
    assert exact(0.3) == "0.3"
    assert exact(float("inf")) == "inf"


def test_placeables_are_the_only_markup() -> None:
    """A text is prose: no HTML, no console markup."""
    for lang in LANGUAGES:
        for key, message in messages(lang).items():
            assert message.value is not None
            for element in message.value.elements:
                if not isinstance(element, Placeable):
                    assert not re.search(r"</?[a-z]+>|\[/?bold\]", str(element.value)), key
