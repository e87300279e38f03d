"""Changes to a run that may help, each of them tried: what such a run really reaches."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from time import monotonic
from typing import Any

import numpy as np

from ravine.cost import Cost, Objective
from ravine.data import Data
from ravine.descent import descend
from ravine.hypothesis import Line, Linear
from ravine.momentum import is_constant, rule_of
from ravine.optim import SCHEDULES, SGD, Adam, Rule
from ravine.outcome import Outcome
from ravine.quadratic import Quadratic, largest_curvature
from ravine.spectrum import Theory, theory
from ravine.trace import GOAL_SHARE, Trace

Array = np.ndarray

# All trials of a run together take no longer than this, in seconds.
MOST_SECONDS = 2.0
MOST_CHANGES = 3
# A change has to end lower by this share, at least, of what the run had to fall.
_LOWER = 1e-3
# Standardised columns of a larger condition number nearly depend on each other.
_DEPENDENT = 1e3


@dataclass(frozen=True)
class Change:
    """A change, and what a run with it reached.

    Args:
        kind: "lr", "momentum", "standardise", "drop" (a column), "rule", "schedule", "averaging", "batch"
            (a larger one), "nudge" (of the start), "l2".
        epochs_to_1_percent: until the cost was as low as 1 % of the unchanged run's excess; None if never.
        cost: at the end; with mini-batches, over the last quarter of the epochs.
        lr: the learning rate.
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


def changes(trace: Trace, known: Theory | None) -> tuple[Change, ...]:
    """Up to three changes that helped when they were tried, the best first.

    Another lr helps when the run ends lower. Anything else has to get to 1 % in fewer epochs than the run
    and than that other lr, or to end lower than both where none of them gets there.

    Args:
        trace: the run.
        known: theory of it, where there is one.
    """
    rule = rule_of(trace.optimizer)
    if (
        rule is None
        or getattr(rule, "maximize", False)
        or len(trace.cost) < 2
        or (known and known.flat == len(known.names))
    ):
        return ()
    known = replace(known, epochs=len(trace.cost) - 1) if known else None
    tried = list(_tried(Bench(trace, known, rule)))
    run = _itself(trace)
    lr = next((change for change in tried if change.kind == "lr"), run)
    helped = [
        change
        for change in tried
        if (_is_lower(change, run, trace) if change is lr else _is_better(change, (run, lr), trace))
    ]
    # Another lr is the simplest: it is never crowded out.
    merit = _end if _shakes(trace) else _merit
    chosen = sorted(helped, key=lambda change: (change is not lr, merit(change)))[:MOST_CHANGES]
    return tuple(sorted(chosen, key=merit))


@dataclass(frozen=True, eq=False)
class Bench:
    """What a run is tried again with.

    Args:
        trace: the run.
        known: theory of it, where there is one.
        rule: its rule, as one of ours.
    """

    trace: Trace
    known: Theory | None
    rule: Rule

    def __post_init__(self) -> None:
        object.__setattr__(self, "deadline", monotonic() + MOST_SECONDS)

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
        return self.trace.quadratic is not None and self.trace.batches is None

    def run(self, rule: Any, objective: Objective | None = None, **how: Any) -> Trace | None:
        """The run with another rule, objective, start or batch size; None where time is up."""
        batches = self.trace.batches
        if batches:
            how = {"batch_size": batches.size, "seed": batches.seed, "sampling": batches.sampling, **how}
        trace = descend(
            objective or self.objective,
            optimizer=rule,
            epochs=self.epochs,
            on_step=lambda *_: monotonic() > self.deadline,  # type: ignore[attr-defined]
            **{"start": self.trace.W[0].astype(np.float64), **how},
        )
        return None if trace.interrupted else trace

    def change(self, kind: str, rule: Any, objective: Objective | None = None, **how: Any) -> list[Change]:
        """A run as a change: `value` is what it is told of."""
        value = how.pop("value", None)
        if (ran := self.run(rule, objective, **how)) is None:
            return []
        lr = rule.lr if not callable(rule.lr) else None
        return [Change(kind, _reached(self.trace, ran.cost), _ended(ran), lr, value)]


def _tried(bench: Bench) -> Iterator[Change]:
    """All changes that the run's own kind and end ask for."""
    attempts: list[Callable[[Bench], list[Change]]] = [_other_lr, _with_momentum, _standardised]
    match bench.trace.outcome:
        case Outcome.BOUNCING:
            attempts += [_scheduled, _averaged]
        case Outcome.NOISE_FLOOR:
            attempts += [_scheduled, _averaged, _larger_batches]
        case Outcome.SADDLE:
            attempts = [_nudged]
        case Outcome.PLATEAU:
            attempts += [_by_adam]
    if bench.trace.separable:
        attempts += [_penalised]
    for attempt in [*attempts, _without_a_column]:
        yield from attempt(bench)


def _other_lr(bench: Bench) -> list[Change]:
    """The best lr where theory knows it; else the best of a few about the run's own."""
    rule, known = bench.rule, bench.known
    if known and bench.exact and known.rule and is_constant(known.rule):
        return bench.change("lr", replace(rule, lr=known.best_lr)) if math.isfinite(known.best_lr) else []
    if callable(rule.lr) or not rule.lr:
        return []
    by_factor = {
        Outcome.DIVERGED: (0.3, 0.1, 0.01, 1e-3),
        Outcome.NOISE_FLOOR: (0.3, 0.1, 0.03),
        Outcome.BOUNCING: (0.3, 0.1, 0.03),
        Outcome.PLATEAU: (3.0, 10.0, 100.0, 1000.0),
    }.get(bench.trace.outcome, (0.3, 3.0, 10.0, 30.0))
    return _best(change for by in by_factor for change in bench.change("lr", replace(rule, lr=rule.lr * by)))


def _with_momentum(bench: Bench) -> list[Change]:
    """The best lr and momentum where theory knows them; else 0.9 with the run's lr, or less."""
    rule, known = bench.rule, bench.known
    if not isinstance(rule, SGD) or not is_constant(rule) or rule.weight_decay or not rule.lr:
        return []
    if known and bench.exact:
        better = known.best_rule()
        return bench.change("momentum", better, value=better.momentum) if better.momentum else []
    if rule.momentum:
        return []
    chosen = (replace(rule, lr=rule.lr * by, momentum=0.9) for by in (1.0, 0.1))
    return _best(change for one in chosen for change in bench.change("momentum", one, value=one.momentum))


def _standardised(bench: Bench) -> list[Change]:
    """On features of mean 0 and deviation 1, from the same hypothesis, with an lr that suits them."""
    trace, rule, known = bench.trace, bench.rule, bench.known
    if not isinstance(rule, SGD) or not is_constant(rule) or rule.momentum or rule.weight_decay:
        return []
    if not is_linear(trace.objective) or trace.standardisation:
        return []
    if known and bench.exact:
        chance = replace(known.standardise(), epochs=bench.epochs, rule=None)
        if not chance.condition < known.condition or not math.isfinite(chance.best_lr):
            return []
        return bench.change("standardise", SGD(chance.best_lr), chance.quadratic, start=chance.start)
    cost = trace.objective
    if not isinstance(cost, Cost) or not isinstance(cost.rows, Data) or trace.batches:
        return []
    how = cost.rows.standardisation(center=cost.hypothesis.bias)
    alike = replace(cost, rows=cost.rows.standardise(center=cost.hypothesis.bias))
    most = largest_curvature(alike)
    if not most or (type(cost.hypothesis) is not Linear and cost.hypothesis.name != "logistic"):
        return []
    start = how.redo(trace.W[0].astype(np.float64), cost.hypothesis.bias)
    return bench.change("standardise", SGD(1 / (most * cost.ratio)), alike, start=start)


def _without_a_column(bench: Bench) -> list[Change]:
    """Without one of the columns that the flattest direction consists of, if several share it."""
    known, rule = bench.known, bench.rule
    if not (
        known and bench.exact and isinstance(rule, SGD) and rule.plain and is_linear(bench.trace.objective)
    ):
        return []
    quadratic, alike = known.quadratic, known.standardise()
    # Whether columns depend on each other is no question of their units.
    if quadratic.l2 or not (alike.flat or alike.condition > _DEPENDENT):
        return []
    parts = np.abs(alike.directions[:, -1 if alike.flat else alike.flattest])
    shared = [j for j in np.argsort(-parts)[:3] if parts[j] > 0.1 * parts.max()]
    shared = [j for j in shared if j < quadratic.p - quadratic.bias and not known.start[j]]
    if len(shared) < 2:
        return []
    return _best(change for j in shared for change in _dropped(bench, int(j)))


def _dropped(bench: Bench, j: int) -> list[Change]:
    quadratic = bench.known.quadratic  # type: ignore[union-attr]
    kept = [k for k in range(quadratic.p) if k != j]
    without = Quadratic(
        quadratic.A[:, kept],
        quadratic.t,
        quadratic.m,
        tuple(quadratic.names[k] for k in kept),
        quadratic.bias,
        quadratic.gradient,
    )
    start = bench.known.start[kept]  # type: ignore[union-attr]
    chance = theory(without, start=start, epochs=bench.epochs)
    if not math.isfinite(chance.best_lr):
        return []
    return bench.change("drop", SGD(chance.best_lr), without, start=start, value=quadratic.names[j])


def _scheduled(bench: Bench) -> list[Change]:
    """The lr falling to 0 along a cosine."""
    if callable(bench.rule.lr) or not bench.rule.lr:
        return []
    batches, objective = bench.trace.batches, bench.trace.objective
    each = batches.per_epoch(objective.m) if batches and isinstance(objective, Cost) else 1
    schedule = SCHEDULES["cosine"](bench.rule.lr, bench.epochs * each)
    return bench.change("schedule", replace(bench.rule, lr=schedule), value="cosine")


def _averaged(bench: Bench) -> list[Change]:
    """The mean of W over the last half of the epochs, of the very run."""
    W = bench.trace.W[-max(len(bench.trace.W) // 2, 1) :].astype(np.float64)
    if not np.isfinite(W).all():
        return []
    cost = float((bench.trace.quadratic or bench.trace.objective).evaluate(W.mean(axis=0))[0])
    reached = bench.epochs if _reached(bench.trace, np.array([cost])) is not None else None
    return [Change("averaging", reached, cost)]


def _larger_batches(bench: Bench) -> list[Change]:
    """Batches of four times as many rows."""
    size = min(bench.trace.batches.size * 4, bench.trace.objective.m)  # type: ignore[union-attr,attr-defined]
    return bench.change("batch", bench.rule, batch_size=size, value=size)


def _nudged(bench: Bench) -> list[Change]:
    """From a start a little off, along the direction in which the cost curves down."""
    values, directions = np.linalg.eigh(bench.trace.objective.hessian(bench.trace.W[-1]))
    start = bench.trace.W[0].astype(np.float64)
    size = 0.01 * max(float(np.linalg.norm(start)), 1.0)
    return bench.change(
        "nudge", bench.rule, start=start + size * directions[:, np.argmin(values)], value=size
    )


def _by_adam(bench: Bench) -> list[Change]:
    """By a rule whose steps don't shrink with the gradient."""
    return bench.change("rule", Adam(lr=0.1), value="adam")


def _penalised(bench: Bench) -> list[Change]:
    """With a pull of the weights to 0, which gives separable classes a least cost."""
    cost = replace(bench.trace.objective, l2=0.01)  # type: ignore[type-var]
    ran = bench.run(bench.rule, cost)
    if ran is None or ran.best is None:
        return []
    return [Change("l2", ran.epochs_to_1_percent, ran.end_cost, None, 0.01)]


def is_linear(objective: Objective) -> bool:
    """Whether the weights belong to columns of the data, one each."""
    if isinstance(objective, Cost):
        return type(objective.hypothesis) in (Linear, Line) or objective.hypothesis.name == "logistic"
    return isinstance(objective, Quadratic) and objective.m > 1  # a surface is made of one row


def _reached(trace: Trace, costs: Array) -> int | None:
    """The first epoch at which `costs` are as low as 1 % of the excess of `trace`."""
    if trace.best is None:
        return None
    found = np.flatnonzero(costs - trace.best.cost <= GOAL_SHARE * trace.excess[0])
    return int(found[0]) if found.size else None


def _ended(trace: Trace) -> float:
    """The cost at the end; one that mini-batches shake, over the last quarter of the epochs."""
    if trace.batches:
        return float(trace.cost[-max(len(trace.cost) // 4, 1) :].mean())
    return trace.end_cost


def _itself(trace: Trace) -> Change:
    """The run as it was."""
    return Change("none", trace.epochs_to_1_percent, _ended(trace))


def _is_lower(change: Change, other: Change, trace: Trace) -> bool:
    """Whether it ended lower by a thousandth, at least, of what the run had to fall."""
    end = other.cost if math.isfinite(other.cost) else math.inf
    return change.cost < end - _LOWER * trace.excess[0]


def _is_better(change: Change, others: tuple[Change, ...], trace: Trace) -> bool:
    if change.kind == "l2":  # another cost, which can't be compared: it has a bottom, and the run got there
        return change.epochs_to_1_percent is not None
    if _shakes(trace):
        return all(_is_lower(change, other, trace) for other in others)
    if change.epochs_to_1_percent is not None:  # one epoch fewer is no reason to change anything
        return all(_merit(change)[0] + 1 < _merit(other)[0] for other in others)
    return all(other.epochs_to_1_percent is None and _is_lower(change, other, trace) for other in others)


def _merit(change: Change) -> tuple[float, float]:
    """What orders changes: epochs to 1 %, then the cost at the end."""
    epochs = change.epochs_to_1_percent
    return math.inf if epochs is None else epochs, _end(change)


def _end(change: Change) -> float:
    return change.cost if math.isfinite(change.cost) else math.inf


def _shakes(trace: Trace) -> bool:
    """Whether it is the end that wants help: the run may have been at 1 % before, but doesn't stay there."""
    return trace.outcome in (Outcome.BOUNCING, Outcome.NOISE_FLOOR)


def _best(tried: Iterator[Change]) -> list[Change]:
    """The best of several, alone."""
    return sorted(tried, key=_merit)[:1]
