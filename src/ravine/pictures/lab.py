"""The pictures of lab 3, under the keys by which its sections ask for them."""

from collections.abc import Iterator

import numpy as np
from matplotlib.axes import Axes

from ravine.labs.minimizing_cost import MinimizingCost
from ravine.pictures import costs, curve, points, weights
from ravine.pictures.colours import LINES, TEXT
from ravine.pictures.lettering import num
from ravine.pictures.marks import minimum, squares
from ravine.pictures.notes import beyond, join
from ravine.pictures.picture import Picture
from ravine.pictures.sight import Sight
from ravine.pictures.theme import plain_ticks
from ravine.trace import Trace
from ravine.words import say

Array = np.ndarray

CURVE = (-5.0, 7.0)  # over which W the lab draws its cost


def lab_pictures(lab: MinimizingCost) -> dict[str, Picture]:
    """The pictures by key, those of runs that the lab has."""
    return {picture.key: picture for picture in _pictures(lab)}


def _pictures(lab: MinimizingCost) -> Iterator[Picture]:
    traces = list(lab.traces.values())
    yield _data(lab, traces[0])
    yield _cost(lab, traces[0])
    if "torch" in lab.traces:
        yield _without_zero_grad(lab)
    if len(traces) == 2 and lab.hand.lr != lab.torch.lr:
        yield curve.path(lab.same_lr, "same-lr")
    yield curve.path(traces[0])
    yield costs.by_epoch(traces)
    yield weights.by_epoch(traces)


def _data(lab: MinimizingCost, trace: Trace) -> Picture:
    start, best = np.asarray(trace.W[0], np.float64), lab.theory.best[0]
    cost = lab.experiment.cost()
    m = cost.rows.m

    def paint(ax: Axes) -> None:
        x, y = points.rows(cost)
        points.scatter(ax, cost, x, y)
        points.lines(ax, cost, {"start": start, "best": best})
        if m <= 20:
            ax.vlines(
                x,
                y,
                start[0] * x,
                color=LINES["cost"],
                linewidth=1.0,
                zorder=1.5,
                label=say("picture-word-errors"),
            )

    texts = {"start": points.text(cost, start), "best": points.text(cost, best)}
    return Picture(
        "data",
        say("picture-data-title-best", count=m, seen="line", line=texts["best"]),
        say("picture-lab-data-summary", count=m, **texts),
        "",
        paint,
    )


def _cost(lab: MinimizingCost, trace: Trace) -> Picture:
    start, best, least = float(trace.W[0, 0]), float(lab.theory.best[0][0]), lab.theory.best[1]
    slope = float(trace.gradient[0, 0]) / trace.objective.ratio
    values = {"start": num(start), "slope": num(slope), "best": num(best), "least": num(least)}

    def paint(ax: Axes) -> None:
        room = 0.1 * abs(start - best)
        window = curve.Window(
            trace, min(CURVE[0], start - room, best - room), max(CURVE[1], start + room, best + room)
        )
        window.draw(ax)
        at = np.array([start, best])
        tilted, flat = window.tangents(ax, at, np.array([slope, 0.0]), half=0.18)
        minimum(ax, best, least, say("picture-word-best-w", of="all", best=num(best)))
        ax.scatter(
            start, window.cost(at)[0], s=40, color=LINES["path"], zorder=4, label=say("picture-word-start")
        )
        # Beside the high end of one tangent and the other end of the flat one: both outside the bowl.
        left = start <= best
        _beside(ax, tilted[0 if left else 1], say("picture-lab-slope", slope=num(slope)), left=left)
        _beside(ax, flat[1 if left else 0], say("picture-lab-slope", slope="0"), left=not left)

    return Picture(
        "cost", say("picture-lab-cost-title", **values), say("picture-lab-cost-summary", **values), "", paint
    )


def _beside(ax: Axes, at: Array, text: str, *, left: bool) -> None:
    ax.annotate(
        text,
        (at[0], at[1]),
        (-6 if left else 6, 0),
        textcoords="offset points",
        ha="right" if left else "left",
        va="center",
        fontsize=9,
        color=TEXT["gradient"],
    )


def _without_zero_grad(lab: MinimizingCost) -> Picture:
    torch, slip = lab.torch, lab.without_zero_grad
    kept, added = Sight(torch), Sight(slip)
    shown, kept_shown = added.near(weights.TIMES), kept.near(weights.TIMES)

    def paint(ax: Axes) -> None:
        weights.one(ax, [kept], kept_shown, prediction=False)
        epochs = np.arange(shown)
        ax.plot(epochs, added.W[:shown, 0], color=LINES["second"], linewidth=1.2, zorder=2.5)
        squares(ax, epochs, added.W[:shown, 0], say("picture-word-without-zero-grad"))
        plain_ticks(ax, epochs=max(shown, kept_shown) - 1)

    settles = slip.excess[-1] <= 0.01 * slip.excess[0]
    best = float(lab.theory.best[0][0])
    values = {"steps": curve.steps(added.W[:, 0], 4), "best": num(best), "end": num(slip.W[-1, 0])}
    return Picture(
        "without-zero-grad",
        say(f"picture-slip-{'settles' if settles else 'never'}", **values),
        say("picture-slip-summary", kept=curve.steps(kept.W[:, 0], 4), **values),
        join(
            say("picture-slip-beyond", epoch=kept_shown) if kept_shown < len(torch.cost) else "",
            beyond(added, shown),
        ),
        paint,
    )
