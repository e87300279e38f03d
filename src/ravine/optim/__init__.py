"""The update rules, by hand, named and parameterised as in `torch.optim`."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Protocol

from ravine.optim.adadelta import Adadelta
from ravine.optim.adagrad import Adagrad
from ravine.optim.adam import Adam, AdamW
from ravine.optim.adamax import Adamax
from ravine.optim.asgd import ASGD
from ravine.optim.clip import Clipped
from ravine.optim.nadam import NAdam
from ravine.optim.radam import RAdam
from ravine.optim.rmsprop import RMSprop
from ravine.optim.rprop import Rprop
from ravine.optim.rule import Rule
from ravine.optim.schedules import (
    SCHEDULES,
    ConstantLR,
    CosineAnnealingLR,
    ExponentialLR,
    LinearLR,
    OneCycleLR,
    StepLR,
)
from ravine.optim.sgd import SGD

__all__ = [
    "ASGD",
    "RULES",
    "SCHEDULES",
    "SGD",
    "Adadelta",
    "Adagrad",
    "Adam",
    "AdamW",
    "Adamax",
    "Clipped",
    "ConstantLR",
    "CosineAnnealingLR",
    "ExponentialLR",
    "LinearLR",
    "NAdam",
    "OneCycleLR",
    "Optimizer",
    "RAdam",
    "RMSprop",
    "Rprop",
    "Rule",
    "StepLR",
]

_ALL = (SGD, Adagrad, RMSprop, Adadelta, Adam, AdamW, Adamax, NAdam, RAdam, Rprop, ASGD)

RULES: Mapping[str, type[Rule]] = MappingProxyType({rule.__name__.lower(): rule for rule in _ALL})


class Optimizer(Protocol):
    """How one step is made of a gradient: a pair of functions, nothing kept inside.

    Written with plain operators, so that one text runs on NumPy arrays and torch tensors, for one
    descent (p,) or for n at once (p, n).
    """

    @property
    def lr(self) -> Any:
        """The learning rate: one number, n of them, or a schedule: step 0, 1, 2, ... -> lr."""
        ...

    def init(self, W: Any) -> Any:
        """What the rule remembers before the first step."""
        ...

    def step(self, W: Any, gradient: Any, state: Any) -> tuple[Any, Any]:
        """The next W and what is remembered for the step after it."""
        ...
