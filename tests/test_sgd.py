"""SGD: against `torch.optim.SGD`, and every lr that can't be one."""

from decimal import Decimal
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from ravine.errors import SettingError
from ravine.optim import SGD
from ravine.words import speaking

numbers = st.floats(-1e6, 1e6)


@settings(deadline=None)
@given(st.lists(numbers, min_size=2, max_size=2), st.lists(numbers, min_size=2, max_size=2), st.floats(0, 10))
def test_a_step_is_torchs(W: list[float], gradient: list[float], lr: float) -> None:
    parameter = torch.tensor(W, dtype=torch.float64, requires_grad=True)
    parameter.grad = torch.tensor(gradient, dtype=torch.float64)
    torch.optim.SGD([parameter], lr=lr).step()
    rule = SGD(lr)
    stepped, _ = rule.step(np.array(W), np.array(gradient), rule.init(np.array(W)))
    assert np.allclose(stepped, parameter.detach(), rtol=1e-15, atol=1e-9)


def test_the_same_text_steps_tensors_and_many_descents() -> None:
    W, gradient = np.ones((2, 3)), np.arange(6.0).reshape(2, 3)
    rates = np.array([0.1, 0.2, 0.3])
    together, _ = SGD(rates).step(W, gradient, None)
    for j, lr in enumerate(rates):
        assert np.array_equal(together[:, j], SGD(lr).step(W[:, j], gradient[:, j], None)[0])
    assert torch.equal(SGD(0.5).step(torch.ones(2), torch.ones(2), None)[0], torch.full((2,), 0.5))


@pytest.mark.parametrize("lr", [0.1, np.float64(0.1), np.float32(0.1), torch.tensor(0.1), 1, np.int64(1), 0])
def test_one_lr_is_a_float_and_keeps_float32_runs_float32(lr: Any) -> None:
    rule = SGD(lr)
    assert type(rule.lr) is float
    stepped, _ = rule.step(np.ones(2, np.float32), np.ones(2, np.float32), None)
    assert stepped.dtype == np.float32


@pytest.mark.parametrize(
    "lr",
    [
        -1, -1e-300, np.nan, np.inf, -np.inf, True, np.True_, "0.1", b"1", None, 1j, 10**400, Decimal("0.1"),
        [0.1, -1], [0.1, np.nan], [[0.1], [0.1, 0.2]], {}, object(), lambda: 1,
        torch.tensor(0.1, requires_grad=True),
    ],
    ids=lambda lr: f"a {type(lr).__name__}",
)  # fmt: skip
def test_what_cannot_be_an_lr_is_refused(lr: Any) -> None:
    with speaking("en"), pytest.raises(SettingError) as fault:
        SGD(lr)
    assert str(fault.value).startswith("lr: expected a finite number, at least 0, got ")
