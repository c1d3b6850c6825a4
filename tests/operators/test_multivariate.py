"""Several variables: separable sums, Gaussians with full covariance, masses; refusals."""

from __future__ import annotations

import pickle
from itertools import pairwise

import pytest
import scipy.integrate
import sympy
from sympy import (
    Abs,
    DiracDelta,
    Heaviside,
    I,
    Integral,
    Piecewise,
    Rational,
    cos,
    exp,
    pi,
    sin,
    sqrt,
    symbols,
)

from symconv import Convolution, CrossCorrelation, box, convolve, correlate
from symconv.errors import DivergentIntegral, InvalidInput, NoClosedForm, Undecided
from symconv.operators.multivariate import MultivariateNode

x, y, s, t = symbols("x y s t", real=True)
sigma, tau = symbols("sigma tau", positive=True)
rho = sympy.Symbol("rho", real=True)
x3 = symbols("x1:4", real=True)


def quadrature(f, g, place, op="convolve", reach=9, breaks=()):
    """The defining double integral by SciPy, split at the given break points of x and y."""
    sign = -1 if op == "convolve" else 1
    moved = g.subs({x: place[0] + sign * x, y: place[1] + sign * y}, simultaneous=True)
    whole = sympy.lambdify((x, y), f * moved, ["scipy", "numpy"])
    total = 0.0
    ends = [-reach, *breaks, reach]
    for left, right in pairwise(ends):
        for low, high in pairwise(ends):
            value, _ = scipy.integrate.dblquad(
                lambda b, a: float(whole(a, b)), left, right, low, high, epsabs=1e-9
            )
            total += value
    return total


def agrees(f, g, h, place, **options):
    value = complex(h.subs({s: place[0], t: place[1]}).evalf(20))
    return abs(value - quadrature(f, g, place, **options)) < 1e-7


GAUSS = exp(-(x**2) - y**2)
TILTED = exp(-(x**2) + x * y - y**2 + x)


@pytest.mark.parametrize(
    ("f", "g", "breaks"),
    [
        (GAUSS, TILTED, ()),
        (TILTED, TILTED.subs(x, 2 * x), ()),
        (cos(x + 2 * y), GAUSS, ()),
        ((x + y) * exp(-Abs(x) - Abs(y)), GAUSS, (0,)),
        (x * y**2, GAUSS, ()),
    ],
)
@pytest.mark.parametrize("place", [(Rational(1, 3), Rational(-3, 4))])
def test_against_double_quadrature(f, g, breaks, place):
    h = convolve(f, g, (x, y), (s, t))
    assert not h.has(sympy.Integral)
    assert agrees(f, g, h, place, breaks=breaks)
    turned = correlate(f, g, (x, y), (s, t))
    assert agrees(f, g, turned, place, op="correlate", breaks=breaks)


def test_boxes_and_conjunctions_are_products_of_one_dimensional_answers():
    square = Piecewise((1, (x >= 0) & (x <= 1) & (y >= 0) & (y <= 2)), (0, True))
    same = box(x, 0, 1) * box(y, 0, 2)
    h = convolve(square, same, (x, y), (s, t))
    expected = convolve(box(x, 0, 1), box(x, 0, 1), x, s) * convolve(
        box(y, 0, 2), box(y, 0, 2), y, t
    )
    for place in [(Rational(1, 2), 1), (Rational(3, 2), 3), (-1, 1), (1, Rational(5, 2))]:
        values = dict(zip((s, t), place, strict=True))
        assert h.subs(values) == expected.subs(values)


def test_three_variables_and_a_sum():
    a, b, c = x3
    f = exp(-(a**2)) * box(b, 0, 1) * Heaviside(c) + exp(-(a**2) - b**2 - c**2)
    g = exp(-(a**2) - b**2 - c**2)
    h = convolve(f, g, x3, symbols("u v w", real=True))
    at_zero = h.subs(dict.fromkeys(symbols("u v w", real=True), 0))
    first = sqrt(pi / 2) * sympy.erf(1) * sqrt(pi) / 2 * sqrt(pi) / 2
    assert sympy.simplify(at_zero - first - (pi / 2) ** Rational(3, 2)) == 0


def test_symbolic_covariance_adds():
    """N(0, C) ∗ N(0, D) = N(0, C + D): the identity that defines the answer."""
    covariance = sympy.Matrix([[sigma**2, rho * sigma * tau], [rho * sigma * tau, tau**2]])

    def normal(matrix, place):
        vector = sympy.Matrix(place)
        return exp(-(vector.T * matrix.inv() * vector)[0] / 2) / (2 * pi * sqrt(matrix.det()))

    f, g = normal(covariance, (x, y)), normal(sympy.eye(2), (x, y))
    h = convolve(f, g, (x, y), (s, t), assuming=(rho < 1, rho > -1))
    expected = normal(covariance + sympy.eye(2), (s, t))
    for values in (
        {sigma: 2, tau: 1, rho: Rational(1, 3)},
        {sigma: 1, tau: 3, rho: -Rational(1, 2)},
    ):
        ratio = (h / expected).subs(values).subs({s: Rational(1, 5), t: Rational(2, 7)})
        assert abs(ratio.evalf(30) - 1) < 1e-25


def test_gaussian_existence_is_decided_or_asked():
    with pytest.raises(DivergentIntegral):
        convolve(exp(-(x**2) - y**2 + x * y), exp(x**2 + y**2), (x, y))
    with pytest.raises(Undecided) as caught:
        convolve(exp(-(x**2) + 2 * rho * x * y - y**2), GAUSS, (x, y))
    assert caught.value.question.has(rho)
    node = Convolution(exp(-(x**2) + 2 * rho * x * y - y**2), GAUSS, (x, y))
    assert node.closed_form().conditions


def test_masses_shift_and_differentiate_any_smooth_function():
    f = DiracDelta(x - 1) * DiracDelta(y, 1)
    assert convolve(f, sin(x * y), (x, y), (s, t)) == (s - 1) * cos((s - 1) * t)
    unsmooth = sqrt(x**2 + y**2)
    assert convolve(3 * DiracDelta(x - 1) * DiracDelta(y), unsmooth, (x, y), (s, t)) == 3 * sqrt(
        (s - 1) ** 2 + t**2
    )
    lorentz = 1 / (1 + x**2 + x * y + y**2 + exp(x * y))
    h = convolve(DiracDelta(x, 1) * DiracDelta(y), 1 / (1 + x**2 + y**2) ** 2, (x, y), (s, t))
    assert sympy.simplify(h + 4 * s / (1 + s**2 + t**2) ** 3) == 0
    for rough in (Abs(x * y + 1), sympy.log(x**2 + y**2), 1 / sqrt(x**2 + y**2), lorentz):
        kept = convolve(DiracDelta(x, 1) * DiracDelta(y), rough, (x, y), (s, t))
        assert isinstance(kept, MultivariateNode)  # a derivative of δ needs a smooth partner


def test_derivative_along_one_axis():
    h = convolve(DiracDelta(x, 1) * DiracDelta(y), GAUSS, (x, y), (s, t))
    assert sympy.simplify(h - sympy.diff(exp(-(s**2) - t**2), s)) == 0


def test_correlation_conjugates_the_first():
    f = box(x, 0, 1) * exp(I * y) * exp(-(y**2))
    g = box(x, 0, 1) * exp(-(y**2))
    h = correlate(f, g, (x, y), (s, t))
    plain = correlate(f, g, (x, y), (s, t), conjugate=False)
    values = {s: Rational(1, 4), t: Rational(1, 2)}
    value = (
        Rational(3, 4)
        * scipy.integrate.quad(
            lambda u: float(sympy.cos(u) * sympy.exp(-(u**2) - (u + 0.5) ** 2)), -9, 9
        )[0]
    )
    assert abs(complex(h.subs(values).evalf()).real - float(value)) < 1e-9
    assert abs(complex((h - sympy.conjugate(plain)).subs(values).evalf())) < 1e-12
    assert abs(complex(h.subs(values).evalf()).imag) > 1e-3


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (((x, y), (s,)), "2 variables and t has 1"),
        (((x, y), s), "must be a tuple"),
        (((x, x), (s, t)), "not distinct"),
        (((x, y), (s, s)), "not distinct"),
        (((x, y), (y, x)), "in the place"),
        (((), ()), "empty"),
        (((x, "y"), (s, t)), "must be a Symbol"),
    ],
)
def test_bad_variables_are_named(arguments, message):
    with pytest.raises(InvalidInput, match=message):
        convolve(GAUSS, GAUSS, *arguments)


def test_capture_and_kinds_are_refused():
    with pytest.raises(InvalidInput, match="captured"):
        convolve(s * GAUSS, GAUSS, (x, y), (s, t))
    with pytest.raises(InvalidInput, match="'line'"):
        convolve(GAUSS, GAUSS, (x, y), kind="causal")


def test_divergence_on_one_axis():
    with pytest.raises(DivergentIntegral):
        convolve(Heaviside(x) * box(y, 0, 1), Heaviside(-x) * box(y, 0, 1), (x, y))


def test_node_without_a_closed_form():
    f = 1 / (1 + x**2 + y**4)
    node = convolve(f, f, (x, y), (s, t))
    assert node.free_symbols == {s, t}
    assert node == Convolution(f, f, (x, y), (s, t))
    assert node != CrossCorrelation(f, f, (x, y), (s, t))
    assert pickle.loads(pickle.dumps(node)) == node
    assert node.func(*node.args) == node
    assert node.rewrite(Integral).has(Integral)
    with pytest.raises(NoClosedForm) as caught:
        node.closed_form()
    assert caught.value.tried


def test_node_substitution_does_not_capture():
    a = sympy.Symbol("a", real=True)
    node = Convolution(1 / (a + x**2 + y**4), GAUSS, (x, y), (s, t))
    moved = node.subs(a, x)
    assert x in moved.free_symbols
    assert moved.f.free_symbols >= {x}
    assert len(moved.f.free_symbols) == 3
    assert node.subs(s, a).t == (a, t)


def test_a_node_is_replaced_printed_and_moved_as_the_nodes_of_one_variable():
    a = sympy.Symbol("a", positive=True)
    f, g = 1 / (a + x**2 + y**4), 1 / (1 + x**4 + y**2)
    made = convolve(f, g, (x, y), (s, t))
    assert made.kind == "line"
    assert made.free_symbols == {a, s, t}
    body = made.args[0]
    assert body.xreplace({body: body}) == body
    assert body.xreplace({a: 3}).thawed((x, y)) == f.xreplace({a: 3})
    assert body.xreplace({sigma: 3}) == body
    assert body.replaced(body.bound[0], sympy.Integer(1)) == body
    assert pickle.loads(pickle.dumps(body)) == body
    assert str(body) == str(f.subs({x: sympy.Symbol("x"), y: sympy.Symbol("y")}))
    assert made.subs(a, 3) == convolve(f.subs(a, 3), g, (x, y), (s, t))
    assert made.doit() == made
    assert made.rewrite(sympy.exp) == made
    assert made.diff(sigma) == 0
    assert isinstance(made.diff(s), sympy.Derivative)
    latex = sympy.latex(made)
    assert r"\ast" in latex
    assert latex.count("s, t") == 1
    assert r"\star" in sympy.latex(correlate(f, g, (x, y), (s, t)))


def test_a_node_with_a_closed_form_does_it():
    made = Convolution(box(x, 0, 1) * exp(-(y**2)), box(x, 0, 1) * box(y, 0, 1), (x, y), (s, t))
    value = made.doit().subs({s: Rational(1, 2), t: Rational(1, 3)})
    assert abs(float(value) - 0.5 * sympy.N(sqrt(pi) / 2 * (sympy.erf(Rational(1, 3))
               + sympy.erf(Rational(2, 3))))) < 1e-12  # fmt: skip
