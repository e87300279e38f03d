"""A quadratic along its own eigen-directions: p costs of one number each."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ravine.quadratic import Quadratic

Array = np.ndarray


@dataclass(frozen=True, eq=False)
class Diagonal:
    """cost(z) = least + Σ (s · z − d)² with z = Vᵀ W, equal to `quadratic` at every W.

    V holds the eigen-directions. It turns W and no more, so momentum, Nesterov, weight decay and every
    schedule do to z what they do to W: the text of a rule runs on z as it stands, O(p) a step. s · z − d
    is formed as a residual, never from the best z, which lies far off where a direction is nearly flat.

    Args:
        quadratic: the cost.

    Example:
        >>> lab = Quadratic(np.array([[2.0, 0.0], [0.0, 1.0]]), np.array([2.0, 3.0]), 1, ("w1", "w2"))
        >>> Diagonal(lab).evaluate(Diagonal(lab).into(np.zeros(2)))[0], lab.evaluate(np.zeros(2))[0]
        (np.float64(13.0), np.float64(13.0))
    """

    quadratic: Quadratic

    engine = "exact"

    @property
    def names(self) -> tuple[str, ...]:
        """What each number of W belongs to."""
        return self.quadratic.names

    @property
    def p(self) -> int:
        """How many numbers W holds."""
        return self.quadratic.p

    @property
    def gradient(self) -> str:
        """The scale of the gradient."""
        return self.quadratic.gradient

    @property
    def ratio(self) -> float:
        """How many times the true gradient `evaluate` gives."""
        return self.quadratic.ratio

    @cached_property
    def slopes(self) -> Array:
        """S = √(λ / 2) along each direction, steepest first, 0 along the flat ones, shape (p,)."""
        return np.sqrt(self.quadratic.eigenvalues / 2)

    @cached_property
    def targets(self) -> Array:
        """d, what s · z is at the best z, 0 along flat directions, shape (p,)."""
        return np.append(self.quadratic.along, np.zeros(self.quadratic.flat))

    @property
    def least(self) -> float:
        """The least cost."""
        return self.quadratic.least

    def into(self, W: Array) -> Array:
        """Z of W: (p,) or (p, n)."""
        return self.quadratic.directions.T @ W

    def asarray(self, W: Any) -> Array:
        """W in float64, checked."""
        return self.quadratic.asarray(W)

    def evaluate(self, z: Array) -> tuple[Array, Array]:
        """The cost at z, and its gradient along each direction: z (p,) or (p, n)."""
        slopes, targets = (self.slopes, self.targets) if z.ndim == 1 else self._columns
        residual = slopes * z - targets
        return self.least + (residual * residual).sum(axis=0), (2 * self.ratio) * slopes * residual

    def hessian(self, z: Any = None) -> Array:
        """diag(λ), the same at every z."""
        return np.diag(self.quadratic.eigenvalues)

    @cached_property
    def _columns(self) -> tuple[Array, Array]:
        return self.slopes[:, None], self.targets[:, None]
