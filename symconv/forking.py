"""Locks and forks: a forked child has the forking thread alone, and must find every lock open."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable

__all__ = ["in_each_child", "lock_of_a_table"]


def lock_of_a_table() -> threading.Lock:
    """A lock for the few steps of adding to a table; a fork waits until it is open.

    So the child never meets it closed, nor the table half changed.
    """
    lock = threading.Lock()
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(
            before=lock.acquire, after_in_parent=lock.release, after_in_child=lock.release
        )
    return lock


def in_each_child(repair: Callable[[], None]) -> None:
    """Call `repair` at the start of every forked child."""
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=repair)
