"""Learning rates by step: each a callable, step k = 0, 1, 2, ... -> lr, as in `torch.optim.lr_scheduler`."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Any, NamedTuple

from ravine.errors import SettingError
from ravine.optim.rule import AtLeast0, Flag, Numbers, Settings


class Whole(NamedTuple):
    """A whole number above 0."""

    example: int

    def check(self, name: str, value: Any, default: Any) -> int:
        """`value`, if it is one."""
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise SettingError("setting-whole", name=name, got=repr(value), example=self.example)
        return value


class Word(NamedTuple):
    """One of a few words."""

    words: tuple[str, ...]

    def check(self, name: str, value: Any, default: Any) -> str:
        """`value`, if it is one of them."""
        if value not in self.words:
            raise SettingError("setting-word", name=name, got=repr(value), known=", ".join(self.words))
        return value


Steps = Annotated[int, Whole(100)]
Factor = Annotated[Any, Numbers("0 < {} ≤ 1", lambda v: (v > 0) & (v <= 1))]
LastFactor = Annotated[Any, Numbers("0 ≤ {} ≤ 1", lambda v: (v >= 0) & (v <= 1))]
Gamma = Annotated[Any, Numbers("0 ≤ {}", lambda v: v >= 0, example=0.9)]
Rise = Annotated[float, Numbers("0 ≤ {} < 1", lambda v: (v >= 0) & (v < 1))]
Divisor = Annotated[Any, Numbers("0 < {}", lambda v: v > 0)]
Anneal = Annotated[str, Word(("cos", "linear"))]


@dataclass(frozen=True)
class ConstantLR(Settings):
    """lr · factor for the first `total_iters` steps, lr from then on.

    Example:
        >>> schedule = ConstantLR(0.4, factor=0.5, total_iters=2)
        >>> [schedule(k) for k in range(4)]
        [0.2, 0.2, 0.4, 0.4]

    Source: torch.optim.lr_scheduler.ConstantLR.
    """

    lr: AtLeast0
    factor: Factor = 1 / 3
    total_iters: Steps = 5

    def __call__(self, k: int) -> Any:
        """The lr of step k."""
        return self.lr * (self.factor if k < self.total_iters else 1)


@dataclass(frozen=True)
class LinearLR(Settings):
    """From lr · start_factor to lr · end_factor in equal steps, `total_iters` of them: a warm-up.

    Example:
        >>> schedule = LinearLR(0.4, start_factor=0.5, total_iters=2)
        >>> [round(schedule(k), 6) for k in range(4)]
        [0.2, 0.3, 0.4, 0.4]

    Source: P. Goyal et al., Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour, 2017, section 2.2.
    """

    lr: AtLeast0
    start_factor: Factor = 1 / 3
    end_factor: LastFactor = 1.0
    total_iters: Steps = 5

    def __call__(self, k: int) -> Any:
        """The lr of step k."""
        done = min(k, self.total_iters) / self.total_iters
        return self.lr * (self.start_factor + (self.end_factor - self.start_factor) * done)


@dataclass(frozen=True)
class StepLR(Settings):
    """lr · gamma^⌊k / step_size⌋: multiplied by gamma after each `step_size` steps.

    Example:
        >>> schedule = StepLR(0.4, step_size=2, gamma=0.5)
        >>> [schedule(k) for k in range(5)]
        [0.4, 0.4, 0.2, 0.2, 0.1]

    Source: torch.optim.lr_scheduler.StepLR.
    """

    lr: AtLeast0
    step_size: Steps
    gamma: Gamma = 0.1

    def __call__(self, k: int) -> Any:
        """The lr of step k."""
        return self.lr * self.gamma ** (k // self.step_size)


@dataclass(frozen=True)
class ExponentialLR(Settings):
    """lr · gammaᵏ.

    Example:
        >>> schedule = ExponentialLR(0.4, gamma=0.5)
        >>> [schedule(k) for k in range(3)]
        [0.4, 0.2, 0.1]

    Source: torch.optim.lr_scheduler.ExponentialLR.
    """

    lr: AtLeast0
    gamma: Gamma

    def __call__(self, k: int) -> Any:
        """The lr of step k."""
        return self.lr * self.gamma**k


@dataclass(frozen=True)
class CosineAnnealingLR(Settings):
    """From lr down to `eta_min` along half a wave of `T_max` steps, and up again.

        eta_min + (lr − eta_min) · (1 + cos(π k / T_max)) / 2

    Example:
        >>> schedule = CosineAnnealingLR(0.4, T_max=2)
        >>> [round(schedule(k), 6) for k in range(5)]
        [0.4, 0.2, 0.0, 0.2, 0.4]

    Source: I. Loshchilov and F. Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts, 2016, equation
    5, without the restarts.
    """

    lr: AtLeast0
    T_max: Steps
    eta_min: AtLeast0 = 0.0

    def __call__(self, k: int) -> Any:
        """The lr of step k."""
        return _cos(self.lr, self.eta_min, k / self.T_max)


@dataclass(frozen=True)
class OneCycleLR(Settings):
    """Up from max_lr / div_factor to `max_lr`, then down to 1 / final_div_factor of where it began.

    Momentum goes the other way, from `max_momentum` to `base_momentum` and back. torch writes it into the
    optimizer; here it is a schedule of its own, for a rule's momentum or beta1.

    Args:
        max_lr: the largest lr.
        total_steps: how many steps the cycle takes; after them the last lr stays, where torch stops.
        pct_start: the share of the steps that goes up.
        anneal_strategy: along a "cos" or a "linear" line.
        base_momentum, max_momentum: the smallest and the largest momentum.
        div_factor, final_div_factor: how much smaller than max_lr the first lr is, and than that the last.
        three_phase: down as it came up, in the same number of steps, before it goes to the last lr.

    Example:
        >>> from ravine.optim import SGD
        >>> cycle = OneCycleLR(max_lr=0.4, total_steps=10)
        >>> rule = SGD(lr=cycle, momentum=cycle.momentum)
        >>> [round(cycle(k), 4) for k in (0, 2, 9)], [round(cycle.momentum(k), 4) for k in (0, 2, 9)]
        ([0.016, 0.4, 0.0], [0.95, 0.85, 0.95])

    Source: L. Smith and N. Topin, Super-Convergence: Very Fast Training of Neural Networks Using Large
    Learning Rates, 2017.
    """

    max_lr: AtLeast0
    total_steps: Steps
    pct_start: Rise = 0.3
    anneal_strategy: Anneal = "cos"
    base_momentum: AtLeast0 = 0.85
    max_momentum: AtLeast0 = 0.95
    div_factor: Divisor = 25.0
    final_div_factor: Divisor = 1e4
    three_phase: Flag = False

    def __call__(self, k: int) -> Any:
        """The lr of step k."""
        first = self.max_lr / self.div_factor
        turns = (first, self.max_lr, first) if self.three_phase else (first, self.max_lr)
        return self._between((*turns, first / self.final_div_factor), k)

    def momentum(self, k: int) -> Any:
        """The momentum of step k."""
        turns = (self.max_momentum, self.base_momentum, self.max_momentum)
        return self._between((*turns, self.max_momentum) if self.three_phase else turns, k)

    def _between(self, turns: tuple[Any, ...], k: int) -> Any:
        """The value of step k on the way from turn to turn."""
        rise, last = self.pct_start * self.total_steps, self.total_steps - 1
        ends = (rise - 1, 2 * rise - 2, last) if self.three_phase else (rise - 1, last)
        phase = next((i for i, end in enumerate(ends) if k < end), len(ends) - 1)
        start, end = 0.0 if phase == 0 else ends[phase - 1], ends[phase]
        anneal = _cos if self.anneal_strategy == "cos" else _linear
        return anneal(turns[phase], turns[phase + 1], (min(k, last) - start) / (end - start))


def _cos(first: Any, last: Any, share: float) -> Any:
    return last + (first - last) * (1 + math.cos(math.pi * share)) / 2


def _linear(first: Any, last: Any, share: float) -> Any:
    return first + (last - first) * share


# Each schedule laid over a number of epochs: warm-ups take a tenth of them.
SCHEDULES: Mapping[str, Callable[[float, int], Any]] = MappingProxyType(
    {
        "constant": lambda lr, epochs: ConstantLR(lr, total_iters=max(1, epochs // 10)),
        "linear": lambda lr, epochs: LinearLR(lr, total_iters=max(1, epochs // 10)),
        "step": lambda lr, epochs: StepLR(lr, step_size=max(1, math.ceil(epochs / 3))),
        "exponential": lambda lr, epochs: ExponentialLR(lr, gamma=0.01 ** (1 / max(1, epochs))),
        "cosine": lambda lr, epochs: CosineAnnealingLR(lr, T_max=max(1, epochs)),
        "one-cycle": lambda lr, epochs: OneCycleLR(lr, total_steps=max(1, epochs)),
    }
)
