"""What the document of an experiment may say: sections, their keys, and the rows that it names."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ravine.data import Data
from ravine.data.files import read_table
from ravine.errors import SettingError
from ravine.hypothesis import HYPOTHESES
from ravine.loss import LOSSES

# The keys of the sections `cost` and `descent` that are fields of an `Experiment` by the same names.
COST = ("hypothesis", "degree", "loss", "delta", "l2", "bias", "standardize")
DESCENT = ("batch_size", "seed", "sampling", "holdout", "clip", "tol", "keep")


def fields_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """What a document says as fields of an `Experiment`, but for its data; its runs as they stand there.

    Raises:
        SettingError: for a key or a value that isn't understood.
    """
    section_of("", document, ("data", "cost", "descent", "runs"))
    cost = section_of("cost", document.get("cost", {}), COST)
    words: dict[str, Sequence[Any]] = {
        "bias": (True, False),
        "standardize": (True, False),
        "hypothesis": tuple(HYPOTHESES),
        "loss": tuple(LOSSES),
    }
    chosen = {
        name: one_of(f"cost.{name}", cost[name], known) for name, known in words.items() if name in cost
    }
    chosen |= {name: cost[name] for name in ("degree", "delta", "l2") if name in cost}
    chosen |= section_of("descent", document.get("descent", {}), ("start", "epochs", "dtype", *DESCENT))
    runs = document.get("runs", [{}])
    if not isinstance(runs, list) or not runs:
        raise SettingError("setting-document-value", key="runs", got=runs, known="[[runs]]")
    return {**chosen, "runs": runs}


def rows_of(section: Any, folder: Path, classes: bool) -> tuple[Data, Mapping[str, Any]]:
    """The rows of a section `data`, and the section as a document keeps it; nothing for rows written there.

    Raises:
        SettingError: for a key or a value that isn't understood.
        DataError: for data that can't be used.
    """
    if isinstance(section, Mapping) and "file" in section:
        section_of("data", section, ("file", "target", "features", "drop_missing", "decimal", "encoding"))
        reading = {key: section[key] for key in ("decimal", "encoding") if key in section}
        drop_missing = one_of("data.drop_missing", section.get("drop_missing", False), (True, False))
        table = read_table(folder / str(section["file"]), **reading)
        features = section.get("features")
        target = section.get("target", "")
        return table.choose(target, features, drop_missing=drop_missing, classes=classes).data, section
    section_of("data", section, ("x", "y", "names", "target"))
    names = section.get("names")
    if names is not None and not (isinstance(names, list) and all(isinstance(name, str) for name in names)):
        raise SettingError("setting-document-value", key="data.names", got=names, known='["...", ...]')
    if missing := [key for key in ("x", "y") if key not in section]:
        raise SettingError("setting-document-missing", key=f"data.{missing[0]}")
    return Data(section["x"], section["y"], names=names, target=section.get("target")), {}


def section_of(where: str, section: Any, keys: Sequence[str]) -> Mapping[str, Any]:
    """`section`, if it is one and holds none but these keys."""
    if not isinstance(section, Mapping):
        raise SettingError("setting-document-section", key=where, got=type(section).__name__)
    if unknown := sorted(map(str, set(section) - set(keys))):
        key = f"{where}.{unknown[0]}" if where else unknown[0]
        raise SettingError("setting-document-key", key=key, known=", ".join(keys))
    return section


def one_of(key: str, value: Any, known: Sequence[Any]) -> Any:
    """`value`, if it is one of the known ones."""
    if not any(value is choice or (isinstance(value, str) and value == choice) for choice in known):
        choices = ", ".join(str(choice).lower() for choice in known)
        raise SettingError("setting-document-value", key=key, got=value, known=choices)
    return value
