"""The reader's own gradient against the true one: right, or what is wrong with it."""

from collections.abc import Callable
from typing import Any

from ravine.check.calling import Answers, Reader
from ravine.check.diagnosis import diagnose
from ravine.check.finding import OPEN, Finding, Kind
from ravine.check.forms import Form
from ravine.check.reading import read_function
from ravine.check.result import GradientCheck
from ravine.check.sheet import Sheet
from ravine.cost import Cost
from ravine.errors import SettingError

__all__ = ["Finding", "GradientCheck", "Kind", "check_gradient", "read_function", "takes_bias"]


def check_gradient(gradient: Callable[..., Any], cost: Cost, at: Any = None) -> GradientCheck:
    """Whether the reader's own `gradient` is that of `cost`, and if not, what is wrong with it.

        ∇cost(W) = (1/m) Σ ∂loss(H(x), y)/∂W, times the cost's own scale

    The true gradient is by autograd and by central differences, which must agree with each other first.
    The function is called as `gradient(W, x, y)`, W with the bias last, or as `gradient(W, b, x, y)`,
    which gives a pair; the parameters are known by the first letters of their names, else by their place.
    It is given arrays, or tensors where it speaks of torch. Shapes are tried in this order, until the
    answer is one that is recognised:

        for one feature: W a number (where there is no other) or (p,), with x (m,) and y (m,)
        W (p,), x (m, d), y (m,); then with a last column of ones in x, for the bias
        all as columns: W (p, 1), x (m, d), y (m, 1); then with the ones

    What one's own rows leave open (m/2 = 1.5 = m/(m − 1) for three rows) is told apart on other rows.

    Args:
        gradient: the function.
        cost: with its data, its hypothesis, and the scale that counts as right.
        at: W to show, p numbers or several such rows; some are chosen where not given.

    Raises:
        SettingError: when the function can't be called so, or the true gradient isn't settled at such W.
        ShapeError: when `at` doesn't hold p numbers.

    Example:
        >>> from ravine.data import Data
        >>> from ravine.hypothesis import Linear
        >>> lab = Cost(Data([1, 2, 3], [1, 2, 3]), Linear(bias=False))
        >>> found = check_gradient(lambda W, x, y: sum((W * x - y) * x), lab)
        >>> found.right, str(found.finding.kind), found.finding.values["formula"]
        (False, 'factor', 'm/2')
    """
    if not isinstance(cost, Cost):
        raise SettingError("check-cost", got=type(cost).__name__)
    if cost.hypothesis.name not in _KNOWN or cost.l2:
        raise SettingError("check-hypothesis", got="l2" if cost.l2 else cost.hypothesis.name)
    reader = Reader.of(gradient)
    if reader.apart and not cost.hypothesis.bias:
        raise SettingError("check-no-bias", name=reader.name)
    own = Sheet.of(cost, at)
    own.settle()
    return _kindest(reader, own, own.other(), cost.gradient)


# Whose gradient is a sum of slope times column, which is what the usual slips are slips of.
_KNOWN = ("linear", "line", "logistic")


def takes_bias(gradient: Callable[..., Any]) -> bool:
    """Whether the function is one of (W, b, x, y).

    Raises:
        SettingError: when it can't be called as a gradient at all.
    """
    return Reader.of(gradient).apart


def _kindest(reader: Reader, own: Sheet, other: Sheet, gradient: str) -> GradientCheck:
    """By the first way of calling whose answer is recognised, else by the most telling of all."""
    checks: list[GradientCheck] = []
    for forms in reader.forms(own):
        for form in forms:
            found = _check(reader, form, own, other, gradient)
            if not any(finding.kind in OPEN for finding in found.findings):
                return found
            checks.append(found)
        if any(found.finding.kind is not Kind.RAISES for found in checks):
            break
    return min(checks, key=_unclear)


def _check(reader: Reader, form: Form, own: Sheet, other: Sheet, gradient: str) -> GradientCheck:
    answers = reader.ask(form, own)
    if isinstance(answers, Finding):
        return GradientCheck(reader, form, own, (answers,), None, gradient)
    second = reader.ask(form, other)
    known = [(own, answers), (other, second)] if isinstance(second, Answers) else [(own, answers)]
    sheets, given = zip(*known, strict=True)
    findings = diagnose(sheets, given, gradient)
    return GradientCheck(reader, form, own, findings, answers.numbers(own.p), gradient)


def _unclear(check: GradientCheck) -> tuple[int, int]:
    """How little a check says; of two that raised, the one that got further in the file says more."""
    unclear = next(finding for finding in check.findings if finding.kind in OPEN)
    return OPEN.index(unclear.kind), -unclear.values.get("line", 0)
