"""laplace: against enclosed integrals inside the strip, the strip itself, refusals."""

import pytest
import sympy

from symconv.enclosure import enclose_expr, enclose_integral, overlaps
from symconv.errors import DivergentIntegral, InvalidInput, NoClosedForm, Undecided
from symconv.transforms import Transform, laplace

x = sympy.Symbol("x", real=True)
s = sympy.Symbol("s")
a, b = sympy.symbols("a b", positive=True)
c = sympy.Symbol("c", real=True)
H = sympy.Heaviside(x)
OPEN = sympy.Interval.open
oo = sympy.oo
LECTURE_KERNEL = sympy.Piecewise((1 - sympy.Abs(x) / 5, x > 0), (0, True))

CASES = [
    (H, OPEN(0, oo), (1, 3)),
    (x**2 * sympy.exp(-2 * x) * H, OPEN(-2, oo), (-1, 2)),
    (LECTURE_KERNEL, OPEN(0, oo), (1, 4)),
    (sympy.exp(-2 * sympy.Abs(x)), OPEN(-2, 2), (0, sympy.Rational(3, 2))),
    (sympy.exp(3 * x) * sympy.cos(x) * H.subs(x, -x), OPEN(-oo, 3), (-2, 1)),
    (sympy.sin(x) * H, OPEN(0, oo), (1, 2)),
    (sympy.Piecewise((sympy.exp(x), (x > 0) & (x < 1)), (0, True)), OPEN(-oo, oo), (1, -3)),
    (sympy.exp(-(x**2) + x), OPEN(-oo, oo), (0, 2)),
    (x * sympy.exp(-2 * (x - 1) ** 2), OPEN(-oo, oo), (-1, 1)),
    (sympy.exp(-(x**2)) * x * H, OPEN(-oo, oo), (-1, 1)),
    (sympy.exp(-(x**2) - sympy.Abs(x - 1)), OPEN(-oo, oo), (0, 1)),
]


@pytest.mark.parametrize(("f", "strip", "places"), CASES)
def test_against_the_enclosed_integral_inside_the_strip(f, strip, places):
    found = laplace(f, x, s)
    assert isinstance(found, Transform)
    assert found.strip == strip
    for place in places:
        assert place in strip
        integral = enclose_integral(f * sympy.exp(-place * x), x, -oo, oo)
        assert overlaps(enclose_expr(found.expr, {s: place}), integral)


@pytest.mark.parametrize(
    ("f", "expected", "strip"),
    [
        (sympy.DiracDelta(x - 1, 2), s**2 * sympy.exp(-s), OPEN(-oo, oo)),
        (sympy.exp(-a * x) * H, 1 / (s + a), OPEN(-a, oo)),
        (sympy.exp(-a * sympy.Abs(x)), 2 * a / (a**2 - s**2), OPEN(-a, a)),
        (sympy.exp(-c * x) * H, 1 / (s + c), OPEN(-c, oo)),
    ],
)
def test_symbolic_results(f, expected, strip):
    expr, found = laplace(f, x, s)
    assert sympy.simplify(expr - expected) == 0
    assert found == strip


def test_several_rates_share_one_strip():
    f = sympy.exp(-a * x) * H + sympy.exp(-b * x) * H
    assert laplace(f, x, s).strip == OPEN(sympy.Max(-a, -b), oo)


@pytest.mark.parametrize(
    "f", [sympy.Integer(1), x**2, sympy.exp(x), sympy.sin(x), sympy.sign(x), 1 / (1 + x**2), 1 / x]
)
def test_no_open_strip(f):
    with pytest.raises(DivergentIntegral, match="no open strip"):
        laplace(f, x, s)


def test_a_tail_that_may_vanish_leaves_the_strip_open():
    """With a = b only e^{−x} for x < 0 is left, whose integral converges for Re s < −1."""
    left = sympy.exp(-x) * H.subs(x, -x)
    difference = (sympy.exp(a * x) - sympy.exp(b * x)) * H
    for f in (difference + left, difference.subs(x, -x) + sympy.exp(x) * H, c * H + left):
        with pytest.raises(Undecided, match="unless a tail vanishes"):
            laplace(f, x, s)
    assert difference.subs(a, b) == 0
    with pytest.raises(DivergentIntegral):
        laplace((sympy.exp(a * x) + sympy.exp(b * x)) * H + left, x, s)


def test_an_open_order_of_rates_is_undecided():
    f = sympy.exp(-c * x) * H + sympy.exp(a * x) * H.subs(x, -x)
    with pytest.raises(Undecided) as refusal:
        laplace(f, x, s)
    assert refusal.value.question == (a + c > 0)


def test_refusals():
    with pytest.raises(NoClosedForm):
        laplace(sympy.sech(x), x, s)
    with pytest.raises(InvalidInput):
        laplace("exp(-x)", x, s)
    with pytest.raises(InvalidInput):
        laplace(s * H, x, s)
