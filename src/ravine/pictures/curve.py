"""The path of one W on its cost: a curve, the steps on it, the tangent at each."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from ravine.pictures.colours import LINES
from ravine.pictures.ground import cost_at
from ravine.pictures.lettering import num, weight
from ravine.pictures.marks import apart, minima, numbered, walk
from ravine.pictures.notes import beyond, join, reading, rule
from ravine.pictures.picture import Picture
from ravine.pictures.sight import Sight
from ravine.pictures.theme import plain_ticks
from ravine.trace import Trace
from ravine.words import say

Array = np.ndarray

MARGIN = 1.25  # how far the curve goes on beyond the farthest step
NEEDLE = 0.11  # half the length of a tangent, as a share of the picture


@dataclass(frozen=True, eq=False)
class Window:
    """The part of a one-weight cost that a picture shows.

    Args:
        trace: of a run over the cost of one weight.
        left, right: W at the sides.
        inner: from which W to which the curve has to fit in; beyond, it may leave the picture.
    """

    trace: Trace
    left: float
    right: float
    inner: tuple[float, float] | None = None

    @classmethod
    def of(cls, sight: Sight, shown: int) -> "Window":
        """A bowl as far on both sides of its lowest point as the path; else all that is to be seen."""
        path = sight.W[:shown, 0]
        middle, reach, inner = _bowl(sight, path) if sight.trace.quadratic is not None else _all(sight, path)
        reach = MARGIN * reach if reach > 1e-9 * abs(middle) else abs(middle) or 1.0
        return cls(sight.trace, middle - reach, middle + reach, inner)

    def cost(self, W: Array) -> Array:
        """The cost at each of these W."""
        return cost_at(self.trace, W[:, None])

    def draw(self, ax: Axes) -> None:
        """The curve, with the axes' limits and labels."""
        W = np.linspace(self.left, self.right, 401)
        cost = self.cost(W)
        ax.plot(W, cost, color=LINES["cost"], zorder=1, label=say("picture-word-cost"))
        if self.inner is not None:
            cost = cost[(self.inner[0] <= W) & (self.inner[1] >= W)]
        low, high = np.nanmin(cost), np.nanmax(cost)
        height = (high - low) or max(1.0, abs(low))
        ax.set_xlim(self.left, self.right)
        ax.set_ylim(low - 0.1 * height, high + (0.04 if self.inner is None else 0.2) * height)
        plain_ticks(ax)
        ax.set_xlabel(weight(self.trace.names[0]))
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
        ratio = self.trace.objective.ratio
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
        "best": "" if sight.best is None else num(sight.best[0]),
        "lr": num(float(trace.lr), 6),
        "count": len(trace.cost) - 1,
    }

    def paint(ax: Axes) -> None:
        window = Window.of(sight, shown)
        window.draw(ax)
        marked = sight.landmarks[:, 0]
        minima(ax, sight, np.column_stack([marked, window.cost(marked)]), values["best"])

    def grow(ax: Axes, epoch: int | None) -> None:
        _walk(ax, Window.of(sight, shown), sight, shown, epoch)

    return Picture(
        key,
        say(f"picture-path-{regime}", **values),
        join(
            say("picture-path-summary", **values),
            "" if sight.best is None else say("picture-best-summary", best=values["best"]),
        ),
        join(rule(trace), beyond(sight, shown)),
        paint,
        grow,
    )


def _walk(ax: Axes, window: Window, sight: Sight, shown: int, epoch: int | None) -> None:
    points = np.column_stack([sight.W[:, 0], sight.cost])
    slopes = sight.trace.by_epoch(sight.trace.gradient)[: sight.finite, 0] / sight.trace.objective.ratio
    marked = [k for k in apart(ax, points[:shown]) if epoch is None or k <= epoch]
    window.tangents(ax, points[marked, 0], slopes[marked])
    walk(ax, points, shown, say(f"picture-steps-{sight.trace.engine}"), epoch=epoch)
    for k in marked:
        # On the outer side of the curve, where neither tangent nor path is.
        numbered(ax, k, points[k], np.array([window.to_the_eye(ax, slopes[k]), -1.0]))


def _bowl(sight: Sight, path: Array) -> tuple[float, float, None]:
    best = float(sight.best[0])  # type: ignore[index]
    return best, float(np.abs(path - best).max()), None


def _all(sight: Sight, path: Array) -> tuple[float, float, tuple[float, float]]:
    seen = np.append(path, sight.landmarks[:, 0])
    low, high = float(seen.min()), float(seen.max())
    return (low + high) / 2, (high - low) / 2, (low, high)


def steps(W: Array, most: int = 3) -> str:
    """The first values of W with arrows between them.

    Example:
        >>> steps(np.array([0.0, 1.4, 0.84, 1.064]))
        '0 → 1.4 → 0.84 → …'
    """
    return " → ".join([*(num(value, 3) for value in W[:most]), *(["…"] if len(W) > most else [])])
