"""A worked line as a block to show: with its names, then with its numbers, in signs, in words, in LaTeX."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

import numpy as np

from ravine.explain.notation import LATEX, SIGNS, WORDS, Notation, escaped
from ravine.explain.working import Worked
from ravine.story import Formula
from ravine.typeset import WIDTH
from ravine.words import say

_INDENT = 4  # of a formula in a terminal
_WIDEST = WIDTH - _INDENT  # of a line with its numbers; of a longer one the value stands below it


@dataclass(frozen=True)
class Line(Formula):
    """A formula that can be written in LaTeX too."""

    latex: str


def line(worked: Worked, becomes: str = "") -> Line:
    """The line, with the first parameter's numbers.

    Args:
        worked: the line.
        becomes: the subscript that the result gets: the 1 of W₁.

    Example:
        >>> from ravine.explain.formula import formula
        >>> W = Worked(formula("W = W - lr * gradient"), {"W": 0.0, "lr": 0.15, "gradient": -14.0}, 2.1)
        >>> print(line(W, becomes="1").text)
        W := W − lr·∇
            W₁ = 0 − 0.15·(−14) = 2.1
    """
    symbol, symbols, filled, value = _written(worked, SIGNS)
    left = f"{symbol}{becomes and below(becomes)} = "
    whole = left + filled if filled == value else f"{left}{filled} = {value}"
    under = " " * (len(left) - 2)
    broken = [*wrap(left + filled, _WIDEST, subsequent_indent=under), f"{under}= {value}"]
    numbers = [whole] if len(whole) <= _WIDEST else broken
    signs = ("\n" + " " * _INDENT).join([f"{symbol} {_equals(worked)} {symbols}", *numbers])
    return Line(signs, _in_words(worked), _in_latex(worked, becomes))


def aligned(lines: Sequence[Line], about: str = "") -> str:
    """The lines as one displayed block of LaTeX, under what they are about."""
    head = [rf"& \text{{{escaped(about)}}}"] if about else []
    return (
        "$$\\begin{aligned}\n" + " \\\\\n".join([*head, *(one.latex for one in lines)]) + "\n\\end{aligned}$$"
    )


def _in_words(worked: Worked) -> str:
    symbol, symbols, filled, value = _written(worked, WORDS)
    return say("explain-line", name=symbol, formula=symbols, numbers=filled, value=value)


def _in_latex(worked: Worked, becomes: str) -> str:
    symbol, symbols, filled, value = _written(worked, LATEX)
    left = f"{symbol}_{{{becomes}}}" if becomes else symbol
    result = "" if filled == value else f" = {value}"
    return rf"{symbol} &{_equals(worked)} {symbols} \\ {left} &= {filled}{result}"


def _equals(worked: Worked) -> str:
    """Whether the name gets another value, or its first one."""
    return ":=" if worked.formula.name in worked.numbers else "="


def _written(worked: Worked, notation: Notation) -> tuple[str, str, str, str]:
    """The name, the expression with its names and with its numbers, and the value."""
    formula = worked.formula
    numbers = {name: first(worked.numbers[name]) for name in formula.names}
    return (
        notation.symbol(formula.name).text,
        formula.symbols(notation),
        formula.filled(notation, numbers),
        notation.number(first(worked.value)).text,
    )


def below(k: object) -> str:
    """A whole number as a subscript: ₁₂."""
    return "".join(chr(ord("₀") + int(digit)) for digit in str(k))


def first(value: object) -> float:
    """A number, or the first of an array."""
    return float(np.ravel(np.asarray(value))[0])
