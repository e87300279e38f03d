"""Python as text: values as literals, whatever they hold, and comments that stay comments."""

import ast
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from ravine.words import visible

_WIDTH = 100  # columns


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
        >>> literal(3.0), literal(0.1), literal(-0.0), literal(1e22), literal(1e-8)
        ('3', '0.1', '-0.0', '1e22', '1e-8')
    """
    value = float(value)
    plain = value.is_integer() and abs(value) < 1e15 and (value != 0 or math.copysign(1, value) > 0)
    return str(int(value)) if plain else re.sub(r"e\+?(-?)0*", r"e\1", repr(value))


def argument(value: Any) -> str:
    """A number, True or False, or a pair of numbers, as one would type it.

    Example:
        >>> argument(True), argument((0.8, 1e-8))
        ('True', '(0.8, 1e-8)')
    """
    if isinstance(value, tuple):
        return f"({', '.join(map(argument, value))})"
    return repr(value) if isinstance(value, bool) else literal(value)


def quoted(text: str) -> str:
    r"""`text` as a string, between double quotation marks unless it holds some.

    Example:
        >>> print(quoted("it's"), quoted('5" pipe'), quoted("a\nb"))
        "it's" '5" pipe' "a\nb"
    """
    shown = repr(text)
    return shown if '"' in shown else f'"{shown[1:-1]}"'


def listed(head: str, items: Iterable[str], brackets: str = "[]", indent: int = 0) -> str:
    """`head[items]`, on one line if it fits with `indent` more, else with a line for each item.

    Example:
        >>> listed("x = ", ["1", "2"])
        'x = [1, 2]'
    """
    items, (left, right) = list(items), brackets
    line = f"{head}{left}{', '.join(items)}{right}"
    if len(line) + indent <= _WIDTH and "\n" not in line:
        return line
    return "\n".join([f"{head}{left}", *indented(f"{item}," for item in items), right])


def called(head: str, arguments: Sequence[str]) -> str:
    """`head(arguments)`, laid out as formatters do: on one line, on a line of their own, or a line for each.

    Example:
        >>> called("optimizer = optim.SGD", ["[W]", "lr=0.1"])
        'optimizer = optim.SGD([W], lr=0.1)'
    """
    within = ", ".join(arguments)
    if len(line := f"{head}({within})") <= _WIDTH and "\n" not in line:
        return line
    fits = len(within) + 4 <= _WIDTH and "\n" not in within
    return "\n".join([f"{head}(", *indented([within] if fits else [f"{one}," for one in arguments]), ")"])


def tensor(name: str, values: np.ndarray, *options: str) -> str:
    """The line, or lines, that make `name` a tensor of `values`, shape (m,) or (m, d)."""
    one_axis = values.ndim == 1
    rows = [literal(row) if one_axis else listed("", map(literal, row), indent=9) for row in values]
    return called(f"{name} = torch.tensor", [listed("", rows, indent=5), *options])


_NAME = re.compile(r"\b[^\W\d]\w*")


def used(lines: Iterable[str]) -> set[str]:
    """The names in lines of code that holds no strings.

    Example:
        >>> sorted(used(["W -= lr * gradient  # the step"]))
        ['W', 'gradient', 'lr']
    """
    return {name for line in lines for name in _NAME.findall(line.partition("#")[0])}


def renamed(line: str, names: Mapping[str, str]) -> str:
    """A line of code that holds no strings, with other names in it.

    Example:
        >>> renamed("W -= lr * W  # of W", {"W": "b"})
        'b -= lr * b  # of W'
    """
    code, mark, rest = line.partition("#")
    return _NAME.sub(lambda name: names.get(name[0], name[0]), code) + mark + rest


def indented(lines: Iterable[str]) -> list[str]:
    """The lines, one step further in."""
    return [f"    {line}" for text in lines for line in text.split("\n")]


_STANDARD = ("csv", "gzip", "math")
_OTHERS = {
    "np": "import numpy as np",
    "torch": "import torch",
    "F": "import torch.nn.functional as F",
    "nn": "from torch import nn",
    "optim": "from torch import optim",
}


def imports(parts: Iterable[Part]) -> str:
    """The lines that import what the code of `parts` names.

    Example:
        >>> imports([Part("", "x = torch.full((2,), math.pi)")]).splitlines()
        ['import math', '', 'import torch']
    """
    nodes = (node for part in parts for node in ast.walk(ast.parse(part.code)))
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    standard = [f"import {name}" for name in _STANDARD if name in names]
    others = [line for name, line in _OTHERS.items() if name in names]
    if {"nn", "optim"} <= names:
        others[-2:] = ["from torch import nn, optim"]
    return "\n".join([*standard, *([""] if standard and others else []), *others])
