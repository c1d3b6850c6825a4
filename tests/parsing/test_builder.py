"""SymPy's printed form comes back as the same expression; names are admitted or refused."""

from __future__ import annotations

import pytest
import sympy as sp
from sympy import Mul, Symbol, exp, factor, pi, sqrt

from symconv import InvalidInput, parse, signals

x = Symbol("x", real=True)
t = Symbol("t", real=True)
a, b = Symbol("a", positive=True), Symbol("b", real=True)
n = Symbol("n", integer=True, positive=True)
z = Symbol("z")
SYMBOLS = (t, a, b, n, z)

EXPRESSIONS = [
    Mul(2, x + 1, evaluate=False),
    Mul(-1, x + 1, evaluate=False),
    Mul(sp.Rational(-3, 2), x + 1, evaluate=False),
    exp(Mul(-1, x + 1, evaluate=False)),
    sp.Add(x**2, Mul(-1, x + 1, evaluate=False)),
    factor(2 * x * t + 2 * t),
    factor(-(x**2) / 2 - x / 2),
    factor((x**2 - 1) / (4 * t + 2)),
    x / (2 * x + 2),
    x / (2 * (x + 1)) / 3,
    x * (2 * x + 2) / 3,
    2 * (x + 1) * (t + 1),
    -(x + 1) * (t - 1) / (a + b),
    -(x + 1) / a,
    (-x - 1) / a,
    1 / (x * (x + 1)),
    sqrt(6) / 3 * x,
    sp.Rational(3, 7) ** sp.Rational(1, 3),
    (-1) ** sp.Rational(2, 3) * x,
    1 / sqrt(2 * pi) / a,
    -1 / (2 * sqrt(pi)),
    sqrt(2 + sqrt(3)),
    sqrt(x + 1) / sqrt(a),
    2 ** (-x) + (sp.Rational(1, 2)) ** x + (-2) ** x + 4**x,
    x ** (2**x),
    x ** (-2 * a) * a**x,
    exp(-(t**2) / 2) * sp.E + exp(-1) + exp(sp.I * x) * sp.I,
    exp(-((x - b) ** 2) / (2 * a**2)) / (sqrt(2) * sqrt(pi) * a),
    sp.oo * sp.I + x,
    sp.GoldenRatio + sp.EulerGamma * sp.Catalan,
    sp.Heaviside(x) + sp.Heaviside(x, 0) + sp.Heaviside(x - 1, 1),
    sp.DiracDelta(x - a) * 2 + sp.DiracDelta(x, 3),
    sp.Abs(x + z) ** 2 + sp.sign(x) + sp.conjugate(z) + sp.re(z) - sp.im(z) + sp.arg(z),
    sp.Max(0, x, t) + sp.Min(a, 1 - x),
    sp.erf(x) + sp.erfc(a * x) + sp.erfi(x) + sp.erf2(0, x + sp.I),
    sp.Si(x) + sp.Ci(a) + sp.Shi(x) + sp.Chi(x) + sp.Ei(x) + sp.expint(a, x) + sp.li(a),
    sp.gamma(a) * sp.lowergamma(a, x) / sp.uppergamma(b, x) + sp.loggamma(a) + sp.beta(a, 2),
    sp.polygamma(0, a) + sp.polygamma(2, a) + sp.zeta(a) + sp.polylog(2, x) + sp.LambertW(x),
    sp.besselj(0, x) + sp.bessely(a, x) + sp.besseli(1, x) + sp.besselk(a, x) + sp.sinc(x),
    sp.hyper([1, a], [sp.Rational(3, 2)], -x) + sp.fresnels(x) + sp.fresnelc(x),
    sp.sec(x) + sp.acosh(x) + sp.atan2(x, t) + sp.log(2) * x + sp.tan(pi * x / 7) + sp.coth(x),
    sp.factorial(n) + sp.binomial(n, 2) + sp.KroneckerDelta(n, 0) + sp.harmonic(n),
    sp.floor(x) + sp.ceiling(x) + sp.frac(x) + sp.Mod(x, 2),
    sp.Integral(exp(-(x**2)), (x, -sp.oo, t)) + sp.Sum(x**n, (n, 0, sp.oo)),
    sp.Derivative(sp.erf(x), x) + sp.Derivative(sp.erf(x), (x, 2)),
    sp.Piecewise((x, (x >= 0) & (x < 1)), (2 - x, sp.Or(x < -1, x > 3)), (0, True)),
    sp.Piecewise(
        (1, sp.Eq(x, a)), (2, sp.Ne(x, b) & (x > 0)), (sp.Piecewise((t, t > x), (1, True)), True)
    ),
    sp.Piecewise((x, sp.ITE(x > 0, x < a, x > b)), (0, True)),
    sp.Piecewise((x, x > 0)) + sp.Piecewise((x, x > 0), (sp.nan, True)),
    sp.Piecewise((t, t < -1), (1 - t, (t >= -1) & (t < 2)), (0, True), evaluate=False),
    signals.bspline(x, 6) + signals.gaussian(x, b, a) + signals.triangle(x, a),
]


@pytest.mark.parametrize("expr", EXPRESSIONS, ids=lambda expr: str(expr)[:50])
def test_the_printed_form_is_read_back(expr):
    assert parse(str(expr), symbols=SYMBOLS) == expr


def test_the_variable_is_the_one_given():
    plain = Symbol("x")
    assert parse("x + 1", plain) == plain + 1
    assert parse("box(0, 1)", t) == signals.box(t, 0, 1)
    with pytest.raises(InvalidInput, match="unknown name 'x'"):
        parse("x", t)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("box(-1,2)", signals.box(x, -1, 2)),
        ("box(x - 1, 0, 1)", signals.box(x - 1, 0, 1)),
        ("box(-a, a)", signals.box(x, -a, a)),
        ("triangle", signals.triangle(x)),
        ("triangle(2)", signals.triangle(x, 2)),
        ("triangle(x/2)", signals.triangle(x / 2)),
        ("step", signals.step(x)),
        ("ramp()", signals.ramp(x)),
        ("step(x - 1)", signals.step(x - 1)),
        ("gaussian(1, 2)", signals.gaussian(x, 1, 2)),
        ("gaussian(x, 1, 2)", signals.gaussian(x, 1, 2)),
        ("exponential(a)", signals.exponential(x, a)),
        ("impulse(2)", signals.impulse(x, 2)),
        ("delta(x-1)", sp.DiracDelta(x - 1)),
        ("bspline(3)", signals.bspline(x, 3)),
        ("bspline(x + 2, 3)", signals.bspline(x + 2, 3)),
        ("sinc(pi*x)", sp.sinc(pi * x)),
        ("Rational(1, 3) + Integer(2)", sp.Rational(7, 3)),
        ("max(x, 0) + abs(x) + ln(a)", sp.Max(x, 0) + sp.Abs(x) + sp.log(a)),
        ("root(x, 3) + cbrt(x)", 2 * sp.cbrt(x)),
    ],
)
def test_signals_and_aliases(text, value):
    assert parse(text, symbols=SYMBOLS) == value


def test_an_admitted_symbol_wins_over_a_constant_or_function_of_that_name():
    beta, energy = Symbol("beta"), Symbol("E", positive=True)
    value = parse("beta*E + beta(1/3, 1/2)", symbols=[beta, energy])
    assert value == beta * energy + sp.beta(sp.Rational(1, 3), sp.Rational(1, 2))


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("exp(-a*x)", 5, "unknown name 'a'; known symbols: x"),
        ("foo(x)", 0, "unknown function 'foo'"),
        ("gausian(1, 2)", 0, "did you mean gaussian"),
        ("sin", 0, r"expected '\(' after the function sin"),
        ("sin(1, 2)", 0, "takes 1 argument, not 2"),
        ("x + box(2, 1)", 4, "a <= b"),
        ("1 + 1/(x - x)", 9, "division by zero"),
        ("0**-1", 1, "division by zero"),
        ("x*log(0)", 2, "has no value"),
        ("oo - oo", 3, "has no value"),
        ("sin(oo)", 0, "too large"),
        ("1 + Heaviside(I)", 4, "SymPy cannot build this"),
        ("x < I", 2, "not known to be real"),
        ("Piecewise(x)", 10, "expected a pair"),
        ("Integral(x, 3)", 12, "expected a symbol"),
        ("Derivative(x, (x, 1/2))", 14, "expected an order"),
        ("Rational(1, 0)", 0, "division by zero"),
        ("Rational(x)", 9, "expected a rational number"),
        ("Integer(1/2)", 9, "expected an integer"),
        ("hyper(1, 2, x)", 6, "expected a tuple"),
    ],
)
def test_refusals(text, column, message):
    with pytest.raises(InvalidInput, match=message) as caught:
        parse(text)
    assert caught.value.column == column


def test_symbols_are_symbols_and_names_are_unique():
    with pytest.raises(InvalidInput, match="expected a Symbol"):
        parse("a", symbols=["a"])
    with pytest.raises(InvalidInput, match="two symbols are called x"):
        parse("x", symbols=[Symbol("x", positive=True)])
