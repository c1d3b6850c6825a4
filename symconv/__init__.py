"""Closed-form convolution and cross-correlation that can be trusted.

(f ∗ g)(t) = ∫ f(x) g(t − x) dx and (f ⋆ g)(t) = ∫ conj(f(x)) g(t + x) dx.

Importing this module loads nothing outside the standard library; each public name is loaded
from its own module at first use (PEP 562). `__init__.pyi` states the same names for type checkers.
"""

from __future__ import annotations

from importlib import import_module as _import_module
from typing import Any as _Any

from symconv._version import __version__

_HOME = {
    "symconv.errors": (
        "DivergentIntegral",
        "InvalidInput",
        "NoClosedForm",
        "ReferenceCorrupted",
        "SymconvError",
        "Undecided",
        "Unresolved",
    ),
    "symconv.truth": ("Status", "Verdict"),
    "symconv.signals": (
        "box",
        "bspline",
        "exponential",
        "gaussian",
        "impulse",
        "ramp",
        "sinc",
        "step",
        "triangle",
    ),
    "symconv.parsing": ("parse",),
    "symconv.operators": (
        "ClosedForm",
        "Convolution",
        "CrossCorrelation",
        "autocorrelate",
        "convolution_power",
        "convolve",
        "correlate",
    ),
    "symconv.transforms": ("Transform", "fourier", "inverse_fourier", "laplace"),
}
_SUBMODULES = ("check", "discrete", "numeric", "reference", "show", "testing")
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names}

__all__ = ["__version__", *sorted(_MODULE_OF), *_SUBMODULES]


def __getattr__(name: str) -> _Any:
    if name in _MODULE_OF:
        value = getattr(_import_module(_MODULE_OF[name]), name)
        globals()[name] = value
        return value
    if name in _SUBMODULES:
        return _import_module(f"symconv.{name}")
    raise AttributeError(f"module 'symconv' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
