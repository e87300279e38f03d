"""The surfaces written out: each a function of W in tensor code, with its gradient worked out on paper."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from ravine.program.formula import Formula
from ravine.program.text import comment, literal, used
from ravine.words import say


class Lines(NamedTuple):
    """A surface in tensor code.

    Args:
        cost: the lines that make `cost`, of w1 and w2 or of W.
        gradient: the lines that make `gradient`.
        constants: what these name, by name.
        p: how many numbers W holds.
    """

    cost: list[str]
    gradient: list[str]
    constants: Mapping[str, str] = MappingProxyType({})
    p: int = 2


def _slopes(first: str, second: str) -> list[str]:
    return [f"slope1 = {first}", f"slope2 = {second}", "gradient = torch.stack([slope1, slope2])"]


def _bowl() -> Lines:
    return Lines(["cost = (w1**2 + w2**2) / 2"], ["gradient = torch.stack([w1, w2])"])


def _valley(condition: float = 100.0, turn: float = 0.0) -> Lines:
    constants = {"condition": literal(condition)}
    if turn % 360 == 0:
        cost = "cost = (w1**2 + condition * w2**2) / 2"
        return Lines([cost], ["gradient = torch.stack([w1, condition * w2])"], constants)
    angle = f"math.radians({literal(turn)})"
    quarters = {90.0: "0, 1", 180.0: "-1, 0", 270.0: "0, -1"}
    constants["cos, sin"] = quarters.get(float(turn % 360), f"math.cos({angle}), math.sin({angle})")
    return Lines(
        [
            "along, across = cos * w1 + sin * w2, cos * w2 - sin * w1",
            "cost = (along**2 + condition * across**2) / 2",
        ],
        _slopes("cos * along - sin * condition * across", "sin * along + cos * condition * across"),
        constants,
    )


def _rosenbrock() -> Lines:
    return Lines(
        ["cost = (1 - w1) ** 2 + 100 * (w2 - w1**2) ** 2"],
        _slopes("-2 * (1 - w1) - 400 * w1 * (w2 - w1**2)", "200 * (w2 - w1**2)"),
    )


def _himmelblau() -> Lines:
    return Lines(
        ["f, g = w1**2 + w2 - 11, w1 + w2**2 - 7", "cost = f**2 + g**2"],
        _slopes("4 * w1 * f + 2 * g", "2 * f + 4 * w2 * g"),
    )


def _beale() -> Lines:
    return Lines(
        [
            "f = 1.5 - w1 + w1 * w2",
            "g = 2.25 - w1 + w1 * w2**2",
            "h = 2.625 - w1 + w1 * w2**3",
            "cost = f**2 + g**2 + h**2",
        ],
        _slopes(
            "2 * (f * (w2 - 1) + g * (w2**2 - 1) + h * (w2**3 - 1))",
            "2 * w1 * (f + 2 * g * w2 + 3 * h * w2**2)",
        ),
    )


def _saddle() -> Lines:
    return Lines(["cost = (w1**2 - w2**2) / 2 + w2**4 / 4"], ["gradient = torch.stack([w1, w2**3 - w2])"])


def _plateau() -> Lines:
    return Lines(["spread = 1 + torch.sum(W**2)", "cost = 1 - 1 / spread"], ["gradient = 2 / spread**2 * W"])


def _rastrigin() -> Lines:
    return Lines(
        ["cost = 20 + torch.sum(W**2 - 10 * torch.cos(2 * math.pi * W))"],
        ["gradient = 2 * W + 20 * math.pi * torch.sin(2 * math.pi * W)"],
    )


def _double_well() -> Lines:
    return Lines(["cost = W**4 / 4 - W**2 + 0.3 * W"], ["gradient = W**3 - 2 * W + 0.3"], p=1)


# A new surface is one entry here.
SURFACES: Mapping[str, Callable[..., Lines]] = MappingProxyType(
    {
        "bowl": _bowl,
        "valley": _valley,
        "rosenbrock": _rosenbrock,
        "himmelblau": _himmelblau,
        "beale": _beale,
        "saddle": _saddle,
        "plateau": _plateau,
        "rastrigin": _rastrigin,
        "double-well": _double_well,
    }
)


def surface_formula(surface: Mapping[str, Any], *, by_hand: bool) -> Formula:
    """A surface, as an experiment names it, with its gradient worked out on paper or by autograd."""
    settings = {name: value for name, value in surface.items() if name != "surface"}
    lines = SURFACES[surface["surface"]](**settings)
    unpacked = ["w1, w2 = W"] if "w1" in used([*lines.cost, *lines.gradient]) else []
    return Formula(
        {"W": (lines.p,)},
        [comment(say("code-surface")), *unpacked],
        lines.cost,
        [comment(say("code-gradient", scale="mean")), *lines.gradient] if by_hand else ["cost"],
        constants=lines.constants,
    )
