"""`ravine run` and `ravine theory`: on the reader's own data."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ravine.cli.command import command
from ravine.cli.grammar import Count, Number, OneOf, Verb
from ravine.cli.options import COMPUTING, ENGINES, OUTPUT, SCALES, SOURCE, experiment_of, which_target
from ravine.cli.rules import RULE, taken
from ravine.cli.show import print_json, save_pictures, show_sections
from ravine.cli.terminal import watched

if TYPE_CHECKING:
    from ravine.experiment import Experiment
    from ravine.trace import Trace


@command.command(cls=Verb)
@SOURCE
@click.option("--lr", type=Number("auto"), default="auto")
@click.option("--standardize", is_flag=True)
@RULE
@COMPUTING
@click.option("--every", type=Count(1))
@click.option("--pictures", type=click.Path(path_type=Path), metavar="DIR")
@OUTPUT
def run(
    source: str,
    target: str | None,
    engine: str | None,
    gradient: str | None,
    lr: float | None,
    every: int | None,
    pictures: Path | None,
    as_json: bool,
    plain: bool,
    **settings: Any,
) -> int:
    """Descent on the reader's own data."""
    if settings["optimizer"] == "list":
        return _list_optimizers(as_json, plain)
    if target is None:
        return which_target("run", source, settings, plain)
    from ravine.experiment import Run
    from ravine.report import document, run_sections

    rule = taken(settings)
    runs = tuple(Run(one, gradient or "mean", lr, **rule) for one in ENGINES[engine or "hand"])
    asked = experiment_of(source, target, settings, runs=runs)
    experiment = asked.resolve()
    traces, interrupted = _descend(experiment, bar=not plain)
    if as_json:
        print_json(document(experiment, traces, every or 1))
    else:
        show_sections(run_sections(asked, traces, every), plain)
    if pictures:
        from ravine.pictures import run_pictures

        save_pictures(run_pictures(traces), pictures)
    return 130 if interrupted else 0


@command.command(cls=Verb)
@SOURCE
@click.option("--gradient", type=OneOf(SCALES), metavar="SCALE")
@OUTPUT
def theory(
    source: str, target: str | None, gradient: str | None, as_json: bool, plain: bool, **settings: Any
) -> int:
    """What theory knows before anything runs."""
    if target is None:
        return which_target("theory", source, settings, plain)
    from ravine.experiment import Run
    from ravine.report import theory_document, theory_sections

    experiment = experiment_of(source, target, settings, runs=(Run(gradient=gradient or "mean"),))
    known = experiment.theory(experiment.runs[0])
    if as_json:
        print_json(theory_document(experiment, known))
    else:
        show_sections(theory_sections(known), plain)
    return 0


def _list_optimizers(as_json: bool, plain: bool) -> int:
    """The update rules with their formulas."""
    from ravine.report import optimizer_document, optimizer_sections

    if as_json:
        print_json(optimizer_document())
    else:
        show_sections(optimizer_sections(), plain)
    return 0


def _descend(experiment: "Experiment", *, bar: bool) -> "tuple[dict[str, Trace], bool]":
    """The runs by engine, up to the one that Ctrl-C ended."""
    traces = {}
    for run in experiment.runs:
        with watched(experiment.epochs, bar=bar) as watch:
            traces[run.engine] = experiment.descend(run, watch)
        if watch.interrupted:
            return traces, True
    return traces, False
