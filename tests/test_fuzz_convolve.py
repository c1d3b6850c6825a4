"""A small, seeded part of fuzz_convolve.py in the suite."""

from __future__ import annotations

import importlib.util
import random
from pathlib import Path

import pytest


def _load():
    path = Path(__file__).with_name("fuzz_convolve.py")
    spec = importlib.util.spec_from_file_location("fuzz_convolve", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


FUZZ = _load()


@pytest.mark.parametrize("block", range(10))
def test_thirty_draws_have_no_fault(block):
    for index in range(30 * block, 30 * block + 30):
        rng = random.Random(f"suite/{index}")
        _, _, f, g, op = FUZZ.draw(rng)
        FUZZ.check(rng, f, g, op)


def test_the_check_sees_a_wrong_answer(monkeypatch):
    class Wrong:
        expr = FUZZ.T**2

        class certificate:
            status = "proved"

    monkeypatch.setattr(FUZZ.Convolution, "closed_form", lambda *_, **__: Wrong)
    box = FUZZ.Piecewise((1, (FUZZ.X >= 0) & (FUZZ.X <= 1)), (0, True))
    with pytest.raises(FUZZ.Fault, match="wrong at"):
        FUZZ.check(random.Random(1), box, box, "convolve")
