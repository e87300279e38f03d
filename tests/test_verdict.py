"""Verdict: its numbers are the run's, its advice was tried, and it has words for every end a run can have."""

import json
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from ravine.analysis.spectrum import Regime, theory
from ravine.cost import GRADIENTS, Cost
from ravine.data import Data
from ravine.descent import descend
from ravine.hypothesis import Linear
from ravine.optim import SGD
from ravine.trace import Outcome, Trace
from ravine.verdict import Verdict, verdict
from ravine.verdict.reasons import columns
from ravine.words import LANGUAGES, exact, number

AREA = np.array([33, 46, 59, 74, 84, 102, 114, 135.0])
AGE = np.array([20, 30, 12, 8, 3, 18, 25, 5.0])
PRICE = [3.9, 4.3, 6.3, 7.8, 8.5, 9.2, 10.2, 12.6]
HOUSES = Cost(Data(np.column_stack([AREA, AGE]), PRICE, names=["area", "age"], target="price"))


def lab(lr: float, epochs: int = 10, gradient: str = "mean", **settings: Any) -> Trace:
    cost = Cost(Data([1, 2, 3], [1, 2, 3]), Linear(bias=False), gradient=gradient)
    return descend(cost, optimizer=SGD(lr), epochs=epochs, **settings)


def houses(lr: float, epochs: int = 100, **settings: Any) -> Trace:
    return descend(HOUSES, optimizer=SGD(lr), epochs=epochs, **settings)


def from_the_best(times: float, parts: list[float], epochs: int = 200) -> Trace:
    """At so many times the stable lr, from a start off the best by these parts of the eigen-directions."""
    known = theory(HOUSES)
    return houses(times * known.stable_lr, epochs, start=known.best[0] + known.directions @ parts)


def twice(lr: float, epochs: int = 50) -> Trace:
    """The area in two units: one direction is flat."""
    x = np.column_stack([AREA, AREA / 3.3058])
    return descend(x, PRICE, optimizer=SGD(lr), epochs=epochs)


RUNS: dict[str, tuple[Callable[[], Trace], str, str]] = {
    "jump": (lambda: lab(3 / 28), "smooth", "converged"),
    "lab": (lambda: lab(0.15), "oscillating", "converged"),
    "by hand": (lambda: lab(0.1, gradient="half_sum"), "oscillating", "converged"),
    "slow": (lambda: lab(0.005), "smooth", "still falling"),
    "hardly at all": (lambda: lab(1e-300), "smooth", "still falling"),
    "limit": (lambda: lab(3 / 14), "on the edge", "bouncing"),
    "hardly stable": (lambda: lab(1.99 / 2 * 3 / 14), "on the edge", "still falling"),
    "hardly unstable": (lambda: lab(2.01 / 2 * 3 / 14), "on the edge", "diverged"),
    "too large": (lambda: lab(0.22), "diverging", "diverged"),
    "beyond float64": (lambda: lab(1e9, 60), "diverging", "diverged"),
    "lr 0": (lambda: lab(0.0), "smooth", "plateau"),
    "no epochs": (lambda: lab(0.1, 0), "smooth", "still falling"),
    "at the best": (lambda: lab(0.15, start=1), "oscillating", "converged"),
    "interrupted": (lambda: lab(0.15, on_step=lambda k, _: k == 1), "oscillating", "interrupted"),
    "interrupted beyond float64": (
        lambda: lab(1e9, 60, on_step=lambda k, step: not np.isfinite(step.cost)), "diverging", "interrupted",
    ),
    "float32": (
        lambda: descend([1, 2, 3], [1, 2, 3], dtype="float32", bias=False, optimizer=SGD(1e9), epochs=60),
        "diverging", "diverged",
    ),
    "houses": (lambda: houses(1e-4), "oscillating", "still falling"),
    "houses, too large": (lambda: houses(2e-4), "diverging", "diverged"),
    "houses, slow": (lambda: houses(1e-7), "smooth", "still falling"),
    "houses, rising last": (lambda: from_the_best(1.003, [0.01, 0.2, 0], 100), "on the edge", "bouncing"),
    "houses, rising again": (lambda: from_the_best(1.05, [1e-6, 1, 0]), "diverging", "diverged"),
    "a flat direction": (lambda: twice(1e-4), "oscillating", "still falling"),
    "only flat directions": (
        lambda: descend(np.zeros((3, 2)), [1, 2, 3], bias=False, optimizer=SGD(0.1), epochs=5),
        "smooth", "converged",
    ),
}  # fmt: skip
runs = pytest.mark.parametrize("name", RUNS)


@runs
def test_regime_and_outcome(name: str) -> None:
    make, regime, outcome = RUNS[name]
    judged = make().verdict()
    assert (str(judged.regime), str(judged.outcome)) == (regime, outcome)


def test_every_regime_and_every_outcome_is_among_these_runs() -> None:
    assert {regime for _, regime, _ in RUNS.values()} == set(Regime)
    elsewhere = {Outcome.SADDLE, Outcome.NOISE_FLOOR}  # which a full-batch quadratic doesn't have
    assert {outcome for _, _, outcome in RUNS.values()} == set(Outcome) - elsewhere


@runs
@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_told_in_both_languages_with_the_numbers_of_the_run(name: str, lang: str) -> None:
    trace = RUNS[name][0]()
    judged = trace.verdict()
    text = judged.text(lang)
    # Words of one language only, and no value that Python printed.
    assert bool(re.search("[가-힣]", text)) == (lang == "ko")
    assert not re.search(r"\bNone\b|array|np\.|[{}]", text)
    assert number(trace.cost[0]) in text
    assert number(trace.end_cost) in text
    assert number(trace.best[1]) in text
    assert ("nan" in text or "inf" in text) == (not np.isfinite(trace.end_cost))
    steep = judged.theory.quadratic.p - judged.theory.flat
    if steep:
        assert exact(judged.theory.stable_lr) in text
        assert (exact(judged.theory.best_lr) in text) == (len(trace.cost) > 1)
        assert exact(float(judged.theory.eigenvalues[0])) in text
    if steep and trace.lr and trace.excess[0]:
        assert f"{number(judged.theory.curvature(trace.lr))}," in text
    if steep and trace.lr:
        assert f"lr·λ = {number(judged.theory.factors(trace.lr)[0])}" in text
    if trace.diverged_at is not None and not trace.interrupted:
        assert re.search(rf"\b{trace.diverged_at}(부터 비용| on the cost)|epoch {trace.diverged_at} on", text)
    for change in judged.changes:
        assert change.lr is None or exact(change.lr) in text
        assert number(change.cost) in text
    told = {"en": "Tried:", "ko": "해 보니:"}[lang]
    assert text.count(told) == len(judged.changes) <= 3


@pytest.mark.parametrize("gradient", GRADIENTS)
def test_sums_in_the_text_come_out(gradient: str) -> None:
    """1 − c·lr·λ is what the text says it is."""
    trace = lab(0.03, gradient=gradient)
    text = trace.verdict().text("en")
    found = re.search(r"λ = (?:\S+ = )?([\d.]+), .* by 1 − (?:([\d.]+)·)?lr·λ = (-?[\d.]+)\.", text)
    assert found
    curvature, ratio, factor = found.groups()
    assert 1 - float(ratio or 1) * 0.03 * float(curvature) == pytest.approx(float(factor), abs=1e-4)
    assert (f"The {gradient} gradient is {ratio} times" in text) == (gradient != "mean")


def test_by_hand_at_the_lr_of_torch() -> None:
    text = lab(0.15, gradient="half_sum").verdict().text("en")
    assert "lr 0.15 is diverging" in text
    assert "from epoch 1 on" in text
    assert "stable up to lr 1/7 = 0.142857" in text
    assert "Tried: lr 1/14 = 0.0714286 gets to 1 % in 1 epoch and ends at cost 0 (this run: not in" in text


# --- what helps is offered, what doesn't isn't -----------------------------------------------------


@runs
def test_what_was_tried_is_what_such_a_run_reaches(name: str) -> None:
    trace = RUNS[name][0]()
    judged, epochs = trace.verdict(), len(trace.cost) - 1
    if better := judged.change("lr"):
        again = descend(trace.objective, optimizer=SGD(better.lr), epochs=epochs, start=trace.W[0])
        assert again.epochs_to_1_percent == better.epochs_to_1_percent
        assert again.end_cost == pytest.approx(better.cost, rel=1e-4, abs=1e-9)
        assert not again.end_cost >= trace.end_cost
    if standardised := judged.change("standardise"):
        rows = trace.objective.rows  # type: ignore[union-attr]
        cost = Cost(rows.standardise(), trace.objective.hypothesis)  # type: ignore[union-attr]
        start = rows.standardisation().redo(trace.W[0], bias=True)
        again = descend(cost, optimizer=SGD(standardised.lr), epochs=epochs, start=start)
        assert again.epochs_to_1_percent == standardised.epochs_to_1_percent
        for other in (trace.epochs_to_1_percent, better.epochs_to_1_percent if better else None):
            assert other is None or standardised.epochs_to_1_percent < other  # type: ignore[operator]


def test_both_kinds_of_advice_are_among_these_runs() -> None:
    judged = [make().verdict() for make, *_ in RUNS.values()]
    assert sum(one.change("lr") is not None for one in judged) > 5
    assert sum(one.change("standardise") is not None for one in judged) > 3


@pytest.mark.parametrize(
    "make",
    [
        lambda: lab(3 / 28),
        lambda: lab(0.15, 30),
        lambda: lab(0.15, start=1),
        lambda: lab(0.15, 0),
        lambda: houses(theory(HOUSES, epochs=100).best_lr),
    ],
)
def test_an_lr_that_helps_no_further_is_not_offered(make: Callable[[], Trace]) -> None:
    judged = make().verdict()
    assert judged.change("lr") is None
    assert "Tried: lr" not in judged.text("en")


def test_standardising_is_not_offered_where_it_changes_next_to_nothing() -> None:
    rows = Data(np.column_stack([AREA, AGE]), PRICE).standardise()
    assert descend(Cost(rows), optimizer=SGD(0.01), epochs=5).verdict().change("standardise") is None
    assert lab(0.005).verdict().change("standardise") is None


def test_standardising_is_not_offered_where_the_condition_number_rises() -> None:
    x = [[-3, -2, 0], [0, -2, -1], [-1, -2, 2], [-3, -3, 3]]
    trace = descend(x, [1, 1, 0, -1], bias=False, optimizer=SGD(0.04), epochs=20)
    known = theory(trace)
    assert known.standardise().condition > known.condition
    assert trace.verdict().change("standardise") is None


def test_standardising_is_not_offered_to_a_run_that_was_there_as_soon() -> None:
    # From a start that differs from the best along the steepest direction only, one step is enough.
    trace = from_the_best(0.5, [1, 0, 0])
    assert trace.epochs_to_1_percent == 1
    assert trace.verdict().change("standardise") is None


def test_an_interrupted_run_is_compared_with_runs_as_long_as_it_was() -> None:
    trace = houses(1e-7, 10**6, on_step=lambda k, _: k == 20)
    judged = trace.verdict()
    assert judged.change("lr") is not None
    again = descend(HOUSES, optimizer=SGD(judged.change("lr").lr), epochs=20)
    assert again.end_cost == pytest.approx(judged.change("lr").cost)
    assert judged.change("lr").lr == pytest.approx(theory(HOUSES, epochs=20).best_lr)


# --- crawling --------------------------------------------------------------------------------------


def test_crawling_says_how_many_epochs_it_would_take() -> None:
    judged = lab(0.005).verdict()
    assert judged.crawling
    assert "Crawling: epochs to 1 % are 49 at this lr, and there were 10." in judged.text("en")
    assert lab(0.005, 49).epochs_to_1_percent == 49
    assert not lab(0.005, 49).verdict().crawling
    for lang in LANGUAGES:
        assert "+299" in lab(1e-300).verdict().text(lang)


def test_crawling_names_the_flattest_direction() -> None:
    judged = houses(1e-7).verdict()
    text = judged.text("en")
    assert f"The steepest direction is mostly {columns(judged.theory, 0)}:" in text
    assert f"The flattest direction is mostly {columns(judged.theory, 2)}:" in text
    assert columns(judged.theory, 0) == "area"
    assert columns(judged.theory, 2) == "b"


# --- rising again ----------------------------------------------------------------------------------


def test_a_run_that_rises_again_says_so() -> None:
    trace = RUNS["houses, rising again"][0]()
    assert trace.rises_again
    assert "later it grew above that again" in trace.verdict().text("en")


def test_a_best_lr_above_the_stable_one_is_explained() -> None:
    judged = from_the_best(1.05, [1e-4, 1, 0], epochs=60).verdict()
    assert judged.theory.best_lr > judged.theory.stable_lr
    assert "hardly any of the cost lies along the steepest direction" in judged.text("en")
    assert "hardly any" not in lab(0.1).verdict().text("en")


def test_a_start_at_the_best_is_told() -> None:
    assert "the start has the least cost already" in lab(0.15, start=1).verdict().text("en")
    assert "the start has the least cost already" not in lab(0.15).verdict().text("en")


def test_an_interrupted_run_counts_the_epochs_that_it_had() -> None:
    assert "not reached in 1 epoch." in RUNS["interrupted"][0]().verdict().text("en")


def test_a_flat_direction_is_told() -> None:
    assert "Along 1 direction the cost doesn't change at all" in twice(1e-4).verdict().text("en")
    assert "doesn't change" not in lab(0.1).verdict().text("en")


@runs
def test_the_document_is_plain(name: str) -> None:
    trace = RUNS[name][0]()
    told = json.loads(json.dumps(trace.verdict().to_dict()))
    assert told["outcome"] == trace.outcome
    assert told["diverged_at"] == trace.diverged_at
    assert told["epochs_to_1_percent"] == trace.epochs_to_1_percent
    assert told["text"]


def test_a_verdict_is_of_its_trace() -> None:
    trace = lab(0.15)
    assert isinstance(verdict(trace), Verdict)
    assert verdict(trace).trace is trace
