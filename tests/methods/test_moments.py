"""The method of moments against the enclosed defining integral."""

from __future__ import annotations

import pytest
import sympy as sp
from flint import ctx

from symconv import parse
from symconv.antiderivatives.kernelfamilies import kernel_of
from symconv.antiderivatives.kernels import MOST, Kernel, U, proved_moment
from symconv.antiderivatives.sums import NotElementary
from symconv.enclosure import disjoint, enclose_convolution, enclose_expr
from symconv.methods import moments
from symconv.problem import Problem

x, t = sp.symbols("x t", real=True)
a, b = sp.symbols("a b", positive=True)
VALUES = {a: sp.Rational(3, 2), b: sp.Rational(2, 3)}
H = sp.Heaviside
STEP = H(x)
POINTS = [sp.Rational(p) for p in ("-27/10", "-8/5", "-3/10", "2/5", "13/10", "21/10", "31/7")]


def window(expr, low, high):
    return sp.Piecewise((expr, (x >= low) & (x <= high)), (0, True))


BOX = window(1, 0, 1)
TRIANGLE = sp.Piecewise((1 - sp.Abs(x), sp.Abs(x) < 1), (0, True))
PARTNERS = [BOX, TRIANGLE, window(x**2 - 3 * x, -1, 2)]
FUNCTIONS = [
    window(sp.asin(x), -1, 1),
    window(x * sp.acos(2 * x - 1), 0, 1),
    sp.asinh(2 * x + 1),
    x**2 * sp.asinh(x / a),
    sp.acosh(x) * H(x - 1),
    sp.sqrt(x**2 + 2 * x + 5),
    (x - 3) / sp.sqrt(a**2 + x**2),
    sp.besselj(0, x) * STEP,
    x * sp.besselj(1, a * x) * STEP,
    x**2 * sp.besselj(3, x) * STEP,
    sp.besselj(1, 2 * x - 1),
    sp.besseli(0, x) * STEP,
    window(sp.besseli(3, x), 0, 2),
    window(sp.log(x) ** 2, 0, 1),
    x * sp.log(2 * x) ** 3 * H(x - b),
    sp.erf(x) ** 2,
    x * sp.erf(a * x - 1) ** 2,
    sp.fresnels(x),
    x * sp.fresnelc(2 * x + 1),
]
STEPS = [
    (sp.besselj(0, x) * STEP, STEP),
    (sp.besselj(4, x) * STEP, x * STEP),
    (sp.besseli(1, x) * STEP, STEP),
    (window(sp.asin(x), -1, 1), STEP),
    (sp.log(x) ** 2 * STEP, x * STEP),
    (sp.acosh(x) * H(x - 1), sp.exp(0) * STEP),
]


def check(f, g, op="convolve"):
    answer = moments.solve(Problem(f, g, x, t, op=op))
    assert answer is not None
    assert answer.certificate.status == "proved"
    f, g, h = (part.xreplace(VALUES) for part in (f, g, answer.expr))
    for place in POINTS:
        truth = enclose_convolution(f, g, x, place, bits=60, op=op)
        assert not disjoint(enclose_expr(h, {t: place}, 60), truth), (place, h)
    assert parse(str(answer.expr), x, symbols=(t, a, b)) == answer.expr
    return answer


@pytest.mark.parametrize("f", FUNCTIONS)
@pytest.mark.parametrize("g", PARTNERS)
def test_values_against_the_enclosed_integral(f, g):
    check(f, g)


@pytest.mark.parametrize("f", FUNCTIONS[::2])
def test_correlations(f):
    check(f, TRIANGLE, op="correlate")
    check(TRIANGLE, f, op="correlate")


@pytest.mark.parametrize(("f", "g"), STEPS)
def test_half_lines(f, g):
    check(f, g)


def test_values_at_break_points_are_the_limits():
    answer = check(window(sp.log(x) ** 2, 0, 1), BOX)
    for place, value in ((0, 0), (1, 2), (2, 0)):
        assert answer.expr.subs(t, place) == value


def test_a_bessel_function_against_a_constant_converges_by_oscillation():
    answer = moments.solve(Problem(sp.besselj(0, a * x) * STEP, sp.Integer(3), x, t))
    assert sp.simplify(answer.expr - 3 / a) == 0
    assert answer.hypotheses[-1].startswith("improper")


@pytest.mark.parametrize(
    ("f", "g"),
    [
        (window(sp.asin(x), -2, 2), BOX),
        (sp.acosh(x) * STEP, BOX),
        (window(sp.log(x) ** 2, -1, 1), BOX),
        (sp.besselj(0, x) * STEP, x),
        (sp.besselj(3, x) * STEP, sp.Integer(1)),
        (sp.asinh(x), STEP),
        (sp.asinh(x**2), BOX),
        (sp.besselj(a, x) * STEP, BOX),
        (sp.asinh(x) * sp.erf(x) ** 2, BOX),
    ],
)
def test_what_is_not_of_this_kind_is_left(f, g):
    assert moments.solve(Problem(f, g, x, t)) is None


SAMPLES = [
    sp.asin(x), sp.acos(x), sp.asinh(x), sp.acosh(x), sp.sqrt(1 + x**2), 1 / sp.sqrt(1 + x**2),
    sp.log(x), sp.log(x) ** 3, sp.erf(x) ** 2, sp.fresnels(x), sp.fresnelc(x),
    *(sp.besselj(n, x) for n in range(5)), *(sp.besseli(n, x) for n in range(5)),
]  # fmt: skip


@pytest.mark.parametrize("factor", SAMPLES)
def test_the_forms_have_the_derivatives_that_are_claimed(factor):
    """The rates of the symbols are premises of every proof: SymPy's derivatives, enclosed."""
    kernel, argument, scale = kernel_of(factor, x)
    assert (argument, scale) == (x, 1)
    forms = {symbol: form(x) for symbol, form in kernel.forms.items()}
    for place in (sp.Rational(1, 3), sp.Rational(4, 5), sp.Rational(7, 2)):
        if place > 1 and isinstance(factor, sp.asin | sp.acos):
            continue
        if place < 1 and isinstance(factor, sp.acosh):
            continue
        for symbol, rate in kernel.rates.items():
            own = enclose_expr(sp.diff(forms[symbol], x), {x: place}, 80)
            claimed = enclose_expr(rate.xreplace({U: x, **forms}), {x: place}, 80)
            assert not disjoint(own, claimed)
        value = enclose_expr(kernel.integrand.xreplace({U: x, **forms}), {x: place}, 80)
        assert not disjoint(value, enclose_expr(factor, {x: place}, 80))
    assert ctx.prec == 53


@pytest.mark.parametrize("factor", SAMPLES)
def test_moments_at_the_origin(factor):
    kernel, _, _ = kernel_of(factor, x)
    if kernel.origin is None:
        return
    small = sp.Rational(1, 10**9)
    for k in range(5):
        near = enclose_expr(kernel.value(k, small), {}, 400)
        assert bool(abs(near - int(kernel.value(k, sp.Integer(0)))) < 1e-4)


def test_a_wrong_moment_is_refused():
    good = kernel_of(sp.asin(x), x)[0]
    parts = {n: getattr(good, n) for n in ("integrand", "rates", "forms", "square")}
    lie = Kernel(moment=lambda k: good.moment(k) + U / 7, **parts)
    assert good.is_zero(good.derivative(proved_moment(good, 2)) - U**2 * good.integrand)
    with pytest.raises(NotElementary, match="not proved"):
        proved_moment(lie, 2)
    with pytest.raises(NotElementary, match="degree"):
        proved_moment(good, MOST + 1)
