"""The kinds of pictures by key, for one run."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from ravine.cost import Cost
from ravine.errors import SettingError
from ravine.pictures import costs, curve, gradients, paths, points, weights
from ravine.pictures.directions import directions
from ravine.pictures.picture import Picture
from ravine.pictures.surface import surface
from ravine.trace import Trace


def path(trace: Trace) -> Picture:
    """The path on the curve of one weight, or on the rings of several."""
    return curve.path(trace) if len(trace.names) == 1 else paths.path(trace)


def data(trace: Trace) -> Picture:
    """The data of one feature with the hypothesis.

    Raises:
        SettingError: for a cost without data, of several features or of several classes.
    """
    cost = trace.objective
    if not isinstance(cost, Cost):
        raise SettingError("picture-data", got="none")
    if not points.fits(trace):
        raise SettingError("picture-data", got="features" if len(cost.rows.names) > 1 else "classes")
    return points.data(trace, cost)


KINDS: Mapping[str, Callable[[Trace], Picture]] = MappingProxyType(
    {
        "data": data,
        "path": path,
        "contour": lambda trace: paths.path(trace, key="contour"),
        "surface": surface,
        "cost-by-epoch": lambda trace: costs.by_epoch([trace]),
        "w-by-epoch": lambda trace: weights.by_epoch([trace]),
        "gradient-by-epoch": gradients.by_epoch,
        "directions": directions,
    }
)


def picture(trace: Trace, kind: str, columns: Sequence[str] | None = None) -> Picture:
    """The picture of a run by its key.

    Args:
        trace: the run.
        kind: one of `KINDS`.
        columns: for "contour", the names of the two weights to see the cost over.

    Raises:
        SettingError: for an unknown kind, or one that doesn't fit this run.
    """
    if kind not in KINDS:
        raise SettingError("picture-kind", got=str(kind), known=", ".join(KINDS))
    if columns is None:
        return KINDS[kind](trace)
    if kind != "contour":
        raise SettingError("picture-columns-contour", kind=kind)
    return paths.path(trace, columns, key="contour")
