"""Traces as pictures. matplotlib is loaded when one is made."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ravine.pictures.picture import Picture, file_names, save
from ravine.trace import Trace

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["Picture", "draw", "file_names", "run_pictures", "save"]


def run_pictures(traces: Mapping[str, Trace] | Sequence[Trace]) -> dict[str, Picture]:
    """The pictures of a run by key: "data" (with one feature), "path", "cost-by-epoch", "w-by-epoch".

    Args:
        traces: the run; others beside it, such as the same by another engine, are shown as squares.
    """
    from ravine.pictures.runs import pictures

    return pictures(list(traces.values()) if isinstance(traces, Mapping) else list(traces))


def draw(trace: Trace) -> "Figure":
    """The path on the cost, cost by epoch and W by epoch, side by side; shows itself in a notebook.

    Example:
        >>> from ravine.descent import descend
        >>> from ravine.optim import SGD
        >>> trace = descend([[1], [2], [3]], [1, 2, 3], bias=False, optimizer=SGD(lr=0.15), epochs=10)
        >>> len(draw(trace).axes)
        3
    """
    from ravine.pictures.runs import three

    return three(trace)
