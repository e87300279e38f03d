"""RMSprop: a learning rate for each weight, by the size of its latest gradients."""

from dataclasses import KW_ONLY, dataclass
from typing import Any, NamedTuple

from ravine.optim.rule import AtLeast0, Flag, Rule, Scheduled, Share, against, at


class Averages(NamedTuple):
    """How many steps were taken; the averages of gradient and gradient²; the velocity."""

    k: int
    mean: Any
    square: Any
    velocity: Any


@dataclass(frozen=True)
class RMSprop(Rule):
    """Each weight's step is divided by the root of a moving average of its squared gradients.

        s := alpha · s + (1 − alpha) · gradient²
        m := alpha · m + (1 − alpha) · gradient    (centered: s − m² in the place of s)
        v := momentum · v + gradient / (√s + eps)
        W := W − lr · v

    Args:
        lr: the learning rate, in units of W; a number, (n,) of them, or a schedule.
        alpha: how much of the averages is kept.
        eps: keeps the division finite.
        weight_decay: this times W is added to the gradient.
        momentum: how much of the velocity is kept; or a schedule.
        centered: divide by the standard deviation of the gradients, not by their size.
        maximize: climb instead.

    Raises:
        SettingError: for a setting that can't be used.

    Example:
        >>> import numpy as np
        >>> rule, W = RMSprop(lr=0.01), np.zeros(2)
        >>> rule.step(W, np.array([-14.0, 0.5]), rule.init(W))[0].round(6)
        array([ 0.1, -0.1])

    Source: T. Tieleman and G. Hinton, Lecture 6.5: rmsprop, in Neural Networks for Machine Learning, 2012;
    centered: A. Graves, Generating Sequences With Recurrent Neural Networks, 2013, equations 38 to 45.
    """

    formula = "s := alpha·s + (1 − alpha)·∇²;  v := momentum·v + ∇ / (√s + eps);  W := W − lr·v"

    lr: Scheduled = 1e-2
    alpha: Share = 0.99
    eps: AtLeast0 = 1e-8
    weight_decay: AtLeast0 = 0.0
    momentum: Scheduled = 0.0
    centered: Flag = False
    _: KW_ONLY
    maximize: Flag = False

    def init(self, W: Any) -> Averages:
        """All averages at 0."""
        return Averages(0, W * 0, W * 0, W * 0)

    def step(self, W: Any, gradient: Any, state: Averages) -> tuple[Any, Averages]:
        """One step of the formula."""
        k, mean, square, velocity = state
        gradient = against(self, W, gradient)
        mean = self.alpha * mean + (1 - self.alpha) * gradient
        square = self.alpha * square + (1 - self.alpha) * gradient**2
        spread = square - mean**2 if self.centered else square
        velocity = at(self.momentum, k) * velocity + gradient / (spread**0.5 + self.eps)
        return W - at(self.lr, k) * velocity, Averages(k + 1, mean, square, velocity)
