"""One step of gradient descent, worked with its numbers."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from ravine.cost import Cost, gradient_ratio, parameters
from ravine.errors import SettingError, ShapeError
from ravine.loss import squared
from ravine.optim import SGD

Array = np.ndarray


@dataclass(frozen=True, eq=False)
class WorkedStep:
    """Every number between one W and the next, for H(x) = xW (+ b) and the squared loss.

    Args:
        W: before the step, shape (p,).
        x: what each number of W is multiplied by, shape (m, p): the features, and 1 for a bias.
        y: targets, shape (m,).
        gradient: the scale.
        lr: the learning rate.
    """

    W: Array
    x: Array
    y: Array
    gradient: str
    lr: float

    @property
    def prediction(self) -> Array:
        """H(x) of each row, shape (m,)."""
        return self.x @ self.W

    @property
    def residual(self) -> Array:
        """H(x) − y of each row."""
        return self.prediction - self.y

    @property
    def cost(self) -> float:
        """The mean of the squared residuals."""
        return float((self.residual**2).mean())

    @property
    def terms(self) -> Array:
        """(H(x) − y) x of each row, shape (m, p)."""
        return self.residual[:, None] * self.x

    @property
    def total(self) -> Array:
        """Σ (H(x) − y) x, shape (p,): the line of code that the lab writes."""
        return self.terms.sum(axis=0)

    @property
    def factor(self) -> float:
        """What makes the gradient in this scale of the sum: 2/m for the true one, 1 as the lab has it."""
        return 2 * gradient_ratio(self.gradient, len(self.y)) / len(self.y)

    @property
    def slope(self) -> Array:
        """∇W in this scale, shape (p,)."""
        return self.factor * self.total

    @property
    def next(self) -> Array:
        """W after the step."""
        return self.W - self.lr * self.slope


def explain(cost: Cost, W: Any, lr: float) -> WorkedStep:
    """The step from W with learning rate `lr`, for rows in memory, worked in float64.

    Raises:
        SettingError: when W or lr can't be used, or the loss isn't squared.
        ShapeError: when W doesn't hold p numbers.

    Example:
        >>> from ravine.data import Data
        >>> from ravine.hypothesis import Linear
        >>> lab = Cost(Data([[1], [2], [3]], [1, 2, 3]), Linear(bias=False))
        >>> step = explain(lab, np.zeros(1), lr=0.15)
        >>> step.total, step.slope.round(3), step.next.round(3)
        (array([-14.]), array([-9.333]), array([1.4]))
    """
    if cost.loss != squared:
        raise SettingError("quadratic-loss", got=cost.loss.name)
    start = parameters(W, cost.names, np.float64)
    if start.ndim > 1:
        raise ShapeError(
            "cost-parameters", expected=cost.p, names=", ".join(cost.names), got=str(start.shape)
        )

    def columns(x: Array, y: Array) -> tuple[Array, Array]:
        return np.hstack([x, np.ones((len(y), int(cost.hypothesis.bias)))]), np.asarray(y, np.float64)

    def stacked(above: tuple[Array, Array], below: tuple[Array, Array]) -> tuple[Array, Array]:
        return np.vstack([above[0], below[0]]), np.concatenate([above[1], below[1]])

    x, y = cost.rows.reduce(columns, stacked)
    return WorkedStep(start, x, y, cost.gradient, SGD(lr).lr)
