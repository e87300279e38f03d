"""The marks of words, the same in every picture: joined dots, dashes, the diamond, squares."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from ravine.pictures.colours import GROUND, LINES, TEXT
from ravine.pictures.sight import MARKED, Sight, spread, thinned
from ravine.trace import thin
from ravine.words import say

Array = np.ndarray

LONGEST = 15.0  # of a path's line, in widths of the picture


def joined(ax: Axes, steps: Array, word: str, label: str, *, line: Array | None = None) -> None:
    """A run: a dot for each of its steps (k, 2), the newest the largest, and a line that joins them.

    Of very many steps only the first and the last have dots.

    Args:
        ax, steps, label: what is drawn where, and what it is called.
        word: whose colour it has, or a colour.
        line: drawn instead of the line through all steps, where given.
    """
    few, colour = len(steps) <= MARKED, LINES.get(word, word)
    ax.plot(
        *(steps if line is None else line).T,
        color=colour,
        linewidth=1.3 if few else 1.0,
        zorder=3,
        label=label,
        marker="." if few else "",
        markersize=6,
    )
    steps = steps if few else steps[[0, -1]]
    ax.scatter(
        *steps.T,
        s=np.linspace(22, 52, len(steps)),
        color=colour,
        edgecolors=GROUND,
        linewidths=0.7,
        zorder=4,
    )


def walk(
    ax: Axes, points: Array, shown: int, label: str, word: str = "path", *, epoch: int | None = None
) -> None:
    """A path over the cost: the first `shown` of its points (k, 2), and where the next one leaves.

    Up to an `epoch`, where one is given.

    A path that swings to and fro very often is joined only as far as lines don't fill the picture;
    the steps after that are small dots.
    """
    points = points if epoch is None else points[: epoch + 1]
    shown = min(shown, len(points))
    steps = points[:shown]
    far = np.cumsum(np.hypot(*np.diff(seen(ax, steps), axis=0).T))
    count = int(np.searchsorted(far, LONGEST)) + 1
    line = _thin(steps[:count])
    if shown <= count and shown < len(points):
        line = to_the_edge(ax, np.vstack([line, points[shown]]))
    joined(ax, steps, word, label, line=line)
    if shown > count:
        rest = _thin(steps)
        ax.plot(*rest.T, color=LINES.get(word, word), marker=".", markersize=3, linestyle="none", zorder=3)


def _thin(steps: Array) -> Array:
    return steps[np.union1d(thinned(steps[:, 0]), thinned(steps[:, 1]))]


def seen(ax: Axes, points: Array) -> Array:
    """Points (k, 2) in shares of the picture's width and height."""
    (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    return (points - (left, bottom)) / (right - left, top - bottom)


def dashes(ax: Axes, lines: Sequence[tuple[Array, Array]]) -> None:
    """Theory's prediction, wide enough to be seen on both sides of the run that follows it."""
    for k, (x, y) in enumerate(lines):
        ax.plot(
            x,
            y,
            color=LINES["theory"],
            linewidth=3.6,
            dashes=(2.0, 1.3),
            dash_capstyle="butt",
            zorder=2.5,
            label=say("picture-word-theory") if k == 0 else None,
        )


def minimum(ax: Axes, x: float, y: float, label: str, *, size: float = 8) -> None:
    """The diamond at the best W; coordinates are of the picture."""
    ax.plot(
        x,
        y,
        color=LINES["best"],
        marker="D",
        markersize=size,
        markerfacecolor=GROUND,
        markeredgewidth=1.8 if size > 6 else 1.2,
        linestyle="none",
        zorder=3.5,
        label=label,
    )


def minima(ax: Axes, sight: Sight, places: Array, best: str = "") -> None:
    """Diamonds at the places (k, 2) of the landmarks, the best one first."""
    if not len(places):
        return
    of = sight.least_of
    label = say("picture-word-best-w", of=of, best=best) if best else say("picture-word-best", of=of)
    for k, place in enumerate(places[1:]):
        minimum(ax, *place, label=say("picture-word-minimum") if k == 0 else "", size=5.5)
    minimum(ax, *places[0], label=label)


def squares(
    ax: Axes, x: Array, y: Array, label: str | None, *, most: int = MARKED, size: float = 8.5
) -> None:
    """A second run: hollow squares, large enough for the first run's dots to sit inside."""
    chosen = spread(len(x), most if len(x) <= MARKED else min(most, 12))
    ax.plot(
        x[chosen],
        y[chosen],
        color=LINES["second"],
        marker="s",
        markersize=size,
        markerfacecolor="none",
        markeredgewidth=1.4,
        linestyle="none",
        zorder=5,
        label=label,
    )


def apart(ax: Axes, points: Array, most: int = 6) -> list[int]:
    """The first steps that lie far enough from each other, to the eye, to be numbered."""
    places = seen(ax, points)
    steps = list(thin(len(points) - 1, lines=1000))
    length = np.hypot(*np.diff(places[steps], axis=0).T).sum()
    gap = np.clip(length / (most + 1), 0.085, 0.15)
    chosen: list[int] = []
    for k in steps:
        if len(chosen) < most and all(np.hypot(*(places[k] - places[j])) > gap for j in chosen):
            chosen.append(k)
    return chosen


def numbered(ax: Axes, k: int, point: Array, away: Array) -> None:
    """The number of step k beside its dot, in the direction `away` as the eye sees it."""
    ax.plot(*point, color=LINES["path"], marker=".", markersize=6, zorder=3)
    ax.annotate(
        str(k),
        (point[0], point[1]),
        away / np.hypot(*away) * (10 + 3 * len(str(k)), 13),
        textcoords="offset points",
        ha="center",
        va="center",
        fontsize=9,
        color=TEXT["path"],
        zorder=6,
    )


def to_the_edge(ax: Axes, points: Array) -> Array:
    """A line (k, 2) whose last point, outside the picture, is moved in to where the line crosses its edge."""
    low, high = np.transpose([ax.get_xlim(), ax.get_ylim()])
    from_, step = points[-2], points[-1] - points[-2]
    room = [((high if d > 0 else low)[i] - from_[i]) / d for i, d in enumerate(step) if d]
    points[-1] = from_ + min([1.0, *room]) * step
    return points
