"""A sweep over lr: above the last cost, below the epochs to 1 %, each rule over its own lrs."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes

from ravine.pictures.colours import GROUND, MUTED, RUNS
from ravine.pictures.costs import log_label, powers
from ravine.pictures.lettering import FewTicks, Ticks, name, num, wrapped
from ravine.pictures.marks import minimum
from ravine.pictures.notes import join, reading
from ravine.pictures.picture import Picture
from ravine.pictures.race import SHAPES
from ravine.pictures.regimes import guides, strip
from ravine.pictures.sight import MARKED, spread
from ravine.pictures.theme import STEPS
from ravine.report.curves import Curve, curves, leader
from ravine.words import say

if TYPE_CHECKING:
    from ravine.sweeps import Sweep

Array = np.ndarray

DECADES = 14  # of the cost's axis, at most
HEADROOM = 0.6  # above the start, in heights of what lies below it: for what theory's lines are called
MOST = 8  # rules that are drawn
MARKS = 9  # along one line of many points
NARROW = 24  # letters of the name of an upright axis, which is short
HEIGHTS = [1.0, 0.7, 0.11]  # of costs, epochs, regimes


def over_lr(sweep: "Sweep") -> Picture:
    """The last cost and the epochs to 1 % by lr; of one rule, with the regimes and the lrs of theory."""
    found = curves(sweep)
    alone = len(found) == 1
    drawn = found if len(found) <= MOST else sorted(found, key=lambda curve: curve.place)[:MOST]

    def paint(ax: Axes) -> None:
        panels = _panels(ax, HEIGHTS if alone else HEIGHTS[:2])
        _lr_axis(panels, drawn)
        _names(panels[0], drawn)
        _costs(panels[0], drawn)
        _epochs(panels[1], drawn)
        if alone:
            guides(panels[:2], found[0])
            strip(panels[2], found[0])

    return Picture("sweep", title(found), summary(found), _note(found), paint, size=(7.0, 5.8))


def _panels(ax: Axes, heights: Sequence[float]) -> list[Axes]:
    """The room of `ax` shared with axes below it."""
    room = ax.get_subplotspec().subgridspec(len(heights), 1, height_ratios=heights, hspace=0.06)  # type: ignore[union-attr]
    ax.set_subplotspec(room[0])
    return [ax, *(ax.figure.add_subplot(room[k], sharex=ax) for k in range(1, len(heights)))]


def _lr_axis(panels: Sequence[Axes], found: Sequence[Curve]) -> None:
    """One log axis of lr for all panels, its numbers below the last one."""
    low, high = min(curve.lr[0] for curve in found), max(curve.lr[-1] for curve in found)
    panels[0].set_xscale("log")
    panels[0].set_xlim(low * 0.98, high * 1.02)
    ticks = powers(*np.log10(panels[0].get_xlim()))
    for panel in panels:
        panel.minorticks_off()
        panel.set_xticks(ticks, [num(tick) for tick in ticks])
        panel.tick_params(labelbottom=panel is panels[-1])
    panels[-1].set_xlabel(say("picture-axis-lr"))


def _costs(ax: Axes, found: Sequence[Curve]) -> None:
    """The last cost of each descent; what diverged leaves through the top, where triangles stand for it."""
    least = found[0].sweep.least
    start = found[0].start_cost - (least or 0.0)
    told = np.concatenate([[start], *(curve.excess[~curve.diverged] for curve in found)])
    floor, top, log = _range(told)
    _y_axis(ax, floor, top, start, log)
    ax.set_ylabel(wrapped(log_label(least, "all") if log else say("picture-axis-cost"), NARROW))
    for k, curve in enumerate(found):
        values = np.clip(curve.excess, floor, 10 * top if log else 2 * top - floor)
        _line(ax, curve, values, k, ~curve.diverged)
        if curve.diverged.any():
            _beyond(ax, curve, k, top)
        if not (curve.diverged.all() or curve.at_the_best):
            kind = "each" if len(found) > 1 else "both" if curve.reached.any() else "lowest"
            label = say("picture-word-lowest", kind=kind)
            minimum(ax, float(curve.lr[curve.lowest]), float(values[curve.lowest]), label)
    style = {"color": MUTED, "linewidth": 0.9, "dashes": (1, 2), "zorder": 1}
    ax.axhline(start, label=say("picture-word-start-cost"), **style)


def _beyond(ax: Axes, curve: Curve, k: int, top: float) -> None:
    """Triangles at the top edge for some of the descents that diverged."""
    edge = np.flatnonzero(curve.diverged)
    lr = curve.lr[edge[spread(len(edge), MARKS)]]
    style = {"color": RUNS[k % len(RUNS)], "marker": "^", "markersize": 5, "linestyle": "none"}
    ax.plot(lr, np.full(len(lr), top), clip_on=False, zorder=4, **style)


def _range(values: Array) -> tuple[float, float, bool]:
    """The lowest and the highest that is shown, with room for labels above; whether on a log axis."""
    low, high = float(values.min()), float(values.max())
    if low < 0 or high == 0:
        return low, high + HEADROOM * ((high - low) or 1.0), False
    low = max(float(values[values > 0].min()), high / 10**DECADES)
    low = low if low < high else high / 10
    return low, high * (high / low) ** HEADROOM, True


def _y_axis(ax: Axes, floor: float, top: float, highest: float, log: bool) -> None:
    """Limits and few ticks upwards; on a log axis none above the `highest` that is told."""
    if not log:
        ax.yaxis.set_major_locator(FewTicks(steps=STEPS))
        ax.yaxis.set_major_formatter(Ticks())
        ax.set_ylim(floor - 0.06 * (top - floor), top)
        return
    ax.set_yscale("log")
    ax.minorticks_off()
    low = floor * (floor / top) ** 0.06
    ticks = powers(np.log10(low), np.log10(highest * 1.0001 if highest > 2 * floor else top), most=4)
    tens = [tick for tick in ticks if np.log10(tick) % 1 == 0]
    ticks = tens if len(tens) > 1 else ticks
    ax.set_yticks(ticks, [num(tick) for tick in ticks])
    ax.set_ylim(low, top)


def _epochs(ax: Axes, found: Sequence[Curve]) -> None:
    """The epochs to 1 % of each descent that came to it; a good range of lr is drawn thick."""
    most = float(found[0].sweep.epochs)
    known = np.concatenate([curve.epochs[np.isfinite(curve.epochs)] for curve in found])
    least = max(float(known.min(initial=most)) if known.size else 1.0, 0.5)
    least = least if least < most else most / 10
    _y_axis(ax, least, most * 1.25, most, log=True)
    ax.set_ylabel(wrapped(say("picture-axis-to-1"), NARROW))
    if not (known.size or found[0].at_the_best):
        goal = "unknown" if found[0].sweep.least is None else "known"
        middle = {"transform": ax.transAxes, "ha": "center", "va": "center", "color": MUTED, "fontsize": 9}
        ax.text(0.5, 0.5, say("picture-word-not-there", goal=goal), **middle)
    for k, curve in enumerate(found):
        values = np.maximum(curve.epochs, least)
        _line(ax, curve, values, k, np.isfinite(values))
        if curve.good:
            inside = (curve.lr >= curve.good[0]) & (curve.lr <= curve.good[1])
            style = {"color": RUNS[k % len(RUNS)], "alpha": 0.3, "linewidth": 7, "zorder": 2}
            ax.plot(curve.lr[inside], values[inside], label=say("picture-word-good"), **style)
        if curve.reached.any():
            minimum(ax, float(curve.lr[curve.best]), float(values[curve.best]), "")


def _names(ax: Axes, found: Sequence[Curve]) -> None:
    """What the lines are called, first in the legend, each with the width of its good range."""
    for k, curve in enumerate(found):
        colour = RUNS[k % len(RUNS)]
        style: dict[str, Any] = {}
        if len(found) > 1:
            style = {"marker": SHAPES[k % len(SHAPES)], "markeredgecolor": GROUND}
        width = num(curve.width, 3) if curve.width else "none"
        label = say("picture-word-rule", name=name(curve.name), width=width)
        ax.plot([], [], color=colour, linewidth=1.5, label=label, **style)


def _line(ax: Axes, curve: Curve, values: Array, k: int, marked: Array) -> None:
    """One rule's line, with its marks on some of the points that are `marked`."""
    colour, shape = RUNS[k % len(RUNS)], SHAPES[k % len(SHAPES)]
    ax.plot(curve.lr, values, color=colour, linewidth=1.5, zorder=3)
    told = np.pad(np.isfinite(values), 1)
    lone = told[1:-1] & ~told[:-2] & ~told[2:]  # a line shows nothing of these
    if lone.any():
        ax.plot(curve.lr[lone], values[lone], color=colour, marker=".", markersize=3, linestyle="none")
    places = np.flatnonzero(marked)
    several = len(curve.sweep.names) > 1
    if places.size and (several or len(curve.lr) <= MARKED):
        places = places if len(curve.lr) <= MARKED else places[spread(len(places), MARKS)]
        style: dict[str, Any] = {"marker": shape, "markersize": 5, "markeredgecolor": GROUND}
        ax.plot(curve.lr[places], values[places], color=colour, linestyle="none", zorder=4, **style)


def title(found: Sequence[Curve]) -> str:
    """Which lr did best, and of one rule from which lr on it diverges."""
    if found[0].at_the_best:
        return say("picture-sweep-still")
    first = leader(found)
    if first.diverged.all():
        return say("picture-sweep-diverge")
    told = {"name": name(first.name) if len(found) > 1 else "alone", "lr": num(float(first.lr[first.best]))}
    if first.reached.any():
        said = say("picture-sweep-first", epoch=int(first.epochs[first.best]), **told)
    else:
        said = say("picture-sweep-lowest", cost=reading(float(first.cost[first.best])), **told)
    if len(found) > 1 or first.cliff is None:
        return said
    return say("picture-sweep-cliff", said=said, lr=num(first.cliff[1]))


def summary(found: Sequence[Curve]) -> str:
    """The same for those who can't see it: each rule with its lrs, the best, the good range, the end."""
    sweep = found[0].sweep
    ends = [
        say(
            "picture-sweep-rule",
            name=name(curve.name),
            low=num(float(curve.lr[0])),
            high=num(float(curve.lr[-1])),
            lowest=num(float(curve.lr[curve.lowest])),
            cost=reading(float(curve.cost[curve.lowest])),
            epoch=int(curve.epochs[curve.best]) if curve.reached.any() else -1,
            best=num(float(curve.lr[curve.best])),
            cliff=num(curve.cliff[1]) if curve.cliff else "none",
        )
        for curve in found
    ]
    return join(say("picture-sweep-summary", count=sweep.lr.size, epochs=sweep.epochs), *ends)


def _note(found: Sequence[Curve]) -> str:
    """What has to be known to read it rightly."""
    sweep, told = found[0].sweep, []
    if len(sweep.starts) > 1:
        told.append(say("picture-sweep-starts", count=len(sweep.starts)))
    if len(found) == 1 and (limit := found[0].limit) and not found[0].lr[0] <= limit <= found[0].lr[-1]:
        told.append(say("picture-sweep-limit-outside", limit=num(limit)))
    if len(found) > MOST:
        told.append(say("picture-sweep-drawn", shown=MOST, count=len(found)))
    if any(curve.diverged.any() for curve in found):
        told.append(say("picture-sweep-triangles"))
    return join(say("picture-sweep-note", epochs=sweep.epochs), *told)
