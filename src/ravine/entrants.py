"""The runs of a race as one experiment: a run for each rule, their lrs searched for, what they go by."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ravine.analysis.lr_search import find_lr
from ravine.descent import Step
from ravine.errors import SettingError
from ravine.experiment import Experiment, Run
from ravine.optim import RULES, Clipped
from ravine.words import number

OnStep = Callable[[int, Step], bool | None]


def racers(experiment: Experiment, rules: Sequence[str], given: Mapping[str, Any]) -> Experiment:
    """The experiment with a run for each of the rules, all of them as its first run but for the rule.

    Args:
        experiment: one run, with the lr that all shall have, or none: then the best one for plain gradient
            descent.
        rules: by their names in `RULES`.
        given: settings; each goes to the rules that have one of that name.

    Raises:
        SettingError: for a setting that none of the rules has.
    """
    known = {rule: RULES[rule].defaults() for rule in rules}
    for name in given:
        if not any(name in settings for settings in known.values()):
            raise SettingError("race-setting", name=name, rules=", ".join(rules))
    run = experiment.runs[0]
    lr = run.lr if run.lr is not None else experiment.lr(Run(gradient=run.gradient))
    runs = [
        replace(
            run,
            optimizer=rule,
            lr=lr,
            settings={name: value for name, value in given.items() if name in known[rule]},
        )
        for rule in rules
    ]
    return replace(experiment, runs=tuple(runs))


def tune(experiment: Experiment, on_step: OnStep | None = None) -> tuple[Experiment, dict[str, int]]:
    """The experiment with the lr of each run searched for, and how many were tried, by the runs' names.

    Among them are the rule's default and, for plain gradient descent, the best one that theory knows.
    """
    runs, tried = [], {}
    for name, run in zip(names(experiment.runs), experiment.runs, strict=True):
        rule = experiment.rule(run)
        found = find_lr(
            experiment.objective(run),
            rule if experiment.clip is None else Clipped(rule, experiment.clip),
            start=experiment.begin,
            epochs=experiment.epochs,
            batches=experiment.batches,
            also=[run.default_lr, experiment.lr(replace(run, lr=None))],
            on_step=on_step,
        )
        runs.append(replace(run, lr=found.lr))
        tried[name] = found.tried
    return replace(experiment, runs=tuple(runs)), tried


def is_race(experiment: Experiment) -> bool:
    """Whether there are several runs by one engine; one by each is the same run twice."""
    return len({run.engine for run in experiment.runs}) < len(experiment.runs)


def names(runs: Sequence[Run]) -> list[str]:
    """What the runs go by: their rules, and as much beside as tells one from another.

    Example:
        >>> names([Run(optimizer="sgd"), Run(optimizer="adam")])
        ['sgd', 'adam']
        >>> names([Run(lr=0.1), Run(lr=0.2)]), names([Run("hand"), Run("torch")])
        (['sgd, lr 0.1', 'sgd, lr 0.2'], ['sgd, hand', 'sgd, torch'])
    """
    told = [_told(run) for run in runs]
    differ = [key for key in told[0] if len({one[key] for one in told}) > 1] or ["optimizer"]
    if len({one["optimizer"] for one in told}) == len(told):
        return [one["optimizer"] for one in told]
    named = [
        ", ".join(filter(None, [one["optimizer"], *(one[key] for key in differ if key != "optimizer")]))
        for one in told
    ]
    twice = {name for name in named if named.count(name) > 1}
    return [f"{name} ({k})" if name in twice else name for k, name in enumerate(named, 1)]


def _told(run: Run) -> dict[str, str]:
    return {
        "optimizer": run.optimizer,
        "lr": "" if run.lr is None else f"lr {number(run.lr)}",
        "settings": ", ".join(f"{name} {value}" for name, value in run.settings.items()),
        "schedule": run.schedule or "",
        "gradient": run.gradient,
        "engine": run.engine,
    }
