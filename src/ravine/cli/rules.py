"""The update rule that a command line describes: `--optimizer adam --beta1 0.8 --schedule cosine`."""

from collections.abc import Callable
from typing import Any

import click

from ravine.cli.grammar import Misuse, Number, OneOf
from ravine.cli.options import options
from ravine.words import say

# As in `ravine.optim`, which isn't loaded for a help text; a test holds them together.
OPTIMIZERS = (
    "sgd",
    "adagrad",
    "rmsprop",
    "adadelta",
    "adam",
    "adamw",
    "adamax",
    "nadam",
    "radam",
    "rprop",
    "asgd",
)
SCHEDULES = ("constant", "linear", "step", "exponential", "cosine", "one-cycle")
NUMBERS = (
    "momentum",
    "dampening",
    "weight_decay",
    "lr_decay",
    "initial_accumulator_value",
    "eps",
    "alpha",
    "rho",
    "beta1",
    "beta2",
    "momentum_decay",
    "etaminus",
    "etaplus",
    "step_size_min",
    "step_size_max",
    "lambd",
    "t0",
)
FLAGS = ("nesterov", "maximize", "centered", "amsgrad", "decoupled_weight_decay")


class Rules(OneOf):
    """One update rule by its name, the word list, or several rules with commas between them."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The name, or a tuple of several."""
        names = [
            super(Rules, self).convert(part.strip() or value, param, ctx) for part in str(value).split(",")
        ]
        if len(names) == 1:
            return names[0]
        if "list" in names:
            raise Misuse(say("usage-race-list"))
        if twice := [name for name in names if names.count(name) > 1]:
            raise Misuse(say("usage-race-twice", name=twice[0]))
        return tuple(names)


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def rule_options(momentum: click.ParamType | None = None) -> Callable[[Any], Any]:
    """The options of an update rule; `momentum` is what is taken for that, a number unless told otherwise."""
    kinds = {"momentum": momentum or Number()}
    return options(
        # Eager: whether a source is needed depends on it.
        click.option(
            "--optimizer", type=Rules((*OPTIMIZERS, "list")), metavar="NAME", default="sgd", is_eager=True
        ),
        click.option("--schedule", type=OneOf(SCHEDULES), metavar="NAME"),
        *(click.option(_option(name), type=kinds.get(name, Number())) for name in NUMBERS),
        *(click.option(_option(name), is_flag=True) for name in FLAGS),
    )


RULE = rule_options()


def taken_several(settings: dict[str, Any]) -> tuple[tuple[str, ...], dict[str, Any]]:
    """The rules of a race, if several were named, and what a `Run` is told of the rule, the first of them."""
    named = settings["optimizer"]
    rules = named if isinstance(named, tuple) else ()
    settings["optimizer"] = rules[0] if rules else named
    return rules, taken(settings)


def taken(settings: dict[str, Any]) -> dict[str, Any]:
    """What a `Run` is told of its rule, taken out of what was typed."""
    if isinstance(settings["optimizer"], tuple):
        raise Misuse(say("usage-race-verb", names=",".join(settings["optimizer"])))
    given = {name: settings.pop(name) for name in (*NUMBERS, *FLAGS)}
    return {
        "optimizer": settings.pop("optimizer"),
        "schedule": settings.pop("schedule"),
        "settings": {
            name: value for name, value in given.items() if value is not None and value is not False
        },
    }
