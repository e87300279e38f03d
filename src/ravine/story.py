"""What a door shows: sections of paragraphs, formulas, tables, logs and pictures, for any door to lay out."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Paragraph:
    """A few sentences."""

    text: str


@dataclass(frozen=True)
class Formula:
    """A formula, and the same in words for those who can't see or print its signs."""

    text: str
    words: str


@dataclass(frozen=True)
class Code:
    """Lines of a program."""

    text: str


@dataclass(frozen=True)
class Table:
    """Rows of cells under a header; the first `keys` columns say what a row is about.

    A table that is wider than the page is cut into several, each of which repeats these columns.
    """

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    keys: int = 1


@dataclass(frozen=True)
class Log:
    """Lines that a program printed, to the letter."""

    lines: Sequence[str]


@dataclass(frozen=True)
class Illustration:
    """Where a picture belongs, by its key."""

    key: str


Block = Paragraph | Formula | Code | Table | Log | Illustration


@dataclass(frozen=True)
class Section:
    """A heading and what stands below it."""

    title: str
    blocks: Sequence[Block]
