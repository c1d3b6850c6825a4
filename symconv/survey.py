"""What an expression is made of, found in one walk and kept.

SymPy's `atoms`, `free_symbols`, `has` and `is_commutative` walk the expression once each, and the
checks at the door of an operator ask them all, of both functions, besides the sizes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sympy
from sympy.functions.elementary.piecewise import ExprCondPair

__all__ = ["MOST_BITS", "MOST_PARTS", "Survey", "float_bits", "survey"]

# Heads that bind no variable and commute if their arguments do; others are asked by SymPy.
_PLAIN: frozenset[type] = frozenset(
    (
        *(sympy.Symbol, sympy.Dummy, type(sympy.pi), type(sympy.E), type(sympy.I)),
        *(sympy.Add, sympy.Mul, sympy.Pow, sympy.Piecewise, ExprCondPair),
        *(sympy.And, sympy.Or, sympy.Not, type(sympy.true), type(sympy.false)),
        *(sympy.Ge, sympy.Gt, sympy.Le, sympy.Lt, sympy.Eq, sympy.Ne),
        *(sympy.exp, sympy.log, sympy.sin, sympy.cos, sympy.sinh, sympy.cosh, sympy.erf),
        *(sympy.Abs, sympy.sign, sympy.Max, sympy.Min, sympy.Heaviside, sympy.DiracDelta),
    )
)


MOST_BITS = 14_000  # what Python still prints: 4300 decimal digits
MOST_PARTS = 20_000  # beyond, the walk ends: a shared part counts every time it occurs


@dataclass(slots=True)
class Survey:
    """Counts and contents of an expression.

    `bits` is the size of its largest integer, or Float written out, `exponent` the largest integer
    exponent of anything but a number, `heads` the classes of its parts besides numbers; `plain`
    says that all of these are the usual ones, `roots` that an exponent is a fraction. With more
    than MOST_PARTS parts the contents are incomplete.
    """

    parts: int
    depth: int
    bits: int
    exponent: int
    symbols: set[Any]
    floats: set[Any]
    heads: set[type]
    plain: bool
    commutes: bool
    roots: bool


@lru_cache(maxsize=256)
def survey(expr: Any) -> Survey:
    """The survey of a SymPy expression, level by level."""
    heads: set[type] = set()
    symbols: set[Any] = set()
    floats: set[Any] = set()
    bits, largest, depth, parts, level = 0, 0, -1, 0, [expr]
    roots = False
    while level and parts <= MOST_PARTS:
        depth, parts = depth + 1, parts + len(level)
        below: list[Any] = []
        for part in level:
            if part.is_Number:
                if part.is_Rational:
                    bits = max(bits, part.p.bit_length(), part.q.bit_length())
                elif part.is_Float:
                    floats.add(part)
                    bits = max(bits, float_bits(part))
                else:
                    heads.add(type(part))  # infinities and NaN
                continue
            heads.add(type(part))
            if part.is_Symbol:
                symbols.add(part)
                continue
            if part.is_Pow:
                if part.args[1].is_Integer:
                    largest = max(largest, _exponent(part))
                elif part.args[1].is_Rational:
                    roots = True
            below += part.args
        level = below
    plain = heads <= _PLAIN and not level
    commutes = True
    for symbol in symbols:
        commutes = commutes and symbol.is_commutative
    if not plain and not level:
        symbols, commutes = expr.free_symbols, expr.is_commutative is not False
    return Survey(parts, depth, bits, largest, symbols, floats, heads, plain, commutes, roots)


def _exponent(power: Any) -> int:
    base, exponent = power.args
    return 0 if base.is_Rational else abs(int(exponent))


def float_bits(value: Any) -> int:
    """The bits of a finite Float before or behind the point, which an exact reading writes out."""
    _, _, exponent, length = value._mpf_
    return max(int(length) + max(int(exponent), 0), -int(exponent))
