"""The analytic flag: a finite ball must mean a holomorphic function, by Cauchy's formula."""

import mpmath
import pytest
import sympy
from flint import acb, arb

from symconv.enclosure import disjoint, is_finite, working_precision
from symconv.values.compiling import compile_expression
from symconv.values.points import Point
from symconv.values.special import SPECIAL

z = sympy.Symbol("z", real=True)
THIRD = sympy.Rational(1, 3)

SECOND_ARGUMENT = {
    sympy.expint: 2,
    sympy.polygamma: 1,
    sympy.polylog: 2,
    sympy.lowergamma: THIRD,
    sympy.uppergamma: THIRD,
    sympy.besselj: THIRD,
    sympy.besseli: THIRD,
    sympy.bessely: 0,
    sympy.besselk: 0,
    sympy.beta: THIRD,
    sympy.erf2: THIRD,
}


def expression(function):
    if function is sympy.atan2:
        return sympy.atan2(z, sympy.Integer(2))
    if function is sympy.lerchphi:
        return sympy.lerchphi(sympy.Rational(1, 2), 2, z)
    if function in SECOND_ARGUMENT:
        return function(SECOND_ARGUMENT[function], z)
    return function(z)


EXPRESSIONS = [expression(function) for function in SPECIAL] + [
    sympy.sqrt(z),
    z**sympy.pi,
    z**THIRD,
    sympy.Abs(z),
    sympy.sign(z),
    sympy.Heaviside(z - THIRD),
    sympy.Max(z, z**2),
    sympy.floor(z),
    sympy.Piecewise((z, z < 1), (z**2, True)),
    sympy.conjugate(sympy.exp(sympy.I * z)),
    sympy.re(sympy.exp(sympy.I * z)),
    sympy.Abs(sympy.exp(sympy.I * z) + 2, evaluate=False),
    sympy.LambertW(z, -1),
    sympy.harmonic(z, 2),
    sympy.lerchphi(-3, 1, z),
    sympy.hyper([1, 2], [THIRD], z),
]


def at(evaluate, value, analytic):
    return evaluate(Point((value,)), analytic)


def mean_over_circle(evaluate, centre, size):
    """∫₀¹ f(centre + size e^{2πiv}) dv."""
    return acb.integral(
        lambda v, _: at(evaluate, centre + size * (acb(0, 2) * acb.pi() * v).exp(), True),
        0,
        1,
        abs_tol=arb(2) ** -40,
    )


@pytest.mark.parametrize("expr", EXPRESSIONS, ids=str)
def test_finite_with_the_flag_means_holomorphic(expr):
    """The mean over a circle equals the value at its centre; a cut inside would break it."""
    evaluate = compile_expression(expr, (z,))
    checked = 0
    with working_precision(53):
        for centre in (-2.5, -1, -0.375, 0.25, 0.75, 1, 1.375, 3):
            for size in (0.0625, 0.1875, 0.75):
                box = acb(arb(centre, size), arb(0, size))
                if not is_finite(at(evaluate, box, True)):
                    continue
                mean = mean_over_circle(evaluate, centre, size)
                value = at(evaluate, acb(centre), False)
                assert not disjoint(mean, value), (centre, size)
                checked += 1
    assert checked > 0 or expr.has(sympy.LambertW, sympy.acosh)


@pytest.mark.parametrize(
    ("expr", "place"),
    [
        (sympy.log(z), 0),
        (sympy.sqrt(z), 0),
        (sympy.asin(z), 1),
        (sympy.acosh(z), 1),
        (sympy.atanh(z), -1),
        (sympy.polylog(2, z), 1),
        (sympy.Ei(z), 0),
        (sympy.Ci(z), 0),
        (sympy.LambertW(z), sympy.Rational(-3, 8)),
        (sympy.Abs(z), 0),
        (sympy.Heaviside(z), 0),
        (sympy.floor(z), 2),
        (sympy.Piecewise((1, z < 1), (2, True)), 1),
        (sympy.besselk(0, z), 0),
        (sympy.bessely(1, z), -1),
        (sympy.loggamma(z), -3),
    ],
    ids=str,
)
def test_the_flag_refuses_where_the_function_is_not_holomorphic(expr, place):
    evaluate = compile_expression(expr, (z,))
    with working_precision(53):
        box = acb(arb(int(8 * place)) / 8)
        box += acb(arb(0, 0.0625), arb(0, 0.0625))
        assert not is_finite(at(evaluate, box, True))


def test_without_the_flag_the_quadrature_would_be_wrong():
    """The trap itself: a square root integrated with and without the flag."""
    evaluate = compile_expression(sympy.sqrt(z), (z,))
    with working_precision(80):
        truth = acb(14) / 3
        careless = acb.integral(lambda v, _: at(evaluate, v, False), 1, 4)
        careful = acb.integral(lambda v, analytic: at(evaluate, v, analytic), 1, 4)
        assert disjoint(careless, truth)
        assert not disjoint(careful, truth)


@pytest.mark.parametrize("base", [-1, sympy.I, -sympy.I])
@pytest.mark.parametrize("order", [1, 2, 3])
def test_lerch_at_fourth_roots_of_unity(base, order):
    ball = compile_expression(sympy.lerchphi(base, order, z), (z,))
    with working_precision(80):
        found = ball(Point((acb(arb(7) / 3),)), False)
    expected = mpmath.lerchphi(complex(base), order, mpmath.mpf(7) / 3)
    assert abs(complex(found.real.mid(), found.imag.mid()) - complex(expected)) < 1e-12
