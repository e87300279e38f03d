"""`ravine sweep`: many descents at once, over lr and momentum."""

import errno
import os
import shlex
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import numpy as np

from ravine.cli.command import command
from ravine.cli.grammar import Count, Misuse, Numbers, OneOf, Range, Verb
from ravine.cli.options import (
    COST,
    FILE,
    OUTPUT,
    SCALES,
    Source,
    document_of,
    experiment_of,
    is_document,
    needs_target,
    typed,
    which_target,
)
from ravine.cli.rules import FLAGS, NUMBERS, rule_options, taken_several
from ravine.cli.runs import is_saved
from ravine.cli.show import list_optimizers, print_json, save_pictures, show_sections
from ravine.cli.terminal import note, watched
from ravine.errors import SettingError
from ravine.words import number, say

if TYPE_CHECKING:
    from ravine.experiment import Experiment
    from ravine.sweeps import Sweep

# What the command for the best descent alone says in its own way, or not at all.
_OWN = {
    *("lr", "points", "momentum", "optimizer", "epochs"),
    *("pictures", "picture_format", "save", "as_json", "plain"),
}


@command.command(cls=Verb)
@click.argument("source", cls=Source)
@FILE
@COST
@click.option("--lr", type=Range(positive=True))
@click.option("--points", type=Count(2), default="1000")
@click.option("--epochs", type=Count(1), default="1000")
@click.option("--start", type=Numbers())
@click.option("--standardize", is_flag=True)
@rule_options(momentum=Range(single=True, below=1.0))
@click.option("--gradient", type=OneOf(SCALES), metavar="SCALE")
@click.option("--pictures", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--picture-format", type=OneOf(("png", "svg", "pdf")))
@click.option("--save", type=click.Path(path_type=Path), metavar="FILE.parquet")
@OUTPUT
def sweep(
    source: str,
    target: str | None,
    lr: tuple[float, float] | None,
    points: int,
    gradient: str | None,
    pictures: Path | None,
    picture_format: str | None,
    save: Path | None,
    as_json: bool,
    plain: bool,
    **settings: Any,
) -> int:
    """Many descents at once, over lr and momentum."""
    if settings["optimizer"] == "list":
        return list_optimizers(as_json, plain)
    if is_saved(source):
        raise Misuse(say("usage-sweep-saved", file=source))
    if target is None and needs_target(source):
        return which_target("sweep", source, settings, plain)
    if picture_format and not pictures:
        raise Misuse(say("usage-picture-format"))
    if save and save.suffix.lower() != ".parquet":
        raise SettingError("setting-sweep-file", file=str(save))
    if save and not save.parent.is_dir():
        raise SettingError("setting-sweep-unsaved", file=str(save), fault=os.strerror(errno.ENOENT))
    momentum = settings["momentum"] if isinstance(settings["momentum"], tuple) else None
    if momentum:
        if settings["nesterov"] and momentum[0] == 0:
            raise Misuse(say("usage-nesterov-range"))
        settings["momentum"] = momentum[1] if settings["nesterov"] else None  # which asks for one beside it
    experiment, alone = _asked(source, target or "", settings, gradient)
    found = _swept(experiment, lr, momentum, points, bar=not plain)
    _show(found, experiment, _command(found, source) if alone else None, as_json=as_json, plain=plain)
    if pictures:
        from ravine.pictures import sweep_picture

        picture = sweep_picture(found)
        save_pictures({picture.key: picture}, pictures, picture_format or "png")
    if save:
        found.save(save)
        note(say("code-saved", file=str(save)))
    return 0


def _asked(
    source: str, target: str, settings: dict[str, Any], gradient: str | None
) -> tuple["Experiment", bool]:
    """The cost that a command line describes, in float64, with a run for each of the rules.

    And whether `ravine run` makes one run of it, not a race of several.
    """
    from ravine.entrants import racers
    from ravine.experiment import Run

    rules, rule = taken_several(settings)
    given = rule.pop("settings") if rules else {}
    alone = True
    if is_document(source):
        asked = document_of(source, settings, gradient=gradient, rule={"settings": {}, **rule})
        for name in ("batch_size", "clip", "tol"):
            if getattr(asked, name) is not None:
                raise SettingError("sweep-full-batch", file=source, name=name)
        alone = len(asked.runs) == 1
        asked = replace(asked, dtype="float64", runs=asked.runs[:1])
    else:
        asked = experiment_of(source, target, settings, runs=(Run(gradient=gradient or "mean", **rule),))
    asked = racers(asked, rules, given) if rules else asked
    return replace(asked, runs=tuple(replace(run, engine="auto", lr=None) for run in asked.runs)), alone


def _swept(
    experiment: "Experiment",
    lr: tuple[float, float] | None,
    momentum: tuple[float, float] | None,
    points: int,
    *,
    bar: bool,
) -> "Sweep":
    """The descents of all runs of an experiment, each over lrs of its own."""
    from ravine import sweeps

    first = experiment.runs[0]
    with np.errstate(all="ignore"):
        experiment.theory(first)  # complains of a start whose cost is out of range
    with watched(experiment.epochs, bar=bar) as watch:
        return sweeps.sweep(
            experiment.objective(first),
            lr=lr,
            momentum=momentum,
            optimizer={run.optimizer: run.rule(run.default_lr, experiment.epochs) for run in experiment.runs},
            starts=[experiment.objective(first).asarray(experiment.begin)],
            epochs=experiment.epochs,
            points=points,
            on_step=watch,
        )


def _show(
    found: "Sweep", experiment: "Experiment", command: str | None, *, as_json: bool, plain: bool
) -> None:
    from ravine.report.sweeps import sweep_document, sweep_sections

    if as_json:
        print_json(sweep_document(experiment, found))
    else:
        show_sections(sweep_sections(found, experiment, command), plain)


def _command(found: "Sweep", source: str) -> str:
    """The words that run the best descent by itself: what was typed, with its rule, lr and momentum."""
    from ravine.report.curves import curves, leader

    context, best = click.get_current_context(), leader(curves(found))
    rule: Any = found.rules[best.k]
    words = ["ravine", "run", source]
    for param in context.command.params:
        name = str(param.name)
        foreign = name in (*NUMBERS, *FLAGS) and name not in rule.settings
        if isinstance(param, click.Option) and param.expose_value and typed(name) and not foreign:
            words += [] if name in _OWN else _again(param, context.params[name])
    if typed("optimizer"):
        words += ["--optimizer", best.name]
    if best.momentum is not None:
        words += [f"--{best.setting}", number(best.momentum)]
    elif typed("momentum") and "momentum" in rule.settings:
        words += ["--momentum", number(context.params["momentum"])]
    return shlex.join([*words, "--lr", number(float(best.lr[best.best])), "--epochs", str(found.epochs)])


def _again(option: click.Option, value: Any) -> list[str]:
    """An option as it was typed."""
    name = max(option.opts, key=len)
    if option.is_flag:
        return [name]
    if option.multiple:
        return [word for one in value for word in (name, str(one))]
    values = value if isinstance(value, list) else [value]
    return [name, ",".join(number(one, 15) if isinstance(one, float) else str(one) for one in values)]
