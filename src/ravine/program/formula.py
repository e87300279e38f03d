"""The cost of a program: hypothesis, cost and gradient written out by hand, and as torch has them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from ravine.cost import Cost
from ravine.hypothesis import Softmax
from ravine.program.text import comment, literal, used
from ravine.words import say


@dataclass(frozen=True)
class Formula:
    """The lines that make `cost`, and its gradient.

    Args:
        shapes: of the parameters, by name; one after another they are the numbers of W.
        hypothesis: the lines that cost and gradient begin with.
        cost: the lines of the cost.
        gradient: the lines of the gradient by hand; by torch, what is sent backward.
        scale: of the gradient.
        constants: what these lines may name, by name.
    """

    shapes: Mapping[str, tuple[int, ...]]
    hypothesis: list[str]
    cost: list[str]
    gradient: list[str]
    scale: str = "mean"
    constants: Mapping[str, str] = field(default_factory=dict)

    def named(self, lines: Iterable[str]) -> list[str]:
        """The lines that set those constants that `lines` name."""
        names = used(lines)
        return [
            f"{name} = {value}"
            for name, value in self.constants.items()
            if not names.isdisjoint(name.split(", "))
        ]


class Loss(NamedTuple):
    """A loss in tensor code.

    Args:
        by_hand: the lines that make the mean over the rows.
        slope: its derivative, row by row; of the squared loss half of it.
        by_torch: the mean by a function of torch.
    """

    by_hand: tuple[str, ...]
    slope: str
    by_torch: str


_SQUARED = "torch.mean((hypothesis - y_train) ** 2)"

# By the name of a loss; a score that isn't H(x) itself is z.
LOSSES: Mapping[str, Loss] = MappingProxyType(
    {
        "squared": Loss((f"cost = {_SQUARED}",), "hypothesis - y_train", _SQUARED),
        "absolute": Loss(
            ("cost = torch.mean(torch.abs(hypothesis - y_train))",),
            "torch.sign(hypothesis - y_train)",
            "F.l1_loss(hypothesis, y_train)",
        ),
        "huber": Loss(
            (
                "residual = torch.abs(hypothesis - y_train)",
                "inside = residual.clamp(max=delta)",
                "cost = torch.mean(inside * (residual - inside / 2))",
            ),
            "(hypothesis - y_train).clamp(-delta, delta)",
            "F.huber_loss(hypothesis, y_train, delta=delta)",
        ),
        "log": Loss(
            ("cost = torch.mean(torch.logaddexp(z, torch.zeros_like(z)) - y_train * z)",),
            "hypothesis - y_train",
            "F.binary_cross_entropy_with_logits(z, y_train)",
        ),
        "cross-entropy": Loss(
            ("cost = -torch.mean(torch.sum(one_hot * log_hypothesis, dim=1))",),
            "hypothesis - one_hot",
            "F.cross_entropy(z, y_train)",
        ),
    }
)

# What stands before the sum of the slopes by hand: the squared loss brings a 2 of its own.
_FACTORS = {"mean": "1 / m * ", "sum": "", "half_mean": "1 / (2 * m) * ", "half_sum": "1 / 2 * "}
_SQUARED_FACTORS = {"mean": "2 / m * ", "sum": "2 * ", "half_mean": "1 / m * ", "half_sum": ""}
# What is sent backward by torch.
_BACKWARD = {"mean": "cost", "sum": "(m * cost)", "half_mean": "(cost / 2)", "half_sum": "(m / 2 * cost)"}
# How hard l2 pulls on the cost, so that on the gradient it is l2 in every scale.
_PULL = {"mean": "l2 / 2", "sum": "l2 / (2 * m)", "half_mean": "l2", "half_sum": "l2 / m"}


def cost_formula(cost: Cost, *, by_hand: bool) -> Formula:
    """A cost of rows, with its gradient worked out on paper or by autograd."""
    return _on_paper(cost) if by_hand else _by_autograd(cost)


def _on_paper(cost: Cost) -> Formula:
    """The cost with its gradient worked out on paper."""
    name = cost.loss.name
    loss, squared = LOSSES[name], name == "squared"
    factor = (_SQUARED_FACTORS if squared else _FACTORS)[cost.gradient]
    scale = "m_half" if cost.gradient == "half_sum" and not squared else cost.gradient
    bias, slope = cost.hypothesis.bias, loss.slope
    if squared and _one_column(cost) and not bias:
        slope = "W * x_train - y_train"
    lines = [_gradient(cost, factor, slope)]
    if bias:
        axis = ", dim=0" if name == "cross-entropy" else ""
        lines.append(f"gradient_b = {factor}torch.sum({slope}{axis})")
    return Formula(
        _shapes(cost),
        _hypothesis(cost, by_hand=True),
        [
            comment(say("code-cost", loss="log-by-hand" if name == "log" else name)),
            *loss.by_hand,
            *_pull(cost),
        ],
        [comment(say("code-gradient", scale=scale)), *lines],
        cost.gradient,
        _constants(cost),
    )


def _by_autograd(cost: Cost) -> Formula:
    """The cost with its gradient by autograd."""
    name = cost.loss.name
    return Formula(
        _shapes(cost),
        _hypothesis(cost, by_hand=False),
        [comment(say("code-cost", loss=name)), f"cost = {LOSSES[name].by_torch}", *_pull(cost)],
        [_BACKWARD[cost.gradient]],
        cost.gradient,
        _constants(cost),
    )


def _shapes(cost: Cost) -> dict[str, tuple[int, ...]]:
    hypothesis = cost.hypothesis
    if isinstance(hypothesis, Softmax):
        d = cost.p // hypothesis.K - hypothesis.bias
        return {"W": (d, hypothesis.K), **({"b": (hypothesis.K,)} if hypothesis.bias else {})}
    d = cost.p - hypothesis.bias
    return {"W": (1,) if d == 1 else (d, 1), **({"b": (1,)} if hypothesis.bias else {})}


def _one_column(cost: Cost) -> bool:
    return _shapes(cost)["W"] == (1,)


def _constants(cost: Cost) -> dict[str, str]:
    constants = {"m": "len(x_train)"}
    if cost.l2:
        constants["l2"] = literal(cost.l2)
    if delta := getattr(cost.loss, "delta", None):
        constants["delta"] = literal(delta)
    if isinstance(cost.hypothesis, Softmax):
        constants["one_hot"] = f"torch.eye({cost.hypothesis.K}, dtype=x_train.dtype)[y_train]"
    return constants


def _hypothesis(cost: Cost, *, by_hand: bool) -> list[str]:
    """H(x); the functions of torch that compare it with classes take the score z alone."""
    score = f"{'W * x_train' if _one_column(cost) else 'x_train @ W'}{' + b' if cost.hypothesis.bias else ''}"
    of_classes = {
        "logistic": ["hypothesis = 1 / (1 + torch.exp(-z))"],
        "softmax": [
            "log_hypothesis = z - torch.logsumexp(z, dim=1, keepdim=True)",
            "hypothesis = torch.exp(log_hypothesis)",
        ],
    }
    name = cost.hypothesis.name
    if name not in of_classes:
        return [comment(say("code-hypothesis")), f"hypothesis = {score}"]
    if not by_hand:
        return [comment(say("code-score", hypothesis=name)), f"z = {score}"]
    return [comment(say("code-probability", hypothesis=name)), f"z = {score}", *of_classes[name]]


def _gradient(cost: Cost, factor: str, slope: str) -> str:
    """The line of the gradient of W."""
    name = "gradient_W" if cost.hypothesis.bias else "gradient"
    apart = slope if slope.endswith(")") else f"({slope})"
    if _one_column(cost):
        gradient = f"{factor}torch.sum({apart} * x_train)"
    else:
        gradient = f"x_train.T @ {apart}"
        gradient = f"{factor}({gradient})" if factor else gradient
    return f"{name} = {gradient}{' + l2 * W' if cost.l2 else ''}"


def _pull(cost: Cost) -> list[str]:
    """The line that adds the pull of l2 to the cost."""
    if not cost.l2:
        return []
    return [f"cost = cost + {_PULL[cost.gradient]} * torch.sum(W**2)"]
