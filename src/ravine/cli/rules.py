"""The update rule that a command line describes: `--optimizer adam --beta1 0.8 --schedule cosine`."""

from typing import Any

import click

from ravine.cli.grammar import Number, OneOf
from ravine.cli.options import options

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


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


RULE = options(
    # Eager: whether a source is needed depends on it.
    click.option(
        "--optimizer", type=OneOf((*OPTIMIZERS, "list")), metavar="NAME", default="sgd", is_eager=True
    ),
    click.option("--schedule", type=OneOf(SCHEDULES), metavar="NAME"),
    *(click.option(_option(name), type=Number()) for name in NUMBERS),
    *(click.option(_option(name), is_flag=True) for name in FLAGS),
)


def taken(settings: dict[str, Any]) -> dict[str, Any]:
    """What a `Run` is told of its rule, taken out of what was typed."""
    given = {name: settings.pop(name) for name in (*NUMBERS, *FLAGS)}
    return {
        "optimizer": settings.pop("optimizer"),
        "schedule": settings.pop("schedule"),
        "settings": {
            name: value for name, value in given.items() if value is not None and value is not False
        },
    }
