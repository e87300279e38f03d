"""One picture with its words."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ravine.pictures.files import FORMATS, ending, save_file
from ravine.words import language, speaking

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from ravine.pictures.theme import Page


@dataclass(frozen=True, eq=False)
class Picture:
    """A picture that can be drawn as often as one likes, in the language in which it was made.

    Args:
        key: its short name, as files have it: "path".
        title: what is seen.
        summary: the same for those who can't see it, with the numbers of this run.
        note: what has to be known to read it rightly; may be empty.
        paint: draws it on matplotlib axes, without title and legend.
        grow: where the run is drawn by itself, on what `paint` drew: up to an epoch, or all of it (None).
        projection: "3d" for axes in space.
        size: width and height in inches, where they aren't the usual ones.
    """

    key: str
    title: str
    summary: str
    note: str
    paint: Callable[["Axes"], None]
    grow: Callable[["Axes", int | None], None] | None = None
    projection: str | None = None
    size: tuple[float, float] | None = None
    lang: str = field(default_factory=language)

    def figure(self) -> "Figure":
        """The picture as a matplotlib figure, made without pyplot; it shows itself in a notebook."""
        return self._page()

    def png(self) -> tuple[bytes, str]:
        """The picture as a PNG file, and what it shows in words."""
        return self._page().png(), self.summary

    def content(self, format: str) -> bytes:
        """The picture as a file: "png", "svg" or "pdf"."""
        return self._page().content(format)

    def text(self) -> str:
        """Title, summary and note as a text of its own."""
        return "\n\n".join(filter(None, [self.title, self.summary, self.note])) + "\n"

    def save(self, file: str | Path) -> Path:
        """The picture as a file of the kind that its name ends in: .png, .svg or .pdf, whole or not at all.

        Raises:
            SettingError: for another ending, or when it can't be written.
        """
        content = self.content(ending(file, FORMATS))
        return save_file(file, lambda unfinished: unfinished.write_bytes(content))

    def paint_panel(self, ax: "Axes", width: int) -> None:
        """The picture with its title and note on these axes, the title in lines of `width` letters."""
        from ravine.pictures.theme import heading

        with speaking(self.lang):
            self.paint(ax)
            if self.grow is not None:
                self.grow(ax, None)
        heading(ax, self.title, self.note, width)

    def _page(self) -> "Page":
        from ravine.pictures.theme import CELLS, SIZE, Page, legend, look

        with look():
            page = Page(self.title, self.summary, self.size or SIZE)
            self.paint_panel(page.add_subplot(projection=self.projection), CELLS)
            legend(page)
        return page

    def _repr_png_(self) -> Any:
        return self._page()._repr_png_()
