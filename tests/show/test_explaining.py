from __future__ import annotations

import pytest
import sympy
from sympy import DiracDelta, Heaviside, exp, sin

from symconv import Convolution, box, parse
from symconv.errors import DivergentIntegral, InvalidInput, Undecided
from symconv.show import explain
from symconv.show.atoms import Between, IntegralSign
from symconv.show.derivation import Chain
from symconv.show.explaining import told_cases
from symconv.show.subject import subject_of

x, t = sympy.Symbol("x", real=True), sympy.Symbol("t", real=True)
a, b = sympy.symbols("a b", positive=True)
F, G = box(x, -1, 2), parse("1 - abs(x)/5 for x > 0", x)


def test_the_steps_of_a_signals_course():
    words = explain(F, G, x).to_text()
    places = [
        words.index(step)
        for step in (
            "f lives on [−1, 2], g on [0, ∞); so the result lives on [−1, ∞)",
            "turned over at 0",
            "it lives where x ≤ t",
            "t = −1, 2",
            "Case 1:  t < −1",
            "Nothing overlaps",
            "Case 2:  −1 ≤ t < 2",
            "They overlap where −1 < x < t",
            "Case 3:  t ≥ 2",
            "They overlap where −1 < x < 2",
            "Result",
            "Continuity: at t = −1 both pieces give 0; at t = 2 both pieces give 21/10",
            "Area: no check",
            "exactly",
        )
    ]
    assert places == sorted(places)


def test_correlation_is_told_without_the_flip():
    words = explain(F, G, x, op="correlate").to_text()
    assert "not turned over" in words
    assert "it lives where −t ≤ x" in words
    assert "t = −2, 1" in words
    assert "turned over at 0" not in words


def test_displayed_integrals_have_the_displayed_antiderivatives():
    seen = 0
    for op in ("convolve", "correlate"):
        for block in explain(exp(-2 * abs(x)), x * box(x, 0, 1), x, op=op).blocks:
            if isinstance(block, Chain) and len(block.rights) == 3:
                integrals = [a for a in block.rights[0] if isinstance(a, IntegralSign)]
                brackets = [a for a in block.rights[1] if isinstance(a, Between)]
                for integral, bracket in zip(integrals, brackets, strict=True):
                    assert (integral.lower, integral.upper) == (bracket.lower, bracket.upper)
                    gap = sympy.expand(bracket.primitive.diff(x) - integral.integrand)
                    assert sympy.simplify(gap) == 0
                    seen += 1
    assert seen >= 6


def test_areas_and_jumps_are_checked():
    solution = explain(2 * DiracDelta(x - 1) + box(x, 0, 1), x * box(x, 0, 1), x)
    words = " ".join(solution.to_text().split())
    assert "Area: ∫ h = 3/2 = 3 · 1/2" in words
    assert "the result jumps by −2" in words
    assert "The point masses pick out 2t − 2" in words


@pytest.mark.parametrize(
    ("f", "g", "title"),
    [
        (exp(-(x**2)), x * exp(-(x**2)), "Complete the square"),
        (1 / (1 + x**2), 1 / (1 + x**2), "Transform"),
        (exp(-(x**2)), box(x, 0, 1), "One case"),
        (sin(x) / x, sin(x) / x, "Come back"),
        (exp(-(x**2)), sin(x), "They overlap for every x"),
        (DiracDelta(x - 1), exp(-(x**2)), "Point masses pick out values"),
        (sympy.erf(x), exp(-(x**2)), "every t"),
        (exp(-(x**2)) * DiracDelta(x - 2), sympy.tanh(x), "Point masses pick out values"),
    ],
    ids=str,
)
def test_other_methods_have_their_own_short_story(f, g, title):
    solution = explain(f, g, x)
    words = solution.to_text()
    assert title in words
    assert solution.checks
    assert "exactly." not in words


def test_symbolic_parameters():
    words = explain(exp(-a * x) * Heaviside(x), exp(-b * x) * Heaviside(x), x).to_text()
    assert "≠" in words
    assert "Area: ∫ h = 1/(a·b)" in words
    with pytest.raises(Undecided) as caught:
        explain(box(x, 0, a), box(x, 0, b), x)
    assert caught.value.question is not None
    assert "Case 5" in explain(box(x, 0, a), box(x, 0, b), x, assuming=(a < b,)).to_text()


def test_every_notation_says_the_same_result():
    solution = explain(F, G, x)
    assert r"\int_{-1}^{t}" in solution.to_latex()
    assert "$$" in solution.to_markdown()
    assert "<munderover>" in solution.to_html()
    assert solution._repr_latex_() == solution.to_latex()
    assert "<math" in solution._repr_html_()


def test_a_node_and_refusals():
    assert str(explain(Convolution(F, G, x, t))) == str(explain(F, G, x, t))
    with pytest.raises(DivergentIntegral):
        explain(G, G, x, op="correlate")
    with pytest.raises(InvalidInput):
        explain("box", G, x)


def test_told_cases_are_empty_where_nothing_is_told_by_cases():
    assert len(told_cases(subject_of(F, G, x))) == 3
    assert told_cases(subject_of(exp(-a * x) * Heaviside(x), exp(-b * x) * Heaviside(x), x)) == []


def test_a_causal_node_is_told_with_both_functions_cut_at_0():
    node = Convolution(exp(-x), exp(-2 * x), x, t, kind="causal")
    told = explain(node)
    assert "They overlap where 0 < x < t." in str(told)
    step = Heaviside(x)
    assert told.checks == explain(exp(-x) * step, exp(-2 * x) * step, x, t).checks


@pytest.mark.parametrize(
    ("kind", "period", "advice"),
    [("circular", 2, "one period of f"), ("mellin", None, "substitute x = e\\^u")],
)
def test_other_kinds_say_what_to_show_instead(kind, period, advice):
    node = Convolution(exp(-x), exp(-x), x, t, kind=kind, period=period)
    with pytest.raises(InvalidInput, match=f"kind='{kind}' is not shown; .*{advice}"):
        explain(node)


def test_improper_convergence_is_said():
    improper = explain(sin(x) / x, sympy.cos(x / 2), x)
    assert any("improper" in check for check in improper.checks)
    assert not any("improper" in check for check in explain(F, F, x).checks)
