"""Ends, rates, widths, weights and conditions that are constants of any kind, judged by mpmath.

The values are quadratures of the input as given, cut at its own break points.
"""

from itertools import pairwise

import mpmath
import numpy
import pytest
import sympy
from sympy import (
    E,
    EulerGamma,
    Heaviside,
    Max,
    Min,
    Piecewise,
    Rational,
    Si,
    Symbol,
    besselj,
    cbrt,
    cos,
    erf,
    exp,
    gamma,
    pi,
    sin,
    sqrt,
    zeta,
)

from symconv import box, check, convolve, correlate
from symconv.errors import DivergentIntegral, InvalidInput, Undecided
from symconv.numeric import enclose, lambdify

x = Symbol("x", real=True)
c = Symbol("c", real=True)
H = Heaviside

ENDS = [
    E,
    exp(pi) - pi**E,
    sin(1),
    erf(1),
    gamma(Rational(1, 3)),
    EulerGamma,
    Si(1),
    zeta(3),
    besselj(0, 1),
    sympy.LambertW(1),
    cbrt(2 + sqrt(5)),
    sqrt(2 + sqrt(2)),
    sympy.Catalan,
    exp(Rational(1, 2)),
    Max(erf(1), EulerGamma),
    Min(zeta(3), E),
    sympy.floor(10 * erf(1), evaluate=False) / 7,
    sympy.CRootOf(x**5 - x - 1, 0),
    sympy.polylog(3, Rational(1, 2)),
]


def near(value):
    return mpmath.mpf(str(sympy.re(sympy.sympify(value).evalf(25))))


def quadrature(f, g, t, cuts_f, cuts_g, op="convolve"):
    """∫ f(u) g(t − u) du or ∫ f(u) g(t + u) du between the outer cuts of f."""
    side = -1 if op == "convolve" else 1
    cuts = [near(cut) for cut in cuts_f]
    moved = [side * (near(cut) - t) if side < 0 else near(cut) - t for cut in cuts_g]
    ends = sorted({p for p in (*cuts, *moved) if min(cuts) <= p <= max(cuts)})
    with mpmath.workdps(20):
        return mpmath.quad(lambda u: f(u) * g(t + side * u), ends)


def assert_value(h, t, expected):
    found = near(h.subs(x, sympy.Float(str(t), 25)))
    assert abs(found - expected) < 1e-10 * (1 + abs(expected)), (h, t, found, expected)


def window(low, high):
    low, high = near(low), near(high)
    return lambda u: mpmath.mpf(low <= u <= high)


@pytest.mark.parametrize("end", ENDS, ids=str)
@pytest.mark.parametrize("op", ["convolve", "correlate"])
def test_ends_are_ordered(end, op):
    f, g = box(x, 0, end), box(x, 0, 3)
    h = (convolve if op == "convolve" else correlate)(f, g, x)
    for t in map(mpmath.mpf, ("-2.3", "-0.4", "0.2", "1.1", "2.9", "3.7")):
        expected = quadrature(window(0, end), window(0, 3), t, (0, end), (0, 3), op)
        assert_value(h, t, expected)


@pytest.mark.parametrize("rate", [E - 2, pi - 3, erf(1), Si(1) - 1 + zeta(3), cos(1)], ids=str)
def test_rates_decay_or_not(rate):
    h = convolve(exp(-rate * x) * H(x), exp(-x) * H(x), x)
    for t in map(mpmath.mpf, ("0.3", "2.2")):
        expected = quadrature(
            lambda u: mpmath.exp(-near(rate) * u),
            lambda v: mpmath.exp(-v),
            t,
            (0, t),
            (0, t),
        )
        assert_value(h, t, expected)
    with pytest.raises(DivergentIntegral):
        convolve(exp(-rate * x) * H(x), exp(-2 * rate * x) * H(-x), x)


def test_conditions_maxima_and_masses_with_e():
    f = Piecewise((Max(x, 1 / E), x**2 < E), (0, True))
    h = convolve(f, box(x, 0, cos(1)), x)
    cut = mpmath.sqrt(mpmath.e)
    for t in map(mpmath.mpf, ("-1.2", "0.1", "0.9", "1.7")):
        expected = quadrature(
            lambda u: max(u, 1 / mpmath.e), window(0, cos(1)), t, (-cut, 1 / mpmath.e, cut),
            (0, cos(1)),
        )  # fmt: skip
        assert_value(h, t, expected)
    mass = convolve(sympy.DiracDelta(E * x - cos(1)), exp(-x) * H(x), x)
    place = mpmath.cos(1) / mpmath.e
    assert_value(mass, mpmath.mpf(2), mpmath.exp(place - 2) / mpmath.e)


def test_kinds_with_such_ends():
    causal = convolve(box(x, -E, E), box(x, -1, erf(1)), x, kind="causal")
    assert_value(causal, mpmath.mpf(3), mpmath.erf(1) + mpmath.e - 3)
    circular = convolve(box(x, 0, 1), box(x, 0, 2), x, kind="circular", period=1 + 2 * Si(1))
    wrapped = 1 - (mpmath.mpf("0.05") + 1 + 2 * mpmath.si(1) - 2)
    assert_value(circular, mpmath.mpf("0.05"), mpmath.mpf("0.05") + wrapped)
    mellin = convolve(box(x, erf(1), E), box(x, 1, 3), x, kind="mellin")
    assert_value(mellin, mpmath.mpf("1.4"), mpmath.log(mpmath.mpf("1.4") / mpmath.erf(1)))


def test_widths_and_poles():
    h = convolve(exp(-erf(1) * x**2), exp(-Si(1) * x**2), x)
    a, b = mpmath.erf(1), mpmath.si(1)
    assert_value(h, mpmath.mpf(1), mpmath.sqrt(mpmath.pi / (a + b)) * mpmath.exp(-a * b / (a + b)))
    lorentz = convolve(1 / (x**2 + Si(1)), 1 / (x**2 + EulerGamma), x)
    with mpmath.workdps(20):
        expected = mpmath.quad(
            lambda u: 1 / (u**2 + b) / ((1 - u) ** 2 + mpmath.euler),
            [-mpmath.inf, 0, 1, mpmath.inf],
        )
    assert_value(lorentz, mpmath.mpf(1), expected)


HIDDEN_ZERO = cbrt(2 + sqrt(5)) - (1 + sqrt(5)) / 2


def test_hidden_zeros_of_roots():
    assert convolve(box(x, 0, HIDDEN_ZERO), box(x, 0, 3), x) == 0
    h = convolve(1 / (x**2 + (HIDDEN_ZERO + 1) ** 2), 1 / (x**2 + 1), x)
    assert sympy.simplify(h - 2 * pi / (x**2 + 4)) == 0
    first, second = sqrt(2 + sqrt(2)), sqrt(2 - sqrt(2))
    confluent = convolve(exp(-first * second * x) * H(x), exp(-sqrt(2) * x) * H(x), x)
    assert_value(confluent, mpmath.mpf(1), mpmath.exp(-mpmath.sqrt(2)))
    ball = enclose(Heaviside(x - cbrt(2 + sqrt(5))) + 1, x, (1 + sqrt(5)) / 2)
    assert (ball.mid, ball.rad) == (Rational(3, 2), 0)


OPEN = gamma(Rational(1, 3)) * gamma(Rational(2, 3)) - 2 * pi / sqrt(3)


@pytest.mark.parametrize(
    ("f", "g"),
    [
        (Piecewise((1, (x >= 0) & (x <= OPEN)), (0, True)), box(x, 0, 3)),
        (exp(-(OPEN + 1) * x) * H(x), exp(-x) * H(x)),
        (1 / (x**2 + OPEN), box(x, 0, 1)),
        (exp(-OPEN * x**2), box(x, 0, 1)),
        (Piecewise((1, x**2 < OPEN), (0, True)), box(x, 0, 1)),
    ],
    ids=str,
)
def test_a_constant_that_nothing_decides_is_named(f, g):
    with pytest.raises(Undecided, match=r"gamma\(1/3\)\*gamma\(2/3\)"):
        convolve(f, g, x)


def test_a_window_up_to_an_open_end_is_not_built():
    with pytest.raises(Undecided, match=r"gamma\(1/3\)\*gamma\(2/3\)"):
        box(x, 0, OPEN)


def test_claims_are_proved_in_any_form_of_the_constants():
    f, g = box(x, 0, E), box(x, 0, 3)
    h = convolve(f, g, x)
    one = sin(1) ** 2 + cos(1) ** 2
    for claim in (h, one * h, h / (1 + E) * (1 + E + HIDDEN_ZERO), h + HIDDEN_ZERO * exp(-(x**2))):
        assert check.claim(claim, f, g, x).status.name == "PROVED"
    assert check.claim(h + box(x, 0, 1) / 10**9, f, g, x).status.name == "REFUTED"
    assert check.claim((1 + OPEN) * h, f, g, x).status.name == "UNDECIDED"


RECIPROCAL = [
    (box(x, 0, 1 / c), lambda k: (0, 1 / k)),
    (box(x, 0, Max(1, 1 / c)), lambda k: (0, max(1, 1 / k))),
    (box(x, 0, 1 / (c - 1)), lambda k: (0, 1 / (k - 1))),
    (box(x, Min(0, 1 / c), 2), lambda k: (min(0, 1 / k), 2)),
    (Piecewise((1, (x >= 0) & (c * x <= 1) & (x <= 5)), (0, True)), None),
]


@pytest.mark.parametrize(("f", "ends"), RECIPROCAL, ids=[str(f) for f, _ in RECIPROCAL])
def test_ends_that_have_no_value_for_one_parameter(f, ends):
    h = convolve(f, box(x, 0, 3), x)
    for k in map(Rational, ("-2", "-1/4", "1/5", "3/4", "5/2")):
        if ends is None:
            low, high = 0, min(5, 1 / k) if k > 0 else 5
        else:
            low, high = ends(k)
        for t in (Rational(-3, 7), Rational(9, 10), Rational(19, 5)):
            overlap = min(high, t) - max(low, t - 3)
            expected = max(overlap, 0) if high > low else 0
            assert h.subs(c, k).subs(x, t) == expected, (k, t)


def test_break_points_at_such_constants_are_evaluated():
    h = convolve(box(x, 0, E), box(x, 0, 3), x)
    values = lambdify(x, h)(numpy.array([1.0, 2.8, 5.0]))
    assert numpy.allclose(values, [1, numpy.e, numpy.e - 2], rtol=1e-15)


def test_dividing_by_a_hidden_zero_is_refused():
    with pytest.raises(InvalidInput, match="division by zero"):
        convolve(exp(-x / HIDDEN_ZERO) * H(x), box(x, 0, 1), x)


@pytest.mark.parametrize("variable", [x, Symbol("x")], ids=["real", "plain"])
def test_conditions_of_degree_three_cut_at_exact_roots(variable):
    inside = (variable**3 - 3 * variable + 1 > 0) & (variable > -2) & (variable < 2)
    f = Piecewise((variable, inside), (0, True))
    h = convolve(f, box(variable, 0, 1), variable)
    cuts = [near(root) for root in sympy.real_roots(x**3 - 3 * x + 1)]
    points = [mpmath.mpf(t) for t in ("-1.7", "-0.6", "0.5", "1.2", "1.6", "2.3")]
    expected = []
    for t in points:
        low, high = max(-2, t - 1), min(2, t)
        ends = sorted({p for p in (low, high, *cuts) if low <= p <= high})
        expected.append(
            sum(
                mpmath.quad(lambda u: u, [a, b])
                for a, b in pairwise(ends)
                if ((a + b) / 2) ** 3 - 3 * (a + b) / 2 + 1 > 0
            )
        )
        assert_value(h.xreplace({variable: x}), t, expected[-1])
    values = lambdify(variable, h)(numpy.array([float(t) for t in points]))
    assert numpy.allclose(values, [float(value) for value in expected], rtol=1e-12)
