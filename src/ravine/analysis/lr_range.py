"""The range of lrs in which something happens: from those that crawl to those that diverge."""

from typing import Any

import numpy as np

from ravine.analysis.lr_search import COARSE, bounds, powers, with_lr
from ravine.analysis.momentum import is_constant, sgd_of
from ravine.analysis.spectrum import Theory
from ravine.cost import Objective
from ravine.many import OnCosts, blocks, ends
from ravine.quadratic import Quadratic

Array = np.ndarray

# Below the lr at which a descent diverges, and above it.
_BELOW, _ABOVE = 1e4, 3.0
# What falls by less than this share of what the best one falls by crawls.
_CRAWLING = 0.1
# To each side of the best one, where none crawls or none diverges.
_AROUND = 100.0


def lr_range(
    objective: Objective, rule: Any, start: Array, epochs: int, on_step: OnCosts | None = None
) -> tuple[float, float]:
    """From which to which lr to look at descents by `rule` from `start` (p,): from crawling to diverging.

    On a quadratic, of a rule that theory speaks of, about the stable lr: the best one lies below that by a
    factor of two or so, however large the condition, and some powers of ten below it all lrs crawl. Of any
    other from the lr below which descents hardly fall to the one from which on they end above their start,
    found by trying.

    Args:
        objective: what is descended; a least-squares cost as a `Quadratic`.
        rule: one of ours; its own lr doesn't matter much.
        start, epochs: of the descent.
        on_step: see `blocks`.

    Example:
        >>> from ravine.optim import SGD
        >>> from ravine.surfaces import surface
        >>> low, high = lr_range(surface("valley", condition=100), SGD(), np.ones(2), epochs=100)
        >>> round(low, 9), round(high, 9)
        (2e-06, 0.06)
    """
    limit = _limit(objective, rule, start)
    if limit is not None:
        return limit / _BELOW, limit * _ABOVE
    lrs = np.array(powers(*bounds(objective, rule, start), COARSE))
    W = np.repeat(start[:, None], len(lrs), axis=1)
    end = ends(blocks(objective, with_lr(rule, lrs), W, epochs, on_step)).cost
    fallen = objective.evaluate(start)[0] - np.where(np.isfinite(end), end, np.inf)
    best = int(np.argmax(fallen))
    if not fallen[best] > 0:
        return float(lrs[0]), float(lrs[-1])
    crawling = int(np.argmax(fallen >= _CRAWLING * fallen[best]))
    diverging = best + np.flatnonzero(fallen[best:] <= 0)
    low = lrs[crawling - 1] if crawling else lrs[best] / _AROUND
    high = lrs[diverging[0]] if diverging.size else lrs[best] * _AROUND
    return float(low), float(high * _ABOVE)


def _limit(objective: Objective, rule: Any, start: Array) -> float | None:
    """The stable lr, where theory knows one."""
    family = sgd_of(rule)
    if not isinstance(objective, Quadratic) or family is None or not is_constant(family):
        return None
    limit = Theory(objective, start, 1, family).stable_lr
    return float(limit) if 0 < limit < np.inf else None
