"""Races: several update rules down one cost, from one start, for the same epochs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ravine.analysis.lr_search import find_lr, own_lr, with_lr
from ravine.descent import Step, descend
from ravine.errors import SettingError
from ravine.outcome import Outcome
from ravine.trace import GOAL_SHARE, Trace
from ravine.typeset import as_html, as_text
from ravine.words import speaking

if TYPE_CHECKING:
    from matplotlib.figure import Figure

OnStep = Callable[[int, Step], bool | None]


class Finish(NamedTuple):
    """How one run came in.

    Args:
        name: of the run.
        lr: its lr; of a schedule, the one that it turns.
        tried: how many lrs were tried to find it; None where it was given.
        epochs_to_1_percent: the first epoch with at most 1 % of the start's excess over the least cost known
            to any of the runs; None where it wasn't reached, or no least cost is known.
        cost: the last one; where it is the least one but for rounding, the least one.
        held_out: the last one of rows that the run never saw, if there were any.
        outcome: how it ended.
    """

    name: str
    lr: float
    tried: int | None
    epochs_to_1_percent: int | None
    cost: float
    held_out: float | None
    outcome: Outcome


@dataclass(frozen=True, eq=False)
class Race:
    """Several runs side by side.

    Args:
        traces: the runs by name.
        tried: of runs whose lr was searched for, how many lrs were tried.
    """

    traces: Mapping[str, Trace]
    tried: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def finishes(self) -> tuple[Finish, ...]:
        """The runs as they came in: first to 1 %, then the lowest cost; those that diverged are last."""
        told = [self._finish(name, trace) for name, trace in self.traces.items()]
        return tuple(sorted(told, key=_place))

    @cached_property
    def first(self) -> Finish | None:
        """The run that came in first; None where they don't compare, none arrives, or two do at once."""
        (one, *others), fair = self.finishes, self.same_cost and self.same_start
        if not (fair and others) or one.outcome is Outcome.DIVERGED or _place(one) == _place(others[0]):
            return None
        return one

    @cached_property
    def same_cost(self) -> bool:
        """Whether all runs descend one cost, as far as their starts and ends tell."""
        return all(_same_cost(one, other) for one, other in pairwise(self.traces.values()))

    @cached_property
    def same_start(self) -> bool:
        """Whether all begin at one W."""
        return all(
            one.names == other.names and np.allclose(one.W[0], other.W[0], rtol=1e-6, atol=0)
            for one, other in pairwise(self.traces.values())
        )

    @cached_property
    def same_lr(self) -> bool:
        """Whether all have one lr."""
        return len({finish.lr for finish in self.finishes}) == 1

    @cached_property
    def least(self) -> float | None:
        """The least cost known to any of the runs."""
        return min((trace.best.cost for trace in self.traces.values() if trace.best), default=None)

    def table(self) -> list[dict[str, Any]]:
        """The finishes as rows, for `pandas.DataFrame` and its kin."""
        return [finish._asdict() | {"outcome": str(finish.outcome)} for finish in self.finishes]

    def _finish(self, name: str, trace: Trace) -> Finish:
        held_out = None if trace.held_out is None else float(trace.held_out[-1])
        lr, tried = own_lr(trace.optimizer), self.tried.get(name)
        reached = self._reached(trace)
        return Finish(name, lr, tried, reached, trace.end_cost, held_out, trace.outcome)

    def _reached(self, trace: Trace) -> int | None:
        """Its epochs to 1 % of the least cost of all, which may be another minimum than its own."""
        if trace.best is None or not self.same_cost or trace.best.cost == self.least:
            return trace.epochs_to_1_percent
        goal = self.least + GOAL_SHARE * (trace.cost[0] - self.least)
        reached = np.flatnonzero(trace.cost <= goal)
        return int(reached[0]) if reached.size else None

    def text(self, lang: str | None = None) -> str:
        """The table, what came of it, and the costs epoch by epoch."""
        with speaking(lang):
            return as_text(self._sections())

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"Race({', '.join(finish.name for finish in self.finishes)})"

    def _repr_html_(self) -> str:
        return as_html(self._sections())

    # One-line conveniences: they import inside, since what they reach for lies above this file.

    def draw(self) -> "Figure":
        """The costs by epoch on one picture."""
        from ravine.pictures import race_picture

        return race_picture(self.traces).figure()

    def _sections(self) -> Any:
        from ravine.report.races import race_sections

        return race_sections(self)


def race(
    cost: Any,
    rules: Mapping[str, Any],
    *,
    epochs: int = 100,
    start: Any = 0.0,
    tuned: bool = False,
    on_step: OnStep | None = None,
    **how: Any,
) -> Race:
    """Let several update rules descend one cost from one start.

    Args:
        cost: what `descend` takes, or the pair (x, y).
        rules: the update rules, by the names they go by.
        epochs, start: of each run.
        tuned: search for each rule's lr of least cost after these epochs, see `find_lr`; else each has its
            own.
        on_step: see `descend` and `find_lr`.
        how: what else `descend` takes: `batch_size`, `clip`, `engine`, ...

    Raises:
        SettingError: when there are no rules, or `descend` can't use an argument.

    Example:
        >>> from ravine.optim import SGD, Adam
        >>> found = race(([1, 2, 3], [1, 2, 3]), {"sgd": SGD(0.1), "adam": Adam(0.1)}, epochs=50)
        >>> [(finish.name, finish.epochs_to_1_percent) for finish in found.finishes]
        [('sgd', 2), ('adam', 37)]
    """
    if not isinstance(rules, Mapping) or not rules:
        raise SettingError("race-rules", got=repr(rules))
    x, y = cost if isinstance(cost, tuple) and len(cost) == 2 else (cost, None)
    known = descend(x, y, optimizer=next(iter(rules.values())), epochs=0, start=start, **how)
    how = {key: value for key, value in how.items() if key not in ("bias", "gradient", "dtype")}
    how |= {"epochs": epochs, "start": start, "on_step": on_step}
    tried = {}
    if tuned:
        told = {"epochs": epochs, "start": start, "batches": known.batches, "on_step": on_step}
        found = {name: find_lr(known.objective, rule, **told) for name, rule in rules.items()}
        rules = {name: with_lr(rule, found[name].lr) for name, rule in rules.items()}
        tried = {name: one.tried for name, one in found.items()}
    traces = {name: descend(known.objective, optimizer=rule, **how) for name, rule in rules.items()}
    return Race(traces, tried)


def _place(finish: Finish) -> tuple[bool, float, float]:
    """What is lower came in earlier."""
    epochs = np.inf if finish.epochs_to_1_percent is None else finish.epochs_to_1_percent
    cost = finish.cost if np.isfinite(finish.cost) else np.inf
    return finish.outcome is Outcome.DIVERGED, epochs, cost


def _same_cost(one: Trace, other: Trace) -> bool:
    """Whether the cost that `one` descended is, at W of `other`, what that found there."""
    if one.names != other.names:
        return False
    other_cost = other.cost[other.kept]
    finite = np.flatnonzero(np.isfinite(other_cost) & np.isfinite(other.W).all(axis=1))
    rows = finite[[0, len(finite) // 2, -1]]
    with np.errstate(over="ignore", invalid="ignore"):
        costs = [float(one.objective.evaluate(one.objective.asarray(W))[0]) for W in other.W[rows]]
    close = 1e3 * max(one.eps, other.eps)
    return bool(np.allclose(costs, other_cost[rows], rtol=close, atol=close * abs(float(other.cost[0]))))
