"""Data: everything that holds numbers goes in as it is, and everything else is refused in one sentence."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ravine.data import Data
from ravine.data.memory import precision
from ravine.errors import DataError, RavineError, SettingError, ShapeError
from ravine.words import speaking

TABLE = [[1.0, 10.0], [2.0, 20.0], [3.0, 35.0]]
COLUMNS = {"area": [1.0, 2.0, 3.0], "age": [10.0, 20.0, 35.0]}
Y = [1.0, 2.0, 4.0]

UNNAMED = [
    TABLE,
    tuple(map(tuple, TABLE)),
    np.array(TABLE),
    np.array(TABLE, dtype=np.float32),
    np.array(TABLE, dtype=np.int8),
    np.array(TABLE, order="F"),
    np.array(TABLE, dtype=">f8"),
    np.array(TABLE, dtype=object),
    np.repeat(np.array(TABLE), 2, axis=0)[::2],
    np.ma.array(TABLE),
    [[Fraction(1), Decimal(10)], [2, np.float32(20)], [3, np.int64(35)]],
    torch.tensor(TABLE),
    torch.tensor(TABLE, dtype=torch.int64),
    torch.tensor(TABLE, requires_grad=True),
    torch.tensor(TABLE, dtype=torch.bfloat16),
    [torch.tensor(row) for row in TABLE],
]
NAMED = [
    pd.DataFrame(COLUMNS),
    pd.DataFrame(COLUMNS, index=[5, 3, 1]),
    pd.DataFrame(COLUMNS).astype({"area": "Int64", "age": "Float64"}),
    pd.DataFrame(COLUMNS).astype({"area": "int64[pyarrow]"}),
    pd.DataFrame(COLUMNS).astype(object),
    pd.DataFrame(COLUMNS).astype({"area": "category"}),
    pl.DataFrame(COLUMNS),
    pl.DataFrame(COLUMNS).cast({"area": pl.Int16, "age": pl.Float32}),
    pa.table(COLUMNS),
    pa.table({"area": pa.chunked_array([[1], [2, 3]]), "age": [10.0, 20.0, 35.0]}),
    pa.RecordBatch.from_pydict(COLUMNS),
]
TARGETS = [
    Y,
    [[value] for value in Y],
    np.array(Y),
    np.array(Y)[:, None],
    torch.tensor(Y, requires_grad=True)[:, None],
    pd.Series(Y),
    pd.Series(Y, name=3),
    pl.Series(Y),
    pa.array(Y),
    pa.chunked_array([Y[:1], Y[1:]]),
]
NAMED_TARGETS = [
    pd.Series(Y, name="price"),
    pd.Series([1, 2, 4], name="price", dtype="Int64"),
    pd.DataFrame({"price": Y}),
    pl.Series("price", Y),
    pl.DataFrame({"price": Y}),
    pa.table({"price": Y}),
]


def kind(values: Any) -> str:
    return f"{type(values).__module__.split('.')[0]}-{type(values).__name__}"


@pytest.mark.parametrize("x", UNNAMED, ids=kind)
def test_a_table_without_names_goes_in_as_it_is(x: Any) -> None:
    data = Data(x, Y)
    assert data.x.tolist() == TABLE
    assert data.x.flags.c_contiguous
    assert data.y.tolist() == Y
    assert (data.names, data.target, data.m) == (("x1", "x2"), "y", 3)
    assert data.x.dtype == data.y.dtype == data.dtype == np.float64


@pytest.mark.parametrize("x", NAMED, ids=kind)
def test_a_frame_keeps_its_names(x: Any) -> None:
    data = Data(x, Y)
    assert data.x.tolist() == TABLE
    assert data.names == ("area", "age")
    assert Data(x, Y, names=["a", "b"]).names == ("a", "b")


@pytest.mark.parametrize("y", TARGETS, ids=kind)
def test_targets_without_a_name(y: Any) -> None:
    data = Data(TABLE, y)
    assert data.y.tolist() == Y
    assert data.y.shape == (3,)
    assert data.target == "y"


@pytest.mark.parametrize("y", NAMED_TARGETS, ids=kind)
def test_targets_with_a_name(y: Any) -> None:
    assert Data(TABLE, y).y.tolist() == Y
    assert Data(TABLE, y).target == "price"
    assert Data(TABLE, y, target="won").target == "won"


def test_one_feature_may_be_a_flat_list_or_a_series() -> None:
    assert Data([1, 2, 3], Y).names == ("x",)
    assert Data([1, 2, 3], Y, names="area").names == ("area",)
    assert Data(pl.Series("area", [1, 2, 3]), Y).names == ("area",)
    assert Data([1, 2, 3], Y).x.shape == (3, 1)


@pytest.mark.parametrize(
    "x",
    [
        [True, False, True],
        np.array([True, False, True]),
        torch.tensor([True, False, True]),
        pd.Series([True, False, True]),
        pd.DataFrame({"x": pd.array([True, False, True], dtype="boolean")}),
        pl.Series([True, False, True]),
        pa.array([True, False, True]),
    ],
    ids=kind,
)
def test_truth_values_are_0_and_1(x: Any) -> None:
    assert Data(x, Y).x[:, 0].tolist() == [1, 0, 1]


MISSING = [
    [1.0, None, 3.0],
    [1.0, float("nan"), 3.0],
    np.ma.array([1.0, 2.0, 3.0], mask=[0, 1, 0]),
    np.ma.array([1, 2, 3], mask=[0, 1, 0]),
    torch.tensor([1.0, float("nan"), 3.0]),
    pd.Series([1, None, 3], dtype="Int64"),
    pd.Series([True, None, True], dtype="boolean"),
    pd.Series([1, pd.NA, 3], dtype=object),
    pl.Series([1, None, 3]),
    pl.Series([True, None, True]),
    pa.array([1, None, 3]),
    pa.chunked_array([[1], [None, 3]]),
    [Decimal(1), Decimal("NaN"), 3],
]


@pytest.mark.parametrize("values", MISSING, ids=kind)
def test_a_missing_value_is_refused_with_its_place(values: Any) -> None:
    with speaking("en"), pytest.raises(DataError, match=r"Row 1 .* column x: .* got nan"):
        Data(values, Y)
    with speaking("en"), pytest.raises(DataError, match=r"Row 1 .* column y: .* got nan"):
        Data(TABLE, values)


@pytest.mark.parametrize("frame", [pd.DataFrame, pl.DataFrame, pa.table], ids=kind)
def test_a_missing_value_in_a_frame_is_refused_with_its_column(frame: Any) -> None:
    with speaking("en"), pytest.raises(DataError, match=r"Row 2 .* column age: .* got nan"):
        Data(frame({"area": [1, 2, 3], "age": [1.0, 2.0, None]}), Y)


NOT_NUMBERS = [
    (["1", "2", "3"], "'1'"),
    ([b"1", b"2", b"3"], "b'1'"),
    (np.array(["1", "2", "3"]), "'1'"),
    ([1, 2, "?"], "'?'"),
    ([1, 2, 3j], "3j"),
    ([1j, 2, 3], "1j"),
    (torch.tensor([1j, 2, 3]), "1j"),
    ([None, "three", 1], "'three'"),
    (pd.Series(["a", "b", "c"]), "'a'"),
    (pd.Series(["a", "b", "c"], dtype="category"), "'a'"),
    (pd.Series(pd.to_datetime(["2020-01-01"] * 3)), "datetime64"),
    (pd.Series(pd.to_datetime(["2020-01-01"] * 3)).astype("datetime64[ns]"), "datetime64"),
    (pd.Series(pd.to_timedelta([1, 2, 3])), "timedelta64"),
    (np.array(["2020-01-01"] * 3, dtype="datetime64[D]"), "datetime64"),
    (pl.Series(["a", "b", "c"]), "'a'"),
    (pl.Series(["2020-01-01"] * 3).str.to_date(), "datetime64"),
    (pl.Series([[1], [2], [3]]), "ndarray"),
    (pa.array(["a", "b", "c"]), "'a'"),
    (lambda: (value for value in (1, 2, 3)), "generator"),
    (lambda: map(float, (1, 2, 3)), "map"),
    ({"x": [1, 2, 3]}, "dict"),
    ({1, 2, 3}, "set"),
    (None, "nan"),
    (object(), "object"),
    (np.array([(1, 2.0)], dtype=[("a", int), ("b", float)]), "void"),
    ([Fraction(10**400), 2, 3], "Fraction"),
]


@pytest.mark.parametrize(("values", "got"), NOT_NUMBERS, ids=lambda value: str(value)[:20])
@pytest.mark.parametrize("where", ["x", "y"])
def test_what_is_no_number_is_refused_and_shown(values: Any, got: str, where: str) -> None:
    values = values() if callable(values) else values
    with speaking("en"), pytest.raises(RavineError) as fault:
        Data(values, Y) if where == "x" else Data(TABLE, values)
    assert values is None or got in str(fault.value)


@pytest.mark.parametrize("frame", [pd.DataFrame, pl.DataFrame, pa.table], ids=kind)
def test_a_column_of_texts_is_refused_by_its_name(frame: Any) -> None:
    with speaking("en"), pytest.raises(DataError, match="x, column city: expected numbers, got 'Busan'"):
        Data(frame({"area": [1, 2, 3], "city": ["Busan", "Jeju", "Seoul"]}), Y)


def test_a_long_text_is_shown_in_short() -> None:
    with speaking("en"), pytest.raises(DataError) as fault:
        Data(["z" * 10**6], [1])
    assert len(str(fault.value)) < 200


@pytest.mark.parametrize("values", [[[1, 2], [3]], [[1], 2], [[1, 2], [3, [4]]], [[1.0], np.ones(2)]])
def test_ragged_rows_are_refused(values: Any) -> None:
    with pytest.raises(DataError) as fault:
        Data(values, [1, 2])
    assert fault.value.key == "data-ragged"


@pytest.mark.parametrize(
    "values",
    [
        [2**53 + 1, 0, 0],
        [-(2**53) - 1, 0, 0],
        [2**64, 0, 0],
        [10**400, 0, 0],
        np.array([2**53 + 1, 0, 0], dtype=np.uint64),
        np.array([-(2**63), 0, 0]),
        torch.tensor([2**53 + 1, 0, 0]),
        pd.DataFrame({"id": [2**53 + 1, 0, 0], "x": [0.5, 1.5, 2.5]}),
        pd.Series([2**53 + 1, 0, 0], dtype="Int64"),
        pl.DataFrame({"id": [2**53 + 1, 0, 0], "x": [0.5, 1.5, 2.5]}),
        pa.table({"id": [2**53 + 1, 0, 0], "x": [0.5, 1.5, 2.5]}),
    ],
    ids=kind,
)
def test_whole_numbers_that_float64_would_round_are_refused(values: Any) -> None:
    with pytest.raises(DataError) as fault:
        Data(values, Y)
    assert fault.value.key == "data-rounded"


def test_the_last_exact_whole_number_goes_in() -> None:
    assert Data([2**53, -(2**53), 0], Y).x[:, 0].tolist() == [2.0**53, -(2.0**53), 0]


@pytest.mark.parametrize(
    ("x", "y", "kind", "key"),
    [
        ([[1], [2]], [1, 2, 3], ShapeError, "data-row-counts"),
        ([[1], [2]], [[1, 2], [3, 4]], ShapeError, "data-y-columns"),
        ([[1, 2]], [[1, 2]], ShapeError, "data-y-columns"),
        (np.ones((2, 2, 2)), [1, 2], ShapeError, "data-axes"),
        (1.0, [1], ShapeError, "data-axes"),
        ([1], 1.0, ShapeError, "data-axes"),
        ([], [], DataError, "data-empty"),
        (np.empty((0, 3)), [], DataError, "data-empty"),
        (np.empty((3, 0)), [1, 2, 3], DataError, "data-empty"),
        (pd.DataFrame(), [], DataError, "data-empty"),
        (pd.DataFrame({"x": []}), [], DataError, "data-empty"),
        (pa.table({}), [], DataError, "data-empty"),
        ([1.0, np.inf], [1, 2], DataError, "data-not-finite"),
        ([1.0, 2.0], [-np.inf, 2], DataError, "data-not-finite"),
        (pd.DataFrame([[1, 2]], columns=["a", "a"]), [1], DataError, "data-name-twice"),
    ],
)
def test_what_does_not_fit_is_refused(x: Any, y: Any, kind: type, key: str) -> None:
    with pytest.raises(kind) as fault:
        Data(x, y)
    assert fault.value.key == key


def test_names_are_one_for_each_column() -> None:
    with pytest.raises(ShapeError):
        Data(TABLE, Y, names=["a"])
    with pytest.raises(ShapeError):
        Data(TABLE, Y, names="ab")  # one name, not two letters
    with pytest.raises(DataError):
        Data(TABLE, Y, names=["a", "a"])


@pytest.mark.parametrize(
    "dtype", ["float32", np.float32, np.dtype("float32"), torch.float32, "torch.float32"]
)
def test_float32_is_understood_in_any_spelling(dtype: Any) -> None:
    assert precision(dtype) == np.float32
    assert Data([0.1], [0.2], dtype=dtype).x[0, 0] == np.float32(0.1)


@pytest.mark.parametrize(
    "dtype", [None, int, "int64", np.float16, torch.bfloat16, "double ", object, 64, [1]]
)
def test_another_precision_is_refused(dtype: Any) -> None:
    with pytest.raises(SettingError):
        Data([1], [1], dtype=dtype)


@pytest.mark.parametrize(
    ("value", "dtype"),
    [(1e30, "float32"), (1e-30, "float32"), (1e300, "float64"), (1e-300, "float64"), (5e-324, "float64")],
)
def test_a_column_whose_squares_leave_the_range_is_refused_by_its_name(value: float, dtype: str) -> None:
    with speaking("en"), pytest.raises(DataError, match=f"Column age: .*{dtype}"):
        Data([[1, value], [2, -value]], [1, 2], names=["area", "age"], dtype=dtype)
    with speaking("en"), pytest.raises(DataError, match=f"Column won: .*{dtype}"):
        Data([1, 2], [value, 0], target="won", dtype=dtype)
    if dtype == "float32":
        with pytest.raises(DataError):
            Data([1, 2], [value, 0]).astype("float32")


def test_small_numbers_beside_larger_ones_are_no_fault() -> None:
    assert Data([1.0, 1e-300], [0, 0]).x[1, 0] == 1e-300
    assert Data([0.0, 0.0], [0, 0]).x.tolist() == [[0], [0]]


def test_the_rows_are_copied() -> None:
    x, y = np.array(TABLE), np.array(Y)
    data = Data(x, y)
    x[0, 0] = y[0] = 99
    assert data.x[0, 0] == data.y[0] == 1


def test_astype_keeps_everything_else() -> None:
    data = Data(TABLE, Y, names=["a", "b"], target="t")
    single = data.astype(np.float32)
    assert (single.names, single.target, single.m) == (data.names, data.target, data.m)
    assert single.x.dtype == single.y.dtype == np.float32
    assert data.astype("float64") is data


def test_rows_in_memory_are_one_block_and_so_are_few_rows_whatever_is_made_of_them() -> None:
    data = Data(TABLE, Y)
    for width in (None, 0, 1000):
        shapes = data.reduce(
            lambda x, y, w: (x.shape, y.shape), lambda *_: pytest.fail("nothing to combine"), width
        )
        assert shapes == ((3, 2), (3,))


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_with_a_width_every_row_is_in_one_block_in_order(dtype: str) -> None:
    m = 100_001
    data = Data(np.arange(2.0 * m).reshape(m, 2), np.arange(m), dtype=dtype, weights=np.arange(m) + 1.0)

    def block(x: Any, y: Any, w: Any) -> list[Any]:
        assert len(x) == len(y) == len(w)
        assert w.dtype == x.dtype == np.dtype(dtype)
        return [(x, y, w)]

    blocks = data.reduce(block, lambda one, other: one + other, width=100)
    assert len(blocks) > 10
    assert max(len(y) for _, y, _ in blocks) * 102 <= 2**19
    x, y, w = map(np.concatenate, zip(*blocks, strict=True))
    assert data.weights is not None
    assert np.array_equal(x, data.x)
    assert np.array_equal(y, data.y)
    assert np.array_equal(w, data.weights.astype(dtype))


LAYOUTS = {
    "C": np.ascontiguousarray,
    "Fortran": np.asfortranarray,
    "every other row": lambda x: np.repeat(x, 2, axis=0)[::2],
    "backwards": lambda x: x[::-1].copy()[::-1],
    "float32": lambda x: x.astype(np.float32),
    "whole numbers": lambda x: x.astype(np.int64),
    "tensor": torch.from_numpy,
    "frame": lambda x: pd.DataFrame(x, columns=[f"c{j}" for j in range(x.shape[1])]),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("m", [100_000, 100_003])
def test_many_rows_are_copied_as_they_are_and_a_fault_is_named_by_row_and_column(layout: str, m: int) -> None:
    x = np.random.default_rng(0).integers(-1000, 1000, size=(m, 7)).astype(float)
    data = Data(LAYOUTS[layout](x), x[:, 0])
    assert np.array_equal(data.x, x)
    assert data.x.flags.c_contiguous
    assert data.x.dtype == data.y.dtype == np.float64
    if layout == "whole numbers":
        return
    for row, column, value in ((m - 1, 6, np.nan), (77_777, 2, np.inf), (0, 0, -np.inf)):
        broken = x.copy()
        broken[row, column] = value
        with pytest.raises(DataError) as fault:
            Data(LAYOUTS[layout](broken), x[:, 0])
        assert fault.value.key == "data-not-finite"
        assert (fault.value.values["row"], fault.value.values["got"]) == (row, str(value))
        assert fault.value.values["column"] == (f"c{column}" if layout == "frame" else f"x{column + 1}")


def test_many_rows_of_an_array_are_copied() -> None:
    x = np.ones((200_000, 3))
    data = Data(x, x[:, 0])
    x[:] = 9
    assert (data.x == 1).all()
    assert (data.y == 1).all()


@pytest.mark.parametrize("value", [1e200, -1e200, 1e-200])
def test_of_many_rows_the_largest_decides_over_the_range(value: float) -> None:
    x = np.full((150_000, 3), 1e-210)
    x[123_456, 1] = value
    x[:, [0, 2]] = 1.0
    with pytest.raises(DataError) as fault:
        Data(x, np.zeros(150_000))
    assert fault.value.values["column"] == "x2"
    assert fault.value.values["size"] == abs(value)


tables = arrays(
    np.float64,
    st.tuples(st.integers(1, 8), st.integers(1, 3)),
    elements=st.integers(-1000, 1000).map(float),
)


@settings(deadline=None)
@given(tables, st.booleans())
def test_standardised_features_have_mean_0_and_deviation_1_and_predict_the_same(x: Any, center: bool) -> None:
    data = Data(x, np.arange(len(x)))
    how, standard = data.standardisation(center), data.standardise(center).x
    spread = x.std(axis=0) if center else np.sqrt((x**2).mean(axis=0))
    if center:
        assert np.allclose(standard.mean(axis=0), 0, atol=1e-12)
    assert np.allclose(np.sqrt((standard**2).mean(axis=0)), spread > 0)
    W = np.arange(1.0, x.shape[1] + 1 + center)
    predict = lambda x, W: x @ W[:-1] + W[-1] if center else x @ W  # noqa: E731
    assert np.allclose(predict(x, how.undo(W, center)), predict(standard, W), atol=1e-8)
    assert np.allclose(predict(standard, how.redo(W, center)), predict(x, W), atol=1e-8)
    assert np.allclose(how.redo(how.undo(W, center), center), W)


def test_many_descents_are_undone_at_once() -> None:
    how = Data(TABLE, Y).standardisation()
    W = np.arange(12.0).reshape(4, 3)
    assert np.allclose(how.undo(W, True), [how.undo(row, True) for row in W])


@pytest.mark.parametrize("value", [0.0, 0.1, 1 / 3, 2010.0, -1e100, 1e-100])
def test_a_constant_column_stays_at_scale_1_however_long_it_is(value: float) -> None:
    how = Data(np.full(300_001, value), np.zeros(300_001)).standardisation()
    assert (how.mean[0], how.scale[0]) == (value, 1)


def test_a_small_spread_on_a_large_mean_keeps_its_digits() -> None:
    x = 1e9 + np.arange(1001.0)
    how = Data(x, x).standardisation()
    assert how.mean[0] == 1e9 + 500
    assert how.scale[0] == pytest.approx(np.arange(1001.0).std(), rel=1e-14)


@pytest.mark.parametrize("size", [1e150, 1e-150])
def test_standardising_survives_the_ends_of_the_range(size: float) -> None:
    standard = Data(np.array([1.0, 2.0, 4.0]) * size, Y).standardise().x
    assert np.allclose(standard, Data([1.0, 2.0, 4.0], Y).standardise().x)


def test_rows_that_pandas_would_pair_otherwise_are_refused() -> None:
    x, y = pd.DataFrame({"x": [1.0, 2.0, 3.0]}), pd.Series([1.0, 2.0, 3.0], index=[2, 1, 0])
    with pytest.raises(DataError, match="index"):
        Data(x, y)
    assert Data(x, y.to_numpy()).y.tolist() == [1, 2, 3]
    assert Data(x.set_index([[2, 1, 0]]), y).y.tolist() == [1, 2, 3]


def test_a_weight_counts_like_a_row_that_comes_again() -> None:
    x, y, times = [[1.0, 5.0], [2.0, 1.0], [4.0, 2.0]], [1.0, 3.0, 2.0], [1, 3, 2]
    weighted, repeated = Data(x, y, weights=times), Data(np.repeat(x, times, axis=0), np.repeat(y, times))
    assert weighted.weights is not None
    assert weighted.weights.mean() == 1
    assert np.allclose(weighted.standardisation().scale, repeated.standardisation().scale)
    assert np.allclose(weighted.standardisation().mean, repeated.standardisation().mean)
    one, other = weighted.standardise(), repeated.standardise()
    assert np.allclose(np.repeat(one.x, times, axis=0), other.x)
    kept = weighted.take(np.array([2, 0])).weights
    assert kept is not None
    assert kept.tolist() == [1.0, 0.5]


@pytest.mark.parametrize(
    ("weights", "key"),
    [
        ([1, 2], "data-weights-shape"),
        ([1, 0, 2], "data-weights"),
        ([1, np.nan, 2], "data-weights"),
        ("abc", None),
    ],
)
def test_weights_that_cannot_be_used_are_refused(weights: Any, key: str | None) -> None:
    with pytest.raises(RavineError) as fault:
        Data([1, 2, 3], [1, 2, 3], weights=weights)
    assert key in (None, fault.value.key)
