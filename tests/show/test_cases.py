from __future__ import annotations

import sympy

from symconv import box, convolve
from symconv.show.cases import cases_of

x, t = sympy.Symbol("x", real=True), sympy.Symbol("t", real=True)


def test_the_cases_cover_the_line_in_order():
    h = convolve(box(x, 0, 1), box(x, 0, 2), x, t)
    cases = cases_of(h, t)
    assert [case.low for case in cases] == [None, 0, 1, 2, 3]
    assert [case.high for case in cases] == [0, 1, 2, 3, None]
    assert [case.name for case in cases] == ["①", "②", "③", "④", "⑤"]
    for case in cases[1:-1]:
        middle = (case.low + case.high) / 2
        assert case.expr.subs(t, middle) == h.subs(t, middle)
    assert cases[1].where == "0 ≤ t < 1"
    assert cases[1].where_latex == r"0 \leq t < 1"
