"""Expressions as LaTeX and as MathML, which browsers draw by themselves, without a network."""

from __future__ import annotations

import html
import re
from typing import Any

import sympy
from sympy.printing.mathml import MathMLPresentationPrinter

from symconv.show.plain import RELATIONS, bounds_of

__all__ = ["interval_latex", "interval_mathml", "latex", "mathml"]


def latex(expr: Any) -> str:
    """LaTeX, in the subset that matplotlib also reads where the expression allows."""
    return str(sympy.latex(expr))


class _Power(sympy.Function):
    """e^u, which must not go below a fraction bar as SymPy's own exp does."""


class _MathML(MathMLPresentationPrinter):
    """SymPy's printer, with e^{-t} as a factor and not as 1/e^t."""

    def _element(self, tag: str, *children: Any) -> Any:
        """An element; texts among the children become text nodes."""
        found = self.dom.createElement(tag)
        for child in children:
            # SymPy's text nodes are written raw.
            plain = isinstance(child, str)
            found.appendChild(self.dom.createTextNode(html.escape(child)) if plain else child)
        return found

    def _bracketed(self, head: Any, *arguments: Any) -> Any:
        inside = [self._print(argument) for argument in arguments]
        return self._element(
            "mrow", head, self._element("mo", "("), *inside, self._element("mo", ")")
        )

    def _print__Power(self, expr: Any) -> Any:
        return self._element("msup", self._element("mi", "e"), self._print(expr.args[0]))

    def _print_Heaviside(self, expr: Any) -> Any:
        return self._bracketed(self._element("mi", "H"), expr.args[0])

    def _print_DiracDelta(self, expr: Any) -> Any:
        order = int(expr.args[1]) if len(expr.args) > 1 else 0
        head = self._element("mi", "δ")
        if order:
            mark = "′" * order if order < 4 else f"({order})"
            head = self._element("msup", head, self._element("mo", mark))
        return self._bracketed(head, expr.args[0])

    def _print_Piecewise(self, expr: Any) -> Any:
        """A table; its style draws the brace, for few fonts have one that stretches."""
        rows = []
        for value, condition in expr.args:
            words = [self._element("mtext", "otherwise")]
            if condition != sympy.true:
                words = [self._element("mtext", "for\u2002"), self._print(condition)]
            cells = (self._element("mtd", self._print(value)), self._element("mtd", *words))
            rows.append(self._element("mtr", *cells))
        table = self._element("mtable", *rows)
        table.setAttribute("columnalign", "left left")
        table.setAttribute("class", "cases")
        return table

    def _print_And(self, expr: Any) -> Any:
        parts = bounds_of(expr)
        if parts is None:
            return super()._print_And(expr)
        low, below, variable, above, high = parts
        return self._element(
            "mrow",
            self._print(low),
            self._element("mo", RELATIONS[below]),
            self._print(variable),
            self._element("mo", RELATIONS[above]),
            self._print(high),
        )


def mathml(expr: Any) -> str:
    """The inside of a <math> element."""
    printed = str(_MathML().doprint(expr.replace(sympy.exp, _Power)))
    printed = re.sub(r"<mfenced[^>]*>", "<mrow><mo>(</mo>", printed)
    printed = printed.replace("</mfenced>", "<mo>)</mo></mrow>").replace("<mo>-</mo>", "<mo>−</mo>")
    printed = re.sub(r"<mn>-", "<mo>−</mo><mn>", printed)
    return printed.replace("&ExponentialE;", "e").replace("&ImaginaryI;", "i")


def interval_latex(t: Any, low: Any, high: Any) -> str:
    """The same as LaTeX."""
    if low is None and high is None:
        return rf"{latex(t)} \in \mathbb{{R}}"
    if low is None:
        return f"{latex(t)} < {latex(high)}"
    if high is None:
        return rf"{latex(t)} \geq {latex(low)}"
    return rf"{latex(low)} \leq {latex(t)} < {latex(high)}"


def interval_mathml(t: Any, low: Any, high: Any) -> str:
    """The same as the inside of a <math> element."""
    if low is None and high is None:
        return f"{mathml(t)}<mo>∈</mo><mi>ℝ</mi>"
    if low is None:
        return f"{mathml(t)}<mo>&lt;</mo>{mathml(high)}"
    if high is None:
        return f"{mathml(t)}<mo>≥</mo>{mathml(low)}"
    return f"{mathml(low)}<mo>≤</mo>{mathml(t)}<mo>&lt;</mo>{mathml(high)}"
