"""`ravine run` and `ravine theory`: on the reader's own data."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ravine.cli.command import command
from ravine.cli.grammar import Count, Misuse, Number, OneOf, Verb
from ravine.cli.options import (
    COMPUTING,
    DESCENT,
    ENGINES,
    OUTPUT,
    SCALES,
    SOURCE,
    document_of,
    experiment_of,
    is_document,
    needs_target,
    typed,
    which_target,
)
from ravine.cli.rules import RULE, taken, taken_several
from ravine.cli.runs import check_explanations, is_saved, made, new_rows, read
from ravine.cli.show import (
    list_optimizers,
    print_json,
    save_animation,
    save_pictures,
    save_text,
    show_sections,
)
from ravine.words import say

if TYPE_CHECKING:
    from ravine.cli.runs import Comparison, Runs
    from ravine.experiment import Experiment
    from ravine.explain import Explanation
    from ravine.trace import Trace


@command.command(cls=Verb)
@SOURCE
@click.argument("more", nargs=-1)
@click.option("--lr", type=Number("auto"), default="auto")
@click.option("--tuned", is_flag=True)
@click.option("--standardize", is_flag=True)
@RULE
@DESCENT
@click.option("--engine", type=OneOf(tuple(ENGINES)))
@COMPUTING
@click.option("--every", type=Count(1))
@click.option("--explain", type=Count(0), multiple=True, metavar="K")
@click.option("--pictures", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--picture-format", type=OneOf(("png", "svg", "pdf")))
@click.option("--animate", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--predict", metavar="FILE")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE")
@OUTPUT
def run(
    source: str,
    more: tuple[str, ...],
    target: str | None,
    engine: str | None,
    gradient: str | None,
    lr: float | None,
    tuned: bool,
    every: int | None,
    explain: tuple[int, ...],
    pictures: Path | None,
    picture_format: str | None,
    animate: Path | None,
    predict: str | None,
    output: Path | None,
    as_json: bool,
    plain: bool,
    **settings: Any,
) -> int:
    """Descent on the reader's own data."""
    if settings["optimizer"] == "list":
        return list_optimizers(as_json, plain)
    if more and not is_saved(source):
        raise Misuse(say("usage-extra", words=" ".join(more)))
    if target is None and needs_target(source) and not is_saved(source):
        return which_target("run", source, settings, plain)
    if picture_format and not pictures:
        raise Misuse(say("usage-picture-format"))
    if output and not predict:
        raise Misuse(say("usage-output-predict"))
    if animate:
        from ravine.pictures.film import kind_of

        kind_of(animate)  # refused before anything runs
    if is_saved(source):
        runs = read([source, *more])
        check_explanations(explain, runs)
        rows = new_rows(predict, output, source, runs.experiment) if predict else None
    else:
        asked = _asked(source, target, settings, engine=engine, gradient=gradient, lr=lr, tuned=tuned)
        rows = new_rows(predict, output, source, asked) if predict else None
        runs = made(asked, explain, tuned=tuned, bar=not plain)
    _show(runs, explain, every, as_json=as_json, plain=plain)
    if pictures:
        save_pictures(runs.pictures(), pictures, picture_format or "png")
    if animate:
        save_animation(next(iter(runs.traces.values())), animate)
    if rows:
        new, file = rows
        save_text(new.with_predictions(next(iter(runs.traces.values()))), file)
    return 130 if runs.interrupted else 0


def _asked(
    source: str,
    target: str | None,
    settings: dict[str, Any],
    *,
    engine: str | None,
    gradient: str | None,
    lr: float | None,
    tuned: bool,
) -> "Experiment":
    """The experiment that a command line describes, with a run for each of the rules that were named."""
    from ravine.entrants import racers
    from ravine.experiment import Run

    if tuned and typed("lr"):
        raise Misuse(say("usage-tuned-lr"))
    rules, rule = taken_several(settings)
    if engine == "both" and (rules or tuned):
        raise Misuse(say("usage-race-engine"))
    given = rule.pop("settings") if rules else {}
    if is_document(source):
        told = {"settings": {}, **rule}
        asked = document_of(source, settings, engine=engine, gradient=gradient, lr=lr, rule=told)
    else:
        runs = tuple(Run(one, gradient or "mean", lr, **rule) for one in ENGINES[engine or "auto"])
        asked = experiment_of(source, target or "", settings, runs=runs)
    return racers(asked, rules, given) if rules else asked


def _show(
    runs: "Runs | Comparison", explain: tuple[int, ...], every: int | None, *, as_json: bool, plain: bool
) -> None:
    """One document, or sections, and the updates that are to be explained after them."""
    worked = [step for trace in runs.traces.values() for step in _worked(trace, explain)]
    if as_json:
        told = {"explain": [step.to_dict() for step in worked]} if explain else {}
        print_json({**runs.document(every), **told})
    else:
        sections = [part for step in worked for part in step.sections()]
        show_sections([*runs.sections(every), *sections], plain)


@command.command(cls=Verb)
@SOURCE
@click.option("--gradient", type=OneOf(SCALES), metavar="SCALE")
@click.option("--lr", type=Number("auto"), default="auto")
@RULE
@click.option("--batch-size", type=Count(1))
@OUTPUT
def theory(
    source: str,
    target: str | None,
    gradient: str | None,
    lr: float | None,
    as_json: bool,
    plain: bool,
    **settings: Any,
) -> int:
    """What theory knows before anything runs."""
    if settings["optimizer"] == "list":
        return list_optimizers(as_json, plain)
    if target is None and needs_target(source):
        return which_target("theory", source, settings, plain)
    from ravine.experiment import Run
    from ravine.report.theories import noise_of, theory_document, theory_of, theory_sections

    rule = taken(settings)
    if is_document(source):
        experiment = document_of(source, settings, gradient=gradient, lr=lr, rule=rule)
    else:
        runs = (Run(gradient=gradient or "mean", lr=lr, **rule),)
        experiment = experiment_of(source, target or "", settings, runs=runs)
    run = experiment.runs[0]
    known = theory_of(experiment, run)
    noise = noise_of(experiment, run, known)
    if as_json:
        print_json(theory_document(experiment, known, noise))
    else:
        show_sections(theory_sections(known, noise, surface=experiment.surface is not None), plain)
    return 0


def _worked(trace: "Trace", explain: tuple[int, ...]) -> "list[Explanation]":
    """The updates that are to be explained; of a run that was interrupted, those that it came to."""
    return [trace.explain(k) for k in explain if k < len(trace.cost) - 1 or not trace.interrupted]
