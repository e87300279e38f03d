"""A run as a moving picture: the path growing epoch by epoch, beside the data or the cost by epoch."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from ravine.pictures import costs, film, kinds, points
from ravine.pictures.files import save_file
from ravine.pictures.notes import reading
from ravine.pictures.picture import Picture
from ravine.pictures.sight import Sight
from ravine.pictures.theme import Page, heading, legend, look
from ravine.trace import Trace
from ravine.words import say

Array = np.ndarray

MOST = 120  # frames
FIRST = 20  # epochs that are all there
SIZE, DPI = (10.0, 4.6), 90  # inches, dots an inch: 900 × 414
CELLS = 46  # of a title, a panel each


class Frame(NamedTuple):
    """One picture of the film: up to which epoch, and its pixels (height, width, 3)."""

    epoch: int
    pixels: Array


def animate(trace: Trace, file: str | Path) -> Path:
    """Save the run as a film, a .gif or, where there is ffmpeg, an .mp4.

    Raises:
        SettingError: for another ending, for .mp4 without ffmpeg, or when the file can't be written.
    """
    kind = film.kind_of(file)
    last, *others = (frame.pixels for frame in frames(trace))
    return save_file(file, lambda unfinished: film.write(unfinished, kind, [*others, last]))


def frames(trace: Trace) -> Iterator[Frame]:
    """The frames, the last one first: it decides where everything has its place."""
    chosen = epochs(_last(Sight(trace)))
    with look():
        page, counter, panels = _page(trace)
        canvas = FigureCanvasAgg(page)
        page.draw_without_rendering()
        page.set_layout_engine("none")
        for epoch in [chosen[-1], *chosen[:-1]]:
            counter.set_text(_counter(trace, epoch))
            for panel in panels:
                panel.grow(epoch)
            canvas.draw()
            yield Frame(epoch, np.asarray(canvas.buffer_rgba())[..., :3].copy())


def epochs(last: int, most: int = MOST) -> list[int]:
    """Which epochs out of 0 to `last` have a frame: the first ones, then evenly as many as there is room for.

    Example:
        >>> epochs(3), epochs(1000, most=24)[18:]
        ([0, 1, 2, 3], [18, 19, 20, 347, 673, 1000])
    """
    if last < most:
        return list(range(last + 1))
    rest = np.linspace(FIRST, last, most - FIRST).round().astype(int)
    return [*range(FIRST), *rest.tolist()]


class _Panel:
    """Axes with a picture on them whose run can be drawn anew, up to another epoch."""

    def __init__(self, ax: Axes, picture: Picture) -> None:
        self.ax, self.picture = ax, picture
        picture.paint(ax)
        self.grown = self._grow(None)
        self.limits = ax.get_xlim(), ax.get_ylim()
        heading(ax, picture.title, picture.note, CELLS)

    def grow(self, epoch: int) -> None:
        """The run up to this epoch, in the place of what there is of it."""
        for artist in self.grown:
            artist.remove()
        self.grown = self._grow(epoch)
        self.ax.set_xlim(self.limits[0])
        self.ax.set_ylim(self.limits[1])

    def _grow(self, epoch: int | None) -> set[Artist]:
        before = set(self.ax.get_children())
        if self.picture.grow is not None:
            self.picture.grow(self.ax, epoch)
        return set(self.ax.get_children()) - before


def _page(trace: Trace) -> tuple[Page, Text, list[_Panel]]:
    beside = kinds.data(trace) if points.fits(trace) else costs.by_epoch([trace])
    pictures = [beside, kinds.path(trace)]
    page = Page(pictures[1].title, " ".join(picture.summary for picture in pictures), SIZE, DPI)
    counter = page.suptitle(_counter(trace, 0), x=0.012, ha="left", fontsize=11)
    axes = page.subplots(1, 2)
    panels = [_Panel(ax, picture) for ax, picture in zip(axes, pictures, strict=True)]
    legend(page)
    return page, counter, panels


def _last(sight: Sight) -> int:
    """The last epoch at which anything still moves in the picture."""
    if sight.trace.diverged_at is not None:
        return min(sight.near(), sight.finite - 1)
    return sight.until_settled(sight.finite) - 1


def _counter(trace: Trace, epoch: int) -> str:
    return say("picture-frame", epoch=epoch, last=len(trace.cost) - 1, cost=reading(float(trace.cost[epoch])))
