"""Guarded precision for Arb: flint keeps one process-wide precision, so it is set under a lock.

Every operation on balls stands inside the guard, also sums and comparisons with 2^−n: outside it
the precision is whatever the caller or another thread has set. A fork while another thread is
inside would leave the child with a lock that nobody opens, and with that thread's precision.

The precision alone does not settle the last bits of a radius: flint keeps the nodes of its
quadrature per thread, rounded from the longest ones so far.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import flint

from symconv.forking import in_each_child

__all__ = ["working_precision"]

_lock = threading.RLock()
_outside: list[int] = []  # the precisions to return to, innermost last


@contextmanager
def working_precision(bits: int) -> Iterator[None]:
    """Run a block at `bits` of Arb precision; other threads that use the guard wait."""
    with _lock:
        before = flint.ctx.prec
        _outside.append(before)
        try:
            flint.ctx.prec = bits
            yield
        finally:
            flint.ctx.prec = before  # first, so that an interrupt finds no call to stand before it
            _outside.pop()


def _leave_a_lost_guard() -> None:
    """In a forked child: undo what a thread that does not live here holds."""
    global _lock
    if _lock.acquire(blocking=False):
        _lock.release()
        return
    _lock = threading.RLock()
    flint.ctx.prec = _outside[0]
    _outside.clear()


in_each_child(_leave_a_lost_guard)
