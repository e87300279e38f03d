"""Answers beside the sheets they were given on, and what it takes for them to agree with a formula."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ravine.check.calling import Answers
from ravine.check.factors import Factor, named, same
from ravine.check.finding import Finding, Kind
from ravine.check.mistakes import Pattern
from ravine.check.sheet import Sheet, squeezed

Array = np.ndarray

# To how much of its size an answer must agree: with float64's roundings, and with float32's.
DOUBLE, SINGLE = 1e-9, 1e-5


@dataclass(frozen=True, eq=False)
class Evidence:
    """Answers on one or two sheets, to be compared within a tolerance.

    Args:
        sheets: the reader's own rows, and others where the function could be asked there.
        answers: to each of them.
        gradient: the scale that counts as right.
        tolerance: how far an answer may be off, as a part of its size.
    """

    sheets: Sequence[Sheet]
    answers: Sequence[Answers]
    gradient: str
    tolerance: float = DOUBLE

    @property
    def own(self) -> Sheet:
        """The reader's rows."""
        return self.sheets[0]

    @cached_property
    def numbers(self) -> list[Array]:
        """The answers as p numbers for each W, a (k, p) for each sheet; none where they aren't p numbers."""
        values = [answers.numbers(self.own.p) for answers in self.answers]
        known = [one for one in values if one is not None]
        return known if len(known) == len(values) else []

    def factors(self, pattern: Pattern) -> list[float]:
        """How many times what the pattern says the answers are, on each sheet; none where they are not."""
        found = []
        # The last sheet first: it is small, and has few formulas in common.
        for sheet, answers in reversed(list(zip(self.sheets, self.answers, strict=True))):
            shape, got = pattern.shape(sheet), squeezed(*answers.values.shape[1:])
            if got not in (shape, shape[::-1]):
                return []
            values = answers.values.reshape(-1, *got)
            expected = pattern.answers(sheet).reshape(-1, *shape)
            scale = sheet.room.reshape(shape) if pattern.finding.kind is Kind.RIGHT else None
            factor = self.multiple(values if got == shape else np.swapaxes(values, 1, 2), expected, scale)
            if not factor:
                return []
            found.append(factor)
        return found[::-1]

    def multiple(self, values: Array, of: Array, scale: Array | None = None) -> float:
        """The c for which values = c · of at every W, axis 0; 0 where there is none.

        Each entry must agree to within the tolerance of its scale, its largest size where not given.
        """
        size = np.abs(of).max(axis=0) if scale is None else scale
        size = np.where(size > 0, size, np.finfo(float).tiny)
        with np.errstate(all="ignore"):
            have, want = values / size, of / size
            factor = float((have * want).sum() / (want * want).sum())
            off = float(np.abs(have - factor * want).max())
        return factor if off <= self.tolerance * abs(factor) else 0.0

    def right(self, factors: Sequence[float], gradient: str | None = None) -> list[bool]:
        """For each sheet, whether a factor of the true gradient is that of the scale."""
        expected = [sheet.ratio(gradient or self.gradient) for sheet in self.sheets]
        return [same(*pair, self.tolerance) for pair in zip(factors, expected, strict=True)]

    def named(self, factors: Sequence[float]) -> Factor:
        """The factors by their formula."""
        return named(factors, self.sheets, self.tolerance)

    def known(self, factors: Sequence[float]) -> bool:
        """Whether these factors say something: one formula in m or one number on all sheets, not chance."""
        alike = len(factors) > 1 and all(same(factor, factors[0], self.tolerance) for factor in factors)
        return alike or self.named(factors).formula != "none" or all(self.right(factors))

    def besides(self, factors: Sequence[float]) -> list[Finding]:
        """What is to be said of a factor beside another mistake, if anything."""
        factor, sign = self.named(factors), self.sign(factors)
        if self.right(factors)[0] or (factor.formula == "none" and sign == "right"):
            return []
        return [Finding(Kind.BESIDES, {"sign": sign, **factor.values})]

    def sign(self, factors: Sequence[float]) -> str:
        """Of factors of the true gradient: "right", "wrong", or "only" where nothing else is wrong."""
        if factors[0] > 0:
            return "right"
        return "only" if self.right([-factor for factor in factors])[0] else "wrong"
