"""MathML is well-formed and says what the expression says."""

from __future__ import annotations

import html
from xml.etree import ElementTree

import pytest
import sympy
from sympy import DiracDelta, Heaviside, Piecewise, exp, pi, sqrt

from symconv.show.markup import interval_latex, interval_mathml, latex, mathml

t = sympy.Symbol("t", real=True)


def tree(written: str) -> ElementTree.Element:
    plain = html.unescape(written.replace("&lt;", "\u2039"))
    return ElementTree.fromstring(f"<math>{plain}</math>")


def words(written: str) -> str:
    return "".join(tree(written).itertext()).replace("\u2062", "")


@pytest.mark.parametrize(
    "expr",
    [
        (t + 1) * (9 - t) / 10,
        3 * exp(-t) / 4 - exp(-t - 1),
        Piecewise((t, (t >= 0) & (t < 1)), (sqrt(pi), True)),
        2 * DiracDelta(t - 1, 1) + Heaviside(t),
        sympy.Abs(t) + sympy.erf(t / 2),
        sympy.conjugate(sympy.Symbol("c")),
    ],
    ids=str,
)
def test_it_is_well_formed_without_entities_of_html_only(expr):
    assert len(list(tree(mathml(expr)).iter())) > 1


def test_exponentials_stay_above_the_bar():
    fractions = list(tree(mathml(3 * exp(-t) / 4)).iter("mfrac"))
    assert len(fractions) == 1
    assert "".join(fractions[0][1].itertext()) == "4"


def test_cases_have_their_conditions():
    written = mathml(Piecewise((t, (t >= 0) & (t < 1)), (0, True)))
    rows = list(tree(written).iter("mtr"))
    found = ["".join(row.itertext()) for row in rows]
    assert found == ["tfor\u20020≤t\u20391", "0otherwise"]


def test_delta_and_its_derivative_are_told_apart():
    assert words(mathml(DiracDelta(t))) == "δ(t)"
    assert words(mathml(DiracDelta(t, 1))) == "δ′(t)"


def test_intervals():
    assert words(interval_mathml(t, sympy.Integer(-1), None)) == "t≥−1"
    assert interval_latex(t, sympy.Integer(0), sympy.Integer(1)) == r"0 \leq t < 1"
    assert interval_latex(t, None, None) == r"t \in \mathbb{R}"
    assert latex(sqrt(t)) == r"\sqrt{t}"
