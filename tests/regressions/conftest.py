"""Time that is up after a number of looks at the clock, and the work that is still done then."""

from __future__ import annotations

import contextlib
import sys

import pytest


class Clock:
    """Time that is up after so many looks, and the calls made from then on."""

    def __init__(self, looks):
        self.looks = looks
        self.calls = 0

    def monotonic(self):
        self.looks -= 1
        return 0 if self.looks > 0 else float("inf")

    def __call__(self, frame, event, argument):
        self.calls += self.looks <= 0


@pytest.fixture
def calls_after_time_is_up():
    """A context: the deadline is reached at that look; `.calls` counts what is done after it."""

    @contextlib.contextmanager
    def counted(looks):
        clock = Clock(looks)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("symconv.deadline.time", clock)
            sys.setprofile(clock)
            try:
                yield clock
            finally:
                sys.setprofile(None)

    return counted
