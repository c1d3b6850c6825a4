"""Everything that is printed is read back: functions, nodes, sets, sums, substitutions."""

from __future__ import annotations

import pytest
import sympy as sp
from sympy import And, Contains, Eq, Interval, Ne, Not, Or, Piecewise, Rational, Symbol, Union

from symconv import Convolution, CrossCorrelation, InvalidInput, box, convolve, parse

x, t, b, q = (Symbol(name, real=True) for name in "xtbq")
a = Symbol("a", positive=True)
n, k = Symbol("n", integer=True), Symbol("k", integer=True)
z = Symbol("z")
FLAT, STEEP = sp.exp(-(x**4)), sp.exp(-a * x**6)


def on(where):
    return Piecewise((x, where), (0, True))


PRINTED = [
    sp.airyai(x) * sp.airybiprime(a * x) + sp.airybi(x) - sp.airyaiprime(x),
    sp.elliptic_k(x) + sp.elliptic_e(x) + sp.elliptic_e(a, x) + sp.elliptic_f(a, x),
    sp.elliptic_pi(a, x) + sp.elliptic_pi(a, b, x),
    sp.polylog(2, x) + sp.polylog(a, x) + sp.lerchphi(x, 2, a) + sp.LambertW(x, -1),
    sp.fresnels(x) + sp.fresnelc(x) + sp.erf2inv(a, x) + sp.erfinv(x) + sp.Li(a),
    sp.meijerg([[], [b]], [[0, Rational(1, 2)], []], x**2),
    sp.meijerg([[1], []], [[Rational(1, 3)], []], x),
    sp.hyper([], [a], x) + sp.hyper([a, b], [Rational(3, 2)], -(x**2)),
    sp.appellf1(a, b, 1, 2, x, t),
    sp.polygamma(2, a) + sp.polygamma(a, x) + sp.zeta(a, x) + sp.stieltjes(n, x),
    sp.hankel1(n, x) + sp.hankel2(a, x) + sp.jn(n, x) + sp.yn(n, x),
    sp.legendre(n, x) + sp.chebyshevt(n, x) + sp.hermite(n, x) + sp.laguerre(n, x),
    sp.gegenbauer(n, a, x) + sp.jacobi(n, a, b, x) + sp.assoc_laguerre(n, a, x),
    sp.betainc(a, b, 0, x) + sp.marcumq(a, b, x) + sp.mathieus(a, b, x),
    sp.SingularityFunction(x, a, 2) + sp.RisingFactorial(a, n) + sp.FallingFactorial(a, n),
    sp.exp_polar(sp.I * sp.pi) * x + sp.adjoint(z) + sp.TribonacciConstant,
    sp.Integral(sp.exp(-(q**4)), (q, 0, x)) + sp.Integral(sp.exp(-(q**4)), (q, x)),
    sp.Product(x + k, (k, 1, n)) + sp.Sum(sp.Integral(q**k, (q, 0, 1)), (k, 0, sp.oo)),
    sp.Subs(sp.Derivative(sp.besselj(q, x), q), q, 2),
    sp.Subs(sp.Derivative(sp.polylog(q, x), q), q, a),
    sp.polylog(a, x).diff(a) + sp.hyper([a], [b], x).diff(a) + sp.zeta(a, x).diff(a),
    on(Contains(x, Interval(0, 1))),
    on(Contains(x, Interval.open(0, a))),
    on(Contains(x, Interval.Lopen(0, sp.oo))),
    on(Contains(x, Union(Interval(0, 1), Interval.Ropen(2, 3)))),
    on(Contains(x, sp.FiniteSet(0, 1))),
    on(Not(Contains(x, Interval(0, 1)))),
    on(Or(x < -1, x > 1, Eq(x, 0))),
    on(sp.Xor(x < 1, t < 1)),
    on(sp.Implies(x < 1, t < 1)),
    on(And(Ne(x, 0), sp.Equivalent(x < 1, t < 1))),
    sp.CRootOf(x**5 - x - 1, 0) * x,
    Convolution(sp.airyai(x), sp.Derivative(sp.airybi(x), x), x, t),
    Convolution(Piecewise((1, Contains(x, Interval(0, 1))), (0, True)), FLAT, x, t),
    Convolution(sp.Sum(x**k / sp.factorial(k), (k, 0, sp.oo)), FLAT, x, t),
    Convolution(sp.Integral(sp.exp(-(q**4)), (q, 0, x)), FLAT, x, t),
    CrossCorrelation(FLAT, STEEP, x, t, kind="circular", period=a, conjugate=False),
    Convolution(FLAT, STEEP, x, t, principal_value=True),
    2 * Convolution(FLAT, STEEP, x, t).subs(t, Rational(1, 3)) ** 2 + 1,
]


@pytest.mark.parametrize("value", PRINTED, ids=lambda value: str(value)[:60])
def test_what_is_printed_is_read_back(value):
    symbols = [symbol for symbol in value.free_symbols if symbol != x]
    assert parse(str(value), symbols=symbols) == value


def test_undefined_functions_are_read_where_they_are_declared():
    f, u = sp.Function("f"), sp.Function("u")
    for value in (
        f(x) + u(x - 1) * f(x, 2),
        Convolution(f(x), sp.Derivative(f(x), x), x, t),
        sp.Subs(sp.Derivative(f(q), q), q, x**2),
    ):
        assert parse(str(value), symbols=[t, f, u]) == value
    with pytest.raises(InvalidInput, match="unknown function 'f'"):
        parse("f(x)")


@pytest.mark.parametrize(
    ("f", "g"),
    [
        (box(x, sp.sqrt(2), 3), box(x, 0, 1)),
        (x * box(x, 0, sp.pi), sp.exp(-x) * sp.Heaviside(x)),
        (box(x, -a, a), box(x, 0, 4 * a)),
        (1 / (1 + x**2), box(x, 0, 1)),
        (sp.exp(-(x**2)), box(x, 0, a)),
        (sp.besselj(0, x), box(x, 0, 1)),
        (sp.log(x) * sp.Heaviside(x), sp.exp(-x) * sp.Heaviside(x)),
        (sp.floor(a * x), FLAT),
        (sp.gamma(x), STEEP),
    ],
    ids=str,
)
def test_results_are_read_back(f, g):
    h = convolve(f, g, x, t)
    assert parse(str(h), symbols=[t, a]) == h
