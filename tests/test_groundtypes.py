"""Central computations under SymPy's Python ground types, where fmpq and float meet easily."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache

import pytest

CENTRAL = """
from sympy import Abs, Float, Heaviside, Rational, Symbol, exp, pi, sin, sqrt, symbols
from sympy.external.gmpy import GROUND_TYPES
from symconv import box, check, convolution_power, convolve, correlate, discrete, fourier, laplace
from symconv import parse
from symconv.numeric import enclose, round_exact
x, t, w = Symbol("x", real=True), Symbol("t", real=True), Symbol("w", real=True)
a, b = symbols("a b", positive=True)
n = Symbol("n", integer=True)
H = Heaviside
decay, bell = exp(-a*x)*H(x), exp(-x**2/3)
results = [
    convolve(decay, exp(-b*x)*H(x), x, t),
    convolve(x**2*decay, decay, x, t),
    convolve(box(x, 0, Rational(2, 3)), box(x, -1, sqrt(2)), x, t),
    convolution_power(box(x, 0, 1), 5, x, t),
    convolve(bell, box(x, 0, 1), x, t),
    convolve(1/(1 + x**2), 1/(Rational(1, 4) + x**2), x, t),
    convolve(x**Rational(1, 3)*exp(-x)*H(x), sqrt(x)*exp(-x)*H(x), x, t),
    correlate(exp(-Abs(x))*sin(x/3), box(x, 0, 1), x, t),
    convolve(exp(-2**Rational(1, 3)*x)*H(x), exp(-pi*x)*H(x), x, t),
    fourier(decay, x, w),
    laplace(x**3*decay, x, Symbol("s")).expr,
    discrete.convolve(Rational(2, 3)**n*H(n, 1), n*Rational(1, 5)**n*H(n, 1), n),
    check.claim(t*exp(-a*t)*H(t), decay, decay, x, t).status,
    enclose(convolve(bell, box(x, 0, 1), x, t), t, Rational(1, 7), bits=100),
    round_exact(convolve(bell, box(x, 0, 1), x, t), t, [Rational(1, 3), 2], float).tolist(),
    parse("exp(-2*x/3)*box(0, 1/7) + x^(1/3)"),
]
floats = [r for r in results if hasattr(r, "atoms") and r.atoms(Float)]
assert not floats, floats
print(GROUND_TYPES)
print(*results, sep="\\n")
"""


@cache
def outcome(ground_types):
    done = subprocess.run(
        [sys.executable, "-c", CENTRAL],
        env={**os.environ, "SYMPY_GROUND_TYPES": ground_types, "PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    kind, *lines = done.stdout.splitlines()
    return kind, lines


def test_python_ground_types_give_the_same_answers():
    kind, lines = outcome("python")
    assert kind == "python"
    assert len(lines) == 16
    assert lines == outcome("flint")[1]


def test_gmpy_ground_types_give_the_same_answers():
    pytest.importorskip("gmpy2", reason="gmpy2 is not installed")
    kind, lines = outcome("gmpy")
    assert kind == "gmpy"
    assert lines == outcome("python")[1]
