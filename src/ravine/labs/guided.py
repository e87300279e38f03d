"""A lab told: each step asks before it shows, runs its experiment, explains with the runs' own figures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

from ravine.descent import Step as Update
from ravine.errors import DataError, RavineError
from ravine.labs.document import Lab, Step, Text
from ravine.labs.side_by_side import labels, logs, results
from ravine.report import document
from ravine.story import Block, Illustration, Paragraph, Section
from ravine.trace import Trace
from ravine.typeset import as_html, as_text
from ravine.words import say

if TYPE_CHECKING:
    from ravine.pictures import Picture

# Of one run, and of several.
PICTURES = ("data", "path", "cost-by-epoch", "w-by-epoch", "race", "race-paths", "race-w")

OnStep = Callable[[int, Update], bool | None]


@dataclass(frozen=True, eq=False)
class ToldStep:
    """One step with its runs, which are made when first looked at.

    Args:
        lab: the lab that it is a step of.
        index: which one, from 0.
        before: the step before it.
        on_step: as `descend` takes it, for every run.
    """

    lab: Lab
    index: int
    before: "ToldStep | None"
    on_step: OnStep | None = None

    @property
    def step(self) -> Step:
        """The step as it is written down."""
        return self.lab.steps[self.index]

    @cached_property
    def traces(self) -> tuple[Trace, ...]:
        """What its runs did; none where it has no experiment.

        Raises:
            DataError: when one can't be run.
        """
        experiment = self.step.experiment
        if experiment is None:
            return ()
        try:
            return tuple(experiment.descend(run, self.on_step) for run in experiment.runs)
        except RavineError as fault:
            where = self.lab.source.where((*self.step.place, "experiment"))
            raise DataError("labs-experiment", **where, fault=fault) from fault

    @property
    def spoken_of(self) -> Sequence[Trace]:
        """The runs that its texts speak of: its own, or those of the last step that had some."""
        if self.step.experiment or self.before is None:
            return self.traces
        return self.before.spoken_of

    @property
    def epochs(self) -> int:
        """How many updates each of its runs makes."""
        return self.step.experiment.epochs if self.step.experiment else 0

    def asking(self) -> list[Section]:
        """The text, and the question if there is one."""
        title = say("labs-step", step=self.index + 1, steps=len(self.lab.steps))
        return [Section(title, [*self._paragraphs(self.step.text), *self.question()])]

    def question(self) -> list[Block]:
        """The question and its choices."""
        if self.step.question is None:
            return []
        choices = (choice.line(self.spoken_of) for choice in self.step.question.choices)
        numbered = [Paragraph(f"{k}. {choice}") for k, choice in enumerate(choices, 1)]
        return [*self._paragraphs(self.step.question.text), *numbered]

    def reply(self, reply: int | None) -> list[Block]:
        """The right choice, after the reader's if one was given."""
        if self.step.question is None:
            return []
        answer = self.step.question.answer
        choice = self.step.question.choices[answer - 1].line(self.spoken_of)
        how = "skipped" if reply is None else "right" if reply == answer else "wrong"
        return [Paragraph(say("labs-reply", how=how, answer=str(answer), choice=choice))]

    def showing(self, reply: int | None = None, pictures: bool = True) -> list[Section]:
        """The answer, after the reader's `reply` if one was given, the runs and the explanation."""
        blocks: list[Block] = [*self.reply(reply), *self._runs()]
        if self.traces and pictures:
            blocks += [Illustration(key) for key in PICTURES]
        if self.step.after:
            blocks += self._paragraphs(self.step.after)
        title = "labs-answer" if self.step.question else "labs-runs"
        return [Section(say(title), blocks)] if blocks else []

    def pictures(self) -> "dict[str, Picture]":
        """The pictures of its runs, by the key under which sections ask for them."""
        from ravine.pictures import race_pictures, run_pictures  # loads matplotlib

        if self.step.experiment is None:
            return {}
        if len(self.traces) == 1:
            return run_pictures(self.traces)
        return race_pictures(
            dict(zip(labels(self.step.experiment.runs, self.traces), self.traces, strict=True))
        )

    def to_dict(self) -> dict[str, Any]:
        """The step, its runs and their results, for JSON; texts in the language of the moment."""
        step, traces = self.step, self.spoken_of
        told: dict[str, Any] = {"text": step.text.paragraphs(traces)}
        if question := step.question:
            told["question"] = question.text.line(traces)
            told["choices"] = [choice.line(traces) for choice in question.choices]
            told["answer"] = question.answer
        if step.after:
            told["after"] = step.after.paragraphs(traces)
        if step.experiment:
            runs = {str(k): trace for k, trace in enumerate(self.traces, 1)}
            told |= document(step.experiment, runs, every=None)
        return told

    def _paragraphs(self, text: Text) -> list[Block]:
        return [Paragraph(part) for part in text.paragraphs(self.spoken_of)]

    def _runs(self) -> list[Block]:
        experiment, traces = self.step.experiment, self.traces
        if experiment is None:
            return []
        if len(traces) == 1:
            return [*logs(traces), Paragraph(traces[0].verdict().summary())]
        return [results(experiment.runs, traces), *logs(traces)]


@dataclass(frozen=True, eq=False)
class GuidedLab:
    """A lab with its runs: it shows itself in a notebook, and `print` prints it.

    Args:
        lab: as it is written down.
        on_step: as `descend` takes it, for every run.
    """

    lab: Lab
    on_step: OnStep | None = None

    @cached_property
    def steps(self) -> tuple[ToldStep, ...]:
        """The steps; none has run yet."""
        told: list[ToldStep] = []
        for index in range(len(self.lab.steps)):
            told.append(ToldStep(self.lab, index, told[-1] if told else None, self.on_step))
        return tuple(told)

    def opening(self) -> Section:
        """The title and what it is about."""
        return Section(self.lab.title.line(), [Paragraph(part) for part in self.lab.about.paragraphs()])

    def sections(self) -> list[Section]:
        """The whole lab in the language of the moment, without its pictures."""
        told = (step.asking() + step.showing(pictures=False) for step in self.steps)
        return [self.opening(), *chain.from_iterable(told)]

    def to_dict(self, steps: int | None = None) -> dict[str, Any]:
        """The document that `--json` prints, with the first `steps` steps, or all."""
        return {
            "lab": self.lab.name,
            "title": self.lab.title.line(),
            "about": self.lab.about.paragraphs(),
            "steps": [step.to_dict() for step in self.steps[:steps]],
        }

    def __str__(self) -> str:
        return as_text(self.sections())

    def _repr_html_(self) -> str:
        parts = [as_html([self.opening()])]
        for step in self.steps:
            images = {key: picture.png() for key, picture in step.pictures().items()}
            parts.append(as_html([*step.asking(), *step.showing()], images))
        return "\n".join(parts)
