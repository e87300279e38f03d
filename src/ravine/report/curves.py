"""What is read off a sweep: each rule, with each momentum, over its lrs."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from ravine.analysis.curvature import local
from ravine.analysis.momentum import is_constant, sgd_of
from ravine.analysis.spectrum import Theory
from ravine.optim import SGD
from ravine.trace import GOAL_SHARE

if TYPE_CHECKING:
    from ravine.sweeps import Sweep

Array = np.ndarray

# The good range of lr takes at most so many times the fewest epochs.
GOOD = 2.0


@dataclass(frozen=True, eq=False)
class Curve:
    """The descents of one rule, from one start and with one momentum, by lr.

    Args:
        sweep: that they are of.
        k: which of its rules.
        momentum: where it was swept, which one.
        lr: rising, shape (L,).
        cost: the last one of each, shape (L,); what isn't finite is inf.
        first: the epochs to 1 %, shape (L,); nan where it never came to that.
    """

    sweep: "Sweep"
    k: int
    momentum: float | None
    lr: Array
    cost: Array
    first: Array

    @property
    def name(self) -> str:
        """What the rule goes by."""
        return self.sweep.names[self.k]

    @property
    def setting(self) -> str:
        """What the rule calls its momentum."""
        return "momentum" if hasattr(self.sweep.rules[self.k], "momentum") else "beta1"

    @cached_property
    def sgd(self) -> SGD | None:
        """The rule with this momentum, where theory speaks of it and no schedule turns it."""
        rule = sgd_of(self.sweep.rules[self.k])
        if rule is None or not is_constant(rule):
            return None
        return rule if self.momentum is None else replace(rule, momentum=self.momentum)

    @cached_property
    def known(self) -> Theory | None:
        """Theory of this rule on this cost, from the first start."""
        theory = self.sweep.theory
        return theory.follow(replace(self.sgd, lr=1.0)) if theory is not None and self.sgd else None

    @cached_property
    def limit(self) -> float | None:
        """The stable lr that theory gives; of a cost that is no quadratic, near the W of least cost."""
        if self.known is not None:
            return float(self.known.stable_lr)
        if self.sgd is None or self.sweep.best is None:
            return None
        found = local(self.sweep.objective, self.sweep.best.W, rule=self.sgd).stable_lr
        return float(found) if found is not None and np.isfinite(found) else None

    @property
    def start_cost(self) -> float:
        """The cost at the start."""
        return float(self.sweep.start_cost[0])

    @cached_property
    def rounding(self) -> float:
        """How much of a cost near the least one is rounding."""
        if (theory := self.sweep.theory) is not None:
            return theory.quadratic.rounding(*theory.best)
        return 64 * float(np.finfo(float).eps) * abs(self.sweep.least or 0.0)

    @property
    def at_the_best(self) -> bool:
        """Whether the start has the least cost, but for rounding."""
        least = self.sweep.least
        return least is not None and self.start_cost - least <= self.rounding

    @cached_property
    def excess(self) -> Array:
        """The last cost above the least one, 0 where that is rounding; the cost itself if none is known."""
        if self.sweep.least is None:
            return self.cost
        above = self.cost - self.sweep.least
        return np.where(above <= self.rounding, 0.0, above)

    @cached_property
    def diverged(self) -> Array:
        """Which end above the start, or out of range, shape (L,)."""
        return self.cost > self.start_cost + 1e-9 * abs(self.start_cost) + self.rounding

    @cached_property
    def epochs(self) -> Array:
        """To 1 %, shape (L,); nan where that never came, or isn't so at the end, or was so from the start."""
        if self.sweep.least is None or self.at_the_best:
            return np.full(len(self.lr), np.nan)
        goal = GOAL_SHARE * (self.start_cost - self.sweep.least)
        return np.where(self.excess <= goal, self.first, np.nan)

    @cached_property
    def reached(self) -> Array:
        """Which came to 1 %, shape (L,)."""
        return np.isfinite(self.epochs)

    @cached_property
    def lowest(self) -> int:
        """Which ended lowest; of those at the least cost but for rounding, the middle one."""
        floor = np.flatnonzero(self.excess == 0) if self.sweep.least is not None else []
        return int(floor[len(floor) // 2]) if len(floor) else int(np.argmin(self.cost))

    @cached_property
    def order(self) -> list[int]:
        """The descents, best first: the fewest epochs to 1 %, then the lowest cost."""
        return sorted(range(len(self.lr)), key=self.rank)

    def rank(self, i: int) -> tuple[float, float]:
        """What is lower did better."""
        return (float(self.epochs[i]) if self.reached[i] else np.inf), float(self.excess[i])

    @cached_property
    def best(self) -> int:
        """Which was the first to 1 %, the lower of two; the lowest one, if none came to that."""
        return self.order[0] if self.reached.any() else self.lowest

    @property
    def place(self) -> tuple[float, float]:
        """The rank of its best."""
        return self.rank(self.best)

    @cached_property
    def cliff(self) -> tuple[float, float] | None:
        """The lr that last ended below the start, and the next, which didn't; None where none diverges."""
        beyond = np.flatnonzero(self.diverged[self.lowest :])
        if self.diverged[self.lowest] or not beyond.size:
            return None
        first = self.lowest + int(beyond[0])
        return float(self.lr[first - 1]), float(self.lr[first])

    @cached_property
    def crawling(self) -> int:
        """How many of the lrs, the smallest ones, don't come to 1 % though they don't diverge."""
        if self.sweep.least is None or self.diverged[0] or self.at_the_best:
            return 0
        reached = np.flatnonzero(self.reached | self.diverged)
        return int(reached[0]) if reached.size else len(self.lr)

    @cached_property
    def good(self) -> tuple[float, float] | None:
        """The range of lr about the best that takes at most twice its epochs; None if it is one lr alone."""
        if not self.reached.any():
            return None
        late = ~(self.epochs <= GOOD * self.epochs[self.best])
        before, after = np.flatnonzero(late[: self.best]), np.flatnonzero(late[self.best :])
        first = int(before[-1]) + 1 if before.size else 0
        last = self.best + int(after[0]) - 1 if after.size else len(self.lr) - 1
        return (float(self.lr[first]), float(self.lr[last])) if first < last else None

    @property
    def width(self) -> float | None:
        """Over how many times lr that range goes."""
        return self.good[1] / self.good[0] if self.good else None

    def regimes(self) -> Iterator[tuple[str, float, float]]:
        """What lr makes of this cost, from lr to lr: "crawling", "smooth", "oscillating", "diverging".

        Without theory there is one word for all between crawling and diverging: "reaching", or "falling"
        where no least cost is known.
        """
        ends = self.cliff[0] if self.cliff else 0.0 if self.diverged.all() else self.lr[-1]
        names = [("crawling", self.lr[self.crawling - 1] if self.crawling else 0.0)]
        if self.known is None:
            names.append(("falling" if self.sweep.least is None else "reaching", ends))
        else:
            ends, modes = self.limit, self.known.modes
            swings = bisect_left(self.lr, True, key=lambda lr: not modes(float(lr)).smooth)
            names.append(("smooth", min(self.lr[swings - 1] if swings else 0.0, ends)))
            names.append(("oscillating", ends))
        low, top = float(self.lr[0]), float(self.lr[-1])
        for name, high in [*names, ("diverging", top)]:
            if (high := min(float(high), top)) > low:
                yield name, low, high
                low = high

    def to_dict(self) -> dict[str, Any]:
        """The numbers, for JSON."""
        return {
            "optimizer": self.name,
            **({} if self.momentum is None else {"momentum": self.momentum}),
            "lowest_lr": float(self.lr[self.lowest]),
            "lowest_cost": float(self.cost[self.lowest]),
            "fastest_lr": float(self.lr[self.best]) if self.reached.any() else None,
            "epochs_to_1_percent": float(self.epochs[self.best]) if self.reached.any() else None,
            "good_range": list(self.good) if self.good else None,
            "crawling": self.crawling,
            "diverges_between": list(self.cliff) if self.cliff else None,
            "stable_lr": self.limit,
        }


def curves(sweep: "Sweep") -> list[Curve]:
    """The curves of a sweep from its first start: by rule, and within each by momentum."""
    momenta = [None] if sweep.momentum is None else [float(momentum) for momentum in sweep.momentum]
    found = []
    for k in range(len(sweep.rules)):
        order = np.argsort(sweep.lr[k], kind="stable")
        for j, momentum in enumerate(momenta):
            cost = sweep.end_cost[k, 0, j, order].astype(np.float64)
            epochs = sweep.epochs_to_1_percent[k, 0, j, order]
            cost = np.where(np.isfinite(cost), cost, np.inf)
            found.append(Curve(sweep, k, momentum, sweep.lr[k][order], cost, epochs))
    return found


def leader(found: Sequence[Curve]) -> Curve:
    """The curve that did best: the fewest epochs to 1 %, then the lowest cost."""
    return min(found, key=lambda curve: curve.place)


__all__ = ["GOOD", "Curve", "curves", "leader"]
