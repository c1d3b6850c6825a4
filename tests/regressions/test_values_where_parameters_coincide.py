"""Where exponents coincide that no single parameter solves for, the answer has a value there.

Was 0/0, for every real z in the first, and only .conditions said so.
"""

import mpmath
import pytest
import sympy
from sympy import Heaviside, I, Symbol, conjugate, cos, exp, nan, oo, re, sin, symbols, zoo

from symconv import convolve, correlate
from symconv.algebra import numbers as nb
from symconv.algebra.constants import number
from symconv.algebra.distribution import Distribution
from symconv.algebra.exppoly import ExpPoly
from symconv.algebra.merging import complex_gaps, modulo, remainder

X, T = symbols("x t", real=True)
Z, W = symbols("z w")
U, V, A, B, C = symbols("u v a b c", real=True)
WINDOW = Heaviside(X) - Heaviside(X - 1)
STEP = Heaviside(X)
CASES = {
    "wave with itself": (correlate, exp(I * Z * X) * WINDOW, None, [{Z: 1}, {Z: -2}, {Z: 1 + I}]),
    "cosine with itself": (correlate, cos(Z * X) * WINDOW, None, [{Z: 1}, {Z: 2 * I}, {Z: 1 + I}]),
    "growth with itself": (correlate, exp(Z * X) * WINDOW, None, [{Z: I}, {Z: 1 + I}, {Z: 0}]),
    "square": (correlate, exp(I * Z**2 * X) * WINDOW, None, [{Z: 1}, {Z: I}, {Z: 1 + I}]),
    "two": (correlate, exp(I * Z * W * X) * WINDOW, None, [{Z: 1, W: 2}, {Z: I, W: 2}]),
    "its real part": (
        convolve, exp(I * re(Z) * X) * WINDOW, exp(I * Z * X) * WINDOW, [{Z: 2}, {Z: 1 + I}],
    ),
    "its conjugate": (
        convolve, sin(Z * X) * STEP, exp(-conjugate(Z) * X) * WINDOW, [{Z: 1}, {Z: I}, {Z: 2 - I}],
    ),
    "ellipse": (
        convolve, exp(-(U**2 + U * V + V**2 - 1) * X) * STEP, STEP,
        [{U: 0, V: 1}, {U: 1, V: -1}, {U: 1, V: 1}],
    ),
    "quintic": (
        convolve, exp(-(U**5 + U) * X) * STEP, exp(-(V**5) * X) * STEP, [{U: 0, V: 0}, {U: 1, V: 1}]
    ),
    "rate and frequency": (
        convolve, exp(-A * X) * cos(B * X) * STEP, exp(-C * X) * STEP,
        [{A: 1, B: 0, C: 1}, {A: 1, B: 2, C: 1}, {A: 2, B: 0, C: 1}],
    ),
}  # fmt: skip


def complexly(value):
    found = sympy.N(value, 25)
    return mpmath.mpc(*(mpmath.mpf(str(part)) for part in found.as_real_imag()))


@pytest.mark.parametrize("name", CASES)
def test_values_at_and_beside_the_coincidence(name):
    operator, f, g, choices = CASES[name]
    g = f if g is None else g
    h = operator(f, g, X, T)
    for choice in choices:
        one, two = (sympy.lambdify(X, part.subs(choice), "mpmath") for part in (f, g))
        for at in (sympy.Rational(-1, 3), sympy.Rational(2, 5), sympy.Rational(7, 5)):
            value = h.subs(choice).subs(T, at)
            assert not value.has(nan, zoo, oo)
            assert abs(complexly(value) - integral(operator, one, two, at)) < 1e-10


def integral(operator, one, two, at):
    """The defining integral by quadrature, cut where the windows jump."""
    place = mpmath.mpf(at.p) / at.q
    if operator is correlate:
        cuts = sorted({mpmath.mpf(0), mpmath.mpf(1), -place, 1 - place})
        return mpmath.quad(lambda x: mpmath.conj(one(x)) * two(x + place), cuts)
    cuts = sorted({mpmath.mpf(0), mpmath.mpf(1), place, place - 1})
    return mpmath.quad(lambda x: one(x) * two(place - x), cuts)


def test_what_cannot_coincide_gets_no_arm():
    a, b, c = symbols("a b c", positive=True)
    h = convolve(exp(-a * X) * cos(b * X) * STEP, exp(-c * X) * STEP, X, T)
    assert not h.has(sympy.Ne)


def test_remainders():
    u, v = number(U), number(V)
    square = u * u - v
    assert remainder(u * u * u, square) == remainder(u * v, square)
    assert remainder(nb.IMAGINARY * u * u, square) == remainder(nb.IMAGINARY * v, square)
    assert remainder(u * u, square) != remainder(u, square)
    z = number(Symbol("z"))
    gap = z - nb.conjugate(z)
    assert remainder(z * z - nb.conjugate(z) * nb.conjugate(z), gap) == 0
    line = Distribution(ExpPoly.exponential(u * u, nb.ZERO))
    assert modulo((line,), u - v) != (line,)
    assert modulo((line,), u * u * u - v) is None
    wave = Distribution(ExpPoly.exponential(u + nb.IMAGINARY * v, nb.ZERO))
    rest = Distribution(ExpPoly.exponential(number(C), nb.ZERO))
    size = (u - number(C)) * (u - number(C)) + v * v
    assert len(complex_gaps((wave, rest), size)) == 1
    assert complex_gaps((wave, rest), u - v) == []
