"""Cost: the mean over the rows and its gradient, against differences, PyTorch, blocks and the lab."""

import tracemalloc
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn import functional

from ravine import cores
from ravine.autograd import TorchCost
from ravine.check import check_gradient
from ravine.cost import GRADIENTS, Cost, gradient_ratio, parameters
from ravine.data import Data
from ravine.errors import SettingError, ShapeError
from ravine.experiment import Experiment
from ravine.explain.rows import explain
from ravine.hypothesis import HYPOTHESES, Linear, Logistic, Polynomial, Softmax
from ravine.loss import LOSSES, Huber, Loss, absolute, cross_entropy, log_loss, squared
from ravine.optimum import optimum
from ravine.words import LANGUAGES, speaking

rng = np.random.default_rng(3)
X, Y = rng.normal(size=(7, 3)) * [1, 10, 0.1] + [0, 5, 1], rng.normal(size=7)


class Blocks:
    """Rows in blocks, as a file or a cluster would have them."""

    def __init__(self, data: Data, cuts: list[int], order: list[int]) -> None:
        edges = [0, *cuts, data.m]
        self.data = data
        self.blocks = [slice(edges[i], edges[i + 1]) for i in order]

    @property
    def names(self) -> tuple[str, ...]:
        return self.data.names

    @property
    def target(self) -> str:
        return self.data.target

    @property
    def m(self) -> int:
        return self.data.m

    @property
    def dtype(self) -> Any:
        return self.data.dtype

    weights = None

    def reduce(
        self,
        map: Callable[[Any, Any, Any], Any],
        combine: Callable[[Any, Any], Any],
        width: int | None = None,
    ) -> Any:
        result, *others = (map(self.data.x[block], self.data.y[block], None) for block in self.blocks)
        for other in others:
            result = combine(result, other)
        return result


def by_torch(W: Any, bias: bool, gradient: str, x: Any = X, y: Any = Y) -> tuple[Any, Any]:
    """Cost and gradient the way a PyTorch user writes them."""
    W = torch.tensor(W, dtype=torch.float64, requires_grad=True)
    x, y = torch.tensor(x, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)
    prediction = x @ W[:-1] + W[-1] if bias else x @ W
    cost = torch.nn.functional.mse_loss(prediction, y)
    scale = {"mean": 1, "sum": len(y), "half_mean": 0.5, "half_sum": len(y) / 2}[gradient]
    (scale * cost).backward()
    assert W.grad is not None
    return cost.item(), W.grad.numpy()


@pytest.mark.parametrize("gradient", GRADIENTS)
@pytest.mark.parametrize("bias", [False, True])
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_gradient_by_hand_is_autograds(gradient: str, bias: bool, dtype: str) -> None:
    cost = Cost(Data(X, Y, dtype=dtype), Linear(bias), gradient=gradient)
    W = rng.normal(size=(cost.p, 4))
    value, slope = cost.evaluate(cost.asarray(W))
    assert value.dtype == slope.dtype == np.dtype(dtype)
    assert (value.shape, slope.shape) == ((4,), W.shape)
    tolerance = 1e-12 if dtype == "float64" else 2e-5
    for j in range(4):
        expected, expected_slope = by_torch(W[:, j], bias, gradient)
        size = np.abs(expected_slope).max()
        one, one_slope = cost.evaluate(cost.asarray(W[:, j]))
        assert (one.shape, one_slope.shape) == ((), (cost.p,))
        for got, got_slope in ((value[j], slope[:, j]), (one, one_slope)):
            assert got == pytest.approx(expected, rel=tolerance)
            assert np.allclose(got_slope, expected_slope, rtol=0, atol=tolerance * size)


@pytest.mark.parametrize("bias", [False, True])
def test_mean_gradient_is_the_slope_of_the_cost(bias: bool) -> None:
    cost = Cost(Data(X, Y), Linear(bias))
    W, h = rng.normal(size=cost.p), 1e-5
    shifted = W[:, None] + h * np.hstack([np.eye(cost.p), -np.eye(cost.p)])
    up, down = np.split(cost.evaluate(shifted)[0], 2)
    assert np.allclose((up - down) / (2 * h), cost.evaluate(W)[1], rtol=1e-6, atol=1e-6)


def of_rows(hypothesis: str, m: int, d: int = 3) -> Cost:
    """A cost of m rows under the hypothesis, with its own loss."""
    many = np.random.default_rng(5)
    x = many.normal(size=(m, 1 if hypothesis in ("line", "polynomial") else d))
    kind = HYPOTHESES[hypothesis]
    y = (
        many.integers(3 if hypothesis == "softmax" else 2, size=m)
        if kind.targets == "classes"
        else x[:, 0] ** 2
    )
    return Cost(Data(x, y, weights=many.uniform(0.5, 2, size=m)), kind(), l2=0.1)


@pytest.mark.parametrize("hypothesis", HYPOTHESES)
@pytest.mark.parametrize("n", [None, 1, 5])
def test_blocks_of_any_size_on_any_number_of_cores_are_the_whole(
    hypothesis: str, n: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    cost = of_rows(hypothesis, m=500)
    W = rng.normal(size=cost.p if n is None else (cost.p, n))
    whole = cost.evaluate(W)
    for numbers in (1, 50, 777, 2**12):
        monkeypatch.setattr(cores, "_NUMBERS", numbers)
        found = []
        for count in (1, 2, 5):
            with monkeypatch.context() as patch:
                patch.setattr(cores, "cores", lambda count=count: count)
                found.append(cost.evaluate(W))
        for value, gradient in found:
            np.testing.assert_allclose(value, whole[0], rtol=1e-12)
            np.testing.assert_allclose(gradient, whole[1], rtol=0, atol=1e-12 * np.abs(whole[1]).max())
            assert np.array_equal(value, found[0][0])
            assert np.array_equal(gradient, found[0][1])
    W = W if n is None else W[:, 0]
    monkeypatch.setattr(cores, "_NUMBERS", 2**12)
    blocks = cost.hessian(W)
    monkeypatch.undo()
    np.testing.assert_allclose(blocks, cost.hessian(W), rtol=0, atol=1e-12 * np.abs(blocks).max())


@pytest.mark.parametrize("hypothesis", HYPOTHESES)
def test_a_thousand_at_once_take_little_more_memory_than_one(hypothesis: str) -> None:
    cost, n = of_rows(hypothesis, m=40_000), 1000
    W = np.zeros((cost.p, n))
    tracemalloc.start()
    cost.evaluate(W)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 8 * cost.m * n / 3


def test_the_same_cost_on_other_rows_has_their_own_factor() -> None:
    cost = Cost(Data(X, Y), gradient="sum")
    W = rng.normal(size=cost.p)
    cost.evaluate(W)
    few = np.array([4, 1])
    for got, expected in zip(
        cost.on(cost.rows.take(few)).evaluate(W),
        Cost(Data(X[few], Y[few]), gradient="sum").evaluate(W),
        strict=True,
    ):
        assert np.allclose(got, expected, rtol=1e-14)


def test_scales_are_the_formulas_that_they_are_shown_with() -> None:
    W, m = np.array([0.5]), 3
    x, y = np.array([1.0, 2.0, 3.0]), np.array([1.0, 2.0, 3.0])
    total = float(((W[0] * x - y) * x).sum())
    written = {
        "(2/m) Σ (Wx − y) x": 2 / m * total,
        "2 Σ (Wx − y) x": 2 * total,
        "(1/m) Σ (Wx − y) x": total / m,
        "Σ (Wx − y) x": total,
    }
    for gradient, formula in GRADIENTS.items():
        cost = Cost(Data(x, y), Linear(bias=False)).with_gradient(gradient)
        assert cost.evaluate(W)[1][0] == pytest.approx(written[formula], rel=1e-15)
        assert cost.evaluate(W)[0] == pytest.approx(((W * x - y) ** 2).mean(), rel=1e-15)


def test_half_sum_in_float32_is_the_labs_line_to_the_last_bit() -> None:
    x, y = (rng.normal(size=100).astype(np.float32) for _ in range(2))
    cost = Cost(Data(x, y, dtype="float32"), Linear(bias=False), gradient="half_sum")
    for W in rng.normal(size=20).astype(np.float32):
        assert cost.evaluate(np.array([W]))[1][0] == np.sum((W * x - y) * x)
        assert cost.evaluate(np.array([W]))[0] == np.sum((W * x - y) ** 2) / np.float32(100)


@settings(deadline=None)
@given(st.data())
def test_blocks_in_any_order_give_the_same_cost(data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(1, len(Y) - 1))))
    order = data.draw(st.permutations(range(len(cuts) + 1)))
    rows = Data(X, Y)
    whole, blocks = Cost(rows), Cost(Blocks(rows, cuts, order))
    W = np.linspace(-1, 1, 8).reshape(4, 2)
    for got, expected in zip(blocks.evaluate(W), whole.evaluate(W), strict=True):
        assert np.allclose(got, expected, rtol=1e-12)


def test_every_row_twice_changes_sums_but_no_mean() -> None:
    W = np.ones(4)
    for gradient in GRADIENTS:
        once = Cost(Data(X, Y), gradient=gradient).evaluate(W)
        twice = Cost(Data(np.vstack([X, X]), np.append(Y, Y)), gradient=gradient).evaluate(W)
        assert twice[0] == pytest.approx(once[0])
        assert np.allclose(twice[1], once[1] * (2 if "sum" in gradient else 1))


@pytest.mark.parametrize("gradient", ["SUM", "", None, 1, ["sum"], "mean "])
def test_an_unknown_scale_is_refused_with_those_there_are(gradient: Any) -> None:
    with speaking("en"), pytest.raises(SettingError, match="mean, sum, half_mean, half_sum"):
        Cost(Data(X, Y), gradient=gradient)
    with pytest.raises(SettingError):
        gradient_ratio(gradient, 3)


NAMES = ("area", "age", "b")


def test_one_number_stands_for_all() -> None:
    assert parameters(2, NAMES, np.float64).tolist() == [2, 2, 2]
    assert Cost(Data(X, Y)).asarray(0.5).tolist() == [0.5] * 4


@pytest.mark.parametrize(
    "W", [[1, 2, 3], (1, 2, 3), np.array([1, 2, 3]), torch.tensor([1.0, 2, 3], requires_grad=True)]
)
def test_p_numbers_in_any_form(W: Any) -> None:
    array = parameters(W, NAMES, np.float32)
    assert array.dtype == np.float32
    assert array.tolist() == [1, 2, 3]


def test_W_is_a_copy() -> None:
    W = np.zeros(3)
    parameters(W, NAMES, np.float64)[0] = 1
    assert W[0] == 0


@pytest.mark.parametrize("W", [[1], [1, 2], [1, 2, 3, 4], [], np.zeros((3, 1, 1)), np.zeros((1, 3))])
def test_W_of_another_size_is_refused_with_the_names(W: Any) -> None:
    with speaking("en"), pytest.raises(ShapeError, match=r"3 numbers \(area, age, b\)"):
        parameters(W, NAMES, np.float64)


@pytest.mark.parametrize(
    "W",
    ["0", "abc", ["1", "2", "3"], None, [1, None, 3], np.nan, [1, np.inf, 3], 1e39, {}, [[1], [2, 3], 4], 1j],
)
def test_W_that_is_no_finite_number_is_refused(W: Any) -> None:
    with pytest.raises(SettingError) as fault:
        parameters(W, NAMES, np.float32)
    assert str(fault.value)


def test_a_feature_called_b_and_the_bias_have_two_names() -> None:
    assert Cost(Data(X, Y, names=["a", "b", "c"])).names == ("a", "b", "c", "b0")


# --- every hypothesis with every loss that goes with it --------------------------------------------

TWO, THREE = np.array([0.0, 1, 1, 0, 1, 0, 1]), np.array([0.0, 2, 1, 0, 1, 2, 2])
# The loss in torch's own words, and the mean over rows.
THEIRS: dict[str, Callable[[Any, Any], Any]] = {
    "squared": functional.mse_loss,
    "absolute": functional.l1_loss,
    "huber": lambda score, y: functional.huber_loss(score, y, delta=0.4),
    "log": functional.binary_cross_entropy_with_logits,
    "cross-entropy": lambda score, y: functional.cross_entropy(score, y.long()),
}


def case(name: str, loss: Loss, **settings: Any) -> Cost:
    x = X[:, :1] if name in ("line", "polynomial") else X
    y = {"logistic": TWO, "softmax": THREE}.get(name, Y)
    dtype, bias = settings.pop("dtype", "float64"), settings.pop("bias", True)
    more = {"degree": 3} if name == "polynomial" else {}
    return Cost(Data(x, y, dtype=dtype), HYPOTHESES[name](bias, **more), loss, **settings)


KINDS = [
    (name, loss)
    for loss in (squared, absolute, Huber(0.4), log_loss, cross_entropy)
    for name in loss.hypotheses
]
every_kind = pytest.mark.parametrize(("name", "loss"), KINDS, ids=lambda one: getattr(one, "name", one))


def as_typed(cost: Cost, W: torch.Tensor) -> torch.Tensor:
    """The cost as a PyTorch user types it, without the pull of l2."""
    x, y = (torch.from_numpy(values.astype(np.float64)) for values in (cost.rows.x, cost.rows.y))
    if isinstance(cost.hypothesis, Polynomial):
        low, high = x.min(), x.max()
        t = 2 * (x - low) / (high - low) - 1
        x = torch.cat([t**k for k in range(1, cost.hypothesis.degree + 1)], dim=1)
    shape = (-1, 3) if cost.hypothesis.name == "softmax" else (-1,)
    weights = W.reshape(shape)
    score = x @ weights[: x.shape[1]] + (weights[-1] if cost.hypothesis.bias else 0)
    return THEIRS[cost.loss.name](score, y)


@every_kind
@pytest.mark.parametrize("bias", [False, True])
@pytest.mark.parametrize("l2", [0.0, 0.7])
@pytest.mark.parametrize("gradient", GRADIENTS)
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_every_kind_is_what_torch_makes_of_it(
    name: str, loss: Loss, bias: bool, l2: float, gradient: str, dtype: str
) -> None:
    cost = case(name, loss, bias=bias, l2=l2, gradient=gradient, dtype=dtype)
    scale = {"mean": 1, "sum": 7, "half_mean": 0.5, "half_sum": 3.5}[gradient]
    assert cost.ratio == scale
    weights = np.ones(cost.p)
    weights[cost.p - cost.hypothesis.biases :] = 0
    W = cost.asarray(np.random.default_rng(1).normal(size=(cost.p, 3)))
    W[:, 2] = 0  # where descents begin, and where kinks are
    value, slope = cost.evaluate(W)
    by_torch = [each.numpy() for each in TorchCost(cost).evaluate(torch.from_numpy(W))]
    assert value.dtype == slope.dtype == by_torch[1].dtype == np.dtype(dtype)
    tolerance = 1e-11 if dtype == "float64" else 1e-4
    for j in range(3):
        at = torch.tensor(W[:, j].astype(np.float64), requires_grad=True)
        data = as_typed(cost, at)
        (expected,) = torch.autograd.grad(scale * data, at)
        # The pull is l2 · W on the weights, whatever the scale of the rest.
        expected = expected.numpy() + l2 * W[:, j] * weights
        penalty = l2 / 2 / scale * (W[:, j].astype(float) ** 2 * weights).sum()
        one, one_slope = cost.evaluate(W[:, j])
        assert (one.shape, one_slope.shape) == ((), (cost.p,))
        for got, got_slope in (
            (value[j], slope[:, j]),
            (one, one_slope),
            (by_torch[0][j], by_torch[1][:, j]),
        ):
            assert got == pytest.approx(data.item() + penalty, rel=tolerance)
            np.testing.assert_allclose(got_slope, expected, rtol=tolerance, atol=tolerance * scale)


@every_kind
@pytest.mark.parametrize("l2", [0.0, 0.7])
@pytest.mark.parametrize("gradient", ["mean", "half_sum"])
def test_the_gradient_is_ratio_times_the_slope_of_the_cost(
    name: str, loss: Loss, l2: float, gradient: str
) -> None:
    cost = case(name, loss, l2=l2, gradient=gradient)
    W, h = np.random.default_rng(2).normal(size=cost.p), 1e-6
    shifted = W[:, None] + h * np.hstack([np.eye(cost.p), -np.eye(cost.p)])
    up, down = np.split(cost.evaluate(shifted)[0], 2)
    differences = cost.ratio * (up - down) / (2 * h)
    np.testing.assert_allclose(cost.evaluate(W)[1], differences, rtol=1e-6, atol=1e-6)


@every_kind
@pytest.mark.parametrize("l2", [0.0, 0.7])
@pytest.mark.parametrize("gradient", ["mean", "half_sum"])
@pytest.mark.parametrize("bias", [False, True])
def test_the_hessian_is_the_true_costs(name: str, loss: Loss, l2: float, gradient: str, bias: bool) -> None:
    cost = case(name, loss, l2=l2, gradient=gradient, bias=bias, dtype="float32")
    W = np.random.default_rng(3).normal(size=cost.p)
    expected = torch.autograd.functional.hessian(lambda at: as_typed(cost, at), torch.tensor(W)).numpy()
    pulled = np.arange(cost.p - cost.hypothesis.biases)
    expected = expected.copy()
    expected[pulled, pulled] += l2 / cost.ratio
    hessian = cost.hessian(W)
    assert hessian.dtype == np.float64
    np.testing.assert_allclose(hessian, expected, rtol=1e-5, atol=1e-5)
    np.testing.assert_allclose(hessian, hessian.T, rtol=1e-12, atol=1e-14)


@every_kind
@settings(deadline=None, max_examples=20)
@given(data=st.data())
def test_blocks_of_every_kind_are_the_whole(name: str, loss: Loss, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(1, len(Y) - 1))))
    order = data.draw(st.permutations(range(len(cuts) + 1)))
    whole = case(name, loss, l2=0.2)
    blocks = Cost(Blocks(whole.rows, cuts, order), type(whole.hypothesis)(**_settings(name)), loss, l2=0.2)
    assert blocks.hypothesis == whole.hypothesis
    W = np.random.default_rng(4).normal(size=(whole.p, 2))
    for got, expected in zip(blocks.evaluate(W), whole.evaluate(W), strict=True):
        np.testing.assert_allclose(got, expected, rtol=1e-12, atol=1e-13)
    np.testing.assert_allclose(blocks.hessian(W[:, 0]), whole.hessian(W[:, 0]), rtol=1e-11, atol=1e-13)


def _settings(name: str) -> dict[str, Any]:
    return {"degree": 3} if name == "polynomial" else {}


@pytest.mark.parametrize("name", ["logistic", "softmax"])
@pytest.mark.parametrize("far", [1e3, 1e150])
def test_scores_far_from_0_overflow_nowhere(name: str, far: float) -> None:
    cost = case(name, {"logistic": log_loss, "softmax": cross_entropy}[name])
    W = far * np.random.default_rng(5).normal(size=cost.p)
    value, slope = cost.evaluate(W)
    assert np.isfinite(value)
    assert np.abs(slope).max() <= np.abs(X).max()
    for ours, theirs in zip((value, slope), TorchCost(cost).evaluate(torch.from_numpy(W)), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-12, atol=1e-15)


def test_a_hypothesis_brings_its_own_loss() -> None:
    own = {"logistic": log_loss, "softmax": cross_entropy}
    for name in HYPOTHESES:
        assert case(name, None).loss is own.get(name, squared)  # type: ignore[arg-type]
    assert not case("logistic", log_loss).least_squares
    assert case("polynomial", squared).least_squares


def test_a_loss_of_another_hypothesis_is_refused_with_those_there_are() -> None:
    for name in HYPOTHESES:
        fitting = [one for one, loss in LOSSES.items() if name in loss.hypotheses]
        for one, loss in LOSSES.items():
            if one in fitting:
                continue
            for lang in LANGUAGES:
                with speaking(lang), pytest.raises(SettingError, match=", ".join(fitting)):
                    case(name, loss())


@pytest.mark.parametrize("l2", [-1, np.inf, np.nan, True, "0.1", None, [0.1]])
def test_an_l2_that_cannot_be_is_refused(l2: Any) -> None:
    for lang in LANGUAGES:
        with speaking(lang), pytest.raises(SettingError, match="l2"):
            Cost(Data(X, Y), l2=l2)


def test_some_of_its_rows_have_the_same_hypothesis() -> None:
    """A batch without the largest x, or without the last class, is still of the same W."""
    for whole in (case("polynomial", squared), case("softmax", cross_entropy), case("logistic", log_loss)):
        part = whole.on(whole.rows.take(np.array([0, 3])))
        assert (part.hypothesis, part.p, part.m) == (whole.hypothesis, whole.p, 2)
        W = np.random.default_rng(6).normal(size=whole.p)
        halves = [whole.on(whole.rows.take(rows)).evaluate(W) for rows in np.split(np.arange(7), [3])]
        mean = sum(part * count for (part, _), count in zip(halves, (3, 4), strict=True)) / 7
        assert mean == pytest.approx(whole.evaluate(W)[0])


def test_the_gradient_is_written_in_its_scale() -> None:
    for gradient, formula in GRADIENTS.items():
        assert case("line", squared, gradient=gradient).gradient_formula == formula
    written = {
        "(1/m) Σ (H(x) − y) x": case("logistic", log_loss),
        "½ Σ (H(x) − [y]) x": case("softmax", cross_entropy, gradient="half_sum"),
        "Σ sign(H(x) − y) ∂H/∂W": case("linear", absolute, gradient="sum"),
        "(1/2m) Σ 2 (H(x) − y) ∂H/∂W + l2 W": case("polynomial", squared, gradient="half_mean", l2=1),
    }
    assert [cost.gradient_formula for cost in written.values()] == [*written]


def test_softmax_with_two_classes_is_logistic() -> None:
    rows = Data(X, TWO)
    two, logistic = Cost(rows, Softmax()), Cost(rows, Logistic())
    W = np.random.default_rng(7).normal(size=(4, 2))
    difference = W[:, 1] - W[:, 0]
    value, slope = two.evaluate(W.ravel())
    expected, expected_slope = logistic.evaluate(difference)
    assert value == pytest.approx(expected)
    np.testing.assert_allclose(slope.reshape(4, 2), np.column_stack([-expected_slope, expected_slope]))


@pytest.mark.parametrize(
    ("hypothesis", "loss", "y"),
    [
        (Linear(), None, [1.0, 3.0, 2.0, 0.0]),
        (Linear(), absolute, [1.0, 3.0, 2.0, 0.0]),
        (Linear(), Huber(0.5), [1.0, 3.0, 2.0, 0.0]),
        (Logistic(), None, [1, 0, 0, 1]),
        (Softmax(), None, [0, 2, 1, 2]),
    ],
)
def test_weighted_rows_cost_what_repeated_ones_do(hypothesis: Any, loss: Any, y: Any) -> None:
    x, times = np.array([[1.0, 5.0], [2.0, 1.0], [4.0, 2.0], [0.5, 1.0]]), [1, 3, 2, 1]
    weighted = Cost(Data(x, y, weights=times), hypothesis, loss, l2=0.1)
    repeated = Cost(Data(np.repeat(x, times, axis=0), np.repeat(y, times)), hypothesis, loss, l2=0.1)
    W = np.random.default_rng(5).normal(size=(weighted.p, 3))
    for one, other in zip(weighted.evaluate(W), repeated.evaluate(W), strict=True):
        assert np.allclose(one, other, rtol=1e-13)
    assert np.allclose(weighted.hessian(W[:, 0]), repeated.hessian(W[:, 0]))
    by_torch = TorchCost(weighted)
    assert np.allclose(by_torch.evaluate(by_torch.asarray(W))[1].numpy(), repeated.evaluate(W)[1])
    best = [optimum(cost, np.zeros(cost.p), np.zeros(cost.p)) for cost in (weighted, repeated)]
    assert (best[0] is None) == (best[1] is None)
    if best[0] and best[1]:
        assert best[0].cost == pytest.approx(best[1].cost, rel=1e-9)


def test_what_tells_of_each_row_refuses_weights() -> None:
    cost = Cost(Data([1, 2, 3], [1, 2, 3], weights=[1, 2, 1]))
    for ask in (lambda: explain(cost, [0, 0], 0.1), lambda: check_gradient(lambda W, x, y: W, cost)):
        with pytest.raises(SettingError, match="weights"):
            ask()
    with pytest.raises(SettingError, match="weights"):
        Experiment(Data([1, 2, 3], [1, 2, 3], weights=[1, 2, 1]))
