"""1,000 learning rates at once, 1,000 epochs each, every cost kept: against JAX compiled, and a loop."""

from collections.abc import Callable
from typing import Any

import jax
import numpy as np
import optax
import torch
from pairs import Pair
from sklearn.datasets import load_diabetes

import ravine as rv

jax.config.update("jax_enable_x64", True)

POINTS, EPOCHS, LOOPED = 1000, 1000, 5


def data() -> tuple[np.ndarray, np.ndarray]:
    """442 × 10, standardised."""
    x, y = load_diabetes(return_X_y=True)
    return (x - x.mean(axis=0)) / x.std(axis=0), y


def compiled(make: Callable[[Any], optax.GradientTransformation], lrs: np.ndarray) -> Callable[[], Any]:
    """What one would write in JAX: vmap over the lrs of a scan over the epochs, by optax, jitted."""
    x, y = (jax.numpy.asarray(part) for part in data())

    def cost(W: Any) -> Any:
        return jax.numpy.mean((x @ W[:-1] + W[-1] - y) ** 2)

    def descent(lr: Any) -> Any:
        rule = make(lr)
        start = jax.numpy.zeros(x.shape[1] + 1)

        def epoch(carry: Any, _: Any) -> Any:
            W, state = carry
            value, gradient = jax.value_and_grad(cost)(W)
            update, state = rule.update(gradient, state, W)
            return (optax.apply_updates(W, update), state), value

        return jax.lax.scan(epoch, (start, rule.init(start)), None, length=EPOCHS + 1)[1]

    run = jax.jit(jax.vmap(descent))
    return lambda: run(lrs).block_until_ready()


def looped(lrs: np.ndarray) -> Callable[[], Any]:
    """The loop that most people write, for a few of the lrs."""
    x, y = (torch.from_numpy(part) for part in data())

    def run() -> None:
        for lr in lrs[:: len(lrs) // LOOPED][:LOOPED]:
            W = torch.zeros(x.shape[1], dtype=torch.float64, requires_grad=True)
            b = torch.zeros(1, dtype=torch.float64, requires_grad=True)
            rule = torch.optim.SGD([W, b], lr=float(lr))
            costs = []
            for _ in range(EPOCHS):
                cost = torch.mean((x @ W + b - y) ** 2)
                rule.zero_grad()
                cost.backward()
                costs.append(cost.item())
                rule.step()

    return run


def pairs() -> list[Pair]:
    x, y = data()
    cost = rv.Cost(rv.Data(x, y))
    limit = rv.theory(cost).stable_lr
    lrs, steps = np.geomspace(limit / 1e4, limit, POINTS), np.geomspace(1e-2, 1e2, POINTS)

    def ours(rule: Any, chosen: np.ndarray) -> Callable[[], Any]:
        return lambda: rv.sweep(cost, lr=chosen, optimizer=rule, epochs=EPOCHS, keep="all")

    name = f"sweep, {POINTS:,} lr x {EPOCHS:,} epochs, 442 x 10, every cost kept"
    plain = ours(rv.SGD(0.1), lrs)
    jaxed = "JAX vmap + scan + optax, compiled"
    return [
        Pair(name, plain, jaxed, compiled(optax.sgd, lrs), wanted=30),
        Pair(
            name,
            plain,
            f"PyTorch loop ({LOOPED} of {POINTS:,}, scaled)",
            looped(lrs),
            wanted=5000,
            times=POINTS // LOOPED,
            runs=3,
        ),
        Pair(
            "the same with momentum 0.9",
            ours(rv.SGD(0.1, momentum=0.9), lrs),
            jaxed,
            compiled(lambda lr: optax.sgd(lr, momentum=0.9), lrs),
            wanted=12,
        ),
        Pair("the same by Adam", ours(rv.Adam(0.1), steps), jaxed, compiled(optax.adam, steps), wanted=6),
    ]
