"""Sweeps: one cost descended many times at once, over lr and momentum, by one update rule or several."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from ravine import grids
from ravine.analysis.lr_range import lr_range
from ravine.analysis.lr_search import with_lr
from ravine.cost import Objective
from ravine.descent import descend, whole_epochs
from ravine.errors import DataError, SettingError
from ravine.many import OnCosts, blocks, costs, ends
from ravine.optim import SGD
from ravine.optimum import Optimum
from ravine.surfaces import Surface
from ravine.swept import Sweep, goals
from ravine.trace import Trace

__all__ = ["Sweep", "sweep"]

Array = np.ndarray

# So many costs are kept at most: 0.8 GB. And of so many descents each rule may have the ends.
_MOST_COSTS, _MOST_DESCENTS = 10**8, 10**7
# So many numbers of W at once: what powers are made of takes a hundred times that.
_AT_ONCE = 2**18


def sweep(
    cost: Any,
    y: Any = None,
    *,
    lr: Any = None,
    momentum: Any = None,
    optimizer: Any = "sgd",
    starts: Any = None,
    epochs: int = 100,
    points: int = 1000,
    keep: str | None = None,
    bias: bool | None = None,
    gradient: str | None = None,
    dtype: Any = None,
    on_step: OnCosts | None = None,
) -> Sweep:
    """Descend `cost` with many learning rates at once, many momenta, by several rules, from several starts.

    A least-squares cost goes by its p + 1 rows, and SGD on it by powers: its rows are read once, and whatever
    their precision it is descended in float64.

    Args:
        cost, y, bias, gradient, dtype: what is descended, see `descend`.
        lr: the lrs, an array; or a range (low, high), in equal ratios; where not given, from those that crawl
            to those that diverge, for each rule its own. Of a schedule, the lr that it turns.
        momentum: of every rule, beta1 for Adam and its kin: one number; or several, an array; or a range
            (low, high), in which 1 − momentum goes in equal ratios.
        optimizer: a rule, its name, several of these, or several by the names that they shall go by.
        starts: W before the first update, (p,) or one number, or several, (S, p); 0 where not given, or where
            a surface begins.
        epochs: how many updates each descent makes, from 1.
        points: how many lrs are in a range. With momenta it is about how many pairs, but at least 40 of
            each, or `points` where that is fewer.
        keep: "all" keeps every cost.
        on_step: called with each epoch and its costs (n,), for one rule after the other, for very many
            descents in parts, and where a range is looked for; returning True raises KeyboardInterrupt.

    Raises:
        SettingError: when an argument can't be used, or a rule has no momentum to sweep.
        ShapeError: when a start has another size than W.
        DataError: when x and y can't be used, or the cost at a start leaves the range of their numbers.

    Example:
        >>> lrs = [0.05, 3 / 28, 0.15, 0.3]
        >>> found = sweep([[1], [2], [3]], [1, 2, 3], bias=False, lr=lrs, epochs=10)
        >>> found.epochs_to_1_percent[0, 0, 0]
        array([ 4.,  1.,  3., nan])
        >>> found.lowest(1)[0]["lr"].__round__(4)
        0.1071
    """
    rules, lr = grids.rules_of(optimizer), grids.lr_axis(lr)
    if momentum is not None and np.ndim(momentum) == 0:
        rules = {name: grids.with_momentum(rule, momentum) for name, rule in rules.items()}
        momentum = None
    momentum = grids.momentum_axis(momentum)
    lrs, momenta = grids.counts(lr, momentum, points)
    how = {"bias": bias, "gradient": gradient, "dtype": dtype}
    known = descend(cost, y, optimizer=SGD(), epochs=0, start=grids.first_of(starts), **how)
    W = grids.starts_of(known.objective, known.W[0] if starts is None else starts)
    with np.errstate(over="ignore", invalid="ignore"):
        start_cost = np.asarray(known.objective.evaluate(W.T)[0])
    if not np.isfinite(start_cost).all():
        raise DataError("descent-start", dtype=str(W.dtype))
    epochs, kept = whole_epochs(epochs), _kept(keep)
    if epochs == 0:
        raise SettingError("setting-sweep-epochs")
    descents = len(W) * momenta * lrs
    if descents > _MOST_DESCENTS:
        raise SettingError("setting-sweep-descents", most=_MOST_DESCENTS, got=descents)
    if kept and (epochs + 1) * len(rules) * descents > _MOST_COSTS:
        raise SettingError("setting-sweep-kept", most=_MOST_COSTS)
    momentum = None if momentum is None else grids.spread_momentum(momentum, momenta)
    best = _best(known)
    job = _Job(
        known.quadratic or known.objective,
        W,
        momentum,
        epochs,
        goals(known.objective, best, W, start_cost),
        kept,
        on_step,
    )
    chosen = np.array([job.lrs(rule, lr, lrs) for rule in rules.values()])
    found = [job.descend(rule, row) for rule, row in zip(rules.values(), chosen, strict=True)]
    return Sweep(
        objective=known.objective,
        rules=tuple(rules.values()),
        names=tuple(rules),
        lr=chosen,
        momentum=momentum,
        starts=W,
        epochs=epochs,
        end_cost=np.array([end for end, _, _ in found]),
        epochs_to_1_percent=np.array([reached for _, reached, _ in found]),
        start_cost=start_cost,
        best=best,
        cost=_joined([every for *_, every in found]),
    )


class _Job(NamedTuple):
    """What is the same for the descents of every rule."""

    objective: Objective
    W: Array
    momentum: Array | None
    epochs: int
    goal: Array
    kept: bool
    on_step: OnCosts | None

    def lrs(self, rule: Any, axis: grids.Axis | None, count: int) -> Array:
        """The lrs of a rule, (L,); where none are given, about where it diverges."""
        momenta = () if self.momentum is None else (float(self.momentum.min()), float(self.momentum.max()))
        sides = [grids.with_momentum(rule, momentum) for momentum in momenta] or [rule]  # complains
        if axis is not None:
            return grids.spread_lr(axis, count)
        start = np.asarray(self.objective.asarray(self.W[0]))
        ranges = np.array([lr_range(self.objective, one, start, self.epochs, self.on_step) for one in sides])
        return grids.spread_lr((float(ranges[:, 0].min()), float(ranges[:, 1].max())), count)

    def descend(self, rule: Any, lrs: Array) -> tuple[Array, Array, Array | None]:
        """Every start with every momentum and lr: the last costs, the epochs to the goal, all costs."""
        shape = (len(self.W), 1 if self.momentum is None else len(self.momentum), len(lrs))
        places = np.indices(shape).reshape(3, -1)
        room = max(1, _AT_ONCE // self.objective.p)
        parts = [places[:, first : first + room] for first in range(0, places.shape[1], room)]
        found = [self._together(rule, lrs, *part) for part in parts]
        end, reached = (np.concatenate(each).reshape(shape) for each in list(zip(*found, strict=True))[:2])
        kept = _joined([every for *_, every in found])
        return end, reached, None if kept is None else kept.reshape(-1, 1, *shape)

    def _together(
        self, rule: Any, lrs: Array, start: Array, momentum: Array, lr: Array
    ) -> tuple[Array, Array, Array | None]:
        """The same of some descents, each by the number of its start, momentum and lr: (n,)."""
        if self.momentum is not None:
            rule = grids.with_momentum(rule, self.momentum[momentum])
        W = np.asarray(self.objective.asarray(self.W.T))[:, start]
        how = (self.objective, with_lr(rule, lrs[lr]), W, self.epochs, self.on_step)
        every = costs(*how) if self.kept else None
        end, reached, _ = ends(blocks(*how) if every is None else [(0, every)], self.goal[start])
        return end, reached, every


def _joined(every: Sequence[Array | None]) -> Array | None:
    """All costs beside one another, along the second axis; those that are alone as they are."""
    kept = [costs for costs in every if costs is not None]
    return np.concatenate(kept, axis=1) if len(kept) > 1 else kept[0] if kept else None


def _kept(keep: Any) -> bool:
    if keep is not None and not (isinstance(keep, str) and keep == "all"):
        raise SettingError("setting-sweep-keep", got=repr(keep))
    return keep is not None


def _best(known: Trace) -> Optimum | None:
    """The least cost known; of a surface, that of its lowest minimum."""
    if not isinstance(known.objective, Surface):
        return known.best
    found = [Optimum(*known.objective.best(end)) for end in known.objective.minima]
    return min(found, key=lambda one: one.cost)
