"""Pictures as files, each whole or not at all, and beside each what it shows in words."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ravine.errors import SettingError

if TYPE_CHECKING:
    from ravine.pictures.picture import Picture

FORMATS = ("png", "svg", "pdf")


def file_names(pictures: "Mapping[str, Picture]", format: str = "png") -> dict[str, str]:
    """The file that each picture is saved as, by key: `1-data.png`, `2-cost.png`, ..., in their order."""
    return {key: f"{number}-{key}.{format}" for number, key in enumerate(pictures, 1)}


def save(pictures: "Mapping[str, Picture]", folder: str | Path, format: str = "png") -> list[Path]:
    """The pictures as files, named by `file_names`; returns these in order.

    Beside each stands a text of the same name, `1-data.txt`, that says what it shows. The folder is made
    where it is missing. Each file is there whole or not at all.

    Args:
        pictures: by key.
        folder: where to.
        format: "png", "svg" or "pdf".

    Raises:
        SettingError: when the folder can't be made or written, or there is no such format.
    """
    if format not in FORMATS:
        raise SettingError("picture-format", got=str(format), known=", ".join(FORMATS))
    folder = Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        files = []
        for key, name in file_names(pictures, format).items():
            content, text = pictures[key].content(format), pictures[key].text()
            files.append(
                _replace(folder / name, lambda unfinished, said=content: unfinished.write_bytes(said))
            )
            _replace(
                files[-1].with_suffix(".txt"),
                lambda unfinished, said=text: unfinished.write_text(said, encoding="utf-8", newline="\n"),
            )
    except OSError as fault:
        raise SettingError("picture-folder", folder=str(folder), fault=_reason(fault)) from fault
    return files


def ending(file: str | Path, known: tuple[str, ...]) -> str:
    """The ending of a file's name without its dot, if it is a `known` one.

    Raises:
        SettingError: for another one.
    """
    found = Path(file).suffix.lower().removeprefix(".")
    if found not in known:
        raise SettingError("picture-ending", file=str(file), known=", ".join(f".{one}" for one in known))
    return found


def save_file(file: str | Path, fill: Callable[[Path], object]) -> Path:
    """A file that `fill` writes, there whole or not at all.

    Raises:
        SettingError: when it can't be written.
    """
    try:
        return _replace(Path(file), fill)
    except OSError as fault:
        raise SettingError("picture-file", file=str(file), fault=_reason(fault)) from fault


def _replace(file: Path, fill: Callable[[Path], object]) -> Path:
    unfinished = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        fill(unfinished)
        os.replace(unfinished, file)
    finally:
        unfinished.unlink(missing_ok=True)
    return file


def _reason(fault: OSError) -> str:
    return fault.strerror or str(fault)
