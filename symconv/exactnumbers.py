"""Where flint's and SymPy's numbers meet, by integers p and q and never through floats.

Under SymPy's Python ground types `sympify(fmpq(1, 3))` is 0.333…; hence this module.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import sympy
from flint import arb, fmpq, fmpz

from symconv.errors import Unresolved
from symconv.survey import MOST_PARTS, survey

_reduced = getattr(sympy.Rational, "from_coprime_ints", sympy.Rational)  # since SymPy 1.14
_LARGEST_EXPONENT = 10_000_000
_SMALL = {n: sympy.Integer(n) for n in range(-64, 65)}

__all__ = ["dyadic", "exact", "from_fmpq", "from_int", "shortest_decimal", "to_fmpq"]


def to_fmpq(value: Any) -> fmpq:
    """An int, Fraction, or SymPy Rational as fmpq."""
    if isinstance(value, sympy.Rational):
        return fmpq(int(value.p), int(value.q))
    if isinstance(value, fmpq):
        return value
    if isinstance(value, (int, fmpz)):
        return fmpq(value)
    if isinstance(value, Fraction):
        return fmpq(value.numerator, value.denominator)
    raise TypeError(f"not an exact rational: {value!r}")


def dyadic(value: arb) -> fmpq:
    """The rational m·2^e that an exact ball is.

    Raises Unresolved where e has seven digits or more: Arb holds exp(exp(1000)) in a few words,
    its rational does not fit into memory.
    """
    mantissa, exponent = value.man_exp()
    if abs(int(exponent)) > _LARGEST_EXPONENT:
        raise Unresolved(f"the number has a binary exponent beyond {_LARGEST_EXPONENT}")
    return fmpq(int(mantissa)) * fmpq(2) ** int(exponent)


def from_fmpq(value: fmpq) -> Any:
    """The SymPy Rational of an fmpq."""
    p, q = int(value.p), int(value.q)
    return from_int(p) if q == 1 else _reduced(p, q)


def from_int(value: int) -> Any:
    """The SymPy Integer of an int; small ones are made once, as in Python."""
    small = _SMALL.get(value)
    return sympy.Integer(value) if small is None else small


def exact(expr: Any) -> Any:
    """The expression with every Float read as the shortest decimal that round-trips."""
    found = survey(expr)
    floats = found.floats if found.parts <= MOST_PARTS else expr.atoms(sympy.Float)
    return expr.xreplace({value: shortest_decimal(value) for value in floats}) if floats else expr


def shortest_decimal(value: Any) -> Any:
    """The shortest decimal that rounds to the SymPy Float at its own precision, as Rational.

    0.2 is 1/5; 0.1 + 0.2 stays 0.30000000000000004. Infinities and NaN are returned as they are.
    """
    if not value.is_finite:
        return value
    precision = value._prec
    if precision == 53:
        return sympy.Rational(repr(float(value)))
    exact = sympy.Rational(value)
    digits = 1
    while True:
        decimal = _to_digits(exact, digits)
        if sympy.Float(decimal, precision=precision) == value:
            return decimal
        digits += 1


def _to_digits(exact: Any, digits: int) -> Any:
    """A rational rounded to so many significant decimal digits."""
    if exact == 0:
        return exact
    place = (
        digits - len(str(int(abs(exact)))) if abs(exact) >= 1 else digits + _leading_zeros(exact)
    )
    scale = sympy.Integer(10) ** place
    return sympy.Rational(round(Fraction(int((exact * scale).p), int((exact * scale).q)))) / scale


def _leading_zeros(exact: Any) -> int:
    """The zeros between the decimal point and the first digit of |exact| < 1."""
    zeros = 0
    while abs(exact) * 10 ** (zeros + 1) < 1:
        zeros += 1
    return zeros
