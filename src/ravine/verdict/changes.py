"""Changes to a run that may help, each of them tried: which of them did."""

import math
from dataclasses import replace

from ravine.analysis.curvature import local
from ravine.analysis.momentum import rule_of
from ravine.analysis.spectrum import Theory
from ravine.outcome import CONVERGED_SHARE
from ravine.trace import Trace
from ravine.verdict.remedies import other_lr, remedies
from ravine.verdict.trials import Bench, Change, ended, merit, settled, shakes

MOST_CHANGES = 3
# A change has to end lower by this share, at least, of what the run had to fall.
_LOWER = 1e-3
# What calms a run down as another lr does, in another way: it needn't do more.
_AT_THE_SAME_LR = ("averaging", "schedule", "batch")


def changes(trace: Trace, known: Theory | None) -> tuple[Change, ...]:
    """Up to three changes that helped when they were tried, the best first.

    Another lr helps when the run ends lower, or gets to 1 % in half the epochs. Anything else has to get to
    1 % in fewer epochs than the run and than that other lr, or to end lower than both where neither gets
    there. Of a run that doesn't come to rest only the end counts, see `shakes`.

    Args:
        trace: the run.
        known: theory of it, where there is one.
    """
    rule = rule_of(getattr(trace.optimizer, "rule", trace.optimizer))
    flat = known is not None and known.flat == len(known.names)
    if rule is None or getattr(rule, "maximize", False) or len(trace.cost) < 2 or flat:
        return ()
    if not trace.excess.any() and (trace.best or not trace.gradient.any()):  # there is nothing to gain
        return ()
    known = replace(known, epochs=len(trace.cost) - 1) if known else None
    bench = Bench(trace, known, rule, _stable_lr(trace, known))
    run, order = itself(trace), merit(trace)
    lrs = other_lr(bench)
    better = [lr for lr in lrs if _is_lower(lr, run, trace) or _is_much_sooner(lr, run)]
    others = [one for attempt in remedies(trace) if bench.has_time for one in attempt(bench)]
    helped = sorted((one for one in others if _is_better(one, run, lrs, trace)), key=order)
    # Another lr is the simplest: it is never crowded out.
    return tuple(sorted([*better, *helped[: MOST_CHANGES - len(better)]], key=order))


def itself(trace: Trace) -> Change:
    """The run as it was, to be compared with its changes."""
    return Change("none", settled(trace, trace.cost), ended(trace, trace.cost))


def _stable_lr(trace: Trace, known: Theory | None) -> float | None:
    """The lr up to which the run's rule is stable near the best W, where one is known."""
    if known and known.rule and known.constant:
        return known.stable_lr
    if trace.best is None or trace.quadratic is not None:
        return None
    return local(trace, trace.best.W).stable_lr


def _is_lower(change: Change, other: Change, trace: Trace) -> bool:
    """Whether it ended lower by a thousandth, at least, of what the run had to fall."""
    return change.cost < _finite(other.cost) - _LOWER * float(trace.excess[0])


def _is_much_sooner(lr: Change, run: Change) -> bool:
    sooner, before = lr.epochs_to_1_percent, run.epochs_to_1_percent
    return sooner is not None and before is not None and before - sooner >= max(10, before / 2)


def _is_better(change: Change, run: Change, lrs: list[Change], trace: Trace) -> bool:
    """Whether it helps more than the run as it was and than another lr, if one was tried."""
    others = [run] if change.kind in _AT_THE_SAME_LR else [run, *lrs]
    if change.kind == "l2":  # another cost, which can't be compared: it has a bottom, and the run got there
        return change.epochs_to_1_percent is not None
    if shakes(trace):
        return all(_is_lower(change, other, trace) for other in others)
    if change.epochs_to_1_percent is not None:
        # One epoch fewer is no reason to change anything; nor is being there sooner to end higher.
        highest = _finite(run.cost) + CONVERGED_SHARE * float(trace.excess[0])
        order = merit(trace)
        return change.cost <= highest and all(order(change)[0] + 1 < order(one)[0] for one in others)
    return all(one.epochs_to_1_percent is None and _is_lower(change, one, trace) for one in others)


def _finite(cost: float) -> float:
    return cost if math.isfinite(cost) else math.inf
