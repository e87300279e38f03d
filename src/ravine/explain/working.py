"""How each update rule is worked: the lines of one step, as one would write them on paper."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from ravine.explain.formula import Formula, formula
from ravine.optim import (
    ASGD,
    SGD,
    Adadelta,
    Adagrad,
    Adam,
    Adamax,
    AdamW,
    Clipped,
    NAdam,
    RAdam,
    RMSprop,
    Rprop,
)
from ravine.optim.radam import rectification
from ravine.optim.rule import Rule, at

Lines = Iterator[str]


@dataclass(frozen=True)
class Working:
    """The lines of one step of a rule.

    Args:
        lines: (rule, k) -> the lines of step k; options that are off leave no trace in them.
        remembered: the symbols of what the rule's state holds, to their names in it.
        late: by how many steps the rule hears a schedule of its lr too late.
    """

    lines: Callable[[Any, int], Lines]
    remembered: Mapping[str, str]
    late: int = 0


class Worked(NamedTuple):
    """A line, the numbers it was worked with, and what came out."""

    formula: Formula
    numbers: Mapping[str, Any]
    value: Any


def work(rule: Any, k: int, W: Any, gradient: Any, state: Any) -> list[Worked]:
    """Step k of the rule, line by line; the last line for W is the new W.

    Args:
        rule: with a `Working` in `WORKINGS`, clipped or not.
        k: which step, 0 for the first.
        W: before the step, shape (p,).
        gradient: there, in the scale that was chosen.
        state: what the rule remembers before the step.

    Example:
        >>> [line] = work(SGD(lr=0.15), 0, np.zeros(1), np.array([-14.0]), None)
        >>> line.value
        array([2.1])
    """
    clip, rule = (rule.norm, rule.rule) if isinstance(rule, Clipped) else (None, rule)
    working = WORKINGS[type(rule)]
    held = {} if state is None else state._asdict()
    numbers = {name: at(value, k) for name, value in rule.settings.items()}
    numbers |= {symbol: held[name] for symbol, name in working.remembered.items() if name in held}
    numbers |= {"k": k, "t": k + 1, "lr": at(rule.lr, max(k - working.late, 0)), "W": W, "gradient": gradient}
    lines = working.lines(rule, k)
    if clip is not None:
        numbers |= {"clip": clip, "length": (gradient * gradient).sum() ** 0.5}
        lines = chain(["gradient = gradient * min(1, clip / (length + 1e-6))"], lines)
    return list(_worked(map(formula, lines), numbers))


def _worked(lines: Iterable[Formula], numbers: dict[str, Any]) -> Iterator[Worked]:
    """The lines one after another, each with what came out of those before it."""
    for line in lines:
        with np.errstate(all="ignore"):  # a run that left float's range is worked like any other
            value = line.value(numbers)
        if np.ndim(value):  # a choice between settings is made in float64
            value = value.astype(numbers["W"].dtype, copy=False)
        yield Worked(line, numbers, value)
        numbers = {**numbers, line.name: value}


def _on(setting: Any) -> bool:
    """Whether a setting does anything: a schedule may."""
    return callable(setting) or bool(setting)


def _against(rule: Any, *, decay: bool = True) -> Lines:
    """The gradient to step against."""
    if rule.maximize:
        yield "gradient = -gradient"
    if decay and _on(rule.weight_decay):
        yield "gradient = gradient + weight_decay * W"


def _decayed(rule: Any) -> Lines:
    """The same, for a rule whose weight decay can act on W itself."""
    if rule.decoupled_weight_decay and _on(rule.weight_decay):
        yield "W = W * (1 - lr * weight_decay)"
    yield from _against(rule, decay=not rule.decoupled_weight_decay)


def _sgd(rule: SGD, k: int) -> Lines:
    yield from _against(rule)
    if not _on(rule.momentum):
        yield "W = W - lr * gradient"
        return
    fresh = "(1 - dampening) * gradient" if _on(rule.dampening) and at(rule.momentum, k) else "gradient"
    yield f"v = momentum * v + {fresh}" if k else "v = gradient"
    yield "W = W - lr * (gradient + momentum * v)" if rule.nesterov else "W = W - lr * v"


def _adagrad(rule: Adagrad, k: int) -> Lines:
    yield from _against(rule)
    yield "s = s + gradient**2"
    if _on(rule.lr_decay):
        yield "lr = lr / (1 + k * lr_decay)"
    yield "a = lr / (sqrt(s) + eps)"
    yield "W = W - a * gradient"


def _rmsprop(rule: RMSprop, k: int) -> Lines:
    yield from _against(rule)
    yield "s = alpha * s + (1 - alpha) * gradient**2"
    size = "sqrt(s)"
    if rule.centered:
        yield "m = alpha * m + (1 - alpha) * gradient"
        size = "sqrt(s - m**2)"
    if _on(rule.momentum):
        yield f"v = momentum * v + gradient / ({size} + eps)"
        yield "W = W - lr * v"
    else:
        yield f"a = lr / ({size} + eps)"
        yield "W = W - a * gradient"


def _adadelta(rule: Adadelta, k: int) -> Lines:
    yield from _against(rule)
    yield "s = rho * s + (1 - rho) * gradient**2"
    yield "d = sqrt(u + eps) / sqrt(s + eps) * gradient"
    yield "u = rho * u + (1 - rho) * d**2"
    yield "W = W - lr * d"


def _moments(rule: Any) -> Lines:
    """The averages that Adam and its kin keep."""
    yield from _decayed(rule)
    yield "m = beta1 * m + (1 - beta1) * gradient"
    yield "v = beta2 * v + (1 - beta2) * gradient**2"


def _adam(rule: Adam, k: int) -> Lines:
    yield from _moments(rule)
    if rule.amsgrad:
        yield "v_most = max(v_most, v)"
    yield "m_hat = m / (1 - beta1**t)"
    yield f"v_hat = {'v_most' if rule.amsgrad else 'v'} / (1 - beta2**t)"
    yield "a = lr / (sqrt(v_hat) + eps)"
    yield "W = W - a * m_hat"


def _adamax(rule: Adamax, k: int) -> Lines:
    yield from _against(rule)
    yield "m = beta1 * m + (1 - beta1) * gradient"
    yield "u = max(beta2 * u, abs(gradient) + eps)"
    yield "m_hat = m / (1 - beta1**t)"
    yield "a = lr / u"
    yield "W = W - a * m_hat"


def _nadam(rule: NAdam, k: int) -> Lines:
    yield from _moments(rule)
    yield "mu = beta1 * (1 - 0.96**(t * momentum_decay) / 2)"
    yield "mu_next = beta1 * (1 - 0.96**((t + 1) * momentum_decay) / 2)"
    yield "product = product * mu"
    yield "m_hat = mu_next * m / (1 - product * mu_next) + (1 - mu) * gradient / (1 - product)"
    yield "v_hat = v / (1 - beta2**t)"
    yield "a = lr / (sqrt(v_hat) + eps)"
    yield "W = W - a * m_hat"


def _radam(rule: RAdam, k: int) -> Lines:
    yield from _moments(rule)
    yield "m_hat = m / (1 - beta1**t)"
    yield "rho_most = 2 / (1 - beta2) - 1"
    yield "rho_now = rho_most - 2 * t * beta2**t / (1 - beta2**t)"
    _, early = rectification(rule.betas[1], k + 1)
    if early:
        yield "W = W - lr * m_hat"
        return
    yield "r = sqrt((rho_now - 4) * (rho_now - 2) * rho_most / ((rho_most - 4) * (rho_most - 2) * rho_now))"
    yield "a = lr * r * sqrt(1 - beta2**t) / (sqrt(v) + eps)"
    yield "W = W - a * m_hat"


def _rprop(rule: Rprop, k: int) -> Lines:
    yield from _against(rule, decay=False)
    yield "same = before * gradient"
    yield "factor = etaplus if same > 0 else etaminus if same < 0 else 1"
    yield "size = min(max(size * factor, step_size_min), step_size_max)"
    yield "before = 0 if same < 0 else gradient"
    yield "W = W - sign(before) * size"


def _asgd(rule: ASGD, k: int) -> Lines:
    yield "eta = lr / (1 + lambd * lr * k)**alpha"
    yield from _against(rule)
    yield "W = W * (1 - lambd * eta) - eta * gradient"
    yield "average = average + (W - average) / max(1, k - t0)"


_ADAM = Working(_adam, {"m": "mean", "v": "square", "v_most": "largest"})

WORKINGS: Mapping[type[Rule], Working] = MappingProxyType(
    {
        SGD: Working(_sgd, {"v": "velocity"}),
        Adagrad: Working(_adagrad, {"s": "total"}),
        RMSprop: Working(_rmsprop, {"s": "square", "m": "mean", "v": "velocity"}),
        Adadelta: Working(_adadelta, {"s": "square", "u": "moved"}),
        Adam: _ADAM,
        AdamW: _ADAM,
        Adamax: Working(_adamax, {"m": "mean", "u": "largest"}),
        NAdam: Working(_nadam, {"m": "mean", "v": "square", "product": "product"}),
        RAdam: Working(_radam, {"m": "mean", "v": "square"}),
        Rprop: Working(_rprop, {"before": "gradient", "size": "size"}),
        ASGD: Working(_asgd, {"average": "average"}, late=1),
    }
)
