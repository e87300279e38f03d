"""One colour per word, on the page, in pictures and terminal: Okabe and Ito's, safe for all eyes."""

from collections.abc import Mapping
from types import MappingProxyType

COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "data": "#1A1A1A",
        "hypothesis": "#0072B2",
        "cost": "#7F7F7F",
        "gradient": "#D55E00",
        "path": "#E69F00",
        "best": "#009E73",
        "theory": "#56B4E9",
        "second": "#CC79A7",
    }
)

# The luminance at which a colour has a contrast of 4.5:1 on white and on black alike (WCAG 2.2, 1.4.3).
_ON_ANY_GROUND = 0.179


def luminance(colour: str) -> float:
    """The relative luminance of "#RRGGBB", 0 for black to 1 for white.

    Example:
        >>> round(luminance("#0072B2"), 3)
        0.152

    Source: W3C, Web Content Accessibility Guidelines 2.2, "relative luminance".
    """
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), _linear(colour), strict=True))


def on_any_ground(word: str) -> str:
    """The colour of `word` in the lightness that can be read on white and on black: for terminals.

    Example:
        >>> on_any_ground("path")
        '#9E6C00'
    """
    colour = COLOURS[word]
    scale = _ON_ANY_GROUND / luminance(colour)
    return "#" + "".join(f"{round(255 * _encoded(min(1.0, part * scale))):02X}" for part in _linear(colour))


def _linear(colour: str) -> list[float]:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def _encoded(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
