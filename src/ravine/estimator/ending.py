"""When a descent is where it was to be."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ravine.cost import Cost
from ravine.data import Data
from ravine.quadratic import Quadratic
from ravine.record import Step

Array = np.ndarray

# Of a best W that is known no more digits than that are asked for: so far its own rounding reaches.
_ROUNDING = 16 * np.finfo(float).eps


@dataclass(frozen=True)
class Ending:
    """The end of a descent: on least squares how far W is from the best one, else the length of the gradient.

    Of least squares the first follows from the second: W − W* = H⁻¹ ∇, direction by direction, where a short
    gradient alone says little along the flat ones.

    Args:
        goal: what is descended.
        enough: how little is to be left.
    """

    goal: Cost | Quadratic
    enough: float

    @classmethod
    def of(cls, goal: Cost | Quadratic, data: Data, tol: float) -> "Ending":
        """With `tol` in standard deviations of y, or of Huber's delta where that is less; of classes in 1."""
        if isinstance(goal, Cost) and goal.hypothesis.targets == "classes":
            return cls(goal, tol)
        mean = np.average(data.y, weights=data.weights)
        deviation = float(np.sqrt(np.average((data.y - mean) ** 2, weights=data.weights)))
        steepest = float(getattr(goal.loss, "delta", 1.0)) if isinstance(goal, Cost) else deviation
        return cls(goal, tol * min(deviation, steepest))

    def left(self, step: Step) -> float:
        """What is left, in the units of `enough`."""
        if isinstance(self.goal, Cost):
            return float(np.linalg.norm(step.gradient))
        return float(np.linalg.norm(self._inverse @ step.gradient))

    def __call__(self, epoch: int, step: Step) -> bool:
        """Whether the descent ends with this step."""
        left = self.left(step)
        known = isinstance(self.goal, Quadratic)
        return left <= self.enough or (known and left <= _ROUNDING * float(np.linalg.norm(step.W)))

    @cached_property
    def _inverse(self) -> Array:
        """H⁻¹ along each direction that isn't flat."""
        goal: Quadratic = self.goal  # type: ignore[assignment]
        steep = goal.p - goal.flat
        return goal.directions.T[:steep] / goal.eigenvalues[:steep, None]
