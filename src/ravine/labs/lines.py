"""On which line of a TOML file a key stands, which tomllib doesn't say."""

import re
from collections.abc import Iterator

# A key's place in the document: names, and for the entries of an array of tables their number from 0.
Path = tuple[str | int, ...]

_PART = r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')"""
_NAME = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_HEADER = re.compile(rf"[ \t]*(\[\[?)[ \t]*({_NAME})[ \t]*\]")
_KEY = re.compile(rf"[ \t]*({_NAME})[ \t]*=")
_LONG = re.compile('"""|' + "'''")


def line_of(text: str, path: Path) -> int:
    r"""The line, from 1, of the key at `path`; where it has none of its own, that of the table around it.

    Example:
        >>> line_of('[title]\nen = "A lab"\n\n[[step]]\n[[step]]\nanswer = 7', ("step", 1, "answer"))
        6
    """
    found, deepest = 1, 0
    for place, line in _places(text):
        if deepest < len(place) <= len(path) and place == path[: len(place)]:
            found, deepest = line, len(place)
    return found


def _places(text: str) -> Iterator[tuple[Path, int]]:
    """(place, line) of every header and of every key that begins a line."""
    table: Path = ()
    counts: dict[Path, int] = {}
    for number, line in _outside_long_strings(text):
        if header := _HEADER.match(line):
            table = _numbered(_split(header[2]), counts, starts=header[1] == "[[")
            # A header [step.experiment.cost] is also where [step.experiment] begins, if nothing else is.
            yield from ((table[:depth], number) for depth in range(1, len(table) + 1))
        elif key := _KEY.match(line):
            place = table + _split(key[1])
            yield from ((place[:depth], number) for depth in range(len(table) + 1, len(place) + 1))


def _numbered(names: Path, counts: dict[Path, int], *, starts: bool) -> Path:
    """The place that a header names: after each array of tables the number of its present entry."""
    place: Path = ()
    for depth, name in enumerate(names, 1):
        place += (name,)
        if starts and depth == len(names):
            counts[place] = counts.get(place, -1) + 1
        if place in counts:
            place += (counts[place],)
    return place


def _outside_long_strings(text: str) -> Iterator[tuple[int, str]]:
    """The lines, numbered from 1, that don't begin within a string of several lines."""
    closing = ""
    for number, line in enumerate(text.split("\n"), 1):
        if not closing:
            yield number, line
        for mark in _LONG.findall(line):
            closing = "" if mark == closing else closing or mark


def _split(name: str) -> Path:
    return tuple(part.strip("\"'") for part in re.findall(_PART, name))
