"""Stieltjes transforms at the poles of rational functions, against quadrature with mpmath."""

from __future__ import annotations

from itertools import pairwise

import mpmath as mp
import pytest
import sympy as sp

from symconv import DivergentIntegral, Undecided, convolve, correlate, parse
from symconv.methods import stieltjes
from symconv.problem import Problem

x, t = sp.symbols("x t", real=True)
a, b = sp.symbols("a b", positive=True)
c, d, s = sp.symbols("c d s", real=True)
H, R, ABS = sp.Heaviside, sp.Rational, sp.Abs
LORENTZ = 1 / (1 + x**2)
VALUES = {a: R(3, 2), b: R(2, 3), c: R(-1, 3), d: R(4, 5), s: R(1, 3)}
POINTS = [R(-17, 7), R(1, 3), R(9, 4)]


def window(expr, low, high):
    return sp.Piecewise((expr, (x > low) & (x < high)), (0, True))


# f, g, break points of f
NUMBERS = [
    (H(x) / sp.sqrt(x), LORENTZ, [0]),
    (H(x) * x ** R(1, 3) * (x + 1), LORENTZ**2, [0]),
    (H(-x) * (-x) ** R(-1, 4), (x + 2) * LORENTZ**2, [0]),
    (H(2 - x) * (4 - 2 * x) ** R(3, 2), 1 / (x**2 + 2 * x + 5) ** 2, [2]),
    (sp.sqrt(ABS(x)) * sp.sign(x), x * LORENTZ**2, [0]),
    (ABS(x - 1) ** R(-1, 2), 1 / ((x**2 + 1) * (x**2 + 4)), [1]),
    (H(x) * x ** R(-2, 3), 1 / (x + sp.I) ** 2, [0]),
    (sp.I * H(x) / sp.sqrt(x) + sp.log(ABS(x)), 1 / (x - sp.I) ** 3 + 1 / (x + 2 * sp.I) ** 2, [0]),
    (H(x) * sp.sqrt(x), (x**2 - 1) / (x**4 + 4 * x**2 + 1), [0]),
    (H(x) * sp.log(x), LORENTZ, [0]),
    (H(x) * sp.log(2 * x) * x ** R(1, 3), LORENTZ, [0]),
    (H(x) * sp.log(x) / sp.sqrt(x), LORENTZ, [0]),
    (x * sp.log(ABS(x)), LORENTZ**2, [0]),
    (sp.log(x**2), 1 / (x**2 + 2 * x + 3), [0]),
    (sp.log(1 + 1 / x**2), LORENTZ, [0]),
    (sp.log(ABS((x + 1) / (x - 1))), LORENTZ, [-1, 1]),
    (sp.log(3 * x**2 + x + 2), 1 / (4 + x**2), []),
    (x * sp.log(x**2 + x + 1), LORENTZ**2, []),
    (sp.atan(2 * x + 1), 1 / (x**2 + x + 1), []),
    (x**2 * sp.atan(1 - 2 * x), LORENTZ**3, []),
    (sp.acot(x - 1), LORENTZ, [1]),
    (window(sp.sqrt(1 - x**2), -1, 1), LORENTZ, [-1, 1]),
    (window((1 - x**2) ** R(3, 2), -1, 1), LORENTZ**2, [-1, 1]),
    (window(sp.sqrt((3 - x) / x), 0, 3), 1 / (x**2 + x + 1), [0, 3]),
    (window(x**3 / sp.sqrt(2 * x - x**2), 0, 2), (x + 1) * LORENTZ**2, [0, 2]),
    (H(x) / sp.sqrt(x) + H(x) - H(x - 1), LORENTZ, [0, 1]),
]
# f, g, the further break points with parameters, assuming
SYMBOLIC = [
    (H(x) / sp.sqrt(x), 1 / ((x - c) ** 2 + a**2), (), ()),
    (H(x - d) * (x - d) ** R(1, 3), a / (x**2 + a**2), (d,), ()),
    (H(x) * x**s, LORENTZ, (), (s > 0, s < 1)),
    (H(x) * (a * x) ** (-b), LORENTZ, (), (b < 1,)),
    (window(sp.sqrt((x - c) * (d - x)), c, d), b / (x**2 + b**2), (c, d), (c < d,)),
    (sp.atan(x / a + c), 1 / (x**2 + b**2), (), ()),
    (sp.atan(c * x), LORENTZ, (), ()),
    (sp.log(x**2 + a**2), 1 / (x**2 + b**2), (), ()),
    (sp.log(ABS(x - c)), 1 / (x**2 + b**2), (c,), ()),
    (H(x) / sp.sqrt(x), 1 / ((x**2 + a**2) * (x**2 + b**2)), (), ()),
]


def at(function, point):
    try:
        return mp.mpmathify(function(point))
    except ZeroDivisionError:
        return mp.mpf(0)


def integral(f, g, point, breaks, op):
    first, second = (sp.lambdify(x, expr, "mpmath") for expr in (f, g))
    v, side = mp.mpf(point.p) / point.q, -1 if op is convolve else 1
    turned = (lambda y: y) if op is convolve else mp.conj

    def integrand(y):
        return turned(at(first, y)) * second(v + side * y)

    inner = {*(mp.mpf(p.p) / p.q for p in map(R, breaks)), v, -v, mp.mpf(6), mp.mpf(-6)}
    return mp.quad(integrand, [-mp.inf, *sorted(inner), mp.inf], maxdegree=8)


def agrees(answer, f, g, breaks, op=convolve):
    for point in POINTS:
        found = mp.mpmathify(sp.N(answer.subs(t, point), 20))
        truth = integral(f, g, point, breaks, op)
        assert abs(found - truth) < 1e-6 * max(1, abs(truth)), (point, found, truth)


@pytest.mark.parametrize(("f", "g", "breaks"), NUMBERS)
def test_the_defining_integral(f, g, breaks):
    answer = convolve(f, g, x, t)
    agrees(answer, f, g, breaks)
    assert parse(str(answer), t) == answer


@pytest.mark.parametrize(("f", "g", "breaks"), NUMBERS[::4])
def test_correlations(f, g, breaks):
    agrees(correlate(f, g, x, t), f, g, breaks, correlate)


@pytest.mark.parametrize(("f", "g", "more", "assuming"), SYMBOLIC)
def test_parameters(f, g, more, assuming):
    answer = convolve(f, g, x, t, assuming=assuming).subs(VALUES)
    breaks = [0, *(VALUES[point] for point in more)]
    agrees(answer, f.subs(VALUES), g.subs(VALUES), breaks)


def test_equal_widths_are_an_arm_of_their_own():
    answer = convolve(H(x) / sp.sqrt(x), 1 / ((x**2 + a**2) * (x**2 + b**2)), x, t)
    together = answer.subs(a, b).subs(b, R(2, 3))
    agrees(together, H(x) / sp.sqrt(x), 1 / (x**2 + R(4, 9)) ** 2, [0])


@pytest.mark.parametrize(
    "f", [sp.log(1 + c**2 * x**2), sp.atan(c * x), 1 + sp.atan(c * x + 1), sp.log(c**2 + 1 + x**2)]
)
def test_a_parameter_at_zero_is_an_arm_of_its_own(f):
    answer = convolve(f, LORENTZ, x, t)
    for value in (R(-2), R(0), R(1, 3)):
        agrees(answer.subs(c, value), f.subs(c, value), LORENTZ, [])


def test_poisson_integrals_of_harmonic_functions():
    # log|z| and the angle of z + i are harmonic off the line: their values at height 1
    assert convolve(sp.log(ABS(x)), LORENTZ / sp.pi, x, t) == sp.log(t**2 + 1) / 2
    assert convolve(sp.atan(x), LORENTZ / sp.pi, x, t) == sp.atan(t / 2)
    assert convolve(sp.log(x**2 + 1), LORENTZ / sp.pi, x, t) == sp.log(t**2 + 4)


@pytest.mark.parametrize(
    ("f", "end"),
    [
        (H(x) * x ** R(3, 2), sp.oo),
        (H(-x) * (-x) ** 1 * sp.sqrt(-x), -sp.oo),
        (H(x - 2) * (x - 2) ** R(-3, 2), 2),
        (H(x) * sp.log(x) * x, sp.oo),
    ],
)
def test_divergence_names_the_end(f, end):
    with pytest.raises(DivergentIntegral) as caught:
        convolve(f, LORENTZ, x, t)
    assert str(caught.value.end) == str(end)


def test_an_open_exponent_is_asked_for():
    with pytest.raises(Undecided) as caught:
        convolve(H(x) * x ** (-a), LORENTZ, x, t)
    assert sp.simplify(sp.Equivalent(caught.value.question, a < 1)) is sp.true


# f, g, its real poles, break points of f
PRINCIPAL = [
    (H(x) * x ** R(-1, 3), 1 / (x - 1), [1], [0]),
    (H(x) * sp.sqrt(x), 1 / (x**2 - 1), [1, -1], [0]),
    (H(x) * sp.log(x) / sp.sqrt(x), 1 / x, [0], [0]),
    (H(x) * sp.log(x), 1 / (x**2 - 1), [1, -1], [0]),
    (sp.log(ABS(x)), 1 / (x**2 - 1), [1, -1], [0]),
    (sp.atan(x), 1 / (x**2 - 1), [1, -1], []),
    (ABS(x) ** R(-1, 4), (x + 1) / (x**3 + x), [0], [0]),
    (window(x**2 * sp.sqrt(1 - x**2), -1, 1), 1 / (x - 1), [1], [-1, 1]),
    (window(sp.sqrt(x / (3 - x)), 0, 3), 1 / (x**2 - x), [0, 1], [0, 3]),
]


def principal_value(f, g, point, poles, breaks):
    """Symmetric pairing about each pole, the rest by quadrature between all these points."""
    first, second = (sp.lambdify(x, expr, "mpmath") for expr in (f, g))
    v = mp.mpf(point.p) / point.q

    def integrand(y):
        return at(first, y) * second(v - y)

    centres = [v - pole for pole in poles]
    others = [abs(p - q) / 3 for p in centres for q in (*centres, *breaks) if p != q]
    width = min([mp.mpf(1) / 4, *others])
    total = sum(
        mp.quad(
            lambda u, c=c: integrand(c + u) + integrand(c - u), [0, width], method="gauss-legendre"
        )
        for c in centres
    )
    edges = {*map(mp.mpf, (*breaks, 8, -8)), *(c + s * width for c in centres for s in (1, -1))}
    ends = [-mp.inf, *sorted(edges), mp.inf]
    for low, high in pairwise(ends):
        if not any(abs((low + high) / 2 - c) < width for c in centres):
            total += mp.quad(integrand, [low, high], maxdegree=8)
    return total


@pytest.mark.parametrize(("f", "g", "poles", "breaks"), PRINCIPAL)
def test_principal_values(f, g, poles, breaks):
    problem = Problem(f, g, x, t, principal_value=True)
    answer = stieltjes.solve(problem)
    assert answer.hypotheses == (
        "principal value: at the simple real poles of the rational factor",
    )
    with mp.workdps(30):
        for point in [*POINTS, R(31, 7)]:
            found = mp.mpmathify(sp.N(answer.expr.subs(t, point), 20))
            assert abs(found - principal_value(f, g, point, poles, breaks)) < 1e-9, point
    with pytest.raises(DivergentIntegral, match="principal_value=True"):
        convolve(f, g, x, t)


def test_the_airfoil_equation():
    # Tricomi, Integral Equations (1957), § 4.3: T(√(1 − x²)) = πt and T(1/√(1 − x²)) = 0 inside
    for f, inside in ((sp.sqrt(1 - x**2), sp.pi * t), (1 / sp.sqrt(1 - x**2), 0)):
        answer = convolve(window(f, -1, 1), 1 / x, x, t, principal_value=True)
        for point in (R(-1, 2), R(0), R(2, 3)):
            assert answer.subs(t, point) == sp.sympify(inside).subs(t, point)


def test_a_singular_point_has_no_value():
    answer = convolve(H(x) / sp.sqrt(x), 1 / x, x, t, principal_value=True)
    assert answer.subs(t, 0) is sp.zoo
    assert answer.subs(t, 1) == 0


def test_nothing_convolved_is_nothing():
    assert convolve(H(x) * sp.besselj(0, x), 0, x, t) == 0
    assert convolve(H(x) / sp.sqrt(x), x - x, x, t) == 0


def test_a_double_real_pole_diverges():
    with pytest.raises(DivergentIntegral):
        convolve(H(x) / sp.sqrt(x), 1 / x**2, x, t, principal_value=True)


@pytest.mark.parametrize(
    ("f", "g"),
    [
        (H(x) * x**a, LORENTZ**2),  # a may be 1
        (H(x) * sp.atan(x), LORENTZ),
        (c * H(x) * x ** R(3, 2), LORENTZ),  # diverges unless c = 0
        (H(x) * x ** R(3, 2), (c * x**2 + 1) * LORENTZ**2),
        (window(1 / sp.sqrt(x), 0, 1), LORENTZ),
        (sp.sqrt(x), LORENTZ),  # not real for x < 0
        (sp.acot(x), x * LORENTZ),  # each part diverges, the sum does not
        (H(x) / sp.sqrt(x), LORENTZ**21),
    ],
)
def test_refuses_what_is_not_of_the_table(f, g):
    facts = (a < 2,) if f.has(a) else ()
    problem = Problem(f, g, x, t, assuming=facts)
    assert stieltjes.solve(problem) is None
