"""Exact and correctly rounded arrays: from fractions, and from expressions at points."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import sympy

from symconv.errors import Unresolved
from symconv.numeric import round_exact
from symconv.numeric.doubles import locate
from symconv.numeric.pieces import slice_expression
from symconv.numeric.targets import target_of
from symconv.reference.keys import RATIONAL

__all__ = ["exact_text", "round_up", "rounded_fractions", "rounded_values", "texts"]

_KEPT_BITS = 16
_LEAST_EXPONENT = -1074


def rounded_values(
    expr: sympy.Expr, x: sympy.Symbol, points: Sequence[Fraction], form: dict[str, Any]
) -> Any:
    """expr at the points in the wanted format; a decimal or rational array is one of texts.

    Raises Unresolved, InvalidInput.
    """
    if form.get("dtype") == RATIONAL:
        return texts([exact_text(value) for value in _exact_values(expr, x, points)])
    if "digits" in form:
        decimals = round_exact(expr, x, list(points), digits=form["digits"], timeout=math.inf)
        return texts([str(value) for value in decimals])
    values = np.asarray(
        round_exact(expr, x, list(points), np.dtype(form["dtype"]), timeout=math.inf)
    )
    return values + values.dtype.type(0)  # one zero: -0 + 0 is 0


def _exact_values(
    expr: sympy.Expr, x: sympy.Symbol, points: Sequence[Fraction]
) -> list[sympy.Expr]:
    """The values themselves, where all of them are rational (or complex with rational parts)."""
    pieces = slice_expression(expr, x)
    where = np.empty(len(points), dtype=object)
    where[:] = list(points)
    index, at_break = locate(pieces, where)
    values = []
    for point, i, hit in zip(points, index.tolist(), at_break.tolist(), strict=True):
        place = sympy.Rational(point.numerator, point.denominator)
        number = pieces.values[i] if hit else pieces.arms[i].subs(x, place)
        number = sympy.expand(number)
        if not all(part.is_Rational for part in number.as_real_imag()):
            raise Unresolved(f"the value at {point} is {number}, not rational", point=point)
        values.append(number)
    return values


def exact_text(value: Any) -> str:
    """A rational number, real or complex, as a text that symconv.parse reads."""
    return str(value)


def texts(entries: Sequence[str]) -> Any:
    """The texts as a NumPy array."""
    return np.array(list(entries), dtype=np.str_)


def rounded_fractions(
    real: Sequence[Fraction], imaginary: Sequence[Fraction] | None, dtype: str
) -> Any:
    """Exact numbers rounded to nearest, ties to even; the parts of complex ones apart."""
    target, kind, apart = target_of(np.dtype(dtype), None)
    values = [target.of_exact(value) for value in real]
    if apart:
        parts = [Fraction(0)] * len(values) if imaginary is None else imaginary
        pairs = zip(values, (target.of_exact(value) for value in parts), strict=True)
        values = [complex(re, im) for re, im in pairs]
    return np.array(values, dtype=kind)


def round_up(value: Fraction) -> float:
    """The least double of 16 significant bits that is not below a value from 0 on.

    So coarse, a bound says what it has to say, and the last bits of the machine's exp and sqrt,
    which enter some bounds, do not show in a file.
    """
    if value == 0:
        return float(0)
    exponent = value.numerator.bit_length() - value.denominator.bit_length() - _KEPT_BITS
    scale = Fraction(2) ** max(exponent, _LEAST_EXPONENT)
    try:
        return float(math.ceil(value / scale) * scale)
    except OverflowError:
        return math.inf
