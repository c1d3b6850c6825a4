from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
import sympy

from symconv import box, parse
from symconv.errors import InvalidInput
from symconv.show import explain
from symconv.show.atoms import Between, Box, Expression, IntegralSign, Sign, beside
from symconv.show.derivation import Chain, Derivation, Heading, Sentence

x, t = sympy.Symbol("x", real=True), sympy.Symbol("t", real=True)


@pytest.fixture(scope="module")
def solution():
    return explain(box(x, -1, 2), parse("1 - abs(x)/5 for x > 0", x), x)


def test_boxes_keep_their_three_lines_level():
    sign = IntegralSign(x + t, x, sympy.Integer(-1), t)
    joined = beside([Box.of("h = "), sign.box()])
    assert len({len(joined.above), len(joined.line), len(joined.below)}) == 1
    assert joined.line.startswith("h = ")
    assert joined.above.index("t") == pytest.approx(joined.line.index("∫"), abs=1)
    assert "−1" in joined.below
    assert Box.of("a").lines() == ["a"]


def test_brackets_name_the_variable_and_limits():
    box_ = Between(x**2, x, sympy.Integer(0), sympy.oo).box()
    assert "x → ∞" in box_.above
    assert "x = 0" in box_.below


def test_a_chain_is_aligned_and_long_sums_are_broken():
    terms = tuple(Expression(t**k) for k in range(1, 40))
    wide = Derivation((Chain(Sign("h", "h", "<mi>h</mi>"), (terms,)),))
    assert max(map(len, wide.to_text().splitlines())) <= 100


def test_latex_is_balanced(solution):
    written = solution.to_latex()
    assert written.count("{") == written.count("}")
    opened, closed = (re.findall(rf"\\{word}\{{(\w+\*?)\}}", written) for word in ("begin", "end"))
    assert sorted(opened) == sorted(closed)
    assert written.count(r"\begin{aligned}") == written.count(r"\end{aligned}") > 3
    outside = re.sub(r"\$[^$]*\$|\\\[.*?\\\]", "", written, flags=re.S)
    assert not set(outside) & set("∗⋆−∞≤≥∫")


def test_html_is_well_formed(solution):
    page = solution.to_html()
    body = page[page.index("<body>") : page.index("</html>")]
    body = body.replace("&InvisibleTimes;", "").replace("&nbsp;", " ")
    assert len(list(ElementTree.fromstring(body).iter("math"))) > 5
    assert "http" not in page


def test_it_saves_by_the_ending(solution, tmp_path):
    parts = {".txt": "Case 2", ".tex": "aligned", ".md": "$$", ".html": "<math"}
    for ending, part in parts.items():
        path = solution.save(tmp_path / f"a{ending}")
        assert part in path.read_text(encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"\.txt, \.tex, \.md, \.html"):
        solution.save(tmp_path / "a.docx")


def test_words_are_escaped():
    strange = Derivation((Heading("a < b & c", 1), Sentence.of("1 < 2 & 50 %")))
    assert "a &lt; b &amp; c" in strange.to_html()
    assert r"\&" in strange.to_latex()
    assert r"\%" in strange.to_latex()
    assert "a < b & c" in strange.to_text()
