"""Clipping: the run that torch's own `clip_grad_norm_` makes, for every rule, in both engines."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import torch

from ravine.cost import Cost
from ravine.data import Data
from ravine.descent import descend
from ravine.errors import SettingError
from ravine.hypothesis import Softmax
from ravine.optim import RULES, SCHEDULES, SGD, Adam, Clipped, Rule
from ravine.surfaces import rosenbrock
from ravine.words import LANGUAGES, speaking

rng = np.random.default_rng(0)
X = rng.normal(size=(30, 3))
COST = Cost(Data(X, 5 * X @ [1.0, -2.0, 0.5] + 10), gradient="sum")
STEPS = 50


@pytest.fixture(autouse=True)
def float64() -> Iterator[None]:
    """NAdam and ASGD of torch keep a factor in the default dtype."""
    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)
    yield
    torch.set_default_dtype(before)


def by_torch(make: Any, settings: dict[str, Any], norm: float) -> np.ndarray:
    """The loop as one types it."""
    W = torch.zeros(4, dtype=torch.float64, requires_grad=True)
    optimizer = make([W], **settings)
    x, y = torch.from_numpy(COST.rows.x), torch.from_numpy(COST.rows.y)
    path = [W.detach().numpy().copy()]
    for _ in range(STEPS):
        optimizer.zero_grad()
        ((x @ W[:3] + W[3] - y) ** 2).sum().backward()
        torch.nn.utils.clip_grad_norm_([W], norm)
        optimizer.step()
        path.append(W.detach().numpy().copy())
    return np.array(path)


@pytest.mark.parametrize("rule", RULES.values())
@pytest.mark.parametrize("norm", [1e-3, 1.0, 100.0, 1e9])
@pytest.mark.parametrize("engine", ["hand", "torch"])
def test_every_rule_steps_as_torch_does_after_clip_grad_norm(
    rule: type[Rule], norm: float, engine: str
) -> None:
    theirs = by_torch(getattr(torch.optim, rule.__name__), {"lr": 0.01}, norm)
    trace = descend(COST, optimizer=rule.of(0.01), epochs=STEPS, clip=norm, engine=engine)
    assert trace.engine == engine
    np.testing.assert_allclose(trace.W, theirs, rtol=1e-9, atol=1e-12)


def test_no_step_of_plain_descent_is_longer_than_lr_times_the_norm() -> None:
    plain = descend(COST, optimizer=SGD(0.01), epochs=STEPS)
    trace = descend(COST, optimizer=SGD(0.01), epochs=STEPS, clip=2.0)
    assert np.linalg.norm(np.diff(plain.W, axis=0), axis=1).max() > 1
    assert np.linalg.norm(np.diff(trace.W, axis=0), axis=1).max() == pytest.approx(0.02)
    # What the trace keeps is the gradient itself.
    np.testing.assert_array_equal(trace.gradient[0], COST.evaluate(np.zeros(4))[1])


def test_where_the_gradient_is_short_nothing_changes() -> None:
    run = {"optimizer": SGD(0.001, momentum=0.5), "epochs": STEPS}
    np.testing.assert_array_equal(descend(COST, clip=1e9, **run).W, descend(COST, **run).W)


def test_columns_are_clipped_one_by_one() -> None:
    rule = Clipped(SGD(1.0), norm=1.0)
    gradient = np.array([[30.0, 0.3, 0.0], [40.0, 0.4, 0.0]])
    W, _ = rule.step(np.zeros((2, 3)), gradient, rule.init(np.zeros((2, 3))))
    np.testing.assert_allclose(W, -np.array([[0.6, 0.3, 0], [0.8, 0.4, 0]]), rtol=1e-6)


def test_it_is_a_rule_like_any_other() -> None:
    for rule in (SGD(0.1, momentum=0.5), Adam(SCHEDULES["cosine"](0.1, 20))):
        clipped = Clipped(rule, 2.0)
        assert clipped.lr == rule.lr
        assert clipped.settings == {**rule.settings, "clip": 2.0}
        assert not clipped.plain
    trace = descend(COST, optimizer=SGD(0.01), epochs=3, clip=2)
    assert (trace.lr, trace.plain, trace.optimizer) == (0.01, False, Clipped(SGD(0.01), 2))


@pytest.mark.parametrize("engine", ["hand", "torch"])
def test_batches_schedules_classes_and_surfaces_are_clipped_too(engine: str) -> None:
    three = Cost(Data(X, rng.integers(3, size=30)), Softmax())
    rule = Adam(SCHEDULES["cosine"](0.1, 40))
    trace = descend(three, optimizer=rule, epochs=8, clip=0.05, batch_size=7, engine=engine)
    other = descend(three, optimizer=rule, epochs=8, clip=0.05, batch_size=7)
    np.testing.assert_allclose(trace.W, other.W, rtol=1e-9, atol=1e-12)
    steep = descend(rosenbrock(), optimizer=SGD(0.01), epochs=20, clip=1, start=[5, -5], engine=engine)
    assert np.linalg.norm(np.diff(steep.W, axis=0), axis=1).max() <= 0.01 + 1e-9


@pytest.mark.parametrize("norm", [0, -1, np.nan, np.inf, True, "1", None, [1.0]])
def test_a_norm_that_cannot_be_is_refused(norm: Any) -> None:
    for lang in LANGUAGES:
        with speaking(lang), pytest.raises(SettingError, match="clip"):
            Clipped(SGD(0.1), norm)
    if norm is not None:
        with pytest.raises(SettingError):
            descend(COST, optimizer=SGD(0.1), clip=norm)


@pytest.mark.parametrize("rule", [3, None, SGD, "sgd"])
def test_what_is_no_rule_is_refused(rule: Any) -> None:
    for lang in LANGUAGES:
        with speaking(lang), pytest.raises(SettingError, match="SGD"):
            descend(COST, optimizer=rule, clip=1.0)
