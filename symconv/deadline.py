"""The time by which a computation must end, known to its innermost loops.

The exact algebra does not know of a Problem, so the deadline travels beside it: `until` states it
for a block (of this thread or task only), `check` raises NoClosedForm after it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from symconv.errors import NoClosedForm, Unresolved

__all__ = ["check", "ended_within", "remaining", "until"]

_moment: ContextVar[float | None] = ContextVar("deadline", default=None)


class until:  # noqa: N801  (read as `with until(moment)`)
    """Run a block that ends by `moment` of time.monotonic(), or by an earlier stated one."""

    __slots__ = ("_moment", "_token")

    def __init__(self, moment: float):
        self._moment = moment

    def __enter__(self) -> None:
        outer = _moment.get()
        self._token = _moment.set(self._moment if outer is None else min(self._moment, outer))

    def __exit__(self, *exception: object) -> None:
        _moment.reset(self._token)


@contextmanager
def ended_within(timeout: float, doing: str) -> Iterator[None]:
    """Run a block that computes a number: Unresolved where `timeout` seconds do not suffice.

    A deadline stated outside stays what it is, and ends the block as it would without this.
    """
    moment = time.monotonic() + timeout
    try:
        with until(moment):
            yield
    except NoClosedForm:
        check(doing)
        if time.monotonic() < moment:
            raise
        raise Unresolved(f"out of time while {doing} (timeout={timeout:g})") from None


def check(doing: str) -> None:
    """Raise NoClosedForm when the time is up."""
    moment = _moment.get()
    if moment is not None and time.monotonic() > moment:
        raise NoClosedForm(f"out of time while {doing}", tried=(f"{doing}: out of time",))


def remaining(timeout: float) -> float:
    """`timeout` seconds, or what is left of a deadline that ends earlier."""
    moment = _moment.get()
    return timeout if moment is None else min(timeout, moment - time.monotonic())
