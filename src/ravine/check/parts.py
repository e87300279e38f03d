"""What is wrong with some components of a gradient while the others are right."""

from collections.abc import Sequence

import numpy as np

from ravine.check.evidence import Evidence
from ravine.check.factors import same
from ravine.check.finding import Finding, Kind

Array = np.ndarray


def parts(evidence: Evidence) -> list[Finding]:
    """The components that differ from the others, and a factor that all the others share.

    Nothing where no component is a multiple of the true one.
    """
    p = evidence.own.p
    factors = [_factors(evidence, j) for j in range(p)]
    known = [j for j in range(p) if all(factors[j])]
    if p == 1 or not known:
        return []
    alike = {j: [i for i in known if _same(evidence, factors[i], factors[j])] for j in known}
    # The scale is that of most components; of those in the right scale, where as many are in another.
    base = max(known, key=lambda j: (len(alike[j]), evidence.right(factors[j])[0], -j))
    odd = [j for j in range(p) if j not in alike[base]]
    if len(alike[base]) == 1 and len(known) == p > 2:
        return [Finding(Kind.PART_FACTORS)]
    return [*_told(evidence, odd, factors, base), *evidence.besides(factors[base])]


def _factors(evidence: Evidence, j: int, of: int | None = None) -> list[float]:
    """How many times the true component `of`, its own if not given, component j is on each sheet; else 0."""
    i = j if of is None else of
    return [
        evidence.multiple(values[:, j], sheet.true[:, i], sheet.room[i])
        for sheet, values in zip(evidence.sheets, evidence.numbers, strict=True)
    ]


def _told(evidence: Evidence, odd: Sequence[int], factors: list[list[float]], base: int) -> list[Finding]:
    """What each of the odd components is, those that are alike together."""
    zero = [j for j in odd if not any(values[:, j].any() for values in evidence.numbers)]
    wrong = [j for j in odd if j not in zero and not all(factors[j])]
    found = [_finding(evidence, Kind.PART_ZERO, zero)] if zero else []
    for j in [j for j in odd if j not in zero and j not in wrong]:
        relative = [one / other for one, other in zip(factors[j], factors[base], strict=True)]
        factor = evidence.named(relative)
        sign = (
            "right" if relative[0] > 0 else "only" if same(factor.value, 1, evidence.tolerance) else "wrong"
        )
        found.append(_finding(evidence, Kind.PART_FACTOR, [j], sign=sign, **factor.values))
    for j in list(wrong):
        if others := [i for i in range(evidence.own.p) if i != j and all(_factors(evidence, j, of=i))]:
            wrong.remove(j)
            found.append(_finding(evidence, Kind.PART_OTHER, [j], other=evidence.own.names[others[0]]))
    return [*found, _finding(evidence, Kind.PART_WRONG, wrong)] if wrong else found


def _finding(evidence: Evidence, kind: Kind, columns: Sequence[int], **values: object) -> Finding:
    return Finding(kind, {"columns": ", ".join(evidence.own.names[j] for j in columns), **values})


def _same(evidence: Evidence, one: Sequence[float], other: Sequence[float]) -> bool:
    return all(same(*pair, 4 * evidence.tolerance) for pair in zip(one, other, strict=True))
