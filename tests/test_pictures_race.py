"""Several runs on one picture: each as it was, none flattened by another."""

from typing import Any

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D

from ravine.cost import Cost
from ravine.data import Data
from ravine.descent import descend
from ravine.hypothesis import Linear, Logistic
from ravine.optim import SGD, Adam
from ravine.pictures import race_picture, race_pictures
from ravine.pictures.colours import GROUND, RUNS
from ravine.surfaces import surface
from ravine.trace import Trace
from ravine.words import speaking

RANDOM = np.random.default_rng(5)
X = RANDOM.normal(size=(40, 3))
PLANE = Cost(Data(X, X @ [1.0, -2.0, 0.5] + 1 + RANDOM.normal(size=40)))
LINE = Cost(Data([[1], [2], [3]], [1, 2, 3]), Linear(bias=False))
CLASSES = Cost(Data(X, (X @ [1.0, -2.0, 0.5] + RANDOM.normal(size=40) > 0) * 1.0), Logistic())


def on(cost: Any, rule: Any, epochs: int = 40, start: Any = 0.0) -> Trace:
    return descend(cost, optimizer=rule, epochs=epochs, start=start)


def axes(picture: Any) -> Axes:
    figure = picture.figure()
    figure.draw_without_rendering()
    return figure.axes[0]


def line(ax: Axes, k: int) -> Line2D:
    """The line of the k-th run."""
    found = [
        one
        for one in ax.lines
        if to_hex(one.get_color()).upper() == RUNS[k] and one.get_linestyle() == "-" and len(one.get_xdata())
    ]
    return found[0]


def test_each_run_is_its_cost_above_the_least() -> None:
    traces = {"sgd": on(PLANE, SGD(0.1)), "adam": on(PLANE, Adam(0.1))}
    ax = axes(race_picture(traces))
    assert ax.get_yscale() == "log"
    for k, trace in enumerate(traces.values()):
        drawn = np.asarray(line(ax, k).get_ydata())
        assert np.allclose(drawn, np.where(trace.excess > 0, trace.excess, np.nan), equal_nan=True)
    labels = [text.get_text() for text in ax.figure.legends[0].get_texts()]
    assert [label.split(",")[0] for label in labels] == ["sgd", "adam"]


def test_the_title_names_the_lowest_or_the_first_to_arrive() -> None:
    slow, fast, far = on(PLANE, SGD(0.2), 400), on(PLANE, SGD(0.4), 400), on(PLANE, SGD(0.001))
    title = race_picture({"slow": slow, "far": far}).title
    assert title.startswith("slow ends at the lowest cost")
    title = race_picture({"slow": slow, "fast": fast}).title
    assert title.startswith(
        f"fast is the first to have 1 % of the cost above the least left: epoch {fast.epochs_to_1_percent}"
    )
    assert race_picture({"a": on(PLANE, SGD(2.0)), "b": on(PLANE, SGD(3.0))}).title == "Every run diverges"


def test_a_run_that_diverges_is_cut_with_a_note() -> None:
    traces = {"sgd": on(PLANE, SGD(0.1)), "wild": on(PLANE, SGD(2.0), 200)}
    pictures = race_pictures(traces)
    assert "on wild is beyond the picture" in pictures["race"].note
    assert axes(pictures["race"]).get_ylim()[1] < 1e4 * traces["sgd"].cost[0]
    plane = axes(pictures["race-paths"])
    tame = axes(race_pictures({"sgd": traces["sgd"]})["race-paths"])
    assert np.allclose(plane.get_xlim(), tame.get_xlim())


def test_a_run_that_arrives_exactly_leaves_room_for_the_others() -> None:
    traces = {"exact": on(LINE, SGD(3 / 28 * (1 - 1e-9))), "slow": on(LINE, SGD(0.001))}
    low, high = axes(race_picture(traces)).get_ylim()
    assert high / low < 1e14


def test_paths_lie_over_the_same_rings() -> None:
    start = [-1.2, 1.0]
    traces = {
        "sgd": on(surface("rosenbrock"), SGD(0.001), start=start),
        "adam": on(surface("rosenbrock"), Adam(0.05), start=start),
    }
    ax = axes(race_pictures(traces)["race-paths"])
    for k, trace in enumerate(traces.values()):
        assert np.allclose(line(ax, k).get_xydata()[[0, -1]], trace.W[[0, -1]])


def test_one_weight_is_shown_by_epoch() -> None:
    traces = {"sgd": on(LINE, SGD(0.1)), "adam": on(LINE, Adam(0.1))}
    pictures = race_pictures(traces)
    assert list(pictures) == ["race", "race-w"]
    for k, trace in enumerate(traces.values()):
        assert np.allclose(line(axes(pictures["race-w"]), k).get_ydata(), trace.W[:, 0])


def test_runs_on_other_costs_share_no_ground() -> None:
    other = Cost(Data(X, X @ [3.0, 2.0, 0.5]))
    assert list(race_pictures({"one": on(PLANE, SGD(0.1)), "other": on(other, SGD(0.1))})) == ["race"]
    assert list(race_pictures({"one": on(PLANE, SGD(0.1)), "line": on(LINE, SGD(0.1))})) == ["race"]


def test_another_scale_of_the_gradient_is_the_same_cost() -> None:
    summed = PLANE.with_gradient("sum")
    assert "race-paths" in race_pictures({"mean": on(PLANE, SGD(0.1)), "sum": on(summed, SGD(0.001))})


def test_a_cost_without_a_least_is_raced_too() -> None:
    separable = Cost(Data([[1.0], [2], [3], [4]], [0, 0, 1, 1]), Logistic())
    traces = {"sgd": on(separable, SGD(1.0)), "adam": on(separable, Adam(0.5))}
    ax = axes(race_picture(traces))
    assert np.allclose(line(ax, 0).get_ydata(), traces["sgd"].cost)


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("epochs", [0, 1, 3000])
def test_many_runs_of_any_length_have_names_colours_and_marks(lang: str, epochs: int) -> None:
    names = ["<script>", "$x$", "손으로", "a" * 60, "b", "c", "d", "e"]
    traces = {name: on(CLASSES, SGD(0.1 * (k + 1)), epochs) for k, name in enumerate(names)}
    with speaking(lang):
        for picture in race_pictures(traces).values():
            legend = axes(picture).figure.legends[0]
            runs = [
                handle
                for handle in legend.legend_handles
                if getattr(handle, "get_marker", str)() in "osD^vPX"
                and to_hex(handle.get_color()).upper() in RUNS
            ]
            looks = {(to_hex(one.get_color()), one.get_marker()) for one in runs}
            assert len(looks) == len(names)


def test_colours_of_runs_stand_out_from_the_ground() -> None:
    from ravine.colours import luminance

    for colour in RUNS:
        assert (luminance(GROUND) + 0.05) / (luminance(colour) + 0.05) >= 3.0
