"""`ravine code`: a run as a plain PyTorch program."""

import codecs
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ravine.cli.command import command
from ravine.cli.grammar import Count, Misuse, Number, Verb
from ravine.cli.options import (
    COMPUTING,
    ENGINES,
    LANGUAGE,
    READING,
    SOURCE,
    document_of,
    experiment_of,
    is_document,
    only_without,
    runs_of,
    typed,
    which_target,
)
from ravine.cli.show import save_text
from ravine.words import say

if TYPE_CHECKING:
    from ravine.experiment import Experiment


@command.command(cls=Verb)
@SOURCE
@click.option("--lr", type=Number("auto"), default="auto")
@click.option("--torch-lr", type=Number())
@click.option("--standardize", is_flag=True)
@COMPUTING
@click.option("--every", type=Count(1), default="1")
@click.option("--notebook", is_flag=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE")
@LANGUAGE
def code(
    source: str, target: str | None, every: int, notebook: bool, output: Path | None, **settings: Any
) -> int:
    """The code of a run."""
    from ravine import labs, program
    from ravine.labs.telling import HAND_LINE, TORCH_LINE

    if target is None and source not in labs.names() and not is_document(source):
        return which_target("code", source, settings, plain=False)
    experiment = _experiment(source, target, settings)
    how = {
        "every": every,
        "lines": {"hand": HAND_LINE, "torch": TORCH_LINE} if source in labs.names() else {},
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


def _experiment(source: str, target: str | None, settings: dict[str, Any]) -> "Experiment":
    """The experiment that a command line describes: a lab's, a document's, or one on a file of data."""
    from ravine import labs
    from ravine.experiment import Run

    computing = {key: settings.pop(key) for key in ("engine", "gradient", "lr", "torch_lr")}
    if source in labs.names():
        experiment = _lab(source, settings, **computing)
    elif is_document(source):
        experiment = document_of(source, settings, **computing)
    else:
        computing["engine"] = computing["engine"] or "both"
        experiment = experiment_of(source, str(target), settings, runs=runs_of((Run(),), **computing))
    if computing["torch_lr"] is not None and all(run.engine != "torch" for run in experiment.runs):
        raise Misuse(say("usage-torch-lr"))
    return experiment


def _lab(
    name: str,
    settings: dict[str, Any],
    *,
    engine: str | None,
    gradient: str | None,
    lr: float | None,
    torch_lr: float | None,
) -> "Experiment":
    """A lab's experiment with what was typed in place of its own, as `ravine lab` has it."""
    from ravine import labs

    only_without(name, *READING, "no_bias", "standardize")
    experiment = labs.settings(
        labs.read(name),
        engines=ENGINES[engine or "both"],
        gradient=gradient,
        lr=lr,
        torch_lr=torch_lr,
        **{key: settings[key] for key in typed("start", "epochs", "dtype")},
    )
    if lr is None and typed("lr"):  # "auto" in so many words: the best one, not the lab's
        experiment = replace(experiment, runs=tuple(replace(run, lr=None) for run in experiment.runs))
    return experiment


def _printable(text: str) -> str:
    r"""`text` as standard output can carry it; what it can't becomes `\uc5f4`, which Python reads the same.

    Python takes a file for UTF-8, so a stream in another encoding that isn't a terminal gets ASCII only.
    """
    encoding = sys.stdout.encoding or "utf-8"
    if not sys.stdout.isatty() and codecs.lookup(encoding).name != "utf-8":
        encoding = "ascii"
    return text.encode(encoding, "backslashreplace").decode(encoding)
