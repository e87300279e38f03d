"""Experiment: what a document says is what runs."""

import json
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ravine.data import Data
from ravine.descent import descend
from ravine.errors import DataError, RavineError, SettingError, ShapeError
from ravine.experiment import Experiment, Run
from ravine.optim import SGD, Adadelta, Adam, CosineAnnealingLR, Rprop, StepLR
from ravine.words import LANGUAGES, speaking

LAB: dict[str, Any] = {
    "data": {"x": [[1], [2], [3]], "y": [1, 2, 3]},
    "cost": {"bias": False},
    "descent": {"epochs": 10},
    "runs": [{"lr": 0.15}],
}


def test_a_document_and_what_it_becomes_run_alike() -> None:
    experiment = Experiment.from_dict(LAB)
    again = Experiment.from_dict(json.loads(json.dumps(experiment.to_dict())))
    assert again.to_dict() == experiment.to_dict()
    np.testing.assert_array_equal(again.descend(again.runs[0]).W, experiment.descend(experiment.runs[0]).W)


def test_without_runs_there_is_one_by_hand_at_the_best_lr() -> None:
    experiment = Experiment.from_dict({"data": LAB["data"]})
    assert experiment.runs == (Run("hand", "mean", None),)
    assert experiment.resolve().runs[0].lr == experiment.theory().best_lr


def test_the_best_lr_is_that_of_the_gradient_scale() -> None:
    experiment = Experiment.from_dict({**LAB, "runs": [{"gradient": "half_sum"}, {"gradient": "mean"}]})
    by_hand, true = experiment.resolve().runs
    assert by_hand.lr == pytest.approx(1 / 14, rel=1e-12)
    assert true.lr == pytest.approx(3 / 28, rel=1e-12)


@pytest.mark.parametrize(
    ("run", "rule"),
    [
        (
            Run(lr=0.1, optimizer="adam", settings={"beta1": 0.8, "amsgrad": True}),
            Adam(0.1, (0.8, 0.999), amsgrad=True),
        ),
        (Run(optimizer="rprop", settings={"etaplus": 1.5}), Rprop(etas=(0.5, 1.5))),
        (Run(lr=0.1, schedule="cosine"), SGD(CosineAnnealingLR(0.1, T_max=10))),
        (Run(optimizer="adadelta", schedule="step"), Adadelta(StepLR(1.0, step_size=4))),
    ],
)
def test_a_rule_its_settings_and_its_schedule_are_kept_and_run(run: Run, rule: Any) -> None:
    experiment = replace(Experiment.from_dict(LAB), runs=(run,))
    again = Experiment.from_dict(json.loads(json.dumps(experiment.to_dict())))
    assert again.runs == experiment.runs
    trace = again.descend(again.runs[0])
    assert trace.optimizer == rule
    np.testing.assert_array_equal(trace.W, descend(again.cost(), optimizer=rule, epochs=10).W)


def test_the_best_lr_is_for_descent_without_momentum() -> None:
    experiment = Experiment.from_dict({**LAB, "runs": [{}]})
    best = experiment.theory().best_lr
    for run in (Run(), Run(schedule="linear"), Run(settings={"weight_decay": 0.1})):
        assert experiment.lr(run) == best
    for run in (Run(settings={"momentum": 0.9}), Run(schedule="one-cycle")):
        assert experiment.lr(run) == 0.001
    assert experiment.lr(Run(optimizer="nadam")) == 0.002


@pytest.mark.parametrize(
    "settings",
    [{"optimizer": "adamm"}, {"optimizer": None}, {"schedule": "sine"}, {"settings": {"beta1": 0.9}}],
)
def test_a_run_that_cannot_be_is_refused_at_once(settings: dict[str, Any]) -> None:
    with pytest.raises(SettingError):
        Run(**settings)


def test_standardised_columns_are_descended_and_undone(houses: Path) -> None:
    document = {"data": {"file": houses.name, "target": "price"}, "cost": {"standardize": True}}
    experiment = Experiment.from_dict(document, houses.parent)
    trace = experiment.descend(experiment.runs[0])
    assert experiment.standardisation is not None
    raw = experiment.standardisation.undo(trace.best[0], bias=True)
    x = np.column_stack([experiment.data.x, np.ones(experiment.data.m)])
    np.testing.assert_allclose(raw, np.linalg.lstsq(x, experiment.data.y, rcond=None)[0], rtol=1e-10)


def test_files_are_looked_for_beside_the_document(houses: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_bytes(houses.read_bytes())
    toml = tmp_path / "mine.toml"
    toml.write_text('[data]\nfile = "mine.csv"\ntarget = "price"\nfeatures = ["age"]\n', encoding="utf-8")
    assert Experiment.from_toml(toml).data.names == ("age",)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"dta": {}}, "dta"),
        ({"data": {"x": [[1]]}}, "data.y"),
        ({"data": {"x": [[1]], "y": [1], "z": 1}}, "data.z"),
        ({"data": []}, "data"),
        ({"data": {"file": "a.csv", "drop_missing": "no"}}, "data.drop_missing"),
        ({"cost": {"bias": 1}}, "cost.bias"),
        ({"cost": {"loss": "absolute"}}, "cost.loss"),
        ({"runs": []}, "runs"),
        ({"runs": {}}, "runs"),
        ({"runs": [{"engine": "jax"}]}, "runs.engine"),
        ({"runs": [{"optimizer": "adamm"}]}, "runs.optimizer"),
        ({"runs": [{"optimizer": ["adam"]}]}, "runs.optimizer"),
        ({"runs": [{"optimizer": "adam", "settings": {"momentum": 0.9}}]}, "runs.settings.momentum"),
        ({"runs": [{"settings": {"momentum": "much"}}]}, "momentum"),
        ({"runs": [{"settings": {"nesterov": True}}]}, "nesterov"),
        ({"runs": [{"settings": 0.9}]}, "runs.settings"),
        ({"runs": [{"schedule": "sine"}]}, "runs.schedule"),
        ({"runs": [{"Lr": 1}]}, "runs.Lr"),
    ],
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_not_understood_is_named(change: dict[str, Any], expected: str, lang: str) -> None:
    with speaking(lang), pytest.raises(RavineError, match=expected.replace(".", r"\.")):
        Experiment.from_dict({**LAB, **change})


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"runs": [{"gradient": "half"}]}, SettingError),
        ({"runs": [{"lr": "fast"}]}, SettingError),
        ({"runs": [{"lr": -1}]}, SettingError),
        ({"descent": {"epochs": 1.5}}, SettingError),
        ({"descent": {"dtype": "float16"}}, SettingError),
        ({"descent": {"start": [1, 2]}}, ShapeError),
        ({"data": {"x": [[1], [2]], "y": [1, "a"]}}, DataError),
        ({"data": {"x": [[1], [2]], "y": [1]}}, ShapeError),
    ],
)
def test_what_cannot_be_run_is_refused(change: dict[str, Any], kind: type[Exception]) -> None:
    def try_it() -> None:
        experiment = Experiment.from_dict({**LAB, **change})
        experiment.descend(experiment.runs[0])

    with pytest.raises(kind):
        try_it()


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    for name, content in (("broken.toml", b"[data"), ("latin.toml", b"# \xff"), ("missing.toml", None)):
        if content is not None:
            (tmp_path / name).write_bytes(content)
        with pytest.raises(DataError, match=name):
            Experiment.from_toml(tmp_path / name)


def test_a_start_whose_cost_is_beyond_all_numbers_is_refused() -> None:
    experiment = Experiment(Data([[1e100], [2e100]], [1.0, 2.0]), start=1e100)
    with pytest.raises(DataError):
        experiment.theory()


def test_the_shipped_lab_is_valid_toml() -> None:
    import ravine.labs

    folder = Path(ravine.labs.__file__).parent
    for file in folder.glob("*.toml"):
        assert tomllib.loads(file.read_text(encoding="utf-8"))["data"]
