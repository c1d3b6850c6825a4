"""Formulas beside a point against the function itself at 60 digits, and the jumps they state."""

from __future__ import annotations

import mpmath
import pytest
import sympy
from sympy import (
    Abs,
    Derivative,
    DiracDelta,
    Function,
    Heaviside,
    Integral,
    Max,
    Min,
    Mod,
    Piecewise,
    Rational,
    Symbol,
    acot,
    asin,
    atan,
    ceiling,
    cos,
    exp,
    floor,
    frac,
    gamma,
    log,
    pi,
    sign,
    sin,
    sqrt,
    tan,
)

from symconv.algebra.signs import Facts
from symconv.antiderivatives.smoothness import signs_under
from symconv.deciding.sides import Open, opened, sides

x = Symbol("x", real=True)
f = Function("f")
SIGN = signs_under(Facts())
HALF = Rational(1, 2)

# expression, point, jump of the value, jump of the first derivative
JUMPS = [
    (acot(x), 0, pi, 0),
    (acot(x), 1, 0, 0),
    (acot(1 - x**2), 1, -pi, 0),
    (acot(x**2), 0, 0, 0),
    (x * acot(x), 0, 0, pi),
    (x**2 * acot(x), 0, 0, 0),
    (atan(1 / x), 0, pi, 0),
    (atan(1 / sin(x)), 0, pi, 0),
    (exp(acot(x)), 0, exp(pi / 2) - exp(-pi / 2), -exp(pi / 2) + exp(-pi / 2)),
    (floor(x), 1, 1, 0),
    (floor(x), HALF, 0, 0),
    (floor(-2 * x), 1, -1, 0),
    (floor(x**2), 0, 0, 0),
    (floor(cos(x)), 0, 0, 0),
    (x * floor(x), 0, 0, 1),
    (ceiling(x) * (x - 1), 1, 0, 1),
    (frac(3 * x), Rational(1, 3), -1, 0),
    (Mod(x, pi), pi, -pi, 0),
    (sin(frac(x) * 2 * pi), 1, 0, 0),
    (floor(acot(x)), 0, 3, 0),
    (acot(floor(x) + HALF), 0, acot(HALF) - acot(-HALF), 0),
    (Abs(sin(x)), pi, 0, 2),
    (Abs(x**3 - x) * sign(x), 0, 0, 0),
    (Abs(x) * x, 0, 0, 0),
    (Max(x, x**2, 1 - x), HALF, 0, 2),
    (Min(x, floor(x) + HALF), HALF, 0, -1),
    (Heaviside(exp(x) - 2, 1), log(2), 1, 0),
    (Piecewise((x**2, x < 1), (2 * x - 1, True)), 1, 0, 0),
    (Piecewise((1, x * acot(x) > 1), (0, True)), 0, 0, 0),
    (Piecewise((5, sympy.Eq(x, 0)), (x, True)), 0, 0, 0),
    (Piecewise((x, sympy.And(x > 0, sympy.Not(x > 1))), (7, True)), 1, 6, -1),
    (sqrt(x**2 + 1), 0, 0, 0),
    (sqrt(x - 1), 0, 0, 0),
    (log(x - 2), 1, 0, 0),
    (atan(tan(x)), 1, 0, 0),
    (asin(sin(x)), 1, 0, 0),
    (gamma(x) / (x + 1), -HALF, 0, 0),
]


def near(expr, place):
    return complex(sympy.lambdify(x, expr, "mpmath")(place))


@pytest.mark.parametrize(("expr", "point", "jump", "slope"), JUMPS)
def test_the_formulas_are_the_function_beside_the_point(expr, point, jump, slope):
    mpmath.mp.dps = 30
    point = sympy.S(point)
    known = sides(expr, x, point, SIGN)
    for formula, side in ((known.left, -1), (known.right, 1)):
        for gap in ("1e-3", "1e-6"):
            place = mpmath.mpf(sympy.N(point, 30)) + side * mpmath.mpf(gap)
            assert abs(near(expr, place) - near(formula, place)) < 1e-12
    assert sympy.expand(known.jump() - jump) == 0
    assert sympy.expand(known.jump(1) - slope) == 0
    assert known.is_continuous(1) == (jump == slope == 0)


@pytest.mark.parametrize(
    ("expr", "point"),
    [
        (sqrt(x), 0),
        (log(x), 0),
        (asin(x), 1),
        (atan(tan(x)), pi / 2),
        (sympy.acoth(x), 0),
        (sympy.arg(x + sympy.I * Heaviside(x)), 0),
        (sqrt(sympy.I * x - 1), 0),
        (log(sympy.I * x - 1), 0),
        (floor(x + f(x)), 0),
        (Abs(f(x)), 0),
        (DiracDelta(x - 1), 0),
        (Derivative(f(x), x), 0),
        (Integral(f(x), (x, 0, x)), 0),
        (sign(exp(-1 / x**2)), 0),
        (sign(x**30), 0),
        (1 / x, 0),
        (sympy.besselj(HALF, x), 0),
        (sympy.LambertW(x), -exp(-1)),
        (sympy.zeta(x), 1),
        (sympy.hyper([1, 1], [2], x), 1),
        (Piecewise((1, x > 0)), 0),
        (Function("floor2")(floor(x)) + sympy.Si(1 / x), 0),
    ],
)
def test_what_is_not_known_beside_a_point_is_open(expr, point):
    with pytest.raises(Open):
        sides(expr, x, sympy.S(point), SIGN)


def test_a_jump_of_an_undefined_function_is_open():
    known = sides(f(acot(x)), x, sympy.S.Zero, SIGN)
    assert known.jump() == f(pi / 2) - f(-pi / 2)
    with pytest.raises(Open):
        known.is_continuous(0)


def test_a_root_is_smooth_to_the_order_below_its_exponent():
    expr = x ** Rational(5, 3)
    assert sides(expr, x, sympy.S.Zero, SIGN, 1).is_continuous(1)
    with pytest.raises(Open):
        sides(expr, x, sympy.S.Zero, SIGN, 2)


def test_the_own_value_is_compared_with_the_limit():
    known = sides(Piecewise((5, sympy.Eq(x, 0)), (x**2, True)), x, sympy.S.Zero, SIGN)
    assert known.takes(sympy.S.Zero)
    assert not known.takes(sympy.Integer(5))


def test_sinc_and_the_sine_integral_have_their_derivatives_at_zero():
    assert sides(sympy.sinc(2 * x), x, sympy.S.Zero, SIGN).derivative(sympy.sinc(2 * x), 2) == (
        -Rational(4, 3)
    )
    assert sides(sympy.Si(x), x, sympy.S.Zero, SIGN).derivative(sympy.Si(x), 3) == -Rational(1, 3)


def test_opened_jumps_have_the_same_values():
    for expr in (acot(x), acot(x - 1) ** 2, atan(1 / (x - 1)), exp(acot(x**3))):
        written = opened(expr, x)
        assert not written.has(acot)
        for place in (-3.3, -0.2, 0.7, 1.4):
            assert abs(near(expr, place) - near(written, place)) < 1e-12
    assert opened(acot(sympy.Symbol("a")), x).has(acot)
    assert opened(acot(x * sympy.Symbol("a")), x).has(acot)  # not known to be real
