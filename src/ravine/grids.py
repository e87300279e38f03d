"""What a sweep goes over: update rules by name, lrs, momenta, starts; checked, and laid out as a grid."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import isqrt
from typing import Any

import numpy as np

from ravine.analysis.lr_search import with_lr
from ravine.cost import Objective
from ravine.errors import SettingError
from ravine.optim import RULES, Clipped, Rule
from ravine.optim.rule import numbers

Array = np.ndarray
# Several numbers, or the range they shall lie in.
Axis = Array | tuple[float, float]

# So many lrs and so many momenta make a map in which one can see a boundary.
_SIDE = 40


def rules_of(optimizer: Any) -> dict[str, Any]:
    """Rules by the names they go by: of one, of several, of names of rules, or given by name.

    Raises:
        SettingError: for anything else, or a rule that another lr can't be put into.

    Example:
        >>> from ravine.optim import SGD
        >>> list(rules_of(["adam", SGD(momentum=0.5), SGD(momentum=0.9)]))
        ['adam', 'sgd', 'sgd (2)']
    """
    if isinstance(optimizer, Mapping):
        named = [(str(name), one) for name, one in optimizer.items()]
    else:
        several = isinstance(optimizer, Sequence) and not isinstance(optimizer, str)
        named = [(_name(one), one) for one in (optimizer if several else [optimizer])]
    found: dict[str, Any] = {}
    for name, one in named:
        again = sum(other == name for other, _ in named[: len(found)])
        found[f"{name} ({again + 1})" if again else name] = _rule(one)
    if not found:
        raise SettingError("setting-sweep-rules", got=repr(optimizer), known=", ".join(RULES))
    return found


def lr_axis(lr: Any) -> Axis | None:
    """`lr` as several numbers above 0 or a range of these; None as it is.

    Raises:
        SettingError: for anything else.
    """
    return None if lr is None else _axis("lr", lr, lambda v: v > 0)


def momentum_axis(momentum: Any) -> Axis | None:
    """`momentum` as several numbers from 0 to below 1 or a range of these; None as it is.

    Raises:
        SettingError: for anything else.
    """
    if momentum is None:
        return None
    return _axis("momentum", momentum, lambda v: (v >= 0) & (v < 1))


def counts(lr: Axis | None, momentum: Axis | None, points: Any) -> tuple[int, int]:
    """How many lrs and how many momenta there are, where ranges shall make about `points` pairs of them.

    Raises:
        SettingError: when `points` isn't a whole number above 1.

    Example:
        >>> counts(None, None, 1000), counts(None, (0.0, 0.9), 1000), counts(None, (0.0, 0.9), 10000)
        ((1000, 1), (40, 40), (100, 100))
    """
    if isinstance(points, bool) or not isinstance(points, int | np.integer) or points < 2:
        raise SettingError("setting-sweep-points", got=repr(points))
    points = int(points)
    if momentum is None:
        return (len(lr) if isinstance(lr, Array) else points), 1
    lrs, momenta = (len(axis) if isinstance(axis, Array) else 0 for axis in (lr, momentum))
    least = min(points, _SIDE)
    return (
        lrs or max(least, points // (momenta or isqrt(points))),
        momenta or max(least, points // (lrs or isqrt(points))),
    )


def spread_lr(axis: Axis, count: int) -> Array:
    """The lrs, those of a range in equal ratios."""
    return axis if isinstance(axis, Array) else np.geomspace(*axis, count)


def spread_momentum(axis: Axis, count: int) -> Array:
    """The momenta, those of a range so that 1 − momentum goes in equal ratios.

    A velocity makes of lr lr / (1 − momentum): so 0.9 to 0.99 is as long a way as 0 to 0.9.

    Example:
        >>> spread_momentum((0.0, 0.99), 3).round(3)
        array([0.  , 0.9 , 0.99])
    """
    if isinstance(axis, Array):
        return axis
    low, high = axis
    momenta = 1 - np.geomspace(1 - low, 1 - high, count)
    momenta[[0, -1]] = low, high
    return momenta


def with_momentum(rule: Any, momentum: Any) -> Any:
    """`rule` with another momentum, or n of them: (n,); of Adam and its kin, another beta1.

    Raises:
        SettingError: when the rule has neither, or it is 0 beside nesterov.

    Example:
        >>> from ravine.optim import Adam
        >>> with_momentum(Adam(), 0.5).betas
        (0.5, 0.999)
    """
    if isinstance(rule, Clipped):
        return replace(rule, rule=with_momentum(rule.rule, momentum))
    if getattr(rule, "nesterov", False) and np.any(np.asarray(momentum) == 0):
        raise SettingError("setting-sweep-nesterov")
    if hasattr(rule, "momentum"):
        return replace(rule, momentum=momentum)
    if hasattr(rule, "betas"):
        return replace(rule, betas=(momentum, rule.betas[1]))
    raise SettingError("setting-sweep-no-momentum", rule=_name(rule))


def first_of(starts: Any) -> Any:
    """The first of several starts, (S, p); one start as it is.

    Raises:
        SettingError: when there is none.
    """
    if not _is_table(starts):
        return starts
    if not len(starts):
        raise SettingError("setting-sweep-starts")
    return starts[0]


def starts_of(objective: Objective, starts: Any) -> Array:
    """One start or several as (S, p), checked.

    Raises:
        ShapeError: when a start has another size than W.
        SettingError: when it can't be used.
    """
    if _is_table(starts):
        return np.asarray(objective.asarray(np.asarray(starts).T)).T
    return np.asarray(objective.asarray(starts))[None]


def _is_table(starts: Any) -> bool:
    try:
        return np.ndim(starts) == 2
    except (TypeError, ValueError):  # no array at all: whoever looks at it as one start complains
        return False


def _axis(name: str, given: Any, holds: Any) -> Axis:
    found = numbers(given)
    values = np.atleast_1d(np.asarray(np.nan if found is None else found, np.float64))
    between = isinstance(given, tuple) and len(given) == 2
    if not (values.size and np.all(holds(values))) or (between and not values[0] < values[1]):
        raise SettingError(f"setting-sweep-{name}", got=repr(given))
    return (float(values[0]), float(values[1])) if between else values


def _rule(one: Any) -> Any:
    """A rule that goes down, if another lr can be put into it."""
    named: Any = RULES.get(one) if isinstance(one, str) else None
    rule = one if named is None else named()
    if getattr(_inner(rule), "maximize", False):
        raise SettingError("setting-sweep-maximize", rule=_name(rule))
    try:
        if isinstance(rule, Rule | Clipped) and not any(map(np.ndim, (rule.lr, *rule.settings.values()))):
            with_lr(rule, 1.0)
            return rule
    except SettingError:  # it has a schedule of the reader's own
        pass
    raise SettingError("setting-sweep-rules", got=repr(one), known=", ".join(RULES))


def _inner(rule: Any) -> Any:
    return rule.rule if isinstance(rule, Clipped) else rule


def _name(one: Any) -> str:
    return one if isinstance(one, str) else type(_inner(one)).__name__.lower()
