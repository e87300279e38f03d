"""A run gone through again up to one of its steps, so that all that the step was made of is at hand."""

from collections.abc import Iterable
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np

from ravine.errors import RavineError
from ravine.explain.working import WORKINGS
from ravine.optim import RULES, Clipped
from ravine.trace import Trace

Array = np.ndarray


class Moment(NamedTuple):
    """What a rule is given for a step.

    Args:
        step: how many steps were before it.
        objective: whose gradient it is: the run's, or that of one mini-batch.
        W: before the step, shape (p,).
        gradient: what the rule is given, shape (p,).
        state: what the rule remembers; None where there is no telling.
        next: W after the step; None where there is no telling.
    """

    step: int
    objective: Any
    W: Array
    gradient: Array
    state: Any
    next: Array | None


def moment(trace: Trace, k: int) -> Moment:
    """The first step of epoch k: the only one, unless there are mini-batches.

    Every epoch begins at the run's own W, so that no rounding adds up; where the run didn't keep them all, it
    is gone through from its start.

    Raises:
        SettingError: when it didn't, and there is no going through it again.
    """
    rule = replayed_rule(trace.optimizer)
    if rule is None:
        for needed in (k, k + 1):
            trace.row(needed)
    per_epoch = steps_per_epoch(trace)
    # Without zero_grad torch adds each gradient to those before it.
    adds = not getattr(trace.optimizer, "zero_grad", True)
    sum_so_far, W, state = 0.0, trace.W[0], rule and rule.init(trace.W[0])
    with np.errstate(all="ignore"):  # a run that left float's range is gone through like any other
        for step, objective in enumerate(_objectives(trace)):
            epoch, within = divmod(step, per_epoch)
            W = W if within or not trace.whole else trace.W[epoch]
            known = trace.whole and not trace.batches
            gradient = trace.gradient[epoch] if known else objective.evaluate(W)[1]
            gradient = sum_so_far = gradient + sum_so_far if adds else gradient
            after, later = rule.step(W, gradient, state) if rule else (None, None)
            if step == k * per_epoch:
                return Moment(step, objective, W, gradient, state, after)
            W, state = (W, None) if after is None else (after, later)
    raise AssertionError  # objectives never end


def steps_per_epoch(trace: Trace) -> int:
    """How many steps make an epoch of the run."""
    return trace.batches.per_epoch(trace.objective.m) if trace.batches else 1  # type: ignore[attr-defined]


def own_rule(optimizer: Any) -> Any:
    """The rule of ravine that an optimizer is, or is the namesake of in torch, clipped or not; else None."""
    inner = optimizer.rule if isinstance(optimizer, Clipped) else optimizer
    if inner is not optimizer and not getattr(inner, "zero_grad", True):
        return None  # gradients that add up after each was clipped
    if getattr(inner, "engine", None) == "torch":
        make = RULES.get(getattr(inner.make, "__name__", "").lower())
        try:
            inner = make and make(inner.lr, **inner.settings)
        except (TypeError, RavineError):  # a setting that only torch has
            return None
    if type(inner) not in WORKINGS:
        return None
    return Clipped(inner, optimizer.norm) if isinstance(optimizer, Clipped) else inner


def replayed_rule(optimizer: Any) -> Any:
    """What steps on arrays as the optimizer does: ravine's rule or the reader's own; None if torch's."""
    return own_rule(optimizer) or (None if getattr(optimizer, "engine", None) == "torch" else optimizer)


def _objectives(trace: Trace) -> Iterable[Any]:
    if trace.batches:
        return trace.batches.costs(trace.objective)  # type: ignore[arg-type]
    return repeat(trace.objective)
