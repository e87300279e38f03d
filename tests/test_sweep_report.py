"""What is read off a sweep and told: against single descents, and against theory."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import ravine as rv
from ravine.data.files import read_table
from ravine.descent import descend
from ravine.experiment import Experiment
from ravine.hypothesis import Logistic
from ravine.pictures.regimes import regimes
from ravine.report.curves import GOOD, Curve, curves, leader
from ravine.report.sweeps import sweep_document, sweep_sections
from ravine.surfaces import valley
from ravine.sweeps import Sweep, sweep
from ravine.typeset import as_text
from ravine.words import LANGUAGES, speaking

LAB = rv.Cost(rv.Data([[1], [2], [3]], [1, 2, 3]), rv.Linear(bias=False))
LR = np.geomspace(1e-3, 3, 60)


@pytest.fixture(scope="module")
def houses() -> rv.Cost:
    file = Path(__file__).parents[1] / "examples" / "houses.csv"
    return rv.Cost(read_table(file).choose("price").data.standardise())


@pytest.fixture(scope="module")
def found(houses: rv.Cost) -> Sweep:
    return sweep(houses, lr=LR, epochs=60)


def told(found: Sweep, lang: str = "en") -> str:
    """All that is said, on one line."""
    with speaking(lang):
        return " ".join(as_text(sweep_sections(found)).split())


# Read off.


def test_what_is_read_off_is_what_single_descents_do(houses: rv.Cost, found: Sweep) -> None:
    (curve,) = curves(found)
    traces = [descend(houses, optimizer=rv.SGD(lr), epochs=60) for lr in LR]
    assert curve.diverged.tolist() == [trace.diverged_at is not None for trace in traces]
    reached = [
        np.nan if trace.epochs_to_1_percent is None or trace.rises_again else trace.epochs_to_1_percent
        for trace in traces
    ]
    np.testing.assert_array_equal(curve.epochs, np.array(reached, float))
    ends = [trace.end_cost for trace in traces]
    assert ends[curve.lowest] == pytest.approx(min(ends), rel=1e-12)
    assert curve.epochs[curve.best] == np.nanmin(reached)


def test_the_cliff_lies_about_the_limit_of_theory(houses: rv.Cost, found: Sweep) -> None:
    (curve,) = curves(found)
    assert curve.cliff is not None
    below, above = curve.cliff
    assert below < rv.theory(houses).stable_lr < above
    assert curve.limit == rv.theory(houses).stable_lr
    assert np.searchsorted(LR, above) == np.searchsorted(LR, below) + 1


def test_the_good_range_is_all_that_takes_at_most_twice_the_fewest_epochs(found: Sweep) -> None:
    (curve,) = curves(found)
    assert curve.good is not None
    low, high = curve.good
    inside = (curve.lr >= low) & (curve.lr <= high)
    fewest = np.nanmin(curve.epochs)
    assert (curve.epochs[inside] <= GOOD * fewest).all()
    for neighbour in (np.flatnonzero(inside)[0] - 1, np.flatnonzero(inside)[-1] + 1):
        assert not curve.epochs[neighbour] <= GOOD * fewest
    assert curve.width == high / low


def test_the_lrs_that_crawl_are_the_small_ones_that_do_not_get_there(found: Sweep) -> None:
    (curve,) = curves(found)
    assert 0 < curve.crawling < len(LR)
    assert np.isnan(curve.epochs[: curve.crawling]).all()
    assert np.isfinite(curve.epochs[curve.crawling])


def test_regimes_follow_each_other_and_end_where_theory_says(houses: rv.Cost, found: Sweep) -> None:
    (curve,) = curves(found)
    bands = list(regimes(curve))
    known = rv.theory(houses, epochs=60)
    assert [word for word, *_ in bands] == ["crawling", "smooth", "oscillating", "diverging"]
    assert [high for _, _, high in bands[:-1]] == [low for _, low, _ in bands[1:]]
    assert (bands[0][1], bands[-1][2]) == (LR[0], LR[-1])
    assert bands[3][1] == known.stable_lr
    assert known.regime(bands[1][2]) == "smooth"
    assert known.regime(bands[1][2] * 1.2) == "oscillating"


def test_regimes_end_where_they_do_however_few_were_swept(houses: rv.Cost, found: Sweep) -> None:
    few = sweep(houses, lr=LR[[0, -1]], epochs=60)
    assert [word for word, *_ in regimes(curves(few)[0])][-3:] == ["smooth", "oscillating", "diverging"]
    for one, other in zip([*regimes(curves(few)[0])][-2:], [*regimes(curves(found)[0])][-2:], strict=True):
        assert one[1:] == pytest.approx(other[1:])


def test_each_momentum_has_the_limit_of_its_own_rule(houses: rv.Cost) -> None:
    for nesterov, momenta in ((False, np.array([0.0, 0.5, 0.9])), (True, np.array([0.1, 0.5, 0.9]))):
        rule = rv.SGD(0.1, momentum=0.5, nesterov=nesterov)
        for curve in curves(sweep(houses, lr=LR, momentum=momenta, optimizer=rule, epochs=40)):
            own = replace(rule, momentum=curve.momentum)
            assert curve.limit == pytest.approx(rv.theory(houses, rule=own).stable_lr, rel=1e-12)


def test_the_best_pair_is_the_best_of_all_descents(houses: rv.Cost) -> None:
    momenta = np.array([0.0, 0.3, 0.6])
    best = leader(curves(sweep(houses, lr=LR, momentum=momenta, epochs=40)))
    fewest = np.nanmin(
        [
            [descend(houses, optimizer=rv.SGD(lr, momentum=beta), epochs=40).epochs_to_1_percent or np.nan
             for lr in LR]
            for beta in momenta
        ]
    )  # fmt: skip
    assert best.epochs[best.best] == fewest


def test_one_that_leaves_1_percent_again_is_not_the_best() -> None:
    found = sweep(LAB, lr=np.geomspace(0.01, 20, 120), optimizer="adam", epochs=20)
    (curve,) = curves(found)
    left = np.isfinite(found.epochs_to_1_percent[0, 0, 0]) & (curve.excess > 0.01 * curve.start_cost)
    assert (curve.left == left & ~curve.diverged).all()
    left = curve.left
    assert curve.epochs[curve.best] == curve.epochs[curve.reached].min() > curve.epochs[left].min()
    sooner = (curve.epochs < curve.epochs[curve.best]).sum()
    assert f"{sooner} others were there sooner" in told(found)


def test_where_none_stays_at_1_percent_it_is_said() -> None:
    # Momentum takes it past the bottom, and weight decay to rest away from it.
    rule = rv.SGD(momentum=0.8, weight_decay=2.0)
    found = sweep([1, 2, 3], [1, 2, 4], bias=False, lr=np.array([0.01, 0.02]), optimizer=rule, epochs=300)
    (curve,) = curves(found)
    assert curve.left.all()
    assert curve.good is None
    assert "2 were there before, and rose again" in told(found)
    assert f"{int(curve.epochs[curve.best])}, left again" in told(found)


def of(epochs: list[float], found: Sweep) -> Curve:
    """A curve with these epochs to 1 %, at lrs 1, 2, 3, …; each of them stays there."""
    first = np.array(epochs)
    lr, cost = np.arange(1.0, len(first) + 1), np.full(len(first), found.least or 0.0)
    return Curve(found, 0, None, lr, cost, first)


@pytest.mark.parametrize(
    ("epochs", "good", "strays"),
    [
        ([9, 4, 2, 3, 9], (2, 4), 0),
        ([9, 4, 9, 2, 9], (2, 4), 0),  # a single one that isn't as quick is taken along
        ([4, 9, 9, 2, 3], (4, 5), 1),  # of two it is the end
        ([2, 9, 9, 3, 3], None, 2),
        ([np.nan, 3, 2, np.nan, 4], (2, 5), 0),
    ],
)
def test_the_good_range_holds_together(
    epochs: list[float], good: tuple[float, float] | None, strays: int, found: Sweep
) -> None:
    curve = of(epochs, found)
    assert (curve.good, curve.strays) == (good, strays)
    assert curve.ragged == (strays > 0)


def test_of_a_ragged_range_the_ends_are_not_all_that_is_told(found: Sweep) -> None:
    assert "So exactly does lr have to be known" in told(found)
    swings = sweep(LAB, lr=np.geomspace(0.01, 20, 120), optimizer="adam", epochs=20)
    (curve,) = curves(swings)
    assert curve.ragged
    assert f"{curve.strays} more lrs are as quick" in told(swings)
    assert "So exactly" not in told(swings)


def test_of_a_best_lr_alone_it_is_said() -> None:
    found = sweep(LAB, lr=np.array([0.01, 0.1, 0.2]), epochs=60)
    assert curves(found)[0].good is None
    assert "take more than twice as long, or never get there" in told(found)


def test_a_good_range_that_ends_with_the_sweep_may_be_wider(houses: rv.Cost) -> None:
    assert "It ends where the sweep does" in told(sweep(houses, lr=np.linspace(0.3, 0.6, 9), epochs=60))


def test_momenta_in_any_order_are_read_in_rising_order(houses: rv.Cost) -> None:
    given = sweep(houses, lr=LR, momentum=np.array([0.9, 0.0, 0.5]), epochs=40)
    rising = sweep(houses, lr=LR, momentum=np.array([0.0, 0.5, 0.9]), epochs=40)
    for one, other in zip(curves(given), curves(rising), strict=True):
        assert one.momentum == other.momentum
        np.testing.assert_array_equal(one.epochs, other.epochs)
    assert told(given) == told(rising)


def test_that_classes_are_separable_is_said() -> None:
    cost = rv.Cost(rv.Data(np.array([[-2.0], [-1.0], [1.0], [3.0]]), np.array([0.0, 0, 1, 1])), Logistic())
    with speaking("en"):
        text = " ".join(as_text(sweep_sections(sweep(cost, points=5, epochs=10), None, "ravine run")).split())
    assert "There is no least cost" in text
    assert "Lowest at the end" not in text
    assert "ravine run" not in text  # the largest lr of all, which is no advice


def test_of_several_rules_a_ragged_one_has_no_width_to_compare() -> None:
    rules = ["sgd", "adam", "rmsprop"]
    found = sweep(LAB, lr=np.geomspace(0.01, 20, 120), optimizer=rules, epochs=20)
    assert [curve.name for curve in curves(found) if curve.ragged] == ["adam"]
    text = told(found)
    assert "Of adam a width says little" in text
    assert not re.search(r"(widest|narrowest) for adam", text)


# Told.


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sentences_have_the_numbers_of_this_sweep(houses: rv.Cost, found: Sweep, lang: str) -> None:
    (curve,) = curves(found)
    known, text = rv.theory(houses, epochs=60), told(found, lang)
    for value in (known.best_lr, known.long_run_lr, known.stable_lr, *curve.cliff, *curve.good):  # type: ignore[misc]
        assert f"{value:.6g}" in text
    assert f"{curve.width:.3g}" in text
    assert str(int(curve.epochs[curve.best])) in text
    assert f"{curve.crawling}" in text


def test_the_table_has_the_best_few_in_order(found: Sweep) -> None:
    (curve,) = curves(found)
    text = as_text(sweep_sections(found))
    rows = [line.split() for line in text.split("─\n")[1].split("\n\n")[0].splitlines()]
    assert [row[0] for row in rows] == [f"{LR[i]:.6g}" for i in curve.order[:5]]
    assert [int(row[1]) for row in rows] == sorted(int(row[1]) for row in rows)


def test_where_the_measured_limit_lies_beside_that_of_theory_is_said(houses: rv.Cost) -> None:
    limit = rv.theory(houses).stable_lr
    for lrs, epochs, words in (
        ([0.5 * limit, 0.99 * limit, 1.5 * limit], 60, "lies between the two"),
        ([0.5 * limit, (1 + 1e-8) * limit, 3 * limit], 20, "is lower"),
        ([0.2 * limit, 0.5 * limit], 60, "is above the largest"),
    ):
        assert words in told(sweep(houses, lr=np.array(lrs), epochs=epochs)), words


def test_when_all_diverge_the_limit_is_named_and_nothing_is_recommended(houses: rv.Cost) -> None:
    found = sweep(houses, lr=np.geomspace(2, 50, 20), epochs=60)
    with speaking("en"):
        text = " ".join(as_text(sweep_sections(found, None, "ravine run houses.csv")).split())
    assert "Every descent ends above the start" in text
    assert f"Theory's limit is {rv.theory(houses).stable_lr:.6g}" in text
    assert "ravine run" not in text


def test_at_the_best_w_there_is_nothing_to_gain(houses: rv.Cost) -> None:
    best, _ = rv.theory(houses).best
    found = sweep(houses, lr=LR[:40], starts=[best], epochs=20)
    assert "The start is the best W already" in told(found)
    assert not curves(found)[0].reached.any()


def test_where_none_gets_to_1_percent_the_lowest_is_told() -> None:
    x = np.linspace(-1, 1, 12)[:, None]
    cost = rv.Cost(rv.Data(x, (x[:, 0] + np.tile([0.3, -0.3], 6) > 0) * 1.0), Logistic())
    found = sweep(cost, lr=np.geomspace(1e-4, 1e-2, 20), epochs=10)
    text = told(found)
    assert "No lr got to 1 %" in text
    assert f"Lowest at the end: lr {found.lr[0, -1]:.6g}" in text
    assert "The best is the largest lr that was swept" in text


def test_several_rules_stand_by_their_best_and_the_width_of_their_good_range(houses: rv.Cost) -> None:
    found = sweep(houses, lr=LR, optimizer=["sgd", "adam"], epochs=60)
    sgd, adam = curves(found)
    first = min((sgd, adam), key=lambda curve: curve.epochs[curve.best])
    text = told(found)
    assert f"{first.name} did best: 1 % at epoch {int(first.epochs[first.best])}" in text
    for curve in (sgd, adam):
        assert re.search(rf"{curve.name} .*× {curve.width:.3g}", text)


def test_pairs_are_told_beside_theory_and_without_momentum() -> None:
    cost = valley(condition=100)
    found = sweep(cost, lr=np.geomspace(1e-3, 1e-1, 40), momentum=np.linspace(0, 0.95, 20),
                  starts=[[1.0, 0.1]], epochs=80)  # fmt: skip
    text, best = told(found), leader(curves(found))
    assert f"lr {best.lr[best.best]:.6g}, momentum {best.momentum:.6g}" in text
    rule = rv.theory(cost, start=[1.0, 0.1], epochs=80).best_rule()
    assert f"lr {rule.lr:.6g}, momentum {rule.momentum:.6g}" in text
    assert f"theory's limit is {rv.theory(cost).stable_lr:.6g}" in text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "settings",
    [
        {"optimizer": ["sgd", "adam", "rmsprop"]},
        {"momentum": np.array([0.1, 0.9]), "optimizer": ["sgd", "adam"]},
        {"momentum": np.array([0.1, 0.9]), "lr": np.array([50.0, 60.0])},
        {"lr": np.array([0.1, 1.0])},
        {"epochs": 1},
    ],
)
def test_every_kind_of_sweep_is_told_within_80_columns(
    houses: rv.Cost, settings: dict[str, Any], lang: str
) -> None:
    found = sweep(houses, **{"lr": LR, "epochs": 15, **settings})
    with speaking(lang):
        assert max(map(len, as_text(sweep_sections(found)).splitlines())) <= 80


def test_rows_are_said_to_be_read_once_where_there_are_more_than_needed(found: Sweep) -> None:
    assert "8 rows read once" in told(found)
    assert "read once" not in told(sweep(valley(), lr=np.array([1e-3, 1e-2]), epochs=5))


def test_the_document_has_the_points_and_what_is_read_off(found: Sweep) -> None:
    rows = read_table(Path(__file__).parents[1] / "examples" / "houses.csv").choose("price").data
    told = sweep_document(Experiment(rows, standardize=True, epochs=60), found)
    (curve,) = curves(found)
    assert told["points"]["lr"] == LR.tolist()
    assert told["curves"] == [curve.to_dict()]
    assert told["curves"][0]["diverges_between"] == list(curve.cliff or ())
    assert told["experiment"]["cost"]["standardize"] is True
