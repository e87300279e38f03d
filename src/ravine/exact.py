"""One descent of a quadratic along its eigen-directions: the path of the loop over rows, O(p) an epoch."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from ravine.diagonal import Diagonal
from ravine.optim import SGD
from ravine.powers import STRIDE, Moves, is_constant
from ravine.quadratic import Quadratic

Array = np.ndarray

# So many epochs are worked out at once, a multiple of the stride.
_BLOCK = 128 * STRIDE


class Block(NamedTuple):
    """Some epochs in a row: W (k, p), the cost (k,) and the gradient (k, p)."""

    W: Array
    cost: Array
    gradient: Array


def blocks(quadratic: Quadratic, rule: SGD, W: Array, epochs: int) -> Iterator[Block]:
    """Epochs 0 to `epochs` of a descent from W (p,).

    Plain descent multiplies each residual s · z − d by 1 − a every epoch, a = lr · ratio · λ: after k epochs
    by a power of that. With momentum or weight decay k epochs are a power of 2 × 2 numbers; where a setting
    follows a schedule, the rule's own text steps on z.
    """
    cost = Diagonal(quadratic)
    start = cost.into(W)
    tame = is_constant(rule) and _moves(cost, rule, start).tame.all()
    way = _powers if rule.plain else _strides if tame else _steps
    for moved, costs, gradient in way(cost, rule, start, epochs + 1):
        # From the start, which is so kept to its last digit.
        yield Block(W + moved @ quadratic.directions.T, costs, gradient @ quadratic.directions.T)


def _powers(cost: Diagonal, rule: SGD, start: Array, rows: int) -> Iterator[tuple[Array, Array, Array]]:
    """(1 − a)^k − 1 in logarithms, which keep all digits of a change that is next to nothing."""
    s = cost.slopes
    residual = s * start - cost.targets
    # What has no residual never gets one, however large the lr: 0 · ∞ would be nan.
    moves = np.where(residual != 0, rule.lr * cost.ratio * 2 * s**2, 0.0)
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


def _strides(cost: Diagonal, rule: SGD, start: Array, rows: int) -> Iterator[tuple[Array, Array, Array]]:
    """Epoch 32·a + b by what b steps make of the error and of the pull after 32·a, see `Moves`."""
    moves, s = _moves(cost, rule, start), cost.slopes
    pulls = cost.ratio * 2 * s**2 + rule.weight_decay
    held = np.divide(-rule.weight_decay, pulls, out=np.zeros_like(s), where=pulls > 0) * cost.targets
    # What 0 to 32 steps add to an error of 1 and to a pull of 1, and the pulls after them.
    (add_e, pull_e), (add_p, pull_p) = (
        np.array(moves.walk(*one))[:, :, 0] for one in ((1.0, 0.0), (0.0, 1.0))
    )
    error, pull = moves.error[0], ((moves.moves - moves.taken) * moves.error)[0]
    moved = np.zeros_like(s)
    for first in range(0, rows, _BLOCK):
        many = min(_BLOCK, rows - first)
        strides = np.empty((-(-many // STRIDE), 3, 1, len(s)))
        for a in range(len(strides)):
            strides[a, :, 0] = error, pull, moved
            added = add_e[-1] * error + add_p[-1] * pull
            pull = pull_e[-1] * error + pull_p[-1] * pull
            error, moved = error + added, moved + added
        errors, before, since = strides.swapaxes(0, 1)
        added = add_e[:-1] * errors + add_p[:-1] * before
        residual = (s * (errors + added) + held).reshape(-1, len(s))[:many]
        path = (since + added).reshape(-1, len(s))[:many]
        yield path, cost.least + (residual**2).sum(axis=1), (2 * cost.ratio) * s * residual


def _moves(cost: Diagonal, rule: SGD, start: Array) -> Moves:
    """What a step does to z less where the rule comes to rest; weight decay pulls that off the best z."""
    s = cost.slopes
    pulls = cost.ratio * 2 * s**2 + rule.weight_decay
    seen = cost.ratio * 2 * s * (s * start - cost.targets) + rule.weight_decay * start
    error = np.divide(seen, pulls, out=np.zeros_like(s), where=pulls > 0)
    moves = rule.lr * pulls
    taken = moves * (1 - rule.dampening * (rule.momentum != 0))
    return Moves(
        moves=moves[None],
        taken=taken[None],
        momentum=np.full((1, len(s)), rule.momentum),
        nesterov=rule.nesterov,
        error=error[None],
        rest=None,
        least=cost.least,
        m=cost.quadratic.m,
    )


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
