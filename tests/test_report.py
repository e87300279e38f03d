"""What is shown of runs and of theory holds their numbers."""

from pathlib import Path

import numpy as np
import pytest

import ravine as rv
from ravine.data.files import read_table
from ravine.experiment import Experiment, Run
from ravine.report import document, log_table, run_sections
from ravine.typeset import as_text
from ravine.words import LANGUAGES, number, speaking


@pytest.fixture
def standardised(houses: Path) -> Experiment:
    data = read_table(houses).choose("price").data
    return Experiment(data, standardize=True, epochs=30, runs=(Run("hand"), Run("hand", "half_sum")))


def test_the_log_has_every_weight_of_every_shown_epoch(standardised: Experiment) -> None:
    trace = standardised.descend(standardised.runs[0])
    table = log_table(trace, every=7)
    assert [row[0] for row in table.rows] == ["0", "7", "14", "21", "28", "30"]
    for row in table.rows:
        k = int(row[0])
        assert list(row[1:]) == [number(float(trace.cost[k])), *map(number, trace.W[k])]
    assert table.header[2:] == ("area", "age", "b")


def test_weights_are_shown_for_raw_columns_too(standardised: Experiment, houses: Path) -> None:
    trace = standardised.descend(standardised.runs[0])
    told = document(standardised.resolve(), {"hand": trace})
    data = np.loadtxt(houses, delimiter=",", skiprows=1)
    design = np.column_stack([data[:, :2], np.ones(len(data))])
    best = np.linalg.lstsq(design, data[:, 2], rcond=None)[0]
    raw = told["raw_columns"]["best"]
    np.testing.assert_allclose([raw["W"]["area"], raw["W"]["age"], raw["b"]], best, rtol=1e-10)
    # The final weights on raw columns predict what the final weights on standardised ones do.
    final = told["raw_columns"]["final"]
    predicted = design @ [final["W"]["area"], final["W"]["age"], final["b"]]
    assert np.mean((predicted - data[:, 2]) ** 2) == pytest.approx(trace.cost[-1], rel=1e-9)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_traces_and_theories_show_themselves_in_a_notebook(houses: Path, lang: str) -> None:
    with speaking(lang):
        trace = rv.descend(
            read_table(houses).choose("price").data.x, [1] * 8, optimizer=rv.SGD(1e-4), epochs=5
        )
        theory = rv.theory(trace)
        assert "<table>" in trace._repr_html_()
        assert number(float(trace.cost[5])) in trace._repr_html_()
        assert number(theory.condition) in theory._repr_html_()
        assert number(theory.condition) in str(theory) == theory.text(lang)


def test_an_interrupted_run_is_shown_as_far_as_it_came(standardised: Experiment) -> None:
    experiment = standardised.resolve()
    trace = experiment.descend(experiment.runs[0], lambda epoch, step: epoch == 4)
    with speaking("en"):
        text = as_text(run_sections(experiment, {"hand": trace}))
    assert "W after 4 epochs" in text
    assert "interrupted after 4 of 30 epochs" in " ".join(text.split())
