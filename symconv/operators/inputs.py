"""What may be passed to the operators, checked once at the door."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import sympy

from symconv.errors import InvalidInput
from symconv.exactnumbers import exact

__all__ = ["as_expression", "check_keywords", "check_output", "check_variable", "exact"]

KINDS = ("line", "causal", "circular", "mellin")
FORMS = ("piecewise", "heaviside")
GRADES = ("enclosed", "proved")

_REAL = sympy.Symbol("x", real=True).assumptions0


def check_variable(x: Any) -> None:
    """x must be Symbol("x") or Symbol("x", real=True), of any name."""
    if not isinstance(x, sympy.Symbol):
        raise InvalidInput(f"the variable must be a Symbol, not {x!r}")
    extra = [
        name
        for name, value in x.assumptions0.items()
        if name != "commutative" and _REAL.get(name) != value
    ]
    if extra or x.is_commutative is False:
        raise InvalidInput(
            f"the variable {x} carries assumptions beyond real ({', '.join(sorted(extra))}); SymPy "
            f"has already simplified with them: use Symbol({x.name!r}, real=True)"
        )


def as_expression(value: Any, role: str) -> Any:
    """A function or number as a SymPy expression; a text is refused, never evaluated."""
    if isinstance(value, str):
        raise InvalidInput(f"{role} is a text; use symconv.parse(text)")
    if isinstance(value, sympy.Expr):
        return value
    if isinstance(value, (bool, sympy.logic.boolalg.Boolean)):
        raise InvalidInput(f"{role} is a truth value; expected a function of x such as Piecewise")
    if isinstance(value, (int, float, complex, Fraction)):
        return sympy.sympify(value)
    raise InvalidInput(f"{role} is a {type(value).__name__}; expected a SymPy expression")


def check_output(x: Any, t: Any, *functions: Any) -> Any:
    """t, by default x; a t inside f or g would be captured."""
    if t is None:
        return x
    if not isinstance(t, sympy.Symbol):
        raise InvalidInput(f"the output variable must be a Symbol, not {t!r}")
    if t != x:
        for f in functions:
            if t in f.free_symbols:
                raise InvalidInput(
                    f"the output variable {t} occurs in {f} and would be captured; choose another"
                )
    return t


def check_names(x: Any, *functions: Any) -> None:
    """The name of x must not occur with other assumptions inside f or g."""
    for f in functions:
        for symbol in f.free_symbols:
            if symbol.name == x.name and symbol != x:
                raise InvalidInput(
                    f"{f} holds {_described(symbol)}, but the variable is {_described(x)}: two "
                    "different symbols of one name; use the same object"
                )


def _described(symbol: Any) -> str:
    return str(sympy.srepr(symbol))


def check_keywords(kind: str, period: Any, certified: str, form: str) -> None:
    """kind, period, certified and form must be of the stated words."""
    for value, words, name in (
        (kind, KINDS, "kind"),
        (certified, GRADES, "certified"),
        (form, FORMS, "form"),
    ):
        if value not in words:
            raise InvalidInput(f"{name}={value!r}; expected one of {', '.join(map(repr, words))}")
    if (kind == "circular") != (period is not None):
        raise InvalidInput('kind="circular" and period=P go together')
    if period is not None and as_expression(period, "period").is_positive is not True:
        raise InvalidInput(f"period={period} must be known to be positive")
