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
    log = spans(first.excess)
    least = traces[0].best[1]

    def paint(ax: Axes) -> None:
        base = 0.0 if log else least
        _axes(ax, first, log)
        _run(ax, first, base, log)
        for trace in traces[1:]:
            _beside(ax, Sight(trace), base, log)
        if log:
            _goal(ax, first)

    return Picture(
        "cost-by-epoch",
        _title(first),
        _summary(traces, first),
        beyond_by_epoch(first, first.until_settled(first.finite)),
        paint,
    )


def spans(excess: Array) -> bool:
    """Whether the run is better told on a log axis."""
    above = excess[excess > 0]
    return bool(above.size and above.max() / SPAN >= above.min())


def _run(ax: Axes, sight: Sight, base: float, log: bool) -> None:
    epochs, values = _points(sight, base, log)
    steps = np.column_stack([epochs, values])
    drawn = thinned(np.log(values) if log else values)
    joined(ax, steps, "path", say(f"picture-steps-{sight.trace.engine}"), line=steps[drawn])
    if sight.known is not None and len(epochs) > 1:
        predicted = sight.predicted(epochs[drawn])[1]
        fits = np.isfinite(predicted) & ((predicted > 0) | (not log))
        dashes(ax, [(epochs[drawn][fits], predicted[fits] + base)])


def _beside(ax: Axes, sight: Sight, base: float, log: bool) -> None:
    epochs, values = _points(sight, base, log)
    squares(ax, epochs, values, engine(sight.trace))


def _points(sight: Sight, base: float, log: bool) -> tuple[Array, Array]:
    """Epochs and what is drawn of their cost; a log axis has no place for 0."""
    values = sight.excess + base
    epochs = np.flatnonzero(values > 0) if log else np.arange(len(values))
    return epochs, values[epochs]


def _axes(ax: Axes, sight: Sight, log: bool) -> None:
    plain_ticks(ax, epochs=sight.until_settled(sight.finite) - 1)
    ax.set_xlabel(say("picture-axis-epoch"))
    (_log_axis if log else _linear_axis)(ax, sight)


def _linear_axis(ax: Axes, sight: Sight) -> None:
    least = sight.trace.best[1]
    ax.set_ylabel(say("picture-axis-cost"))
    label = say("picture-word-least", least=num(least))
    ax.axhline(least, color=LINES["best"], linewidth=1.4, zorder=2, label=label)
    ax.margins(y=0.1)


def _log_axis(ax: Axes, sight: Sight) -> None:
    # The limits come from the run alone and before anything is drawn: theory may reach far beyond it.
    ax.autoscale(False)
    ax.set_yscale("log")
    ax.minorticks_off()
    above = np.log10(sight.excess[sight.excess > 0])
    low, high = above.min(), above.max()
    room = 0.06 * (high - low)
    ax.set_ylim(10 ** max(low - room, -300.0), 10 ** min(high + room, 307.0))
    ticks = _powers(*np.log10(ax.get_ylim()))
    ax.set_yticks(ticks, [num(tick) for tick in ticks])
    least = sight.trace.best[1]
    ax.set_ylabel(say("picture-axis-excess", least=num(least)) if least else say("picture-axis-cost-log"))


def _goal(ax: Axes, sight: Sight) -> None:
    """A line where 1 % of the excess cost is left, if the picture reaches as far down."""
    goal, reached = GOAL_SHARE * sight.excess[0], sight.trace.epochs_to_1_percent
    if not ax.get_ylim()[0] < goal < ax.get_ylim()[1]:
        return
    label = say("picture-word-goal") if reached is None else say("picture-word-goal-reached", epoch=reached)
    ax.axhline(goal, color=LINES["best"], linewidth=1.2, dashes=(1, 2), zorder=2, label=label)


def _powers(low: float, high: float, most: int = 7) -> list[float]:
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
    values = {"start": num(float(trace.cost[0])), "end": reading(trace.end_cost), "least": num(trace.best[1])}
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
    return say("picture-cost-falls", **values)


def _summary(traces: Sequence[Trace], sight: Sight) -> str:
    trace = traces[0]
    parts = [
        say(
            "picture-cost-summary",
            start=num(float(trace.cost[0])),
            end=reading(trace.end_cost),
            least=num(trace.best[1]),
            count=len(trace.cost) - 1,
        )
    ]
    if trace.epochs_to_1_percent:
        parts.append(say("picture-cost-summary-goal", epoch=trace.epochs_to_1_percent))
    if sight.known is not None:
        parts.append(say("picture-cost-summary-theory"))
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
