"""Surfaces: derivatives against autograd, minima that are minima, and the valley as one asks for it."""

from typing import Any

import numpy as np
import pytest
import torch

from ravine.autograd import TorchFunction
from ravine.descent import descend
from ravine.errors import SettingError
from ravine.optim import SGD
from ravine.optimum import optimum
from ravine.quadratic import Quadratic
from ravine.surfaces import SURFACES, Surface, surface, valley
from ravine.words import LANGUAGES, speaking

Array = np.ndarray
BENT = [name for name in SURFACES if name not in ("bowl", "valley")]
rng = np.random.default_rng(0)


def bent(name: str) -> Surface:
    made = SURFACES[name]()
    assert isinstance(made, Surface)
    return made


@pytest.mark.parametrize("name", BENT)
def test_slopes_and_curvatures_are_autograds(name: str) -> None:
    made = bent(name)
    points = rng.normal(size=(made.p, 40)) * 2
    for W in points.T:
        at = torch.tensor(W, requires_grad=True)
        value = made.function(at)
        (slope,) = torch.autograd.grad(value, at)
        cost, gradient = made.evaluate(W)
        assert (np.shape(cost), gradient.shape) == ((), (made.p,))
        assert cost == pytest.approx(value.item(), rel=1e-13)
        np.testing.assert_allclose(gradient, slope, rtol=1e-11, atol=1e-11)
        hessian = torch.autograd.functional.hessian(made.function, torch.tensor(W))
        assert made.hessian(W).shape == (made.p, made.p)
        np.testing.assert_allclose(made.hessian(W), hessian, rtol=1e-11, atol=1e-11)


@pytest.mark.parametrize("name", SURFACES)
def test_n_points_at_once_are_those_one_by_one(name: str) -> None:
    made = SURFACES[name]()
    points = rng.normal(size=(made.p, 7))
    costs, gradients = made.evaluate(points)
    assert (costs.shape, gradients.shape) == ((7,), (made.p, 7))
    for j in range(7):
        cost, gradient = made.evaluate(points[:, j])
        assert costs[j] == pytest.approx(cost, rel=1e-14)
        np.testing.assert_allclose(gradients[:, j], gradient, rtol=1e-14)


@pytest.mark.parametrize("name", BENT)
def test_minima_are_minima_and_all_different(name: str) -> None:
    made = bent(name)
    assert np.abs(made.minima - made.near).max() < 0.05
    for W in made.minima:
        cost, gradient = made.evaluate(W)
        curvatures = np.linalg.eigvalsh(made.hessian(W))
        assert curvatures[0] > 0
        assert np.abs(gradient).max() <= 1e-12 * max(1, curvatures[-1] * np.abs(W).max())
        around = W[:, None] + 1e-3 * rng.normal(size=(made.p, 50))
        assert (made.evaluate(around)[0] >= cost).all()
    away = np.abs(made.minima[:, None] - made.minima[None]).max(axis=2)
    assert (away[~np.eye(len(away), dtype=bool)] > 0.5).all()


# What the literature says, or one works out.
KNOWN = {
    "rosenbrock": [((1, 1), 0)],
    "himmelblau": [
        ((3, 2), 0),
        ((-2.805118, 3.131312), 0),
        ((-3.779310, -3.283186), 0),
        ((3.584428, -1.848126), 0),
    ],
    "beale": [((3, 0.5), 0)],
    "saddle": [((0, 1), -0.25), ((0, -1), -0.25)],
    "plateau": [((0, 0), 0)],
}


@pytest.mark.parametrize("name", KNOWN)
def test_they_are_the_minima_one_knows(name: str) -> None:
    made = bent(name)
    assert len(made.minima) == len(KNOWN[name])
    for (W, cost), found in zip(KNOWN[name], made.minima, strict=True):
        np.testing.assert_allclose(found, W, atol=1e-6)
        assert made.evaluate(found)[0] == pytest.approx(cost, abs=1e-20)


def test_the_minima_of_the_double_well_are_roots_of_its_slope() -> None:
    roots = np.sort(np.roots([1, 0, -2, 0.3]).real)
    np.testing.assert_allclose(bent("double-well").minima[:, 0], roots[[0, 2]], rtol=1e-14)
    deep, shallow = (bent("double-well").evaluate(W)[0] for W in bent("double-well").minima)
    assert deep < shallow


def test_rastrigin_has_a_minimum_near_every_pair_of_whole_numbers() -> None:
    made = bent("rastrigin")
    j = np.array([(a, b) for a in range(-3, 4) for b in range(-3, 4)])
    for pair in j:
        W, cost = made.best(pair)
        assert np.abs(W - pair).max() < 0.02
        assert cost == pytest.approx(float((pair**2).sum()), rel=0.01, abs=1e-12)


def test_the_minimum_nearest_to_the_end_is_the_best_known() -> None:
    made = bent("himmelblau")
    for W, _ in KNOWN["himmelblau"]:
        near, cost = made.best(np.array(W) + 0.3)
        np.testing.assert_allclose(near, W, atol=1e-6)
        assert cost < 1e-25
        np.testing.assert_array_equal(optimum(made, np.zeros(2), np.array(W)).W, near)
    assert np.isfinite(made.best(np.array([1e300, -1e300]))[0]).all()


@pytest.mark.parametrize("name", BENT)
def test_from_where_it_begins_there_is_something_to_see(name: str) -> None:
    made = bent(name)
    cost, gradient = made.evaluate(made.asarray(made.begin))
    assert np.abs(gradient).max() > 1e-6
    assert cost > min(made.evaluate(W)[0] for W in made.minima)


@pytest.mark.parametrize("name", BENT)
def test_both_engines_take_the_same_path(name: str) -> None:
    made = bent(name)
    run = {"optimizer": SGD(1e-3), "epochs": 30, "start": made.begin}
    hand, by_torch = descend(made, **run), descend(made, engine="torch", **run)
    assert (hand.engine, by_torch.engine) == ("hand", "torch")
    for ours, theirs in (
        (hand.W, by_torch.W),
        (hand.cost, by_torch.cost),
        (hand.gradient, by_torch.gradient),
    ):
        np.testing.assert_allclose(theirs, ours, rtol=1e-9, atol=1e-11)


def test_a_surface_is_an_objective_like_a_function_of_ones_own() -> None:
    made = bent("rosenbrock")
    own = TorchFunction(made.function, made.names)
    W = rng.normal(size=(2, 5))
    for ours, theirs in zip(made.evaluate(W), own.evaluate(W), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-13)
    np.testing.assert_allclose(made.hessian(W[:, 0]), own.hessian(W[:, 0]), rtol=1e-12)
    assert (made.names, bent("double-well").names) == (("w1", "w2"), ("w",))
    assert (made.p, bent("double-well").p, made.gradient, made.ratio) == (2, 1, "mean", 1.0)


# --- valleys ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("condition", [1, 1.0, 100, 1e6, 1e12])
@pytest.mark.parametrize("turn", [0, 30, 45, 90, -135, 360, 1234.5])
def test_a_valley_has_the_condition_and_the_turn_one_asks_for(condition: float, turn: float) -> None:
    made = valley(condition=condition, turn=turn)
    assert isinstance(made, Quadratic)
    angle = np.deg2rad(turn)
    flat = np.array([np.cos(angle), np.sin(angle)])
    steep = np.array([-np.sin(angle), np.cos(angle)])
    for direction, curvature in ((flat, 1.0), (steep, condition)):
        assert made.evaluate(3 * direction)[0] == pytest.approx(4.5 * curvature, rel=1e-3)
    np.testing.assert_allclose(made.eigenvalues, [condition, 1], rtol=1e-9)
    np.testing.assert_allclose(made.hessian(), made.evaluate(np.eye(2))[1], atol=1e-9 * condition)


def test_quarters_of_a_turn_are_exact() -> None:
    for quarter in range(-4, 5):
        hessian = valley(condition=100, turn=90 * quarter).hessian()
        expected = [1, 100] if quarter % 2 == 0 else [100, 1]
        np.testing.assert_allclose(hessian, np.diag(expected), rtol=1e-15, atol=0)


def test_a_bowl_is_equally_steep_all_around() -> None:
    np.testing.assert_allclose(SURFACES["bowl"]().hessian(None), np.eye(2), rtol=1e-15)


@pytest.mark.parametrize(
    ("name", "settings", "said"),
    [
        ("", {}, "rosenbrock"),
        ("Rosenbrock", {}, "rosenbrock"),
        (None, {}, "rosenbrock"),
        ("rosenbrock", {"condition": 3}, "condition"),
        ("valley", {"name": "x"}, "name"),
        ("valley", {"slope": 3}, "slope"),
        *(
            ("valley", {"condition": value}, "condition")
            for value in (0, 0.5, np.nan, np.inf, "100", True, [1])
        ),
        *(("valley", {"turn": value}, "turn") for value in (np.nan, np.inf, "45", None, False)),
    ],
    ids=str,
)
def test_a_surface_that_is_none_is_refused(name: Any, settings: dict[str, Any], said: str) -> None:
    for lang in LANGUAGES:
        with speaking(lang), pytest.raises(SettingError, match=said):
            surface(name, **settings)
