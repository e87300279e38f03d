"""The data of one feature, and lines through it."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from ravine.cost import Cost
from ravine.pictures.colours import LINES
from ravine.pictures.lettering import name, num
from ravine.pictures.picture import Picture
from ravine.pictures.sight import Sight, spread
from ravine.pictures.theme import plain_ticks
from ravine.trace import Trace
from ravine.words import say

Array = np.ndarray

MOST = 2000  # points drawn


def rows(cost: Cost) -> tuple[Array, Array]:
    """The x and y of at most `MOST` rows, evenly taken, for one feature."""
    x, y = cost.rows.reduce(
        lambda x, y: (x[:, 0], y), lambda a, b: tuple(map(np.concatenate, zip(a, b, strict=True)))
    )
    chosen = spread(len(y), MOST)
    return x[chosen].astype(np.float64), y[chosen].astype(np.float64)


def data(trace: Trace, cost: Cost) -> Picture:
    """The points, and the lines at the start, at the end and of least cost."""
    ends = {"start": trace.W[0], "end": trace.W[-1], "best": Sight(trace).best}
    bias = cost.hypothesis.bias
    texts = {word: line_text(W, bias) for word, W in ends.items()}

    def paint(ax: Axes) -> None:
        x, y = rows(cost)
        scatter(ax, cost, x, y)
        lines(ax, x, ends, bias)

    m = cost.rows.m
    return Picture(
        "data",
        say("picture-data-title", count=m, best=texts["best"]),
        say("picture-data-summary", count=m, x=name(cost.rows.names[0]), y=name(cost.rows.target), **texts),
        say("picture-note-rows", shown=MOST, count=m) if m > MOST else "",
        paint,
    )


def scatter(ax: Axes, cost: Cost, x: Array, y: Array) -> None:
    """The points as ink dots, with room around them."""
    size = float(np.clip(6000 / max(len(x), 1), 6, 42))
    ax.scatter(
        x,
        y,
        s=size,
        color=LINES["data"],
        linewidths=0,
        zorder=3,
        alpha=1.0 if len(x) < 200 else 0.5,
        label=say("picture-word-data"),
    )
    plain_ticks(ax)
    for low, high, set_limits in ((x.min(), x.max(), ax.set_xlim), (y.min(), y.max(), ax.set_ylim)):
        room = 0.12 * (high - low) or 0.5 * abs(high) or 1.0
        set_limits(low - room, high + room)
    ax.set_xlabel(name(cost.rows.names[0]))
    ax.set_ylabel(name(cost.rows.target))


STYLES = {"start": ("hypothesis", (5, 3)), "end": ("hypothesis", (1, 0)), "best": ("best", (1, 0))}


def lines(ax: Axes, x: Array, ends: dict[str, Array], bias: bool) -> None:
    """H(x) for each of these W, from side to side; the picture grows to hold the lines that are near."""
    left, right = ax.get_xlim()
    sides = np.array([left, right])
    for word, W in ends.items():
        colour, dashes = STYLES[word]
        # Where the run ends at the best W its line lies on the other, so that one is wider, and below.
        wide = word == "best" and "end" in ends
        with np.errstate(over="ignore", invalid="ignore"):
            H = float(W[0]) * sides + (float(W[1]) if bias else 0.0)
        bottom, top = ax.get_ylim()
        if np.isfinite(H).all() and np.abs(H).max() < 1e6 * max(abs(bottom), abs(top)):
            ax.plot(
                sides,
                H,
                color=LINES[colour],
                linewidth=4.5 if wide else 1.4,
                dashes=dashes,
                zorder=1.9 if wide else 2,
                label=say(f"picture-word-line-{word}", line=line_text(W, bias)),
            )
            _grow(ax, H)


def _grow(ax: Axes, H: Array) -> None:
    bottom, top = ax.get_ylim()
    room = 0.06 * (top - bottom)
    low, high = min(bottom, H.min() - room), max(top, H.max() + room)
    if high - low <= 2.5 * (top - bottom):
        ax.set_ylim(low, high)


def line_text(W: Sequence[float] | Array, bias: bool) -> str:
    """H(x) = 2 x + 1, with its numbers."""
    if not np.isfinite(np.asarray(W, np.float64)).all():
        return say("picture-word-out-of-range")
    text = f"H(x) = {num(W[0], 3)} x"
    return text if not bias else f"{text} {'−' if W[1] < 0 else '+'} {num(abs(W[1]), 3)}"
