"""What a rule of the SGD family will do on a quadratic, direction by direction: its path and its epochs."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from ravine.analysis.momentum import after, first_epoch, first_state, is_constant, radii, roots, transition
from ravine.analysis.rates import epochs_to, log_factors
from ravine.optim import SGD
from ravine.optim.rule import at

Array = np.ndarray

# lr·λ is known to about so many units: 3/28 · 28/3 is 1, and 3/14 · 28/3 is 2, but for a rounding.
_SAME = 1e-12


@dataclass(frozen=True, eq=False)
class Modes:
    """A rule on a quadratic, seen along the eigen-directions.

    Args:
        rule: SGD with its lr; lr and momentum may be schedules.
        curvatures: λ of the true cost along each direction, shape (p,), 0 where it is flat.
        ratio: how many times the true gradient the rule is given.
        error: W − best W at the start, along each direction.
        best: the best W along each direction.
        shares: what each direction has of the cost above the least one, at the start.
    """

    rule: SGD
    curvatures: Array
    ratio: float
    error: Array
    best: Array
    shares: Array

    @cached_property
    def pulls(self) -> Array:
        """What the rule sees of the curvatures: λ in the gradient's scale, plus the weight decay, (p,)."""
        return self.curvatures * self.ratio + self.rule.weight_decay

    @cached_property
    def rest(self) -> Array:
        """W − best W where the rule comes to rest: weight decay keeps it nearer to 0, (p,)."""
        share = np.divide(
            self.rule.weight_decay, self.pulls, out=np.zeros_like(self.pulls), where=self.pulls > 0
        )
        return -share * self.best

    @cached_property
    def moves(self) -> Array:
        """These times lr, (p,); of a schedule, with its first lr."""
        with np.errstate(over="ignore"):
            moves = self.pulls * at(self.rule.lr, 0)
        return np.where(np.abs(moves - 1) < _SAME, 1.0, np.where(np.abs(moves - 2) < _SAME, 2.0, moves))

    @property
    def roots(self) -> Array:
        """The two factors along each direction, complex where it swings, shape (2, p)."""
        return roots(self.first, self.moves)

    @property
    def factors(self) -> Array:
        """What each epoch multiplies the error along each direction by, (p,).

        1 − lr·λ without momentum; with it the size of the larger root, and so in the long run.
        """
        return radii(self.first, self.moves) if self.first.momentum else 1 - self.moves

    @property
    def smooth(self) -> bool:
        """Whether no direction swings: no root is complex or negative."""
        pairs = self.roots
        return bool((np.imag(pairs) == 0).all() and (np.real(pairs) >= 0).all())

    def path(self, epochs: int) -> Array:
        """W − W at the start along each direction, at epochs 0 to `epochs`, shape (epochs + 1, p)."""
        with np.errstate(over="ignore", invalid="ignore", under="ignore"):
            if not self.rule.plain:
                return self._steps(epochs, self.error - self.rest) - (self.error - self.rest)
            k = np.arange(epochs + 1)[:, None]
            # (1 − a)^k − 1: how much has changed, to the last digit also where that is next to nothing.
            change = np.expm1(k * log_factors(self.moves))
            change[0] = 0.0
            return np.where((k % 2 == 1) & (self.moves > 1), -2 - change, change) * self.error

    def epochs_to(self, share: float, within: int) -> int | None:
        """The first epoch at which at most `share` of the start's excess cost is left; None if there is none.

        Where a schedule rules, none after epoch `within` is looked at.
        """
        goal = share * float(self.shares.sum())
        if not goal > 0:
            return 0
        if self.rule.plain:
            return epochs_to(share, self.shares, self.moves)
        if is_constant(self.rule):
            return self._first_epoch(lambda excess: excess <= goal)
        reached = np.flatnonzero(self._excesses(within)[1:] <= goal)
        return int(reached[0]) + 1 if reached.size else None

    def rises_again(self, share: float, within: int) -> bool:
        """Whether more than that share is left again at an epoch up to `within`."""
        first, goal = self.epochs_to(share, within), share * float(self.shares.sum())
        if first is None or first >= within:
            return False
        if is_constant(self.rule):
            again = self._first_epoch(lambda excess: excess > goal, since=first)
            return again is not None and first + again <= within
        return bool((self._excesses(within)[first:] > goal).any())

    def only(self, direction: int) -> "Modes":
        """The same of one direction alone."""
        parts = (self.curvatures, self.error, self.best, self.shares)
        curvatures, error, best, shares = (part[direction : direction + 1] for part in parts)
        return replace(self, curvatures=curvatures, error=error, best=best, shares=shares)

    @property
    def first(self) -> SGD:
        """The rule with the settings of its first step."""
        return replace(self.rule, lr=at(self.rule.lr, 0), momentum=at(self.rule.momentum, 0))

    @property
    def start(self) -> Array:
        """The start as its shares of the cost have it, seen from where the rule comes to rest, (p,)."""
        steep = self.curvatures > 0
        size = np.sqrt(
            2 * np.divide(self.shares, self.curvatures, out=np.zeros_like(self.shares), where=steep)
        )
        return np.where(steep, np.copysign(size, self.error), self.error) - self.rest

    def _steps(self, epochs: int, start: Array) -> Array:
        """W less where the rule comes to rest, as its own text has it: start (p,) -> (epochs + 1, p)."""
        path = np.empty((epochs + 1, len(start)))
        path[0], state = start, self.rule.init(start)
        for k in range(epochs):
            # It adds the weight decay itself.
            path[k + 1], state = self.rule.step(path[k], self.ratio * self.curvatures * path[k], state)
        return path

    def _excesses(self, epochs: int) -> Array:
        """Cost − least cost at epochs 0 to `epochs`."""
        with np.errstate(over="ignore", invalid="ignore", under="ignore"):
            return self._excess(self._steps(epochs, self.start))

    def _excess(self, u: Array) -> Array:
        """Cost − least cost at W less where the rule comes to rest: (n, p) -> (n,)."""
        return (u + self.rest) ** 2 @ (self.curvatures / 2)

    def _first_epoch(self, holds: Callable[[Array], Array], since: int = 0) -> int | None:
        """How many epochs after `since` it first holds of the cost above the least one."""
        rule = self.rule
        how = (rule.momentum, rule.dampening)
        with np.errstate(over="ignore", invalid="ignore", under="ignore"):
            change = transition(self.moves, *how, rule.nesterov)
            state = after(change, first_state(self.start, self.moves, *how), since)
        return first_epoch(lambda states: holds(self._excess(states[:, 0])), change, state)
