"""A worked update as it is shown: sections of formulas and tables, and a document."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np

from ravine.explain.lines import Line, aligned, below, first, line
from ravine.explain.notation import LATEX, SIGNS
from ravine.explain.rows import SHOWN
from ravine.explain.working import Worked
from ravine.story import Block, Paragraph, Section, Table
from ravine.typeset import as_html
from ravine.words import number, say

if TYPE_CHECKING:
    from ravine.explain.step import Explanation, Source

Array = np.ndarray


def sections(step: "Explanation") -> list[Section]:
    """The update in the order in which it is computed, in the language of the moment."""
    return [_setting(step), *_rows(step), _gradient(step), _rule(step), *_state(step), _moved(step)]


def latex(step: "Explanation") -> str:
    """All its formulas in LaTeX, with the numbers of the first parameter."""
    lines = [block for part in sections(step) for block in part.blocks if isinstance(block, Line)]
    return aligned(lines, about=step.names[0] if len(step.names) > 1 else "")


def html(step: "Explanation") -> str:
    """The update as HTML, its formulas in LaTeX, which a notebook sets."""

    def block_or_latex(blocks: Iterable[Block]) -> Iterator[Block]:
        for _, group in groupby(blocks, lambda block: isinstance(block, Line)):
            together = list(group)
            lines = [block for block in together if isinstance(block, Line)]
            yield from [Paragraph(aligned(lines))] if lines else together

    return as_html(Section(part.title, [*block_or_latex(part.blocks)]) for part in sections(step))


def document(step: "Explanation") -> dict[str, Any]:
    """The update as plain values, for JSON; an array holds a number for each name."""
    lines = [*([step.source.summed] if step.source else []), *step.working]
    return {
        "epoch": step.k,
        "step": step.given.step,
        "engine": step.trace.engine,
        "rule": type(step.rule).__name__,
        "lr": first(step.lr),
        "names": list(step.names),
        "cost": [float(cost) for cost in step.trace.cost[step.k : step.k + 2]],
        "W": _plain(step.W),
        "rows": step.source and {name: _plain(value) for name, value in step.source.rows._asdict().items()},
        "gradient": _plain(step.gradient),
        "working": [_line_document(one) for one in lines],
        "state": {
            name: {"symbol": symbol, "before": _plain(before), "after": _plain(after)}
            for name, (symbol, before, after) in step.state.items()
        },
        "change": _plain(step.change),
        "next": _plain(step.next),
    }


def _line_document(worked: Worked) -> dict[str, Any]:
    return {
        "symbol": SIGNS.symbol(worked.formula.name).text,
        "formula": worked.formula.symbols(SIGNS),
        "latex": worked.formula.symbols(LATEX),
        "value": _plain(worked.value),
    }


def _plain(value: Any) -> Any:
    return None if value is None else np.asarray(value).tolist()


def _setting(step: "Explanation") -> Section:
    title = say("explain-title", epoch=step.k, next=step.k + 1, engine=say(f"engine-{step.trace.engine}"))
    text = say(
        "explain-setting",
        rule=type(step.rule).__name__,
        lr=first(step.lr),
        scheduled="yes" if callable(step.trace.optimizer.lr) else "no",
        dtype=str(step.W.dtype),
        cost=float(step.trace.cost[step.k]),
    )
    batches = step.trace.batches
    if batches is None:
        return Section(title, [Paragraph(text)])
    told = say("explain-batches", count=step.steps_per_epoch, size=batches.size, step=step.given.step + 1)
    return Section(title, [Paragraph(text), Paragraph(told)])


def _rows(step: "Explanation") -> Iterator[Section]:
    if step.source is None:
        return
    cost = step.source.cost
    loss: Any = cost.loss
    told = say(
        "explain-rows",
        hypothesis=cost.hypothesis.formula,
        loss=loss.formula,
        count=cost.m,
        columns="standardised" if step.trace.standardisation else "raw",
    )
    yield Section(
        say("explain-rows-title"),
        [Paragraph(told), _row_table(step.source, step.names), *_left_out("rows", cost.m)],
    )


def _row_table(source: "Source", names: Sequence[str]) -> Table:
    """A row of the data a line, and the sum of the terms of all."""
    cost, rows, _ = source
    loss: Any = cost.loss
    slope = "H(x) − y" if cost.least_squares else loss.slope_formula
    features = dict(zip(cost.rows.names, rows.x.T, strict=True)) if rows.x.shape[1] <= 3 else {}
    columns = [
        *features.items(),
        (getattr(cost.rows, "target", "y"), rows.y),
        *_classes("H(x)", rows.prediction),
        *_classes(slope, rows.slope),
    ]
    terms = [(say("explain-term", name=name), rows.terms[:, j]) for j, name in enumerate(names[:SHOWN])]
    cells = [list(map(number, column)) for _, column in [*columns, *terms]]
    lines = [(str(i), *row) for i, row in enumerate(zip(*cells, strict=True), 1)]
    total = ("Σ", *[""] * len(columns), *map(number, rows.total[:SHOWN]))
    return Table(("", *(name for name, _ in [*columns, *terms])), [*lines, total])


def _classes(name: str, values: Array) -> list[tuple[str, Array]]:
    """One column, or one for each class."""
    if values.ndim == 1:
        return [(name, values)]
    return [(f"{name} {k}", column) for k, column in enumerate(values.T[:SHOWN])]


def _gradient(step: "Explanation") -> Section:
    title = say("explain-gradient-title")
    if step.source is None:
        return Section(
            title, [Paragraph(say("explain-gradient")), *_by_name(step, {"W": step.W, "∇": step.gradient})]
        )
    cost, rows, summed = step.source
    told = [Paragraph(say("explain-l2"))] if cost.l2 else []
    return Section(title, [*told, *_worked(step, [line(summed)], {"Σ": rows.total, "∇": summed.value})])


def _rule(step: "Explanation") -> Section:
    title = say("explain-rule-title", rule=type(step.rule).__name__)
    if not step.working:
        return Section(title, [Paragraph(say("explain-rule-unknown"))])
    last = max(i for i, one in enumerate(step.working) if one.formula.name == "W")
    shown = [line(one, str(step.given.step + 1) if i == last else "") for i, one in enumerate(step.working)]
    values = {SIGNS.symbol(one.formula.name).text: one.value for one in step.working}
    columns = {symbol: value for symbol, value in values.items() if np.ndim(value)}
    told: list[Block] = []
    if not getattr(step.trace.optimizer, "zero_grad", True):
        told.append(Paragraph(say("explain-no-zero-grad")))
    if "a" in values:
        told.append(Paragraph(say("explain-own-lr")))
    return Section(title, [*told, *_worked(step, shown, columns)])


def _state(step: "Explanation") -> Iterator[Section]:
    columns = {}
    for name, (symbol, *values) in step.state.items():
        written = SIGNS.symbol(symbol).text
        known = name if name == written else f"{name} ({written})"
        for when, value in zip(("before", "after"), values, strict=True):
            columns[say("explain-state", name=known, when=when)] = np.broadcast_to(value, step.W.shape)
    if columns:
        yield Section(say("explain-state-title"), _by_name(step, columns))


def _moved(step: "Explanation") -> Section:
    before, after = (f"W{below(step.given.step + i)}" for i in (0, 1))
    columns = {before: step.W, say("explain-change"): step.change, after: step.next}
    costs = map(float, step.trace.cost[step.k : step.k + 2])
    cost = say(
        "explain-cost", steps=step.steps_per_epoch, **dict(zip(("before", "after"), costs, strict=True))
    )
    return Section(say("explain-moved-title"), [*_by_name(step, columns), Paragraph(cost)])


def _worked(step: "Explanation", shown: list[Line], columns: Mapping[str, Array]) -> list[Block]:
    """Lines worked with the numbers of one parameter; where there are more, a table of all of them."""
    if len(step.names) == 1:
        return [*shown]
    return [Paragraph(say("explain-first", name=step.names[0])), *shown, *_by_name(step, columns)]


def _by_name(step: "Explanation", columns: Mapping[str, Array]) -> list[Block]:
    """A table with a line for each of the first parameters."""
    rows = [
        (name, *("" if column[j] is None else number(float(column[j])) for column in columns.values()))
        for j, name in enumerate(step.names[:SHOWN])
    ]
    return [Table(("", *columns), rows), *_left_out("names", len(step.names))]


def _left_out(what: str, count: int) -> list[Block]:
    return [Paragraph(say("explain-left-out", what=what, count=count - SHOWN))] if count > SHOWN else []
