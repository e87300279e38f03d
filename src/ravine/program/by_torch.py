"""A run by torch: the gradient by autograd, rule and schedule by their names in `torch.optim`."""

from dataclasses import fields

from ravine.optim import OneCycleLR, Rule
from ravine.program.formula import Formula
from ravine.program.loop import Form, bare, batches, in_batch, length, loop, printing, start, stop
from ravine.program.schedules import base_lr, scheduler
from ravine.program.text import Part, argument, called, comment, indented, literal
from ravine.words import say


def torch_part(rule: Rule, formula: Formula, form: Form) -> Part:
    """A run around an optimizer of torch, from its start to its last epoch."""
    arguments = [_parameters(formula), f"lr={literal(base_lr(rule))}", *_unusual(rule)]
    body = _body(rule, formula, form)
    head = [
        *start(form, formula, "requires_grad=True"),
        *formula.named(body),
        called(f"optimizer = optim.{type(rule).__name__}", arguments),
    ]
    once = [form.counted(scheduler(rule))] if callable(rule.lr) else []
    return Part(say("code-torch"), loop(head, once, body, form))


def _body(rule: Rule, formula: Formula, form: Form) -> list[str]:
    """What an epoch does: the cost of all rows, the log, and the update, or one for each batch."""
    cost = [*formula.hypothesis, *formula.cost]
    (backward,) = formula.gradient
    autograd = ["optimizer.zero_grad()", f"{backward}.backward()"]
    said = comment(say("code-autograd", scale=formula.scale))
    update = [*_clip(formula, form), "optimizer.step()", *_scheduled(rule, form)]
    measured = []
    if form.tol is not None:
        told, line = length(formula, "grad")
        measured = [told, *autograd, line]
    whole = [*cost, *measured, *printing(form, formula, "torch"), *stop(form, formula)]
    if form.batches:
        inner = [*in_batch(*bare(cost)), said, *in_batch(*autograd), *update]
        return [*whole, *batches(form), *indented(inner)]
    if measured:
        return [*whole, comment(say("code-step")), *update]
    return [*whole, said, *autograd, *update]


def _clip(formula: Formula, form: Form) -> list[str]:
    return [f"nn.utils.clip_grad_norm_({_parameters(formula)}, {literal(form.clip)})"] if form.clip else []


def _scheduled(rule: Rule, form: Form) -> list[str]:
    """The lines that go on to the next lr."""
    if not callable(rule.lr):
        return []
    lines = ["scheduler.step()"]
    if isinstance(rule.lr, OneCycleLR):  # complains of a step beyond its last
        lines = [form.counted("if scheduler.last_epoch < steps:"), *indented(lines)]
    return [comment(say("code-schedule", when="next")), *lines]


def _parameters(formula: Formula) -> str:
    return f"[{', '.join(formula.shapes)}]"


def _unusual(rule: Rule) -> list[str]:
    """The settings of a rule other than the usual, as arguments; a schedule sets those that it turns."""
    given = []
    for one in fields(rule):
        value, usual = getattr(rule, one.name), one.default
        if isinstance(value, tuple) and isinstance(usual, tuple):
            value = tuple(own if callable(part) else part for part, own in zip(value, usual, strict=True))
        if one.init and one.name != "lr" and value != usual and not callable(value):
            given.append(f"{one.name}={argument(value)}")
    return given
