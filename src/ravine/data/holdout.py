"""Rows held out: a share of them that no run sees."""

from typing import Any

import numpy as np

from ravine.data.memory import Data
from ravine.errors import DataError, SettingError


def check_share(share: Any) -> None:
    """Complain of what is no share of the rows.

    Raises:
        SettingError: for anything but a number from 0 to 1, without 1.
    """
    if isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share < 1:
        raise SettingError("setting-holdout", got=repr(share))


def held_out(data: Data, share: float, seed: int) -> tuple[Data, Data | None]:
    """The rows to learn from and those held out, both in their own order; None where none are held out.

    At least one is, if any are to be.

    Raises:
        DataError: when none would be left.

    Example:
        >>> kept, never_seen = held_out(Data([1, 2, 3, 4, 5], [1, 2, 3, 4, 5]), 0.4, seed=0)
        >>> kept.y, never_seen.y
        (array([1., 2., 4.]), array([3., 5.]))
    """
    if not share:
        return data, None
    held = max(round(share * data.m), 1)
    if held >= data.m:
        raise DataError("experiment-holdout", rows=data.m)
    order = np.random.default_rng(seed).permutation(data.m)
    return data.take(np.sort(order[held:])), data.take(np.sort(order[:held]))
