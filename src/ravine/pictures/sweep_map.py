"""A sweep over lr and momentum as a map: the epochs to 1 %, what diverges, and theory's boundary."""

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import ListedColormap, LogNorm, Normalize
from matplotlib.patches import Rectangle
from matplotlib.ticker import NullLocator

from ravine.pictures.colours import FAINT, GROUND, LINES
from ravine.pictures.costs import log_label, powers
from ravine.pictures.lettering import FewTicks, Ticks, name, num
from ravine.pictures.marks import minimum
from ravine.pictures.notes import join, reading
from ravine.pictures.picture import Picture
from ravine.pictures.theme import STEPS, areas
from ravine.report.curves import Curve, curves, leader
from ravine.words import say

if TYPE_CHECKING:
    from ravine.sweeps import Sweep

Array = np.ndarray

MOMENTA = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999)
NOT_THERE = "#F1EFE6"  # neither 1 % nor divergence: lighter than any colour of the map
BEYOND = {"facecolor": FAINT, "edgecolor": "#B0B0B0", "hatch": "////", "linewidth": 0.0}


def over_momentum(sweep: "Sweep") -> Picture:
    """The epochs to 1 % over lr and momentum, a map for each rule; the last cost where none came to 1 %."""
    rules = [list(rows) for _, rows in groupby(curves(sweep), key=lambda curve: curve.k)]
    reached = any(np.isfinite(curve.epochs).any() for rows in rules for curve in rows)

    def paint(ax: Axes) -> None:
        room = ax.get_subplotspec().subgridspec(1, len(rules))  # type: ignore[union-attr]
        ax.set_subplotspec(room[0])
        panels = [ax, *(ax.figure.add_subplot(room[k], sharey=ax) for k in range(1, len(rules)))]
        scale = _scale(np.concatenate([_values(curve, reached) for rows in rules for curve in rows]))
        for panel, rows in zip(panels, rules, strict=True):
            _map(panel, rows, reached, scale)
            _axes(panel, rows, named=len(rules) > 1)
            if panel is ax or rows[0].setting != rules[0][0].setting:
                panel.set_ylabel(say("picture-axis-momentum", name=rows[0].setting))
            _boundary(panel, rows)
            _marks(panel, rows)
        if scale is not None:
            _bar(panels, scale, say("picture-axis-to-1") if reached else log_label(sweep.least, "all"))
        _words(panels[0], rules)

    width = 7.0 if len(rules) == 1 else 9.5
    return Picture("sweep-map", _title(rules), _summary(rules), _note(sweep), paint, size=(width, 5.2))


def _values(curve: Curve, reached: bool) -> Array:
    """What the colours tell of each descent; nan where it has none."""
    values = curve.epochs if reached else np.where(curve.diverged, np.nan, curve.excess)
    return np.where(values > 0, values, np.nan) if reached or (curve.excess >= 0).all() else values


def _scale(values: Array) -> Normalize | None:
    """From colour to number, in ratios where numbers allow it; None without numbers."""
    known = values[np.isfinite(values)]
    if not known.size:
        return None
    low, high = float(known.min()), float(known.max())
    return LogNorm(low, max(high, low * 1.5)) if low > 0 else Normalize(low, high)


def _map(ax: Axes, rows: Sequence[Curve], reached: bool, scale: Normalize | None) -> None:
    """Colours where there is something to tell; below them what diverges, and what doesn't come to 1 %."""
    ax.set_xscale("log")
    ax.set_yscale("function", functions=(_upwards, lambda y: 1 - 10.0**-y))
    lr, momentum = rows[0].lr, np.array([curve.momentum for curve in rows])
    values = np.array([_values(curve, reached) for curve in rows])
    standing = np.array([np.where(curve.diverged, np.nan, 1.0) for curve in rows])
    edges = np.exp(_edges(np.log(lr))), 1 - 10 ** -_edges(_upwards(momentum))
    ax.add_patch(Rectangle((0, 0), 1, 1, transform=ax.transAxes, zorder=0.5, **BEYOND))
    ax.pcolormesh(*edges, standing, cmap=ListedColormap([NOT_THERE]), zorder=1)
    ax.set_xlim(edges[0][0], edges[0][-1])
    ax.set_ylim(edges[1][0], edges[1][-1])
    if scale is not None:
        ax.pcolormesh(*edges, values, cmap=areas(), norm=scale, zorder=1.5)


def _upwards(momentum: Array) -> Array:
    """Where a momentum lies upwards: 1 − momentum in equal ratios, as a velocity makes of lr lr / that."""
    return -np.log10(np.maximum(1 - np.asarray(momentum, float), 1e-12))


def _edges(centres: Array) -> Array:
    """Where the cells about rising centres begin and end: (n,) -> (n + 1,)."""
    half = np.diff(centres) / 2
    outer = half if half.any() else np.array([0.5])  # one place, however many cells lie there
    return np.concatenate([[centres[0] - outer[0]], centres[:-1] + half, [centres[-1] + outer[-1]]])


def _axes(ax: Axes, rows: Sequence[Curve], named: bool) -> None:
    """Lr across, momentum upwards, both by what the rule calls them."""
    ax.minorticks_off()
    ticks = powers(*np.log10(ax.get_xlim()), most=7 if not named else 4)
    ax.set_xticks(ticks, [num(tick) for tick in ticks])
    low, high = ax.get_ylim()
    momenta = [tick for tick in MOMENTA if low <= tick <= high]
    if len(momenta) > 2:
        ax.yaxis.set_minor_locator(NullLocator())
        ax.set_yticks(momenta, [num(tick) for tick in momenta])
    else:
        ax.yaxis.set_major_locator(FewTicks(steps=STEPS))
        ax.yaxis.set_major_formatter(Ticks())
    rule = f"{name(rows[0].name)}: " if named else ""
    ax.set_xlabel(rule + say("picture-axis-lr"))


def _boundary(ax: Axes, rows: Sequence[Curve]) -> None:
    """The lr at which theory says that this momentum diverges."""
    known = [(curve.limit, curve.momentum) for curve in rows if curve.known is not None and curve.limit]
    if len(known) > 1:
        style = {"color": GROUND, "linewidth": 4.2, "zorder": 2.2, "solid_capstyle": "butt"}
        ax.plot(*zip(*known, strict=True), **style)
        style = {"color": LINES["theory"], "linewidth": 2.6, "dashes": (2.5, 1.2), "zorder": 2.5}
        ax.plot(*zip(*known, strict=True), label=say("picture-word-boundary"), **style)


def _marks(ax: Axes, rows: Sequence[Curve]) -> None:
    """Diamonds: the best that was measured, and the best that theory knows in the long run."""
    best = leader(rows)
    if not best.diverged.all():
        lr, momentum = float(best.lr[best.best]), best.momentum or 0.0
        minimum(
            ax, lr, momentum, say("picture-word-best-pair", reached="yes" if best.reached.any() else "no")
        )
    known = rows[0].known
    if known is not None and rows[0].sgd is not None and not rows[0].sgd.weight_decay:
        pair = known.long_run_rule(rows[0].sgd.nesterov)
        (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
        if left < pair.lr < right and low <= pair.momentum <= high:
            minimum(ax, pair.lr, pair.momentum, say("picture-word-long-run-pair"), size=5.5)


def _bar(panels: Sequence[Axes], scale: Normalize, label: str) -> None:
    """What the colours mean."""
    colours = ScalarMappable(scale, areas())
    bar = panels[0].figure.colorbar(colours, ax=list(panels), pad=0.02, aspect=30)
    bar.outline.set_visible(False)  # type: ignore[operator]
    bar.ax.minorticks_off()
    if isinstance(scale, LogNorm):
        ticks = powers(np.log10(scale.vmin or 1.0), np.log10(scale.vmax or 1.0))
        bar.set_ticks(ticks, labels=[num(tick) for tick in ticks])
    bar.set_label(label)


def _words(ax: Axes, rules: Sequence[Sequence[Curve]]) -> None:
    """The legend's patches, for as much as there is of each."""
    found = [curve for rows in rules for curve in rows]
    if any(curve.diverged.any() for curve in found):
        ax.fill_between([], [], **BEYOND, label=say("picture-word-regime", word="diverging"))
    came = [np.isfinite(curve.epochs) for curve in found]
    standing = [~curve.diverged & ~there for curve, there in zip(found, came, strict=True)]
    if np.any(came) and np.any(standing):
        label = say("picture-word-not-there", goal="known")
        ax.fill_between([], [], facecolor=NOT_THERE, edgecolor=FAINT, label=label)


def _title(rules: Sequence[Sequence[Curve]]) -> str:
    """The best lr and momentum, and what they gain over the smallest momentum."""
    found = [curve for rows in rules for curve in rows]
    best = leader(found)
    if best.at_the_best:
        return say("picture-sweep-still")
    if best.diverged.all():
        return say("picture-sweep-diverge-pairs")
    told = {
        "name": name(best.name) if len(rules) > 1 else "alone",
        "lr": num(float(best.lr[best.best])),
        "momentum": num(best.momentum or 0.0),
        "setting": best.setting,
    }
    if not best.reached.any():
        return say("picture-sweep-pair-lowest", cost=reading(float(best.cost[best.best])), **told)
    first = rules[best.k][0]
    without = int(first.epochs[first.best]) if first.reached.any() else -1
    epoch = int(best.epochs[best.best])
    if first is best:
        return say("picture-sweep-pair", epoch=epoch, **told)
    least = num(first.momentum or 0.0)
    return say("picture-sweep-pair-gain", epoch=epoch, least=least, without=without, **told)


def _summary(rules: Sequence[Sequence[Curve]]) -> str:
    """The same for those who can't see it."""
    sweep, found = rules[0][0].sweep, [curve for rows in rules for curve in rows]
    told = [
        say(
            "picture-sweep-map-rule",
            name=name(rows[0].name),
            low=num(float(rows[0].lr[0])),
            high=num(float(rows[0].lr[-1])),
            first=num(rows[0].momentum or 0.0),
            last=num(rows[-1].momentum or 0.0),
        )
        for rows in rules
    ]
    diverged = sum(int(curve.diverged.sum()) for curve in found)
    total = sum(len(curve.lr) for curve in found)
    return join(say("picture-sweep-map-summary", count=total, epochs=sweep.epochs, diverged=diverged), *told)


def _note(sweep: "Sweep") -> str:
    return join(
        say("picture-sweep-note", epochs=sweep.epochs),
        say("picture-sweep-starts", count=len(sweep.starts)) if len(sweep.starts) > 1 else "",
    )
