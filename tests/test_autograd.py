"""The second opinion: torch's cost is ours, and its optimizers step as they do by themselves."""

from typing import Any

import numpy as np
import pytest
import torch

from ravine.autograd import TorchCost, TorchOptimizer
from ravine.cost import GRADIENTS, Cost
from ravine.data import Data
from ravine.descent import descend
from ravine.errors import SettingError, ShapeError
from ravine.hypothesis import Linear

rng = np.random.default_rng(0)
ROWS = Data(rng.normal(size=(9, 2)), rng.normal(size=9))
LAB = Cost(Data([[1], [2], [3]], [1, 2, 3]), Linear(bias=False))


@pytest.mark.parametrize("gradient", GRADIENTS)
@pytest.mark.parametrize("bias", [False, True])
@pytest.mark.parametrize("n", [None, 4])
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_cost_and_gradient_are_those_by_hand(gradient: str, bias: bool, n: int | None, dtype: str) -> None:
    hand = Cost(ROWS.astype(dtype), Linear(bias), gradient=gradient)
    both = TorchCost(hand)
    assert (both.p, both.names) == (hand.p, hand.names)
    W = rng.normal(size=(hand.p, n) if n else hand.p)
    for torchs, ours in zip(both.evaluate(both.asarray(W)), hand.evaluate(hand.asarray(W)), strict=True):
        assert torchs.numpy().dtype == ours.dtype == np.dtype(dtype)
        assert torchs.shape == ours.shape
        assert np.allclose(torchs, ours, rtol=1e-12 if dtype == "float64" else 1e-4)


def test_W_is_checked_as_by_hand() -> None:
    assert TorchCost(LAB).asarray(0).tolist() == [0]
    with pytest.raises(ShapeError):
        TorchCost(LAB).asarray([0, 0])


def loop(optimizer: torch.optim.Optimizer, W: torch.Tensor, epochs: int, zero_grad: bool) -> list[float]:
    """The loop of the lab, as one types it."""
    x = y = torch.tensor([1.0, 2.0, 3.0], dtype=torch.float64)
    path = [W.item()]
    for _ in range(epochs):
        if zero_grad:
            optimizer.zero_grad()
        torch.mean((W * x - y) ** 2).backward()
        optimizer.step()
        path.append(W.item())
    return path


@pytest.mark.parametrize("zero_grad", [True, False])
@pytest.mark.parametrize(
    "make", [torch.optim.SGD, torch.optim.Adam, lambda W, lr: torch.optim.SGD(W, lr, momentum=0.9)]
)
def test_an_optimizer_steps_as_it_does_in_the_loop_of_the_lab(make: Any, zero_grad: bool) -> None:
    W = torch.zeros(1, dtype=torch.float64, requires_grad=True)
    expected = loop(make([W], lr=0.15), W, 12, zero_grad)
    trace = descend(LAB, optimizer=TorchOptimizer(0.15, make, zero_grad), epochs=12)
    assert trace.engine == "torch"
    assert np.allclose(trace.W[:, 0], expected, rtol=1e-12)


def test_without_zero_grad_the_gradients_add_up() -> None:
    trace = descend(LAB, optimizer=TorchOptimizer(0.15, zero_grad=False), epochs=4)
    assert np.allclose(trace.W[:, 0], [0, 1.4, 2.24, 1.344, -0.0336])


@pytest.mark.parametrize("lr", [-1, np.nan, True, "0.1", None])
def test_an_lr_is_checked_as_by_hand(lr: Any) -> None:
    with pytest.raises(SettingError):
        TorchOptimizer(lr)


def test_a_hand_written_cost_cannot_step_with_torchs_optimizer() -> None:
    with pytest.raises(SettingError):
        descend(LAB, optimizer=TorchOptimizer(0.1), engine="hand")
