"""The letters of pictures: DejaVu Sans, which comes with matplotlib, and NanumGothic for Hangul."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from matplotlib import font_manager
from matplotlib.ft2font import FT2Font

FAMILIES = ("DejaVu Sans", "NanumGothic")


@cache
def families() -> list[str]:
    """The font families, the first that has a letter draws it."""
    # Only the font is taken from koreanize_matplotlib: importing it would change everybody's rcParams.
    package = find_spec("koreanize_matplotlib")
    if package is None or package.origin is None:
        return [FAMILIES[0]]
    font_manager.fontManager.addfont(Path(package.origin).parent / "fonts" / "NanumGothic.ttf")
    return list(FAMILIES)


def has_glyph(letter: str) -> bool:
    """Whether a picture can show `letter`.

    Example:
        >>> has_glyph("W"), has_glyph("값"), has_glyph("𠀀")
        (True, True, False)
    """
    return ord(letter) in _letters()


@cache
def _letters() -> frozenset[int]:
    files = (font_manager.findfont(family, fallback_to_default=False) for family in families())
    return frozenset().union(*(FT2Font(file).get_charmap() for file in files))
