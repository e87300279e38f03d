"""ravine: an instrument for looking at gradient descent: what is it doing, why, and what would do better?"""

from ravine.cost import Cost
from ravine.data import Data
from ravine.descent import descend
from ravine.errors import DataError, RavineError, SettingError, ShapeError
from ravine.experiment import Experiment, Run
from ravine.hypothesis import Linear
from ravine.labs import lab
from ravine.loss import squared
from ravine.optim import SGD
from ravine.quadratic import Quadratic, compress
from ravine.spectrum import Theory, theory
from ravine.trace import Outcome, Trace
from ravine.verdict import Verdict

__version__ = "0.1.0"

__all__ = [
    "SGD",
    "Cost",
    "Data",
    "DataError",
    "Experiment",
    "Linear",
    "Outcome",
    "Quadratic",
    "RavineError",
    "Run",
    "SettingError",
    "ShapeError",
    "Theory",
    "Trace",
    "Verdict",
    "compress",
    "descend",
    "lab",
    "squared",
    "theory",
]
