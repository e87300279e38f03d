"""What happened: every epoch of one descent."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ravine.batches import Batches
from ravine.cost import Cost, Objective
from ravine.data.memory import Standardisation, numbers
from ravine.errors import SettingError, ShapeError
from ravine.optim import Optimizer
from ravine.optim.rule import at
from ravine.optimum import Optimum, optimum, rounding, separable
from ravine.outcome import Outcome, outcome
from ravine.quadratic import Quadratic, quadratic_of
from ravine.typeset import as_html
from ravine.words import visible

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from ravine.explain import Explanation
    from ravine.verdict import Verdict

Array = np.ndarray


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
        kept: the epochs that W and gradient are of, where these aren't kept of all: their shape is (k, p)
            then, and that of `held_out` (k,). The last two epochs are always kept.
        epochs: how many were asked for; more than N when the run was interrupted or stopped.
        batches: the mini-batches of an epoch, each of which makes an update; None for one of all rows.
        stopped: whether it ended early because its gradient was as small as asked for.
        standardisation: how the features were standardised before, if they were.
        held_out: the cost of rows that the run never saw, shape (N + 1,).
    """

    objective: Objective
    optimizer: Optimizer
    engine: str
    W: Array
    cost: Array
    gradient: Array
    epochs: int
    batches: Batches | None = None
    stopped: bool = False
    standardisation: Standardisation | None = None
    held_out: Array | None = None
    kept: Array = None  # type: ignore[assignment]  # `__post_init__` puts all epochs here

    def __post_init__(self) -> None:
        if self.kept is None:
            object.__setattr__(self, "kept", np.arange(len(self.cost)))

    @property
    def epoch(self) -> Array:
        """0 to N."""
        return np.arange(len(self.cost))

    @property
    def whole(self) -> bool:
        """Whether W and gradient are kept of every epoch."""
        return len(self.kept) == len(self.cost)

    def row(self, epoch: int) -> int:
        """Where in W and gradient an epoch is.

        Raises:
            SettingError: when it wasn't kept.
        """
        row = int(np.searchsorted(self.kept, epoch))
        if row == len(self.kept) or self.kept[row] != epoch:
            raise SettingError("trace-kept", epoch=epoch)
        return row

    def by_epoch(self, rows: Array) -> Array:
        """`rows` (k, p) of the kept epochs as float64, one for every epoch: straight lines between them."""
        rows = rows.astype(np.float64)
        if self.whole:
            return rows
        return np.column_stack([np.interp(self.epoch, self.kept, column) for column in rows.T])

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
        """Whether each step was W − lr · gradient of all rows with one lr."""
        return self.batches is None and getattr(self.optimizer, "plain", False)

    @property
    def interrupted(self) -> bool:
        """Whether somebody ended the run before the epochs asked for."""
        return len(self.cost) <= self.epochs and not self.stopped

    @cached_property
    def quadratic(self) -> Quadratic | None:
        """The objective as p + 1 rows; None where it is no least-squares cost."""
        return quadratic_of(self.objective)

    @cached_property
    def best(self) -> Optimum | None:
        """The W of least cost nearest to this run's start, and that cost; None where none is known.

        On a surface of several minima, the one nearest to this run's end.
        """
        finite = np.flatnonzero(np.isfinite(self.W).all(axis=1))
        return optimum(self.objective, self.W[0], self.W[finite[-1]])

    @cached_property
    def separable(self) -> bool:
        """Whether there is no least cost because a W tells all classes apart: the cost falls for ever."""
        return self.best is None and isinstance(self.objective, Cost) and separable(self.objective)

    @cached_property
    def excess(self) -> Array:
        """Cost − least cost, epoch by epoch; what is below the rounding of this run is 0.

        Where no least cost is known, the lowest one of this run stands for it.
        """
        cost = self.cost.astype(np.float64)
        least = self.best.cost if self.best else np.min(cost, where=np.isfinite(cost), initial=cost[0])
        return np.where(cost - least <= self._rounding, 0.0, cost - least)

    @property
    def end_cost(self) -> float:
        """The last cost; where it is the least one but for rounding, the least one."""
        return self.best.cost if self.best and not self.excess[-1] else float(self.cost[-1])

    @cached_property
    def diverged_at(self) -> int | None:
        """The first epoch from which the cost never again falls below its starting value.

        None for a run that ends at or below it.
        """
        slack = max(1e-9, 100 * self.eps) * abs(self.cost[0]) + self._rounding
        if self.cost[-1] <= self.cost[0] + slack:
            return None
        below = np.flatnonzero(self.cost < self.cost[0] - slack)
        return int(below[-1]) + 1 if below.size else 1

    @cached_property
    def epochs_to_1_percent(self) -> int | None:
        """The first epoch at which at most 1 % of the start's excess over the least cost is left, if any."""
        if self.best is None:
            return None
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
        return outcome(self)

    @property
    def eps(self) -> float:
        """The rounding of the run's numbers."""
        return float(np.finfo(self.W.dtype).eps)

    @cached_property
    def _rounding(self) -> float:
        """How much of a cost near the least one is rounding."""
        return rounding(self.quadratic, self.best, self.eps) if self.best else 0.0

    def predict(self, x: Any) -> Array:
        """H(x) with the last W: x (k, d), raw, features in the order of the data -> (k,), or (k, K) classes.

        Raises:
            SettingError: when the run was on a surface, which predicts nothing.
            ShapeError: when x has another number of features.

        Example:
            >>> from ravine.descent import descend
            >>> from ravine.optim import SGD
            >>> descend([1, 2, 3], [2, 4, 6], optimizer=SGD(0.1), epochs=2000).predict([[4], [5]]).round(3)
            array([ 8., 10.])
        """
        if not isinstance(self.objective, Cost):
            raise SettingError("trace-predict")
        rows, hypothesis = self.objective.rows, self.objective.hypothesis
        table = numbers("x", x)
        table = table[:, None] if table.ndim == 1 and len(rows.names) == 1 else np.atleast_2d(table)
        if table.shape[1:] != (len(rows.names),):
            raise ShapeError("trace-predict-shape", names=", ".join(rows.names), got=table.shape)
        table = self.standardisation.apply(table) if self.standardisation else table
        return hypothesis.predict(table.astype(rows.dtype), self.W[-1])

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
        return [(epoch, self.W[self.row(epoch)], float(self.cost[epoch])) for epoch in self.shown(every)]

    def shown(self, every: int | None = None) -> list[int]:
        """The epochs that are shown: each `every`-th and the last, or about 20; the next that was kept."""
        asked = thin(len(self.cost) - 1, every)
        if self.whole:
            return list(asked)
        nearest = np.searchsorted(self.kept, asked).clip(max=len(self.kept) - 1)
        return np.unique(self.kept[nearest]).tolist()

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

    def draw(self, kind: str | None = None, *, columns: Sequence[str] | None = None) -> "Figure":
        """The run as a picture of a `kind`, see `ravine.pictures.draw`; without one as three side by side."""
        from ravine.pictures import draw

        return draw(self, kind, columns=columns)

    def animate(self, file: str | Path) -> Path:
        """The run as a film, a .gif or .mp4: see `ravine.pictures.animate`."""
        from ravine.pictures import animate

        return animate(self, file)

    def explain(self, k: int) -> "Explanation":
        """The update from epoch k to k + 1, worked with its numbers."""
        from ravine.explain import explain_epoch

        return explain_epoch(self, k)

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
