"""The least cost: against brute force, SciPy's other solvers, algebra, and slow proofs of separability."""

from itertools import combinations, product
from typing import Any

import numpy as np
import pytest
import torch
from scipy.optimize import linprog, minimize

from ravine.cost import GRADIENTS, Cost
from ravine.data import Data
from ravine.descent import descend
from ravine.errors import SettingError
from ravine.hypothesis import Linear, Logistic, Polynomial, Softmax
from ravine.loss import Huber, absolute
from ravine.optim import SGD
from ravine.optimum import Optimum, optimum, separable
from ravine.quadratic import compress
from ravine.surfaces import SURFACES

Array = np.ndarray
UNITS = [1e-9, 1e-3, 1.0, 1e3, 1e9]


def least(cost: Cost, start: Any = 0.0) -> Optimum | None:
    W = np.broadcast_to(np.asarray(start, float), cost.p).copy()
    return optimum(cost, W, W)


def no_lower(cost: Cost, found: Optimum, count: int = 200) -> None:
    """Nothing around is lower: of a convex cost that makes it the least."""
    rng = np.random.default_rng(0)
    size = np.abs(found.W) + 1e-3
    for scale in (1e-1, 1e-3, 1e-5):
        around = found.W[:, None] + scale * size[:, None] * rng.normal(size=(cost.p, count))
        assert (cost.evaluate(around)[0] >= found.cost * (1 - 1e-12) - 1e-300).all()
    assert cost.evaluate(found.W)[0] == pytest.approx(found.cost, rel=1e-12)


# --- absolute --------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("bias", [False, True])
def test_the_least_absolute_line_goes_through_points_that_brute_force_finds(seed: int, bias: bool) -> None:
    rng = np.random.default_rng(seed)
    x, y = rng.normal(size=12) + 2, rng.normal(size=12)
    x[:2] = x[0]  # two rows above each other
    cost = Cost(Data(x, y), Linear(bias), absolute)
    if bias:
        pairs = [(i, j) for i, j in combinations(range(12), 2) if x[i] != x[j]]
        lines = [((y[j] - y[i]) / (x[j] - x[i]),) for i, j in pairs]
        lines = [(w, y[i] - w * x[i]) for (w,), (i, _) in zip(lines, pairs, strict=True)]
    else:
        lines = [(y[i] / x[i],) for i in range(12)]
    brute = min(float(cost.evaluate(np.array(W))[0]) for W in lines)
    found = least(cost)
    assert found is not None
    assert found.cost == pytest.approx(brute, rel=1e-10)


def test_without_features_it_is_the_median() -> None:
    cost = Cost(Data(np.ones(5), [1, 2, 7, 100, 1000]), Linear(bias=False), absolute)
    assert least(cost).W[0] == pytest.approx(7)


@pytest.mark.parametrize(("x_unit", "y_unit"), list(product(UNITS, UNITS)))
def test_it_does_not_depend_on_units(x_unit: float, y_unit: float) -> None:
    rng = np.random.default_rng(3)
    x = rng.normal(size=(30, 2)) * [1, 40] + [5, 2000]
    y = x @ [3, 0.1] + rng.standard_t(2, size=30) * 5
    for loss in (absolute, Huber(2.0)):
        plain = least(Cost(Data(x, y), loss=loss))
        no_lower(Cost(Data(x, y), loss=loss), plain)
        scaled_loss = Huber(2.0 * y_unit) if loss is not absolute else absolute
        found = least(Cost(Data(x * x_unit, y * y_unit), loss=scaled_loss))
        assert found.cost == pytest.approx(plain.cost * y_unit ** (1 if loss is absolute else 2), rel=1e-9)
        np.testing.assert_allclose(found.W[:2] * x_unit / y_unit, plain.W[:2], rtol=1e-5)


def test_a_far_row_hardly_moves_it() -> None:
    x = np.arange(20.0)
    y = 2 * x + 1
    y[7] = 1e9
    found = least(Cost(Data(x, y), loss=absolute))
    np.testing.assert_allclose(found.W, [2, 1], atol=1e-3)
    assert found.cost == pytest.approx((1e9 - 15) / 20, rel=1e-9)


def test_of_l2_beside_the_absolute_loss_no_least_cost_is_known() -> None:
    assert least(Cost(Data([1, 2, 3], [1, 2, 4]), loss=absolute, l2=0.1)) is None


def test_too_many_numbers_are_left_alone() -> None:
    rng = np.random.default_rng(0)
    rows = Data(rng.normal(size=(200_001, 10)), rng.normal(size=200_001))
    assert least(Cost(rows, loss=absolute)) is None


# --- Huber -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("delta", [1e-6, 0.1, 1.0, 5.0, 1e6])
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("l2", [0.0, 0.5])
@pytest.mark.parametrize("gradient", ["mean", "half_sum"])
def test_huber_is_what_another_solver_finds(delta: float, seed: int, l2: float, gradient: str) -> None:
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(40, 3))
    y = x @ [1, -2, 0.5] + rng.standard_t(1.5, size=40)
    cost = Cost(Data(x, y), loss=Huber(delta), l2=l2, gradient=gradient)
    found = least(cost)
    # Huber's loss is the least of ½ r² + delta |y − Wx − r| over r: a smooth solver from the answer up.
    other = minimize(
        lambda W: cost.evaluate(W)[0] / delta,
        np.zeros(4),
        jac=lambda W: cost.evaluate(W)[1] / cost.ratio / delta,
        method="BFGS",
        options={"gtol": 1e-10, "maxiter": 5000},
    )
    assert found.cost <= other.fun * delta * (1 + 1e-9)
    no_lower(cost, found)
    if delta >= 0.1:
        assert np.abs(cost.evaluate(found.W)[1]).max() <= 1e-9 * cost.ratio * min(delta, 5.0) * 10


def test_with_a_wide_delta_it_is_half_least_squares() -> None:
    rng = np.random.default_rng(1)
    x, y = rng.normal(size=(20, 2)), rng.normal(size=20)
    squares = least(Cost(Data(x, y)))
    found = least(Cost(Data(x, y), loss=Huber(1e6)))
    np.testing.assert_allclose(found.W, squares.W, rtol=1e-10)
    assert found.cost == pytest.approx(squares.cost / 2)


@pytest.mark.parametrize("degree", [1, 5, 12])
def test_of_a_polynomial_of_any_degree(degree: int) -> None:
    rng = np.random.default_rng(2)
    x = np.linspace(100, 130, 60)
    y = np.sin(x / 4) * 1e4 + rng.standard_t(2, size=60) * 500
    for loss in (absolute, Huber(200.0)):
        cost = Cost(Data(x, y), Polynomial(degree=degree), loss)
        no_lower(cost, least(cost))


@pytest.mark.parametrize("loss", [absolute, Huber()])
def test_rows_that_lie_on_a_line_cost_nothing(loss: Any) -> None:
    found = least(Cost(Data([1, 2, 3], [3, 5, 7]), loss=loss))
    assert found.cost == 0
    np.testing.assert_allclose(found.W, [2, 1], rtol=1e-10)
    nothing = least(Cost(Data([0, 0], [0, 0]), loss=loss), start=3)
    assert (nothing.W, nothing.cost) == (pytest.approx([3, 0]), 0)
    flat = least(Cost(Data([0, 0], [1, 2]), Linear(bias=False), loss), start=3)
    assert flat.W.tolist() == [3]
    assert flat.cost == np.mean(loss.value(np.zeros(2), np.array([1.0, 2.0])))


# --- classes ---------------------------------------------------------------------------------------


def overlapping(seed: int, m: int = 60, d: int = 2, K: int = 2) -> Data:
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(m, d)) * [1, 300][:d] + [0, 2000][:d]
    score = (x - [0, 2000][:d]) / [1, 300][:d] @ rng.normal(size=(d, K))
    y = np.argmax(score + rng.gumbel(size=(m, K)), axis=1)
    return Data(x, y)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("make", [Logistic, Softmax])
@pytest.mark.parametrize("l2", [0.0, 1e-3])
@pytest.mark.parametrize("gradient", GRADIENTS)
def test_of_classes_the_gradient_is_nothing(seed: int, make: Any, l2: float, gradient: str) -> None:
    rows = overlapping(seed, K=2 if make is Logistic else 3)
    cost = Cost(rows, make(), l2=l2, gradient=gradient)
    found = least(cost)
    assert found is not None
    scale = np.append(np.abs(rows.x).mean(axis=0), 1.0)
    slope = cost.evaluate(found.W)[1].reshape(3, -1) / scale[:, None] / cost.ratio
    assert np.abs(slope).max() < 1e-11
    no_lower(cost, found)


def test_logistic_is_torchs_lbfgs() -> None:
    rows = overlapping(0).standardise()
    W = torch.zeros(3, dtype=torch.float64, requires_grad=True)
    x, y = torch.from_numpy(rows.x), torch.from_numpy(rows.y)
    solver = torch.optim.LBFGS(
        [W], max_iter=500, tolerance_grad=1e-13, tolerance_change=1e-16, line_search_fn="strong_wolfe"
    )

    def closure() -> torch.Tensor:
        solver.zero_grad()
        cost = torch.nn.functional.binary_cross_entropy_with_logits(x @ W[:2] + W[2], y)
        cost.backward()
        return cost

    solver.step(closure)
    found = least(Cost(rows, Logistic()))
    np.testing.assert_allclose(found.W, W.detach(), rtol=1e-5)
    assert found.cost == pytest.approx(closure().item(), rel=1e-12)


@pytest.mark.parametrize("start", [0.0, 5.0, -1e4])
def test_it_does_not_depend_on_the_start_but_along_flat_directions(start: float) -> None:
    rows = overlapping(1, K=3)
    for make, data in ((Softmax, rows), (Logistic, overlapping(1))):
        cost = Cost(data, make())
        assert least(cost, start).cost == pytest.approx(least(cost).cost, rel=1e-9)


@pytest.mark.parametrize("loss", ["huber", "absolute", "logistic", "softmax"])
@pytest.mark.parametrize("l2", [0.0, 0.3])
def test_of_dependent_columns_the_nearest_to_the_start(loss: str, l2: float) -> None:
    """A column twice, and a constant one beside the bias: whatever of the start is flat stays."""
    rng = np.random.default_rng(5)
    u = rng.normal(size=50)
    x = np.column_stack([u, u, np.full(50, 2.0)])
    y = u + rng.normal(size=50)
    classes = {"logistic": y > 0, "softmax": np.digitize(y, [-1, 1])}
    cost = {
        "huber": lambda: Cost(Data(x, y), loss=Huber(), l2=l2),
        "absolute": lambda: Cost(Data(x, y), loss=absolute, l2=0),
        "logistic": lambda: Cost(Data(x, classes["logistic"]), Logistic(), l2=l2),
        "softmax": lambda: Cost(Data(x, classes["softmax"]), Softmax(), l2=l2),
    }[loss]()
    start = rng.normal(size=cost.p)
    found = least(cost, start)
    no_lower(cost, found)
    K = 3 if loss == "softmax" else 1
    away = (found.W - start).reshape(4, K)
    if not cost.l2:
        flat = np.array([[1, -1, 0, 0], [0, 0, 1, -2.0]])
        np.testing.assert_allclose(flat @ away, 0, atol=1e-9)
    if loss == "softmax":
        unseen = away if not cost.l2 else away[3:]
        np.testing.assert_allclose(unseen.sum(axis=1), 0, atol=1e-9)
    if cost.l2:
        assert found.W.reshape(4, K)[0] == pytest.approx(found.W.reshape(4, K)[1])


def test_a_constant_feature_without_a_bias_is_the_bias() -> None:
    rows = overlapping(2, d=1)
    with_bias = least(Cost(rows, Logistic()))
    column = Data(np.column_stack([rows.x, np.ones(rows.m)]), rows.y)
    as_feature = least(Cost(column, Logistic(bias=False)))
    np.testing.assert_allclose(as_feature.W, with_bias.W, rtol=1e-8)


# --- separable -------------------------------------------------------------------------------------

# Features, classes, and whether a W ≠ 0 puts no row on the wrong side: drawn on paper.
PREPARED: dict[str, tuple[Any, Any, bool]] = {
    "two points": ([[0], [1]], [0, 1], True),
    "in order": ([[1], [2], [3], [4]], [0, 0, 1, 1], True),
    "in order but for one": ([[1], [2], [3], [4]], [0, 1, 0, 1], False),
    "meeting in a point": ([[1], [2], [2], [3]], [0, 0, 1, 1], True),
    "meeting in two points": ([[1], [2], [2], [1]], [0, 0, 1, 1], False),
    "meeting along a line": ([[0, 0], [1, 0], [2, 0], [0, 0], [1, 0], [2, 1]], [0, 1, 0, 1, 0, 1], True),
    "a corner apart": ([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 0, 0, 1], True),
    "either, not both": ([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0], False),
    "one class": ([[1], [2]], [1, 1], True),
    "the other class": ([[1], [2]], [0, 0], True),
    "an empty column": ([[1, 0], [2, 0], [3, 0]], [0, 1, 0], False),
    "far off, in order": ([[2001], [2002], [2003], [2004]], [0, 0, 1, 1], True),
    "far off, not": ([[2001], [2002], [2003], [2004]], [0, 1, 0, 1], False),
    "tiny, in order": ([[1e-9], [2e-9], [3e-9]], [0, 0, 1], True),
    "a flag of one class": ([[0, 0.3], [0, 0.1], [0, 0.2], [1, 0.5], [0, 0.4]], [0, 1, 0, 1, 1], True),
}


@pytest.mark.parametrize("name", PREPARED)
@pytest.mark.parametrize("make", [Logistic, Softmax])
@pytest.mark.parametrize("gradient", ["mean", "half_sum"])
def test_prepared_classes(name: str, make: Any, gradient: str) -> None:
    x, y, expected = PREPARED[name]
    cost = Cost(Data(x, y), make(), gradient=gradient)
    assert separable(cost) == expected
    assert (least(cost) is None) == expected
    for start in (3.0, -50.0):
        assert (least(cost, start) is None) == expected
    assert not separable(Cost(Data(x, y), make(), l2=0.1))
    assert least(Cost(Data(x, y), make(), l2=0.1)) is not None


def falls_for_ever(x: Array, y: Array, K: int) -> bool:
    """Whether a W ≠ 0 puts no row on the wrong side and some row on the right: one programme a row."""
    A = np.column_stack([x, np.ones(len(y))])
    margins = []
    for row, own in zip(A, y.astype(int), strict=True):
        for other in range(K):
            if other != own:
                margin = np.zeros((A.shape[1], K))
                margin[:, own] += row
                margin[:, other] -= row
                margins.append(margin.ravel())
    margins = np.array(margins)
    bounds = [(-1, 1)] * margins.shape[1]
    zero = np.zeros(len(margins))
    found = (linprog(-margin, A_ub=-margins, b_ub=zero, bounds=bounds) for margin in margins)
    return any(one.status == 0 and -one.fun > 1e-6 for one in found)


@pytest.mark.parametrize("seed", range(25))
def test_random_classes_as_a_slow_proof_has_it(seed: int) -> None:
    rng = np.random.default_rng(seed)
    K = 2 + seed % 2
    x = np.round(rng.normal(size=(9, 2)), 1)
    y = np.append(np.arange(K), rng.integers(K, size=9 - K)).astype(float)
    if seed % 3:  # closer to separable
        y = np.where(x[:, 0] > rng.normal(), 1.0, y)
    expected = falls_for_ever(x, y, int(y.max()) + 1)
    cost = Cost(Data(x, y), Softmax())
    assert separable(cost) == expected
    assert (least(cost) is None) == expected
    if y.max() < 2:
        assert (least(Cost(Data(x, y), Logistic())) is None) == expected


def test_both_answers_occur_among_them() -> None:
    """The test above would be empty if they didn't."""
    answers = set()
    for seed in range(25):
        rng = np.random.default_rng(seed)
        x = np.round(rng.normal(size=(9, 2)), 1)
        y = np.append([0, 1], rng.integers(2, size=7)).astype(float)
        y = np.where(x[:, 0] > rng.normal(), 1.0, y) if seed % 3 else y
        answers.add(least(Cost(Data(x, y), Logistic())) is None)
    assert answers == {True, False}


def test_a_row_far_on_the_right_side_separates_nothing() -> None:
    """Margins beyond 15 alone are no proof."""
    x = np.append(np.linspace(-1, 1, 20), 500.0)
    y = np.append(np.arange(20) // 2 % 2, 1)
    cost = Cost(Data(x, y), Logistic())
    assert not separable(cost)
    no_lower(cost, least(cost))


def test_a_run_on_separable_classes_has_no_best() -> None:
    trace = descend(Cost(Data([1, 2, 3, 4], [0, 0, 1, 1]), Logistic()), optimizer=SGD(0.5), epochs=50)
    assert trace.best is None
    assert trace.separable
    assert trace.epochs_to_1_percent is None
    assert trace.excess[-1] == 0
    assert (trace.excess >= 0).all()
    other = descend(Cost(Data([1, 2, 3], [0, 1, 0]), Logistic()), optimizer=SGD(0.5), epochs=50)
    assert other.best is not None
    assert not other.separable


# --- the rest --------------------------------------------------------------------------------------


def test_of_least_squares_it_is_algebra() -> None:
    rng = np.random.default_rng(0)
    rows = Data(rng.normal(size=(20, 2)), rng.normal(size=20))
    for cost in (Cost(rows), Cost(rows, l2=0.3, gradient="sum")):
        for found in (least(cost), optimum(compress(cost), np.zeros(3), np.zeros(3))):
            A = np.column_stack([rows.x, np.ones(20)])
            pull = np.diag([1, 1, 0.0]) * cost.l2 / 2 / cost.ratio * 20
            np.testing.assert_allclose(found.W, np.linalg.solve(A.T @ A + pull, A.T @ rows.y), rtol=1e-10)
            assert cost.evaluate(found.W)[0] == pytest.approx(found.cost)


def test_single_precision_rows_have_a_least_cost_in_double() -> None:
    rows = overlapping(3)
    double, single = (least(Cost(rows.astype(dtype), Logistic())) for dtype in ("float64", "float32"))
    assert single.W.dtype == np.float64
    assert single.cost == pytest.approx(double.cost, rel=1e-5)


def test_blocks_are_rows_like_any_other() -> None:
    rows = overlapping(4)

    class Blocks:
        names, target, m, dtype, weights = rows.names, rows.target, rows.m, rows.dtype, None

        def reduce(self, map: Any, combine: Any, width: int | None = None) -> Any:
            parts = [map(rows.x[k : k + 7], rows.y[k : k + 7], None) for k in range(0, rows.m, 7)]
            total = parts[0]
            for part in parts[1:]:
                total = combine(total, part)
            return total

    for make, loss in ((Logistic, None), (Linear, absolute), (Linear, Huber(0.1))):
        whole, blocks = (least(Cost(one, make(), loss)) for one in (rows, Blocks()))
        assert blocks.cost == pytest.approx(whole.cost, rel=1e-9)


def test_of_a_function_nothing_is_known_and_of_a_surface_the_nearest_minimum() -> None:
    trace = descend(lambda W: (W**2).sum(), optimizer=SGD(0.1), epochs=3, start=[1, 2])
    assert trace.best is None
    for name, make in SURFACES.items():
        found = optimum(make(), np.full(make().p, 0.5), np.full(make().p, 0.5))
        assert found is not None, name
        assert np.abs(make().evaluate(found.W)[1]).max() < 1e-9


def test_more_classes_than_newton_can_take_are_left_alone() -> None:
    rng = np.random.default_rng(0)
    wide = Data(rng.normal(size=(30, 400)), np.arange(30) % 3)
    assert least(Cost(wide, Softmax(), l2=0.1)) is None


def test_what_cannot_be_squared_is_refused() -> None:
    with pytest.raises(SettingError):
        compress(Cost(Data([1, 2, 3], [0, 1, 0]), Logistic()))
