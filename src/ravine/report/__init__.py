"""Runs and theory as they are shown: one JSON document, or sections to lay out."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from ravine.analysis.spectrum import theory
from ravine.data.files import Table as FileTable
from ravine.experiment import Experiment, Run
from ravine.hypothesis import Softmax
from ravine.optim import RULES, SCHEDULES, Clipped, Rule
from ravine.story import Block, Code, Formula, Paragraph, Section, Table
from ravine.trace import Trace
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
    known = theory(first) if first.quadratic else None
    best = first.best
    logs = {engine: _log(trace, every) for engine, trace in traces.items()}
    told = {
        "experiment": experiment.to_dict(),
        "optimizer": _rule_document(experiment.runs[0], first.optimizer),
        "log": logs if others else logs[engine],
        **_result(first),
        "best": {**_named(first, best.W), "cost": best.cost} if best else None,
        "theory": known.to_dict() if known else None,
        **{engine: _result(trace) for engine, trace in others},
    }
    if how := experiment.standardisation:
        raw = {"final": first.W[-1], **({"best": best.W} if best else {})}
        told["raw_columns"] = {name: _named(first, _undone(first, how, W)) for name, W in raw.items()}
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
    sections = [setting_section(experiment, [first])]
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
    header = [say("log-epoch"), say("log-cost"), *trace.names]
    rows = [[str(k), number(cost), *map(number, W)] for k, W, cost in trace.rows(every)]
    if trace.held_out is not None:
        header.insert(2, say("log-held-out"))
        for row in rows:
            row.insert(2, number(float(trace.held_out[trace.row(int(row[0]))])))
    return Table(tuple(header), rows, keys=2 if trace.held_out is not None else 1)


def setting_section(experiment: Experiment, traces: Sequence[Trace], lr_words: str | None = None) -> Section:
    """What was run: hypothesis, cost, lr, and every update rule that isn't plain gradient descent.

    Args:
        experiment: what was asked for.
        traces: its runs, in the order of the experiment's.
        lr_words: what stands in the place of the first run's lr.
    """
    run, trace = experiment.runs[0], traces[0]
    lr = experiment.lr(run) if run.schedule else float(trace.lr)
    how = {
        "lr": lr_words or (number(lr) if run.lr is None else exact(lr)),
        "auto": "no" if run.lr is not None or lr_words else _chosen(run, trace),
        "epochs": trace.epochs,
        "dtype": experiment.dtype,
    }
    rules = [
        _rule(run, trace) for run, trace in zip(experiment.runs, traces, strict=False) if not trace.plain
    ]
    title, blocks = what_is_descended(experiment, how)
    return Section(title, [*blocks, *map(Paragraph, [*rules, *_extras(experiment, trace)])])


def what_is_descended(experiment: Experiment, how: dict[str, Any]) -> tuple[str, list[Block]]:
    """The hypothesis and the cost of an experiment, or its surface, with a title over them.

    Args:
        experiment: what was asked for.
        how: lr, how that was chosen, epochs and dtype, as the texts have them.
    """
    run = experiment.runs[0]
    if experiment.surface is not None:
        formula = getattr(experiment.objective(run), "formula", "½ (λ₁ u₁² + λ₂ u₂²)")
        blocks = [Formula(formula, say("run-surface-words")), Paragraph(say("run-setting-surface", **how))]
        return say("run-title-surface", name=experiment.surface["surface"]), blocks
    cost = experiment.cost(run)
    how = how | {
        "loss": cost.loss.name,
        "gradient": cost.gradient_formula,
        "columns": "standardised" if experiment.standardize else "raw",
    }
    blocks = [
        Formula(cost.hypothesis.formula, _hypothesis_words(experiment.hypothesis)),
        Paragraph(say("run-setting", **how)),
    ]
    return say("run-title", target=experiment.training.target, count=cost.m), blocks


def _hypothesis_words(hypothesis: str) -> str:
    """The hypothesis in words."""
    kind = {"line": "linear"}.get(hypothesis, hypothesis)
    return say(f"run-hypothesis-words-{kind}") if kind != "linear" else say("run-hypothesis-words")


def _extras(experiment: Experiment, trace: Trace) -> list[str]:
    """What there is to say of batches, a penalty, rows held out, clipping and an early end."""
    told = []
    if trace.engine == "exact" and experiment.data is not None:
        told.append(say("run-exact", rows=experiment.cost().m, few=experiment.cost().p + 1))
    if not trace.whole:
        told.append(say("run-kept", kept=len(trace.kept), rows=len(trace.cost)))
    if batches := trace.batches:
        told.append(say("run-batches", size=batches.size, seed=batches.seed, sampling=batches.sampling))
    if experiment.l2:
        told.append(say("run-l2", l2=number(experiment.l2)))
    if experiment.held_out is not None:
        told.append(say("run-holdout", count=experiment.held_out.m, rows=experiment.data.m))  # type: ignore[union-attr]
    if experiment.clip is not None:
        told.append(say("run-clip", clip=number(experiment.clip)))
    if trace.stopped:
        told.append(say("run-stopped", done=len(trace.cost) - 1, tol=number(experiment.tol or 0.0)))
    return told


def _chosen(run: Run, trace: Trace) -> str:
    """How an lr came about that nobody gave."""
    if not run.knows_best_lr:
        return "default"
    if trace.quadratic is None:
        return "safe" if getattr(getattr(trace.objective, "loss", None), "most_curved", None) else "default"
    return "kept" if run.schedule else "best"


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
    kind = "surface" if experiment.data is None else "least" if trace.quadratic else "other"
    columns = {
        say("run-start"): (trace.W[0], trace.cost[0]),
        say("run-final"): (trace.W[-1], trace.cost[-1]),
        **({say("run-best", kind=kind): trace.best} if trace.best else {}),
    }
    if how := experiment.standardisation:
        columns[say("run-final-raw")] = (_undone(trace, how, trace.W[-1]), trace.cost[-1])
        if trace.best:
            columns[say("run-best-raw")] = (_undone(trace, how, trace.best.W), trace.best.cost)
    cells = [[*map(number, W), number(float(cost))] for W, cost in columns.values()]
    rows = list(zip([*trace.names, say("log-cost")], *cells, strict=True))
    title = say("run-weights", done=len(trace.cost) - 1, best="known" if trace.best else "none")
    return Section(title, [Table(["", *columns], rows)])


def _undone(trace: Trace, how: Any, W: Array) -> Array:
    """The weights for raw columns, of a run on standardised ones; a softmax's class by class."""
    W = np.asarray(W, np.float64)
    if trace.objective.bias or not isinstance(hypothesis := trace.objective.hypothesis, Softmax):  # type: ignore[attr-defined]
        return how.undo(W, trace.objective.bias)  # type: ignore[attr-defined]
    return how.undo(W.reshape(-1, hypothesis.K).T, hypothesis.bias).T.reshape(-1)


def _difference(first: Trace, second: Trace) -> Paragraph:
    rows = min(len(first.W), len(second.W))
    with np.errstate(invalid="ignore", over="ignore"):
        apart = np.abs(np.asarray(first.W[:rows], np.float64) - second.W[:rows])
        finite = apart[np.isfinite(apart).all(axis=1)]
    return Paragraph(say("run-difference", size=float(finite.max(initial=0.0))))


def _result(trace: Trace) -> dict[str, Any]:
    final = {**_named(trace, trace.W[-1]), "cost": float(trace.cost[-1])}
    return {"final": final, "result": trace.verdict().to_dict()}


def _rule_document(run: Run, rule: Any) -> dict[str, Any]:
    """The rule with all its settings, given or not; what a schedule turns goes by the schedule's name."""
    told = {"name": run.optimizer, "formula": RULES[run.optimizer].formula}
    settings = rule.settings if isinstance(rule, Rule | Clipped) else {}
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
    held_out = trace.held_out
    return [
        {
            "epoch": k,
            **_named(trace, W),
            "cost": cost,
            **({} if held_out is None else {"held_out": float(held_out[trace.row(k)])}),
        }
        for k, W, cost in trace.rows(every)
    ]


def _named(trace: Trace, W: Iterable[float]) -> dict[str, Any]:
    """Weights by their column's name, and the bias apart: a column may be called b too."""
    *weights, last = (float(value) for value in W)
    if getattr(trace.objective, "bias", False):
        return {"W": dict(zip(trace.names, weights, strict=False)), "b": last}
    return {"W": dict(zip(trace.names, [*weights, last], strict=True))}
