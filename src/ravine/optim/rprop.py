"""Rprop: a step size for each weight, by the signs of its gradients alone."""

from dataclasses import KW_ONLY, dataclass
from typing import Annotated, Any, NamedTuple

import numpy as np

from ravine.errors import SettingError
from ravine.optim.rule import Flag, Numbers, Pair, Rule, Scheduled, at

_SIZE = Numbers("0 ≤ {}", lambda v: v >= 0)
Etas = Annotated[
    Any,
    Pair(
        {
            "etaminus": Numbers("0 < {} < 1", lambda v: (v > 0) & (v < 1)),
            "etaplus": Numbers("1 < {}", lambda v: v > 1),
        }
    ),
]
StepSizes = Annotated[Any, Pair({"step_size_min": _SIZE, "step_size_max": _SIZE})]


class StepSize(NamedTuple):
    """The gradient of the step before, 0 where it was taken back, and the size of the next step."""

    gradient: Any
    size: Any


@dataclass(frozen=True)
class Rprop(Rule):
    """Each weight moves by its own step size, against the sign of its gradient.

        size := size · etaplus     where the gradient kept its sign
        size := size · etaminus    where it changed it; that weight then rests for one step
        W := W − sign(gradient) · size

    Args:
        lr: the size of the first step, in units of W; a number, or (n,) of them. Of a schedule only the
            first number counts.
        etas: what a size shrinks and grows by.
        step_sizes: the smallest and the largest size.
        maximize: climb instead.

    Raises:
        SettingError: for a setting that can't be used.

    Example:
        >>> import numpy as np
        >>> rule, W = Rprop(lr=0.1), np.zeros(3)
        >>> rule.step(W, np.array([-14.0, 0.5, 0.0]), rule.init(W))[0]
        array([ 0.1, -0.1,  0. ])

    Source: M. Riedmiller and H. Braun, A direct adaptive method for faster backpropagation learning: the
    RPROP algorithm, 1993; a step is taken back by resting, as torch does.
    """

    formula = "size := size·etaplus where ∇ kept its sign, size·etaminus where not;  W := W − sign(∇)·size"

    lr: Scheduled = 1e-2
    etas: Etas = (0.5, 1.2)
    step_sizes: StepSizes = (1e-6, 50)
    _: KW_ONLY
    maximize: Flag = False

    def __post_init__(self) -> None:
        super().__post_init__()
        smallest, largest = map(np.asarray, self.step_sizes)
        if (smallest > largest).any():
            raise SettingError("setting-step-sizes", least=self.step_sizes[0], most=self.step_sizes[1])

    def init(self, W: Any) -> StepSize:
        """No gradient yet; all sizes are lr."""
        return StepSize(W * 0, W * 0 + at(self.lr, 0))

    def step(self, W: Any, gradient: Any, state: StepSize) -> tuple[Any, StepSize]:
        """One step of the formula."""
        before, size = state
        gradient = -gradient if self.maximize else gradient
        same = before * gradient
        shrink, grow = self.etas
        size = size * grow * (same > 0) + size * shrink * (same < 0) + size * (same == 0)
        size = size.clip(*self.step_sizes)
        gradient = gradient * (same >= 0)
        return W - size * (gradient > 0) + size * (gradient < 0), StepSize(gradient, size)
