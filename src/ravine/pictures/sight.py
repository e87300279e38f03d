"""What of a run a picture shows: as much of it as fits, as few points of it as say the same."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ravine.optim import SGD
from ravine.spectrum import Theory, theory
from ravine.trace import Trace

Array = np.ndarray

MOST = 2000  # points of one line; a picture is about 900 pixels wide
MARKED = 40  # up to here each epoch has its own dot


@dataclass(frozen=True, eq=False)
class Sight:
    """A trace as pictures see it.

    Args:
        trace: what happened.
    """

    trace: Trace

    @cached_property
    def W(self) -> Array:
        """Every finite row of W from the start on, in float64."""
        return self.trace.W[: self.finite].astype(np.float64)

    @cached_property
    def excess(self) -> Array:
        """Cost − least cost of these rows."""
        return self.trace.excess[: self.finite]

    @cached_property
    def finite(self) -> int:
        """How many rows from the start on have only finite numbers."""
        return _leading(np.isfinite(self.trace.W).all(axis=1) & np.isfinite(self.trace.cost))

    def near(self, times: float) -> int:
        """How many rows from the start on are worth a common scale.

        All the finite ones, unless the run diverged: then those up to which the cost is at most `times`
        as far above the least one as at the start.
        """
        if self.trace.diverged_at is None:
            return self.finite
        above = self.excess[self.excess > 0]
        first = self.excess[0] or (above[0] if above.size else 0.0)
        return _leading(self.excess <= times * first)

    @cached_property
    def known(self) -> Theory | None:
        """Theory, where it speaks of this run: plain gradient descent with one learning rate."""
        rule = self.trace.optimizer
        plain = isinstance(rule, SGD) or (_is_torch_sgd(rule))
        return theory(self.trace) if plain and np.ndim(rule.lr) == 0 else None

    @property
    def left(self) -> float:
        """Which share of the cost above the least one is left at the end; 0 where there was none."""
        end, start = float(self.trace.excess[-1]), float(self.trace.excess[0])
        return end / start if start and np.isfinite(end) else 0.0

    @property
    def regime(self) -> str:
        """What the path does: "still", or theory's regime as a key, or "other" where there is no theory."""
        if (self.W == self.W[0]).all():
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
        for start, stop in zip(edges[:-1], edges[1:], strict=True)
    ]
    return np.unique([*np.ravel(ends), count - 1])


def spread(count: int, most: int) -> Array:
    """At most `most` indices out of `count`, evenly, the first and the last among them.

    Example:
        >>> spread(5, 9), spread(101, 3)
        (array([0, 1, 2, 3, 4]), array([  0,  50, 100]))
    """
    return np.unique(np.linspace(0, count - 1, min(count, most)).round().astype(int))


def _leading(fits: Array) -> int:
    return len(fits) if fits.all() else int(np.argmin(fits))


def _is_torch_sgd(rule: object) -> bool:
    # By name: importing the file that defines it would load torch.
    return getattr(rule, "zero_grad", False) and getattr(rule, "make", None).__name__ == "SGD"
