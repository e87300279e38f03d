"""A verdict in words."""

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from ravine.changes import itself
from ravine.cost import Cost
from ravine.momentum import rule_of, sgd_of
from ravine.optim import Clipped
from ravine.optim.rule import at
from ravine.outcome import Outcome, is_noisy
from ravine.spectrum import Theory
from ravine.surfaces import Surface
from ravine.trials import Change
from ravine.words import exact, number, say, visible

if TYPE_CHECKING:
    from ravine.trace import Trace
    from ravine.verdict import Verdict

# A factor so near 1 is told by how little it is less.
_NEAR = 1e-4
# Beyond that nobody counts digits.
_MOST_COUNTED = 10**15


def sentences(verdict: "Verdict") -> list[str]:
    """What it did, when it got to 1 %, why, the limits of its lr, and the changes that helped."""
    told = [_what(verdict), *_reached(verdict), *_why(verdict), *_limits(verdict)]
    tried = (_tried(verdict, change) for change in verdict.changes)
    return [*told, *tried]


def summary(verdict: "Verdict") -> str:
    """The first and the last word on it."""
    return " ".join([_what(verdict), *_limits(verdict)]) if verdict.speaks else _what(verdict)


def not_unique(known: Theory) -> str:
    """That the best W isn't the only one, and the columns that make it so."""
    return say("verdict-not-unique", count=known.flat, columns=", ".join(map(visible, known.dependent)))


def columns(of: Any, direction: int) -> str:
    """The columns that an eigen-direction mostly consists of: those of at least a third of the largest."""
    largest = of.main_columns(direction)
    return ", ".join(visible(name) for name, part in largest if abs(part) >= abs(largest[0][1]) / 3)


def _what(verdict: "Verdict") -> str:
    """Regime and outcome."""
    regime = _regime(verdict)
    return f"{regime} {_ended(verdict)}" if regime else _ended(verdict)


def _regime(verdict: "Verdict") -> str | None:
    trace, known = verdict.trace, verdict.theory
    if known is not None and not _steep(known):
        return None
    if _at_rest(trace):
        return say("regime-zero")
    if known is None or verdict.regime is None:
        return None
    if not trace.excess[0]:
        return say("regime-at-best")
    name, lr = verdict.regime.name.lower(), number(trace.lr)
    if _is_plain(known):
        a = known.curvature(trace.lr)
        return say(f"regime-{name}", lr=lr, move=known.move, a=a, directions=_steep(known))
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


def _at_rest(trace: "Trace") -> bool:
    """Whether no step is any, because the lr is 0."""
    return not callable(trace.optimizer.lr) and not trace.lr


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
    half = (len(trace.W) - 1) // 2
    before, after = (float(np.linalg.norm(trace.W[k].astype(np.float64))) for k in (half, -1))
    grew = trace.diverged_at is None and after > before > 0
    return say(
        "verdict-separable",
        grew="yes" if grew else "no",
        epoch=half,
        before=number(before),
        after=number(after),
    )


def _why(verdict: "Verdict") -> Iterator[str]:
    """The direction, the factor and the columns; or what else made it end as it did."""
    known, trace = verdict.theory, verdict.trace
    if known is not None and verdict.speaks:
        yield from _directions(verdict, known)
        yield from _stuck(trace)
        return
    yield from _ground(verdict)
    yield from _stuck(trace)
    if isinstance(trace.optimizer, Clipped) and not is_noisy(trace):
        yield _clipped(trace, trace.optimizer.norm)
    rule = rule_of(trace.optimizer)
    if getattr(rule, "maximize", False):
        yield say("verdict-uphill")
    if (decay := getattr(rule, "weight_decay", 0.0)) and trace.outcome is Outcome.PLATEAU:
        yield say("verdict-decay", decay=number(decay))
    if verdict.noise:
        yield from _noise(verdict)
    elif is_noisy(trace):
        yield say("verdict-batches", size=trace.batches.size)  # type: ignore[union-attr]
    elif known is not None and _steep(known):
        yield from _schedule(trace, known)
        yield say("verdict-measured")


def _ground(verdict: "Verdict") -> Iterator[str]:
    """The shape of the cost that held it up."""
    trace = verdict.trace
    match trace.outcome:
        case Outcome.SADDLE if verdict.local:
            yield say(
                "verdict-saddle",
                slope=_slope(verdict),
                columns=columns(verdict.local, len(verdict.local.eigenvalues) - 1),
                curvature=float(verdict.local.eigenvalues[-1]),
            )
        case Outcome.PLATEAU if trace.quadratic is None:
            here, there = (np.abs(trace.objective.hessian(W)).max() for W in (trace.W[-1], _bottom(verdict)))
            if here < 0.1 * there:  # it may rest for another reason
                yield say("verdict-flat-ground", slope=_slope(verdict), here=float(here), there=float(there))
        case Outcome.BOUNCING if (
            isinstance(trace.objective, Cost) and trace.objective.loss.name == "absolute"
        ):
            yield say("verdict-kink", lr=number(trace.lr))


def _stuck(trace: "Trace") -> Iterator[str]:
    """What else may keep W where it is: the end of a schedule, or too few digits."""
    if trace.outcome is not Outcome.PLATEAU or _at_rest(trace):
        return
    lr = at(trace.optimizer.lr, _updates(trace) - 1)
    step = np.abs(lr * trace.gradient[-1].astype(np.float64))
    if lr <= 1e-3 * max(at(trace.optimizer.lr, k) for k in range(_updates(trace))):
        yield say("verdict-lr-ended", lr=number(lr))
    elif sgd_of(trace.optimizer) and step.any() and (step <= 4 * trace.eps * np.abs(trace.W[-1])).all():
        yield say("verdict-rounding", dtype=str(trace.W.dtype))


def _clipped(trace: "Trace", norm: float) -> str:
    longer = np.linalg.norm(trace.gradient[:-1].astype(np.float64), axis=1) > norm
    return say("verdict-clipped", count=int(longer.sum()), done=len(longer), norm=number(norm))


def _schedule(trace: "Trace", known: Theory) -> Iterator[str]:
    """Of an lr that follows a schedule, how often it was above the limit."""
    rule = sgd_of(trace.optimizer)
    if rule is None or not callable(rule.lr) or callable(rule.momentum) or len(trace.cost) < 2:
        return
    stable = known.follow(replace(rule, lr=1.0)).stable_lr
    lrs = [float(at(rule.lr, k)) for k in range(_updates(trace))]
    yield say(
        "verdict-schedule",
        first=number(lrs[0]),
        last=number(lrs[-1]),
        stable=exact(stable),
        count=sum(lr > stable for lr in lrs),
        done=len(lrs),
    )


def _updates(trace: "Trace") -> int:
    """How many steps it took."""
    each = trace.batches.per_epoch(trace.objective.m) if trace.batches else 1  # type: ignore[attr-defined]
    return max((len(trace.cost) - 1) * each, 1)


def _directions(verdict: "Verdict", known: Theory) -> Iterator[str]:
    trace, ratio = verdict.trace, known.quadratic.ratio
    if ratio != 1 and _steep(known) and trace.lr:
        acts, lr = number(trace.lr * ratio), number(trace.lr)
        yield say("verdict-scale", gradient=known.quadratic.gradient, ratio=ratio, lr=lr, acts=acts)
    if known.rule and known.rule.weight_decay:
        yield say("verdict-decay", decay=number(known.rule.weight_decay))
    if not _steep(known):
        return
    several = "one-direction" if _steep(known) == 1 else "steepest"
    yield _direction(several, known, 0, trace.lr)
    if (verdict.crawling or verdict.outcome is Outcome.STILL_FALLING) and _steep(known) > 1:
        yield _direction("flattest", known, known.flattest, trace.lr)


def _direction(which: str, known: Theory, direction: int, lr: float) -> str:
    told = {
        "columns": columns(known, direction),
        "curvature": exact(float(known.eigenvalues[direction])),
        "factor": number(float(known.factors(lr)[direction])),
    }
    if _is_plain(known):
        move = lr * known.quadratic.ratio * float(known.eigenvalues[direction])
        if 0 < move < _NEAR:  # what is nearly 1, by how little it is less
            told["factor"] = f"1 − {number(move, 3)}"
        return say(f"verdict-{which}", **told, move=known.move)
    return say("verdict-momentum", which=which, **told)


def _noise(verdict: "Verdict") -> Iterator[str]:
    """What mini-batches leave: expected and measured; and the lr up to which they are stable."""
    trace, noise, lr = verdict.trace, verdict.noise, float(verdict.trace.lr)
    batches: Any = trace.batches
    # An epoch ends with its last batch, which may be a short one and shakes W the more.
    short = trace.objective.m % batches.size  # type: ignore[union-attr,attr-defined]
    reference = replace(noise, batch_size=short) if short else noise  # type: ignore[type-var]
    expected = reference.excess(lr)  # type: ignore[union-attr]
    if not expected:
        yield say("verdict-no-noise", size=batches.size)
    elif math.isfinite(expected):
        # Where it isn't at its floor yet, what it measured says nothing of that.
        half = trace.cost[-max(len(trace.cost) // 2, 1) :] - (trace.best.cost if trace.best else 0.0)
        yield say(
            "verdict-noise" if trace.outcome is Outcome.NOISE_FLOOR else "verdict-noise-ahead",
            size=batches.size,
            sampling="shuffle" if short else batches.sampling,
            reference=reference.batch_size,  # type: ignore[union-attr]
            lr=number(lr),
            expected=expected,
            measured=float(half.mean()),
        )
    yield say(
        "verdict-noise-limit",
        size=batches.size,
        batches=noise.stable_lr,  # type: ignore[union-attr]
        all=verdict.theory.follow(None).stable_lr,  # type: ignore[union-attr]
        sampling=batches.sampling,
    )


def _limits(verdict: "Verdict") -> Iterator[str]:
    """Up to which lr it is stable, and the best one, as far as either is known."""
    known = verdict.theory
    if known is not None and not _steep(known):
        yield say("verdict-all-flat")
        return
    if known is not None and verdict.speaks:
        stable, best = known.stable_lr, known.best_lr
        yield say(
            "verdict-limits" if best <= stable else "verdict-limits-beyond",
            stable=exact(stable),
            best=exact(best),
            epochs=verdict.trace.epochs,
            momentum="none" if _is_plain(known) else "some",
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


def _slope(verdict: "Verdict") -> float:
    """The length of the true gradient at the end."""
    gradient = verdict.trace.gradient[-1].astype(np.float64)
    return float(np.linalg.norm(gradient)) / verdict.trace.objective.ratio


def _bottom(verdict: "Verdict") -> Any:
    return verdict.trace.best.W if verdict.trace.best else verdict.trace.W[0]


def _is_plain(known: Theory) -> bool:
    return known.rule is None or known.rule.plain


def _steep(known: Theory) -> int:
    """How many directions aren't flat."""
    return known.quadratic.p - known.flat


def _cost(verdict: "Verdict", cost: float) -> str:
    if math.isfinite(cost):
        return number(cost)
    return say("verdict-beyond", cost=number(cost), dtype=str(verdict.trace.W.dtype))
