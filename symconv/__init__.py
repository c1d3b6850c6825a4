"""Closed-form convolution and cross-correlation that can be trusted.

(f ∗ g)(t) = ∫ f(x) g(t − x) dx and (f ⋆ g)(t) = ∫ conj(f(x)) g(t + x) dx.

Importing this module loads nothing outside the standard library; each public name is loaded
from its own module at first use (PEP 562). `__init__.pyi` states the same names for type checkers.

Lowest layer first; imports point to layers before, but for two calls made late (a closed form asks
peaks/, parsing/ builds a node):

    errors.py, truth.py       what can go wrong; PROVED, REFUTED, UNDECIDED
    forking.py, progress.py, survey.py, listing.py, precision.py, deadline.py   what all lean on
    kernel/                   the trusted checker of certificates: standard library only
    exactnumbers.py           where flint's and SymPy's numbers meet
    deciding/, values/        signs, zeros, order, structure; expressions as functions on balls
    algebra/                  exact exponential-polynomial distributions
    reading/, writing/        SymPy expressions to these and back
    signals/, parsing/        the signals of the field; untrusted text
    enclosure/                balls of the defining integrals
    exporting.py, closedform.py, conjugation.py, problem.py   a claim, and what is asked
    draws.py                  parameters drawn
    antiderivatives/, halfplanes/, laplacepairs/, spectra/, quadraticforms.py, separable.py
    methods/                  the ways to a closed form, one file each, with these calculi
    peaks/                    where |h| is largest
    operators/, transforms/   the nodes and functions that users call
    discrete/                 sequences, arrays, conventions
    check/                    verdicts on laws and claims
    numeric/, testing/        fast and rounded values; what does my kernel compute?
    reference/, show/, tour/  files, pictures, worked solutions, the tour
    cli/                      the command line
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
        "density",
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
