from __future__ import annotations

import sympy
from sympy import DiracDelta, Ne, Piecewise, exp

from symconv.show.layout import WIDTH, equation, layout

t, a, b = sympy.Symbol("t", real=True), *sympy.symbols("a b", positive=True)


def test_pieces_stand_below_each_other_with_conditions_in_one_column():
    lines = layout(Piecewise((t, (t >= 0) & (t < 1)), (2 - t, (t >= 1) & (t < 2)), (0, True)))
    assert lines == ["t       for 0 ≤ t < 1", "2 − t   for 1 ≤ t < 2", "0       otherwise"]


def test_masses_stand_last():
    lines = layout(Piecewise((1, t > 0), (0, True)) - 2 * DiracDelta(t - 1))
    assert lines[-1] == "− 2δ(t − 1)"


def test_arms_on_parameters_are_indented_blocks():
    inner = Piecewise((exp(-a * t), Ne(a, b)), (t, True))
    lines = layout(Piecewise((inner, t >= 0), (0, True)))
    assert lines[0] == "t ≥ 0:"
    assert lines[1].startswith("    ")
    assert "for a ≠ b" in lines[1]
    assert lines[-2:] == ["otherwise:", "    0"]


def test_no_line_is_wider_than_the_terminal():
    wide = sympy.Add(*(exp(-k * t) / (k * t**2 + a) for k in range(1, 30)))
    assert max(map(len, equation("(f ∗ g)(t)", wide))) <= WIDTH
    assert len(equation("h(t)", wide)) > 1
    assert equation("h(t)", t) == ["  h(t) = t"]
