"""The antiderivative method against the enclosed defining integral, by seeded families."""

from __future__ import annotations

import random

import pytest
import sympy as sp

from symconv import parse
from symconv.enclosure import disjoint, enclose_convolution, enclose_expr
from symconv.errors import DivergentIntegral, Undecided, Unresolved
from symconv.methods import antiderivative
from symconv.problem import Problem

x, t = sp.symbols("x t", real=True)
a, b, s, w = sp.symbols("a b s w", positive=True)
m, r = sp.symbols("m r", real=True)
H = sp.Heaviside
STEP = H(x)


def window(expr, low, high):
    return sp.Piecewise((expr, (x >= low) & (x <= high)), (0, True))


def solved(f, g, **options):
    return antiderivative.solve(Problem(f, g, x, t, **options))


def shift(rng):
    return sp.Rational(rng.randint(-12, 12), 4)


def size(rng):
    return sp.Rational(rng.randint(1, 8), rng.randint(1, 3))


def polynomial(rng):
    return sum(shift(rng) * x**k for k in range(rng.randint(0, 2) + 1)) + size(rng)


def some_window(rng, expr):
    low = shift(rng)
    return window(expr, low, low + size(rng))


def triangle(rng):
    width = size(rng)
    return sp.Piecewise((1 - sp.Abs(x) / width, sp.Abs(x) < width), (0, True))


PARTNERS = {
    "box": lambda g: some_window(g, size(g)),
    "triangle": triangle,
    "polynomial": lambda g: some_window(g, polynomial(g)),
    "step": lambda g: H(x - shift(g)),
    "one-sided exp": lambda g: sp.exp(-size(g) * x) * H(x - shift(g)),
    "two-sided exp": lambda g: sp.exp(-size(g) * sp.Abs(x)),
    "sine": lambda g: some_window(g, sp.sin(size(g) * x)),
    "damped sine": lambda g: sp.exp(-size(g) * x) * sp.sin(size(g) * x) * H(x),
    "cos": lambda g: sp.cos(size(g) * x),
    "abs": lambda g: sp.Abs(x - shift(g)),
}
SHORT = ("box", "triangle", "polynomial")
FAMILIES = {
    "gauss": (lambda g: polynomial(g) * sp.exp(-size(g) * x**2 + shift(g) * x), tuple(PARTNERS)),
    "truncated gauss": (
        lambda g: polynomial(g) * sp.exp(-size(g) * (x - shift(g)) ** 2) * H(x - shift(g)),
        tuple(PARTNERS),
    ),
    "gauss window": (lambda g: some_window(g, sp.exp(-size(g) * x**2)), tuple(PARTNERS)),
    "erf": (lambda g: sp.erf(size(g) * x + shift(g)), (*SHORT, "one-sided exp", "two-sided exp")),
    "erfc": (lambda g: sp.erfc(size(g) * x) * H(x), (*SHORT, "one-sided exp", "two-sided exp")),
    "lorentz": (lambda g: 1 / ((x - shift(g)) ** 2 + size(g) ** 2), (*SHORT, "step")),
    "lorentz squared": (
        lambda g: 1 / ((x - shift(g)) ** 2 + size(g) ** 2) ** 2,
        (*SHORT, "step", "abs"),
    ),
    "quartic": (lambda g: 1 / ((x - shift(g)) ** 4 + size(g) ** 4), (*SHORT, "step", "abs")),
    "dispersive": (lambda g: x / (x**2 + size(g)) ** 2, (*SHORT, "step")),
    "log": (lambda g: sp.Piecewise((sp.log(x), (x > 0) & (x < size(g))), (0, True)), SHORT),
    "log of quadratic": (lambda g: some_window(g, sp.log(size(g) + x**2)), SHORT),
    "log of modulus": (lambda g: some_window(g, sp.log(sp.Abs(x - shift(g)))), SHORT),
    "atan": (lambda g: some_window(g, sp.atan(size(g) * x + shift(g))), SHORT),
    "root": (
        lambda g: (lambda s, e: sp.Piecewise(((x - s) ** e, (x > s) & (x < s + 2)), (0, True)))(
            shift(g), g.choice([sp.Rational(1, 2), sp.Rational(-1, 2), sp.Rational(4, 3)])
        ),
        SHORT,
    ),
    "tanh": (lambda g: sp.tanh(size(g) * x + shift(g)), ("box",)),
    "sech": (lambda g: 1 / sp.cosh(size(g) * (x - shift(g))), ("box", "step")),
    "sech squared": (
        lambda g: sp.sech(size(g) * (x - shift(g))) ** 2,
        ("box", "triangle", "step", "abs"),
    ),
    "logistic": (
        lambda g: (lambda u: sp.exp(-u) / (1 + sp.exp(-u)) ** 2)(size(g) * (x - shift(g))),
        ("box", "triangle", "step", "abs"),
    ),
}


def compare(f, g, op, seed, points):
    """(answered, number of points where both enclosures met); fails where a pair is disjoint."""
    rng = random.Random(seed)
    answer = solved(f, g, op=op)
    if answer is None:
        return False, 0
    assert answer.certificate.status == "proved"
    met = 0
    for _ in range(points):
        point = sp.Rational(rng.randint(-30, 30), 7)
        try:
            truth = enclose_convolution(f, g, x, point, bits=60, op=op)
        except Unresolved:
            continue
        value = enclose_expr(answer.expr, {t: point}, 60)
        assert not disjoint(value, truth), f"{op} {f} | {g} at {point}: {answer.expr}"
        met += 1
    return True, met


def draws(count, offset):
    for name, (family, partners) in FAMILIES.items():
        for index in range(count):
            rng = random.Random(f"{name} {index + offset}")
            partner = rng.choice(partners)
            f, g = family(rng), PARTNERS[partner](rng)
            if rng.random() < 0.5:
                f, g = g, f
            yield name, f, g, rng.choice(["convolve", "correlate"])


@pytest.mark.parametrize("family", list(FAMILIES))
def test_every_family_answers_and_agrees(family):
    met = 0
    for number, (name, f, g, op) in enumerate(draws(3, 0)):
        if name == family:
            answered, points = compare(f, g, op, number, 2)
            assert answered, f"{op} {f} | {g}"
            met += points
    assert met >= 3


@pytest.mark.slow
def test_many_draws_of_every_family():
    for number, (_, f, g, op) in enumerate(draws(20, 100)):
        answered, _ = compare(f, g, op, number, 3)
        assert answered, f"{op} {f} | {g}"


@pytest.mark.parametrize(("f", "g"), antiderivative.EXAMPLES)
def test_examples(f, g):
    answered, met = compare(parse(f, x), parse(g, x), "convolve", 1, 4)
    assert answered
    assert met >= 3


SYMBOLIC = [
    (sp.exp(-((x - m) ** 2) / (2 * s**2)) / (s * sp.sqrt(2 * sp.pi)), window(1, -w, w)),
    (sp.exp(-((x - m) ** 2) / (2 * s**2)) / (s * sp.sqrt(2 * sp.pi)), sp.exp(-a * x) * STEP),
    (sp.exp(-(x**2) / (4 * a)) / sp.sqrt(4 * sp.pi * a), sp.Abs(x)),
    (x / s**2 * sp.exp(-(x**2) / (2 * s**2)) * STEP, sp.exp(-(x**2) / (2 * a**2)) * STEP),
    (a / (sp.pi * (x**2 + a**2)), window(1 - sp.Abs(x) / w, -w, w)),
    (1 / ((x**2 + a**2) * (x**2 + b**2)), window(1, -w, w)),
    (1 / ((x - m) ** 4 + a**4), window(1, 0, w)),
    (sp.erf((x - m) / s), sp.exp(-a * sp.Abs(x))),
    (sp.erf(x / s), sp.exp(-(x**2) / w**2)),
    (sp.Piecewise((sp.log(x), (x > 0) & (x < w)), (0, True)), window(1, 0, a)),
    (sp.tanh((x - m) / s), window(1, -w, w)),
    (sp.exp(-(x**2)), window(x, m, r)),
]
DRAWS = [
    {a: sp.Rational(3, 2), b: sp.Rational(2, 3), s: sp.Rational(1, 2), w: 2, m: -1, r: 1},
    {a: 1, b: 1, s: sp.Rational(5, 4), w: sp.Rational(1, 3), m: sp.Rational(1, 2), r: -1},
]


@pytest.mark.parametrize(("f", "g"), SYMBOLIC)
def test_symbolic_parameters_hold_in_every_arm(f, g):
    answer = solved(f, g)
    assert answer is not None
    assert not answer.conditions
    for values in DRAWS:
        for point in (sp.Rational(-8, 5), sp.Rational(1, 6), sp.Rational(7, 3)):
            truth = enclose_convolution(f.subs(values), g.subs(values), x, point, bits=60)
            value = enclose_expr(answer.expr, {t: point, **values}, 60)
            assert not disjoint(value, truth), (values, point, answer.expr)


def test_symbolic_powers_and_their_arm_at_minus_one():
    n = sp.Symbol("n", real=True)
    unit = window(1, 0, 1)
    expr = solved(sp.Piecewise((x**n, (x > 1) & (x < 2)), (0, True)), unit).expr
    for value in (sp.Rational(-3, 2), -1, 0, sp.Rational(5, 3), 4):
        f = sp.Piecewise((x**value, (x > 1) & (x < 2)), (0, True))
        for point in (sp.Rational(3, 2), sp.Rational(5, 2)):
            truth = enclose_convolution(f, unit, x, point, bits=60)
            assert not disjoint(enclose_expr(expr, {t: point, n: value}, 60), truth)
    singular = sp.Piecewise((x**n, (x > 0) & (x < 1)), (0, True))
    with pytest.raises(Undecided) as caught:
        solved(singular, unit)
    assert caught.value.question.subs(n, -2) == sp.false
    assert solved(singular, unit, assuming=(n > -1,)) is not None
    with pytest.raises(DivergentIntegral):
        solved(singular, unit, assuming=(n < -1,))


def test_equal_widths_have_an_arm_of_their_own():
    expr = solved(1 / ((x**2 + a**2) * (x**2 + b**2)), window(1, -1, 1)).expr
    assert expr.subs(b, a).subs({a: 2, t: 0}) == sp.atan(sp.Rational(1, 2)) / 8 + sp.Rational(1, 20)


def test_pieces_are_sorted_half_open_and_defined_at_every_break():
    expr = solved(sp.Piecewise((sp.log(x), (x > 0) & (x < 1)), (0, True)), window(1, 0, 1)).expr
    assert [expr.subs(t, p) for p in (0, 1, 2)] == [0, -1, 0]
    truncated = solved(window(sp.exp(-(x**2)), 0, 1), window(1, 0, 1)).expr
    low = [c.args[0] for _, c in truncated.args[:-1]]
    assert truncated.args[0][1] == ((t >= 0) & (t < 1))
    assert len(low) == 2


def test_hole_of_the_formula_has_its_exact_value():
    expr = solved(sp.sech(x), sp.sech(x)).expr
    assert expr.subs(t, 0) == 2
    logistic = sp.exp(-x) / (1 + sp.exp(-x)) ** 2
    assert solved(logistic, logistic).expr.subs(t, 0) == sp.Rational(1, 6)
    moved = solved(sp.sech(x - 1) ** 2, sp.sech(x + sp.Rational(3, 4)) ** 2).expr
    assert moved.subs(t, sp.Rational(1, 4)) == sp.Rational(4, 3)


def test_bounded_integrands_with_a_singular_formula_do_not_diverge():
    """atan(1/x) jumps and log(1 + 1/x²) is integrable: no divergence is claimed."""
    unit = window(1, 0, 1)
    for f in (sp.atan(1 / x), sp.log(1 + 1 / x**2), sp.atan(1 / x) * x):
        answer = solved(f, unit)
        assert answer is not None
        for point in (sp.Rational(-1, 2), 0, sp.Rational(1, 3), 1, sp.Rational(9, 4)):
            truth = enclose_convolution(f, unit, x, point, bits=60)
            assert not disjoint(enclose_expr(answer.expr, {t: point}, 60), truth)
    assert solved(window((sp.log(1 + x) - x) / x**2, 0, 1), unit) is None


def test_heaviside_form_has_the_same_values():
    f, g = window(sp.exp(-(x**2)), 0, 1), window(x, -1, 2)
    plain, steps = solved(f, g).expr, solved(f, g, form="heaviside").expr
    assert not steps.has(sp.Piecewise)
    for point in (-2, sp.Rational(-1, 2), sp.Rational(1, 3), sp.Rational(5, 2), 4):
        assert sp.N((plain - steps).subs(t, point), 30, chop=True) == 0


def test_printed_results_parse_back():
    for f, g in ((sp.sech(x), sp.sech(x)), (sp.exp(-(x**2)), sp.exp(-x) * STEP)):
        expr = solved(f, g).expr
        assert parse(str(expr), x, symbols=(t,)) == expr


def test_real_results_are_free_of_the_imaginary_unit_outside_real_parts():
    expr = solved(sp.exp(-(x**2)), sp.exp(-x) * sp.cos(2 * x) * STEP).expr
    assert expr.atoms(sp.re)
    assert not expr.replace(sp.re, lambda u: sp.Integer(1)).has(sp.I)


def test_rate_of_open_sign_is_a_question_or_a_condition():
    f, g = sp.erf(x), sp.exp(r * x) * STEP
    with pytest.raises(Undecided) as caught:
        solved(f, g)
    assert caught.value.question.canonical == (r < 0)
    answer = solved(f, g, collect=True)
    assert [condition.canonical for condition in answer.conditions] == [r < 0]
    with pytest.raises(DivergentIntegral):
        solved(f, sp.exp(a * x) * STEP)


@pytest.mark.parametrize(
    ("f", "g", "end"),
    [
        (x**2, 1 / (1 + x**2), "oo"),
        (sp.Abs(x), 1 / (1 + x**2), "oo"),
        (STEP, sp.erf(x), "oo"),
        (STEP / x, window(1, 0, 1), 0),
        (window(1, 0, 1), sp.coth(x), 0),
        (sp.tanh(x), STEP, "oo"),
    ],
)
def test_divergence_is_named(f, g, end):
    with pytest.raises(DivergentIntegral) as caught:
        solved(f, g)
    assert caught.value.end in (end, "-oo" if end == "oo" else t, x - t)
    assert caught.value.tails == (f, g)
    if end != "oo":
        return
    assert solved(f, g, principal_value=True) is None


@pytest.mark.parametrize(
    ("f", "g"),
    [
        (sp.exp(x**2), sp.exp(-(x**2))),
        (sp.exp(x**2), STEP),
        (sp.log(1 + x**2), 1 / (1 + sp.Abs(x))),
        (sp.log(1 + sp.Abs(x)), 1 / (1 + x**2) + 1 / (1 + sp.Abs(x))),
    ],
)
@pytest.mark.parametrize("op", ["convolve", "correlate"])
def test_divergence_without_an_antiderivative(f, g, op):
    with pytest.raises(DivergentIntegral) as caught:
        solved(f, g, op=op)
    assert "_t" not in str(caught.value)


def test_a_tail_that_converges_for_some_t_only_is_left_open():
    """∫_0^∞ e^{x²} e^{−(t − x)²} dx converges for t < 0 alone."""
    assert solved(sp.exp(x**2) * STEP, sp.exp(-(x**2))) is None


def test_slow_convergent_tails_are_not_called_divergent():
    assert solved(sp.log(1 + x**2), 1 / (1 + sp.Abs(x)) ** 2).certificate.status == "proved"
    assert solved(sp.log(1 + x**2) * sp.cos(x), 1 / (1 + sp.Abs(x))) is None


@pytest.mark.parametrize(
    ("f", "g"),
    [
        (sp.exp(-(x**2)), sp.log(1 + x**2)),
        (sp.sin(x) / x, sp.exp(-(x**2))),
        (sp.Function("f")(x), window(1, 0, 1)),
        (sp.tanh(x), window(x, 0, 1)),
        (sp.besselj(0, x) * STEP, STEP),
    ],
)
def test_other_kinds_are_left_to_others(f, g):
    assert solved(f, g) is None
