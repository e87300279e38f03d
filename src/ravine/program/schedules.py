"""The schedules written out: a formula for the loop by hand, a scheduler of torch for the other."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any, NamedTuple

from ravine.optim import (
    ConstantLR,
    CosineAnnealingLR,
    ExponentialLR,
    LinearLR,
    OneCycleLR,
    Rule,
    StepLR,
)
from ravine.program.text import argument, called, literal


class Course(NamedTuple):
    """A schedule by hand.

    Args:
        once: what is worked out before the loop, beside `base_lr` and `steps`.
        each: the lines that make `lr`, and what else changes, for step k.
    """

    once: list[str]
    each: list[str]


def _constant(schedule: ConstantLR) -> Course:
    return Course([], [f"lr = base_lr / 3 if k < {schedule.total_iters} else base_lr"])


def _linear(schedule: LinearLR) -> Course:
    return Course([], [f"lr = base_lr * (1 + 2 * min(k / {schedule.total_iters}, 1)) / 3"])


def _step(schedule: StepLR) -> Course:
    return Course([], [f"lr = base_lr * 0.1 ** (k // {schedule.step_size})"])


def _exponential(schedule: ExponentialLR) -> Course:
    return Course([], ["lr = base_lr * 0.01 ** (k / steps)"])


def _cosine(schedule: CosineAnnealingLR) -> Course:
    return Course([], ["lr = base_lr * (1 + math.cos(math.pi * k / steps)) / 2"])


def _one_cycle(schedule: OneCycleLR) -> Course:
    return Course(
        ["peak, last = 0.3 * steps - 1, steps - 1"],
        [
            "share = k / peak if k < peak else (last - k) / (last - peak)",
            "height = (1 - math.cos(math.pi * share)) / 2",
            "low = base_lr / 25 if k < peak else base_lr / 250000",
            "lr = low + (base_lr - low) * height",
        ],
    )


# By hand, laid over the epochs as `ravine.optim.SCHEDULES` lays them.
_BY_HAND: Mapping[type, Callable[[Any], Course]] = MappingProxyType(
    {
        ConstantLR: _constant,
        LinearLR: _linear,
        StepLR: _step,
        ExponentialLR: _exponential,
        CosineAnnealingLR: _cosine,
        OneCycleLR: _one_cycle,
    }
)


def base_lr(rule: Rule) -> float:
    """The lr of a rule, or the one that its schedule starts from."""
    return getattr(rule.lr, "max_lr", getattr(rule.lr, "lr", rule.lr))


def course(rule: Rule) -> Course:
    """The lr of a rule, and with one cycle its momentum, at step k of `steps`."""
    once, each = _BY_HAND[type(rule.lr)](rule.lr)
    turned = [name for name, value in rule.settings.items() if callable(value)]
    return Course(once, [*each, *(f"{name} = 0.95 - 0.1 * height" for name in turned)])


def scheduler(rule: Rule) -> str:
    """The line of the same by torch, where `steps` is how many there are."""
    schedule = rule.lr
    given = {"ExponentialLR": "gamma=0.01 ** (1 / steps)", "CosineAnnealingLR": "T_max=steps"}
    name = type(schedule).__name__
    if name == "OneCycleLR":
        settings = [f"max_lr={literal(schedule.max_lr)}", "total_steps=steps"]
        if not any(map(callable, rule.settings.values())):
            settings.append("cycle_momentum=False")
    elif name in given:
        settings = [given[name]]
    else:
        settings = [
            f"{one.name}={argument(getattr(schedule, one.name))}"
            for one in fields(schedule)
            if one.name != "lr" and getattr(schedule, one.name) != one.default
        ]
    return called(f"scheduler = optim.lr_scheduler.{name}", ["optimizer", *settings])
