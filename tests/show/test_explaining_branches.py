"""Derivations of pairs that take each story, or none: what is displayed was verified."""

import pytest
import sympy
from sympy import Abs, DiracDelta, Heaviside, I, Piecewise, Rational, Symbol, exp, sqrt

from symconv import box
from symconv.errors import Undecided
from symconv.show import explain

x, t = Symbol("x", real=True), Symbol("t", real=True)
a, b = Symbol("a", positive=True), Symbol("b", positive=True)
BELL = exp(-(x**2))
TENT = Piecewise((1 - Abs(x), Abs(x) < 1), (0, True))

TOLD = {
    "cases with arms": (exp(-a * x) * Heaviside(x), exp(-b * x) * Heaviside(x)),
    "exact, complex": (exp(I * x) * box(x, 0, 1), box(x, 0, 2)),
    "sifting": (DiracDelta(x - 1, 2) + 3 * DiracDelta(x), BELL),
    "square": (BELL * x, exp(-2 * x**2 + x)),
    "square, widths": (exp(-a * x**2), exp(-b * x**2)),
    "by balls": (BELL, box(x, 0, 1)),
    "root": (sqrt(1 - x**2) * box(x, -1, 1), box(x, 0, 1)),
    "transform": (1 / (x**2 + 1), 1 / (x**2 + 4)),
    "complex transform": (exp(I * x) / (x**2 + 1), 1 / (x**2 + 4)),
    "whole line": (1 / (x**2 + 1), BELL),
    "mass beside a function": (DiracDelta(x) + BELL, BELL),
    "mass and break points": (DiracDelta(x - 1), BELL * Abs(x)),
    "zero": (BELL * 0, box(x, 0, 1)),
}


@pytest.mark.parametrize("name", TOLD)
@pytest.mark.parametrize("op", ["convolve", "correlate"])
def test_a_derivation_ends_in_the_closed_form_and_says_how_it_was_checked(name, op):
    f, g = TOLD[name]
    told = explain(f, g, x, t, op=op)
    assert told.checks
    written = told.to_text()
    said = " ".join(told.checks)
    verified = ("overlap" in said, "exact" in said, "balls" in said, "enclose" in said)
    assert any(verified) or "Certificate: proved" in said
    assert ("No steps are shown" in said) == ("By the method" in written)


def test_an_open_order_is_a_question_in_both_ways_of_telling():
    c = Symbol("c", real=True)
    with pytest.raises(Undecided):
        explain(box(x, 0, a), box(x, 0, b), x, t)
    with pytest.raises(Undecided):
        explain(BELL * box(x, 0, a), TENT * Heaviside(x - c + Rational(1, 2)), x, t)


def test_every_notation_of_a_branch_names_its_condition():
    told = explain(exp(-a * x) * Heaviside(x), exp(-b * x) * Heaviside(x), x, t)
    for text in (told.to_text(), told.to_markdown(), told.to_html(), told.to_latex()):
        assert sympy.sstr(a) in text
