"""What a signal is given: real, positive or whole numbers and expressions, read exactly.

A refusal names the signal, its argument, and what was expected. A variable that stands where a
parameter is expected, as in box(0, 1, x), is told by the argument, which then has no variable of
its own.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import isfinite
from typing import Any

import sympy
from sympy import Expr

from symconv.deciding.constants import is_real, sign
from symconv.errors import InvalidInput, Undecided
from symconv.exactnumbers import exact

__all__ = ["MAX_DEGREE", "ascending", "finite", "in_order", "order", "positive", "real"]

_STEPS = {
    ("box", "a"): "; step(b - x) is a box without a left end",
    ("box", "b"): "; step(x - a) is a box without a right end",
}
MAX_DEGREE = 100
"""Highest degree of bspline and order of impulse: above it the exact form fills pages."""


def in_order(function: str, argument: Expr, *parameters: Any) -> None:
    """Refuse an argument without a variable, and one whose variables are all parameters as well."""
    given = [argument, *parameters]
    held = [value.free_symbols if isinstance(value, sympy.Expr) else set() for value in given]
    if held[0] - set().union(*held[1:]):
        return
    if held[0]:
        names = ", ".join(sorted(map(str, held[0])))
        raise InvalidInput(f"{function}: {names} cannot be the variable and a parameter at once")
    places = [place for place, symbols in enumerate(held) if symbols]
    if not places:
        right = ", ".join(["x", *map(str, given[1:])])
        raise InvalidInput(f"{function}: the variable comes first, as in {function}({right})")
    last = max(places, key=lambda place: (_may_be_a_variable(given[place]), place))
    wrong = ", ".join(map(str, given))
    right = ", ".join(map(str, [given[last], *given[:last], *given[last + 1 :]]))
    raise InvalidInput(
        f"{function}: the variable comes first: {function}({right}), not {function}({wrong})"
    )


def _may_be_a_variable(value: Expr) -> bool:
    """Whether it is a symbol of which no more is said than that it is real."""
    usual = sympy.Symbol("x"), sympy.Symbol("x", real=True)
    return value.is_Symbol and any(value.assumptions0 == symbol.assumptions0 for symbol in usual)


def order(value: Any, function: str, name: str) -> int:
    """Read an integer from 0 to MAX_DEGREE; True and 2.0 are no integers."""
    whole = isinstance(value, int) and not isinstance(value, bool)
    if not whole and not isinstance(value, sympy.Integer):
        whole = _is_numpy_number(value) and hasattr(value, "__index__")
    else:
        whole = True
    if not whole or not 0 <= int(value) <= MAX_DEGREE:
        expected = f"an integer from 0 to {MAX_DEGREE}"
        raise InvalidInput(f"{function}: {name} must be {expected}, not {_short(value)}")
    return int(value)


def positive(value: Any, function: str, name: str) -> Expr:
    """Read a real number or expression that is not known to be 0 or less.

    Raises InvalidInput, or Undecided where the sign of a constant is open.
    """
    value = real(value, function, name)
    if value.is_positive is False or (value.is_number and _sign(value) <= 0):
        raise InvalidInput(f"{function}: {name} must be positive, not {value}")
    return value


def ascending(a: Expr, b: Expr, function: str) -> None:
    """Refuse end points that are not in order; what depends on symbols may be.

    Raises InvalidInput, or Undecided where the order of two constants is open.
    """
    distance = b - a
    if distance.is_negative or (distance.is_number and _sign(distance) < 0):
        raise InvalidInput(f"{function}: the end points must satisfy a <= b, not a = {a}, b = {b}")


def _sign(constant: Expr) -> int:
    found = sign(constant)
    if found is None:
        message = f"the sign of {constant} is below every precision tried; write a hidden 0 as 0"
        raise Undecided(message, question=sympy.Gt(constant, 0, evaluate=False))
    return found


def real(value: Any, function: str, name: str) -> Expr:
    """Read a number or expression that is not known to be complex."""
    value = finite(value, function, name)
    known = is_real(value) if value.is_number else value.is_extended_real
    if known is False:
        raise InvalidInput(f"{function}: {name} must be real, not {value}")
    if known is None and (value.is_number or _holds_complex_constant(value)):
        raise InvalidInput(f"{function}: {name} must be real; {value} is not known to be")
    return value


def _holds_complex_constant(value: Expr) -> bool:
    """Whether a constant in it is not known to be real: SymPy may compare it for ever."""
    parts = (part for part in sympy.preorder_traversal(value) if isinstance(part, Expr))
    return any(is_real(part) is not True for part in parts if part.is_number)


def finite(value: Any, function: str, name: str) -> Expr:
    """Read a number or expression exactly, a float as `exact_float` does."""
    if isinstance(value, str):
        raise InvalidInput(f"{function}: {name} is a str; use symconv.parse(text)")
    if isinstance(value, (float, Decimal)) and not isfinite(value):
        raise InvalidInput(f"{function}: {name} must be finite, not {value}")
    if isinstance(value, Decimal):
        return sympy.Rational(str(value))
    if isinstance(value, float):
        return exact(sympy.Float(value))
    if isinstance(value, Fraction):
        return sympy.Rational(value.numerator, value.denominator)
    if isinstance(value, int) and not isinstance(value, bool):
        return sympy.Integer(value)
    if _is_numpy_number(value):
        return finite(value.item(), function, name)
    if not isinstance(value, sympy.Expr):
        expected = "a real expression or number"
        raise InvalidInput(f"{function}: {name} must be {expected}, not {_short(value)}")
    if value.has(sympy.oo, -sympy.oo, sympy.zoo, sympy.nan):
        advice = _STEPS.get((function, name), "")
        raise InvalidInput(f"{function}: {name} must be finite, not {value}{advice}")
    return exact(value)


def _is_numpy_number(value: Any) -> bool:
    """Whether it is one number of numpy: arrays and lists are no signals."""
    return type(value).__module__ == "numpy" and getattr(value, "shape", None) == ()


def _short(value: Any) -> str:
    text = " ".join(repr(value).split())
    return text if len(text) <= 40 else text[:37] + "..."
