"""The scikit-learn estimators against algebra, other solvers and the descents they stand for."""

import ast
import json
import os
import pickle
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
from sklearn.base import clone
from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits, load_iris, load_wine
from sklearn.exceptions import ConvergenceWarning, NotFittedError
from sklearn.linear_model import LogisticRegression, QuantileRegressor, Ridge, SGDRegressor
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler
from sklearn.utils.estimator_checks import parametrize_with_checks

import ravine as rv
from ravine.estimator import GradientDescentClassifier as Classifier
from ravine.estimator import GradientDescentRegressor as Regressor
from ravine.estimator.auto import Asked, Way
from ravine.estimator.rows import merged
from ravine.words import speaking

Array = np.ndarray
SOURCE = Path(rv.__file__).parent
X, Y = load_diabetes(return_X_y=True)
RAW = X * np.geomspace(1e-3, 1e3, 10) + np.arange(10)  # the same columns in units 10^6 apart
FLOWERS, KINDS = load_iris(return_X_y=True)


def least_squares(x: Array, y: Array) -> tuple[Array, float]:
    """Coefficients and intercept by a factorisation of standardised columns, to the last digits."""
    mean, deviation = x.mean(axis=0), x.std(axis=0)
    W = np.linalg.lstsq(np.column_stack([(x - mean) / deviation, np.ones(len(y))]), y, rcond=None)[0]
    coef = W[:-1] / deviation
    return coef, W[-1] - coef @ mean


def conditioned(condition: float, seed: int = 0) -> tuple[Array, Array]:
    """Rows whose Hessian has about this condition number once they are standardised, in units 10^6 apart."""
    rng = np.random.default_rng(seed)
    left = np.linalg.qr(rng.normal(size=(500, 6)))[0]
    turn = np.linalg.qr(rng.normal(size=(6, 6)))[0]
    x = left * np.geomspace(1, condition**-0.5, 6) @ turn * np.sqrt(500)
    y = x / x.std(axis=0) @ rng.normal(size=6) + 0.1 * rng.normal(size=500) + 3
    return x * np.geomspace(1e3, 1e-3, 6), y


# What scikit-learn asks of every estimator.


# Without SCIPY_ARRAY_API=1, which SciPy reads but once, one of them is skipped; none in the slow test below.
@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
@parametrize_with_checks([Regressor(), Classifier()])
def test_it_is_an_estimator(estimator: Any, check: Any) -> None:
    check(estimator)


CHECKED = """
import json, sys, warnings
from sklearn.utils.estimator_checks import check_estimator
import ravine.estimator
warnings.simplefilter("ignore")
told = []
for kind in sys.argv[2:]:
    model = getattr(ravine.estimator, kind)(**json.loads(sys.argv[1]))
    told += check_estimator(model, on_skip=None, on_fail=None)
print(json.dumps([(one["check_name"], one["status"]) for one in told]))
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"batch_size": 8},
        {"optimizer": "adam"},
        {"l2": 0.1},
        {"fit_intercept": False},
        {"standardize": False},
        {"warm_start": True},
        {"loss": "absolute"},
        {"loss": "huber"},
    ],
    ids=str,
)
def test_no_check_fails_and_none_is_skipped(settings: dict[str, Any]) -> None:
    kinds = ["GradientDescentRegressor", "GradientDescentClassifier"][: 1 if "loss" in settings else 2]
    command = [sys.executable, "-c", CHECKED, json.dumps(settings), *kinds]
    environment = {**os.environ, "SCIPY_ARRAY_API": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    assert len(told) > 50 * len(kinds)
    assert not [check for check in told if check[1] != "passed"]


# Least squares.


@pytest.mark.parametrize(("x", "y"), [(X, Y), (RAW, Y), *map(conditioned, (1e2, 1e4, 1e6))])
def test_as_it_stands_it_is_least_squares(x: Array, y: Array) -> None:
    coef, intercept = least_squares(x, y)
    model = Regressor().fit(x, y)
    assert model.coef_ == pytest.approx(coef, rel=1e-6)
    assert model.intercept_ == pytest.approx(intercept, rel=1e-6)
    assert model.predict(x) == pytest.approx(x @ coef + intercept, rel=1e-6)


def test_where_others_diverge_or_stop_short() -> None:
    coef, _ = least_squares(RAW, Y)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        try:
            raw = SGDRegressor(random_state=0).fit(RAW, Y)
        except ValueError:  # it ran out of float's range
            pass
        else:
            assert raw.score(RAW, Y) < -1e6
        scaled = make_pipeline(StandardScaler(), SGDRegressor(random_state=0)).fit(RAW, Y)
    theirs = scaled[-1].coef_ / scaled[0].scale_
    assert np.abs(theirs / coef - 1).max() > 1e-2
    ours = Regressor().fit(RAW, Y).coef_
    assert np.abs(ours / coef - 1).max() < 1e-6


@pytest.mark.parametrize("settings", [None, {"momentum": 0.9}, {"weight_decay": 1e-12}], ids=str)
@pytest.mark.parametrize("condition", [1e6, 1e13])
def test_one_direction_too_flat_for_all_epochs_keeps_no_other_from_its_end(
    settings: dict[str, Any] | None, condition: float
) -> None:
    x = np.random.default_rng(0).normal(size=(300, 3))
    x[:, 2] = x[:, 0] + condition**-0.5 * x[:, 2]
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        trace = Regressor(settings=settings).fit(x, x @ [1.0, 2.0, 3.0] + x[:, 1] ** 2).trace_
    assert all("condition number" in str(one.message) for one in said)
    assert trace.cost[-1] - trace.best.cost < 1e-3 * (trace.cost[0] - trace.best.cost)


def test_without_an_intercept() -> None:
    x, y = conditioned(1e3)
    model = Regressor(fit_intercept=False).fit(x, y)
    size = np.sqrt((x**2).mean(axis=0))
    assert model.coef_ == pytest.approx(np.linalg.lstsq(x / size, y, rcond=None)[0] / size, rel=1e-6)
    assert model.intercept_ == 0.0


def test_on_raw_columns_if_asked() -> None:
    x, y = conditioned(10)
    x = x / x.std(axis=0)
    model = Regressor(standardize=False).fit(x, y)
    assert model.coef_ == pytest.approx(least_squares(x, y)[0], rel=1e-6)
    assert model.trace_.standardisation is None
    assert model.trace_.W[-1][:-1] == pytest.approx(model.coef_, rel=1e-12)


def test_a_column_that_depends_on_others_takes_its_share() -> None:
    twice = np.column_stack([X, X[:, 0], np.ones(len(X))])
    model = Regressor().fit(twice, Y)
    once = Regressor().fit(X, Y)
    assert model.predict(twice) == pytest.approx(once.predict(X), rel=1e-6)
    assert model.coef_[0] == pytest.approx(model.coef_[10], rel=1e-9)
    assert model.coef_[11] == 0.0


def test_targets_far_from_0_that_hardly_vary() -> None:
    far = 1e9 + Y
    model = Regressor().fit(X, far)
    assert model.coef_ == pytest.approx(least_squares(X, Y)[0], rel=1e-5)
    assert Regressor().fit(X, np.full(len(X), 7.0)).intercept_ == pytest.approx(7.0)


def test_l2_is_that_of_ridge() -> None:
    deviation = RAW.std(axis=0)
    ridge = Ridge(alpha=0.3 * len(Y) / 2).fit((RAW - RAW.mean(axis=0)) / deviation, Y)
    assert Regressor(l2=0.3).fit(RAW, Y).coef_ * deviation == pytest.approx(ridge.coef_, rel=1e-6)


@pytest.mark.parametrize("optimizer", ["adam", "rprop", "nadam"])
def test_by_another_rule(optimizer: str) -> None:
    model, (coef, intercept) = Regressor(optimizer=optimizer).fit(RAW, Y), least_squares(RAW, Y)
    assert np.abs(model.predict(RAW) - RAW @ coef - intercept).max() < 0.01 * Y.std()
    assert model.trace_.end_cost <= model.trace_.best.cost * (1 + 1e-6)


def test_in_mini_batches_it_comes_to_rest_close_by() -> None:
    model = Regressor(batch_size=16, random_state=0).fit(RAW, Y)
    assert model.trace_.cost[-1] < 1.003 * Regressor().fit(RAW, Y).trace_.cost[-1]
    again = Regressor(batch_size=16, random_state=0).fit(RAW, Y)
    other = Regressor(batch_size=16, random_state=1).fit(RAW, Y)
    assert (again.coef_ == model.coef_).all()
    assert (other.coef_ != model.coef_).all()


def test_by_absolute_distance() -> None:
    line = QuantileRegressor(alpha=0, quantile=0.5).fit(X, Y)
    least = np.abs(line.predict(X) - Y).mean()
    cost = Regressor(loss="absolute").fit(X, Y).trace_.cost[-1]
    assert least * 0.999999 < cost < least * 1.001


@pytest.mark.parametrize("loss", ["huber", rv.Huber(30.0)])
def test_by_hubers_loss(loss: Any) -> None:
    trace = Regressor(loss=loss).fit(RAW, Y).trace_
    assert trace.cost[-1] < trace.best.cost * 1.0001
    with pytest.warns(ConvergenceWarning, match="gradient"):  # y in thousands of delta: a long way to go
        Regressor(loss=loss).fit(RAW, 1e6 * Y)


# Classes.


@pytest.mark.parametrize(
    "load", [load_iris, load_breast_cancer, pytest.param(load_digits, marks=pytest.mark.slow)]
)
def test_as_it_stands_it_is_logistic_regression(load: Any) -> None:
    x, y = load(return_X_y=True)
    model = Classifier().fit(x, y)
    deviation = np.where(x.std(axis=0) > 0, x.std(axis=0), 1.0)
    z = (x - x.mean(axis=0)) / deviation
    theirs = LogisticRegression(C=1 / (1e-4 * len(y)), tol=1e-8, max_iter=10_000).fit(z, y)
    W = np.vstack([theirs.coef_.T, theirs.intercept_]).ravel()
    least = float(model.trace_.objective.evaluate(W)[0])
    assert least * 0.999999 < model.trace_.cost[-1] < least * 1.001
    assert (model.predict(x) == theirs.predict(z)).mean() > 0.995
    assert model.coef_.shape == theirs.coef_.shape
    assert model.intercept_.shape == theirs.intercept_.shape


@pytest.mark.parametrize(("load", "near"), [(load_breast_cancer, 0.01), (load_wine, 0.03)])
def test_how_near_the_coefficients_come(load: Any, near: float) -> None:
    x, y = load(return_X_y=True)
    z = (x - x.mean(axis=0)) / x.std(axis=0)
    theirs = LogisticRegression(C=1 / (1e-4 * len(y)), tol=1e-10, max_iter=10_000).fit(z, y).coef_
    usual, close = (Classifier(tol=tol).fit(x, y) for tol in ("auto", 1e-8))
    assert np.abs(usual.coef_ * x.std(axis=0) - theirs).max() < near * np.abs(theirs).max()
    assert close.coef_ * x.std(axis=0) == pytest.approx(theirs, rel=1e-3)
    assert usual.trace_.stopped
    assert close.trace_.stopped
    assert not Classifier(epochs=9, tol=None).fit(x, y).trace_.stopped


def test_a_larger_tol_is_sooner_there_and_tells_other_rows_no_worse() -> None:
    x, y = load_digits(return_X_y=True)
    sooner, later = (Classifier(tol=tol).fit(x[:1200], y[:1200]) for tol in (1e-3, 1e-4))
    assert sooner.n_iter_ < later.n_iter_ / 2
    assert later.n_iter_ < 1000
    assert sooner.score(x[1200:], y[1200:]) > later.score(x[1200:], y[1200:]) - 0.01


@pytest.mark.parametrize("classes", [2, 3])
def test_coefficients_and_probabilities_are_those_of_raw_columns(classes: int) -> None:
    some = classes > KINDS
    x, y = FLOWERS[some] * [1e3, 1.0, 1e-3, 1.0], KINDS[some]
    model = Classifier(l2=0.01).fit(x, y)
    assert model.predict_proba(x).sum(axis=1) == pytest.approx(np.ones(len(x)))
    score = x @ model.coef_.T + model.intercept_
    assert model.decision_function(x) == pytest.approx(score if classes > 2 else score[:, 0])
    shown = model.trace_.predict(x)
    assert model.predict_proba(x)[:, -1] == pytest.approx(shown if classes == 2 else shown[:, -1])
    assert np.exp(model.predict_log_proba(x)) == pytest.approx(model.predict_proba(x))


def test_classes_keep_their_names() -> None:
    named = np.array(["setosa", "versicolor", "virginica"])[KINDS]
    model = Classifier().fit(FLOWERS, named)
    assert model.classes_.tolist() == ["setosa", "versicolor", "virginica"]
    assert (model.predict(FLOWERS) == named).mean() > 0.97


def test_classes_that_a_plane_tells_apart_are_said_to_be() -> None:
    two = KINDS < 2
    with pytest.warns(ConvergenceWarning, match="a plane tells all rows' classes apart"):
        Classifier(l2=0.0, epochs=50, tol=None).fit(FLOWERS[two], KINDS[two])
    Classifier().fit(FLOWERS[two], KINDS[two])  # with l2 there is a least cost


# Weights.


@pytest.mark.parametrize(
    "how", [{}, {"l2": 0.1}, {"batch_size": 8}, {"optimizer": "adam"}, {"loss": "huber"}], ids=str
)
def test_a_weight_counts_as_rows_and_0_as_none(how: dict[str, Any]) -> None:
    rng = np.random.default_rng(0)
    x, y, weights = RAW[:60, :4], Y[:60], rng.integers(0, 4, size=60)
    many = rng.permutation(np.repeat(np.arange(60), weights))
    weighted = Regressor(random_state=0, **how).fit(x, y, sample_weight=weights * 2.5)
    repeated = Regressor(random_state=0, **how).fit(x[many], y[many])
    assert weighted.coef_ == pytest.approx(repeated.coef_, rel=1e-6)
    assert weighted.score(x, y, weights) == pytest.approx(repeated.score(x[many], y[many]))
    unweighted = Regressor(random_state=0, **how).fit(x, y)
    assert abs(weighted.coef_ / unweighted.coef_ - 1).max() > 0.01


@pytest.mark.parametrize("how", [{}, {"batch_size": 8}, {"optimizer": "adam"}], ids=str)
def test_weights_of_classes_likewise(how: dict[str, Any]) -> None:
    rng = np.random.default_rng(0)
    weights = rng.integers(0, 3, size=150)
    many = rng.permutation(np.repeat(np.arange(150), weights))
    weighted = Classifier(random_state=0, **how).fit(FLOWERS, KINDS, sample_weight=weights)
    repeated = Classifier(random_state=0, **how).fit(FLOWERS[many], KINDS[many])
    assert weighted.coef_ == pytest.approx(repeated.coef_, rel=1e-6)


def test_equal_rows_become_one_that_weighs_as_much() -> None:
    rng = np.random.default_rng(0)
    x, y = rng.integers(0, 3, size=(200, 2)), rng.integers(0, 2, size=200)
    data = rv.Data(x, y, weights=rng.random(200) + 0.5)
    one = merged(data)
    assert one.m == len({(*row, target) for row, target in zip(x.tolist(), y.tolist(), strict=True)})
    shuffled = merged(data.take(rng.permutation(200)))
    assert (shuffled.x == one.x).all()
    assert shuffled.weights == pytest.approx(one.weights)
    W = np.array([0.3, -0.7, 0.2])
    assert rv.Cost(one).evaluate(W)[0] == pytest.approx(rv.Cost(data).evaluate(W)[0])
    assert merged(rv.Data([[1], [2], [1]], [1, 2, 3])).weights is None  # other targets are other rows


# Going on.


def test_a_warm_start_goes_on_where_the_last_fit_ended() -> None:
    plain = {"settings": {"momentum": 0.0}, "lr": 0.1, "tol": None}
    model = Regressor(epochs=5, warm_start=True, **plain).fit(RAW, Y).fit(RAW, Y)
    whole = Regressor(epochs=10, **plain).fit(RAW, Y)
    assert model.n_iter_ == 5
    assert model.coef_ == pytest.approx(whole.coef_, rel=1e-9)
    near = Regressor(warm_start=True).fit(RAW, Y).fit(RAW, Y)
    assert near.n_iter_ < Regressor().fit(RAW, Y).n_iter_ / 2
    classes = Classifier(warm_start=True).fit(FLOWERS, KINDS).fit(FLOWERS, KINDS)
    assert classes.n_iter_ < Classifier().fit(FLOWERS, KINDS).n_iter_ / 2


@pytest.mark.parametrize(
    "how",
    [
        {"optimizer": rv.Adam(0.1)},
        {"lr": 0.05, "settings": {"momentum": 0.9}},
        {"lr": 0.05, "fit_intercept": False, "l2": 0.1},
        {"lr": 0.05, "loss": "huber", "standardize": False},
    ],
    ids=str,
)
def test_partial_fits_are_the_epochs_of_one_descent(how: dict[str, Any]) -> None:
    x, y = conditioned(10)
    x = x / x.std(axis=0)
    model = Regressor(**how)
    for k in range(7):
        assert model.partial_fit(x, y).n_iter_ == k + 1
    whole = Regressor(epochs=7, tol=None, **how).fit(x, y)
    assert model.coef_ == pytest.approx(whole.coef_, rel=1e-9)
    assert model.intercept_ == pytest.approx(whole.intercept_, rel=1e-9)
    assert model.trace_.optimizer == whole.trace_.optimizer


def test_partial_fit_keeps_the_standardisation_of_the_first_rows() -> None:
    model = Regressor().partial_fit(RAW[:200], Y[:200])
    how, rule = model.trace_.standardisation, model.trace_.optimizer
    model.partial_fit(RAW[200:], Y[200:])
    assert (model.trace_.standardisation.mean == how.mean).all()
    assert model.trace_.optimizer == rule
    assert how.mean == pytest.approx(RAW[:200].mean(axis=0))


@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
def test_rows_that_come_a_few_at_a_time(optimizer: str) -> None:
    model, order = Classifier(optimizer=optimizer), np.random.default_rng(0).permutation(150)
    for k in range(40):
        few = order[k % 5 * 30 :][:30]
        model.partial_fit(FLOWERS[few], KINDS[few], classes=[0, 1, 2] if k == 0 else None)
    assert model.score(FLOWERS, KINDS) > 0.9
    fitted = Classifier(optimizer=optimizer).fit(FLOWERS, KINDS)
    before = fitted.n_iter_
    assert fitted.partial_fit(FLOWERS[:9], KINDS[:9]).n_iter_ == before + 1


def test_the_batches_of_each_epoch_of_a_stream_are_others() -> None:
    model = Regressor(batch_size=16, lr=0.01, random_state=0)
    orders = [model.partial_fit(X, Y).trace_.batches.seed for _ in range(3)]
    assert len(set(orders)) == 3
    again = Regressor(batch_size=16, lr=0.01, random_state=0)
    for _ in range(3):
        again.partial_fit(X, Y)
    assert (again.coef_ == model.coef_).all()


def test_a_warm_start_at_the_best_is_no_complaint() -> None:
    model = Regressor(warm_start=True, batch_size=16, random_state=0).fit(X, Y).fit(X, Y)
    assert model.trace_.cost[-1] < 1.01 * model.trace_.best.cost


# Beside the rest of scikit-learn.


def test_in_a_pipeline_a_search_and_a_cross_validation() -> None:
    degree = make_pipeline(PolynomialFeatures(2, include_bias=False), Regressor(l2=0.01))
    assert cross_val_score(degree, X[:, 2:4], Y, cv=3).mean() > 0.3
    search = GridSearchCV(Regressor(), {"l2": np.array([0, 1]), "optimizer": ["sgd", "adam"]}, cv=3)
    assert search.fit(X, Y).best_score_ > 0.4
    assert np.isfinite(search.cv_results_["mean_test_score"]).all()


@pytest.mark.parametrize("frame", [pd.DataFrame, pl.DataFrame])
def test_frames_bring_their_names(frame: Any) -> None:
    columns = {name: RAW[:, j] for j, name in enumerate(load_diabetes().feature_names)}
    model = Regressor().fit(frame(columns), frame({"y": Y})["y"])
    assert model.feature_names_in_.tolist() == list(columns)
    assert model.trace_.names == (*columns, "b")
    assert model.coef_ == pytest.approx(Regressor().fit(RAW, Y).coef_)
    assert model.predict(frame(columns)).shape == Y.shape
    with pytest.raises(ValueError, match="feature names"):
        model.predict(frame(dict(reversed(columns.items()))))


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_after_a_transformer_that_gives_frames(library: str) -> None:
    columns = pd.DataFrame(RAW, columns=load_diabetes().feature_names)
    line = make_pipeline(StandardScaler(), Regressor()).set_output(transform=library)
    line.fit(columns, Y)
    assert line[-1].feature_names_in_.tolist() == list(columns)
    alone = Regressor().fit(RAW, Y)
    assert line.predict(columns) == pytest.approx(alone.predict(RAW), rel=1e-6)


@pytest.mark.parametrize("how", [{}, {"batch_size": 16}, {"optimizer": "adam"}], ids=str)
def test_pickles_and_clones(how: dict[str, Any]) -> None:
    for model, x, y in (
        (Regressor(**how), X, Y),
        (Classifier(**how), FLOWERS, KINDS),
    ):
        model.set_params(random_state=0).fit(x, y)
        again = pickle.loads(pickle.dumps(model))
        assert (again.predict(x) == model.predict(x)).all()
        assert (again.trace_.cost == model.trace_.cost).all()
        assert again.trace_.optimizer == model.trace_.optimizer
        assert not hasattr(clone(model), "coef_")
        assert clone(model).get_params() == model.get_params()


def test_the_descent_of_least_squares_keeps_no_rows() -> None:
    model = Regressor().fit(np.tile(RAW, (20, 1)), np.tile(Y, 20))
    assert len(pickle.dumps(model)) < RAW.nbytes * 20 / 4


# What is left to look at.


def test_what_theory_and_verdict_say() -> None:
    model = Regressor().fit(RAW, Y)
    known = rv.theory(rv.Cost(rv.Data(RAW, Y).standardise()))
    assert model.theory_.eigenvalues == pytest.approx(known.eigenvalues)
    assert str(model.verdict_.outcome) == "converged"
    assert model.verdict_ is model.verdict_
    first = model.verdict_
    assert model.fit(RAW[:100], Y[:100]).verdict_ is not first
    classes = Classifier().fit(FLOWERS, KINDS)
    assert classes.theory_ is None
    assert "outcome" in classes.verdict_.to_dict()
    with pytest.raises(NotFittedError):
        _ = Regressor().verdict_


def test_the_rule_is_the_one_that_was_asked_for() -> None:
    own = rv.SGD(0.2, momentum=0.5)
    assert Regressor(optimizer=own).fit(X, Y).trace_.optimizer is own
    kept = Regressor(settings={"momentum": 0.3}).fit(X, Y).trace_.optimizer
    assert kept.momentum == 0.3
    known = rv.theory(rv.Cost(rv.Data(X, Y).standardise()), epochs=Way.EXACT.epochs, rule=kept)
    assert kept.lr == pytest.approx(known.best_lr)
    best = Regressor(epochs=20, tol=None).fit(X, Y)
    rule = rv.theory(rv.Cost(rv.Data(X, Y).standardise()), epochs=20).best_rule()
    assert best.n_iter_ == 20
    assert best.trace_.lr == pytest.approx(rule.lr, rel=1e-3)
    assert best.trace_.optimizer.momentum == pytest.approx(rule.momentum, rel=1e-3)


def test_how_far_theory_helps() -> None:
    data = rv.Data(FLOWERS[:, :1], KINDS)
    line, classes, kinked = rv.Cost(data), rv.Cost(data, rv.Softmax()), rv.Cost(data, loss=rv.absolute)
    for cost, rule, batched, way in (
        (line, rv.SGD(0.1), False, Way.EXACT),
        (line, rv.SGD(0.1), True, Way.BATCHES),
        (line, rv.Adam(), False, Way.SEARCH),
        (line, rv.SGD(rv.CosineAnnealingLR(0.1, T_max=9)), False, Way.SEARCH),
        (classes, rv.SGD(0.1, momentum=0.9), False, Way.SMOOTH),
        (kinked, rv.SGD(0.1), False, Way.SEARCH),
    ):
        assert Way.of(cost, rule, batched) is way
    assert Asked.of("sgd", "auto", None)[1:] == (True, True)
    assert Asked.of("sgd", "auto", {"weight_decay": 0.1})[1:] == (True, False)
    assert Asked.of("sgd", 0.1, None)[1:] == (False, False)


@pytest.mark.parametrize(
    "settings", [{"nesterov": True}, {"weight_decay": 0.1}, {"momentum": 0.9, "nesterov": True}], ids=str
)
def test_settings_stay_beside_an_lr_that_is_chosen(settings: dict[str, Any]) -> None:
    for model, x, y in (
        (Regressor(settings=settings, epochs=500), X, Y),
        (Classifier(settings=settings, tol=1e-3), FLOWERS, KINDS),
    ):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # weight decay keeps W off the best one
            model.fit(x, y)
        assert model.trace_.cost[-1] < model.trace_.cost[0] / 2
        for name, value in settings.items():
            assert getattr(model.trace_.optimizer, name) == value


def test_what_has_not_come_to_its_end_is_said() -> None:
    with pytest.warns(ConvergenceWarning, match="after 3 epochs the weights .* The condition number is"):
        Regressor(epochs=3).fit(X, Y)
    with pytest.warns(ConvergenceWarning, match="after 1 epoch the gradient is"):
        Classifier(epochs=1).fit(FLOWERS, KINDS)
    with pytest.warns(ConvergenceWarning, match="diverged, its cost ended at"):
        Regressor(lr=3.0, epochs=20).fit(X, Y)
    with pytest.warns(ConvergenceWarning, match="after 3 epochs the weights are"):
        Regressor(epochs=3, standardize=False).fit(X, Y)
    with speaking("ko"), pytest.warns(ConvergenceWarning, match="표준화한 열의 가중치가 .* 조건수"):
        Regressor(epochs=3).fit(X, Y)


def test_an_lr_of_ours_that_diverges_is_halved(monkeypatch: pytest.MonkeyPatch) -> None:
    asgd = Regressor(optimizer="asgd", random_state=0)
    halved = asgd.fit(X, Y)
    best = halved.trace_.best.cost
    assert halved.trace_.cost[-1] < best + 0.01 * (halved.trace_.cost[0] - best)
    used = halved.trace_.optimizer.lr.lr
    monkeypatch.setattr("ravine.estimator.plan._HALVINGS", 0)
    with pytest.warns(ConvergenceWarning, match="Every lr that was tried does so") as said:
        tried = asgd.fit(X, Y).trace_.optimizer.lr.lr
    assert '"auto"' not in str(said[0].message)
    assert np.log2(tried / used) == pytest.approx(round(np.log2(tried / used)))


def test_by_its_name_a_rule_decays_no_weights_unless_asked() -> None:
    model = Regressor(optimizer="adamw").fit(X, Y)
    assert model.trace_.optimizer.weight_decay == 0.0
    assert model.score(X, Y) == pytest.approx(Regressor().fit(X, Y).score(X, Y), abs=1e-6)
    kept = Regressor(optimizer="adamw", settings={"weight_decay": 0.1}, lr=0.1, epochs=2).fit(X, Y)
    assert kept.trace_.optimizer.weight_decay == 0.1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"optimizer": "newton"}, "optimizer: expected one of sgd, adagrad"),
        ({"optimizer": rv.SGD(0.1), "lr": 0.2}, "Leave lr and settings out"),
        ({"optimizer": rv.SGD(0.1), "settings": {"momentum": 0.9}}, "Leave lr and settings out"),
        ({"optimizer": 3}, "optimizer: expected"),
        ({"lr": "best"}, 'lr: expected a number or "auto", got best'),
        ({"lr": -1.0}, "lr: expected a finite number"),
        ({"settings": {"momentun": 0.9}}, "momentun"),
        ({"settings": "x"}, "such as {\"momentum\": 0.9}, got 'x'"),
        ({"settings": {1: 2}}, "settings: expected"),
        ({"settings": {"momentum": 1.5}}, "0 ≤ momentum < 1, got 1.5"),
        ({"optimizer": "rmsprop", "settings": {"momentum": 1}}, "0 ≤ momentum < 1"),
        ({"epochs": "many"}, "epochs: expected"),
        ({"epochs": 2.5}, "epochs: expected"),
        ({"tol": -1}, "tol: expected"),
        ({"tol": "small"}, "tol: expected"),
        ({"batch_size": 0}, "batch_size: expected"),
        ({"standardize": "yes"}, "standardize: expected"),
        ({"l2": -1}, "l2: expected"),
        ({"l2": "big"}, "l2: expected"),
        ({"fit_intercept": 1}, "fit_intercept: expected True or False, got 1"),
        ({"fit_intercept": "yes"}, "fit_intercept: expected True or False"),
        ({"warm_start": "x"}, "warm_start: expected True or False"),
        ({"loss": "log"}, "loss: expected one of squared, absolute, huber, got log"),
        ({"loss": rv.log_loss}, "loss: expected"),
    ],
    ids=str,
)
def test_what_cannot_be_used_is_one_sentence(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(rv.RavineError) as fault:
        Regressor(**wrong).fit(X, Y)
    assert said in str(fault.value)
    with speaking("ko"):
        assert str(fault.value).endswith(("요.", "다."))


def test_classes_that_cannot_be_used() -> None:
    model = Classifier()
    with pytest.raises(rv.DataError, match="at the first partial_fit"):
        model.partial_fit(FLOWERS, KINDS)
    with pytest.raises(rv.DataError, match="expected the classes 0, 1, got 0, 1, 2"):
        model.partial_fit(FLOWERS, KINDS, classes=[0, 1])
    with pytest.raises(rv.DataError, match="one class, 0"):
        model.fit(FLOWERS[:50], KINDS[:50])
    model.set_params(warm_start=True).fit(FLOWERS, KINDS)
    with pytest.raises(rv.DataError, match="fit anew with warm_start=False"):
        model.fit(FLOWERS, KINDS + 1)


def test_numbers_are_no_classes() -> None:
    said = f"y: expected classes, got {len(set(Y + 0.5))} different values .* continuous"
    with pytest.raises(rv.DataError, match=said):
        Classifier().fit(X, Y + 0.5)
    with speaking("ko"), pytest.raises(rv.DataError, match=r"쓰세요\.$"):
        Classifier().fit(X, Y + 0.5)
    with pytest.raises(rv.DataError, match=r"got 2 different values .* unknown"):
        Classifier().fit(X[:4], np.array([1, "one", 1, "one"], dtype=object))


def test_nothing_else_imports_scikit_learn() -> None:
    for file in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [str(node.module)] if isinstance(node, ast.ImportFrom) else []
            sklearn = [name for name in names if name.split(".")[0] == "sklearn"]
            assert not sklearn or file.parent.name == "estimator", file


def test_without_scikit_learn_it_says_what_to_install() -> None:
    code = "import sys; sys.modules['sklearn'] = None\nimport ravine.estimator"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 1
    assert 'pip install "ravine[sklearn]"' in done.stderr.splitlines()[-1]
