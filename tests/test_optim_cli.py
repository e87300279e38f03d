"""`ravine run --optimizer`: every rule with its settings, schedules, and the list of them."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ravine.analysis.spectrum import theory
from ravine.cli import rules
from ravine.cost import Cost
from ravine.data.files import read_table
from ravine.descent import descend
from ravine.optim import RULES, SCHEDULES, SGD, Adam, OneCycleLR
from ravine.words import LANGUAGES

Ravine = Callable[..., Any]


@pytest.fixture
def run(ravine: Ravine, houses: Path) -> Ravine:
    return lambda *words: ravine("run", houses, "--target", "price", "--standardize", "--epochs", 30, *words)


def document(said: Any) -> dict[str, Any]:
    assert said.status == 0, said.err
    return json.loads(said.out)


def option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def final(run: dict[str, Any]) -> list[float]:
    return [*run["final"]["W"].values(), run["final"]["b"]]


def by_hand(houses: Path, rule: Any) -> list[float]:
    data = read_table(houses).choose("price").data.standardise()
    return descend(data.x, data.y, optimizer=rule, epochs=30).W[-1].tolist()


def test_its_options_are_the_rules_and_schedules_that_there_are() -> None:
    assert tuple(RULES) == rules.OPTIMIZERS
    assert tuple(SCHEDULES) == rules.SCHEDULES
    settings = {name: value for rule in RULES.values() for name, value in rule.defaults().items()}
    assert {name for name, value in settings.items() if isinstance(value, bool)} == set(rules.FLAGS)
    assert {name for name, value in settings.items() if not isinstance(value, bool)} == set(rules.NUMBERS)


@pytest.mark.parametrize("name", RULES)
def test_every_rule_takes_its_settings(run: Ravine, houses: Path, name: str) -> None:
    values = {"step_size_max": 2.0, "t0": 3.0, "etaplus": 1.4}
    settings, words = {}, []
    for key, usual in RULES[name].defaults().items():
        if isinstance(usual, bool):
            settings[key] = key != "nesterov"
            words += [option(key)] if settings[key] else []
        else:
            settings[key] = values.get(key, 0.9 * usual or 0.2)
            words += [option(key), settings[key]]
    told = document(run("--optimizer", name, "--lr", 0.01, *words, "--json"))
    assert told["optimizer"]["name"] == name
    assert told["optimizer"]["settings"] == settings
    assert told["optimizer"]["formula"] == RULES[name].formula
    assert final(told) == by_hand(houses, RULES[name].of(0.01, **settings))


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_an_lr_it_is_the_rules_own_and_said_so(
    run: Ravine, houses: Path, name: str, lang: str
) -> None:
    said = run("--optimizer", name, "--lang", lang, "--plain")
    text = " ".join(said.out.split())
    told = document(run("--optimizer", name, "--json"))
    if name == "sgd":
        assert {"en": "(the best for these epochs)", "ko": "(이 에폭 수에 가장 좋은 값)"}[lang] in text
        assert "Update rule" not in text
        return
    assert told["experiment"]["runs"][0]["lr"] == RULES[name].of().lr
    assert final(told) == by_hand(houses, RULES[name].of())
    assert {"en": "(torch's default for this rule)", "ko": "(이 규칙의 torch 기본값)"}[lang] in text
    assert {"en": "Update rule", "ko": "갱신 규칙"}[lang] in text
    for key, usual in RULES[name].defaults().items():
        assert (f"{key} {usual:g}" in text) != (usual is False)


def test_momentum_takes_the_lr_that_is_best_with_it(run: Ravine, houses: Path) -> None:
    told = document(run("--momentum", 0.9, "--json"))
    cost = Cost(read_table(houses).choose("price").data.standardise())
    best = theory(cost, epochs=30, rule=SGD(1.0, momentum=0.9)).best_lr
    assert told["experiment"]["runs"][0]["lr"] == pytest.approx(best)
    assert "(the best for these epochs if it stayed)" in " ".join(run("--schedule", "cosine").out.split())


@pytest.mark.parametrize("schedule", SCHEDULES)
@pytest.mark.parametrize("name", ["sgd", "adam", "rprop"])
def test_a_schedule_goes_over_the_epochs(run: Ravine, houses: Path, schedule: str, name: str) -> None:
    told = document(run("--optimizer", name, "--schedule", schedule, "--lr", 0.05, "--json"))
    assert told["optimizer"]["schedule"] == schedule
    assert told["experiment"]["runs"][0]["schedule"] == schedule
    lr = SCHEDULES[schedule](0.05, 30)
    rule = RULES[name].of(lr)
    if isinstance(lr, OneCycleLR) and name != "rprop":
        rule = SGD(lr, momentum=lr.momentum) if name == "sgd" else Adam(lr, betas=(lr.momentum, 0.999))
    assert final(told) == by_hand(houses, rule)
    assert f"schedule {schedule}" in " ".join(run("--schedule", schedule, "--lr", 0.05).out.split())


def test_a_momentum_that_is_given_does_not_cycle(run: Ravine, houses: Path) -> None:
    told = document(run("--momentum", 0.5, "--schedule", "one-cycle", "--lr", 0.05, "--json"))
    assert final(told) == by_hand(houses, SGD(OneCycleLR(0.05, total_steps=30), momentum=0.5))


@pytest.mark.parametrize("words", [["--optimizer", "adamax"], ["--momentum", 0.9, "--schedule", "step"]])
def test_both_engines_agree(run: Ravine, words: list[Any]) -> None:
    told = document(run("--engine", "both", "--json", *words))
    assert np.allclose(final(told), final(told["torch"]), rtol=1e-12)
    assert re.search(r"differ by at most (0|\d[.\d]*e-1\d) ", run("--engine", "both", *words).out)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--optimizer", "adam", "--momentum", 0.9], r"Adam: .*beta1.*momentum"),
        (["--amsgrad"], r"SGD: .*momentum.*amsgrad"),
        (["--optimizer", "rprop", "--weight-decay", 0.1], r"Rprop: .*etaminus.*weight_decay"),
        (["--optimizer", "adam", "--beta2", 1], r"beta2: .*0 ≤ beta2 < 1.*0\.999"),
        (["--nesterov"], "nesterov: .*momentum"),
        (["--optimizer", "adamm"], r"--optimizer: .*sgd.*adamm"),
        (["--schedule", "sine"], r"--schedule: .*cosine.*sine"),
        (["--momentum", "much"], r"--momentum: .*much"),
    ],
)
def test_what_a_rule_has_not_is_one_clear_error(
    run: Ravine, words: list[Any], expected: str, lang: str
) -> None:
    said = run(*words, "--lang", lang)
    assert said.status == 2
    assert not said.out
    assert len(said.err.splitlines()) == 1
    if lang == "en":
        assert re.search(expected, said.err)
    else:
        assert re.search("[가-힣]", said.err)


@pytest.mark.parametrize("source", [[], ["no such file.csv"]])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_needs_no_source(ravine: Ravine, source: list[str], lang: str) -> None:
    said = ravine("run", *source, "--optimizer", "list", "--lang", lang)
    assert said.status == 0
    text = " ".join(said.out.split())
    for name, rule in RULES.items():
        assert re.search(rf"^{name} ", said.out, re.MULTILINE)
        assert rule.formula.split(";")[0] in text
        assert all(key in text for key in rule.defaults())
    assert all(name in text for name in SCHEDULES)
    told = json.loads(ravine("run", "--json", "--optimizer", "list").out)
    assert list(told) == list(RULES)
    assert told["adam"]["settings"]["beta2"] == 0.999


def test_a_source_is_needed_otherwise(ravine: Ravine) -> None:
    said = ravine("run", "--optimizer", "adam")
    assert said.status == 2
    assert "SOURCE is missing" in said.err


def test_formulas_can_be_printed_in_ascii() -> None:
    from ravine.cli.terminal import _plain

    letters = {letter for rule in RULES.values() for letter in rule.formula if not letter.isascii()}
    assert not [letter for letter in letters if _plain(letter) == "?"]
