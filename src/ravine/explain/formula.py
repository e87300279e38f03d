"""Formulas that are written once: a line such as `m = beta1 * m + (1 - beta1) * gradient` is worked out with
the numbers at hand, and written in any notation, with its names or with their numbers.
"""

import ast
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

import numpy as np

from ravine.explain.notation import Notation, Part

Numbers = Mapping[str, Any]

_OPERATORS: Mapping[type[ast.AST], Callable[..., Any]] = MappingProxyType(
    {
        ast.Add: operator.add,
        ast.Sub: operator.sub,
        ast.Mult: operator.mul,
        ast.Div: operator.truediv,
        ast.Pow: operator.pow,
        ast.USub: operator.neg,
        ast.Gt: operator.gt,
        ast.Lt: operator.lt,
    }
)
_FUNCTIONS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {"sqrt": np.sqrt, "abs": np.abs, "sign": np.sign, "max": np.maximum, "min": np.minimum}
)


@dataclass(frozen=True)
class Formula:
    """One assignment, of names, numbers, + − * / **, sqrt, abs, sign, max, min and `a if b > c else d`.

    Args:
        name: what the line gives a value to.
        tree: the expression.

    Example:
        >>> from ravine.explain.notation import SIGNS
        >>> line = formula("W = W - lr * gradient")
        >>> numbers = {"W": 0.0, "lr": 0.15, "gradient": -14.0}
        >>> line.value(numbers), line.symbols(SIGNS), line.filled(SIGNS, numbers)
        (2.1, 'W − lr·∇', '0 − 0.15·(−14)')
    """

    name: str
    tree: ast.expr

    def value(self, numbers: Numbers) -> Any:
        """What the expression is for these numbers, element by element."""
        return _value(self.tree, numbers)

    def symbols(self, notation: Notation) -> str:
        """The expression with its names."""
        return _written(self.tree, notation, notation.symbol).text

    def filled(self, notation: Notation, numbers: Mapping[str, float]) -> str:
        """The expression with a number in the place of each name."""
        return _written(self.tree, notation, lambda name: notation.number(numbers[name])).text

    @property
    def names(self) -> frozenset[str]:
        """Those it needs."""
        called = {id(node.func) for node in ast.walk(self.tree) if isinstance(node, ast.Call)}
        nodes = (node for node in ast.walk(self.tree) if isinstance(node, ast.Name))
        return frozenset(node.id for node in nodes if id(node) not in called)


@cache
def formula(line: str) -> Formula:
    """The formula that `line` spells, in Python's grammar."""
    match ast.parse(line).body:
        case [ast.Assign(targets=[ast.Name(name)], value=tree)]:
            return Formula(name, tree)
    raise ValueError(line)


def _value(tree: ast.AST, numbers: Numbers) -> Any:
    match tree:
        case ast.Constant(value):
            return value
        case ast.Name(name):
            return numbers[name]
        case ast.UnaryOp(op, operand):
            return _OPERATORS[type(op)](_value(operand, numbers))
        case ast.BinOp(left, op, right) | ast.Compare(left, [op], [right]):
            return _OPERATORS[type(op)](_value(left, numbers), _value(right, numbers))
        case ast.Call(ast.Name(name), arguments):
            return _FUNCTIONS[name](*(_value(argument, numbers) for argument in arguments))
        case ast.IfExp(test, body, orelse):
            return np.where(*(_value(part, numbers) for part in (test, body, orelse)))
    raise ValueError(ast.dump(tree))


def _written(tree: ast.AST, notation: Notation, leaf: Callable[[str], Part]) -> Part:
    def write(part: ast.AST) -> Part:
        return _written(part, notation, leaf)

    match tree:
        case ast.Constant(int(value) | float(value)):
            return notation.number(value)
        case ast.Name(name):
            return leaf(name)
        case ast.BinOp(base, ast.Pow(), ast.Constant(2)):
            return notation.join("Square", write(base))
        case ast.UnaryOp(op, operand):
            return notation.join(type(op).__name__, write(operand))
        case ast.BinOp(left, op, right) | ast.Compare(left, [op], [right]):
            return notation.join(type(op).__name__, write(left), write(right))
        case ast.Call(ast.Name(name), arguments):
            return notation.join(name, *map(write, arguments))
        case ast.IfExp(test, body, orelse):
            return notation.join("where", write(body), write(test), write(orelse))
    raise ValueError(ast.dump(tree))
