"""Python as text: values as literals, whatever they hold, and comments that stay comments."""

import math
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from ravine.words import visible

_WIDTH = 88  # columns: what formatters of Python keep to


class Part(NamedTuple):
    """A piece of a program: what it is, and its lines."""

    title: str
    code: str


def comment(text: str) -> str:
    r"""`text` as a comment of one line, whatever is in it.

    Example:
        >>> comment("a\nimport os")
        '# a\\nimport os'
    """
    return f"# {visible(text)}"


def literal(value: float) -> str:
    """A finite number as one would type it; reading it gives the same float.

    Example:
        >>> literal(3.0), literal(0.1), literal(-0.0), literal(1e22)
        ('3', '0.1', '-0.0', '1e+22')
    """
    value = float(value)
    plain = value.is_integer() and abs(value) < 1e15 and (value != 0 or math.copysign(1, value) > 0)
    return str(int(value)) if plain else repr(value)


def quoted(text: str) -> str:
    r"""`text` as a string, between double quotation marks unless it holds some.

    Example:
        >>> print(quoted("it's"), quoted('5" pipe'), quoted("a\nb"))
        "it's" '5" pipe' "a\nb"
    """
    shown = repr(text)
    return shown if '"' in shown else f'"{shown[1:-1]}"'


def listed(head: str, items: Iterable[str], tail: str = "") -> str:
    """`head[items]tail`, on one line if it fits, else with a line for each item.

    Example:
        >>> listed("x = ", ["1", "2"])
        'x = [1, 2]'
    """
    items = list(items)
    line = f"{head}[{', '.join(items)}]{tail}"
    if len(line) <= _WIDTH:
        return line
    return "\n".join([f"{head}[", *(f"    {item}," for item in items), f"]{tail}"])


def tensor(name: str, rows: np.ndarray, options: str) -> str:
    """The line that makes `name` a tensor of `rows`, shape (m, d)."""
    items = (f"[{', '.join(map(literal, row))}]" for row in rows)
    return listed(f"{name} = torch.tensor(", items, f", {options})")
