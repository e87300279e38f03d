"""The code of a run: a plain PyTorch program that prints the same log, with nothing of this package in it."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from ravine.batches import Batches
from ravine.cost import parameters
from ravine.descent import whole_epochs
from ravine.experiment import Experiment, Run
from ravine.program.by_hand import hand_part
from ravine.program.by_torch import torch_part
from ravine.program.data import data_parts
from ravine.program.formula import cost_formula
from ravine.program.loop import Form, show_part
from ravine.program.surfaces import surface_formula
from ravine.program.text import Part, comment, imports
from ravine.trace import thin
from ravine.words import say

__all__ = ["notebook", "program"]


def program(
    experiment: Experiment,
    *,
    every: int = 1,
    lines: Mapping[str, str] | None = None,
    folder: Path = Path(),
) -> str:
    r"""A plain PyTorch program that makes the runs of `experiment`, one after another, and prints their logs.

    Its comments are in the language of the moment. It prints what `Trace.log(every)` holds; its sums are
    taken in PyTorch's order, so the last bits of a number may differ.

    Args:
        experiment: its runs by hand become loops with the gradient and the update rule written out, those
            by torch loops with autograd and `torch.optim`; an lr that is to be the best is worked out and
            written as a number.
        every: print each `every`-th epoch and the last.
        lines: how a lab prints an epoch, by engine: a format with places for epoch, epochs, W and cost.
        folder: where the file that the experiment names is looked for, here and by the program.

    Raises:
        SettingError: when the experiment can't be run.
        DataError: when its rows are neither in a text file nor few enough to be written out.

    Example:
        >>> from ravine.data import Data
        >>> text = program(Experiment(Data([[1], [2], [3]], [1, 2, 3]), bias=False))
        >>> [line for line in text.splitlines() if "gradient =" in line]
        ['    gradient = 2 / m * torch.sum((W * x_train - y_train) * x_train)']
    """
    pieces = _parts(experiment, every, lines or {}, folder)
    return "\n\n".join(f"{comment(part.title)}\n{part.code}" for part in pieces) + "\n"


def notebook(experiment: Experiment, **how: Any) -> dict[str, Any]:
    """The same program as a notebook (nbformat 4): a heading and a cell of code for each of its parts.

    Args:
        experiment: as for `program`.
        how: `every`, `lines` and `folder`, as for `program`.
    """
    pieces = _parts(experiment, **{"every": 1, "lines": {}, "folder": Path(), **how})
    cells: list[dict[str, Any]] = []
    for number, part in enumerate(pieces):
        level = "##" if number else "#"
        cells.append({"cell_type": "markdown", "id": f"title-{number}", "source": f"{level} {part.title}"})
        code = {"execution_count": None, "outputs": [], "source": part.code.strip()}
        cells.append({"cell_type": "code", "id": f"code-{number}", **code})
    return {
        "cells": [{**cell, "metadata": {}} for cell in cells],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _parts(experiment: Experiment, every: int, lines: Mapping[str, str], folder: Path) -> list[Part]:
    experiment = _checked(experiment, every)
    form = _form(experiment, every, lines)
    parts = [] if experiment.surface else data_parts(experiment, folder)
    if any(run.engine not in lines for run in experiment.runs):
        parts.append(show_part(form))
    parts += [_run(experiment, run, form) for run in experiment.runs]
    cost = "surface" if experiment.surface else experiment.cost().loss.name
    return [Part(say("code-title", cost=cost), imports(parts)), *parts]


def _form(experiment: Experiment, every: int, lines: Mapping[str, str]) -> Form:
    names, batches = experiment.objective().names, None
    if experiment.batch_size is not None:
        batches = Batches(experiment.batch_size, experiment.seed, experiment.sampling)
    return Form(
        names=names,
        start=parameters(experiment.begin, names, np.float64),
        epochs=experiment.epochs,
        dtype="float64" if experiment.surface else experiment.dtype,
        every=every,
        lines=lines,
        batches=batches,
        per_epoch=batches.per_epoch(experiment.cost().m) if batches else 1,
        clip=experiment.clip,
        tol=experiment.tol,
    )


def _run(experiment: Experiment, run: Run, form: Form) -> Part:
    # Without an update no schedule is heard, and none could be laid over its epochs.
    rule = (run if form.epochs else replace(run, schedule=None)).rule(run.lr or 0.0, form.steps)
    if experiment.surface:
        formula = surface_formula(experiment.surface, by_hand=run.engine == "hand")
    else:
        formula = cost_formula(experiment.cost(run), by_hand=run.engine == "hand")
    return (hand_part if run.engine == "hand" else torch_part)(rule, formula, form)


def _checked(experiment: Experiment, every: int) -> Experiment:
    """The experiment as loops over the rows, every lr a number; what a run would complain of, this does."""
    whole_epochs(experiment.epochs)
    thin(0, every)
    experiment = experiment.resolve()
    loops = {"exact": "hand"}
    runs = tuple(replace(run, engine=loops.get(run.engine, run.engine)) for run in experiment.runs)
    for run in runs:
        replace(experiment, epochs=0).descend(replace(run, engine="hand"))
    return replace(experiment, runs=runs)
