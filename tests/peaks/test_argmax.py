"""Where |h| is largest: exact sets, enclosures that hold the true place, refusals."""

from __future__ import annotations

import mpmath
import pytest
import sympy
from sympy import (
    AccumBounds,
    FiniteSet,
    I,
    Interval,
    Piecewise,
    Rational,
    Union,
    atan,
    erf,
    exp,
    log,
    oo,
    pi,
    sin,
    sqrt,
    symbols,
)

from symconv import Convolution, CrossCorrelation, box
from symconv.closedform import PROVED, Certificate, ClosedForm
from symconv.errors import InvalidInput, Unresolved
from symconv.peaks import peak

x, t = symbols("x t", real=True)
a = sympy.Symbol("a", positive=True)


def peak_of(expr, variable=t):
    certificate = Certificate(PROVED, "given")
    return peak(ClosedForm(expr, (), (), "", certificate, t=variable))


def pieces(*arms):
    return Piecewise(*((expr, (t >= low) & (t < high)) for expr, low, high in arms), (0, True))


EXACT = [
    (pieces((t, 0, 1), (2 - t, 1, 2)), 1),
    (pieces((t, 0, 1), (1, 1, 3), (4 - t, 3, 4)), Interval(1, 3)),
    (pieces((t**3 - 2 * t, 0, 1)), sqrt(Rational(2, 3))),
    (pieces((t**3 - 2 * t, -1, 1)), FiniteSet(-sqrt(Rational(2, 3)), sqrt(Rational(2, 3)))),
    (pieces((-5, 0, 1), (3, 2, 4)), Interval(0, 1)),
    (pieces((5, 0, 1), (-5, 2, 4)), Union(Interval(0, 1), Interval(2, 4))),
    (pieces((t, 0, 1), (1, 2, 3)), Union(FiniteSet(1), Interval(2, 3))),
    (pieces((t, 0, 2), (t - 5, 2, 4)), 2),  # the left limit is 2 and the right limit −3
    (Piecewise((0, t < 0), (t, t < 1), (1, True)), Interval(1, oo)),
    (pieces((t + I * t**2, 0, 1)), 1),
    (pieces((1 + I - I * t**2, 0, 1)), 0),
    (exp(-(t**2)), 0),
    (exp(-((t - Rational(1, 3)) ** 2)), Rational(1, 3)),
    (Piecewise((t * exp(-t), t >= 0), (0, True)), 1),
    (erf(t) - erf(t - 1), Rational(1, 2)),
    (Piecewise((exp(-t), t >= sqrt(2)), (0, True)), sqrt(2)),
    (1 / (1 + t**2), 0),
]


@pytest.mark.parametrize(("expr", "expected"), EXACT)
def test_exact(expr, expected):
    found = peak_of(expr)
    difference = None if isinstance(found, sympy.Set) else sympy.simplify(found - expected)
    assert found == expected or difference == 0


ENCLOSED = [
    (Piecewise((exp(-2 * t) - exp(-3 * t), t >= 0), (0, True)), log(Rational(3, 2))),
    (Piecewise((t**3 * exp(-pi * t), t >= 0), (0, True)), 3 / pi),
    (exp(-((t - sqrt(2)) ** 2)), sqrt(2)),
    (atan(t + 1 - pi) - atan(t - 1 - pi), pi),
    (Piecewise((t * exp(-t) * (1 + I), t >= 0), (0, True)), 1),
]


@pytest.mark.parametrize(("expr", "place"), ENCLOSED)
def test_enclosure_holds_the_place_and_is_narrow(expr, place):
    found = peak_of(expr)
    assert isinstance(found, AccumBounds)
    assert found.max - found.min < Rational(1, 2**50)
    assert sympy.N(place - found.min, 40) >= 0
    assert sympy.N(found.max - place, 40) >= 0


def test_enclosure_of_a_place_without_a_formula():
    expr = exp(-(t**2)) + exp(-2 * (t - Rational(1, 2)) ** 2) / 3
    found = peak_of(expr)
    slope = sympy.lambdify(t, sympy.diff(expr, t), "mpmath")
    with mpmath.workdps(40):
        root = mpmath.findroot(slope, 0.1)
        low, high = (mpmath.mpf(end.p) / end.q for end in (found.min, found.max))
        assert low <= root <= high


REFUSED = [
    (t**2, "without bound"),
    (Piecewise((exp(t), t >= 0), (0, True)), "without bound"),
    (erf(t), "without attaining"),
    (sin(t), "without attaining"),
    (Piecewise((1 - exp(-t), t >= 0), (0, True)), "without attaining"),
    (Piecewise((1 / sqrt(t), t > 0), (0, True)), "not bounded"),
    (exp(-((t - 1) ** 2)) + exp(-((t + 1) ** 2)), "near"),
    (sympy.DiracDelta(t), "point masses"),
]


@pytest.mark.parametrize(("expr", "message"), REFUSED)
def test_refused(expr, message):
    with pytest.raises(Unresolved, match=message):
        peak_of(expr)


def test_free_parameters_are_named():
    with pytest.raises(InvalidInput, match="a"):
        peak_of(exp(-a * t**2))


def test_several_variables_are_refused():
    answer = Convolution(exp(-(x**2) - t**2), exp(-(x**2) - t**2), (x, t)).closed_form()
    with pytest.raises(InvalidInput, match="one variable"):
        answer.peak()


def test_peak_of_closed_forms():
    """A pattern is found where it sits: f ⋆ g peaks at the shift."""
    pattern = x * box(x, 0, 1)
    signal = pattern.subs(x, x - 3)
    assert CrossCorrelation(pattern, signal, x, t).closed_form().peak() == 3
    plain = sympy.Symbol("x")
    answer = Convolution(box(plain, 0, 1), box(plain, 0, 2), plain).closed_form()
    assert answer.peak() == Interval(1, 2)


def test_splines_have_their_peak_in_the_middle():
    from symconv.operators import convolution_power

    for n in (3, 4, 5):
        expr = convolution_power(box(x, 0, 1), n, x, t)
        assert peak_of(expr) == Rational(n, 2)


def test_a_jump_that_no_switch_shows_is_no_smooth_place():
    """acot jumps from -pi/2 to pi/2 at 0, floor at integers: the derivative says nothing there."""
    place = peak_of(sympy.acot(t - Rational(1, 3)) * exp(-10 * (t - Rational(1, 3)) ** 2))
    assert place == Rational(1, 3)
    found = peak_of((1 + sympy.acot(exp(t) - 2)) * box(t, 0, 1))
    assert found.min <= log(2).evalf(30) <= found.max
    assert found.max - found.min < Rational(1, 2**40)


def test_critical_points_with_special_constants_are_not_dropped():
    body = sympy.Si(1) * t - t**3 / 3
    found = peak_of(Piecewise((body, (t > 0) & (t < Rational(3, 2))), (0, True)))
    if isinstance(found, AccumBounds):
        assert found.min <= sqrt(sympy.Si(1)).evalf(30) <= found.max
    else:
        assert abs(float(found) - float(sqrt(sympy.Si(1)).evalf(30))) < 1e-12


def test_a_limit_at_a_singular_point_is_bounded_by_its_tail():
    expr = Piecewise((t * log(t), (t > 0) & (t < 1)), (0, True))
    found = peak_of(expr)
    assert found.min <= exp(-1).evalf(30) <= found.max
    with pytest.raises(Unresolved, match="not bounded near 0"):
        peak_of(Piecewise((log(t), (t > 0) & (t < 1)), (0, True)))
