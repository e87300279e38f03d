"""One descent of a quadratic along its eigen-directions: the path of the loop over rows, O(p) an epoch."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from ravine.diagonal import Diagonal
from ravine.optim import SGD
from ravine.quadratic import Quadratic

Array = np.ndarray

# So many epochs are worked out at once.
_BLOCK = 4096


class Block(NamedTuple):
    """Some epochs in a row: W (k, p), the cost (k,) and the gradient (k, p)."""

    W: Array
    cost: Array
    gradient: Array


def blocks(quadratic: Quadratic, rule: SGD, W: Array, epochs: int) -> Iterator[Block]:
    """Epochs 0 to `epochs` of a descent from W (p,).

    Plain descent multiplies each residual s · z − d by 1 − a every epoch, a = lr · ratio · λ: after k epochs
    by a power of that. With momentum, weight decay or a schedule the rule's own text steps on z.
    """
    cost = Diagonal(quadratic)
    start = cost.into(W)
    for moved, costs, gradient in (_powers if rule.plain else _steps)(cost, rule, start, epochs + 1):
        # From the start, which is so kept to its last digit.
        yield Block(W + moved @ quadratic.directions.T, costs, gradient @ quadratic.directions.T)


def _powers(cost: Diagonal, rule: SGD, start: Array, rows: int) -> Iterator[tuple[Array, Array, Array]]:
    """(1 − a)^k − 1 in logarithms, which keep all digits of a change that is next to nothing."""
    s = cost.slopes
    residual = s * start - cost.targets
    moves = rule.lr * cost.ratio * 2 * s**2
    with np.errstate(divide="ignore"):
        logs = np.log1p(np.where(moves <= 1, -moves, moves - 2))
    away = np.divide(residual, s, out=np.zeros_like(s), where=s > 0)
    for first in range(0, rows, _BLOCK):
        k = np.arange(first, min(first + _BLOCK, rows))[:, None]
        with np.errstate(invalid="ignore"):
            size = np.where(k == 0, 0.0, k * logs)  # of a = 1 too the first epoch is the start
        odd = (moves > 1) & (k % 2 == 1)
        left = np.where(odd, -np.exp(size), np.exp(size)) * residual
        moved = np.where(odd, -2 - np.expm1(size), np.expm1(size)) * away
        yield moved, cost.least + (left**2).sum(axis=1), (2 * cost.ratio) * s * left


def _steps(cost: Diagonal, rule: SGD, start: Array, rows: int) -> Iterator[tuple[Array, Array, Array]]:
    z, state = start, rule.init(start)
    for first in range(0, rows, _BLOCK):
        many = min(_BLOCK, rows - first)
        path, costs, gradients = np.empty((many, cost.p)), np.empty(many), np.empty((many, cost.p))
        for k in range(many):
            path[k] = z
            costs[k], gradients[k] = cost.evaluate(z)
            z, state = rule.step(z, gradients[k], state)
        yield path - start, costs, gradients
