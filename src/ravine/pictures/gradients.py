"""The size of the gradient by epoch."""

import numpy as np
from matplotlib.axes import Axes

from ravine.pictures.costs import log_axis, spans
from ravine.pictures.lettering import num
from ravine.pictures.marks import joined
from ravine.pictures.notes import beyond, join, reading, rule
from ravine.pictures.picture import Picture
from ravine.pictures.sight import Sight, thinned
from ravine.pictures.theme import plain_ticks
from ravine.trace import Trace
from ravine.words import say

Array = np.ndarray


def by_epoch(trace: Trace) -> Picture:
    """‖gradient‖ by epoch, in the scale that the run had it in."""
    sight = Sight(trace)
    with np.errstate(over="ignore"):
        size = trace.by_epoch(np.linalg.norm(trace.gradient.astype(np.float64), axis=1)[:, None])[:, 0]
    shown = int(np.argmin(np.isfinite(size))) if not np.isfinite(size).all() else len(size)
    shown = min(shown, sight.finite)
    log = spans(size[:shown])

    def paint(ax: Axes) -> None:
        plain_ticks(ax, epochs=shown - 1)
        ax.set_xlabel(say("picture-axis-epoch"))
        epochs = np.arange(shown)
        if log:
            epochs = np.flatnonzero(size[:shown] > 0)
            log_axis(ax, size[:shown])
        else:
            ax.margins(y=0.1)
        ax.set_ylabel(say("picture-axis-gradient-log" if log else "picture-axis-gradient"))
        steps = np.column_stack([epochs, size[epochs]])
        drawn = thinned(np.log(steps[:, 1]) if log else steps[:, 1])
        joined(ax, steps, "gradient", say("picture-word-gradient"), line=steps[drawn])

    values = {"start": num(size[0]), "end": reading(float(size[-1])), "count": len(size) - 1}
    return Picture(
        "gradient-by-epoch",
        say(f"picture-gradient-{_happens(size)}", **values),
        say("picture-gradient-summary", **values),
        join(rule(trace), _scale(trace), beyond(sight, shown)),
        paint,
    )


def _happens(size: Array) -> str:
    if not np.isfinite(size[-1]) or size[-1] > size[0]:
        return "grows"
    return "falls" if size[-1] < size[0] else "stays"


def _scale(trace: Trace) -> str:
    ratio = trace.objective.ratio
    return "" if ratio == 1 else say("picture-note-gradient-scale", ratio=num(ratio))
