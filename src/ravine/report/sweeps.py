"""Sweeps as they are shown: sections to lay out, or one JSON document."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from ravine.experiment import Experiment
from ravine.quadratic import Quadratic
from ravine.report import what_is_descended
from ravine.report.curves import Curve, curves, leader
from ravine.report.findings import of_one, of_pairs, of_rules
from ravine.story import Block, Code, Paragraph, Section, Table
from ravine.sweeps import Sweep
from ravine.words import number, say

FEW = 5  # of the best in the table of one rule


def sweep_sections(
    sweep: Sweep, experiment: Experiment | None = None, command: str | None = None
) -> list[Section]:
    """What was swept, which descents did best, and what that tells of lr and momentum.

    Args:
        sweep: the descents.
        experiment: their cost, where they are of one.
        command: what to type to see the best of them alone.
    """
    found = curves(sweep)
    rules = [list(rows) for _, rows in groupby(found, key=lambda curve: curve.k)]
    if sweep.momentum is not None:
        sentences = of_pairs(rules)
    else:
        sentences = of_rules(found) if len(rules) > 1 else of_one(found[0])
    blocks: list[Block] = [*map(Paragraph, sentences)]
    if not (found[0].at_the_best or all(curve.diverged.all() for curve in found)):
        ranges = [_ranges(found)] if len(rules) > 1 and sweep.momentum is None else []
        next_one = [Paragraph(say("sweep-next")), Code(command)] if command and not sweep.separable else []
        blocks = [_best(sweep, rules), *ranges, *blocks, *next_one]
    return [_setting(sweep, experiment), Section(say("sweep-best-title"), blocks)]


def sweep_document(experiment: Experiment, sweep: Sweep) -> dict[str, Any]:
    """The experiment, what `Sweep.to_dict` has, theory, and what is read off it by rule and momentum."""
    read = [curve.to_dict() for curve in curves(sweep)]
    known = sweep.theory.to_dict() if sweep.theory else None
    return {"experiment": experiment.to_dict(), **sweep.to_dict(), "theory": known, "curves": read}


def _setting(sweep: Sweep, experiment: Experiment | None) -> Section:
    """What was descended, by which rules, over which lrs, and how it was computed."""
    title, blocks = say("sweep-title", count=sweep.end_cost.size), []
    if experiment is not None:
        title, blocks = _cost(sweep, experiment)
    momenta = sweep.momentum
    if momenta is not None:
        ends = {"low": number(float(min(momenta)), 9), "high": number(float(max(momenta)), 9)}
        blocks.append(Paragraph(say("sweep-momenta", count=len(momenta), **ends)))
    sizes = {"starts": len(sweep.starts), "epochs": sweep.epochs}
    blocks.append(
        Paragraph(f"{say('sweep-count', count=sweep.end_cost.size, **sizes)} {_exact(sweep)}".rstrip())
    )
    return Section(title, blocks)


def _cost(sweep: Sweep, experiment: Experiment) -> tuple[str, list[Block]]:
    """The title and the words for the cost, and for every rule that isn't plain descent."""
    how = {"lr": _lrs(sweep), "auto": "no", "epochs": sweep.epochs, "dtype": experiment.dtype}
    rules = [
        Paragraph(_rule(sweep, k)) for k, rule in enumerate(sweep.rules) if not getattr(rule, "plain", False)
    ]
    title, told = what_is_descended(experiment, how)
    if experiment.l2:
        rules.append(Paragraph(say("run-l2", l2=number(experiment.l2))))
    if experiment.held_out is not None:
        rules.append(Paragraph(say("sweep-holdout", count=experiment.held_out.m, rows=experiment.data.m)))  # type: ignore[union-attr]
    return title, [*told, *rules]


def _lrs(sweep: Sweep) -> str:
    """The range of lr, or that each rule has its own."""
    count = sweep.lr.shape[1]
    if len({(float(row.min()), float(row.max())) for row in sweep.lr}) > 1:
        return say("sweep-lrs-each", count=count)
    return say("sweep-lrs", count=count, low=float(sweep.lr.min()), high=float(sweep.lr.max()))


def _rule(sweep: Sweep, k: int) -> str:
    """The update rule with its settings, but for the momentum where that was swept."""
    rule: Any = sweep.rules[k]
    swept = () if sweep.momentum is None else ("momentum", "beta1")
    settings = [
        name if value is True else f"{name} {type(value).__name__ if callable(value) else number(value)}"
        for name, value in rule.settings.items()
        if value is not False and name not in swept
    ]
    schedule = type(rule.lr).__name__ if callable(rule.lr) else "none"
    how = {"rule": type(rule).__name__, "formula": rule.formula, "settings": ", ".join(settings) or "–"}
    return say("run-rule", schedule=schedule, **how)


def _exact(sweep: Sweep) -> str:
    """That the rows were read once, where the cost is a quadratic with more rows than it needs."""
    rows = getattr(sweep.objective, "m", 0)
    few = sweep.objective.p + 1
    if sweep.theory is None or isinstance(sweep.objective, Quadratic) or rows <= few:
        return ""
    return say("run-exact", rows=rows, few=few)


def _best(sweep: Sweep, rules: Sequence[Sequence[Curve]]) -> Table:
    """The best few descents; of several rules the best of each."""
    several, momenta = len(rules) > 1, sweep.momentum is not None
    header = [say("sweep-rule")] * several + ["lr"] + [say("sweep-momentum")] * momenta
    header += [say("race-epochs"), say("race-cost")]
    if several:
        shown = [(best, best.best) for best in sorted(map(leader, rules), key=lambda one: one.place)]
    else:
        shown = sorted(
            ((curve, i) for curve in rules[0] for i in curve.order[:FEW]), key=lambda one: one[0].rank(one[1])
        )[:FEW]
    rows = [
        [
            *([curve.name] * several),
            number(float(curve.lr[i])),
            *([number(curve.momentum or 0.0)] * momenta),
            _epochs(curve, i),
            number(float(curve.cost[i])),
        ]
        for curve, i in shown
    ]
    return Table(header, rows, keys=1 + several)


def _epochs(curve: Curve, i: int) -> str:
    if curve.reached[i]:
        return f"{int(curve.epochs[i]):,}"
    if curve.left[i]:
        return say("sweep-left-again", epoch=int(curve.epochs[i]))
    return say("race-unknown" if curve.sweep.least is None or curve.at_the_best else "race-not-reached")


def _good(curve: Curve) -> str:
    if curve.good:
        return say("sweep-from-to", low=curve.good[0], high=curve.good[1])
    return say("sweep-one-lr") if curve.reached.any() else _epochs(curve, curve.best)


def _ranges(found: Sequence[Curve]) -> Table:
    """How exactly each rule wants its lr, and where it diverges."""
    rows = [
        [
            curve.name,
            _good(curve),
            f"× {number(curve.width, 3)}" if curve.width else "–",
            number(curve.cliff[1]) if curve.cliff else say("sweep-nowhere"),
            number(curve.limit, 6) if curve.limit is not None else "–",
        ]
        for curve in found
    ]
    header = [
        say("sweep-rule"),
        say("sweep-range"),
        say("sweep-width"),
        say("sweep-from"),
        say("sweep-limit"),
    ]
    return Table(header, rows)
