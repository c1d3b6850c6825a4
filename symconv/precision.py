"""Guarded precision for Arb: flint keeps one process-wide precision, so it is set under a lock."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import flint

__all__ = ["working_precision"]

_lock = threading.RLock()


@contextmanager
def working_precision(bits: int) -> Iterator[None]:
    """Run a block at `bits` of Arb precision; other threads that use the guard wait."""
    with _lock:
        before = flint.ctx.prec
        flint.ctx.prec = bits
        try:
            yield
        finally:
            flint.ctx.prec = before
