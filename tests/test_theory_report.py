"""What is shown of theory holds its numbers, for every rule that it speaks of and no other."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import ravine as rv
from ravine.analysis.noise import Noise, stable_lr, stationary_excess
from ravine.analysis.spectrum import Regime, Theory, theory
from ravine.cost import Cost
from ravine.data import Data
from ravine.data.files import read_table
from ravine.errors import SettingError
from ravine.hypothesis import Logistic
from ravine.optim import SGD, CosineAnnealingLR, OneCycleLR
from ravine.report.theories import theory_sections
from ravine.story import Table
from ravine.typeset import as_text
from ravine.words import LANGUAGES, exact, number, speaking

Ravine = Callable[..., Any]
languages = pytest.mark.parametrize("lang", LANGUAGES)


@pytest.fixture
def cost(houses: Path) -> Cost:
    return Cost(read_table(houses).choose("price").data)


def cells(known: Theory, noise: Noise | None = None) -> set[str]:
    blocks = [block for section in theory_sections(known, noise) for block in section.blocks]
    return {cell for block in blocks if isinstance(block, Table) for row in block.rows for cell in row}


RULES = {
    "none": None,
    "plain": SGD(1e-4),
    "heavy ball": SGD(1e-4, momentum=0.9),
    "dampened": SGD(1e-4, momentum=0.9, dampening=0.5),
    "nesterov": SGD(1e-5, momentum=0.9, nesterov=True),
    "decay": SGD(1e-4, weight_decay=0.5),
}


@languages
@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_its_numbers_stand_beside_those_of_standardised_columns(
    cost: Cost, rule: SGD | None, lang: str
) -> None:
    known = theory(cost, epochs=50, rule=rule)
    with speaking(lang):
        shown = cells(known)
        for one in (known, known.standardise()):
            values = [one.best_lr, one.long_run_lr, *one.limits.values()]
            assert {exact(value) for value in values} <= shown
            for row in one.by_direction(one.best_lr):
                assert {number(row.curvature), number(row.factor), number(row.share, 3)} <= shown
                assert row.epochs is None or f"{row.epochs:,}" in shown
            needed = one.epochs_to_1_percent(one.best_lr)
            assert needed is None or f"{needed:,}" in shown


@languages
def test_plain_descent_is_shown_what_momentum_would_do(cost: Cost, lang: str) -> None:
    known = theory(cost, epochs=50)
    with speaking(lang):
        shown = cells(known)
        for nesterov in (False, True):
            best = known.best_rule(nesterov)
            assert f"{number(best.lr, 4)}, {number(best.momentum, 4)}" in shown


@languages
@pytest.mark.parametrize(
    "rule", [SGD(CosineAnnealingLR(1e-4, T_max=50)), SGD(OneCycleLR(1e-4, 50), OneCycleLR(1e-4, 50).momentum)]
)
def test_of_a_schedule_no_limit_is_shown(cost: Cost, rule: SGD, lang: str) -> None:
    known = theory(cost, epochs=50, rule=rule)
    with speaking(lang):
        text = as_text(theory_sections(known))
        assert {"en": "no limit and no best lr is known", "ko": "경로만"}[lang] in " ".join(text.split())
        assert type(rule.lr).__name__ in text
        assert "None" not in text
        assert exact(theory(cost).stable_lr) not in text


@languages
@pytest.mark.parametrize("regime", Regime)
def test_at_an_lr_of_its_own_it_says_what_that_does(cost: Cost, regime: Regime, lang: str) -> None:
    share = {Regime.SMOOTH: 0.4, Regime.OSCILLATING: 0.9, Regime.EDGE: 1.0, Regime.DIVERGING: 2.0}[regime]
    known = theory(cost)
    told = known.follow(SGD(share * known.stable_lr)).text(lang)
    words = {
        "en": ["nothing swings", "it swings, and settles", "on the edge of diverging", "it diverges"],
        "ko": ["흔들리지 않습니다", "흔들리다가 가라앉습니다", "발산의 경계에 있습니다", "발산합니다"],
    }[lang]
    found = [word for word in words if word in " ".join(told.split())]
    assert found == [words[list(Regime).index(regime)]]


def test_where_weight_decay_rests_is_told(cost: Cost) -> None:
    rule = SGD(1e-4, weight_decay=50.0)
    end = rv.descend(rv.compress(cost), optimizer=rule, epochs=60_000)
    told = " ".join(theory(cost, rule=rule).text("en").split())
    assert f"at a cost {number(end.cost[-1] - end.best.cost)} above the least one" in told


@languages
@pytest.mark.parametrize("lr", [1e-5, 1e-3])
def test_batches_are_told_and_that_shuffling_has_less_noise(cost: Cost, lr: float, lang: str) -> None:
    known = theory(cost, rule=SGD(lr))
    with speaking(lang):
        told = " ".join(as_text(theory_sections(known, Noise(cost, 2))).split())
    assert exact(stable_lr(cost, 2)) in told
    excess = stationary_excess(cost, lr, 2)
    assert (number(excess) in told) == (lr < stable_lr(cost, 2))
    assert "shuffle" in told
    assert {"en": "a reference and no more", "ko": "참고값으로만"}[lang] in told


def test_batches_that_one_w_fits_have_no_noise_to_tell_of() -> None:
    cost = Cost(Data([1, 2, 3], [2, 4, 6]))
    told = as_text(theory_sections(theory(cost, rule=SGD(0.01)), Noise(cost, 1)))
    assert "one W fits every row" in " ".join(told.split())


# --- ravine theory ---------------------------------------------------------------------------------------


def test_the_command_shows_theory_for_its_rule(ravine: Ravine, houses: Path, cost: Cost) -> None:
    said = ravine("theory", houses, "--target", "price", "--momentum", "0.9", "--nesterov", "--lr", "1e-5")
    known = theory(cost, rule=SGD(1e-5, momentum=0.9, nesterov=True))
    assert said.status == 0
    assert exact(known.stable_lr) in said.out
    assert "momentum 0.9, nesterov" in said.out
    assert f"lr·λmax is {number(known.curvature())}" in " ".join(said.out.split())


def test_the_document_is_for_its_rule_too(ravine: Ravine, houses: Path, cost: Cost) -> None:
    said = ravine("theory", houses, "--target", "price", "--momentum", "0.5", "--json")
    told = json.loads(said.out)
    known = theory(cost, rule=SGD(1.0, momentum=0.5))
    assert told["theory"]["stable_lr"] == pytest.approx(known.stable_lr)
    assert told["theory"]["best_lr"] == pytest.approx(known.best_lr)
    assert len(told["theory"]["directions"]) == 3
    assert told["theory"]["heavy_ball"]["long_run"]["momentum"] == known.long_run_rule().momentum
    assert told["standardised"]["condition"] < 100


def test_batches_of_the_command(ravine: Ravine, houses: Path, cost: Cost) -> None:
    line = ("theory", houses, "--target", "price", "--batch-size", "2", "--lr", "1e-5")
    told = json.loads(ravine(*line, "--json").out)["batches"]
    assert told["stable_lr"] == pytest.approx(stable_lr(cost, 2))
    assert told["stationary_excess"] == pytest.approx(stationary_excess(cost, 1e-5, 2))
    assert "Batches of 2 rows" in ravine(*line).out


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--optimizer", "adam"], "got adam"),
        (["--maximize"], "got maximize"),
        (["--batch-size", "2", "--momentum", "0.9"], "got momentum 0.9"),
        (["--batch-size", "2", "--weight-decay", "0.1"], "got weight_decay 0.1"),
        (["--batch-size", "2", "--loss", "huber"], "got another cost"),
    ],
)
def test_what_theory_does_not_speak_of_is_refused_in_a_sentence(
    ravine: Ravine, houses: Path, options: list[str], complaint: str
) -> None:
    said = ravine("theory", houses, "--target", "price", *options)
    assert said.status == 2
    assert complaint in said.err
    assert said.out == ""


def test_a_cost_that_is_no_quadratic_is_told_locally(ravine: Ravine, houses: Path) -> None:
    said = ravine("theory", houses, "--target", "price", "--loss", "huber")
    assert "holds near this W only" in " ".join(said.out.split())
    told = json.loads(ravine("theory", houses, "--target", "price", "--loss", "huber", "--json").out)
    assert told["theory"]["local"] is True


@pytest.mark.parametrize("surface", ["valley", "rosenbrock"])
def test_surfaces_have_theory_but_no_columns(ravine: Ravine, surface: str) -> None:
    said = ravine("theory", f"surface:{surface}", "--momentum", "0.9")
    assert said.status == 0
    assert "standardised" not in said.out


def test_schedules_of_the_command(ravine: Ravine, houses: Path) -> None:
    said = ravine("theory", houses, "--target", "price", "--schedule", "one-cycle", "--json")
    told = json.loads(said.out)
    assert told["theory"]["stable_lr"] is None
    assert "standardised" not in told


# --- what can't be asked of it -----------------------------------------------------------------------------


@pytest.mark.parametrize("rule", [rv.Adam(0.1), SGD(0.1, maximize=True), "sgd", 0.1])
def test_another_rule_is_refused(cost: Cost, rule: Any) -> None:
    with pytest.raises(SettingError, match="expected SGD"):
        theory(cost, rule=rule)


def test_a_run_on_another_cost_is_sent_to_local() -> None:
    trace = rv.descend(Cost(Data([1, 2, 4], [0, 1, 0]), Logistic()), optimizer=SGD(0.1), epochs=3)
    with pytest.raises(SettingError, match="local"):
        theory(trace)
