"""The second opinion: any cost by PyTorch's autograd, and `torch.optim` as an optimizer.

Importing this file imports torch, which takes seconds; nothing else in the package does.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any

import numpy as np
import torch

from ravine.cost import Cost, parameters, weighted
from ravine.errors import SettingError
from ravine.optim import RULES, SGD, Clipped
from ravine.optim.rule import at


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

    @property
    def gradient(self) -> str:
        """The scale of the gradient."""
        return self.cost.gradient

    @property
    def ratio(self) -> float:
        """How many times the true gradient `evaluate` gives."""
        return self.cost.ratio

    def hessian(self, W: Any) -> np.ndarray:
        """As `Cost.hessian` has it."""
        return self.cost.hessian(W)

    def asarray(self, W: Any) -> torch.Tensor:
        """W as a tensor in the precision of the rows."""
        return torch.from_numpy(self.cost.asarray(W))

    def evaluate(self, W: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """The cost, and its gradient by autograd: W (p,) -> (), (p,); W (p, n) -> (n,), (p, n)."""
        W = W.detach().requires_grad_()
        hypothesis, loss = self.cost.hypothesis, self.cost.loss

        def total(x: np.ndarray, y: np.ndarray, w: np.ndarray | None) -> torch.Tensor:
            target = torch.from_numpy(y if W.ndim == 1 else y[:, None])
            each = loss.value(hypothesis.score(torch.from_numpy(x), W), target)
            return weighted(each, None if w is None else torch.from_numpy(w)).sum(dim=0)

        value = self.cost.rows.reduce(total, torch.add) / self.cost.m
        if self.cost.l2:
            value = value + self.cost.penalty(W)
        (gradient,) = torch.autograd.grad((value * self.cost.ratio).sum(), W)
        return value.detach(), gradient


@dataclass(frozen=True, eq=False)
class TorchFunction:
    """Any Python function of W as an objective, written for tensors; its gradient by autograd.

    Args:
        function: W, a tensor of shape (p,), -> the cost, a tensor of shape ().
        names: what each of the p numbers of W is called.

    Example:
        >>> bowl = TorchFunction(lambda W: (W**2).sum(), ("w1", "w2"))
        >>> bowl.evaluate(bowl.asarray([1.0, 2.0]))
        (tensor(5., dtype=torch.float64), tensor([2., 4.], dtype=torch.float64))
    """

    function: Callable[[torch.Tensor], torch.Tensor]
    names: tuple[str, ...]

    engine = "torch"
    gradient = "mean"
    ratio = 1.0

    @property
    def p(self) -> int:
        """How many numbers W holds."""
        return len(self.names)

    def asarray(self, W: Any) -> torch.Tensor:
        """W as a tensor of float64."""
        return torch.from_numpy(parameters(W, self.names, np.float64))

    def evaluate(self, W: Any) -> tuple[Any, Any]:
        """The function and its gradient, of arrays as of tensors; n columns are called one by one.

        Raises:
            SettingError: when the function gives something else than a number that depends on W.
        """
        if not isinstance(W, torch.Tensor):
            cost, gradient = self.evaluate(torch.as_tensor(W))
            return cost.numpy(), gradient.numpy()
        if W.ndim == 2:
            costs, gradients = zip(*map(self.evaluate, W.unbind(1)), strict=True)
            return torch.stack(costs), torch.stack(gradients, dim=1)
        W = W.detach().requires_grad_()
        value = self.function(W)
        if not isinstance(value, torch.Tensor):
            raise SettingError("setting-function", got=type(value).__name__)
        if value.numel() != 1 or not value.requires_grad:
            known = f"shape {tuple(value.shape)}" if value.numel() != 1 else "a constant"
            raise SettingError("setting-function", got=known)
        value = value.reshape(())
        return value.detach(), torch.autograd.grad(value, W)[0]

    def hessian(self, W: Any) -> np.ndarray:
        """The second derivatives at W (p,), by autograd."""
        W = torch.as_tensor(np.asarray(W, np.float64))
        return torch.autograd.functional.hessian(lambda at: self.function(at).reshape(()), W).numpy()


@dataclass(frozen=True, eq=False)
class TorchOptimizer:
    """An optimizer of `torch.optim` in the shape of ours.

    Args:
        lr: its learning rate; finite, ≥ 0, or a schedule.
        make: the optimizer's class, such as `torch.optim.SGD`.
        zero_grad: False leaves out `zero_grad()`, so that each `backward()` adds to the gradient before it:
            the classic slip.
        settings: its other settings, by torch's names; these may be schedules too.

    Raises:
        SettingError: when lr is negative, not finite or no number.
    """

    lr: Any
    make: Callable[..., torch.optim.Optimizer] = torch.optim.SGD
    zero_grad: bool = True
    settings: Mapping[str, Any] = field(default_factory=dict)

    engine = "torch"

    def __post_init__(self) -> None:
        object.__setattr__(self, "lr", SGD(self.lr).lr)

    @classmethod
    def of(cls, rule: Any) -> Any:
        """The namesake of one of our rules in `torch.optim`, with the same settings.

        Raises:
            SettingError: for what isn't one of our rules.

        Example:
            >>> from ravine.optim import Adam
            >>> TorchOptimizer.of(Adam(lr=0.1)).make
            <class 'torch.optim.adam.Adam'>
        """
        if isinstance(rule, Clipped):
            return replace(rule, rule=cls.of(rule.rule))
        name = type(rule).__name__
        if RULES.get(name.lower()) is not type(rule):
            raise SettingError("setting-torch-rule", got=repr(rule))
        settings = {one.name: getattr(rule, one.name) for one in fields(rule) if one.init}
        return cls(settings.pop("lr"), getattr(torch.optim, name), settings=settings)

    @property
    def plain(self) -> bool:
        """Whether it is W − lr · gradient with one lr, and nothing else."""
        return self.make is torch.optim.SGD and self.zero_grad and not (self.settings or callable(self.lr))

    def init(self, W: torch.Tensor) -> tuple[torch.Tensor, torch.optim.Optimizer, int]:
        """A parameter of its own, the optimizer that owns it, and how many steps were taken."""
        parameter = W.detach().clone().requires_grad_()
        return parameter, self.make([parameter], **self._settings(0)), 0

    def step(
        self, W: torch.Tensor, gradient: torch.Tensor, state: tuple[torch.Tensor, torch.optim.Optimizer, int]
    ) -> tuple[torch.Tensor, Any]:
        """`zero_grad`, then the gradient as `backward` would leave it, then `step`; schedules first."""
        parameter, optimizer, k = state
        if self._scheduled:
            optimizer.param_groups[0].update(self._settings(k))
        if self.zero_grad:
            optimizer.zero_grad()
        parameter.grad = gradient if parameter.grad is None else parameter.grad + gradient
        optimizer.step()
        return parameter.detach().clone(), (parameter, optimizer, k + 1)

    @cached_property
    def _scheduled(self) -> bool:
        return self._settings(0) != {"lr": self.lr, **self.settings}

    def _settings(self, k: int) -> dict[str, Any]:
        """All settings, with what schedules say at step k."""
        settings = {"lr": self.lr, **self.settings}
        return {
            name: tuple(at(part, k) for part in value) if isinstance(value, tuple) else at(value, k)
            for name, value in settings.items()
        }
