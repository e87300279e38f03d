"""Which eigen-direction the cost above the least one lies in, epoch by epoch."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from ravine.errors import SettingError
from ravine.pictures.colours import GROUND
from ravine.pictures.lettering import num
from ravine.pictures.notes import beyond, join, rule
from ravine.pictures.picture import Picture
from ravine.pictures.plane import main_columns
from ravine.pictures.sight import Sight, spread
from ravine.pictures.theme import areas, plain_ticks
from ravine.quadratic import Quadratic
from ravine.trace import Trace
from ravine.words import say

Array = np.ndarray

MOST = 6  # directions that are told apart; others are one band
EPOCHS = 400  # drawn


def directions(trace: Trace) -> Picture:
    """The share of the cost above the least one that each eigen-direction has, epoch by epoch.

        share of direction i = λᵢ/2 · ((W − W*) · vᵢ)² / (cost − least cost)

    Raises:
        SettingError: when the cost is no quadratic of several weights, or the run starts at the least cost.
    """
    if len(trace.names) < 2:
        raise SettingError("picture-two-weights", kind="directions")
    if trace.quadratic is None:
        raise SettingError("picture-directions")
    sight = Sight(trace)
    shown = _shown(sight)
    if not shown:
        raise SettingError("picture-directions-least")
    epochs = spread(shown, EPOCHS)
    parts = np.array([trace.quadratic.excess(sight.W[epoch]) for epoch in epochs])
    shares = parts / parts.sum(axis=1, keepdims=True)
    chosen, bands = _bands(shares)
    labels = [_label(trace.quadratic, direction) for direction in chosen]
    if bands.shape[1] > len(chosen):
        labels.append(say("picture-word-directions-rest", count=shares.shape[1] - len(chosen)))

    def paint(ax: Axes) -> None:
        plain_ticks(ax, epochs=shown - 1)
        # From step to step the shares jump: a band is flat from one epoch's middle to the next's.
        colours = areas()(np.linspace(0.0, 1.0, len(labels)))
        step = "mid" if shown <= 40 else None
        ax.stackplot(
            epochs, *bands.T, colors=colours, labels=labels, step=step, edgecolor=GROUND, linewidth=0.5
        )
        ax.set_xlim(-0.5 if step else 0, shown - 0.5 if step else shown - 1)
        ax.set_ylim(0, 1)
        ax.yaxis.set_major_formatter(PercentFormatter(1.0))
        ax.set_xlabel(say("picture-axis-epoch"))
        ax.set_ylabel(say("picture-axis-share"))

    first, last = int(np.argmax(shares[0])), int(np.argmax(shares[-1]))
    values = {
        "first": _place(trace.quadratic, first),
        "last": _place(trace.quadratic, last),
        "start": num(100 * shares[0, first], 2),
        "end": num(100 * shares[-1, last], 2),
    }
    return Picture(
        "directions",
        say("picture-directions-same" if first == last else "picture-directions-change", **values),
        say("picture-directions-summary", count=int(epochs[-1]), bands="; ".join(labels), **values),
        join(rule(trace), _rest(sight, shown)),
        paint,
    )


def _shown(sight: Sight) -> int:
    """How many rows have something above the least cost that isn't rounding."""
    above = sight.excess[: sight.near()] > 0
    return len(above) if above.all() else int(np.argmin(above))


def _rest(sight: Sight, shown: int) -> str:
    """What is to be known of the rows that aren't drawn."""
    if shown < sight.finite and not sight.excess[shown]:
        return say("picture-note-least", epoch=shown)
    return beyond(sight, shown)


def _bands(shares: Array) -> tuple[list[int], Array]:
    """Which directions have a band of their own, steepest first, and the bands (k, bands)."""
    chosen = sorted(np.argsort(-shares.max(axis=0), kind="stable")[:MOST].tolist())
    bands = shares[:, chosen]
    if shares.shape[1] > MOST:
        bands = np.column_stack([bands, 1 - bands.sum(axis=1)]).clip(0, 1)
    return chosen, bands


def _label(quadratic: Quadratic, direction: int) -> str:
    curvature = num(float(quadratic.eigenvalues[direction]), 3)
    columns = main_columns(quadratic.names, quadratic.directions[:, direction])
    return say("picture-word-direction", curvature=curvature, columns=columns)


def _place(quadratic: Quadratic, direction: int) -> str:
    """A direction by its place: the steepest, the flattest, or one between with its curvature."""
    last = quadratic.p - quadratic.flat - 1
    kind = {0: "steepest", last: "flattest"}.get(direction, "middle")
    columns = main_columns(quadratic.names, quadratic.directions[:, direction])
    curvature = num(float(quadratic.eigenvalues[direction]), 3)
    return say("picture-direction-place", kind=kind, columns=columns, curvature=curvature)
