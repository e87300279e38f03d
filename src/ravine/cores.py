"""Sums over rows on all cores: cut into blocks, shared among the threads of one pool, added up in order.

NumPy lets other threads run while it computes, so threads are enough. The pool is made when there is first
something to share.
"""

import os
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar, copy_context
from functools import cache, reduce
from threading import Lock
from typing import Any, TypeVar

Part = TypeVar("Part")
Sum = TypeVar("Sum")

# So many numbers, 4 MB of them, stay in the caches from one line of `block` to the next; in smaller blocks
# threads spend more of their time waiting for each other's Python than they gain.
_NUMBERS = 2**19
# Into so many parts at most the blocks are shared out, or into a smaller power of two: each of any usual
# number of cores then has as much to do.
_PARTS = 32

# Set in shared work: what it shares in turn stays in its thread, or all threads might wait for one another.
_sharing: ContextVar[bool] = ContextVar("_sharing", default=False)


def block_size(width: int) -> int:
    """How many rows make a block, where each takes `width` numbers."""
    return max(1, _NUMBERS // width)


def reduce_blocks(
    block: Callable[[slice], Sum], combine: Callable[[Sum, Sum], Sum], m: int, size: int
) -> Sum:
    """`block` of one run of the m rows after another, at most `size` in each, combined in their order.

    How the rows are cut depends on m and size alone, so the sum is the same to the last bit on any number of
    cores.

    Example:
        >>> reduce_blocks(lambda rows: [rows], lambda one, other: one + other, m=10, size=4)
        [slice(0, 3, None), slice(3, 6, None), slice(6, 9, None), slice(9, 10, None)]
    """
    if m <= size:
        return block(slice(0, m))
    least = -(-m // size)
    shares = min(_PARTS, 1 << (least - 1).bit_length())
    run = -(-least // shares)
    size = -(-m // (shares * run))
    blocks = [slice(first, min(first + size, m)) for first in range(0, m, size)]
    parts = [blocks[first : first + run] for first in range(0, len(blocks), run)]
    with _blas_alone:
        return reduce(combine, on_all_cores(lambda part: reduce(combine, map(block, part)), parts))


def on_all_cores(work: Callable[[Part], Sum], parts: Sequence[Part]) -> list[Sum]:
    """`work` of each part, in the order of the parts.

    The caller works too, and every other thread in a copy of its context, under its `np.errstate`. Once a
    part fails no other is begun, and what the first of those that failed has raised comes through.

    Example:
        >>> on_all_cores(abs, [-1, 2, -3])
        [1, 2, 3]
    """
    workers = min(cores(), len(parts))
    if workers < 2 or _sharing.get():
        return [work(part) for part in parts]
    todo = deque(enumerate(parts))
    done: dict[int, Sum] = {}
    failed: dict[int, BaseException] = {}

    def share() -> None:
        _sharing.set(True)
        while todo:
            try:
                k, part = todo.popleft()
            except IndexError:  # another took the last one just now
                return
            try:
                done[k] = work(part)
            except BaseException as fault:  # Ctrl-C, too
                failed[k] = fault
                todo.clear()

    others = [_pool().submit(copy_context().run, share) for _ in range(workers - 1)]
    try:
        copy_context().run(share)
        for other in others:
            if not other.cancel():  # busy elsewhere, it never came
                other.result()
    finally:
        todo.clear()
    if failed:
        raise failed[min(failed)]
    return [done[k] for k in range(len(parts))]


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(cores(), thread_name_prefix="ravine")


if hasattr(os, "register_at_fork"):  # a forked child has none of the threads, and makes its own
    os.register_at_fork(after_in_child=_pool.cache_clear)


@cache
def _blas() -> Any:
    from threadpoolctl import ThreadpoolController  # loaded for those who have so many rows

    return ThreadpoolController().select(user_api="blas")


class _BlasAlone:
    """No threads in NumPy's matrix products: ours and they would wait for one another.

    And how many there are shows in last digits. The setting is the whole process's: the first of several
    sums at a time makes it, the last takes it back.
    """

    def __init__(self) -> None:
        self.lock, self.sums = Lock(), 0
        self.limit: Any = None

    def __enter__(self) -> None:
        with self.lock:
            self.limit = self.limit or _blas().limit(limits=1)
            self.sums += 1

    def __exit__(self, *fault: object) -> None:
        with self.lock:
            self.sums -= 1
            if not self.sums:
                self.limit.restore_original_limits()
                self.limit = None


_blas_alone = _BlasAlone()
