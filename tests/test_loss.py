"""Losses: the value is torch's own, slope and curvature are its derivatives, and nothing overflows."""

from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn import functional

from ravine.arrays import sigmoid, softmax
from ravine.errors import SettingError
from ravine.loss import LOSSES, Huber, Loss, absolute, cross_entropy, log_loss, squared
from ravine.words import LANGUAGES, speaking

Array = np.ndarray
# Each loss and its namesake in torch, row by row.
OF_NUMBERS: list[tuple[Loss, Any]] = [
    (squared, lambda score, y: functional.mse_loss(score, y, reduction="none")),
    (absolute, lambda score, y: functional.l1_loss(score, y, reduction="none")),
    *(
        (Huber(delta), lambda score, y, delta=delta: functional.huber_loss(score, y, "none", delta))
        for delta in (0.3, 1.0, 20)
    ),
]
OF_TWO = (log_loss, lambda z, y: functional.binary_cross_entropy_with_logits(z, y, reduction="none"))
OF_ONE_SCORE = [*OF_NUMBERS, OF_TWO]
FAR = [-1000.0, -40.0, -2.5, -1e-9, 0.0, 1e-9, 0.5, 40.0, 1000.0]


def tensor(values: Any, dtype: Any = torch.float64) -> torch.Tensor:
    return torch.tensor(np.asarray(values), dtype=dtype, requires_grad=dtype is not torch.long)


def targets(loss: Loss) -> list[float]:
    return [0.0, 1.0] if loss is log_loss else [-1000.0, 0.0, 0.7, 1000.0]


def pairs(loss: Loss) -> tuple[Array, Array]:
    """Every far score with every target."""
    score, y = np.meshgrid(FAR, targets(loss))
    return score.ravel(), y.ravel()


@pytest.mark.parametrize(("loss", "theirs"), OF_ONE_SCORE, ids=lambda one: repr(one)[:12])
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_the_value_is_torchs(loss: Loss, theirs: Any, dtype: str) -> None:
    score, y = (values.astype(dtype) for values in pairs(loss))
    value = loss.value(score, y)
    assert value.dtype == np.dtype(dtype)
    expected = theirs(torch.from_numpy(score), torch.from_numpy(y)).numpy()
    # torch's log loss drops what is far below the score; ours has it.
    rtol, atol = (1e-12, 1e-13) if dtype == "float64" else (1e-6, 1e-6)
    np.testing.assert_allclose(value, expected, rtol=rtol, atol=atol)


@pytest.mark.parametrize(("loss", "theirs"), OF_ONE_SCORE, ids=lambda one: repr(one)[:12])
@pytest.mark.parametrize("dtype", [torch.float64, torch.float32])
def test_slope_and_curvature_are_the_derivatives_of_torchs(loss: Loss, theirs: Any, dtype: Any) -> None:
    score, y = pairs(loss)
    z = tensor(score, dtype)
    (slope,) = torch.autograd.grad(theirs(z, tensor(y, dtype)).sum(), z, create_graph=True)
    ours = loss.slope(z.detach().numpy(), y.astype(z.detach().numpy().dtype))
    tolerance = 1e-12 if dtype is torch.float64 else 1e-6
    np.testing.assert_allclose(ours, slope.detach(), rtol=tolerance, atol=tolerance)
    bent = torch.zeros_like(z)
    if slope.requires_grad:
        (found,) = torch.autograd.grad(slope.sum(), z, allow_unused=True)
        bent = bent if found is None else found
    bent = bent.numpy(force=True)  # torch may have it as zeros that take no room
    np.testing.assert_allclose(loss.curvature(score, y), bent, rtol=tolerance, atol=tolerance)


@pytest.mark.parametrize("loss", [one for one, _ in OF_ONE_SCORE], ids=repr)
def test_the_slope_of_our_own_text_by_autograd_is_the_slope_beside_it(loss: Loss) -> None:
    """The torch engine runs our text, so a kink in how a loss is written would be one in its gradient."""
    score, y = pairs(loss)
    z = tensor(score)
    (slope,) = torch.autograd.grad(loss.value(z, tensor(y)).sum(), z)
    np.testing.assert_allclose(slope, loss.slope(score, y), rtol=1e-13, atol=1e-15)
    np.testing.assert_allclose(loss.slope(z.detach(), tensor(y).detach()), slope, rtol=1e-13, atol=1e-15)


@pytest.mark.parametrize("loss", [one for one, _ in OF_ONE_SCORE], ids=repr)
@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("kind", [np.asarray, torch.from_numpy])
def test_both_are_value_and_slope_to_the_last_digits(loss: Loss, dtype: str, kind: Any) -> None:
    """Relative to each: where the log loss has hardly any left, too."""
    far = np.append(FAR, np.random.default_rng(0).normal(size=200) * 30)
    for y in targets(loss):
        given = far.astype(dtype)
        score, y = kind(given.copy()), kind(np.full(len(far), y, dtype))
        value, slope = loss.both(score, y)
        assert value.dtype == slope.dtype == score.dtype
        digits = 8 * np.finfo(dtype).eps
        np.testing.assert_allclose(value, loss.value(score, y), rtol=digits)
        np.testing.assert_allclose(slope, loss.slope(score, y), rtol=digits)
        assert np.array_equal(score, given), "the score is the caller's"


def test_a_loss_of_ones_own_has_both_from_value_and_slope() -> None:
    class Cubed(Loss):
        def value(self, score: Any, y: Any) -> Any:
            return abs(score - y) ** 3

        def slope(self, score: Any, y: Any) -> Any:
            return 3 * (score - y) * abs(score - y)

        def curvature(self, score: Any, y: Any) -> Any:
            return 6 * abs(score - y)

    value, slope = Cubed().both(np.array([3.0]), np.array([1.0]))
    assert (value[0], slope[0]) == (8.0, 12.0)


def test_a_score_that_has_left_the_range_is_right_or_infinitely_wrong() -> None:
    score, y = np.array([np.inf, -np.inf, np.inf, -np.inf]), np.array([1.0, 0.0, 0.0, 1.0])
    value, slope = log_loss.both(score, y)
    assert value.tolist() == [0, 0, np.inf, np.inf]
    assert slope.tolist() == [0, 0, 1, -1]
    assert np.isnan(log_loss.both(np.array([np.nan]), np.array([1.0]))).all()


def test_where_the_log_loss_is_small_no_digit_is_lost() -> None:
    mpmath = pytest.importorskip("mpmath")
    for z in (-700.0, -40.0, 3.0, 40.0, 700.0):
        for y in (0.0, 1.0):
            exact = float(mpmath.log1p(mpmath.exp(mpmath.mpf(z if y == 0 else -z))))
            for value in (log_loss.value, lambda z, y: log_loss.both(z, y)[0]):
                assert value(np.array([z]), np.array([y]))[0] == pytest.approx(exact, rel=1e-14)


# --- cross-entropy ---------------------------------------------------------------------------------

SCORES = np.array(
    [[0.0, 0, 0], [1000, 0, -1000], [-1000, -999, -1000], [1e-3, 5, 2], [800, 800, 800], [-3, 0.5, 0.25]]
)
CLASSES = [np.full(6, k) for k in range(3)]


@pytest.mark.parametrize("classes", CLASSES, ids=str)
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_cross_entropy_is_torchs(classes: Array, dtype: str) -> None:
    score, y = SCORES.astype(dtype), classes.astype(dtype)
    z = torch.tensor(score, requires_grad=True)
    theirs = functional.cross_entropy(z, torch.tensor(classes), reduction="none")
    tolerance = 1e-12 if dtype == "float64" else 1e-6
    value, slope = cross_entropy.value(score, y), cross_entropy.slope(score, y)
    assert value.dtype == slope.dtype == np.dtype(dtype)
    np.testing.assert_allclose(value, theirs.detach(), rtol=tolerance, atol=tolerance)
    (expected,) = torch.autograd.grad(theirs.sum(), z)
    np.testing.assert_allclose(slope, expected, rtol=tolerance, atol=tolerance)
    own = tensor(score)
    (by_own_text,) = torch.autograd.grad(cross_entropy.value(own, torch.tensor(y)).sum(), own)
    np.testing.assert_allclose(by_own_text, expected, rtol=tolerance, atol=tolerance)
    np.testing.assert_allclose(cross_entropy.slope(own.detach(), torch.tensor(y)), expected, atol=tolerance)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("kind", [np.asarray, torch.from_numpy])
@pytest.mark.parametrize("shape", [(40, 3), (40, 3, 5)])
def test_both_of_cross_entropy_are_its_value_and_slope(dtype: str, kind: Any, shape: tuple[int, ...]) -> None:
    rng = np.random.default_rng(1)
    given = (rng.normal(size=shape) * 10.0 ** rng.integers(-3, 3, size=shape)).astype(dtype)
    y = rng.integers(3, size=40).astype(dtype)
    score, y = kind(given.copy()), kind(y if len(shape) == 2 else y[:, None])
    value, slope = cross_entropy.both(score, y)
    assert value.dtype == slope.dtype == score.dtype
    assert (value.shape, slope.shape) == ((shape[0], *shape[2:]), shape)
    digits = 8 * np.finfo(dtype).eps
    np.testing.assert_allclose(value, cross_entropy.value(score, y), rtol=digits, atol=digits)
    np.testing.assert_allclose(slope, cross_entropy.slope(score, y), rtol=digits)
    assert np.array_equal(score, given), "the score is the caller's"


def test_the_curvature_of_cross_entropy_is_its_hessian() -> None:
    y = np.array([0.0, 1, 2, 0, 1, 2])
    bent = cross_entropy.curvature(SCORES, y)
    for row, k, ours in zip(SCORES, y, bent, strict=True):
        theirs = torch.autograd.functional.hessian(
            lambda z, k=k: functional.cross_entropy(z[None], torch.tensor([int(k)])), torch.tensor(row)
        )
        np.testing.assert_allclose(ours, theirs, atol=1e-13)


def test_columns_of_scores_at_once_are_those_one_by_one() -> None:
    score = np.random.default_rng(0).normal(size=(5, 3, 4))
    y = np.array([0.0, 2, 1, 1, 0])
    value, slope = cross_entropy.value(score, y[:, None]), cross_entropy.slope(score, y[:, None])
    for j in range(4):
        np.testing.assert_allclose(value[:, j], cross_entropy.value(score[:, :, j], y), rtol=1e-14)
        np.testing.assert_allclose(slope[:, :, j], cross_entropy.slope(score[:, :, j], y), rtol=1e-14)


@settings(deadline=None)
@given(st.lists(st.floats(-1000, 1000), min_size=2, max_size=5), st.data())
def test_probabilities_add_up_to_1_and_two_classes_are_the_logistic(scores: list[float], data: Any) -> None:
    assert softmax(np.array([scores])).sum() == pytest.approx(1)
    a, b = scores[:2]
    assert softmax(np.array([[a, b]]))[0, 1] == pytest.approx(sigmoid(np.array([b - a]))[0], rel=1e-12)
    k = data.draw(st.integers(0, 1))
    two = cross_entropy.value(np.array([[a, b]]), np.array([float(k)]))
    assert two == pytest.approx(log_loss.value(np.array([b - a]), np.array([float(k)])), rel=1e-9, abs=1e-12)


# --- what a loss says of itself --------------------------------------------------------------------


def test_no_row_is_more_curved_than_is_said() -> None:
    for loss, _ in OF_ONE_SCORE:
        if most := getattr(loss, "most_curved", None):
            bent = loss.curvature(*pairs(loss))
            assert most * 0.99 < bent.max() <= most
    assert not hasattr(absolute, "most_curved")
    score = np.vstack([SCORES, [[0, 0, -1000]]])
    largest = np.linalg.eigvalsh(cross_entropy.curvature(score, np.zeros(7))).max()
    assert largest == pytest.approx(cross_entropy.most_curved)


def test_losses_go_by_their_names() -> None:
    assert [type(loss) for loss in (squared, absolute, Huber(), log_loss, cross_entropy)] == [
        *LOSSES.values()
    ]
    assert [*LOSSES] == ["squared", "absolute", "huber", "log", "cross-entropy"]


@pytest.mark.parametrize("delta", [0, -1, np.inf, np.nan, True, "1", None, [1.0]])
def test_a_delta_that_cannot_be_is_refused(delta: Any) -> None:
    for lang in LANGUAGES:
        with speaking(lang), pytest.raises(SettingError, match="delta"):
            Huber(delta)
