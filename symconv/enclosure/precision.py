"""The working precision of Arb: process-global in python-flint, so guarded by one lock.

`flint.ctx.prec` belongs to the process, not to the thread. Python may switch threads between any
two operations, so two threads at different precisions would compute with each other's. Every
computation of this layer runs inside `working_precision`, which holds one re-entrant lock.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock

from flint import ctx

__all__ = ["working_precision"]

_LOCK = RLock()


@contextmanager
def working_precision(bits: int) -> Iterator[None]:
    """Compute with `bits` bits inside the block, alone among all threads, and restore after it."""
    with _LOCK:
        before = ctx.prec
        ctx.prec = bits
        try:
            yield
        finally:
            ctx.prec = before
