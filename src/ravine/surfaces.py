"""Surfaces with known minima, to see what descent makes of valleys, saddles, plateaus and many minima.

Each is a function of W written with plain operators beside its first and second derivatives; W is (p,), or
(p, n) for n points at once.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from inspect import signature
from types import MappingProxyType
from typing import Any

import numpy as np

from ravine.arrays import library
from ravine.cost import Objective, parameters
from ravine.errors import SettingError
from ravine.quadratic import Quadratic

Array = np.ndarray


@dataclass(frozen=True, eq=False)
class Surface:
    """A function of W with known minima.

    Args:
        name: the word for it.
        formula: the function, as one writes it.
        function: W (p,) or (p, n) -> () or (n,); of tensors too.
        slopes: its p partial derivatives.
        curvatures: the rows of its second derivatives at W (p,).
        near: a point near each minimum, from which a few of Newton's steps lead to it.
        begin: a start from which there is something to see.
    """

    name: str
    formula: str
    function: Callable[[Any], Any]
    slopes: Callable[[Any], tuple[Any, ...]]
    curvatures: Callable[[Any], Any]
    near: tuple[tuple[float, ...], ...]
    begin: tuple[float, ...]

    engine = "hand"
    gradient = "mean"
    ratio = 1.0

    @property
    def p(self) -> int:
        """How many numbers W holds."""
        return len(self.begin)

    @property
    def names(self) -> tuple[str, ...]:
        """w, or w1, w2, ..."""
        return ("w",) if self.p == 1 else tuple(f"w{j}" for j in range(1, self.p + 1))

    def asarray(self, W: Any) -> Array:
        """W in float64, checked."""
        return parameters(W, self.names, np.float64)

    def evaluate(self, W: Array) -> tuple[Array, Array]:
        """The function and its gradient."""
        return self.function(W), np.stack(self.slopes(W))

    def hessian(self, W: Any) -> Array:
        """The second derivatives at W (p,)."""
        return np.asarray(self.curvatures(np.asarray(W, np.float64)), np.float64).reshape(self.p, self.p)

    @cached_property
    def minima(self) -> Array:
        """Every minimum, to the last digit or two, shape (count, p)."""
        found = np.array(self.near, np.float64)
        for _ in range(8):
            found -= [np.linalg.solve(self.hessian(W), np.stack(self.slopes(W))) for W in found]
        return found

    def best(self, end: Array) -> tuple[Array, float]:
        """The minimum nearest to `end`, and the function there: not the least one, if it is another."""
        with np.errstate(over="ignore"):
            away = ((self.minima - np.asarray(end, np.float64)) ** 2).sum(axis=1)
        nearest = self.minima[np.argmin(away)]
        return nearest, float(self.function(nearest))


def valley(condition: float = 100.0, turn: float = 0.0) -> Quadratic:
    """½ (w₁² + condition · w₂²), turned by `turn` degrees.

    Raises:
        SettingError: when the condition isn't a number from 1 to 10^12, or the turn isn't finite.

    Example:
        >>> valley(condition=100).eigenvalues
        array([100.,   1.])
    """
    for name, value, usable in (("condition", condition, (1, 1e12)), ("turn", turn, (-1e6, 1e6))):
        known = isinstance(value, int | float) and not isinstance(value, bool)
        if not (known and usable[0] <= value <= usable[1]):
            raise SettingError(
                "setting-surface-number", name=name, low=usable[0], high=usable[1], got=repr(value)
            )
    # A quarter of a turn is exact, as a reader expects it.
    angle = np.deg2rad(turn % 90)
    cos, sin = np.cos(angle), np.sin(angle)
    turned = np.array([[cos, sin], [-sin, cos]]) @ np.linalg.matrix_power(
        np.array([[0.0, 1.0], [-1.0, 0.0]]), int(turn // 90) % 4
    )
    return Quadratic(np.sqrt([[0.5], [condition / 2]]) * turned, np.zeros(2), 1, ("w1", "w2"))


def bowl() -> Quadratic:
    """½ (w₁² + w₂²): equally steep in every direction."""
    return valley(condition=1.0)


def rosenbrock() -> Surface:
    """(1 − w₁)² + 100 (w₂ − w₁²)²: a bent valley.

    Source: H. Rosenbrock, An automatic method for finding the greatest or least value of a function, 1960.
    """
    return Surface(
        "rosenbrock",
        "(1 − w₁)² + 100 (w₂ − w₁²)²",
        lambda W: (1 - W[0]) ** 2 + 100 * (W[1] - W[0] ** 2) ** 2,
        lambda W: (
            -2 * (1 - W[0]) - 400 * W[0] * (W[1] - W[0] ** 2),
            200 * (W[1] - W[0] ** 2),
        ),
        lambda W: [[2 - 400 * (W[1] - 3 * W[0] ** 2), -400 * W[0]], [-400 * W[0], 200.0]],
        near=((1.0, 1.0),),
        begin=(-1.2, 1.0),
    )


def himmelblau() -> Surface:
    """(w₁² + w₂ − 11)² + (w₁ + w₂² − 7)²: four minima, all of 0.

    Source: D. Himmelblau, Applied Nonlinear Programming, 1972.
    """

    def parts(W: Any) -> tuple[Any, Any]:
        return W[0] ** 2 + W[1] - 11, W[0] + W[1] ** 2 - 7

    def slopes(W: Any) -> tuple[Any, ...]:
        a, b = parts(W)
        return 4 * W[0] * a + 2 * b, 2 * a + 4 * W[1] * b

    def curvatures(W: Any) -> Any:
        a, b = parts(W)
        mixed = 4 * (W[0] + W[1])
        return [[8 * W[0] ** 2 + 4 * a + 2, mixed], [mixed, 2 + 8 * W[1] ** 2 + 4 * b]]

    return Surface(
        "himmelblau",
        "(w₁² + w₂ − 11)² + (w₁ + w₂² − 7)²",
        lambda W: parts(W)[0] ** 2 + parts(W)[1] ** 2,
        slopes,
        curvatures,
        near=((3.0, 2.0), (-2.805118, 3.131313), (-3.77931, -3.283186), (3.584428, -1.848127)),
        begin=(0.0, 0.0),
    )


def beale() -> Surface:
    """(1.5 − w₁ + w₁w₂)² + (2.25 − w₁ + w₁w₂²)² + (2.625 − w₁ + w₁w₂³)²: flat ground with steep walls.

    Source: E. Beale, On an iterative method for finding a local minimum of a function of more than one
    variable, 1958.
    """
    constants = (1.5, 2.25, 2.625)

    def residuals(W: Any) -> list[tuple[Any, Any, Any, Any]]:
        """Each residual, its two slopes, and its second derivative by w₂."""
        told = []
        for k, constant in enumerate(constants, 1):
            bent = W[0] * (k * (k - 1)) * W[1] ** (k - 2) if k > 1 else 0 * W[0]
            told.append((constant - W[0] + W[0] * W[1] ** k, W[1] ** k - 1, k * W[0] * W[1] ** (k - 1), bent))
        return told

    def slopes(W: Any) -> tuple[Any, ...]:
        return sum(2 * r * a for r, a, _, _ in residuals(W)), sum(2 * r * b for r, _, b, _ in residuals(W))

    def curvatures(W: Any) -> Any:
        mixed = [k * W[1] ** (k - 1) for k in (1, 2, 3)]
        parts = residuals(W)
        both = sum(2 * (a * b + r * ab) for (r, a, b, _), ab in zip(parts, mixed, strict=True))
        return [
            [sum(2 * a * a for _, a, _, _ in parts), both],
            [both, sum(2 * (b * b + r * bb) for r, _, b, bb in parts)],
        ]

    return Surface(
        "beale",
        "(1.5 − w₁ + w₁w₂)² + (2.25 − w₁ + w₁w₂²)² + (2.625 − w₁ + w₁w₂³)²",
        lambda W: sum(r**2 for r, *_ in residuals(W)),
        slopes,
        curvatures,
        near=((3.0, 0.5),),
        begin=(1.0, 1.0),
    )


def saddle() -> Surface:
    """(w₁² − w₂²)/2 + w₂⁴/4: a saddle at (0, 0), minima at (0, ±1)."""
    return Surface(
        "saddle",
        "(w₁² − w₂²)/2 + w₂⁴/4",
        lambda W: (W[0] ** 2 - W[1] ** 2) / 2 + W[1] ** 4 / 4,
        lambda W: (1 * W[0], W[1] ** 3 - W[1]),
        lambda W: [[1.0, 0.0], [0.0, 3 * W[1] ** 2 - 1]],
        near=((0.0, 1.0), (0.0, -1.0)),
        begin=(1.0, 1e-6),
    )


def plateau() -> Surface:
    """r² / (1 + r²) with r² = w₁² + w₂²: a bowl at (0, 0), and flat ground around it."""

    def slopes(W: Any) -> tuple[Any, ...]:
        rise = 2 / (1 + W[0] ** 2 + W[1] ** 2) ** 2
        return rise * W[0], rise * W[1]

    def curvatures(W: Any) -> Any:
        size = 1 + W[0] ** 2 + W[1] ** 2
        return 2 / size**2 * np.eye(2) - 8 / size**3 * np.outer(W, W)

    return Surface(
        "plateau",
        "r² / (1 + r²),  r² = w₁² + w₂²",
        lambda W: 1 - 1 / (1 + W[0] ** 2 + W[1] ** 2),
        slopes,
        curvatures,
        near=((0.0, 0.0),),
        begin=(6.0, 8.0),
    )


def rastrigin() -> Surface:
    """20 + Σ (w² − 10 cos 2πw): a minimum near every whole number, the least at (0, 0).

    Source: L. Rastrigin, Systems of extremal control, 1974.
    """
    turn = 2 * np.pi

    def function(W: Any) -> Any:
        math = library(W)
        return 20 + (W**2 - 10 * math.cos(turn * W)).sum(axis=0)

    return Surface(
        "rastrigin",
        "20 + Σ (w² − 10 cos 2πw)",
        function,
        lambda W: tuple(2 * w + 10 * turn * np.sin(turn * w) for w in W),
        lambda W: np.diag(2 + 10 * turn**2 * np.cos(turn * W)),
        near=tuple((0.995 * j, 0.995 * k) for j in range(-25, 26) for k in range(-25, 26)),
        begin=(2.2, -1.3),
    )


def double_well() -> Surface:
    """w⁴/4 − w² + 0.3 w: a deep minimum on the left, a shallow one on the right."""
    return Surface(
        "double-well",
        "w⁴/4 − w² + 0.3 w",
        lambda W: W[0] ** 4 / 4 - W[0] ** 2 + 0.3 * W[0],
        lambda W: (W[0] ** 3 - 2 * W[0] + 0.3,),
        lambda W: 3 * W[0] ** 2 - 2,
        near=((-1.4811,), (1.3260,)),
        begin=(2.5,),
    )


SURFACES: Mapping[str, Callable[..., Objective]] = MappingProxyType(
    {
        "bowl": bowl,
        "valley": valley,
        "rosenbrock": rosenbrock,
        "himmelblau": himmelblau,
        "beale": beale,
        "saddle": saddle,
        "plateau": plateau,
        "rastrigin": rastrigin,
        "double-well": double_well,
    }
)


def surface(name: str, /, **settings: Any) -> Objective:
    """The surface `name`; `valley` takes a condition and a turn.

    Raises:
        SettingError: when there is no such surface, or it has no such setting.

    Example:
        >>> surface("saddle").best(np.array([0.1, 0.8]))
        (array([0., 1.]), -0.25)
    """
    if name not in SURFACES:
        raise SettingError("setting-surface", got=str(name), known=", ".join(SURFACES))
    known = list(signature(SURFACES[name]).parameters)
    if unknown := [one for one in settings if one not in known]:
        raise SettingError(
            "setting-surface-setting", name=unknown[0], surface=name, known=", ".join(known) or "−"
        )
    return SURFACES[name](**settings)
