"""What the answers say: the true gradient, a usual slip, or neither."""

from collections.abc import Sequence

import numpy as np

from ravine.check.calling import Answers
from ravine.check.evidence import DOUBLE, SINGLE, Evidence
from ravine.check.finding import Finding, Kind
from ravine.check.mistakes import patterns
from ravine.check.parts import parts
from ravine.check.sheet import Sheet, squeezed
from ravine.cost import GRADIENTS
from ravine.loss import squared
from ravine.words import number

Array = np.ndarray


def diagnose(sheets: Sequence[Sheet], answers: Sequence[Answers], gradient: str) -> tuple[Finding, ...]:
    """All that was found, the most telling first.

    Args:
        sheets: the reader's own rows, which decide, and others that tell apart what these leave open.
        answers: to each of them.
        gradient: the scale that counts as right.
    """
    first = answers[0]
    found = _values(sheets, answers, gradient) if first.steady else [Finding(Kind.UNSTEADY)]
    if first.changed:
        found = [Finding(Kind.CHANGES, {"names": ", ".join(first.changed)}), *found]
    return tuple(found)


def _values(sheets: Sequence[Sheet], answers: Sequence[Answers], gradient: str) -> list[Finding]:
    """What is recognised on all sheets, else on the reader's own, else how far off it is."""
    for count in range(len(sheets), 0, -1):
        for tolerance in (DOUBLE, SINGLE):
            found = _recognised(Evidence(sheets[:count], answers[:count], gradient, tolerance))
            if found and count < len(sheets) and found[-1].kind in (Kind.RIGHT, Kind.SINGLE):
                return [*found, Finding(Kind.ELSEWHERE, {"formula": "none"})]
            if found:
                return found
    return [_unrecognised(Evidence(sheets[:1], answers[:1], gradient))]


def _recognised(evidence: Evidence) -> list[Finding]:
    if evidence.numbers and not any(values.any() for values in evidence.numbers):
        flat = not any(sheet.true.any() for sheet in evidence.sheets)
        return _shaped(evidence, [_right(evidence) if flat else Finding(Kind.ZERO)])
    matches = [(pattern.finding, evidence.factors(pattern)) for pattern in patterns(evidence.own)]
    matches = [(finding, factors) for finding, factors in matches if factors]
    # Formulas that agree on one's own rows are many; a factor that means something tells the likely one.
    for finding, factors in sorted(matches, key=lambda match: not evidence.known(match[1])):
        if finding.kind is Kind.RIGHT:
            return _shaped(evidence, _scaled(evidence, factors))
        if evidence.known(factors):
            return _shaped(evidence, [finding, *evidence.besides(factors)])
    if not evidence.numbers:
        return []
    return _shaped(evidence, parts(evidence) or _next(evidence) or _whole(evidence))


def _scaled(evidence: Evidence, factors: Sequence[float]) -> list[Finding]:
    """What a multiple of the true gradient is: right, or off by a factor, or by its sign."""
    right, factor = evidence.right(factors), evidence.named(factors)
    if all(right):
        return [_right(evidence)]
    if right[0]:
        return [_right(evidence), Finding(Kind.ELSEWHERE, factor.values)]
    values = {**factor.values, "lr": 0.1, "acts": 0.1 * factor.value, "asked": evidence.gradient}
    if factors[0] < 0:
        return [Finding(Kind.CLIMBS, {"sign": evidence.sign(factors), **values})]
    scale = next((scale for scale in GRADIENTS if all(evidence.right(factors, scale))), "none")
    written = GRADIENTS[scale] if scale != "none" and evidence.own.loss == squared else "none"
    return [Finding(Kind.FACTOR, {"scale": scale, "written": written, **values})]


def _right(evidence: Evidence) -> Finding:
    if evidence.tolerance == DOUBLE:
        return Finding(Kind.RIGHT, {"scale": evidence.gradient})
    sheet, room = evidence.own, evidence.own.room
    off = np.abs(evidence.numbers[0] / sheet.ratio(evidence.gradient) - sheet.true).max(axis=0)
    worst = float((off / np.where(room > 0, room, 1)).max())
    return Finding(Kind.SINGLE, {"scale": evidence.gradient, "off": number(worst, 1)})


def _shaped(evidence: Evidence, found: list[Finding]) -> list[Finding]:
    """What was found of the p numbers, after what is to be said of the shape they came in."""
    got, expected = evidence.answers[0].values.shape[1:], evidence.answers[0].shape
    harmless = evidence.own.p == 1 and len(got) <= max(1, len(expected))
    if not found or not evidence.numbers or harmless or got == expected:
        return found
    becomes = np.broadcast_shapes(got, expected)
    shapes = {"got": str(got), "expected": str(expected), "becomes": str(becomes)}
    return [Finding(Kind.SHAPE, shapes), *found]


def _next(evidence: Evidence) -> list[Finding]:
    """W − lr · gradient, where the gradient was asked for."""
    factors = [
        evidence.multiple(values - sheet.points, sheet.true, sheet.room)
        for sheet, values in zip(evidence.sheets, evidence.numbers, strict=True)
    ]
    return [Finding(Kind.NEXT, {"lr": -factors[0]})] if all(factors) else []


def _whole(evidence: Evidence) -> list[Finding]:
    """Whole numbers, each less than 1 away from what it would be in one of the scales."""
    for scale in GRADIENTS:
        if all(
            (values == np.round(values)).all()
            and (np.abs(values - sheet.ratio(scale) * sheet.true) < 1).all()
            for sheet, values in zip(evidence.sheets, evidence.numbers, strict=True)
        ):
            return [Finding(Kind.WHOLE, {"scale": scale})]
    return []


def _unrecognised(evidence: Evidence) -> Finding:
    sheet, answers = evidence.own, evidence.answers[0].values
    got = answers.shape[1:]
    if not evidence.numbers:
        kind = Kind.BROADCAST if squeezed(*got) == (sheet.m, sheet.m) else Kind.COUNT
        return Finding(kind, {"got": str(got), "p": sheet.p, "names": ", ".join(sheet.names)})
    (values,) = evidence.numbers
    zero, true = ~sheet.points.any(axis=1), sheet.ratio(evidence.gradient) * sheet.true
    off = np.abs(values - true) / np.where(sheet.room > 0, sheet.room, 1)
    constant = (np.abs(values - values[0]) <= SINGLE * np.abs(values[0])).all()
    if (off[zero] <= SINGLE).all():
        return Finding(Kind.AT_ZERO, {"constant": "yes" if constant else "no"})
    if constant:
        return Finding(Kind.CONSTANT)
    k, j = np.unravel_index(np.argmax(off[: sheet.shown]), off[: sheet.shown].shape)
    descends = (values * true).sum(axis=1) > 0
    return Finding(
        Kind.UNKNOWN,
        {
            "column": sheet.names[j],
            "true": float(true[k, j]),
            "got": float(values[k, j]),
            "descends": "yes" if descends[true.any(axis=1)].all() else "no",
        },
    )
