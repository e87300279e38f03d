"""`ravine code`: a run as a plain PyTorch program."""

import codecs
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ravine.cli.command import command
from ravine.cli.grammar import Count, Misuse, Number, OneOf, Verb
from ravine.cli.options import (
    CHANGEABLE,
    COMPUTING,
    DESCENT,
    ENGINES,
    LANGUAGE,
    LOOPS,
    READING,
    SOURCE,
    document_of,
    experiment_of,
    is_document,
    needs_target,
    only_without,
    runs_of,
    typed,
    which_target,
)
from ravine.cli.rules import RULE, taken
from ravine.cli.show import save_text, show_sections
from ravine.words import say

if TYPE_CHECKING:
    from ravine.experiment import Experiment


@command.command(cls=Verb)
@SOURCE
@click.option("--lr", type=Number("auto"), default="auto")
@click.option("--torch-lr", type=Number())
@click.option("--standardize", is_flag=True)
@RULE
@DESCENT
@click.option("--engine", type=OneOf(LOOPS))
@COMPUTING
@click.option("--step", type=Count(1))
@click.option("--every", type=Count(1), default="1")
@click.option("--notebook", is_flag=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE")
@LANGUAGE
def code(
    source: str,
    target: str | None,
    step: int | None,
    every: int,
    notebook: bool,
    output: Path | None,
    **settings: Any,
) -> int:
    """The code of a run."""
    from ravine import labs, program
    from ravine.labs.telling import HAND_LINE, TORCH_LINE
    from ravine.report import optimizer_sections

    if settings["optimizer"] == "list":
        show_sections(optimizer_sections(), plain=False)
        return 0
    if target is None and source not in labs.names() and needs_target(source):
        return which_target("code", source, settings, plain=False)
    experiment = _experiment(source, target, step, settings)
    how = {
        "every": every,
        "lines": {"hand": HAND_LINE, "torch": TORCH_LINE} if source == labs.FIRST else {},
        "folder": Path(source).parent if is_document(source) else Path(),
    }
    if notebook:
        text = json.dumps(program.notebook(experiment, **how), indent=1) + "\n"
    else:
        text = program.program(experiment, **how)
    if output:
        save_text(text, output)
    else:
        sys.stdout.write(_printable(text))
    return 0


def _experiment(source: str, target: str | None, step: int | None, settings: dict[str, Any]) -> "Experiment":
    """The experiment that a command line describes: a lab's, a document's, or one on a file of data."""
    from ravine import labs
    from ravine.experiment import Run

    computing = {key: settings.pop(key) for key in ("engine", "gradient", "lr", "torch_lr")}
    rule = taken(settings)
    if source not in labs.names():
        only_without(source, "step")
    if source in labs.names():
        experiment = _lab(source, step, settings, rule, **computing)
    elif is_document(source):
        experiment = document_of(source, settings, rule=rule, **computing)
    else:
        computing["engine"] = computing["engine"] or "both"
        runs = runs_of((Run(**rule),), **computing)
        experiment = experiment_of(source, target or "", settings, runs=runs)
    if computing["torch_lr"] is not None and all(run.engine != "torch" for run in experiment.runs):
        raise Misuse(say("usage-torch-lr"))
    return experiment


def _lab(
    name: str, step: int | None, settings: dict[str, Any], rule: dict[str, Any], **computing: Any
) -> "Experiment":
    """The experiment of a lab's step with what was typed in place of its own."""
    from ravine import labs

    only_without(name, *READING, "no_bias", "standardize", "condition", "turn")
    experiment = _of_step(name, step)
    changes = {key: settings[key] for key in typed(*CHANGEABLE)}
    another = rule["settings"] or typed("optimizer", "schedule")
    if name != labs.FIRST or another or set(changes) - {"start", "epochs", "dtype"}:
        return replace(experiment, runs=runs_of(experiment.runs, rule=rule, **computing), **changes)
    # As `ravine lab` has it: the lr by torch is the one that moves W as far.
    engines = ENGINES[computing.pop("engine") or "both"]
    experiment = labs.settings(experiment, engines=engines, **computing, **changes)
    if computing["lr"] is None and typed("lr"):  # "auto" in so many words: the best one, not the lab's
        experiment = replace(experiment, runs=tuple(replace(run, lr=None) for run in experiment.runs))
    return experiment


def _of_step(name: str, step: int | None) -> "Experiment":
    """The experiment of a lab's step, of its first one with runs where none is named."""
    from ravine import labs

    if step is None:
        return labs.read(name)
    steps = {number: one.experiment for number, one in enumerate(labs.find(name).steps, 1) if one.experiment}
    if step not in steps:
        raise Misuse(say("usage-step", lab=name, known=", ".join(map(str, steps)), got=step))
    return steps[step]


def _printable(text: str) -> str:
    r"""`text` as standard output can carry it; what it can't becomes `\uc5f4`, which Python reads the same.

    Python takes a file for UTF-8, so a stream in another encoding that isn't a terminal gets ASCII only.
    """
    encoding = sys.stdout.encoding or "utf-8"
    if not sys.stdout.isatty() and codecs.lookup(encoding).name != "utf-8":
        encoding = "ascii"
    return text.encode(encoding, "backslashreplace").decode(encoding)
