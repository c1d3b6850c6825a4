"""Tools for tests: assert what a kernel computes, find it out, draw signals.

The strategies need Hypothesis, which is loaded when one of them is first used.

convolutions.py and kernels.py are the assertions, strategies.py the signals. identification.py is
`identify`: it calls a function (calling.py) on probes (probing.py), finds its sum (fitting.py), or
the nearest one with a counterexample (counterexamples.py), and reports it (diagnosis.py).
"""

from importlib import import_module as _import_module
from typing import Any as _Any

from symconv.testing.calling import load_target
from symconv.testing.convolutions import assert_convolution
from symconv.testing.diagnosis import Counterexample, Diagnosis
from symconv.testing.identification import identify
from symconv.testing.kernels import assert_kernel

_STRATEGIES = (
    "causal_signals",
    "compact_signals",
    "integer_arrays",
    "operand_pairs",
    "point_masses",
    "rationals",
    "signals",
)

__all__ = [
    "Counterexample",
    "Diagnosis",
    "assert_convolution",
    "assert_kernel",
    "identify",
    "load_target",
    *_STRATEGIES,
]


def __getattr__(name: str) -> _Any:
    if name in _STRATEGIES:
        return getattr(_import_module("symconv.testing.strategies"), name)
    raise AttributeError(f"module 'symconv.testing' has no attribute {name!r}")
