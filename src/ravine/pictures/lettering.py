"""What is written in pictures: names as they are, numbers with a true minus, lines that fit."""

import re
import unicodedata
from typing import Any

import numpy as np
from matplotlib.ticker import Formatter, MaxNLocator

from ravine.pictures.fonts import has_glyph
from ravine.words import say, visible

_SUPERSCRIPTS = str.maketrans("0123456789−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def name(text: str, most: int = 24) -> str:
    r"""A column's name as it can be drawn: on one line, at most `most` cells wide, □ for letters no font has.

    Example:
        >>> name("a\tb"), name("number of rooms per household")
        ('a\\tb', 'number of rooms per ho…')
    """
    text = visible(unicodedata.normalize("NFC", text))  # file systems take Hangul apart, fonts want it whole
    text = "".join(c if has_glyph(c) else "□" for c in text)
    if cells(text) <= most:
        return text
    while cells(text + "…") > most:
        text = text[:-1]
    return text.rstrip() + "…"


def weight(column: str) -> str:
    """What the axis of a column's weight is called; those of a surface have names of their own."""
    if column == "x":
        return say("picture-axis-w-alone")
    return name(column) if re.fullmatch(r"w\d*", column) else say("picture-axis-w", name=name(column))


def num(value: float, digits: int = 4) -> str:
    """`value` with `digits` significant digits.

    Example:
        >>> num(-28 / 3), num(1e-7), num(2931000.0), num(12345.0, 5)
        ('−9.333', '10⁻⁷', '2.931×10⁶', '12,345')
    """
    plain = f"{float(value):.{digits}g}"
    rounded = float(plain) + 0.0  # never −0
    if not np.isfinite(value):
        return {"inf": "∞", "-inf": "−∞"}.get(plain, plain)
    if rounded and not 1e-4 <= abs(rounded) < 1e6:
        return _power(f"{value:.{digits - 1}e}")
    decimals = max(0, digits - len(str(int(abs(rounded))))) if abs(rounded) >= 1 else digits + 3
    text = f"{rounded:{',' if abs(rounded) >= 10_000 else ''}.{decimals}f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", "−")


def _power(scientific: str) -> str:
    """2.931×10⁶ for 2.931e+06."""
    mantissa, _, exponent = scientific.partition("e")
    mantissa = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
    power = "10" + str(int(exponent)).replace("-", "−").translate(_SUPERSCRIPTS)
    return {"1": power, "-1": f"−{power}"}.get(mantissa, f"{mantissa}×{power}").replace("-", "−")


def cells(text: str) -> float:
    """How wide `text` is, in Latin letters; a Hangul syllable, an arrow or a minus is almost twice as wide.

    Example:
        >>> cells("W"), cells("비용")
        (1.0, 3.5)
    """
    return sum(1.75 if unicodedata.east_asian_width(c) in "WFA" else 1.0 for c in text)


def wrapped(text: str, width: int) -> str:
    r"""`text` broken at spaces into as few lines of at most `width` cells as can be, about equally long.

    Example:
        >>> wrapped("one two three four", 16)
        'one two\nthree four'
    """
    words = re.split("(?<![→×=]) (?![→%=])", text)  # 0 → 1 → 2, λ = 2 and 1 % stay together
    lines = _lines(words, width)
    narrower = (_lines(words, less) for less in range(width - 1, width // 2, -1))
    for fewer in narrower:
        if len(fewer) > len(lines):
            break
        lines = fewer
    return "\n".join(lines)


def _lines(words: list[str], width: int) -> list[str]:
    lines = [words[0]]
    for word in words[1:]:
        if cells(lines[-1]) + 1 + cells(word) > width:
            lines.append(word)
        else:
            lines[-1] += f" {word}"
    return lines


class Ticks(Formatter):
    """Tick labels with as many digits as it takes to tell them apart, and no offset or factor to add."""

    def __call__(self, x: float, pos: int | None = None) -> str:
        """The label of one tick, as if it were alone."""
        return num(x)

    def format_ticks(self, values: list[float]) -> list[str]:
        """The labels of all ticks together."""
        ticks = np.asarray(values, np.float64)
        gap = np.diff(ticks).min() if len(ticks) > 1 else 0.0
        ticks = np.where(np.abs(ticks) < 1e-6 * gap, 0.0, ticks)
        for digits in range(1, 17):
            near = [
                abs(float(f"{tick:.{digits}g}") - tick) <= 1e-6 * max(gap, abs(tick) * 1e-9) for tick in ticks
            ]
            if all(near):
                return [num(tick, max(digits, 3)) for tick in ticks]
        return [num(tick, 16) for tick in ticks]


class FewTicks(MaxNLocator):
    """Ticks at round numbers, so few that their labels have air between them."""

    def tick_values(self, vmin: float, vmax: float) -> list[float]:
        """The places of ticks."""
        ticks: list[float] = []
        for most in (7, 5, 4, 3, 2, 1):
            self.set_params(nbins=most)
            ticks = list(super().tick_values(vmin, vmax))
            if sum(cells(label) + 3 for label in Ticks().format_ticks(ticks)) < self._room():
                break
        return ticks

    def _room(self) -> float:
        """How many cells of tick labels fit the axis: across as wide as it is, upwards any number."""
        axes: Any = getattr(self.axis, "axes", None)
        if axes is None or self.axis is axes.yaxis:
            return np.inf
        return axes.bbox.width / axes.figure.dpi * 72 / 5  # a cell is about 5 points wide
