"""What "auto" stands for: the lr, momentum, epochs and tolerance that a cost asks for."""

from collections.abc import Mapping
from dataclasses import replace
from enum import Enum
from typing import Any, NamedTuple

import numpy as np

from ravine.analysis.lr_search import find_lr
from ravine.analysis.momentum import is_constant, sgd_of
from ravine.analysis.spectrum import theory
from ravine.analysis.tuning import long_run_rule
from ravine.batches import Batches
from ravine.cost import Cost
from ravine.data import Data
from ravine.errors import SettingError
from ravine.estimator.rising import Rising
from ravine.optim import RULES, SGD, CosineAnnealingLR, Rule
from ravine.quadratic import Quadratic, largest_curvature

Array = np.ndarray

# An lr is looked for on so many rows, and within so many updates: the fewer, the more work each of them is.
_ROWS, _UPDATES, _WORK = 500, (50, 300), 5e6
# Directions flatter than this beside the steepest don't get there in all epochs that "auto" has; a momentum
# that suits them would keep all others swinging until then.
_FLATTEST = 1e-9


class Asked(NamedTuple):
    """A rule as it was asked for, and what of it is left to us."""

    rule: Rule
    lr: bool
    momentum: bool

    @classmethod
    def of(cls, optimizer: Any, lr: Any, settings: Mapping[str, Any] | None) -> "Asked":
        """From the name of a rule, its lr or "auto", and its settings; or from a rule that has its own.

        Raises:
            SettingError: when there is no such rule or setting, or both a rule and settings beside it.
        """
        auto = isinstance(lr, str) and lr == "auto"
        if isinstance(lr, str) and not auto:
            raise SettingError("estimator-auto", name="lr", got=lr)
        if isinstance(optimizer, Rule):
            if not auto or settings:
                raise SettingError("estimator-rule", got=repr(optimizer))
            return cls(optimizer, False, False)
        if not isinstance(optimizer, str) or optimizer not in RULES:
            raise SettingError("estimator-optimizer", got=repr(optimizer), known=", ".join(RULES))
        given = _named(settings)
        momentum = auto and optimizer == "sgd" and set(given) <= {"nesterov"}
        if momentum and given.get("nesterov"):  # it needs one; another takes its place
            given["momentum"] = 0.5
        if "weight_decay" in RULES[optimizer].defaults():  # it pulls the intercept too; l2 is what pulls here
            given.setdefault("weight_decay", 0.0)
        rule = RULES[optimizer].of(None if auto else lr, **given)
        if auto and not callable(kept := getattr(rule, "momentum", 0.0)) and np.any(np.asarray(kept) >= 1):
            told = {"name": "momentum", "range": "0 ≤ momentum < 1", "example": 0.9}
            raise SettingError("setting-number", got=repr(kept), **told)  # every lr diverges
        return cls(rule, auto, momentum)


class Way(Enum):
    """How far theory helps with a descent: the most epochs, and the tolerance, that "auto" gives it."""

    EXACT = 200_000, 1e-9  # least squares by the SGD family: all is known
    SMOOTH = 10_000, 1e-5  # the same rules on another smooth loss: the largest curvature is known
    SEARCH = 1_000, None  # any other rule or loss: an lr is found by trying
    BATCHES = 100, None  # mini-batches: likewise

    @property
    def epochs(self) -> int:
        """So many at most."""
        return self.value[0]

    @property
    def tol(self) -> float | None:
        """How little is to be left, see `Ending`; None where the end may never come so near."""
        return self.value[1]

    @classmethod
    def of(cls, cost: Cost, rule: Rule, batched: bool) -> "Way":
        """The way of `rule` on `cost`."""
        if batched:
            return cls.BATCHES
        sgd = sgd_of(rule)
        if sgd is None or not is_constant(sgd):
            return cls.SEARCH
        if cost.least_squares:
            return cls.EXACT
        return cls.SMOOTH if hasattr(cost.loss, "most_curved") else cls.SEARCH


def by_theory(quadratic: Quadratic, asked: Asked, start: Array, epochs: int | None) -> SGD:
    """The best lr, and momentum if left to us, for so many epochs; with None for all that "auto" has.

    Then, with a momentum left to us, those of the long run and Nesterov's: heavy ball is a little faster at
    last, but lets steep directions first grow as the square root of the condition number.
    """
    rule: SGD = asked.rule  # type: ignore[assignment]
    known = theory(quadratic, start=start, epochs=epochs or Way.EXACT.epochs)
    if not asked.momentum:
        lr = known.follow(rule).best_lr
        return replace(rule, lr=lr if np.isfinite(lr) else 1.0)  # where all is flat no lr changes anything
    if epochs:
        return known.best_rule(rule.nesterov)
    steep = quadratic.eigenvalues[: quadratic.p - quadratic.flat] * quadratic.ratio
    return long_run_rule(np.maximum(steep, _FLATTEST * steep.max(initial=0.0)), nesterov=True)


def by_curvature(cost: Cost, asked: Asked) -> SGD:
    """The lr 1 / L, with which plain descent never rises; Nesterov's momentum if it is left to us."""
    rule: SGD = asked.rule  # type: ignore[assignment]
    largest = largest_curvature(cost) or 1.0
    if not asked.momentum:
        return replace(rule, lr=1 / (largest + rule.weight_decay))
    root = np.sqrt(cost.l2 / largest)
    most = float((1 - root) / (1 + root))
    return SGD(1 / largest, Rising(most), nesterov=True) if most > 0 else SGD(1 / largest)


def by_search(
    goal: Cost | Quadratic, rule: Rule, start: Array, updates: int, batches: Batches | None, seed: int
) -> Rule:
    """The lr with which the rule ends lowest on a sample of the rows, for fewer updates.

    It falls to 0 along a cosine, so that W comes to rest whatever keeps it going, batches or kinks. For
    mini-batches half of it: in more epochs some may be steeper than any that were tried.
    """
    sample = _sample(goal, seed)
    m = sample.m if isinstance(sample, Cost) else sample.p + 1
    each = batches.per_epoch(m) if batches else 1
    few = int(np.clip(_WORK / (m / each * goal.p), *_UPDATES))
    epochs = max(min(few, updates) // each, 1)
    trial = replace(rule, lr=CosineAnnealingLR(type(rule).of().lr, T_max=epochs * each))
    found = find_lr(sample, trial, start=start, epochs=epochs, batches=batches)
    lr = found.lr / 2 if batches else found.lr
    return replace(rule, lr=CosineAnnealingLR(lr, T_max=max(updates, 1)))


def steady(cost: Cost, asked: Asked, start: Array, seed: int) -> Rule:
    """One lr for rows that come a few at a time: half of what is safe, or was found, on the first of them."""
    largest = largest_curvature(cost) if isinstance(asked.rule, SGD) else None
    if largest:
        rule = SGD() if asked.momentum else asked.rule
        return replace(rule, lr=1 / (2 * largest))
    return replace(asked.rule, lr=find_lr(_sample(cost, seed), asked.rule, start=start).lr / 2)


def _named(settings: Any) -> dict[str, Any]:
    """The settings by their names."""
    if settings is None:
        return {}
    if not isinstance(settings, Mapping) or not all(isinstance(name, str) for name in settings):
        raise SettingError("estimator-settings", got=repr(settings))
    return dict(settings)


def _sample(goal: Cost | Quadratic, seed: int) -> Cost | Quadratic:
    """The cost of at most `_ROWS` of its rows."""
    if not isinstance(goal, Cost) or not isinstance(goal.rows, Data) or goal.m <= _ROWS:
        return goal
    return goal.on(goal.rows.take(np.sort(np.random.default_rng(seed).choice(goal.m, _ROWS, replace=False))))
