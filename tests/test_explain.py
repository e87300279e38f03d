"""Explain: the worked numbers are the evaluated ones, and each line follows from the one before."""

import ast
import json
import math
import re
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest

from ravine.cost import GRADIENTS, Cost
from ravine.data import Data
from ravine.descent import descend, steps
from ravine.errors import SettingError, ShapeError
from ravine.explain import Explanation, explain
from ravine.explain.formula import formula
from ravine.explain.lines import Line
from ravine.explain.notation import LATEX, SIGNS
from ravine.explain.rows import work_rows
from ravine.explain.working import WORKINGS, work
from ravine.hypothesis import Linear, Logistic, Polynomial, Softmax
from ravine.loss import Huber, absolute
from ravine.optim import (
    ASGD,
    RULES,
    SCHEDULES,
    SGD,
    Adadelta,
    Adagrad,
    Adam,
    Adamax,
    AdamW,
    Clipped,
    NAdam,
    RAdam,
    RMSprop,
    Rprop,
    Rule,
)
from ravine.surfaces import SURFACES
from ravine.trace import Trace
from ravine.words import speaking

rng = np.random.default_rng(0)
X, Y = rng.normal(size=(5, 2)), rng.normal(size=5)


@pytest.mark.parametrize("gradient", GRADIENTS)
@pytest.mark.parametrize("bias", [False, True])
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_the_worked_step_is_the_step_that_is_taken(gradient: str, bias: bool, dtype: str) -> None:
    cost = Cost(Data(X, Y, dtype=dtype), Linear(bias), gradient=gradient)
    W = rng.normal(size=cost.p)
    step = explain(cost, W, lr=0.07)
    value, slope = cost.evaluate(cost.asarray(W))
    tolerance = 1e-12 if dtype == "float64" else 1e-5
    assert step.cost == pytest.approx(float(value), rel=tolerance)
    assert np.allclose(step.slope, slope, rtol=tolerance, atol=tolerance)
    trace = descend(cost, optimizer=SGD(0.07), epochs=1, start=W)
    assert np.allclose(step.next, trace.W[1], rtol=tolerance, atol=tolerance)


def test_each_row_is_worked_by_itself() -> None:
    W = [0.5, -1.0, 2.0]
    step = explain(Cost(Data(X, Y), gradient="sum"), W, lr=0.1)
    for i in range(5):
        prediction = W[0] * X[i, 0] + W[1] * X[i, 1] + W[2]
        assert step.prediction[i] == pytest.approx(prediction)
        assert step.residual[i] == pytest.approx(prediction - Y[i])
        assert step.terms[i] == pytest.approx([(prediction - Y[i]) * factor for factor in (*X[i], 1)])
    assert step.total == pytest.approx(sum(step.terms))
    assert step.factor == 2


def test_the_lab_by_paper() -> None:
    lab = Cost(Data([1, 2, 3], [1, 2, 3]), Linear(bias=False), gradient="half_sum")
    by_hand, true = explain(lab, [0], lr=0.1), explain(lab.with_gradient("mean"), [0], lr=0.15)
    assert by_hand.total.tolist() == true.total.tolist() == [-14]
    assert (by_hand.factor, true.factor) == (1, pytest.approx(2 / 3))
    assert (by_hand.slope[0], true.slope[0]) == (-14, pytest.approx(-28 / 3))
    assert by_hand.next[0] == pytest.approx(1.4)
    assert true.next[0] == pytest.approx(1.4)


def test_float32_rows_are_worked_in_float64() -> None:
    cost = Cost(Data([1, 2, 3], [1, 2, 3], dtype="float32"), Linear(bias=False))
    step = explain(cost, np.zeros(1, np.float32), lr=0.15)
    assert {array.dtype for array in (step.W, step.x, step.y, step.slope, step.next)} == {np.dtype("float64")}


def test_rows_in_blocks_are_put_together() -> None:
    class Halves:
        names, target, m, dtype, weights = ("x1", "x2"), "y", 5, np.dtype("float64"), None

        def reduce(self, map: Any, combine: Any, width: int | None = None) -> Any:
            return combine(map(X[:2], Y[:2], None), map(X[2:], Y[2:], None))

    W = np.ones(3)
    assert np.allclose(explain(Cost(Halves()), W, 0.1).next, explain(Cost(Data(X, Y)), W, 0.1).next)


@pytest.mark.parametrize(
    ("W", "lr", "kind"),
    [
        ([1, 2], 0.1, ShapeError),
        (np.zeros((3, 2)), 0.1, ShapeError),
        ("abc", 0.1, SettingError),
        ([1, np.nan, 2], 0.1, SettingError),
        ([1, 2, 3], -1, SettingError),
        ([1, 2, 3], "0.1", SettingError),
        ([1, 2, 3], None, SettingError),
    ],
)
def test_what_cannot_be_worked_is_refused(W: Any, lr: Any, kind: type) -> None:
    with pytest.raises(kind):
        explain(Cost(Data(X, Y)), W, lr)


def test_a_cost_that_is_not_that_of_the_lab_is_refused() -> None:
    with pytest.raises(SettingError, match=r"l2 0\.3"):
        explain(Cost(Data(X, Y), l2=0.3), 0.0, 0.1)
    with pytest.raises(SettingError, match="squared"):
        explain(Cost(Data(X, Y), loss=absolute), 0.0, 0.1)


# Every rule with its options, so that every line of every working is worked.
EVERY_RULE = [
    SGD(0.05),
    SGD(0.05, momentum=0.9, dampening=0.3, weight_decay=0.1),
    SGD(0.05, momentum=0.8, nesterov=True),
    SGD(0.05, weight_decay=0.2),
    SGD(0.05, maximize=True),
    Adagrad(0.3, lr_decay=0.1, weight_decay=0.1, initial_accumulator_value=0.2),
    Adagrad(0.3),
    RMSprop(0.02),
    RMSprop(0.02, momentum=0.5, centered=True, weight_decay=0.1),
    Adadelta(weight_decay=0.1),
    Adam(0.1),
    Adam(0.1, amsgrad=True, weight_decay=0.1),
    AdamW(0.1, weight_decay=0.3),
    Adamax(0.1, weight_decay=0.1),
    NAdam(0.1, weight_decay=0.1),
    NAdam(0.1, weight_decay=0.1, decoupled_weight_decay=True),
    RAdam(0.1, weight_decay=0.1),
    RAdam(0.1, weight_decay=0.1, decoupled_weight_decay=True),
    Rprop(0.1),
    Rprop(0.1, etas=(0.3, 1.5), step_sizes=(1e-3, 0.2), maximize=True),
    ASGD(0.05, lambd=0.1, t0=2, weight_decay=0.1),
]
SCHEDULED = [None, *SCHEDULES]
COST = Cost(Data(X, Y), gradient="half_sum")


def scheduled(rule: Rule, name: str | None) -> Rule:
    return rule if name is None else replace(rule, lr=SCHEDULES[name](rule.lr, 12))


def states(trace: Trace, rule: Any) -> list[Any]:
    """What the rule remembers before each step, by the rule itself."""
    found = [rule.init(trace.W[0])]
    for W, gradient in zip(trace.W, trace.gradient, strict=True):
        found.append(rule.step(W, gradient, found[-1])[1])
    return found


def test_every_rule_has_its_working() -> None:
    assert set(WORKINGS) == set(RULES.values()) == {type(rule) for rule in EVERY_RULE}


@pytest.mark.parametrize("schedule", SCHEDULED)
@pytest.mark.parametrize("rule", EVERY_RULE, ids=repr)
def test_the_lines_lead_to_the_step_of_the_rule(rule: Rule, schedule: str | None) -> None:
    rule = scheduled(rule, schedule)
    trace = descend(COST, optimizer=rule, epochs=12, start=0.3)
    remembered = states(trace, rule)
    for k in (0, 1, 2, 7, 11):
        step = trace.explain(k)
        after = {line.formula.name: line.value for line in step.working}
        assert after["W"] == pytest.approx(trace.W[k + 1], rel=1e-12, abs=1e-12)
        for name, (_, before, now) in step.state.items():
            assert getattr(remembered[k + 1], name) == pytest.approx(now, rel=1e-12, abs=1e-14)
            if before is not None:
                assert np.array_equal(getattr(remembered[k], name), before)
        expected = rule.lr if schedule is None else rule.lr(max(k - isinstance(rule, ASGD), 0))
        assert step.lr == pytest.approx(expected)


@pytest.mark.parametrize("rule", EVERY_RULE, ids=repr)
def test_all_that_the_rule_remembers_between_steps_is_told_where_its_lines_use_it(rule: Rule) -> None:
    step = descend(COST, optimizer=rule, epochs=3).explain(2)
    needed = {name for line in step.working for name in line.formula.names}
    for name, symbol in ((name, symbol) for symbol, name in WORKINGS[type(rule)].remembered.items()):
        assert (name in step.state) == (symbol in needed)


@pytest.mark.parametrize("schedule", [None, "cosine"])
@pytest.mark.parametrize("rule", EVERY_RULE, ids=repr)
def test_torch_takes_the_same_step(rule: Rule, schedule: str | None) -> None:
    trace = descend(COST, optimizer=scheduled(rule, schedule), epochs=8, start=0.3, engine="torch")
    # torch keeps one number of NAdam and of ASGD in float32
    tolerance = 1e-6 if isinstance(rule, NAdam | ASGD) else 1e-11
    for k in (0, 5):
        step = trace.explain(k)
        assert new_W(step) == pytest.approx(trace.W[k + 1], rel=tolerance, abs=tolerance)
        assert step.next is not step.W
        assert np.array_equal(step.next, trace.W[k + 1])


@pytest.mark.parametrize("rule", EVERY_RULE, ids=repr)
def test_a_float32_run_is_worked_in_float32(rule: Rule) -> None:
    trace = descend(Cost(Data(X, Y, dtype="float32")), optimizer=rule, epochs=5)
    step = trace.explain(4)
    assert {np.asarray(line.value).dtype for line in step.working if np.ndim(line.value)} == {
        np.dtype("float32")
    }
    assert new_W(step) == pytest.approx(trace.W[5], rel=1e-5, abs=1e-6)


def new_W(step: Explanation) -> Any:
    return [line.value for line in step.working if line.formula.name == "W"][-1]


CLASSES = Data(rng.normal(size=(30, 2)), rng.integers(3, size=30))
TWO = Data(CLASSES.x, (CLASSES.y > 0).astype(float))
COSTS = [
    Cost(Data(X, Y), Linear(False)),
    Cost(Data(X, Y), l2=0.3),
    Cost(Data(X, Y), loss=absolute, l2=0.3),
    Cost(Data(X, Y), loss=Huber(0.5)),
    Cost(Data(X[:, :1], Y), Polynomial(degree=3)),
    Cost(TWO, Logistic(), l2=0.1),
    Cost(CLASSES, Softmax(), l2=0.1),
]


@pytest.mark.parametrize("gradient", GRADIENTS)
@pytest.mark.parametrize("cost", COSTS, ids=lambda cost: f"{cost.hypothesis.name}-{cost.loss.name}")
def test_the_rows_add_up_to_the_gradient(cost: Cost, gradient: str) -> None:
    cost = cost.with_gradient(gradient)
    trace = descend(cost, optimizer=SGD(0.01), epochs=3, start=0.1)
    source = trace.explain(2).source
    assert source is not None
    assert source.summed.value == pytest.approx(trace.gradient[2], rel=1e-12, abs=1e-14)
    every = work_rows(cost, trace.W[2])
    assert every.terms.sum(axis=0) == pytest.approx(source.rows.total, abs=1e-12)
    assert np.array_equal(every.terms[:8], source.rows.terms)
    # each term is the derivative of its row's loss, by central differences
    W, tiny, loss = trace.W[2], 1e-6, cast("Any", cost.loss)
    x, y = cost.rows.x[:2], cost.rows.y[:2]  # type: ignore[attr-defined]
    for j in range(cost.p):
        above, below = (
            loss.value(cost.hypothesis.score(x, W + sign * tiny * (np.arange(cost.p) == j)), y)
            for sign in (1, -1)
        )
        whole = 2 if cost.least_squares else 1
        assert whole * every.terms[:2, j] == pytest.approx((above - below) / (2 * tiny), abs=1e-6)


@pytest.mark.parametrize("adam", [Adam(0.05), SGD(0.05, momentum=0.9)])
@pytest.mark.parametrize("engine", ["hand", "torch"])
def test_of_mini_batches_it_is_the_first_step_of_the_epoch(engine: str, adam: Rule) -> None:
    trace = descend(COST, optimizer=adam, epochs=4, batch_size=2, seed=3, engine=engine)
    assert trace.batches is not None
    taken = list(islice(steps(trace.batches.costs(COST), np.zeros(3), adam), 11))
    step = trace.explain(3)
    assert step.given.step == 9
    assert np.allclose(step.W, taken[9].W, rtol=0, atol=1e-12)
    assert step.gradient == pytest.approx(taken[9].gradient, abs=1e-11)
    assert step.next == pytest.approx(taken[10].W, abs=1e-12)
    assert new_W(step) == pytest.approx(step.next, abs=1e-12)
    assert step.source is not None
    assert step.source.cost.m == 2
    assert step.source.summed.value == pytest.approx(step.gradient)
    assert "number 10 of the run" in " ".join(step.text("en").split())


@pytest.mark.parametrize("engine", ["hand", "torch"])
def test_a_clipped_gradient_is_clipped_in_the_first_line(engine: str) -> None:
    trace = descend(COST, optimizer=SGD(0.1, momentum=0.5), epochs=3, clip=0.1, start=4.0, engine=engine)
    step = trace.explain(2)
    clipped = step.working[0]
    assert clipped.formula.name == "gradient"
    assert np.linalg.norm(clipped.value) == pytest.approx(0.1, rel=1e-5)
    assert new_W(step) == pytest.approx(trace.W[3], rel=1e-10)


def test_without_zero_grad_the_step_is_that_of_all_gradients() -> None:
    from ravine.autograd import TorchOptimizer

    trace = descend(COST, optimizer=TorchOptimizer(0.01, zero_grad=False), epochs=4)
    step = trace.explain(3)
    assert step.gradient == pytest.approx(trace.gradient[:4].sum(axis=0))
    assert new_W(step) == pytest.approx(trace.W[4])
    assert "Without zero_grad" in step.text("en")
    clipped = descend(COST, optimizer=TorchOptimizer(0.01, zero_grad=False), epochs=4, clip=0.1).explain(3)
    assert clipped.working == ()
    assert np.array_equal(clipped.next, clipped.trace.W[4])


def test_an_optimizer_that_is_no_rule_of_ravine_shows_what_it_did() -> None:
    from torch.optim import Adafactor

    from ravine.autograd import TorchOptimizer

    @dataclass(frozen=True)
    class Halving:
        lr: float = 1.0

        def init(self, W: Any) -> None:
            return None

        def step(self, W: Any, gradient: Any, state: None) -> tuple[Any, None]:
            return W / 2, None

    for optimizer in (Halving(), TorchOptimizer(0.1, Adafactor)):
        trace = descend(COST, optimizer=optimizer, epochs=2, start=1.0)
        step = trace.explain(1)
        assert (step.working, step.state) == ((), {})
        assert np.array_equal(step.change, trace.W[2] - trace.W[1])
        assert "isn't one of ravine's rules" in step.text("en")


def test_a_surface_has_a_gradient_and_no_rows() -> None:
    trace = descend(SURFACES["rosenbrock"](), optimizer=Adam(0.1), epochs=3, start=[-1.0, 1.0])
    step = trace.explain(1)
    assert step.source is None
    assert np.array_equal(step.gradient, trace.gradient[1])
    assert "w2" in step.text("en")


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("rule", [SGD(1e150), Adam(1e300), Rprop(1.0)], ids=repr)
def test_a_diverged_epoch_is_worked_too(rule: Rule, lang: str) -> None:
    trace = descend(Cost(Data([1, 2, 3], [1, 2, 3])), optimizer=rule, epochs=6)
    for k in range(6):
        step = trace.explain(k)
        assert step.text(lang)
        json.dumps(step.to_dict())
    if isinstance(rule, SGD):
        assert "nan" in step.text(lang)


@pytest.mark.parametrize("k", [-1, 12, True, 1.0, "1", None])
def test_an_epoch_that_the_run_has_not_is_refused(k: Any) -> None:
    with pytest.raises(SettingError, match="an epoch from 0 to 11, one that this run goes on from"):
        descend(COST, optimizer=SGD(0.1), epochs=12).explain(k)
    with pytest.raises(SettingError, match="a run of at least one epoch"):
        descend(COST, optimizer=SGD(0.1), epochs=0).explain(0)


# How it is written.

# The signs back into Python; ∇′ and the like become names.
PYTHON = [
    (r"‖∇‖", "length"), (r"∇′", "before"), (r"∇", "gradient"), (r"m̂", "m_hat"), (r"v̂", "v_hat"),
    (r"μ₊₁", "mu_next"), (r"μ", "mu"), (r"Π", "product"), (r"ρ∞", "rho_most"), (r"ρ", "rho_now"),
    (r"η", "eta"), (r"v_max", "v_most"), (r"Σ", "total"), (r"\|(.*?)\|", r"abs(\1)"),
    (r"√(\w+)", r"sqrt(\1)"),
    (r"√", "sqrt"), ("·", "*"), ("−", "-"), (r"\^", "**"), ("²", "**2"), (", else", " else"),
]  # fmt: skip


def python(signs: str) -> str:
    for sign, name in PYTHON:
        signs = re.sub(sign, name, signs)
    return signs


@pytest.mark.parametrize("rule", [*EVERY_RULE, Clipped(Adam(), 1.0)], ids=repr)
def test_what_is_written_says_what_is_worked(rule: Any) -> None:
    for k in (0, 1, 9):
        for line in work(rule, k, np.ones(2), np.array([-3.0, 0.5]), after(rule, k)):
            tree = line.formula.tree
            assert ast.dump(ast.parse(python(line.formula.symbols(SIGNS)), mode="eval").body) == ast.dump(
                tree
            )


def after(rule: Any, k: int) -> Any:
    """What a rule remembers after k steps."""
    W, state = np.ones(2), rule.init(np.ones(2))
    for _ in range(k):
        W, state = rule.step(W, np.array([-1.0, 0.7]), state)
    return state


def test_numbers_below_zero_and_powers_of_ten_are_kept_together() -> None:
    numbers = {"a": -2.0, "b": -3.0, "c": 1e-9, "d": math.inf, "e": math.nan}
    written = {
        "a + b": ("−2 + (−3)", r"-2 + \left(-3\right)"),
        "a - b * c": ("−2 − (−3)·1e-09", r"-2 - \left(-3\right) \cdot \left(1 \times 10^{-9}\right)"),
        "a**2": ("(−2)²", r"\left(-2\right)^2"),
        "c**2 + d": ("(1e-09)² + inf", r"\left(1 \times 10^{-9}\right)^2 + \infty"),
        "-a / (b * c)": (
            "(−(−2)) / ((−3)·1e-09)",
            r"\frac{-\left(-2\right)}{\left(-3\right) \cdot \left(1 \times 10^{-9}\right)}",
        ),
        "e * 2": ("nan·2", r"\text{nan} \cdot 2"),
        "sqrt(a - b) / c": ("√(−2 − (−3)) / 1e-09", r"\frac{\sqrt{-2 - \left(-3\right)}}{1 \times 10^{-9}}"),
    }
    for line, (signs, latex) in written.items():
        assert formula(f"x = {line}").filled(SIGNS, numbers) == signs
        assert formula(f"x = {line}").filled(LATEX, numbers) == latex


def test_a_line_that_is_no_formula_is_a_mistake_in_the_code() -> None:
    for line in ("a", "a = b = 1", "a, b = 1", "a += 1"):
        with pytest.raises(ValueError, match="a"):
            formula(line)
    for tree in ("a = [1]", "a = b.c"):
        with pytest.raises(ValueError, match=r"List|Attribute"):
            formula(tree).value({})
        with pytest.raises(ValueError, match=r"List|Attribute"):
            formula(tree).symbols(SIGNS)


LAB = Cost(Data([1, 2, 3], [1, 2, 3]), Linear(bias=False))


def test_what_is_not_remembered_yet_is_left_blank() -> None:
    step = descend(LAB, optimizer=SGD(0.15, momentum=0.5), epochs=2).explain(0)
    assert step.state["velocity"][1] is None
    assert step.to_dict()["state"]["velocity"] == {
        "symbol": "v",
        "before": None,
        "after": step.gradient.tolist(),
    }
    assert "nan" not in step.text("en")


def test_one_parameter_is_worked_in_one_line() -> None:
    step = descend(LAB, optimizer=SGD(0.15), epochs=10).explain(0)
    text = step.text("en")
    assert "    W := W − lr·∇\n    W₁ = 0 − 0.15·(−9.33333) = 1.4\n" in text
    assert "    ∇ = (2 / m)·Σ\n    ∇ = (2 / 3)·(−14) = −9.33333\n" in text
    assert step.text() == str(step) == text
    assert repr(step).startswith("Explanation(epoch=0, rule=SGD(lr=0.15,")
    assert r"W_{1} &= 0 - 0.15 \cdot \left(-9.33333\right) = 1.4" in step._repr_latex_()


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("rule", EVERY_RULE, ids=repr)
def test_every_line_has_words(rule: Rule, lang: str) -> None:
    with speaking(lang):
        for k in (0, 8):
            for part in descend(LAB, optimizer=rule, epochs=9).explain(k).sections():
                for block in part.blocks:
                    if isinstance(block, Line):
                        assert not re.search("[∇Σ√²·−μρΠη^|]", block.words)


def test_many_rows_and_parameters_are_counted() -> None:
    cost = Cost(Data(rng.normal(size=(30, 12)), rng.normal(size=30)))
    text = " ".join(descend(cost, optimizer=SGD(0.1), epochs=2).explain(1).text("en").split())
    assert "… and 22 more rows, which are in the sum." in text
    assert "… and 5 more parameters." in text


def test_names_from_a_file_stay_names() -> None:
    name = r"<b>a_1</b> \evil{$x$} & 50%"
    cost = Cost(Data(X, Y, names=[name, "x2"]))
    step = descend(cost, optimizer=Adam(0.1), epochs=2).explain(1)
    assert r"<b>a\_1</b> \textbackslash{}evil\{\$x\$\} \& 50\%" in step._repr_latex_()
    assert "<b>" not in step._repr_html_()
    assert r"<p>$$\begin{aligned}" in step._repr_html_()


def test_its_document_holds_the_numbers() -> None:
    step = descend(COST, optimizer=Adam(0.1), epochs=3).explain(1)
    told = json.loads(json.dumps(step.to_dict()))
    assert (told["epoch"], told["rule"], told["lr"], told["names"]) == (1, "Adam", 0.1, ["x1", "x2", "b"])
    assert told["W"] == step.W.tolist()
    assert told["next"] == step.next.tolist()
    assert told["gradient"] == step.gradient.tolist()
    assert told["state"]["mean"]["after"] == step.state["mean"][2].tolist()
    assert [line["symbol"] for line in told["working"]] == ["∇", "m", "v", "m̂", "v̂", "a", "W"]


# In the terminal.


def test_run_explains_the_epochs_that_are_asked_for(ravine: Any, houses: Path) -> None:
    words = [
        "run",
        houses,
        "--target",
        "price",
        "--engine",
        "both",
        "--epochs",
        5,
        "--explain",
        0,
        "--explain",
        4,
    ]
    said = ravine(*words)
    assert said.status == 0
    for title in ("From epoch 0 to 1, by hand", "From epoch 4 to 5, by torch"):
        assert title in said.out
    told = json.loads(ravine(*words, "--json").out)
    assert [(one["engine"], one["epoch"]) for one in told["explain"]] == [
        ("hand", 0), ("hand", 4), ("torch", 0), ("torch", 4),
    ]  # fmt: skip
    assert told["explain"][1]["next"][-1] == told["final"]["b"]
    plain = ravine(*words, "--plain").out
    assert "W becomes W minus lr times the gradient; in numbers" in plain
    assert "explain" not in json.loads(ravine(*words[:-4], "--json").out)


def test_run_refuses_an_epoch_beyond_the_run_before_it_runs(ravine: Any, houses: Path) -> None:
    said = ravine("run", houses, "--target", "price", "--epochs", 5, "--explain", 5)
    assert (said.status, said.out) == (2, "")
    assert "explain: expected an epoch from 0 to 4, one that this run goes on from, got 5" in said.err


def test_the_page_shows_what_the_command_prints(
    ravine: Any, houses: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = houses.parents[1]
    monkeypatch.chdir(root)
    page = (root / "docs" / "one-step.md").read_text(encoding="utf-8")
    [(command, shown)] = re.findall(
        r"^```console\n\$ ravine (.*?)\n(.*?)^```", page, re.DOTALL | re.MULTILINE
    )
    assert shown in ravine(*command.split()).out
