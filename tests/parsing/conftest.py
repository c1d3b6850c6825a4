"""The fuzzer of the parser, which is a script, as a module for tests."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def fuzz_parse():
    path = Path(__file__).parents[1] / "fuzz_parse.py"
    spec = importlib.util.spec_from_file_location("fuzz_parse", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
