"""What may be passed to the operators, checked once at the door."""

from __future__ import annotations

import math
from collections.abc import Iterable
from numbers import Number
from typing import Any

import sympy
from sympy.core.relational import Relational
from sympy.functions.special.polynomials import OrthogonalPolynomial
from sympy.logic.boolalg import Boolean
from sympy.matrices.expressions.matexpr import MatrixElement

from symconv.deciding import constants
from symconv.errors import InvalidInput
from symconv.exactnumbers import exact
from symconv.listing import listed, shown
from symconv.survey import MOST_BITS, MOST_PARTS, Survey, survey

__all__ = [
    "as_expression",
    "check_flags",
    "check_keywords",
    "check_names",
    "check_output",
    "check_symbols",
    "check_timeout",
    "check_variable",
    "check_word",
    "exact",
    "positive_timeout",
    "relations",
    "replaced",
    "shown",
    "timeout_of_a_call",
]

_RELATIONS = "relations between parameters, such as (a < b, Ne(a, b))"
KINDS = ("line", "causal", "circular", "mellin")
FORMS = ("piecewise", "heaviside")
GRADES = ("enclosed", "proved")

_LARGEST_EXPONENT = 10_000
_LARGEST_ORDER = 200  # of a polynomial that SymPy writes out
_DEEPEST = 150

_REAL = sympy.Symbol("x", real=True).assumptions0
_USUAL = (_REAL, sympy.Symbol("x").assumptions0)


def check_variable(x: Any) -> None:
    """x must be Symbol("x") or Symbol("x", real=True), of any name."""
    if not isinstance(x, sympy.Symbol):
        raise InvalidInput(f"the variable must be a Symbol, not {shown(x)}")
    stated = x.assumptions0
    if stated in _USUAL:
        return
    extra = [
        name for name, value in stated.items() if name != "commutative" and _REAL.get(name) != value
    ]
    if extra or x.is_commutative is False:
        raise InvalidInput(
            f"the variable {x} carries assumptions beyond real ({', '.join(sorted(extra))}); SymPy "
            f"has already simplified with them: use Symbol({x.name!r}, real=True)"
        )


def check_symbols(value: Any, what: str = "the variable") -> None:
    """A variable is a Symbol, several are a tuple of Symbols: the first question of every call."""
    several = isinstance(value, tuple | list | sympy.Tuple)
    if several and not value:
        raise InvalidInput(f"{what} is empty; expected a symbol or a tuple of symbols")
    for symbol in value if several else (value,):
        if not isinstance(symbol, sympy.Symbol):
            raise InvalidInput(f"{what} must be a Symbol, not {shown(symbol)}")


def as_expression(value: Any, role: str) -> Any:
    """A function or number as a SymPy expression; a text is refused, never evaluated."""
    if isinstance(value, str):
        raise InvalidInput(f"{role} is a text; use symconv.parse(text)")
    if isinstance(value, sympy.Expr):
        found = _sized(value, role)
        _refuse_strange(value, found, role)
        if not found.commutes:
            raise InvalidInput(f"{role} holds symbols that do not commute: {value}")
        return value
    if isinstance(value, (bool, Boolean)):
        raise InvalidInput(f"{role} is a truth value; expected a function of x such as Piecewise")
    if isinstance(value, Number):
        return sympy.sympify(value)
    raise InvalidInput(f"{role} is a {type(value).__name__}; expected a SymPy expression")


_STRANGE = {
    sympy.Order: "write the function without it, as .removeO() does",
    MatrixElement: "write a symbol for the element",
    sympy.AccumBounds: "expected finite coefficients and break points",
    sympy.Limit: "write its value, as .doit() finds it",
    type(sympy.nan): "expected finite coefficients and break points",
    type(sympy.zoo): "expected finite coefficients and break points",
}


def _refuse_strange(value: Any, found: Survey, role: str) -> None:
    """What has no value for a real x, wherever it stands."""
    if found.plain:
        return
    for head, advice in _STRANGE.items():
        if head in found.heads:
            parts = value.atoms(head)
            raise InvalidInput(f"{role} holds {parts.pop() if parts else head.__name__}; {advice}")
    if sympy.IndexedBase in found.heads:
        elements = {element: sympy.Dummy() for element in value.atoms(sympy.Indexed)}
        for base in value.xreplace(elements).atoms(sympy.IndexedBase):
            raise InvalidInput(f"{role} holds {base} without an index; write an element, {base}[1]")
    if value.is_infinite:
        raise InvalidInput(f"{role} is {value}; expected finite values")


def _sized(value: Any, role: str) -> Survey:
    """Refuse what a single step of SymPy would not get through; counted before any such step."""
    try:
        found = survey(value)
    except RecursionError:
        raise InvalidInput(f"{role} is nested deeper than {_DEEPEST} levels") from None
    if found.parts > MOST_PARTS:
        raise InvalidInput(f"{role} has more than {MOST_PARTS} parts")
    if found.depth > _DEEPEST:
        raise InvalidInput(f"{role} is nested deeper than {_DEEPEST} levels")
    if found.bits > MOST_BITS:
        raise InvalidInput(f"{role} holds a number of {found.bits} bits (limit {MOST_BITS})")
    if found.exponent > _LARGEST_EXPONENT:
        raise InvalidInput(
            f"{role}: the exponent {found.exponent} is too large (limit {_LARGEST_EXPONENT})"
        )
    for family in () if found.plain else value.atoms(OrthogonalPolynomial):
        order = family.args[0]
        if order.is_Integer and order > _LARGEST_ORDER:
            raise InvalidInput(f"{role}: the order {order} is too large (limit {_LARGEST_ORDER})")
    return found


def replaced(value: Any, change: dict[Any, Any], role: str = "") -> Any:
    """An expression in other, real, symbols.

    InvalidInput where it has no meaning for these, as DiracDelta(x + I) has none for real x.
    """
    try:
        return value.xreplace(change)
    except (TypeError, ValueError) as error:
        said = " ".join(str(error).split())
        for old, new in change.items():
            said = said.replace(str(new), str(old))
        names = ", ".join(str(old) for old in change if value.has(old))
        place = f"{role}: " if role else ""
        raise InvalidInput(f"{place}{value} has no meaning for real {names}: {said}") from None


def check_output(x: Any, t: Any, *functions: Any) -> Any:
    """t, by default x; a t inside f or g would be captured, under any assumptions."""
    if t is None:
        return x
    if not isinstance(t, sympy.Symbol):
        raise InvalidInput(f"the output variable must be a Symbol, not {shown(t)}")
    if t.is_extended_real is False or t.is_commutative is False:
        raise InvalidInput(f"the output variable {t} must be real: Symbol({t.name!r}, real=True)")
    for f in functions if t != x else ():
        if any(symbol.name == t.name and symbol != x for symbol in survey(f).symbols):
            raise InvalidInput(
                f"the output variable {t} occurs in {f} and would be captured; choose another"
            )
    return t


def check_names(x: Any, *functions: Any) -> None:
    """The name of x must not occur with other assumptions inside f or g."""
    for f in functions:
        for symbol in survey(f).symbols:
            if symbol.name == x.name and symbol != x:
                raise InvalidInput(
                    f"{f} holds {_described(symbol)}, but the variable is {_described(x)}: two "
                    "different symbols of one name; use the same object"
                )


def _described(symbol: Any) -> str:
    return str(sympy.srepr(symbol))


def check_timeout(timeout: Any) -> float:
    """Seconds as a number; negative and 0 mean: no time."""
    try:
        seconds = float(timeout)
    except (TypeError, ValueError):
        raise InvalidInput(f"timeout={shown(timeout)}; expected seconds") from None
    except OverflowError:
        raise InvalidInput("timeout is beyond every float; expected seconds") from None
    if isinstance(timeout, str | bool) or seconds != seconds:
        raise InvalidInput(f"timeout={shown(timeout)}; expected seconds")
    return seconds


def timeout_of_a_call(timeout: Any) -> float:
    """Seconds as a number that is not negative; 0 means: no time."""
    seconds = check_timeout(timeout)
    if seconds < 0:
        raise InvalidInput(f"timeout={timeout!r}; expected seconds, not a negative number")
    return seconds


def positive_timeout(timeout: Any) -> float:
    """Seconds as a number, positive and finite."""
    seconds = check_timeout(timeout)
    if not 0 < seconds < math.inf:
        raise InvalidInput(f"timeout={shown(timeout)}; expected seconds, positive and finite")
    return seconds


def relations(assuming: Any, *variables: Any) -> tuple[Any, ...]:
    """The relations of assuming=, which speak of parameters only; texts are never evaluated."""
    single = isinstance(assuming, (Boolean, bool))
    items = (assuming,) if single else listed(assuming, "assuming", _RELATIONS)
    for item in items:
        if not isinstance(item, (Boolean, bool)):
            raise InvalidInput(
                f"assuming: {shown(item)} is a {type(item).__name__}; expected {_RELATIONS}"
            )
    stated = tuple(sympy.sympify(item) for item in items)
    for item in stated:
        for part in item.atoms(Relational):
            if not (isinstance(part.lhs, sympy.Expr) and isinstance(part.rhs, sympy.Expr)):
                told = f"assuming: {part} does not relate numbers"
                raise InvalidInput(f"{told}; expected {_RELATIONS}")
        if item.free_symbols & set(variables):
            raise InvalidInput(
                f"assuming: {item} speaks of a variable of the problem; only relations between "
                "parameters can be assumed"
            )
    return stated


def _is_positive(value: Any) -> bool:
    """Whether the assumptions on its symbols, or balls, prove it."""
    if value.is_positive:
        return True
    return not value.free_symbols and constants.sign(value) == 1


def check_flags(**flags: Any) -> None:
    """A flag is True or False: a word such as "no" would be read as yes."""
    for name, value in flags.items():
        if not isinstance(value, bool):
            raise InvalidInput(f"{name}={shown(value)}; expected True or False")


def check_word(name: str, value: Any, words: Iterable[str]) -> None:
    """A word is one of those that are stated; an array of them is none."""
    words = tuple(words)
    if not isinstance(value, str) or value not in words:
        expected = ", ".join(map(repr, words))
        raise InvalidInput(f"{name}={shown(value)}; expected one of {expected}")


def check_keywords(kind: str, period: Any, certified: str, form: str) -> None:
    """kind, period, certified and form must be of the stated words."""
    for value, words, name in (
        (kind, KINDS, "kind"),
        (certified, GRADES, "certified"),
        (form, FORMS, "form"),
    ):
        check_word(name, value, words)
    if (kind == "circular") != (period is not None):
        raise InvalidInput('kind="circular" and period=P go together')
    if period is not None and not _is_positive(as_expression(period, "period")):
        raise InvalidInput(f"period={period} must be known to be positive")
