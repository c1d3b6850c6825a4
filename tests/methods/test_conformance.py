"""What every method of the registry has to do, run on its own examples."""

from __future__ import annotations

import pickle

import pytest
from sympy import Rational, Symbol

from symconv import Convolution, CrossCorrelation, convolve, parse
from symconv.closedform import ENCLOSED, PROVED
from symconv.enclosure import enclose_convolution, enclose_expr, overlaps
from symconv.errors import InvalidInput, Unresolved
from symconv.methods import methods

X, T = Symbol("x", real=True), Symbol("t", real=True)
POINTS = (Rational(-9, 7), Rational(5, 13), Rational(17, 7), Rational(61, 9))
EXAMPLES = [(m.NAME, f, g) for m in methods() for f, g in m.EXAMPLES]


def balls(h, f, g, op):
    """Pairs of balls of the answer and of the defining integral, where both can be had."""
    found = []
    for point in POINTS:
        try:
            integral = enclose_convolution(f, g, X, point, bits=80, op=op)
            found.append((enclose_expr(h, {T: point}, 80), integral))
        except (Unresolved, InvalidInput):
            continue
    return found


NOT_ENCLOSED = {
    "sifting": "point masses have no values",
    "reproducing sinc": "slow tails of Bessel functions: test_reproducing.py uses quadrature",
}


def test_the_registry_is_in_order_and_complete():
    found = methods()
    assert [m.ORDER for m in found] == sorted({m.ORDER for m in found})
    for module in found:
        assert module.FAMILIES
        assert module.EXAMPLES
        assert module.__doc__


@pytest.mark.parametrize(("name", "first", "second"), EXAMPLES)
def test_examples(name, first, second):
    f, g = parse(first, X), parse(second, X)
    answer = Convolution(f, g, X, T).closed_form()
    assert answer.method == name
    assert answer.certificate.status in (PROVED, ENCLOSED)
    assert any(str(h).split(":")[0] in ("absolute", "improper", "principal value")
               for h in answer.hypotheses)  # fmt: skip
    assert parse(str(answer.expr), T) == answer.expr
    assert pickle.loads(pickle.dumps(answer)).expr == answer.expr
    found = balls(answer.expr, f, g, "convolve")
    assert found or name in NOT_ENCLOSED
    assert all(overlaps(*pair) for pair in found)


@pytest.mark.parametrize(("name", "first", "second"), EXAMPLES)
def test_correlation_and_translation(name, first, second):
    f, g = parse(first, X), parse(second, X)
    try:
        h = CrossCorrelation(f, g, X, T).doit()
    except ArithmeticError:
        return
    assert all(overlaps(*pair) for pair in balls(h, f, g, "correlate"))
    moved = convolve(f, g.subs(X, X - 2), X, T)
    straight = convolve(f, g, X, T)
    for point in POINTS:
        try:
            left = enclose_expr(moved, {T: point + 2}, 80)
            right = enclose_expr(straight, {T: point}, 80)
        except (Unresolved, InvalidInput):
            continue
        assert overlaps(left, right)
