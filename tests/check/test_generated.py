"""A seeded part of the two hundred true and two thousand false claims."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from symconv.check import Status

PATH = Path(__file__).parents[1] / "bench" / "bench_claims.py"
SPEC = importlib.util.spec_from_file_location("bench_claims", PATH)
bench = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(bench)


def test_a_seeded_part():
    found = bench.figures(seed=7, true=12, false=60)
    assert found["true PROVED"] == found["true"] == 12, found["failures"]
    assert found["false claims PROVED"] == found["false REFUTED of true"] == 0
    assert found["false claims REFUTED"] == found["false"] == 60, found["failures"]


def test_the_same_seed_gives_the_same_claims():
    first, second = (list(bench.false_claims(3, 9)) for _ in range(2))
    assert first == second
    assert first != list(bench.false_claims(4, 9))


def test_the_count_would_show_a_judge_that_believes_everything(monkeypatch):
    class Credulous:
        status = Status.PROVED

    monkeypatch.setattr(bench, "claim", lambda *_: Credulous)
    found = bench.figures(seed=1, true=2, false=4)
    assert found["false claims PROVED"] == 4
    assert len(found["failures"]) == 4


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_all_of_them(seed):
    found = bench.figures(seed)
    assert found["true PROVED"] == found["true"] == 200, found["failures"]
    assert found["false claims PROVED"] == found["false REFUTED of true"] == 0, found["failures"]
    assert found["false claims REFUTED"] >= 1980, found["failures"]
