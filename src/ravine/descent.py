"""Descent: objectives and a rule and a start make one step after another."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice, repeat
from typing import Any, NamedTuple

import numpy as np

from ravine.cost import Cost, Objective
from ravine.data import Data
from ravine.errors import DataError, SettingError, ShapeError
from ravine.hypothesis import Linear
from ravine.optim import Optimizer, Rule
from ravine.quadratic import Quadratic
from ravine.trace import Trace


class Step(NamedTuple):
    """Where a descent stands before an update: W, the cost there and its gradient."""

    W: Any
    cost: Any
    gradient: Any


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
    start: Any = 0.0,
    bias: bool | None = None,
    gradient: str | None = None,
    dtype: Any = None,
    engine: str | None = None,
    on_step: Callable[[int, Step], bool | None] | None = None,
) -> Trace:
    """Descend `cost` from `start`, and keep every epoch.

    Args:
        cost: a `Cost` or a `Quadratic`; or the features x, with `y` beside them.
        y: targets, shape (m,) or (m, 1), when `cost` is x; H(x) = xW + b with the mean squared error then.
        optimizer: the update rule, such as `SGD(lr=0.1)`, every setting one number or a schedule.
        epochs: how many updates; the trace has one row more.
        start: W before the first update, p numbers with the bias last, or one number for all of them.
        bias, gradient, dtype: for x and y only, see `Linear` (with a bias), `Cost` ("mean") and `Data`
            (float64).
        engine: "torch" lets PyTorch do it all, autograd and `torch.optim`; else as the cost computes itself.
        on_step: called with the epoch and the step before each update; returning True ends the run.

    Raises:
        SettingError: when an argument can't be used.
        ShapeError: when the start has another size than W.
        DataError: when x and y can't be used, or the cost at the start leaves the range of their numbers.

    Example:
        >>> from ravine.optim import SGD
        >>> trace = descend([[1], [2], [3]], [1, 2, 3], bias=False, optimizer=SGD(lr=0.15), epochs=10)
        >>> trace.W[:4, 0].round(3)
        array([0.   , 1.4  , 0.84 , 1.064])
    """
    cost = _cost(cost, y, bias=bias, gradient=gradient, dtype=dtype)
    objective, rule = _by_engine(cost, optimizer, engine)
    rows = whole_epochs(epochs, most=_MOST_NUMBERS // (2 * cost.p + 1)) + 1
    first = objective.asarray(start)
    if first.ndim > 1:
        raise ShapeError(
            "cost-parameters", expected=cost.p, names=", ".join(cost.names), got=str(first.shape)
        )
    W = np.empty((rows, cost.p), np.asarray(first).dtype)
    costs, gradients = np.empty(rows), np.empty_like(W)
    epoch = 0
    # Running out of float's range is something a descent does, and the trace shows it; it's no warning.
    with np.errstate(over="ignore", invalid="ignore"):
        for epoch, step in enumerate(islice(steps(repeat(objective), first, rule), rows)):
            W[epoch], costs[epoch], gradients[epoch] = step
            if epoch == 0 and not (np.isfinite(costs[0]) and np.isfinite(gradients[0]).all()):
                raise DataError("descent-start", dtype=str(W.dtype))
            if on_step is not None and on_step(epoch, step):
                break
    done = slice(epoch + 1)
    return Trace(
        objective=cost,
        optimizer=optimizer,
        engine=objective.engine,
        W=W[done],
        cost=costs[done],
        gradient=gradients[done],
        epochs=rows - 1,
    )


def whole_epochs(epochs: Any, most: int = 10**15) -> int:
    """`epochs` as an int from 0 to `most`.

    Raises:
        SettingError: for anything else.
    """
    if isinstance(epochs, bool) or not isinstance(epochs, int | np.integer) or not 0 <= epochs <= most:
        raise SettingError("setting-epochs", got=repr(epochs), most=most)
    return int(epochs)


# A trace is kept in memory: at most so many numbers, 0.8 GB.
_MOST_NUMBERS = 10**8


def _cost(cost: Any, y: Any, *, bias: bool | None, gradient: str | None, dtype: Any) -> Cost | Quadratic:
    if y is not None:
        rows = Data(cost, y, dtype=np.float64 if dtype is None else dtype)
        return Cost(rows, Linear(True if bias is None else bias), gradient=gradient or "mean")
    if not isinstance(cost, Cost | Quadratic):
        raise SettingError("setting-cost", got=type(cost).__name__)
    if not (bias is None and gradient is None and dtype is None):
        raise SettingError("setting-cost-twice", got=type(cost).__name__)
    return cost


def _by_engine(cost: Cost | Quadratic, optimizer: Any, engine: str | None) -> tuple[Objective, Optimizer]:
    settings = optimizer.settings.values() if isinstance(optimizer, Rule) else ()
    is_rule = hasattr(type(optimizer), "step")  # the class itself is none
    if not is_rule or any(map(np.ndim, (getattr(optimizer, "lr", ()), *settings))):
        raise SettingError("setting-optimizer", got=repr(optimizer))
    own = getattr(optimizer, "engine", None)  # one of torch's own steps torch's tensors only
    chosen = engine or own or cost.engine
    if chosen == "torch" and isinstance(cost, Cost):
        from ravine.autograd import TorchCost, TorchOptimizer  # loads torch, for those who ask for it

        return TorchCost(cost), optimizer if own else TorchOptimizer.of(optimizer)
    if chosen != cost.engine:
        known = f"{cost.engine}, torch" if isinstance(cost, Cost) else cost.engine
        raise SettingError("setting-engine", got=str(chosen), known=known)
    if own:
        raise SettingError("setting-engine", got=str(chosen), known=own)
    return cost, optimizer
