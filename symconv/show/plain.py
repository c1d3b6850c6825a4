"""Expressions as one line of text: (t + 1)(9 − t)/10, e^(−a·t), √π."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import sympy
from sympy.core.relational import Relational
from sympy.printing.precedence import PRECEDENCE, precedence
from sympy.printing.str import StrPrinter

__all__ = ["RELATIONS", "bounds_of", "gathered", "interval_text", "text"]

_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_LETTERS = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho "
    "final_sigma sigma tau upsilon phi chi psi omega"
)
_GREEK = {name: chr(0x3B1 + place) for place, name in enumerate(_LETTERS.split())}
RELATIONS = {"<": "<", "<=": "≤", ">": ">", ">=": "≥", "==": "=", "!=": "≠"}


class _Text(StrPrinter):
    """One line with the usual signs: (t + 1)(9 − t)/10, e^(−a t), √π."""

    def _print_Symbol(self, expr: Any) -> str:
        return _GREEK.get(expr.name, str(expr.name))

    def _print_Dummy(self, expr: Any) -> str:
        return self._print_Symbol(expr)

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
        coefficient = expr.as_coeff_Mul()[0]
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
            self._print(factor)
            if len(factors) == 1 and not factor.is_Add
            else self.parenthesize(factor, PRECEDENCE["Mul"], strict=False)
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
        sign = RELATIONS[expr.rel_op]
        return f"{self._print(expr.lhs)} {sign} {self._print(expr.rhs)}"

    def _print_And(self, expr: Any) -> str:
        return _chain(self, expr) or " and ".join(self._print(part) for part in expr.args)

    def _print_Piecewise(self, expr: Any) -> str:
        arms = [
            f"{self._print(value)} otherwise"
            if condition == sympy.true
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
    parts = bounds_of(expr)
    if parts is None:
        return None
    low, below, variable, above, high = parts
    return (
        f"{printer._print(low)} {RELATIONS[below]} {printer._print(variable)} "
        f"{RELATIONS[above]} {printer._print(high)}"
    )


def bounds_of(expr: Any) -> tuple[Any, str, Any, str, Any] | None:
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


def interval_text(t: Any, low: Any, high: Any) -> str:
    """−1 ≤ t < 2, t < −1, t ≥ 2; every t."""
    if low is None and high is None:
        return f"every {text(t)}"
    if low is None:
        return f"{text(t)} < {text(high)}"
    if high is None:
        return f"{text(t)} ≥ {text(low)}"
    return f"{text(low)} ≤ {text(t)} < {text(high)}"


def gathered(expr: Any) -> Any:
    """A product with one Piecewise as a Piecewise of products, which reads better."""
    if not expr.is_Mul:
        return expr
    inner = [factor for factor in expr.args if isinstance(factor, sympy.Piecewise)]
    if len(inner) != 1:
        return expr
    rest = sympy.Mul(*(factor for factor in expr.args if factor is not inner[0]))
    return sympy.Piecewise(*((value * rest, cond) for value, cond in inner[0].args), evaluate=False)
