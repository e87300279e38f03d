"""The figures in a lab's texts: {W[10]}, {2.cost[-1]}, {stable_lr}, measured on the runs of its step.

A placeholder names one of a few quantities and, of a series, an epoch; there is nothing to be executed in it.
"""

import operator
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ravine.analysis.spectrum import theory
from ravine.errors import SettingError
from ravine.experiment import Experiment
from ravine.trace import Trace
from ravine.words import number, say

Array = np.ndarray

DIGITS = 6

# What a run has one of. The last four are theory's.
QUANTITIES: Mapping[str, Callable[[Trace], Any]] = {
    "lr": lambda trace: float(trace.lr),
    "epochs": lambda trace: trace.epochs,
    "outcome": lambda trace: say(f"labs-outcome-{trace.outcome.name.lower()}"),
    "epochs_to_1_percent": lambda trace: trace.epochs_to_1_percent,
    "diverged_at": lambda trace: trace.diverged_at,
    "best_W": lambda trace: _best(trace)[0],
    "least_cost": lambda trace: _best(trace)[1],
    "best_lr": lambda trace: theory(trace).best_lr,
    "stable_lr": lambda trace: theory(trace).stable_lr,
    "long_run_lr": lambda trace: theory(trace).long_run_lr,
    "condition": lambda trace: theory(trace).condition,
}

# What it has one of at each epoch, shape (N + 1,) or (N + 1, p); beside these, each weight by its name.
SERIES: Mapping[str, Callable[[Trace], Array]] = {
    "W": lambda trace: trace.W,
    "gradient": lambda trace: trace.gradient,
    "cost": lambda trace: trace.cost,
    "excess": lambda trace: trace.excess,
    "share": lambda trace: trace.excess / trace.excess[0],
    "error": lambda trace: np.abs(trace.W - _best(trace)[0]).max(axis=1),
    "norm": lambda trace: np.linalg.norm(trace.W, axis=1),
    "accuracy": lambda trace: _accuracy(trace),
}

_SIGNS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
_NUMBER = r"-?\d+(?:\.\d+)?(?:e-?\d+)?"
_FORM = re.compile(
    r"(?:(?P<run>\d{1,3})\.)?"
    r"(?:(?P<quantity>\w+)"
    r"|(?P<series>[^\[\](){}<>=]+)\[(?P<at>-?\d{1,9})(?::(?P<to>-?\d{1,9}))?\]"
    r"|(?P<extreme>max|min)\((?P<over>[^\[\](){}<>=]+)\)"
    rf"|(?P<when>first|since)\((?P<of>[^\[\](){{}}<>=]+?)\s*(?P<sign><=?|>=?)\s*(?P<bound>{_NUMBER})\))"
    r"(?::(?P<digits>[1-9]))?"
)
_PIECES = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")


@dataclass(frozen=True)
class Figure:
    """One placeholder: which run's, which quantity, when.

    Args:
        written: as the text has it.
        parts: what the groups of its form matched.
    """

    written: str
    parts: Mapping[str, str | None]

    @property
    def run(self) -> int:
        """Which run it is about, from 1."""
        return int(self.parts["run"] or 1)

    @property
    def series(self) -> str | None:
        """The series that it is taken from."""
        name = self.parts["series"] or self.parts["over"] or self.parts["of"]
        return name and name.strip()

    def check(self, experiment: Experiment | None) -> None:
        """Complain of what no run of `experiment` can have.

        Raises:
            SettingError: for a quantity, a run or an epoch that isn't there.
        """
        if experiment is None:
            raise SettingError("labs-figure-no-run", figure=self.written)
        names = experiment.objective().names
        name = self.series or self.parts["quantity"]
        if name not in ({*SERIES, *names} if self.series else QUANTITIES):
            raise _unknown(self.written, names)
        if not 1 <= self.run <= len(experiment.runs):
            raise SettingError("labs-figure-run", figure=self.written, runs=len(experiment.runs))
        epochs = [int(self.parts[one] or 0) for one in ("at", "to")]
        if not all(-experiment.epochs - 1 <= epoch <= experiment.epochs for epoch in epochs):
            raise SettingError("labs-figure-epoch", figure=self.written, epochs=experiment.epochs)

    def of(self, traces: Sequence[Trace]) -> str:
        """The figure, measured on these runs.

        Raises:
            SettingError: when this kind of run has no such quantity.
        """
        trace = traces[self.run - 1]
        try:
            return _written(self._value(trace), int(self.parts["digits"] or DIGITS))
        except (LookupError, AttributeError, TypeError, SettingError) as fault:
            raise SettingError("labs-figure-unknown", figure=self.written) from fault

    def _value(self, trace: Trace) -> Any:
        if self.parts["quantity"]:
            return QUANTITIES[self.parts["quantity"]](trace)
        with np.errstate(all="ignore"):
            values = _series(trace, str(self.series))
            if extreme := self.parts["extreme"]:
                return getattr(np, f"nan{extreme}")(values, axis=0)
            if self.parts["when"]:
                return self._when(values)
            return self._at(values, len(trace.cost) - 1, trace.epochs)

    def _when(self, values: Array) -> int | None:
        """The first epoch at which the condition holds, or from which on it does to the end."""
        held = _SIGNS[str(self.parts["sign"])](values, float(str(self.parts["bound"])))
        if self.parts["when"] == "first":
            return int(held.argmax()) if held.any() else None
        return int(np.flatnonzero(~held)[-1] + 1 if not held.all() else 0) if held[-1] else None

    def _at(self, values: Array, last: int, epochs: int) -> Any:
        """The value at an epoch, the mean over several; a run that ended early may not have come so far."""
        first, to = (
            int(one) % (epochs + 1)
            for one in (self.parts["at"] or "0", self.parts["to"] or self.parts["at"] or "0")
        )
        if max(first, to) > last:
            return "…"
        return values[first : to + 1].mean(axis=0)


def pieces(text: str) -> Iterator[str | Figure]:
    """The text cut up: what is said as it stands, and the figures; {{ and }} are braces.

    Raises:
        SettingError: for a placeholder that isn't one.

    Example:
        >>> [piece if isinstance(piece, str) else piece.run for piece in pieces("W is {2.W[10]:3}.")]
        ['W is ', 2, '.']
    """
    end = 0
    for found in _PIECES.finditer(text):
        yield text[end : found.start()]
        end = found.end()
        if found[0] in ("{{", "}}"):
            yield found[0][0]
            continue
        form = _FORM.fullmatch((found[1] or "").strip())
        if form is None:
            raise _unknown(found[0], ())
        yield Figure(found[0], form.groupdict())
    yield text[end:]


def fill(text: str, traces: Sequence[Trace]) -> str:
    """The text with its figures put in.

    Raises:
        SettingError: for a placeholder that isn't one, or that these runs have no figure for.
    """
    return "".join(piece if isinstance(piece, str) else piece.of(traces) for piece in pieces(text))


def _series(trace: Trace, name: str) -> Array:
    """The series, flat where there is only one weight."""
    values = SERIES[name](trace) if name in SERIES else trace.W[:, trace.names.index(name)]
    values = np.asarray(values, np.float64)
    return values[:, 0] if values.ndim == 2 and values.shape[1] == 1 else values


def _accuracy(trace: Trace) -> Array:
    """The share of the rows that are given their own class, epoch by epoch."""
    cost: Any = trace.objective
    if getattr(getattr(cost, "hypothesis", None), "targets", None) != "classes":
        raise LookupError("accuracy")

    def right(x: Array, y: Array, w: Any) -> Array:
        H = cost.hypothesis.predict(x, trace.W.T)
        return ((H.argmax(axis=1) if H.ndim == 3 else H > 0.5) == y[:, None]).sum(axis=0)

    return cost.rows.reduce(right, operator.add, width=2 * cost.hypothesis.made(len(trace.W))) / cost.m


def _best(trace: Trace) -> tuple[Array, float]:
    """The best W and the least cost, where they are known."""
    if trace.best is None:
        raise LookupError("best")
    return trace.best


def _written(value: Any, digits: int) -> str:
    if value is None:
        return say("labs-never")
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        return f"{value:,}"
    if np.ndim(value):
        shown = [number(float(one), digits) for one in value]
        return shown[0] if len(shown) == 1 else f"({', '.join(shown)})"
    return number(float(value), digits)


def _unknown(written: str, names: Sequence[str]) -> SettingError:
    known = [*QUANTITIES, *(f"{name}[10]" for name in (*SERIES, *names))]
    return SettingError("labs-figure", figure=written, known=", ".join(known))
