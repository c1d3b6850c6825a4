"""Rational, logarithmic and sinc-like functions with exponentials, and principal values.

Truth: the enclosed defining integral (Arb); mpmath's own Ei, E1, Ci, Si as a second opinion.
"""

from __future__ import annotations

import itertools

import mpmath
import numpy
import pytest
import sympy as sp

from symconv import parse
from symconv.algebra.constants import expression, number
from symconv.algebra.signs import Facts
from symconv.antiderivatives import primitives
from symconv.antiderivatives.exponential_integrals import exponential_integral
from symconv.antiderivatives.field import X
from symconv.antiderivatives.identity import is_antiderivative
from symconv.antiderivatives.sums import NotElementary, Sum, atom
from symconv.enclosure import disjoint, enclose_convolution, enclose_expr
from symconv.errors import Unresolved
from symconv.methods import antiderivative
from symconv.numeric import lambdify
from symconv.problem import Problem

x, t = sp.symbols("x t", real=True)
a, b = sp.symbols("a b", positive=True)
u, v = sp.symbols("u v", real=True)
H = sp.Heaviside
STEP = H(x)
DECAY = sp.exp(-x) * STEP
VALUES = {a: sp.Rational(3, 2), b: sp.Rational(2, 3), u: sp.Rational(-1, 3), v: sp.Rational(5, 4)}
POINTS = [sp.Rational(p) for p in ("-41/13", "-17/10", "-3/10", "2/5", "13/10", "27/10", "61/7")]
SMALL = sp.Rational(1, 10**6)


def window(expr, low, high):
    return sp.Piecewise((expr, (x >= low) & (x <= high)), (0, True))


CASES = [
    (1 / (1 + x**2), DECAY),
    (x / (1 + x**2), DECAY),
    (1 / (1 + x**2) ** 2, DECAY),
    (1 / (x**4 + 1), DECAY),
    ((x**3 + 2) / (1 + x**2), x * DECAY),
    (1 / (x**2 + 2 * x + 5), sp.exp(-a * sp.Abs(x))),
    (b / (x**2 + b**2), sp.exp(-a * x) * STEP),
    (1 / (1 + x**2), sp.exp(-x) * sp.sin(2 * x) * STEP),
    (1 / (1 + x**2), sp.exp(-x) * sp.cos(a * x) * STEP),
    (1 / (1 + x**2), window(sp.cos(x), -sp.pi / 2, sp.pi / 2)),
    (1 / (1 + x**2), window(x * sp.sin(3 * x), -1, 2)),
    (STEP / (1 + x), DECAY),
    (STEP / (1 + x) ** 3, x * DECAY),
    (window(1 / x, 1, 3), sp.exp(2 * x) * H(-x)),
    (window(1 / x, 1, 3), sp.sin(2 * x) * STEP),
    (window(1 / (1 + x), 0, a), DECAY),
    (sp.sin(x) / x, DECAY),
    (sp.sin(x) / x, sp.exp(-sp.Abs(x))),
    (sp.sin(x) ** 2 / x**2, DECAY),
    ((1 - sp.cos(x)) / x**2 * STEP, window(1, 0, 1)),
    (sp.sin(x) / x, sp.exp(-2 * x) * sp.cos(x) * STEP),
    (sp.sin(a * x) / x, window(sp.exp(-x), 0, 1)),
    (sp.sin(x) / x, window(sp.cos(x), -sp.pi / 2, sp.pi / 2)),
    (sp.sin(x) / x, window(sp.sin(2 * x), 0, sp.pi)),
    (sp.sin(x) / x, window(x**2 * sp.cos(x / 2), 0, 1)),
    (sp.sin(x) / x * STEP, window(1, 0, 1)),
    (sp.log(x) * STEP, DECAY),
    (window(sp.log(x), 0, 1), sp.exp(-sp.Abs(x))),
    (sp.log(sp.Abs(x)), sp.exp(-a * sp.Abs(x))),
    (sp.log(1 + x**2), DECAY),
    (sp.atan(x), DECAY),
    (x * sp.atan(x), sp.exp(-sp.Abs(x))),
    (sp.log(1 + x) * STEP, sp.exp(-x) * sp.sin(x) * STEP),
    (sp.Si(x), window(1, 0, 1)),
    (sp.Si(x), sp.exp(-sp.Abs(x))),
    (sp.Si(2 * x - 1), window(sp.exp(-x), 0, 2)),
    (sp.sinc(2 * x), DECAY),
    (sp.erfi(x), window(x, 0, 1)),
    (sp.exp(x**2), window(1, 0, 1)),
    (sp.exp(x**2), sp.exp(-2 * x**2) * STEP),
]
SINGULAR = [  # logarithmic at 0
    (sp.Ei(-x) * STEP, DECAY),
    (sp.Ei(x) * H(-x), window(x, 0, 1)),
    (sp.Ci(x) * STEP, window(x, 0, 1)),
    (sp.expint(1, x) * STEP, STEP),
    (sp.expint(1, 2 * x) * STEP, DECAY),
]
PRINCIPAL = [
    (1 / x, window(1, 0, 1)),
    (1 / (sp.pi * x), window(1, u, v)),
    (1 / (x - 1), window(x**2 - x, -1, 2)),
    (x / (x**2 - 4), window(1 - sp.Abs(x), -1, 1)),
    (1 / x, DECAY),
    (1 / x, sp.exp(-a * sp.Abs(x))),
    (1 / x, window(sp.cos(x), -1, 1)),
    (1 / x, window(1 / (1 + x**2), -1, 1)),
    (1 / (x - 1), window(sp.sqrt(2) * x, -1, 1)),
    (1 / ((x - 1) * (1 + x**2)), window(1 - x**2, -1, 1)),
]


def posed(f, g, **options):
    return antiderivative.solve(Problem(f, g, x, t, assuming=(u < v,), **options))


def places(expr):
    """The points, and those of the answer that have an arm of their own."""
    alone = [c.args for c in expr.atoms(sp.Eq) if t in c.args]
    return [*POINTS, *(p.xreplace(VALUES) for pair in alone for p in pair if p != t)]


def check_values(answer, f, g, **options):
    """Disjoint balls; at an arm of its own also the values close by, as h is continuous."""
    f, g, h = (part.xreplace(VALUES) for part in (f, g, answer.expr))
    for place in places(answer.expr):
        ball = enclose_expr(h, {t: place}, 70)
        if place in POINTS:
            truth = enclose_convolution(f, g, x, place, bits=70, **options)
            assert not disjoint(ball, truth), (place, answer.expr)
        else:
            near = enclose_convolution(f, g, x, place + SMALL, bits=70, **options)
            assert bool(abs(ball - near) < 1e-4), (place, answer.expr)


@pytest.mark.parametrize(("f", "g"), CASES)
def test_values_and_arms_against_the_enclosed_integral(f, g):
    answer = posed(f, g)
    assert answer.certificate.status == "proved"
    assert not answer.expr.has(sp.Integral)
    check_values(answer, f, g)


@pytest.mark.parametrize(("f", "g"), SINGULAR)
def test_exponential_integrals_as_inputs(f, g):
    answer = posed(f, g)
    first, second = (sp.lambdify(x, part, "mpmath") for part in (f, g))
    mpmath.mp.dps = 20
    for place in POINTS:
        p = mpmath.mpf(place.p) / place.q
        cuts = sorted({mpmath.mpf(c) for c in (-60, -20, -5, -1, 0, 1, 5, 20, 60)} | {p, p - 1})
        truth = mpmath.quad(lambda y, p=p: mpmath.re(first(y) * second(p - y)), cuts)
        ball = enclose_expr(answer.expr, {t: place}, 60)
        assert abs(complex(ball.real.mid().str(18, radius=False)) - complex(truth)) < 1e-12


@pytest.mark.parametrize(("f", "g"), CASES[::3])
def test_correlations(f, g):
    answer = posed(f, g, op="correlate")
    check_values(answer, f, g, op="correlate")


@pytest.mark.parametrize(("f", "g"), PRINCIPAL)
@pytest.mark.parametrize("op", ["convolve", "correlate"])
def test_principal_values(f, g, op):
    answer = posed(f, g, principal_value=True, op=op)
    assert answer.hypotheses[-1].startswith("principal value")
    check_values(answer, f, g, principal_value=True, op=op)


def test_principal_value_of_a_hyperbolic_kernel():
    answer = posed(sp.coth(x), window(1, 0, 1), principal_value=True)
    expected = sp.log(sp.Abs(sp.sinh(t))) - sp.log(sp.Abs(sp.sinh(t - 1)))
    for place in POINTS:
        balls = [enclose_expr(form, {t: place}, 70) for form in (answer.expr, expected)]
        assert not disjoint(*balls)


def test_a_pole_on_a_break_point_is_not_called_divergent():
    with pytest.raises(Unresolved):
        enclose_convolution(1 / x, window(1 - sp.Abs(x), -1, 1), x, 0, principal_value=True)


def test_absolute_integrals_keep_their_grade_under_the_flag():
    answer = posed(1 / (1 + x**2), DECAY, principal_value=True)
    assert answer.hypotheses[-1].startswith("absolute")


@pytest.mark.parametrize(
    ("f", "g"),
    [
        (1 / x**2, window(1, 0, 1)),
        (1 / x + 1 / x**2, window(1, 0, 1)),
        (STEP / x, window(1, 0, 1)),
        (sp.sign(x) / x, window(1, -1, 1)),
    ],
)
def test_poles_that_no_symmetric_excision_cures_are_refused(f, g):
    assert posed(f, g, principal_value=True) is None


def test_principal_values_in_both_factors_are_refused():
    """pv 1/x ∗ pv 1/x is −π²δ: a point mass that values at points do not show."""
    assert posed(window(1 / x, -1, 1), window(1 / x, -1, 1), principal_value=True) is None


def test_oscillating_tails_are_called_improper():
    answer = posed(x / (1 + x**2), sp.sin(x) * STEP)
    assert answer.hypotheses[-1].startswith("improper")
    fast = posed(1 / (1 + x**2), sp.sin(x) * STEP)
    assert fast.hypotheses[-1].startswith("absolute")
    for place in ("-17/10", "2/5"):
        point = mpmath.mpf(sp.Rational(place).evalf(40))
        mpmath.mp.dps = 20
        tail = mpmath.quadosc(
            lambda y, p=point: y / (1 + y * y) * mpmath.sin(p - y), [-mpmath.inf, point], omega=1
        )
        ball = enclose_expr(answer.expr, {t: sp.Rational(place)}, 70)
        assert abs(complex(ball.real.mid().str(20, radius=False)) - complex(tail)) < 1e-15


@pytest.mark.parametrize(("f", "g"), CASES)
def test_written_forms(f, g):
    expr = posed(f, g).expr
    assert parse(str(expr), x, symbols=(t, a, b)) == expr
    assert "\\" in sp.latex(expr)
    fast = lambdify((t, a, b), expr)
    values = fast(numpy.array([0.4, 1.3]), 1.5, 2 / 3)
    assert values.dtype == float
    numbers = {a: sp.Rational(3, 2), b: sp.Float(2 / 3, 30)}
    for place, value in zip((sp.Float(0.4, 30), sp.Float(1.3, 30)), values, strict=True):
        second = expr.subs({**numbers, t: place}).evalf(25)
        assert abs(complex(second) - value) <= 1e-11 * max(1, abs(value))


SLOPES = (1, -1, sp.I, -2 * sp.I, 1 + sp.I, -1 + 2 * sp.I, sp.Rational(1, 3) - sp.I)
RATIONALS = (1 / X.expr, 1 / (X.expr**2 + 1), X.expr / (X.expr**2 - 2 * X.expr + 5) ** 2)


@pytest.mark.parametrize(("slope", "r"), list(itertools.product(SLOPES, RATIONALS)))
def test_antiderivatives_are_smooth_and_proved(slope, r):
    """Differences over an interval free of poles, by mpmath alone: a branch jump would show."""
    value, q = number(sp.sympify(r)), number(slope * X.expr)
    primitive = exponential_integral(value, q, X, Facts())
    assert is_antiderivative(primitive, Sum.of(value, q), X)
    functions = {
        "Ei": sp.Ei, "E1": lambda z: -sp.expint(1, -z), "Si": sp.Si,
        "Ci": lambda z: sp.Ci(sp.Abs(z)), "": lambda _: sp.Integer(1),
    }  # fmt: skip
    written = sum(
        expression(c) * sp.exp(expression(e)) * functions[n](None if w is None else expression(w))
        for (e, (n, w)), c in primitive.terms.items()
    )
    antiderivative_of = sp.lambdify(X.expr, written, "mpmath")
    integrand = sp.lambdify(X.expr, r * sp.exp(slope * X.expr), "mpmath")
    mpmath.mp.dps = 30
    for low, high in ((-6, -1), (mpmath.mpf(1) / 8, 7)):
        low, high = mpmath.mpf(low), mpmath.mpf(high)
        found = antiderivative_of(high) - antiderivative_of(low)
        truth = mpmath.quad(integrand, mpmath.linspace(low, high, 24))
        assert abs(found - truth) < mpmath.mpf(10) ** -20


def test_wrong_derivatives_are_refused():
    value, q = number(1 / X.expr), number(2 * X.expr)
    wrong = atom("Ei", number(3 * X.expr))
    assert not is_antiderivative(wrong, Sum.of(value, q), X)
    assert is_antiderivative(atom("Ei", number(2 * X.expr)), Sum.of(value, q), X)


def test_antiderivatives_that_would_jump_inside_a_piece_are_refused():
    """Each side of a real zero of u has its own limit of E1(u): a piece must end there."""
    ray = number((1 + sp.I) * X.expr)
    smooth, singular = number(sp.sympify(1)), number(1 / X.expr)
    primitives._refuse_jumps(atom("E1", ray), Sum.of(singular), X)
    with pytest.raises(NotElementary, match="jumps"):
        primitives._refuse_jumps(atom("E1", ray), Sum.of(smooth), X)
