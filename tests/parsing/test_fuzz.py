"""Two thousand seeded texts; `python tests/fuzz_parse.py` runs more."""

from __future__ import annotations

import pytest
import sympy


def test_random_texts_are_read_or_refused(fuzz_parse):
    outcome, faults = fuzz_parse.run(2000, seed=20)
    assert faults == []
    assert outcome["read"] > 300
    assert outcome["refused"] > 300


@pytest.mark.parametrize(
    ("value", "message"),
    [(sympy.Float("0.5"), "read as 1/2"), (sympy.Function("f")(1), "not read again")],
)
def test_the_fuzzer_notices_what_is_not_read_back(value, message, monkeypatch, fuzz_parse):
    real = fuzz_parse.parse
    monkeypatch.setattr(
        fuzz_parse, "parse", lambda text, **kw: value if text == "x" else real(text, **kw)
    )
    assert message in fuzz_parse.fault("x")


def test_the_fuzzer_notices_another_exception(monkeypatch, fuzz_parse):
    monkeypatch.setattr(fuzz_parse, "parse", lambda text, **kw: 1 // 0)
    assert "ZeroDivisionError" in fuzz_parse.fault("x")


def test_the_fuzzer_notices_endless_work(monkeypatch, fuzz_parse):
    monkeypatch.setattr(fuzz_parse, "MOST_CALLS", 1000)
    assert "more than 1000 calls" in fuzz_parse.fault("(x + 1)**3/sin(x) + bspline(x, 20)")
