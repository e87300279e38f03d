"""A run by hand: the gradient worked out on paper, the update rule in a few lines of tensor code."""

from ravine.optim import Rule
from ravine.optim.rule import at
from ravine.program.formula import Formula
from ravine.program.loop import Form, bare, batches, in_batch, length, loop, printing, start, stop
from ravine.program.rules import BY_HAND, Lines
from ravine.program.schedules import base_lr, course
from ravine.program.text import Part, comment, indented, literal, renamed, used
from ravine.words import say


def hand_part(rule: Rule, formula: Formula, form: Form) -> Part:
    """A run with everything written out, from its start to its last epoch."""
    written = BY_HAND[type(rule)](rule)
    state, step = _for_each(written, formula)
    scheduled = callable(rule.lr) and "lr" in used(step)
    once, each = course(rule) if scheduled else ([], [])
    update = _update(step, each, formula, form, late=written.late)
    once, update = ([form.counted(line) for line in lines] for lines in (once, update))
    body = _body(formula, update, form)
    head = [
        *start(form, formula),
        *formula.named([*body, *update]),
        *([f"base_lr = {literal(base_lr(rule))}"] if scheduled else []),
        *([f"lr = {literal(at(rule.lr, 0))}"] if written.late or not scheduled else []),
        *(
            f"{name} = {literal(value)}"
            for name, value in rule.settings.items()
            if name in used([*step, *state.values()]) and not callable(value)
        ),
        *(f"{name} = {value}" for name, value in state.items()),
    ]
    return Part(say("code-hand"), loop(head, once, body, form))


def _body(formula: Formula, update: list[str], form: Form) -> list[str]:
    """What an epoch does: cost and gradient of all rows, the log, and the update, or one for each batch."""
    gradients = (
        length(formula, "gradient") if form.tol is not None or (form.clip and not form.batches) else []
    )
    whole = [*formula.hypothesis, *formula.cost]
    if form.batches is None:
        before = [*whole, *formula.gradient, *gradients]
        return [*before, *printing(form, formula, "hand"), *stop(form, formula), *update]
    if form.tol is not None:
        whole += [*formula.gradient, *gradients]
    hypothesis = formula.hypothesis if "hypothesis" in used(formula.gradient) else []
    inner = in_batch(*bare(hypothesis), *formula.gradient)
    inner += length(formula, "gradient") if form.clip else []
    counter = ["k += 1"] if "k" in used(update) else []
    return [
        *whole,
        *printing(form, formula, "hand"),
        *stop(form, formula),
        *batches(form),
        *indented([*inner, *update, *counter]),
    ]


def _update(step: list[str], each: list[str], formula: Formula, form: Form, *, late: bool) -> list[str]:
    """The lines of one step: the learning rate where it changes, the clipping, the rule."""
    each = [comment(say("code-schedule", when="next" if late else "this")), *each] if each else []
    clipped = []
    if form.clip:
        names = [f"gradient_{name}" for name in formula.shapes] if len(formula.shapes) > 1 else ["gradient"]
        clipped = [
            comment(say("code-clip")),
            "shrink = (clip / (length + 1e-6)).clamp(max=1)",
            *(f"{name} = {name} * shrink" for name in names),
        ]
    counter = ["t = k + 1"] if "t" in used(step) else []
    lines = [*clipped, comment(say("code-step")), *counter, *step]
    return [*lines, *each] if late else [*each, *lines]


def _for_each(written: Lines, formula: Formula) -> tuple[dict[str, str], list[str]]:
    """State and step of a rule for every parameter, with what they share once."""
    apart = [name for name, value in written.state.items() if value is None or "W" in used([value])]
    own = {"W", "gradient", *apart}
    shared = [line for line in written.step if not used([line]) & own]
    step, state = list(shared), {}
    for name in formula.shapes:
        names = {"W": name}
        if len(formula.shapes) > 1:
            names |= {one: f"{one}_{name}" for one in ("gradient", *apart)}
        step += [renamed(line, names) for line in written.step if line not in shared]
        state |= {names.get(one, one): renamed(value, names) for one, value in written.state.items() if value}
    return state, step
