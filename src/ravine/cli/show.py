"""What a verb shows: sections, one JSON document, pictures, a page."""

import json
import math
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ravine.cli.terminal import console, note
from ravine.errors import SettingError
from ravine.words import language, say

if TYPE_CHECKING:
    from ravine.pictures import Picture
    from ravine.story import Section
    from ravine.trace import Trace


def show_sections(
    sections: "Iterable[Section]",
    plain: bool,
    captions: Mapping[str, str] | None = None,
    *,
    error: bool = False,
) -> None:
    """Print sections to standard output, or error."""
    from ravine import typeset

    typeset.show(sections, console(sys.stderr if error else sys.stdout), plain=plain, captions=captions or {})


def print_json(document: Any) -> None:
    """One JSON document; what isn't finite is written as "NaN", "Infinity", "-Infinity"."""
    print(json.dumps(_finite(document), ensure_ascii=False, indent=2, allow_nan=False))


def list_optimizers(as_json: bool, plain: bool) -> int:
    """The update rules with their formulas."""
    from ravine.report import optimizer_document, optimizer_sections

    if as_json:
        print_json(optimizer_document())
    else:
        show_sections(optimizer_sections(), plain)
    return 0


def save_pictures(pictures: "Mapping[str, Picture]", folder: Path, format: str = "png") -> None:
    """Save the pictures, and say where on standard error."""
    from ravine.pictures import save

    saved = save(pictures, folder, format)
    note(say("cli-saved", count=len(saved), folder=str(folder)))


def save_animation(trace: "Trace", file: Path) -> None:
    """Save a run as a film, and say so on standard error."""
    note(say("cli-animated", file=str(trace.animate(file))))


def save_text(text: str, file: Path) -> None:
    """Save text in UTF-8, whole or not at all, and say so on standard error."""
    unfinished = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        unfinished.write_text(text, encoding="utf-8", newline="\n")
        os.replace(unfinished, file)
    except OSError as fault:
        unfinished.unlink(missing_ok=True)
        raise SettingError("code-unsaved", file=str(file), fault=fault.strerror or str(fault)) from fault
    note(say("code-saved", file=str(file)))


def captions_of(pictures: "Mapping[str, Picture]", folder: Path) -> dict[str, str]:
    """A line for each picture that will be in `folder`, by its key."""
    from ravine.pictures import file_names

    return {
        key: say("cli-picture", file=str(folder / name), title=pictures[key].title)
        for key, name in file_names(pictures).items()
    }


def open_page(told: Any, file: Path) -> None:
    """Write a page with all that a lab shows, and open it in the reader's browser."""
    from ravine.typeset import as_page

    file.write_text(as_page(file.stem, language(), told._repr_html_()), encoding="utf-8")
    if click.launch(str(file)):
        note(say("cli-open", file=str(file)))


def _finite(value: Any) -> Any:
    match value:
        case float() if not math.isfinite(value):
            return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
        case Mapping():
            return {key: _finite(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_finite(inner) for inner in value]
        case _:
            return value
