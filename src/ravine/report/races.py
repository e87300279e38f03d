"""Races as they are shown: sections to lay out, or one JSON document."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from ravine.experiment import Experiment, Run
from ravine.optim import ASGD, SGD, Clipped
from ravine.outcome import Outcome
from ravine.quadratic import Quadratic
from ravine.races import Finish, Race
from ravine.report import document, setting_section
from ravine.story import Block, Paragraph, Section, Table
from ravine.trace import Trace, thin
from ravine.words import exact, number, say


def race_sections(
    race: Race, experiment: Experiment | None = None, every: int | None = None
) -> list[Section]:
    """What was run, how the runs came in and what to read into it, and their costs by epoch.

    Args:
        race: the runs.
        experiment: what was asked for, where all runs are of one.
        every: show each `every`-th epoch of the costs; about 20 lines where not given.
    """
    came_in: list[Block] = [_finishes(race), *map(Paragraph, _result(race))]
    sections = [
        Section(say("race-title", count=len(race.traces)), came_in),
        Section(say("race-log"), [_log(race, every)]),
    ]
    if experiment is None:
        return sections
    return [setting_section(experiment, list(race.traces.values()), _lrs(race, experiment)), *sections]


def race_document(experiment: Experiment, race: Race, every: int | None = 1) -> dict[str, Any]:
    """The experiment with all its runs, how they came in, and each run as `document` has it.

    Args:
        experiment: what was asked for.
        race: its runs, in the order of the experiment's.
        every: keep each `every`-th epoch of the logs and the last.
    """
    told = {}
    for run, (name, trace) in zip(experiment.runs, race.traces.items(), strict=False):
        whole = document(replace(experiment, runs=(run,)), {run.engine: trace}, every)
        told[name] = {key: value for key, value in whole.items() if key != "experiment"}
    return {
        "experiment": experiment.to_dict(),
        "race": _came_in(race),
        "runs": told,
    }


def comparison_sections(
    experiments: Mapping[str, Experiment], race: Race, every: int | None = None
) -> list[Section]:
    """Runs of several experiments, by name: what each was, where their costs differ, then as a race."""
    told = [(name, experiment, race.traces[name]) for name, experiment in experiments.items()]
    if race.same_cost:
        _, first, _ = told[0]
        runs = tuple(run for _, experiment, _ in told for run in experiment.runs)
        return race_sections(race, replace(first, runs=runs), every)
    settings = [(name, setting_section(experiment, [trace])) for name, experiment, trace in told]
    named = [Section(f"{name}: {one.title}", one.blocks) for name, one in settings]
    return [*named, *race_sections(race, None, every)]


def comparison_document(
    experiments: Mapping[str, Experiment], race: Race, every: int | None = 1
) -> dict[str, Any]:
    """How runs of several experiments came in, and each of them as `document` has it."""
    runs = {
        name: document(experiment, {experiment.runs[0].engine: race.traces[name]}, every)
        for name, experiment in experiments.items()
    }
    return {"race": _came_in(race), "runs": runs}


def tuned_section(tried: Mapping[str, int], epochs: int) -> Section:
    """How the lr of a single run was found."""
    return Section(say("race-tuned-title"), [Paragraph(_tuned(tried, epochs))])


def _came_in(race: Race) -> list[dict[str, Any]]:
    return [{key: value for key, value in row.items() if value is not None} for row in race.table()]


def _tuned(tried: Mapping[str, int], epochs: int) -> str:
    return say("race-tuned", tried=sum(tried.values()), epochs=epochs)


def _lrs(race: Race, experiment: Experiment) -> str:
    """The lr of all, and whether it is the best one for plain gradient descent."""
    if not race.same_lr:
        return say("race-lr-each")
    lr, first = race.finishes[0].lr, next(iter(race.traces.values()))
    best = first.quadratic and experiment.lr(Run(gradient=experiment.runs[0].gradient))
    return say("race-lr-best", lr=exact(lr)) if lr == best else exact(lr)


def _finishes(race: Race) -> Table:
    header = [say("race-run"), "lr", say("race-epochs"), say("race-cost"), say("race-outcome")]
    rows = [
        [
            finish.name,
            number(finish.lr),
            _epochs(finish, race.traces[finish.name]),
            number(race.traces[finish.name].end_cost),
            say(f"race-outcome-{finish.outcome.name.lower()}"),
        ]
        for finish in race.finishes
    ]
    if any(finish.held_out is not None for finish in race.finishes):
        header.insert(4, say("log-held-out"))
        for finish, row in zip(race.finishes, rows, strict=True):
            row.insert(4, "" if finish.held_out is None else number(finish.held_out))
    return Table(header, rows)


def _epochs(finish: Finish, trace: Trace) -> str:
    if finish.epochs_to_1_percent is None:
        return say("race-not-reached") if trace.best else say("race-unknown")
    return f"{finish.epochs_to_1_percent:,}"


def _result(race: Race) -> list[str]:
    """Who was first, by how much, and what to read into it."""
    return [*_who(race), *_lr_remark(race), *_columns_remark(race)]


def _who(race: Race) -> list[str]:
    if not race.same_cost:
        return [say("race-other-costs")]
    if not race.same_start:
        return [say("race-other-starts")]
    told = [say("race-other-epochs")] if len({trace.epochs for trace in race.traces.values()}) > 1 else []
    first, standing = race.first, [one for one in race.finishes if one.outcome is not Outcome.DIVERGED]
    if not standing:
        return [*told, say("race-all-diverged")]
    if first is None:
        return [*told, say("race-tie", name=standing[0].name)]
    others = [finish for finish in standing if finish is not first]
    told.append(_first(race, first, others))
    ends = {finish.name: race.traces[finish.name].end_cost for finish in standing}
    lowest = min(ends, key=ends.__getitem__)
    if first.epochs_to_1_percent is not None and ends[lowest] < ends[first.name]:
        told.append(say("race-lowest", name=lowest, cost=ends[lowest], first=first.name))
    return told


def _first(race: Race, first: Finish, others: list[Finish]) -> str:
    if first.epochs_to_1_percent is None:
        goal = "known" if race.least is not None else "unknown"
        return say("race-first-lowest", name=first.name, cost=race.traces[first.name].end_cost, goal=goal)
    epoch = first.epochs_to_1_percent
    if not others or others[0].epochs_to_1_percent is None:
        return say("race-first-alone", name=first.name, epoch=epoch)
    second = others[0]
    by = (second.epochs_to_1_percent or 0) - epoch
    if by == 0:
        return say("race-first-lower", name=first.name, second=second.name, epoch=epoch)
    return say("race-first", name=first.name, epoch=epoch, second=second.name, by=by)


def _lr_remark(race: Race) -> list[str]:
    if race.tried:
        return [_tuned(race.tried, max(trace.epochs for trace in race.traces.values()))]
    rules = {type(_rule(trace)) for trace in race.traces.values()}
    if not race.same_lr or len(rules) == 1:
        return []
    return [say("race-same-lr", lr=exact(race.finishes[0].lr))]


def _columns_remark(race: Race) -> list[str]:
    """What rules that scale each weight by itself can make of this cost, and what they can't."""
    quadratic = next(iter(race.traces.values())).quadratic
    scaling = [name for name, trace in race.traces.items() if not isinstance(_rule(trace), SGD | ASGD)]
    if quadratic is None or quadratic.p == 1 or quadratic.flat or not (scaling and race.same_cost):
        return []
    eigenvalues = quadratic.eigenvalues
    return [
        say(
            "race-columns",
            names=", ".join(scaling),
            condition=number(eigenvalues[0] / eigenvalues[-1], 3),
            scaled=number(_condition_by_column(quadratic), 3),
        )
    ]


def _condition_by_column(quadratic: Quadratic) -> float:
    """The condition number with every column at length 1, which lies near the least that any scales give.

    Source: A. van der Sluis, Condition numbers and equilibration of matrices, 1969.
    """
    sizes = np.linalg.svd(quadratic.A / np.linalg.norm(quadratic.A, axis=0), compute_uv=False)
    return float((sizes[0] / sizes[quadratic.p - 1]) ** 2)


def _log(race: Race, every: int | None) -> Table:
    """The costs of all runs by epoch."""
    longest = max(len(trace.cost) for trace in race.traces.values())
    rows = [
        [
            str(k),
            *(number(float(trace.cost[k])) if k < len(trace.cost) else "" for trace in race.traces.values()),
        ]
        for k in thin(longest - 1, every)
    ]
    return Table([say("log-epoch"), *race.traces], rows)


def _rule(trace: Trace) -> Any:
    """The update rule beneath clipping."""
    return trace.optimizer.rule if isinstance(trace.optimizer, Clipped) else trace.optimizer


__all__ = ["race_document", "race_sections"]
