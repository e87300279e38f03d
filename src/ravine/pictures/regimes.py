"""What lr makes of a cost, on an axis of lr: theory's lrs as lines with names, the regimes as a strip."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_hex

from ravine.colours import luminance
from ravine.pictures.colours import GROUND, LINES, TEXT
from ravine.pictures.lettering import cells, num
from ravine.pictures.theme import areas
from ravine.report.curves import Curve
from ravine.words import say

# Steps of one sequential scale, from left to right on the axis.
SHADES = {
    "crawling": 0.0,
    "smooth": 0.3,
    "reaching": 0.3,
    "falling": 0.3,
    "oscillating": 0.65,
    "diverging": 1.0,
}


def guides(panels: Sequence[Axes], curve: Curve) -> None:
    """A line through the panels for each lr of theory, its name and number in the headroom of the first."""
    ax, inside = panels[0], []
    for word, lr in lrs(curve):
        low, high = ax.get_xlim()
        if lr is not None and low <= lr <= high:
            inside.append((word, lr))
    for row, (word, lr) in enumerate(sorted(inside, key=lambda one: -one[1])):
        height = 0.98 - 0.12 * row
        for panel in panels:
            top = height if panel is ax else 1.0
            panel.axvline(lr, ymax=top, color=LINES["theory"], linewidth=1.3, dashes=(3, 2), zorder=1.5)
        place = _share(ax, lr)
        left = place > 0.35
        ax.annotate(
            say("picture-word-lr", word=word, lr=num(lr)),
            (lr, height), (-4 if left else 4, 0),
            xycoords=("data", "axes fraction"), textcoords="offset points", fontsize=8.5,
            ha="right" if left else "left", va="top", color=TEXT["theory"], zorder=5,
            bbox={"facecolor": GROUND, "edgecolor": "none", "pad": 0.8},
        )  # fmt: skip


def lrs(curve: Curve) -> list[tuple[str, float | None]]:
    """The lrs that theory knows of a curve by their names: "best", "long-run", "limit", or "limit-near"."""
    if curve.known is None:
        return [("limit-near", curve.limit)]
    return [
        ("best", curve.known.best_lr),
        ("long-run", curve.known.long_run_lr),
        ("limit", curve.limit),
    ]


def strip(ax: Axes, curve: Curve) -> None:
    """The regimes as bands with their names in them; of a narrow one it stands in the legend."""
    ax.set_ylim(0, 1)
    ax.set_yticks([])
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)
    ax.tick_params(length=0)
    scale, width = areas(), ax.figure.get_figwidth() * 72 * 0.8  # type: ignore[union-attr]
    for word, low, high in regimes(curve):
        colour = to_hex(scale(SHADES[word]))
        room = (_share(ax, high) - _share(ax, low)) * width
        said = say("picture-word-regime", word=word)
        fits = cells(said) * 5.5 < room
        ax.axvspan(low, high, color=colour, linewidth=0, label=None if fits else said)
        if fits:
            ink = GROUND if luminance(colour) < 0.18 else "#1A1A1A"
            ax.text(np.sqrt(low * high), 0.46, said, ha="center", va="center", fontsize=9, color=ink)


def regimes(curve: Curve) -> Iterator[tuple[str, float, float]]:
    """What lr makes of this cost, from lr to lr: "crawling", "smooth", "oscillating", "diverging".

    Without theory there is one word for all between crawling and diverging: "reaching", or "falling"
    where no least cost is known.
    """
    ends = curve.cliff[0] if curve.cliff else 0.0 if curve.diverged.all() else curve.lr[-1]
    names = [("crawling", curve.lr[curve.crawling - 1] if curve.crawling else 0.0)]
    if curve.known is None:
        names.append(("falling" if curve.sweep.least is None else "reaching", ends))
    else:
        ends, modes = float(curve.known.stable_lr), curve.known.modes
        between = np.geomspace(curve.lr[0], curve.lr[-1], 1000)  # however few were swept
        swings = bisect_left(between, True, key=lambda lr: not modes(float(lr)).smooth)
        names.append(("smooth", min(between[swings - 1] if swings else 0.0, ends)))
        names.append(("oscillating", ends))
    low, top = float(curve.lr[0]), float(curve.lr[-1])
    for name, high in [*names, ("diverging", top)]:
        if (high := min(float(high), top)) > low:
            yield name, low, high
            low = high


def _share(ax: Axes, lr: float) -> float:
    """How far to the right an lr lies, 0 to 1."""
    low, high = np.log(ax.get_xlim())
    return float((np.log(lr) - low) / (high - low))
