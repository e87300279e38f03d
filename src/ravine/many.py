"""Many descents at once: what each of them costs, epoch by epoch."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, replace
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np

from ravine.cost import Cost, Objective
from ravine.descent import steps
from ravine.diagonal import Diagonal
from ravine.optim import SGD, Clipped, Optimizer, Rule
from ravine.optim.rule import Settings
from ravine.powers import STRIDE, Moves, is_constant, powers
from ravine.quadratic import Quadratic, compress

Array = np.ndarray
# Of many descents not each step is there, but what they cost (n,) at each epoch.
OnCosts = Callable[[int, Any], bool | None]

# So many costs, and so much work, to a block of epochs: between two blocks one can interrupt.
_MOST_COSTS, _MOST_WORK = 2**20, 2**27
# So many numbers of W at once, and so many descents over rows: what is made of them stays in cache.
_AT_ONCE, _AT_ONCE_POWERS, _AT_ONCE_ROWS = 2**14, 2**11, 512


class Ends(NamedTuple):
    """How n descents ended.

    Args:
        cost: the last one, (n,); inf or nan where it left float's range.
        reached: the first epoch with a cost no higher than the goal, (n,); nan where there is none.
        total: the sum of all costs, (n,): of two that end alike, less where it fell faster.
    """

    cost: Array
    reached: Array
    total: Array


def blocks(
    objective: Objective, rule: Optimizer, W: Array, epochs: int, on_step: OnCosts | None = None
) -> Iterator[tuple[int, Array]]:
    """What n descents cost, in blocks of epochs: the first epoch of each, and costs (K, n).

    A least-squares cost goes by its p + 1 rows, in float64. On a quadratic, SGD with constant settings goes
    by `powers`, with schedules or clipping the text of the rule along the eigen-directions; any other rule
    steps over the p + 1 rows, and on any other objective over what that evaluates. Costs are as `descend`
    has them one by one but for rounding, and leave float's range at the same epoch, give or take one.

    Args:
        objective: what is descended; (p, n) has to go into its `evaluate`.
        rule: any of ours; each setting one number, n of them, or a schedule.
        W: the starts, shape (p, n).
        epochs: how many updates; there is one cost more.
        on_step: called with each epoch and its costs (n,); returning True raises KeyboardInterrupt.

    Raises:
        DataError: when the squares of a least-squares cost's data leave float64's range.

    Example:
        >>> from ravine.data import Data
        >>> from ravine.hypothesis import Linear
        >>> lab = Cost(Data([[1], [2], [3]], [1, 2, 3]), Linear(bias=False))
        >>> two = SGD(np.array([0.1, 0.15]))
        >>> [(first, costs.round(3)) for first, costs in blocks(lab, two, np.zeros((1, 2)), epochs=2)]
        [(0, array([[4.667, 4.667],
                    [0.021, 0.747],
                    [0.   , 0.119]]))]
    """
    if isinstance(objective, Cost) and objective.least_squares:
        objective, W = compress(objective), W.astype(np.float64)
    lengths = _lengths(objective, W.shape[1], epochs + 1)
    with np.errstate(all="ignore"):  # a descent that diverges does so quietly
        runs = list(_runs(objective, rule, W, lengths))
    first = 0
    for length in lengths:
        costs = np.empty((W.shape[1], length)).T
        with np.errstate(all="ignore"):
            for columns, run in runs:
                costs[:, columns] = next(run)
        for epoch, cost in enumerate(costs if on_step else (), first):
            if on_step and on_step(epoch, cost):
                raise KeyboardInterrupt
        yield first, costs
        first += length


def costs(
    objective: Objective, rule: Optimizer, W: Array, epochs: int, on_step: OnCosts | None = None
) -> Array:
    """Every cost of n descents, shape (epochs + 1, n): see `blocks`."""
    found = [costs for _, costs in blocks(objective, rule, W, epochs, on_step)]
    return found[0] if len(found) == 1 else np.concatenate(found)


def ends(found: Iterable[tuple[int, Array]], goal: Any = -np.inf) -> Ends:
    """How the descents ended whose costs `blocks` gives, with a goal for each: a number or (n,)."""
    cost, total, reached = np.empty(0), np.zeros(1), np.full(1, np.nan)
    with np.errstate(all="ignore"):
        for first, costs in found:
            cost, total = costs[-1], total + costs.sum(axis=0)
            there = costs <= goal
            now = np.where(there.any(axis=0), first + there.argmax(axis=0), np.nan)
            reached = np.where(np.isnan(reached), now, reached)
    return Ends(cost.copy(), reached, total)


class _Swift(NamedTuple):
    """A quadratic on its p + 1 rows, evaluated in as few passes over the numbers as there are.

    Args:
        A, t: its rows and targets over √m, t of shape (k, 1).
        pull: what makes the gradient of a residual, 2 · ratio · Aᵀ.
    """

    A: Array
    t: Array
    pull: Array

    @classmethod
    def of(cls, quadratic: Quadratic) -> "_Swift":
        size = np.sqrt(quadratic.m)
        A, t = quadratic.A / size, quadratic.t[:, None] / size
        return cls(A, t, np.ascontiguousarray(2 * quadratic.ratio * A.T))

    def evaluate(self, W: Array) -> tuple[Array, Array]:
        residual = self.A @ W
        residual -= self.t
        return np.einsum("kn,kn->n", residual, residual), self.pull @ residual


def _lengths(objective: Objective, n: int, epochs: int) -> list[int]:
    """How many epochs there are in each block: one after the other where each may take long."""
    most = 1
    if isinstance(objective, Quadratic):
        most = min(_MOST_COSTS // max(n, 1), _MOST_WORK // (max(n, 1) * objective.p**2))
        most = STRIDE * max(1, most // STRIDE)
    whole, rest = divmod(epochs, most)
    return [most] * whole + [rest] * (rest > 0)


def _runs(
    objective: Objective, rule: Any, W: Array, lengths: list[int]
) -> Iterator[tuple[Any, Iterator[Array]]]:
    """Which descents go together, each with the blocks of their costs."""
    columns, room = np.arange(W.shape[1]), _AT_ONCE // objective.p
    evaluated: Any = _Swift.of(objective) if isinstance(objective, Quadratic) else objective
    if isinstance(objective, Quadratic) and type(_inner(rule)) is SGD:
        evaluated = diagonal = Diagonal(objective)
        W = diagonal.into(W)
        if is_constant(rule):
            tame = Moves.of(diagonal, rule, W).tame
            for some in _cut(columns[tame], _AT_ONCE_POWERS // objective.p):
                yield some, powers(Moves.of(diagonal, _of(rule, some, W), W[:, some]), lengths)
            columns = columns[~tame]
    if isinstance(objective, Cost):
        room = _AT_ONCE_ROWS
    # What a schedule of the reader's own says of n descents can't be told apart.
    for some in _cut(columns, len(columns) if _whole(rule) else room):
        yield some, _stepped(evaluated, _of(rule, some, W), W[:, some], lengths)


def _stepped(objective: Objective, rule: Optimizer, W: Array, lengths: list[int]) -> Iterator[Array]:
    """The costs of each block by the text of the rule."""
    run = steps(repeat(objective), W, rule)
    for length in lengths:
        costs = np.full((length, W.shape[1]), np.nan)
        if not np.isnan(W).any(axis=0).all():  # then no cost is a number any more
            for epoch, step in zip(range(length), run, strict=False):
                costs[epoch], W = step.cost, step.W
        yield costs


def _cut(columns: Array, room: int) -> Iterator[Any]:
    """The columns, no more than `room` at a time; as a slice where they are neighbours."""
    for first in range(0, len(columns), max(1, room)):
        some = columns[first : first + max(1, room)]
        yield slice(some[0], some[-1] + 1) if some[-1] - some[0] == len(some) - 1 else some


def _inner(rule: Any) -> Any:
    """The rule that is shown the gradient, shortened or not: no direction is turned by that."""
    return rule.rule if isinstance(rule, Clipped) else rule


def _whole(rule: Any) -> bool:
    """Whether the rule, or a schedule that says n numbers, isn't one of ours."""
    if not isinstance(rule, Rule | Clipped):
        return True
    settings = (rule.lr, *getattr(rule, "settings", {}).values())
    own: list[Any] = [one for one in settings if callable(one) and not isinstance(one, Settings)]
    return any(np.ndim(schedule(0)) for schedule in own)


def _of(setting: Any, columns: Any, W: Array) -> Any:
    """A rule, or one of its settings, for these columns alone, in the precision of W."""
    if isinstance(setting, Settings | Clipped):
        parts = {one.name: getattr(setting, one.name) for one in fields(setting) if one.init}
        return replace(setting, **{name: _of(part, columns, W) for name, part in parts.items()})
    if isinstance(setting, tuple):
        return tuple(_of(part, columns, W) for part in setting)
    return np.asarray(setting)[columns].astype(W.dtype) if np.ndim(setting) else setting
