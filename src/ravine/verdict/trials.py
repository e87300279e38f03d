"""A run tried again with something changed, within a time: what such a run really reaches."""

import math
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import repeat
from time import monotonic
from typing import Any

import numpy as np

from ravine.analysis.lr_search import own_lr, with_lr
from ravine.analysis.spectrum import Theory
from ravine.cost import Cost, Objective
from ravine.descent import descend, steps
from ravine.optim import Clipped, Rule
from ravine.optimum import rounding
from ravine.outcome import Outcome, is_noisy
from ravine.trace import GOAL_SHARE, Trace

Array = np.ndarray

# All trials of a run together take no longer than this, in seconds, or than the run itself.
MOST_SECONDS = 2.0
# Many lrs are run side by side in this share of that time, then the best of them for as long as the run.
_SEARCH_SHARE = 0.1
# An epoch that takes less is measured again, among others, in seconds.
_SHORT = 0.02
# What looks best after fewer epochs than that says nothing of the rest.
_LEAST_EPOCHS = 10
# So many numbers at once, rows times lrs: beyond that the search hardly gets anywhere.
_MOST_AT_ONCE = 5_000_000


@dataclass(frozen=True)
class Change:
    """A change, and what a run with it reached.

    Args:
        kind: "lr", "momentum", "standardise", "drop" (a column), "rule", "schedule", "averaging", "batch"
            (a larger one), "nudge" (of the start), "l2", "decay" (none).
        epochs_to_1_percent: the first epoch at which the cost was as low as 1 % of the unchanged run's
            excess; None if it never was, or no longer is at the end.
        cost: at the end; with mini-batches, over the last quarter of the epochs.
        lr: the learning rate; of a schedule, the one that it turns.
        value: the momentum, the column, the rule, the schedule, the batch size, the penalty.
    """

    kind: str
    epochs_to_1_percent: int | None
    cost: float
    lr: float | None = None
    value: Any = None

    def to_dict(self) -> dict[str, Any]:
        """For JSON."""
        told = {"change": self.kind, "lr": self.lr, "value": self.value}
        reached = {"epochs_to_1_percent": self.epochs_to_1_percent, "cost": self.cost}
        return {key: value for key, value in told.items() if value is not None} | reached


@dataclass(frozen=True, eq=False)
class Bench:
    """What a run is tried again on.

    Args:
        trace: the run.
        known: theory of it, for as many epochs as it took; None where there is none.
        rule: its rule, as one of ours.
        stable_lr: the lr up to which its rule is stable near the least cost, where that is known.
    """

    trace: Trace
    known: Theory | None
    rule: Rule
    stable_lr: float | None = None
    began: float = field(default_factory=lambda: monotonic())

    @property
    def epochs(self) -> int:
        """As many as the run really took."""
        return len(self.trace.cost) - 1

    @property
    def objective(self) -> Objective:
        """What it descended; of full batches of least squares the p + 1 rows, which are the same cost."""
        return self.trace.quadratic if self.exact else self.trace.objective  # type: ignore[return-value]

    @property
    def exact(self) -> bool:
        """Whether p + 1 rows say it all."""
        return self.trace.quadratic is not None and not is_noisy(self.trace)

    @property
    def clip(self) -> float | None:
        """The length to which gradients are shortened, if they are."""
        return getattr(self.trace.optimizer, "norm", None)

    @cached_property
    def start(self) -> Array:
        """W before the first update, in float64."""
        return self.trace.W[0].astype(np.float64)

    @cached_property
    def seconds(self) -> float:
        """About what one trial takes: a few epochs are run, and the clock is looked at."""
        epochs, taken = 1, self._clocked(1)
        if taken < _SHORT:  # the first of all takes longer than another one
            epochs, taken = 50, self._clocked(50)
        return self.epochs * taken / epochs

    @property
    def deadline(self) -> float:
        """When no trial goes on any more."""
        return self.began + max(MOST_SECONDS, 1.25 * self.seconds)

    @property
    def has_time(self) -> bool:
        """Whether one more trial may end in time."""
        return monotonic() + self.seconds <= self.deadline

    def run(self, rule: Any, objective: Objective | None = None, **how: Any) -> Trace | None:
        """The run with another rule, objective, start or batch size; None where there isn't the time."""
        if not self.has_time:
            return None
        deadline = self.deadline
        trace = self._descend(
            rule,
            objective or self.objective,
            epochs=self.epochs,
            on_step=lambda *_: monotonic() > deadline,
            **how,
        )
        return None if trace.interrupted else trace

    def change(self, kind: str, rule: Any, objective: Objective | None = None, **how: Any) -> list[Change]:
        """A run as a change: `value` is what it is told of."""
        value = how.pop("value", None)
        if (ran := self.run(rule, objective, **how)) is None:
            return []
        return [Change(kind, settled(self.trace, ran.cost), ended(self.trace, ran.cost), own_lr(rule), value)]

    def lowest(
        self, rule: Any, about: float, objective: Any = None, *, most: float = math.inf, **how: Any
    ) -> float | None:
        """The lr with which `rule` ends lowest, of one or three to each power of ten about `about`.

        They are run side by side, for as many epochs as there is time; None where that says too little. Of
        those that end at the least cost all but the same, the one that is at 1 % first.

        Args:
            rule: whose lr is changed; of a schedule, the one that it turns.
            about: an lr to look about.
            objective, how: what is descended and from which start, where not as the run did.
            most: the largest lr to look at.
        """
        objective = objective or self.objective
        every = {float(f"{about * by * 10.0**k:.2g}") for k in range(-8, 7) for by in (1, 3)}
        lrs = sorted(lr for lr in every if 0 < lr <= min(most, sys.float_info.max))
        rows = objective.m if isinstance(objective, Cost) else objective.p + 1
        if not lrs or rows * len(lrs) > _MOST_AT_ONCE:
            return None
        costs = self._side_by_side(with_lr(rule, np.array(lrs)), objective, len(lrs), **how)
        if len(costs) <= min(self.epochs, _LEAST_EPOCHS):
            return None
        ends = [self._end(one) for one in costs.T]
        return lrs[min(range(len(lrs)), key=ends.__getitem__)]

    def _side_by_side(self, rule: Any, objective: Any, n: int, start: Array | None = None) -> Array:
        """The costs of n descents at once, epoch by epoch, shape (epochs, n)."""
        until = monotonic() + _SEARCH_SHARE * MOST_SECONDS
        batches = self.trace.batches if is_noisy(self.trace) else None
        each = batches.per_epoch(objective.m) if batches else 1
        stream = batches.costs(objective) if batches else repeat(objective)
        rule = Clipped(rule, self.clip) if self.clip else rule
        W, costs = np.repeat((self.start if start is None else start)[:, None], n, axis=1), []
        with np.errstate(all="ignore"):  # an lr that diverges does so quietly
            for k, step in enumerate(steps(stream, W, rule)):
                if k % each == 0:
                    costs.append(objective.evaluate(step.W)[0] if batches else step.cost)
                if len(costs) > self.epochs or monotonic() > until:
                    break
        return np.array(costs, np.float64)

    def _end(self, costs: Array) -> tuple[float, float]:
        """What orders lrs: the end, then the epochs to 1 %."""
        end, first = ended(self.trace, costs), settled(self.trace, costs)
        if self.trace.best:  # what is left of the excess; less than that nobody sees
            end = max(end - self.trace.best.cost, 1e-9 * float(self.trace.excess[0]))
        return end if math.isfinite(end) else math.inf, math.inf if first is None else first

    def _clocked(self, epochs: int) -> float:
        before = monotonic()
        self._descend(self.rule, self.objective, epochs=epochs)
        return monotonic() - before

    def _descend(self, rule: Any, objective: Objective, **how: Any) -> Trace:
        batches = self.trace.batches if is_noisy(self.trace) else None
        if batches:
            how = {"batch_size": batches.size, "seed": batches.seed, "sampling": batches.sampling, **how}
        return descend(objective, optimizer=rule, clip=self.clip, **{"start": self.start, **how})


def settled(trace: Trace, costs: Array) -> int | None:
    """The first epoch at which `costs` are as low as 1 % of the excess of `trace`, if they end so low."""
    if trace.best is None:
        return None
    goal = trace.best.cost + GOAL_SHARE * trace.excess[0]
    found = np.flatnonzero(costs <= goal)
    return int(found[0]) if found.size and ended(trace, costs) <= goal else None


def ended(trace: Trace, costs: Array) -> float:
    """The last cost of a run like `trace`; of mini-batches the mean of the last quarter of the epochs."""
    if is_noisy(trace):
        return float(costs[-max(len(costs) // 4, 1) :].mean())
    end = float(costs[-1])
    if trace.best is None:
        return end
    least = trace.best.cost
    return least if abs(end - least) <= rounding(trace.quadratic, trace.best) else end


def merit(trace: Trace) -> Callable[[Change], tuple[float, float]]:
    """What orders changes to `trace`, the best first: epochs to 1 %, then the cost at the end.

    The cost alone where it is the end that wants help.
    """

    def of(change: Change) -> tuple[float, float]:
        epochs = change.epochs_to_1_percent
        end = change.cost if math.isfinite(change.cost) else math.inf
        return math.inf if epochs is None or shakes(trace) else epochs, end

    return of


def shakes(trace: Trace) -> bool:
    """Whether it is its end that wants help: it may have been at 1 % before, but doesn't come to rest."""
    return trace.outcome in (Outcome.BOUNCING, Outcome.NOISE_FLOOR)
