"""Lab 3, "Minimizing cost": its runs, by hand and by torch.optim, and the two slips it warns of."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ravine.analysis.spectrum import Theory, theory
from ravine.cost import gradient_ratio
from ravine.descent import Step, descend
from ravine.experiment import Experiment, Run
from ravine.optim import SGD
from ravine.report import document
from ravine.story import Section
from ravine.trace import Trace
from ravine.typeset import as_html, as_text

if TYPE_CHECKING:
    from ravine.pictures import Picture


@dataclass(frozen=True, eq=False)
class MinimizingCost:
    """The lab with its runs: by hand, by torch, without `zero_grad`, and by hand at torch's lr.

    Args:
        experiment: one feature, no bias; a run by hand, a run by torch, or both.
        on_step: as `descend` takes it, for every run.
    """

    experiment: Experiment
    on_step: Callable[[int, Step], bool | None] | None = None

    @property
    def runs(self) -> Mapping[str, Run]:
        """The runs by engine."""
        return {run.engine: run for run in self.experiment.runs}

    @cached_property
    def traces(self) -> Mapping[str, Trace]:
        """What each engine really did."""
        return {engine: self.experiment.descend(run, self.on_step) for engine, run in self.runs.items()}

    @property
    def first(self) -> Trace:
        """The run that theory and verdict speak of: by hand, if there is one."""
        return next(iter(self.traces.values()))

    @property
    def hand(self) -> Trace:
        """The run by hand."""
        return self.traces["hand"]

    @property
    def torch(self) -> Trace:
        """The run by autograd and torch.optim.SGD."""
        return self.traces["torch"]

    @cached_property
    def without_zero_grad(self) -> Trace:
        """Torch's run once more, the gradients of all epochs added up."""
        from ravine.autograd import TorchOptimizer  # loads torch

        return self._again(self.torch, TorchOptimizer(self.torch.lr, zero_grad=False))

    @cached_property
    def same_lr(self) -> Trace:
        """The run by hand once more, with torch's lr."""
        return self._again(self.hand, SGD(self.torch.lr))

    @cached_property
    def theory(self) -> Theory:
        """Theory of the first run."""
        return theory(self.first)

    def true_lr(self, trace: Trace) -> float:
        """The lr with which the true gradient moves W as far as `trace` did, as one would write it."""
        return _rounded(float(trace.lr) * trace.objective.ratio)

    @property
    def same_path(self) -> bool:
        """Whether the runs move W by the same amount each step."""
        return len({self.true_lr(trace) for trace in self.traces.values()}) == 1

    def sections(self, pictures: bool = True) -> list[Section]:
        """The whole lab in the language of the moment, in the order in which it is taught."""
        from ravine.labs.telling import tell  # which imports this file for its types

        return tell(self, pictures)

    def pictures(self) -> "dict[str, Picture]":
        """The pictures by the key under which sections ask for them."""
        from ravine.pictures.lab import lab_pictures  # loads matplotlib

        return lab_pictures(self)

    def to_dict(self) -> dict[str, Any]:
        """The document that `--json` prints."""
        return document(self.experiment, self.traces)

    def __str__(self) -> str:
        return as_text(self.sections())

    def _repr_html_(self) -> str:
        return as_html(self.sections(), {key: picture.png() for key, picture in self.pictures().items()})

    def _again(self, trace: Trace, optimizer: Any) -> Trace:
        return descend(
            trace.objective,
            optimizer=optimizer,
            epochs=trace.epochs,
            start=trace.W[0],
            engine=trace.engine,
            on_step=self.on_step,
        )


def settings(
    experiment: Experiment,
    *,
    lr: float | None = None,
    torch_lr: float | None = None,
    gradient: str | None = None,
    engines: Iterable[str] = ("hand", "torch"),
    **changes: Any,
) -> Experiment:
    """The lab's experiment with other settings.

    Args:
        experiment: the lab's own: a run by hand, then one by torch.
        lr: by hand.
        torch_lr: by torch; where not given the one that moves W as far, lr × chosen scale ÷ true scale.
        gradient: the scale by hand; torch always has the true one.
        engines: which of the runs to keep.
        changes: start, epochs, dtype; None leaves one as it is.
    """
    hand, torch = experiment.runs
    gradient = gradient or hand.gradient
    m = experiment.training.m
    if lr is None and hand.lr is not None:  # the lab's own lr, so far as its gradient goes
        lr = _rounded(hand.lr * gradient_ratio(hand.gradient, m) / gradient_ratio(gradient, m))
    if torch_lr is None and lr is not None:
        torch_lr = _rounded(lr * gradient_ratio(gradient, m))
    chosen = set(engines)
    runs = (replace(hand, lr=lr, gradient=gradient), replace(torch, lr=torch_lr))
    kept = {key: value for key, value in changes.items() if value is not None}
    return replace(experiment, runs=tuple(run for run in runs if run.engine in chosen), **kept)


def _rounded(lr: float) -> float:
    """The lr as a reader would write it: 0.1 × 1.5 is 0.15, not 0.15000000000000002."""
    return float(f"{lr:.12g}")
