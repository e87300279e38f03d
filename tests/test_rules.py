"""The update rules by hand: each against its namesake in `torch.optim`; on arrays, on tensors, n at once."""

import copy
import inspect
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
import torch

from ravine.errors import SettingError
from ravine.optim import (
    ASGD,
    RULES,
    SGD,
    Adadelta,
    Adagrad,
    Adam,
    Adamax,
    AdamW,
    NAdam,
    OneCycleLR,
    RAdam,
    RMSprop,
    Rprop,
    Rule,
    StepLR,
)
from ravine.optim.rule import at
from ravine.words import LANGUAGES, speaking

STEPS = 50


@pytest.fixture(autouse=True)
def float64() -> Iterator[None]:
    """NAdam and ASGD of torch keep a factor in the default dtype."""
    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)
    yield
    torch.set_default_dtype(before)


# --- what is descended -----------------------------------------------------------------------------

CURVATURES = torch.logspace(-3, 3, 5, dtype=torch.float64)


def line(W: torch.Tensor) -> torch.Tensor:
    x = torch.tensor([1.0, 2.0, 3.0])
    return ((W[0] * x - x) ** 2).mean()


def valley(W: torch.Tensor) -> torch.Tensor:
    return (CURVATURES * (W - 1) ** 2).sum() / 2


def rosenbrock(W: torch.Tensor) -> torch.Tensor:
    return (1 - W[0]) ** 2 + 100 * (W[1] - W[0] ** 2) ** 2


def gradient(cost: Callable[[torch.Tensor], torch.Tensor], W: Any) -> torch.Tensor:
    parameter = torch.as_tensor(W).detach().clone().requires_grad_()
    cost(parameter).backward()
    assert parameter.grad is not None
    return parameter.grad


# Each with a start, and an lr at which plain descent is stable.
COSTS: dict[str, tuple[Any, list[float], float]] = {
    "line": (line, [0.0], 0.05),
    "valley": (valley, [3.0, -2.0, 0.0, 5.0, -1.0], 1e-3),
    "rosenbrock": (rosenbrock, [-1.2, 1.0], 5e-4),
}

SETTINGS: list[tuple[type[Rule], dict[str, Any]]] = [
    (SGD, {}),
    (SGD, {"momentum": 0.9}),
    (SGD, {"momentum": 0.9, "dampening": 0.5}),
    (SGD, {"dampening": 0.5}),
    (SGD, {"momentum": 0.9, "nesterov": True}),
    (SGD, {"weight_decay": 0.1}),
    (SGD, {"momentum": 0.5, "weight_decay": 0.1, "nesterov": True, "maximize": True}),
    (SGD, {"maximize": True}),
    (Adagrad, {}),
    (Adagrad, {"lr_decay": 0.1, "initial_accumulator_value": 0.3, "eps": 1e-3}),
    (Adagrad, {"weight_decay": 0.1, "maximize": True}),
    (RMSprop, {}),
    (RMSprop, {"alpha": 0.9, "eps": 1e-3}),
    (RMSprop, {"momentum": 0.9}),
    (RMSprop, {"centered": True}),
    (RMSprop, {"centered": True, "momentum": 0.5, "weight_decay": 0.1}),
    (RMSprop, {"weight_decay": 0.1, "maximize": True}),
    (Adam, {}),
    (Adam, {"betas": (0.5, 0.8), "eps": 1e-3}),
    (Adam, {"betas": (0.9, 0.5), "amsgrad": True}),
    (Adam, {"weight_decay": 0.1}),
    (Adam, {"weight_decay": 0.1, "decoupled_weight_decay": True}),
    (Adam, {"weight_decay": 0.1, "amsgrad": True, "maximize": True}),
    (AdamW, {}),
    (AdamW, {"weight_decay": 0.5, "amsgrad": True, "betas": (0.9, 0.5)}),
    (AdamW, {"weight_decay": 0.5, "maximize": True}),
    (Adadelta, {}),
    (Adadelta, {"rho": 0.5, "eps": 1e-2, "weight_decay": 0.1}),
    (Adadelta, {"maximize": True}),
    (Adamax, {}),
    (Adamax, {"betas": (0.5, 0.8), "eps": 1e-3, "weight_decay": 0.1}),
    (Adamax, {"maximize": True}),
    (NAdam, {}),
    (NAdam, {"betas": (0.5, 0.8), "momentum_decay": 0.1, "eps": 1e-3}),
    (NAdam, {"weight_decay": 0.1}),
    (NAdam, {"weight_decay": 0.1, "decoupled_weight_decay": True}),
    (NAdam, {"weight_decay": 0.1, "decoupled_weight_decay": True, "maximize": True}),
    (RAdam, {}),
    (RAdam, {"betas": (0.5, 0.8), "eps": 1e-3}),
    (RAdam, {"betas": (0.9, 0.6)}),  # ρ∞ = 4
    (RAdam, {"weight_decay": 0.1}),
    (RAdam, {"weight_decay": 0.1, "decoupled_weight_decay": True}),
    (RAdam, {"weight_decay": 0.1, "decoupled_weight_decay": True, "maximize": True}),
    (Rprop, {}),
    (Rprop, {"etas": (0.3, 1.5), "step_sizes": (1e-3, 0.2)}),
    (Rprop, {"maximize": True}),
    (ASGD, {}),
    (ASGD, {"lambd": 0.1, "alpha": 0.5, "t0": 5.0}),
    (ASGD, {"weight_decay": 0.1}),
    (ASGD, {"maximize": True}),
]  # fmt: skip
each_rule = pytest.mark.parametrize(("make", "settings"), SETTINGS, ids=str)
each_cost = pytest.mark.parametrize("name", COSTS)


def rate(make: type[Rule], name: str, settings: dict[str, Any]) -> float:
    """An lr at which 50 steps stay within range, also upwards."""
    if make in (SGD, ASGD, RAdam):
        return COSTS[name][2] * (1e-3 if settings.get("maximize") else 1)
    return 0.01 if name == "rosenbrock" else 0.05


def path_by_hand(rule: Rule, cost: Any, start: Any, steps: int = STEPS) -> np.ndarray:
    W, path = start, [start]
    state = rule.init(W)
    for _ in range(steps):
        slope = gradient(cost, W)
        W, state = rule.step(W, slope.numpy() if isinstance(W, np.ndarray) else slope, state)
        path.append(W)
    return np.array([np.asarray(W) for W in path])


def path_by_torch(
    make: Callable[[Any], torch.optim.Optimizer], cost: Any, start: list[float], scheduler: Any = None
) -> np.ndarray:
    W = torch.tensor(start, requires_grad=True)
    optimizer = make([W])
    schedule = scheduler and scheduler(optimizer)
    path = [W.detach().numpy().copy()]
    for _ in range(STEPS):
        optimizer.zero_grad()
        cost(W).backward()
        optimizer.step()
        if schedule:
            schedule.step()
        path.append(W.detach().numpy().copy())
    return np.array(path)


def assert_same_path(ours: np.ndarray, other: np.ndarray) -> None:
    assert np.isfinite(other).all()
    assert np.abs(ours - other).max() <= 1e-12 * np.abs(other).max()
    assert np.ptp(other, axis=0).any()


# --- as torch does it ------------------------------------------------------------------------------


@each_cost
@each_rule
def test_fifty_steps_are_torchs(make: type[Rule], settings: dict[str, Any], name: str) -> None:
    cost, start, _ = COSTS[name]
    lr = rate(make, name, settings)
    namesake = getattr(torch.optim, make.__name__)
    by_torch = path_by_torch(lambda W: namesake(W, lr=lr, **settings), cost, start)
    assert_same_path(path_by_hand(make(lr=lr, **settings), cost, np.array(start)), by_torch)


@each_cost
@pytest.mark.parametrize("make", RULES.values())
def test_a_schedule_is_heard_as_in_torch(make: type[Rule], name: str) -> None:
    cost, start, _ = COSTS[name]
    lr = rate(make, name, {})
    namesake, schedulers = getattr(torch.optim, make.__name__), torch.optim.lr_scheduler
    by_torch = path_by_torch(
        lambda W: namesake(W, lr=lr), cost, start, lambda one: schedulers.StepLR(one, step_size=7, gamma=0.6)
    )
    by_hand = path_by_hand(make(lr=StepLR(lr, step_size=7, gamma=0.6)), cost, np.array(start))
    assert_same_path(by_hand, by_torch)


@each_cost
@pytest.mark.parametrize("make", [SGD, RMSprop, Adam, AdamW, Adamax, NAdam, RAdam])
def test_one_cycle_turns_momentum_as_in_torch(make: type[Rule], name: str) -> None:
    cost, start, _ = COSTS[name]
    lr = rate(make, name, {})
    namesake, schedulers = getattr(torch.optim, make.__name__), torch.optim.lr_scheduler
    in_torch = {"momentum": 0.9} if "momentum" in make.defaults() else {}
    by_torch = path_by_torch(
        lambda W: namesake(W, lr=lr, **in_torch),
        cost,
        start,
        lambda one: schedulers.OneCycleLR(one, max_lr=lr, total_steps=STEPS + 1),
    )
    cycle = OneCycleLR(max_lr=lr, total_steps=STEPS + 1)
    rule = make.of(cycle, **{"momentum" if in_torch else "beta1": cycle.momentum})
    assert_same_path(path_by_hand(rule, cost, np.array(start)), by_torch)


@pytest.mark.parametrize("make", RULES.values())
def test_names_and_defaults_are_torchs(make: type[Rule]) -> None:
    left_out = {"params", "foreach", "fused", "capturable", "differentiable"}

    def given(of: Any) -> dict[str, Any]:
        found = inspect.signature(of).parameters.values()
        return {one.name: one.default for one in found if one.name not in left_out}

    ours, torchs = given(make), given(getattr(torch.optim, make.__name__))
    assert ours == torchs
    positional = [name for name in ours if name not in ("maximize", "decoupled_weight_decay")]
    assert positional == [name for name in torchs if name in positional]


def test_every_rule_is_known_by_its_name() -> None:
    assert list(RULES) == [rule.__name__.lower() for rule in RULES.values()]
    assert {make for make, _ in SETTINGS} == set(RULES.values())
    for rule in RULES.values():
        assert "W := " in rule.formula
        assert "Source:" in str(rule.__doc__)


# --- on arrays and tensors, alone and together -----------------------------------------------------


@each_cost
@each_rule
def test_the_same_text_steps_tensors(make: type[Rule], settings: dict[str, Any], name: str) -> None:
    cost, start, _ = COSTS[name]
    rule = make(lr=rate(make, name, settings), **settings)
    assert_same_path(path_by_hand(rule, cost, np.array(start)), path_by_hand(rule, cost, torch.tensor(start)))


def several(name: str, value: Any) -> list[float]:
    """Three values that a setting may have."""
    if name in ("step_size_max", "t0"):
        return [0.02, 0.05, 3.0]
    if not value:
        return [0.0, 0.1, 0.5]
    return [value, 0.95 * value, 0.9 * value]


@pytest.mark.parametrize("kind", [np.array, torch.tensor])
@pytest.mark.parametrize("make", RULES.values())
def test_n_at_once_are_n_one_by_one(make: type[Rule], kind: Any) -> None:
    settings = {k: several(k, v) for k, v in make.defaults().items() if not isinstance(v, bool)}
    rates = [0.01, 0.02, 0.05]
    together = make.of(kind(rates), **{key: kind(values) for key, values in settings.items()})
    alone = [make.of(rates[j], **{key: values[j] for key, values in settings.items()}) for j in range(3)]
    starts = kind([[1.0, -2.0, 3.0], [0.5, 0.0, -1.0]])
    W, state = starts, together.init(starts)
    each = [(starts[:, j], rule.init(starts[:, j])) for j, rule in enumerate(alone)]
    for _ in range(STEPS):
        W, state = together.step(W, W**3 - W, state)
        each = [rule.step(w, w**3 - w, one) for rule, (w, one) in zip(alone, each, strict=True)]
    assert type(W) is type(starts)
    np.testing.assert_allclose(W, np.column_stack([w for w, _ in each]), rtol=1e-13, atol=1e-15)
    assert np.isfinite(np.asarray(W)).all()


@each_rule
def test_a_step_leaves_what_it_was_given_as_it_was(make: type[Rule], settings: dict[str, Any]) -> None:
    rule, W, slope = make(lr=0.01, **settings), np.array([1.0, -2.0]), np.array([0.5, 3.0])
    state = rule.init(W)
    for _ in range(3):
        before = copy.deepcopy((rule, W, slope, state))
        after = rule.step(W, slope, state)
        again = rule.step(W, slope, state)
        np.testing.assert_equal((W, slope, state), before[1:])
        assert vars(rule) == vars(before[0])
        np.testing.assert_equal(again, after)
        W, state = after


@each_rule
def test_float32_stays_float32(make: type[Rule], settings: dict[str, Any]) -> None:
    rule, W = make(lr=np.float64(0.01), **settings), np.ones(2, np.float32)
    state = rule.init(W)
    for _ in range(3):
        W, state = rule.step(W, np.array([0.5, -3.0], np.float32), state)
    assert W.dtype == np.float32
    assert not [part for part in state or () if isinstance(part, np.ndarray) and part.dtype != np.float32]


def test_the_lab_by_sgd_is_the_lab_to_the_bit() -> None:
    W = w = np.float32(0)
    rule, x = SGD(0.1), np.array([1, 2, 3], np.float32)
    for _ in range(20):
        W, _ = rule.step(W, (W * x - x) @ x, rule.init(W))
        w = w - 0.1 * ((w * x - x) @ x)
        assert w == W
        assert W.dtype == np.float32


# --- settings that can't be ------------------------------------------------------------------------

BAD: list[tuple[type[Rule], dict[str, Any], str]] = [
    (SGD, {"momentum": -0.1}, "momentum: expected a finite number with 0 ≤ momentum, got -0.1. Try 0."),
    (SGD, {"momentum": "0.9"}, "momentum: expected a finite number"),
    (SGD, {"momentum": lambda: 0.9}, "momentum: expected a finite number"),
    (SGD, {"lr": lambda k: -1}, "lr: expected a finite number, at least 0"),
    (SGD, {"dampening": 1.5}, "dampening: expected a finite number with 0 ≤ dampening ≤ 1, got 1.5"),
    (SGD, {"weight_decay": np.nan}, "weight_decay: expected a finite number"),
    (SGD, {"weight_decay": lambda k: 0.1}, "weight_decay: expected a finite number"),
    (SGD, {"nesterov": 1}, "nesterov: expected True or False, got 1. Try False."),
    (SGD, {"nesterov": True}, "nesterov: expected momentum and no dampening"),
    (SGD, {"nesterov": True, "momentum": 0.9, "dampening": 0.1}, "nesterov: expected momentum"),
    (SGD, {"maximize": None}, "maximize: expected True or False"),
    (Adagrad, {"lr": None}, "lr: expected a finite number"),
    (Adagrad, {"lr_decay": -1}, "lr_decay: expected a finite number"),
    (Adagrad, {"initial_accumulator_value": np.inf}, "initial_accumulator_value: expected"),
    (Adagrad, {"eps": -1e-9}, "eps: expected a finite number with 0 ≤ eps, got -1e-09. Try 1e-10."),
    (RMSprop, {"alpha": 1.01}, "alpha: expected a finite number with 0 ≤ alpha ≤ 1"),
    (RMSprop, {"centered": "yes"}, "centered: expected True or False"),
    (Adam, {"betas": (0.9, 1)}, "beta2: expected a finite number with 0 ≤ beta2 < 1, got 1. Try 0.999."),
    (Adam, {"betas": (1.0, 0.9)}, "beta1: expected a finite number with 0 ≤ beta1 < 1, got 1.0"),
    (Adam, {"betas": 0.9}, "betas: expected two numbers, got 0.9. Try (0.9, 0.999)."),
    (Adam, {"betas": (0.9,)}, "betas: expected two numbers"),
    (AdamW, {"amsgrad": 0}, "amsgrad: expected True or False"),
    (Adadelta, {"rho": -0.1}, "rho: expected a finite number"),
    (Adamax, {"betas": ([0.9, 2], 0.999)}, "beta1: expected a finite number"),
    (NAdam, {"momentum_decay": -1}, "momentum_decay: expected a finite number"),
    (RAdam, {"decoupled_weight_decay": 0.5}, "decoupled_weight_decay: expected True or False"),
    (Rprop, {"etas": (0, 1.2)}, "etaminus: expected a finite number with 0 < etaminus < 1, got 0"),
    (Rprop, {"etas": (0.5, 1)}, "etaplus: expected a finite number with 1 < etaplus, got 1. Try 1.2."),
    (Rprop, {"step_sizes": (1, 0.1)}, "step_sizes: expected the smallest and then the largest, got 1"),
    (ASGD, {"t0": -1}, "t0: expected a finite number"),
    (ASGD, {"lambd": True}, "lambd: expected a finite number"),
    (ASGD, {"alpha": [[1.0], [2.0]]}, "alpha: expected a finite number"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "settings", "expected"), BAD)
def test_a_setting_that_cannot_be_is_refused(
    make: type[Rule], settings: dict[str, Any], expected: str
) -> None:
    with pytest.raises(SettingError) as fault:
        make(**settings)
    assert str(fault.value).startswith(expected)
    with speaking("ko"):
        assert str(fault.value).startswith(expected.split(":")[0] + ":")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_setting_of_another_rule_is_refused(lang: str) -> None:
    with speaking(lang), pytest.raises(SettingError, match=r"Adam: .*beta1, beta2.*momentum"):
        Adam.of(0.1, momentum=0.9)


def test_settings_by_their_flat_names() -> None:
    rule = Rprop.of(0.1, etaplus=2.0)
    assert rule == Rprop(lr=0.1, etas=(0.5, 2.0))
    assert rule.settings == {**Rprop.defaults(), "etaplus": 2.0}
    assert Adadelta.of().lr == 1.0
    assert "decoupled_weight_decay" not in AdamW.defaults()


def test_a_schedule_that_goes_wrong_later_is_refused_then() -> None:
    rule = SGD(lr=lambda k: 0.1 - 0.06 * k)
    W, state = rule.step(np.ones(1), np.ones(1), rule.init(np.ones(1)))
    assert W == 0.9
    W, state = rule.step(W, np.ones(1), state)
    with pytest.raises(SettingError, match=r"at step 2: .* got -0.01"):
        rule.step(W, np.ones(1), state)


def test_a_schedules_own_fault_is_shown() -> None:
    with pytest.raises(KeyError):
        SGD(lr=lambda k: {}[k])


def test_a_numpy_number_of_a_schedule_is_pythons() -> None:
    assert type(at(lambda k: np.float64(0.1), 0)) is float


def test_plain_is_the_lab_and_nothing_else() -> None:
    assert SGD(0.1).plain
    assert SGD(np.array([0.1, 0.2])).plain
    assert SGD(0.1, dampening=0.5).plain
    for settings in (
        {"momentum": 0.1},
        {"weight_decay": 0.1},
        {"maximize": True},
        {"momentum": lambda k: 0.0},
    ):
        assert not SGD(0.1, **settings).plain
    assert not SGD(lambda k: 0.1).plain
