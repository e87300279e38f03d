"""One update of a descent, with every number between W and the next W."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from ravine.cost import Cost
from ravine.errors import SettingError
from ravine.explain import telling
from ravine.explain.formula import formula
from ravine.explain.replay import Moment, moment, own_rule, steps_per_epoch
from ravine.explain.rows import SHOWN, WorkedRows, work_rows
from ravine.explain.working import WORKINGS, Worked, work
from ravine.optim import Clipped
from ravine.optim.rule import at
from ravine.story import Section
from ravine.trace import Trace
from ravine.typeset import as_text
from ravine.words import speaking

Array = np.ndarray

# The gradient in each scale from the sum of the terms. Those of the squared loss leave a 2 out.
_SQUARED = {"mean": "2 / m * total", "sum": "2 * total", "half_mean": "total / m", "half_sum": "total"}
_OTHER = {"mean": "total / m", "sum": "total", "half_mean": "total / (2 * m)", "half_sum": "total / 2"}


class Source(NamedTuple):
    """Where a gradient comes from: the cost, its rows, and how their sum becomes the gradient."""

    cost: Cost
    rows: WorkedRows
    summed: Worked


@dataclass(frozen=True, eq=False)
class Explanation:
    """The update from epoch k to k + 1, worked; of an epoch of mini-batches, the first of its updates.

    Args:
        trace: the run.
        k: the epoch before the update.
        given: W, the gradient and what the rule remembered.
        source: where the gradient comes from; None for a cost that isn't made of rows.
        working: the lines of the rule; none for a rule that isn't one of ravine's.
    """

    trace: Trace
    k: int
    given: Moment
    source: Source | None
    working: tuple[Worked, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """What each number of W belongs to."""
        return self.trace.names

    @property
    def W(self) -> Array:
        """Before the update, shape (p,)."""
        return self.given.W

    @property
    def gradient(self) -> Array:
        """What the rule was given, in the scale that was chosen, shape (p,)."""
        return self.given.gradient

    @property
    def next(self) -> Array:
        """W after the update, as the run had it; within an epoch of mini-batches, worked again."""
        again = None if self.trace.whole and not self.trace.batches else self.given.next
        return self.trace.W[self.trace.row(self.k + 1)] if again is None else again

    @property
    def change(self) -> Array:
        """The next W − W."""
        with np.errstate(invalid="ignore", over="ignore"):
            return self.next - self.W

    @cached_property
    def rule(self) -> Any:
        """The update rule: ravine's own, or the optimizer of the run where that is none of these."""
        rule = own_rule(self.trace.optimizer) or self.trace.optimizer
        return rule.rule if isinstance(rule, Clipped) else rule

    @property
    def lr(self) -> Any:
        """The learning rate of this update."""
        known = self.working[0].numbers if self.working else {}
        return known.get("lr", at(self.trace.optimizer.lr, self.given.step))

    @property
    def steps_per_epoch(self) -> int:
        """1, or how many mini-batches there are."""
        return steps_per_epoch(self.trace)

    @property
    def state(self) -> dict[str, tuple[str, Any, Any]]:
        """What the rule remembers, by the rule's own names: its symbol, before the update, and after.

        Before the first update it may be None: nothing yet.
        """
        if not self.working:
            return {}
        before, after = self.working[0].numbers, {line.formula.name: line.value for line in self.working}
        symbols = WORKINGS[type(self.rule)].remembered
        return {name: (s, before.get(s), after[s]) for s, name in symbols.items() if s in after}

    def sections(self) -> list[Section]:
        """The update as sections, in the language of the moment."""
        return telling.sections(self)

    def text(self, lang: str | None = None) -> str:
        """The update in words and signs."""
        with speaking(lang):
            return as_text(self.sections())

    def to_dict(self) -> dict[str, Any]:
        """The numbers, for JSON."""
        return telling.document(self)

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"Explanation(epoch={self.k}, rule={self.rule!r})"

    def _repr_html_(self) -> str:
        return telling.html(self)

    def _repr_latex_(self) -> str:
        return telling.latex(self)


def explain_epoch(trace: Trace, k: int) -> Explanation:
    """The update of `trace` from epoch k to k + 1, in the precision of the run.

    Raises:
        SettingError: when the run has no such update.

    Example:
        >>> from ravine.descent import descend
        >>> from ravine.optim import SGD
        >>> trace = descend([[1], [2], [3]], [1, 2, 3], bias=False, optimizer=SGD(lr=0.15), epochs=10)
        >>> step = explain_epoch(trace, 0)
        >>> step.gradient.round(3), step.change.round(3), step.working[-1].value.round(3)
        (array([-9.333]), array([1.4]), array([1.4]))
    """
    k = epoch_of(k, len(trace.cost) - 1)
    given = moment(trace, k)
    rule = own_rule(trace.optimizer)
    working = tuple(work(rule, given.step, given.W, given.gradient, given.state)) if rule else ()
    return Explanation(trace, k, given, _source(given.objective, given.W), working)


def epoch_of(k: Any, epochs: int) -> int:
    """`k`, if it is one of so many epochs.

    Raises:
        SettingError: for anything else.
    """
    if isinstance(k, bool) or not isinstance(k, int | np.integer) or not 0 <= k < epochs:
        raise SettingError("explain-epoch", got=repr(k), count=epochs, last=epochs - 1)
    return int(k)


def _source(cost: Any, W: Array) -> Source | None:
    if not isinstance(cost, Cost):
        return None
    rows = work_rows(cost, W, SHOWN)
    numbers: dict[str, Any] = {"m": cost.m, "total": rows.total, "W": W}
    line = (_SQUARED if cost.least_squares else _OTHER)[cost.gradient]
    if cost.l2:
        pulled = np.arange(cost.p) < cost.p - cost.hypothesis.biases
        line, numbers = f"{line} + l2 * W", {**numbers, "l2": cost.l2 * pulled.astype(W.dtype)}
    summed = formula(f"gradient = {line}")
    with np.errstate(all="ignore"):
        return Source(cost, rows, Worked(summed, numbers, summed.value(numbers)))
