"""Pictures: what is drawn is what the trace holds, whatever it holds, in both languages."""

import colorsys
import os
import re
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from matplotlib.text import Text

from ravine import labs
from ravine.analysis.spectrum import theory
from ravine.colours import luminance
from ravine.cost import Cost
from ravine.data import Data
from ravine.descent import descend
from ravine.errors import SettingError
from ravine.hypothesis import Linear
from ravine.labs.minimizing_cost import MinimizingCost, settings
from ravine.optim import SGD
from ravine.pictures import Picture, draw, file_names, race_pictures, run_pictures, save
from ravine.pictures.colours import COLOURS, GROUND, LINES, TEXT, shades
from ravine.pictures.kinds import picture as of_kind
from ravine.pictures.lab import lab_pictures
from ravine.pictures.lettering import cells, name, num, wrapped
from ravine.pictures.plane import Plane
from ravine.pictures.rings import Rings
from ravine.pictures.sight import MOST, Sight, thinned
from ravine.quadratic import compress
from ravine.surfaces import surface
from ravine.trace import Trace
from ravine.words import speaking

ODD_NAMES = [
    "$x^2$", "a_b", "_hidden", "back\\slash", "한글 열 이름", "bell\x07", "😀 face 𠀀",
    "a very very long name of a column indeed", "{b}", "50%$",
]  # fmt: skip


def run(x: Any, y: Any, lr: float, epochs: int = 10, **more: Any) -> Trace:
    """A run by hand."""
    how = {key: more.pop(key) for key in ("engine", "start", "on_step") if key in more}
    bias, gradient = more.pop("bias", True), more.pop("gradient", "mean")
    cost = Cost(Data(x, y, **more), Linear(bias), gradient=gradient)
    return descend(cost, optimizer=SGD(lr), epochs=epochs, **how)


def rows(d: int, m: int = 60, scales: Any = 1.0) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(d)
    x = random.normal(size=(m, d))
    return x * scales, x @ random.normal(size=d) + 1 + random.normal(size=m)


def lab(**changes: Any) -> MinimizingCost:
    return MinimizingCost(settings(labs.read("lab-03"), **changes))


def axes(picture: Picture) -> Axes:
    figure = picture.figure()
    figure.draw_without_rendering()
    return figure.axes[0]


def lines(ax: Axes, word: str, marker: str | None = None) -> list[Line2D]:
    """The lines in the colour of `word`, in the order in which they were drawn."""
    return [
        line
        for line in ax.lines
        if to_hex(line.get_color()).upper() == LINES[word] and marker in (None, line.get_marker())
    ]


def dots(ax: Axes, word: str) -> np.ndarray:
    found = [c for c in ax.collections if isinstance(c, PathCollection)]
    offsets = [
        c.get_offsets() for c in found if to_hex(np.asarray(c.get_facecolor())[0]).upper() == LINES[word]
    ]
    return np.vstack([np.asarray(offset) for offset in offsets])


def texts(ax: Axes) -> list[str]:
    found = [text.get_text() for text in ax.figure.findobj(Text)]
    return [text for text in found if text]


X3 = [[1], [2], [3]]
LAB = run(X3, [1, 2, 3], 0.1, bias=False, gradient="half_sum", dtype="float32")


# Colours


def contrast(colour: str) -> float:
    return (luminance(GROUND) + 0.05) / (luminance(colour) + 0.05)


def hue(colour: str) -> float:
    return colorsys.rgb_to_hls(*(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)))[0]


@pytest.mark.parametrize("word", COLOURS)
def test_lines_and_text_stand_out_from_the_ground_and_keep_the_hue(word: str) -> None:
    assert contrast(LINES[word]) >= 3.0
    assert contrast(TEXT[word]) >= 4.5
    for colour in (LINES[word], TEXT[word]):
        assert hue(colour) == pytest.approx(hue(COLOURS[word]), abs=0.02)


@pytest.mark.parametrize("count", range(1, 9))
def test_shades_are_as_many_blues_as_asked_for(count: int) -> None:
    assert len(set(shades(count))) == count
    assert all(contrast(shade) >= 3.0 for shade in shades(count))


def python(code: str) -> str:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("MPL")}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_colours_and_the_package_load_no_matplotlib() -> None:
    python("import sys, ravine.pictures, ravine.pictures.colours; assert 'matplotlib' not in sys.modules")


def test_drawing_leaves_settings_and_backend_alone() -> None:
    python(
        "import matplotlib, sys\n"
        "before = dict(matplotlib.rcParams.copy())\n"
        "from ravine.descent import descend\n"
        "from ravine.optim import SGD\n"
        "from ravine.pictures import draw\n"
        "draw(descend([[1], [2]], [1, 2], optimizer=SGD(0.1), epochs=3)).png()\n"
        "assert dict(matplotlib.rcParams.copy()) == before\n"
        "assert 'matplotlib.pyplot' not in sys.modules and 'koreanize_matplotlib' not in sys.modules\n"
        "assert matplotlib.get_backend(auto_select=False) is None\n"
    )


def test_a_picture_looks_the_same_under_any_settings() -> None:
    figure = run_pictures([LAB])["path"]
    plain = figure.png()[0]
    with matplotlib.rc_context():
        matplotlib.style.use("dark_background")
        theirs = {"font.size": 30, "savefig.dpi": 40, "savefig.bbox": "tight", "axes.grid": True}
        matplotlib.rcParams.update(theirs)
        assert figure.png()[0] == plain
        assert matplotlib.rcParams["font.size"] == 30


# The path of one weight


def test_the_path_goes_through_every_step() -> None:
    ax = axes(run_pictures([LAB])["path"])
    steps = np.column_stack([LAB.W[:, 0], LAB.cost])
    assert np.allclose(lines(ax, "path")[0].get_xydata(), steps)
    assert np.allclose(dots(ax, "path"), steps)
    (diamond,) = lines(ax, "best", "D")
    assert np.allclose(diamond.get_xydata(), [[1.0, 0.0]])


def test_the_newest_dot_is_the_largest() -> None:
    ax = axes(run_pictures([LAB])["path"])
    sizes = next(c for c in ax.collections if isinstance(c, PathCollection)).get_sizes()
    assert (np.diff(sizes) > 0).all()


def test_the_curve_is_the_cost() -> None:
    W, cost = lines(axes(run_pictures([LAB])["path"]), "cost")[0].get_data()
    assert np.allclose(cost, 14 / 3 * (np.asarray(W) - 1) ** 2)


def test_tangents_touch_the_curve_with_the_slope_of_the_true_gradient() -> None:
    ax = axes(run_pictures([LAB])["path"])
    tangents = lines(ax, "gradient")
    assert len(tangents) >= 3
    numbers = [int(text) for text in texts(ax) if text in ("0", "1", "2")]
    assert numbers[:1] == [0]
    for tangent in tangents:
        x, y = tangent.get_data()
        step = int(np.abs(LAB.W[:, 0] - x.mean()).argmin())
        assert np.isclose(x.mean(), LAB.W[step, 0])
        assert np.isclose(y.mean(), LAB.cost[step], atol=1e-6)
        # By hand the lab's gradient is 3/2 of the true one, which is the curve's slope.
        assert np.isclose((y[1] - y[0]) / (x[1] - x[0]), LAB.gradient[step, 0] / 1.5, atol=1e-5)


def test_the_title_says_what_the_steps_do() -> None:
    assert run_pictures([LAB])["path"].title == "W steps past the minimum and back: 0 → 1.4 → 0.84 → …"
    with speaking("ko"):
        assert "0 → 1.4 → 0.84 → …" in run_pictures([LAB])["path"].title


def test_a_diverging_path_is_cut_and_never_flattens_the_rest() -> None:
    trace = run(X3, [1, 2, 3], 0.2, 100, bias=False, gradient="half_sum")
    picture = run_pictures([trace])["path"]
    assert "From epoch 3 on it is beyond the picture." in picture.note
    ax = axes(picture)
    assert np.allclose(dots(ax, "path")[:, 0], trace.W[:3, 0])
    assert ax.get_ylim()[1] < 20 * trace.cost[0]
    line = lines(ax, "path")[0].get_xydata()
    assert np.allclose(line[:3, 0], trace.W[:3, 0])
    toward, along = line[3] - line[2], np.array([trace.W[3, 0], trace.cost[3]]) - line[2]
    assert np.isclose(toward[0] * along[1], toward[1] * along[0])
    low, high = np.transpose([ax.get_xlim(), ax.get_ylim()])
    assert (line[3] >= low - 1e-9).all()
    assert (line[3] <= high + 1e-9).all()


def test_the_rest_of_very_many_swings_is_dots() -> None:
    trace = run(X3, [1, 2, 3], 0.21, 400, bias=False)
    drawn = lines(axes(run_pictures([trace])["path"]), "path")
    assert len(drawn[0].get_xdata()) < 40
    assert [len(line.get_xdata()) for line in drawn if line.get_linestyle() == "None"] == [401]


# The path of several weights


def test_every_ring_is_of_equal_cost() -> None:
    trace = run(*rows(2), 0.1, bias=False, names=["age", "bmi"])
    ax = axes(run_pictures([trace])["path"])
    excesses = []
    for ring in lines(ax, "cost"):
        cost = trace.quadratic.evaluate(np.transpose(ring.get_xydata()))[0]
        assert np.allclose(cost, cost[0])
        excesses.append(cost[0] - trace.best[1])
    assert np.allclose(np.divide(excesses[:-1], excesses[1:]), 4.0)
    assert np.isclose(np.asarray(excesses), trace.excess[0]).any()
    assert ax.get_xlabel() == "W of age"


def test_two_weights_are_drawn_as_they_are() -> None:
    trace = run(*rows(1), 0.1, names=["size"])
    ax = axes(run_pictures([trace])["path"])
    assert np.allclose(lines(ax, "path")[0].get_xydata(), trace.W)
    assert np.allclose(lines(ax, "best", "D")[0].get_xydata(), trace.best[0][None])
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("W of size", "b (the bias)")


def test_more_weights_are_seen_along_the_steepest_and_the_flattest_direction() -> None:
    trace = run(*rows(5), 0.1)
    known = theory(trace)
    points = lines(axes(run_pictures([trace])["path"]), "path")[0].get_xydata()
    errors = (trace.W - trace.best[0]) @ known.directions[:, [0, known.flattest]]
    assert np.allclose(np.abs(points), np.abs(errors))
    assert (np.asarray(points)[0] <= 0).all()


def test_the_plane_shows_no_more_cost_than_there_is() -> None:
    trace = run(*rows(5), 0.1)
    sight = Sight(trace)
    plane = Plane.of(sight)
    rings = Rings.of(trace.quadratic, sight.best, plane)
    points = plane.coordinates(trace.W)
    assert (rings.excess(points) <= trace.excess + 1e-9).all()
    cost = trace.quadratic.evaluate(plane.points(points).T)[0]
    assert np.allclose(rings.excess(points), cost - trace.best[1])


def test_with_one_steep_direction_the_rings_are_lines() -> None:
    trace = run([[1, 1, 1], [2, 2, 2]], [1, 2], 0.02, bias=False)
    ax = axes(run_pictures([trace])["path"])
    assert all(len(ring.get_xdata()) == 2 for ring in lines(ax, "cost"))
    assert "nothing" in ax.get_ylabel()


# Cost by epoch


def test_cost_by_epoch_is_the_excess_on_a_log_axis() -> None:
    trace = run(*rows(1), 0.1, 40, names=["size"])
    ax = axes(run_pictures([trace])["cost-by-epoch"])
    assert ax.get_yscale() == "log"
    assert "least cost" in ax.get_ylabel()
    assert np.allclose(lines(ax, "path")[0].get_ydata(), trace.excess[trace.excess > 0])
    assert np.allclose(lines(ax, "best")[0].get_ydata(), trace.excess[0] / 100)


def test_theory_lies_on_the_run() -> None:
    trace = run(*rows(4), 0.1, 40)
    ax = axes(run_pictures([trace])["cost-by-epoch"])
    epochs, predicted = lines(ax, "theory")[0].get_data()
    assert np.allclose(predicted, trace.excess[np.asarray(epochs)], rtol=1e-6)


def test_theory_stays_silent_where_it_does_not_speak_of_the_run() -> None:
    assert not lines(axes(lab_pictures(lab())["without-zero-grad"]), "theory")
    assert Sight(lab().without_zero_grad).known is None
    assert Sight(lab().torch).known is not None


def test_a_cost_of_one_size_is_shown_as_it_is_with_the_least_in_green() -> None:
    trace = run(*rows(1), 0.001)
    ax = axes(run_pictures([trace])["cost-by-epoch"])
    assert ax.get_yscale() == "linear"
    assert np.allclose(lines(ax, "path")[0].get_ydata(), trace.cost)
    assert np.allclose(lines(ax, "best")[0].get_ydata(), trace.best[1])


def test_a_second_run_is_squares_on_its_own_numbers() -> None:
    first = run(*rows(1), 0.1, names=["size"])
    second = run(*rows(1), 0.05, names=["size"], engine="torch")
    pictures = run_pictures({"hand": first, "torch": second})
    (squares,) = lines(axes(pictures["cost-by-epoch"]), "second", "s")
    assert np.allclose(squares.get_ydata(), second.excess)
    assert squares.get_label() == "torch"
    sides = lines(axes(pictures["w-by-epoch"]), "second", "s")
    for side in sides:
        column = int(np.abs(second.W[-1] - np.asarray(side.get_ydata())[-1]).argmin())
        assert np.allclose(side.get_ydata(), second.W[np.asarray(side.get_xdata()), column])
    assert len(sides) == 2


# W by epoch


def test_w_by_epoch_is_w_with_the_best_in_green() -> None:
    ax = axes(run_pictures([LAB])["w-by-epoch"])
    assert np.allclose(lines(ax, "hypothesis")[0].get_ydata(), LAB.W[:, 0])
    assert np.allclose(lines(ax, "best")[0].get_ydata(), 1.0)
    assert np.allclose(lines(ax, "theory")[0].get_ydata(), LAB.W[:, 0], atol=1e-6)


def test_the_weights_that_move_the_prediction_most_are_drawn_by_name() -> None:
    x, y = rows(12)
    trace = run(x, y, 0.1, 30, names=[f"column {j}" for j in range(12)])
    picture = run_pictures([trace])["w-by-epoch"]
    assert "5 are left out" in picture.note
    ax = axes(picture)
    largest = np.argsort(-np.abs(trace.W).max(axis=0) * np.linalg.norm(trace.quadratic.A, axis=0))
    drawn = [line for line in ax.lines if to_hex(line.get_color()).upper() in shades(8)]
    assert len(drawn) == 8
    for line, column in zip(drawn, largest, strict=False):
        assert np.allclose(line.get_ydata(), trace.W[:, column])
        assert trace.names[column] in texts(ax)


def test_weights_of_different_scales_get_a_scale_each() -> None:
    x, y = rows(3, scales=[1e-3, 1.0, 1e3])
    trace = run(x, y, 1e-7, 30, bias=False, names=["small", "middle", "large"])
    ax = axes(run_pictures([trace])["w-by-epoch"])
    drawn = [line for line in ax.lines if to_hex(line.get_color()).upper() in shades(3)]
    assert all(np.abs(line.get_ydata()).max() <= 1.0 for line in drawn)
    assert any(text.startswith("large ÷ ") for text in texts(ax))


def test_labels_at_the_ends_stand_apart() -> None:
    trace = run(*rows(9), 0.1, 200)
    picture = run_pictures([trace])["w-by-epoch"]
    ax = axes(picture)
    boxes = [text.get_window_extent() for text in ax.texts if text.get_text() in trace.names]
    assert len(boxes) == 8
    assert not any(a.overlaps(b) for k, a in enumerate(boxes) for b in boxes[:k])


def test_after_the_run_has_settled_the_flat_rest_is_not_drawn() -> None:
    trace = run(*rows(1), 0.3, 5000)
    settled = Sight(trace).settled
    assert settled is not None
    picture = run_pictures([trace])["w-by-epoch"]
    assert f"From epoch {settled}" in picture.note
    assert axes(picture).get_xlim()[1] < 2 * settled


# Data


def test_data_has_its_points_and_three_lines() -> None:
    trace = run(*rows(1), 0.1, 3, names=["size"], target="price")
    ax = axes(run_pictures([trace])["data"])
    assert np.allclose(dots(ax, "data"), np.column_stack([rows(1)[0][:, 0], rows(1)[1]]))
    ends = {"start": trace.W[0], "best": trace.best[0], "end": trace.W[-1]}
    for line, W in zip(ax.lines, ends.values(), strict=True):
        x, y = line.get_data()
        assert np.allclose(y, W[0] * np.asarray(x) + W[1])
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("size", "price")


def test_data_of_several_features_has_no_picture() -> None:
    assert "data" not in run_pictures([run(*rows(2), 0.1)])


# Whatever a trace holds


def test_a_line_of_many_points_keeps_its_edges() -> None:
    values = np.cos(np.arange(100_000) * 3.0)
    kept = thinned(values)
    assert len(kept) <= MOST
    assert {0, 99_999, int(values.argmin()), int(values.argmax())} <= set(kept)


@given(st.lists(st.floats(-1e300, 1e300), min_size=1, max_size=300), st.integers(9, 40))
def test_thinning_keeps_the_extremes_and_the_ends(values: list[float], most: int) -> None:
    array = np.array(values)
    kept = thinned(array, most)
    assert len(kept) <= max(most, 1)
    assert array[kept].min() == array.min()
    assert array[kept].max() == array.max()
    assert {0, len(values) - 1} <= set(kept)


@pytest.mark.parametrize(("share", "epochs"), [(1e-4, 10**6), (0.999, 10**5)])
def test_a_million_epochs_are_few_points(share: float, epochs: int) -> None:
    cost = Cost(Data(*rows(1)), Linear())
    known = theory(cost)
    lr = share * known.stable_lr
    W = known.path(lr, epochs)
    value, gradient = known.quadratic.evaluate(W.T)
    trace = Trace(cost, SGD(lr), "hand", W, value, gradient.T, epochs)
    for picture in run_pictures([trace]).values():
        ax = axes(picture)
        assert sum(len(line.get_xdata()) for line in ax.lines) < 20_000
        assert sum(len(np.asarray(c.get_offsets())) for c in ax.collections) <= 60


def interrupted() -> Trace:
    return run(*rows(2), 0.1, 100, on_step=lambda epoch, step: epoch == 7)


RUNS = {
    "no epochs": lambda: run(X3, [1, 2, 3], 0.1, 0),
    "no epochs, one weight": lambda: run(X3, [1, 2, 3], 0.1, 0, bias=False),
    "lr 0": lambda: run(*rows(3), 0.0),
    "one row": lambda: run([[2]], [3], 0.1),
    "cost 0 all along": lambda: run(X3, [0, 0, 0], 0.1, bias=False),
    "a column of zeros": lambda: run([[0], [0]], [1, 2], 0.1),
    "nothing but zeros": lambda: run(np.zeros((3, 3)), [1, 2, 3], 0.1, bias=False),
    "two equal columns": lambda: run([[1, 1], [2, 2]], [1, 2], 0.05, bias=False),
    "float32, out of range": lambda: run(X3, [1, 2, 4], 5.0, 100, dtype="float32"),
    "out of range at once": lambda: run(X3, [1, 2, 3], 1e300, 10),
    "out of range in the end": lambda: run(*rows(1), 1.5, 3000),
    "leaves the best by rounding": lambda: run(X3, [0.1, 0.2, 0.3], 0.5, 2000, bias=False, start=0.1),
    "very large": lambda: run([[1e100], [2e100]], [1e100, 3e100], 1e-201, bias=False),
    "very small": lambda: run([[1e-100], [2e-100]], [1e-100, 3e-100], 1e199, bias=False),
    "scales a million apart": lambda: run(*rows(10, scales=10.0 ** np.linspace(-3, 3, 10)), 1e-7, 500),
    "hundreds of columns": lambda: run(*rows(200), 0.01, 20),
    "exact": lambda: descend(compress(Cost(Data(*rows(1)), Linear())), optimizer=SGD(0.1), epochs=9),
    "interrupted": interrupted,
    "diverging, several weights": lambda: run(*rows(6), 1.5, 60),
}  # fmt: skip


@pytest.mark.parametrize("what", RUNS)
def test_any_run_can_be_drawn(what: str) -> None:
    trace = RUNS[what]()
    draw(trace).draw_without_rendering()
    for picture in run_pictures([trace]).values():
        assert "nan" not in picture.title + picture.summary + picture.note


@pytest.mark.parametrize("value", [np.inf, -np.inf, np.nan, 1e300])
@pytest.mark.parametrize("epoch", [1, 5])
def test_what_is_not_finite_is_cut_with_a_note(value: float, epoch: int) -> None:
    W, cost = LAB.W.astype(float), LAB.cost.copy()
    W[epoch:], cost[epoch:] = value, abs(value)
    trace = replace(LAB, W=W, cost=cost)
    picture = run_pictures([trace])["path"]
    assert f"From epoch {epoch} on it is beyond the picture." in picture.note
    assert np.allclose(dots(axes(picture), "path")[:, 0], LAB.W[:epoch, 0])
    draw(trace).draw_without_rendering()


def test_an_interrupted_run_says_so() -> None:
    for picture in run_pictures([interrupted()]).values():
        assert "Interrupted after 7 of 100 epochs." in picture.note


# Words


def odd_run() -> Trace:
    return run(*rows(10), 0.1, 20, names=ODD_NAMES, target="$y$")


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_names_are_shown_as_they_are(lang: str) -> None:
    with speaking(lang):
        ax = axes(run_pictures([odd_run()])["w-by-epoch"])
    shown = " ".join(texts(ax))
    present = [
        odd
        for odd in ("$x^2$", "a_b", "_hidden", "back\\slash", "한글 열 이름", "{b}", "50%$")
        if odd in shown
    ]
    assert len(present) >= 5
    for text in ax.figure.findobj(Text):
        assert not text.get_parse_math()


def test_names_are_on_one_line_short_and_of_letters_that_can_be_drawn() -> None:
    assert name("bell\x07\n") == "bell\\x07\\n"
    assert name("𠀀") == "□"
    assert name("\u1112\u1161\u11ab\u1100\u1173\u11af") == "한글"
    long = name("a very very long name of a column indeed")
    assert long.endswith("…")
    assert cells(long) <= 24


def within(figure: Any) -> None:
    """Every text is on the page, legend and titles are beside the axes, tick labels stand apart."""
    figure.draw_without_rendering()
    (legend,) = figure.legends
    unseen = set()
    for ax in figure.axes:
        assert not legend.get_window_extent().overlaps(ax.bbox)
        assert not ax._left_title.get_window_extent().overlaps(ax.bbox)
        for axis in (ax.xaxis, ax.yaxis):
            low, high = sorted(axis.get_view_interval())
            ticks = [tick for tick in axis.get_major_ticks() if low <= tick.get_loc() <= high]
            unseen |= {tick.label1 for tick in axis.get_major_ticks()} - {tick.label1 for tick in ticks}
            boxes = [tick.label1.get_window_extent() for tick in ticks]
            assert not any(one.overlaps(next_) for one, next_ in pairwise(boxes))
    for text in figure.findobj(Text):
        if text.get_text() and text not in unseen:
            box = text.get_window_extent()
            assert figure.bbox.padded(1).containsx(box.x0), text.get_text()
            assert figure.bbox.padded(1).containsx(box.x1), text.get_text()
            assert figure.bbox.padded(1).containsy(box.y0), text.get_text()
            assert figure.bbox.padded(1).containsy(box.y1), text.get_text()


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_nothing_is_cut_off_and_the_legend_hides_no_data(lang: str) -> None:
    with speaking(lang):
        pictures = [
            *lab_pictures(lab()).values(),
            *lab_pictures(lab(lr=0.2)).values(),
            *run_pictures([odd_run(), odd_run()]).values(),
            *run_pictures([RUNS["scales a million apart"]()]).values(),
            *run_pictures([run(*rows(1), 0.1, names=["$a$" * 30], target="목표 " * 20)]).values(),
        ]
        kinds = ("contour", "gradient-by-epoch", "directions")
        pictures += [of_kind(trace, kind) for kind in kinds for trace in (odd_run(), run(*rows(2), 0.1, 400))]
        pictures += race_pictures({"$a$" * 20: odd_run(), "손으로 " * 9: odd_run(), "b": odd_run()}).values()
        himmelblau = descend(surface("himmelblau"), optimizer=SGD(0.01), epochs=60, start=[0.0, 0.0])
        pictures += run_pictures([himmelblau]).values()
        three = [draw(odd_run()), draw(RUNS["out of range in the end"]()), draw(himmelblau)]
    for figure in [*(picture.figure() for picture in pictures), *three]:
        within(figure)


def test_a_picture_keeps_the_language_in_which_it_was_made() -> None:
    with speaking("ko"):
        picture = run_pictures([LAB])["cost-by-epoch"]
    with speaking("en"):
        assert axes(picture).get_xlabel() == "에폭(epoch)"


def test_the_summary_has_the_numbers_of_the_run() -> None:
    pictures = run_pictures([LAB])
    assert "from 4.667 to 5.129×10⁻⁸ in 10 epochs" in pictures["cost-by-epoch"].summary
    assert "10 steps of W at lr 0.1" in pictures["path"].summary
    assert "W from 0 to 0.9999 (best 1)" in pictures["w-by-epoch"].summary


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(1, 12))
def test_numbers_have_as_many_digits_as_asked_for(value: float, digits: int) -> None:
    text = num(value, digits).replace("−", "-").replace(",", "")
    power = re.fullmatch("(-?)(?:([0-9.]+)×)?10([⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)", text)
    if power:
        exponent = power[3].translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-"))
        text = f"{power[1]}{power[2] or 1}e{exponent}"
    assert float(text) == float(f"{value:.{digits}g}")


def test_lines_of_a_title_are_about_equally_long() -> None:
    assert wrapped("The cost falls from 9 to 0; the least is 0", 40).count("\n") == 1
    assert wrapped("W goes 0 → 1.4 → 0.84 → …", 20) == "W goes\n0 → 1.4 → 0.84 → …"


# The lab


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({}, set()),
        ({"engines": ["hand"]}, {"without-zero-grad", "same-lr"}),
        ({"engines": ["torch"]}, {"same-lr"}),
        ({"gradient": "mean"}, {"same-lr"}),
    ],
)
def test_the_lab_has_the_pictures_of_its_runs(changes: dict[str, Any], missing: set[str]) -> None:
    keys = ["data", "cost", "without-zero-grad", "same-lr", "path", "cost-by-epoch", "w-by-epoch"]
    assert list(lab_pictures(lab(**changes))) == [key for key in keys if key not in missing]


def test_the_lab_draws_its_cost_with_the_tangents_at_the_start_and_at_the_lowest_point() -> None:
    ax = axes(lab_pictures(lab())["cost"])
    assert ax.get_xlim() == (-5.0, 7.0)
    slopes = [float(np.diff(y)[0] / np.diff(x)[0]) for x, y in (t.get_data() for t in lines(ax, "gradient"))]
    assert slopes == pytest.approx([-28 / 3, 0.0], rel=1e-6)
    assert {"slope −9.333", "slope 0"} <= set(texts(ax))
    assert np.allclose(lines(ax, "best", "D")[0].get_xydata(), [[1.0, 0.0]])


def test_the_lab_draws_its_points_the_best_line_and_the_starting_one() -> None:
    ax = axes(lab_pictures(lab(start=[0.5]))["data"])
    assert np.allclose(dots(ax, "data"), [[1, 1], [2, 2], [3, 3]])
    x, y = lines(ax, "hypothesis")[0].get_data()
    assert np.allclose(y, 0.5 * np.asarray(x))
    x, y = lines(ax, "best")[0].get_data()
    assert np.allclose(y, x)


def test_the_lab_draws_w_with_and_without_zero_grad() -> None:
    told = lab()
    ax = axes(lab_pictures(told)["without-zero-grad"])
    assert np.allclose(lines(ax, "second", "s")[0].get_ydata(), told.without_zero_grad.W[:, 0])
    assert np.allclose(lines(ax, "hypothesis")[0].get_ydata(), told.torch.W[:, 0])


def test_the_lab_draws_the_run_by_hand_at_the_lr_of_torch() -> None:
    told = lab()
    picture = lab_pictures(told)["same-lr"]
    assert picture.note.startswith("By hand, lr 0.15.")
    assert np.allclose(dots(axes(picture), "path")[:, 0], told.same_lr.W[:, 0])


# Files and notebooks


def test_a_figure_and_a_picture_show_themselves_in_a_notebook() -> None:
    for shown in (run_pictures([LAB])["path"], draw(LAB)):
        content, about = shown._repr_png_()
        assert content.startswith(b"\x89PNG")
        assert "10 steps" in about["alt"]
        assert about["width"] > about["height"]


def test_a_figure_can_be_saved_by_matplotlib(tmp_path: Path) -> None:
    draw(LAB).savefig(tmp_path / "run.svg")
    assert (tmp_path / "run.svg").read_text(encoding="utf-8").startswith("<?xml")


def test_pictures_are_saved_in_order_and_nothing_else(tmp_path: Path) -> None:
    pictures = run_pictures([LAB])
    folder = tmp_path / "new" / "folder"
    files = save(pictures, folder)
    assert [file.name for file in files] == list(file_names(pictures).values())
    assert [file.name for file in files] == [
        "1-data.png", "2-path.png", "3-cost-by-epoch.png", "4-w-by-epoch.png",
    ]  # fmt: skip
    beside = [file.with_suffix(".txt") for file in files]
    assert sorted(folder.iterdir()) == sorted([*files, *beside])
    assert all(file.read_bytes().startswith(b"\x89PNG") for file in files)
    files[0].write_bytes(b"old")
    assert save(pictures, folder) == files
    assert files[0].read_bytes().startswith(b"\x89PNG")


def test_a_picture_that_fails_leaves_the_old_file_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures = {"path": run_pictures([LAB])["path"]}
    (tmp_path / "1-path.png").write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(SettingError, match="No space left"):
        save(pictures, tmp_path)
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b"old"]


@pytest.mark.parametrize(("lang", "said"), [("en", "expected a folder"), ("ko", "폴더가 필요")])
def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, lang: str, said: str) -> None:
    (tmp_path / "file").write_text("in the way")
    with speaking(lang), pytest.raises(SettingError, match=said) as raised:
        save(run_pictures([LAB]), tmp_path / "file")
    with speaking(lang):
        assert str(tmp_path / "file") in str(raised.value)
