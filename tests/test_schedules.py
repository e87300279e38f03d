"""Schedules: each lr, step by step, is that of its namesake in `torch.optim.lr_scheduler`."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch

from ravine.errors import SettingError
from ravine.optim import (
    SCHEDULES,
    SGD,
    ConstantLR,
    CosineAnnealingLR,
    ExponentialLR,
    LinearLR,
    OneCycleLR,
    StepLR,
)
from ravine.words import LANGUAGES, speaking

STEPS, LR = 50, 0.3
CASES: list[tuple[Any, dict[str, Any]]] = [
    (ConstantLR, {}),
    (ConstantLR, {"factor": 0.2, "total_iters": 1}),
    (LinearLR, {}),
    (LinearLR, {"start_factor": 0.1, "end_factor": 0.5, "total_iters": 33}),
    (LinearLR, {"start_factor": 1.0, "end_factor": 0.0, "total_iters": 60}),
    (StepLR, {"step_size": 7}),
    (StepLR, {"step_size": 1, "gamma": 1.02}),
    (ExponentialLR, {"gamma": 0.9}),
    (CosineAnnealingLR, {"T_max": 50}),
    (CosineAnnealingLR, {"T_max": 13, "eta_min": 0.01}),
    (OneCycleLR, {"total_steps": 51}),
    (OneCycleLR, {"total_steps": 60, "pct_start": 0.25, "anneal_strategy": "linear"}),
    (OneCycleLR, {"total_steps": 51, "three_phase": True, "div_factor": 10.0, "final_div_factor": 100.0}),
    (OneCycleLR, {"total_steps": 52, "base_momentum": 0.5, "max_momentum": 0.8, "pct_start": 0.0}),
]  # fmt: skip


def of_torch(make: Any, settings: dict[str, Any]) -> tuple[list[float], list[float]]:
    """The lr and the momentum that torch's scheduler sets, step by step."""
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=LR, momentum=0.9)
    given = {**settings, "max_lr": LR} if make is OneCycleLR else settings
    scheduler = getattr(torch.optim.lr_scheduler, make.__name__)(optimizer, **given)
    (group,), rates, momenta = optimizer.param_groups, [], []
    for _ in range(STEPS + 1):
        rates.append(group["lr"])
        momenta.append(group["momentum"])
        optimizer.step()
        scheduler.step()
    return rates, momenta


@pytest.mark.parametrize(("make", "settings"), CASES, ids=str)
def test_fifty_steps_are_torchs(make: Any, settings: dict[str, Any]) -> None:
    schedule = make(LR, **settings)
    rates, momenta = of_torch(make, settings)
    np.testing.assert_allclose([schedule(k) for k in range(STEPS + 1)], rates, rtol=1e-12, atol=1e-14)
    if make is OneCycleLR:
        np.testing.assert_allclose([schedule.momentum(k) for k in range(STEPS + 1)], momenta, rtol=1e-12)


@pytest.mark.parametrize(("make", "settings"), CASES, ids=str)
def test_several_lrs_at_once_are_several_schedules(make: Any, settings: dict[str, Any]) -> None:
    together = make(np.array([0.1, 0.2]), **settings)
    alone = [make(lr, **settings) for lr in (0.1, 0.2)]
    for k in (0, 3, 30, 50):
        np.testing.assert_allclose(together(k), [one(k) for one in alone], rtol=1e-15)


def test_a_cycle_that_is_over_stays_where_it_ended() -> None:
    cycle = OneCycleLR(LR, total_steps=10)
    assert cycle(100) == cycle(9) == pytest.approx(LR / 25 / 1e4)
    assert cycle.momentum(100) == 0.95


@pytest.mark.parametrize("epochs", [0, 1, 2, 3, 10, 1000])
@pytest.mark.parametrize("make", SCHEDULES.values(), ids=list(SCHEDULES))
def test_a_schedule_fits_any_number_of_epochs(make: Callable[[float, int], Any], epochs: int) -> None:
    schedule = make(LR, epochs)
    rates = [schedule(k) for k in range(epochs + 1)]
    assert all(0 <= rate <= LR * (1 + 1e-12) for rate in rates)
    if epochs == 1000:
        assert max(rates) == pytest.approx(LR)
        assert min(rates) < LR / 2
    assert SGD(schedule).lr is schedule


@pytest.mark.parametrize(
    ("make", "settings", "name"),
    [
        (ConstantLR, {"factor": 0}, "factor"),
        (ConstantLR, {"factor": 1.1}, "factor"),
        (ConstantLR, {"total_iters": 0}, "total_iters"),
        (LinearLR, {"start_factor": 0}, "start_factor"),
        (LinearLR, {"end_factor": -0.1}, "end_factor"),
        (StepLR, {"step_size": 1.5}, "step_size"),
        (StepLR, {"step_size": True}, "step_size"),
        (StepLR, {"step_size": 3, "gamma": -1}, "gamma"),
        (ExponentialLR, {"gamma": "fast"}, "gamma"),
        (CosineAnnealingLR, {"T_max": 0}, "T_max"),
        (CosineAnnealingLR, {"T_max": 5, "eta_min": np.nan}, "eta_min"),
        (OneCycleLR, {"total_steps": 5, "pct_start": 1}, "pct_start"),
        (OneCycleLR, {"total_steps": 5, "anneal_strategy": "cosine"}, "anneal_strategy"),
        (OneCycleLR, {"total_steps": 5, "div_factor": 0}, "div_factor"),
        (OneCycleLR, {"total_steps": 5, "three_phase": 1}, "three_phase"),
    ],
    ids=str,
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_cannot_be_is_refused(make: Any, settings: dict[str, Any], name: str, lang: str) -> None:
    with speaking(lang), pytest.raises(SettingError, match=f"^{name}: "):
        make(LR, **settings)


def test_an_lr_that_cannot_be_is_refused() -> None:
    for make, settings in CASES:
        with pytest.raises(SettingError):
            make(-1, **settings)
