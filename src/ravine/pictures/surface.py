"""The cost of two weights, or over the plane of a path, as a surface in space with the path on it."""

from typing import Any

import numpy as np
from matplotlib.patheffects import withStroke
from matplotlib.ticker import MaxNLocator

from ravine.errors import SettingError
from ravine.pictures.colours import FAINT, GROUND, LINES
from ravine.pictures.ground import cost_at
from ravine.pictures.lettering import Ticks
from ravine.pictures.notes import beyond, join, rule
from ravine.pictures.paths import limits, told
from ravine.pictures.picture import Picture
from ravine.pictures.plane import Plane
from ravine.pictures.rings import grid
from ravine.pictures.sight import Sight, thinned
from ravine.pictures.theme import STEPS, areas
from ravine.trace import Trace
from ravine.words import say

Array = np.ndarray

FACES = 80  # along each side


def surface(trace: Trace) -> Picture:
    """The cost as a surface, and the path on it.

    Raises:
        SettingError: for a run of one weight.
    """
    if len(trace.names) < 2:
        raise SettingError("picture-two-weights", kind="surface")
    sight = Sight(trace)
    shown = sight.near()
    words = told(sight)

    def paint(ax: Any) -> None:
        plane = Plane.of(sight)
        points = plane.coordinates(sight.W[:shown])
        limits(ax, sight, plane, points)
        x, y, cost = grid(sight, plane, ax.get_xlim(), ax.get_ylim(), most=FACES)
        _faces(ax, x, y, cost)
        _path(ax, points, cost_at(trace, plane.points(points)), trace)
        _diamond(ax, sight, plane)
        _look(ax, plane, points[0])

    return Picture(
        "surface",
        words.title,
        say("picture-surface-summary", seen=words.summary),
        join(rule(trace), *words.notes, beyond(sight, shown)),
        paint,
        projection="3d",
    )


def _faces(ax: Any, x: Array, y: Array, height: Array) -> None:
    ax.set_proj_type("ortho")
    ax.figure.get_layout_engine().set(h_pad=0.14)  # it makes no room for the names of slanting axes
    ax.computed_zorder = False  # the path is on the surface, never behind it
    ax.plot_surface(
        *np.meshgrid(x, y),
        height,
        cmap=areas(),
        rcount=FACES,
        ccount=FACES,
        linewidth=0,
        antialiased=False,
        alpha=0.9,
        zorder=1,
    )


def _path(ax: Any, points: Array, height: Array, trace: Trace) -> None:
    halo = [withStroke(linewidth=3.2, foreground=GROUND)]
    drawn = np.unique(np.concatenate([thinned(points[:, 0]), thinned(points[:, 1])]))
    line = (*points[drawn].T, height[drawn])
    label = say(f"picture-steps-{trace.engine}")
    ax.plot(*line, color=LINES["path"], linewidth=1.6, path_effects=halo, zorder=3, label=label)
    few = slice(None) if len(points) <= 40 else [0, -1]
    ends = (*points[few].T, height[few])
    ax.plot(
        *ends, color=LINES["path"], marker="o", markersize=5, markeredgecolor=GROUND, linestyle="", zorder=4
    )


def _diamond(ax: Any, sight: Sight, plane: Plane) -> None:
    place = plane.coordinates(sight.landmarks[:1])
    if len(place):
        height = cost_at(sight.trace, plane.points(place))
        label = say("picture-word-best", of=sight.least_of)
        style = {"marker": "D", "markersize": 7, "markerfacecolor": GROUND, "markeredgewidth": 1.8}
        ax.plot(*place.T, height, color=LINES["best"], linestyle="", zorder=5, label=label, **style)


def _look(ax: Any, plane: Plane, start: Array) -> None:
    """Names and ticks, and the view from across the start: the wall it is on is seen from inside."""
    (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    across = np.array([(left + right) / 2, (bottom + top) / 2]) - start
    turn = np.degrees(np.arctan2(across[1] / (top - bottom), across[0] / (right - left)))
    # Never along an axis, where one of the two would be seen end on.
    ax.view_init(elev=34, azim=45 + 90 * np.round((turn - 45) / 90) + 12)
    ax.set_box_aspect((1.4, 1.4, 0.85), zoom=1.15)
    for axis in (ax.xaxis, ax.yaxis, ax.zaxis):
        axis.set_major_locator(MaxNLocator(4, steps=STEPS))
        axis.set_major_formatter(Ticks())
        axis.set_pane_color((1, 1, 1, 0))
        axis.line.set_color(FAINT)
        axis._axinfo["grid"].update(color=FAINT, linewidth=0.6)
    ax.set_xlabel(plane.short[0], fontsize=9)
    ax.set_ylabel(plane.short[1], fontsize=9)
    ax.set_zlabel(say("picture-axis-cost"), fontsize=9)
