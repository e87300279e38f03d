"""Traces as pictures. matplotlib is loaded when one is made."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ravine.errors import SettingError
from ravine.pictures.files import file_names, save
from ravine.pictures.picture import Picture
from ravine.trace import Trace

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from ravine.sweeps import Sweep

__all__ = [
    "Picture",
    "animate",
    "draw",
    "file_names",
    "race_picture",
    "race_pictures",
    "run_pictures",
    "save",
    "sweep_picture",
]


def run_pictures(traces: Mapping[str, Trace] | Sequence[Trace]) -> dict[str, Picture]:
    """The pictures of a run by key: "data" (with one feature), "path", "cost-by-epoch", "w-by-epoch".

    Args:
        traces: the run; others beside it, such as the same by another engine, are shown as squares.
    """
    from ravine.pictures.runs import pictures

    return pictures(list(traces.values()) if isinstance(traces, Mapping) else list(traces))


def race_picture(traces: Mapping[str, Trace]) -> Picture:
    """The cost of several runs by epoch on one picture, by name."""
    from ravine.pictures import race

    return race.costs(traces)


def race_pictures(traces: Mapping[str, Trace]) -> dict[str, Picture]:
    """The pictures of several runs side by side, by key.

    "race", their costs by epoch, and where all descend the same cost "race-paths", their paths over it, or
    "race-w" for one weight.

    Args:
        traces: the runs by the names they go by in the pictures, whatever their rules.
    """
    from ravine.pictures import race

    drawn = [race.costs(traces), race.paths(traces)]
    return {picture.key: picture for picture in drawn if picture is not None}


def sweep_picture(sweep: "Sweep") -> Picture:
    """A sweep on one picture, from its first start.

    "sweep": the last cost and the epochs to 1 % by lr, a line for each rule; or where momentum was swept
    "sweep-map": the epochs to 1 % over lr and momentum, a map for each rule.
    """
    from ravine.pictures import sweep as by_lr
    from ravine.pictures import sweep_map

    return by_lr.over_lr(sweep) if sweep.momentum is None else sweep_map.over_momentum(sweep)


def animate(trace: Trace, file: str | Path) -> Path:
    """Save the run as a film: its path growing epoch by epoch, beside the data or the cost by epoch.

    Args:
        trace: the run.
        file: a name that ends in .gif, or in .mp4 where there is ffmpeg.

    Raises:
        SettingError: for another ending, for .mp4 without ffmpeg, or when the file can't be written.
    """
    from ravine.pictures import animation

    return animation.animate(trace, file)


def draw(trace: Trace, kind: str | None = None, *, columns: Sequence[str] | None = None) -> "Figure":
    """A picture of the run; without a kind the path, cost by epoch and W by epoch, side by side.

    It shows itself in a notebook.

    Args:
        trace: the run.
        kind: "data", "path", "contour", "surface", "cost-by-epoch", "w-by-epoch", "gradient-by-epoch" or
            "directions".
        columns: for "contour", the names of the two weights to see the cost over.

    Raises:
        SettingError: for an unknown kind, or one that doesn't fit this run.

    Example:
        >>> from ravine.descent import descend
        >>> from ravine.optim import SGD
        >>> trace = descend([[1], [2], [3]], [1, 2, 3], bias=False, optimizer=SGD(lr=0.15), epochs=10)
        >>> len(draw(trace).axes)
        3
    """
    from ravine.pictures import kinds, runs

    if kind is not None:
        return kinds.picture(trace, kind, columns).figure()
    if columns is not None:
        raise SettingError("picture-columns-contour", kind="None")
    return runs.three(trace)
