"""enclose_expr against mpmath, on the cuts, on wide balls, and where it must refuse."""

import mpmath
import pytest
import sympy
from flint import acb, arb, ctx
from sympy import I, Piecewise, Rational, Symbol, cos, gamma, pi, sin, sqrt

from symconv.enclosure import (
    contains_zero,
    disjoint,
    enclose_expr,
    is_finite,
    overlaps,
    to_sympy,
    working_precision,
)
from symconv.errors import InvalidInput, Unresolved

x = Symbol("x", real=True)
z = Symbol("z")

ONE_ARGUMENT = (
    "exp log sin cos tan cot sec csc sinh cosh tanh coth sech csch asin acos atan acot asec acsc "
    "asinh acosh atanh acoth asech acsch erf erfc erfi Si Ci Shi Chi Ei li gamma loggamma digamma "
    "zeta LambertW fresnels fresnelc sinc Abs sign re im conjugate arg sqrt airyai airybi "
    "elliptic_k"
)
EXPRESSIONS = [getattr(sympy, name)(z) for name in ONE_ARGUMENT.split()] + [
    sympy.expint(2, z),
    sympy.expint(1, z),
    sympy.polygamma(2, z),
    sympy.beta(z, Rational(1, 3)),
    sympy.lowergamma(Rational(3, 2), z),
    sympy.uppergamma(Rational(3, 2), z),
    sympy.uppergamma(0, z),
    sympy.hyper([1], [Rational(3, 2)], z),
    sympy.hyper([1, 2], [Rational(7, 2)], z),
    sympy.hyper([], [2], z),
    sympy.besselj(0, z),
    sympy.besselj(Rational(1, 2), z),
    sympy.bessely(1, z),
    sympy.besseli(Rational(1, 2), z),
    sympy.besselk(Rational(1, 3), z),
    sympy.polylog(2, z),
    sympy.polylog(Rational(3, 2), z),
    sympy.LambertW(z, -1),
    sympy.erf2(1, z),
    z ** Rational(1, 3),
    z**pi,
    2**z,
    z**z,
    z ** Rational(-3, 2),
    z**5 - 3 * z + 1,
    (z - 1) ** 20,
]
POINTS = [
    Rational(1, 3),
    Rational(-7, 5),
    Rational(5, 2),
    Rational(-1, 7),
    Rational(23, 2),
    2 + I,
    -Rational(1, 3) - 2 * I,
    Rational(5, 2) - I / 9,
]


def mpmath_value(expr, point):
    function = sympy.lambdify(z, expr, "mpmath")
    real, imag = (mpmath.mpf(int(p.p)) / int(p.q) for p in point.as_real_imag())
    return mpmath.mpmathify(function(real if imag == 0 else mpmath.mpc(real, imag)))


@pytest.mark.parametrize("expr", EXPRESSIONS, ids=str)
def test_agrees_with_mpmath_on_and_off_the_cuts(expr):
    compared = 0
    with mpmath.workdps(40):
        for point in POINTS:
            ball = enclose_expr(expr, {z: point}, 100)
            value = mpmath_value(expr, point)
            if not mpmath.isfinite(value):
                continue
            with working_precision(140):
                slack = acb(arb(0, 1), arb(0, 1)) * arb(10) ** -33 * (1 + abs(ball).upper())
                second = acb(arb(str(mpmath.re(value))), arb(str(mpmath.im(value)))) + slack
                assert overlaps(ball, second), (point, ball, value)
            compared += 1
    assert compared >= 6


@pytest.mark.parametrize("expr", EXPRESSIONS, ids=str)
def test_more_bits_stay_inside(expr):
    for point in POINTS[:3]:
        coarse = enclose_expr(expr, {z: point}, 60)
        fine = enclose_expr(expr, {z: point}, 240)
        assert coarse.contains(fine) or overlaps(coarse, fine)
        assert fine.rel_accuracy_bits() >= 240


@pytest.mark.parametrize("expr", EXPRESSIONS, ids=str)
def test_wide_balls_contain_the_image(expr):
    """Balls across cuts and zeros: every value inside must lie in the answer, or it is infinite."""
    with working_precision(80):
        for centre in (acb(-1.25), acb(1), acb(0), acb(2, 1), acb(-1, 0.5)):
            wide = centre + acb(arb(0, 0.75), arb(0, 0.625))
            try:
                image = enclose_expr(expr, {z: wide}, 60)
            except Unresolved:
                continue
            for real in (-0.75, -0.3, 0.0, 0.7):
                for imag in (-0.625, -0.1, 0.0, 0.6):
                    point = centre + acb(real, imag)
                    try:
                        value = enclose_expr(expr, {z: point}, 60)
                    except Unresolved:
                        continue
                    assert not disjoint(image, value), (centre, point)


def test_thirds_are_exact():
    assert enclose_expr(Rational(1, 3) + z, {z: Rational(2, 3)}, 200).contains(1)
    with working_precision(300):
        error = abs(enclose_expr(Rational(1, 3), {}, 250) * 3 - 1)
        assert bool(error < arb(2) ** -245)


def test_floats_are_read_as_shortest_decimals():
    ball = enclose_expr(z, {z: sympy.Float("0.2")}, 100)
    with working_precision(200):
        assert ball.contains(acb(1) / 5)
    with pytest.raises(InvalidInput, match="binary float"):
        enclose_expr(z, {z: 0.2})


def test_equality_in_conditions_is_exact():
    arms = Piecewise((1, z**2 < 2), (2, sympy.Eq(z**2, 2)), (3, True))
    assert enclose_expr(arms, {z: sqrt(2)}).real == 2
    assert enclose_expr(arms, {z: Rational(141421356, 10**8)}).real == 1
    assert (
        enclose_expr(sympy.Heaviside(z - sqrt(2) - sqrt(3)), {z: sqrt(5 + 2 * sqrt(6))}).real == 0.5
    )


def test_a_hair_beside_the_break_point_needs_more_bits_and_gets_them():
    arms = Piecewise((1, z < pi), (2, True))
    with working_precision(400):
        digits = sympy.Rational(sympy.pi.evalf(60))
    assert enclose_expr(arms, {z: digits - Rational(1, 10**50)}).real == 1
    assert enclose_expr(arms, {z: digits + Rational(1, 10**50)}).real == 2


def test_undecidable_equality_is_unresolved_not_guessed():
    hidden = gamma(Rational(1, 3)) * gamma(Rational(2, 3)) * sqrt(3) / (2 * pi)
    with pytest.raises(Unresolved):
        enclose_expr(Piecewise((1, z < hidden), (2, True)), {z: 1})


def test_an_equality_that_a_theorem_proves_is_used():
    hidden = sin(1) ** 2 + cos(1) ** 2
    assert enclose_expr(Piecewise((1, z < hidden), (2, True)), {z: 1}).real == 2


def test_straddling_conditions_give_the_union():
    ball = enclose_expr(Piecewise((1, z < 0), (3, True)), {z: arb(0, 1)})
    assert ball.contains(1)
    assert ball.contains(3)
    assert not ball.contains(4)


def test_max_min_floor_sign():
    for expr, value in [
        (sympy.Max(z, 1, z**2), Rational(25, 4)),
        (sympy.Min(z, 1, z**2), 1),
        (sympy.floor(z), 2),
        (sympy.ceiling(z), 3),
        (sympy.sign(z - 3), -1),
        (sympy.atan2(z, -1), None),
    ]:
        ball = enclose_expr(expr, {z: Rational(5, 2)})
        expected = sympy.N(expr.subs(z, Rational(5, 2)), 30) if value is None else value
        assert contains_zero(ball - enclose_expr(sympy.Rational(expected), {})) or value is None
        assert abs(to_sympy(ball, 15) - expected) < Rational(1, 10**13)


def test_relative_accuracy_of_tiny_values():
    ball = enclose_expr(sympy.exp(-(z**2)), {z: 1000}, 100)
    assert ball.rel_accuracy_bits() >= 100
    assert not ball.contains(0)


def test_hidden_zeros():
    expr = sin(1) ** 2 + cos(1) ** 2 - 1
    assert enclose_expr(expr, {}).contains(0)
    with pytest.raises(Unresolved):
        enclose_expr(expr, {}, relative=True)


def test_complex_roots_of_polynomials():
    roots = sympy.Poly(z**5 - z - 1).all_roots()
    for root in roots:
        assert contains_zero(enclose_expr(root**5 - root - 1, {}, 80))


@pytest.mark.parametrize(
    ("expr", "point"),
    [(sympy.log(z), 0), (1 / z, 0), (sympy.gamma(z), -2), (sympy.zeta(z), 1), (sympy.Ei(z), 0)],
)
def test_singularities_are_loud(expr, point):
    with pytest.raises(Unresolved) as caught:
        enclose_expr(expr, {z: point})
    assert caught.value.point == {z: point}


def test_point_masses():
    mass = sympy.DiracDelta(z - 1)
    assert enclose_expr(mass + z, {z: 2}).real == 2
    with pytest.raises(InvalidInput, match="support"):
        enclose_expr(mass, {z: 1})


def test_bad_input_is_named():
    with pytest.raises(InvalidInput, match="no value was given for z"):
        enclose_expr(z + x, {x: 1})
    with pytest.raises(InvalidInput, match="not a SymPy expression"):
        enclose_expr("z + 1", {z: 1})
    with pytest.raises(InvalidInput, match="no enclosure is known for totient"):
        enclose_expr(sympy.Function("totient")(z), {z: 1})
    with pytest.raises(InvalidInput, match="not real"):
        enclose_expr(Piecewise((1, z < 0), (0, True)), {z: I})


def test_precision_is_left_as_found():
    before = ctx.prec
    enclose_expr(sympy.erf(z), {z: 1}, 200)
    with pytest.raises(Unresolved):
        enclose_expr(1 / z, {z: 0})
    assert ctx.prec == before
    assert is_finite(acb(1))
