"""A verdict in words."""

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from ravine.changes import Change
from ravine.cost import Cost
from ravine.outcome import Outcome
from ravine.spectrum import Theory
from ravine.surfaces import Surface
from ravine.words import exact, number, say, visible

if TYPE_CHECKING:
    from ravine.verdict import Verdict

# Beyond that nobody counts digits.
_MOST_COUNTED = 10**15


def sentences(verdict: "Verdict") -> list[str]:
    """What it did, when it got to 1 %, why, the limits of its lr, and the changes that helped."""
    told = [_what(verdict), *_reached(verdict), *_why(verdict)]
    told += [*_limits(verdict), *(_tried(change, verdict.theory) for change in verdict.changes)]
    return told


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
    trace, known = verdict.trace, verdict.theory
    ended = _ended(verdict)
    if known is None or verdict.regime is None or not _steep(known):
        return ended
    if not trace.excess[0]:
        return f"{say('regime-at-best')} {ended}"
    if not trace.lr:
        return f"{say('regime-zero')} {ended}"
    if not _is_plain(known):
        lr, stable = number(trace.lr), exact(known.stable_lr)
        name = verdict.regime.name.lower()
        regime = say("regime-momentum", regime=name, lr=lr, momentum=known.rule.momentum, stable=stable)  # type: ignore[union-attr]
        return f"{regime} {ended}"
    regime = say(
        f"regime-{verdict.regime.name.lower()}",
        lr=number(trace.lr),
        move=known.move,
        a=known.curvature(trace.lr),
        directions=_steep(known),
    )
    return f"{regime} {ended}"


def _ended(verdict: "Verdict") -> str:
    trace = verdict.trace
    kind = "none" if trace.best is None else "surface" if isinstance(trace.objective, Surface) else "least"
    least = say("outcome-least", kind=kind, best=trace.best.cost if trace.best else 0.0)
    return say(
        f"outcome-{trace.outcome.name.lower()}",
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
        return [say("verdict-separable" if trace.separable else "verdict-no-best")]
    measured = trace.epochs_to_1_percent
    if not trace.excess[0]:
        return [say("verdict-at-best")]
    if measured is not None:
        return [say("verdict-rises-again" if trace.rises_again else "verdict-reached", epoch=measured)]
    needed = known.epochs_to_1_percent(trace.lr) if known and verdict.crawling else None
    if needed is not None:
        shown = needed if needed < _MOST_COUNTED else number(float(needed))
        return [say("verdict-crawling", needed=shown, epochs=trace.epochs)]
    return [say("verdict-not-reached", epochs=len(trace.cost) - 1)]


def _why(verdict: "Verdict") -> Iterator[str]:
    """The direction, the factor and the columns; or what else made it end as it did."""
    known, trace = verdict.theory, verdict.trace
    if known is not None and verdict.speaks:
        yield from _directions(verdict, known)
        return
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
            yield say("verdict-flat-ground", slope=_slope(verdict), here=float(here), there=float(there))
        case Outcome.BOUNCING if (
            isinstance(trace.objective, Cost) and trace.objective.loss.name == "absolute"
        ):
            yield say("verdict-kink", lr=number(trace.lr))
    if verdict.noise and trace.batches:
        yield from _noise(verdict)
    elif trace.batches:
        yield say("verdict-batches", size=trace.batches.size)
    elif known is not None and _steep(known):
        yield say("verdict-measured")


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
        "factor": _factor(float(known.factors(lr)[direction])),
    }
    if _is_plain(known):
        return say(f"verdict-{which}", **told, move=known.move)
    return say("verdict-momentum", which=which, **told)


def _noise(verdict: "Verdict") -> Iterator[str]:
    """What mini-batches leave: expected and measured; and the lr up to which they are stable."""
    trace, noise = verdict.trace, verdict.noise
    batches, lr = trace.batches, float(trace.lr)
    # An epoch ends with its last batch, which may be a short one and shakes W the more.
    short = trace.objective.m % batches.size  # type: ignore[union-attr,attr-defined]
    reference = replace(noise, batch_size=short) if short else noise  # type: ignore[type-var]
    expected = reference.excess(lr)  # type: ignore[union-attr]
    if math.isfinite(expected):
        half = trace.cost[-max(len(trace.cost) // 2, 1) :] - (trace.best.cost if trace.best else 0.0)
        yield say(
            "verdict-noise" if expected else "verdict-no-noise",
            size=batches.size,  # type: ignore[union-attr]
            sampling="shuffle" if short else batches.sampling,  # type: ignore[union-attr]
            reference=reference.batch_size,  # type: ignore[union-attr]
            lr=number(lr),
            expected=expected,
            measured=float(half.mean()),
        )
    yield say(
        "verdict-noise-limit",
        size=batches.size,  # type: ignore[union-attr]
        batches=noise.stable_lr,  # type: ignore[union-attr]
        all=verdict.theory.follow(None).stable_lr,  # type: ignore[union-attr]
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
        scope="same" if verdict.trace.quadratic else "local",
    )
    if near.flat and verdict.theory is None:
        yield say("verdict-local-flat", count=near.flat, condition=number(near.condition, 3))


def _tried(change: Change, known: Theory | None) -> str:
    values: dict[str, Any] = {
        "value": _value(change.value),
        "lr": "" if change.lr is None else exact(change.lr),
    }
    if change.kind == "standardise" and known is not None:
        values |= {
            "condition": number(known.condition, 3),
            "standardised": number(known.standardise().condition, 3),
        }
    elif change.kind == "standardise":
        values |= {"condition": "unknown", "standardised": ""}
    told = say(f"change-{change.kind}", **values)
    if change.epochs_to_1_percent is None:
        return say("verdict-tried-short", change=told, cost=change.cost)
    return say("verdict-tried", change=told, epoch=change.epochs_to_1_percent, cost=change.cost)


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


def _factor(factor: float) -> str:
    """As one would read it: what is nearly 1 by how little it is less."""
    near = 0 < 1 - factor < 1e-4
    return f"1 − {number(1 - factor, 3)}" if near else number(factor)
