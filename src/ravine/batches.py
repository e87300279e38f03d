"""Mini-batches: which rows each step looks at."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from ravine.cost import Cost
from ravine.errors import SettingError

SAMPLINGS = ("shuffle", "replace")


@dataclass(frozen=True)
class Batches:
    """How the rows of an epoch are cut into batches, the same whatever computes them.

    Args:
        size: rows in a batch, a whole number ≥ 1; the last batch of an epoch has the rest.
        seed: of the order, a whole number ≥ 0.
        sampling: "shuffle" has every row once an epoch, in a new order each time; "replace" draws as many
            rows, any row again and again.

    Raises:
        SettingError: for a setting that can't be used.

    Example:
        >>> [rows.tolist() for rows in Batches(size=2).epoch(np.random.default_rng(0), m=5)]
        [[2, 4], [3, 0], [1]]
    """

    size: int
    seed: int = 0
    sampling: str = "shuffle"

    def __post_init__(self) -> None:
        for name, least in (("size", 1), ("seed", 0)):
            value = getattr(self, name)
            whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
            if not (whole and least <= value < 2**63):
                raise SettingError(f"setting-batch-{name}", got=repr(value))
        if self.sampling not in SAMPLINGS:
            raise SettingError(
                "setting-word", name="sampling", got=str(self.sampling), known=", ".join(SAMPLINGS)
            )

    def per_epoch(self, m: int) -> int:
        """How many steps make an epoch of m rows."""
        return -(-m // self.size)

    def epoch(self, generator: np.random.Generator, m: int) -> list[np.ndarray]:
        """The rows of each batch of one epoch, by their numbers from 0."""
        order = generator.permutation(m) if self.sampling == "shuffle" else generator.integers(m, size=m)
        return [order[first : first + self.size] for first in range(0, m, self.size)]

    def costs(self, cost: Cost) -> Iterator[Cost]:
        """The cost of one batch after another, for ever.

        Raises:
            SettingError: for rows that aren't in memory.
        """
        take: Any = getattr(cost.rows, "take", None)
        if take is None:
            raise SettingError("setting-batch-rows")
        generator = np.random.default_rng(self.seed)
        while True:
            for rows in self.epoch(generator, cost.m):
                yield cost.on(take(rows))
