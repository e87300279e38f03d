"""Sums over rows on all cores: the same bits on any number of them, the caller's context, and its faults."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from threadpoolctl import threadpool_info

from ravine import cores
from ravine.cores import on_all_cores, reduce_blocks


@pytest.fixture(params=[1, 2, 3, 8])
def count(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    """That many cores, and a pool of its own for them."""
    pool = ThreadPoolExecutor(request.param)
    monkeypatch.setattr(cores, "cores", lambda: request.param)
    monkeypatch.setattr(cores, "_pool", lambda: pool)
    yield request.param
    pool.shutdown()


def concatenate(one: list[Any], other: list[Any]) -> list[Any]:
    return one + other


@given(m=st.integers(1, 300), size=st.integers(1, 50))
@settings(deadline=None)
def test_blocks_are_all_rows_in_order_none_larger_than_the_size_all_alike(m: int, size: int) -> None:
    blocks = reduce_blocks(lambda rows: [rows], concatenate, m, size)
    assert [row for rows in blocks for row in range(m)[rows]] == [*range(m)]
    sizes = [rows.stop - rows.start for rows in blocks]
    assert max(sizes) <= size
    assert set(sizes[:-1]) <= {sizes[0]}
    assert len(blocks) <= max(2 * m / size, 1)


def test_results_are_in_the_order_of_the_parts_whoever_is_done_first(count: int) -> None:
    def slow_at_first(k: int) -> int:
        time.sleep(0.02 if k == 0 else 0)
        return -k

    assert on_all_cores(slow_at_first, range(20)) == [-k for k in range(20)]


def test_the_sum_is_the_same_to_the_last_bit_on_any_number_of_cores(count: int) -> None:
    x = np.random.default_rng(0).normal(size=(50_000, 10))
    block: Callable[[slice], Any] = lambda rows: x[rows].T @ x[rows]  # noqa: E731
    parts = [slice(first, first + 777) for first in range(0, 50_000, 777)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cores, "cores", lambda: 1)
        alone = reduce_blocks(block, np.add, 50_000, 777)
    assert np.array_equal(reduce_blocks(block, np.add, 50_000, 777), alone)
    assert np.allclose(alone, sum(map(block, parts)), rtol=1e-12)


def test_work_runs_in_the_callers_context(count: int) -> None:
    def overflow(_: int) -> float:
        return float((np.array([1e300]) ** 2)[0])

    with np.errstate(over="ignore"):
        assert on_all_cores(overflow, range(10)) == [np.inf] * 10
    with np.errstate(over="raise"), pytest.raises(FloatingPointError):
        on_all_cores(overflow, range(10))


@pytest.mark.parametrize("kind", [ValueError, KeyboardInterrupt, IndexError])
def test_the_first_fault_in_the_order_comes_through_and_ends_the_work(count: int, kind: type) -> None:
    begun = []

    def work(k: int) -> int:
        begun.append(k)
        if k >= 3:
            raise kind(f"part {k}")
        time.sleep(0.001)
        return k

    for _ in range(20):
        begun.clear()
        with pytest.raises(kind, match="part 3"):
            on_all_cores(work, range(1000))
        assert len(begun) <= 3 + count


def test_shared_work_that_shares_in_turn_does_not_wait_for_itself(count: int) -> None:
    def outer(k: int) -> int:
        return sum(on_all_cores(lambda j: j * k, range(50)))

    assert on_all_cores(outer, range(50)) == [k * 1225 for k in range(50)]


def test_threads_that_share_at_the_same_time_each_get_their_own(count: int) -> None:
    found: dict[int, list[int]] = {}
    callers = [
        threading.Thread(target=lambda k=k: found.update({k: on_all_cores(lambda j: j * k, range(200))}))
        for k in range(12)
    ]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join(timeout=20)
    assert found == {k: [j * k for j in range(200)] for k in range(12)}


def test_the_threads_of_matrix_products_are_as_before_afterwards() -> None:
    def threads(_: Any = None) -> list[int]:
        return [one["num_threads"] for one in threadpool_info() if one["user_api"] == "blas"]

    before = threads()
    inside = reduce_blocks(lambda rows: [threads()], concatenate, 100, 10)
    assert all(set(counts) == {1} for counts in inside)
    assert threads() == before
    with pytest.raises(ZeroDivisionError):
        reduce_blocks(lambda rows: 1 // 0, max, 100, 10)
    assert threads() == before


FRESH = """
import threading, numpy as np, ravine as rv
from ravine.cores import on_all_cores
rv.Cost(rv.Data(np.ones((1000, 3)), np.ones(1000))).evaluate(np.zeros(4))
assert threading.active_count() == 1, "few rows need no threads"
import ravine.cores
ravine.cores.cores = lambda: 2
assert on_all_cores(abs, range(4)) == [0, 1, 2, 3]
assert threading.active_count() > 1
import os, warnings
warnings.simplefilter("ignore")
child = os.fork()
if not child:
    right = on_all_cores(abs, range(4)) == [0, 1, 2, 3] and threading.active_count() > 1
    os._exit(0 if right else 1)
assert os.waitpid(child, 0)[1] == 0, "a forked child makes its own threads"
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_few_rows_make_no_thread_and_a_forked_child_makes_its_own() -> None:
    done = subprocess.run([sys.executable, "-c", FRESH], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
