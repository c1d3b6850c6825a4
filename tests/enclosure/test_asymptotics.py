"""Tails: growth(w) · ball holds the function at every w from the start on, against mpmath."""

import mpmath
import pytest
import sympy
from flint import acb, arb
from sympy import I, Rational, Symbol, exp

from symconv.enclosure import overlaps, working_precision
from symconv.enclosure.asymptotics import tail_of
from symconv.enclosure.growth import FLAT, Growth, NotBoundedError, TooCloseError, shifted

w = Symbol("w", positive=True)
START = 4

TO_INFINITY = [
    2 ** (-w),
    w**3 + 2 * w - 1,
    (1 + 1 / w) ** Rational(1, 2),
    exp(-(w**2) + 3 * w),
    exp(-w + 1 / w),
    exp(-w * (2 + 1 / w)),
    sympy.log(w),
    sympy.log(w * exp(-w) * (2 + 1 / w)),
    sympy.log(w + 1, 3, evaluate=False),
    sympy.sin(w),
    sympy.sin(1 / w),
    sympy.cos(1 / w),
    sympy.sin((1 + I) * w),
    sympy.sinc(w),
    sympy.tanh(w),
    sympy.sech(w),
    sympy.erf(w),
    sympy.erf(-w),
    sympy.erf(1 / w),
    sympy.erfc(w),
    sympy.erfc(-w),
    sympy.erfc(1 / w),
    sympy.atan(w),
    sympy.atan(-w),
    sympy.atan(1 / w),
    sympy.Si(w),
    sympy.Si(-w),
    sympy.Si(1 / w),
    sympy.besselj(0, w),
    sympy.besselj(2, w),
    sympy.besselj(0, 1 / w),
    sympy.expint(1, w),
    sympy.expint(3, w),
    sympy.expint(1, 1 / w),
    sympy.expint(2, 1 / w),
    sympy.expint(2, 1 + 1 / w),
    sympy.besselk(0, w),
    sympy.besselk(1, 1 / w),
    sympy.besselk(0, 1 / w),
    sympy.besselk(0, 1 + 1 / w),
    sympy.floor(w),
    sympy.Abs(1 / (w + I)),
    sympy.conjugate(1 / (w + I)),
    sympy.re(1 / (w + I), evaluate=False),
    sympy.im(1 / (w + I), evaluate=False),
    sympy.gamma(2 + 1 / w),
]
TO_ZERO = [w**2, sympy.log(w), 1 / sympy.sqrt(w), exp(-1 / w), sympy.sin(w), sympy.erfc(1 / w)]


def value(expr, point):
    """The function at a point by mpmath, to 30 digits, as a ball."""
    with mpmath.workdps(30):
        number = mpmath.mpmathify(sympy.lambdify(w, expr, "mpmath")(mpmath.mpf(point)))
        real, imag = (mpmath.nstr(part, 30) for part in (mpmath.re(number), mpmath.im(number)))
    return acb(arb(real), arb(imag)) * (1 + acb(arb(0, 1e-25), arb(0, 1e-25)))


@pytest.mark.parametrize("expr", TO_INFINITY, ids=str)
def test_the_tail_holds_the_function(expr):
    tail = tail_of(expr, w, arb(START))
    for factor in (1, Rational(5, 4), 2, 7, 25):
        point = START * factor
        ball = tail.ball * tail.growth.value(arb(str(sympy.N(point, 40))))
        assert overlaps(ball, value(expr, str(sympy.N(point, 40)))), point


@pytest.mark.parametrize("expr", TO_ZERO, ids=str)
def test_the_tail_towards_zero_holds_the_function(expr):
    tail = tail_of(expr, w, arb(START), to_zero=True)
    for factor in (1, 2, 7, 25):
        ball = tail.ball * tail.growth.value(arb(START * factor))
        with mpmath.workdps(30):
            assert overlaps(ball, value(expr, mpmath.mpf(1) / (START * factor))), factor


@pytest.mark.parametrize(
    "expr",
    [
        sympy.expint(w, 2),
        sympy.erf(I * w),
        sympy.erf(exp(w)) * sympy.gamma(w),
        exp(w**2 / (w + 1)),
        w ** (1 + I),
        sympy.Function("unknown")(w),
    ],
    ids=str,
)
def test_a_function_without_a_bound_has_no_tail(expr):
    with pytest.raises(NotBoundedError):
        tail_of(expr, w, arb(START))


@pytest.mark.parametrize(
    ("expr", "start"),
    [
        (sympy.log(w), "0.5"),
        (sympy.log(w - 10), "4"),
        ((w - 10) ** Rational(1, 2), "4"),
        (sympy.gamma(-1 + 1 / w), "0.5"),
        (sympy.erf(w**2 - 9 * w), "4"),
    ],
    ids=str,
)
def test_a_start_that_is_too_close_says_so(expr, start):
    with pytest.raises(TooCloseError):
        tail_of(expr, w, arb(start))


@pytest.mark.parametrize("shift", [Rational(1, 2), Rational(-3, 4), sympy.Integer(0)])
@pytest.mark.parametrize(
    "expr", [exp(-(w**2)) * w, exp(-sympy.sqrt(w)) * (1 + 1 / w), 1 / w**2, exp(-3 * w)], ids=str
)
def test_a_shifted_tail_holds_the_shifted_function(expr, shift):
    moved = shifted(tail_of(expr, w, arb(START)), shift, arb(START + 1))
    for point in (START + 1, 2 * START, 9 * START):
        ball = moved.ball * moved.growth.value(arb(point))
        with mpmath.workdps(30):
            assert overlaps(ball, value(expr, mpmath.mpf(point) + mpmath.mpf(str(shift.evalf(30)))))


def test_a_shift_before_the_bound_and_an_odd_power_are_refused():
    tail = tail_of(exp(-w), w, arb(START))
    with pytest.raises(TooCloseError):
        shifted(tail, sympy.Integer(-1), arb(START))
    odd = tail_of(exp(-(sympy.sqrt(w) ** 3)), w, arb(START))
    with pytest.raises(NotBoundedError):
        shifted(odd, sympy.Integer(1), arb(START))


def test_growths_compare_and_integrate():
    with working_precision(64):
        square = Growth(sympy.Integer(-2))
        assert square.raised(sympy.S.Zero) == FLAT
        assert abs(square.integral_from(arb(4)) - arb("0.25")) < arb("1e-15")
        assert Growth(sympy.Integer(-1)).integral_from(arb(4)) is None
        assert Growth(sympy.S.Zero, ((sympy.S.One, -sympy.S.One),)).integral_from(arb(4)) is None
        late = Growth(sympy.Integer(9), ((sympy.S.One, sympy.S.One),))
        with pytest.raises(TooCloseError):
            late.integral_from(arb(2))
        with pytest.raises(TooCloseError):
            late.supremum_from(arb(2))
        with pytest.raises(NotBoundedError):
            Growth(sympy.S.One).supremum_from(arb(2))
        assert not Growth(sympy.S.Zero, ((sympy.S.One, -sympy.S.One),)).falls_from(arb(9))
