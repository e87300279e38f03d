"""What is read off a sweep: each rule, with each momentum, over its lrs."""

from collections.abc import Sequence
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
        return "momentum" if "momentum" in self.sweep.rules[self.k].settings else "beta1"

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

    @property
    def rounding(self) -> float:
        """How much of a cost near the least one is rounding."""
        return self.sweep.rounding

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
        """To 1 %, shape (L,); nan where that never came, or was so from the start, or it diverged."""
        if self.sweep.least is None or self.at_the_best:
            return np.full(len(self.lr), np.nan)
        return np.where(self.diverged, np.nan, self.first)

    @cached_property
    def reached(self) -> Array:
        """Which came to 1 % and are there at the end, shape (L,)."""
        goal = GOAL_SHARE * (self.start_cost - (self.sweep.least or 0.0))
        return np.isfinite(self.epochs) & (self.excess <= goal)

    @cached_property
    def left(self) -> Array:
        """Which came to 1 % but are above it again at the end, shape (L,)."""
        return np.isfinite(self.epochs) & ~self.reached

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
        """Which was the first to 1 % of those that stay, the lower of two; the lowest one, if none does."""
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
        reached = np.flatnonzero(np.isfinite(self.epochs) | self.diverged)
        return int(reached[0]) if reached.size else len(self.lr)

    @cached_property
    def quick(self) -> Array:
        """Which came to 1 % in at most twice the epochs of the best, whatever came after, shape (L,).

        A single lr that didn't, between two that did, is taken along: rounding may make one.
        """
        if not self.reached.any():
            return np.zeros(len(self.lr), bool)
        quick = self.epochs <= GOOD * self.epochs[self.best]
        quick[1:-1] |= quick[:-2] & quick[2:]
        return quick

    @cached_property
    def good(self) -> tuple[float, float] | None:
        """The range of lr about the best that is quick; None if it is one lr alone."""
        if not self.reached.any():
            return None
        before, after = np.flatnonzero(~self.quick[: self.best]), np.flatnonzero(~self.quick[self.best :])
        first = int(before[-1]) + 1 if before.size else 0
        last = self.best + int(after[0]) - 1 if after.size else len(self.lr) - 1
        return (float(self.lr[first]), float(self.lr[last])) if first < last else None

    @cached_property
    def strays(self) -> int:
        """How many lrs are quick outside the good range: it is ragged where there are many."""
        if self.good is None:
            return int(self.quick.sum()) - bool(self.reached.any())
        return int((self.quick & ((self.lr < self.good[0]) | (self.lr > self.good[1]))).sum())

    @property
    def ragged(self) -> bool:
        """Whether so many are quick outside the good range that its ends say little."""
        return 4 * self.strays > self.quick.sum()

    @property
    def width(self) -> float | None:
        """Over how many times lr that range goes."""
        return self.good[1] / self.good[0] if self.good else None

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
    """The curves of a sweep from its first start: by rule, and within each by rising momentum."""
    momenta = [(0, None)]
    if sweep.momentum is not None:
        momenta = [(int(j), float(sweep.momentum[j])) for j in np.argsort(sweep.momentum, kind="stable")]
    found = []
    for k in range(len(sweep.rules)):
        order = np.argsort(sweep.lr[k], kind="stable")
        for j, momentum in momenta:
            cost = sweep.end_cost[k, 0, j, order].astype(np.float64)
            epochs = sweep.epochs_to_1_percent[k, 0, j, order]
            cost = np.where(np.isfinite(cost), cost, np.inf)
            found.append(Curve(sweep, k, momentum, sweep.lr[k][order], cost, epochs))
    return found


def leader(found: Sequence[Curve]) -> Curve:
    """The curve that did best: the fewest epochs to 1 %, then the lowest cost."""
    return min(found, key=lambda curve: curve.place)


__all__ = ["GOOD", "Curve", "curves", "leader"]
