"""The story by balls accepts what is right and refuses lies."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sympy
from sympy import Heaviside, exp, sqrt

from symconv import box
from symconv.algebra.signs import Facts
from symconv.show.enclosed import agrees, cases_by_balls, inner_points
from symconv.show.exactly import NotShown
from symconv.show.subject import subject_of

x = sympy.Symbol("x", real=True)
PAIRS = [
    (exp(-(x**2)), box(x, 0, 1)),
    (1 / (1 + x**2), box(x, -1, 1)),
    (Heaviside(x) / sqrt(x), box(x, 0, 1)),
]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: str(pair[0]))
@pytest.mark.parametrize("op", ["convolve", "correlate"])
def test_every_case_is_the_closed_form(pair, op):
    subject = subject_of(*pair, x, None, op)
    t = subject.problem.t
    for case in cases_by_balls(subject, Facts()):
        for point in inner_points(case.low, case.high, {}):
            shown = sympy.N(sympy.sympify(case.value).subs(t, point))
            assert shown == pytest.approx(float(subject.answer.expr.subs(t, point)), abs=1e-12)
        for overlap in case.overlaps:
            if overlap.primitive is not None:
                gap = sympy.simplify(overlap.primitive.diff(x) - overlap.integrand)
                assert gap == 0


def test_a_wrong_answer_is_refused():
    subject = subject_of(*PAIRS[0], x)
    wrong = replace(subject.answer, expr=subject.answer.expr + sympy.Rational(1, 10**12))
    with pytest.raises(NotShown, match="not proved to agree"):
        cases_by_balls(replace(subject, answer=wrong), Facts())


def test_a_forgotten_flip_is_refused():
    right = subject_of(exp(-((x - 1) ** 2)), box(x, 0, 1), x)
    other = subject_of(exp(-((x - 1) ** 2)), box(x, 0, 1), x, None, "correlate")
    with pytest.raises(NotShown):
        cases_by_balls(replace(other, answer=right.answer), Facts())


def test_agrees_tells_numbers_apart():
    from flint import acb

    assert agrees(acb(2), sympy.Integer(2), {})
    assert not agrees(acb(2), sympy.Integer(3), {})


def test_points_lie_inside_for_drawn_parameters():
    a = sympy.Symbol("a", positive=True)
    for low, high in ((None, a), (a, None), (a, 2 * a), (None, None)):
        for point in inner_points(low, high, {a: sympy.Rational(5, 7)}):
            assert low is None or point > sympy.Rational(5, 7)
            assert high is None or point < (10 if high != a else 5) / sympy.Integer(7)
