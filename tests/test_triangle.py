"""Columns of rows by name, their triangle, and that rows are read once for all of them."""

import gc
import weakref
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from ravine.cost import Cost
from ravine.data import Data
from ravine.errors import SettingError
from ravine.hypothesis import Line, Linear, Polynomial
from ravine.quadratic import Quadratic, compress
from ravine.triangle import Table
from ravine.words import speaking

Array = np.ndarray
M = 3000
RNG = np.random.default_rng(3)
X = RNG.normal(size=(M, 4)) * [1, 100, 1e-3, 1] + [0, 2000, 0, 5]
Y = X @ [1, 0.5, 300, -2] + RNG.normal(size=M)
NAMES = ("area", "year", "share", "rooms")
ROWS = Data(X, Y, names=NAMES, target="price")
EVERY: dict[str, Array] = dict(zip((*NAMES, "price"), np.column_stack([X, Y]).T, strict=True))


class Counted:
    """Rows of memory that count how often they are read, in blocks of `size`, in an order."""

    def __init__(self, data: Data, size: int = M, order: Callable[[list], Any] = list) -> None:
        self.data, self.size, self.order, self.reads = data, size, order, 0
        self.names, self.target, self.m, self.dtype = data.names, data.target, data.m, data.dtype
        self.weights = data.weights

    def reduce(
        self,
        map: Callable[[Any, Any, Any], Any],
        combine: Callable[[Any, Any], Any],
        width: int | None = None,
    ) -> Any:
        self.reads += 1
        parts = self.order([slice(k, k + self.size) for k in range(0, self.m, self.size)])
        w = self.weights
        result, *others = (
            map(self.data.x[part], self.data.y[part], None if w is None else w[part]) for part in parts
        )
        for other in others:
            result = combine(result, other)
        return result


def expected(features: list[str], target: str, bias: bool, W: Array) -> float:
    table = np.column_stack([*(EVERY[name] for name in features), *[np.ones(M)] * bias])
    return float(((table @ W - EVERY[target]) ** 2).mean())


@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize(
    ("features", "target"),
    [
        (list(NAMES), "price"),
        (["rooms", "area"], "price"),
        (["year"], "share"),
        (["price", "year"], "area"),
        (["area", "year", "share", "price"], "rooms"),
    ],
)
def test_any_column_of_any_others_costs_what_all_rows_cost(
    features: list[str], target: str, bias: bool
) -> None:
    quadratic = compress(ROWS, features=features, target=target, bias=bias)
    assert quadratic.names == (*features, *["b"] * bias)
    assert (quadratic.m, quadratic.bias) == (M, bias)
    assert quadratic.A.shape == (quadratic.p + 1, quadratic.p)
    for seed in range(3):
        W = np.random.default_rng(seed).normal(size=quadratic.p)
        assert quadratic.evaluate(W)[0] == pytest.approx(expected(features, target, bias, W), rel=1e-13)


def test_rows_alone_are_a_linear_cost_with_all_columns() -> None:
    of_rows, of_cost = compress(ROWS), compress(Cost(ROWS, Linear()))
    assert of_rows.names == of_cost.names == (*NAMES, "b")
    assert np.array_equal(of_rows.A, of_cost.A)
    assert np.array_equal(compress(ROWS, bias=False).A, compress(Cost(ROWS, Linear(False))).A)


def test_another_target_leaves_itself_out_and_the_rows_own_too() -> None:
    assert compress(ROWS, target="year").names == ("area", "share", "rooms", "b")
    assert compress(ROWS, features="area").names == ("area", "b")


def test_a_cost_keeps_its_scale_l2_and_powers() -> None:
    cost = Cost(Data(X[:, 0], Y), Polynomial(degree=3), gradient="half_sum", l2=0.5)
    one = compress(cost, features=["x", "x³"])
    assert (one.names, one.gradient, one.l2) == (("x", "x³", "b"), "half_sum", 0.5)
    W = np.array([1.0, 0.0, 2.0, 3.0])
    assert one.evaluate(W[[0, 2, 3]])[0] == pytest.approx(compress(cost).evaluate(W)[0], rel=1e-12)


def test_rows_are_read_once_for_all_of_them() -> None:
    rows = Counted(ROWS)
    for target in (*NAMES, "price"):
        for bias in (True, False):
            compress(rows, target=target, bias=bias)
    compress(rows, features=["area"])
    compress(Cost(rows, Linear(), gradient="sum", l2=1.0))
    assert rows.reads == 1


def test_a_line_is_read_with_the_linear_hypothesis_and_a_polynomial_by_itself() -> None:
    rows = Counted(Data(X[:, 0], Y))
    line, linear = compress(Cost(rows, Line())), compress(Cost(rows, Linear()))
    assert np.array_equal(line.A, linear.A)
    assert rows.reads == 1
    for degree in (2, 3, 3):
        compress(Cost(rows, Polynomial(degree=degree, domain=(-3.0, 3.0))))
    assert rows.reads == 3


def test_what_was_read_goes_when_the_rows_go() -> None:
    data = Data(X[:500], Y[:500])
    compress(data).best()
    gone = weakref.ref(data)
    del data
    gc.collect()
    assert gone() is None


@pytest.mark.parametrize("size", [100, 999, 1500, M])
@pytest.mark.parametrize("order", [list, reversed, lambda parts: sorted(parts, key=lambda p: p.start % 7)])
@pytest.mark.parametrize("weighted", [False, True])
def test_blocks_of_any_size_in_any_order_agree_to_rounding(size: int, order: Any, weighted: bool) -> None:
    weights = RNG.uniform(0.1, 10, M) if weighted else None
    data = Data(np.sort(X, axis=0), Y, weights=weights)
    whole, blocks = compress(data), compress(Counted(data, size, lambda parts: list(order(parts))))
    table = np.column_stack([whole.A, whole.t])
    length = np.linalg.norm(table, axis=0)
    table, other = table / length, np.column_stack([blocks.A, blocks.t]) / length
    assert np.allclose(table.T @ table, other.T @ other, rtol=0, atol=1e-13)


def test_weights_are_as_many_rows() -> None:
    times = RNG.integers(1, 4, M)
    weighted = compress(Data(X, Y, weights=times))
    repeated = compress(Data(np.repeat(X, times, axis=0), np.repeat(Y, times)))
    W = RNG.normal(size=5)
    assert weighted.evaluate(W)[0] == pytest.approx(repeated.evaluate(W)[0], rel=1e-13)


@pytest.mark.parametrize(
    ("settings", "key", "said"),
    [
        ({"target": "town"}, "compress-column", "got town"),
        ({"features": ["area", "town"]}, "compress-column", "area, year, share, rooms"),
        ({"features": ["area", "price"]}, "compress-column-twice", "to predict price"),
        ({"features": ["area", "area"]}, "compress-column-twice", "area, area"),
    ],
)
def test_columns_that_are_not_there_or_come_twice_are_refused(settings: Any, key: str, said: str) -> None:
    with speaking("en"), pytest.raises(SettingError, match=said) as fault:
        compress(ROWS, **settings)
    assert fault.value.key == key


def test_more_columns_than_rows() -> None:
    few = compress(Data(X[:3], Y[:3]))
    assert isinstance(few, Quadratic)
    assert few.A.shape == (3, 5)
    assert Table.choose(ROWS, Linear())[0].triangle().shape == (6, 6)
