"""The labs: the shipped ones, and the reader's own."""

from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Literal, overload

from ravine.errors import SettingError
from ravine.experiment import Experiment
from ravine.labs.document import Lab, read_document
from ravine.labs.guided import GuidedLab
from ravine.labs.minimizing_cost import MinimizingCost, settings

__all__ = [
    "FIRST",
    "GuidedLab",
    "Lab",
    "MinimizingCost",
    "find",
    "is_own",
    "lab",
    "names",
    "read",
    "settings",
]

FIRST = "lab-03"

# In the order in which they are best taken.
_NAMES = (
    FIRST,
    "learning-rate",
    "sum-or-mean",
    "bias",
    "scale",
    "momentum",
    "adaptive",
    "mini-batch",
    "logistic",
    "local-minima",
)


def names() -> list[str]:
    """The shipped labs, in the order in which they are best taken.

    Example:
        >>> names()[:4]
        ['lab-03', 'learning-rate', 'sum-or-mean', 'bias']
    """
    return list(_NAMES)


def is_own(name: str | Path) -> bool:
    """Whether `name` is that of a file, the reader's own lab."""
    return str(name).lower().endswith(".toml")


def find(name: str | Path) -> Lab:
    """The lab `name` as it is written down; a name that ends with .toml is a file's.

    Raises:
        SettingError: when there is no such lab.
        DataError: when the file can't be read or isn't a lab.
    """
    if is_own(name):
        return read_document(Path(name))
    if name not in _NAMES:
        raise SettingError("setting-lab", got=str(name), known=", ".join(_NAMES))
    with as_file(files(__name__) / f"{name}.toml") as file:
        return read_document(file)


def read(name: str | Path) -> Experiment:
    """The first experiment of the lab `name`.

    Raises:
        SettingError: when there is no such lab, or it has no experiment.
        DataError: when the file can't be read or isn't a lab.
    """
    experiment = find(name).experiment
    if experiment is None:
        raise SettingError("labs-no-experiment", lab=str(name))
    return experiment


@overload
def lab(name: Literal["lab-03"] = "lab-03", *, on_step: Any = None, **changes: Any) -> MinimizingCost: ...
@overload
def lab(name: str | Path, *, on_step: Any = None, **changes: Any) -> MinimizingCost | GuidedLab: ...
def lab(name: str | Path = FIRST, *, on_step: Any = None, **changes: Any) -> MinimizingCost | GuidedLab:
    """The whole lab, run when first looked at: it shows itself in a notebook, and `print` prints it.

    Args:
        name: which lab, or the file of one's own: "bias", "my.toml".
        on_step: as `descend` takes it, for every run of the lab.
        changes: what to change in the experiment of lab-03, see `settings`.

    Raises:
        SettingError: when there is no such lab, or it is another than lab-03 and something is to be changed.
        DataError: when the file can't be read or isn't a lab.

    Example:
        >>> lab("lab-03").hand.log()[1]
        'Epoch    1/10 x: 1.4 Cost: 0.746666'
        >>> print(lab("bias").steps[0].traces[0].W[1].round(3))
        [0.933 0.4  ]
    """
    if name == FIRST:
        return MinimizingCost(settings(read(name), **changes), on_step)
    told = GuidedLab(find(name), on_step)
    if changes:
        raise SettingError("labs-settled", lab=str(name), names=", ".join(changes))
    return told
