"""What happened: every epoch of one descent."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING, Any

import numpy as np

from ravine.cost import Cost
from ravine.errors import SettingError
from ravine.optim import Optimizer
from ravine.optim.rule import at
from ravine.quadratic import Quadratic, compress
from ravine.typeset import as_html
from ravine.words import visible

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from ravine.verdict import Verdict

Array = np.ndarray


class Outcome(StrEnum):
    """How a run ended."""

    CONVERGED = "converged"
    STILL_FALLING = "still falling"
    PLATEAU = "plateau"
    BOUNCING = "bouncing"
    DIVERGED = "diverged"
    INTERRUPTED = "interrupted"


# Converged: of what the cost had above the least one at the start, this share is left at most.
CONVERGED_SHARE = 1e-6
# "Epochs to 1 %" are counted until this share is left.
GOAL_SHARE = 0.01


@dataclass(frozen=True, eq=False)
class Trace:
    """One descent, epoch by epoch: N updates make N + 1 rows.

    Args:
        objective: what was descended.
        optimizer: by which rule.
        engine: how it was computed: "hand", "torch" or "exact".
        W: parameters, shape (N + 1, p).
        cost: shape (N + 1,), in units of y²; inf and nan where the run left float's range.
        gradient: in the objective's scale, shape (N + 1, p).
        epochs: how many updates were asked for; more than N when the run was interrupted.
    """

    objective: Cost | Quadratic
    optimizer: Optimizer
    engine: str
    W: Array
    cost: Array
    gradient: Array
    epochs: int

    @property
    def epoch(self) -> Array:
        """0 to N."""
        return np.arange(len(self.cost))

    @property
    def names(self) -> tuple[str, ...]:
        """What each number of W belongs to."""
        return self.objective.names

    @property
    def lr(self) -> Any:
        """The learning rate, for the gradient scale of the objective; of a schedule, the first one."""
        return at(self.optimizer.lr, 0)

    @property
    def plain(self) -> bool:
        """Whether each step was W − lr · gradient with one lr: what theory speaks of."""
        return getattr(self.optimizer, "plain", False)

    @property
    def interrupted(self) -> bool:
        """Whether the run ended before the epochs asked for."""
        return len(self.cost) <= self.epochs

    @cached_property
    def quadratic(self) -> Quadratic:
        """The objective as p + 1 rows: what theory and the least cost are taken from."""
        return self.objective if isinstance(self.objective, Quadratic) else compress(self.objective)

    @cached_property
    def best(self) -> tuple[Array, float]:
        """The W of least cost nearest to this run's start, and that cost."""
        return self.quadratic.best(self.W[0])

    @cached_property
    def excess(self) -> Array:
        """Cost − least cost, epoch by epoch; what is below the rounding of this run is 0."""
        excess = self.cost.astype(np.float64) - self.best[1]
        return np.where(excess <= self._rounding, 0.0, excess)

    @property
    def end_cost(self) -> float:
        """The last cost; where it is the least one but for rounding, the least one."""
        return float(self.cost[-1]) if self.excess[-1] else self.best[1]

    @cached_property
    def diverged_at(self) -> int | None:
        """The first epoch from which the cost never again falls below its starting value.

        None for a run that ends at or below it.
        """
        slack = max(1e-9, 100 * self._eps) * self.cost[0] + self._rounding
        if self.cost[-1] <= self.cost[0] + slack:
            return None
        below = np.flatnonzero(self.cost < self.cost[0] - slack)
        return int(below[-1]) + 1 if below.size else 1

    @cached_property
    def epochs_to_1_percent(self) -> int | None:
        """The first epoch at which at most 1 % of the start's excess over the least cost is left, if any."""
        reached = np.flatnonzero(self.excess <= GOAL_SHARE * self.excess[0])
        return int(reached[0]) if reached.size else None

    @property
    def rises_again(self) -> bool:
        """Whether the cost was above that 1 % once more after reaching it."""
        first = self.epochs_to_1_percent
        return first is not None and not (self.excess[first:] <= GOAL_SHARE * self.excess[0]).all()

    @cached_property
    def outcome(self) -> Outcome:
        """How the run ended."""
        if self.interrupted:
            return Outcome.INTERRUPTED
        if self.diverged_at is not None:
            return Outcome.DIVERGED
        if self.excess[-1] <= CONVERGED_SHARE * self.excess[0]:
            return Outcome.CONVERGED
        if self._rests():
            return Outcome.PLATEAU
        return Outcome.BOUNCING if self._bounces() else Outcome.STILL_FALLING

    def _rests(self) -> bool:
        """Whether the last step was 0, or no more than the rounding of W."""
        step = np.abs(self.W[-1:] - self.W[-2:-1])
        return bool((step <= 4 * self._eps * np.abs(self.W[-1])).all(axis=1).any())

    def _bounces(self) -> bool:
        """Whether the cost falls no more, though it is lower halfway back along the last step."""
        before = -1 - max(1, len(self.cost) // 4)
        if len(self.cost) < -before:
            return False
        halfway = (self.W[-1].astype(np.float64) + self.W[-2]) / 2
        lower = self.quadratic.evaluate(halfway)[0] - self.best[1]
        return bool(0.99 * self.excess[-1] > lower and self.excess[-1] > 0.99 * self.excess[before])

    @property
    def _eps(self) -> float:
        return float(np.finfo(self.W.dtype).eps)

    @cached_property
    def _rounding(self) -> float:
        """How much of a cost near the least one is rounding."""
        return self.quadratic.rounding(*self.best, self._eps)

    def log(self, every: int | None = None) -> list[str]:
        """The epochs as lines, as the lab prints them: every weight by its name, then the cost.

        Args:
            every: print each `every`-th epoch; about 20 lines where not given. The last is always there.
        """
        digits = len(str(self.epochs))
        return [
            f"Epoch {epoch:{max(4, digits)}d}/{self.epochs} "
            + " ".join(f"{visible(name)}: {value:.6g}" for name, value in zip(self.names, W, strict=True))
            + f" Cost: {cost:.6g}"
            for epoch, W, cost in self.rows(every)
        ]

    def rows(self, every: int | None = None) -> list[tuple[int, Array, float]]:
        """(epoch, W, cost) of each `every`-th epoch and the last."""
        return [(epoch, self.W[epoch], float(self.cost[epoch])) for epoch in thin(len(self.cost) - 1, every)]

    def __str__(self) -> str:
        return "\n".join([*self.log(), self.verdict().text()])

    def __repr__(self) -> str:
        return (
            f"Trace(engine={self.engine!r}, epochs={self.epochs}, cost={self.cost[-1]:.6g}, "
            f"outcome={str(self.outcome)!r})"
        )

    # One-line conveniences: they import inside, since what they reach for lies below this file.

    def verdict(self) -> "Verdict":
        """What this run did and why."""
        from ravine.verdict import verdict

        return verdict(self)

    def draw(self) -> "Figure":
        """The run as pictures: the path on the cost, cost by epoch, W by epoch."""
        from ravine.pictures import draw

        return draw(self)

    def _repr_html_(self) -> str:
        from ravine.report import trace_sections

        return as_html(trace_sections(self))


def thin(last: int, every: int | None = None, lines: int = 20) -> Sequence[int]:
    """The epochs to print out of 0 to `last`: each `every`-th, or at a round step that makes about `lines`.

    The last is always there.

    Raises:
        SettingError: when `every` isn't a whole number above 0.

    Example:
        >>> list(thin(1000, lines=5)), thin(7, every=3)
        ([0, 200, 400, 600, 800, 1000], [0, 3, 6, 7])
    """
    steps = (factor * 10**power for power in count() for factor in (1, 2, 5))
    step = next(step for step in steps if last <= step * lines) if every is None else every
    if isinstance(step, bool) or not isinstance(step, int) or step < 1:
        raise SettingError("setting-every", got=repr(every))
    epochs = list(range(0, last + 1, step))
    return epochs if epochs[-1] == last else [*epochs, last]
