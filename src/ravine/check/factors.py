"""Constant factors by their formula in m: 2/m left out, divided twice, m − 1 for m."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ravine.check.sheet import Sheet
from ravine.words import number

# A factor of the true gradient, what undoes it, and its value for m rows and d features; likelier ones first.
_FORMULAS: tuple[tuple[str, str, Callable[[int, int], float]], ...] = (
    ("m/2", "2/m", lambda m, d: m / 2),
    ("m", "1/m", lambda m, d: m),
    ("1/2", "2", lambda m, d: 1 / 2),
    ("1/m", "m", lambda m, d: 1 / m),
    ("2", "1/2", lambda m, d: 2),
    ("1/(2m)", "2m", lambda m, d: 1 / (2 * m)),
    ("1/4", "4", lambda m, d: 1 / 4),
    ("4", "1/4", lambda m, d: 4),
    ("2/m", "m/2", lambda m, d: 2 / m),
    ("2m", "1/(2m)", lambda m, d: 2 * m),
    ("m/4", "4/m", lambda m, d: m / 4),
    ("1/m²", "m²", lambda m, d: 1 / m**2),
    ("m²", "1/m²", lambda m, d: m**2),
    ("m²/2", "2/m²", lambda m, d: m**2 / 2),
    ("1/√m", "√m", lambda m, d: m**-0.5),
    ("√m", "1/√m", lambda m, d: m**0.5),
    ("m/(m − 1)", "(m − 1)/m", lambda m, d: m / (m - 1) if m > 1 else 0.0),
    ("m/(2(m − 1))", "2(m − 1)/m", lambda m, d: m / (2 * (m - 1)) if m > 1 else 0.0),
    ("1/d", "d", lambda m, d: 1 / d if d > 1 else 0.0),
    ("1/(2d)", "2d", lambda m, d: 1 / (2 * d) if d > 1 else 0.0),
)


@dataclass(frozen=True)
class Factor:
    """A positive factor, its formula in m (rows) and d (features), and the formula that undoes it.

    A factor without a formula has "none" for both.
    """

    value: float
    formula: str = "none"
    inverse: str = "none"

    @property
    def values(self) -> dict[str, Any]:
        """What texts and documents show of it."""
        plain = number(self.value)
        times = plain if self.formula in ("none", plain) else f"{self.formula} = {plain}"
        return {"factor": self.value, "formula": self.formula, "inverse": self.inverse, "times": times}


def named(factors: Sequence[float], sheets: Sequence[Sheet], tolerance: float = 1e-9) -> Factor:
    """The factor found on each sheet, with the first formula that has these values there.

    Args:
        factors: one a sheet, of either sign.
        sheets: for their numbers of rows.
        tolerance: to how much of themselves the factors are known.

    Example:
        >>> from ravine.cost import Cost
        >>> from ravine.data import Data
        >>> lab = Sheet.of(Cost(Data([1, 2, 3], [1, 2, 3])))
        >>> named([1.5], [lab]).formula
        'm/2'
        >>> named([1.5, 7 / 6], [lab, lab.other()]).formula
        'm/(m − 1)'
    """
    found = [abs(factor) for factor in factors]
    for formula, inverse, value in _FORMULAS:
        of = [value(sheet.m, len(sheet.rows.names)) for sheet in sheets]
        if all(same(factor, expected, tolerance) for factor, expected in zip(found, of, strict=True)):
            return Factor(found[0], formula, inverse)
    return Factor(found[0])


def same(factor: float, expected: float, tolerance: float) -> bool:
    """Whether a factor that was found is the expected one, but for rounding."""
    return abs(factor - expected) <= 4 * tolerance * abs(expected)
