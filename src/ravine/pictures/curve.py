"""The path of one W on its cost: a curve, the steps on it, the tangent at each."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from ravine.pictures.colours import LINES
from ravine.pictures.lettering import name, num
from ravine.pictures.marks import apart, minimum, numbered, walk
from ravine.pictures.notes import beyond, join, reading, rule
from ravine.pictures.picture import Picture
from ravine.pictures.sight import Sight
from ravine.pictures.theme import plain_ticks
from ravine.quadratic import Quadratic
from ravine.trace import Trace
from ravine.words import say

Array = np.ndarray

MARGIN = 1.25  # how far the curve goes on beyond the farthest step
NEEDLE = 0.11  # half the length of a tangent, as a share of the picture


@dataclass(frozen=True, eq=False)
class Window:
    """The part of a one-weight cost that a picture shows.

    Args:
        quadratic: the cost, of one weight.
        left, right: W at the sides.
    """

    quadratic: Quadratic
    left: float
    right: float

    @classmethod
    def around(cls, quadratic: Quadratic, best: float, points: Array) -> "Window":
        """As far on both sides of the best W as the farthest of `points`, and some more."""
        reach = np.abs(points - best).max()
        reach = MARGIN * reach if reach > 1e-9 * abs(best) else abs(best) or 1.0
        return cls(quadratic, best - reach, best + reach)

    def cost(self, W: Array) -> Array:
        """The cost at each of these W."""
        return self.quadratic.evaluate(W[None])[0]

    def draw(self, ax: Axes) -> None:
        """The curve, with the axes' limits and labels."""
        W = np.linspace(self.left, self.right, 401)
        cost = self.cost(W)
        height = np.ptp(cost) or max(1.0, abs(float(cost[0])))
        ax.plot(W, cost, color=LINES["cost"], zorder=1, label=say("picture-word-cost"))
        ax.set_xlim(self.left, self.right)
        ax.set_ylim(cost.min() - 0.1 * height, cost.max() + 0.04 * height)
        plain_ticks(ax)
        column = self.quadratic.names[0]
        ax.set_xlabel(
            say("picture-axis-w", name=name(column)) if column != "x" else say("picture-axis-w-alone")
        )
        ax.set_ylabel(say("picture-axis-cost"))

    def to_the_eye(self, ax: Axes, slope: Any) -> Any:
        """A slope as it looks in the picture, which is about 0.6 times as high as wide."""
        bottom, top = ax.get_ylim()
        return 0.6 * slope * (self.right - self.left) / (top - bottom)

    def tangents(self, ax: Axes, W: Array, slopes: Array, half: float = NEEDLE) -> Array:
        """A short line through the curve at each W, equally long to the eye; returns their ends (k, 2, 2)."""
        reach = half * (self.right - self.left) / np.hypot(1.0, self.to_the_eye(ax, slopes))
        x = W[:, None] + reach[:, None] * (-1.0, 1.0)
        y = self.cost(W)[:, None] + slopes[:, None] * (x - W[:, None])
        for k in range(len(W)):
            label = self._slope_label() if k == 0 else None
            ax.plot(x[k], y[k], color=LINES["gradient"], linewidth=1.2, zorder=2, label=label)
        return np.stack([x, y], axis=2)

    def _slope_label(self) -> str:
        ratio = self.quadratic.ratio
        if ratio == 1:
            return say("picture-word-tangent")
        return say("picture-word-tangent-scaled", ratio=num(ratio))


def path(trace: Trace, key: str = "path") -> Picture:
    """The path of W over its cost, for one weight."""
    sight = Sight(trace)
    shown = sight.near()
    regime = sight.regime
    walked = steps(sight.W[:, 0])
    values = {
        "steps": walked,
        "start": num(trace.W[0, 0]),
        "end": reading(trace.W[-1, 0]),
        "best": num(sight.best[0]),
        "lr": num(float(trace.lr), 6),
        "count": len(trace.cost) - 1,
    }

    def paint(ax: Axes) -> None:
        window = Window.around(trace.quadratic, float(sight.best[0]), sight.W[:shown, 0])
        window.draw(ax)
        _walk(ax, window, sight, shown)
        minimum(ax, float(sight.best[0]), trace.best[1], say("picture-word-best-w", best=values["best"]))

    return Picture(
        key,
        say(f"picture-path-{regime}", **values),
        say("picture-path-summary", **values),
        join(rule(trace), beyond(sight, shown)),
        paint,
    )


def _walk(ax: Axes, window: Window, sight: Sight, shown: int) -> None:
    points = np.column_stack([sight.W[:, 0], sight.trace.cost[: sight.finite]])
    slopes = sight.trace.gradient[: sight.finite, 0].astype(np.float64) / sight.trace.quadratic.ratio
    marked = apart(ax, points[:shown])
    window.tangents(ax, points[marked, 0], slopes[marked])
    walk(ax, points, shown, say(f"picture-steps-{sight.trace.engine}"))
    for k in marked:
        # On the outer side of the curve, where neither tangent nor path is.
        numbered(ax, k, points[k], np.array([window.to_the_eye(ax, slopes[k]), -1.0]))


def steps(W: Array, most: int = 3) -> str:
    """The first values of W with arrows between them.

    Example:
        >>> steps(np.array([0.0, 1.4, 0.84, 1.064]))
        '0 → 1.4 → 0.84 → …'
    """
    return " → ".join([*(num(value, 3) for value in W[:most]), *(["…"] if len(W) > most else [])])
