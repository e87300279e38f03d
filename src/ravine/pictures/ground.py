"""The cost at many W at once, as far as a picture can afford it, and the levels that tell what it is like."""

import numpy as np

from ravine.cost import Cost
from ravine.trace import Trace

Array = np.ndarray

WORK = 3e7  # rows times points that one picture may cost
AT_ONCE = 4e6  # and that are in memory at once
FINEST = 201  # points along each side of a grid
CALLED = 61  # where each is a call of a Python function
COARSEST = 25
SPAN = 30.0  # costs that lie farther apart than so many times are told in ratios, others evenly
LEVELS = 9


def cost_at(trace: Trace, W: Array) -> Array:
    """The cost at each of W (k, p), shape (k,); nan where it is out of range."""
    objective = trace.objective if trace.quadratic is None else trace.quadratic
    if not len(W):
        return np.empty(0)
    several = max(1, int(AT_ONCE / _rows(trace)))
    with np.errstate(all="ignore"):
        parts = [objective.evaluate(W[k : k + several].T)[0] for k in range(0, len(W), several)]
    cost = np.concatenate(parts).astype(np.float64)
    return np.where(np.isfinite(cost), cost, np.nan)


def grid_side(trace: Trace) -> int:
    """How many points along each side of a grid a picture of this cost can afford."""
    if trace.quadratic is None and trace.objective.engine == "torch":
        return CALLED
    return int(np.clip(np.sqrt(WORK / _rows(trace)), COARSEST, FINEST))


def in_ratios(excess: Array) -> bool:
    """Whether a ground of these excess costs (any shape) is better told in ratios than evenly.

    Example:
        >>> in_ratios(np.linspace(1, 20)), in_ratios(np.geomspace(1e-3, 1e3))
        (False, True)
    """
    known = excess[np.isfinite(excess)]
    return bool(known.size and np.quantile(known, 0.95) > SPAN * np.quantile(known, 0.05))


def levels(excess: Array, start: float) -> Array:
    """Rising levels that tell what a ground of these excess costs (any shape) is like.

    In ratios of 4, one of them the excess at the `start` of the run; or evenly in the root of the excess,
    so that a bowl's are as far apart all the way down.

    Example:
        >>> levels(np.linspace(0.9, 10.0), start=1.0).round(2)
        array([0.1, 0.4, 0.9, 1.6, 2.5, 3.6, 4.9, 6.4, 8.1])
    """
    most = float(np.nanmax(excess))
    if not most > 0:
        return np.empty(0)
    if not in_ratios(excess):
        return most * (np.arange(1, LEVELS + 1) / (LEVELS + 1)) ** 2
    start = start if start > 0 else most
    highest = start * 4.0 ** np.floor(np.log(most / start) / np.log(4))
    return highest / 4.0 ** np.arange(LEVELS - 1, -1, -1)


def _rows(trace: Trace) -> int:
    """How many rows each evaluation reads."""
    reads = trace.quadratic is None and isinstance(trace.objective, Cost)
    return trace.objective.m if reads else 1  # type: ignore[union-attr]
