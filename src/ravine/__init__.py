"""ravine: an instrument for looking at gradient descent: what it is doing, why, and what would do better."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ravine.cost import Cost as Cost
    from ravine.data import Data as Data
    from ravine.descent import descend as descend
    from ravine.errors import DataError as DataError
    from ravine.errors import RavineError as RavineError
    from ravine.errors import SettingError as SettingError
    from ravine.errors import ShapeError as ShapeError
    from ravine.experiment import Experiment as Experiment
    from ravine.experiment import Run as Run
    from ravine.hypothesis import Linear as Linear
    from ravine.labs import lab as lab
    from ravine.loss import squared as squared
    from ravine.optim import SGD as SGD
    from ravine.quadratic import Quadratic as Quadratic
    from ravine.quadratic import compress as compress
    from ravine.spectrum import Theory as Theory
    from ravine.spectrum import theory as theory
    from ravine.trace import Outcome as Outcome
    from ravine.trace import Trace as Trace
    from ravine.verdict import Verdict as Verdict

__version__ = "0.1.0"

# The public names and the files they live in; a file is loaded when one of its names is first asked for,
# so that `ravine --help` needs none of them. No name here is also a file's name.
_HOMES = {
    "Cost": "cost",
    "Data": "data",
    "DataError": "errors",
    "Experiment": "experiment",
    "Linear": "hypothesis",
    "Outcome": "trace",
    "Quadratic": "quadratic",
    "RavineError": "errors",
    "Run": "experiment",
    "SGD": "optim",
    "SettingError": "errors",
    "ShapeError": "errors",
    "Theory": "spectrum",
    "Trace": "trace",
    "Verdict": "verdict",
    "compress": "quadratic",
    "descend": "descent",
    "lab": "labs",
    "squared": "loss",
    "theory": "spectrum",
}

__all__ = list(_HOMES)  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'ravine' has no attribute {name!r}")
    globals()[name] = value = getattr(import_module(f"ravine.{_HOMES[name]}"), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
