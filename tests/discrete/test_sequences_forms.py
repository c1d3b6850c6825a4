"""Sequences written in unusual forms, against the plain sum in mpmath; refusals by their reason."""

import mpmath
import pytest
import sympy
from sympy import (
    Abs,
    And,
    E,
    Eq,
    Heaviside,
    I,
    KroneckerDelta,
    Max,
    Min,
    Ne,
    Not,
    Or,
    Piecewise,
    Rational,
    Symbol,
    cos,
    cosh,
    exp,
    pi,
    sign,
    sin,
    sqrt,
)

from symconv.discrete import convolve, correlate
from symconv.errors import InvalidInput, Undecided

n, m = Symbol("n", integer=True), Symbol("m", integer=True)
a = Symbol("a", positive=True)
k = Symbol("k", integer=True, positive=True)
VALUES = {a: Rational(3, 7), k: 2}
U = Heaviside(n, 1)
HALF = Rational(1, 2) ** n * U
WINDOW = Piecewise((n + 1, And(n >= -1, n <= 3)), (0, True))


def on(body, condition):
    return Piecewise((body, condition), (0, True))


PAIRS = {
    "reciprocal": (U / 2**n, WINDOW),
    "reciprocal power": (U / (3 * 2**n) ** 2, HALF),
    "e": (E ** (-n) * U, HALF),
    "nested exponents": (exp(-2) ** n * U, WINDOW),
    "powers of parameters": (on(exp(-a * n), n >= 0), HALF),
    "or": (on(1, Or(And(n > -3, n < 0), And(n > 2, n <= 4))), HALF),
    "not": (Piecewise((0, Not(And(n > -2, n < 3), evaluate=False)), (2**n, True)), WINDOW),
    "equalities": (Piecewise((5, Eq(n, 2)), (n, And(Ne(n, 1), Abs(n) <= 3)), (0, True)), HALF),
    "extremes": (Max(0, 3 - Abs(n)) + Min(0, Abs(n) - 2), HALF),
    "signs": (sign(n) * HALF + KroneckerDelta(n, -2), WINDOW),
    "masses": (KroneckerDelta(n - 1, 2) * n**2 + 3 * KroneckerDelta(3, n), HALF),
    "complex ratio": ((Rational(1, 2) + I / 3) ** n * U, HALF),
    "complex pair": ((1 + I) ** n * Rational(1, 3) ** n * U, (1 - I) ** n / 4**n * U),
    "modulus of a root": ((sqrt(2) / 3 + I / 5) ** n * U, HALF),
    "waves": (cos(n) * HALF, sin(2 * n + 1) * Rational(1, 3) ** n * U),
    "hyperbolic": (cosh(n / 2) * Rational(1, 3) ** n * U, HALF),
    "alternating": ((-1) ** n * HALF, (-1) ** (n + 1) * HALF),
    "constants": (2**k * sin(1) ** 2 * HALF, cos(pi / 5) * exp(-k) * HALF),
    "powers of a constant": ((3 * exp(-2)) ** n * U, HALF * a ** (-2)),
    "a constant that is no power": (sin(1) ** n * U, HALF),
    "parameter arms": (Piecewise((HALF, a > 0), (n, True)), WINDOW),
    "square of a sum": ((HALF + 2 * KroneckerDelta(n, 1)) ** 2, WINDOW),
    "left tail": (on(3**n, n <= 2), HALF),
    "polynomial switch": (on(n, n**2 < 8), HALF),
}


def plain(f, g, place, op):
    """Σ f[j] g[m − j], or Σ conj(f[j]) g[j + m], term by term over a long window."""
    with mpmath.workdps(25):
        first = {j: complex_of(f.xreplace(VALUES).subs(n, j)) for j in range(-60, 61)}
        second = {j: complex_of(g.xreplace(VALUES).subs(n, j)) for j in range(-60, 61)}
        total = mpmath.mpc(0)
        for j, value in first.items():
            other = second.get(place - j if op == "convolve" else j + place)
            if other is not None:
                total += (value if op == "convolve" else mpmath.conj(value)) * other
        return total


def complex_of(value):
    real, imag = sympy.N(value, 25).as_real_imag()
    return mpmath.mpc(str(real), str(imag))


@pytest.mark.parametrize("name", PAIRS)
@pytest.mark.parametrize(("op", "operate"), [("convolve", convolve), ("correlate", correlate)])
def test_the_closed_form_is_the_plain_sum(name, op, operate):
    f, g = PAIRS[name]
    answer = operate(f, g, n, m)
    for place in (-3, 0, 2, 7):
        value = answer.xreplace(VALUES).subs(m, place)
        assert not value.has(sympy.Sum)
        found = complex_of(value)
        truth = plain(f, g, place, op)
        assert abs(found - truth) <= 1e-15 * max(1, abs(truth)), place


@pytest.mark.parametrize(
    ("f", "message"),
    [
        (Piecewise((1, n > 0)), "last arm|add"),
        (HALF * Piecewise((1, Eq(sympy.Symbol("q", integer=True), 0))), "no arm|add|Eq"),
        (HALF / (sqrt(2) * sqrt(3) - sqrt(6)), "zero|division|not a number|finite"),
        (1 / (n - n), "not a number|nan|zoo|undefined"),
    ],
    ids=str,
)
def test_what_has_no_value_is_refused(f, message):
    with pytest.raises((InvalidInput, Undecided), match=message):
        convolve(f, HALF, n, m)


@pytest.mark.parametrize(
    "f",
    [
        sympy.gamma(n + 5) * U,
        2 ** (n**2) * on(1, n < 0),
        sqrt(n) * U,
        n**5000 * HALF,
        on(1, sympy.Contains(n, sympy.S.Naturals)),
        on(1, sin(n) > 0) * HALF,
    ],
    ids=str,
)
def test_what_is_outside_the_class_is_an_unevaluated_sum(f):
    assert convolve(f, HALF, n, m).has(sympy.Sum)
