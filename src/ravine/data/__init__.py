"""Rows of data, wherever they are kept: the one thing a cost asks of them is to be added up over."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

import numpy as np

from ravine.data.memory import Data
from ravine.errors import SettingError

__all__ = ["Data", "Rows", "refuse_weights"]

Sum = TypeVar("Sum")


class Rows(Protocol):
    """Rows of features x and targets y that can be read block by block.

    A cost is a mean over rows, so everything it needs is a sum over blocks; where the blocks come
    from (memory, a file, a cluster) is all that differs between kinds of rows. They don't change, and
    are told apart by identity: what was learnt from them once is kept.
    """

    @property
    def names(self) -> tuple[str, ...]:
        """The d features by name, in the order of the columns."""
        ...

    @property
    def target(self) -> str:
        """The name of what is predicted."""
        ...

    @property
    def m(self) -> int:
        """How many rows there are."""
        ...

    @property
    def dtype(self) -> np.dtype[Any]:
        """The precision of the numbers, and of all arithmetic with them."""
        ...

    @property
    def weights(self) -> np.ndarray | None:
        """How much each row counts, shape (m,), 1 on average; None where all count alike."""
        ...

    def reduce(
        self,
        map: Callable[[Any, Any, Any], Sum],
        combine: Callable[[Sum, Sum], Sum],
        width: int | None = None,
    ) -> Sum:
        """`map(x, y, w)` of each block, put together by `combine`: x (k, d), y (k,), w (k,) or None.

        `width` is about how many numbers `map` makes for each row, beside those of x: it asks for blocks that
        leave all of that in the caches, shared among the cores. Without it rows in memory are one block.
        """
        ...


def refuse_weights(rows: Rows) -> None:
    """Complain of rows with weights, where every row has to count once."""
    if rows.weights is not None:
        raise SettingError("setting-weights")
