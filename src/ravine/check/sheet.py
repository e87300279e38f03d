"""Where a gradient is checked: rows, several W, and the true gradient there, found in two ways."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ravine.cost import Cost, gradient_ratio, parameters
from ravine.data import Data, refuse_weights
from ravine.data.memory import numbers
from ravine.errors import DataError, SettingError
from ravine.hypothesis import Linear
from ravine.loss import Loss

Array = np.ndarray

# W in its column's own unit: none of them 1, which is the best W of many a small example.
_TRIED = (0.5, 2.0, -1.0, 3.0, -2.0)
# Numbers of rows for a second opinion: with these, formulas in m have different values.
_ROWS = (7, 11, 13, 17)
# How far differences may be from autograd, in units of the cost by the unit of W.
_AGREE = 1e-6


@dataclass(frozen=True, eq=False)
class Sheet:
    """Rows in memory, in float64, and the W at which gradients of the mean loss over them are compared.

    Args:
        rows: the data.
        hypothesis: H(x).
        loss: of one row.
        points: the W, shape (k, p).
        shown: how many of them, from the first, are shown to people.
    """

    rows: Data
    hypothesis: Linear
    loss: Loss
    points: Array
    shown: int

    @classmethod
    def of(cls, cost: Cost, at: Any = None) -> "Sheet":
        """The rows of `cost`; the W in `at`, which are shown, and 0 and five others.

        Raises:
            ShapeError, SettingError: for a W that isn't p finite numbers, or rows with weights.
        """
        refuse_weights(cost.rows)

        def below(one: tuple[Array, Array], other: tuple[Array, Array]) -> tuple[Array, Array]:
            return np.vstack([one[0], other[0]]), np.concatenate([one[1], other[1]])

        x, y = cost.rows.reduce(lambda x, y, w: (x, y), below)
        rows = Data(x, y, names=cost.rows.names, target=cost.rows.target)
        usual = _usual_points(rows, cost.hypothesis.bias)
        chosen = usual if at is None else _points(at, cost)
        points = usual if at is None else np.vstack([chosen, usual])
        return cls(rows, cost.hypothesis, cost.loss, points, len(chosen))

    def other(self) -> "Sheet":
        """Other rows and W of about the same size: a few rows of random numbers.

        What two formulas have in common on one's own rows (on x = y = [1, 2, 3] a great deal), and two
        formulas in m for one m, they don't have in common here.
        """
        d = len(self.rows.names)
        m = next(m for m in _ROWS if m not in (self.m, d, self.p))
        random = np.random.default_rng(1)
        x = random.normal(size=(m, d)) * _size(self.rows.x)
        y = random.normal(size=m) * (_size(self.rows.y) or 1.0)
        if self.hypothesis.targets == "classes":
            y = np.arange(m) % 2.0
        rows = Data(x, y, names=self.rows.names, target=self.rows.target)
        points = _usual_points(rows, self.hypothesis.bias)
        return Sheet(rows, self.hypothesis, self.loss, points, len(points))

    @property
    def m(self) -> int:
        """How many rows there are."""
        return self.rows.m

    @property
    def p(self) -> int:
        """How many numbers W holds."""
        return self.points.shape[1]

    @property
    def names(self) -> tuple[str, ...]:
        """What each of them belongs to."""
        return self.cost.names

    @property
    def y(self) -> Array:
        """The targets, shape (m,)."""
        return self.rows.y

    @cached_property
    def cost(self) -> Cost:
        """The cost whose gradient is the true one."""
        return Cost(self.rows, self.hypothesis, self.loss)

    @cached_property
    def columns(self) -> Array:
        """What each number of W is multiplied by, shape (m, p): the features, and 1 for a bias."""
        return np.hstack([self.rows.x, np.ones((self.m, int(self.hypothesis.bias)))])

    @cached_property
    def true(self) -> Array:
        """The true gradient at each W, by autograd, shape (k, p)."""
        from ravine.autograd import TorchCost  # loads torch

        cost = TorchCost(self.cost)
        return np.ascontiguousarray(cost.evaluate(cost.asarray(self.points.T))[1].numpy().T)

    @cached_property
    def differences(self) -> Array:
        """The same by central differences: (cost(W + h) − cost(W − h)) / 2h, one number of W at a time."""
        found = np.empty_like(self.points)
        for j, h in enumerate(np.finfo(float).eps ** (1 / 3) * self._unit):
            aside = np.zeros(self.p)
            aside[j] = h
            above, below = (self.cost.evaluate((self.points + step).T)[0] for step in (aside, -aside))
            found[:, j] = (above - below) / (2 * h)
        return found

    @cached_property
    def disagreement(self) -> float:
        """The largest difference between the two, as a part of what a difference can tell apart."""
        told = np.maximum(self.room, self.cost.evaluate(self.points.T)[0].max() / self._unit)
        return float((np.abs(self.true - self.differences) / np.where(told > 0, told, 1)).max())

    def settle(self) -> None:
        """See that autograd and differences agree, before anything is compared with either.

        Raises:
            SettingError: when they don't.
        """
        if not self.disagreement <= _AGREE:
            raise SettingError("check-truth-unsettled", difference=self.disagreement)

    @cached_property
    def room(self) -> Array:
        """How large each component's terms are at most, shape (p,): roundings are a part of this."""
        W = np.vstack([self.points, np.zeros(self.p)]).T
        slope = self.loss.slope(self.hypothesis.score(self.rows.x, W), self.y[:, None])
        return (np.abs(self.columns).T @ np.abs(slope)).max(axis=1) / self.m

    def ratio(self, gradient: str) -> float:
        """How many times the true gradient the scale `gradient` is, for this many rows."""
        return gradient_ratio(gradient, self.m)

    @property
    def _unit(self) -> Array:
        return _unit(self.rows, self.hypothesis.bias)


def _points(at: Any, cost: Cost) -> Array:
    try:
        given = numbers("at", at)
    except DataError as fault:
        raise SettingError(fault.key, **fault.values) from fault
    given = given.reshape(1, -1) if cost.p == 1 else given.T
    return parameters(given, cost.names, np.float64).reshape(cost.p, -1).T


def _usual_points(rows: Data, bias: bool) -> Array:
    """0, and W for which H(x) is about as large as y, each column in an order of its own."""
    unit, random = _unit(rows, bias), np.random.default_rng(0)
    tried = [_TRIED, *(random.permutation(_TRIED) for _ in unit[1:])]
    return np.vstack([np.zeros(len(unit)), np.column_stack(tried) * unit])


def _unit(rows: Data, bias: bool) -> Array:
    """A round number of the size that each number of W is likely to have."""
    features: Sequence[float] = [*_size(rows.x), *([1.0] if bias else [])]
    return 10.0 ** np.round(np.log10(_size(rows.y) / np.asarray(features)))


def _size(column: Array) -> Array:
    """The root mean square of each column; 1 for one of zeros."""
    largest = np.abs(column).max(axis=0)
    unit = np.where(largest > 0, largest, 1.0)
    size = unit * np.sqrt(((column / unit) ** 2).mean(axis=0))
    return np.where(size > 0, size, 1.0)


def squeezed(*shape: int) -> tuple[int, ...]:
    """A shape without its axes of length 1."""
    return tuple(length for length in shape if length != 1)
