"""What the runs of a program have in common: start, log, batches, and the loop over the epochs."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ravine.batches import Batches
from ravine.program.formula import Formula
from ravine.program.text import (
    Part,
    called,
    comment,
    indented,
    listed,
    literal,
    quoted,
    renamed,
    tensor,
    used,
)
from ravine.words import say, visible


@dataclass(frozen=True, eq=False)
class Form:
    """What the loops of a program have in common.

    Args:
        names: what each number of W belongs to, as the log names it.
        start: those numbers before the first update, shape (p,).
        epochs: how many.
        dtype: "float64" or "float32".
        every: print each `every`-th epoch and the last.
        lines: how a lab prints an epoch, by engine; where there is none, the program's own `show` does.
        batches, per_epoch: the mini-batches, and how many make an epoch.
        clip, tol: see `ravine.descend`.
    """

    names: Sequence[str]
    start: np.ndarray
    epochs: int
    dtype: str
    every: int
    lines: Mapping[str, str]
    batches: Batches | None = None
    per_epoch: int = 1
    clip: float | None = None
    tol: float | None = None

    @property
    def steps(self) -> int:
        """How many updates there are."""
        return self.epochs * self.per_epoch

    def counted(self, line: str) -> str:
        """A line that speaks of step k of `steps`: of all rows, each epoch is one."""
        return line if self.batches else renamed(line, {"k": "epoch", "steps": "epochs"})


def show_part(form: Form) -> Part:
    """The function that prints an epoch as `Trace.log` does."""
    digits = max(4, len(str(form.epochs)))
    lines = [
        listed("names = ", (quoted(visible(name)) for name in form.names)),
        "",
        "",
        "def show(epoch, weights, cost):",
        '    pairs = [f"{name}: {w:.6g}" for name, w in zip(names, weights, strict=True)]',
        f'    print(f"Epoch {{epoch:{digits}d}}/{{epochs}}", *pairs, f"Cost: {{cost:.6g}}")',
        "",
    ]
    return Part(say("code-show"), "\n".join(lines))


def loop(head: Iterable[str], once: Iterable[str], body: Sequence[str], form: Form) -> str:
    """Everything before the loop, and the loop."""
    named = used([*once, *body])
    counters = {
        "steps": f"epochs * {form.per_epoch}",
        "rng": f"np.random.default_rng({form.batches.seed})" if form.batches else "",
        "k": "0",
    }
    lines = [
        *head,
        *([f"clip = {literal(form.clip)}"] if form.clip and "clip" in named else []),
        *([f"tol = {literal(form.tol)}"] if form.tol is not None else []),
        f"epochs = {form.epochs}",
        *(f"{name} = {value}" for name, value in counters.items() if name in named),
        *once,
        "for epoch in range(epochs + 1):",
        *indented(body),
    ]
    return "\n".join(lines)


def start(form: Form, formula: Formula, *grad: str) -> list[str]:
    """The lines that set the parameters to their start."""
    options = [f"dtype=torch.{form.dtype}", *grad]
    lines, rest = [], form.start
    for name, shape in formula.shapes.items():
        values, rest = np.split(rest, [math.prod(shape)])
        size = ", ".join(map(str, shape))
        written = {literal(value) for value in values}
        if written == {"0"}:
            lines.append(called(f"{name} = torch.zeros", [size, *options]))
        elif len(written) == 1 and len(values) > 1:
            size = f"({size},)" if len(shape) == 1 else f"({size})"
            lines.append(called(f"{name} = torch.full", [size, written.pop(), *options]))
        else:
            lines.append(tensor(name, values.reshape(shape), *options))
    return lines


def printing(form: Form, formula: Formula, engine: str) -> list[str]:
    """The lines that print an epoch."""
    if line := form.lines.get(engine):
        values = iter(("epoch", "epochs", "W.item()", "cost.item()"))
        shown = re.sub("{", lambda _: "{" + next(values), line)
        call = f'print(f"{shown}")'
    else:
        if all(math.prod(shape) == 1 for shape in formula.shapes.values()):
            weights = f"[{', '.join(f'{name}.item()' for name in formula.shapes)}]"
        else:
            weights = " + ".join(_numbers(name, shape) for name, shape in formula.shapes.items())
        call = f"show(epoch, {weights}, cost.item())"
    if form.every == 1:
        return [call]
    ending = "" if form.tol is None else f" or {_short(formula)}"
    return [f"if epoch % {form.every} == 0 or epoch == epochs{ending}:", f"    {call}"]


def _numbers(name: str, shape: tuple[int, ...]) -> str:
    """The numbers of a parameter as a list."""
    if math.prod(shape) == 1:
        return f"[{name}.item()]"
    return f"{name}.flatten().tolist()" if len(shape) > 1 else f"{name}.tolist()"


def batches(form: Form) -> list[str]:
    """The head of the loop over the mini-batches of an epoch."""
    if form.batches is None:
        return []
    shuffled = form.batches.sampling == "shuffle"
    order = "rng.permutation(len(x_train))" if shuffled else "rng.integers(len(x_train), size=len(x_train))"
    return [
        comment(say("code-batches", sampling=form.batches.sampling)),
        f"order = torch.from_numpy({order})",
        f"for rows in order.split({form.batches.size}):",
        "    x, y = x_train[rows], y_train[rows]",
    ]


def in_batch(*lines: str) -> list[str]:
    """Lines about all rows, as lines about the rows of a batch."""
    names = {"x_train": "x", "y_train": "y", "one_hot": "one_hot[rows]", "m": "len(x)"}
    return [renamed(line, names) for line in lines]


def bare(lines: Iterable[str]) -> list[str]:
    """The lines without the comments that stand alone, for where they were read before."""
    return [line for line in lines if not line.startswith("#")]


def length(formula: Formula, of: str) -> list[str]:
    """The lines that measure the gradient, by hand ("gradient") or torch's ("grad")."""
    if of == "grad":
        names = [f"{name}.grad" for name in formula.shapes]
    else:
        names = [f"gradient_{name}" for name in formula.shapes] if len(formula.shapes) > 1 else ["gradient"]
    squares = " + ".join(f"torch.sum({name}**2)" for name in names)
    return [comment(say("code-length")), f"length = torch.sqrt({squares})"]


def stop(form: Form, formula: Formula) -> list[str]:
    """The lines that end the run early."""
    return [] if form.tol is None else [f"if {_short(formula)}:", "    break"]


def _short(formula: Formula) -> str:
    """Whether the true gradient is short enough."""
    true = {"mean": "", "sum": " / m", "half_mean": " * 2", "half_sum": " * 2 / m"}
    return f"length{true[formula.scale]} <= tol"
