"""A verdict in words, sentence by sentence."""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from ravine.analysis.spectrum import Theory
from ravine.outcome import is_noisy
from ravine.surfaces import Surface
from ravine.verdict.changes import itself
from ravine.verdict.reasons import at_rest, columns, is_plain, steep, why
from ravine.verdict.trials import Change
from ravine.words import exact, number, say, visible

if TYPE_CHECKING:
    from ravine.trace import Trace
    from ravine.verdict import Verdict

# Beyond that nobody counts digits.
_MOST_COUNTED = 10**15


def sentences(verdict: "Verdict") -> list[str]:
    """What it did, when it got to 1 %, why, the limits of its lr, and the changes that helped."""
    told = [_what(verdict), *_reached(verdict), *why(verdict), *_limits(verdict)]
    tried = (_tried(verdict, change) for change in verdict.changes)
    return [*told, *tried]


def summary(verdict: "Verdict") -> str:
    """The first and the last word on it."""
    return " ".join([_what(verdict), *_limits(verdict)]) if verdict.speaks else _what(verdict)


def not_unique(known: Theory) -> str:
    """That the best W isn't the only one, and the columns that make it so."""
    return say("verdict-not-unique", count=known.flat, columns=", ".join(map(visible, known.dependent)))


def _what(verdict: "Verdict") -> str:
    """Regime and outcome."""
    regime = _regime(verdict)
    return f"{regime} {_ended(verdict)}" if regime else _ended(verdict)


def _regime(verdict: "Verdict") -> str | None:
    trace, known = verdict.trace, verdict.theory
    if known is not None and not steep(known):
        return None
    if at_rest(trace):
        return say("regime-zero")
    if known is None or verdict.regime is None:
        return None
    if not trace.excess[0]:
        return say("regime-at-best")
    name, lr = verdict.regime.name.lower(), number(trace.lr)
    if is_plain(known):
        a = known.curvature(trace.lr)
        return say(f"regime-{name}", lr=lr, move=known.move, a=a, directions=steep(known))
    rule = known.rule
    return say(
        "regime-momentum",
        regime=name,
        lr=lr,
        heavy="yes" if rule.momentum else "no",  # type: ignore[union-attr]
        momentum=rule.momentum,  # type: ignore[union-attr]
        decay=number(rule.weight_decay),  # type: ignore[union-attr]
        stable=exact(known.stable_lr),
    )


def _ended(verdict: "Verdict") -> str:
    trace = verdict.trace
    kind = "none" if trace.best is None else "surface" if isinstance(trace.objective, Surface) else "least"
    least = say("outcome-least", kind=kind, best=trace.best.cost if trace.best else 0.0)
    begun = len(trace.cost) > 1 or trace.interrupted
    return say(
        f"outcome-{trace.outcome.name.lower()}" if begun else "outcome-not_begun",
        cost=_cost(verdict, trace.end_cost),
        start=float(trace.cost[0]),
        least=least,
        epoch=trace.diverged_at or 0,
        done=len(trace.cost) - 1,
        epochs=trace.epochs,
        ground="level" if len(trace.W) > 1 and (trace.W[-1] != trace.W[-2]).any() else "still",
    )


def _reached(verdict: "Verdict") -> list[str]:
    """Epochs to 1 %, measured or predicted."""
    trace, known = verdict.trace, verdict.theory
    if trace.best is None:
        return [_separable(trace) if trace.separable else say("verdict-no-best")]
    measured = trace.epochs_to_1_percent
    if not trace.excess[0]:
        return [say("verdict-at-best")]
    if measured is not None:
        return [say("verdict-rises-again" if trace.rises_again else "verdict-reached", epoch=measured)]
    needed = known.epochs_to_1_percent(trace.lr) if known and verdict.crawling else None
    if needed is not None:
        shown = needed if needed < _MOST_COUNTED else number(float(needed))
        return [say("verdict-crawling", needed=shown, epochs=trace.epochs)]
    done = len(trace.cost) - 1
    return [say("verdict-not-reached", epochs=done)] if done else []


def _separable(trace: "Trace") -> str:
    """That there is no least cost; of a run that doesn't run away, how W grew."""
    row = int(np.searchsorted(trace.kept, (len(trace.cost) - 1) // 2))
    before, after = (float(np.linalg.norm(trace.W[k].astype(np.float64))) for k in (row, -1))
    grew = trace.diverged_at is None and after > before > 0
    return say(
        "verdict-separable",
        grew="yes" if grew else "no",
        epoch=int(trace.kept[row]),
        before=number(before),
        after=number(after),
    )


def _limits(verdict: "Verdict") -> Iterator[str]:
    """Up to which lr it is stable, and the best one, as far as either is known."""
    known = verdict.theory
    if known is not None and not steep(known):
        yield say("verdict-all-flat")
        return
    if known is not None and verdict.speaks:
        stable, best = known.stable_lr, known.best_lr
        yield say(
            "verdict-limits" if best <= stable else "verdict-limits-beyond",
            stable=exact(stable),
            best=exact(best),
            epochs=verdict.trace.epochs,
            momentum="none" if is_plain(known) else "some",
        )
    elif verdict.noise is None and verdict.local and verdict.local.stable_lr is not None:
        yield from _local(verdict)
    if known is not None and known.flat:
        yield not_unique(known)


def _local(verdict: "Verdict") -> Iterator[str]:
    near = verdict.local
    if near is None or not math.isfinite(near.stable_lr) or not near.eigenvalues[0] > 0:
        return
    yield say(
        "verdict-local",
        rule="frozen" if near.sizes is not None else "sgd",
        where=near.where,
        columns=columns(near, 0),
        curvature=float(near.eigenvalues[0]),
        stable=exact(near.stable_lr),
        lr=number(verdict.trace.lr),
        scope="same" if verdict.trace.quadratic else "local",
    )
    if near.flat and verdict.theory is None:
        yield say("verdict-local-flat", count=near.flat, condition=number(near.condition, 3))


def _tried(verdict: "Verdict", change: Change) -> str:
    """A change and what it reached; beside the first of them what the run itself did."""
    epoch = change.epochs_to_1_percent
    if change.kind == "l2":
        return say("verdict-tried-l2", value=_value(change.value), epoch=epoch, cost=change.cost)
    values: dict[str, Any] = {
        "value": _value(change.value),
        "lr": "" if change.lr is None else exact(change.lr),
    }
    if change.kind == "standardise":
        values |= _conditions(verdict.theory)
    told = say(f"change-{change.kind}", **values)
    beside = _beside(verdict, epoch is not None) if change is verdict.changes[0] else ""
    if epoch is None:
        return say("verdict-tried-short", change=told, cost=change.cost, beside=beside)
    return say("verdict-tried", change=told, epoch=epoch, cost=change.cost, beside=beside)


def _conditions(known: Theory | None) -> dict[str, str]:
    if known is None:
        return {"condition": "unknown", "standardised": ""}
    conditions = known.condition, known.standardise().condition
    return dict(zip(("condition", "standardised"), (number(one, 3) for one in conditions), strict=True))


def _beside(verdict: "Verdict", in_epochs: bool) -> str:
    """What the run itself reached, for comparison."""
    trace, run = verdict.trace, itself(verdict.trace)
    epoch = run.epochs_to_1_percent
    return say(
        "verdict-beside",
        epochs="none" if not in_epochs else "short" if epoch is None else "reached",
        epoch=epoch or 0,
        done=len(trace.cost) - 1,
        cost=number(run.cost),
        mean="yes" if is_noisy(trace) else "no",
    )


def _value(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool() | str():
            return visible(str(value))
        case _:
            return number(value)


def _cost(verdict: "Verdict", cost: float) -> str:
    if math.isfinite(cost):
        return number(cost)
    return say("verdict-beyond", cost=number(cost), dtype=str(verdict.trace.W.dtype))
