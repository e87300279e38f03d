"""Experiment: what a document says is what runs."""

import json
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ravine.batches import Batches
from ravine.cost import Cost
from ravine.data import Data
from ravine.descent import descend
from ravine.errors import DataError, RavineError, SettingError, ShapeError
from ravine.experiment import Experiment, Run
from ravine.hypothesis import HYPOTHESES, Linear, Logistic, Polynomial, Softmax
from ravine.loss import LOSSES, Huber, absolute
from ravine.optim import SGD, Adadelta, Adam, CosineAnnealingLR, Rprop, StepLR
from ravine.surfaces import SURFACES
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
    assert experiment.runs == (Run("auto", "mean", None),)
    assert experiment.resolve().runs[0].engine == "hand"
    assert experiment.resolve().runs[0].lr == experiment.theory().best_lr


def test_a_long_loop_over_a_least_squares_cost_is_run_on_the_few_rows() -> None:
    x = np.random.default_rng(0).normal(size=(300_000, 2))
    data = Data(x, x @ [1.0, 2.0])
    auto, hand = Run("auto"), Run("hand")
    assert Experiment(data, epochs=400).engine(auto) == "exact"
    assert Experiment(data, epochs=400).engine(hand) == "hand"
    assert Experiment(Data([1, 2, 3], [1, 2, 3]), epochs=100_000).engine(auto) == "exact"
    for other in ({"epochs": 10}, {"batch_size": 1000}, {"dtype": "float32"}, {"loss": "absolute"}):
        assert Experiment(data, **{"epochs": 400, **other}).engine(auto) == "hand"
    long = Experiment(data, epochs=400, keep=100, holdout=0.1).resolve()
    traces = [long.descend(replace(long.runs[0], engine=engine)) for engine in ("auto", "hand")]
    assert [trace.engine for trace in traces] == ["exact", "hand"]
    assert np.allclose(traces[0].W, traces[1].W, rtol=1e-9)
    assert np.allclose(traces[0].held_out, traces[1].held_out, rtol=1e-9, atol=1e-12)  # type: ignore[arg-type]


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


def test_the_best_lr_is_that_of_the_rule_where_theory_follows_it() -> None:
    experiment = Experiment.from_dict({**LAB, "runs": [{}]})
    best = experiment.theory().best_lr
    for run in (Run(), Run(schedule="linear")):
        assert experiment.lr(run) == best
    for settings in ({"weight_decay": 1.0}, {"momentum": 0.5}, {"momentum": 0.9}):
        run = Run(settings=settings)
        lr = experiment.lr(run)
        ends = [experiment.descend(replace(run, lr=times * lr)).cost[-1] for times in (1, 0.5, 0.9, 1.1, 1.5)]
        assert ends[0] <= min(ends) * (1 + 1e-9)
    assert experiment.lr(Run(schedule="one-cycle")) == 0.001
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
        ({"cost": {"loss": "cubic"}}, "cost.loss"),
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
        assert tomllib.loads(file.read_text(encoding="utf-8"))["experiment"]["data"]


# --- every kind of cost ----------------------------------------------------------------------------

numbers = np.random.default_rng(0)
X2 = numbers.normal(size=(20, 2)) * [1, 30] + [0, 100]
Y2 = X2 @ [2.0, 0.1] + numbers.normal(size=20)
THREE = {"data": {"x": X2.tolist(), "y": (np.arange(20) % 3).tolist()}}
PLANE = {"data": {"x": X2.tolist(), "y": Y2.tolist(), "names": ["area", "age"], "target": "price"}}
LINE = {"data": {"x": X2[:, 0].tolist(), "y": Y2.tolist()}}

# Sections of a document, and what stands beside the data in the experiment that they describe.
KINDS: list[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]] = [
    (LINE, {"hypothesis": "line", "bias": False}, {}),
    (LINE, {"hypothesis": "polynomial", "degree": 5, "standardize": True}, {"dtype": "float32"}),
    (PLANE, {"loss": "absolute"}, {"tol": 1e-3, "clip": 2}),
    (PLANE, {"loss": "huber", "delta": 0.25, "l2": 0.5}, {"batch_size": 6, "seed": 3, "sampling": "replace"}),
    (PLANE, {"standardize": True}, {"holdout": 0.3, "seed": 5, "start": [1, 2, 3]}),
    (THREE, {"hypothesis": "softmax", "standardize": True}, {"batch_size": 7}),
    (
        {"data": {**THREE["data"], "y": [k % 2 for k in range(20)]}},
        {"hypothesis": "logistic", "l2": 1e-3},
        {"clip": 0.1},
    ),
    ({"data": {"surface": "valley", "condition": 50, "turn": 30}}, {}, {"start": [3, 1]}),
    ({"data": {"surface": "rosenbrock"}}, {}, {"clip": 1.5}),
    ({"data": {"surface": "double-well"}}, {}, {"tol": 1e-4}),
]
each_kind = pytest.mark.parametrize(("data", "cost", "descent"), KINDS, ids=str)


def written(data: Any, cost: Any, descent: Any, **run: Any) -> dict[str, Any]:
    sections = {"cost": cost} if cost else {}
    return {**data, **sections, "descent": {"epochs": 4, **descent}, "runs": [{"lr": 1e-3, **run}]}


@each_kind
@pytest.mark.parametrize("engine", ["hand", "torch"])
def test_a_document_of_every_kind_comes_back(data: Any, cost: Any, descent: Any, engine: str) -> None:
    document = written(data, cost, descent, engine=engine)
    experiment = Experiment.from_dict(document)
    for key, value in {**cost, **descent}.items():
        assert getattr(experiment, key) == value
    told = experiment.to_dict()
    again = Experiment.from_dict(json.loads(json.dumps(told)))
    assert again.to_dict() == told
    first, second = (one.descend(one.runs[0]) for one in (experiment, again))
    np.testing.assert_array_equal(first.W, second.W)
    assert first.engine in (engine, "exact")
    assert (first.engine == "torch") == (engine == "torch")
    for section in ("cost", "descent"):  # what was written is told
        mine = told.get(section, {})
        for key, value in document.get(section, {}).items():
            assert mine[key] == value, key


@each_kind
def test_what_stands_in_a_document_is_what_descends(data: Any, cost: Any, descent: Any) -> None:
    experiment = Experiment.from_dict(written(data, cost, descent))
    trace = experiment.descend(experiment.runs[0])
    objective = trace.objective
    if isinstance(objective, Cost):
        assert objective.hypothesis.name == cost.get("hypothesis", "linear")
        assert objective.loss.name == (cost.get("loss") or objective.loss.name)
        assert objective.l2 == cost.get("l2", 0)
        assert objective.hypothesis.bias == cost.get("bias", True)
        assert getattr(objective.loss, "delta", 0.25) == 0.25
        assert getattr(objective.hypothesis, "degree", 5) == 5
    assert trace.W.dtype == descent.get("dtype", "float64")
    batches = descent.get("batch_size")
    expected = (
        Batches(batches, descent.get("seed", 0), descent.get("sampling", "shuffle")) if batches else None
    )
    assert trace.batches == expected
    assert trace.optimizer.settings.get("clip") == descent.get("clip")


def test_the_kinds_are_all_there() -> None:
    """The tests above would miss something if they weren't."""
    hypotheses = {
        cost.get("hypothesis", "linear") for data, cost, _ in KINDS if "surface" not in data["data"]
    }
    assert hypotheses == set(HYPOTHESES)
    costs = [cost for _, cost, _ in KINDS]
    assert {"absolute", "huber"} <= {cost.get("loss") for cost in costs} <= {None, *LOSSES}


@pytest.mark.parametrize("name", SURFACES)
@pytest.mark.parametrize("engine", ["hand", "torch"])
def test_a_surface_begins_where_there_is_something_to_see(name: str, engine: str) -> None:
    experiment = Experiment.from_dict({"data": {"surface": name}, "runs": [{"engine": engine, "lr": 1e-3}]})
    assert experiment.data is None
    trace = experiment.descend(experiment.runs[0])
    assert (trace.engine == "torch") == (engine == "torch")
    assert np.abs(trace.gradient[0]).max() > 1e-6
    assert trace.best is not None
    assert isinstance(trace.objective, type(SURFACES[name]()))
    with pytest.raises(SettingError):
        experiment.cost()


def test_on_a_valley_both_engines_really_run() -> None:
    runs = [{"engine": engine, "lr": 0.01} for engine in ("hand", "torch")]
    experiment = Experiment.from_dict({"data": {"surface": "valley", "turn": 30}, "runs": runs})
    hand, by_torch = (experiment.descend(run) for run in experiment.runs)
    assert by_torch.engine == "torch"
    np.testing.assert_allclose(by_torch.W, hand.W, rtol=1e-10)
    assert by_torch.best.cost == hand.best.cost == 0


# --- what can't be ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "change", "said"),
    [
        *(
            (LINE, {"cost": {"hypothesis": "polynomial", "degree": bad}}, "degree")
            for bad in ("three", 0, 2.5, 21)
        ),
        *((LINE, {"cost": {"degree": bad}}, "degree") for bad in ("three", True, None)),
        *((PLANE, {"cost": {"l2": bad}}, "l2") for bad in (-1, "much", True, float("nan"), float("inf"))),
        *((PLANE, {"cost": {"loss": "huber", "delta": bad}}, "delta") for bad in (0, -1, "1", False)),
        (PLANE, {"cost": {"delta": -1}}, "delta"),
        *(
            (PLANE, {"descent": {"holdout": bad}}, "holdout")
            for bad in (1, -0.1, 2, "0.2", True, float("nan"))
        ),
        (PLANE, {"descent": {"holdout": 0.999}}, "holdout"),
        *((PLANE, {"descent": {"batch_size": bad}}, "batch_size") for bad in (0, 1.5, True, -3, "8")),
        *((PLANE, {"descent": {"seed": bad}}, "seed") for bad in (-1, 0.5, "x", True)),
        *((PLANE, {"descent": {"seed": bad, "holdout": 0.5}}, "seed") for bad in (-1, "x")),
        *((PLANE, {"descent": {"sampling": bad}}, "sampling") for bad in ("x", "", None, 1, ["shuffle"])),
        *((PLANE, {"descent": {"clip": bad}}, "clip") for bad in (0, -1, "1", True)),
        *((PLANE, {"descent": {"tol": bad}}, "tol") for bad in (-1, "1", True)),
        *(
            (PLANE, {"cost": {"hypothesis": bad}}, "cost.hypothesis")
            for bad in ("cubic", "", 1, None, ["line"])
        ),
        *((PLANE, {"cost": {"loss": bad}}, "cost.loss") for bad in ("cubic", "", 1, ["huber"])),
        (PLANE, {"cost": {"loss": "log"}}, "log"),
        (PLANE, {"cost": {"hypothesis": "line"}}, "line"),
        (PLANE, {"cost": {"hypothesis": "logistic"}}, "price"),
        (THREE, {"cost": {"hypothesis": "logistic"}}, "softmax"),
        ({}, {}, "data"),
        *(
            ({"data": {"surface": bad}}, {}, "surface")
            for bad in ("nope", "", 5, None, ["valley"], {"a": 1}, "Valley")
        ),
        ({"data": {"surface": "valley", "x": [1], "y": [1]}}, {}, "valley"),
        ({"data": {"surface": "valley", "file": "a.csv"}}, {}, "valley"),
        ({"data": {"surface": "valley", "name": "x"}}, {}, "valley"),
        ({"data": {"surface": "rosenbrock", "condition": 3}}, {}, "rosenbrock"),
        *(
            ({"data": {"surface": "valley", "condition": bad}}, {}, "condition")
            for bad in (0, float("nan"), "100", True)
        ),
        *(({"data": {"surface": "valley", "turn": bad}}, {}, "turn") for bad in (float("inf"), "45")),
        *(
            ({"data": {"surface": "valley"}}, {section: {key: value}}, key)
            for section, key, value in (
                ("cost", "hypothesis", "logistic"),
                ("cost", "hypothesis", "polynomial"),
                ("cost", "degree", 3),
                ("cost", "loss", "huber"),
                ("cost", "delta", 2),
                ("cost", "l2", 0.1),
                ("cost", "bias", False),
                ("cost", "standardize", True),
                ("descent", "batch_size", 8),
                ("descent", "sampling", "replace"),
                ("descent", "holdout", 0.2),
                ("descent", "dtype", "float32"),
            )
        ),
        ({"data": {"surface": "valley"}}, {"runs": [{"gradient": "sum"}]}, "sum"),
        ({"data": {"surface": "valley"}}, {"descent": {"start": [1, 2, 3]}}, "w1, w2"),
    ],
    ids=str,
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_setting_of_the_wrong_kind_is_one_sentence(data: Any, change: Any, said: str, lang: str) -> None:
    def try_it() -> None:
        experiment = Experiment.from_dict({**data, **change})
        experiment.descend(experiment.runs[0])

    with speaking(lang), pytest.raises(RavineError, match=said.replace(".", r"\.")) as fault:
        try_it()
    with speaking(lang):
        assert "\n" not in str(fault.value)


# --- standardised, held out ------------------------------------------------------------------------


@pytest.mark.parametrize("hypothesis", ["linear", "logistic", "softmax"])
@pytest.mark.parametrize("holdout", [0.0, 0.3])
def test_predictions_are_of_raw_columns_though_descent_saw_standardised_ones(
    hypothesis: str, holdout: float
) -> None:
    y = {"linear": Y2, "logistic": np.arange(20) % 2, "softmax": np.arange(20) % 3}[hypothesis]
    experiment = Experiment(
        Data(X2, y), hypothesis=hypothesis, standardize=True, holdout=holdout, runs=(Run(lr=0.1),)
    )
    trace = experiment.descend(experiment.runs[0])
    how = experiment.standardisation
    seen = trace.objective.hypothesis
    np.testing.assert_allclose(trace.predict(X2), seen.predict(how.apply(X2), trace.W[-1]), rtol=1e-12)
    if hypothesis == "linear":
        raw = how.undo(trace.W[-1], bias=True)
        np.testing.assert_allclose(trace.predict(X2), X2 @ raw[:2] + raw[2], rtol=1e-10)


@pytest.mark.parametrize("share", [0.01, 0.25, 0.5, 0.9])
@pytest.mark.parametrize("seed", [0, 7])
def test_held_out_rows_are_never_seen(share: float, seed: int) -> None:
    experiment = Experiment(
        Data(X2, Y2), holdout=share, seed=seed, batch_size=3, epochs=5, runs=(Run(lr=1e-5),)
    )
    training, held = experiment.training, experiment.held_out
    assert held.m == max(round(share * 20), 1)
    assert training.m + held.m == 20
    both = np.vstack([np.column_stack([rows.x, rows.y]) for rows in (training, held)])
    whole = np.column_stack([X2, Y2])
    assert {tuple(row) for row in both} == {tuple(row) for row in whole}
    order = [X2[:, 0].tolist().index(first) for first in training.x[:, 0]]
    assert order == sorted(order)  # the rows keep their own order
    trace = experiment.descend(experiment.runs[0])
    # The same run on the training rows alone: what is held out can't have been seen.
    alone = Experiment(training, seed=seed, batch_size=3, epochs=5, runs=(Run(lr=1e-5),))
    np.testing.assert_array_equal(trace.W, alone.descend(alone.runs[0]).W)
    again = Experiment(Data(X2, Y2), holdout=share, seed=seed)
    np.testing.assert_array_equal(again.held_out.x, held.x)
    other = Experiment(Data(X2, Y2), holdout=share, seed=seed + 1)
    assert not np.array_equal(other.held_out.x, held.x)


@pytest.mark.parametrize("engine", ["hand", "torch"])
@pytest.mark.parametrize("l2", [0.0, 0.3])
def test_the_held_out_cost_is_that_of_those_rows_without_the_pull(engine: str, l2: float) -> None:
    experiment = Experiment(
        Data(X2, Y2), holdout=0.4, standardize=True, l2=l2, epochs=6, runs=(Run(engine, lr=0.1),)
    )
    trace = experiment.descend(experiment.runs[0])
    how, held = experiment.standardisation, experiment.held_out
    np.testing.assert_allclose(how.mean, experiment.training.x.mean(axis=0))
    np.testing.assert_allclose(how.scale, experiment.training.x.std(axis=0))
    A = np.column_stack([(held.x - how.mean) / how.scale, np.ones(held.m)])
    expected = [((A @ W - held.y) ** 2).mean() for W in trace.W]
    np.testing.assert_allclose(trace.held_out, expected, rtol=1e-10)
    assert Experiment(Data(X2, Y2)).descend(Run(lr=1e-6)).held_out is None


@pytest.mark.parametrize("hypothesis", ["logistic", "softmax", "polynomial"])
def test_rows_held_out_may_lack_a_class_or_lie_outside(hypothesis: str) -> None:
    x = np.arange(12.0)
    y = {"logistic": [0] * 11 + [1], "softmax": [0] * 10 + [1, 2], "polynomial": x**2}[hypothesis]
    for seed in range(6):
        experiment = Experiment(
            Data(x, y), hypothesis=hypothesis, holdout=0.25, seed=seed, runs=(Run(lr=0.01),)
        )
        trace = experiment.descend(experiment.runs[0])
        assert trace.W.shape[1] == {"logistic": 2, "softmax": 6, "polynomial": 3}[hypothesis]
        assert np.isfinite(trace.held_out).all()


def test_words_of_a_file_are_known_though_the_rows_that_have_them_are_held_out(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x,y\n" + "".join(f"{k},{'abc'[min(k // 5, 2)]}\n" for k in range(11)))
    for seed in range(8):
        document = {
            "data": {"file": "a.csv", "target": "y"},
            "cost": {"hypothesis": "softmax"},
            "descent": {"holdout": 0.2, "seed": seed},
        }
        experiment = Experiment.from_dict(document, tmp_path)
        trace = experiment.descend(Run(lr=0.01))
        assert trace.W.shape[1] == 6
        assert np.isfinite(trace.held_out).all()


# --- the lr that stands for "auto" -----------------------------------------------------------------


@pytest.mark.parametrize("gradient", ["mean", "half_sum"])
@pytest.mark.parametrize("l2", [0.0, 0.5])
def test_without_a_theory_the_lr_is_1_over_the_largest_curvature(gradient: str, l2: float) -> None:
    kinds = {
        "linear": (Data(X2, Y2), Huber()),
        "logistic": (Data(X2, np.arange(20) % 2), None),
        "softmax": (Data(X2, np.arange(20) % 3), None),
    }
    for hypothesis, (rows, loss) in kinds.items():
        run = Run(gradient=gradient)
        experiment = Experiment(
            rows,
            hypothesis=hypothesis,
            loss=loss.name if loss else None,
            l2=l2,
            standardize=True,
            runs=(run,),
        )
        cost, lr = experiment.cost(run), experiment.lr(run)
        curvatures = [
            np.linalg.eigvalsh(cost.hessian(W))[-1] * cost.ratio
            for W in [np.zeros(cost.p), *numbers.normal(size=(30, cost.p)), experiment.descend(run).best.W]
        ]
        assert lr * max(curvatures) <= 1 + 1e-3
        assert lr * max(curvatures) > 0.2
        trace = experiment.descend(run)
        assert (np.diff(trace.cost) <= 1e-12).all()
    rough = Experiment(Data(X2, Y2), loss="absolute")
    assert rough.lr(Run()) == Run().default_lr


def test_fields_of_python_are_those_of_documents() -> None:
    experiment = Experiment(Data(X2, Y2), loss="absolute", l2=0.1, standardize=True)
    assert experiment.cost().loss is not None
    assert isinstance(experiment.cost().loss, type(absolute))
    assert isinstance(experiment.cost().hypothesis, Linear)
    for name, make in (("polynomial", Polynomial), ("logistic", Logistic), ("softmax", Softmax)):
        y = Y2 if name == "polynomial" else np.arange(20) % 2
        assert isinstance(Experiment(Data(X2[:, 0], y), hypothesis=name).cost().hypothesis, make)
