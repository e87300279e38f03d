"""What may help a run, each tried: functions from the bench to the changes that were run on it."""

import math
from collections.abc import Callable, Iterator
from dataclasses import fields, replace

import numpy as np

from ravine.analysis.lr_search import own_lr, with_lr
from ravine.analysis.spectrum import theory
from ravine.cost import Cost, Objective
from ravine.data import Data
from ravine.hypothesis import Line, Linear
from ravine.optim import SCHEDULES, SGD, Adam, Rule
from ravine.outcome import Outcome, is_noisy
from ravine.quadratic import Quadratic, largest_curvature
from ravine.trace import Trace
from ravine.verdict.trials import Bench, Change, ended, merit

# Standardised columns of a larger condition number nearly depend on each other.
_DEPENDENT = 1e3
# For more directions the best momentum from this start takes longer to find than a verdict should.
_MOST_DIRECTIONS = 40
_MOMENTUM = 0.9


def remedies(trace: Trace) -> Iterator[Callable[[Bench], list[Change]]]:
    """What to try beside another lr, as the run's own kind and end ask for."""
    if trace.outcome is Outcome.SADDLE:
        yield _nudged
        return
    if trace.separable:
        yield _penalised
        return
    if trace.outcome in (Outcome.BOUNCING, Outcome.NOISE_FLOOR):
        yield from (_averaged, _scheduled)
    if trace.outcome is Outcome.NOISE_FLOOR:
        yield _larger_batches
    if trace.outcome is Outcome.PLATEAU:
        yield _without_decay
    yield from (_standardised, _with_momentum, _without_a_column, _by_adam)


def other_lr(bench: Bench) -> list[Change]:
    """The best lr where theory knows it; else the best of many, or the one that a schedule turns."""
    rule, known = bench.rule, bench.known
    scheduled = callable(rule.lr)
    if bench.trace.outcome is Outcome.SADDLE:
        return []
    if known and known.rule and bench.exact and not bench.clip:
        known = known.follow(replace(known.rule, lr=1.0)) if scheduled else known
        if not known.constant or not math.isfinite(known.best_lr):
            return []
        constant = replace(rule, lr=known.best_lr)
        return bench.change("lr", constant, value="constant" if scheduled else None)
    lr = _lowest(bench, rule)
    if not lr or lr == own_lr(rule):
        return []
    return bench.change("lr", with_lr(rule, lr), value="schedule" if scheduled else None)


def _lowest(bench: Bench, rule: Rule) -> float | None:
    """An lr for `rule`: the best of many; where there's no time for many, one that is safe at the bottom."""
    known = bench.stable_lr
    safe = float(f"{known / 2:.2g}") if known and math.isfinite(known) else None
    default = next(one.default for one in fields(rule) if one.name == "lr")
    about = own_lr(rule) or safe or float(default)  # type: ignore[arg-type]
    # Where there is no least cost, ever longer steps lead ever lower: none with which it may rise.
    most = largest_curvature(bench.trace.objective) if bench.trace.separable else None  # type: ignore[arg-type]
    return (
        bench.lowest(rule, about, most=1 / most / bench.trace.objective.ratio if most else math.inf) or safe
    )


def _with_momentum(bench: Bench) -> list[Change]:
    """The best lr and momentum where theory knows them; else 0.9 with the best lr of many."""
    rule, known = bench.rule, bench.known
    if not isinstance(rule, SGD) or callable(rule.lr) or callable(rule.momentum):
        return []
    if rule.weight_decay or bench.clip:
        return []
    if known and bench.exact:
        many = len(known.names) > _MOST_DIRECTIONS
        better = known.long_run_rule() if many else known.best_rule()
        return bench.change("momentum", better, value=better.momentum) if better.momentum else []
    heavy = replace(rule, momentum=_MOMENTUM)
    if rule.momentum == _MOMENTUM or not (lr := _lowest(bench, heavy)):
        return []
    return bench.change("momentum", replace(heavy, lr=lr), value=_MOMENTUM)


def _by_adam(bench: Bench) -> list[Change]:
    """By a rule whose steps don't shrink with the gradient, and that scales each weight by itself."""
    if isinstance(bench.rule, Adam) or bench.exact or is_noisy(bench.trace) or callable(bench.rule.lr):
        return []
    lr = bench.lowest(Adam(), 0.1)
    return bench.change("rule", Adam(lr), value="adam") if lr else []


def _standardised(bench: Bench) -> list[Change]:
    """On features of mean 0 and deviation 1, from the same hypothesis, with an lr that suits them."""
    trace, rule, known = bench.trace, bench.rule, bench.known
    if not isinstance(rule, SGD) or not rule.plain or callable(rule.lr) or bench.clip:
        return []
    if not _may_be_standardised(trace):
        return []
    if known and bench.exact:
        chance = replace(known.standardise(), epochs=bench.epochs, rule=None)
        if not chance.condition < known.condition or not math.isfinite(chance.best_lr):
            return []
        return bench.change("standardise", SGD(chance.best_lr), chance.quadratic, start=chance.start)
    cost = trace.objective
    if not isinstance(cost, Cost) or not isinstance(cost.rows, Data):
        return []
    bias = cost.hypothesis.bias
    alike = replace(cost, rows=cost.rows.standardise(center=bias))
    start = cost.rows.standardisation(center=bias).redo(bench.start, bias)
    if not (most := largest_curvature(alike)):
        return []
    lr = 1 / (most * cost.ratio)  # with which full batches never rise
    lr = bench.lowest(SGD(lr), lr, alike, start=start) or lr
    return bench.change("standardise", SGD(lr), alike, start=start)


def _may_be_standardised(trace: Trace) -> bool:
    """Not where that was done, nor under a penalty, which charges for other weights there: costs differ."""
    cost = trace.objective
    return is_linear(cost) and trace.standardisation is None and not getattr(cost, "l2", 0.0)


def _without_a_column(bench: Bench) -> list[Change]:
    """Without one of the columns that the flattest direction consists of, if several share it."""
    known, rule = bench.known, bench.rule
    if not (known and bench.exact and isinstance(rule, SGD) and rule.plain and not bench.clip):
        return []
    quadratic, alike = known.quadratic, known.standardise()
    # Whether columns depend on each other is no question of their units.
    nearly = alike.flat or alike.condition > _DEPENDENT
    if quadratic.l2 or not nearly or not is_linear(bench.trace.objective):
        return []
    parts = np.abs(alike.directions[:, -1 if alike.flat else alike.flattest])
    shared = [int(j) for j in np.argsort(-parts)[:3] if parts[j] > 0.1 * parts.max()]
    shared = [j for j in shared if j < quadratic.p - quadratic.bias and not known.start[j]]
    if len(shared) < 2:
        return []
    return _best(bench, [change for j in shared for change in _dropped(bench, quadratic, j)])


def _dropped(bench: Bench, quadratic: Quadratic, j: int) -> list[Change]:
    kept = [k for k in range(quadratic.p) if k != j]
    names, start = tuple(quadratic.names[k] for k in kept), bench.start[kept]
    without = Quadratic(
        quadratic.A[:, kept], quadratic.t, quadratic.m, names, quadratic.bias, quadratic.gradient
    )
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
    """The mean of W over the last half of the epochs, of the very run: no other run is needed."""
    trace = bench.trace
    W = trace.W[trace.kept >= len(trace.cost) - max(len(trace.cost) // 2, 1)].astype(np.float64)
    if not np.isfinite(W).all():
        return []
    cost = float((bench.trace.quadratic or bench.trace.objective).evaluate(W.mean(axis=0))[0])
    return [Change("averaging", None, cost)]


def _larger_batches(bench: Bench) -> list[Change]:
    """Batches of four times as many rows."""
    size = min(bench.trace.batches.size * 4, bench.trace.objective.m)  # type: ignore[union-attr,attr-defined]
    return bench.change("batch", bench.rule, batch_size=size, value=size)


def _without_decay(bench: Bench) -> list[Change]:
    """Without the pull of the weights to 0."""
    if not getattr(bench.rule, "weight_decay", 0.0):
        return []
    return bench.change("decay", replace(bench.rule, weight_decay=0.0))


def _nudged(bench: Bench) -> list[Change]:
    """From a start a little off, along the direction in which the cost curves down, to either side."""
    values, directions = np.linalg.eigh(bench.trace.objective.hessian(bench.trace.W[-1]))
    size = 0.01 * max(float(np.linalg.norm(bench.start)), 1.0)
    sides = [side * size * directions[:, np.argmin(values)] for side in (1, -1)]
    tried = (bench.change("nudge", bench.rule, start=bench.start + side, value=size) for side in sides)
    return _best(bench, [change for changes in tried for change in changes])


def _penalised(bench: Bench) -> list[Change]:
    """With a pull of the weights to 0, which gives separable classes a least cost."""
    for l2 in (0.01, 0.1):
        cost = replace(bench.trace.objective, l2=l2)  # type: ignore[type-var]
        ran = bench.run(bench.rule, cost)
        if ran is not None and ran.epochs_to_1_percent is not None and not ran.rises_again:
            return [Change("l2", ran.epochs_to_1_percent, ended(ran, ran.cost), None, l2)]
    return []


def is_linear(objective: Objective) -> bool:
    """Whether the weights belong to columns of the data, one each."""
    if isinstance(objective, Cost):
        return type(objective.hypothesis) in (Linear, Line) or objective.hypothesis.name == "logistic"
    return isinstance(objective, Quadratic) and objective.m > 1  # a surface is made of one row


def _best(bench: Bench, tried: list[Change]) -> list[Change]:
    """The best of several, alone."""
    return sorted(tried, key=merit(bench.trace))[:1]
