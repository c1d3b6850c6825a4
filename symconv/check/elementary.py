"""Zero of expressions with erf, log, atan, rational functions, Gaussians, piece by piece.

The difference of two expressions is read as Σ R·e^q·A on each interval between its break points
(symconv.antiderivatives.sums), a form that is normal in R and q. No term left: the difference is 0.
Terms left: it is 0 also where its derivative is 0 and its value at an end is 0, which finds
relations between different atoms such as atan(t) + atan(1/t) = π/2. Functions without a rule stand
as unknowns: what holds for all values of an unknown holds for the function.

Only "is zero" is ever concluded; a form with terms left may be zero for a reason not seen here.
"""

from __future__ import annotations

from typing import Any

import sympy

from symconv.algebra.elements import Element
from symconv.algebra.numbers import Number, generators_of, parts
from symconv.algebra.signs import Facts
from symconv.antiderivatives.field import X
from symconv.antiderivatives.limits import Diverges, Open, at_infinity, at_point
from symconv.antiderivatives.signs import Interval
from symconv.antiderivatives.slices import Slice, slices
from symconv.antiderivatives.sums import PLAIN, NotElementary, Sum
from symconv.errors import InvalidInput, SymconvError
from symconv.reading import Case, OutsideClass, Split

__all__ = ["prepared", "vanishes"]

_DEPTH = 4
_KNOWN = (
    sympy.exp, sympy.sin, sympy.cos, sympy.sinh, sympy.cosh, sympy.erf, sympy.erfc, sympy.atan,
    sympy.acot, sympy.atanh, sympy.acoth, sympy.log, sympy.Heaviside, sympy.sign, sympy.Abs,
    sympy.Max, sympy.Min,
)  # fmt: skip


class _Unknown(sympy.Dummy):
    """The value of a function without a rule."""

    __slots__ = ()


def vanishes(difference: Any, t: Any, case: Case, window: Any = None) -> bool:
    """Whether the expression in t is seen to be 0 almost everywhere (in the window, if given).

    Raises Split where a sign of the parameters is needed and open.
    """
    try:
        found = slices(prepared(case.apply(difference), t), t, case.facts)
    except (NotElementary, OutsideClass, InvalidInput, ZeroDivisionError):
        return False
    except Split as split:
        if any(isinstance(gen.expr, _Unknown) for gen in generators_of(split.value)):
            return False
        raise
    return all(
        _misses(piece, window, case.facts)
        or is_zero(_with_signs(piece.value), piece.interval, case.facts)
        for piece in found
    )


def prepared(expr: Any, t: Any) -> Any:
    """Rewritten in the functions that have a rule; each other function of t becomes an unknown."""
    expr = expr.replace(sympy.sinc, lambda u: sympy.sin(u) / u)
    expr = expr.replace(sympy.beta, _by_gammas)
    expr = expr.replace(sympy.erfi, lambda u: -sympy.I * sympy.erf(sympy.I * u))
    expr = expr.replace(sympy.erf2, lambda u, v: sympy.erf(v) - sympy.erf(u))
    expr = expr.replace(sympy.re, lambda u: (u + sympy.conjugate(u)) / 2)
    expr = expr.replace(sympy.im, lambda u: (u - sympy.conjugate(u)) / (2 * sympy.I))
    unknown: dict[Any, Any] = {}
    return _with_unknowns(expr, t, unknown)


def _by_gammas(a: Any, b: Any = None) -> Any:
    """B(a, b) = Γ(a) Γ(b)/Γ(a + b); B(a) is B(a, a)."""
    b = a if b is None else b
    return sympy.gamma(a) * sympy.gamma(b) / sympy.gamma(a + b)


def _with_unknowns(expr: Any, t: Any, unknown: dict[Any, Any]) -> Any:
    if not expr.has(t) or isinstance(expr, sympy.logic.boolalg.Boolean) or not expr.args:
        return expr
    if isinstance(expr, sympy.Function) and not isinstance(expr, (*_KNOWN, sympy.Piecewise)):
        return unknown.setdefault(expr, _Unknown("u", real=expr.is_extended_real))
    if expr.is_Pow and expr.args[0].has(t) and not expr.args[1].is_Integer:
        return unknown.setdefault(expr, _Unknown("u", real=expr.is_extended_real))
    if isinstance(expr, sympy.Piecewise):
        return expr.func(*((_with_unknowns(e, t, unknown), c) for e, c in expr.args))
    return expr.func(*(_with_unknowns(arg, t, unknown) for arg in expr.args))


def _misses(piece: Slice, window: Any, facts: Facts) -> bool:
    """Whether the piece lies outside the window (low, high), whose ends may be None."""
    if window is None:
        return False
    low, high = window
    interval = piece.interval
    if low is not None and interval.high is not None:
        sign = facts.sign(low - interval.high)
        if sign is not None and sign >= 0:
            return True
    if high is not None and interval.low is not None:
        sign = facts.sign(interval.low - high)
        return sign is not None and sign >= 0
    return False


def _with_signs(value: Sum) -> Sum:
    """The same sum with erf(−u) = −erf(u), atan(−u) = −atan(u) written with one sign of u."""
    total = Sum()
    for (q, a), r in value.terms.items():
        if a[0] in ("erf", "atan") and _leads_negative(a[1]):
            total = total + Sum({(q, (a[0], -a[1])): -r})
        else:
            total = total + Sum({(q, a): r})
    return total


def _leads_negative(u: Number) -> bool:
    """Whether the leading coefficient of the real part (else of the imaginary one) is negative."""
    for part in parts(u):
        if part != 0:
            return bool((part.num.leading_coefficient() if isinstance(part, Element) else part) < 0)
    return False


def is_zero(value: Sum, interval: Interval, facts: Facts, depth: int = _DEPTH) -> bool:
    """Whether the sum in X is seen to be 0 on the interval.

    An unknown counts as one more parameter: what holds for each of its values, fixed, holds.
    """
    if not value:
        return True
    if depth == 0 or all(a is PLAIN for _, a in value.terms):
        return False
    if not is_zero(value.derivative(X), interval, facts, depth - 1):
        return False
    return any(_ends_at_zero(value, end, side, facts) for end, side in _ends(interval))


def _ends(interval: Interval) -> tuple[tuple[Any, int], ...]:
    return ((interval.low, -1), (interval.high, 1))


def _ends_at_zero(value: Sum, end: Any, side: int, facts: Facts) -> bool:
    """Whether the limit at one end of the interval is exactly 0."""
    try:
        if end is None:
            return not at_infinity(value, X, side, facts)
        return not at_point(value, X, end)
    except (NotElementary, Diverges, Open, OutsideClass, SymconvError, ZeroDivisionError):
        return False
