"""The update rules written out: for each, the lines of plain tensor code that its settings need."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from ravine.optim import (
    ASGD,
    SGD,
    Adadelta,
    Adagrad,
    Adam,
    Adamax,
    AdamW,
    NAdam,
    RAdam,
    RMSprop,
    Rprop,
    Rule,
)
from ravine.program.text import comment
from ravine.words import say

_ZEROS = "torch.zeros_like(W)"


class Lines(NamedTuple):
    """One step of a rule for one parameter W, whose gradient is `gradient`.

    They use settings by the names that `Rule.settings` has, k = 0, 1, 2, ... and t = k + 1 for the step.

    Args:
        step: the lines.
        state: what is remembered from step to step, with its value before the first step, or None where the
            first step needs none. What is made of W, and what has no such value, each parameter has its own.
        late: whether a schedule is heard one step late, as in torch.
    """

    step: list[str]
    state: Mapping[str, str | None] = MappingProxyType({})
    late: bool = False


def _against(rule: Any) -> list[str]:
    """Turned round to maximise, and with the pull of weight decay."""
    decoupled = getattr(rule, "decoupled_weight_decay", False)
    return [
        *(["W -= lr * weight_decay * W"] if rule.weight_decay and decoupled else []),
        *([f"gradient = -gradient  {comment(say('code-climb'))}"] if rule.maximize else []),
        *(["gradient = gradient + weight_decay * W"] if rule.weight_decay and not decoupled else []),
    ]


def _sgd(rule: SGD) -> Lines:
    if not rule.momentum:
        return Lines([*_against(rule), "W -= lr * gradient"])
    kept, start = "velocity = momentum * velocity + gradient", _ZEROS
    if rule.dampening:
        kept = "velocity = momentum * velocity + (1 - dampening) * gradient if k > 0 else gradient"
        start = None
    ahead = "(gradient + momentum * velocity)" if rule.nesterov else "velocity"
    return Lines([*_against(rule), kept, f"W -= lr * {ahead}"], {"velocity": start})


def _adagrad(rule: Adagrad) -> Lines:
    lr = "lr / (1 + k * lr_decay)" if rule.lr_decay else "lr"
    start = "torch.full_like(W, initial_accumulator_value)" if rule.initial_accumulator_value else _ZEROS
    return Lines(
        [
            *_against(rule),
            "total = total + gradient**2",
            f"W -= {lr} * gradient / (total.sqrt() + eps)",
        ],
        {"total": start},
    )


def _rmsprop(rule: RMSprop) -> Lines:
    step, state = _against(rule), {"square": _ZEROS}
    step.append("square = alpha * square + (1 - alpha) * gradient**2")
    size = "square.sqrt()"
    if rule.centered:
        state["mean"] = _ZEROS
        step.append("mean = alpha * mean + (1 - alpha) * gradient")
        size = "(square - mean**2).sqrt()"
    if not rule.momentum:
        return Lines([*step, f"W -= lr * gradient / ({size} + eps)"], state)
    state["velocity"] = _ZEROS
    kept = f"velocity = momentum * velocity + gradient / ({size} + eps)"
    return Lines([*step, kept, "W -= lr * velocity"], state)


def _adadelta(rule: Adadelta) -> Lines:
    return Lines(
        [
            *_against(rule),
            "square = rho * square + (1 - rho) * gradient**2",
            "step = (moved + eps).sqrt() / (square + eps).sqrt() * gradient",
            "moved = rho * moved + (1 - rho) * step**2",
            "W -= lr * step",
        ],
        {"square": _ZEROS, "moved": _ZEROS},
    )


_MOMENTS = [
    "mean = beta1 * mean + (1 - beta1) * gradient",
    "square = beta2 * square + (1 - beta2) * gradient**2",
]


def _adam(rule: Adam) -> Lines:
    largest = ["largest = torch.maximum(largest, square)"] if rule.amsgrad else []
    square = "largest" if rule.amsgrad else "square"
    return Lines(
        [
            *_against(rule),
            *_MOMENTS,
            *largest,
            f"size = ({square} / (1 - beta2**t)).sqrt()",
            "W -= lr * (mean / (1 - beta1**t)) / (size + eps)",
        ],
        {"mean": _ZEROS, "square": _ZEROS, **({"largest": _ZEROS} if rule.amsgrad else {})},
    )


def _adamax(rule: Adamax) -> Lines:
    return Lines(
        [
            *_against(rule),
            "mean = beta1 * mean + (1 - beta1) * gradient",
            "largest = torch.maximum(beta2 * largest, gradient.abs() + eps)",
            "W -= lr / (1 - beta1**t) * mean / largest",
        ],
        {"mean": _ZEROS, "largest": _ZEROS},
    )


def _nadam(rule: NAdam) -> Lines:
    return Lines(
        [
            "mu = beta1 * (1 - 0.96 ** (t * momentum_decay) / 2)",
            "mu_next = beta1 * (1 - 0.96 ** ((t + 1) * momentum_decay) / 2)",
            "product = product * mu",
            *_against(rule),
            *_MOMENTS,
            "ahead = mu_next * mean / (1 - product * mu_next) + (1 - mu) * gradient / (1 - product)",
            "size = (square / (1 - beta2**t)).sqrt()",
            "W -= lr * ahead / (size + eps)",
        ],
        {"mean": _ZEROS, "square": _ZEROS, "product": "1"},
    )


def _radam(rule: RAdam) -> Lines:
    return Lines(
        [
            "rho = rho_max - 2 * t * beta2**t / (1 - beta2**t)",
            "if rho > 5:",
            "    r = (rho - 4) * (rho - 2) * rho_max / ((rho_max - 4) * (rho_max - 2) * rho)",
            *_against(rule),
            *_MOMENTS,
            "scale = (r * (1 - beta2**t)) ** 0.5 / (square.sqrt() + eps) if rho > 5 else 1",
            "W -= lr * (mean / (1 - beta1**t)) * scale",
        ],
        {"mean": _ZEROS, "square": _ZEROS, "rho_max": "2 / (1 - beta2) - 1"},
    )


def _rprop(rule: Rprop) -> Lines:
    return Lines(
        [
            *([f"gradient = -gradient  {comment(say('code-climb'))}"] if rule.maximize else []),
            f"same = before * gradient  {comment(say('code-same'))}",
            "size = torch.where(same > 0, size * etaplus, size)",
            "size = torch.where(same < 0, size * etaminus, size)",
            "size = size.clamp(step_size_min, step_size_max)",
            f"before = torch.where(same < 0, 0, gradient)  {comment(say('code-rest'))}",
            "W -= before.sign() * size",
        ],
        {"before": _ZEROS, "size": "torch.full_like(W, lr)"},
    )


def _asgd(rule: ASGD) -> Lines:
    return Lines(
        [
            *_against(rule),
            "eta = lr / (1 + lambd * lr * k) ** alpha",
            "W -= eta * (gradient + lambd * W)",
        ],
        late=True,
    )


# A new rule is one entry here.
BY_HAND: Mapping[type[Rule], Callable[[Any], Lines]] = MappingProxyType(
    {
        SGD: _sgd,
        Adagrad: _adagrad,
        RMSprop: _rmsprop,
        Adadelta: _adadelta,
        Adam: _adam,
        AdamW: _adam,
        Adamax: _adamax,
        NAdam: _nadam,
        RAdam: _radam,
        Rprop: _rprop,
        ASGD: _asgd,
    }
)
