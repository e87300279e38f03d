"""The best lr and momentum on a quadratic: for K epochs from a start, and in the long run."""

from typing import Any, NamedTuple

import numpy as np

from ravine.analysis.momentum import first_state, limit, radii, transition
from ravine.analysis.rates import divide
from ravine.optim import SGD

Array = np.ndarray

_POINTS = 4608  # settings that a search begins with
_AT_ONCE = 200_000  # numbers, of all directions and settings, that are computed at once


class Problem(NamedTuple):
    """What the best settings depend on.

    Args:
        pulls: what the rule sees of the curvature along each direction, in the gradient's scale, (p,).
        curvatures: of the true cost, (p,).
        start: W less where the rule comes to rest, along each direction, (p,).
        rest: where it comes to rest, seen from the best W, (p,).
        epochs: K; 0 is taken as 1.
    """

    pulls: Array
    curvatures: Array
    start: Array
    rest: Array
    epochs: int

    @property
    def ends(self) -> tuple[float, float]:
        """The largest and the smallest pull of the directions that have to move; (0, 0) when none has."""
        moving = self.pulls[(self.pulls > 0) & (self.start != 0)]
        return (float(moving.max()), float(moving.min())) if moving.size else (0.0, 0.0)

    def log_excess(self, lr: Array, momentum: Array, dampening: float = 0.0, nesterov: bool = False) -> Array:
        """The logarithm of cost − least cost after K epochs, of n settings at once: (n,), (n,) -> (n,).

        By squaring the matrix of one step; sizes are kept as logarithms, which neither overflow nor vanish.
        """
        many = max(_AT_ONCE // len(self.pulls), 1)
        if lr.size > many:
            cuts = [slice(first, first + many) for first in range(0, lr.size, many)]
            parts = [self.log_excess(lr[cut], momentum[cut], dampening, nesterov) for cut in cuts]
            return np.concatenate(parts)
        with np.errstate(over="ignore", under="ignore", divide="ignore", invalid="ignore"):
            moves = self.pulls[:, None] * lr
            matrix = transition(moves, momentum, dampening, nesterov) + np.eye(2)[:, :, None, None]
            state = first_state(self.start[:, None], moves, momentum, dampening)
            u, size = _powered(matrix, state, max(self.epochs, 1))
            left = np.log(np.abs(u)) + size
            if self.rest.any():
                left = np.log(np.abs(np.sign(u) * np.exp(left) + self.rest[:, None]))
            excess = np.logaddexp.reduce(
                np.log(self.curvatures / 2)[:, None] + 2 * left, axis=0, initial=-np.inf
            )
            return np.where(np.isnan(excess), np.inf, excess)

    def log_excess_of(self, rule: SGD) -> float:
        """The same for one rule."""
        settings = np.array([rule.lr]), np.array([rule.momentum])
        return float(self.log_excess(*settings, rule.dampening, rule.nesterov)[0])


def best_lr(problem: Problem, rule: SGD) -> float:
    """The lr of least cost after K epochs for the momentum, dampening and decay of `rule`.

    That cost is a polynomial of degree 2K of lr, with many a valley where momentum swings: searched on a
    grid, then on finer grids about the lowest points.
    """
    if not problem.ends[0]:
        return _at_the_best(problem, limit(rule))
    return _search(problem, np.array([rule.momentum]), rule.dampening, rule.nesterov)[0]


def best_rule(problem: Problem, plain: float, nesterov: bool) -> SGD:
    """The lr and momentum of least cost after K epochs, as a rule.

    Never worse than the long-run choice, nor than no momentum at lr `plain`.
    """
    largest, smallest = problem.ends
    if not largest:
        return SGD(plain)
    # Less friction than this only swings: neither the condition nor the epochs ask for it.
    friction = max(min(np.sqrt(smallest / largest), 1 / max(problem.epochs, 1)) / 4, 1e-8)
    lr, momentum = _search(problem, 1 - np.geomspace(0.95, friction, 24), 0.0, nesterov)
    found = SGD(lr, momentum, nesterov=nesterov and momentum > 0)
    candidates = [SGD(plain), long_run_rule(np.array(problem.ends), nesterov), found]
    return min(candidates, key=problem.log_excess_of)


def long_run_lr(pulls: Array, rule: SGD) -> float:
    """The lr that shrinks the worst direction most in the long run, for the momentum and dampening of `rule`.

        (2 + 2 momentum) / ((1 − dampening) · (largest + smallest pull))

    for heavy ball; for nesterov the lr at which the largest and the smallest shrink alike.
    """
    if not pulls.size:
        return float("inf")
    largest, smallest = float(pulls.max()), float(pulls.min())
    if not rule.nesterov:
        return divide(limit(rule), largest + smallest)
    low, high = 1 / largest, limit(rule) / largest
    while low < (middle := (low + high) / 2) < high:
        ends = radii(rule, middle * np.array([largest, smallest]))
        low, high = (middle, high) if ends[0] < ends[1] else (low, middle)
    return high


def long_run_rule(pulls: Array, nesterov: bool) -> SGD:
    """The lr and momentum that shrink the worst direction most in the long run; κ is largest / smallest pull.

        heavy ball: lr = 4 / (√largest + √smallest)², momentum = ((√κ − 1) / (√κ + 1))²
        nesterov:   lr = 4 / (3 largest + smallest), momentum = (√(3κ + 1) − 2) / (√(3κ + 1) + 2)

    Source: L. Lessard, B. Recht and A. Packard, Analysis and Design of Optimization Algorithms via Integral
    Quadratic Constraints, 2016, proposition 1; the W of torch is the point at which they take the gradient.
    """
    if not pulls.size:
        return SGD(1.0)
    largest, smallest = float(pulls.max()), float(pulls.min())
    if nesterov:
        root = np.sqrt(3 * (largest / smallest) + 1)
        momentum = float((root - 2) / (root + 2))
        return SGD(4 / (3 * largest + smallest), momentum, nesterov=momentum > 0)
    root = np.sqrt(smallest / largest)
    return SGD(4 / largest / (1 + root) ** 2, float(((1 - root) / (1 + root)) ** 2))


def _at_the_best(problem: Problem, most: float) -> float:
    """Where nothing has to move, half the limit of the steepest direction."""
    return divide(most / 2, float(problem.pulls.max(initial=0.0)))


def _search(problem: Problem, momenta: Array, dampening: float, nesterov: bool) -> tuple[float, float]:
    """(lr, momentum) of least cost after K epochs, for momenta between those given."""

    def costs(x: Array, y: Array) -> Array:
        """The logarithm of the cost at log lr and log (1 − momentum)."""
        settings = np.exp(x).ravel(), -np.expm1(y).ravel()
        return problem.log_excess(*settings, dampening, nesterov).reshape(x.shape)

    points = _POINTS // len(momenta)
    x = np.array([_rates(problem, momentum, dampening, nesterov, points) for momentum in momenta])
    y = np.broadcast_to(np.log1p(-momenta)[:, None], x.shape)
    low = _valleys(costs(x, y), most=8 if len(momenta) > 1 else 96)
    wide = np.diff(x, append=x[:, -1:]).max(axis=1)[low[0]]
    high = np.abs(np.diff(y[:, 0])).max(initial=0.0)
    # Finer and finer grids about each valley, after a while about the best of them only.
    side_x, side_y = map(np.ravel, np.meshgrid(np.linspace(-1, 1, 5), np.linspace(-1, 1, 5 if high else 1)))
    x, y, best = x[low], y[low], np.arange(len(low[0]))
    for zoom in 1.6 ** -np.arange(36):
        near_x = x[best, None] + zoom * wide[best, None] * side_x
        near_y = np.minimum(y[best, None] + zoom * high * side_y, 0.0)
        found = costs(near_x, near_y)
        at = np.arange(len(best)), found.argmin(axis=1)
        x, y, wide = near_x[at], near_y[at], wide[best]
        best = np.argsort(found[at], kind="stable")[: None if zoom > 1 / 16 else 16]
    return float(np.exp(x[best[0]])), float(-np.expm1(y[best[0]]))


def _valleys(costs: Array, most: int) -> tuple[Array, Array]:
    """Where each row is lower than on both sides, the lowest few of each, as (rows, columns)."""
    padded = np.pad(costs, ((0, 0), (1, 1)), constant_values=np.inf)
    low = (costs <= padded[:, :-2]) & (costs <= padded[:, 2:])
    columns = np.argsort(np.where(low, costs, np.inf), axis=1, kind="stable")[:, :most]
    rows, nth = np.nonzero(np.take_along_axis(low, columns, axis=1))
    return rows, columns[rows, nth]


def _rates(problem: Problem, momentum: float, dampening: float, nesterov: bool, points: int) -> Array:
    """The log lr to try: from where nothing moves much in K epochs to where the flattest diverges."""
    largest, smallest = problem.ends
    gain = 1 - dampening * (momentum > 0)
    stable = (2 + 2 * momentum) / (1 + 2 * momentum * nesterov) / max(gain, 1e-6)
    # Below (1 − √momentum)² nothing swings; below about 2/K² no swing takes a quarter of a turn in K epochs.
    least = max((1 - np.sqrt(momentum)) ** 2, 1 / max(problem.epochs, 1) ** 2) / 10
    turns = np.log([least / largest, stable / largest, max(stable / smallest, 1.5 * stable / largest)])
    below = 2 * points // 3
    return np.concatenate(
        [np.linspace(turns[0], turns[1], below), np.linspace(turns[1], turns[2], points - below + 1)[1:]]
    )


def _powered(matrix: Array, state: Array, epochs: int) -> tuple[Array, Array]:
    """What so many steps by `matrix` make of u, as a number and the logarithm of its size."""
    sizes, size = np.zeros(matrix.shape[2:]), np.zeros(matrix.shape[2:])
    for bit in reversed(f"{epochs:b}"):
        if bit == "1":
            state, size = (matrix * state).sum(axis=1), size + sizes
            state, size = _scaled(state, size, axis=0)
        matrix, sizes = (matrix[:, :, None] * matrix[None]).sum(axis=1), 2 * sizes
        matrix, sizes = _scaled(matrix, sizes, axis=(0, 1))
    return state[0], size


def _scaled(values: Array, size: Array, axis: Any) -> tuple[Array, Array]:
    """`values` divided by the largest of them along `axis`, and the logarithm of that added to `size`."""
    largest = np.abs(values).max(axis=axis)
    largest = np.where(largest > 0, largest, 1.0)
    return values / largest, size + np.log(largest)
