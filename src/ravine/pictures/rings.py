"""The cost in a plane as rings: exact ellipses of a quadratic, lines of equal cost of any other."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import BoundaryNorm, LinearSegmentedColormap

from ravine.pictures.colours import GROUND, LINES
from ravine.pictures.ground import cost_at, grid_side, levels
from ravine.pictures.plane import Plane, telling
from ravine.pictures.sight import Sight
from ravine.quadratic import Quadratic
from ravine.words import say

Array = np.ndarray

RINGS = 8  # at most; each has a quarter of the excess cost of the one around it
THIN = 2  # points of the grid across a ring as long as the picture
LOW_TO_HIGH = LinearSegmentedColormap.from_list("low to high", [GROUND, "#ECECEC"])


@dataclass(frozen=True, eq=False)
class Rings:
    """A quadratic cost in a plane.

    Args:
        centre: the lowest point in coordinates, shape (2,).
        curvatures: λ along the rings' own directions, steepest first, shape (2,).
        directions: these directions in coordinates, unit columns, shape (2, 2).
    """

    centre: Array
    curvatures: Array
    directions: Array

    @classmethod
    def of(cls, quadratic: Quadratic, best: Array, plane: Plane) -> "Rings":
        """The rings in a plane through the best W."""
        centre = plane.coordinates(best)
        if plane.kind == "eigen":
            return cls(centre, quadratic.eigenvalues[telling(quadratic)], np.eye(2))
        if quadratic.p > 2:
            columns = list(plane.columns)
            names = (quadratic.names[columns[0]], quadratic.names[columns[1]])
            quadratic = replace(quadratic, A=quadratic.A[:, columns], names=names, bias=False)
        return cls(centre, quadratic.eigenvalues, quadratic.directions)

    def excess(self, points: Array) -> Array:
        """Cost − least cost in the plane at coordinates (k, 2)."""
        return ((points - self.centre) @ self.directions) ** 2 @ self.curvatures / 2

    def ring(self, excess: float, far: float) -> Iterator[Array]:
        """Where the cost is `excess` above the least: an ellipse (k, 2), two lines `far` long, or nothing."""
        with np.errstate(divide="ignore"):
            steep, flat = np.sqrt(2 * excess / self.curvatures)
        if np.isfinite(flat):
            turn = np.linspace(0, 2 * np.pi, 721)
            ellipse = np.column_stack([steep * np.cos(turn), flat * np.sin(turn)])
            yield self.centre + ellipse @ self.directions.T
        elif np.isfinite(steep):
            for side in (-steep, steep):
                yield self.centre + np.array([[side, -far], [side, far]]) @ self.directions.T

    def reach(self, points: Array) -> Array:
        """Half the width and height of the ring through the outermost of `points`; 0 where it has no end."""
        with np.errstate(divide="ignore", invalid="ignore"):
            ring = np.sqrt(2 * self.excess(points).max() / self.curvatures)
        return np.abs(self.directions) @ np.where(np.isfinite(ring), ring, 0.0)

    def draw(self, ax: Axes, start: Array) -> None:
        """The rings that the axes' limits hold, one of them through the point `start`."""
        (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
        corners = np.array([(x, y) for x in (left, right) for y in (bottom, top)])
        most = self.excess(corners).max()
        if not most > 0:
            return
        first = float(self.excess(start[None])[0]) or most
        level = first * 4.0 ** np.floor(np.log(most / first) / np.log(4))
        far = 10 * float(np.hypot(right - left, top - bottom))
        label: str | None = say("picture-word-rings")
        for _ in range(RINGS):
            for line in self.ring(level, far):
                ax.plot(*line.T, color=LINES["cost"], linewidth=0.8, zorder=1, label=label)
                label = None
            level /= 4


def contours(ax: Axes, sight: Sight, plane: Plane) -> None:
    """Lines of equal cost within the axes' limits, for a cost of any shape; the higher, the greyer."""
    x, y, cost = grid(sight, plane, ax.get_xlim(), ax.get_ylim())
    if np.isnan(cost).all():
        return
    base = ground_level(sight, cost)
    rising = levels(cost - base, float(sight.cost[0]) - base)
    # A ring that is thinner than the grid would be drawn as beads.
    rising = [level for level in rising if (cost - base < level).sum() >= THIN * len(x)]
    if not rising:
        return
    edges = np.concatenate([[0.0], rising])
    greys = BoundaryNorm(edges, LOW_TO_HIGH.N, extend="max")  # one for each level, whatever the costs are
    ax.contourf(x, y, cost - base, edges, cmap=LOW_TO_HIGH, norm=greys, zorder=0, extend="max")
    ax.contour(x, y, cost - base, rising, colors=LINES["cost"], linewidths=0.8, zorder=1)
    ax.plot([], [], color=LINES["cost"], linewidth=0.8, label=say("picture-word-rings"))


def grid(
    sight: Sight,
    plane: Plane,
    across: tuple[float, float],
    upwards: tuple[float, float],
    most: int | None = None,
) -> tuple[Array, Array, Array]:
    """The cost on a grid over a part of the plane: x (k,), y (k,), cost (k, k), nan where out of range.

    As fine as can be afforded, with at most `most` points along each side.
    """
    side = grid_side(sight.trace)
    side = side if most is None else min(side, most)
    x, y = np.linspace(*across, side), np.linspace(*upwards, side)
    points = np.column_stack([part.ravel() for part in np.meshgrid(x, y)])
    return x, y, cost_at(sight.trace, plane.points(points)).reshape(side, side)


def ground_level(sight: Sight, cost: Array) -> float:
    """The lowest cost that is known: of the grid, of the run, or of all."""
    known = [] if sight.least is None else [sight.least]
    return float(min([np.nanmin(cost), sight.cost.min(), *known]))
