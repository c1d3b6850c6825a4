"""Laws and claims in several variables; lines of measure zero do not count."""

from __future__ import annotations

import pytest
import sympy
from sympy import (
    DiracDelta,
    Eq,
    Heaviside,
    I,
    Integer,
    Max,
    Ne,
    Piecewise,
    Rational,
    erf,
    exp,
    pi,
    symbols,
)

from symconv import DivergentIntegral, InvalidInput, NoClosedForm, Status, box, check
from symconv.check import comparingseveral
from symconv.check.several import Several

x, y, u, v = symbols("x y u v", real=True)
a, b = symbols("a b", positive=True)
X, T = (x, y), (u, v)
DECAY = exp(-x - y) * Heaviside(x) * Heaviside(y)
BOX = box(x, 0, 1) * box(y, 0, 2)
BELL = exp(-(x**2) - y**2)
PRODUCT = exp(-u - v) * Piecewise((u * v, (u > 0) & (v > 0)), (0, True))


@pytest.mark.parametrize(
    ("h", "f", "g", "op"),
    [
        (exp(-u - v) * u * v * Heaviside(u) * Heaviside(v), DECAY, DECAY, "convolve"),
        (exp(-u - v) * Max(u, 0) * Max(v, 0), DECAY, DECAY, "convolve"),
        (PRODUCT, DECAY, DECAY, "convolve"),
        # another value on a line alone
        (PRODUCT + Piecewise((5, Eq(v, 0)), (0, True)), DECAY, DECAY, "convolve"),
        (PRODUCT + Piecewise((5, Eq(u, 1)), (0, True)), DECAY, DECAY, "convolve"),
        (pi / 2 * exp(-(u**2 + v**2) / 2), BELL, BELL, "convolve"),
        (pi / 4 * (erf(u) - erf(u - 1)) * (erf(v) - erf(v - 2)), BELL, BOX, "convolve"),
        (Max(0, 1 - abs(u)) * Max(0, 2 - abs(v)), BOX, BOX, "correlate"),
        (
            DiracDelta(u - 1) * DiracDelta(v - 2),
            DiracDelta(x - 1) * DiracDelta(y),
            DiracDelta(x) * DiracDelta(y - 2),
            "convolve",
        ),
    ],
)
def test_true_claims(h, f, g, op):
    verdict = check.claim(h, f, g, X, T, op=op)
    assert verdict.status is Status.PROVED


@pytest.mark.parametrize(
    ("h", "f", "g"),
    [
        (exp(-u - v) * u * v * Heaviside(u), DECAY, DECAY),
        (exp(-u - v) * u * v, DECAY, DECAY),
        (PRODUCT * (1 + Rational(1, 10**9)), DECAY, DECAY),
        (PRODUCT + box(u, 5, 6) * box(v, 100, 101) / 10**9, DECAY, DECAY),
        (pi * exp(-(u**2 + v**2) / 2), BELL, BELL),
        (pi / 4 * (erf(u) - erf(u - 1)) * (erf(v) - erf(v - 1)), BELL, BOX),
        (Max(0, 1 - abs(u)) * Max(0, 2 - abs(v)), BOX, BOX),
    ],
)
def test_false_claims(h, f, g):
    verdict = check.claim(h, f, g, X, T)
    assert verdict.status is Status.REFUTED
    assert len(verdict.witness.point) == 2
    assert check.claim(verdict.correction, f, g, X, T).status is Status.PROVED
    at = dict(zip(T, verdict.witness.point, strict=True))
    assert abs(sympy.N((h - verdict.correction).subs(at), 40)) > 1e-30


def test_parameters():
    f = exp(-a * x - y) * Heaviside(x) * Heaviside(y)
    g = exp(-b * x - y) * Heaviside(x) * Heaviside(y)
    h = (exp(-a * u) - exp(-b * u)) / (b - a) * Heaviside(u) * v * exp(-v) * Heaviside(v)
    verdict = check.claim(h, f, g, X, T)
    assert verdict.status is Status.PROVED
    assert Ne(a, b) in verdict.hypotheses or Ne(b, a) in verdict.hypotheses
    assert check.claim(h, f, g, X, T, assuming=(Ne(a, b),)).status is Status.PROVED
    wrong = Piecewise((h, Ne(a, b)), (0, True))
    assert check.claim(wrong, f, g, X, T).status is not Status.PROVED


@pytest.mark.parametrize("f", [DECAY, BELL, BOX, exp(-(x**2) - x * y - y**2)], ids=str)
def test_laws(f):
    assert check.commutativity(f, BELL, X)
    assert check.distributivity(BELL, f, f, X)
    assert check.scalar(f, BELL, 2 + I, X)
    assert check.correlation_as_convolution(f, BELL, X)
    assert check.correlation_symmetry(f, BELL, X)


def test_partial_derivatives():
    assert check.differentiation(BOX, DECAY, X)
    assert check.differentiation(BELL, BOX, X)
    assert check.associativity(DECAY, BOX, DECAY, X)
    assert check.area(DECAY, BOX, X)


def test_refusals():
    with pytest.raises(DivergentIntegral):
        check.commutativity(Integer(1), Heaviside(x) * Heaviside(y), X)
    with pytest.raises(InvalidInput, match="as many"):
        check.claim(u, BOX, BOX, X, (u,))
    with pytest.raises(InvalidInput, match="kind is 'line'"):
        check.claim(u, BOX, BOX, X, T, kind="causal")
    with pytest.raises(InvalidInput, match="not distinct"):
        check.commutativity(BOX, BOX, (x, x))
    with pytest.raises(InvalidInput, match="one variable"):
        check.translation(BOX, BOX, 1, X)
    with pytest.raises(InvalidInput, match="one variable"):
        check.moments(BOX, BOX, X)


FINE = (
    1009**3 * 2**200
)  # every drawn point, and each moved by a power of 2, is a multiple of 1/FINE


@pytest.mark.parametrize(
    "null",
    [
        1 + sympy.floor(FINE * v) + sympy.floor(-FINE * v),
        1 + sympy.floor(FINE * u) + sympy.floor(-FINE * u),
        1 + sympy.floor(FINE * (u - v)) + sympy.floor(-FINE * (u - v)),
        sympy.KroneckerDelta(sympy.sin(pi * FINE * v), 0),
        erf(u) * (1 - abs(sympy.sign(sympy.sin(pi * FINE * v)))),
    ],
)
def test_a_grid_of_lines_refutes_nothing(null):
    assert check.claim(PRODUCT + null, DECAY, DECAY, X, T).status is not Status.REFUTED


@pytest.mark.parametrize(
    "f", [abs(x - y), Heaviside(x - y), Piecewise((exp(-x), x > y), (0, True))]
)
def test_what_ties_two_axes_is_not_differentiated_across_a_jump(f):
    with pytest.raises(NoClosedForm, match="smooth"):
        Several(X, ()).derivative(f)


def test_what_ties_two_axes_smoothly_is_differentiated():
    assert Several(X, ()).derivative(sympy.sin(x * y)) == y * sympy.cos(x * y)


def test_a_thin_case_pins_an_output():
    hidden = sympy.sqrt(2) + sympy.sqrt(3) - sympy.sqrt(5 + 2 * sympy.sqrt(6))
    assert comparingseveral._is_thin(Eq(2 * y, a), (y,))
    assert not comparingseveral._is_thin(Eq(hidden * y, a - b), (y,))
    assert not comparingseveral._is_thin(Eq(a * y, 0), (y,))
    assert not comparingseveral._is_thin(Eq(y - sympy.floor(y), 0), (y,))
