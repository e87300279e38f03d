"""W by epoch: one weight with its best, or the weights that matter most, each by its column's name."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes

from ravine.outcome import CONVERGED_SHARE
from ravine.pictures.colours import GROUND, LINES, shades
from ravine.pictures.lettering import name, num
from ravine.pictures.marks import dashes, joined, squares
from ravine.pictures.notes import beyond_by_epoch, engine, join, reading
from ravine.pictures.picture import Picture
from ravine.pictures.sight import MARKED, Sight, spread, thinned
from ravine.pictures.theme import plain_ticks
from ravine.trace import Trace
from ravine.words import say

Array = np.ndarray

TIMES = 400.0  # a diverging run is shown while its cost is at most so many times the start's
LINES_MOST = 8
DOTTED = 15  # up to here each epoch of several weights has its own dot
APART = 20.0  # weights whose sizes lie farther apart than so many times get a scale each


@dataclass(frozen=True, eq=False)
class Choice:
    """Which weights are drawn, in which order, divided by what.

    Args:
        columns: their places in W, the one that moves the prediction most first.
        sizes: what each is divided by; all 1 where they fit one scale.
        own: whether each has a scale of its own.
    """

    columns: Array
    sizes: Array
    own: bool

    @classmethod
    def of(cls, sight: Sight, shown: int) -> "Choice":
        """The weights that move the prediction most over the first `shown` epochs."""
        quadratic = sight.trace.quadratic
        largest = np.abs(sight.W[:shown]).max(axis=0)
        if sight.best is not None:
            largest = np.maximum(largest, np.abs(sight.best))
        moved = largest
        if quadratic is not None:
            moved = largest * (np.linalg.norm(quadratic.A, axis=0) / np.sqrt(quadratic.m))
        columns = np.argsort(-moved, kind="stable")[:LINES_MOST]
        sizes = largest[columns]
        above = sizes[sizes > 0]
        if above.size and above.max() > APART * above.min():
            return cls(columns, np.where(sizes > 0, sizes, 1.0), True)
        return cls(columns, np.ones(len(columns)), False)

    def scaled(self, W: Array) -> Array:
        """The chosen weights of W (k, p) as they are drawn, shape (k, chosen)."""
        return W[:, self.columns] / self.sizes


def by_epoch(traces: Sequence[Trace]) -> Picture:
    """W of the first run by epoch, others as squares beside it, and the best W in green."""
    first = Sight(traces[0])
    shown = first.until_settled(first.near(TIMES))
    choice = Choice.of(first, shown)
    alone = len(traces[0].names) == 1

    def paint(ax: Axes) -> None:
        sights = [first, *map(Sight, traces[1:])]
        if alone:
            one(ax, sights, shown)
        else:
            _several(ax, sights, choice, shown)

    return Picture(
        "w-by-epoch",
        _title(first, alone),
        _summary(traces, first, choice),
        join(beyond_by_epoch(first, shown), "" if alone else _left_out(choice, len(traces[0].names))),
        paint,
    )


def one(ax: Axes, sights: Sequence[Sight], shown: int, *, prediction: bool = True) -> None:
    """The only weight of the first run, others beside it, with the best in green."""
    first = sights[0]
    W = first.W[:shown, 0]
    epochs = np.arange(shown)
    for best in first.landmarks[:1, 0]:
        label = say("picture-word-best-w", of=first.least_of, best=num(best))
        ax.axhline(best, color=LINES["best"], linewidth=1.4, zorder=2, label=label)
    steps, drawn = np.column_stack([epochs, W]), thinned(W)
    joined(ax, steps, "hypothesis", say(f"picture-run-{first.trace.engine}"), line=steps[drawn])
    if prediction and first.known is not None and shown > 1:
        dashes(ax, _predicted(first, shown))
    for sight in sights[1:]:
        near = min(sight.near(TIMES), shown)
        squares(ax, np.arange(near), sight.W[:near, 0], engine(sight.trace))
    _axes(ax, shown, say("picture-axis-w-alone"))


def _predicted(sight: Sight, shown: int) -> list[tuple[Array, Array]]:
    """Theory's line of the only weight; of very many epochs, one for the even and one for the odd ones.

    Where W swings from side to side these are the edges of the band that it fills.
    """
    if shown <= MARKED:
        parts = [np.arange(shown)]
    else:
        parts = [first + 2 * spread((shown - first + 1) // 2, 400) for first in (0, 1)]
    return [(part, sight.predicted(part)[0][:, 0]) for part in parts]


def _several(ax: Axes, sights: Sequence[Sight], choice: Choice, shown: int) -> None:
    first = sights[0]
    W = choice.scaled(first.W[:shown])
    _lines(ax, W, say(f"picture-run-{first.trace.engine}"))
    for sight in sights[1:]:
        near = min(sight.near(TIMES), shown)
        for j, values in enumerate(choice.scaled(sight.W[:near]).T):
            squares(ax, np.arange(near), values, engine(sight.trace) if j == 0 else None, most=6, size=6.5)
    _axes(ax, shown, say("picture-axis-w-shares" if choice.own else "picture-axis-w-alone"))
    if first.best is not None:
        _diamonds(ax, shown - 1, choice.scaled(first.best[None])[0])
    ax.autoscale_view()
    _labels(ax, W[-1], [_label(first.trace, choice, j) for j in range(W.shape[1])])


def _lines(ax: Axes, W: Array, label: str) -> None:
    dot = "." if len(W) <= DOTTED else ""
    for j, colour in enumerate(shades(W.shape[1])):
        drawn = thinned(W[:, j])
        ax.plot(drawn, W[drawn, j], color=colour, marker=dot, zorder=3, label=label if j == 0 else None)


def _diamonds(ax: Axes, right: int, best: Array) -> None:
    ax.plot(
        np.full(len(best), right),
        best,
        color=LINES["best"],
        marker="D",
        markersize=5.5,
        markerfacecolor=GROUND,
        markeredgewidth=1.4,
        linestyle="none",
        clip_on=False,
        zorder=4,
        label=say("picture-word-best-each"),
    )


def _axes(ax: Axes, shown: int, label: str) -> None:
    plain_ticks(ax, epochs=shown - 1)
    ax.margins(y=0.08)
    ax.set_xlabel(say("picture-axis-epoch"))
    ax.set_ylabel(label)


def _label(trace: Trace, choice: Choice, j: int) -> str:
    column = name(trace.names[choice.columns[j]], 18)
    return f"{column} ÷ {num(float(choice.sizes[j]), 3)}" if choice.own else column


def _labels(ax: Axes, ends: Array, texts: Sequence[str]) -> None:
    """Names at the lines' ends, moved apart where these are close."""
    bottom, top = ax.get_ylim()
    for at, text in zip(_moved_apart((ends - bottom) / (top - bottom), 0.062), texts, strict=True):
        ax.annotate(
            text,
            (1, at),
            (8, 0),
            xycoords="axes fraction",
            textcoords="offset points",
            va="center",
            fontsize=9,
        )


def _moved_apart(places: Array, gap: float) -> Array:
    """Places in the same order as `places` and about there, at least `gap` apart, within 0 to 1.

    Example:
        >>> _moved_apart(np.array([0.5, 0.5, 0.1]), 0.2).round(2)
        array([0.4, 0.6, 0.1])
    """
    order = np.argsort(places, kind="stable")
    moved = np.clip(places[order], 0.0, 1.0)
    for _ in range(200):
        for i in range(len(moved) - 1):
            short = gap - (moved[i + 1] - moved[i])
            if short > 1e-9:
                moved[i] -= short / 2
                moved[i + 1] += short / 2
        moved = np.clip(moved, 0.0, 1.0)
    placed = np.empty_like(moved)
    placed[order] = moved
    return placed


def _left_out(choice: Choice, count: int) -> str:
    left = count - len(choice.columns)
    return say("picture-note-left-out", shown=len(choice.columns), left=left) if left else ""


def _title(sight: Sight, alone: bool) -> str:
    trace = sight.trace
    if sight.regime == "still":
        happens = "still"
    elif trace.diverged_at is not None:
        happens = "diverges"
    else:
        happens = "settles" if sight.left <= CONVERGED_SHARE else "nears"
    best = "" if sight.best is None else num(sight.best[0])
    values = {
        "end": reading(float(trace.W[-1, 0])),
        "best": best,
        "of": sight.least_of,
        "count": len(trace.cost) - 1,
    }
    if sight.best is None:
        return say(f"picture-{'w' if alone else 'ws'}-moves", **values)
    return say(f"picture-{'w' if alone else 'ws'}-{happens}", **values)


def _summary(traces: Sequence[Trace], sight: Sight, choice: Choice) -> str:
    trace = traces[0]
    ends = [
        say(
            "picture-w-end",
            name=name(trace.names[j]) if len(trace.names) > 1 else "W",
            start=num(trace.W[0, j]),
            end=reading(trace.W[-1, j]),
        )
        + ("" if sight.best is None else say("picture-w-end-best", best=num(float(sight.best[j]))))
        for j in choice.columns
    ]
    beside = [say("picture-w-summary-beside", engine=engine(other)) for other in traces[1:]]
    return join(say("picture-w-summary", count=len(trace.cost) - 1), "; ".join(ends) + ".", *beside)
