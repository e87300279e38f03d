"""The second opinion: any cost by PyTorch's autograd, and `torch.optim` as an optimizer.

Importing this file imports torch, which takes seconds; nothing else in the package does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from ravine.cost import Cost
from ravine.optim.sgd import checked_rate


@dataclass(frozen=True, eq=False)
class TorchCost:
    """`cost` computed by PyTorch: the same hypothesis and loss on tensors, the gradient by autograd.

    Example:
        >>> from ravine.data import Data
        >>> from ravine.hypothesis import Linear
        >>> lab = TorchCost(Cost(Data([[1], [2], [3]], [1, 2, 3]), Linear(bias=False)))
        >>> lab.evaluate(lab.asarray([0]))
        (tensor(4.6667, dtype=torch.float64), tensor([-9.3333], dtype=torch.float64))
    """

    cost: Cost

    engine = "torch"

    @property
    def names(self) -> tuple[str, ...]:
        """What each number of W belongs to."""
        return self.cost.names

    @property
    def p(self) -> int:
        """How many numbers W holds."""
        return self.cost.p

    def asarray(self, W: Any) -> torch.Tensor:
        """W as a tensor in the precision of the rows."""
        return torch.from_numpy(self.cost.asarray(W))

    def evaluate(self, W: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """The cost, and its gradient by autograd: W (p,) -> (), (p,); W (p, n) -> (n,), (p, n)."""
        W = W.detach().requires_grad_()
        hypothesis, loss = self.cost.hypothesis, self.cost.loss

        def total(x: np.ndarray, y: np.ndarray) -> torch.Tensor:
            target = torch.from_numpy(y if W.ndim == 1 else y[:, None])
            return loss.value(hypothesis.predict(torch.from_numpy(x), W), target).sum(dim=0)

        value = self.cost.rows.reduce(total, torch.add) / self.cost.m
        (gradient,) = torch.autograd.grad((value * self.cost.ratio).sum(), W)
        return value.detach(), gradient


@dataclass(frozen=True, eq=False)
class TorchOptimizer:
    """An optimizer of `torch.optim` in the shape of ours.

    Args:
        lr: its learning rate; finite, ≥ 0.
        make: the optimizer's class, such as `torch.optim.SGD`.
        zero_grad: False leaves out `zero_grad()`, so that each `backward()` adds to the gradient before it:
            the classic slip.

    Raises:
        SettingError: when lr is negative, not finite or no number.
    """

    lr: float
    make: Callable[..., torch.optim.Optimizer] = torch.optim.SGD
    zero_grad: bool = True

    engine = "torch"

    def __post_init__(self) -> None:
        object.__setattr__(self, "lr", checked_rate(self.lr))

    def init(self, W: torch.Tensor) -> tuple[torch.Tensor, torch.optim.Optimizer]:
        """A parameter of its own, and the optimizer that owns it."""
        parameter = W.detach().clone().requires_grad_()
        return parameter, self.make([parameter], lr=self.lr)

    def step(
        self, W: torch.Tensor, gradient: torch.Tensor, state: tuple[torch.Tensor, torch.optim.Optimizer]
    ) -> tuple[torch.Tensor, Any]:
        """`zero_grad`, then the gradient as `backward` would leave it, then `step`."""
        parameter, optimizer = state
        if self.zero_grad:
            optimizer.zero_grad()
        parameter.grad = gradient if parameter.grad is None else parameter.grad + gradient
        optimizer.step()
        return parameter.detach().clone(), state
