"""Losses: the slope that stands beside the value is its derivative."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from ravine.loss import Loss, squared

LOSSES = [squared]
numbers = st.floats(-1e3, 1e3)


@pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: loss.name)
@settings(deadline=None)
@given(prediction=numbers, y=numbers)
def test_slope_is_the_derivative_of_the_value(loss: Loss, prediction: float, y: float) -> None:
    at = torch.tensor(prediction, dtype=torch.float64, requires_grad=True)
    loss.value(at, torch.tensor(y, dtype=torch.float64)).backward()
    assert at.grad is not None
    assert loss.slope(prediction, y) == pytest.approx(at.grad.item(), rel=1e-12, abs=1e-12)


@settings(deadline=None)
@given(prediction=numbers, y=numbers)
def test_the_mean_of_the_squared_loss_is_torchs_mean_squared_error(prediction: float, y: float) -> None:
    pair = torch.tensor([prediction, y], dtype=torch.float64), torch.tensor([y, y], dtype=torch.float64)
    mean = np.mean(squared.value(np.array([prediction, y]), np.array([y, y])))
    assert mean == pytest.approx(torch.nn.functional.mse_loss(*pair).item(), rel=1e-12)
