"""The SGD family on a quadratic: along each eigen-direction, a recursion of two numbers.

    v := momentum · v + (1 − dampening) · c · u
    u := u − lr · v                                  (nesterov: u − lr · (c · u + momentum · v))

u is how far W is from where the rule comes to rest, v the velocity, c what the rule sees of the curvature:
λ in the scale of the gradient, plus the weight decay. What one step makes of (u, lr · v) is a matrix of 2 × 2
numbers that depends on lr · c, momentum and dampening alone; here a move is a = lr · c.

Source: B. Polyak, Some methods of speeding up the convergence of iteration methods, 1964; the limits also in
J. Cohen et al., Gradient Descent on Neural Networks Typically Occurs at the Edge of Stability, 2021, app. B.
"""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import numpy as np

from ravine.optim import RULES, SGD, Rule

Array = np.ndarray

# So many states are computed at once; powers of it are the strides of a long search.
_BLOCK = 256
# Beyond so many epochs nobody counts.
_MOST = 10**15


def rule_of(optimizer: Any) -> Rule | None:
    """The rule that `optimizer` is: itself, or the namesake of one of `torch.optim`; None for anything else.

    An optimizer that leaves out `zero_grad` is no such rule, nor is one that changes the gradient first.

    Example:
        >>> rule_of(SGD(0.1, momentum=0.9)).momentum, rule_of("sgd")
        (0.9, None)
    """
    if type(optimizer) in RULES.values():
        return optimizer
    make = getattr(optimizer, "make", None)
    rule = RULES.get(getattr(make, "__name__", "").lower())
    theirs = getattr(make, "__module__", "").startswith("torch.optim")
    if rule is None or not theirs or not getattr(optimizer, "zero_grad", False):
        return None
    known = {one.name for one in fields(rule) if one.init}
    return rule(optimizer.lr, **{name: optimizer.settings[name] for name in known & set(optimizer.settings)})


def sgd_of(optimizer: Any) -> SGD | None:
    """`optimizer` as a rule that theory speaks of, SGD that descends; None where it doesn't.

    Nor does it of a momentum of 1 or more: the product of the two roots is the momentum, so no lr is stable.

    Example:
        >>> from ravine.optim import Adam
        >>> sgd_of(SGD(0.1, momentum=0.9)) is None, sgd_of(Adam()), sgd_of(SGD(0.1, maximize=True))
        (False, None, None)
    """
    rule = rule_of(optimizer)
    if not isinstance(rule, SGD) or rule.maximize or (not callable(rule.momentum) and rule.momentum >= 1):
        return None
    return rule


def is_constant(rule: SGD) -> bool:
    """Whether no setting follows a schedule."""
    return not (callable(rule.lr) or callable(rule.momentum))


def taken(rule: SGD) -> float:
    """The share of each gradient that a constant rule takes in: 1 − dampening, where there is momentum."""
    return 1 - rule.dampening if rule.momentum else 1.0


def limit(rule: SGD) -> float:
    """The largest lr · c at which nothing grows for ever.

        2 + 2 momentum, over 1 − dampening;  nesterov: (2 + 2 momentum) / (1 + 2 momentum)

    Example:
        >>> limit(SGD(0.1)), limit(SGD(0.1, momentum=0.5)), limit(SGD(0.1, momentum=0.5, nesterov=True))
        (2.0, 3.0, 1.5)
    """
    ahead = 1 + 2 * rule.momentum * rule.nesterov
    gain = taken(rule) * ahead
    return (2 + 2 * rule.momentum) / gain if gain else float("inf")


def roots(rule: SGD, moves: Array) -> Array:
    """The two factors along each direction, complex where it swings: moves (p,) -> (2, p).

    The roots r of r² − (1 + momentum − A) r + momentum = 0 with A = (1 − dampening) · a; for nesterov of
    r² − (1 + momentum)(1 − a) r + momentum · (1 − a) = 0. Solved for 1 − r, which may be next to nothing.

    Example:
        >>> roots(SGD(0.1, momentum=0.25), np.array([0.25, 1.25]))  # (1 − √momentum)² is critically damped
        array([[0.5+0.j , 0. +0.5j],
               [0.5+0.j , 0. -0.5j]])
    """
    beta, seen = rule.momentum, taken(rule) * np.asarray(moves, float)
    half = (1 - beta + seen * (1 + beta * rule.nesterov)) / 2
    # half² − A, in factors that are 0 where two roots are equal.
    if rule.nesterov:
        sides = (1 - beta) ** 2 - (1 + beta) ** 2 * seen, 1 - seen
    else:
        sides = (1 - beta**0.5) ** 2 - seen, (1 + beta**0.5) ** 2 - seen
    low, high = (np.where(np.abs(side) < 1e-15, 0.0, side) for side in sides)
    far = half + np.emath.sqrt(low * high) / 2
    near = np.divide(seen, far, out=np.zeros_like(far), where=far != 0)
    return np.array([1 - near, 1 - far])


def radii(rule: SGD, moves: Array) -> Array:
    """The larger of the two factors in size: what each epoch makes of the error in the long run, (p,)."""
    return np.abs(roots(rule, moves)).max(axis=0)


def transition(moves: Array, momentum: Any, dampening: Any = 0.0, nesterov: bool = False) -> Array:
    """What one step adds to (u, lr · v), as a matrix: moves (...) -> (2, 2, ...).

    Less the identity, it keeps all digits of a move that is next to nothing.
    """
    momentum = np.asarray(momentum, float)
    seen = (1 - dampening * (momentum != 0)) * moves
    if nesterov:
        parts = [-seen * (1 + momentum), -(momentum**2), seen, momentum - 1]
    else:
        parts = [-seen, -momentum, seen, momentum - 1]
    return np.stack(np.broadcast_arrays(*parts)).reshape(2, 2, *np.broadcast(*parts).shape)


def first_state(u: Array, moves: Array, momentum: Any, dampening: Any = 0.0) -> Array:
    """(u, lr · v) before the first step, shape (2, ...).

    The first gradient isn't dampened, as in torch: as if there had been a velocity that makes up for it.
    """
    momentum = np.asarray(momentum, float)
    made_up = np.divide(dampening, momentum, out=np.zeros_like(momentum), where=momentum != 0)
    return np.stack(np.broadcast_arrays(u, made_up * moves * u))


def after(change: Array, state: Array, epochs: int) -> Array:
    """The state (2, p) after so many steps that each add `change` (2, 2, p) times it."""
    for bit in reversed(f"{epochs:b}"):
        if bit == "1":
            state = _applied(change[None], state)[0]
        change = _composed(change[None], change)[0]
    return state


def first_epoch(holds: Callable[[Array], Array], change: Array, state: Array) -> int | None:
    """The first epoch k ≥ 1 after which `holds` of the state; None where there is none up to 10^15.

    Epoch by epoch up to 65,536. Beyond that in strides of at most a 256th of the epochs so far, then in
    detail in the first stride after which it holds: a swing before that may have been missed.

    Args:
        holds: states (n, 2, p) -> (n,) truths.
        change: what a step adds, see `transition`, shape (2, 2, p).
        state: before the first step, shape (2, p).
    """
    with np.errstate(over="ignore", invalid="ignore", under="ignore"):
        k, strides = 0, [_powers(change)]
        while k < _MOST:
            for _ in range(_BLOCK):
                states = _applied(strides[-1], state)
                found = holds(states)
                if found.any():
                    k = _within(holds, strides, state, k, int(np.argmax(found)))
                    return k if k <= _MOST else None
                if np.array_equal(states[-1], state) or not np.isfinite(states[-1]).all():
                    return None
                k, state = k + _BLOCK ** len(strides), states[-1]
            strides.append(_powers(strides[-1][-1]))
    return None


def _within(holds: Any, strides: list[Array], state: Array, k: int, found: int) -> int:
    """The first epoch at which it holds in the stride `found` after epoch k."""
    while True:
        *finer, powers = strides
        k += found * _BLOCK ** len(finer)
        if not finer:
            return k + 1
        state = _applied(powers[found - 1 : found], state)[0] if found else state
        strides = finer
        found = int(np.argmax(holds(_applied(strides[-1], state))))


def _powers(change: Array) -> Array:
    """What 1, 2, ..., 256 steps add, shape (256, 2, 2, p)."""
    powers = change[None]
    while len(powers) < _BLOCK:
        powers = np.concatenate([powers, _composed(powers, powers[-1])])
    return powers


def _composed(changes: Array, last: Array) -> Array:
    """What both add, one after the other: (1 + A)(1 + B) − 1."""
    return changes + last + (changes[:, :, :, None] * last[None, None]).sum(axis=2)


def _applied(changes: Array, state: Array) -> Array:
    """The states that each of the changes makes of one."""
    return state + (changes * state).sum(axis=2)
