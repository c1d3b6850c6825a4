"""README's pictures are there, and their script makes them again."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import numpy as np
import pytest

matplotlib = pytest.importorskip("matplotlib", reason="needs matplotlib, which is not installed")
image = pytest.importorskip("PIL.Image", reason="needs pillow, which is not installed")

ROOT = Path(__file__).parents[2]
MEASURED_ANEW = (3, 11)
"""Before Matplotlib 3.11 another FreeType measures text, and the layout moves by some pixels."""


def _script():
    spec = importlib.util.spec_from_file_location("make", ROOT / "examples" / "make_pictures.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_pictures_are_made_again(tmp_path):
    shown = set(re.findall(r"examples/pictures/([\w.]+)", (ROOT / "README.md").read_text("utf-8")))
    _script().main(tmp_path)
    assert shown <= {path.name for path in tmp_path.iterdir()}
    for name in shown:
        kept_at = ROOT / "examples" / "pictures" / name
        with image.open(tmp_path / name) as new, image.open(kept_at) as old:
            assert new.size == old.size
            fresh, kept = (np.asarray(p.convert("L"), dtype=float) for p in (new, old))
        ink, kept_ink = 255 - fresh.mean(), 255 - kept.mean()
        assert abs(ink - kept_ink) < kept_ink / 5
        if matplotlib.__version_info__[:2] >= MEASURED_ANEW:
            assert np.mean(np.abs(fresh - kept)) < 5  # of 255: fonts may differ, the drawing not
