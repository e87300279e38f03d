"""The words of a verdict: what is said is so, for every kind of run, and nothing is said that isn't known."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import ravine.words
from ravine.cost import Cost
from ravine.data import Data
from ravine.descent import descend
from ravine.hypothesis import Linear, Logistic, Softmax
from ravine.loss import Huber, absolute
from ravine.optim import SGD, Adam, CosineAnnealingLR, LinearLR, RMSprop
from ravine.surfaces import double_well, himmelblau, plateau, rosenbrock, saddle, valley
from ravine.trace import Outcome, Trace
from ravine.verdict import account, reasons
from ravine.words import LANGUAGES, number

rng = np.random.default_rng(0)
RAW = np.column_stack([rng.uniform(30, 150, 60), rng.uniform(1, 30, 60)])
PRICE = RAW @ [0.1, -0.02] + rng.normal(0, 0.5, 60)
THREE = np.digitize(RAW[:, 0] + rng.normal(0, 20, 60), [70, 110])
X = np.arange(1, 11) / 5
Y = X + np.array([0.5, -0.4, 0.3, -0.5, 0.4, -0.3, 0.5, -0.4, 0.3, -0.4])
SIX = [[1, 2], [2, 3], [3, 1], [4, 3], [5, 3], [6, 2]]
APART = Cost(Data(SIX, [0, 0, 0, 1, 1, 1]), Logistic())
MIXED = Cost(Data(SIX, [0, 1, 0, 1, 0, 1]), Logistic())
LINE = Cost(Data(X, Y))


def run(cost: Any, rule: Any, epochs: int = 100, **how: Any) -> Trace:
    return descend(cost, optimizer=rule, epochs=epochs, **how)


# Runs that between them ask for every sentence there is.
RUNS: dict[str, Callable[[], Trace]] = {
    "smooth": lambda: run(LINE, SGD(0.1)),
    "oscillating": lambda: run(LINE, SGD(0.3)),
    "edge": lambda: run(LINE, SGD(0.416207), 50),
    "diverging": lambda: run(LINE, SGD(1.0), 500),
    "crawling": lambda: run(Cost(Data(RAW, PRICE), gradient="sum"), SGD(1e-9)),
    "one direction": lambda: run(Cost(Data([1, 2, 3], [1, 2, 3]), Linear(bias=False)), SGD(0.1)),
    "at the best": lambda: run(Cost(Data([1, 2], [2, 4]), Linear(bias=False)), SGD(0.1), start=2),
    "flat": lambda: run(Cost(Data(np.zeros((3, 1)), [1, 2, 3]), Linear(bias=False)), SGD(0.1)),
    "not unique": lambda: run(Cost(Data(np.column_stack([X, X]), Y)), SGD(0.1)),
    "best beyond": lambda: _beyond(),
    "rises again": lambda: run(valley(), Adam(0.1), start=[1, 1]),
    "lr 0": lambda: run(MIXED, SGD(0.0)),
    "no epoch": lambda: run(MIXED, SGD(0.1), 0),
    "interrupted": lambda: run(LINE, SGD(0.01), on_step=lambda k, _: k == 7),
    "momentum": lambda: run(valley(), SGD(0.01, momentum=0.99), start=[10, 1]),
    "decay": lambda: run(LINE, SGD(0.1, weight_decay=1.0)),
    "decay, logistic": lambda: run(MIXED, SGD(0.3, weight_decay=1.0)),
    "scheduled": lambda: run(valley(), SGD(CosineAnnealingLR(0.05, T_max=100)), start=[10, 1]),
    "warm-up": lambda: run(valley(), SGD(LinearLR(0.01, 0.1, total_iters=20)), start=[10, 1]),
    "schedule, logistic": lambda: run(MIXED, SGD(LinearLR(0.01, 0.1, total_iters=20))),
    "at an end": lambda: run(LINE, SGD(LinearLR(0.01, 1.0, 0.0, total_iters=20)), 60),
    "uphill": lambda: run(LINE, SGD(0.1, maximize=True), 20),
    "clipped": lambda: run(LINE, SGD(1.0), 50, clip=0.1),
    "hardly clipped": lambda: run(LINE, SGD(0.1), 50, clip=100.0),
    "adam": lambda: run(LINE, RMSprop(0.01), 50),
    "bouncing adam": lambda: run(MIXED, Adam(0.1), 400),
    "saddle": lambda: run(saddle(), SGD(0.1), 200, start=[1, 0]),
    "plateau": lambda: run(plateau(), SGD(0.1), 200, start=[6, 8]),
    "rosenbrock": lambda: run(rosenbrock(), SGD(0.01), 300, start=[-1.2, 1]),
    "walls": lambda: run(himmelblau(), SGD(0.03), start=[0, 0]),
    "wells": lambda: run(double_well(), SGD(0.2), 50, start=[2.5]),
    "function": lambda: run(lambda W: (W**2).sum(), SGD(1e-4), 20, start=[1, 2]),
    "apart": lambda: run(APART, SGD(1.0), 1000),
    "apart, diverged": lambda: run(APART, SGD(100.0), 30),
    "logistic": lambda: run(MIXED, SGD(0.1), 300),
    "softmax": lambda: run(Cost(Data(RAW, THREE), Softmax()), SGD(1e-5)),
    "softmax, mixed": lambda: run(Cost(Data(SIX, [0, 1, 0, 2, 0, 1]), Softmax()), SGD(0.3)),
    "huber": lambda: run(Cost(Data(RAW, PRICE), loss=Huber(0.5)), SGD(0.1), 300),
    "kink": lambda: run(Cost(Data([1, 2, 3], [1, 2, 3.5]), loss=absolute), SGD(0.1), 300),
    "batches": lambda: run(LINE, SGD(0.1), 200, batch_size=3),
    "batches, drawn": lambda: run(LINE, SGD(0.1), 200, batch_size=1, sampling="replace"),
    "batches, falling": lambda: run(LINE, SGD(1e-4), 50, batch_size=2),
    "batches, exact": lambda: run(Cost(Data([1, 2, 3], [1, 2, 3])), SGD(0.05), 200, batch_size=1),
    "batches, adam": lambda: run(LINE, Adam(0.1), 50, batch_size=2),
    "float32": lambda: _few_digits(),
    "in two units": lambda: run(
        Cost(Data(np.column_stack([np.linspace(-1.5, 1.5, 30)] * 2) * [1, 30], np.arange(30.0))), SGD(1e-4)
    ),
}  # fmt: skip
runs = pytest.mark.parametrize("name", RUNS)


def _beyond() -> Trace:
    """From a start whose error lies along the flattest direction but for next to nothing."""
    from ravine.analysis.spectrum import theory

    known = theory(LINE)
    return run(LINE, SGD(0.1), 20, start=known.best[0] + known.directions @ [1e-6, 1.0])


def _few_digits() -> Trace:
    """Far from 0 the steps of float32 are soon shorter than its rounding."""
    return descend([-1, 1], [999, 1001], optimizer=SGD(1e-3), epochs=3000, dtype="float32", start=[1, 999.5])


_judged: dict[str, Any] = {}


def judged(name: str) -> Any:
    if name not in _judged:
        _judged[name] = RUNS[name]().verdict()
    return _judged[name]


@runs
@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_reads_well_in_both_languages(name: str, lang: str) -> None:
    text = judged(name).text(lang)
    assert bool(re.search("[가-힣]", text)) == (lang == "ko")
    assert not re.search(r"\bNone\b|array|np\.|[{}]|  | \.|\.\.|,,", text)
    assert re.search(r"\.\n|\.$", text)
    assert bool(re.search(r"\b(nan|inf)\b", text)) == (not np.isfinite(judged(name).trace.end_cost))


def test_every_sentence_is_said_of_some_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """No branch of the account is without a run that takes it; none is missing in a language."""
    said: set[str] = set()

    def heard(key: str, **values: Any) -> str:
        said.add(key)
        return ravine.words.say(key, **values)

    for module in (account, reasons):
        monkeypatch.setattr(module, "say", heard)
    for name in RUNS:
        for lang in LANGUAGES:
            judged(name).text(lang)
    folder = Path(ravine.words.__file__).parent
    for lang in LANGUAGES:
        catalogue = (folder / lang / "verdict.ftl").read_text(encoding="utf-8")
        keys = set(re.findall(r"^([a-z][\w-]*) =", catalogue, re.MULTILINE))
        assert keys - said == set()


@runs
def test_the_document_is_plain(name: str) -> None:
    told = json.loads(json.dumps(judged(name).to_dict()))
    assert told["outcome"] == str(judged(name).outcome)
    assert len(told["changes"]) <= 3


@runs
def test_what_the_run_itself_reached_stands_beside_the_first_change(name: str) -> None:
    text, changes = judged(name).text("en"), judged(name).changes
    lines = [line for line in text.split("\n") if line.startswith("Tried:")]
    assert len(lines) == len(changes)
    expected = [change.kind != "l2" and change is changes[0] for change in changes]
    assert ["(this run: " in line for line in lines] == expected


# --- what is said of single runs -------------------------------------------------------------------


def test_lr_0_isnt_called_flat_ground() -> None:
    text = judged("lr 0").text("en")
    assert "lr 0 moves nothing" in text
    assert "ground is flat" not in text


def test_no_epoch_is_told_as_such() -> None:
    text = judged("no epoch").text("en")
    assert text.startswith("No epoch was asked for")
    assert "still falling" not in text
    assert "for 0 epochs" not in run(LINE, SGD(0.1), 0).verdict().text("en")


def test_separable_classes_are_told_how_long_W_was() -> None:
    trace = judged("apart").trace
    text = judged("apart").text("en")
    for epoch in (500, 1000):
        assert number(float(np.linalg.norm(trace.W[epoch]))) in text
    assert "stable up to" not in text  # where W is now is no place to stay
    assert "W never comes to rest" not in judged("apart, diverged").text("en")


def test_a_schedule_is_held_against_the_limit() -> None:
    trace = judged("scheduled").trace
    above = sum(trace.optimizer.lr(k) > 2 / 100 for k in range(100))
    assert f"above 0.02 the error along the steepest direction grows, and {above} of 100" in judged(
        "scheduled"
    ).text("en")
    assert "no epoch was above that" in judged("warm-up").text("en")


def test_clipping_is_counted() -> None:
    trace = judged("clipped").trace
    longer = (np.linalg.norm(trace.gradient[:-1], axis=1) > 0.1).sum()
    assert f"In {longer} of 50 epochs the gradient was longer than 0.1" in judged("clipped").text("en")
    assert "none was shortened" in judged("hardly clipped").text("en")


def test_of_adam_a_limit_is_said_only_near_the_bottom_and_with_its_condition() -> None:
    near = judged("bouncing adam").text("en")
    assert "if the sizes by which the rule divides its steps stay what they were at the end" in near
    far = run(valley(), Adam(1000.0), 50, start=[1, 1]).verdict().text("en")
    assert "stable up to" not in far


@pytest.mark.parametrize("rule", [Adam(0.1), SGD(0.05, momentum=0.9)])
def test_of_mini_batches_no_limit_of_full_ones_is_said(rule: Any) -> None:
    text = run(LINE, rule, 50, batch_size=2).verdict().text("en")
    assert "limits known for steps by all rows don't hold" in text
    assert "stable up to" not in text


def test_one_batch_of_all_rows_is_judged_as_no_batches() -> None:
    whole, batch = run(LINE, SGD(0.1)).verdict(), run(LINE, SGD(0.1), batch_size=10).verdict()
    assert batch.regime is whole.regime
    assert "An epoch takes many steps" not in batch.text("en")


def test_of_shuffled_batches_what_is_drawn_with_replacement_is_a_reference() -> None:
    assert "an upper reference and no more" in judged("batches").text("en")
    assert "for shuffled ones the first is a reference" in judged("batches").text("en")
    assert "reference" not in judged("batches, drawn").text("en")


def test_a_noise_floor_is_measured_only_where_it_was_reached() -> None:
    falling = judged("batches, falling")
    assert falling.outcome is Outcome.STILL_FALLING
    assert "would leave the cost" in falling.text("en")
    assert "Over the last half" not in falling.text("en")


def test_weight_decay_alone_is_not_called_momentum() -> None:
    text = judged("decay").text("en")
    assert text.startswith("lr 0.1 with weight decay 1 is smooth")
    assert "momentum 0 " not in text
    assert judged("decay").outcome is Outcome.PLATEAU


def test_few_digits_are_told_to_be_what_holds_W() -> None:
    trace = judged("float32").trace
    assert trace.outcome is Outcome.PLATEAU
    assert (trace.W[-1] == trace.W[-2]).all()
    assert trace.gradient[-1].any()
    assert "rounding of float32" in judged("float32").text("en")


def test_a_factor_next_to_1_is_told_by_what_it_lacks() -> None:
    trace = run(Cost(Data(RAW + 1e5, PRICE)), SGD(1e-11), 300)
    flattest = np.linalg.eigvalsh(trace.quadratic.hessian(trace.W[0]))[0]  # type: ignore[union-attr]
    told = re.findall(r"1 − lr·λ = 1 − (\S+)\.$", trace.verdict().text("en"), re.MULTILINE)
    assert told
    assert 0 < float(told[0]) < 1e-12
    assert flattest < 1e-3


@pytest.mark.parametrize(
    "make", [lambda: run(LINE, SGD(0.1)), lambda: run(APART, SGD(1.0), 50)], ids=["full", "apart"]
)
def test_a_summary_tries_nothing(make: Callable[[], Trace], monkeypatch: pytest.MonkeyPatch) -> None:
    trace = make()
    monkeypatch.setattr("ravine.verdict.changes", lambda *_: pytest.fail("tried"))
    assert "\n" not in trace.verdict().summary()
