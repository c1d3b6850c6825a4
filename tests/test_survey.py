"""One walk finds what SymPy's own walks find."""

import pytest
import sympy
from sympy import DiracDelta, Function, Heaviside, Integral, Piecewise, Rational, Symbol, exp, sin

from symconv import Convolution, box
from symconv.survey import MOST_PARTS, survey

X, Y = Symbol("x", real=True), Symbol("y", real=True)
N = Symbol("n", commutative=False)

EXPRESSIONS = [
    X,
    sympy.Integer(5),
    Piecewise((X**2 + 0.25, (X >= 0) & (X < Rational(7, 3))), (0, True)),
    exp(-Y * X) * Heaviside(X) + 0.5 * DiracDelta(X - Y),
    Integral(sin(X * Y) + 1.5, (X, 0, 1)),
    sympy.Sum(X**Y, (X, 0, 3)),
    Function("u")(X) + sympy.pi,
    Convolution(box(X, 0, 1), Y * box(X, 0, 1), X, X),
    X * N + 1,
    Function("u", commutative=False)(X),
    sympy.oo * X,
]


@pytest.mark.parametrize("expr", EXPRESSIONS, ids=str)
def test_the_walk_finds_what_sympy_finds(expr):
    found = survey(expr)
    assert set(found.symbols) == expr.free_symbols
    assert found.floats == expr.atoms(sympy.Float)
    assert found.commutes == (expr.is_commutative is not False)
    parts = list(sympy.preorder_traversal(expr))
    assert found.parts == len(parts)
    assert found.heads == {type(part) for part in parts if not (part.is_Rational or part.is_Float)}


@pytest.mark.parametrize(
    ("expr", "depth", "bits", "exponent"),
    [
        (X, 0, 0, 0),
        (sin(sin(X)) + 1, 3, 1, 0),
        (X**12 + 2 ** (-X), 3, 4, 12),
        (1 / (1 + X) ** 7 + Rational(5, 1024), 3, 11, 7),
    ],
    ids=str,
)
def test_sizes(expr, depth, bits, exponent):
    found = survey(expr)
    assert (found.depth, found.bits, found.exponent) == (depth, bits, exponent)


def test_binding_heads_are_not_plain():
    assert survey(box(X, 0, 1) * exp(-X)).plain
    assert not survey(Integral(X * Y, (X, 0, 1))).plain
    assert not survey(Convolution(box(X, 0, 1), box(X, 0, 1), X, Y)).plain


def test_a_part_that_is_shared_again_and_again_is_not_walked_for_ever():
    expr = X
    for _ in range(40):
        expr = sympy.Add(sin(expr), exp(expr), evaluate=False)
    assert survey(expr).parts > MOST_PARTS
