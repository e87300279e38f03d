"""The colours of words on the white ground of pictures. Loads no matplotlib."""

from collections.abc import Mapping
from types import MappingProxyType

from ravine.colours import COLOURS

__all__ = ["COLOURS", "FAINT", "GROUND", "LINES", "MUTED", "RUNS", "TEXT", "shades"]

GROUND = "#FFFFFF"
MUTED = "#5F5F5F"  # notes and tick labels
FAINT = "#D9D9D9"  # axes and guides, which say nothing by themselves

# The same hues, as light as they are where that gives 3:1 against the ground for lines and marks ...
LINES: Mapping[str, str] = MappingProxyType({**COLOURS, "path": "#C58800", "theory": "#4A9CCA"})
# ... and 4.5:1 for text.
TEXT: Mapping[str, str] = MappingProxyType(
    {
        **COLOURS,
        "cost": "#757575",
        "gradient": "#C15500",
        "path": "#9D6C00",
        "best": "#008661",
        "theory": "#397CA1",
        "second": "#A36085",
    }
)

# Runs beside each other: the path's colour, that of a second run, and others that belong to no word.
RUNS = (LINES["path"], LINES["second"], "#332288", "#7C7C1A", "#882255", "#5F5F5F")


def shades(count: int) -> list[str]:
    """`count` lightnesses of the hypothesis's blue, darkest first, all of them 3:1 against the ground.

    Example:
        >>> shades(1), shades(2)
        (['#0072B2'], ['#002E4F', '#4597CB'])
    """
    if count == 1:
        return [LINES["hypothesis"]]
    dark, light = (0x00, 0x2E, 0x4F), (0x45, 0x97, 0xCB)
    parts = [k / (count - 1) for k in range(count)]
    return [
        "#" + "".join(f"{round(d + part * (to - d)):02X}" for d, to in zip(dark, light, strict=True))
        for part in parts
    ]
