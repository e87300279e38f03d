"""Each kind of picture by its key, for every kind of cost."""

import contextlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_hex
from matplotlib.contour import QuadContourSet
from matplotlib.lines import Line2D

from ravine.cost import Cost
from ravine.data import Data
from ravine.descent import descend
from ravine.errors import SettingError
from ravine.hypothesis import Linear, Logistic, Polynomial, Softmax
from ravine.loss import Absolute, Huber
from ravine.optim import SGD, Adam
from ravine.optim.schedules import CosineAnnealingLR
from ravine.pictures import draw, run_pictures
from ravine.pictures.colours import LINES
from ravine.pictures.ground import cost_at, levels
from ravine.pictures.kinds import KINDS, picture
from ravine.surfaces import SURFACES, surface
from ravine.trace import Trace
from ravine.words import speaking

RANDOM = np.random.default_rng(3)
X = RANDOM.normal(size=(50, 3))
Y = X @ [1.0, -2.0, 0.5] + 1 + RANDOM.normal(size=50)


def on(cost: Any, rule: Any = None, epochs: int = 40, **more: Any) -> Trace:
    return descend(cost, optimizer=rule or SGD(0.1), epochs=epochs, **more)


def data(d: int, y: Any = Y) -> Data:
    return Data(X[:, :d], y, names=["area", "age", "rooms"][:d], target="price")


def on_surface(name: str, lr: float = 0.01, epochs: int = 40) -> Trace:
    cost = surface(name)
    return on(cost, SGD(lr), epochs, start=getattr(cost, "begin", (1.0, 1.0)))


def bottomless() -> Trace:
    return on(lambda W: (W**3).sum() + W.prod(), SGD(0.2), 60, start=[-0.1, -0.2])


COSTS: dict[str, Callable[[], Trace]] = {
    **{name: lambda name=name: on_surface(name, 0.001) for name in SURFACES},
    "linear": lambda: on(Cost(data(3))),
    "polynomial": lambda: on(Cost(data(1), Polynomial(degree=4))),
    "logistic, one feature": lambda: on(Cost(data(1, (Y > 0) * 1.0), Logistic()), SGD(1.0)),
    "logistic, three features": lambda: on(Cost(data(3, (Y > 0) * 1.0), Logistic()), SGD(1.0)),
    "separable": lambda: on(Cost(Data([[1], [2], [3], [4]], [0, 0, 1, 1]), Logistic()), SGD(1.0)),
    "softmax": lambda: on(Cost(data(2, np.digitize(Y, [0.0, 2.0]) * 1.0), Softmax()), SGD(0.5)),
    "softmax, one feature": lambda: on(Cost(data(1, np.digitize(Y, [0.0, 2.0]) * 1.0), Softmax()), SGD(0.5)),
    "absolute": lambda: on(Cost(data(1), Linear(), Absolute())),
    "huber": lambda: on(Cost(data(2), Linear(), Huber(0.5))),
    "a function": lambda: on(lambda W: (W**4).sum() + W.sum(), start=[1.0, 0.5]),
    "a function of one": lambda: on(lambda W: (W**4).sum(), start=[1.0]),
    "a bottomless function": bottomless,
    "mini-batches": lambda: on(Cost(data(2)), batch_size=8),
    "l2": lambda: on(Cost(data(2), l2=0.5)),
    "out of range": lambda: on(surface("rosenbrock"), SGD(0.05), start=[-1.2, 1.0]),
    "no epochs": lambda: on(surface("himmelblau"), epochs=0, start=[0.0, 0.0]),
    "lr 0": lambda: on(surface("himmelblau"), SGD(0.0), start=[0.0, 0.0]),
    "one weight, lr 0": lambda: on(surface("double-well"), SGD(0.0), start=[0.0]),
}


def axes(trace: Trace, kind: str, **more: Any) -> Any:
    figure = draw(trace, kind, **more)
    figure.draw_without_rendering()
    return figure.axes[0]


def lines(ax: Axes, word: str) -> list[Line2D]:
    return [line for line in ax.lines if to_hex(line.get_color()).upper() == LINES[word]]


@pytest.mark.parametrize("what", COSTS)
def test_every_cost_has_its_pictures(what: str) -> None:
    trace = COSTS[what]()
    for shown in run_pictures([trace]).values():
        shown.figure().draw_without_rendering()
        assert "nan" not in shown.title + shown.summary + shown.note
    for kind in KINDS:
        with contextlib.suppress(SettingError):
            shown = picture(trace, kind)
            shown.figure().draw_without_rendering()
            assert shown.key == kind
            assert "nan" not in shown.title + shown.summary + shown.note


@pytest.mark.parametrize(
    ("what", "kind", "said"),
    [
        ("linear", "data", "several features"),
        ("softmax, one feature", "data", "several classes"),
        ("himmelblau", "data", "without data"),
        ("double-well", "contour", "two weights or more"),
        ("double-well", "surface", "two weights or more"),
        ("huber", "directions", "least-squares"),
        ("linear", "pie", "expected one of data, path, contour, surface"),
    ],
)
def test_a_kind_that_does_not_fit_says_why(what: str, kind: str, said: str) -> None:
    with pytest.raises(SettingError, match=said):
        draw(COSTS[what](), kind)


def test_directions_need_a_cost_above_the_least_and_two_weights() -> None:
    with pytest.raises(SettingError, match="there from the start"):
        draw(on(surface("valley"), start=[0.0, 0.0]), "directions")
    with pytest.raises(SettingError, match="two weights or more"):
        draw(on(Cost(data(1), Linear(bias=False))), "directions")


# Contours


@pytest.mark.parametrize("columns", [("area", "pool"), ("area", "area"), ("area",), "area", ()])
def test_columns_are_two_different_ones(columns: Any) -> None:
    with pytest.raises(SettingError, match="two different columns of area, age, rooms, b"):
        draw(on(Cost(data(3))), "contour", columns=columns)


def test_columns_are_for_contours_only() -> None:
    for kind in ("path", None):
        with pytest.raises(SettingError, match="contour only"):
            draw(on(Cost(data(3))), kind, columns=("area", "age"))


def test_a_contour_of_two_columns_has_the_others_at_their_best() -> None:
    trace = on(Cost(data(3)))
    ax = axes(trace, "contour", columns=("rooms", "area"))
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("W of rooms", "W of area")
    assert np.allclose(lines(ax, "path")[0].get_xydata(), trace.W[:, [2, 0]])
    assert trace.best is not None
    for ring in lines(ax, "cost"):
        W = np.tile(trace.best.W, (len(ring.get_xydata()), 1))
        W[:, [2, 0]] = ring.get_xydata()
        cost = trace.objective.evaluate(W.T)[0]
        assert np.allclose(cost, cost[0])
    note = picture(trace, "contour", ("rooms", "area")).note
    assert "The other weights have their best values here." in note


def test_without_columns_it_is_the_plane_of_the_path() -> None:
    trace = on(Cost(data(3)))
    contour, path = (lines(axes(trace, kind), "path")[0].get_xydata() for kind in ("contour", "path"))
    assert np.allclose(contour, path)


@pytest.mark.parametrize("name", ["rosenbrock", "himmelblau", "beale", "plateau", "rastrigin"])
def test_rings_of_any_cost_are_of_equal_cost(name: str) -> None:
    trace = on_surface(name, 0.001)
    (rings,) = [
        one
        for one in axes(trace, "contour").collections
        if isinstance(one, QuadContourSet) and not one.filled
    ]
    bases = []
    for level, ring in zip(rings.levels, rings.get_paths(), strict=True):
        if len(ring.vertices):
            cost = cost_at(trace, np.asarray(ring.vertices))
            assert np.ptp(cost) < 0.1 * max(np.abs(cost).max(), level)
            bases.append(cost.mean() - level)
    assert len(bases) > 2
    assert np.ptp(bases) < 0.02 * rings.levels.max()


def test_the_plane_of_a_path_in_bent_ground_holds_most_of_it() -> None:
    trace = COSTS["logistic, three features"]()
    seen = np.asarray(lines(axes(trace, "contour"), "path")[0].get_xydata())
    whole = np.linalg.norm(trace.W - trace.W[-1], axis=1)
    assert (np.linalg.norm(seen, axis=1) <= whole + 1e-9).all()
    assert np.linalg.norm(seen[0]) > 0.9 * whole[0]


def test_all_few_minima_are_marked() -> None:
    trace = on_surface("himmelblau")
    marks = np.array([line.get_xydata()[0] for line in lines(axes(trace, "path"), "best")])
    for minimum in surface("himmelblau").minima:  # type: ignore[attr-defined]
        assert np.isclose(marks, minimum).all(axis=1).any()
    marks = lines(axes(on_surface("rastrigin", 0.001), "path"), "best")
    assert len(marks) == 1


def test_where_no_minimum_is_known_none_is_drawn() -> None:
    for kind in ("path", "cost-by-epoch", "w-by-epoch", "data"):
        assert not lines(axes(COSTS["separable"](), kind), "best")


def test_levels_tell_of_wide_ranges_in_ratios_and_of_narrow_ones_evenly() -> None:
    wide = levels(np.geomspace(1e-6, 100, 500), start=3.0)
    assert np.allclose(wide[1:] / wide[:-1], 4.0)
    assert np.isclose(wide, 3.0).any()
    narrow = levels(np.linspace(1, 10, 500), start=3.0)
    assert np.allclose(np.diff(np.sqrt(narrow)), np.diff(np.sqrt(narrow))[0])


def test_a_fall_without_a_bottom_does_not_flatten_the_rest() -> None:
    trace = bottomless()
    assert "beyond the picture" in picture(trace, "path").note
    x, y = np.transpose(lines(axes(trace, "path"), "path")[0].get_xydata())
    assert np.abs([*x, *y]).max() < 20
    assert axes(trace, "cost-by-epoch").get_ylim()[0] > -1e3


# Curves of one weight


def test_the_curve_of_any_cost_is_the_cost_and_shows_all_minima() -> None:
    trace = on_surface("double-well", 0.05)
    ax = axes(trace, "path")
    W, cost = lines(ax, "cost")[0].get_data()
    assert np.allclose(cost, surface("double-well").evaluate(np.asarray(W)[None])[0])
    low, high = ax.get_xlim()
    assert low < -1.49
    assert high > trace.W[0, 0]
    assert ax.get_ylim()[1] < 2 * trace.cost[0]


# Surfaces


def test_the_path_lies_on_the_surface() -> None:
    trace = on_surface("rosenbrock", 0.001)
    x, y, z = lines(axes(trace, "surface"), "path")[0].get_data_3d()  # type: ignore[attr-defined]
    assert np.allclose(np.column_stack([x, y]), trace.W)
    assert np.allclose(z, trace.cost)


# Directions


def test_bands_are_the_shares_of_the_directions() -> None:
    trace = on(Cost(data(3)), Adam(0.3))
    quadratic, best = trace.quadratic, trace.best
    assert quadratic is not None
    assert best is not None
    parts = quadratic.eigenvalues / 2 * ((trace.W - best.W) @ quadratic.directions) ** 2
    shares = parts / (trace.cost - best.cost)[:, None]
    bands = [one for one in axes(trace, "directions").collections if isinstance(one, PolyCollection)]
    assert len(bands) == 4
    for k, band in enumerate(bands):
        vertices = np.asarray(band.get_paths()[0].vertices)
        top = np.array([vertices[vertices[:, 0] == epoch, 1].max() for epoch in (0.0, 40.0)])
        assert np.allclose(top, shares[[0, 40], : k + 1].sum(axis=1), atol=1e-6)


def test_many_directions_are_told_together() -> None:
    x = RANDOM.normal(size=(60, 9))
    trace = on(Cost(Data(x, x.sum(axis=1))), SGD(0.05))
    texts = [text.get_text() for text in draw(trace, "directions").legends[0].get_texts()]
    assert len(texts) == 7
    assert texts[-1] == "4 others"


# Rows held out


@pytest.mark.parametrize("epochs", [3, 300])
def test_the_cost_of_rows_held_out_is_beside(epochs: int) -> None:
    trace = on(Cost(data(2)), SGD(0.1), epochs)
    held = Cost(Data(X[:9, :2], Y[:9] + 2)).evaluate(trace.W.T)[0]
    trace = replace(trace, held_out=held)
    ax = axes(trace, "cost-by-epoch")
    x, y = lines(ax, "second")[0].get_data()
    assert trace.best is not None
    base = trace.best.cost if ax.get_yscale() == "log" else 0.0
    assert np.allclose(np.asarray(y) + base, held[np.asarray(x)])
    assert ax.get_ylim()[0] < np.min(y) < np.max(y) < ax.get_ylim()[1]
    assert "rows held out goes from" in picture(trace, "cost-by-epoch").summary


# The gradient


def test_the_gradient_is_its_length_in_the_scale_of_the_run() -> None:
    trace = on(Cost(data(2), gradient="half_sum"), SGD(0.001))
    shown = picture(trace, "gradient-by-epoch")
    assert "25 × the true gradient" in shown.note
    assert np.allclose(
        lines(axes(trace, "gradient-by-epoch"), "gradient")[0].get_ydata(),
        np.linalg.norm(trace.gradient, axis=1),
    )


# Data


def test_the_curve_is_what_the_hypothesis_predicts() -> None:
    for what in ("logistic, one feature", "polynomial"):
        trace = COSTS[what]()
        cost = trace.objective
        assert isinstance(cost, Cost)
        x, y = lines(axes(trace, "data"), "hypothesis")[-1].get_data()
        assert np.allclose(y, cost.hypothesis.predict(np.asarray(x)[:, None], trace.W[-1]))
    assert axes(COSTS["logistic, one feature"](), "data").get_ylabel() == "price: probability of class 1"


# Captions


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (SGD(0.1), "By hand, lr 0.1."),
        (Adam(0.1), "Adam, by hand, lr 0.1."),
        (SGD(0.1, momentum=0.9, nesterov=True), "SGD, momentum 0.9, nesterov, by hand, lr 0.1."),
        (SGD(CosineAnnealingLR(0.1, 40)), "SGD, by hand, lr 0.1 (CosineAnnealingLR)."),
    ],
)
def test_captions_name_the_rule(rule: Any, said: str) -> None:
    for kind in ("path", "surface", "gradient-by-epoch", "directions"):
        assert picture(on(Cost(data(2)), rule), kind).note.startswith(said)


def test_captions_name_the_batches() -> None:
    assert "Mini-batches of 8 rows." in picture(COSTS["mini-batches"](), "path").note


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_draw_speaks_the_language_of_the_moment(lang: str) -> None:
    with speaking(lang):
        label = on(Cost(data(2))).draw("directions").axes[0].get_ylabel()
    assert ("share" in label) == (lang == "en")
