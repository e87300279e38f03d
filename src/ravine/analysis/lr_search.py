"""The lr of least cost at the end of a run, for any update rule, found by trying."""

from collections.abc import Iterator, Sequence
from dataclasses import is_dataclass, replace
from itertools import islice
from typing import Any, NamedTuple

import numpy as np

from ravine.batches import Batches
from ravine.cost import Cost, Objective
from ravine.descent import Step, steps
from ravine.errors import SettingError
from ravine.many import OnCosts, blocks, ends
from ravine.optim import Clipped, Optimizer, Rule
from ravine.quadratic import Quadratic, compress

Array = np.ndarray

# At first lrs are tried over so many powers of ten to each side of what they may be measured by.
_SIDE = 4
# Then ever closer about the lowest places, each time with four times as fine a step.
_VALLEYS, _ROUNDS = 4, 5
# Finer only while no more than so many numbers were worked out: a quarter of a minute.
_MOST_WORK = 5e8
# So many to a power of ten; the fewer where so many would be more work than that.
_FINE, COARSE = 8, 2


class Found(NamedTuple):
    """An lr, and how many were tried to find it."""

    lr: float
    tried: int


def find_lr(
    objective: Objective,
    rule: Optimizer,
    *,
    start: Any = 0.0,
    epochs: int = 100,
    batches: Batches | None = None,
    also: Sequence[float] = (),
    on_step: OnCosts | None = None,
) -> Found:
    """The lr with which `rule` ends lowest after `epochs`, of all that were tried.

    On a grid of powers first, then finer about its lowest places. Of lrs that end at the least cost but for
    rounding, the one that fell fastest. What isn't finite never wins.

    Args:
        objective: what is descended; a least-squares cost in one batch is tried on its p + 1 rows.
        rule: its own lr is tried too; of a schedule, the lr that it turns.
        start, epochs, batches: of the descent, as in `descend`.
        also: lrs to try beside.
        on_step: called with each step and the costs of many lrs at once; returning True raises
            KeyboardInterrupt.

    Raises:
        SettingError: for a rule or a schedule that isn't one of ours: no other lr could be put into it.

    Example:
        >>> from ravine.data import Data
        >>> from ravine.hypothesis import Linear
        >>> from ravine.optim import SGD
        >>> lab = Cost(Data([[1], [2], [3]], [1, 2, 3]), Linear(bias=False))
        >>> find_lr(lab, SGD(0.01), epochs=1).lr  # 3/28 is there in one step
        0.1071
    """
    run = _Run.of(objective, rule, start, epochs, batches, on_step)
    tried: dict[float, tuple[float, float]] = {}

    def attempt(lrs: Sequence[float]) -> None:
        new = sorted({lr for lr in lrs if lr not in tried and 0 < lr < np.inf})
        tried.update(zip(new, run.ends(np.array(new)), strict=True))

    attempt([*run.grid(), *also, own_lr(rule)])
    for _ in range(6):  # as long as the lowest cost is at an end, beyond it
        lowest = min(sorted(tried), key=tried.__getitem__)
        if lowest == min(tried):
            attempt(powers(lowest / 100, lowest, COARSE))
        elif lowest == max(tried):
            attempt(powers(lowest, lowest * 100, COARSE))
        else:
            break
    for _ in range(_ROUNDS):
        if run.work * len(tried) > _MOST_WORK:
            break
        attempt([lr for place in _lowest(tried) for lr in place])
    return Found(min(sorted(tried), key=tried.__getitem__), len(tried))


def with_lr(rule: Any, lr: Any) -> Any:
    """`rule` with another lr, or n of them: (n,); of a schedule, with another lr to turn.

    Raises:
        SettingError: when the rule or the schedule isn't one of ours.

    Example:
        >>> from ravine.optim import SGD, CosineAnnealingLR
        >>> with_lr(SGD(CosineAnnealingLR(0.1, T_max=10), momentum=0.5), 0.2).lr(0)
        0.2
    """
    match rule:
        case Clipped():
            return replace(rule, rule=with_lr(rule.rule, lr))
        case Rule() if not callable(rule.lr):
            return replace(rule, lr=lr)
        case Rule(lr=schedule) if is_dataclass(schedule) and not isinstance(schedule, type):
            return replace(rule, lr=replace(schedule, **{_turned(schedule): lr}))
        case _:
            raise SettingError("setting-tuned", got=repr(rule))


def own_lr(rule: Any) -> float:
    """The lr of `rule`, or the one that its schedule turns."""
    lr = getattr(rule, "lr", None)
    return float(getattr(lr, _turned(lr))) if is_dataclass(lr) else float(lr) if np.ndim(lr) == 0 else 0.0  # type: ignore[arg-type]


def bounds(objective: Objective, rule: Any, W: Array) -> tuple[float, float]:
    """Between which two lrs the good ones lie at the utmost, from W (p,).

    A step is lr times a gradient to some rules, and to those that scale each weight by itself about lr: so
    some powers of ten to each side of 1 / the largest curvature at the start, of how far a step by that goes,
    and of the rule's own lr.
    """
    gradient = np.asarray(objective.evaluate(W)[1], np.float64)
    curvature = float(np.abs(np.linalg.eigvalsh(objective.hessian(W))).max()) * objective.ratio
    short = 1 / curvature if curvature > 0 else 1.0
    places = [short, short * float(np.abs(gradient).max()), own_lr(rule)]
    usable = [place for place in places if 0 < place < np.inf] or [1.0]
    return min(usable) / 10.0**_SIDE, max(usable) * 10.0**_SIDE


def powers(low: float, high: float, each: int) -> list[float]:
    """From `low` to `high`, `each` to a power of ten, as one would type them."""
    count = max(2, round(each * np.log10(high / low)) + 1)
    return [_typed(lr) for lr in np.geomspace(low, high, count)]


class _Run(NamedTuple):
    """A descent by many lrs at once."""

    objective: Objective
    rule: Optimizer
    W: Array
    updates: int
    batches: Batches | None
    on_step: OnCosts | None

    @classmethod
    def of(
        cls, objective: Objective, rule: Any, start: Any, epochs: int, batches: Batches | None, on_step: Any
    ) -> "_Run":
        with_lr(rule, own_lr(rule))  # complains
        W = np.asarray(objective.asarray(start))
        quick = isinstance(objective, Cost) and objective.least_squares and batches is None
        per_epoch = batches.per_epoch(objective.m) if batches and isinstance(objective, Cost) else 1
        tried = compress(objective) if quick else objective  # type: ignore[arg-type]
        return cls(tried, rule, tried.asarray(W), epochs * per_epoch, batches, on_step)

    @property
    def rows(self) -> int:
        """How many rows each lr costs."""
        return self.objective.m if isinstance(self.objective, Cost) else self.objective.p + 1

    @property
    def work(self) -> float:
        """How many numbers one lr works out."""
        rows = self.batches.size if self.batches else self.rows
        return float(rows) * self.objective.p * max(self.updates, 1)

    @property
    def floor(self) -> float:
        """What is no more than the least cost and rounding."""
        if not isinstance(self.objective, Quadratic):
            return -np.inf
        W, least = self.objective.nearest(self.W), self.objective.least
        return least + self.objective.rounding(W, least, float(np.finfo(self.W.dtype).eps))

    def grid(self) -> list[float]:
        """Where to look at first."""
        fine = powers(*bounds(self.objective, self.rule, self.W), _FINE)
        return fine if self.work * len(fine) <= _MOST_WORK else powers(fine[0], fine[-1], COARSE)

    def ends(self, lrs: Array) -> Iterator[tuple[float, float]]:
        """For each lr the last cost, and the sum of all costs, which is less where it fell faster."""
        W = np.repeat(self.W[:, None], len(lrs), axis=1)
        rule = with_lr(self.rule, lrs.astype(W.dtype))
        if self.batches is None:
            cost, _, total = ends(blocks(self.objective, rule, W, self.updates, self.on_step))
        else:
            cost, total = self._by_batches(rule, W)
        cost = np.where(np.isfinite(cost), np.maximum(cost, self.floor), np.inf)
        return zip(cost.tolist(), np.where(np.isfinite(total), total, np.inf).tolist(), strict=True)

    def _by_batches(self, rule: Any, W: Array) -> tuple[Array, Array]:
        """The cost of all rows at the end, and the sum of the costs of the mini-batches."""
        total, last = np.zeros(W.shape[1]), Step(W, np.zeros(W.shape[1]), W)
        each = self.batches.costs(self.objective)  # type: ignore[union-attr, arg-type]
        with np.errstate(all="ignore"):  # an lr that diverges does so quietly: its end isn't finite
            for k, last in enumerate(islice(steps(each, W, rule), self.updates + 1)):
                total += last.cost
                if self.on_step is not None and self.on_step(k, last.cost):
                    raise KeyboardInterrupt
            return self.objective.evaluate(last.W)[0], total


def _lowest(tried: dict[float, tuple[float, float]]) -> Iterator[list[float]]:
    """About each of the few lowest places, three lrs to each side, up to its neighbours."""
    lrs = sorted(tried)
    padded = [(np.inf, np.inf), *(tried[lr] for lr in lrs), (np.inf, np.inf)]
    valleys = [i for i in range(len(lrs)) if padded[i] >= padded[i + 1] <= padded[i + 2]]
    for i in sorted(valleys, key=lambda i: tried[lrs[i]])[:_VALLEYS]:
        for other in (lrs[max(i - 1, 0)], lrs[min(i + 1, len(lrs) - 1)]):
            yield [_typed(lr) for lr in np.geomspace(lrs[i], other, 5)[1:-1]]


def _typed(lr: float) -> float:
    return float(f"{lr:.4g}")


def _turned(schedule: Any) -> str:
    """The name of the lr that a schedule turns."""
    return "max_lr" if hasattr(schedule, "max_lr") else "lr"
