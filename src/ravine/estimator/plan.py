"""A plan: what was asked for, and the descent that comes of it."""

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from ravine.analysis.lr_search import own_lr, with_lr
from ravine.batches import Batches
from ravine.cost import Cost
from ravine.data import Data
from ravine.data.memory import Standardisation
from ravine.descent import descend, whole_epochs
from ravine.errors import SettingError
from ravine.estimator.auto import Asked, Way, by_curvature, by_search, by_theory, steady
from ravine.estimator.ending import Ending
from ravine.estimator.rows import merged
from ravine.hypothesis import Linear
from ravine.optim import Rule
from ravine.outcome import Outcome
from ravine.quadratic import Quadratic, compress
from ravine.trace import Trace

Array = np.ndarray

# So often an lr that was found on some rows, in fewer updates, is halved where it diverges on all of them.
_HALVINGS = 8


class Ended(NamedTuple):
    """A descent, and where it was to end; None where it was to use all its epochs."""

    trace: Trace
    ending: Ending | None

    @property
    def diverged(self) -> bool:
        """Whether it ended above its start, and not for the noise of mini-batches."""
        return not self.trace.cost[-1] <= self.trace.cost[0] and self.trace.outcome is Outcome.DIVERGED


@dataclass
class Going:
    """A rule that goes on where it stopped: what it remembers is kept from one descent to the next."""

    rule: Rule
    state: Any = None

    @property
    def lr(self) -> Any:
        """The lr of the rule."""
        return self.rule.lr

    def init(self, W: Any) -> Any:
        """What was left, or a fresh start."""
        return self.rule.init(W) if self.state is None else self.state

    def step(self, W: Any, gradient: Any, state: Any) -> tuple[Any, Any]:
        """A step of the rule."""
        W, self.state = self.rule.step(W, gradient, state)
        return W, self.state


@dataclass(frozen=True)
class Plan:
    """What is descended, and how; what is "auto" is decided once the rows are there, see `Way`.

    Args:
        hypothesis, l2: as in `Cost`; loss: likewise, None for the hypothesis' own.
        standardize: whether the columns are standardised first.
        asked: the rule.
        epochs, batch_size, seed: as in `descend`; tol: likewise, see `Ending`.

    Raises:
        SettingError: for what can't be used.
    """

    hypothesis: Linear
    loss: Any
    l2: Any
    standardize: bool
    asked: Asked
    epochs: Any
    tol: Any
    batch_size: int | None
    seed: int

    def __post_init__(self) -> None:
        for name in ("epochs", "tol"):
            if isinstance(word := getattr(self, name), str) and word != "auto":
                raise SettingError("estimator-auto", name=name, got=word)
        if self.epochs != "auto":
            whole_epochs(self.epochs)
        tol = self.tol
        number = isinstance(tol, int | float | np.number) and not isinstance(tol, bool)
        if not (tol is None or isinstance(tol, str) or (number and 0 <= tol < np.inf)):
            raise SettingError("setting-tol", got=repr(tol))
        _ = self.batches

    @property
    def batches(self) -> Batches | None:
        """The mini-batches, if any."""
        return None if self.batch_size is None else Batches(self.batch_size, self.seed)

    def descend(self, data: Data, start: Array | None) -> Ended:
        """Descend the cost of these rows, from 0 or from these coefficients, see `raw`.

        An lr of ours that diverges is halved, and the descent begins anew.
        """
        way = Way.of(Cost(data, self.hypothesis, self.loss), self.asked.rule, self.batches is not None)
        goal, how = self._goal(data, way)
        W = np.zeros(goal.p) if start is None else self._standardised(start, how)
        epochs = way.epochs if self.epochs == "auto" else self.epochs
        tol = way.tol if self.tol == "auto" else self.tol
        ending = None if tol is None else Ending.of(goal, data, float(tol))
        rule = self._rule(way, goal, W, epochs)
        ended = Ended(self._run(goal, rule, epochs, W, ending), ending)
        for _ in range(_HALVINGS if self.asked.lr else 0):
            if not ended.diverged:
                break
            rule = with_lr(rule, own_lr(rule) / 2)
            ended = Ended(self._run(goal, rule, epochs, W, ending), ending)
        stopped = len(ended.trace.cost) <= epochs
        return ended._replace(trace=replace(ended.trace, standardisation=how, stopped=stopped))

    def go_on(
        self, data: Data, how: Standardisation | None, going: Going | None, start: Array | None
    ) -> tuple[Trace, Going]:
        """One epoch over these rows, standardised so, by a rule that goes on or one that suits them."""
        cost = self._cost(merged(data) if self.batches else data, how)
        W = np.zeros(cost.p) if start is None else self._standardised(start, how)
        asked = self.asked
        going = going or Going(steady(cost, asked, W, self.seed) if asked.lr else asked.rule)
        trace = self._run(cost, going, 1, W, None)
        return replace(trace, optimizer=going.rule, standardisation=how), going

    def standardisation(self, data: Data) -> Standardisation | None:
        """How the columns of these rows are standardised, if they are to be."""
        return data.standardisation(center=self.hypothesis.bias) if self.standardize else None

    def raw(self, trace: Trace) -> Array:
        """The last W as coefficients of raw columns, shape (K, d) or, with a bias last, (K, d + 1).

        K is 1, or as many as a softmax has classes.
        """
        table = trace.W[-1].reshape(-1, self._K).T
        return trace.standardisation.undo(table, self.hypothesis.bias) if trace.standardisation else table

    def _standardised(self, raw: Array, how: Standardisation | None) -> Array:
        """W of coefficients of raw columns."""
        table = [how.redo(each, self.hypothesis.bias) for each in raw] if how else raw
        return np.transpose(table).ravel()

    @property
    def _K(self) -> int:
        return getattr(self.hypothesis, "K", 1)

    def _goal(self, data: Data, way: Way) -> tuple[Cost | Quadratic, Standardisation | None]:
        """What is descended, least squares in one batch as p + 1 rows; and how columns were standardised."""
        cost = self._cost(data, None)
        if cost.least_squares and way is not Way.BATCHES:
            quadratic = compress(cost)
            return quadratic.standardise() if self.standardize else (quadratic, None)
        if way in (Way.SEARCH, Way.BATCHES):  # which look at some rows only, whatever the order of all
            data = merged(data)
        how = self.standardisation(data)
        return self._cost(data, how), how

    def _cost(self, data: Data, how: Standardisation | None) -> Cost:
        if how:
            told = {"target": data.target, "classes": data.classes, "weights": data.weights}
            data = Data(how.apply(data.x), data.y, names=data.names, **told)
        return Cost(data, self.hypothesis, self.loss, l2=self._l2)

    @property
    def _l2(self) -> Any:
        return float(self.l2) if isinstance(self.l2, np.number) else self.l2

    def _rule(self, way: Way, goal: Any, W: Array, epochs: int) -> Rule:
        if not self.asked.lr:
            return self.asked.rule
        if way is Way.EXACT:
            return by_theory(goal, self.asked, W, None if self.epochs == "auto" else epochs)
        if way is Way.SMOOTH:
            return by_curvature(goal, self.asked)
        updates = epochs * (self.batches.per_epoch(goal.m) if self.batches else 1)
        return by_search(goal, self.asked.rule, W, updates, self.batches, self.seed)

    def _run(self, goal: Any, rule: Any, epochs: int, W: Array, ending: Ending | None) -> Trace:
        cut = {"batch_size": self.batch_size, "seed": self.seed}
        return descend(goal, optimizer=rule, epochs=epochs, start=W, on_step=ending, keep="log", **cut)
