"""Lab 3, "Minimizing cost", told: its sections, in the order in which it is taught."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from ravine.cost import GRADIENTS, gradient_ratio
from ravine.experiment import Run
from ravine.explain import WorkedStep, explain
from ravine.labs.minimizing_cost import MinimizingCost
from ravine.story import Block, Code, Formula, Illustration, Log, Paragraph, Section, Table
from ravine.trace import Outcome, Trace, thin
from ravine.words import exact, number, say

# The prints of the original, letter by letter: by hand with a comma after W, by torch without.
HAND_LINE = "Epoch {:4d}/{} W: {:.3f}, Cost: {:.6f}"
TORCH_LINE = "Epoch {:4d}/{} W: {:.3f} Cost: {:.6f}"

COSTS_AT = (-1.0, 0.0, 1.0, 2.0, 3.0)

HAND_CODE = """x = np.array({x}, dtype=np.{dtype})
y = np.array({y}, dtype=np.{dtype})
W = {start}
for epoch in range({epochs} + 1):
    cost = np.mean((W * x - y) ** 2)
    gradient = {gradient}
    print(f"Epoch {{epoch:4d}}/{epochs} W: {{W:.3f}}, Cost: {{cost:.6f}}")
    W = W - {lr} * gradient"""
HAND_GRADIENT = {
    "mean": "2 * np.mean((W * x - y) * x)",
    "sum": "2 * np.sum((W * x - y) * x)",
    "half_mean": "np.mean((W * x - y) * x)",
    "half_sum": "np.sum((W * x - y) * x)",
}
TORCH_CODE = """x = torch.tensor({x}, dtype=torch.{dtype})
y = torch.tensor({y}, dtype=torch.{dtype})
W = torch.tensor({start}, dtype=torch.{dtype}, requires_grad=True)
optimizer = torch.optim.SGD([W], lr={lr})
for epoch in range({epochs} + 1):
    cost = torch.mean((W * x - y) ** 2)
    print(f"Epoch {{epoch:4d}}/{epochs} W: {{W.item():.3f}} Cost: {{cost.item():.6f}}")
    optimizer.zero_grad()
    cost.backward()
    optimizer.step()"""


def tell(lab: MinimizingCost, pictures: bool = True) -> list[Section]:
    """The whole lab in the language of the moment; the last section is about the pictures."""
    sections = [_data(lab), _cost(lab), _descent(lab)]
    if "hand" in lab.traces:
        sections.append(_by_hand(lab))
    if "torch" in lab.traces:
        sections.append(_by_torch(lab))
    if len(lab.traces) == 2:
        sections.append(_two_rates(lab))
    sections += [_theory(lab), *([_pictures()] if pictures else [])]
    return [Section(f"{k}. {section.title}", section.blocks) for k, section in enumerate(sections, 1)]


def _data(lab: MinimizingCost) -> Section:
    data = lab.experiment.training
    rows = [(number(x), number(y)) for x, y in zip(data.x[:, 0], data.y, strict=True)]
    blocks: list[Block] = [Paragraph(say("lab-data", count=data.m)), Table(("x", "y"), rows)]
    return Section(
        say("lab-data-title"), [*blocks, Paragraph(say("lab-data-question")), Illustration("data")]
    )


def _cost(lab: MinimizingCost) -> Section:
    costs = lab.experiment.cost().evaluate(np.array([COSTS_AT]))[0]
    best, least = lab.theory.best
    return Section(
        say("lab-cost-title"),
        [
            Paragraph(say("lab-hypothesis")),
            Formula("H(x) = Wx", say("lab-hypothesis-words")),
            Paragraph(say("lab-cost")),
            Formula("cost(W) = (1/m) Σ (Wx − y)²", say("lab-cost-words")),
            Table(("W", "cost(W)"), [(number(W), number(c)) for W, c in zip(COSTS_AT, costs, strict=True)]),
            Paragraph(say("lab-cost-lowest", best=number(best[0]), least=number(least))),
            Illustration("cost"),
        ],
    )


def _descent(lab: MinimizingCost) -> Section:
    by_hand = lab.first.objective.gradient if "hand" in lab.traces else "half_sum"
    true_lr = lab.true_lr(lab.first)
    steps = [_step(lab, "mean", true_lr)]
    if by_hand != "mean":
        hand_lr = true_lr / gradient_ratio(by_hand, lab.experiment.training.m)
        steps.append(_step(lab, by_hand, float(f"{hand_lr:.12g}")))
    return Section(
        say("lab-descent-title"),
        [
            Paragraph(say("lab-descent")),
            Formula("W := W − α ∇W", say("lab-descent-words")),
            Paragraph(say("lab-gradient")),
            Formula(f"∇W = {GRADIENTS['mean']}", say("lab-gradient-words")),
            Paragraph(say("lab-step", W=number(steps[0].W[0]))),
            _terms(steps[0]),
            Paragraph(say("lab-step-rest" if len(steps) == 1 else "lab-step-two")),
            _side_by_side(steps),
        ],
    )


def _terms(step: WorkedStep) -> Table:
    columns = (step.x[:, 0], step.y, step.prediction, step.residual, step.terms[:, 0])
    rows = [[number(value) for value in row] for row in zip(*columns, strict=True)]
    return Table(("x", "y", "Wx", "Wx − y", "(Wx − y) x"), [*rows, ["", "", "", "Σ", number(step.total[0])]])


def _side_by_side(steps: Sequence[WorkedStep]) -> Table:
    lines = {
        "∇W": [GRADIENTS[step.gradient] for step in steps],
        "": [f"{_fraction(step.factor)} × {_signed(step.total[0])}" for step in steps],
        " ": [f"= {exact(step.slope[0])}" for step in steps],
        "α": [number(step.lr) for step in steps],
        say("lab-step-new"): [
            f"{number(step.W[0])} − {number(step.lr)} × {_signed(step.slope[0])}" for step in steps
        ],
        "  ": [f"= {number(step.next[0])}" for step in steps],
    }
    header = ("", *(say("lab-step-scale", gradient=step.gradient) for step in steps))
    return Table(header, [(name.strip(), *cells) for name, cells in lines.items()])


def _by_hand(lab: MinimizingCost) -> Section:
    gradient, lr = lab.hand.objective.gradient, number(float(lab.hand.lr))
    return Section(
        say("lab-hand-title"),
        [
            Paragraph(say("lab-hand", lr=lr, dtype=lab.experiment.dtype)),
            Code(HAND_CODE.format(gradient=HAND_GRADIENT[gradient], **_program(lab, lab.hand))),
            _log(lab.hand, HAND_LINE),
            *_verdict(lab.hand),
        ],
    )


def _by_torch(lab: MinimizingCost) -> Section:
    step, slip = _step(lab, "mean", lab.torch.lr), lab.without_zero_grad
    zero_grad, backward = say("lab-torch-zero-grad"), say("lab-torch-backward", gradient=exact(step.slope[0]))
    moved = f"{number(step.W[0])} − {number(step.lr)} × {_signed(step.slope[0])} = {number(step.next[0])}"
    calls = [
        ("optimizer.zero_grad()", zero_grad),
        ("cost.backward()", backward),
        ("optimizer.step()", say("lab-torch-step", step=moved)),
    ]
    return Section(
        say("lab-torch-title"),
        [
            Paragraph(say("lab-torch", lr=number(lab.torch.lr))),
            Code(TORCH_CODE.format(**_program(lab, lab.torch))),
            _log(lab.torch, TORCH_LINE),
            *([] if "hand" in lab.traces and lab.same_path else _verdict(lab.torch)),
            Paragraph(say("lab-torch-three")),
            Table((say("lab-torch-call"), say("lab-torch-does")), calls),
            *(_slip(lab, slip) if slip.epochs > 1 else []),
        ],
    )


def _slip(lab: MinimizingCost, trace: Trace) -> list[Block]:
    """What happens without `zero_grad`."""
    # Each step adds lr·λ times the error to what the last one had: a swing that lasts, up to lr·λ = 4.
    far = float(trace.lr) * trace.objective.ratio * lab.theory.eigenvalues[0] > 4
    ended = "diverged" if far else "settled" if trace.outcome is Outcome.CONVERGED else "never"
    first = ", ".join(f"{W:.3f}" for W in trace.W[:6, 0])
    return [
        Paragraph(say("lab-torch-slip")),
        _log(trace, TORCH_LINE),
        Paragraph(say(f"lab-torch-slip-{ended}", W=first)),
        Illustration("without-zero-grad"),
    ]


def _two_rates(lab: MinimizingCost) -> Section:
    m, gradient = lab.experiment.training.m, lab.hand.objective.gradient
    ratio = gradient_ratio(gradient, m)
    true_lr = lab.true_lr(lab.hand)
    rows = [
        (
            formula,
            f"× {number(gradient_ratio(name, m))}",
            number(true_lr / gradient_ratio(name, m)),
            exact(lab.theory.stable_lr_for(name)),
        )
        for name, formula in GRADIENTS.items()
    ]
    blocks: list[Block] = [
        Paragraph(
            say("lab-rates-true", formula=GRADIENTS[gradient])
            if ratio == 1
            else say("lab-rates", ratio=number(ratio), formula=GRADIENTS[gradient])
        ),
        Paragraph(
            say(
                "lab-rates-same" if lab.same_path else "lab-rates-differ",
                hand=number(lab.hand.lr),
                acts=number(true_lr),
                torch=number(lab.torch.lr),
            )
        ),
        Table([say(f"lab-rates-{column}") for column in ("formula", "ratio", "lr", "stable")], rows),
    ]
    if lab.hand.lr != lab.torch.lr:
        blocks += [
            Paragraph(say("lab-rates-by-hand", lr=number(lab.torch.lr))),
            _log(lab.same_lr, HAND_LINE),
            Paragraph(lab.same_lr.verdict().summary()),
            Illustration("same-lr"),
        ]
    same = "no" if not lab.same_path else "one" if lab.hand.lr == lab.torch.lr else "yes"
    return Section(say("lab-rates-title", same=same), blocks)


def _theory(lab: MinimizingCost) -> Section:
    trace, known = lab.first, lab.theory
    factor = float(known.factors(trace.lr)[0])
    quantities = [
        (say("lab-theory-curvature"), exact(float(known.eigenvalues[0]))),
        (say("lab-theory-best"), exact(known.best_lr * known.quadratic.ratio)),
        (say("lab-theory-stable"), exact(known.stable_lr_for("mean"))),
        (say("lab-theory-factor", move=known.move), number(factor)),
        (say("lab-theory-cost-factor"), number(factor**2)),
    ]
    if known.quadratic.gradient != "mean":
        formula = GRADIENTS[known.quadratic.gradient]
        quantities[3:3] = [
            (say("lab-theory-best-for", formula=formula), exact(known.best_lr)),
            (say("lab-theory-stable-for", formula=formula), exact(known.stable_lr)),
        ]
    return Section(
        say("lab-theory-title"),
        [
            Paragraph(say("lab-theory", lr=number(trace.lr))),
            Table((say("lab-theory-quantity"), say("lab-theory-value")), quantities),
            Paragraph(say("lab-theory-predicted")),
            _predicted(trace, known.path(trace.lr)[:, 0]),
        ],
    )


def _predicted(trace: Trace, path: np.ndarray) -> Table:
    def measured_factor(k: int) -> str:
        before = trace.excess[k - 1] if k else 0.0
        return number(float(trace.excess[k] / before), 4) if before and np.isfinite(before) else ""

    rows = [
        (
            str(k),
            number(path[k]),
            number(float(trace.W[k, 0])),
            number(abs(path[k] - float(trace.W[k, 0])), 2),
            measured_factor(k),
        )
        for k in thin(len(trace.cost) - 1, lines=10)
    ]
    return Table(
        [say(f"lab-theory-{column}") for column in ("epoch", "path", "measured", "difference", "cost-times")],
        rows,
    )


def _pictures() -> Section:
    pictures = [Illustration(key) for key in ("path", "cost-by-epoch", "w-by-epoch")]
    return Section(say("lab-pictures-title"), [Paragraph(say("lab-pictures")), *pictures])


def _step(lab: MinimizingCost, gradient: str, lr: float) -> WorkedStep:
    # Worked in float64, with numbers as one would write them: 0.15, not float32's 0.15000000596.
    start = np.asarray(lab.first.W[0], np.float64)
    return explain(lab.experiment.cost(Run(gradient=gradient)), start, lr)


def _program(lab: MinimizingCost, trace: Trace) -> dict[str, Any]:
    """What a program that prints the log of `trace` has to be told."""
    data = lab.experiment.training
    return {
        "x": data.x[:, 0].tolist(),
        "y": data.y.tolist(),
        "dtype": lab.experiment.dtype,
        "start": float(trace.W[0, 0]),
        "epochs": trace.epochs,
        "lr": float(trace.lr),
    }


def _log(trace: Trace, line: str) -> Log:
    every = 1 if trace.epochs <= 25 else None
    return Log([line.format(k, trace.epochs, W[0], cost) for k, W, cost in trace.rows(every)])


def _verdict(trace: Trace) -> list[Block]:
    return [Paragraph(text) for text in trace.verdict().text().split("\n")]


def _fraction(value: float) -> str:
    """The simple fraction that a factor is: 2/3."""
    return exact(value).split(" = ")[0]


def _signed(value: float) -> str:
    return f"({number(value)})" if value < 0 else number(value)
