"""The path of several weights on the rings of equal cost."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes

from ravine.cost import Cost
from ravine.errors import SettingError
from ravine.pictures.lettering import num, wrapped
from ravine.pictures.marks import apart, minima, numbered, seen, walk
from ravine.pictures.notes import beyond, join, reading, rule
from ravine.pictures.picture import Picture
from ravine.pictures.plane import Plane, chosen_columns
from ravine.pictures.rings import Rings, contours
from ravine.pictures.sight import Sight
from ravine.pictures.theme import plain_ticks
from ravine.trace import GOAL_SHARE, Trace
from ravine.words import say

Array = np.ndarray


def path(trace: Trace, columns: Sequence[str] | None = None, *, key: str = "path") -> Picture:
    """The path over two weights, or in the plane that shows most of more.

    Args:
        trace: what happened, to at least two weights.
        columns: the names of the two weights to see it over; the plane of `Plane.of` where not given.
        key: of the picture.

    Raises:
        SettingError: for a run of one weight, or columns that W doesn't have.
    """
    if len(trace.names) < 2:
        raise SettingError("picture-two-weights", kind=key)
    sight = Sight(trace)
    chosen = None if columns is None else chosen_columns(trace, columns)
    shown = sight.near()

    @cache
    def seen() -> tuple[Plane, Array]:
        plane = Plane.of(sight) if chosen is None else Plane.of_columns(sight, chosen)
        return plane, plane.coordinates(sight.W[: shown + 1])

    def paint(ax: Axes) -> None:
        plane, points = seen()
        ground(ax, sight, plane, points[:shown])
        minima(ax, sight, plane.coordinates(sight.landmarks))

    def grow(ax: Axes, epoch: int | None) -> None:
        _, points = seen()
        walk(ax, points, shown, say(f"picture-steps-{trace.engine}"), epoch=epoch)
        _numbers(ax, points[:shown], epoch)

    words = told(sight, chosen)
    rings = "" if trace.quadratic is None else say("picture-note-rings")
    return Picture(
        key,
        words.title,
        say("picture-paths-summary", seen=words.summary),
        join(rule(trace), rings, *words.notes, beyond(sight, shown)),
        paint,
        grow,
    )


def ground(ax: Axes, sight: Sight, plane: Plane, points: Array) -> None:
    """The axes around these points (k, 2) and the minima, and the rings of equal cost."""
    limits(ax, sight, plane, points)
    plain_ticks(ax)
    ax.set_xlabel(plane.labels[0])
    ax.set_ylabel(wrapped(plane.labels[1], 44))
    rings = _rings(sight, plane)
    if rings is None:
        contours(ax, sight, plane)
    else:
        rings.draw(ax, points[0])


def _rings(sight: Sight, plane: Plane) -> Rings | None:
    """The rings of a quadratic; None for any other cost."""
    if sight.trace.quadratic is None or sight.best is None:
        return None
    return Rings.of(sight.trace.quadratic, sight.best, plane)


def limits(ax: Axes, sight: Sight, plane: Plane, points: Array) -> None:
    """The limits of axes that hold these points (k, 2) and the minima, with room around them."""
    around = np.vstack([points, plane.coordinates(sight.landmarks)])
    low, high = around.min(axis=0), around.max(axis=0)
    rings = _rings(sight, plane)
    across = np.zeros(2) if rings is None else rings.reach(points)
    size = high - low
    # An axis along which nothing moves is as long as the outermost ring, if that has an end.
    far = np.abs(np.vstack([around, plane.origin @ plane.basis])).max()
    size = np.where(size > 1e-12 * far, size, np.where(across > 0, 2 * across, np.abs(around[-1])))
    if not isinstance(sight.trace.objective, Cost) and rings is None:
        size = np.maximum(size, 0.6 * size.max())  # the weights of a surface are of one kind
    size = np.where(size > 0, size, 1.0)
    (x, y), (wide, tall) = (low + high) / 2, 0.62 * size
    ax.set_xlim(x - wide, x + wide)
    ax.set_ylim(y - tall, y + tall)


class Told(NamedTuple):
    """What is said of a path seen in a plane."""

    title: str
    summary: str
    notes: list[str]


def told(sight: Sight, chosen: tuple[int, int] | None = None) -> Told:
    """The words of a path, seen over two chosen weights or in the plane of `Plane.of`."""
    trace, regime, excess = sight.trace, sight.regime, sight.trace.excess
    values = {
        "count": len(trace.cost) - 1,
        "lr": num(float(trace.lr), 6),
        "start": num(float(trace.cost[0])),
        "end": reading(float(trace.cost[-1])),
        "left": num(100 * sight.left, 2),
    }
    if regime in ("smooth", "oscillating") and excess[-1] > GOAL_SHARE * excess[0]:
        regime += "-far"
    plane = "weights"
    if len(trace.names) > 2 and chosen is None:
        plane = "path" if trace.quadratic is None else "eigen"
    least = sight.least
    of_least = "" if least is None else say("picture-least-summary", of=sight.least_of, least=num(least))
    notes = [say("picture-note-plane-path")] if plane == "path" else []
    if chosen is not None and len(trace.names) > 2:
        notes.append(say("picture-note-others-end" if sight.best is None else "picture-note-others-best"))
    return Told(
        say(f"picture-paths-{regime}", **values),
        join(say("picture-path-seen", plane=plane, **values), of_least),
        notes,
    )


def _numbers(ax: Axes, points: Array, epoch: int | None) -> None:
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
        if epoch is None or k <= epoch:
            numbered(ax, k, points[k], around[spot])
        taken = np.vstack([taken, spots[spot]])


def _along(places: Array, many: int = 60) -> Array:
    """Points along the lines between `places` (k, 2)."""
    part = np.linspace(0, 1, many)[:, None, None]
    return np.vstack([places[-1:], (places[:-1] * (1 - part) + places[1:] * part).reshape(-1, 2)])
