"""Races: one cost, one start, several rules; their lrs, their order, and saved runs side by side."""

import json
import re
import shlex
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import ravine as rv
from ravine.analysis.lr_search import find_lr, with_lr
from ravine.batches import Batches
from ravine.data.files import read_table
from ravine.descent import descend
from ravine.entrants import is_race, names, racers, tune
from ravine.errors import SettingError
from ravine.experiment import Experiment, Run
from ravine.hypothesis import Logistic
from ravine.optim import RULES, SCHEDULES, Clipped
from ravine.report.races import race_document, race_sections
from ravine.saved import load
from ravine.surfaces import surface
from ravine.typeset import as_text
from ravine.words import LANGUAGES, speaking

Ravine = Callable[..., Any]


@pytest.fixture
def data(houses: Path) -> rv.Data:
    return read_table(houses).choose("price").data


@pytest.fixture
def standardised(data: rv.Data) -> Experiment:
    return Experiment(data, standardize=True, epochs=30)


def end(cost: Any, rule: Any, epochs: int, **how: Any) -> float:
    """The oracle: one run, with the last cost."""
    last = descend(cost, optimizer=rule, epochs=epochs, **how).cost[-1]
    return float(last) if np.isfinite(last) else np.inf


# The search for an lr.


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("standardize", [True, False])
def test_a_tuned_lr_is_no_worse_than_the_default_the_best_of_theory_and_a_coarse_grid(
    data: rv.Data, name: str, standardize: bool
) -> None:
    experiment = Experiment(data, standardize=standardize, epochs=30, runs=(Run(optimizer=name),))
    tuned, tried = tune(experiment)
    (run,), cost = tuned.runs, experiment.cost()
    assert run.lr is not None
    known = [run.default_lr, experiment.lr(replace(run, lr=None)), *np.geomspace(1e-6, 1e2, 9).tolist()]
    best = min(end(cost, run.rule(lr, 30), 30) for lr in known)
    assert end(cost, run.rule(run.lr, 30), 30) <= best * (1 + 1e-9)
    assert tried[name] > len(known)


@pytest.mark.parametrize(
    "cost",
    [
        lambda rows: rv.Cost(rv.Data(rows.x, rows.y > 8), Logistic()),
        lambda rows: surface("rosenbrock"),
        lambda rows: surface("double-well"),
        lambda rows: rv.Cost(rows, gradient="sum", l2=0.5),
    ],
)
def test_it_is_found_on_any_cost(data: rv.Data, cost: Any) -> None:
    made, start = cost(data.standardise()), 0.5
    found = find_lr(made, rv.Adam(), start=start, epochs=20)
    tuned = end(made, rv.Adam(found.lr), 20, start=start)
    assert tuned <= min(end(made, rv.Adam(lr), 20, start=start) for lr in np.geomspace(1e-4, 10, 11))


def test_it_is_found_for_mini_batches_with_the_same_batches(data: rv.Data) -> None:
    cost, batches = rv.Cost(data.standardise()), Batches(3, seed=5)
    found = find_lr(cost, rv.SGD(), epochs=10, batches=batches)

    def reached(lr: float) -> float:
        return end(cost, rv.SGD(lr), 10, batch_size=3, seed=5)

    assert reached(found.lr) <= min(map(reached, np.geomspace(1e-3, 1, 13)))


def test_one_step_finds_the_only_lr_that_takes_it_to_the_bottom() -> None:
    lab = rv.Cost(rv.Data([[1], [2], [3]], [1, 2, 3]), rv.Linear(bias=False))
    assert find_lr(lab, rv.SGD(), epochs=1).lr == pytest.approx(3 / 28, rel=1e-3)


def test_it_is_found_however_far_it_is_from_one(data: rv.Data) -> None:
    for unit in (1e-6, 1e6):
        cost = rv.Cost(rv.Data(data.x * unit, data.y))
        best = rv.theory(cost, start=0.0, epochs=30).best_lr
        assert (
            end(cost, rv.SGD(find_lr(cost, rv.SGD(), epochs=30).lr), 30)
            <= end(cost, rv.SGD(best), 30) * 1.001
        )


def test_at_the_best_w_an_lr_still_comes_back() -> None:
    cost = rv.Cost(rv.Data([[1], [2], [3]], [1, 2, 3]), rv.Linear(bias=False))
    assert end(cost, rv.SGD(find_lr(cost, rv.SGD(), start=1.0, epochs=5).lr), 5, start=1.0) == 0


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_the_lr_that_a_schedule_turns_is_the_one_that_is_tried(data: rv.Data, schedule: str) -> None:
    rule = Run(schedule=schedule).rule(0.1, 20)
    assert with_lr(rule, 0.2).lr == Run(schedule=schedule).rule(0.2, 20).lr
    cost = rv.Cost(data.standardise())
    found = find_lr(cost, rule, epochs=20)
    assert end(cost, with_lr(rule, found.lr), 20) <= end(cost, rule, 20)


def test_it_can_be_ended_while_lrs_are_tried(data: rv.Data) -> None:
    with pytest.raises(KeyboardInterrupt):
        find_lr(rv.Cost(data), rv.SGD(), epochs=5, on_step=lambda k, step: k == 3)


def test_where_there_is_much_to_compute_fewer_are_tried(
    data: rv.Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    cost = rv.Cost(data.standardise())
    many = find_lr(cost, rv.Adam(), epochs=20)
    monkeypatch.setattr("ravine.analysis.lr_search._MOST_WORK", 5000.0)
    few = find_lr(cost, rv.Adam(), epochs=20)
    assert few.tried < many.tried / 2
    assert end(cost, rv.Adam(few.lr), 20) <= min(end(cost, rv.Adam(lr), 20) for lr in (1e-3, 1e-2, 10, 100))


def test_clipping_stays(data: rv.Data) -> None:
    assert with_lr(Clipped(rv.SGD(0.1), 1.0), 0.2) == Clipped(rv.SGD(0.2), 1.0)


@pytest.mark.parametrize("rule", [rv.SGD(lambda k: 0.1), "sgd"])
def test_an_lr_that_cannot_be_changed_is_one_sentence(rule: Any) -> None:
    with pytest.raises(SettingError, match="optimizer: expected one of ravine's own rules"):
        with_lr(rule, 0.1)


# The runs of a race.


def test_all_have_the_best_lr_of_plain_descent_or_the_one_given(standardised: Experiment) -> None:
    best = standardised.lr(Run())
    for lr, expected in ((None, best), (0.01, 0.01)):
        asked = replace(standardised, runs=(Run(lr=lr),))
        assert [run.lr for run in racers(asked, ["sgd", "adam", "rprop"], {}).runs] == [expected] * 3


def test_a_setting_goes_to_the_rules_that_have_it(standardised: Experiment) -> None:
    runs = racers(standardised, ["sgd", "adam", "rmsprop"], {"momentum": 0.9, "beta1": 0.8}).runs
    assert [dict(run.settings) for run in runs] == [{"momentum": 0.9}, {"beta1": 0.8}, {"momentum": 0.9}]
    with pytest.raises(SettingError, match="rho: none of sgd, adam has such a setting"):
        racers(standardised, ["sgd", "adam"], {"rho": 0.5})


def test_runs_go_by_what_tells_them_apart() -> None:
    assert names([Run(lr=0.1), Run(lr=0.1)]) == ["sgd (1)", "sgd (2)"]
    assert names([Run(settings={"momentum": 0.9}), Run()]) == ["sgd, momentum 0.9", "sgd"]
    assert names([Run(optimizer="adam", schedule="cosine"), Run(optimizer="adam")]) == [
        "adam, cosine",
        "adam",
    ]


def test_each_run_is_the_run_that_it_would_be_alone(data: rv.Data) -> None:
    rules = {"plain": rv.SGD(0.1), "Adam": rv.Adam(0.5)}
    found = rv.race((data.standardise().x, data.y), rules, epochs=25)
    for name, rule in rules.items():
        alone = rv.descend(data.standardise().x, data.y, optimizer=rule, epochs=25)
        np.testing.assert_array_equal(found.traces[name].W, alone.W)


def test_they_come_in_by_epochs_to_1_percent_then_by_cost_and_diverged_ones_last(data: rv.Data) -> None:
    x = data.standardise().x
    rules = {"far": rv.SGD(5.0), "slow": rv.SGD(1e-3), "slower": rv.SGD(1e-4), "fast": rv.SGD(0.4)}
    found = rv.race((x, data.y), rules, epochs=40)
    assert [finish.name for finish in found.finishes] == ["fast", "slow", "slower", "far"]
    assert found.first is not None
    assert found.first.name == "fast"
    assert found.first.epochs_to_1_percent == found.traces["fast"].epochs_to_1_percent
    assert [row["name"] for row in found.table()] == ["fast", "slow", "slower", "far"]
    assert repr(found) == "Race(fast, slow, slower, far)"


def test_on_a_surface_1_percent_is_of_the_lowest_minimum_that_any_run_found() -> None:
    hills, rule = surface("rastrigin"), rv.SGD(1e-3)
    starts = {"best": [0.1, 0.1], "next": [1.1, 0.1]}
    traces = {name: descend(hills, optimizer=rule, start=start, epochs=200) for name, start in starts.items()}
    assert traces["next"].best.cost > traces["best"].best.cost + 0.5
    assert traces["next"].epochs_to_1_percent is not None
    finishes = {finish.name: finish for finish in rv.Race(traces).finishes}
    assert finishes["next"].epochs_to_1_percent is None
    assert finishes["best"].epochs_to_1_percent == traces["best"].epochs_to_1_percent


def test_two_that_come_in_alike_have_no_first(data: rv.Data) -> None:
    found = rv.race((data.standardise().x, data.y), {"a": rv.SGD(0.1), "b": rv.SGD(0.1)}, epochs=5)
    assert found.first is None
    assert "No run is the first" in found.text("en")


def test_when_all_diverge_it_is_said(data: rv.Data) -> None:
    found = rv.race((data.x, data.y), {"a": rv.SGD(1.0), "b": rv.SGD(2.0)}, epochs=50)
    assert found.first is None
    assert "Every run diverged" in found.text("en")


def test_no_rules_are_one_sentence(data: rv.Data) -> None:
    with pytest.raises(SettingError, match="rules: expected update rules by name"):
        rv.race((data.x, data.y), {})


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_shows_itself(data: rv.Data, lang: str) -> None:
    found = rv.race((data.x, data.y), {"sgd": rv.SGD(1e-4), "adam": rv.Adam()}, epochs=20, tuned=True)
    text = " ".join(found.text(lang).split())
    assert str(sum(found.tried.values())) in text
    with speaking(lang):
        assert "<table>" in found._repr_html_()
    condition = rv.theory(found.traces["sgd"]).condition
    assert f"{condition:.3g}" in text
    assert len(found.draw().axes) >= 1


def test_the_condition_by_column_is_that_of_columns_of_length_1(data: rv.Data) -> None:
    text = rv.race((data.x, data.y), {"a": rv.SGD(1e-4), "b": rv.Adam()}, epochs=2).text("en")
    A = np.column_stack([data.x, np.ones(data.m)])
    scaled = np.linalg.cond(A / np.linalg.norm(A, axis=0)) ** 2
    assert f"with every column at length 1 it would be {scaled:.3g}" in " ".join(text.split())


def test_the_sections_have_every_run_and_every_shown_epoch(standardised: Experiment) -> None:
    experiment = racers(standardised, ["sgd", "adam"], {})
    traces = {run.optimizer: experiment.descend(run) for run in experiment.runs}
    text = as_text(race_sections(rv.Race(traces), experiment, every=10))
    log = text.split("Cost by epoch")[1].split("\n")
    for k in (0, 10, 20, 30):
        (line,) = [line.split() for line in log if line.split()[:1] == [str(k)]]
        assert line[1:] == [f"{trace.cost[k]:.6g}" for trace in traces.values()]
    told = race_document(experiment, rv.Race(traces))
    assert [run["optimizer"] for run in told["experiment"]["runs"]] == ["sgd", "adam"]
    assert [line["cost"] for line in told["runs"]["adam"]["log"]] == traces["adam"].cost.tolist()


# In the terminal.


@pytest.fixture
def run(ravine: Ravine, houses: Path) -> Ravine:
    return lambda *words: ravine("run", houses, "--target", "price", "--standardize", "--epochs", 20, *words)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("more", [(), ("--tuned",), ("--batch-size", "3", "--holdout", "0.3", "--clip", "9")])
def test_a_list_of_optimizers_is_a_race(run: Ravine, lang: str, more: tuple[str, ...]) -> None:
    said = run("--optimizer", "sgd,adam, rprop", "--lang", lang, *more)
    assert (said.status, said.err) == (0, "")
    assert all(name in said.out for name in ("sgd", "adam", "rprop"))
    assert max(map(len, said.out.splitlines())) <= 80


def test_its_json_has_the_experiment_and_every_run_as_one_run_has_it(run: Ravine) -> None:
    told = json.loads(run("--optimizer", "sgd,adam", "--lr", "0.1", "--json").out)
    alone = json.loads(run("--optimizer", "adam", "--lr", "0.1", "--json").out)
    assert told["runs"]["adam"] == {key: value for key, value in alone.items() if key != "experiment"}
    assert {run["lr"] for run in told["experiment"]["runs"]} == {0.1}
    assert {row["name"] for row in told["race"]} == {"sgd", "adam"}


def test_the_same_lr_or_each_tuned_is_said(run: Ravine) -> None:
    assert "All have the same lr" in run("--optimizer", "sgd,adam").out
    tuned = run("--optimizer", "sgd,adam", "--tuned")
    assert "Each lr was tuned" in tuned.out
    assert "All have the same lr" not in tuned.out
    assert "Each lr was tuned" in run("--optimizer", "adam", "--tuned").out


def test_a_race_by_torch_is_that_by_hand(run: Ravine) -> None:
    words = ("--optimizer", "sgd,adam,adagrad", "--tuned", "--json")
    by_hand, by_torch = (json.loads(run(*words, "--engine", engine).out) for engine in ("hand", "torch"))
    for name in ("sgd", "adam", "adagrad"):
        own, theirs = (told["runs"][name]["final"]["cost"] for told in (by_hand, by_torch))
        assert own == pytest.approx(theirs, rel=1e-9)


def test_a_document_with_several_runs_is_a_race(ravine: Ravine, houses: Path, tmp_path: Path) -> None:
    file = tmp_path / "race.toml"
    runs = '[[runs]]\noptimizer = "adam"\nlr = 0.1\n[[runs]]\noptimizer = "adam"\nlr = 0.5\n'
    file.write_text(f'[data]\nfile = "{houses}"\ntarget = "price"\n{runs}')
    said = ravine("run", file)
    assert said.status == 0
    assert "adam, lr 0.1" in said.out
    assert "adam, lr 0.5" in said.out
    assert ravine("run", file, "--tuned").status == 0
    assert "sgd" in ravine("run", file, "--optimizer", "sgd,adagrad").out


def test_a_race_on_a_surface(ravine: Ravine) -> None:
    said = ravine("run", "surface:rosenbrock", "--optimizer", "sgd,adam", "--tuned", "--epochs", "50")
    assert said.status == 0
    assert "first" in said.out


def test_its_pictures_are_saved(run: Ravine, tmp_path: Path) -> None:
    assert run("--optimizer", "sgd,adam", "--pictures", tmp_path / "seen").status == 0
    assert any("race" in file.name for file in (tmp_path / "seen").iterdir())


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--optimizer", "sgd,sgd"), "--optimizer: sgd is named twice"),
        (("--optimizer", "sgd,list"), "list stands alone"),
        (("--optimizer", "sgd,"), "--optimizer: expected one of sgd"),
        (("--optimizer", "sgd,adm"), "--optimizer: expected one of sgd"),
        (("--optimizer", "sgd,adam", "--engine", "both"), "take one engine, hand or torch, got both"),
        (
            ("--optimizer", "adam,rprop", "--momentum", "0.9"),
            "momentum: none of adam, rprop has such a setting",
        ),
        (("--optimizer", "sgd,adam", "--tuned", "--lr", "0.1"), "leave out --lr"),
    ],
)
def test_a_race_that_cannot_be_run_is_one_sentence(
    run: Ravine, words: tuple[str, ...], expected: str
) -> None:
    said = run(*words)
    assert (said.status, said.out) == (2, "")
    assert expected in said.err


def test_other_verbs_take_one_rule(ravine: Ravine, houses: Path) -> None:
    for verb in ("theory", "code"):
        said = ravine(verb, houses, "--target", "price", "--optimizer", "sgd,adam")
        assert said.status == 2
        assert "one update rule at a time" in said.err


# Saved runs.

KINDS = {
    "plain": ("--lr", "0.1"),
    "diverged": ("--lr", "50", "--no-bias"),
    "adam": ("--optimizer", "adam", "--schedule", "cosine"),
    "batches": ("--batch-size", "3", "--holdout", "0.3", "--clip", "5", "--dtype", "float32"),
    "torch": ("--engine", "torch", "--optimizer", "adamw", "--l2", "0.1"),
    "stopped": ("--tol", "0.1"),
    "absolute": ("--loss", "absolute"),
}


@pytest.fixture
def save(run: Ravine, ravine: Ravine, tmp_path: Path) -> Callable[..., Path]:
    def saved(name: str, *words: object) -> Path:
        said = run(*words, "--json") if words[:1] != ("surface",) else ravine("run", *words[1:], "--json")
        assert said.status == 0, said.err
        (tmp_path / name).write_text(said.out)
        return tmp_path / name

    return saved


@pytest.mark.parametrize("kind", KINDS)
def test_a_saved_run_is_the_run_again(save: Callable[..., Path], kind: str) -> None:
    experiment, traces = load(save("a.json", *KINDS[kind]))
    (trace,) = traces.values()
    again = experiment.descend(experiment.runs[0])
    for name in ("W", "cost", "held_out"):
        np.testing.assert_array_equal(getattr(trace, name), getattr(again, name))
    np.testing.assert_allclose(trace.gradient, again.gradient, rtol=1e-4, atol=1e-12)
    assert trace.W.dtype == again.W.dtype
    for name in ("optimizer", "engine", "epochs", "batches", "stopped", "outcome"):
        assert getattr(trace, name) == getattr(again, name)


def test_a_saved_run_is_shown_as_it_was(run: Ravine, ravine: Ravine, save: Callable[..., Path]) -> None:
    words = ("--optimizer", "adam", "--lr", "0.1")
    assert ravine("run", save("a.json", *words)).out == run(*words).out
    race = ("--optimizer", "sgd,adam", "--lr", "0.1")
    assert ravine("run", save("race.json", *race)).out == run(*race).out
    both = save("both.json", "--engine", "both", "--lr", "0.1")
    assert ravine("run", both).out == run("--engine", "both", "--lr", "0.1").out
    assert json.loads(ravine("run", both, "--json").out) == json.loads(both.read_text())


def test_saved_runs_stand_side_by_side_by_their_files_names(
    ravine: Ravine, save: Callable[..., Path]
) -> None:
    files = [
        save("fast.json", "--lr", "0.4"),
        save("slow.json", "--lr", "0.001"),
        save("both.json", "--engine", "both"),
    ]
    said = ravine("run", *files[:2])
    assert said.status == 0
    assert "fast was the first to 1 %" in said.out
    told = json.loads(ravine("run", *files, "--json").out)
    assert set(told["runs"]) == {"fast", "slow", "both, hand", "both, torch"}
    assert told["runs"]["fast"] == json.loads(files[0].read_text())


def test_other_costs_and_other_starts_have_no_first(ravine: Ravine, save: Callable[..., Path]) -> None:
    plain = save("a.json")
    costs = ravine("run", plain, save("b.json", "--no-bias"), save("c.json", "surface", "surface:valley"))
    assert "descend different costs" in " ".join(costs.out.split())
    starts = ravine("run", plain, save("d.json", "--start", "1"))
    assert "from different starts" in " ".join(starts.out.split())
    penalty = ravine("run", plain, save("e.json", "--l2", "3"))
    assert "descend different costs" in " ".join(penalty.out.split())
    for said in (costs, starts, penalty):
        assert said.status == 0
        assert "was the first" not in said.out
        assert "ended at the lowest" not in said.out


def test_other_epochs_are_said(ravine: Ravine, save: Callable[..., Path]) -> None:
    said = ravine("run", save("a.json"), save("b.json", "--lr", "0.1", "--epochs", "30"))
    assert "Not all of these runs had the same number of epochs" in " ".join(said.out.split())


def broken(told: dict[str, Any], key: str) -> Any:
    """A document with one thing wrong."""
    match key:
        case "none":
            return {key: value for key, value in told.items() if key != "experiment"}
        case "cost":
            told["log"][3]["cost"] = "many"
        case "flag":
            told["log"][3]["cost"] = True
        case "W":
            told["log"][2]["W"] = {"area": 1}
        case "name":
            told["log"][2]["W"] = {"area": 1, "rooms": 2}
        case "long":
            told["log"] *= 2
        case "empty":
            told["log"] = []
        case "unknown":
            told["experiment"]["runs"][0]["optimizer"] = "newton"
        case "epochs":
            told["experiment"]["descent"]["epochs"] = {"a": 1}
        case "huge":
            told["experiment"]["runs"][0]["engine"] = 10**400
        case "changed":
            told["log"][4]["cost"] *= 1.01
    return told


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("none", "expected object at experiment, got none"),
        ("cost", "expected number at log[3].cost, got 'many'"),
        ("flag", "log[3].cost"),
        ("W", "at log[2].W"),
        ("name", "log[2].W.age"),
        ("long", "expected 1 to 21 epochs at log, got 42"),
        ("empty", "at log, got 0"),
        ("unknown", "newton"),
        ("epochs", "epochs"),
        ("huge", "engine"),
        ("changed", "at log[4] it says"),
    ],
)
def test_a_document_that_is_wrong_is_one_sentence(
    ravine: Ravine, save: Callable[..., Path], key: str, expected: str
) -> None:
    file = save("a.json", "--lr", "0.1")
    file.write_text(json.dumps(broken(json.loads(file.read_text()), key)))
    said = ravine("run", file)
    assert (said.status, said.out) == (2, "")
    assert said.err.startswith(f"ravine: {file}")
    assert expected in said.err
    assert said.err.count("\n") == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", "expected JSON"), ("[" * 100_000, "expected JSON"), ("[]", "expected object at experiment")],
)
def test_what_is_no_document_is_one_sentence(
    ravine: Ravine, tmp_path: Path, text: str, expected: str
) -> None:
    (tmp_path / "a.json").write_text(text)
    said = ravine("run", tmp_path / "a.json")
    assert said.status == 2
    assert expected in said.err


def test_a_thinned_log_a_missing_file_and_a_folder_are_one_sentence(
    ravine: Ravine, save: Callable[..., Path], tmp_path: Path
) -> None:
    (tmp_path / "folder.json").mkdir()
    for file, expected in (
        (save("a.json", "--every", "5"), "expected every epoch in the log, got 5 in the place of 1"),
        (tmp_path / "no.json", "No such file"),
        (tmp_path / "folder.json", "got a folder or a device"),
    ):
        said = ravine("run", file)
        assert said.status == 2
        assert expected in said.err


def test_what_a_saved_run_settles_is_not_typed_again(ravine: Ravine, save: Callable[..., Path]) -> None:
    file = save("a.json")
    for words, expected in (
        ((file, "--lr", "0.1"), "leave out --lr"),
        ((file, file), "is named twice"),
        ((file, "houses.csv"), "houses.csv: it doesn't end in .json"),
    ):
        said = ravine("run", *words)
        assert said.status == 2
        assert expected in said.err


def test_which_experiments_are_races(standardised: Experiment) -> None:
    assert not is_race(replace(standardised, runs=(Run("hand"), Run("torch"))))
    assert is_race(racers(standardised, ["sgd", "adam"], {}))


# Its page.


def test_the_page_shows_what_is_printed(ravine: Ravine, monkeypatch: pytest.MonkeyPatch) -> None:
    root = Path(__file__).parents[1]
    monkeypatch.chdir(root)
    page = (root / "docs" / "races.md").read_text(encoding="utf-8")
    commands = re.findall(r"^```console\n\$ ravine ([^\n]*)\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    assert len(commands) >= 4
    for command, shown in commands:
        assert shown.strip() in ravine(*shlex.split(command)).out, command
