"""A lab as it is written down: titles, steps, questions and experiments, read from TOML and checked.

A lab's document is data: nothing in it is executed. A file of data that it names is looked for beside it.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from ravine.descent import whole_epochs
from ravine.errors import DataError, RavineError, SettingError
from ravine.experiment import Experiment
from ravine.labs.figures import Figure, fill, pieces
from ravine.labs.lines import Path as Place
from ravine.labs.lines import line_of
from ravine.trace import Trace
from ravine.words import LANGUAGES, language, visible

LARGEST = 10**6  # bytes; a lab is prose and a few numbers
CHOICES = range(2, 10)  # how many a question may have


@dataclass(frozen=True)
class Source:
    """The document itself: the name of its file, and what is in it."""

    file: str
    text: str

    def where(self, place: Place) -> dict[str, Any]:
        """What an error says of a place: file, line and key."""
        key = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in place)
        return {"file": self.file, "line": line_of(self.text, place), "key": key.removeprefix(".")}


@dataclass(frozen=True)
class Text:
    """A text in one or more languages, and where it stands."""

    versions: Mapping[str, str]
    source: Source
    place: Place

    def paragraphs(self, traces: Sequence[Trace] = ()) -> list[str]:
        """It in the language of the moment, else in the one it is in, with the figures of `traces`.

        Raises:
            DataError: when these runs have no such figure.
        """
        lang = language() if language() in self.versions else next(iter(self.versions))
        try:
            filled = fill(self.versions[lang], traces)
        except RavineError as fault:
            where = self.source.where((*self.place, lang))
            raise DataError("labs-experiment", **where, fault=fault) from fault
        cut = (" ".join(part.split()) for part in re.split(r"\n\s*\n", filled))
        return [visible(part) for part in cut if part]

    def line(self, traces: Sequence[Trace] = ()) -> str:
        """It on one line."""
        return " ".join(self.paragraphs(traces))


@dataclass(frozen=True)
class Question:
    """What is asked before the answer is shown; `answer` is the number of the right choice, from 1."""

    text: Text
    choices: tuple[Text, ...]
    answer: int


@dataclass(frozen=True)
class Step:
    """One step of a lab: a text, and what may follow it: a question, runs, an explanation."""

    text: Text
    question: Question | None
    experiment: Experiment | None
    after: Text | None
    place: Place


@dataclass(frozen=True, eq=False)
class Lab:
    """A lab as it is written down."""

    name: str
    title: Text
    about: Text
    steps: tuple[Step, ...]
    source: Source

    @cached_property
    def experiment(self) -> Experiment | None:
        """Its first experiment."""
        return next((step.experiment for step in self.steps if step.experiment), None)


def read_document(file: Path) -> Lab:
    """The lab in a file.

    Raises:
        DataError: when it can't be read or isn't a lab; the error names file, line and key.
    """
    try:
        with file.open("rb") as opened:
            raw = opened.read(LARGEST + 1)
    except (OSError, ValueError) as fault:
        raise DataError(
            "labs-unread", file=str(file), fault=getattr(fault, "strerror", None) or fault
        ) from fault
    if len(raw) > LARGEST:
        raise DataError("labs-large", file=str(file), most=LARGEST)
    try:
        source = Source(str(file), raw.decode("utf-8-sig"))
        document = tomllib.loads(source.text)
    except (ValueError, RecursionError) as fault:  # not UTF-8, not TOML, an absurd number, absurdly deep
        raise DataError("labs-toml", file=str(file), fault=fault) from fault
    return _lab(source, document, file)


def _lab(source: Source, document: Mapping[str, Any], file: Path) -> Lab:
    _table(source, (), document, ("title", "about", "experiment", "step"), needed=("title", "about", "step"))
    shared = _sections(source, ("experiment",), document.get("experiment", {}))
    steps = document["step"]
    if not isinstance(steps, list) or not steps:
        raise DataError("labs-kind", **source.where(("step",)), kind="steps", got=_kind(steps))
    read: list[Step] = []
    for k, section in enumerate(steps):
        before = next((step.experiment for step in reversed(read) if step.experiment), None)
        read.append(_step(source, ("step", k), section, shared, before, file.parent))
    return Lab(
        name=file.stem,
        title=_text(source, ("title",), document["title"], None),
        about=_text(source, ("about",), document["about"], None),
        steps=tuple(read),
        source=source,
    )


def _step(
    source: Source,
    place: Place,
    section: Any,
    shared: Mapping[str, Any],
    before: Experiment | None,
    folder: Path,
) -> Step:
    keys = ("text", "question", "choices", "answer", "after", "experiment")
    _table(source, place, section, keys, needed=("text",))
    experiment = None
    if "experiment" in section:
        own = _sections(source, (*place, "experiment"), section["experiment"])
        experiment = _experiment(source, (*place, "experiment"), {**shared, **own}, folder)
    spoken_of = experiment or before
    return Step(
        text=_text(source, (*place, "text"), section["text"], spoken_of),
        question=_question(source, place, section, spoken_of),
        experiment=experiment,
        after=_text(source, (*place, "after"), section["after"], spoken_of) if "after" in section else None,
        place=place,
    )


def _question(
    source: Source, place: Place, section: Mapping[str, Any], experiment: Experiment | None
) -> Question | None:
    parts = ("question", "choices", "answer")
    if not any(part in section for part in parts):
        return None
    _table(source, place, section, tuple(section), needed=parts)
    choices, answer = section["choices"], section["answer"]
    if not isinstance(choices, list) or len(choices) not in CHOICES:
        got = _kind(choices) if not isinstance(choices, list) else str(len(choices))
        raise DataError("labs-kind", **source.where((*place, "choices")), kind="choices", got=got)
    if isinstance(answer, bool) or not isinstance(answer, int) or not 1 <= answer <= len(choices):
        got = str(answer) if isinstance(answer, int) else _kind(answer)
        raise DataError(
            "labs-bad-answer", **source.where((*place, "answer")), most=len(choices), got=got[:40]
        )
    return Question(
        text=_text(source, (*place, "question"), section["question"], experiment),
        choices=tuple(
            _text(source, (*place, "choices", k), choice, experiment) for k, choice in enumerate(choices)
        ),
        answer=answer,
    )


def _experiment(source: Source, place: Place, document: Mapping[str, Any], folder: Path) -> Experiment:
    try:
        experiment = Experiment.from_dict(document, folder)
        whole_epochs(experiment.epochs)
        for run in experiment.runs:
            experiment.objective(run)
        if experiment.keep not in (None, "all"):
            raise SettingError("labs-keep")
    except RavineError as fault:
        raise DataError("labs-experiment", **source.where(place), fault=fault) from fault
    # A lab shows the loop over the rows.
    by_hand = {"auto": "hand"}
    return replace(
        experiment,
        runs=tuple(replace(run, engine=by_hand.get(run.engine, run.engine)) for run in experiment.runs),
    )


def _sections(source: Source, place: Place, section: Any) -> Mapping[str, Any]:
    """The sections of an experiment, whose insides are the experiment's own to check."""
    return _table(source, place, section, ("data", "cost", "descent", "runs"))


def _text(source: Source, place: Place, section: Any, experiment: Experiment | None) -> Text:
    """The text at `place`, in at least one language, each of its figures one that the runs can have."""
    versions = _table(source, place, section, LANGUAGES)
    if not versions:
        raise DataError("labs-no-language", **source.where(place), known=", ".join(LANGUAGES))
    for lang, text in versions.items():
        where = source.where((*place, lang))
        if not isinstance(text, str) or not text.strip():
            raise DataError("labs-kind", **where, kind="text", got=_kind(text))
        try:
            for piece in pieces(text):
                if isinstance(piece, Figure):
                    piece.check(experiment)
        except RavineError as fault:
            raise DataError("labs-experiment", **where, fault=fault) from fault
    return Text(versions, source, place)


def _table(
    source: Source, place: Place, section: Any, keys: Sequence[str], needed: Sequence[str] = ()
) -> Mapping[str, Any]:
    """`section`, if it is a table that holds what it needs and no other keys than these."""
    if not isinstance(section, Mapping):
        raise DataError("labs-kind", **source.where(place), kind="table", got=_kind(section))
    for key in section:
        if key not in keys:
            raise DataError("labs-key", **source.where((*place, key)), known=", ".join(keys))
    for key in needed:
        if key not in section:
            raise DataError("labs-missing", **source.where((*place, key)))
    return section


def _kind(value: Any) -> str:
    """What TOML calls a value of this type."""
    names = {bool: "boolean", int: "integer", float: "float", str: "string", list: "array", dict: "table"}
    return names.get(type(value), "date")
