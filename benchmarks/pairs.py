"""Paired timing: ours and another's in turn, in one process, so that a slow moment meets both."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

Work = Callable[[], Any]


@dataclass(frozen=True)
class Pair:
    """One row of the table.

    Args:
        work: what is done.
        ours, theirs: the two ways; both are called once before anything is timed, so what compiles or is
            learnt once is not in the times.
        against: what the other way is.
        wanted: how many times faster ours is to be; None where it's only shown.
        times: theirs does only one of so many equal parts, and is counted so many times.
        runs: how often both are timed.
    """

    work: str
    ours: Work
    against: str
    theirs: Work
    wanted: float | None = None
    times: int = 1
    runs: int = 7


@dataclass(frozen=True)
class Timed:
    """Medians over the runs of a pair; `faster` is the median of theirs / ours, run by run."""

    pair: Pair
    ours: float
    theirs: float
    faster: float

    @property
    def reached(self) -> bool:
        return self.pair.wanted is None or self.faster >= self.pair.wanted


def timed(pair: Pair) -> Timed:
    pair.ours()
    pair.theirs()
    ours, theirs = [], []
    for _ in range(pair.runs):
        ours.append(_seconds(pair.ours))
        theirs.append(_seconds(pair.theirs) * pair.times)
    faster = median(other / own for own, other in zip(ours, theirs, strict=True))
    return Timed(pair, median(ours), median(theirs), faster)


def _seconds(work: Work) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin
