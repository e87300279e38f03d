"""What scikit-learn hands over as rows of ours: checked, weighted, equal rows as one."""

from typing import Any

import numpy as np
from sklearn.utils.validation import _check_sample_weight, validate_data

from ravine.data import Data

Array = np.ndarray


def checked(
    model: Any, X: Any, y: Any, weights: Any, *, numeric: bool, first: bool
) -> tuple[Array, Array, Array | None]:
    """The rows, their targets and their weights as scikit-learn checks them, without rows of weight 0.

    Args:
        model: the estimator; it remembers its columns, or compares them where this isn't the first time.
        X, y, weights: (m, d), (m,) and (m,) or None.
        numeric: whether targets are numbers.
        first: whether it may be other columns than before.

    Raises:
        ValueError: when they can't be used.
    """
    x, y = map(np.asarray, validate_data(model, X, y, dtype=np.float64, y_numeric=numeric, reset=first))
    if weights is None:
        return x, y, None
    weights = np.asarray(_check_sample_weight(weights, x, dtype=np.float64, ensure_non_negative=True))
    counted = weights > 0
    return (x, y, weights) if counted.all() else (x[counted], y[counted], weights[counted])


def rows_of(model: Any, x: Array, y: Array, weights: Array | None, classes: Any = ()) -> Data:
    """The rows, their columns called what they were called in the fit."""
    names = tuple(getattr(model, "feature_names_in_", ()))
    distinct = names if len(set(names)) == len(names) else ()
    return Data(x, y, names=distinct or None, weights=weights, classes=tuple(map(str, classes)))


def merged(data: Data) -> Data:
    """The same rows, equal ones as one that weighs as much, in an order that is theirs alone.

    So a weight means the same as repeated rows also to what draws rows at random.

    Example:
        >>> rows = merged(Data([[2], [1], [2]], [0, 5, 0]))
        >>> rows.x[:, 0].tolist(), rows.y.tolist(), rows.weights.round(4).tolist()
        ([1.0, 2.0], [5.0, 0.0], [0.6667, 1.3333])
    """
    order = np.lexsort((data.y, *data.x.T[::-1]))
    x, y = data.x[order], data.y[order]
    new = np.append(True, (x[1:] != x[:-1]).any(axis=1) | (y[1:] != y[:-1]))
    weights = np.ones(data.m) if data.weights is None else data.weights[order]
    counts = np.add.reduceat(weights, np.flatnonzero(new))
    told = {"names": data.names, "target": data.target, "classes": data.classes}
    return Data(x[new], y[new], weights=counts if np.ptp(counts) else None, **told)
