"""The runs of a program: a loop with the gradient written out, or one around a `torch.optim` optimizer."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np

from ravine.errors import SettingError
from ravine.experiment import ENGINES, Run
from ravine.program.text import Part, comment, listed, literal, quoted, tensor
from ravine.words import say, visible

# What stands before the sum Σ (H(x) − y) x by hand, and what is sent backward by torch, for each scale.
FACTORS = {"mean": "2 / m * ", "sum": "2 * ", "half_mean": "1 / m * ", "half_sum": ""}
BACKWARD = {"mean": "cost", "sum": "(m * cost)", "half_mean": "(cost / 2)", "half_sum": "(m / 2 * cost)"}


@dataclass(frozen=True, eq=False)
class Form:
    """What the loops of a program have in common.

    Args:
        names: what each number of W belongs to, as the log names it.
        start: those numbers before the first update, the bias last, shape (p,).
        bias: whether there is one.
        epochs: how many updates.
        dtype: "float64" or "float32".
        every: print each `every`-th epoch and the last.
        lines: how a lab prints an epoch, by engine; where there is none, the program's own `show` does.
    """

    names: Sequence[str]
    start: np.ndarray
    bias: bool
    epochs: int
    dtype: str
    every: int
    lines: Mapping[str, str]

    @property
    def features(self) -> int:
        """How many weights there are beside the bias."""
        return len(self.names) - self.bias


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


def run_part(run: Run, form: Form) -> Part:
    """One run, from its start to its last epoch.

    Raises:
        SettingError: for an engine nobody knows, or another rule than plain SGD by hand.
    """
    if run.engine not in ENGINES:
        raise SettingError("setting-engine", got=str(run.engine), known=", ".join(ENGINES))
    head, body = (_by_hand if run.engine == "hand" else _by_torch)(run, form)
    lines = [*head, f"epochs = {form.epochs}", "for epoch in range(epochs + 1):"]
    return Part(
        say("code-hand") if run.engine == "hand" else say("code-torch"),
        "\n".join([*lines, *(f"    {line}" for line in body)]),
    )


def _by_hand(run: Run, form: Form) -> tuple[list[str], list[str]]:
    rule, settings = _rule(run, form)
    if rule != "SGD" or settings:  # the line of the lab is the only rule that is written out
        raise SettingError("code-rule", rule=f"{rule}({', '.join(settings)})")
    factor = FACTORS[run.gradient]
    apart = "W * x_train - y_train" if form.features == 1 and not form.bias else "hypothesis - y_train"
    if form.features == 1:
        gradient = f"{factor}torch.sum(({apart}) * x_train)"
    else:
        gradient = f"x_train.T @ ({apart})"
        gradient = f"{factor}({gradient})" if factor else gradient
    name = "gradient_W" if form.bias else "gradient"
    head = [*_start(form), *(["m = len(x_train)"] if "m" in factor else []), f"lr = {_lr(run)}"]
    body = [
        *_cost(form),
        comment(say("code-gradient", scale=run.gradient)),
        f"{name} = {gradient}",
        *([f"gradient_b = {factor}torch.sum({apart})"] if form.bias else []),
        *_print(run, form),
        comment(say("code-step")),
        f"W -= lr * {name}",
        *(["b -= lr * gradient_b"] if form.bias else []),
    ]
    return head, body


def _by_torch(run: Run, form: Form) -> tuple[list[str], list[str]]:
    backward = BACKWARD[run.gradient]
    parameters = "[W, b]" if form.bias else "[W]"
    rule, settings = _rule(run, form)
    chosen = ", ".join([parameters, f"lr={_lr(run)}", *settings])
    head = [
        *_start(form, ", requires_grad=True"),
        *(["m = len(x_train)"] if backward.startswith("(m ") else []),
        f"optimizer = optim.{rule}({chosen})",
    ]
    body = [
        *_cost(form),
        *_print(run, form),
        comment(say("code-autograd", scale=run.gradient)),
        "optimizer.zero_grad()",
        f"{backward}.backward()",
        "optimizer.step()",
    ]
    return head, body


def _rule(run: Run, form: Form) -> tuple[str, list[str]]:
    """The class of `torch.optim` that a run's rule is named after, and its settings other than the usual."""
    rule = run.rule(run.lr or 0.0, form.epochs)
    own = {one.name: one.default for one in fields(rule) if one.init and one.name != "lr"}
    unusual = [f"{name}={value!r}" for name in own if (value := getattr(rule, name)) != own[name]]
    return type(rule).__name__, unusual


def _lr(run: Run) -> str:
    """The lr, which is a number once the experiment is resolved."""
    return literal(run.lr or 0.0)


def _start(form: Form, grad: str = "") -> list[str]:
    """The lines that set W, and b, to their start."""
    options = f"dtype=torch.{form.dtype}{grad}"
    weights, bias = form.start[: form.features], form.start[form.features :]
    shape = "1" if form.features == 1 else f"{form.features}, 1"
    lines = []
    for name, values, size in (("W", weights, shape), ("b", bias, "1")):
        written = {literal(value) for value in values}
        if written == {"0"}:
            lines.append(f"{name} = torch.zeros({size}, {options})")
        elif len(written) == 1 and len(values) > 1:
            lines.append(f"{name} = torch.full(({size}), {written.pop()}, {options})")
        elif len(values) == 1:
            lines.append(f"{name} = torch.tensor([{written.pop()}], {options})")
        elif len(values):
            lines.append(tensor(name, values[:, None], options))
    return lines


def _cost(form: Form) -> list[str]:
    product = "W * x_train" if form.features == 1 else "x_train @ W"
    return [
        comment(say("code-hypothesis")),
        f"hypothesis = {product}{' + b' if form.bias else ''}",
        comment(say("code-cost")),
        "cost = torch.mean((hypothesis - y_train) ** 2)",
    ]


def _print(run: Run, form: Form) -> list[str]:
    """The lines that print an epoch."""
    if line := form.lines.get(run.engine):
        values = iter(("epoch", "epochs", "W.item()", "cost.item()"))
        shown = re.sub("{", lambda _: "{" + next(values), line)
        call = f'print(f"{shown}")'
    else:
        weights = "W.flatten().tolist()" if form.features > 1 else "[W.item()]"
        bias = " + [b.item()]" if form.bias else ""
        call = f"show(epoch, {weights}{bias}, cost.item())"
    if form.every == 1:
        return [call]
    return [f"if epoch % {form.every} == 0 or epoch == epochs:", f"    {call}"]
