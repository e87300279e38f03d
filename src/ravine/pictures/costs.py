"""Cost by epoch: on a log axis what it still is above the least one, where that tells more."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from ravine.pictures.colours import LINES
from ravine.pictures.lettering import num
from ravine.pictures.marks import dashes, joined, squares
from ravine.pictures.notes import beyond_by_epoch, engine, join, reading
from ravine.pictures.picture import Picture
from ravine.pictures.sight import Sight, thinned
from ravine.pictures.theme import plain_ticks
from ravine.trace import GOAL_SHARE, Trace
from ravine.words import say

Array = np.ndarray

SPAN = 10.0  # a log axis is for costs that lie farther apart than so many times


def by_epoch(traces: Sequence[Trace]) -> Picture:
    """The cost of the first run by epoch, others as squares beside it, theory's prediction dashed."""
    first = Sight(traces[0])
    log = spans(first.above)

    def paint(ax: Axes) -> None:
        _axes(ax, first, log)
        _theory(ax, first, log)
        for trace in traces[1:]:
            _beside(ax, Sight(trace), log)
        if log and first.least is not None:
            _goal(ax, first)

    def grow(ax: Axes, epoch: int | None) -> None:
        epochs, values = points(first, log)
        seen = len(epochs) if epoch is None else int(np.searchsorted(epochs, epoch, side="right"))
        _run(ax, first, epochs[:seen], values[:seen], log)
        _never_seen(ax, first, epoch, log)

    return Picture(
        "cost-by-epoch",
        _title(first),
        _summary(traces, first),
        beyond_by_epoch(first, first.until_settled(first.finite)),
        paint,
        grow,
    )


def spans(above: Array) -> bool:
    """Whether the run is better told on a log axis, which has no place for what is below 0."""
    positive = above[above > 0]
    return bool(positive.size and positive.max() / SPAN >= positive.min() and (above >= 0).all())


def _run(ax: Axes, sight: Sight, epochs: Array, values: Array, log: bool) -> None:
    if len(epochs):
        steps = np.column_stack([epochs, values])
        drawn = thinned(np.log(values) if log else values)
        joined(ax, steps, "path", say(f"picture-steps-{sight.trace.engine}"), line=steps[drawn])


def _never_seen(ax: Axes, sight: Sight, epoch: int | None, log: bool) -> None:
    """The cost of the rows that were held out, where some were."""
    epochs, values = held_out(sight, log)
    shown = slice(None) if epoch is None else epochs <= epoch
    if len(epochs):
        label = say("picture-word-held-out")
        style = {"color": LINES["second"], "linewidth": 1.6, "dashes": (1, 1)}
        ax.plot(epochs[shown], values[shown], zorder=2.8, label=label, **style)


def _theory(ax: Axes, sight: Sight, log: bool) -> None:
    epochs, values = points(sight, log)
    drawn = thinned(np.log(values) if log else values)
    if sight.known is not None and len(epochs) > 1:
        predicted = sight.predicted(epochs[drawn])[1]
        fits = np.isfinite(predicted) & ((predicted > 0) | (not log))
        base = 0.0 if log else sight.least or 0.0
        dashes(ax, [(epochs[drawn][fits], predicted[fits] + base)])


def _beside(ax: Axes, sight: Sight, log: bool) -> None:
    epochs, values = points(sight, log)
    squares(ax, epochs, values, engine(sight.trace))


def points(sight: Sight, log: bool) -> tuple[Array, Array]:
    """Epochs and what is drawn of their cost; a log axis has no place for 0."""
    values = sight.above if log else sight.above + (sight.least or 0.0)
    epochs = np.flatnonzero(values > 0) if log else np.arange(len(values))
    return epochs, values[epochs]


def held_out(sight: Sight, log: bool) -> tuple[Array, Array]:
    """Epochs and what is drawn of the cost of the rows that the run never saw; none where it saw all."""
    if sight.trace.held_out is None:
        return np.empty(0, int), np.empty(0)
    seen = sight.trace.by_epoch(sight.trace.held_out[:, None])[: sight.finite, 0]
    values = seen - (sight.least or 0.0 if log else 0.0)
    epochs = np.flatnonzero(np.isfinite(values) & ((values > 0) | (not log)))
    return epochs, values[epochs]


def _axes(ax: Axes, sight: Sight, log: bool) -> None:
    plain_ticks(ax, epochs=sight.until_settled(sight.finite) - 1)
    ax.set_xlabel(say("picture-axis-epoch"))
    if log:
        # The limits come from the run alone and before anything is drawn: theory may reach far beyond it.
        log_axis(ax, np.append(sight.above, held_out(sight, log)[1]))
        ax.set_ylabel(log_label(sight.least, sight.least_of))
    else:
        linear_axis(ax, sight.least, sight.least_of)


def linear_axis(ax: Axes, least: float | None, of: str) -> None:
    """The cost upwards, with the least one (of "all", or the one "near") in green where it is known."""
    ax.set_ylabel(say("picture-axis-cost"))
    ax.margins(y=0.1)
    if least is not None:
        label = say("picture-word-least", of=of, least=num(least))
        ax.axhline(least, color=LINES["best"], linewidth=1.4, zorder=2, label=label)


def log_axis(ax: Axes, values: Array) -> None:
    """A log axis upwards for those of `values` that are above 0, with few round ticks."""
    ax.autoscale(False)
    ax.set_yscale("log")
    ax.minorticks_off()
    above = np.log10(values[values > 0])
    low, high = above.min(), above.max()
    room = 0.06 * (high - low) or 0.5
    ax.set_ylim(10 ** max(low - room, -300.0), 10 ** min(high + room, 307.0))
    ticks = powers(*np.log10(ax.get_ylim()))
    ax.set_yticks(ticks, [num(tick) for tick in ticks])


def log_label(least: float | None, of: str) -> str:
    """What a log axis of the cost shows: the cost, or the cost above the least one."""
    return say("picture-axis-excess", of=of, least=num(least)) if least else say("picture-axis-cost-log")


def _goal(ax: Axes, sight: Sight) -> None:
    """A line where 1 % of the excess cost is left, if the picture reaches as far down."""
    goal, reached = GOAL_SHARE * sight.excess[0], sight.trace.epochs_to_1_percent
    if not ax.get_ylim()[0] < goal < ax.get_ylim()[1]:
        return
    label = say("picture-word-goal") if reached is None else say("picture-word-goal-reached", epoch=reached)
    ax.axhline(goal, color=LINES["best"], linewidth=1.2, dashes=(1, 2), zorder=2, label=label)


def powers(low: float, high: float, most: int = 7) -> list[float]:
    """Round numbers from 10^low to 10^high: powers of ten, and 2 and 5 times these where they are few."""
    exponents = range(int(np.ceil(low)), int(np.floor(high)) + 1)
    if len(exponents) < 3:
        lowest = int(np.floor(low))
        around = [digit * 10.0**power for power in range(lowest, lowest + 4) for digit in (1, 2, 5)]
        return [tick for tick in around if 10**low <= tick <= 10**high]
    step = next(step for step in (1, 2, 3, 5, 10, 20, 50, 100) if len(exponents) <= step * most)
    return [10.0**power for power in exponents if power % step == 0]


def _title(sight: Sight) -> str:
    trace = sight.trace
    values = {"start": num(float(trace.cost[0])), "end": reading(trace.end_cost)}
    if sight.falls_out:
        return say("picture-cost-falls", **values)
    if sight.finite < len(trace.cost):
        return say("picture-cost-overflows", epoch=sight.finite, **values)
    if sight.regime == "still":
        return say("picture-cost-still", **values)
    if trace.diverged_at is not None:
        return say("picture-cost-diverges", **values)
    known = sight.known
    if known is not None and known.shares.size == 1 and 0 < abs(known.factors(float(trace.lr))[0]) < 1:
        factor = float(known.factors(float(trace.lr))[0]) ** 2
        return say("picture-cost-factor", factor=num(factor), **values)
    if sight.least is None:
        return say("picture-cost-falls", **values)
    return say("picture-cost-falls-least", of=sight.least_of, least=num(sight.least), **values)


def _summary(traces: Sequence[Trace], sight: Sight) -> str:
    trace = traces[0]
    parts = [
        say(
            "picture-cost-summary",
            start=num(float(trace.cost[0])),
            end=reading(trace.end_cost),
            count=len(trace.cost) - 1,
        )
    ]
    if sight.least is not None:
        parts.append(say("picture-least-summary", of=sight.least_of, least=num(sight.least)))
    if sight.least is not None and trace.epochs_to_1_percent:
        parts.append(say("picture-cost-summary-goal", epoch=trace.epochs_to_1_percent))
    if sight.known is not None:
        parts.append(say("picture-cost-summary-theory"))
    if trace.held_out is not None:
        first, last = float(trace.held_out[0]), float(trace.held_out[-1])
        parts.append(say("picture-cost-summary-held-out", start=num(first), end=reading(last)))
    parts += [
        say(
            "picture-summary-beside",
            engine=engine(other),
            end=reading(other.end_cost),
            count=len(other.cost) - 1,
        )
        for other in traces[1:]
    ]
    return join(*parts)
