"""What can be found of a gradient: right, or what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ravine.words import say


class Kind(StrEnum):
    """The kinds of findings."""

    RIGHT = "right"
    SINGLE = "single"  # right, to single precision
    ELSEWHERE = "elsewhere"  # right on these rows, but not on others
    FACTOR = "factor"
    CLIMBS = "climbs"  # the sign is reversed
    BESIDES = "besides"  # a factor beside another mistake
    SHAPE = "shape"
    CHANGES = "changes"  # its inputs
    FORMULA = "formula"  # a usual wrong formula, by name
    MISSING = "missing"  # the bias has no component
    SWAPPED = "swapped"  # two components
    ORDER = "order"  # the bias comes first
    PART_ZERO = "part-zero"  # of some components
    PART_FACTOR = "part-factor"
    PART_FACTORS = "part-factors"  # each component has its own
    PART_OTHER = "part-other"  # a component holds what belongs to another
    PART_WRONG = "part-wrong"
    NEXT = "next"  # it returns the new W
    ZERO = "zero"
    WHOLE = "whole"  # rounded to whole numbers
    UNSTEADY = "unsteady"  # two calls, two answers
    SHAPES = "shapes"  # one W, one shape; another W, another
    NONE = "none"
    NOT_NUMBERS = "not-numbers"
    NOT_FINITE = "not-finite"
    AT_ZERO = "at-zero"  # right there only
    CONSTANT = "constant"
    UNKNOWN = "unknown"
    CROSSED = "crossed"  # each H(x) with each y
    BROADCAST = "broadcast"  # (m, m) numbers
    COUNT = "count"  # another number of numbers
    RAISES = "raises"


RIGHT = (Kind.RIGHT, Kind.SINGLE, Kind.ELSEWHERE)
# What may be due to how the function was called, the most telling first; another way may tell more.
OPEN = (
    Kind.CROSSED,
    Kind.AT_ZERO,
    Kind.CONSTANT,
    Kind.UNKNOWN,
    Kind.BROADCAST,
    Kind.COUNT,
    Kind.RAISES,
)


@dataclass(frozen=True)
class Finding:
    """One thing that was found: its kind, and the values that its text and its document hold.

    Example:
        >>> Finding(Kind.RAISES, {"file": "mine.py", "line": 3, "fault": "ValueError: no"}).text()
        'mine.py, line 3: it raises ValueError: no'
    """

    kind: Kind
    values: Mapping[str, Any] = field(default_factory=dict)

    def text(self) -> str:
        """The finding in words."""
        if self.kind is Kind.FORMULA:
            return say(f"check-formula-{self.values['formula']}", **self.values)
        return say(f"check-found-{self.kind}", **self.values)

    def to_dict(self) -> dict[str, Any]:
        """The finding, for JSON."""
        return {"kind": str(self.kind), **self.values}
