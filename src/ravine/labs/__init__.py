"""The shipped labs."""

from importlib.resources import as_file, files
from typing import Any

from ravine.errors import SettingError
from ravine.experiment import Experiment
from ravine.labs.minimizing_cost import MinimizingCost, settings

__all__ = ["MinimizingCost", "lab", "names", "read"]


def names() -> list[str]:
    """The labs there are, in order.

    Example:
        >>> names()
        ['lab-03']
    """
    return sorted(
        file.name.removesuffix(".toml") for file in files(__name__).iterdir() if file.name.endswith(".toml")
    )


def read(name: str) -> Experiment:
    """The experiment of the lab `name`.

    Raises:
        SettingError: when there is no such lab.
    """
    if name not in names():
        raise SettingError("setting-lab", got=name, known=", ".join(names()))
    with as_file(files(__name__) / f"{name}.toml") as file:
        return Experiment.from_toml(file)


def lab(name: str = "lab-03", *, on_step: Any = None, **changes: Any) -> MinimizingCost:
    """The whole lab, run when first looked at: it shows itself in a notebook, and `print` prints it.

    Args:
        name: which lab.
        on_step: as `descend` takes it, for every run of the lab.
        changes: what to change in its experiment, see `settings`.
    Example:
        >>> lab("lab-03").hand.log()[1]
        'Epoch    1/10 x: 1.4 Cost: 0.746666'
    """
    return MinimizingCost(settings(read(name), **changes), on_step)
