"""A small spec that has every kind of case, and the folder made from it."""

from __future__ import annotations

import pytest

from symconv.reference import generate

LECTURE = {"f": "box(-1, 2)", "g": "1 - abs(x)/5 for x > 0", "start": -2, "stop": 6, "step": "1/4"}
SWEEP = {
    "f": "exp(-a*x)*step(x)",
    "g": "exp(-2*x)*step(x)",
    "op": "correlate",
    "start": -1,
    "stop": 3,
    "step": "1/4",
    "dtype": "float32",
    "parameters": {"a": [1, "5/2"]},
}
BOXES = {"f": "box(0,1)", "g": "box(0,1)", "points": ["1/3"]}
CASES = {
    "lecture": LECTURE,
    "sweep": SWEEP,
    "diverges": {"f": "1", "g": "1", "points": [0]},
    "digits": {**BOXES, "f": "exp(-x**2)", "digits": 25},
    "rational": {**BOXES, "dtype": "rational"},
    "float16": {"f": [1, 2, "3/2"], "g": [0, "1/3", -2], "mode": "same", "dtype": "float16"},
    "nan": {"f": [1.0, "nan", 0.0], "g": ["inf", 1.0]},
    "int8": {"f": [[100, 2], [3, 4]], "g": [[1, 2]], "dtype": "int8", "overflow": "wrap"},
    "least-int64": {"f": [-(2**63), 5], "g": [1]},
    "complex": {"f": ["1+2*I", 3], "g": ["1/2-I", 5], "op": "correlate"},
    "fractions": {"f": ["1/3", 2], "g": ["1/2", "I"], "dtype": "rational"},
}
SPEC = {"case": [{"name": name, **case} for name, case in CASES.items()]}


@pytest.fixture
def spec():
    return {"case": [dict(case) for case in SPEC["case"]]}


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """The folder; tests must not write into it."""
    folder = tmp_path_factory.mktemp("reference") / "folder"
    generate(SPEC, folder, progress=False, workers=1)
    return folder


@pytest.fixture
def contents():
    """contents(folder) -> {name: bytes}, hidden files included."""
    return lambda folder: {path.name: path.read_bytes() for path in folder.iterdir()}
