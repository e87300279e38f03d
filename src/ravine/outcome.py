"""How a run ended: by its costs first, by gradient and curvature where costs can't tell."""

from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np

from ravine.cost import Cost
from ravine.quadratic import Quadratic

if TYPE_CHECKING:
    from ravine.trace import Trace

Array = np.ndarray


class Outcome(StrEnum):
    """How a run ended."""

    CONVERGED = "converged"
    STILL_FALLING = "still falling"
    PLATEAU = "plateau"
    SADDLE = "saddle"
    NOISE_FLOOR = "noise floor"
    BOUNCING = "bouncing"
    DIVERGED = "diverged"
    INTERRUPTED = "interrupted"


# Converged: of what the cost had above the least one at the start, this share is left at most.
CONVERGED_SHARE = 1e-6
# A gradient this small beside the largest of the run is next to nothing.
_SMALL_GRADIENT = 1e-6
# Near a saddle it is small, and no more than that: descent leaves before it is nothing.
_SADDLE_GRADIENT = 1e-2
# That place is close when it is this near, beside how far the run came.
_CLOSE = 0.1
# A place is flat when its largest curvature is this small beside that at the minimum.
_FLAT = 1e-3


def outcome(trace: "Trace") -> Outcome:
    """How `trace` ended."""
    if trace.interrupted:
        return Outcome.INTERRUPTED
    if is_noisy(trace) and _hovers(trace) and not _is_converged(trace):
        return Outcome.NOISE_FLOOR
    if trace.diverged_at is not None:
        return Outcome.DIVERGED
    if _is_converged(trace):
        return Outcome.CONVERGED
    if _is_at_a_saddle(trace):
        return Outcome.SADDLE
    if _rests(trace) or _is_held(trace):
        return Outcome.PLATEAU
    if _bounces(trace) or _circles(trace):
        return Outcome.NOISE_FLOOR if is_noisy(trace) else Outcome.BOUNCING
    return Outcome.PLATEAU if _is_on_a_plateau(trace) else Outcome.STILL_FALLING


def _is_converged(trace: "Trace") -> bool:
    """Whether next to nothing is left of the excess; where no least cost is known, of the gradient."""
    if trace.best is not None:
        return bool(trace.excess[-1] <= CONVERGED_SHARE * trace.excess[0])
    if isinstance(trace.objective, Cost):  # of separable classes it falls for ever, and never arrives
        return False
    return _slope_left(trace) <= _SMALL_GRADIENT and not _is_at_a_saddle(trace)


def is_noisy(trace: "Trace") -> bool:
    """Whether the steps see other rows each time."""
    if trace.batches is None or not isinstance(trace.objective, Cost):
        return False
    return trace.batches.sampling == "replace" or trace.batches.per_epoch(trace.objective.m) > 1


def _hovers(trace: "Trace") -> bool:
    """Whether the cost falls no more than it scatters, and doesn't run away: its last two quarters."""
    quarter = len(trace.excess) // 4
    if quarter < 2 or not np.isfinite(trace.cost).all():
        return False
    before, last = trace.excess[-2 * quarter :][:quarter], trace.excess[-quarter:]
    with np.errstate(over="ignore"):
        scatter = np.sqrt((before.var() + last.var()) / quarter)
    rises = (np.diff(trace.excess[-2 * quarter :]) > 0).mean()
    falls = before.mean() - last.mean() > 3 * scatter
    return bool(not falls and last.mean() < 2 * before.mean() and rises > 0.2)


def _rests(trace: "Trace") -> bool:
    """Whether the last step was 0, or no more than the rounding of W."""
    step = np.abs(trace.W[-1:] - trace.W[-2:-1])
    return bool((step <= 4 * trace.eps * np.abs(trace.W[-1])).all(axis=1).any())


def _is_held(trace: "Trace") -> bool:
    """Whether weight decay holds W off the best one: the cost falls no more."""
    quarter = len(trace.cost) // 4
    if not quarter or not _setting(trace, "weight_decay"):
        return False
    return bool(np.ptp(trace.excess[-quarter - 1 :]) <= 1e-3 * trace.excess[-1])


def _bounces(trace: "Trace") -> bool:
    """Whether the cost falls no more, though it is lower halfway back along the last step."""
    before = -1 - max(1, len(trace.cost) // 4)
    if len(trace.cost) < -before:
        return False
    halfway = (trace.W[-1].astype(np.float64) + trace.W[-2]) / 2
    lower = float((trace.quadratic or trace.objective).evaluate(halfway)[0])
    # Of a cost whose least one isn't known, what lies between two steps may be the lowest seen.
    least = min(_least(trace), lower)
    # The lower of two neighbours: steps there and back have two costs in turn.
    now, then = (float(cost) - least for cost in (trace.cost[-1], trace.cost[: before + 1][-2:].min()))
    return bool(0.99 * now > lower - least and now >= 0.99 * then and not _swings_die(trace))


def _swings_die(trace: "Trace") -> bool:
    """Whether momentum swings W about, each time a little less: the highest costs fall."""
    quarter = len(trace.cost) // 4
    if quarter < 4 or not _setting(trace, "momentum"):
        return False
    return bool(trace.excess[-quarter:].max() < 0.95 * trace.excess[-2 * quarter : -quarter].max())


def _circles(trace: "Trace") -> bool:
    """Whether the cost falls no more, though it is lower amid the last quarter's W, or leaps up and down."""
    quarter = len(trace.excess) // 8 * 2  # even: as many steps there as back
    if quarter < 4 or _swings_die(trace):
        return False
    before, last = trace.excess[-2 * quarter : -quarter].mean(), trace.excess[-quarter:].mean()
    recent = trace.W[-quarter:] if trace.whole else trace.W[-2:]  # there and back
    middle = recent.astype(np.float64).mean(axis=0)
    lower = float((trace.quadratic or trace.objective).evaluate(middle)[0]) - _least(trace)
    end = trace.excess[-quarter:]
    leaps = (np.diff(end) > 0).mean() > 0.2 and np.ptp(end) > 0.1 * last
    return bool(last > 0.95 * before and (lower < 0.9 * last or (leaps and last > 0.999 * before)))


def _setting(trace: "Trace", name: str) -> Any:
    """A setting of the run's rule, ours or one of torch's; 0 where it has none of that name."""
    return getattr(trace.optimizer, "settings", {}).get(name, 0.0)


def _least(trace: "Trace") -> float:
    """What the excess is counted from."""
    return float(trace.cost[-1] - trace.excess[-1])


def _is_at_a_saddle(trace: "Trace") -> bool:
    """Whether the gradient is small where the cost curves down, and would be 0 close by.

    The last tells a saddle from a bent valley, which may curve down along its floor.
    """
    if _is_convex(trace) or _slope_left(trace) > _SADDLE_GRADIENT:
        return False
    curvatures = _curvatures(trace, trace.W[-1])
    if not curvatures[0] < -1e-6 * np.abs(curvatures).max():
        return False
    hessian, slope = trace.objective.hessian(trace.W[-1]), trace.gradient[-1] / trace.objective.ratio
    away = np.linalg.norm(np.linalg.lstsq(hessian, slope, rcond=None)[0])
    return bool(away <= _CLOSE * np.linalg.norm(trace.W - trace.W[-1], axis=1).max())


def _is_on_a_plateau(trace: "Trace") -> bool:
    """Whether the cost hardly falls, in a place that is flat beside the minimum, or beside the start."""
    quarter = max(1, len(trace.cost) // 4)
    if _is_convex(trace) or len(trace.cost) <= quarter:
        return False
    if trace.excess[-1 - quarter] - trace.excess[-1] > 0.01 * trace.excess[-1 - quarter]:
        return False
    steep = trace.best.W if trace.best else trace.W[0]
    here, there = (np.abs(_curvatures(trace, W)).max() for W in (trace.W[-1], steep))
    return bool(here < _FLAT * there)


def _is_convex(trace: "Trace") -> bool:
    return isinstance(trace.objective, Cost | Quadratic)


def _slope_left(trace: "Trace") -> float:
    """The length of the last gradient, beside the longest of the run."""
    lengths = np.linalg.norm(trace.gradient.astype(np.float64), axis=1)
    return float(lengths[-1] / lengths.max()) if lengths.max() > 0 else 0.0


def _curvatures(trace: "Trace", W: Array) -> Array:
    """The eigenvalues of the Hessian at W, lowest first."""
    return np.linalg.eigvalsh(trace.objective.hessian(W))
