"""Theory as it is shown: sections to lay out, or one JSON document."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from ravine.analysis.curvature import Local, local
from ravine.analysis.momentum import is_constant, limit, sgd_of
from ravine.analysis.noise import Noise
from ravine.analysis.spectrum import Theory
from ravine.cost import GRADIENTS
from ravine.errors import SettingError
from ravine.experiment import Experiment, Run
from ravine.optim import SGD
from ravine.story import Block, Paragraph, Section, Table
from ravine.trace import thin
from ravine.verdict.account import not_unique
from ravine.words import exact, number, say


def theory_of(experiment: Experiment, run: Run) -> Theory | Local:
    """What theory knows of the cost and the rule of a run; of a cost that is no quadratic, near one W only.

    An lr that isn't given is the best one, where one is known.

    Raises:
        SettingError: for a rule that theory doesn't speak of.
    """
    asked = run.rule(run.default_lr if run.lr is None else run.lr, experiment.epochs)
    rule = sgd_of(asked)
    if rule is None:
        raise SettingError("theory-rule", got="maximize" if asked.settings.get("maximize") else run.optimizer)
    known = experiment.theory(run)
    if known is None:
        return local(experiment.objective(run), rule=rule, start=experiment.begin)
    if run.lr is not None:
        return known.follow(rule)
    if rule.plain:
        return known.follow(None)
    if not is_constant(rule):
        return known.follow(sgd_of(run.rule(experiment.lr(run), experiment.epochs)))
    best = known.follow(rule).best_lr
    return known.follow(replace(rule, lr=best if np.isfinite(best) else 1.0))


def noise_of(experiment: Experiment, run: Run, known: Theory | Local) -> Noise | None:
    """What the mini-batches of a run make of it; None where there are none.

    Raises:
        SettingError: for another cost than least squares, or a rule with momentum, decay or a schedule.
    """
    if experiment.batch_size is None:
        return None
    if isinstance(known, Local) or experiment.surface is not None:
        raise SettingError("theory-noise-rule", got=say("theory-another-cost"))
    if known.rule is not None and not known.rule.plain:
        raise SettingError("theory-noise-rule", got=_settings(known.rule))
    return Noise(experiment.cost(run), experiment.batch_size)


def theory_sections(
    known: Theory | Local, noise: Noise | None = None, *, surface: bool = False
) -> list[Section]:
    """What theory knows of a cost and a rule, on the columns as they are and on standardised ones.

    Args:
        known: the theory.
        noise: of mini-batches, where the descent has these.
        surface: whether the cost is a surface, which has no columns to standardise and one gradient.
    """
    if isinstance(known, Local):
        return _local(known)
    # A schedule is for the columns that it was made for.
    both = [known, known.standardise()] if known.constant and not surface else [known]
    formulas = {known.quadratic.gradient: "∇W"} if surface else GRADIENTS
    blocks: list[Block] = [Paragraph(_intro(known, formulas)), *map(Paragraph, _remarks(known))]
    header = (say("theory-raw"), say("theory-standardised"))[: len(both)]
    blocks.append(Table(["", *([""] if surface else header)], _rows(both, formulas)))
    if known.flat:
        blocks.append(Paragraph(not_unique(known)))
    return [
        Section(say("theory-title"), blocks),
        *([_noise(known, noise)] if noise else []),
        Section(
            say("theory-directions-surface" if surface else "theory-directions-raw"),
            [_directions_words(known), _directions(both[0])],
        ),
        *[Section(say("theory-directions-standardised"), [_directions(one)]) for one in both[1:]],
    ]


def _local(known: Local) -> list[Section]:
    """What is known near one W, and that it holds there only."""
    W = ", ".join(f"{name} {number(float(w))}" for name, w in zip(known.names, known.W, strict=True))
    told = [f"{say('theory-local', W=W)} {say('theory-local-where', where=known.where)}".rstrip()]
    if known.negative:
        told.append(say("theory-local-none", count=known.negative))
    elif known.sizes is not None and known.stable_lr is not None:
        rule = type(known.rule).__name__
        told.append(say("theory-local-adam", rule=rule, stable=exact(known.stable_lr)))
    elif known.stable_lr is not None:
        settings = _settings(known.rule) if isinstance(known.rule, SGD) else ""
        stable = exact(known.stable_lr)
        told.append(
            say("theory-local-stable", stable=stable, gradient=known.gradient, settings=settings or "none")
        )
    if known.flat:
        told.append(say("theory-local-flat", count=known.flat))
    told.append(say("theory-local-condition", condition=known.condition))
    shown = thin(len(known.eigenvalues) - 1, lines=20)
    rows = [(str(j + 1), number(float(known.eigenvalues[j])), _columns(known.main_columns(j))) for j in shown]
    table = Table(["", "λ", say("theory-columns")], rows)
    return [Section(say("theory-local-title"), [*map(Paragraph, told), table])]


def theory_document(
    experiment: Experiment, known: Theory | Local, noise: Noise | None = None
) -> dict[str, Any]:
    """What `theory` prints as JSON: the numbers for the columns as they are and for standardised ones."""
    told: dict[str, Any] = {"experiment": experiment.to_dict()}
    if isinstance(known, Local):
        return {**told, "theory": known.to_dict()}
    told["theory"] = _document(known)
    if known.constant and experiment.surface is None:
        told["standardised"] = _document(known.standardise())
    if noise:
        lr = _lr(known)
        told["batches"] = {
            "size": noise.batch_size,
            "lr": lr,
            "stationary_excess": noise.excess(lr),
            "stable_lr": noise.stable_lr,
        }
    return told


def _document(known: Theory) -> dict[str, Any]:
    told = known.to_dict()
    if not known.constant:
        return told
    for name, nesterov in (("heavy_ball", False), ("nesterov", True)):
        rules = {"best": known.best_rule(nesterov), "long_run": known.long_run_rule(nesterov)}
        told[name] = {
            which: {
                "lr": rule.lr,
                "momentum": rule.momentum,
                "epochs_to_1_percent": known.follow(rule).epochs_to_1_percent(),
            }
            for which, rule in rules.items()
        }
    return told


def _intro(known: Theory, formulas: Mapping[str, str]) -> str:
    told = {"p": len(known.names), "gradient": formulas[known.quadratic.gradient]}
    if known.rule is None or known.rule.plain:
        return say("theory-intro", **told)
    return say("theory-intro-rule", settings=_settings(known.rule), **told)


def _settings(rule: SGD) -> str:
    """The settings that make a difference, and the schedules."""
    told = {"lr": rule.lr} if callable(rule.lr) else {}
    return ", ".join(
        name if value is True else f"{name} {_schedule(value) if callable(value) else number(float(value))}"
        for name, value in {**told, **rule.settings}.items()
        if callable(value) or value
    )


def _schedule(schedule: Any) -> str:
    """The name of a function, else of the class, also where it is a method such as `OneCycleLR.momentum`."""
    owner = getattr(schedule, "__self__", schedule)
    return getattr(owner, "__name__", type(owner).__name__)


def _remarks(known: Theory) -> list[str]:
    """What is said of the rule's own lr, its schedule, its weight decay."""
    rule, told = known.rule, []
    if rule is None:
        return told
    if not known.constant:
        told.append(say("theory-intro-schedule"))
    elif rule.lr != known.best_lr:
        told.append(
            say(
                "theory-own",
                lr=number(rule.lr),
                regime=known.regime().name.lower(),
                move=known.curvature(),
                limit=limit(rule),
            )
        )
    if rule.weight_decay:
        modes = known.modes()
        excess = float(modes.rest**2 @ modes.curvatures) / 2
        told.append(say("theory-decay", decay=rule.weight_decay / known.quadratic.ratio, excess=excess))
    return told


def _rows(both: Sequence[Theory], formulas: Mapping[str, str]) -> list[tuple[str, ...]]:
    rule, epochs = both[0].rule or SGD(), both[0].epochs
    rows = [_row("theory-condition", both, lambda one: number(one.condition))]
    if not both[0].constant:
        return [*rows, _row("theory-own-epochs", both, lambda one: _epochs(one.epochs_to_1_percent()))]
    for name, formula in formulas.items():
        limits = [exact(one.stable_lr_for(name)) for one in both]
        rows.append((say("theory-stable", formula=formula), *limits))
    rows += [
        _row("theory-best", both, lambda one: exact(one.best_lr), epochs=epochs),
        _row("theory-epochs", both, lambda one: _epochs(one.epochs_to_1_percent(one.best_lr))),
        _row(
            "theory-long-run", both, lambda one: exact(one.long_run_lr), plain="yes" if rule.plain else "no"
        ),
        _row("theory-epochs", both, lambda one: _epochs(one.epochs_to_1_percent(one.long_run_lr))),
    ]
    if rule.plain:
        rows += _tuned(say("theory-best-heavy-ball", epochs=epochs), both, nesterov=False)
        rows += _tuned(say("theory-best-nesterov"), both, nesterov=True)
    return rows


def _tuned(label: str, both: Sequence[Theory], nesterov: bool) -> list[tuple[str, ...]]:
    """The best lr and momentum, and the epochs that they take."""
    rules = [one.best_rule(nesterov) for one in both]
    needed = [one.follow(rule).epochs_to_1_percent() for one, rule in zip(both, rules, strict=True)]
    pairs = [say("theory-pair", lr=number(rule.lr, 4), momentum=number(rule.momentum, 4)) for rule in rules]
    return [(label, *pairs), (say("theory-epochs"), *map(_epochs, needed))]


def _noise(known: Theory, noise: Noise) -> Section:
    """What batches make of it."""
    lr = _lr(known)
    excess = noise.excess(lr)
    told = {"lr": lr, "stable": exact(noise.stable_lr), "whole": exact(known.follow(None).stable_lr)}
    if lr >= noise.stable_lr:
        text = say("theory-noise-diverging", **told)
    else:
        text = say("theory-noise", excess=excess, **told) if excess else say("theory-noise-none", **told)
    return Section(say("theory-noise-title", size=noise.batch_size), [Paragraph(text)])


def _lr(known: Theory) -> float:
    """The lr that theory is about: the rule's own, else the best one."""
    return float(known.modes().first.lr)


def _directions(known: Theory) -> Table:
    best = known.best_lr
    shown = thin(max(len(known.eigenvalues) - 1, 0), lines=20)
    directions = known.by_direction(best)
    rows = [
        (
            str(j + 1),
            number(directions[j].curvature),
            number(directions[j].share, 3),
            number(directions[j].factor),
            _epochs(directions[j].epochs),
            _columns(directions[j].columns),
        )
        for j in shown
    ]
    header = (say("theory-share"), say("theory-factor"), say("theory-to-1-percent"), say("theory-columns"))
    return Table(["", "λ", *header], rows)


def _directions_words(known: Theory) -> Paragraph:
    """What the columns of that table are."""
    return Paragraph(say("theory-directions", lr="first" if known.best_lr is None else "best"))


def _columns(columns: Sequence[tuple[str, float]]) -> str:
    """The largest ones; a column whose part is a hundredth of the largest one's says nothing."""
    largest = abs(columns[0][1])
    return ", ".join(f"{name} {number(part, 2)}" for name, part in columns if abs(part) > 0.01 * largest)


def _row(key: str, both: Sequence[Theory], value: Any, **values: Any) -> tuple[str, ...]:
    return (say(key, **values), *map(value, both))


def _epochs(epochs: int | None) -> str:
    return say("theory-never") if epochs is None else f"{epochs:,}"
