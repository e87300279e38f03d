"""Cost: the mean over the rows and its gradient, against differences, PyTorch, blocks and the lab."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from ravine.cost import GRADIENTS, Cost, gradient_ratio, parameters
from ravine.data import Data
from ravine.errors import SettingError, ShapeError
from ravine.hypothesis import Linear
from ravine.words import speaking

rng = np.random.default_rng(3)
X, Y = rng.normal(size=(7, 3)) * [1, 10, 0.1] + [0, 5, 1], rng.normal(size=7)


class Blocks:
    """Rows in blocks, as a file or a cluster would have them."""

    def __init__(self, data: Data, cuts: list[int], order: list[int]) -> None:
        edges = [0, *cuts, data.m]
        self.data = data
        self.blocks = [slice(edges[i], edges[i + 1]) for i in order]

    @property
    def names(self) -> tuple[str, ...]:
        return self.data.names

    @property
    def target(self) -> str:
        return self.data.target

    @property
    def m(self) -> int:
        return self.data.m

    @property
    def dtype(self) -> Any:
        return self.data.dtype

    def reduce(self, map: Callable[[Any, Any], Any], combine: Callable[[Any, Any], Any]) -> Any:
        result, *others = (map(self.data.x[block], self.data.y[block]) for block in self.blocks)
        for other in others:
            result = combine(result, other)
        return result


def by_torch(W: Any, bias: bool, gradient: str, x: Any = X, y: Any = Y) -> tuple[Any, Any]:
    """Cost and gradient the way a PyTorch user writes them."""
    W = torch.tensor(W, dtype=torch.float64, requires_grad=True)
    x, y = torch.tensor(x, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)
    prediction = x @ W[:-1] + W[-1] if bias else x @ W
    cost = torch.nn.functional.mse_loss(prediction, y)
    scale = {"mean": 1, "sum": len(y), "half_mean": 0.5, "half_sum": len(y) / 2}[gradient]
    (scale * cost).backward()
    assert W.grad is not None
    return cost.item(), W.grad.numpy()


@pytest.mark.parametrize("gradient", GRADIENTS)
@pytest.mark.parametrize("bias", [False, True])
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_gradient_by_hand_is_autograds(gradient: str, bias: bool, dtype: str) -> None:
    cost = Cost(Data(X, Y, dtype=dtype), Linear(bias), gradient=gradient)
    W = rng.normal(size=(cost.p, 4))
    value, slope = cost.evaluate(cost.asarray(W))
    assert value.dtype == slope.dtype == np.dtype(dtype)
    assert (value.shape, slope.shape) == ((4,), W.shape)
    tolerance = 1e-12 if dtype == "float64" else 2e-5
    for j in range(4):
        expected, expected_slope = by_torch(W[:, j], bias, gradient)
        size = np.abs(expected_slope).max()
        one, one_slope = cost.evaluate(cost.asarray(W[:, j]))
        assert (one.shape, one_slope.shape) == ((), (cost.p,))
        for got, got_slope in ((value[j], slope[:, j]), (one, one_slope)):
            assert got == pytest.approx(expected, rel=tolerance)
            assert np.allclose(got_slope, expected_slope, rtol=0, atol=tolerance * size)


@pytest.mark.parametrize("bias", [False, True])
def test_mean_gradient_is_the_slope_of_the_cost(bias: bool) -> None:
    cost = Cost(Data(X, Y), Linear(bias))
    W, h = rng.normal(size=cost.p), 1e-5
    shifted = W[:, None] + h * np.hstack([np.eye(cost.p), -np.eye(cost.p)])
    up, down = np.split(cost.evaluate(shifted)[0], 2)
    assert np.allclose((up - down) / (2 * h), cost.evaluate(W)[1], rtol=1e-6, atol=1e-6)


def test_scales_are_the_formulas_that_they_are_shown_with() -> None:
    W, m = np.array([0.5]), 3
    x, y = np.array([1.0, 2.0, 3.0]), np.array([1.0, 2.0, 3.0])
    total = float(((W[0] * x - y) * x).sum())
    written = {
        "(2/m) Σ (Wx − y) x": 2 / m * total,
        "2 Σ (Wx − y) x": 2 * total,
        "(1/m) Σ (Wx − y) x": total / m,
        "Σ (Wx − y) x": total,
    }
    for gradient, formula in GRADIENTS.items():
        cost = Cost(Data(x, y), Linear(bias=False)).with_gradient(gradient)
        assert cost.evaluate(W)[1][0] == pytest.approx(written[formula], rel=1e-15)
        assert cost.evaluate(W)[0] == pytest.approx(((W * x - y) ** 2).mean(), rel=1e-15)


def test_half_sum_in_float32_is_the_labs_line_to_the_last_bit() -> None:
    x, y = (rng.normal(size=100).astype(np.float32) for _ in range(2))
    cost = Cost(Data(x, y, dtype="float32"), Linear(bias=False), gradient="half_sum")
    for W in rng.normal(size=20).astype(np.float32):
        assert cost.evaluate(np.array([W]))[1][0] == np.sum((W * x - y) * x)
        assert cost.evaluate(np.array([W]))[0] == np.sum((W * x - y) ** 2) / np.float32(100)


@settings(deadline=None)
@given(st.data())
def test_blocks_in_any_order_give_the_same_cost(data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(1, len(Y) - 1))))
    order = data.draw(st.permutations(range(len(cuts) + 1)))
    rows = Data(X, Y)
    whole, blocks = Cost(rows), Cost(Blocks(rows, cuts, order))
    W = np.linspace(-1, 1, 8).reshape(4, 2)
    for got, expected in zip(blocks.evaluate(W), whole.evaluate(W), strict=True):
        assert np.allclose(got, expected, rtol=1e-12)


def test_every_row_twice_changes_sums_but_no_mean() -> None:
    W = np.ones(4)
    for gradient in GRADIENTS:
        once = Cost(Data(X, Y), gradient=gradient).evaluate(W)
        twice = Cost(Data(np.vstack([X, X]), np.append(Y, Y)), gradient=gradient).evaluate(W)
        assert twice[0] == pytest.approx(once[0])
        assert np.allclose(twice[1], once[1] * (2 if "sum" in gradient else 1))


@pytest.mark.parametrize("gradient", ["SUM", "", None, 1, ["sum"], "mean "])
def test_an_unknown_scale_is_refused_with_those_there_are(gradient: Any) -> None:
    with speaking("en"), pytest.raises(SettingError, match="mean, sum, half_mean, half_sum"):
        Cost(Data(X, Y), gradient=gradient)
    with pytest.raises(SettingError):
        gradient_ratio(gradient, 3)


NAMES = ("area", "age", "b")


def test_one_number_stands_for_all() -> None:
    assert parameters(2, NAMES, np.float64).tolist() == [2, 2, 2]
    assert Cost(Data(X, Y)).asarray(0.5).tolist() == [0.5] * 4


@pytest.mark.parametrize(
    "W", [[1, 2, 3], (1, 2, 3), np.array([1, 2, 3]), torch.tensor([1.0, 2, 3], requires_grad=True)]
)
def test_p_numbers_in_any_form(W: Any) -> None:
    array = parameters(W, NAMES, np.float32)
    assert array.dtype == np.float32
    assert array.tolist() == [1, 2, 3]


def test_W_is_a_copy() -> None:
    W = np.zeros(3)
    parameters(W, NAMES, np.float64)[0] = 1
    assert W[0] == 0


@pytest.mark.parametrize("W", [[1], [1, 2], [1, 2, 3, 4], [], np.zeros((3, 1, 1)), np.zeros((1, 3))])
def test_W_of_another_size_is_refused_with_the_names(W: Any) -> None:
    with speaking("en"), pytest.raises(ShapeError, match=r"3 numbers \(area, age, b\)"):
        parameters(W, NAMES, np.float64)


@pytest.mark.parametrize(
    "W",
    ["0", "abc", ["1", "2", "3"], None, [1, None, 3], np.nan, [1, np.inf, 3], 1e39, {}, [[1], [2, 3], 4], 1j],
)
def test_W_that_is_no_finite_number_is_refused(W: Any) -> None:
    with pytest.raises(SettingError) as fault:
        parameters(W, NAMES, np.float32)
    assert str(fault.value)


def test_a_feature_called_b_and_the_bias_have_two_names() -> None:
    assert Cost(Data(X, Y, names=["a", "b", "c"])).names == ("a", "b", "c", "b0")
