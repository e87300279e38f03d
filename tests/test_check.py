"""The reader's own gradient: every usual mistake is found, and named, in NumPy and in torch."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
import torch

from ravine import Cost, Data, Linear, SettingError, ShapeError, check_gradient
from ravine.check import GradientCheck, Kind
from ravine.check.factors import named
from ravine.check.mistakes import UNSUMMED, WRONG, patterns
from ravine.check.sheet import Sheet
from ravine.cost import gradient_ratio
from ravine.loss import absolute
from ravine.words import LANGUAGES, speaking

LIBRARIES = {"numpy": {"np": np}, "torch": {"torch": torch}}

RANDOM = np.random.default_rng(3)
X = RANDOM.normal(size=(12, 3)) * [1, 10, 0.1] + [2, 0, 1]
Y = X @ [1, 0.2, 3] + 5 + RANDOM.normal(size=12)
COSTS = {
    "lab": Cost(Data([[1], [2], [3]], [1, 2, 3]), Linear(bias=False)),
    "line": Cost(Data(X[:, 0], Y), Linear()),
    "wide": Cost(Data(X, Y, names=["area", "age", "rooms"]), Linear()),
}


def written(body: str, library: str, parameters: str = "W, x, y") -> Any:
    """A reader's function, in a file that has imported one library or the other."""
    names = dict(LIBRARIES[library])
    indented = body.replace("\n", "\n    ")
    exec(compile(f"def gradient({parameters}):\n    {indented}", "mine.py", "exec"), names)
    return names["gradient"]


@dataclass(frozen=True)
class Case:
    """A body, written with what arrays and tensors have in common; what is found of it, and named in it."""

    cost: str
    body: str
    kinds: tuple[str, ...]
    named: Any = None
    parameters: str = "W, x, y"

    def __str__(self) -> str:
        return f"{self.cost}-{'-'.join(self.kinds)}-{self.named}"


def case(cost: str, body: str, kinds: str, named: Any = None, parameters: str = "W, x, y") -> Case:
    return Case(cost, body, tuple(kinds.split()), named, parameters)


R = "r = W * x - y\n"  # on the lab
Q = "r = x @ W - y\n"  # with a column of ones in x
G = "g = 2 * x.T @ (x @ W - y) / len(x)\n"  # the true one
B = "r = x @ W[:-1] + W[-1] - y\n"
APART = "W, b, x, y"
P = "r = x @ W + b - y\n"
L = "r = W * x + b - y\n"
C = "r = x @ W[:-1] + W[-1] - y[:, :1]\n"  # y a column
PAIR = "return [2 * (r * x).mean(), 2 * r.mean()]"

CASES = [
    # right
    case("lab", R + "return 2 * (r * x).mean()", "right"),
    case("lab", "return 2 * sum((W * a - b) * a for a, b in zip(x, y)) / len(x)", "right"),
    case("wide", G + "return g", "right"),
    case("wide", P + "return 2 * x.T @ r / len(x), 2 * r.mean()", "right", None, APART),
    case("line", L + "return 2 * (r * x).mean(), 2 * r.mean()", "right", None, APART),
    case("lab", "return 28 / 3 * (W - 1)", "right elsewhere", "none"),
    case("lab", R + "return 2 * (r * x).sum() / 3", "right elsewhere", "none"),
    # a factor, by its formula
    case("lab", R + "return (r * x).sum()", "factor", "m/2"),
    case("lab", R + "return 2 * (r * x).sum()", "factor", "m"),
    case("lab", R + "return (r * x).mean()", "factor", "1/2"),
    case("lab", R + "return 2 * (r * x).sum() / len(x) ** 2", "factor", "1/m"),
    case("lab", R + "return (r * x).sum() / len(x) ** 2", "factor", "1/(2m)"),
    case("lab", R + "return 2 * (r * x).mean() / len(x) ** 2", "factor", "1/m²"),
    case("lab", R + "return (r * x).sum() / (2 * len(x))", "factor", "1/4"),
    case("lab", R + "return 4 * (r * x).mean()", "factor", "2"),
    case("lab", R + "return 2 * (r * x).sum() / (len(x) - 1)", "factor", "m/(m − 1)"),
    case("lab", R + "return 0.3 * 2 * (r * x).mean()", "factor", "none"),
    case("wide", Q + "return x.T @ r", "factor", "m/2"),
    case("wide", Q + "return x.T @ r / len(x)", "factor", "1/2"),
    case("wide", P + "return x.T @ r, r.sum()", "factor", "m/2", APART),
    # the sign
    case("lab", R + "return -2 * (r * x).mean()", "climbs", "none"),
    case("lab", R + "return -(r * x).sum()", "climbs", "m/2"),
    case("wide", "return 2 * x.T @ (y - x @ W) / len(x)", "climbs", "none"),
    # components
    case("wide", G + "g[-1] = 0\nreturn g", "part-zero", "b"),
    case("wide", G + "g[0] = 0\ng[1] = 0\nreturn g", "part-zero", "area, age"),
    case("wide", P + "return x.T @ r / len(x), r.sum()", "part-factor besides", "m", APART),
    case("wide", G + "g[1] = -g[1]\nreturn g", "part-factor", "none"),
    case("wide", G + "g[-1] = -len(x) * g[-1]\nreturn g", "part-factor", "m"),
    case("wide", G + "for j in range(4): g[j] = g[j] * (j + 1.5)\nreturn g", "part-factors"),
    case("wide", G + "g[2] = g[0]\nreturn g", "part-other", "area"),
    case("wide", G + "g[1] = W[1] ** 3\nreturn g", "part-wrong", "age"),
    case("wide", G + "return g[[1, 0, 2, 3]]", "swapped", "area"),
    case("line", L + "return 2 * r.mean(), 2 * (r * x).mean()", "swapped", "x", APART),
    case("wide", G + "return g[[3, 0, 1, 2]]", "order", "b"),
    case("wide", P + "return 2 * r.mean(), 2 * x.T @ r / len(x)", "order", "b", APART),
    case("wide", B + "return 2 * x.T @ r / len(x)", "missing", "b"),
    # shapes
    case("lab", R + "return (2 * (r * x).mean()).reshape(1, 1)", "shape right"),
    case("wide", G + "return g.reshape(1, -1)", "shape right"),
    case("wide", Q + "return (x.T @ r).reshape(-1, 1)", "shape factor"),
    case("wide", "return ((x @ W - y) * x).sum(0)", "shape factor"),
    case("lab", "return (W * x.reshape(-1) - y.reshape(-1, 1)) * x.reshape(-1)", "broadcast"),
    case("lab", "return ((W * x.reshape(-1) - y.reshape(-1, 1)) * x.reshape(-1)).mean()", "crossed besides"),
    case("wide", "return W[:2]", "count"),
    # the sum
    case("lab", R + "return 2 * r * x / len(x)", "formula", "terms"),
    case("wide", Q + "return r.reshape(-1, 1) * x", "formula besides", "terms"),
    case("wide", Q + "return x.T * r", "formula besides", "terms"),
    case("wide", P + "return r.reshape(-1, 1) * x, r", "formula besides", "terms", APART),
    case("lab", R + "return r", "formula besides", "residuals"),
    case("wide", Q + "return r ** 2 / len(x)", "formula", "squares"),
    case("wide", Q + "return (r * x.T).sum()", "formula besides", "all-summed"),
    case("lab", "for a, b in zip(x, y):\n    return 2 * (W * a - b) * a", "formula", "first-row"),
    case("lab", "for a, b in zip(x, y):\n    g = 2 * (W * a - b) * a\nreturn g", "formula", "last-row"),
    case("wide", "for a, b in zip(x, y):\n    g = (a @ W - b) * a\nreturn g", "formula besides", "last-row"),
    case(
        "lab",
        "g = 0\nfor i in range(1, len(x)): g = g + 2 * (W * x[i] - y[i]) * x[i]\nreturn g / len(x)",
        "formula",
        "without-first-row",
    ),
    case(
        "wide",
        "g = 0\nfor i in range(len(x) - 1): g = g + 2 * (x[i] @ W - y[i]) * x[i]\nreturn g / len(x)",
        "formula",
        "without-last-row",
    ),
    # other formulas
    case("lab", R + "return 2 * r.mean()", "formula", "no-x"),
    case("wide", Q + "return r.sum() * (x[0] * 0 + 1)", "formula besides", "no-x"),
    case("wide", Q + "return r.sum()", "formula besides", "no-x"),
    case("lab", "return 2 * (W * x * x).mean()", "formula", "no-target"),
    case("wide", "return 2 * x.T @ (x @ W) / len(x)", "formula", "no-target"),
    case("lab", "return -2 * (y * x).mean()", "formula", "no-prediction"),
    case("wide", "return -x.T @ y", "formula besides", "no-prediction"),
    case("lab", "return 2 * ((W * x + y) * x).mean()", "formula", "plus-target"),
    case("lab", R + "return (((r > 0) * 2.0 - 1) * x).mean()", "formula", "absolute"),
    case("lab", R + "return 2 * (abs(r) * x).mean()", "formula", "no-sign"),
    case("wide", Q + "return 2 * x.T @ r ** 2 / len(x)", "formula", "square-kept"),
    case("lab", R + "return 2 * (r * x * x).mean()", "formula", "x-squared"),
    case("lab", R + "return 2 * r.mean() * x.mean()", "formula", "sums-multiplied"),
    case("lab", R + "return (r ** 2).mean()", "formula", "cost"),
    case("wide", Q + "return (r ** 2).mean()", "formula", "cost"),
    case("lab", R + "return (r * x).mean() / (r ** 2).mean() ** 0.5", "formula", "root"),
    case("wide", "r = x @ W[:-1] - y\nreturn [*(x.T @ r), r.sum()]", "formula besides", "no-bias"),
    case("wide", "r = x @ W - y\nreturn 2 * x.T @ r / len(x), 2 * r.mean()", "formula", "no-bias", APART),
    case("lab", R + "return 2 * (r * W).mean()", "formula", "by-x"),
    case("lab", R + "return W - 0.1 * 2 * (r * x).mean()", "next"),
    case("wide", G + "return W - 0.01 * g", "next"),
    # no gradient at all
    case("lab", "return 0 * W", "zero"),
    case("lab", "return W * 0 + 5", "constant"),
    case("lab", R + "return 2 * (r * x).mean() + W ** 2", "at-zero"),
    case("wide", G + "return g + W ** 2", "at-zero"),
    case("lab", "return 3 * W + 1", "unknown"),
    case("wide", "return W ** 3 + 1", "unknown"),
    case("lab", R + "return 2 * (r * x).sum() // len(x)", "whole"),
    case("wide", Q + "return [round(float(part)) for part in x.T @ r]", "whole"),
    case("lab", R + "2 * (r * x).mean()", "none"),
    case("lab", "return 'gradient'", "not-numbers"),
    case("lab", R + "return (r * x).mean() / (len(x) - len(x) * W / W)", "not-finite"),
    case("lab", R + "x *= 2\nreturn (r * x).mean()", "changes right", "x"),
    case("wide", G + "W -= 0.1 * g\nreturn g", "changes right", "W"),
    case("wide", "y -= x @ W\nreturn -x.T @ y", "changes factor", "y"),
    case("lab", "return x if W > 0 else x[:2]", "shapes"),
    case("lab", "return 2 * (W * x - Y) * x", "raises"),
    case("wide", "return x.T @ (x @ W[:2] - y)", "raises"),
]
# Of these, only NumPy has the words, or only torch.
OTHERS = [
    ("numpy", "lab", "return np.float32(2 * ((W * x - y) * x).mean())", ("single",)),
    ("torch", "lab", "return 2 * ((W * x - y) * x).mean().float()", ("single",)),
    ("numpy", "wide", "return 2 * x.T.astype('f') @ (x @ W - y).astype('f') / len(x)", ("single",)),
    ("torch", "wide", "return 2 * x.T.float() @ (x @ W - y).float() / len(x)", ("single",)),
    ("numpy", "lab", "return np.random.rand() * W + 1", ("unsteady",)),
    ("torch", "wide", "return torch.rand(4)", ("unsteady",)),
    ("numpy", "lab", "return 2 * np.mean(np.sign(W * x - y) * x)", ("formula", "besides")),
    ("torch", "lab", "return torch.sum((W * x - y) * x)", ("factor",)),
    ("torch", "lab", "W.requires_grad_()\n((W * x - y) ** 2).mean().backward()\nreturn W.grad", ("right",)),
    ("torch", "lab", "return x.t().mm(x.mm(W) - y)", ("factor",)),
    ("torch", "wide", "return 2 * x.t().mm(x.mm(W) - y) / len(x)", ("right",)),
    ("torch", "lab", "return 2 * ((W * x - y) * x).reshape(1, -1) @ torch.ones(3) / 3", ("single",)),
]  # fmt: skip


def kinds(check: GradientCheck) -> tuple[str, ...]:
    return tuple(str(finding.kind) for finding in check.findings)


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("one", CASES, ids=str)
def test_each_mistake_is_found_and_named(one: Case, library: str) -> None:
    check = check_gradient(written(one.body, library, one.parameters), COSTS[one.cost])
    assert kinds(check) == one.kinds
    assert one.named is None or one.named in check.finding.values.values() or one.named == _last(check)
    assert check.form.library == library
    assert check.right == (set(one.kinds) <= {"right", "elsewhere"})
    for lang in LANGUAGES:
        with speaking(lang):
            said = [finding.text() for finding in check.findings]
        shown = "".join(check.text(lang).split())
        assert all("".join(text.split()) in shown for text in said)


def _last(check: GradientCheck) -> Any:
    return check.findings[-1].values.get("formula")


@pytest.mark.parametrize(("library", "cost", "body", "expected"), OTHERS)
def test_what_only_one_library_can_say(library: str, cost: str, body: str, expected: tuple[str, ...]) -> None:
    check = check_gradient(written(body, library), COSTS[cost])
    assert (kinds(check), check.form.library) == (expected, library)


def test_no_kind_of_finding_and_no_formula_is_without_a_case() -> None:
    found = {kind for one in CASES for kind in one.kinds} | {
        kind for *_, expected in OTHERS for kind in expected
    }
    assert found == {str(kind) for kind in Kind}
    usual = {
        pattern.finding.values["formula"]
        for pattern in patterns(Sheet.of(COSTS["wide"]))
        if pattern.finding.kind is Kind.FORMULA
    }
    assert usual >= {*WRONG, *UNSUMMED}
    assert {one.named for one in CASES if "formula" in one.kinds} == usual


@pytest.mark.parametrize("cost", COSTS.values(), ids=COSTS)
def test_the_true_gradient_is_that_of_the_code_by_hand(cost: Cost) -> None:
    for sheet in (Sheet.of(cost), Sheet.of(cost).other()):
        by_hand = sheet.cost.evaluate(sheet.points.T)[1].T
        np.testing.assert_allclose(sheet.true, by_hand, rtol=0, atol=1e-13 * sheet.room.max())
        np.testing.assert_allclose(sheet.differences, by_hand, rtol=0, atol=1e-7 * sheet.room.max())


@pytest.mark.parametrize("scale", ["mean", "sum", "half_mean", "half_sum"])
@pytest.mark.parametrize("asked", ["mean", "sum", "half_mean", "half_sum"])
@pytest.mark.parametrize("cost", COSTS.values(), ids=COSTS)
def test_a_gradient_is_right_in_the_scale_of_its_cost_only(cost: Cost, asked: str, scale: str) -> None:
    def gradient(W: Any, x: Any, y: Any) -> Any:
        there = Cost(Data(x, y), cost.hypothesis, gradient=scale)
        return there.evaluate(np.atleast_1d(W))[1]

    check = check_gradient(gradient, cost.with_gradient(asked))
    assert check.right == (asked == scale)
    if not check.right:
        assert check.finding.values["factor"] == pytest.approx(gradient_ratio(scale, cost.m))
        assert (scale == "mean") == (check.finding.values["formula"] == "none")
        assert check.finding.values["scale"] == scale


@pytest.mark.parametrize("m", [1, 2, 3, 4, 7, 8, 50])
def test_every_formula_in_m_is_told_from_the_others(m: int) -> None:
    def formulas(m: int) -> dict[str, float]:
        return {"m/2": m / 2, "m": m, "1/2": 0.5, "1/m": 1 / m, "2": 2, "1/(2m)": 0.5 / m, "1/4": 0.25,
                "1/m²": m**-2, "m²": m**2, "4": 4, "1/√m": m**-0.5, "m/4": m / 4}  # fmt: skip

    own = Sheet.of(Cost(Data(np.arange(1.0, m + 1), np.ones(m)), Linear(bias=False)))
    other = own.other()
    for (name, here), there in zip(formulas(own.m).items(), formulas(other.m).values(), strict=True):
        assert named([here, there], [own, other]).formula == name


def test_a_sum_over_two_rows_is_right_there_and_only_there() -> None:
    check = check_gradient(
        lambda W, x, y: sum((W * x - y) * x), Cost(Data([1, 2], [1, 3]), Linear(bias=False))
    )
    assert kinds(check) == ("right", "elsewhere")
    assert check.findings[1].values["formula"] == "m/2"
    assert "m/2 times the true gradient" in check.findings[1].text()


@pytest.mark.parametrize(
    ("cost", "body", "form"),
    [
        ("lab", "return 2 * ((W * x - y) * x).mean()", ("number", "flat", "flat")),
        ("lab", "return 2 * ((W[0] * x - y) * x).mean()", ("vector", "flat", "flat")),
        ("lab", "return 2 * ((W[0] * x[:, 0] - y[:, 0]) * x[:, 0]).mean()", ("vector", "table", "column")),
        ("lab", "return 2 * x.T @ (x @ W - y) / len(x)", ("vector", "table", "flat")),
        ("lab", "return 2 * x.T @ (x @ W - y[:, :1]) / len(x) * W.shape[1]", ("column", "table", "column")),
        ("line", "r = W[0] * x + W[1] - y\n" + PAIR, ("vector", "flat", "flat")),
        ("line", "return 2 * x.T @ (x @ W - y) / len(x)", ("vector", "ones", "flat")),
        ("line", "r = x @ W[:1] + W[1] - y\nx = x[:, 0]\n" + PAIR, ("vector", "table", "flat")),
        ("wide", B + "return [*(2 * x.T @ r / len(x)), 2 * r.mean()]", ("vector", "table", "flat")),
        ("wide", "return 2 * x.T @ (x @ W - y) / len(x)", ("vector", "ones", "flat")),
        ("wide", C + "return [*(2 * x.T @ r / len(x)), 2 * r.mean(0)]", ("column", "table", "column")),
        ("wide", "return 2 * x.T @ (x @ W - y[:, :1]) / len(x)", ("column", "ones", "column")),
    ],
)  # fmt: skip
@pytest.mark.parametrize("library", LIBRARIES)
def test_it_is_called_as_the_reader_meant_it(
    cost: str, body: str, form: tuple[str, str, str], library: str
) -> None:
    check = check_gradient(written(body, library), COSTS[cost])
    assert kinds(check) == ("right",)
    assert (check.form.weights, check.form.x, check.form.y) == form


def test_parameters_are_known_by_their_first_letters_or_their_place() -> None:
    for parameters, body in {
        "x, y, w": "return 2 * ((w * x - y) * x).mean()",
        "y_train, x_train, weight": "return 2 * ((weight * x_train - y_train) * x_train).mean()",
        "theta, features, labels": "return 2 * ((theta * features - labels) * features).mean()",
        "W, x, y, lr=0.1": "return 2 * ((W * x - y) * x).mean()",
        "*all": "W, x, y = all\nreturn 2 * ((W * x - y) * x).mean()",
    }.items():
        assert check_gradient(written(body, "numpy", parameters), COSTS["lab"]).right


def test_anything_that_can_be_called_is_a_gradient() -> None:
    class Mine:
        def __init__(self, factor: float) -> None:
            self.factor = factor

        def __call__(self, W: Any, x: Any, y: Any) -> Any:
            return self.factor * np.mean((W * x - y) * x)

        def method(self, W: Any, x: Any, y: Any) -> Any:
            return self(W, x, y)

    assert check_gradient(Mine(2), COSTS["lab"]).right
    assert check_gradient(Mine(2).method, COSTS["lab"]).right
    assert check_gradient(Mine(1), COSTS["lab"]).finding.values["formula"] == "1/2"


def test_a_function_raising_says_where_it_got_furthest() -> None:
    body = "a = x.shape\nb = a[1]\nreturn missing"
    finding = check_gradient(written(body, "numpy"), COSTS["lab"]).finding
    assert finding.text() == "mine.py, line 4: it raises NameError: name 'missing' is not defined"


@pytest.mark.parametrize("at", [2, [2], [[2]], np.array(2.0), torch.tensor([2.0])])
def test_the_w_that_are_named_are_shown(at: Any) -> None:
    check = check_gradient(written("return ((W * x - y) * x).sum()", "numpy"), COSTS["lab"], at=at)
    assert check.finding.values["formula"] == "m/2"
    told = check.to_dict()
    assert (told["W"], told["true"], told["yours"]) == ([[2]], [[pytest.approx(28 / 3)]], [[14]])
    assert told["ratio"] == [[pytest.approx(1.5)]]


def test_at_the_best_w_a_factor_is_found_all_the_same() -> None:
    check = check_gradient(written("return ((W * x - y) * x).sum()", "numpy"), COSTS["lab"], at=1)
    assert check.finding.values["formula"] == "m/2"
    assert np.isnan(check.to_dict()["ratio"]).all()


def test_several_w_of_several_numbers() -> None:
    check = check_gradient(written(G + "return g", "numpy"), COSTS["wide"], at=[[0, 0, 0, 0], [1, 2, 3, 4]])
    assert check.to_dict()["W"] == [[0, 0, 0, 0], [1, 2, 3, 4]]
    assert str(check).count("rooms") == 2


def test_rows_in_float32_and_of_any_size_are_compared_in_float64() -> None:
    body = B + "return [*(2 * x.T @ r / len(x)), 2 * r.mean()]"
    for x, y in ((X * 1e6, Y * 1e-3), (X + 2000, Y + 1e5), (X * 1e-100, Y * 1e100), (X * 0, Y), (X, Y * 0)):
        assert kinds(check_gradient(written(body, "numpy"), Cost(Data(x, y), Linear()))) == ("right",)
    assert check_gradient(written(body, "numpy"), Cost(Data(X, Y, dtype="float32"), Linear())).right


def test_a_cost_whose_true_gradient_is_not_settled_is_refused() -> None:
    def gradient(W: Any, x: Any, y: Any) -> Any:
        return np.mean(np.sign(W * x - y) * x)

    cost = Cost(COSTS["lab"].rows, Linear(bias=False), absolute)
    assert check_gradient(gradient, cost).right
    twice = check_gradient(lambda W, x, y: 2 * gradient(W, x, y), cost).finding.values
    assert (twice["factor"], twice["written"]) == (pytest.approx(2), "none")
    # what would be the gradient of the mean squared error has no name here
    assert kinds(check_gradient(lambda W, x, y: 2 * np.mean((W * x - y) * x), cost)) == ("unknown",)
    with pytest.raises(SettingError, match="central differences"):
        # the kink: all the residuals are 0 there, and only there
        check_gradient(gradient, Cost(Data([1, 2, 3], [2, 4, 6]), Linear(bias=False), absolute), at=2 + 1e-7)


@pytest.mark.parametrize(
    ("gradient", "cost", "expected"),
    [
        (3, COSTS["lab"], "expected a function"),
        (lambda W: W, COSTS["lab"], r"got <lambda>\(W\)"),
        (lambda W, b, x, y, m: W, COSTS["lab"], "got <lambda>"),
        (lambda W, x, y, *, lr: W, COSTS["lab"], "got <lambda>"),
        (lambda W, b, x, y: W, COSTS["lab"], "no bias"),
        (lambda W, x, y: W, 3, "expected a Cost, got int"),
    ],
)
def test_what_cannot_be_checked_is_refused(gradient: Any, cost: Any, expected: str) -> None:
    with pytest.raises(SettingError, match=expected):
        check_gradient(gradient, cost)


def test_w_of_another_size_is_refused() -> None:
    with pytest.raises(ShapeError):
        check_gradient(lambda W, x, y: W, COSTS["wide"], at=[1, 2])
    with pytest.raises(SettingError):
        check_gradient(lambda W, x, y: W, COSTS["lab"], at="a")


def test_a_notebook_sees_the_same() -> None:
    check = check_gradient(written("return ((W * x - y) * x).sum()", "numpy"), COSTS["lab"])
    html = check._repr_html_()
    assert "m/2 = 1.5 times the true gradient" in html
    assert "<td>-9.33333</td><td>-14</td><td>1.5</td>" in html
    assert repr(check) == "GradientCheck(gradient, right=False, finding='factor')"
