"""Runs and theory as they are shown: one JSON document, or sections to lay out."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from ravine.cost import GRADIENTS
from ravine.data.files import Table as FileTable
from ravine.experiment import Experiment, Run
from ravine.optim import RULES, SCHEDULES, Rule
from ravine.spectrum import Theory, theory
from ravine.story import Block, Code, Formula, Paragraph, Section, Table
from ravine.trace import Trace, thin
from ravine.verdict import not_unique
from ravine.words import exact, number, say

Array = np.ndarray


def document(experiment: Experiment, traces: Mapping[str, Trace], every: int | None = 1) -> dict[str, Any]:
    """One document that says it all: the experiment, its runs epoch by epoch, theory and result.

    `final` and `result` are the first run's; a second run's stand under its engine's name.

    Args:
        experiment: what was asked for.
        traces: its runs by engine.
        every: keep each `every`-th epoch of the log and the last.
    """
    (engine, first), *others = traces.items()
    known = theory(first)
    logs = {engine: _log(trace, every) for engine, trace in traces.items()}
    told = {
        "experiment": experiment.to_dict(),
        "optimizer": _rule_document(experiment.runs[0], first.optimizer),
        "log": logs if others else logs[engine],
        **_result(first),
        "best": {**_named(first, known.best[0]), "cost": known.best[1]},
        "theory": known.to_dict(),
        **{engine: _result(trace) for engine, trace in others},
    }
    if how := experiment.standardisation:
        raw = {"final": first.W[-1], "best": known.best[0]}
        told["raw_columns"] = {name: _named(first, how.undo(W, experiment.bias)) for name, W in raw.items()}
    return told


def run_sections(
    experiment: Experiment, traces: Mapping[str, Trace], every: int | None = None
) -> list[Section]:
    """What was run, its log, where it ended beside the best, and what it did and why.

    Args:
        experiment: what was asked for.
        traces: its runs by engine.
        every: show each `every`-th epoch; about 20 lines where not given.
    """
    first, *others = traces.values()
    sections = [_setting(experiment, first)]
    for engine, trace in traces.items():
        sections.append(Section(say("run-log", engine=say(f"engine-{engine}")), [log_table(trace, every)]))
    if others:
        sections[-1] = Section(sections[-1].title, [*sections[-1].blocks, _difference(first, others[0])])
    sections.append(_weights(experiment, first))
    return [*sections, verdict_section(first)]


def trace_sections(trace: Trace) -> list[Section]:
    """The log and the verdict of one run."""
    return [Section(repr(trace), [log_table(trace)]), verdict_section(trace)]


def verdict_section(trace: Trace) -> Section:
    """What a run did and why."""
    return Section(
        say("run-verdict"), [Paragraph(sentence) for sentence in trace.verdict().text().split("\n")]
    )


def theory_sections(known: Theory) -> list[Section]:
    """What theory knows of a cost, on its own columns and on standardised ones."""
    both = [known, known.standardise()]
    rows = [
        _row("theory-condition", both, lambda one: number(one.condition)),
        *(
            _row(
                "theory-stable", both, lambda one, name=name: exact(one.stable_lr_for(name)), formula=formula
            )
            for name, formula in GRADIENTS.items()
        ),
        _row("theory-best", both, lambda one: exact(one.best_lr), epochs=known.epochs),
        _row("theory-epochs", both, lambda one: _epochs(one.epochs_to_1_percent(one.best_lr))),
        _row("theory-long-run", both, lambda one: exact(one.long_run_lr)),
        _row("theory-epochs", both, lambda one: _epochs(one.epochs_to_1_percent(one.long_run_lr))),
    ]
    blocks: list[Block] = [
        Paragraph(say("theory-intro", p=len(known.names), gradient=GRADIENTS[known.quadratic.gradient])),
        Table(["", say("theory-raw"), say("theory-standardised")], rows),
    ]
    if known.flat:
        blocks.append(Paragraph(not_unique(known)))
    directions = [
        Section(say("theory-directions-raw"), [_directions(both[0])]),
        Section(say("theory-directions-standardised"), [_directions(both[1])]),
    ]
    return [Section(say("theory-title"), blocks), *directions]


def theory_document(experiment: Experiment, known: Theory) -> dict[str, Any]:
    """What `theory` prints as JSON: the numbers for the columns as they are and for standardised ones."""
    raw, standardised = known.to_dict(), known.standardise().to_dict()
    return {"experiment": experiment.to_dict(), "theory": raw, "standardised": standardised}


def column_sections(table: FileTable, command: str) -> list[Section]:
    """The columns of a file, and a command that uses them."""
    kinds = [say("columns-numbers" if name in table.numeric else "columns-text") for name in table.names]
    rows = list(zip(table.names, kinds, strict=True))
    return [
        Section(
            say("columns-title", file=table.source, count=table.m),
            [
                Table((say("columns-name"), say("columns-kind")), rows),
                Paragraph(say("columns-command")),
                Code(command),
            ],
        )
    ]


def log_table(trace: Trace, every: int | None = None) -> Table:
    """The epochs as a table: every weight by its column's name."""
    header = (say("log-epoch"), say("log-cost"), *trace.names)
    rows = [(str(k), number(cost), *map(number, W)) for k, W, cost in trace.rows(every)]
    return Table(header, rows)


def _setting(experiment: Experiment, trace: Trace) -> Section:
    run = experiment.runs[0]
    lr = experiment.lr(run) if run.schedule else float(trace.lr)
    how = {
        "gradient": GRADIENTS[trace.quadratic.gradient],
        "lr": number(lr) if run.lr is None else exact(lr),
        "auto": "no" if run.lr is not None else _chosen(run, trace),
        "epochs": trace.epochs,
        "dtype": experiment.dtype,
        "columns": "standardised" if experiment.standardize else "raw",
    }
    return Section(
        say("run-title", target=experiment.data.target, count=experiment.data.m),
        [
            Formula("H(x) = xW + b" if experiment.bias else "H(x) = xW", say("run-hypothesis-words")),
            Paragraph(say("run-setting", **how)),
            *([] if trace.plain else [Paragraph(_rule(run, trace))]),
        ],
    )


def _chosen(run: Run, trace: Trace) -> str:
    """How an lr came about that nobody gave."""
    if not run.knows_best_lr:
        return "default"
    return "best" if trace.plain else "plain"


def _rule(run: Run, trace: Trace) -> str:
    """The update rule with its settings."""
    told = [
        name if value is True else f"{name} {run.schedule if callable(value) else number(value)}"
        for name, value in trace.optimizer.settings.items()  # type: ignore[attr-defined]
        if value is not False
    ]
    rule = RULES[run.optimizer]
    return say(
        "run-rule",
        rule=rule.__name__,
        formula=rule.formula,
        settings=", ".join(told),
        schedule=run.schedule or "none",
    )


def _weights(experiment: Experiment, trace: Trace) -> Section:
    best, least = trace.best
    columns = [trace.names, map(number, trace.W[0]), map(number, trace.W[-1]), map(number, best)]
    header = ["", say("run-start"), say("run-final"), say("run-best")]
    if how := experiment.standardisation:
        header += [say("run-final-raw"), say("run-best-raw")]
        for W in (trace.W[-1], best):
            columns.append(map(number, how.undo(np.asarray(W, np.float64), experiment.bias)))
    rows = list(zip(*columns, strict=True))
    costs = [say("log-cost"), number(float(trace.cost[0])), number(float(trace.cost[-1])), number(least)]
    rows.append((*costs, *costs[2:]) if experiment.standardize else tuple(costs))
    return Section(say("run-weights", done=len(trace.cost) - 1), [Table(header, rows)])


def _difference(first: Trace, second: Trace) -> Paragraph:
    rows = min(len(first.W), len(second.W))
    with np.errstate(invalid="ignore", over="ignore"):
        apart = np.abs(np.asarray(first.W[:rows], np.float64) - second.W[:rows])
        finite = apart[np.isfinite(apart).all(axis=1)]
    return Paragraph(say("run-difference", size=float(finite.max(initial=0.0))))


def _directions(known: Theory) -> Table:
    shown = thin(max(len(known.eigenvalues) - 1, 0), lines=20)
    rows = [
        (
            str(j + 1),
            number(float(known.eigenvalues[j])),
            number(float(known.factors(known.best_lr)[j])),
            _columns(known, j),
        )
        for j in shown
    ]
    header = ["", "λ", say("theory-factor"), say("theory-columns")]
    return Table(header, rows)


def _columns(known: Theory, direction: int) -> str:
    """Its largest columns; a column whose part is a hundredth of the largest one's says nothing."""
    (first, largest), *others = known.main_columns(direction)
    told = [(first, largest), *((name, part) for name, part in others if abs(part) > 0.01 * abs(largest))]
    return ", ".join(f"{name} {number(part, 2)}" for name, part in told)


def _row(key: str, both: Sequence[Theory], value: Any, **values: Any) -> tuple[str, ...]:
    return (say(key, **values), *map(value, both))


def _epochs(epochs: int | None) -> str:
    return say("theory-never") if epochs is None else f"{epochs:,}"


def _result(trace: Trace) -> dict[str, Any]:
    final = {**_named(trace, trace.W[-1]), "cost": float(trace.cost[-1])}
    return {"final": final, "result": trace.verdict().to_dict()}


def _rule_document(run: Run, rule: Any) -> dict[str, Any]:
    """The rule with all its settings, given or not; what a schedule turns goes by the schedule's name."""
    told = {"name": run.optimizer, "formula": RULES[run.optimizer].formula}
    settings = rule.settings if isinstance(rule, Rule) else {}
    named = {key: run.schedule if callable(value) else value for key, value in settings.items()}
    return {**told, "settings": named, "schedule": run.schedule}


def optimizer_sections() -> list[Section]:
    """The update rules with their formulas and defaults."""
    rows = [
        (
            name,
            number(rule.of().lr),
            ", ".join(_default(*one) for one in rule.defaults().items()),
            rule.formula,
        )
        for name, rule in RULES.items()
    ]
    header = (say("rules-name"), "lr", say("rules-settings"), say("rules-formula"))
    schedules = say("rules-schedules", names=", ".join(SCHEDULES))
    return [Section(say("rules-title"), [Table(header, rows, keys=1), Paragraph(schedules)])]


def optimizer_document() -> dict[str, Any]:
    """The update rules with their formulas and defaults, for JSON."""
    return {
        name: {"formula": rule.formula, "lr": rule.of().lr, "settings": rule.defaults()}
        for name, rule in RULES.items()
    }


def _default(name: str, value: Any) -> str:
    return name if isinstance(value, bool) else f"{name} {number(value)}"


def _log(trace: Trace, every: int | None) -> list[dict[str, Any]]:
    return [{"epoch": k, **_named(trace, W), "cost": cost} for k, W, cost in trace.rows(every)]


def _named(trace: Trace, W: Iterable[float]) -> dict[str, Any]:
    """Weights by their column's name, and the bias apart: a column may be called b too."""
    *weights, last = (float(value) for value in W)
    if trace.quadratic.bias:
        return {"W": dict(zip(trace.names, weights, strict=False)), "b": last}
    return {"W": dict(zip(trace.names, [*weights, last], strict=True))}
