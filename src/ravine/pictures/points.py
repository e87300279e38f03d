"""The data of one feature, and what the hypothesis says of it: lines, curves, a probability."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from ravine.cost import Cost
from ravine.hypothesis import Softmax
from ravine.pictures.colours import LINES
from ravine.pictures.lettering import name, num
from ravine.pictures.picture import Picture
from ravine.pictures.sight import Sight, spread
from ravine.pictures.theme import plain_ticks
from ravine.trace import Trace
from ravine.words import say

Array = np.ndarray

MOST = 2000  # points drawn
ALONG = 241  # points along a curve


def fits(trace: Trace) -> bool:
    """Whether there is a picture: of data with one feature and one prediction for each row."""
    cost = trace.objective
    return isinstance(cost, Cost) and len(cost.rows.names) == 1 and not isinstance(cost.hypothesis, Softmax)


def rows(cost: Cost) -> tuple[Array, Array]:
    """The x and y of at most `MOST` rows, evenly taken, for one feature."""
    x, y = cost.rows.reduce(
        lambda x, y, w: (x[:, 0], y), lambda a, b: tuple(map(np.concatenate, zip(a, b, strict=True)))
    )
    chosen = spread(len(y), MOST)
    return x[chosen].astype(np.float64), y[chosen].astype(np.float64)


def data(trace: Trace, cost: Cost) -> Picture:
    """The points, and the hypothesis at the start, at the end and of least cost."""
    best = Sight(trace).best
    ends = {"start": trace.W[0], "end": trace.W[-1]} | ({} if best is None else {"best": best})
    texts = {word: text(cost, W) for word, W in ends.items()}

    def paint(ax: Axes) -> None:
        x, y = rows(cost)
        scatter(ax, cost, x, y)
        lines(ax, cost, {word: W for word, W in ends.items() if word != "end"}, wide_best=True)

    def grow(ax: Axes, epoch: int | None) -> None:
        W = trace.W[-1] if epoch is None else Sight(trace).W[epoch]
        lines(ax, cost, {"end": W})

    m = cost.rows.m
    seen = "line" if cost.hypothesis.name in ("linear", "line") else cost.hypothesis.name
    last = texts["end" if best is None else "best"]
    return Picture(
        "data",
        say(f"picture-data-title-{'end' if best is None else 'best'}", count=m, seen=seen, line=last),
        say(
            "picture-data-summary",
            count=m,
            seen=seen,
            x=name(cost.rows.names[0]),
            y=name(cost.rows.target),
            lines="; ".join(say(f"picture-word-line-{word}", line=line) for word, line in texts.items()),
        ),
        say("picture-note-rows", shown=MOST, count=m) if m > MOST else "",
        paint,
        grow,
    )


def scatter(ax: Axes, cost: Cost, x: Array, y: Array) -> None:
    """The points as ink dots, with room around them."""
    size = float(np.clip(6000 / max(len(x), 1), 6, 42))
    ax.scatter(
        x,
        y,
        s=size,
        color=LINES["data"],
        linewidths=0,
        zorder=3,
        alpha=1.0 if len(x) < 200 else 0.5,
        label=say("picture-word-data"),
    )
    plain_ticks(ax)
    for low, high, set_limits in ((x.min(), x.max(), ax.set_xlim), (y.min(), y.max(), ax.set_ylim)):
        room = 0.12 * (high - low) or 0.5 * abs(high) or 1.0
        set_limits(low - room, high + room)
    ax.set_xlabel(name(cost.rows.names[0]))
    probable = cost.hypothesis.name == "logistic"
    target = name(cost.rows.target)
    ax.set_ylabel(say("picture-axis-probability", name=target) if probable else target)


STYLES = {"start": ("hypothesis", (5, 3)), "end": ("hypothesis", (1, 0)), "best": ("best", (1, 0))}


def lines(ax: Axes, cost: Cost, ends: dict[str, Array], *, wide_best: bool = False) -> None:
    """H(x) for each of these W, from side to side; the picture grows to hold the lines that are near.

    Where the run ends at the best W its line lies on that one, which is wider then, and below.
    """
    sides = np.array(ax.get_xlim())
    x = np.linspace(sides[0], sides[1], 2 if cost.hypothesis.name in ("linear", "line") else ALONG)
    for word, W in ends.items():
        colour, dashes = STYLES[word]
        wide = word == "best" and wide_best
        with np.errstate(all="ignore"):
            H = cost.hypothesis.predict(x[:, None], np.asarray(W, np.float64))
        bottom, top = ax.get_ylim()
        if np.isfinite(H).all() and np.abs(H).max() < 1e6 * max(abs(bottom), abs(top)):
            ax.plot(
                x,
                H,
                color=LINES[colour],
                linewidth=4.5 if wide else 1.4,
                dashes=dashes,
                zorder=1.9 if wide else 2,
                label=say(f"picture-word-line-{word}", line=text(cost, W)),
            )
            _grow(ax, H)


def _grow(ax: Axes, H: Array) -> None:
    bottom, top = ax.get_ylim()
    room = 0.06 * (top - bottom)
    low, high = min(bottom, H.min() - room), max(top, H.max() + room)
    if high - low <= 2.5 * (top - bottom):
        ax.set_ylim(low, high)


def text(cost: Cost, W: Sequence[float] | Array) -> str:
    """The hypothesis of one feature with its numbers: H(x) = 2 x + 1; of a polynomial, its W."""
    W = np.asarray(W, np.float64)
    if not np.isfinite(W).all():
        return say("picture-word-out-of-range")
    hypothesis = cost.hypothesis
    if hypothesis.name == "polynomial":
        return "W = " + ", ".join([*(num(value, 3) for value in W[:4]), *(["…"] if len(W) > 4 else [])])
    line = f"{num(W[0], 3)} x"
    if hypothesis.bias:
        line += f" {'−' if W[1] < 0 else '+'} {num(abs(W[1]), 3)}"
    return f"H(x) = 1 / (1 + e^−({line}))" if hypothesis.name == "logistic" else f"H(x) = {line}"
