"""Programs of every rule, schedule, cost and surface, and of every lab: their logs are those of the runs."""

import ast
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import ravine as rv
from ravine import labs
from ravine.data.files import read_table
from ravine.hypothesis import HYPOTHESES
from ravine.loss import LOSSES
from ravine.optim import RULES, SCHEDULES
from ravine.program import formula, program, rules, surfaces
from ravine.surfaces import SURFACES
from ravine.words import LANGUAGES, speaking
from test_program import (
    NASTY,
    assert_same,
    by_process,
    is_plain,
    printed,
    run_log,
    skeleton,
    style_faults,
    written,
)

Ravine = Callable[..., Any]

BOTH = ("hand", "torch")
PLANE = rv.Data([[1, 0], [2, 1], [3, 5]], [1, 2, 4])
POINTS = rv.Data([[1], [2], [3]], [1, 2, 4])


def runs(**how: Any) -> tuple[rv.Run, ...]:
    """The same run by hand and by torch."""
    return tuple(rv.Run(engine, **{"lr": 0.02, **how}) for engine in BOTH)


def assert_prints_its_log(experiment: rv.Experiment) -> str:
    """A program, which has no line too many and prints what the runs log."""
    text = program(experiment)
    assert is_plain(text)
    assert unread(text) == set()
    assert_same(printed(text), run_log(experiment, every=1), single=experiment.dtype == "float32")
    return text


def unread(text: str) -> set[str]:
    """Names that a program sets and never reads."""
    names = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)]
    stored, loaded = (
        {name.id for name in names if isinstance(name.ctx, kind)} for kind in (ast.Store, ast.Load)
    )
    return stored - loaded


# Update rules.

# For each rule settings that take every line and every option that it has.
SETTINGS: list[tuple[str, dict[str, float | bool]]] = [
    ("sgd", {"momentum": 0.9}),
    ("sgd", {"momentum": 0.9, "nesterov": True}),
    ("sgd", {"momentum": 0.9, "dampening": 0.3, "weight_decay": 0.1}),
    ("sgd", {"maximize": True, "weight_decay": 0.1}),
    ("adagrad", {"lr_decay": 0.1, "initial_accumulator_value": 0.5, "weight_decay": 0.1}),
    ("adagrad", {"eps": 0.01, "maximize": True}),
    ("rmsprop", {"alpha": 0.9, "momentum": 0.5, "weight_decay": 0.1}),
    ("rmsprop", {"centered": True, "eps": 0.01}),
    ("rmsprop", {"centered": True, "momentum": 0.5, "maximize": True}),
    ("adadelta", {"rho": 0.8, "eps": 1e-3, "weight_decay": 0.1}),
    ("adadelta", {"maximize": True}),
    ("adam", {"beta1": 0.8, "beta2": 0.9, "amsgrad": True, "eps": 0.01}),
    ("adam", {"weight_decay": 0.1, "maximize": True}),
    ("adam", {"decoupled_weight_decay": True, "weight_decay": 0.1}),
    ("adamw", {"weight_decay": 0}),
    ("adamw", {"beta1": 0.8, "beta2": 0.9, "eps": 0.01}),
    ("adamw", {"amsgrad": True, "maximize": True, "weight_decay": 0.5}),
    ("adamax", {"beta1": 0.8, "beta2": 0.9, "eps": 0.01, "weight_decay": 0.1}),
    ("adamax", {"maximize": True}),
    ("nadam", {"momentum_decay": 0.1, "decoupled_weight_decay": True, "weight_decay": 0.1}),
    ("nadam", {"beta1": 0.8, "beta2": 0.9, "eps": 0.01, "weight_decay": 0.1, "maximize": True}),
    ("radam", {"beta1": 0.8, "beta2": 0.9, "weight_decay": 0.1, "eps": 0.01}),
    ("radam", {"beta2": 0.5, "decoupled_weight_decay": True, "weight_decay": 0.1, "maximize": True}),
    ("rprop", {"etaplus": 1.3, "etaminus": 0.4, "step_size_min": 0.01, "step_size_max": 0.1}),
    ("rprop", {"maximize": True}),
    ("asgd", {"lambd": 0.1, "alpha": 0.5, "weight_decay": 0.1}),
    ("asgd", {"maximize": True}),
]


def test_every_rule_has_its_lines_and_every_option_is_tried() -> None:
    assert set(rules.BY_HAND) == set(RULES.values())
    for name, rule in RULES.items():
        tried = {option for one, settings in SETTINGS for option in settings if one == name}
        of_no_step = {"t0"}  # the average of W that ASGD keeps beside W is in no log
        assert set(rule.defaults()) - tried <= of_no_step


@pytest.mark.parametrize(("rule", "settings"), [*((rule, {}) for rule in RULES), *SETTINGS])
@pytest.mark.parametrize("data", [PLANE, POINTS], ids=["plane", "points"])
def test_a_rule_prints_the_log_of_its_run(rule: str, settings: dict[str, Any], data: rv.Data) -> None:
    how = runs(optimizer=rule, settings=settings)
    experiment = rv.Experiment(data, bias=data is PLANE, start=0.5, epochs=50, runs=how)
    assert_prints_its_log(experiment)


@pytest.mark.parametrize(("rule", "settings"), SETTINGS)
def test_settings_change_the_program(rule: str, settings: dict[str, Any]) -> None:
    usual, asked = (
        program(rv.Experiment(POINTS, epochs=5, start=0.5, runs=runs(optimizer=rule, settings=chosen)))
        for chosen in ({}, settings)
    )
    hand = [text[: text.index("# By torch.optim")] for text in (usual, asked)]
    torch = [text[text.index("# By torch.optim") :] for text in (usual, asked)]
    assert hand[0] != hand[1]
    assert torch[0] != torch[1]


# Schedules.


@pytest.mark.parametrize("schedule", SCHEDULES)
@pytest.mark.parametrize("rule", RULES)
def test_a_schedule_prints_the_log_of_its_run(rule: str, schedule: str) -> None:
    how = runs(optimizer=rule, schedule=schedule)
    for epochs in (0, 1, 50):
        assert_prints_its_log(rv.Experiment(POINTS, epochs=epochs, start=0.5, runs=how))


def test_one_cycle_leaves_a_momentum_that_was_set() -> None:
    how = runs(schedule="one-cycle", settings={"momentum": 0.5})
    text = assert_prints_its_log(rv.Experiment(POINTS, epochs=50, runs=how))
    assert "cycle_momentum=False" in text


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_a_schedule_counts_mini_batches(schedule: str) -> None:
    how = runs(schedule=schedule, optimizer="nadam")
    assert_prints_its_log(rv.Experiment(PLANE, epochs=20, batch_size=2, runs=how))


# Costs. Starts are off 0: where a gradient is 0 but for rounding, a rule that divides by its size makes a
# step of the rounding.

OF_CLASSES = rv.Data([[0.5, 3], [1, 1], [2, 0], [4, 1], [3, 2], [0, 1]], [0, 1, 2, 1, 0, 2])
PAIRS = [(name, loss.name) for name in HYPOTHESES for loss in LOSSES.values() if name in loss.hypotheses]


def of_cost(hypothesis: str, loss: str, **how: Any) -> rv.Experiment:
    """An experiment on a few rows that fit a hypothesis."""
    softmax, logistic = hypothesis == "softmax", hypothesis == "logistic"
    data = OF_CLASSES if softmax else rv.Data(OF_CLASSES.x, OF_CLASSES.y > 0) if logistic else PLANE
    if hypothesis in ("line", "polynomial"):
        data = rv.Data([1, 2, 4, 3, 7], [1, 2, 4, 4, 3])
    made = rv.Experiment(data, hypothesis=hypothesis, loss=loss, epochs=15, degree=3, **how)
    p = made.cost().p
    return replace(made, start=np.linspace(-0.3, 0.4, p).tolist())


def test_every_loss_and_surface_has_its_lines() -> None:
    assert set(formula.LOSSES) == set(LOSSES)
    assert set(surfaces.SURFACES) == set(SURFACES)


@pytest.mark.parametrize("scale", ["mean", "sum", "half_mean", "half_sum"])
@pytest.mark.parametrize(("hypothesis", "loss"), PAIRS)
def test_a_cost_prints_the_log_of_its_run(hypothesis: str, loss: str, scale: str) -> None:
    how = runs(gradient=scale, lr=0.01)
    for bias, l2 in ((False, 0.0), (True, 0.1)):
        assert_prints_its_log(of_cost(hypothesis, loss, bias=bias, l2=l2, runs=how))


@pytest.mark.parametrize(("sampling", "scale"), [("shuffle", "mean"), ("replace", "half_sum")])
@pytest.mark.parametrize(("hypothesis", "loss"), PAIRS)
def test_mini_batches_are_the_same_rows_in_the_same_order(
    hypothesis: str, loss: str, sampling: str, scale: str
) -> None:
    how = {"batch_size": 2, "seed": 3, "sampling": sampling, "l2": 0.1, "runs": runs(gradient=scale)}
    assert_prints_its_log(of_cost(hypothesis, loss, standardize=True, **how))


@pytest.mark.parametrize("batch_size", [None, 2])
@pytest.mark.parametrize("scale", ["mean", "sum", "half_mean", "half_sum"])
def test_a_run_that_is_clipped_and_stops_early_does_so_in_its_program(
    scale: str, batch_size: int | None
) -> None:
    how = runs(gradient=scale, optimizer="adam", lr=0.1)
    experiment = rv.Experiment(
        PLANE, epochs=200, clip=0.7, tol=0.4, batch_size=batch_size, start=0.5, runs=how
    )
    log = run_log(experiment, every=1)
    assert len(log) < 300
    assert_prints_its_log(experiment)
    assert_same(printed(program(experiment, every=7)), run_log(experiment, every=7))


def test_delta_and_degree_are_the_runs_own() -> None:
    for change in ({"delta": 0.3}, {"degree": 5}):
        experiment = replace(of_cost("polynomial", "huber", runs=runs()), **change, start=0.1)
        assert_prints_its_log(experiment)


def test_rows_that_are_held_out_are_left_out(ravine: Ravine, houses: Path) -> None:
    assert_prints_its_log(rv.Experiment(OF_CLASSES, holdout=0.3, seed=5, epochs=20, runs=runs()))
    options = ["--target", "price", "--holdout", "0.25", "--seed", "2", "--standardize", "--epochs", "9"]
    text = ravine("code", houses, *options, "--engine", "hand").out
    told = json.loads(ravine("run", houses, *options, "--json").out)
    assert printed(text)[-1].endswith(f"Cost: {told['final']['cost']:.6g}")


# Classes in a file.


@pytest.mark.parametrize(("dtype", "standardize"), [("float64", False), ("float32", True)])
@pytest.mark.parametrize(
    ("hypothesis", "column"),
    [
        ("logistic", ["no", "yes", "no", "yes", "yes"]),
        ("logistic", ["7", "3", "7.0", "3", "3"]),
        ("logistic", ["true", "False", "true", "true", "false"]),
        ("softmax", ["b", "a", "c", " b\t", "a"]),
        ("softmax", ["2", "0", "1", "1", "0"]),
        ("softmax", ["-1", "10", "3", "3", "10"]),
        ("softmax", [*(name.replace("\n", " ") for name in NASTY[:4]), "{"]),
    ],
)
def test_classes_of_a_file_are_numbered_as_the_run_numbers_them(
    tmp_path: Path, hypothesis: str, column: list[str], dtype: str, standardize: bool
) -> None:
    cells = ['"' + cell.replace('"', '""') + '"' for cell in column]
    lines = [f"{x},{y}" for x, y in zip([1, 2.5, 3, 0, 4], cells, strict=True)]
    file = written(tmp_path / "data.csv", "\n".join(["x,y", *lines, "5,", ""]))
    data = read_table(file).choose("y", drop_missing=True, classes=True).data
    source = {"file": str(file), "target": "y", "drop_missing": True}
    how = {"standardize": standardize, "dtype": dtype, "start": 0.2, "epochs": 20, "runs": runs(lr=0.1)}
    assert_prints_its_log(rv.Experiment(data, source, hypothesis=hypothesis, **how))


# Surfaces.

TURNED = [{"condition": 10, "turn": 30}, {"turn": 90}, {"turn": -90.0}, {"turn": 180}, {"turn": 360}]


@pytest.mark.parametrize(
    "surface",
    [*({"surface": name} for name in SURFACES), *({"surface": "valley", **turned} for turned in TURNED)],
    ids=str,
)
def test_a_surface_prints_the_log_of_its_run(surface: dict[str, Any]) -> None:
    for rule in ("sgd", "rprop", "adam"):
        assert_prints_its_log(rv.Experiment(surface=surface, epochs=40, runs=runs(optimizer=rule, lr=0.001)))


# Labs.


@pytest.mark.parametrize("name", labs.names())
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_step_of_every_lab_has_its_program(
    ravine: Ravine, name: str, lang: str, tmp_path: Path
) -> None:
    steps = {k: step.experiment for k, step in enumerate(labs.find(name).steps, 1) if step.experiment}
    assert steps
    for step, experiment in steps.items():
        short = replace(experiment, epochs=min(experiment.epochs, 100))
        options = ["--step", step, "--epochs", short.epochs, "--every", 10]
        said = ravine("code", name, *options, "--lang", lang)
        (tmp_path / f"{step}.py").write_text(said.out, encoding="utf-8")
        assert (said.status, said.err) == (0, "")
        if lang == "en" and name != labs.FIRST:  # which prints as the original does
            assert_same(printed(said.out), run_log(short, every=10), single=short.dtype == "float32")
    assert style_faults(tmp_path) == ""


def test_some_really_run_as_files(ravine: Ravine, tmp_path: Path) -> None:
    ravine("code", "mini-batch", "--epochs", "5", "-o", tmp_path / "lab.py")
    assert_same(by_process(tmp_path / "lab.py"), run_log(replace(labs.read("mini-batch"), epochs=5), every=1))
    experiment = of_cost("softmax", "cross-entropy", batch_size=2, runs=runs(schedule="cosine"))
    file = written(tmp_path / "softmax.py", program(experiment))
    assert_same(by_process(file), run_log(experiment, every=1))


# Any experiment.


def at_random(seed: int) -> rv.Experiment:
    """An experiment of any hypothesis, loss, rule, schedule, batches and so on."""
    rng = np.random.default_rng(seed)

    def one_of(*choices: Any) -> Any:
        return choices[int(rng.integers(len(choices)))]

    hypothesis = one_of(*HYPOTHESES)
    classes = {"logistic": 2, "softmax": int(rng.integers(2, 5))}.get(hypothesis)
    d = 1 if hypothesis in ("line", "polynomial") else int(rng.integers(1, 4))
    m = int(rng.integers(5, 30))
    x = rng.normal(size=(m, d)) * 10.0 ** rng.integers(-1, 2, size=d) + rng.normal(size=d)
    y = rng.permutation(np.arange(m) % classes) if classes else x.sum(axis=1) + rng.normal(size=m)
    rule = one_of(*RULES)
    # A float32's rounding is seen where a descent doesn't settle, or divides by the size of its gradients.
    single = rule == "sgd" and one_of(True, False)
    chosen: dict[str, Any] = {
        "hypothesis": hypothesis,
        "loss": None if classes else one_of("squared", "absolute", "huber"),
        "degree": int(rng.integers(1, 5)),
        "delta": one_of(0.5, 1.0),
        "l2": one_of(0.0, 0.0, 0.1),
        "bias": one_of(True, True, False),
        "standardize": single or one_of(True, False),
        "epochs": int(rng.integers(0, 40)),
        "dtype": "float32" if single else "float64",
        "batch_size": one_of(None, None, 1, 4, 50),
        "seed": int(rng.integers(5)),
        "sampling": one_of("shuffle", "replace"),
        "holdout": one_of(0.0, 0.0, 0.2),
        "clip": one_of(None, None, 0.1, 1.0),
        "tol": one_of(None, None, 0.0, 0.3, 1.0),
        "runs": tuple(
            rv.Run(
                engine,
                one_of("mean", "half_mean") if single else one_of("mean", "sum", "half_mean", "half_sum"),
                one_of(0.001, 0.01, 0.05),
                optimizer=rule,
                schedule=one_of(None, *SCHEDULES),
            )
            for engine in BOTH
        ),
    }
    made = rv.Experiment(rv.Data(x, y, names=NASTY[:d] if seed % 2 else None), **chosen)
    return replace(made, start=rng.normal(size=made.cost().p).tolist())


@pytest.mark.parametrize("seed", range(20))
def test_a_random_experiments_program_prints_its_log(seed: int, tmp_path: Path) -> None:
    text = assert_prints_its_log(at_random(seed))
    written(tmp_path / "program.py", text)
    assert style_faults(tmp_path) == ""


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20, 220))
def test_many_random_experiments_programs_print_their_logs(seed: int) -> None:
    assert_prints_its_log(at_random(seed))


@pytest.mark.parametrize("seed", range(1, 9, 2))
def test_names_and_languages_change_no_code(seed: int) -> None:
    experiment = at_random(seed)
    assert experiment.data
    plain = replace(experiment, data=rv.Data(experiment.data.x, experiment.data.y))
    texts = [program(experiment), program(plain)]
    with speaking("ko"):
        texts.append(program(experiment))
    assert len({skeleton(text) for text in texts}) == 1
    assert len(set(texts)) == 3


# The command.


def test_the_rule_that_is_typed_is_written(ravine: Ravine, houses: Path) -> None:
    options = ["--target", "price", "--standardize", "--epochs", "30", "--optimizer", "adam", "--lr", "0.1"]
    options += ["--beta1", "0.8", "--schedule", "cosine", "--amsgrad"]
    text = ravine("code", houses, *options).out
    told = json.loads(ravine("run", houses, *options, "--engine", "both", "--json").out)
    costs = [f"{line['cost']:.6g}" for engine in BOTH for line in told["log"][engine]]
    assert [line.rpartition(" ")[2] for line in printed(text)] == costs
    assert "optim.Adam([W, b], lr=0.1, betas=(0.8, 0.999), amsgrad=True)" in text
    assert "optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=epochs)" in text


def test_a_lab_and_a_document_take_another_rule(ravine: Ravine, tmp_path: Path) -> None:
    for source in ("lab-03", "bias", tmp_path / "my.toml"):
        (tmp_path / "my.toml").write_text("[data]\nx = [[1], [2]]\ny = [1, 3]\n", encoding="utf-8")
        options = ["--optimizer", "rprop", "--etaplus", "1.5", "--lr", "0.1", "--epochs", "3"]
        text = ravine("code", source, *options, "--engine", "both").out
        assert "optim.Rprop([W" in text
        assert "etas=(0.5, 1.5)" in text
        assert "etaplus = 1.5" in text


def test_a_surface_is_a_source(ravine: Ravine) -> None:
    text = ravine("code", "surface:valley", "--condition", "10", "--lr", "0.1", "--epochs", "9").out
    how = tuple(rv.Run(engine, lr=0.1) for engine in BOTH)
    experiment = rv.Experiment(surface={"surface": "valley", "condition": 10}, epochs=9, runs=how)
    assert_same(printed(text), run_log(experiment, every=1))


def test_the_optimizers_are_listed(ravine: Ravine) -> None:
    said = ravine("code", "--optimizer", "list")
    assert (said.status, said.out) == (0, ravine("run", "--optimizer", "list").out)
