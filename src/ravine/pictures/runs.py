"""The pictures of a run that are shown together."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from ravine.pictures import costs, kinds, points, weights
from ravine.pictures.picture import Picture
from ravine.pictures.theme import Page, legend, look
from ravine.trace import Trace


def pictures(traces: Sequence[Trace]) -> dict[str, Picture]:
    """The pictures of the first run by key, others beside it."""
    first = traces[0]
    drawn = [kinds.path(first), costs.by_epoch(traces), weights.by_epoch(traces)]
    if points.fits(first):
        drawn.insert(0, kinds.data(first))
    return {picture.key: picture for picture in drawn}


def three(trace: Trace) -> Figure:
    """The path, cost by epoch and W by epoch, side by side."""
    drawn = [kinds.path(trace), costs.by_epoch([trace]), weights.by_epoch([trace])]
    with look():
        page = Page(drawn[0].title, " ".join(picture.summary for picture in drawn), (13.0, 4.4))
        for picture, ax in zip(drawn, page.subplots(1, 3), strict=True):
            picture.paint_panel(ax, 40)
        legend(page)
    return page
