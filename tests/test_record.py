"""Records: what `keep` keeps of a descent; what is told of a thinned trace is as of a whole one."""

from typing import Any

import numpy as np
import pytest

from ravine.cost import Cost
from ravine.data import Data
from ravine.descent import descend
from ravine.errors import SettingError
from ravine.hypothesis import Logistic
from ravine.optim import SGD, Adam
from ravine.pictures import draw
from ravine.record import kept_epochs
from ravine.trace import Trace

X, Y = [[1.0, 5.0], [2.0, 1.0], [4.0, 2.0], [3.0, 3.0]], [1.0, 3.0, 2.0, 0.0]


@pytest.mark.parametrize("keep", ["log", "all", 1, 7, 1000, None])
@pytest.mark.parametrize("epochs", [0, 1, 2, 99, 100, 101, 5000])
def test_the_first_and_the_last_two_epochs_are_always_kept(keep: Any, epochs: int) -> None:
    kept = kept_epochs(epochs, keep)
    assert (np.diff(kept) > 0).all()
    assert {0, max(epochs - 1, 0), epochs} <= set(kept.tolist())
    assert kept[-1] == epochs


def test_a_keep_beyond_all_epochs_keeps_the_ends() -> None:
    assert np.array_equal(kept_epochs(10, 2**63), [0, 1, 9, 10])
    assert kept_epochs(10, 2**63).dtype == kept_epochs(10, 3).dtype


@pytest.mark.parametrize("keep", [0, -1, 1.5, "some", True, [1]])
def test_any_other_keep_is_refused(keep: Any) -> None:
    with pytest.raises(SettingError, match="keep"):
        kept_epochs(10, keep)


def runs(keep: Any, **how: Any) -> tuple[Trace, Trace]:
    cost = how.pop("cost", None) or Cost(Data(X, Y))
    told = {"optimizer": SGD(0.02), "epochs": 500, **how}
    return descend(cost, **told), descend(cost, keep=keep, **told)


@pytest.mark.parametrize("keep", ["log", 10, 499])
@pytest.mark.parametrize(
    "how",
    [
        {},
        {"engine": "exact"},
        {"engine": "torch"},
        {"optimizer": SGD(0.02, momentum=0.8), "engine": "exact"},
        {"optimizer": SGD(0.2)},
        {"optimizer": SGD(0.2), "engine": "exact"},
        {"optimizer": Adam(0.1)},
        {"tol": 1e-1},
        {"tol": 1e-1, "engine": "exact"},
        {"on_step": lambda k, step: k == 123},
        {"on_step": lambda k, step: k == 123, "engine": "exact"},
        {"batch_size": 2},
        {"cost": Cost(Data(X, [0, 1, 1, 0]), Logistic())},
    ],
)
def test_a_thinned_trace_says_what_the_whole_one_does(keep: Any, how: dict[str, Any]) -> None:
    whole, thin = runs(keep, **how)
    assert np.array_equal(whole.cost, thin.cost, equal_nan=True)
    assert np.array_equal(whole.W[thin.kept], thin.W, equal_nan=True)
    assert np.array_equal(whole.gradient[thin.kept], thin.gradient, equal_nan=True)
    assert thin.kept[-2:].tolist() == [len(whole.cost) - 2, len(whole.cost) - 1]
    assert len(thin.kept) < len(whole.kept)
    assert (whole.outcome, whole.diverged_at) == (thin.outcome, thin.diverged_at)
    assert whole.epochs_to_1_percent == thin.epochs_to_1_percent
    assert whole.stopped == thin.stopped


def test_its_log_shows_epochs_that_were_kept() -> None:
    _, thin = runs("log")
    assert set(thin.shown()) <= set(thin.kept.tolist())
    assert [epoch for epoch, *_ in thin.rows()][-1] == 500
    assert len(thin.shown(every=100)) == 6
    assert thin.row(500) == len(thin.kept) - 1
    missing = next(k for k in range(500) if k not in thin.kept)
    with pytest.raises(SettingError, match=str(missing)):
        thin.row(missing)


@pytest.mark.parametrize(
    "kind", [None, "path", "cost-by-epoch", "w-by-epoch", "gradient-by-epoch", "directions"]
)
def test_its_pictures_are_drawn(kind: str | None) -> None:
    for trace in runs("log", engine="exact")[1], runs(50, optimizer=SGD(0.2))[1]:
        if kind != "directions" or trace.diverged_at is None:
            assert draw(trace, kind).axes


@pytest.mark.parametrize("optimizer", [SGD(0.02), SGD(0.02, momentum=0.9), Adam(0.1)])
def test_any_update_of_it_can_be_explained(optimizer: Any) -> None:
    whole, thin = runs(100, optimizer=optimizer, epochs=300)
    one, other = whole.explain(150), thin.explain(150)
    for name in ("W", "gradient", "next", "change"):
        assert np.allclose(getattr(one, name), getattr(other, name), rtol=1e-9)


def test_verdict_and_document_of_a_thinned_trace() -> None:
    whole, thin = runs("log", epochs=2000)
    assert whole.verdict().text() == thin.verdict().text()


def test_a_million_epochs_fit() -> None:
    trace = descend(Cost(Data(X, Y)), optimizer=SGD(1e-3), epochs=1_000_000, engine="exact", keep="log")
    assert trace.W.shape == (len(trace.kept), 3)
    assert len(trace.kept) < 2000
    assert len(trace.cost) == 1_000_001
    assert trace.excess[-1] < 1e-3 * trace.excess[0]


def test_more_than_fits_is_refused() -> None:
    with pytest.raises(SettingError, match="log"):
        descend(Cost(Data(X, Y)), optimizer=SGD(0.1), epochs=60_000_000)
    with pytest.raises(SettingError, match="epochs"):
        descend(Cost(Data(X, Y)), optimizer=SGD(0.1), epochs=10**9, keep="log")
