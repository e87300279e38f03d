"""The gradient and the usual wrong formulas beside it, each with its name.

Each is written for the mean squared error, where it has one, with the factor 2/m that the true gradient
has: what a reader's own factor is beside it is then named alike for all.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from ravine.check.finding import Finding, Kind
from ravine.check.sheet import Sheet, squeezed
from ravine.loss import squared

Array = np.ndarray
Formula = Callable[[Array, Array, Array], Array]


@dataclass(frozen=True, eq=False)
class Pattern:
    """What an answer may be, but for a constant factor.

    Args:
        finding: what it then is.
        shape: of one answer, without axes of length 1.
        answers: at each of a sheet's W, shape (k, *shape).
    """

    finding: Finding
    shape: Callable[[Sheet], tuple[int, ...]]
    answers: Callable[[Sheet], Array]


# Of the columns A (m, p), the targets y (m,) and the prediction H (m,): the p numbers of a wrong gradient.
# A single number stands for p alike ones.
WRONG: Mapping[str, Formula] = MappingProxyType(
    {
        "no-x": lambda A, y, H: 2 * (H - y).mean(),
        "no-target": lambda A, y, H: 2 * H @ A / len(y),
        "no-prediction": lambda A, y, H: -2 * y @ A / len(y),
        "plus-target": lambda A, y, H: 2 * (H + y) @ A / len(y),
        "absolute": lambda A, y, H: np.sign(H - y) @ A / len(y),
        "no-sign": lambda A, y, H: 2 * np.abs(H - y) @ A / len(y),
        "square-kept": lambda A, y, H: 2 * (H - y) ** 2 @ A / len(y),
        "x-squared": lambda A, y, H: 2 * (H - y) @ A**2 / len(y),
        "sums-multiplied": lambda A, y, H: 2 * (H - y).mean() * A.mean(axis=0),
        "cost": lambda A, y, H: ((H - y) ** 2).mean(),
        "root": lambda A, y, H: (H - y) @ A / len(y) / np.sqrt(((H - y) ** 2).mean()),
        "first-row": lambda A, y, H: 2 * (H - y)[0] * A[0],
        "last-row": lambda A, y, H: 2 * (H - y)[-1] * A[-1],
        "without-first-row": lambda A, y, H: 2 * (H - y)[1:] @ A[1:] / len(y),
        "without-last-row": lambda A, y, H: 2 * (H - y)[:-1] @ A[:-1] / len(y),
    }
)
# A number for each row, or for each row and column: the sum over the rows is missing.
UNSUMMED: Mapping[str, Formula] = MappingProxyType(
    {
        "terms": lambda A, y, H: 2 * (H - y)[:, None] * A / len(y),
        "residuals": lambda A, y, H: 2 * (H - y) / len(y),
        "squares": lambda A, y, H: (H - y) ** 2 / len(y),
    }
)


def patterns(sheet: Sheet) -> Iterator[Pattern]:
    """All that an answer may be, but for a factor, the likelier first; `sheet` says for which p and loss."""
    yield Pattern(Finding(Kind.RIGHT), _numbers, lambda sheet: sheet.true)
    yield from _orders(sheet)
    if sheet.hypothesis.bias:
        yield Pattern(
            Finding(Kind.MISSING, {"column": sheet.names[-1]}),
            lambda sheet: squeezed(sheet.p - 1),
            lambda sheet: sheet.true[:, :-1],
        )
    if sheet.p > 1:
        yield Pattern(_formula("all-summed"), lambda sheet: (), lambda sheet: sheet.true.sum(axis=1))
    if sheet.loss == squared:
        yield from _usual(sheet)


def _usual(sheet: Sheet) -> Iterator[Pattern]:
    for name, formula in WRONG.items():
        yield Pattern(_formula(name), _numbers, _each(formula))
        if sheet.p > 1 and name in ("no-x", "cost"):
            yield Pattern(_formula(name), lambda sheet: (), _each(formula, alike=False))
    yield Pattern(Finding(Kind.CROSSED), _numbers, _each(_crossed))
    if sheet.hypothesis.bias:
        yield Pattern(_formula("no-bias"), _numbers, _without_bias)
    yield Pattern(_formula("by-x"), _numbers, _by_x)
    yield Pattern(
        _formula("terms"), lambda sheet: squeezed(sheet.m, sheet.p), _each(UNSUMMED["terms"], alike=False)
    )
    for name in ("residuals", "squares"):
        yield Pattern(_formula(name), lambda sheet: squeezed(sheet.m), _each(UNSUMMED[name], alike=False))


def _orders(sheet: Sheet) -> Iterator[Pattern]:
    """The right numbers in another order: two swapped, or the bias first."""
    usual = np.arange(sheet.p)
    if sheet.hypothesis.bias and sheet.p > 2:
        yield _order(Finding(Kind.ORDER, {"column": sheet.names[-1]}), np.roll(usual, 1))
    for j in usual[: sheet.p if sheet.p <= 30 else 0]:  # beyond that nobody swaps, and pairs are many
        for i in usual[:j]:
            order = usual.copy()
            order[[i, j]] = j, i
            swapped = {"first": sheet.names[i], "second": sheet.names[j]}
            yield _order(Finding(Kind.SWAPPED, swapped), order)


def _order(finding: Finding, order: Array) -> Pattern:
    return Pattern(finding, _numbers, lambda sheet: sheet.true[:, order])


def _formula(name: str) -> Finding:
    return Finding(Kind.FORMULA, {"formula": name})


def _each(formula: Formula, alike: bool = True) -> Callable[[Sheet], Array]:
    """`formula` at each W of a sheet; with `alike`, a single number as p of them."""

    def answers(sheet: Sheet) -> Array:
        with np.errstate(divide="ignore", invalid="ignore"):
            of = [formula(sheet.columns, sheet.y, sheet.columns @ W) for W in sheet.points]
        return np.array([np.broadcast_to(one, sheet.p) for one in of] if alike else of)

    return answers


def _crossed(A: Array, y: Array, H: Array) -> Array:
    """The mean of 2 (H − y) x over all pairs of a row for H and x, and a row for y."""
    return 2 * (H @ A / len(y) - y.mean() * A.mean(axis=0))


def _without_bias(sheet: Sheet) -> Array:
    slopes = [2 * (sheet.rows.x @ W[:-1] - sheet.y) for W in sheet.points]
    return np.array(slopes) @ sheet.columns / sheet.m


def _by_x(sheet: Sheet) -> Array:
    """Σ (H − y) W, the derivative by x."""
    slopes = [2 * (sheet.columns @ W - sheet.y).mean() for W in sheet.points]
    return np.array(slopes)[:, None] * sheet.points


def _numbers(sheet: Sheet) -> tuple[int, ...]:
    return squeezed(sheet.p)
