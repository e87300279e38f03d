"""Several runs on one picture: their costs by epoch, and their paths over the same ground."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from ravine.outcome import CONVERGED_SHARE
from ravine.pictures.colours import GROUND, RUNS
from ravine.pictures.costs import linear_axis, log_axis, log_label, spans
from ravine.pictures.ground import cost_at
from ravine.pictures.lettering import name, num
from ravine.pictures.marks import minima, walk
from ravine.pictures.notes import join, reading
from ravine.pictures.paths import ground
from ravine.pictures.picture import Picture
from ravine.pictures.plane import Plane
from ravine.pictures.sight import NEAR, Sight, leading, spread, thinned
from ravine.pictures.theme import plain_ticks
from ravine.trace import Trace
from ravine.words import say

Array = np.ndarray

TIMES = 100.0  # a diverging run is shown while its cost is at most so many times that of a start
DECADES = 12  # of a log axis, at most
SHAPES = "osD^vPX"
MARKS = 12  # along one line


@dataclass(frozen=True, eq=False)
class Runner:
    """One run of a race.

    Args:
        name: of the run, as it can be drawn.
        sight: the run.
        above: its finite costs by epoch, above the least one that is known to any run.
        colour, shape: its own.
    """

    name: str
    sight: Sight
    above: Array
    colour: str
    shape: str

    def shown(self, highest: float) -> int:
        """How many rows fit a picture that reaches up to `highest`."""
        return len(self.above) if self.sight.trace.diverged_at is None else leading(self.above <= highest)

    def draw(self, ax: Axes, values: Array, label: str) -> None:
        """A line by epoch, with a few marks along it."""
        drawn, marks = thinned(np.nan_to_num(values)), spread(len(values), MARKS)
        ax.plot(drawn, values[drawn], color=self.colour, linewidth=1.4, zorder=3)
        ax.plot(marks, values[marks], markersize=6, linestyle="none", zorder=4, **self.mark)
        self.name_in_legend(ax, label)

    def name_in_legend(self, ax: Axes, label: str) -> None:
        """An entry of the legend with both line and mark."""
        ax.plot([], [], linewidth=1.4, label=label, **self.mark)

    @property
    def mark(self) -> dict[str, Any]:
        """How its marks look."""
        return {"marker": self.shape, "markeredgecolor": GROUND, "color": self.colour}


@dataclass(frozen=True, eq=False)
class Race:
    """The runs, and the least cost known to any of them, if one is."""

    runners: Sequence[Runner]
    least: float | None

    @classmethod
    def of(cls, traces: Mapping[str, Trace]) -> "Race":
        """The runs by name; the least cost is the lowest that any of them knows."""
        sights = [Sight(trace) for trace in traces.values()]
        known = [sight.least for sight in sights if sight.least is not None]
        least = min(known, default=None)
        runners = []
        for k, (run, sight) in enumerate(zip(traces, sights, strict=True)):
            above = sight.above if sight.least == least else np.maximum(sight.cost - (least or 0.0), 0.0)
            runners.append(Runner(name(run), sight, above, RUNS[k % len(RUNS)], SHAPES[k % len(SHAPES)]))
        return cls(runners, least)

    @property
    def highest(self) -> float:
        """How far above the least cost a picture reaches for a run that diverges."""
        return TIMES * max(float(runner.above[0]) for runner in self.runners)

    @property
    def on_log_axis(self) -> bool:
        """Whether any run is better told on a log axis."""
        return any(spans(runner.above[: runner.shown(self.highest)]) for runner in self.runners)


def costs(traces: Mapping[str, Trace]) -> Picture:
    """The cost of each run by epoch, by name; one that diverges is cut."""
    race = Race.of(traces)
    shown = [runner.shown(race.highest) for runner in race.runners]
    log, of = race.on_log_axis, race.runners[0].sight.least_of

    def paint(ax: Axes) -> None:
        runs = list(zip(race.runners, shown, strict=True))
        plain_ticks(ax, epochs=max(runner.sight.until_settled(count) for runner, count in runs) - 1)
        ax.set_xlabel(say("picture-axis-epoch"))
        if log:
            seen = np.concatenate([runner.above[:count] for runner, count in runs])
            log_axis(ax, seen[seen >= seen.max() / 10**DECADES])
            ax.set_ylabel(log_label(race.least, of))
        else:
            linear_axis(ax, race.least, of)
        for runner, count in runs:
            above = runner.above[:count]
            values = np.where(above > 0, above, np.nan) if log else above + (race.least or 0.0)
            end = reading(runner.sight.trace.end_cost)
            runner.draw(ax, values, say("picture-word-runner", name=runner.name, end=end))

    return Picture("race", _title(race), _summary(race), join(*_cuts(race.runners, shown)), paint)


def paths(traces: Mapping[str, Trace]) -> Picture | None:
    """The paths over the same rings, of one weight W by epoch; None where the runs' costs differ."""
    race = Race.of(traces)
    first = race.runners[0].sight
    if not all(_same_cost(first, runner.sight) for runner in race.runners):
        return None
    shown = [runner.sight.near(_room(race)) for runner in race.runners]
    runs = list(zip(race.runners, shown, strict=True))
    alone = len(first.trace.names) == 1

    def by_epoch(ax: Axes) -> None:
        plain_ticks(ax, epochs=max(shown) - 1)
        ax.margins(y=0.08)
        ax.set_xlabel(say("picture-axis-epoch"))
        ax.set_ylabel(say("picture-axis-w-alone"))
        for runner, count in runs:
            W = runner.sight.W[:count, 0]
            runner.draw(ax, W, say("picture-word-runner", name=runner.name, end=num(W[-1])))

    def over_rings(ax: Axes) -> None:
        plane = Plane.of(first, [runner.sight.W[:count] for runner, count in runs])
        points = [plane.coordinates(runner.sight.W) for runner in race.runners]
        ground(ax, first, plane, np.vstack([one[:count] for one, count in zip(points, shown, strict=True)]))
        for (runner, count), one in zip(runs, points, strict=True):
            walk(ax, one, count, "", runner.colour)
            x, y = one[count - 1]
            ax.plot(x, y, markersize=9, linestyle="none", zorder=5, **runner.mark)
            runner.name_in_legend(ax, runner.name)
        minima(ax, first, plane.coordinates(first.landmarks))

    names = ", ".join(runner.name for runner in race.runners)
    return Picture(
        "race-w" if alone else "race-paths",
        say("picture-race-w" if alone else "picture-race-paths", names=names),
        say("picture-race-paths-summary", names=names, count=len(shown)),
        join(*_cuts(race.runners, shown)),
        by_epoch if alone else over_rings,
    )


def _room(race: Race) -> float:
    """How many times the start's cost a path may have: a diverging one gives way to those that don't."""
    alone = all(runner.sight.trace.diverged_at is not None for runner in race.runners)
    return NEAR if alone else 1.0


def _same_cost(first: Sight, other: Sight) -> bool:
    """Whether the first run's cost is the other's too, as far as the start of that tells."""
    if first.trace.names != other.trace.names:
        return False
    return bool(np.isclose(cost_at(first.trace, other.W[:1])[0], other.cost[0], rtol=1e-4, atol=1e-12))


def _cuts(runners: Sequence[Runner], shown: Sequence[int]) -> list[str]:
    return [
        say("picture-note-runner-beyond", name=runner.name, epoch=count)
        for runner, count in zip(runners, shown, strict=True)
        if count < len(runner.sight.trace.cost)
    ]


def _title(race: Race) -> str:
    standing = [runner for runner in race.runners if runner.sight.trace.diverged_at is None]
    if not standing:
        return say("picture-race-diverge")
    arrived = [runner for runner in standing if runner.above[-1] <= CONVERGED_SHARE * runner.above[0]]
    if len(arrived) > 1 and race.least is not None:
        first = min(arrived, key=lambda runner: runner.sight.trace.epochs_to_1_percent or 0)
        epoch = first.sight.trace.epochs_to_1_percent or 0
        return say("picture-race-first", name=first.name, epoch=epoch)
    lowest = min(standing, key=lambda runner: runner.above[-1])
    return say("picture-race-lowest", name=lowest.name, cost=reading(lowest.sight.trace.end_cost))


def _summary(race: Race) -> str:
    ends = [
        say(
            "picture-race-end",
            name=runner.name,
            start=num(float(runner.sight.trace.cost[0])),
            end=reading(runner.sight.trace.end_cost),
            count=len(runner.sight.trace.cost) - 1,
        )
        for runner in race.runners
    ]
    return join(say("picture-race-summary", count=len(ends)), *ends)
