"""Many descents of one cost, over lr and momentum: what each came to."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ravine.analysis.momentum import sgd_of
from ravine.analysis.spectrum import Theory
from ravine.cost import Cost, Objective
from ravine.errors import SettingError
from ravine.optimum import Optimum, rounding, separable
from ravine.quadratic import quadratic_of
from ravine.trace import GOAL_SHARE
from ravine.typeset import as_html, as_text
from ravine.words import speaking

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Array = np.ndarray


@dataclass(frozen=True, eq=False, repr=False)
class Sweep:
    """Many descents of one cost: R rules, S starts, M momenta and L lrs, every one with every other.

    What isn't finite left float's range: that too is what a descent does.

    Args:
        objective: what was descended.
        rules: each with an lr and a momentum of no descent in particular.
        names: what the rules go by.
        lr: each rule's own, shape (R, L).
        momentum: shape (M,), of Adam and its kin beta1; None where it wasn't swept.
        starts: shape (S, p).
        epochs: how many updates each descent made.
        end_cost: the last cost, shape (R, S, M, L), with M = 1 where no momentum was swept.
        epochs_to_1_percent: the first epoch at which at most 1 % of the start's excess over the least cost
            was left, of the same shape; nan where it never was, or no least cost is known.
        start_cost: shape (S,).
        best: a W of least cost and that cost; None where none is known.
        cost: every cost, shape (epochs + 1, R, S, M, L), where they were kept.
    """

    objective: Objective
    rules: tuple[Any, ...]
    names: tuple[str, ...]
    lr: Array
    momentum: Array | None
    starts: Array
    epochs: int
    end_cost: Array
    epochs_to_1_percent: Array
    start_cost: Array
    best: Optimum | None
    cost: Array | None = None

    @property
    def least(self) -> float | None:
        """The least cost, where one is known."""
        return None if self.best is None else self.best.cost

    @cached_property
    def rounding(self) -> float:
        """How much of a cost near the least one is rounding; 0 where none is known."""
        return 0.0 if self.best is None else _rounding(self.objective, self.best, self.starts)

    @cached_property
    def separable(self) -> bool:
        """Whether there is no least cost because a W tells all classes apart: the cost falls for ever."""
        return self.best is None and isinstance(self.objective, Cost) and separable(self.objective)

    @cached_property
    def theory(self) -> Theory | None:
        """Theory of the first rule from the first start; None where the cost is no quadratic.

        Of a rule that theory doesn't speak of, it is about gradient descent without momentum.
        """
        quadratic = quadratic_of(self.objective)
        if quadratic is None:
            return None
        return Theory(quadratic, self.starts[0].astype(np.float64), self.epochs, sgd_of(self.rules[0]))

    def points(self) -> dict[str, Array]:
        """Every descent as columns: optimizer, start, momentum where swept, lr, cost, epochs_to_1_percent.

        For `pandas.DataFrame` and its kin. Where 1 % was never reached the epochs are nan.
        """
        rule, start, momentum, lr = np.indices(self.end_cost.shape).reshape(4, -1)
        swept = {} if self.momentum is None else {"momentum": self.momentum[momentum]}
        return {
            "optimizer": np.array(self.names, object)[rule],
            "start": start,
            **swept,
            "lr": self.lr[rule, lr],
            "cost": self.end_cost.ravel(),
            "epochs_to_1_percent": self.epochs_to_1_percent.ravel(),
        }

    def lowest(self, count: int = 5) -> list[dict[str, Any]]:
        """The best descents as rows of `points`: first to 1 % and still there at the end, then by cost.

        Raises:
            SettingError: when `count` isn't a whole number from 0.
        """
        if isinstance(count, bool) or not isinstance(count, int | np.integer) or count < 0:
            raise SettingError("setting-sweep-count", got=repr(count))
        columns = self.points()
        cost = np.where(np.isfinite(columns["cost"]), columns["cost"], np.inf)
        goal = goals(self.objective, self.best, self.starts, self.start_cost)[columns["start"]]
        epochs = columns["epochs_to_1_percent"]
        arrived = np.where(np.isfinite(epochs) & (cost <= goal), epochs, np.inf)
        order = np.lexsort((cost, arrived))[:count]
        rows = _plain({name: column[order] for name, column in columns.items()})
        return [dict(zip(rows, row, strict=True)) for row in zip(*rows.values(), strict=True)]

    def to_dict(self) -> dict[str, Any]:
        """The numbers, for JSON; epochs to 1 % are None where it never came to that."""
        points = _plain(self.points())
        epochs = points["epochs_to_1_percent"]
        best = self.best and dict(zip(self.objective.names, self.best.W.tolist(), strict=True))
        return {
            "optimizers": list(self.names),
            "epochs": self.epochs,
            "starts": self.starts.tolist(),
            "start_cost": self.start_cost.tolist(),
            "best": best,
            "least": self.least,
            "points": {**points, "epochs_to_1_percent": [None if np.isnan(k) else k for k in epochs]},
        }

    def save(self, file: str | Path) -> Path:
        """The columns of `points` as a Parquet file, there whole or not at all; what is nan is null in it.

        Raises:
            SettingError: when its name doesn't end in .parquet, or it can't be written.
        """
        file = Path(file)
        if file.suffix.lower() != ".parquet":
            raise SettingError("setting-sweep-file", file=str(file))
        import duckdb  # 0.1 s, so only when a file is written

        unfinished = file.with_name(f".{file.name}.{os.getpid()}")
        try:
            with duckdb.connect() as con:
                con.register("points", self.points())
                con.table("points").write_parquet(str(unfinished))
            os.replace(unfinished, file)
        except (OSError, duckdb.Error) as fault:
            reason = getattr(fault, "strerror", None) or str(fault)
            raise SettingError("setting-sweep-unsaved", file=str(file), fault=reason) from fault
        finally:
            unfinished.unlink(missing_ok=True)
        return file

    def text(self, lang: str | None = None) -> str:
        """What was swept, what did best, and what that tells."""
        with speaking(lang):
            return as_text(self._sections())

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"Sweep({', '.join(self.names)}; descents={self.end_cost.size}, epochs={self.epochs})"

    def _repr_html_(self) -> str:
        return as_html(self._sections())

    # One-line conveniences: they import inside, since what they reach for lies above this file.

    def draw(self) -> "Figure":
        """The sweep on one picture: over lr, or where momentum was swept as a map."""
        from ravine.pictures import sweep_picture

        return sweep_picture(self).figure()

    def _sections(self) -> Any:
        from ravine.report.sweeps import sweep_sections

        return sweep_sections(self)


def goals(objective: Objective, best: Optimum | None, starts: Array, start_cost: Array) -> Array:
    """The cost that leaves 1 % of each start's excess over the least one, (S,); nan where none is known.

    Where that is less than the rounding of a cost near the least one, what is beyond that rounding.
    """
    if best is None:
        return np.full(len(starts), np.nan)
    return best.cost + np.maximum(GOAL_SHARE * (start_cost - best.cost), _rounding(objective, best, starts))


def _rounding(objective: Objective, best: Optimum, starts: Array) -> float:
    quadratic = quadratic_of(objective)
    # On p + 1 rows it is descended in float64, in whatever precision the rows and the starts are.
    return rounding(quadratic, best, float(np.finfo(np.float64 if quadratic else starts.dtype).eps))


def _plain(columns: Mapping[str, Array]) -> dict[str, list[Any]]:
    """The columns as lists of Python's own numbers and words."""
    return {name: column.tolist() for name, column in columns.items()}
