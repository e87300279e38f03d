"""Sweeps as pictures: every descent is there, what diverges too, and theory's lrs where they belong."""

from typing import Any

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import QuadMesh
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D

import ravine as rv
from ravine.pictures import sweep_picture
from ravine.pictures.colours import LINES, RUNS
from ravine.pictures.regimes import regimes
from ravine.report.curves import curves, leader
from ravine.surfaces import surface, valley
from ravine.sweeps import Sweep, sweep
from ravine.words import LANGUAGES, speaking

RANDOM = np.random.default_rng(3)
X = RANDOM.normal(size=(30, 3)) * [1.0, 2.0, 0.5]
PLANE = rv.Cost(rv.Data(X, X @ [1.0, -2.0, 0.5] + 1 + RANDOM.normal(size=30)))
LR = np.geomspace(1e-3, 2, 50)
MOMENTA = np.linspace(0, 0.9, 7)


@pytest.fixture(scope="module")
def found() -> Sweep:
    return sweep(PLANE, lr=LR, epochs=80)


def axes(found: Sweep) -> list[Axes]:
    figure = sweep_picture(found).figure()
    figure.draw_without_rendering()
    return figure.axes


def lines(ax: Axes, colour: str) -> list[Line2D]:
    return [
        one
        for one in ax.lines
        if to_hex(one.get_color()).upper() == colour and len(np.asarray(one.get_xdata())) > 0
    ]


def words(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.figure.legends[0].get_texts()]


def test_the_curves_are_the_last_costs_and_the_epochs_to_1_percent(found: Sweep) -> None:
    (curve,), (above, below, _) = curves(found), axes(found)
    cost, epochs = lines(above, RUNS[0])[0], lines(below, RUNS[0])[0]
    standing = ~curve.diverged & (curve.excess > 1e-12 * curve.start_cost)
    np.testing.assert_allclose(np.asarray(cost.get_ydata())[standing], curve.excess[standing], rtol=1e-12)
    np.testing.assert_array_equal(np.asarray(epochs.get_ydata()), curve.epochs)
    np.testing.assert_array_equal(np.asarray(cost.get_xdata()), LR)


def test_what_diverges_leaves_through_the_top_and_is_marked_there(found: Sweep) -> None:
    (curve,), (ax, *_) = curves(found), axes(found)
    assert curve.diverged.any()
    line, triangles = lines(ax, RUNS[0])[0], lines(ax, RUNS[0])[-1]
    top = ax.get_ylim()[1]
    assert (np.asarray(line.get_ydata())[np.flatnonzero(curve.diverged)[1:]] >= top).all()
    assert triangles.get_marker() == "^"
    assert set(np.asarray(triangles.get_xdata())) <= set(LR[curve.diverged])
    assert np.allclose(np.asarray(triangles.get_ydata()), top)
    assert "Triangles" in sweep_picture(found).note


def test_the_lrs_of_theory_are_lines_with_their_names(found: Sweep) -> None:
    known = rv.theory(PLANE, epochs=80)
    ax = axes(found)[0]
    drawn = [float(np.asarray(one.get_xdata())[0]) for one in lines(ax, LINES["theory"])]
    expected = sorted([known.stable_lr, known.long_run_lr, known.best_lr])
    assert sorted(drawn) == pytest.approx(expected, rel=1e-12)
    names = " ".join(text.get_text() for text in ax.texts)
    assert all(name in names for name in ("best lr", "long-run lr", "limit"))


@pytest.mark.parametrize("condition", [1.01, 3.0, 1e4])
def test_their_names_do_not_collide(condition: float) -> None:
    cost = valley(condition=condition)
    limit = rv.theory(cost).stable_lr
    figure = sweep_picture(
        sweep(cost, lr=np.geomspace(limit / 1e3, limit * 2, 60), starts=[[0.5, 1.0]], epochs=50)
    ).figure()
    figure.draw_without_rendering()
    boxes = [text.get_window_extent() for text in figure.axes[0].texts if "lr" in text.get_text()]
    assert len(boxes) == 2
    assert not boxes[0].overlaps(boxes[1])
    assert all(figure.axes[0].get_window_extent().x0 <= box.x0 for box in boxes)


def test_the_regimes_are_named_in_a_strip(found: Sweep) -> None:
    strip = axes(found)[2]
    (curve,) = curves(found)
    assert strip.texts[0].get_text() == "crawling"
    assert len(strip.patches) == len(list(regimes(curve)))


def test_the_title_has_the_first_to_1_percent_and_where_it_diverges(found: Sweep) -> None:
    (curve,) = curves(found)
    title = sweep_picture(found).title
    assert f"epoch {int(curve.epochs[curve.best])}" in title
    assert curve.cliff is not None
    assert f"from lr {curve.cliff[1]:.4g} on" in title


def test_several_rules_have_a_line_each_and_the_width_of_their_good_range() -> None:
    found = sweep(PLANE, lr=LR, optimizer=["sgd", "adam"], epochs=80)
    above, below = axes(found)
    for k, curve in enumerate(curves(found)):
        np.testing.assert_array_equal(np.asarray(lines(below, RUNS[k])[0].get_ydata()), curve.epochs)
        assert any(f"{curve.name}, good range × {curve.width:.3g}" in word for word in words(above))


def test_of_very_many_rules_the_best_are_drawn_and_that_is_said() -> None:
    rules = {f"decay {k}": rv.SGD(weight_decay=k / 10) for k in range(11)}
    found = sweep([1, 2, 3], [1, 2, 3], lr=LR, optimizer=rules, bias=False, epochs=40)
    with speaking("en"):
        picture = sweep_picture(found)
    assert "the best 8 of 11 rules" in picture.note
    ax = picture.figure().axes[0]
    labels = [text for text in ax.get_legend_handles_labels()[1] if text.startswith("decay")]
    assert [label.split(",")[0] for label in labels] == [f"decay {k}" for k in range(8)]


def test_a_map_is_the_same_for_momenta_in_any_order() -> None:
    narrow = valley(condition=100)
    maps = []
    for momenta in ([0.9, 0.0, 0.5], [0.0, 0.5, 0.9]):
        found = sweep(narrow, lr=LR, momentum=np.array(momenta), starts=[[1.0, 0.1]], epochs=80)
        ax = sweep_picture(found).figure().axes[0]
        maps.append((ax.get_ylim(), ax.collections[-1].get_array(), len(ax.lines)))
    assert maps[0][0] == maps[1][0]
    np.testing.assert_array_equal(maps[0][1], maps[1][1])
    assert maps[0][2] == maps[1][2]


def test_each_rule_has_its_own_lrs() -> None:
    bent = surface("rosenbrock")
    found = sweep(bent, optimizer=["adam", "sgd"], starts=[bent.begin], epochs=60, points=30)
    above = axes(found)[0]
    for k in range(2):
        np.testing.assert_array_equal(np.asarray(lines(above, RUNS[k])[0].get_xdata()), found.lr[k])


def test_a_map_has_the_epochs_of_every_pair_and_the_boundary_of_theory() -> None:
    found = sweep(PLANE, lr=LR, momentum=MOMENTA, epochs=80)
    rows, ax = curves(found), axes(found)[0]
    mesh = [one for one in ax.collections if isinstance(one, QuadMesh)][-1]
    drawn = np.ma.filled(np.ma.masked_invalid(mesh.get_array()), np.nan).reshape(len(MOMENTA), len(LR))
    np.testing.assert_array_equal(drawn, [curve.epochs for curve in rows])
    (boundary,) = lines(ax, LINES["theory"])
    limits = [rv.theory(PLANE, rule=rv.SGD(0.1, momentum=beta)).stable_lr for beta in MOMENTA]
    np.testing.assert_allclose(np.asarray(boundary.get_xdata()), limits, rtol=1e-12)
    np.testing.assert_array_equal(np.asarray(boundary.get_ydata()), MOMENTA)


def test_a_map_has_diamonds_at_the_best_pair_and_at_the_best_in_the_long_run() -> None:
    found = sweep(PLANE, lr=LR, momentum=MOMENTA, epochs=80)
    best, rule = leader(curves(found)), rv.theory(PLANE).long_run_rule()
    diamonds = [one for one in axes(found)[0].lines if one.get_marker() == "D"]
    places = [(float(one.get_xdata()[0]), float(one.get_ydata()[0])) for one in diamonds]  # type: ignore[index]
    assert places == [
        pytest.approx((best.lr[best.best], best.momentum)),
        pytest.approx((rule.lr, rule.momentum)),
    ]


def test_where_no_least_cost_is_known_it_is_said_in_the_place_of_epochs() -> None:
    parted = rv.Cost(rv.Data([[0.0], [1.0], [2.0], [3.0]], [0, 0, 1, 1]), rv.Logistic())
    _, below, strip = axes(sweep(parted, lr=np.geomspace(1e-3, 1, 20), epochs=30))
    assert [text.get_text() for text in below.texts] == ["no least cost is known, so no 1 %"]
    assert [text.get_text() for text in strip.texts] == ["ends below the start"]


def test_an_lr_that_gets_to_1_percent_between_two_that_do_not_is_seen() -> None:
    bent = surface("rosenbrock")
    found = sweep(bent, lr=np.geomspace(0.3, 20, 120), optimizer="adam", starts=[bent.begin], epochs=150)
    (curve,), below = curves(found), axes(found)[1]
    told = np.pad(np.isfinite(curve.epochs), 1)
    lone = curve.lr[told[1:-1] & ~told[:-2] & ~told[2:]]
    assert lone.size
    dots = [one for one in lines(below, RUNS[0]) if one.get_marker() == "."]
    assert np.asarray(dots[0].get_xdata()).tolist() == lone.tolist()


SWEEPS: dict[str, Any] = {
    "three points": {"lr": np.array([1e-3, 1e-2, 1e-1])},
    "one epoch": {"epochs": 1},
    "all diverge": {"lr": np.geomspace(5, 50, 9)},
    "at the best": {"starts": [rv.theory(PLANE).best[0]]},
    "several": {"optimizer": ["sgd", "adam", "rmsprop", "adagrad"]},
    "momentum": {"optimizer": rv.SGD(0.1, momentum=0.9, nesterov=True)},
    "map": {"momentum": MOMENTA},
    "map of nesterov": {"momentum": MOMENTA[1:], "optimizer": rv.SGD(0.1, momentum=0.5, nesterov=True)},
    "map of two": {"momentum": MOMENTA, "optimizer": ["sgd", "adam"]},
    "map, all diverge": {"momentum": MOMENTA, "lr": np.geomspace(50, 500, 9)},
    "map, none at 1 %": {"momentum": MOMENTA, "lr": np.geomspace(1e-6, 1e-5, 9)},
    "map of few": {"momentum": MOMENTA[:2], "lr": np.array([0.01, 0.1])},
    "map of one place": {"momentum": [0.5, 0.5], "lr": np.array([0.1, 0.1])},
    "map at the best": {"momentum": MOMENTA, "starts": [rv.theory(PLANE).best[0]]},
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", SWEEPS)
def test_every_kind_of_sweep_is_drawn(kind: str, lang: str) -> None:
    found = sweep(PLANE, **{"lr": LR, "epochs": 40, **SWEEPS[kind]})
    with speaking(lang):
        picture = sweep_picture(found)
        assert picture.png()[0].startswith(b"\x89PNG")
    assert all((picture.title, picture.summary, picture.note))


@pytest.mark.parametrize("name", ["rosenbrock", "saddle", "double-well"])
def test_surfaces_are_drawn(name: str) -> None:
    made: Any = surface(name)
    picture = sweep_picture(sweep(made, lr=LR, starts=[made.begin], epochs=40))
    assert picture.png()[0].startswith(b"\x89PNG")
