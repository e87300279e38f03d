"""Theory: what a quadratic cost's curvatures say about descending it, before anything runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

import numpy as np

from ravine.cost import GRADIENTS, Cost, gradient_ratio
from ravine.descent import whole_epochs
from ravine.errors import DataError
from ravine.quadratic import Quadratic, compress
from ravine.rates import best_lr, divide, epochs_to, log_factors
from ravine.trace import GOAL_SHARE, Trace
from ravine.typeset import as_html, as_text
from ravine.words import number, speaking

Array = np.ndarray

# lr·λ is known to about so many units: 3/28 · 28/3 is 1, and 3/14 · 28/3 is 2, but for a rounding.
_SAME = 1e-12


class Regime(StrEnum):
    """What a learning rate makes of the steepest direction, by a = lr · λmax."""

    SMOOTH = "smooth"
    OSCILLATING = "oscillating"
    EDGE = "on the edge"
    DIVERGING = "diverging"


@dataclass(frozen=True, eq=False, repr=False)
class Theory:
    """What plain gradient descent on this cost, from this start, will do.

    On a quadratic the error W − W* has a part along each eigen-direction of the Hessian, and each epoch
    multiplies it by 1 − lr·λ. Eigenvalues are the true cost's; learning rates are for the scale of the
    gradient that was chosen.

    Args:
        quadratic: the cost.
        start: W before the first update, shape (p,).
        epochs: how many updates `best_lr` may use.

    Source: Y. Nesterov, Lectures on Convex Optimization, 2nd ed. 2018, section 2.1.5.
    """

    quadratic: Quadratic
    start: Array
    epochs: int

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
    def stable_lr(self) -> float:
        """2 / λmax: above it the error along the steepest direction grows."""
        return self.stable_lr_for(self.quadratic.gradient)

    def stable_lr_for(self, gradient: str) -> float:
        """The same limit for the gradient scale `gradient`."""
        return divide(2.0, self._largest * gradient_ratio(gradient, self.quadratic.m))

    @property
    def limits(self) -> Mapping[str, float]:
        """The stable lr of each gradient scale."""
        return {gradient: self.stable_lr_for(gradient) for gradient in GRADIENTS}

    @property
    def long_run_lr(self) -> float:
        """2 / (λmax + λmin): best for very many epochs and the worst start."""
        steep = self._steep
        return divide(2.0, float(steep[0] + steep[-1]) * self.quadratic.ratio) if steep.size else float("inf")

    @cached_property
    def best_lr(self) -> float:
        """The lr of least cost after `epochs` updates from this start."""
        return best_lr(self._steep, self.shares, self.epochs) / self.quadratic.ratio

    @cached_property
    def shares(self) -> Array:
        """What each direction that isn't flat has of the cost above the least one, at the start.

        Where there is any, at least what the rounding of W is worth, which a diverging direction makes
        grow; all 0 when the start is the best W but for rounding.

        Raises:
            DataError: when the cost at the start leaves float64's range.
        """
        best, steep = self.best[0], self._steep
        shares = self.quadratic.excess(self.start)
        if not np.isfinite(shares).all():
            raise DataError("descent-start", dtype="float64")
        if not shares.sum() > self.quadratic.rounding(*self.best):
            return np.zeros(steep.size)
        W = np.maximum(np.abs(self.start), np.abs(best))
        rounding = np.finfo(float).eps * (np.abs(self.directions[:, : steep.size]).T @ W)
        return np.where(shares > 0, np.maximum(shares, (np.sqrt(steep / 2) * rounding) ** 2), 0.0)

    def curvature(self, lr: float) -> float:
        """A = lr · λmax in the true gradient's scale: 1 is the jump to the bottom, 2 the limit."""
        return float(self._moves(lr).max(initial=0.0))

    @property
    def move(self) -> str:
        """How lr·λ is computed from an lr of the chosen scale, as a formula."""
        ratio = self.quadratic.ratio
        return "lr·λ" if ratio == 1 else f"{number(ratio)}·lr·λ"

    def regime(self, lr: float) -> Regime:
        """What `lr` makes of the steepest direction."""
        a = self.curvature(lr)
        if a <= 1:
            return Regime.SMOOTH
        if a < 1.98:
            return Regime.OSCILLATING
        return Regime.EDGE if a <= 2.02 else Regime.DIVERGING

    def factors(self, lr: float) -> Array:
        """1 − lr·λ: what each epoch multiplies the error along each eigen-direction by, shape (p,)."""
        return np.append(1 - self._moves(lr), np.ones(self.flat))

    def path(self, lr: float, epochs: int | None = None) -> Array:
        """W at epochs 0 to `epochs` as theory has it, shape (epochs + 1, p)."""
        moves = self._moves(lr)
        k = np.arange((self.epochs if epochs is None else epochs) + 1)[:, None]
        with np.errstate(over="ignore", invalid="ignore", under="ignore"):
            # (1 − a)^k − 1: how much has changed, to the last digit also where that is next to nothing.
            change = np.expm1(k * log_factors(moves))
            change[0] = 0.0
            change = np.where((k % 2 == 1) & (moves > 1), -2 - change, change)
            return self.start + (change * self._error) @ self.directions[:, : moves.size].T

    def epochs_to_1_percent(self, lr: float) -> int | None:
        """The first epoch at which at most 1 % of the start's excess cost is left; None if there is none."""
        return epochs_to(GOAL_SHARE, self.shares, self._moves(lr))

    def crawls(self, lr: float) -> bool:
        """Whether that takes more epochs than there are, though it comes."""
        needed = self.epochs_to_1_percent(lr)
        return needed is not None and needed > self.epochs

    def main_columns(self, direction: int, count: int = 3) -> list[tuple[str, float]]:
        """The `count` largest columns of an eigen-direction (0 the steepest), with their components."""
        vector = self.directions[:, direction]
        order = np.argsort(-np.abs(vector), kind="stable")[:count]
        return [(self.names[j], float(vector[j])) for j in order]

    @property
    def flattest(self) -> int:
        """Which direction is the flattest of those that aren't flat."""
        return max(self._steep.size - 1, 0)

    def standardise(self) -> "Theory":
        """The same theory for the same cost on standardised features, from the same hypothesis."""
        quadratic, how = self.quadratic.standardise()
        return Theory(quadratic, how.redo(self.start, self.quadratic.bias), self.epochs)

    def text(self, lang: str | None = None) -> str:
        """The numbers in words and tables, beside those of standardised columns."""
        from ravine.report import theory_sections  # lies below this file, as a convenience may

        with speaking(lang):
            return as_text(theory_sections(self))

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"Theory(names={self.names}, condition={self.condition:.6g}, stable_lr={self.stable_lr:.6g})"

    def _repr_html_(self) -> str:
        from ravine.report import theory_sections

        return as_html(theory_sections(self))

    def to_dict(self) -> dict[str, Any]:
        """The numbers, for JSON."""
        return {
            "eigenvalues": self.eigenvalues.tolist(),
            "steepest": dict(self.main_columns(0)),
            "flattest": dict(self.main_columns(self.flattest)),
            "flat_directions": self.flat,
            "condition": self.condition,
            "best_lr": self.best_lr,
            "long_run_lr": self.long_run_lr,
            "stable_lr": self.stable_lr,
            "stable_lr_by_gradient": dict(self.limits),
            "epochs_to_1_percent": self.epochs_to_1_percent(self.best_lr),
        }

    @property
    def _steep(self) -> Array:
        return self.eigenvalues[: len(self.eigenvalues) - self.flat]

    @property
    def _largest(self) -> float:
        return float(self._steep.max(initial=0.0))

    def _moves(self, lr: float) -> Array:
        """lr·λ of the directions that aren't flat, in the true gradient's scale."""
        with np.errstate(over="ignore"):
            moves = self._steep * self.quadratic.ratio * lr if self._steep.size else self._steep
        return np.where(np.abs(moves - 1) < _SAME, 1.0, np.where(np.abs(moves - 2) < _SAME, 2.0, moves))

    @cached_property
    def _error(self) -> Array:
        """W − W* at the start, along each direction that isn't flat."""
        return self.directions[:, : self._steep.size].T @ (self.start - self.best[0])


def theory(of: Trace | Cost | Quadratic, *, start: Any = 0.0, epochs: int = 100) -> Theory:
    """Theory for a cost from a start and with a number of epochs; for a trace, for its own.

    Args:
        of: the cost, or a run on it.
        start: W before the first update, p numbers with the bias last, or one number for all of them.
        epochs: how many updates `best_lr` may use.

    Raises:
        SettingError: when the loss isn't squared, or for a start or epochs that can't be used.
        ShapeError: when the start has another size than W.

    Example:
        >>> from ravine.data import Data
        >>> from ravine.hypothesis import Linear
        >>> lab = theory(Cost(Data([[1], [2], [3]], [1, 2, 3]), Linear(bias=False)), epochs=10)
        >>> lab.eigenvalues.round(4), round(lab.best_lr, 4), round(lab.stable_lr, 4)
        (array([9.3333]), 0.1071, 0.2143)
    """
    if isinstance(of, Trace):
        return Theory(of.quadratic, np.asarray(of.W[0], np.float64), of.epochs)
    quadratic = of if isinstance(of, Quadratic) else compress(of)
    return Theory(quadratic, quadratic.asarray(start), whole_epochs(epochs))
