"""Sweeps: every descent as `descend` has it alone; ranges, maps, rules, starts, tables, files."""

import duckdb
import numpy as np
import pytest

import ravine as rv
from ravine import grids
from ravine.analysis.lr_range import lr_range
from ravine.analysis.lr_search import with_lr
from ravine.optim import RULES, Clipped
from ravine.report.curves import curves


@pytest.fixture(scope="module")
def cost():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(30, 3)) * [1.0, 3.0, 0.3]
    return rv.Cost(rv.Data(x, x @ [1.0, -0.5, 2.0] + 1 + 0.1 * rng.normal(size=30)))


def logistic(**how):
    rng = np.random.default_rng(1)
    x = rng.normal(size=(20, 2))
    return rv.Cost(rv.Data(x, (x[:, 0] + rng.normal(size=20) > 0).astype(int)), rv.Logistic(), **how)


def alone(sweep, rule, lr, momentum, start):
    """That descent by itself, by hand."""
    rule = with_lr(rule if momentum is None else grids.with_momentum(rule, momentum), lr)
    return rv.descend(sweep.objective, optimizer=rule, epochs=sweep.epochs, start=start)


def same(sweep, places=None):
    """Whether each descent, or those in some `places`, came to what it comes to by itself."""
    for place in places or np.ndindex(sweep.end_cost.shape):
        k, s, j, i = place
        momentum = None if sweep.momentum is None else float(sweep.momentum[j])
        trace = alone(sweep, sweep.rules[k], float(sweep.lr[k, i]), momentum, sweep.starts[s])
        if np.isfinite(trace.cost[-1]):
            assert sweep.end_cost[place] == pytest.approx(trace.cost[-1], rel=1e-9, abs=1e-9 * trace.cost[0])
        else:
            assert not np.isfinite(sweep.end_cost[place])
        reached = sweep.epochs_to_1_percent[place]
        assert (None if np.isnan(reached) else reached) == trace.epochs_to_1_percent
        assert sweep.start_cost[s] == pytest.approx(trace.cost[0], rel=1e-12)


def test_every_descent_is_that_by_itself(cost):
    starts = [[0.0, 0.0, 0.0, 0.0], [5.0, -1.0, 2.0, 3.0]]
    lr, momentum = [1e-4, 0.02, 0.08, 0.11, 0.6], [0.0, 0.5, 0.9]
    found = rv.sweep(cost, lr=lr, momentum=momentum, optimizer=["sgd", "adam"], starts=starts, epochs=60)
    assert found.end_cost.shape == found.epochs_to_1_percent.shape == (2, 2, 3, 5)
    assert found.names == ("sgd", "adam")
    np.testing.assert_array_equal(found.lr, [lr, lr])
    same(found)


@pytest.mark.parametrize(
    "objective",
    [logistic(), logistic(l2=0.1), rv.surface("himmelblau"), rv.surface("valley", condition=30)],
    ids=["logistic", "l2", "surface", "quadratic"],
)
def test_every_objective(objective):
    found = rv.sweep(objective, lr=(1e-3, 0.3), points=5, epochs=40, optimizer=["sgd", "rmsprop"])
    assert (found.momentum, found.cost) == (None, None)
    begin = getattr(objective, "begin", np.zeros(objective.p))
    np.testing.assert_array_equal(found.starts, [begin])
    for place in np.ndindex(found.end_cost.shape):
        trace = alone(found, found.rules[place[0]], float(found.lr[place[0], place[3]]), None, begin)
        np.testing.assert_allclose(
            found.end_cost[place], trace.cost[-1], rtol=1e-9, atol=1e-9 * trace.cost[0]
        )


def test_a_function_and_x_beside_y():
    found = rv.sweep(lambda w: (w**2).sum(), starts=[1.0, 2.0], lr=[0.1, 0.5], epochs=3)
    np.testing.assert_allclose(found.end_cost[0, 0, 0], [5 * 0.8**6, 0.0])
    assert (found.best, found.least, found.theory) == (None, None, None)
    assert np.isnan(found.epochs_to_1_percent).all()
    lab = rv.sweep([1, 2, 3], [1, 2, 3], bias=False, gradient="half_sum", lr=[0.15], epochs=4)
    assert lab.objective.gradient == "half_sum"
    same(lab)


def test_every_cost_is_kept(cost):
    how = {
        "lr": [0.01, 0.1, 1.0],
        "optimizer": ["sgd", "adam"],
        "starts": [[0.0] * 4, [1.0] * 4],
        "epochs": 50,
    }
    for momentum in (None, [0.1, 0.8]):
        found = rv.sweep(cost, **how, momentum=momentum, keep="all")
        assert found.cost.shape == (51, *found.end_cost.shape)
        np.testing.assert_array_equal(found.cost[-1], found.end_cost)
        np.testing.assert_allclose(
            found.cost[0], np.broadcast_to(found.start_cost[:, None, None], found.end_cost.shape)
        )
        lean = rv.sweep(cost, **how, momentum=momentum)
        np.testing.assert_array_equal(found.end_cost, lean.end_cost)
        np.testing.assert_array_equal(found.epochs_to_1_percent, lean.epochs_to_1_percent)
        j = 0 if momentum is None else 1
        trace = alone(found, found.rules[1], 0.1, momentum and 0.8, found.starts[1])
        np.testing.assert_allclose(found.cost[:, 1, 1, j, 1], trace.cost, rtol=1e-9)


def test_float32_and_weights(cost):
    rows = rv.Data([[1.0], [2.0], [4.0]], [0, 1, 1], dtype=np.float32, weights=[1.0, 2.0, 1.0])
    found = rv.sweep(rv.Cost(rows, rv.Logistic(), l2=0.1), lr=[0.1, 0.5], epochs=30)
    assert found.starts.dtype == np.float32
    trace = alone(found, found.rules[0], 0.5, None, 0.0)
    assert found.end_cost[0, 0, 0, 1] == pytest.approx(trace.cost[-1], rel=1e-6)
    weighted = rv.Data(cost.rows.x, cost.rows.y, weights=np.arange(1.0, 31.0))
    same(rv.sweep(rv.Cost(weighted), lr=[0.01, 0.05], epochs=40))


# Ranges.


@pytest.mark.parametrize("gradient", ["mean", "half_sum"])
@pytest.mark.parametrize("rule", [rv.SGD(), rv.SGD(momentum=0.9), rv.SGD(momentum=0.9, nesterov=True)])
def test_a_range_around_the_stable_lr(cost, rule, gradient):
    cost = cost.with_gradient(gradient)
    found, limit = rv.sweep(cost, optimizer=rule, points=50), rv.theory(cost, rule=rule).stable_lr
    np.testing.assert_allclose(found.lr[0], np.geomspace(limit / 1e4, 3 * limit, 50))
    above = found.end_cost[0, 0, 0] > found.start_cost[0]
    assert above[found.lr[0] > 1.3 * limit].all()
    assert not above[found.lr[0] < limit].any()
    assert found.end_cost[0, 0, 0, 0] > 0.5 * found.start_cost[0]  # crawls


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize(
    "objective", [logistic(l2=0.1), rv.surface("rosenbrock"), "quadratic"], ids=["l2", "rosenbrock", "ls"]
)
def test_a_range_from_crawling_over_the_best_to_the_end(name, objective, cost):
    objective = cost if objective == "quadratic" else objective
    found = rv.sweep(objective, optimizer=name, points=40, epochs=50)
    end, lr = np.nan_to_num(found.end_cost[0, 0, 0], nan=np.inf), found.lr[0]
    fallen = found.start_cost[0] - end
    best = int(np.argmax(fallen))
    assert fallen[best] > 0
    assert lr[-1] / lr[best] >= 3
    if name != "rprop":  # whose lr is only its first step
        assert fallen[0] < 0.3 * fallen[best]
    if name not in ("adagrad", "rmsprop", "rprop"):  # of which some lr is never too large here
        assert fallen[-1] < 0


def test_each_rule_has_a_range_of_its_own(cost):
    found = rv.sweep(cost, optimizer={"plain": "sgd", "a": rv.Adam()}, points=7, epochs=20)
    assert found.names == ("plain", "a")
    assert found.lr.shape == (2, 7)
    assert found.lr[0, -1] != found.lr[1, -1]
    given = rv.sweep(cost, optimizer=["sgd", "adam"], lr=(1e-3, 1.0), points=4, epochs=20)
    np.testing.assert_allclose(given.lr, [np.geomspace(1e-3, 1, 4)] * 2)


@pytest.mark.parametrize("keep", [None, "all"])
def test_very_many_descents_go_part_by_part(cost, keep, monkeypatch):
    how = {"lr": np.geomspace(1e-4, 1, 7), "momentum": [0.0, 0.9], "optimizer": ["sgd", "adam"]}
    whole = rv.sweep(cost, **how, epochs=40, keep=keep)
    monkeypatch.setattr("ravine.sweeps._AT_ONCE", 3 * cost.p)  # 14 descents in 5 parts
    epochs = []
    parts = rv.sweep(cost, **how, epochs=40, keep=keep, on_step=lambda k, costs: epochs.append(k))
    assert epochs == [*range(41)] * 2 * 5
    np.testing.assert_allclose(parts.end_cost, whole.end_cost, rtol=1e-12)
    np.testing.assert_array_equal(parts.epochs_to_1_percent, whole.epochs_to_1_percent)
    if keep:
        np.testing.assert_allclose(parts.cost, whole.cost, rtol=1e-12)


def test_a_range_where_nothing_gets_lower():
    flat = rv.Cost(rv.Data([[0.0], [0.0]], [1.0, -1.0]))
    assert rv.sweep(flat, points=3, epochs=5).end_cost == pytest.approx(1.0)
    low, high = lr_range(rv.surface("valley", condition=4.0), rv.Adam(), np.zeros(2), epochs=5)
    assert 0 < low < high < np.inf


def test_the_lr_that_a_schedule_turns_is_swept(cost):
    rule = rv.SGD(rv.StepLR(0.1, step_size=10), momentum=0.5)
    found = rv.sweep(cost, optimizer=rule, lr=[0.01, 0.05], epochs=40)
    for i, lr in enumerate((0.01, 0.05)):
        by_hand = rv.descend(cost, optimizer=rv.SGD(rv.StepLR(lr, step_size=10), momentum=0.5), epochs=40)
        assert found.end_cost[0, 0, 0, i] == pytest.approx(by_hand.cost[-1], rel=1e-9)
    assert rv.sweep(cost, optimizer=rule, points=5, epochs=40).lr.shape == (1, 5)


@pytest.mark.parametrize("given", [(0.0, 0.99), (0.5, 0.9)])
def test_a_map(cost, given):
    found = rv.sweep(cost, momentum=given, points=1000, epochs=5)
    assert found.end_cost.shape == (1, 1, 40, 40)
    assert (found.momentum[0], found.momentum[-1]) == given
    np.testing.assert_allclose(
        np.diff(np.log(1 - found.momentum)), np.log((1 - given[1]) / (1 - given[0])) / 39
    )
    limits = [rv.theory(cost, rule=rv.SGD(momentum=one)).stable_lr for one in given]
    np.testing.assert_allclose(found.lr[0, [0, -1]], [min(limits) / 1e4, 3 * max(limits)])


def test_rules_of_one_name_are_told_apart():
    assert list(grids.rules_of({1: "sgd", "1": "adam"})) == ["1", "1 (2)"]


def test_how_many_points():
    momenta, lrs = np.array([0.0, 0.9]), np.array([0.1, 0.2, 0.3])
    assert grids.counts(None, None, 1000) == (1000, 1)
    assert grids.counts(lrs, None, 1000) == (3, 1)
    assert grids.counts(None, momenta, 1000) == (500, 2)
    assert grids.counts(lrs, (0.0, 0.9), 1000) == (3, 333)
    assert grids.counts((0.1, 1.0), (0.0, 0.9), 1000) == (40, 40)
    assert grids.counts(None, (0.0, 0.9), 40_000) == (200, 200)
    assert grids.counts(None, (0.0, 0.9), 10) == (10, 10)
    assert grids.counts(lrs, momenta, 10) == (3, 2)


def test_one_momentum_is_that_of_the_rules(cost):
    found = rv.sweep(cost, lr=[0.05], momentum=0.9, optimizer=["sgd", "adam"], epochs=10)
    assert found.momentum is None
    assert (found.rules[0].momentum, found.rules[1].betas) == (0.9, (0.9, 0.999))
    assert rv.sweep(cost, lr=[0.05], momentum=[0.9], epochs=10).momentum == [0.9]


# What is told.


def test_goals_are_of_the_excess_over_the_least_cost():
    # From the best W it is there at once; from next to it, what is rounding counts as nothing.
    lab = rv.Cost(rv.Data([[1], [2], [3]], [1, 2, 4]), rv.Linear(bias=False))
    best, least = rv.compress(lab).best()
    found = rv.sweep(lab, lr=[0.01, 0.1], starts=[best, best + 1e-9, [0.0]], epochs=100)
    assert found.least == pytest.approx(least)
    np.testing.assert_allclose(found.best.W, best)
    np.testing.assert_array_equal(found.epochs_to_1_percent[0, :2], 0)
    same(found, [(0, 2, 0, 0), (0, 2, 0, 1)])


def test_the_rounding_of_a_cost_is_that_of_a_descent_alone():
    x, y = np.random.default_rng(0).normal(size=(20, 2)), np.arange(20) % 2
    for dtype in (np.float64, np.float32):
        for objective in (rv.Cost(rv.Data(x, y, dtype=dtype), rv.Logistic()), rv.Cost(rv.Data(x, y))):
            found = rv.sweep(objective, lr=[0.1], epochs=3)
            trace = rv.descend(objective, optimizer=rv.SGD(0.1), epochs=3)
            assert curves(found)[0].rounding == found.rounding == pytest.approx(trace._rounding, rel=1e-6)


def test_of_a_surface_the_lowest_minimum_counts():
    surface = next(rv.surface(name) for name in ("himmelblau",))
    assert rv.sweep(surface, points=2, epochs=1).least == pytest.approx(0.0, abs=1e-20)


def test_points_are_columns(cost):
    found = rv.sweep(
        cost,
        lr=[0.01, 0.1],
        momentum=[0.0, 0.5, 0.9],
        optimizer=["sgd", "adam"],
        starts=np.zeros((2, 4)),
        epochs=5,
    )
    columns = found.points()
    assert list(columns) == ["optimizer", "start", "momentum", "lr", "cost", "epochs_to_1_percent"]
    assert {len(column) for column in columns.values()} == {24}
    at = 1 * 12 + 1 * 6 + 2 * 2 + 1  # adam, the second start, momentum 0.9, lr 0.1
    row = [column[at] for column in columns.values()]
    assert row[:5] == ["adam", 1, 0.9, 0.1, found.end_cost[1, 1, 2, 1]]
    assert "momentum" not in rv.sweep(cost, lr=[0.1], epochs=5).points()


def test_the_lowest_are_the_first_to_1_percent_and_then_the_lowest(cost):
    found = rv.sweep(cost, points=200, epochs=200)
    rows = found.lowest(200)
    arrived = [row for row in rows if not np.isnan(row["epochs_to_1_percent"])]
    epochs = [row["epochs_to_1_percent"] for row in arrived]
    assert rows[: len(arrived)] == arrived
    assert epochs == sorted(epochs)
    assert rows[0]["epochs_to_1_percent"] == np.nanmin(found.epochs_to_1_percent)
    rest = [row["cost"] for row in rows[len(arrived) :] if np.isfinite(row["cost"])]
    assert rest == sorted(rest)
    assert found.lowest(3) == rows[:3]
    with pytest.raises(rv.SettingError, match="count"):
        found.lowest(-1)


def test_one_that_was_at_1_percent_and_left_it_is_none_of_the_best():
    # Momentum takes it past the bottom, and weight decay to rest away from it.
    rules = {"decay": rv.SGD(momentum=0.8, weight_decay=2.0), "plain": rv.SGD()}
    found = rv.sweep([1, 2, 3], [1, 2, 4], bias=False, lr=[0.02], optimizer=rules, epochs=300)
    decay, plain = found.epochs_to_1_percent[:, 0, 0, 0]
    assert decay < plain
    assert [row["optimizer"] for row in found.lowest(2)] == ["plain", "decay"]


def test_theory_is_of_the_first_rule_and_start(cost):
    rule = rv.SGD(0.01, momentum=0.5)
    found = rv.sweep(cost, optimizer=[rule, "adam"], points=2, starts=[1.0] * 4, epochs=7)
    assert (found.theory.rule, found.theory.epochs) == (rule, 7)
    assert (found.theory.start == 1.0).all()
    assert rv.sweep(cost, optimizer="adam", points=2, epochs=7).theory.rule is None
    assert rv.sweep(logistic(l2=0.1), points=2, epochs=7).theory is None


def test_as_a_document(cost):
    told = rv.sweep(cost, lr=[0.1, 10.0], optimizer="adam", epochs=5).to_dict()
    assert told["optimizers"] == ["adam"]
    assert told["points"]["lr"] == [0.1, 10.0]
    assert list(told["best"]) == ["x1", "x2", "x3", "b"]
    assert all(type(value) is float for value in told["points"]["cost"])
    assert told["points"]["epochs_to_1_percent"] == [None, None]
    told = rv.sweep(cost, lr=[1e-9, 0.05], epochs=200).to_dict()["points"]["epochs_to_1_percent"]
    assert told[0] is None
    assert told[1] > 1


def test_a_parquet_file(cost, tmp_path):
    found = rv.sweep(cost, lr=[1e-4, 0.05, 1e9], momentum=[0.0, 0.5], epochs=40)
    file = found.save(tmp_path / "it's.parquet")
    assert [path.name for path in tmp_path.iterdir()] == ["it's.parquet"]
    read = duckdb.read_parquet(str(file)).fetchnumpy()
    columns = found.points()
    assert list(read) == list(columns)
    assert list(read["optimizer"]) == ["sgd"] * 6
    for name in ("start", "momentum", "lr"):
        np.testing.assert_array_equal(read[name], columns[name])
    finite = np.isfinite(columns["cost"])
    np.testing.assert_array_equal(np.asarray(read["cost"])[finite], columns["cost"][finite])
    nothing = np.ma.getmaskarray(read["epochs_to_1_percent"])
    np.testing.assert_array_equal(nothing, np.isnan(columns["epochs_to_1_percent"]))


def test_a_file_that_cant_be_written(cost, tmp_path):
    found = rv.sweep(cost, points=2, epochs=1)
    with pytest.raises(rv.SettingError, match="parquet"):
        found.save(tmp_path / "sweep.csv")
    with pytest.raises(rv.SettingError, match="permissions"):
        found.save(tmp_path / "none" / "sweep.parquet")
    (tmp_path / "folder.parquet").mkdir()
    with pytest.raises(rv.SettingError, match="permissions"):
        found.save(tmp_path / "folder.parquet")
    assert [path.name for path in tmp_path.iterdir()] == ["folder.parquet"]


def test_it_shows_itself(cost):
    found = rv.sweep(cost, points=20, epochs=30)
    assert repr(found) == "Sweep(sgd; descents=20, epochs=30)"
    assert found.text("ko") != found.text("en")
    assert "<" in found._repr_html_()
    assert found.draw().axes


# What can't be used.


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"lr": 0.0}, "lr"),
        ({"lr": []}, "lr"),
        ({"lr": (0.1, 0.1)}, "range"),
        ({"lr": (1.0, 0.1)}, "range"),
        ({"lr": [0.1, np.inf]}, "lr"),
        ({"lr": "0.1"}, "lr"),
        ({"momentum": (0.0, 1.0)}, "momentum"),
        ({"momentum": [-0.1]}, "momentum"),
        ({"momentum": 1.5, "optimizer": "adam"}, "beta1"),
        ({"momentum": [0.5], "optimizer": ["sgd", "adagrad"]}, "adagrad"),
        ({"momentum": (0.0, 0.9), "optimizer": rv.SGD(momentum=0.5, nesterov=True)}, "nesterov"),
        ({"optimizer": "sgdm"}, "sgdm"),
        ({"optimizer": []}, "optimizer"),
        ({"optimizer": {}}, "optimizer"),
        ({"optimizer": rv.SGD}, "optimizer"),
        ({"optimizer": rv.SGD(lambda k: 0.1)}, "optimizer"),
        ({"optimizer": rv.SGD(momentum=np.array([0.1, 0.2]))}, "optimizer"),
        ({"points": 1}, "points"),
        ({"points": 2.5}, "points"),
        ({"epochs": -1}, "epochs"),
        ({"epochs": 0}, "epochs"),
        ({"momentum": (0.0, 0.9), "optimizer": rv.SGD(momentum=0.5, nesterov=True)}, "Begin at 0.1"),
        ({"optimizer": rv.SGD([0.1, 0.2])}, "optimizer"),
        ({"optimizer": Clipped(rv.SGD(0.1, maximize=True), 0.5)}, "maximize"),
        ({"points": 10**8}, "descents"),
        ({"points": 10**12, "momentum": (0.0, 0.9)}, "descents"),
        ({"lr": [0.1], "points": 10**9, "momentum": (0.0, 0.9)}, "descents"),
        ({"keep": "some"}, "keep"),
        ({"keep": np.array(["all", "all"])}, "keep"),
        ({"keep": "all", "epochs": 10**8}, "keep"),
        ({"starts": np.empty((0, 4))}, "starts"),
    ],
)
def test_what_cant_be_swept_is_said(cost, how, said):
    with pytest.raises(rv.SettingError, match=said):
        rv.sweep(cost, **{"epochs": 3, "points": 5, **how} if "points" not in how else {"epochs": 3, **how})


def test_starts_that_cant_be_used(cost):
    for starts in ([0.0, 0.0], np.zeros((2, 3)), np.zeros((2, 2, 4))):
        with pytest.raises(rv.ShapeError):
            rv.sweep(cost, starts=starts, epochs=3, points=3)
    with pytest.raises(rv.SettingError):
        rv.sweep(cost, starts=[[0.0] * 4, [np.nan] * 4], epochs=3, points=3)
    with pytest.raises(rv.DataError):
        rv.sweep(cost, starts=[[0.0] * 4, [1e200] * 4], epochs=3, points=3)


def test_a_clipped_rule(cost):
    found = rv.sweep(cost, optimizer=Clipped(rv.SGD(0.1), 0.5), points=6, epochs=20)
    assert found.names == ("sgd",)
    same(found)
    same(rv.sweep(cost, optimizer=Clipped(rv.SGD(), 0.5), lr=[0.01, 0.1], momentum=[0.0, 0.9], epochs=20))


def test_it_can_be_interrupted(cost):
    for optimizer in ("sgd", "adam"):
        seen = []
        with pytest.raises(KeyboardInterrupt):
            rv.sweep(cost, optimizer=optimizer, on_step=lambda k, costs: seen.append(k) or k == 4)  # noqa: B023
        assert seen[-1] == 4
