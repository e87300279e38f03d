"""Mini-batches: the rows that each step sees, and the run they make, held to a loop as one types it."""

from itertools import islice
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from ravine.autograd import TorchOptimizer
from ravine.batches import SAMPLINGS, Batches
from ravine.cost import GRADIENTS, Cost
from ravine.data import Data
from ravine.descent import descend
from ravine.errors import SettingError
from ravine.hypothesis import Linear, Logistic, Polynomial, Softmax
from ravine.optim import SGD, Adam
from ravine.surfaces import rosenbrock
from ravine.words import LANGUAGES, speaking

Array = np.ndarray
rng = np.random.default_rng(0)
X = rng.normal(size=(23, 2))
ROWS = Data(X, X @ [1.5, -0.5] + 0.3 + 0.1 * rng.normal(size=23))
CLASSES = Data(X, rng.integers(3, size=23))
COSTS = {
    "linear": Cost(ROWS),
    "half_sum": Cost(ROWS, gradient="half_sum", l2=0.1),
    "polynomial": Cost(Data(X[:, 0], ROWS.y), Polynomial(degree=4)),
    "logistic": Cost(Data(X, CLASSES.y > 0), Logistic()),
    "softmax": Cost(CLASSES, Softmax(), l2=0.01),
}


# --- which rows ------------------------------------------------------------------------------------


@settings(deadline=None)
@given(m=st.integers(1, 60), size=st.integers(1, 80), seed=st.integers(0, 10))
def test_shuffled_every_row_comes_once_an_epoch(m: int, size: int, seed: int) -> None:
    batches, generator = Batches(size, seed), np.random.default_rng(seed)
    for _ in range(3):
        epoch = batches.epoch(generator, m)
        assert len(epoch) == batches.per_epoch(m)
        assert [len(rows) for rows in epoch[:-1]] == [size] * (len(epoch) - 1)
        assert 1 <= len(epoch[-1]) <= size
        assert sorted(np.concatenate(epoch)) == list(range(m))


def test_drawn_with_replacement_some_rows_come_again() -> None:
    batches = Batches(size=8, sampling="replace")
    epoch = batches.epoch(np.random.default_rng(0), 20)
    assert [len(rows) for rows in epoch] == [8, 8, 4]
    assert len(set(np.concatenate(epoch))) < 20
    counts = np.zeros(20)
    generator = np.random.default_rng(0)
    for _ in range(2000):
        np.add.at(counts, np.concatenate(batches.epoch(generator, 20)), 1)
    assert np.abs(counts / 2000 - 1).max() < 0.1


def test_epochs_differ_and_seeds_differ_and_a_seed_is_a_seed() -> None:
    def order(seed: int) -> list[list[int]]:
        generator = np.random.default_rng(seed)
        return [np.concatenate(Batches(4, seed).epoch(generator, 23)).tolist() for _ in range(3)]

    assert order(0) == order(0)
    assert order(0) != order(1)
    assert len({tuple(epoch) for epoch in order(0)}) == 3


def test_costs_are_of_the_rows_of_each_batch() -> None:
    cost, batches = COSTS["half_sum"], Batches(5, seed=3)
    generator = np.random.default_rng(3)
    expected = [rows for _ in range(2) for rows in batches.epoch(generator, 23)]
    for part, rows in zip(islice(batches.costs(cost), 10), expected, strict=True):
        assert (part.m, part.gradient, part.l2) == (len(rows), "half_sum", 0.1)
        np.testing.assert_array_equal(part.rows.x, X[rows])
        np.testing.assert_array_equal(part.rows.y, ROWS.y[rows])


# --- the run ---------------------------------------------------------------------------------------


def by_loop(gradient: str, size: int, epochs: int, lr: float, sampling: str = "shuffle") -> Array:
    """Mini-batch descent of a plane as one types it."""
    W, path = np.zeros(3), [np.zeros(3)]
    generator = np.random.default_rng(7)
    A = np.column_stack([X, np.ones(23)])
    for _ in range(epochs):
        order = generator.permutation(23) if sampling == "shuffle" else generator.integers(23, size=23)
        for first in range(0, 23, size):
            rows = order[first : first + size]
            error = [A[i] @ W - ROWS.y[i] for i in rows]
            total = sum(2 * e * A[i] for e, i in zip(error, rows, strict=True))
            scale = {
                "mean": 1 / len(rows),
                "sum": 1,
                "half_mean": 0.5 / len(rows),
                "half_sum": 0.5,
            }[gradient]
            W = W - lr * scale * total
        path.append(W)
    return np.array(path)


@pytest.mark.parametrize("gradient", GRADIENTS)
@pytest.mark.parametrize("sampling", SAMPLINGS)
@pytest.mark.parametrize("size", [1, 4, 23, 100])
def test_it_is_the_loop_as_one_types_it(gradient: str, sampling: str, size: int) -> None:
    trace = descend(
        Cost(ROWS, gradient=gradient),
        optimizer=SGD(0.01),
        epochs=6,
        batch_size=size,
        seed=7,
        sampling=sampling,
    )
    np.testing.assert_allclose(trace.W, by_loop(gradient, size, 6, 0.01, sampling), rtol=1e-11, atol=1e-13)
    assert trace.batches == Batches(size, 7, sampling)
    assert not trace.plain


@pytest.mark.parametrize("name", COSTS)
def test_cost_and_gradient_of_an_epoch_are_those_of_all_rows(name: str) -> None:
    cost = COSTS[name]
    trace = descend(cost, optimizer=SGD(0.01), epochs=4, batch_size=6)
    assert trace.W.shape == (5, cost.p)
    for W, value, gradient in zip(trace.W, trace.cost, trace.gradient, strict=True):
        expected, expected_gradient = cost.evaluate(W)
        assert value == pytest.approx(expected, rel=1e-14)
        np.testing.assert_allclose(gradient, expected_gradient, rtol=1e-13)


@pytest.mark.parametrize("name", COSTS)
@pytest.mark.parametrize("sampling", SAMPLINGS)
@pytest.mark.parametrize("optimizer", [SGD(0.02, momentum=0.9), Adam(0.02)], ids=["sgd", "adam"])
def test_both_engines_see_the_same_batches(name: str, sampling: str, optimizer: Any) -> None:
    run = {"optimizer": optimizer, "epochs": 8, "batch_size": 5, "seed": 3, "sampling": sampling}
    hand, by_torch = descend(COSTS[name], **run), descend(COSTS[name], engine="torch", **run)
    assert (hand.engine, by_torch.engine) == ("hand", "torch")
    for ours, theirs in (
        (hand.W, by_torch.W),
        (hand.cost, by_torch.cost),
        (hand.gradient, by_torch.gradient),
    ):
        np.testing.assert_allclose(theirs, ours, rtol=1e-9, atol=1e-11)


def test_it_is_the_dataset_loop_of_torch_with_the_same_order() -> None:
    W = torch.zeros(3, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([W], lr=0.05, momentum=0.8)
    x, y = torch.from_numpy(X), torch.from_numpy(ROWS.y)
    generator = np.random.default_rng(0)
    for _ in range(5):
        for rows in torch.utils.data.BatchSampler(generator.permutation(23), 4, drop_last=False):
            optimizer.zero_grad()
            ((x[rows] @ W[:2] + W[2] - y[rows]) ** 2).mean().backward()
            optimizer.step()
    trace = descend(Cost(ROWS), optimizer=SGD(0.05, momentum=0.8), epochs=5, batch_size=4)
    np.testing.assert_allclose(trace.W[-1], W.detach(), rtol=1e-10)
    own = TorchOptimizer(0.05, settings={"momentum": 0.8})
    trace = descend(Cost(ROWS), optimizer=own, epochs=5, batch_size=4)
    np.testing.assert_allclose(trace.W[-1], W.detach(), rtol=1e-10)


@pytest.mark.parametrize("size", [23, 24, 10**6])
@pytest.mark.parametrize("name", COSTS)
def test_one_batch_of_all_rows_is_full_batch_descent(name: str, size: int) -> None:
    whole = descend(COSTS[name], optimizer=SGD(0.02), epochs=10)
    batch = descend(COSTS[name], optimizer=SGD(0.02), epochs=10, batch_size=size)
    np.testing.assert_allclose(batch.W, whole.W, rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(batch.cost, whole.cost, rtol=1e-12)


def test_batches_keep_the_precision_of_the_rows() -> None:
    cost = Cost(ROWS.astype("float32"))
    for engine in ("hand", "torch"):
        trace = descend(cost, optimizer=SGD(0.05), epochs=3, batch_size=4, engine=engine)
        assert trace.W.dtype == trace.gradient.dtype == np.float32


def test_fewer_rows_in_a_batch_are_more_steps() -> None:
    seen = []

    class Counted(SGD):
        def step(self, W: Any, gradient: Any, state: Any) -> Any:
            seen.append(W)
            return super().step(W, gradient, state)

    descend(Cost(ROWS), optimizer=Counted(0.01), epochs=3, batch_size=10)
    assert len(seen) in (9, 10)  # three batches an epoch; a last one may have been begun


# --- what can't be ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        *(({"size": size}, "batch_size") for size in (0, -1, 1.5, 2.0, True, "8", None, np.nan, 2**63)),
        *(({"size": 2, "seed": seed}, "seed") for seed in (-1, 0.5, True, "0", None, 2**63)),
        *(({"size": 2, "sampling": one}, "sampling") for one in ("x", "", "Shuffle", None, 1, ["shuffle"])),
    ],
    ids=str,
)
def test_batches_that_cannot_be_are_refused(settings: dict[str, Any], said: str) -> None:
    for lang in LANGUAGES:
        with speaking(lang), pytest.raises(SettingError, match=said):
            Batches(**settings)
    run = {"batch_size" if key == "size" else key: value for key, value in settings.items()}
    if run["batch_size"] is not None:  # which is one batch of all rows
        with pytest.raises(SettingError):
            descend(Cost(ROWS), optimizer=SGD(0.1), **run)
    if "size" in settings and len(settings) == 2:  # also where there are no batches
        with pytest.raises(SettingError):
            descend(Cost(ROWS), optimizer=SGD(0.1), **{**run, "batch_size": None})


def test_whole_numbers_of_numpy_are_whole_numbers() -> None:
    assert Batches(np.int64(4), np.int32(2)).per_epoch(9) == 3


class Blocks:
    """Rows that aren't in memory."""

    names, target, m, dtype = ("x1", "x2"), "y", 23, ROWS.dtype
    reduce = ROWS.reduce


@pytest.mark.parametrize(
    "cost", [Cost(Blocks()), rosenbrock(), lambda W: (W**2).sum()], ids=["blocks", "surface", "function"]
)
def test_only_rows_in_memory_are_cut(cost: Any) -> None:
    for lang in LANGUAGES:
        with speaking(lang), pytest.raises(SettingError, match="batch_size"):
            descend(cost, optimizer=SGD(0.1), epochs=1, batch_size=4, start=0.5)


def test_a_bias_is_no_row() -> None:
    """Without a bias, too, the batch's gradient is only of its rows."""
    cost = Cost(Data([1, 2, 3], [1, 2, 3]), Linear(bias=False))
    trace = descend(cost, optimizer=SGD(0.1), epochs=1, batch_size=1)
    W = 0.0
    for i in np.random.default_rng(0).permutation(3):
        W -= 0.1 * 2 * (W * (i + 1) - (i + 1)) * (i + 1)
    assert trace.W[1, 0] == pytest.approx(W)
