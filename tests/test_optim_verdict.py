"""The verdict on a run by another rule than plain gradient descent: what was measured, and no more."""

import json
import re
from typing import Any

import numpy as np
import pytest

from ravine.autograd import TorchOptimizer
from ravine.descent import descend
from ravine.optim import RULES, SGD, Adam, CosineAnnealingLR, Rprop
from ravine.pictures import draw
from ravine.trace import Outcome, Trace
from ravine.words import LANGUAGES, number

X, Y = [[1], [2], [3]], [1, 2, 3]


def lab(optimizer: Any, epochs: int = 30, **how: Any) -> Trace:
    return descend(X, Y, bias=False, optimizer=optimizer, epochs=epochs, **how)


OTHERS: dict[str, Any] = {
    **{name: rule.of(0.05) for name, rule in RULES.items() if name != "sgd"},
    "momentum": SGD(0.05, momentum=0.9),
    "weight decay": SGD(0.05, weight_decay=0.1),
    "uphill": SGD(0.05, maximize=True),
    "schedule": SGD(CosineAnnealingLR(0.1, T_max=30)),
    "without zero_grad": TorchOptimizer(0.01, zero_grad=False),
}
FAMILY = ("momentum", "weight decay")  # of which theory speaks
others = pytest.mark.parametrize("name", OTHERS)
strangers = pytest.mark.parametrize("name", [name for name in OTHERS if name not in FAMILY])


@strangers
@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_claimed_that_holds_for_plain_descent_only(name: str, lang: str) -> None:
    judged = lab(OTHERS[name]).verdict()
    text = judged.text(lang)
    assert judged.regime is None
    assert not judged.crawling
    assert judged.change("standardise") is None
    assert not re.search(r"lr·λ|oscillat|smooth|진동|매끄럽|가장 좋은 학습률", text)
    assert {"en": "measured on the run itself", "ko": "이 실행에서 잰 값"}[lang] in text
    assert number(judged.trace.end_cost) in text
    assert "\n" not in judged.summary()


@others
def test_what_is_said_was_measured(name: str) -> None:
    trace = lab(OTHERS[name])
    told = json.loads(json.dumps(trace.verdict().to_dict()))
    assert (told["regime"] is None) == (name not in FAMILY)
    assert told["outcome"] == trace.outcome
    reached = np.flatnonzero(trace.cost <= 0.01 * trace.cost[0])
    assert told["epochs_to_1_percent"] == (reached[0] if reached.size else None)
    if reached.size:
        assert re.search(rf"1 %: {reached[0]}\b", trace.verdict().text("en"))


@pytest.mark.parametrize(
    ("optimizer", "outcome"),
    [
        (SGD(0.05, momentum=0.5), Outcome.CONVERGED),
        (Adam(0.01), Outcome.STILL_FALLING),
        (SGD(0.05, maximize=True), Outcome.DIVERGED),
        (Rprop(0.0, step_sizes=(0.0, 1.0)), Outcome.PLATEAU),
    ],
)
def test_outcomes_are_told_as_ever(optimizer: Any, outcome: Outcome) -> None:
    judged = lab(optimizer, 60).verdict()
    assert judged.outcome is outcome
    assert {
        Outcome.CONVERGED: "It converged",
        Outcome.STILL_FALLING: "It was still falling after 60 epochs",
        Outcome.DIVERGED: "It diverged: from epoch 1 on",
        Outcome.PLATEAU: "It is on a plateau: W no longer moves",
    }[outcome] in judged.text("en")


def test_a_start_at_the_best_a_flat_cost_and_a_flat_direction_are_told() -> None:
    assert "Epochs to 1 %: 0" in lab(Adam(0.1), start=1).verdict().text("en")
    zeros = descend(np.zeros((3, 2)), Y, bias=False, optimizer=Adam(0.1), epochs=5)
    assert "same at every W" in zeros.verdict().text("en")
    twice = descend([[1, 1], [2, 2], [3, 3]], Y, bias=False, optimizer=Adam(0.1), epochs=5)
    assert "Along 1 direction the cost doesn't change at all" in twice.verdict().text("en")


def test_plain_descent_with_names_for_its_settings_is_judged_as_plain() -> None:
    plain, named = lab(SGD(0.15)).verdict(), lab(SGD(0.15, momentum=0.0, nesterov=False)).verdict()
    assert named.text() == plain.text()
    assert str(named.regime) == "oscillating"
    assert lab(SGD(0.15), engine="torch").verdict().regime is named.regime


@others
def test_it_is_drawn_and_shown(name: str) -> None:
    trace = lab(OTHERS[name])
    assert len(draw(trace).axes) > 0
    assert "Epoch" in str(trace)
    assert trace._repr_html_()
    assert isinstance(trace.lr, float)
