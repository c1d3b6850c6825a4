"""The progress line: only on a terminal, only after a second, gone at the end."""

from __future__ import annotations

import io

import pytest

from symconv import progress as module
from symconv.progress import progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def clock(monkeypatch):
    """A clock that advances by 0.6 s at each look."""
    ticks = iter(range(10_000))
    monkeypatch.setattr(module.time, "monotonic", lambda: next(ticks) * 0.6)


def test_a_long_loop_is_shown_and_wiped(clock):
    out = Terminal()
    assert list(progress("abcde", "letters", stream=out)) == list("abcde")
    text = out.getvalue()
    assert "letters: [" in text
    assert "4/5" in text
    assert text.endswith("\r\x1b[K")


def test_a_generator_is_counted(clock):
    out = Terminal()
    assert list(progress(iter("abcde"), "letters", stream=out)) == list("abcde")
    assert "letters: 4" in out.getvalue()


def test_nothing_is_written_off_a_terminal(clock):
    out = io.StringIO()
    assert list(progress(range(9), "numbers", stream=out)) == list(range(9))
    assert out.getvalue() == ""


def test_nothing_is_written_within_a_second():
    out = Terminal()
    assert list(progress(range(9), "numbers", stream=out)) == list(range(9))
    assert out.getvalue() == ""


def test_the_line_is_wiped_when_the_loop_breaks(clock):
    out = Terminal()
    for item in progress(range(9), "numbers", stream=out):
        if item == 5:
            break
    assert "5/9" in out.getvalue()
