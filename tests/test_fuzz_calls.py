"""A small, seeded part of fuzz_calls.py in the suite, and what its judge sees."""

from __future__ import annotations

import importlib
import sys
import time
from pathlib import Path

import pytest
import sympy

from symconv.errors import InvalidInput


def _load():
    """fuzz_calls.py by its name, which the processes that it starts import it by as well."""
    folder = str(Path(__file__).parent)
    if folder not in sys.path:
        sys.path.append(folder)
    return importlib.import_module("fuzz_calls")


FUZZ = _load()


def test_calls_of_a_seed_have_no_fault():
    tally = FUZZ.fuzz("suite", 200, workers=1, seconds=30)
    assert sum(tally.outcomes.values()) > 0
    assert not tally.faults


def test_every_public_function_is_called():
    names = set(FUZZ.targets())
    for name in ("convolve", "check.claim", "numeric.enclose", "discrete.correlate", "cli.main"):
        assert f"symconv.{name}" in names
    for name in names:
        assert FUZZ.make("names", 0, only=name).name.startswith(name)


def test_a_seed_makes_the_same_call_again():
    for index in range(20):
        assert str(FUZZ.make("again", index)) == str(FUZZ.make("again", index))


def _failing(error):
    def fail(*args, **options):
        raise error

    return fail


@pytest.mark.parametrize(
    ("name", "function", "outcome"),
    [
        ("symconv.convolve", _failing(ZeroDivisionError("x")), "FAULT ZeroDivisionError"),
        ("symconv.convolve", _failing(TypeError("x")), "FAULT TypeError"),
        ("symconv.convolve", _failing(AssertionError()), "FAULT AssertionError"),
        ("symconv.convolve", _failing(MemoryError()), "FAULT MemoryError"),
        ("symconv.convolve", _failing(SystemExit(0)), "FAULT SystemExit"),
        ("symconv.convolve", _failing(InvalidInput("x")), "InvalidInput"),
        ("symconv.testing.assert_kernel", _failing(AssertionError()), "AssertionError"),
        ("symconv.cli.main", lambda: 5, "FAULT exit 5"),
        ("symconv.cli.main", lambda: 2, "exit 2"),
        ("symconv.convolve", lambda: sympy.Integer(1), "answer"),
    ],
)
def test_what_counts_as_a_fault(name, function, outcome):
    call = FUZZ.Call(name, function)
    assert FUZZ.run(call, "judge", 0).startswith(outcome)


def test_a_wrong_number_of_arguments_may_be_a_type_error():
    call = FUZZ.Call("symconv.convolve", lambda: None, keywords={"no": 1}, miscounted=True)
    assert FUZZ.run(call, "judge", 0) == "TypeError"


def test_what_outlives_its_time_is_ended(monkeypatch):
    """The process is killed and the calls after it are still made."""
    runner = FUZZ._Runner.__new__(FUZZ._Runner)
    runner.current, runner.since, runner.cpu = (0, "f", "f()", 1.0), time.monotonic() - 1e6, 0.0
    runner.process = type("Ended", (), {"pid": -1})
    assert runner._is_late()
    runner.since = time.monotonic()
    assert not runner._is_late()
