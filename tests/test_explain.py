"""Explain: the worked numbers are the evaluated ones, and each line follows from the one before."""

from typing import Any

import numpy as np
import pytest

from ravine.cost import GRADIENTS, Cost
from ravine.data import Data
from ravine.descent import descend
from ravine.errors import SettingError, ShapeError
from ravine.explain import explain
from ravine.hypothesis import Linear
from ravine.optim import SGD

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
        names, target, m, dtype = ("x1", "x2"), "y", 5, np.dtype("float64")

        def reduce(self, map: Any, combine: Any) -> Any:
            return combine(map(X[:2], Y[:2]), map(X[2:], Y[2:]))

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
