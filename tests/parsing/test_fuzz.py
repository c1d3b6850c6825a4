"""Two thousand seeded texts; `python tests/fuzz_parse.py` runs more."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
import sympy

PATH = Path(__file__).parents[1] / "fuzz_parse.py"
SPEC = importlib.util.spec_from_file_location("fuzz_parse", PATH)
fuzz_parse = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(fuzz_parse)


def test_random_texts_are_read_or_refused(monkeypatch):
    monkeypatch.setattr(fuzz_parse, "LIMIT", 10 * fuzz_parse.LIMIT)  # a loaded machine is slow
    outcome, faults = fuzz_parse.run(2000, seed=20)
    assert faults == []
    assert outcome["read"] > 300
    assert outcome["refused"] > 300


@pytest.mark.parametrize(
    ("value", "message"),
    [(sympy.Float("0.5"), "read as 1/2"), (sympy.Function("f")(1), "not read again")],
)
def test_the_fuzzer_notices_what_is_not_read_back(value, message, monkeypatch):
    real = fuzz_parse.parse
    monkeypatch.setattr(
        fuzz_parse, "parse", lambda text, **kw: value if text == "x" else real(text, **kw)
    )
    assert message in fuzz_parse.fault("x")


def test_the_fuzzer_notices_another_exception(monkeypatch):
    monkeypatch.setattr(fuzz_parse, "parse", lambda text, **kw: 1 // 0)
    assert "ZeroDivisionError" in fuzz_parse.fault("x")
