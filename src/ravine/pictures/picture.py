"""One picture with its words, and pictures as files."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ravine.errors import SettingError
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
    """

    key: str
    title: str
    summary: str
    note: str
    paint: Callable[["Axes"], None]
    lang: str = field(default_factory=language)

    def figure(self) -> "Figure":
        """The picture as a matplotlib figure, made without pyplot; it shows itself in a notebook."""
        return self._page()

    def png(self) -> tuple[bytes, str]:
        """The picture as a PNG file, and what it shows in words."""
        return self._page().png(), self.summary

    def paint_panel(self, ax: "Axes", width: int) -> None:
        """The picture with its title and note on these axes, the title in lines of `width` letters."""
        from ravine.pictures.theme import heading

        with speaking(self.lang):
            self.paint(ax)
        heading(ax, self.title, self.note, width)

    def _page(self) -> "Page":
        from ravine.pictures.theme import CELLS, Page, legend, look

        with look():
            page = Page(self.summary)
            self.paint_panel(page.subplots(), CELLS)
            legend(page)
        return page

    def _repr_png_(self) -> Any:
        return self._page()._repr_png_()


def file_names(pictures: Mapping[str, Picture]) -> dict[str, str]:
    """The file that each picture is saved as, by key: `1-data.png`, `2-cost.png`, ..., in their order."""
    return {key: f"{number}-{key}.png" for number, key in enumerate(pictures, 1)}


def save(pictures: Mapping[str, Picture], folder: str | Path) -> list[Path]:
    """The pictures as PNG files, named by `file_names`; returns the files in order.

    The folder is made where it is missing. Each file is there whole or not at all.

    Raises:
        SettingError: when the folder can't be made or written.
    """
    folder = Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return [_write(folder / name, pictures[key].png()[0]) for key, name in file_names(pictures).items()]
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise SettingError("picture-folder", folder=str(folder), fault=reason) from fault


def _write(file: Path, content: bytes) -> Path:
    unfinished = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        unfinished.write_bytes(content)
        os.replace(unfinished, file)
    finally:
        unfinished.unlink(missing_ok=True)
    return file
