"""Local theory: what the Hessian at one W says, against runs that start beside it."""

import json
import math
from itertools import islice, repeat
from typing import Any

import numpy as np
import pytest

from ravine.analysis.curvature import Local, local
from ravine.analysis.spectrum import theory
from ravine.autograd import TorchOptimizer
from ravine.cost import Cost
from ravine.data import Data
from ravine.descent import descend, steps
from ravine.errors import SettingError
from ravine.hypothesis import Linear, Logistic, Softmax
from ravine.loss import Huber
from ravine.optim import SGD, Adam, AdamW, CosineAnnealingLR, RMSprop
from ravine.surfaces import surface
from ravine.words import LANGUAGES, exact, speaking

rng = np.random.default_rng(0)
X = rng.normal(size=(60, 2))
CLASSES = np.digitize(X[:, 0] + rng.normal(size=60), [-0.5, 0.5])
COSTS: dict[str, Any] = {
    "logistic": Cost(Data(X, CLASSES > 0), Logistic()),
    "logistic, summed": Cost(Data(X, CLASSES > 0), Logistic(), gradient="sum"),
    "softmax": Cost(Data(X, CLASSES), Softmax(classes=3)),
    "huber": Cost(Data(X, X.sum(axis=1) + rng.standard_t(2, size=60)), loss=Huber(0.5)),
    "pulled": Cost(Data(X, CLASSES > 0), Logistic(), l2=0.1),
    "rosenbrock": surface("rosenbrock"),
    "beale": surface("beale"),
}
costs = pytest.mark.parametrize("name", COSTS)
RULES = {
    "plain": SGD(1.0),
    "heavy ball": SGD(1.0, momentum=0.8),
    "nesterov": SGD(1.0, momentum=0.8, nesterov=True),
}


def scaled(rule: Any, lr: float) -> Any:
    return SGD(lr, rule.momentum, rule.dampening, rule.weight_decay, rule.nesterov)


def distance(cost: Any, found: Local, rule: Any, epochs: int) -> float:
    """How many times as far along the steepest direction a run comes, from a millionth beside W."""
    trace = descend(cost, optimizer=rule, epochs=epochs, start=found.W + 1e-6 * found.directions[:, 0])
    along = np.abs((trace.W - found.W) @ found.directions[:, 0]) / 1e-6
    return float(along[-20:].max())


@costs
@pytest.mark.parametrize("how", RULES)
def test_beside_it_runs_settle_below_the_stable_lr_and_leave_above_it(name: str, how: str) -> None:
    found = local(COSTS[name], rule=RULES[how])
    assert found.where == "best"
    assert found.local
    assert distance(COSTS[name], found, scaled(RULES[how], 0.9 * found.stable_lr), 400) < 1e-2
    assert distance(COSTS[name], found, scaled(RULES[how], 1.02 * found.stable_lr), 150) > 5


@costs
def test_its_curvatures_are_those_of_the_cost(name: str) -> None:
    found = local(COSTS[name])
    size, direction = 1e-4, found.directions
    for j, curvature in enumerate(found.eigenvalues):
        ends = [
            direction[:, j] @ COSTS[name].evaluate(found.W + side * direction[:, j])[1]
            for side in (size, -size)
        ]
        measured = (ends[0] - ends[1]) / (2 * size) / COSTS[name].ratio
        assert measured == pytest.approx(curvature, rel=1e-3, abs=1e-4 * found.eigenvalues[0])


def test_of_a_least_squares_cost_it_is_theory() -> None:
    cost = Cost(Data(X, X.sum(axis=1) + 1), gradient="half_sum")
    found, known = local(cost), theory(cost)
    np.testing.assert_allclose(found.eigenvalues, known.eigenvalues, rtol=1e-10)
    assert found.stable_lr == pytest.approx(known.stable_lr)
    assert found.condition == pytest.approx(known.condition)
    assert found.curvature(0.01) == pytest.approx(known.curvature(0.01))
    assert not known.local


def test_shifts_of_all_classes_and_dependent_columns_are_flat() -> None:
    assert local(COSTS["softmax"]).flat == 3
    assert (local(COSTS["softmax"]).eigenvalues[-3:] == 0).all()
    twice = Cost(Data(np.column_stack([X, X.sum(axis=1)]), CLASSES > 0), Logistic())
    assert local(twice).flat == 1
    assert local(twice).condition < 100
    assert local(Cost(Data(X * [1, 1e-4], CLASSES > 0), Logistic())).flat == 0
    flat = Cost(Data(np.zeros((2, 1)), [0, 1]), Logistic(bias=False))
    assert local(flat, W=[0.0]).stable_lr == math.inf
    assert local(flat, W=[0.0]).condition == 1


def test_where_it_curves_downwards_there_is_no_stable_lr() -> None:
    found = local(surface("saddle"), W=[0.0, 0.0])
    assert (found.negative, found.flat, found.stable_lr) == (1, 0, None)
    assert found.eigenvalues.tolist() == [1, -1]
    with speaking("en"):
        assert "curves downwards" in str(found)
        assert "stable up to" not in str(found)
    for lr in (0.01, 0.1, 1.0):
        end = descend(surface("saddle"), optimizer=SGD(lr), epochs=int(40 / lr), start=[0.0, 1e-6]).W[-1]
        assert abs(end[1]) > 0.5


# --- Adam, its sizes as they are at the end ------------------------------------------------------------


class Frozen:
    """Adam's step with the division by fixed sizes, and no correction of a start: what the limit assumes."""

    def __init__(self, rule: Adam, lr: float, sizes: np.ndarray) -> None:
        self.rule, self.lr, self.sizes = rule, lr, sizes

    def init(self, W: Any) -> Any:
        return W * 0

    def step(self, W: Any, gradient: Any, mean: Any) -> tuple[Any, Any]:
        if self.rule.decoupled_weight_decay:
            W = W * (1 - self.lr * self.rule.weight_decay)
        else:
            gradient = gradient + self.rule.weight_decay * W
        mean = self.rule.betas[0] * mean + (1 - self.rule.betas[0]) * gradient
        return W - self.lr * mean / self.sizes, mean


@pytest.mark.parametrize(
    "rule",
    [
        Adam(0.02),
        Adam(0.02, betas=(0.5, 0.9), weight_decay=0.3),
        Adam(0.02, amsgrad=True),
        AdamW(0.02, weight_decay=0.4),
    ],
)
@pytest.mark.parametrize("engine", ["hand", "torch"])
def test_adam_with_frozen_sizes_settles_below_that_limit_and_leaves_above_it(rule: Adam, engine: str) -> None:
    cost = Cost(Data(X * [1, 9], X.sum(axis=1) + 1), Linear(), gradient="half_sum")
    trace = descend(cost, optimizer=rule, epochs=300, engine=engine)
    found = local(trace)
    assert found.sizes is not None
    assert (found.rule, found.where) == (rule, "best")
    for share, grows in ((0.98, False), (1.02, True)):
        frozen = Frozen(rule, share * found.stable_lr, found.sizes)
        W = trace.W[0]
        with np.errstate(over="ignore", invalid="ignore"):
            *_, last = islice(steps(repeat(cost), W, frozen), 4000)
        assert bool(np.abs(last.W).max() < 1e6) != grows


def test_the_sizes_are_those_that_the_run_ended_with() -> None:
    cost, rule = COSTS["logistic"], Adam(0.05, betas=(0.9, 0.99))
    trace = descend(cost, optimizer=rule, epochs=40)
    m = v = np.zeros(3)
    for gradient in trace.gradient[:-1]:
        m, v = 0.9 * m + 0.1 * gradient, 0.99 * v + 0.01 * gradient**2
    sizes = local(trace).sizes
    assert sizes is not None
    np.testing.assert_allclose(sizes, np.sqrt(v / (1 - 0.99**40)) + 1e-8, rtol=1e-10)
    # The last step divided by them.
    step = 0.05 * m / (1 - 0.9**40) / sizes
    np.testing.assert_allclose(trace.W[-2] - step, trace.W[-1], rtol=1e-9)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_says_that_it_is_local_and_what_it_assumes(lang: str) -> None:
    adam = descend(COSTS["logistic"], optimizer=Adam(0.05), epochs=40)
    for found in (
        local(COSTS["softmax"]),
        local(adam),
        local(surface("himmelblau"), [1, 1], rule=SGD(1, 0.9)),
    ):
        text = " ".join(found.text(lang).split())
        assert {"en": "near this W only", "ko": "근처에서만"}[lang] in text
        assert exact(found.stable_lr) in text if found.stable_lr else not found.stable_lr
        frozen = {"en": "stayed as they were at the end", "ko": "실행이 끝난 때 그대로라고"}[lang]
        assert (frozen in text) == (found.sizes is not None)
        assert "<table>" in found._repr_html_()
        assert json.dumps(found.to_dict())


# --- of runs, and what can't be used ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("optimizer", "times"),
    [
        (SGD(0.1), 1.0),
        (SGD(0.1, momentum=0.9), 1.9),
        (TorchOptimizer(0.1, settings={"momentum": 0.9}), 1.9),
        (RMSprop(0.01), 1.0),  # of which nothing is known: gradient descent is meant
        (SGD(CosineAnnealingLR(0.1, T_max=9)), None),
    ],
)
def test_a_run_brings_its_rule(optimizer: Any, times: float | None) -> None:
    found = local(descend(COSTS["logistic"], optimizer=optimizer, epochs=9))
    plain = local(COSTS["logistic"]).stable_lr
    assert found.stable_lr == (None if times is None else pytest.approx(times * plain))


def test_where_no_least_cost_is_known_it_is_the_end_of_the_run_or_the_start() -> None:
    separable = Cost(Data([[-1.0], [1.0]], [0, 1]), Logistic())
    trace = descend(separable, optimizer=SGD(0.1), epochs=9)
    found = local(trace)
    assert (found.where, found.W.tolist()) == ("end", trace.W[-1].tolist())
    assert local(separable, start=0.5).where == "start"
    assert local(separable, start=0.5).W.tolist() == [0.5, 0.5]


def test_adam_of_mini_batches_is_not_known() -> None:
    trace = descend(COSTS["logistic"], optimizer=Adam(0.1), epochs=9, batch_size=10)
    assert local(trace).sizes is None


@pytest.mark.parametrize("W", [[1.0], 1.0, [[1.0, 2.0]], [np.nan, 1.0], "ab", [1, "a"]])
def test_a_w_that_cannot_be_is_refused(W: Any) -> None:
    with pytest.raises(SettingError):
        local(surface("beale"), W)


def test_a_rule_that_it_does_not_speak_of_is_refused() -> None:
    with pytest.raises(SettingError):
        local(surface("beale"), rule=Adam(0.1))
