"""The path of several weights on the rings of equal cost, in the plane that shows most of it."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes

from ravine.pictures.colours import LINES
from ravine.pictures.lettering import name, num, wrapped
from ravine.pictures.marks import apart, minimum, numbered, seen, walk
from ravine.pictures.notes import beyond, join, reading, rule
from ravine.pictures.picture import Picture
from ravine.pictures.sight import Sight
from ravine.pictures.theme import plain_ticks
from ravine.trace import GOAL_SHARE, Trace
from ravine.words import say

Array = np.ndarray

RINGS = 8  # at most; each has a quarter of the excess cost of the one around it


@dataclass(frozen=True, eq=False)
class Plane:
    """A plane through the best W, and the cost on it.

    For two weights it is all there is, in coordinates W. For more it is spanned by the steepest
    direction and the flattest one that isn't flat, in coordinates of the distance to the best W.

    Args:
        origin: the point of coordinates (0, 0), shape (p,).
        basis: unit columns, shape (p, 2).
        centre: the best W in coordinates, shape (2,).
        curvatures: λ along the rings' own directions, steepest first, shape (2,).
        directions: these directions in coordinates, unit columns, shape (2, 2).
        labels: of the two axes.
    """

    origin: Array
    basis: Array
    centre: Array
    curvatures: Array
    directions: Array
    labels: tuple[str, str]

    @classmethod
    def of(cls, sight: Sight) -> "Plane":
        """The plane for the path of a trace."""
        quadratic = sight.trace.quadratic
        if quadratic.p > 2:
            return cls._through_best(sight)
        first, second = (say("picture-axis-w", name=name(column)) for column in quadratic.names)
        labels = (first, say("picture-axis-bias") if quadratic.bias else second)
        return cls(np.zeros(2), np.eye(2), sight.best, quadratic.eigenvalues, quadratic.directions, labels)

    @classmethod
    def _through_best(cls, sight: Sight) -> "Plane":
        quadratic = sight.trace.quadratic
        # Where all but one direction are flat, a flat one is the second axis: rings are parallel lines then.
        steep = quadratic.p - quadratic.flat
        chosen = [0, max(1, steep - 1)]
        basis = quadratic.directions[:, chosen]
        # The start lies to the lower left, whichever way the directions were computed.
        basis = basis * np.where((sight.W[0] - sight.best) @ basis > 0, -1.0, 1.0)
        steepest, flattest = (_columns(quadratic.names, direction) for direction in basis.T)
        labels = (
            say("picture-axis-steepest", columns=steepest),
            say("picture-axis-flattest" if steep > 1 else "picture-axis-flat", columns=flattest),
        )
        return cls(sight.best, basis, np.zeros(2), quadratic.eigenvalues[chosen], np.eye(2), labels)

    def coordinates(self, W: Array) -> Array:
        """Points W (k, p) in the plane, shape (k, 2)."""
        return (W - self.origin) @ self.basis

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


def path(trace: Trace) -> Picture:
    """The path over two weights, or over the plane of the steepest and the flattest direction of more."""
    sight = Sight(trace)
    shown = sight.near()
    regime = sight.regime
    if regime in ("smooth", "oscillating") and trace.excess[-1] > GOAL_SHARE * trace.excess[0]:
        regime += "-far"
    values = {
        "count": len(trace.cost) - 1,
        "lr": num(float(trace.lr), 6),
        "start": num(float(trace.cost[0])),
        "end": reading(float(trace.cost[-1])),
        "left": num(100 * sight.left, 2),
        "least": num(trace.best[1]),
    }

    def paint(ax: Axes) -> None:
        plane = Plane.of(sight)
        points = plane.coordinates(sight.W[: shown + 1])
        _window(ax, plane, points[:shown])
        _rings(ax, plane, points)
        walk(ax, points, shown, say(f"picture-steps-{trace.engine}"))
        _numbers(ax, points[:shown])
        minimum(ax, plane.centre[0], plane.centre[1], say("picture-word-best"))

    kind = "path" if trace.quadratic.p == 2 else "plane"
    return Picture(
        "path",
        say(f"picture-paths-{regime}", **values),
        say(f"picture-{kind}s-summary", **values),
        join(rule(trace), say("picture-note-rings"), beyond(sight, shown)),
        paint,
    )


def _window(ax: Axes, plane: Plane, points: Array) -> None:
    around = np.vstack([points, plane.centre])
    low, high = around.min(axis=0), around.max(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        ring = np.sqrt(2 * plane.excess(points).max() / plane.curvatures)
    # An axis along which nothing moves is as long as the outermost ring, if that has an end.
    across = np.abs(plane.directions) @ np.where(np.isfinite(ring), ring, 0.0)
    moved = high - low > 1e-12 * np.abs(np.vstack([points, plane.centre, plane.origin @ plane.basis])).max()
    size = np.where(moved, high - low, np.where(across > 0, 2 * across, np.abs(plane.centre)))
    size = np.where(size > 0, size, 1.0)
    middle = (low + high) / 2
    half = 0.62 * size
    ax.set_xlim(middle[0] - half[0], middle[0] + half[0])
    ax.set_ylim(middle[1] - half[1], middle[1] + half[1])
    plain_ticks(ax)
    ax.set_xlabel(plane.labels[0])
    ax.set_ylabel(wrapped(plane.labels[1], 44))


def _rings(ax: Axes, plane: Plane, points: Array) -> None:
    (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    corners = np.array([(x, y) for x in (left, right) for y in (bottom, top)])
    most = plane.excess(corners).max()
    start = float(plane.excess(points[:1])[0]) or most
    label: str | None = say("picture-word-rings")
    if not most > 0:
        return
    level = start * 4.0 ** np.floor(np.log(most / start) / np.log(4))
    far = 10 * float(np.hypot(right - left, top - bottom))
    for _ in range(RINGS):
        for line in plane.ring(level, far):
            ax.plot(*line.T, color=LINES["cost"], linewidth=0.8, zorder=1, label=label)
            label = None
        level /= 4


def _numbers(ax: Axes, points: Array) -> None:
    """The numbers of steps, each on the side of its dot that is farthest from the path and other numbers."""
    height = np.array([1.0, 0.6])  # of the picture, as its width is 1
    places = seen(ax, points) * height
    turns = np.linspace(0, 2 * np.pi, 16, endpoint=False) + 0.2
    around = 0.03 * np.column_stack([np.cos(turns), np.sin(turns)])
    taken = _along(places[:200])
    for k in apart(ax, points):
        spots = places[k] + around
        gaps = np.hypot(*(spots[:, None] - taken).transpose(2, 0, 1)).min(axis=1)
        spot = int(np.argmax(gaps))
        numbered(ax, k, points[k], around[spot])
        taken = np.vstack([taken, spots[spot]])


def _along(places: Array, many: int = 60) -> Array:
    """Points along the lines between `places` (k, 2)."""
    part = np.linspace(0, 1, many)[:, None, None]
    return np.vstack([places[-1:], (places[:-1] * (1 - part) + places[1:] * part).reshape(-1, 2)])


def _columns(names: tuple[str, ...], direction: Array) -> str:
    """The columns that make up most of a direction, at most two."""
    order = np.argsort(-np.abs(direction), kind="stable")
    main = [j for j in order[:2] if np.abs(direction[j]) > 0.3]
    return ", ".join(name(names[j], 14) for j in main or order[:1])
