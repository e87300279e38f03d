"""The plane in which a path of several weights is seen."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ravine.errors import SettingError
from ravine.pictures.lettering import name, weight
from ravine.pictures.sight import Sight
from ravine.quadratic import Quadratic
from ravine.trace import Trace
from ravine.words import say

Array = np.ndarray


@dataclass(frozen=True, eq=False)
class Plane:
    """A plane in the space of W.

    Args:
        origin: the point of coordinates (0, 0), shape (p,).
        basis: unit columns, shape (p, 2).
        labels: of the two axes.
        short: the same where there is little room.
        kind: "weights" for two of the weights as they are, "eigen" for the steepest and the flattest
            direction, "path" for the two directions along which a path goes farthest.
        columns: which weights, for "weights".
    """

    origin: Array
    basis: Array
    labels: tuple[str, str]
    short: tuple[str, str]
    kind: str
    columns: tuple[int, int] = (0, 1)

    @classmethod
    def of(cls, sight: Sight, paths: Sequence[Array] = ()) -> "Plane":
        """The plane that shows most of a path and of `paths` (k, p) beside it: of two weights all there is.

        Of more, along the steepest and the flattest direction that isn't flat, through the best W; where
        curvatures differ from place to place, along the two directions in which the path goes farthest.
        """
        if len(sight.trace.names) == 2:
            return cls.of_columns(sight, (0, 1))
        if sight.trace.quadratic is None or sight.best is None:
            return cls._of_path(sight, paths)
        return cls._of_curvatures(sight.trace.quadratic, sight.best, sight.W[0])

    @classmethod
    def of_columns(cls, sight: Sight, columns: tuple[int, int]) -> "Plane":
        """Two of the weights as they are; others at their best values, or where they end."""
        trace = sight.trace
        origin = (sight.W[sight.near() - 1] if sight.best is None else sight.best).copy()
        origin[list(columns)] = 0.0
        first, second = (_axis(trace, column) for column in columns)
        labels = (first, second)
        return cls(origin, np.eye(len(origin))[:, list(columns)], labels, labels, "weights", columns)

    @classmethod
    def _of_curvatures(cls, quadratic: Quadratic, best: Array, start: Array) -> "Plane":
        basis = quadratic.directions[:, telling(quadratic)]
        # The start lies to the lower left, whichever way the directions were computed.
        basis = basis * np.where((start - best) @ basis > 0, -1.0, 1.0)
        steepest, flattest = (main_columns(quadratic.names, direction) for direction in basis.T)
        bent = quadratic.p - quadratic.flat
        labels = (
            say("picture-axis-steepest", columns=steepest),
            say("picture-axis-flattest" if bent > 1 else "picture-axis-flat", columns=flattest),
        )
        short = (
            say("picture-axis-short", of="steepest", columns=steepest),
            say("picture-axis-short", of="flattest" if bent > 1 else "flat", columns=flattest),
        )
        return cls(best, basis, labels, short, "eigen")

    @classmethod
    def _of_path(cls, sight: Sight, paths: Sequence[Array]) -> "Plane":
        """Through the last W, along the two main directions of the path.

        Source: H. Li et al., Visualizing the Loss Landscape of Neural Nets, 2018, section 7.2.
        """
        own = sight.W[: sight.near()]
        end = own[-1]
        path = np.vstack([own, *paths]) - end
        # A path along one line leaves the second direction open: a trace of the first weights settles it.
        size = np.abs(path).max() or 1.0
        settling = 1e-9 * size * np.eye(len(end))[:2]
        basis = np.linalg.svd(np.vstack([path, settling]), full_matrices=False)[2][:2].T
        basis = basis * np.where(path[0] @ basis > 0, -1.0, 1.0)
        most, next_ = (main_columns(sight.trace.names, direction) for direction in basis.T)
        labels = (say("picture-axis-most", columns=most), say("picture-axis-next", columns=next_))
        short = (
            say("picture-axis-short", of="most", columns=most),
            say("picture-axis-short", of="next", columns=next_),
        )
        return cls(end, basis, labels, short, "path")

    def coordinates(self, W: Array) -> Array:
        """Points W (k, p) in the plane, shape (k, 2)."""
        return (W - self.origin) @ self.basis

    def points(self, coordinates: Array) -> Array:
        """W (k, p) at coordinates (k, 2)."""
        return self.origin + coordinates @ self.basis.T


def telling(quadratic: Quadratic) -> list[int]:
    """The steepest direction of a quadratic and the flattest that isn't flat.

    Where all but one are flat, a flat one is the second: rings are parallel lines then.
    """
    return [0, max(1, quadratic.p - quadratic.flat - 1)]


def chosen_columns(trace: Trace, columns: Sequence[str]) -> tuple[int, int]:
    """The places in W of two columns by name.

    Raises:
        SettingError: when these aren't two different names that W has.
    """
    given: list[str] = [columns] if isinstance(columns, str) else [*columns]
    found = [trace.names.index(one) for one in given if one in trace.names]
    if len(given) != 2 or len(set(found)) != 2:
        raise SettingError(
            "picture-columns", got=", ".join(map(str, given)), known=", ".join(trace.names[:20])
        )
    return found[0], found[1]


def main_columns(names: Sequence[str], direction: Array) -> str:
    """The columns that make up most of a direction, at most two."""
    order = np.argsort(-np.abs(direction), kind="stable")
    main = [j for j in order[:2] if np.abs(direction[j]) > 0.3]
    return ", ".join(name(names[int(j)], 14) for j in main or order[:1])


def _axis(trace: Trace, column: int) -> str:
    """What the axis of one weight is called."""
    hypothesis = getattr(trace.objective, "hypothesis", trace.objective)
    biases = getattr(hypothesis, "biases", int(getattr(hypothesis, "bias", False)))
    if biases == 1 and column == len(trace.names) - 1:
        return say("picture-axis-bias")
    return weight(trace.names[column])
