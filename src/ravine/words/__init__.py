"""The catalogue of all text a person reads, in English and Korean.

Texts live in `en/*.ftl` and `ko/*.ftl` (Project Fluent), one file a subject; code names them by key:
`say("regime-smooth")`. Line breaks inside a message are spaces, an empty line starts a paragraph.
"""

import locale
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from fractions import Fraction
from functools import cache
from importlib.resources import files
from numbers import Integral, Real
from threading import Lock
from typing import Any

LANGUAGES = ("en", "ko")

_reading = Lock()
_chosen: ContextVar[str | None] = ContextVar("ravine language", default=None)


def language() -> str:
    """The language of the moment: the chosen one, else RAVINE_LANG, else the system's, else English."""
    return _chosen.get() or _known(os.environ.get("RAVINE_LANG")) or _of_the_system() or "en"


@contextmanager
def speaking(lang: str | None) -> Iterator[None]:
    """Within the block, texts are in `lang`; None leaves the language as it is."""
    token = _chosen.set(lang or _chosen.get())
    try:
        yield
    finally:
        _chosen.reset(token)


def say(key: str, /, **values: Any) -> str:
    """The text of `key` in the language of the moment, with `values` put in.

    Floats are written by `number`, integers with thousands separators and the language's plural,
    strings with their control characters made visible: what comes from a file stays data.

    Raises:
        KeyError: when the catalogue has no such key (a mistake in our code; a test looks for it).

    Example:
        >>> with speaking("en"):
        ...     say("columns-title", file="a.csv", count=1), say("columns-title", file="a.csv", count=10_000)
        ('a.csv: 1 row', 'a.csv: 10,000 rows')
    """
    bundle = _bundle_with(key, language())
    pattern = bundle.get_message(key).value
    text, faults = bundle.format_pattern(pattern, {name: _plain(value) for name, value in values.items()})
    if faults:
        raise faults[0]
    return re.sub(r"(?<!\n)\n(?!\n)", " ", text)


def number(value: float, digits: int = 6) -> str:
    """`value` with `digits` significant digits, as one would type it: 0.214286, 1e-05, inf.

    Example:
        >>> number(3 / 14), number(4.0), number(-28 / 3, 4), number(float("inf"))
        ('0.214286', '4', '-9.333', 'inf')
    """
    return f"{value:.{digits}g}"


def exact(value: float) -> str:
    """`number`, after the simple fraction that it is, if it is one.

    Example:
        >>> exact(3 / 14), exact(0.15), exact(2.0), exact(0.123456789)
        ('3/14 = 0.214286', '0.15', '2', '0.123457')
    """
    if not 1e-4 < abs(value) < 1e4:
        return number(value)
    simple = Fraction(value).limit_denominator(99)
    plain = number(value)
    if abs(simple - value) > 1e-12 * abs(value) or float(plain) == float(simple):
        return plain
    return f"{simple} = {plain}"


def visible(text: str) -> str:
    r"""`text` on one line, with control characters written out, so that a name can't steer a terminal.

    Example:
        >>> visible("a\x1b[31m\nb")
        'a\\x1b[31m\\nb'
    """
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def _plain(value: Any) -> Any:
    if isinstance(value, Integral) and abs(int(value)) < 10**20:  # a hostile document's may have 4,000 digits
        return int(value)
    if isinstance(value, Real) and not isinstance(value, Integral):
        return number(float(value))
    return visible(str(value))


def _known(tag: str | None) -> str | None:
    short = (tag or "").replace("-", "_").split("_")[0].split(".")[0].lower()
    return short if short in LANGUAGES else None


@cache
def _of_the_system() -> str | None:
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(variable):
            return _known(os.environ[variable])
    # Windows sets none of them; its own name for the language starts with the language's English name.
    name = (locale.getlocale()[0] or "").lower()
    return "ko" if name.startswith(("ko", "korean")) else None


def _bundle_with(key: str, lang: str) -> Any:
    """The texts of `lang`, read as far as `key`: files are opened one after another until it is found."""
    from fluent.runtime import FluentResource  # 70 ms, so only when something is said

    with _reading:
        bundle, unread = _bundle(lang)
        while not bundle.has_message(key):
            if not unread:
                raise KeyError(key)
            bundle.add_resource(FluentResource(unread.pop().read_text(encoding="utf-8")))
        return bundle


@cache
def _bundle(lang: str) -> tuple[Any, list[Any]]:
    """A bundle without texts yet, and the files they are in, the one to be read first last (cli.ftl)."""
    from fluent.runtime import FluentBundle

    texts = sorted((files(__name__) / lang).iterdir(), key=lambda file: file.name, reverse=True)
    return FluentBundle([lang], use_isolating=False), [file for file in texts if file.name.endswith(".ftl")]
