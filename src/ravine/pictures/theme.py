"""The look of a picture: its own, whatever the settings around it are, which stay as they are."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from threading import RLock
from typing import Any
from xml.sax.saxutils import escape
from zlib import crc32

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from ravine.pictures.colours import FAINT, GROUND, MUTED, TEXT
from ravine.pictures.fonts import families
from ravine.pictures.lettering import FewTicks, Ticks, wrapped

DPI = 150
SIZE = (7.0, 4.5)  # inches
STEPS = [1, 2, 5, 10]  # ticks are at round numbers
CELLS = 70  # how many Latin letters of a title fit a line of 7 inches

LOOK: dict[Any, Any] = {
    "font.size": 10,
    "text.color": TEXT["data"],
    "text.parse_math": False,  # a column may be called $x$
    "figure.facecolor": GROUND,
    "axes.facecolor": GROUND,
    "axes.edgecolor": FAINT,
    "axes.labelcolor": TEXT["data"],
    "axes.labelpad": 6,
    "axes.titlesize": 12,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": FAINT,
    "ytick.color": FAINT,
    "xtick.labelcolor": MUTED,
    "ytick.labelcolor": MUTED,
    "xtick.labelsize": 9,
    "ytick.labelsize": 9,
    "legend.frameon": False,
    "legend.fontsize": 9,
    "legend.columnspacing": 1.5,
    "legend.handlelength": 1.8,
    "lines.solid_capstyle": "round",
    "lines.linewidth": 1.5,
    "svg.hashsalt": "ravine",
    "svg.fonttype": "path",
}

_alone = RLock()  # matplotlib's settings belong to the whole process


@contextmanager
def look() -> Iterator[None]:
    """Within the block, what is made and drawn has our look; outside, settings are as they were."""
    with _alone, matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update({**LOOK, "font.family": families()})
        yield


class Page(Figure):
    """A figure that keeps its look wherever it is drawn, and shows itself in a notebook without pyplot.

    Args:
        title: what is seen.
        summary: the same for those who can't see it, with numbers.
        size: width and height in inches.
        dpi: pixels an inch.
    """

    def __init__(self, title: str, summary: str, size: tuple[float, float] = SIZE, dpi: int = DPI) -> None:
        layout = ConstrainedLayoutEngine(w_pad=0.1, h_pad=0.06, wspace=0.06)
        super().__init__(figsize=size, dpi=dpi, layout=layout)
        self.title, self.summary = title, summary

    def savefig(self, *args: Any, **kwargs: Any) -> None:
        """As matplotlib's, at the figure's own resolution unless another is asked for."""
        with look():
            super().savefig(*args, **kwargs)

    def draw(self, renderer: Any) -> None:
        """What every way of showing comes down to."""
        with look():
            super().draw(renderer)

    def png(self) -> bytes:
        """The figure as a PNG file."""
        return self.content("png")

    def content(self, format: str) -> bytes:
        """The figure as a file, "png", "svg" or "pdf", that says what it shows; the same each time."""
        said = {"png": "Description", "svg": "Description", "pdf": "Subject"}[format]
        undated = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}.get(format, {})
        out = BytesIO()
        self.savefig(out, format=format, metadata={"Title": self.title, said: self.summary, **undated})
        content = out.getvalue()
        return described(content, self.summary) if format == "svg" else content

    def _repr_png_(self) -> tuple[bytes, dict[str, Any]]:
        # Shown at 96 dots an inch, drawn finer for screens that have more.
        width, height = (round(96 * inches) for inches in self.get_size_inches())
        return self.png(), {"width": width, "height": height, "alt": self.summary}


def described(svg: bytes, summary: str) -> bytes:
    """A picture that screen readers announce: its title and the `summary` stand first in it.

    Letters are drawn as shapes, so that Hangul is there on every machine; these are what is read.
    """
    name = f"said-{crc32(svg):08x}"  # several pictures may stand in one page
    text = svg.decode("utf-8")
    text = text.replace("<svg ", f'<svg role="img" aria-labelledby="{name}-title {name}-desc" ', 1)
    text = text.replace("<title>", f'<title id="{name}-title">', 1)
    desc = f'</title>\n <desc id="{name}-desc">{escape(summary)}</desc>'
    return text.replace("</title>", desc, 1).encode("utf-8")


def areas() -> LinearSegmentedColormap:
    """What fills areas, low to high: viridis without its yellow end, where an orange path would be lost."""
    viridis = matplotlib.colormaps["viridis"](np.linspace(0.0, 0.78, 64))
    return LinearSegmentedColormap.from_list("areas", viridis)


def heading(ax: Axes, title: str, note: str, width: int = CELLS) -> None:
    """The title, and below it in grey what has to be known to read the picture rightly."""
    small = wrapped(note, width * 6 // 5)
    lines = small.count("\n") + 1 if note else 0
    ax.set_title(wrapped(title, width), loc="left", pad=12 + 12 * lines, linespacing=1.3)
    if note:
        ax.annotate(
            small,
            (0, 1),
            (0, 8),
            xycoords="axes fraction",
            textcoords="offset points",
            va="bottom",
            fontsize=9,
            color=MUTED,
        )


def legend(figure: Figure) -> None:
    """One legend for all of the figure, below it, where it hides no data, in as few rows as fit."""
    found: dict[str, Any] = {}
    for ax in figure.axes:
        for handle, label in zip(*ax.get_legend_handles_labels(), strict=True):
            found.setdefault(label, handle)
    for columns in range(len(found), 0, -1):
        made = figure.legend(list(found.values()), list(found), loc="outside lower center", ncols=columns)
        if columns == 1 or made.get_window_extent().width < 0.97 * figure.bbox.width:
            return
        made.remove()


def plain_ticks(ax: Axes, *, epochs: int | None = None) -> None:
    """Few ticks with plain numbers; whole ones along x where these are epochs, 0 to `epochs`."""
    ax.xaxis.set_major_locator(FewTicks(steps=STEPS, integer=epochs is not None, min_n_ticks=1))
    ax.yaxis.set_major_locator(FewTicks(steps=STEPS))
    ax.xaxis.set_major_formatter(Ticks())
    ax.yaxis.set_major_formatter(Ticks())
    if epochs is not None:
        margin = 0.02 * epochs or 0.5
        ax.set_xlim(-margin, epochs + margin)
