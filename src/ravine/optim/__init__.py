"""The update rules, by hand, named and parameterised as in `torch.optim`."""

from typing import Any, Protocol

from ravine.optim.sgd import SGD

__all__ = ["SGD", "Optimizer"]


class Optimizer(Protocol):
    """How one step is made of a gradient: a pair of functions, nothing kept inside.

    Written with plain operators, so that one text runs on NumPy arrays and torch tensors, for one
    descent (p,) or for n at once (p, n).
    """

    @property
    def lr(self) -> Any:
        """The learning rate: one number, or n of them."""
        ...

    def init(self, W: Any) -> Any:
        """What the rule remembers before the first step."""
        ...

    def step(self, W: Any, gradient: Any, state: Any) -> tuple[Any, Any]:
        """The next W and what is remembered for the step after it."""
        ...
