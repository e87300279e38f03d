"""Theory: what a quadratic cost's curvatures say about descending it, before anything runs."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from ravine.analysis import rates, tuning
from ravine.analysis.modes import Modes
from ravine.analysis.momentum import is_constant, limit, sgd_of
from ravine.analysis.told import Told
from ravine.cost import GRADIENTS, Cost, gradient_ratio
from ravine.descent import whole_epochs
from ravine.errors import DataError, SettingError
from ravine.optim import SGD
from ravine.quadratic import Quadratic, compress
from ravine.trace import GOAL_SHARE, Trace
from ravine.words import number

Array = np.ndarray


class Regime(StrEnum):
    """What a learning rate makes of a cost: nothing swings, something does, the limit is near, or passed."""

    SMOOTH = "smooth"
    OSCILLATING = "oscillating"
    EDGE = "on the edge"
    DIVERGING = "diverging"


class Direction(NamedTuple):
    """One eigen-direction.

    Args:
        curvature: λ of the true cost along it.
        share: what part of the cost above the least one it has at the start, 0 to 1.
        factor: what each epoch multiplies the error along it by, see `Theory.factors`.
        epochs: until 1 % of its own part is left; None if never.
        columns: its largest columns with their components.
    """

    curvature: float
    share: float
    factor: float
    epochs: int | None
    columns: list[tuple[str, float]]


@dataclass(frozen=True, eq=False, repr=False)
class Theory(Told):
    """What gradient descent on this quadratic cost, from this start, will do, by any rule of the SGD family.

    The error W − W* has a part along each eigen-direction of the Hessian, and each goes its own way: without
    momentum every epoch multiplies it by 1 − lr·λ. Eigenvalues are the true cost's; learning rates are for
    the scale of the gradient that was chosen.

    Methods take an `lr` in place of the rule's own; without a rule it is `best_lr` where none is given.

    Args:
        quadratic: the cost.
        start: W before the first update, shape (p,).
        epochs: how many updates `best_lr` may use.
        rule: SGD with its momentum, dampening, nesterov and weight decay; None for none of these. Where lr
            or momentum follows a schedule, `path` and the epochs do too, limits and best lr are None, and the
            rest is about the first step.

    Source: Y. Nesterov, Lectures on Convex Optimization, 2nd ed. 2018, section 2.1.5; for momentum see
    `ravine.analysis.momentum`.
    """

    quadratic: Quadratic
    start: Array
    epochs: int
    rule: SGD | None = None

    local = False

    @property
    def names(self) -> tuple[str, ...]:
        """What each number of W belongs to."""
        return self.quadratic.names

    @property
    def eigenvalues(self) -> Array:
        """Curvatures of the true cost, steepest first, shape (p,), in units of cost / W²."""
        return self.quadratic.eigenvalues

    @property
    def directions(self) -> Array:
        """The eigen-directions as unit columns, shape (p, p)."""
        return self.quadratic.directions

    @property
    def flat(self) -> int:
        """Along how many directions the cost doesn't change: then the best W isn't unique."""
        return self.quadratic.flat

    @property
    def dependent(self) -> tuple[str, ...]:
        """The columns that have a part in a direction along which the cost doesn't change."""
        parts = np.abs(self.directions[:, len(self.names) - self.flat :]).max(axis=1, initial=0.0)
        return tuple(name for name, part in zip(self.names, parts, strict=True) if part > 1e-6)

    @cached_property
    def best(self) -> tuple[Array, float]:
        """The W of least cost nearest to the start, and that cost."""
        return self.quadratic.best(self.start)

    @cached_property
    def start_cost(self) -> float:
        """The cost at the start."""
        with np.errstate(over="ignore"):
            return float(self.quadratic.evaluate(self.start)[0])

    @property
    def condition(self) -> float:
        """λmax / λmin over the directions that aren't flat: how much longer the slowest takes; 1 is ideal."""
        steep = self._steep
        with np.errstate(over="ignore"):
            return float(steep[0] / steep[-1]) if steep.size else 1.0

    @property
    def constant(self) -> bool:
        """Whether no setting of the rule follows a schedule."""
        return is_constant(self._rule)

    @property
    def stable_lr(self) -> Any:
        """The lr above which the error along the steepest direction grows: 2 / λmax without momentum."""
        return self.stable_lr_for(self.quadratic.gradient)

    def stable_lr_for(self, gradient: str) -> Any:
        """The same limit for the gradient scale `gradient`; None where a schedule rules."""
        if not self.constant:
            return None
        pull = self._largest * gradient_ratio(gradient, self.quadratic.m) + self._rule.weight_decay
        return rates.divide(limit(self._rule), pull)

    @property
    def limits(self) -> Mapping[str, Any]:
        """The stable lr of each gradient scale."""
        return {gradient: self.stable_lr_for(gradient) for gradient in GRADIENTS}

    @property
    def long_run_lr(self) -> Any:
        """2 / (λmax + λmin) without momentum: best for very many epochs and the worst start."""
        return tuning.long_run_lr(self._pulls, self._rule) if self.constant else None

    @cached_property
    def best_lr(self) -> Any:
        """The lr of least cost after `epochs` updates from this start, the rest of the rule as it is."""
        if not self.constant:
            return None
        if self._rule.plain:
            return self._best_plain_lr
        return tuning.best_lr(self._problem, self._rule) if self._pulls.size else float("inf")

    def best_rule(self, nesterov: bool = False) -> SGD:
        """The lr and momentum of least cost after `epochs` updates from this start; never worse than none."""
        return tuning.best_rule(
            replace(self, rule=None)._problem, self._finite(self._best_plain_lr), nesterov
        )

    def long_run_rule(self, nesterov: bool = False) -> SGD:
        """The lr and momentum that are best for very many epochs and the worst start."""
        return tuning.long_run_rule(self._steep * self.quadratic.ratio, nesterov)

    def follow(self, rule: SGD | None) -> "Theory":
        """The same cost, start and epochs under another rule."""
        return replace(self, rule=rule)

    @cached_property
    def _nearest(self) -> Array:
        return self.quadratic.nearest(self.start)

    @cached_property
    def shares(self) -> Array:
        """What each direction that isn't flat has of the cost above the least one, at the start.

        Where there is any, at least what the rounding of W is worth, which a diverging direction makes
        grow; all 0 when the start is the best W but for rounding.

        Raises:
            DataError: when the cost at the start leaves float64's range.
        """
        # As the p + 1 rows have it: `best` reads all rows once more, for digits that no lr depends on.
        best, steep = self._nearest, self._steep
        shares = self.quadratic.excess(self.start)
        if not np.isfinite(shares).all():
            raise DataError("descent-start", dtype="float64")
        if not shares.sum() > self.quadratic.rounding(best, self.quadratic.least):
            return np.zeros(steep.size)
        W = np.maximum(np.abs(self.start), np.abs(best))
        rounding = np.finfo(float).eps * (np.abs(self.directions[:, : steep.size]).T @ W)
        return np.where(shares > 0, np.maximum(shares, (np.sqrt(steep / 2) * rounding) ** 2), 0.0)

    def curvature(self, lr: float | None = None) -> float:
        """A = lr · λmax as the rule sees it: without momentum 1 is the jump to the bottom, 2 the limit."""
        return float(self.modes(lr).moves.max(initial=0.0))

    @property
    def move(self) -> str:
        """How lr·λ is computed from an lr of the chosen scale, as a formula."""
        ratio = self.quadratic.ratio
        return "lr·λ" if ratio == 1 else f"{number(ratio)}·lr·λ"

    def regime(self, lr: float | None = None) -> Regime:
        """What `lr` makes of this cost: on the edge within 1 % of the limit, smooth where nothing swings."""
        share = self.curvature(lr) / limit(self.modes(lr).first)
        if share > 1.01:
            return Regime.DIVERGING
        if share >= 0.99:
            return Regime.EDGE
        return Regime.SMOOTH if self.modes(lr).smooth else Regime.OSCILLATING

    def factors(self, lr: float | None = None) -> Array:
        """What each epoch multiplies the error along each eigen-direction by, shape (p,).

        1 − lr·λ without momentum; with it the size of the larger of the two `roots`, and so in the long run.
        """
        return self.modes(lr).factors

    def roots(self, lr: float | None = None) -> Array:
        """The two factors of each eigen-direction under momentum, complex where it swings, shape (2, p)."""
        return self.modes(lr).roots

    def path(self, lr: float | None = None, epochs: int | None = None) -> Array:
        """W at epochs 0 to `epochs` as theory has it, shape (epochs + 1, p)."""
        change = self.modes(lr).path(self.epochs if epochs is None else epochs)
        with np.errstate(over="ignore", invalid="ignore"):
            return self.start + change @ self.directions.T

    def epochs_to_1_percent(self, lr: float | None = None) -> int | None:
        """The first epoch at which at most 1 % of the start's excess cost is left; None if there is none.

        Where a schedule rules, none within `epochs`.
        """
        return self.modes(lr).epochs_to(GOAL_SHARE, self.epochs)

    def rises_again(self, lr: float | None = None) -> bool:
        """Whether more than that 1 % is left again at a later epoch, up to `epochs`."""
        return self.modes(lr).rises_again(GOAL_SHARE, self.epochs)

    def crawls(self, lr: float | None = None) -> bool:
        """Whether that takes more epochs than there are, though it comes."""
        needed = self.epochs_to_1_percent(lr)
        return needed is not None and needed > self.epochs

    def by_direction(self, lr: float | None = None) -> tuple[Direction, ...]:
        """Every eigen-direction, steepest first, with its part in what happens."""
        modes = self.modes(lr)
        total = float(modes.shares.sum()) or 1.0
        return tuple(
            Direction(
                float(self.eigenvalues[j]),
                float(modes.shares[j]) / total,
                float(modes.factors[j]),
                modes.only(j).epochs_to(GOAL_SHARE, self.epochs),
                self.main_columns(j),
            )
            for j in range(len(self.names))
        )

    def modes(self, lr: float | None = None) -> Modes:
        """The rule with that lr, along each eigen-direction."""
        if lr is None:
            rule = self.rule or SGD(self._finite(self.best_lr))
        else:
            rule = replace(self._rule, lr=self._finite(lr))
        flat = np.zeros(self.flat)
        best, start = self.directions.T @ self._nearest, self.directions.T @ self.start
        error = np.append((start - best)[: self._steep.size], flat)
        return Modes(rule, self.eigenvalues, self.quadratic.ratio, error, best, np.append(self.shares, flat))

    def main_columns(self, direction: int, count: int = 3) -> list[tuple[str, float]]:
        """The `count` largest columns of an eigen-direction (0 the steepest), with their components."""
        return main_columns(self.names, self.directions[:, direction], count)

    @property
    def flattest(self) -> int:
        """Which direction is the flattest of those that aren't flat."""
        return max(self._steep.size - 1, 0)

    def standardise(self) -> "Theory":
        """The same theory for the same cost on standardised features, from the same hypothesis."""
        quadratic, how = self.quadratic.standardise()
        return Theory(quadratic, how.redo(self.start, self.quadratic.bias), self.epochs, self.rule)

    def __repr__(self) -> str:
        stable = "None" if self.stable_lr is None else f"{self.stable_lr:.6g}"
        return f"Theory(names={self.names}, condition={self.condition:.6g}, stable_lr={stable})"

    def to_dict(self) -> dict[str, Any]:
        """The numbers, for JSON."""
        best = self.best_lr
        return {
            "eigenvalues": self.eigenvalues.tolist(),
            "steepest": dict(self.main_columns(0)),
            "flattest": dict(self.main_columns(self.flattest)),
            "flat_directions": self.flat,
            "condition": self.condition,
            "best_lr": best,
            "long_run_lr": self.long_run_lr,
            "stable_lr": self.stable_lr,
            "stable_lr_by_gradient": dict(self.limits),
            "epochs_to_1_percent": self.epochs_to_1_percent(best),
            "directions": [
                {**one._asdict(), "columns": dict(one.columns)} for one in self.by_direction(best)
            ],
        }

    @property
    def _rule(self) -> SGD:
        """The rule; where there is none, one without momentum and decay, whose lr says nothing."""
        return self.rule or SGD()

    @property
    def _pulls(self) -> Array:
        """What the rule sees of the curvatures where it moves anything, in the gradient's scale."""
        decay = self._rule.weight_decay
        return (self.eigenvalues if decay else self._steep) * self.quadratic.ratio + decay

    @property
    def _best_plain_lr(self) -> float:
        return rates.best_lr(self._steep, self.shares, self.epochs) / self.quadratic.ratio

    @property
    def _problem(self) -> tuning.Problem:
        modes = replace(self, rule=replace(self._rule, lr=1.0)).modes()
        return tuning.Problem(modes.pulls, modes.curvatures, modes.start, modes.rest, self.epochs)

    def _finite(self, lr: float) -> float:
        """The lr; 1 for an infinite one where every direction is flat, and none changes anything."""
        return lr if np.isfinite(lr) or self._steep.size else 1.0

    @property
    def _steep(self) -> Array:
        return self.eigenvalues[: len(self.eigenvalues) - self.flat]

    @property
    def _largest(self) -> float:
        return float(self._steep.max(initial=0.0))


def main_columns(names: tuple[str, ...], vector: Array, count: int) -> list[tuple[str, float]]:
    """The `count` largest components of a direction, each with its column's name."""
    order = np.argsort(-np.abs(vector), kind="stable")[:count]
    return [(names[j], float(vector[j])) for j in order]


def theory(of: Trace | Cost | Quadratic, *, start: Any = 0.0, epochs: int = 100, rule: Any = None) -> Theory:
    """Theory for a cost from a start and with a number of epochs; for a trace, for its own.

    Args:
        of: the cost, or a run on it. Of a run by a rule that theory doesn't speak of, see `sgd_of`, it is
            about gradient descent without momentum.
        start: W before the first update, p numbers with the bias last, or one number for all of them.
        epochs: how many updates `best_lr` may use.
        rule: `SGD` with its settings, or torch's; None for no momentum and no lr of its own.

    Raises:
        SettingError: when the cost is no least-squares one, for a rule that theory doesn't speak of, or for a
            start or epochs that can't be used.
        ShapeError: when the start has another size than W.

    Example:
        >>> from ravine.data import Data
        >>> from ravine.hypothesis import Linear
        >>> cost = Cost(Data([[1], [2], [3]], [1, 2, 3]), Linear(bias=False))
        >>> lab = theory(cost, epochs=10)
        >>> lab.eigenvalues.round(4), round(lab.best_lr, 4), round(lab.stable_lr, 4)
        (array([9.3333]), 0.1071, 0.2143)
        >>> round(theory(cost, rule=SGD(0.1, momentum=0.9)).stable_lr, 4)
        0.4071
    """
    if isinstance(of, Trace):
        if of.quadratic is None:
            raise SettingError("theory-no-quadratic")
        return Theory(of.quadratic, np.asarray(of.W[0], np.float64), of.epochs, sgd_of(of.optimizer))
    quadratic = of if isinstance(of, Quadratic) else compress(of)
    family = None if rule is None else sgd_of(rule)
    if rule is not None and family is None:
        raise SettingError("theory-rule", got=type(rule).__name__)
    return Theory(quadratic, quadratic.asarray(start), whole_epochs(epochs), family)
