"""Expressions as one line of text, as LaTeX, as MathML (drawn by the browser itself, no network)."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import sympy
from sympy.core.relational import Relational
from sympy.printing.mathml import MathMLPresentationPrinter
from sympy.printing.precedence import precedence
from sympy.printing.str import StrPrinter

__all__ = [
    "gathered","interval_latex", "interval_mathml", "interval_text", "latex", "mathml", "relation_text", "text"]

_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_GREEK = {
    name: chr(code)
    for name, code in zip(
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho "
        "_ sigma tau upsilon phi chi psi omega".split(),
        range(0x3B1, 0x3CA),
        strict=True,
    )
    if name != "_"
}
_RELATIONS = {"<": "<", "<=": "≤", ">": ">", ">=": "≥", "==": "=", "!=": "≠"}


class _Text(StrPrinter):
    """One line with the usual signs: (t + 1)(9 − t)/10, e^(−a t), √π."""

    def _print_Symbol(self, expr: Any) -> str:
        return _GREEK.get(expr.name, str(expr.name))

    _print_Dummy = _print_Symbol

    def _print_Pi(self, expr: Any) -> str:
        return "π"

    def _print_Exp1(self, expr: Any) -> str:
        return "e"

    def _print_ImaginaryUnit(self, expr: Any) -> str:
        return "i"

    def _print_Infinity(self, expr: Any) -> str:
        return "∞"

    def _print_NegativeInfinity(self, expr: Any) -> str:
        return "−∞"

    def _print_exp(self, expr: Any) -> str:
        return f"e^{self._exponent(expr.args[0])}"

    def _exponent(self, exponent: Any) -> str:
        if exponent.is_Symbol or (exponent.is_Integer and exponent.is_nonnegative):
            return str(self._print(exponent))
        return f"({self._print(exponent)})"

    def _print_Pow(self, expr: Any, rational: bool = False) -> str:
        base, exponent = expr.as_base_exp() if expr.exp.is_Rational else expr.args
        if exponent.is_Rational and exponent.is_negative:
            return str(self._print_Mul(expr))
        inner = self.parenthesize(base, precedence(expr), strict=False)
        if base is sympy.E:
            return f"e^{self._exponent(exponent)}"
        if exponent == sympy.Rational(1, 2):
            atom = base.is_Symbol or (base.is_Integer and base.is_positive) or base is sympy.pi
            return f"√{self._print(base)}" if atom else f"√({self._print(base)})"
        if exponent.is_Integer:
            return f"{inner}{str(exponent).translate(_RAISED)}"
        return f"{inner}^{self._exponent(exponent)}"

    def _print_Mul(self, expr: Any) -> str:
        """Quotient with one bar; a sign in front; factors side by side."""
        coefficient, rest = expr.as_coeff_Mul()
        sign = ""
        if coefficient.is_extended_negative:
            sign, expr = "-", -expr
        above, below = sympy.fraction(expr, exact=True)
        if expr.has(sympy.exp) or expr.has(sympy.E):
            above, below = _keep_exponentials_above(expr)
        upper = self._factors(above)
        if below == 1:
            return sign + upper
        lower = self._factors(below)
        if below.is_Mul or below.is_Add:
            lower = f"({lower})" if below.is_Mul else lower
        return f"{sign}{upper}/{lower}"

    def _factors(self, expr: Any) -> str:
        factors = list(expr.as_ordered_factors()) if expr.is_Mul else [expr]
        words = [
            self._print(factor) if len(factors) == 1 and not factor.is_Add
            else self.parenthesize(factor, precedence(sympy.Mul(2, sympy.Symbol("x"))), strict=False)
            for factor in factors
        ]
        line = str(words[0])
        for before, word in pairwise(words):
            line += word if _side_by_side(before, word) else f"·{word}"
        return line

    def _print_Abs(self, expr: Any) -> str:
        return f"|{self._print(expr.args[0])}|"

    def _print_conjugate(self, expr: Any) -> str:
        return f"conj({self._print(expr.args[0])})"

    def _print_DiracDelta(self, expr: Any) -> str:
        order = int(expr.args[1]) if len(expr.args) > 1 else 0
        primes = "′" * order if order < 4 else f"^({order})"
        return f"δ{primes}({self._print(expr.args[0])})"

    def _print_Heaviside(self, expr: Any) -> str:
        return f"H({self._print(expr.args[0])})"

    def _print_Relational(self, expr: Any) -> str:
        sign = _RELATIONS[expr.rel_op]
        return f"{self._print(expr.lhs)} {sign} {self._print(expr.rhs)}"

    def _print_And(self, expr: Any) -> str:
        return _chain(self, expr) or " and ".join(self._print(part) for part in expr.args)

    def _print_Piecewise(self, expr: Any) -> str:
        arms = [
            f"{self._print(value)} otherwise" if condition == sympy.true
            else f"{self._print(value)} for {self._print(condition)}"
            for value, condition in expr.args
        ]
        return "{" + ";  ".join(arms) + "}"


def _side_by_side(before: str, word: str) -> bool:
    """2t, 2(t + 1), (t + 1)(t + 2); but 2·sin(t), √2·t, t·(t + 1)."""
    if before.isdecimal():
        return word[0] in "(√" or len(word) == 1 or not word[:2].isalpha()
    return before[-1] == ")" and word[0] == "(" and before[0] == "("


def _keep_exponentials_above(expr: Any) -> tuple[Any, Any]:
    above, below = [], []
    for factor in sympy.Mul.make_args(expr):
        if factor.is_Rational:
            above.append(sympy.Integer(factor.p))
            below.append(sympy.Integer(factor.q))
        elif factor.is_Pow and factor.exp.is_Rational and factor.exp.is_negative:
            below.append(1 / factor)
        else:
            above.append(factor)
    return sympy.Mul(*above), sympy.Mul(*below)


def _chain(printer: Any, expr: Any) -> str | None:
    """a ≤ t < b for two bounds of one variable."""
    parts = _bounds(expr)
    if parts is None:
        return None
    low, below, variable, above, high = parts
    return (
        f"{printer._print(low)} {_RELATIONS[below]} {printer._print(variable)} "
        f"{_RELATIONS[above]} {printer._print(high)}"
    )


def _bounds(expr: Any) -> tuple[Any, str, Any, str, Any] | None:
    """(low, < or <=, variable, < or <=, high) of a conjunction of two bounds; else None."""
    parts = list(expr.args)
    if len(parts) != 2 or not all(isinstance(part, Relational) for part in parts):
        return None
    bounds = {}
    for part in parts:
        if part.rel_op in ("<", "<="):
            bounds["high"] = (part.lhs, part.rhs, part.rel_op)
        elif part.rel_op in (">", ">="):
            bounds["low"] = (part.lhs, part.rhs, "<" if part.rel_op == ">" else "<=")
    if len(bounds) != 2 or bounds["low"][0] != bounds["high"][0]:
        return None
    variable, low, below = bounds["low"]
    _, high, above = bounds["high"]
    return low, below, variable, above, high


def text(expr: Any) -> str:
    """The expression in one line of plain text."""
    return str(_Text().doprint(expr)).replace("-", "−")


def relation_text(relation: Any) -> str:
    """A relation or condition in one line."""
    return text(relation)


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
            found.appendChild(self.dom.createTextNode(child) if isinstance(child, str) else child)
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
        parts = _bounds(expr)
        if parts is None:
            return super()._print_And(expr)
        low, below, variable, above, high = parts
        return self._element(
            "mrow",
            self._print(low),
            self._element("mo", _RELATIONS[below]),
            self._print(variable),
            self._element("mo", _RELATIONS[above]),
            self._print(high),
        )


def mathml(expr: Any) -> str:
    """The inside of a <math> element."""
    printed = str(_MathML().doprint(expr.replace(sympy.exp, _Power)))
    printed = re.sub(r"<mfenced[^>]*>", "<mrow><mo>(</mo>", printed)
    printed = printed.replace("</mfenced>", "<mo>)</mo></mrow>").replace("<mo>-</mo>", "<mo>−</mo>")
    printed = re.sub(r"<mn>-", "<mo>−</mo><mn>", printed)
    return printed.replace("&ExponentialE;", "e").replace("&ImaginaryI;", "i")


def interval_text(t: Any, low: Any, high: Any) -> str:
    """−1 ≤ t < 2, t < −1, t ≥ 2; every t."""
    if low is None and high is None:
        return f"every {text(t)}"
    if low is None:
        return f"{text(t)} < {text(high)}"
    if high is None:
        return f"{text(t)} ≥ {text(low)}"
    return f"{text(low)} ≤ {text(t)} < {text(high)}"


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


def gathered(expr: Any) -> Any:
    """A product with one Piecewise as a Piecewise of products, which reads better."""
    if not expr.is_Mul:
        return expr
    inner = [factor for factor in expr.args if isinstance(factor, sympy.Piecewise)]
    if len(inner) != 1:
        return expr
    rest = sympy.Mul(*(factor for factor in expr.args if factor is not inner[0]))
    return sympy.Piecewise(*((value * rest, cond) for value, cond in inner[0].args), evaluate=False)
