"""The record that a descent leaves: the cost of every epoch, W and gradient of those that are kept."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np

from ravine.errors import DataError, SettingError

Array = np.ndarray

# A record is kept in memory: at most so many numbers, 0.8 GB.
_MOST_NUMBERS = 10**8
# Kept by "log": every epoch up to this one, then so many in each power of ten.
_DENSE, _A_DECADE = 100, 100


class Step(NamedTuple):
    """Where a descent stands before an update: W, the cost there and its gradient."""

    W: Any
    cost: Any
    gradient: Any


OnStep = Callable[[int, Step], bool | None]


def kept_epochs(epochs: int, keep: str | int | None) -> Array:
    """The epochs of 0 to `epochs` that `keep` keeps: "all", each k-th, or "log": ever fewer.

    With each of these the one after it, so that what swings from epoch to epoch is seen to. The last two are
    always there.

    Raises:
        SettingError: for anything else.

    Example:
        >>> kept_epochs(10, 4)
        array([ 0,  1,  4,  5,  8,  9, 10])
        >>> kept_epochs(1_000_000, "log").size
        902
    """
    if keep is None or keep == "all":
        return np.arange(epochs + 1)
    if keep == "log":
        far = max(np.log10(max(epochs, 1) / _DENSE), 0.0)
        spread = np.geomspace(_DENSE, max(epochs, _DENSE), int(_A_DECADE * far) + 1)
        unit = 10 ** (np.floor(np.log10(spread)) - 2)  # as one would say them, in three digits
        chosen = np.append(np.arange(_DENSE), (np.round(spread / unit) * unit).astype(int))
    elif isinstance(keep, int | np.integer) and not isinstance(keep, bool) and keep >= 1:
        chosen = np.arange(0, epochs + 1, min(keep, epochs + 1))
    else:
        raise SettingError("setting-keep", got=repr(keep))
    kept = np.unique(np.concatenate([chosen, chosen + 1, [max(epochs - 1, 0), epochs]]))
    return kept[kept <= epochs]


class Recorded(NamedTuple):
    """What a descent left: see `Trace`."""

    W: Array
    cost: Array
    gradient: Array
    kept: Array
    stopped: bool


class Record:
    """Filled by a descent, one epoch after another, or many at a time.

    Args:
        epochs: how many updates there will be at most.
        start: W before the first, shape (p,).
        keep: see `kept_epochs`.
        enough: end at the first gradient that is at most this long, in its own scale; below 0, at none.
        on_step: called with every epoch and its step; returning True ends the run.

    Raises:
        SettingError: when that is more than fits in memory.
        DataError: later, when cost or gradient at the start aren't finite.
    """

    def __init__(
        self, epochs: int, start: Array, keep: str | int | None, enough: float, on_step: OnStep | None
    ) -> None:
        if epochs >= _MOST_NUMBERS:
            raise SettingError("setting-epochs", got=str(epochs), most=_MOST_NUMBERS - 1)
        kept, p = kept_epochs(epochs, keep), len(start)
        if epochs + 2 * p * len(kept) > _MOST_NUMBERS:
            raise SettingError("setting-epochs-kept", got=epochs, most=_MOST_NUMBERS // (2 * p + 1))
        self._W = np.empty((len(kept), p), np.asarray(start).dtype)
        self._gradient, self._cost = np.empty_like(self._W), np.empty(epochs + 1)
        self.epochs = epochs
        self.stopped = False
        self._kept, self._rows, self._due = kept, 0, 0
        self._done = -1
        self._before: Step | None = None
        self._enough, self._on_step = enough, on_step

    @property
    def kept(self) -> Array:
        """The epochs that W and gradient are of."""
        return self._kept[: self._rows]

    def add(self, step: Step) -> bool:
        """Record the next epoch, and say whether the run ends with it."""
        self._done = epoch = self._done + 1
        self._cost[epoch] = step.cost
        if epoch == self._due:
            self._keep(step)
        if not epoch:
            _check(self._cost[0], self._gradient[0])
        ends = epoch == self.epochs
        if self._on_step is not None or self._enough >= 0:
            ends = self._ends(epoch, step) or ends
        if ends:
            self._keep_last(self._before, step)
        self._before = step
        return ends

    def fill(self, steps: Iterator[Step]) -> None:
        """Record one step after another until the run ends."""
        if self._on_step is None and self._enough < 0:  # nothing to ask between two steps
            W, cost, gradient, kept = self._W, self._cost, self._gradient, self._kept.tolist()
            row = 0
            for epoch, step in zip(range(self.epochs + 1), steps, strict=False):
                cost[epoch] = step.cost
                if epoch == kept[row]:
                    W[row], gradient[row] = step.W, step.gradient
                    row += 1
                    if not epoch:
                        _check(cost[0], gradient[0])
            self._done, self._rows = self.epochs, row
            return
        any(self.add(step) for step in steps)

    def extend(self, W: Array, cost: Array, gradient: Array) -> bool:
        """The same as `add` with many epochs at once: W (k, p), cost (k,), gradient (k, p)."""
        first = self._done + 1
        if not first:
            _check(cost[0], gradient[0])
        few, ends = self._until(first, W, cost, gradient)
        self._cost[first : first + few] = cost[:few]
        low, high = np.searchsorted(self._kept, [first, first + few]).tolist()
        chosen = self._kept[low:high] - first
        self._W[low:high], self._gradient[low:high] = W[chosen], gradient[chosen]
        self._done, self._rows = first + few - 1, high
        if ends:
            before = Step(W[few - 2], cost[few - 2], gradient[few - 2]) if few > 1 else self._before
            self._keep_last(before, Step(W[few - 1], cost[few - 1], gradient[few - 1]))
        self._before = Step(W[-1], cost[-1], gradient[-1])
        return ends

    def _until(self, first: int, W: Array, cost: Array, gradient: Array) -> tuple[int, bool]:
        """How many of these epochs belong to the run, and whether it ends with the last of them."""
        few = len(cost)
        small = np.linalg.norm(gradient, axis=1) <= self._enough
        if small.any():
            few = int(np.argmax(small)) + 1
        if self._on_step is not None:
            for k in range(few):
                if self._on_step(first + k, Step(W[k], cost[k], gradient[k])):
                    return k + 1, True
        self.stopped = bool(small[few - 1]) and first + few - 1 < self.epochs
        return few, bool(small[few - 1]) or first + few - 1 == self.epochs

    def result(self) -> "Recorded":
        """What was recorded, no more."""
        W, gradient, cost = self._W[: self._rows], self._gradient[: self._rows], self._cost[: self._done + 1]
        return Recorded(W, cost, gradient, self.kept, self.stopped)

    def _keep(self, step: Step) -> None:
        self._W[self._rows], self._gradient[self._rows] = step.W, step.gradient
        self._rows += 1
        self._due = int(self._kept[self._rows]) if self._rows < len(self._kept) else -1

    def _keep_last(self, *steps: Step | None) -> None:
        """Keep the last two epochs, where they aren't kept already."""
        for epoch, step in zip((self._done - 1, self._done), steps, strict=True):
            if step is not None and epoch > self.kept[-1]:
                self._kept[self._rows] = epoch
                self._keep(step)

    def _ends(self, epoch: int, step: Step) -> bool:
        if self._on_step is not None and self._on_step(epoch, step):
            return True
        small = bool(np.linalg.norm(np.asarray(step.gradient)) <= self._enough)
        self.stopped = small and epoch < self.epochs
        return small


def _check(cost: Any, gradient: Array) -> None:
    if not (np.isfinite(cost) and np.isfinite(gradient).all()):
        raise DataError("descent-start", dtype=str(gradient.dtype))
