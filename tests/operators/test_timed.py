"""One decorator states the time of a function and keeps its promise when that runs out."""

import time

import pytest

from symconv.deadline import check, until
from symconv.errors import DivergentIntegral, InvalidInput, NoClosedForm, Undecided, Unresolved
from symconv.operators.timed import ends_in_time, no_closed_form


def promise(reason, arguments, result):
    return reason, arguments, result


@ends_in_time(promise, is_open=lambda result: result == "open")
def slow(error=NoClosedForm, *, seconds=0.0, result=None, timeout=30):
    """Work for so long; then end by the error, or with the result."""
    stop = time.monotonic() + seconds
    while time.monotonic() < stop:
        time.sleep(0.001)
        if error is None:
            check("working")
    if result is None:
        raise error("an end of its own")
    return result


def test_what_ends_in_its_time_is_left_alone():
    assert slow(result="found") == "found"
    assert slow(result="open") == "open"
    with pytest.raises(NoClosedForm, match="an end of its own"):
        slow()


def test_a_loop_that_asks_ends_when_the_time_is_up():
    start = time.monotonic()
    reason, arguments, result = slow(None, seconds=9, timeout=0.02)
    assert time.monotonic() - start < 1
    assert reason == "time ran out after 0.02 s (timeout=0.02)"
    assert arguments == {"error": None, "seconds": 9, "timeout": 0.02}
    assert result is None


@pytest.mark.parametrize("error", [NoClosedForm, Undecided, Unresolved])
def test_whatever_was_open_is_open_for_want_of_time(error):
    assert slow(error, seconds=0.03, timeout=0.01)[0].startswith("time ran out after 0.01 s")


@pytest.mark.parametrize("error", [DivergentIntegral, InvalidInput])
def test_what_was_decided_late_is_decided(error):
    with pytest.raises(error, match="an end of its own"):
        slow(error, seconds=0.03, timeout=0.01)


def test_a_late_result_stands_unless_it_is_open():
    assert slow(seconds=0.03, result="found", timeout=0.01) == "found"
    assert slow(seconds=0.03, result="open", timeout=0.01)[2] == "open"


def test_a_deadline_from_outside_ends_the_function_as_it_ends_any_block():
    with pytest.raises(NoClosedForm, match="out of time"), until(time.monotonic() + 0.01):
        slow(None, seconds=9)


@pytest.mark.parametrize("timeout", [0, -1, "3", float("nan"), float("inf"), True, None, [1]])
def test_a_timeout_is_positive_and_finite(timeout):
    with pytest.raises(InvalidInput, match=r"^timeout=.*expected seconds") as caught:
        slow(result="found", timeout=timeout)
    assert "\n" not in str(caught.value)


def test_the_promise_of_an_expression():
    with pytest.raises(NoClosedForm, match="time ran out") as caught:
        no_closed_form("time ran out", {}, None)
    assert caught.value.tried == ("time ran out",)
