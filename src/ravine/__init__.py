"""ravine: an instrument for looking at gradient descent: what it is doing, why, and what would do better."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ravine.analysis.curvature import local as local
    from ravine.analysis.noise import stationary_excess as stationary_excess
    from ravine.analysis.spectrum import Theory as Theory
    from ravine.analysis.spectrum import theory as theory
    from ravine.check import GradientCheck as GradientCheck
    from ravine.check import check_gradient as check_gradient
    from ravine.cost import Cost as Cost
    from ravine.data import Data as Data
    from ravine.descent import descend as descend
    from ravine.errors import DataError as DataError
    from ravine.errors import RavineError as RavineError
    from ravine.errors import SettingError as SettingError
    from ravine.errors import ShapeError as ShapeError
    from ravine.experiment import Experiment as Experiment
    from ravine.experiment import Run as Run
    from ravine.hypothesis import Line as Line
    from ravine.hypothesis import Linear as Linear
    from ravine.hypothesis import Logistic as Logistic
    from ravine.hypothesis import Polynomial as Polynomial
    from ravine.hypothesis import Softmax as Softmax
    from ravine.labs import lab as lab
    from ravine.loss import Huber as Huber
    from ravine.loss import absolute as absolute
    from ravine.loss import cross_entropy as cross_entropy
    from ravine.loss import log_loss as log_loss
    from ravine.loss import squared as squared
    from ravine.optim import ASGD as ASGD
    from ravine.optim import SGD as SGD
    from ravine.optim import Adadelta as Adadelta
    from ravine.optim import Adagrad as Adagrad
    from ravine.optim import Adam as Adam
    from ravine.optim import Adamax as Adamax
    from ravine.optim import AdamW as AdamW
    from ravine.optim import ConstantLR as ConstantLR
    from ravine.optim import CosineAnnealingLR as CosineAnnealingLR
    from ravine.optim import ExponentialLR as ExponentialLR
    from ravine.optim import LinearLR as LinearLR
    from ravine.optim import NAdam as NAdam
    from ravine.optim import OneCycleLR as OneCycleLR
    from ravine.optim import RAdam as RAdam
    from ravine.optim import RMSprop as RMSprop
    from ravine.optim import Rprop as Rprop
    from ravine.optim import StepLR as StepLR
    from ravine.outcome import Outcome as Outcome
    from ravine.quadratic import Quadratic as Quadratic
    from ravine.quadratic import compress as compress
    from ravine.races import Race as Race
    from ravine.races import race as race
    from ravine.surfaces import surface as surface
    from ravine.sweeps import Sweep as Sweep
    from ravine.sweeps import sweep as sweep
    from ravine.trace import Trace as Trace
    from ravine.verdict import Verdict as Verdict

__version__ = "0.1.0"

# The public names and the files they live in; a file is loaded when one of its names is first asked for,
# so that `ravine --help` needs none of them. No name here is also a file's name.
_HOMES = {
    "ASGD": "optim",
    "Adadelta": "optim",
    "Adagrad": "optim",
    "Adam": "optim",
    "AdamW": "optim",
    "Adamax": "optim",
    "ConstantLR": "optim",
    "CosineAnnealingLR": "optim",
    "Cost": "cost",
    "Data": "data",
    "DataError": "errors",
    "Experiment": "experiment",
    "ExponentialLR": "optim",
    "GradientCheck": "check",
    "Huber": "loss",
    "Line": "hypothesis",
    "Linear": "hypothesis",
    "LinearLR": "optim",
    "Logistic": "hypothesis",
    "NAdam": "optim",
    "OneCycleLR": "optim",
    "Outcome": "outcome",
    "Polynomial": "hypothesis",
    "Quadratic": "quadratic",
    "RAdam": "optim",
    "RMSprop": "optim",
    "Race": "races",
    "RavineError": "errors",
    "Rprop": "optim",
    "Run": "experiment",
    "SGD": "optim",
    "SettingError": "errors",
    "ShapeError": "errors",
    "Softmax": "hypothesis",
    "StepLR": "optim",
    "Sweep": "sweeps",
    "Theory": "analysis.spectrum",
    "Trace": "trace",
    "Verdict": "verdict",
    "absolute": "loss",
    "check_gradient": "check",
    "compress": "quadratic",
    "cross_entropy": "loss",
    "descend": "descent",
    "lab": "labs",
    "local": "analysis.curvature",
    "log_loss": "loss",
    "race": "races",
    "squared": "loss",
    "stationary_excess": "analysis.noise",
    "surface": "surfaces",
    "sweep": "sweeps",
    "theory": "analysis.spectrum",
}

__all__ = list(_HOMES)  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'ravine' has no attribute {name!r}")
    globals()[name] = value = getattr(import_module(f"ravine.{_HOMES[name]}"), name)
    return value


def __dir__() -> list[str]:
    return sorted([*_HOMES, "__version__"])
