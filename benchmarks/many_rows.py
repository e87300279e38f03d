"""A million rows × 10 in memory: descent, theory, a fit, a logistic epoch, many logistic descents at once."""

from collections.abc import Callable
from itertools import islice, repeat
from typing import Any

import jax
import numpy as np
import torch
from pairs import Pair
from sklearn.linear_model import LinearRegression

import ravine as rv
from ravine.descent import steps

jax.config.update("jax_enable_x64", True)

M, D, AT_ONCE = 1_000_000, 10, 64


def data() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(M, D))
    return x, x @ rng.normal(size=D) + rng.normal(size=M)


def by_torch(x: np.ndarray, y: np.ndarray, loss: Callable[..., Any], epochs: int) -> Callable[[], Any]:
    """Epochs of autograd and optim.SGD."""
    features, targets = torch.from_numpy(x), torch.from_numpy(y)

    def run() -> None:
        W = torch.zeros(D, dtype=torch.float64, requires_grad=True)
        b = torch.zeros(1, dtype=torch.float64, requires_grad=True)
        rule = torch.optim.SGD([W, b], lr=0.1)
        for _ in range(epochs):
            cost = loss(features @ W + b, targets)
            rule.zero_grad()
            cost.backward()
            rule.step()

    return run


def by_jax(x: np.ndarray, y: np.ndarray) -> Callable[[], Any]:
    """One epoch of a jitted value_and_grad of the log loss."""
    features, targets = jax.numpy.asarray(x), jax.numpy.asarray(y)

    def cost(W: Any) -> Any:
        score = features @ W[:-1] + W[-1]
        return jax.numpy.mean(jax.numpy.logaddexp(0.0, (1 - 2 * targets) * score))

    epoch = jax.jit(jax.value_and_grad(cost))
    W = jax.numpy.zeros(D + 1)
    return lambda: jax.block_until_ready(epoch(W))


def squared() -> list[Pair]:
    x, y = data()
    design = np.column_stack([x, np.ones(M)])

    rows = rv.Data(x, y)

    # New rows each time: what was learnt from them once is kept.
    def descent() -> Any:
        return rv.descend(rv.Cost(rv.Data(x, y)), optimizer=rv.SGD(0.1), epochs=1000, engine="exact")

    mse = torch.nn.functional.mse_loss
    name = f"1,000 epochs full batch, {M:,} x {D} in memory, all included"
    return [
        Pair(name, descent, "5 PyTorch epochs", by_torch(x, y, mse, 5), wanted=1),
        Pair(name, descent, "LinearRegression, one fit", lambda: LinearRegression().fit(x, y), wanted=2),
        Pair(
            f"theory on {M:,} x {D} in memory",
            lambda: rv.theory(rv.Cost(rows.take(slice(None)))).best_lr,  # type: ignore[arg-type]
            "numpy lstsq",
            lambda: np.linalg.lstsq(design, y, rcond=None),
            wanted=4,
        ),
    ]


def logistic() -> list[Pair]:
    x, y = data()
    y = (y > 0).astype(float)
    cost = rv.Cost(rv.Data(x, y), rv.Logistic())
    W = np.zeros(D + 1)
    bce = torch.nn.functional.binary_cross_entropy_with_logits
    name = f"one logistic epoch, {M:,} x {D}"

    few = rv.Cost(rv.Data(x[:20_000], y[:20_000]), rv.Logistic())
    lrs = np.geomspace(1e-3, 10, AT_ONCE)

    def descents(rule: rv.SGD, start: np.ndarray, epochs: int = 10) -> None:
        for _ in islice(steps(repeat(few), start, rule), epochs):
            pass

    return [
        Pair(name, lambda: cost.evaluate(W), "PyTorch autograd", by_torch(x, y, bce, 1), wanted=1),
        Pair(name, lambda: cost.evaluate(W), "JAX, compiled", by_jax(x, y), wanted=1),
        Pair(
            f"{AT_ONCE} logistic descents at once, 20,000 x {D}, 10 epochs",
            lambda: descents(rv.SGD(lrs), np.zeros((D + 1, AT_ONCE))),
            "one by one",
            lambda: [descents(rv.SGD(lr), np.zeros(D + 1)) for lr in lrs],
            wanted=2,
        ),
    ]
