"""Sentences about a run that stand beside several pictures."""

from typing import Any

import numpy as np

from ravine.optim import Rule
from ravine.pictures.lettering import num
from ravine.pictures.sight import Sight
from ravine.trace import Trace
from ravine.words import say


def rule(trace: Trace) -> str:
    """By which rule and engine, with which lr and in which batches a run was made."""
    lr = num(float(trace.lr), 6)
    if callable(trace.optimizer.lr):
        lr = f"{lr} ({type(trace.optimizer.lr).__name__})"
    return join(
        say(f"picture-rule-{trace.engine}", rule=rule_name(trace), lr=lr),
        say("picture-note-batches", size=trace.batches.size) if trace.batches else "",
    )


def rule_name(trace: Trace) -> str:
    """The update rule by its name with the settings that aren't usual, SGD, momentum 0.9; "plain" descent."""
    optimizer = trace.optimizer
    if getattr(optimizer, "plain", False):
        return "plain"
    name = getattr(optimizer, "make", type(optimizer)).__name__
    if not isinstance(optimizer, Rule):
        return name
    usual = optimizer.defaults()
    changed = {one: value for one, value in optimizer.settings.items() if value != usual[one]}
    return ", ".join([name, *(_setting(one, value) for one, value in changed.items())])


def _setting(name: str, value: Any) -> str:
    if value is True:
        return name
    return f"{name} {type(value).__name__ if callable(value) else num(float(value), 6)}"


def engine(trace: Trace) -> str:
    """How a run was computed, in a word."""
    return say(f"picture-engine-{trace.engine}")


def reading(value: float) -> str:
    """A number that a run ended with, or that it is out of range."""
    return num(value) if np.isfinite(value) else say("picture-word-out-of-range")


def beyond(sight: Sight, shown: int) -> str:
    """From where on the run isn't shown, and where it was interrupted."""
    count = len(sight.trace.cost)
    return join(
        say("picture-note-beyond", epoch=shown) if shown < count else "",
        say("picture-note-interrupted", done=count - 1, epochs=sight.trace.epochs)
        if sight.trace.interrupted
        else "",
    )


def beyond_by_epoch(sight: Sight, shown: int) -> str:
    """The same for a picture by epoch, where a run that has arrived is one flat line."""
    if sight.settled is None or shown <= sight.settled:
        return beyond(sight, shown)
    count = len(sight.trace.cost)
    return join(
        say("picture-note-least", epoch=sight.settled),
        say("picture-note-cut", last=shown - 1) if shown < count else "",
        beyond(sight, count),
    )


def join(*sentences: str) -> str:
    """The sentences that there are, one after the other."""
    return " ".join(filter(None, sentences))
