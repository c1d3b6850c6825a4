"""Objects built without evaluation are the objects that SymPy's evaluation makes."""

import random

import pytest
import sympy
from flint import fmpq, fmpq_mpoly_ctx
from sympy import Abs, Heaviside, Piecewise, Rational, Symbol, cos, cosh, exp, pi, sin, sinh, sqrt

from symconv import box, convolution_power, convolve, correlate, parse
from symconv.errors import SymconvError
from symconv.writing.building import between, piecewise, polynomial, power, product, total
from symconv.writing.rationals import cost, moved, write_rational

X, T = Symbol("x", real=True), Symbol("t", real=True)
A = Symbol("a", positive=True)


def rebuilt(expr):
    """The same tree with every node made anew by its class, which evaluates.

    Only Piecewise does not: its evaluation drops lower bounds that earlier arms imply.
    """
    if not expr.args:
        return expr
    args = [rebuilt(arg) for arg in expr.args]
    return Piecewise(*args, evaluate=False) if expr.is_Piecewise else expr.func(*args)


def assert_canonical(expr):
    again = rebuilt(expr)
    assert again == expr
    assert sympy.srepr(again) == sympy.srepr(expr)
    assert hash(again) == hash(expr)


def rational(rng):
    return Rational(rng.randint(-6, 6), rng.choice((1, 1, 2, 3)))


def factor(rng):
    c = Rational(rng.choice((1, 2, 3, -1)), rng.choice((1, 2)))
    waves = (cos(c * X), sin(c * X + 1), sinh(c * X), cosh(X), exp(-X) * cos(2 * X), sin(pi * X))
    return rng.choice((1, 1, exp(-c * X), exp(c * X + 1), *waves, exp(-A * X), A, sqrt(2)))


def function(rng):
    value = (sum(rational(rng) * X**n for n in range(rng.randint(1, 4))) + 1) * factor(rng)
    low = rational(rng)
    kind = rng.randint(0, 3)
    if kind == 0:
        return value * Heaviside(X - low)
    if kind == 1:
        return exp(-3 * Abs(X)) * (1 + X)
    return Piecewise((value, (X >= low) & (X <= low + rng.choice((1, 2)))), (0, True))


@pytest.mark.parametrize("seed", range(40))
def test_answers_are_what_sympy_makes_of_them(seed):
    rng = random.Random(seed)
    f, g = function(rng), function(rng)
    for operator in (convolve, correlate):
        for form in ("piecewise", "heaviside"):
            try:
                answer = operator(f, g, X, T, form=form)
            except SymconvError:
                continue
            assert_canonical(answer)


@pytest.mark.parametrize("n", [2, 3, 6, 7, 12, 25, 26])
@pytest.mark.parametrize("window", [(0, 1), (-1, 2), (-Rational(1, 2), Rational(1, 2))])
def test_powers_of_a_box_are_what_sympy_makes_of_them(n, window):
    assert_canonical(convolution_power(box(X, *window), n, X, T))


def random_row(rng, degree):
    row = {n: fmpq(rng.randint(-4, 4), rng.choice((1, 1, 2, 7))) for n in range(degree + 1)}
    return {n: c for n, c in row.items() if c != 0} or {0: fmpq(1)}


def value_of(row, at):
    return sum(
        (Rational(int(c.p), int(c.q)) * at ** int(n) for n, c in row.items()),
        start=sympy.Integer(0),
    )


@pytest.mark.parametrize("seed", range(60))
def test_polynomials_are_the_sums_that_sympy_builds(seed):
    rng = random.Random(seed)
    row = random_row(rng, rng.randint(0, 9))
    assert sympy.srepr(polynomial(row, T)) == sympy.srepr(value_of(row, T))
    center = fmpq(rng.choice((-3, -1, 1, 2, 5)), rng.choice((1, 2)))
    about = T - Rational(int(center.p), int(center.q))
    assert sympy.srepr(polynomial(row, T, center)) == sympy.srepr(value_of(row, about))


@pytest.mark.parametrize("seed", range(60))
def test_the_written_polynomial_is_the_polynomial_and_no_longer_than_the_sum(seed):
    rng = random.Random(seed)
    roots = [rng.randint(-3, 3) for _ in range(rng.randint(1, 4))]
    expanded = sympy.Poly(
        sympy.expand(rational(rng) * sympy.prod(T - r for r in roots) + rng.choice((0, 0, 1))), T
    )
    row = {n: fmpq(int(c.p), int(c.q)) for (n,), c in expanded.terms() if c != 0}
    if not row:
        return
    for center in (fmpq(0), fmpq(2)):
        for factors in ([], [exp(-T)]):
            written = write_rational(row, factors, T, center)
            assert_canonical(written)
            assert sympy.expand(written - value_of(row, T) * sympy.Mul(*factors)) == 0
            if not factors and center == 0:
                assert sympy.count_ops(written) <= sympy.count_ops(value_of(row, T))


def test_costs_count_the_operations_of_the_written_sum():
    row = {0: fmpq(-1, 2), 1: fmpq(1), 2: fmpq(-3), 5: fmpq(2, 3)}
    # -1/2: minus, division; + t; - 3*t**2: minus, product, power; + 2*t**5/3: all three
    assert cost(row) == 3 + 2 + 0 + 3 + 3


def test_moving_the_centre_is_substitution():
    row = {0: fmpq(1), 3: fmpq(2, 3), 7: fmpq(-1)}
    assert (
        sympy.expand(value_of(moved(row, fmpq(5, 2)), T - Rational(5, 2)) - value_of(row, T)) == 0
    )


def test_factors_of_both_flint_types_agree():
    ring = fmpq_mpoly_ctx.get(("t",), "lex")
    t = ring.gens()[0]
    rng = random.Random(3)
    for _ in range(30):
        roots = [rng.randint(-4, 4) for _ in range(3)]
        poly = (t - roots[0]) * (2 * t - roots[1]) * (t**2 + roots[2])
        row = {mono[0]: c for mono, c in poly.to_dict().items()}
        written = write_rational(row, [], T, fmpq(0))
        unit, parts = poly.factor()
        again = Rational(int(unit.p), int(unit.q)) * sympy.prod(
            value_of({m[0]: c for m, c in part.to_dict().items()}, T) ** int(times)
            for part, times in parts
        )
        assert sympy.expand(written - again) == 0


def test_products_and_sums():
    assert sympy.srepr(product(fmpq(2), [T + 1])) == sympy.srepr(2 * T + 2)
    assert sympy.srepr(product(fmpq(-1, 2), [exp(-T), T])) == sympy.srepr(-T * exp(-T) / 2)
    assert sympy.srepr(product(fmpq(1), [T])) == sympy.srepr(T)
    assert sympy.srepr(power(T + 1, 3)) == sympy.srepr((T + 1) ** 3)
    assert sympy.srepr(total([T + 2, -exp(-T)])) == sympy.srepr(T + 2 - exp(-T))


def test_conditions_and_arms():
    low, high = sympy.Integer(1), A + 2
    assert sympy.srepr(between(T, low, high)) == sympy.srepr((T >= low) & (T < high))
    assert sympy.srepr(between(T, None, low)) == sympy.srepr(T < low)
    assert sympy.srepr(between(T, high, None)) == sympy.srepr(T >= high)
    assert between(T, None, None) is sympy.true
    assert between(T, low, high)._argset == ((T >= low) & (T < high))._argset
    arms = [(T, between(T, low, high)), (sympy.Integer(0), sympy.true)]
    assert sympy.srepr(piecewise(arms)) == sympy.srepr(Piecewise(*arms))
    assert piecewise([(T, sympy.true)]) == T


def test_built_functions_carry_what_sympy_stores_with_them():
    answer = convolve(exp(-X) * Heaviside(X), exp(-2 * X) * Heaviside(X), X, T)
    for node in answer.atoms(exp):
        assert node.nargs == exp(T).nargs
        assert node.is_commutative
        assert node.is_positive
    assert answer.is_commutative
    assert answer.diff(T).subs(T, 1) == -exp(-1) + 2 * exp(-2)


A_REAL = Symbol("a", real=True)
ENDS = [
    *(-1, 0, Rational(1, 2), 1, 2, sqrt(2), pi, exp(1) + 1, sqrt(2) + sqrt(3), A_REAL, -A_REAL),
    *(A_REAL - 1, 2 * A_REAL, A_REAL**2 + 1, A_REAL / 2),
]


@pytest.mark.parametrize("low", ENDS, ids=str)
def test_a_window_is_the_and_that_sympy_makes(low):
    low = sympy.sympify(low)
    for high in map(sympy.sympify, ENDS):
        if high != low and (high - low).is_positive is not False:
            made, evaluated = between(T, low, high), sympy.And(T >= low, T < high)
            assert made == evaluated
            assert made.args == evaluated.args


@pytest.mark.parametrize(
    ("low", "high"),
    [(sqrt(2), 3), (-A, A), (A - 4, 1), (pi - 3, 1), (1, pi)],
    ids=str,
)
def test_what_is_printed_of_irrational_ends_is_read_back(low, high):
    box_2 = exp(-X) * box(X, 0, 2)
    for f, g in ((X * box(X, low, high), box(X, 0, 1)), (box(X, low, high), box_2)):
        h = convolve(f, g, X, T, assuming=(A < 4,))
        assert parse(str(h), T, symbols=[A]) == h
