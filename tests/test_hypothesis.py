"""Hypotheses: a score as one writes it out, and derivatives that are those of that score."""

from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from ravine.data import Data
from ravine.errors import DataError, SettingError
from ravine.hypothesis import HYPOTHESES, Line, Linear, Logistic, Polynomial, Softmax
from ravine.words import LANGUAGES, speaking

Array = np.ndarray
rng = np.random.default_rng(0)
X = rng.normal(size=(6, 3))
Y = np.array([0.0, 1, 2, 2, 1, 0])
BIASES = [False, True]


def bound(make: type[Linear], bias: bool, **settings: Any) -> tuple[Linear, Array]:
    """A hypothesis that knows its rows, and their features."""
    x = X[:, :1] if make in (Line, Polynomial) else X
    y = np.minimum(Y, 1) if make is Logistic else Y
    return make(bias, **settings).bind(Data(x, y)), x


ALL = [(make, bias, {}) for make in HYPOTHESES.values() for bias in BIASES]
ALL += [(Polynomial, True, {"degree": degree}) for degree in (1, 20)]
ALL += [(Softmax, True, {"classes": 5})]
each = pytest.mark.parametrize(("make", "bias", "settings"), ALL, ids=str)


def written_out(hypothesis: Linear, row: Array, W: Array) -> Array:
    """The score of one row, number by number: one for each class of a softmax."""
    columns = [float(value) for value in row]
    if isinstance(hypothesis, Polynomial):
        low, high = hypothesis.domain or (0, 0)
        t = 2 * (columns[0] - low) / (high - low) - 1
        columns = [t**k for k in range(1, hypothesis.degree + 1)]
    columns += [1.0] * hypothesis.bias
    K = hypothesis.K if isinstance(hypothesis, Softmax) else 1
    scores = np.zeros(K)
    for j, value in enumerate(columns):
        for k in range(K):
            scores[k] += value * W[j * K + k]
    return scores if isinstance(hypothesis, Softmax) else scores[0]


@each
def test_the_score_is_the_sum_that_one_writes_out(make: Any, bias: bool, settings: dict[str, Any]) -> None:
    hypothesis, x = bound(make, bias, **settings)
    W = rng.normal(size=hypothesis.size(x.shape[1]))
    expected = [written_out(hypothesis, row, W) for row in x]
    np.testing.assert_allclose(hypothesis.score(x, W), expected, rtol=1e-10, atol=1e-12)


@each
def test_a_column_of_W_is_a_hypothesis_of_its_own(make: Any, bias: bool, settings: dict[str, Any]) -> None:
    hypothesis, x = bound(make, bias, **settings)
    W = rng.normal(size=(hypothesis.size(x.shape[1]), 4))
    for at_once, alone in (("score", hypothesis.score), ("predict", hypothesis.predict)):
        one_by_one = np.stack([alone(x, W[:, j]) for j in range(4)], axis=-1)
        np.testing.assert_allclose(getattr(hypothesis, at_once)(x, W), one_by_one, rtol=1e-12, atol=1e-14)


@each
@pytest.mark.parametrize("n", [None, 4])
def test_pull_is_the_derivative_of_the_score(make: Any, bias: bool, settings: Any, n: int | None) -> None:
    hypothesis, x = bound(make, bias, **settings)
    shape = (hypothesis.size(x.shape[1]), *([n] if n else []))
    W = torch.tensor(rng.normal(size=shape), requires_grad=True)
    score = hypothesis.score(torch.from_numpy(x), W)
    slope = rng.normal(size=score.shape)
    score.backward(torch.from_numpy(slope))
    assert W.grad is not None
    pulled = hypothesis.pull(x, slope)
    assert pulled.shape == W.shape
    np.testing.assert_allclose(pulled, W.grad, rtol=1e-10, atol=1e-12)


@each
def test_bend_is_the_hessian_of_a_sum_of_bent_scores(make: Any, bias: bool, settings: Any) -> None:
    """Σ ½ score · C · score bends by C in every score, so by Σ ∂score C ∂scoreᵀ in W."""
    hypothesis, x = bound(make, bias, **settings)
    K = hypothesis.K if isinstance(hypothesis, Softmax) else 1
    C = rng.normal(size=(len(x), K, K))
    C = C + C.transpose(0, 2, 1)

    def bent(W: torch.Tensor) -> torch.Tensor:
        score = hypothesis.score(torch.from_numpy(x), W).reshape(len(x), K)
        return torch.einsum("mk,mkl,ml->", score, torch.from_numpy(C), score) / 2

    W = torch.zeros(hypothesis.size(x.shape[1]), dtype=torch.float64)
    ours = hypothesis.bend(x, C if isinstance(hypothesis, Softmax) else C[:, 0, 0])
    np.testing.assert_allclose(ours, torch.autograd.functional.hessian(bent, W), rtol=1e-10, atol=1e-10)


@each
def test_every_number_of_W_has_a_name_of_its_own(make: Any, bias: bool, settings: dict[str, Any]) -> None:
    hypothesis, x = bound(make, bias, **settings)
    for features in (["area", "b", "b0"], ["x", "x²", "x³"]):
        names = hypothesis.names(features[: x.shape[1]])
        assert len(names) == len(set(names)) == hypothesis.size(x.shape[1])
    assert hypothesis.biases == bias * (hypothesis.K if isinstance(hypothesis, Softmax) else 1)


def test_the_names_are_those_one_reads() -> None:
    assert Linear(bias=False).names(["area", "b"]) == ("area", "b")
    assert Linear(bias=True).names(["area", "age"]) == ("area", "age", "b")
    assert Linear(bias=True).names(["b", "b0"]) == ("b", "b0", "b00")
    assert Polynomial(degree=3).names(["t"]) == ("t", "t²", "t³", "b")
    assert Polynomial(degree=12).names(["b"])[-3:] == ("b¹¹", "b¹²", "b0")
    assert Softmax(classes=2).names(["x"]) == ("x→0", "x→1", "b→0", "b→1")


@each
def test_its_text_runs_on_tensors_and_in_float32(make: Any, bias: bool, settings: dict[str, Any]) -> None:
    hypothesis, x = bound(make, bias, **settings)
    W = rng.normal(size=hypothesis.size(x.shape[1]))
    by_torch = hypothesis.predict(torch.from_numpy(x), torch.from_numpy(W))
    np.testing.assert_allclose(by_torch, hypothesis.predict(x, W), rtol=1e-12, atol=1e-14)
    single = hypothesis.predict(x.astype(np.float32), W.astype(np.float32))
    assert single.dtype == np.float32
    assert hypothesis.pull(x.astype(np.float32), single).dtype == np.float32


# --- polynomial ------------------------------------------------------------------------------------


@pytest.mark.parametrize("degree", range(1, 21))
@pytest.mark.parametrize("bias", BIASES)
def test_a_polynomial_is_one_whatever_its_degree(degree: int, bias: bool) -> None:
    x = np.linspace(-3, 17, 30)[:, None]
    hypothesis = Polynomial(bias, degree=degree).bind(Data(x, x))
    assert hypothesis.domain == (-3, 17)
    columns = hypothesis.columns(x)
    assert columns.shape == (30, degree)
    assert np.abs(columns).max() == 1
    assert (columns[0], columns[-1]) == (pytest.approx((-1.0) ** np.arange(1, degree + 1)), pytest.approx(1))
    W = rng.normal(size=degree + bias)
    polynomial = np.polynomial.Polynomial([W[-1] * bias, *W[:degree]], domain=[-3, 17])
    np.testing.assert_allclose(hypothesis.predict(x, W), polynomial(x[:, 0]), rtol=1e-9, atol=1e-12)


@settings(deadline=None)
@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6), st.sampled_from(["float32", "float64"]))
def test_the_rows_of_a_polynomial_lie_in_minus_1_to_1(low: float, width: float, dtype: str) -> None:
    x = np.array([low, low + 0.3 * width, low + width]).astype(dtype)
    if x[0] == x[2]:
        return
    columns = Polynomial(degree=7).bind(Data(x, x, dtype=dtype)).columns(x[:, None])
    assert columns.dtype == np.dtype(dtype)
    rounding = 10 * np.finfo(dtype).eps * (1 + max(abs(low), abs(low + width)) / float(x[2] - x[0]))
    assert np.abs(columns).max() <= (1 + rounding) ** 7


def test_a_domain_of_ones_own_stays() -> None:
    rows = Data([1, 2, 3], [1, 2, 3])
    assert Polynomial(domain=(0.0, 4.0)).bind(rows).columns(rows.x)[:, 0].tolist() == [-0.5, 0, 0.5]
    assert "t = (x − 2) / 2" in Polynomial(domain=(0.0, 4.0)).formula


@pytest.mark.parametrize("degree", [0, -1, 21, 2.0, True, "three", None])
def test_a_degree_that_cannot_be_is_refused(degree: Any) -> None:
    for lang in LANGUAGES:
        with speaking(lang), pytest.raises(SettingError, match="degree"):
            Polynomial(degree=degree)


@pytest.mark.parametrize("domain", [(1, 1), (2, 1), (np.nan, 1), (0, np.inf)])
def test_a_domain_that_is_none_is_refused(domain: Any) -> None:
    for lang in LANGUAGES:
        with speaking(lang), pytest.raises(SettingError, match="domain"):
            Polynomial(domain=domain)


# --- rows that don't fit ---------------------------------------------------------------------------


@pytest.mark.parametrize("bias", [1, 0, 2, None, "yes"])
@pytest.mark.parametrize("make", HYPOTHESES.values())
def test_a_bias_is_there_or_not(make: type[Linear], bias: Any) -> None:
    with pytest.raises(SettingError):
        make(bias)


@pytest.mark.parametrize("make", [Line, Polynomial])
def test_one_feature_is_one(make: type[Linear]) -> None:
    for lang in LANGUAGES:
        with speaking(lang), pytest.raises(DataError, match=make.name):
            make().bind(Data(X, Y))


def test_a_polynomial_of_a_constant_is_none() -> None:
    with pytest.raises(DataError, match="area"):
        Polynomial().bind(Data([3, 3, 3], [1, 2, 3], names=["area"]))


@pytest.mark.parametrize("make", [Logistic, Softmax])
@pytest.mark.parametrize("y", [[0, 0.5], [-1, 1], [0, 100], [1e12, 0]])
def test_targets_that_are_no_classes_are_refused(make: type[Linear], y: Any) -> None:
    for lang in LANGUAGES:
        with speaking(lang), pytest.raises(DataError, match="kind"):
            make().bind(Data([1, 2], y, target="kind"))


def test_the_logistic_hypothesis_is_for_two_classes() -> None:
    with speaking("en"), pytest.raises(DataError, match="softmax"):
        Logistic().bind(Data(X, Y))
    for y in ([0, 1], [0, 0], [1, 1]):
        Logistic().bind(Data([1, 2], y))


def test_the_rows_say_how_many_classes_there_are_at_least() -> None:
    assert Softmax().bind(Data(X, Y)).K == 3
    assert Softmax(classes=5).bind(Data(X, Y)).K == 5
    assert Softmax().bind(Data([1, 2], [0, 0])).K == 2
    assert Softmax().bind(Data([1, 2], [0, 99])).K == 100
    with pytest.raises(DataError):
        Softmax(classes=2).bind(Data(X, Y))


@pytest.mark.parametrize("classes", [0, 1, -2, 2.5, 101, True, "3"])
def test_a_number_of_classes_that_cannot_be_is_refused(classes: Any) -> None:
    for lang in LANGUAGES:
        with speaking(lang), pytest.raises(SettingError, match="classes"):
            Softmax(classes=classes)


def test_probabilities_are_probabilities() -> None:
    for scale in (1, 1e3):
        two, x = bound(Logistic, True)
        assert ((H := two.predict(x, scale * np.ones(4))) >= 0).all()
        assert (H <= 1).all()
        three, x = bound(Softmax, True)
        assert three.predict(x, scale * rng.normal(size=12)).sum(axis=1) == pytest.approx(1)


def test_formulas_say_what_is_computed() -> None:
    said = {name: make().formula for name, make in HYPOTHESES.items()}
    assert said["linear"] == "H(x) = xW + b"
    assert said["line"] == "H(x) = Wx + b"
    assert said["polynomial"] == "H(x) = W₁t + W₂t² + b"
    assert said["logistic"] == "H(x) = 1 / (1 + e^−(xW + b))"
    assert said["softmax"] == "H(x) = softmax(xW + b)"
    assert Polynomial(degree=4).formula == "H(x) = W₁t + W₂t² + … + W₄t⁴ + b"
    assert Linear(bias=False).formula == "H(x) = xW"
