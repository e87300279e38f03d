"""SGD with constant settings on a quadratic: the costs of many descents as products of powers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations_with_replacement
from typing import Any

import numpy as np

from ravine.diagonal import Diagonal
from ravine.optim import SGD

Array = np.ndarray

# Epoch 32·a + b is what b steps make of the state after 32·a: two short walks in place of a long one.
STRIDE = 32
# Where each of 32 steps may grow more than that, squares of what they make of 1 near the end of the range.
_TAME = 1e3
# Where an error is larger its squares are taken in units of it, so that none overflows before their sum.
_LARGE = 1e50
# Beside the largest error this is nothing; denormal numbers, which it would become, take far longer.
_NOTHING = 1e-100


def is_constant(rule: Any) -> bool:
    """Whether it is SGD that goes down with the same settings at each step: then its steps are powers."""
    return type(rule) is SGD and not (callable(rule.lr) or callable(rule.momentum) or rule.maximize)


@dataclass(frozen=True, eq=False)
class Moves:
    """What one step does to n descents along each of p directions.

        velocity := pull + (1 − dampening) · a · error;  pull := momentum · velocity
        error := error − velocity                        (nesterov: error − (a · error + pull))

    error + rest is the residual s · z − d; the rest is what weight decay leaves of it in the long run. a is
    lr times what the rule sees of the curvature: λ in the scale of the gradient, plus the weight decay.

    Args:
        moves: a, shape (n, p); 0 where there is no error, which none of them changes.
        taken: (1 − dampening) · a, where there is momentum; else a.
        momentum: shape (n, p).
        nesterov: whether to look ahead.
        error: at the start, shape (n, p).
        rest: shape (n, p); None where there is no weight decay.
        least, m: the least cost, and how many rows it is the mean over.
    """

    moves: Array
    taken: Array
    momentum: Array
    nesterov: bool
    error: Array
    rest: Array | None
    least: float
    m: int

    @classmethod
    def of(cls, diagonal: Diagonal, rule: SGD, z: Array) -> "Moves":
        """Those of `rule`, all its settings constant, from z (p, n)."""
        n = z.shape[1]
        lr, momentum, dampening, decay = (
            np.broadcast_to(setting, n)[:, None]
            for setting in (rule.lr, rule.momentum, rule.dampening, rule.weight_decay)
        )
        pulls = diagonal.ratio * diagonal.quadratic.eigenvalues + decay
        residual = diagonal.slopes * z.T - diagonal.targets
        rest = None
        if decay.any():
            share = np.divide(decay, pulls, out=np.zeros_like(pulls), where=pulls > 0)
            rest = -share * diagonal.targets
        error = residual if rest is None else residual - rest
        moves = np.where(error != 0, lr * pulls, 0.0)
        momentum = np.broadcast_to(momentum, moves.shape).copy()
        taken = moves * (1 - dampening * (momentum != 0))
        return cls(moves, taken, momentum, rule.nesterov, error, rest, diagonal.least, diagonal.quadratic.m)

    @property
    def tame(self) -> Array:
        """Of which descents `powers` can tell the costs, shape (n,)."""
        return ((1 + self.moves) * (1 + self.momentum)).max(axis=1) <= _TAME

    @cached_property
    def swings(self) -> bool:
        """Whether there is any momentum."""
        return bool(self.momentum.any())

    def walk(self, error: float, pull: float) -> tuple[Array, Array]:
        """What 0 to 32 steps add to such an error, and the pulls after them, shape (33, n, p) each.

        Less itself, an error keeps all digits of moves that are next to nothing.
        """
        changes, pulls = np.zeros((2, STRIDE + 1, *self.moves.shape))
        pulls[0] = pull
        for b in range(STRIDE):
            now = error + changes[b]
            velocity = pulls[b] + self.taken * now
            if self.swings:
                np.multiply(self.momentum, velocity, out=pulls[b + 1])
            ahead = self.moves * now + pulls[b + 1] if self.nesterov else velocity
            np.subtract(changes[b], ahead, out=changes[b + 1])
        return changes, pulls


def powers(moves: Moves, lengths: Iterable[int]) -> Iterator[Array]:
    """The costs epoch by epoch, in blocks (length, n); each length but the last is of whole strides.

    Along each direction the residual after 32·a + b epochs is U_b · x_a + V_b · y_a + rest, with x and y the
    error and the pull after 32·a, U and V what b steps make of 1 of either. Its square is a sum of products
    of something of b and something of a: for each descent one product of two matrices.
    """
    # An error's own, and with momentum a pull's: what each makes of the error and of the pull.
    walks = [moves.walk(*one) for one in ((1.0, 0.0), (0.0, 1.0))[: 1 + moves.swings]]
    within = [own + changes[:-1] for own, (changes, _) in zip((1.0, 0.0), walks, strict=False)]
    if moves.rest is not None:
        within.append(np.broadcast_to(moves.rest, within[0].shape))
    inside = _products(within, unlike=2.0)
    # What a stride adds to the error, and the pull after it, of each of the two: (to, from, n, p).
    stride = np.array([[last[-1] for last in part] for part in zip(*walks, strict=True)])[: len(walks)]
    state = np.array([moves.error, (moves.moves - moves.taken) * moves.error])[: len(walks)]
    loudest = np.abs(moves.error).max(initial=0.0)
    for length in lengths:
        states = np.empty((-(-length // STRIDE), *state.shape))
        for a in range(len(states)):
            states[a] = state
            state = (stride * state).sum(axis=1)
            state[0] += states[a, 0]
        states, state = _heard(states, loudest), _heard(state, loudest)
        yield _costs(moves, [states[:, part] for part in range(len(walks))], inside)[:length]


def _costs(moves: Moves, states: list[Array], inside: Array) -> Array:
    """The costs of each stride from its first states, (strides, n, p) each -> (32 · strides, n)."""
    scaled = not all(np.abs(part).max() <= _LARGE for part in states)
    unit = np.ones((*states[0].shape[:2], 1))
    if scaled:
        largest = np.max([np.abs(part).max(axis=2, keepdims=True) for part in states], axis=0)
        unit = np.where((largest > _LARGE) & (largest < np.inf), largest, 1.0)
        states = [part / unit for part in states]
    if moves.rest is not None:
        states.append(np.broadcast_to(1 / unit, states[0].shape))
    costs = _products(states).transpose(1, 0, 2) @ inside.transpose(1, 2, 0)  # (n, strides, 32)
    if len(states) > 1:
        np.maximum(costs, 0.0, out=costs)  # a sum of squares, but for rounding
    if scaled:  # as the sum over m rows, which overflows before their mean
        costs *= unit.transpose(1, 0, 2)
        costs *= unit.transpose(1, 0, 2) * moves.m
        costs /= moves.m
    costs += moves.least
    return costs.reshape(len(costs), -1).T


def _heard(parts: Array, size: float) -> Array:
    """The parts, 0 where they are nothing beside `size`."""
    return parts * (np.abs(parts) >= _NOTHING * size)


def _products(parts: list[Array], unlike: float = 1.0) -> Array:
    """Products of any two of the parts, (b, n, p) each -> (b, n, p · pairs), of unlike ones times that."""
    pairs = list(combinations_with_replacement(range(len(parts)), 2))
    products = np.empty((*parts[0].shape[:2], len(pairs), parts[0].shape[2]))
    for k, (i, j) in enumerate(pairs):
        np.multiply(parts[i] if i == j else unlike * parts[i], parts[j], out=products[:, :, k])
    return products.reshape(*products.shape[:2], -1)
