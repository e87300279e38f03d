"""The runs that `ravine run` shows: one experiment's, a race, or several read from documents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ravine.cli.grammar import Misuse
from ravine.cli.options import only_without
from ravine.cli.terminal import watched
from ravine.errors import SettingError
from ravine.words import say

if TYPE_CHECKING:
    from ravine.experiment import Experiment
    from ravine.pictures import Picture
    from ravine.predictions import NewRows
    from ravine.races import Race
    from ravine.story import Section
    from ravine.trace import Trace

# What may be typed beside saved runs: how they are shown.
SHOWING = (
    *("every", "explain", "pictures", "picture_format", "animate", "predict", "output"),
    *("as_json", "plain", "lang", "help"),
)


@dataclass(frozen=True)
class Runs:
    """What was run, and how it is shown.

    Args:
        asked: what was asked for.
        experiment: the same with every lr a number.
        traces: the runs by engine, or by the names that they have in a race.
        race: the same side by side, where they are shown so.
        tried: how many lrs were tried, of runs whose lr was searched for.
        interrupted: whether Ctrl-C ended it.
    """

    asked: "Experiment"
    experiment: "Experiment"
    traces: "Mapping[str, Trace]"
    race: "Race | None" = None
    tried: Mapping[str, int] = field(default_factory=dict)
    interrupted: bool = False

    def sections(self, every: int | None) -> "list[Section]":
        """What a terminal shows."""
        from ravine.report import run_sections
        from ravine.report.races import race_sections, tuned_section

        if self.race:
            return race_sections(self.race, self.experiment, every)
        shown = run_sections(self.asked, self.traces, every)
        return [*shown, tuned_section(self.tried, self.experiment.epochs)] if self.tried else shown

    def document(self, every: int | None) -> dict[str, Any]:
        """What `--json` prints."""
        from ravine.report import document
        from ravine.report.races import race_document

        if self.race:
            return race_document(self.experiment, self.race, every or 1)
        tried = {"tried": sum(self.tried.values())} if self.tried else {}
        return {**document(self.experiment, self.traces, every or 1), **tried}

    def pictures(self) -> "dict[str, Picture]":
        """What `--pictures` saves."""
        from ravine.pictures import race_pictures, run_pictures

        return race_pictures(self.traces) if self.race else run_pictures(self.traces)


@dataclass(frozen=True)
class Comparison:
    """Runs read from several documents, each with its own experiment."""

    experiments: "Mapping[str, Experiment]"
    race: "Race"

    experiment = None
    interrupted = False

    @property
    def traces(self) -> "Mapping[str, Trace]":
        """The runs by the names of their files."""
        return self.race.traces

    def sections(self, every: int | None) -> "list[Section]":
        """What a terminal shows."""
        from ravine.report.races import comparison_sections

        return comparison_sections(self.experiments, self.race, every)

    def document(self, every: int | None) -> dict[str, Any]:
        """What `--json` prints."""
        from ravine.report.races import comparison_document

        return comparison_document(self.experiments, self.race, every or 1)

    def pictures(self) -> "dict[str, Picture]":
        """What `--pictures` saves."""
        from ravine.pictures import race_pictures

        return race_pictures(self.traces)


def made(asked: "Experiment", explain: Sequence[int], *, tuned: bool, bar: bool) -> Runs:
    """The runs of an experiment, up to the one that Ctrl-C ended; while lrs are tried, that ends it all."""
    from ravine.entrants import is_race, names, tune
    from ravine.explain import epoch_of
    from ravine.races import Race

    for k in explain:
        epoch_of(k, asked.epochs)
    tried: Mapping[str, int] = {}
    racing, called = is_race(asked), names((asked if tuned else asked.resolve()).runs)
    if tuned:
        with watched(asked.updates, bar=bar) as watch:
            asked, tried = tune(asked, watch)
    experiment, traces, interrupted = asked.resolve(), {}, False
    called = called if racing else [run.engine for run in experiment.runs]
    for name, run in zip(called, experiment.runs, strict=True):
        with watched(experiment.epochs, bar=bar) as watch:
            traces[name] = experiment.descend(run, watch)
        if interrupted := watch.interrupted:
            break
    race = Race(traces, {name: tried[name] for name in traces if name in tried}) if racing else None
    return Runs(asked, experiment, traces, race, tried, interrupted)


def is_saved(source: str | None) -> bool:
    """Whether the source is a document of runs that were made before."""
    return str(source).lower().endswith(".json")


def read(files: Sequence[str]) -> Runs | Comparison:
    """The runs of one document as they were shown, or those of several side by side."""
    from ravine.entrants import is_race
    from ravine.races import Race
    from ravine.saved import load

    _only_showing(files[0])
    if other := [file for file in files if not is_saved(file)]:
        raise Misuse(say("usage-compare", file=other[0]))
    if twice := [file for file in files if files.count(file) > 1]:
        raise Misuse(say("usage-compare-twice", file=twice[0]))
    saved = {name: load(Path(file)) for name, file in zip(_names(files), files, strict=True)}
    if len(files) == 1:
        (one,) = saved.values()
        race = Race(one.traces) if is_race(one.experiment) else None
        return Runs(one.experiment, one.experiment, one.traces, race)
    traces, experiments = {}, {}
    for file, one in saved.items():
        for run, (name, trace) in zip(one.experiment.runs, one.traces.items(), strict=False):
            key = file if len(one.traces) == 1 else f"{file}, {name}"
            traces[key], experiments[key] = trace, replace(one.experiment, runs=(run,))
    return Comparison(experiments, Race(traces))


def check_explanations(explain: Sequence[int], runs: Runs | Comparison) -> None:
    """Complain of an epoch that a run hasn't got."""
    from ravine.explain import epoch_of

    for k in explain:
        for trace in runs.traces.values():
            epoch_of(k, trace.epochs)


def new_rows(
    file: str, output: Path | None, source: str, experiment: "Experiment | None"
) -> "tuple[NewRows, Path]":
    """The rows to predict for, read as the experiment's own file is, and where the predictions go.

    Of several runs none predicts; a file that was read is never written over.
    """
    from ravine.entrants import is_race
    from ravine.predictions import NewRows, file_for

    if experiment is None or is_race(experiment):
        raise Misuse(say("usage-predict-race"))
    reading = {key: experiment.source[key] for key in ("decimal", "encoding") if key in experiment.source}
    chosen = output or file_for(file)
    for own in (file, source, str(experiment.source.get("file", source))):
        if chosen.exists() and Path(own).exists() and chosen.samefile(own):
            raise SettingError("predict-overwrite", file=str(chosen))
    return NewRows.read(file, experiment.training.names, **reading), chosen


def _only_showing(source: str) -> None:
    """Complain of options that say what to run: a document of runs settles that."""
    context = click.get_current_context()
    names = [str(param.name) for param in context.command.params if isinstance(param, click.Option)]
    only_without(source, *(name for name in names if name not in SHOWING))


def _names(files: Sequence[str]) -> list[str]:
    """The files by their own names without the ending, by their paths where two are alike."""
    stems = [Path(file).stem for file in files]
    return stems if len(set(stems)) == len(stems) else list(files)
