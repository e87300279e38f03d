"""The pictures of a run."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from ravine.cost import Cost
from ravine.pictures import costs, curve, plane, points, weights
from ravine.pictures.picture import Picture
from ravine.pictures.theme import Page, legend, look
from ravine.trace import Trace


def pictures(traces: Sequence[Trace]) -> dict[str, Picture]:
    """The pictures of the first run by key, others beside it."""
    first = traces[0]
    drawn = [_path(first), costs.by_epoch(traces), weights.by_epoch(traces)]
    if isinstance(first.objective, Cost) and len(first.objective.rows.names) == 1:
        drawn.insert(0, points.data(first, first.objective))
    return {picture.key: picture for picture in drawn}


def three(trace: Trace) -> Figure:
    """The path, cost by epoch and W by epoch, side by side."""
    drawn = [_path(trace), costs.by_epoch([trace]), weights.by_epoch([trace])]
    with look():
        page = Page(" ".join(picture.summary for picture in drawn), (13.0, 4.4))
        for picture, ax in zip(drawn, page.subplots(1, 3), strict=True):
            picture.paint_panel(ax, 40)
        legend(page)
    return page


def _path(trace: Trace) -> Picture:
    return curve.path(trace) if len(trace.names) == 1 else plane.path(trace)
