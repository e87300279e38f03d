"""The second opinion: torch's cost is ours, and its optimizers step as they do by themselves."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import torch

from ravine.autograd import TorchCost, TorchFunction, TorchOptimizer
from ravine.cost import GRADIENTS, Cost
from ravine.data import Data
from ravine.descent import descend
from ravine.errors import SettingError, ShapeError
from ravine.hypothesis import Linear
from ravine.optim import RULES, SCHEDULES, SGD, Adam, OneCycleLR, Rule
from ravine.words import LANGUAGES, speaking

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


# --- our rules by their namesakes ------------------------------------------------------------------

MORE: dict[str, list[dict[str, Any]]] = {
    "sgd": [
        {"momentum": 0.9, "nesterov": True},
        {"momentum": 0.9, "dampening": 0.5, "weight_decay": 0.1},
        {"maximize": True},
    ],
    "rmsprop": [{"centered": True, "momentum": 0.9}],
    "adam": [{"amsgrad": True}, {"beta1": 0.5, "weight_decay": 0.1, "decoupled_weight_decay": True}],
    "rprop": [{"etaplus": 1.5, "step_size_max": 0.2}],
}
SOME_ROWS = Data(rng.normal(size=(200, 3)), rng.normal(size=200))


@pytest.fixture
def float64() -> Iterator[None]:
    """NAdam and ASGD of torch keep a factor in the default dtype."""
    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)
    yield
    torch.set_default_dtype(before)


def assert_engines_agree(rule: Any) -> None:
    for cost in (LAB, Cost(SOME_ROWS)):
        hand, by_torch = (
            descend(cost, optimizer=rule, epochs=50, engine=engine) for engine in ("hand", "torch")
        )
        assert (hand.engine, by_torch.engine) == ("hand", "torch")
        assert hand.optimizer is by_torch.optimizer is rule
        assert np.abs(hand.W - by_torch.W).max() <= 1e-12 * np.abs(by_torch.W).max()
        assert np.ptp(by_torch.W, axis=0).all()


@pytest.mark.usefixtures("float64")
@pytest.mark.parametrize(
    ("make", "settings"),
    [(make, settings) for name, make in RULES.items() for settings in ({}, *MORE.get(name, []))],
    ids=str,
)
def test_a_rule_runs_by_its_namesake(make: type[Rule], settings: dict[str, Any]) -> None:
    assert_engines_agree(make.of(0.01, **settings))


@pytest.mark.usefixtures("float64")
@pytest.mark.parametrize("schedule", SCHEDULES)
@pytest.mark.parametrize("make", RULES.values())
def test_schedules_run_by_torch_too(make: type[Rule], schedule: str) -> None:
    assert_engines_agree(make.of(SCHEDULES[schedule](0.02, 50)))


@pytest.mark.usefixtures("float64")
def test_momentum_cycles_by_torch_too() -> None:
    cycle = OneCycleLR(0.02, total_steps=50)
    assert_engines_agree(SGD(cycle, momentum=cycle.momentum))
    assert_engines_agree(Adam(cycle, betas=(cycle.momentum, 0.99)))


def test_a_rule_that_torch_has_not_runs_by_hand_only() -> None:
    class Own(SGD):
        pass

    with pytest.raises(SettingError, match=r"torch\.optim"):
        descend(LAB, optimizer=Own(0.1), engine="torch")
    assert descend(LAB, optimizer=Own(0.1), epochs=3).engine == "hand"


# --- any function of W -----------------------------------------------------------------------------


def bent(W: torch.Tensor) -> torch.Tensor:
    return (W**4).sum() / 4 + W[0] * W[1] - W[1].exp()


def test_a_function_has_its_gradient_and_hessian_by_autograd() -> None:
    objective = TorchFunction(bent, ("a", "b"))
    W = rng.normal(size=(2, 6))
    costs, gradients = objective.evaluate(W)
    assert isinstance(costs, np.ndarray)
    assert (costs.shape, gradients.shape) == ((6,), (2, 6))
    for j, (a, b) in enumerate(W.T):
        assert costs[j] == pytest.approx((a**4 + b**4) / 4 + a * b - np.exp(b))
        np.testing.assert_allclose(gradients[:, j], [a**3 + b, b**3 + a - np.exp(b)])
        expected = [[3 * a**2, 1], [1, 3 * b**2 - np.exp(b)]]
        np.testing.assert_allclose(objective.hessian(W[:, j]), expected)
        as_tensor = objective.evaluate(torch.from_numpy(W[:, j]))
        assert isinstance(as_tensor[0], torch.Tensor)
        assert not as_tensor[0].requires_grad
    assert objective.hessian(np.zeros(2)).dtype == np.float64


def test_a_function_of_a_straight_line_has_no_curvature() -> None:
    assert (TorchFunction(lambda W: 3 * W.sum(), ("a", "b")).hessian(np.ones(2)) == 0).all()


@pytest.mark.parametrize(
    "function",
    [
        lambda W: 3.0,
        lambda W: None,
        lambda W: W,
        lambda W: W.detach().sum(),
        lambda W: torch.tensor(3.0),
        lambda W: W.tolist()[0],
        lambda W: (W.sum(), W.sum()),
    ],
)
def test_a_function_that_gives_no_number_of_W_is_refused(function: Any) -> None:
    for lang in LANGUAGES:
        with speaking(lang), pytest.raises(SettingError, match="W"):
            descend(function, optimizer=SGD(0.1), start=[1, 2])


def test_a_tensor_of_one_number_is_a_number() -> None:
    objective = TorchFunction(lambda W: (W**2)[None], ("w",))
    cost, gradient = objective.evaluate(objective.asarray([3.0]))
    assert (cost.item(), gradient.tolist(), cost.shape) == (9.0, [6.0], ())
