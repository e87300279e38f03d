"""A checked gradient: what was found, where, and how it is told."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from ravine.check.calling import Reader
from ravine.check.finding import RIGHT, Finding
from ravine.check.forms import Form
from ravine.check.sheet import Sheet
from ravine.story import Block, Paragraph, Section, Table
from ravine.typeset import as_html, as_text
from ravine.words import number, say, speaking

Array = np.ndarray

_LINES = 12  # of a table, at most, where one W doesn't take more


@dataclass(frozen=True, eq=False)
class GradientCheck:
    """What was found of the reader's own gradient; `text` says it in words, with a table.

    Args:
        reader: the function.
        form: how it was called.
        sheet: the rows, the W, and the true gradient there.
        findings: right, or what is wrong, the most telling first.
        values: the answers, shape (k, p); None where they aren't p numbers.
        gradient: the scale that counts as right.
    """

    reader: Reader
    form: Form
    sheet: Sheet
    findings: tuple[Finding, ...]
    values: Array | None
    gradient: str

    @property
    def right(self) -> bool:
        """Whether it is the gradient of this cost, in its scale, and nothing else is wrong."""
        return all(finding.kind in RIGHT for finding in self.findings)

    @property
    def finding(self) -> Finding:
        """The most telling of what was found."""
        return self.findings[0]

    @property
    def arguments(self) -> str:
        """What it was called with, in words: W (3,), x (5, 2), y (5,)."""
        return self.reader.shown(self.form, self.sheet)

    @property
    def ratio(self) -> Array | None:
        """How many times the true gradient of the mean each number is, shape (k, p); nan beside a 0."""
        return None if self.values is None else self._ratio(self.values)

    def sections(self) -> list[Section]:
        """The findings, how the function was called, and its answers beside the true gradient."""
        called = say(
            "check-called",
            library=self.form.library,
            dtype=self.form.dtype,
            arguments=self.arguments,
            ones="yes" if self.form.x == "ones" else "no",
        )
        truth = say("check-truth", difference=number(self.sheet.disagreement, 1))
        blocks: list[Block] = [
            *(Paragraph(finding.text()) for finding in self.findings),
            Paragraph(f"{called} {truth}"),
        ]
        if self.values is not None:
            blocks.append(self._table(self.values))
        order = ", ".join(self.reader.order)
        title = say("check-title", name=f"{self.reader.name}({order})", file=self.reader.file or "none")
        return [Section(title, blocks)]

    def text(self, lang: str | None = None) -> str:
        """The sections as text."""
        with speaking(lang):
            return as_text(self.sections())

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"GradientCheck({self.reader.name}, right={self.right}, finding={str(self.finding.kind)!r})"

    def _repr_html_(self) -> str:
        return as_html(self.sections())

    def to_dict(self) -> dict[str, Any]:
        """All of it, for JSON; "yours" and "ratio" are None where the answers aren't p numbers."""
        shown = slice(self.sheet.shown)
        yours, ratio = (None if one is None else one[shown].tolist() for one in (self.values, self.ratio))
        return {
            "function": self.reader.name,
            "file": self.reader.file,
            "right": self.right,
            "finding": str(self.finding.kind),
            "findings": [finding.to_dict() for finding in self.findings],
            "gradient": self.gradient,
            "called": {
                "library": self.form.library,
                "dtype": self.form.dtype,
                "order": self.reader.order,
                "W": self.form.weights,
                "x": self.form.x,
                "y": self.form.y,
            },
            "names": list(self.sheet.names),
            "W": self.sheet.points[shown].tolist(),
            "true": self.sheet.true[shown].tolist(),
            "yours": yours,
            "ratio": ratio,
            "text": " ".join(finding.text() for finding in self.findings),
        }

    def _ratio(self, values: Array) -> Array:
        told = np.abs(self.sheet.true) > 1e-12 * self.sheet.room
        return np.divide(values, self.sheet.true, out=np.full(values.shape, np.nan), where=told)

    def _table(self, values: Array) -> Table:
        """A line for each W and component; of many, for those W where the answers are farthest off."""
        sheet, ratio = self.sheet, self._ratio(values)
        rows = [
            [
                sheet.names[j],
                *map(number, (sheet.points[k, j], sheet.true[k, j], values[k, j])),
                _cell(ratio[k, j]),
            ]
            for k in self._telling(values)
            for j in range(sheet.p)
        ]
        header = [say("check-component"), "W", say("check-true"), say("check-yours"), say("check-ratio")]
        first = 1 if sheet.p == 1 else 0
        return Table(header[first:], [row[first:] for row in rows], keys=2 - first)

    def _telling(self, values: Array) -> list[int]:
        """Which W of the shown ones have room in the table."""
        sheet = self.sheet
        right = sheet.ratio(self.gradient) * sheet.true
        off = (np.abs(values - right) / np.where(sheet.room > 0, sheet.room, 1)).max(axis=1)[: sheet.shown]
        return sorted(np.argsort(-off, kind="stable")[: max(1, _LINES // sheet.p)].tolist())


def _cell(ratio: float) -> str:
    return "" if np.isnan(ratio) else number(ratio)
