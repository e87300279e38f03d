"""Hypotheses: the derivative that stands beside the prediction is the derivative of the prediction."""

from typing import Any

import numpy as np
import pytest
import torch

from ravine.errors import SettingError
from ravine.hypothesis import Linear

LINES = [Linear(bias=False), Linear(bias=True)]


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("d", [1, 3])
def test_prediction_is_the_sum_that_one_writes_out(line: Linear, d: int) -> None:
    rng = np.random.default_rng(d)
    x, W = rng.normal(size=(5, d)), rng.normal(size=line.size(d))
    by_rows = [sum(x[i, j] * W[j] for j in range(d)) + (W[d] if line.bias else 0) for i in range(5)]
    assert np.allclose(line.predict(x, W), by_rows)


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("shape", [(), (4,)])
def test_pull_is_the_derivative_of_the_prediction(line: Linear, shape: tuple[int, ...]) -> None:
    rng = np.random.default_rng(0)
    x, slope = rng.normal(size=(5, 3)), rng.normal(size=(5, *shape))
    W = torch.zeros(line.size(3), *shape, dtype=torch.float64, requires_grad=True)
    line.predict(torch.from_numpy(x), W).backward(torch.from_numpy(slope))
    assert W.grad is not None
    assert line.pull(x, slope).shape == W.shape
    assert np.allclose(line.pull(x, slope), W.grad)


@pytest.mark.parametrize("line", LINES)
def test_a_column_of_W_is_a_hypothesis_of_its_own(line: Linear) -> None:
    rng = np.random.default_rng(0)
    x, W = rng.normal(size=(5, 3)), rng.normal(size=(line.size(3), 4))
    assert np.allclose(line.predict(x, W), np.column_stack([line.predict(x, W[:, j]) for j in range(4)]))


def test_every_number_of_W_has_a_name_of_its_own() -> None:
    assert Linear(bias=False).names(["area", "b"]) == ("area", "b")
    assert Linear(bias=True).names(["area", "age"]) == ("area", "age", "b")
    assert Linear(bias=True).names(["b", "b0"]) == ("b", "b0", "b00")
    assert Linear(bias=True).size(2) == 3


@pytest.mark.parametrize("bias", [1, 0, 2, None, "yes"])
def test_a_bias_is_there_or_not(bias: Any) -> None:
    with pytest.raises(SettingError):
        Linear(bias)
