"""Descent: objectives and a rule and a start make one step after another."""

from collections.abc import Callable, Iterable, Iterator
from inspect import isfunction
from itertools import repeat
from typing import Any

import numpy as np

from ravine.batches import Batches
from ravine.cost import Cost, Objective
from ravine.data import Data
from ravine.errors import SettingError, ShapeError
from ravine.exact import blocks
from ravine.hypothesis import Linear
from ravine.optim import SGD, Clipped, Optimizer, Rule
from ravine.quadratic import Quadratic, compress
from ravine.record import Record, Step
from ravine.surfaces import Surface
from ravine.trace import Trace


def steps(objectives: Iterable[Objective], W: Any, optimizer: Optimizer) -> Iterator[Step]:
    """One step after another: each objective in turn gives the cost and the gradient, the rule the next W.

    The same objective again and again is full-batch descent.
    """
    state = optimizer.init(W)
    for objective in objectives:
        cost, gradient = objective.evaluate(W)
        yield Step(W, cost, gradient)
        W, state = optimizer.step(W, gradient, state)


def descend(
    cost: Any,
    y: Any = None,
    *,
    optimizer: Optimizer,
    epochs: int = 100,
    start: Any = None,
    bias: bool | None = None,
    gradient: str | None = None,
    dtype: Any = None,
    engine: str | None = None,
    batch_size: int | None = None,
    seed: int = 0,
    sampling: str = "shuffle",
    clip: float | None = None,
    tol: float | None = None,
    keep: str | int | None = None,
    on_step: Callable[[int, Step], bool | None] | None = None,
) -> Trace:
    """Descend `cost` from `start`, and keep every epoch.

    Args:
        cost: a `Cost`, a `Quadratic` or a surface; or the features x, with `y` beside them; or any function
            of W written for torch's tensors, with `start` saying how many numbers W holds.
        y: targets, shape (m,) or (m, 1), when `cost` is x; H(x) = xW + b with the mean squared error then.
        optimizer: the update rule, such as `SGD(lr=0.1)`, every setting one number or a schedule.
        epochs: how many passes over the rows, each of which is one update unless there are mini-batches; the
            trace has one row more.
        start: W before the first update, p numbers with the bias last, or one number for all of them; 0 where
            not given, or where a surface begins. A function has to be given one.
        bias, gradient, dtype: for x and y only, see `Linear` (with a bias), `Cost` ("mean") and `Data`
            (float64).
        engine: "torch" lets PyTorch do it all, autograd and `torch.optim`; "exact" descends a least-squares
            cost as one of p + 1 rows, in float64; else as the cost computes itself.
        batch_size, seed, sampling: see `Batches`; every mini-batch makes an update, cost and gradient of an
            epoch are still those of all rows.
        clip: shorten every gradient to this length, see `Clipped`.
        tol: end the run when the true gradient of all rows is at most this long.
        keep: of which epochs W and gradient are kept: "all", a number k for each k-th and the one after it,
            or "log" for ever fewer; the last two always are. The cost is kept of every epoch.
        on_step: called with the epoch and the step before each epoch; returning True ends the run.

    Raises:
        SettingError: when an argument can't be used, or the trace would be too large for the memory.
        ShapeError: when the start has another size than W.
        DataError: when x and y can't be used, or the cost at the start leaves the range of their numbers.

    Example:
        >>> from ravine.optim import SGD
        >>> trace = descend([[1], [2], [3]], [1, 2, 3], bias=False, optimizer=SGD(lr=0.15), epochs=10)
        >>> trace.W[:4, 0].round(3)
        array([0.   , 1.4  , 0.84 , 1.064])
    """
    cost = _cost(cost, y, start=start, bias=bias, gradient=gradient, dtype=dtype)
    start = getattr(cost, "begin", 0.0) if start is None else start
    if clip is not None:
        optimizer = Clipped(optimizer, clip)
    if batch_size is not None and not isinstance(cost, Cost):
        raise SettingError("setting-batch-rows")
    cut = Batches(1 if batch_size is None else batch_size, seed, sampling)
    enough = _length("tol", tol) if tol is not None else -1.0
    batches = None if batch_size is None else cut
    if batches and engine == "exact":
        raise SettingError("setting-engine-batches")
    objective, rule = _by_engine(cost, optimizer, engine)
    first = objective.asarray(start)
    if first.ndim > 1:
        raise ShapeError(
            "cost-parameters", expected=cost.p, names=", ".join(cost.names), got=str(first.shape)
        )
    record = Record(whole_epochs(epochs), first, keep, enough * cost.ratio, on_step)
    # Running out of float's range is something a descent does, and the trace shows it; it's no warning.
    with np.errstate(over="ignore", invalid="ignore"):
        if isinstance(objective, Quadratic) and type(rule) is SGD:
            any(record.extend(*block) for block in blocks(objective, rule, first, record.epochs))
        else:
            record.fill(_epochs(objective, first, rule, batches))
    return Trace(
        objective=cost,
        optimizer=optimizer,
        engine=objective.engine,
        epochs=record.epochs,
        batches=batches,
        **record.result()._asdict(),
    )


def _epochs(objective: Any, W: Any, rule: Optimizer, batches: Batches | None) -> Iterator[Step]:
    """Where each epoch begins, with the cost and the gradient of all rows."""
    if batches is None:
        yield from steps(repeat(objective), W, rule)
        return
    whole, each = (objective.cost, type(objective)) if objective.engine == "torch" else (objective, None)
    costs = batches.costs(whole)
    per_epoch = batches.per_epoch(whole.m)
    for k, step in enumerate(steps(map(each, costs) if each else costs, W, rule)):
        if k % per_epoch == 0:
            yield Step(step.W, *objective.evaluate(step.W))


def whole_epochs(epochs: Any, most: int = 10**15) -> int:
    """`epochs` as an int from 0 to `most`.

    Raises:
        SettingError: for anything else.
    """
    if isinstance(epochs, bool) or not isinstance(epochs, int | np.integer) or not 0 <= epochs <= most:
        raise SettingError("setting-epochs", got=repr(epochs), most=most)
    return int(epochs)


def _length(name: str, value: Any) -> float:
    """`value`, if it is a finite number ≥ 0."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < np.inf:
        raise SettingError("setting-tol", got=repr(value))
    return float(value)


def _cost(cost: Any, y: Any, *, start: Any, bias: bool | None, gradient: str | None, dtype: Any) -> Objective:
    if y is not None:
        rows = Data(cost, y, dtype=np.float64 if dtype is None else dtype)
        return Cost(rows, Linear(True if bias is None else bias), gradient=gradient or "mean")
    own = isfunction(cost)
    if not own and (isinstance(cost, type) or not hasattr(cost, "hessian")):
        raise SettingError("setting-cost", got=type(cost).__name__)
    if not (bias is None and gradient is None and dtype is None):
        raise SettingError("setting-cost-twice", got=type(cost).__name__)
    if not own:
        return cost
    if start is None:
        raise SettingError("setting-function-start")
    from ravine.autograd import TorchFunction

    p = int(np.size(start))
    return TorchFunction(cost, ("w",) if p == 1 else tuple(f"w{j}" for j in range(1, p + 1)))


def _by_engine(cost: Objective, optimizer: Any, engine: str | None) -> tuple[Objective, Optimizer]:
    settings = optimizer.settings.values() if isinstance(optimizer, Rule | Clipped) else ()
    is_rule = hasattr(type(optimizer), "step")  # the class itself is none
    if not is_rule or any(map(np.ndim, (getattr(optimizer, "lr", ()), *settings))):
        raise SettingError("setting-optimizer", got=repr(optimizer))
    own = getattr(optimizer, "engine", None)  # one of torch's own steps torch's tensors only
    chosen = engine or own or cost.engine
    if chosen == "torch" and not isinstance(cost, Quadratic):
        from ravine.autograd import TorchCost, TorchFunction, TorchOptimizer  # loads torch, when asked for

        objective: Any = cost
        if isinstance(cost, Cost):
            objective = TorchCost(cost)
        elif isinstance(cost, Surface):
            objective = TorchFunction(cost.function, cost.names)
        return objective, optimizer if own else TorchOptimizer.of(optimizer)
    if chosen == "exact" and isinstance(cost, Cost):
        if not cost.least_squares:
            raise SettingError("setting-engine-loss", got=cost.loss.name)
        if cost.rows.dtype != np.float64:
            raise SettingError("setting-engine-dtype", got=str(cost.rows.dtype))
        if own:
            raise SettingError("setting-engine", got="exact", known=own)
        return compress(cost), optimizer
    if chosen != cost.engine:
        known = (cost.engine,) if isinstance(cost, Quadratic) else dict.fromkeys((cost.engine, "torch"))
        known = (*known, "exact") if isinstance(cost, Cost) and cost.least_squares else known
        raise SettingError("setting-engine", got=str(chosen), known=", ".join(known))
    if own:
        raise SettingError("setting-engine", got=str(chosen), known=own)
    return cost, optimizer
