"""What a picture shows of a run: as much of it as fits, and as few points as say the same."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from ravine.analysis.spectrum import Theory, theory
from ravine.trace import Trace

Array = np.ndarray

MOST = 2000  # points of one line; a picture is about 900 pixels wide
MARKED = 40  # up to here each epoch has its own dot
FEW = 8  # minima of a surface that fit a picture
# Where no least cost is known, a run that falls so many times deeper than it started high has no bottom;
# it is shown so many times as deep.
BOTTOMLESS, FALL = 1e6, 100.0
NEAR = 16.0  # a diverging path is shown while its cost is at most so many times as high as at the start


@dataclass(frozen=True, eq=False)
class Sight:
    """A trace as pictures see it.

    Args:
        trace: what happened.
    """

    trace: Trace

    @cached_property
    def _W(self) -> Array:
        with np.errstate(invalid="ignore"):
            return self.trace.by_epoch(self.trace.W)

    @cached_property
    def W(self) -> Array:
        """Every finite row of W from the start on, in float64."""
        return self._W[: self.finite]

    @cached_property
    def cost(self) -> Array:
        """The cost of these rows, in float64."""
        return self.trace.cost[: self.finite].astype(np.float64)

    @cached_property
    def excess(self) -> Array:
        """Cost − least cost of these rows; where none is known, above the lowest of the run."""
        return self.trace.excess[: self.finite]

    @property
    def above(self) -> Array:
        """What a log axis shows: the cost above the least one; the cost itself, where none is known."""
        return self.cost if self.least is None else self.excess

    @cached_property
    def finite(self) -> int:
        """How many rows from the start on have only finite numbers, and are no bottomless fall."""
        count = leading(np.isfinite(self._W).all(axis=1) & np.isfinite(self.trace.cost))
        if self.trace.best is not None:
            return count
        cost = self.trace.cost[:count].astype(np.float64)
        fallen, usual = cost[0] - cost, max(abs(cost[0]), abs(cost[: min(2, count)] - cost[0]).max())
        return leading(fallen <= FALL * usual) if fallen.max() > BOTTOMLESS * usual else count

    @property
    def falls_out(self) -> bool:
        """Whether it left the picture downwards."""
        return self.finite < len(self.trace.cost) and self.cost[-1] < self.cost[0]

    def near(self, times: float = NEAR) -> int:
        """How many rows from the start on are worth a common scale.

        All the finite ones, unless the run diverged: then those up to which the cost is at most `times`
        as far above the least one as at the start.
        """
        if self.trace.diverged_at is None:
            return self.finite
        first = self.excess[0]
        if not first:
            # A run that leaves the best W by rounding alone is measured by the cost of W = 0.
            quadratic = self.trace.quadratic
            first = abs(self.cost[0]) if quadratic is None else quadratic.t @ quadratic.t / quadratic.m
        return leading(self.excess <= times * (first or self.excess.max()))

    @cached_property
    def settled(self) -> int | None:
        """The epoch from which the cost is the least one but for rounding, if it started above it."""
        if self.least is None:
            return None
        above = np.flatnonzero(self.trace.excess != 0)  # nan counts
        since = int(above[-1]) + 1 if above.size else 0
        return since if 0 < since < len(self.trace.cost) else None

    def until_settled(self, shown: int) -> int:
        """`shown` rows, or far fewer where nothing happens in most of them."""
        if self.settled is None:
            return shown
        enough = self.settled + max(self.settled // 4, 1) + 1
        return enough if enough < 0.6 * shown else shown

    @cached_property
    def known(self) -> Theory | None:
        """Theory, where it speaks of this run: plain gradient descent with one learning rate."""
        return theory(self.trace) if self.trace.plain and self.trace.quadratic is not None else None

    @cached_property
    def best(self) -> Array | None:
        """The best W, with what is rounding in it as 0; None where none is known."""
        if self.trace.best is None:
            return None
        W, quadratic = self.trace.best[0], self.trace.quadratic
        if quadratic is None:
            return W
        size = np.linalg.norm(quadratic.A, axis=0) * np.abs(W)
        return np.where(size <= 1e-13 * np.linalg.norm(quadratic.t), 0.0, W)

    @property
    def least(self) -> float | None:
        """The least cost, where it is known."""
        return None if self.trace.best is None else float(self.trace.best[1])

    @property
    def least_of(self) -> str:
        """What the least cost is the least of: "all", or "near" on a surface of several minima."""
        return "near" if len(getattr(self.trace.objective, "minima", ())) > 1 else "all"

    @property
    def minima(self) -> Array:
        """Other minima worth a place in the picture, shape (k, p): those of a surface that has a few."""
        minima = getattr(self.trace.objective, "minima", np.empty((0, len(self.trace.names))))
        return minima if 1 < len(minima) <= FEW else minima[:0]

    @property
    def landmarks(self) -> Array:
        """All minima that a picture marks, shape (k, p)."""
        return self.minima if self.best is None else np.vstack([self.best, self.minima])

    @property
    def left(self) -> float:
        """Which share of the cost above the least one is left at the end; 0 where there was none."""
        end, start = float(self.trace.excess[-1]), float(self.trace.excess[0])
        return end / start if start and np.isfinite(end) else 0.0

    @property
    def regime(self) -> str:
        """What the path does as a key: "still", theory's regime; without theory "leaving" or "other"."""
        if self.falls_out:
            return "other"
        if self.trace.diverged_at is not None:
            return "leaving" if self.known is None else "diverging"
        if not np.ptp(self.W, axis=0).any():
            return "still"
        if self.known is None:
            return "other"
        return self.known.regime(float(self.trace.lr)).name.lower()

    def predicted(self, epochs: Array) -> tuple[Array, Array]:
        """W (k, p) and cost − least cost (k,) at these epochs, as theory has them; inf where too large."""
        if self.known is None:
            return np.empty((0, self.trace.W.shape[1])), np.empty(0)
        best, directions = self.known.best[0], self.known.directions
        error = directions.T @ (self.known.start - best)
        with np.errstate(over="ignore", under="ignore", invalid="ignore"):
            powers = self.known.factors(float(self.trace.lr)) ** epochs[:, None]
            shares = powers[:, : self.known.shares.size] ** 2 @ self.known.shares
            return best + (powers * error) @ directions.T, shares


def thinned(values: Array, most: int = MOST) -> Array:
    """The indices of at most `most` points that draw the same line as all of `values` (k,).

    Of each stretch the first, the lowest and the highest: a value that swings each epoch keeps its
    width, where every hundredth point would make up a slow wave.

    Example:
        >>> thinned(np.array([0.0, 1.0, 0.0])), len(thinned(np.cos(np.arange(10_000)))) <= MOST
        (array([0, 1, 2]), True)
    """
    count = len(values)
    if count <= most:
        return np.arange(count)
    edges = np.linspace(0, count, most // 3, dtype=int)
    ends = [
        (start, start + np.argmin(values[start:stop]), start + np.argmax(values[start:stop]))
        for start, stop in pairwise(edges)
    ]
    return np.unique([*np.ravel(ends), count - 1])


def spread(count: int, most: int) -> Array:
    """At most `most` indices out of `count`, evenly, the first and the last among them.

    Example:
        >>> spread(5, 9), spread(101, 3)
        (array([0, 1, 2, 3, 4]), array([  0,  50, 100]))
    """
    return np.unique(np.linspace(0, count - 1, min(count, most)).round().astype(int))


def leading(fits: Array) -> int:
    """How many of `fits` (k,) from the first on are true."""
    return len(fits) if fits.all() else int(np.argmin(fits))
