"""Why a run did what it did, in words: directions and factors, the ground, the rule, the noise."""

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from ravine.analysis.momentum import rule_of, sgd_of
from ravine.analysis.spectrum import Theory
from ravine.cost import Cost
from ravine.optim import Clipped
from ravine.optim.rule import at
from ravine.outcome import Outcome, is_noisy
from ravine.words import exact, number, say, visible

if TYPE_CHECKING:
    from ravine.trace import Trace
    from ravine.verdict import Verdict

# A factor so near 1 is told by how little it is less.
_NEAR = 1e-4


def why(verdict: "Verdict") -> Iterator[str]:
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
    elif known is not None and steep(known):
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
    if trace.outcome is not Outcome.PLATEAU or at_rest(trace):
        return
    lr = at(trace.optimizer.lr, _updates(trace) - 1)
    if lr <= 1e-3 * max(at(trace.optimizer.lr, k) for k in range(_updates(trace))):
        yield say("verdict-lr-ended", lr=number(lr))
    elif sgd_of(trace.optimizer) and trace.gradient[-1].any() and (trace.W[-1] == trace.W[-2]).all():
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
    if ratio != 1 and steep(known) and trace.lr:
        acts, lr = number(trace.lr * ratio), number(trace.lr)
        yield say("verdict-scale", gradient=known.quadratic.gradient, ratio=ratio, lr=lr, acts=acts)
    if known.rule and known.rule.weight_decay:
        yield say("verdict-decay", decay=number(known.rule.weight_decay))
    if not steep(known):
        return
    several = "one-direction" if steep(known) == 1 else "steepest"
    yield _direction(several, known, 0, trace.lr)
    if (verdict.crawling or verdict.outcome is Outcome.STILL_FALLING) and steep(known) > 1:
        yield _direction("flattest", known, known.flattest, trace.lr)


def _direction(which: str, known: Theory, direction: int, lr: float) -> str:
    told = {
        "columns": columns(known, direction),
        "curvature": exact(float(known.eigenvalues[direction])),
        "factor": number(float(known.factors(lr)[direction])),
    }
    if is_plain(known):
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


def _slope(verdict: "Verdict") -> float:
    """The length of the true gradient at the end."""
    gradient = verdict.trace.gradient[-1].astype(np.float64)
    return float(np.linalg.norm(gradient)) / verdict.trace.objective.ratio


def _bottom(verdict: "Verdict") -> Any:
    return verdict.trace.best.W if verdict.trace.best else verdict.trace.W[0]


def columns(of: Any, direction: int) -> str:
    """The columns that an eigen-direction mostly consists of: those of at least a third of the largest."""
    largest = of.main_columns(direction)
    return ", ".join(visible(name) for name, part in largest if abs(part) >= abs(largest[0][1]) / 3)


def steep(known: Theory) -> int:
    """How many directions aren't flat."""
    return known.quadratic.p - known.flat


def is_plain(known: Theory) -> bool:
    """Whether its rule is plain descent."""
    return known.rule is None or known.rule.plain


def at_rest(trace: "Trace") -> bool:
    """Whether no step is any, because the lr is 0."""
    return not callable(trace.optimizer.lr) and not trace.lr
