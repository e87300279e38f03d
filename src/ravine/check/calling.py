"""The reader's function, what it is given and what it gives back."""

import copy
import inspect
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ravine.check.finding import Finding, Kind
from ravine.check.forms import Form, forms
from ravine.check.reading import line_of, sentence
from ravine.check.sheet import Sheet, squeezed
from ravine.data.memory import numbers
from ravine.errors import DataError, SettingError
from ravine.words import say

Array = np.ndarray


@dataclass(frozen=True, eq=False)
class Reader:
    """The reader's function.

    Args:
        function: what is called.
        name, file: where it was written.
        order: its parameters, each of them one of W, b, x, y.
    """

    function: Callable[..., Any]
    name: str
    file: str
    order: tuple[str, ...]

    @classmethod
    def of(cls, function: Any) -> "Reader":
        """`function`, if it can be called as gradient(W, x, y) or gradient(W, b, x, y).

        Parameters are known by the first letter of their names, in any order; where these aren't
        w, x, y or w, b, x, y, by their place.

        Raises:
            SettingError: when it is no function, or one of other parameters.
        """
        if not callable(function):
            raise SettingError("check-not-callable", got=type(function).__name__)
        code = getattr(_plain(function), "__code__", None)
        name = str(getattr(function, "__name__", type(function).__name__))
        return cls(function, name, Path(code.co_filename).name if code else "", _order(name, function))

    @property
    def apart(self) -> bool:
        """Whether the bias is an argument of its own."""
        return "b" in self.order

    def forms(self, sheet: Sheet) -> list[list[Form]]:
        """Ways to call it, in order; which kind of arrays comes first is what the function speaks of."""
        return forms(sheet, self.apart, torch_first=self._for_torch)

    def ask(self, form: Form, sheet: Sheet) -> "Answers | Finding":
        """Its answers at each W of the sheet, or what stands in the way of having any."""
        answers, changed, steady = [], set(), True
        for W in sheet.points:
            for again in (False, True):
                answer, touched = self._call(form, sheet, W)
                if isinstance(answer, Finding):
                    return answer
                changed |= touched
                if again:
                    steady &= _close(answer, answers[-1])
                else:
                    answers.append(answer)
        if len(shapes := {str(answer.shape): None for answer in answers}) > 1:
            return Finding(Kind.SHAPES, {"shapes": ", ".join(shapes)})
        return Answers(np.array(answers), form.shape(sheet, self.apart), tuple(sorted(changed)), steady)

    def _call(self, form: Form, sheet: Sheet, W: Array) -> "tuple[Array | Finding, set[str]]":
        """One answer, and which arguments were changed in place."""
        given = form.arguments(sheet, W, self.apart)
        kept = copy.deepcopy(given)
        try:
            with warnings.catch_warnings(), np.errstate(all="ignore"):
                warnings.simplefilter("ignore")
                answer = self.function(*(given[name] for name in self.order))
        except (Exception, SystemExit) as fault:
            line = line_of(fault, getattr(_plain(self.function), "__code__", None))
            return Finding(Kind.RAISES, {"file": self.file, "line": line, "fault": sentence(fault)}), set()
        return _as_numbers(answer, sheet), {one for one in self.order if not _same(given[one], kept[one])}

    def shown(self, form: Form, sheet: Sheet) -> str:
        """The arguments with their shapes: W (3,), x (5, 2), y (5,)."""
        given = form.arguments(sheet, sheet.points[0], self.apart)
        shapes = {name: tuple(np.shape(given[name])) for name in self.order}
        return ", ".join(f"{name} {shape or say('check-number')}" for name, shape in shapes.items())

    @property
    def _for_torch(self) -> bool:
        """Whether it speaks of torch itself; where of NumPy neither, whether its file has imported torch."""
        function = _plain(self.function)
        code, known = getattr(function, "__code__", None), getattr(function, "__globals__", {})
        used = {_library(known.get(name), name) for name in (code.co_names if code else ())}
        if used & {"torch", "numpy"}:
            return "torch" in used
        return "torch" in {_library(value) for value in known.values()}


@dataclass(frozen=True, eq=False)
class Answers:
    """What came back: an array of shape (k, ...), and what happened beside it.

    Args:
        values: an answer for each W.
        shape: of W as it was given, which is the shape that an answer should have.
        changed: which arguments the function changed in place.
        steady: whether the same arguments gave the same answer twice.
    """

    values: Array
    shape: tuple[int, ...]
    changed: tuple[str, ...]
    steady: bool

    def numbers(self, p: int) -> Array | None:
        """The answers as p numbers for each W, shape (k, p), where that is what they are."""
        if squeezed(*self.values.shape[1:]) != squeezed(p):
            return None
        return self.values.reshape(-1, p)


def _order(name: str, function: Callable[..., Any]) -> tuple[str, ...]:
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):  # written in C: nobody knows its parameters
        return "W", "x", "y"
    placed = [one for one in parameters if one.kind in (one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD)]
    needed = [one for one in placed if one.default is one.empty]
    stray = any(one.kind is one.KEYWORD_ONLY and one.default is one.empty for one in parameters)
    taken = [one.name for one in (needed if len(needed) >= 3 else placed[:3])]
    if any(one.kind is one.VAR_POSITIONAL for one in parameters) and len(taken) < 3:
        taken = ["W", "x", "y"]
    if stray or len(taken) not in (3, 4):
        raise SettingError("check-parameters", got=f"{name}{inspect.signature(function)}")
    usual = ("W", "x", "y") if len(taken) == 3 else ("W", "b", "x", "y")
    letters = {one[0].lower(): one for one in usual}
    initials = [word.lstrip("_")[:1].lower() for word in taken]
    return tuple(letters[one] for one in initials) if sorted(initials) == sorted(letters) else usual


def _plain(function: Any) -> Any:
    """The function with code in it: within a decorator, a partial, a method, an object that can be called."""
    function = inspect.unwrap(getattr(function, "func", function))
    return function if hasattr(function, "__code__") else type(function).__call__


def _library(value: Any, name: str = "") -> str:
    """The package that a value of a file belongs to: torch, numpy or another."""
    where = value.__name__ if inspect.ismodule(value) else getattr(value, "__module__", None)
    return str(where if value is not None else name).split(".")[0]


def _as_numbers(answer: Any, sheet: Sheet) -> "Array | Finding":
    """The answer as one float64 array; a pair (∇W, ∇b) is put together, the bias last."""
    if answer is None:
        return Finding(Kind.NONE)
    try:
        if sheet.hypothesis.bias and isinstance(answer, tuple | list) and len(answer) == 2:
            found = _together([numbers("gradient", part) for part in answer], sheet.m)
        else:
            found = numbers("gradient", answer)
    except DataError:
        return Finding(Kind.NOT_NUMBERS, {"got": type(answer).__name__})
    return found if np.isfinite(found).all() else Finding(Kind.NOT_FINITE)


def _together(parts: list[Array], m: int) -> Array:
    if all(part.ndim and len(part) == m for part in parts):  # a number for each row in both
        return np.hstack([part.reshape(m, -1) for part in parts])
    return np.concatenate([part.ravel() for part in parts])


def _close(answer: Array, before: Array) -> bool:
    """Whether two answers are one, but for roundings in float32."""
    rounding = 1e-5 * np.abs(before).max(initial=0.0)
    return answer.shape == before.shape and bool((np.abs(answer - before) <= rounding).all())


def _same(value: Any, before: Any) -> bool:
    return np.shape(value) == np.shape(before) and bool((value == before).all())
