"""Sentences about a run that stand beside several pictures."""

import numpy as np

from ravine.pictures.lettering import num
from ravine.pictures.sight import Sight
from ravine.trace import Trace
from ravine.words import say


def rule(trace: Trace) -> str:
    """By which engine and with which lr a run was made."""
    return say(f"picture-rule-{trace.engine}", lr=num(float(trace.lr), 6))


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
