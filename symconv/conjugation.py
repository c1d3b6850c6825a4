"""The complex conjugate of a function of a real variable, with roots and logarithms kept honest.

conj f = f where f is visibly real. sqrt(x), log(x) and their like are real only where their
argument is positive, so sqrt(x)·Heaviside(x) is its own conjugate and sqrt(x)·box(x, −1, 1) is not:
what multiplies such a function, and the condition of its Piecewise arm, say where it counts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy

from symconv.algebra.distribution import Distribution
from symconv.algebra.elements import ONE
from symconv.algebra.exppoly import ExpPoly
from symconv.algebra.signs import Facts
from symconv.errors import SymconvError
from symconv.reading import OutsideClass, Split
from symconv.reading.conditions import indicator_positive, pointwise_product
from symconv.reading.reader import Reader

__all__ = ["conjugated"]

_REAL_ON_REALS = (
    sympy.exp, sympy.sin, sympy.cos, sympy.tan, sympy.cot, sympy.sec, sympy.csc, sympy.sinc,
    sympy.sinh, sympy.cosh, sympy.tanh, sympy.coth, sympy.sech, sympy.csch, sympy.atan, sympy.acot,
    sympy.asinh, sympy.erf, sympy.erfc, sympy.erfi, sympy.Abs, sympy.sign, sympy.Max, sympy.Min,
    sympy.Heaviside, sympy.DiracDelta, sympy.Piecewise, sympy.Si, sympy.Shi, sympy.gamma,
    sympy.floor, sympy.ceiling, sympy.frac, sympy.Mod, sympy.airyai, sympy.airybi,
    sympy.conjugate, sympy.re, sympy.im, sympy.arg, sympy.Ei, sympy.fresnels, sympy.fresnelc,
)  # fmt: skip
_NOT_NEGATIVE: dict[Any, Callable[[Any], tuple[Any, ...]]] = {  # what must be >= 0: real there
    sympy.Pow: lambda u: (u,),
    sympy.log: lambda u: (u,),
    sympy.Ci: lambda u: (u,),
    sympy.expint: lambda u: (u,),
    sympy.asin: lambda u: (1 - u, 1 + u),
    sympy.acos: lambda u: (1 - u, 1 + u),
    sympy.atanh: lambda u: (1 - u, 1 + u),
    sympy.acosh: lambda u: (u - 1,),
}
_INTEGER_ORDER = (sympy.besselj, sympy.besseli)

Guard = Distribution | None


def conjugated(f: Any, x: Any = None, facts: Facts | None = None) -> Any:
    """conj f for real x; f itself where it is visibly real.

    Without x, roots and logarithms of anything but known positive arguments stay conjugated.
    """
    everywhere = Distribution(ExpPoly.constant(ONE))
    reader = None if x is None else Reader(x, Facts() if facts is None else facts)
    return _conjugate(f, reader, everywhere)


def _conjugate(f: Any, reader: Reader | None, guard: Guard) -> Any:
    suspects = _suspects(f)
    if not suspects:
        return f if _has_real_parts(f) else sympy.conjugate(f)
    if f.is_Add:
        return sympy.Add(*(_conjugate(term, reader, guard) for term in f.args))
    if f.is_Mul:
        inner = _narrowed(guard, f.args, reader)
        return sympy.Mul(*(_conjugate(factor, reader, inner) for factor in f.args))
    if isinstance(f, sympy.Piecewise):
        return _conjugate_arms(f, reader, guard)
    doubtful = [suspect for suspect in suspects if not _is_guarded(suspect, reader, guard)]
    if not doubtful and _has_real_parts(f):
        return f
    real = {sympy.conjugate(suspect): suspect for suspect in suspects if suspect not in doubtful}
    return sympy.conjugate(f).xreplace(real)


def _conjugate_arms(f: Any, reader: Reader | None, guard: Guard) -> Any:
    arms = []
    remaining = guard
    for value, condition in f.args:
        where: Guard = None
        if reader is not None and remaining is not None:
            try:
                where = pointwise_product(remaining, reader.indicator(condition), reader.facts)
                remaining = remaining - where
            except (OutsideClass, Split, SymconvError):
                where, remaining = None, None
        arms.append((_conjugate(value, reader, where), condition))
    return sympy.Piecewise(*arms)


def _has_real_parts(f: Any) -> bool:
    leaves = (*f.free_symbols, *f.atoms(sympy.NumberSymbol, sympy.CRootOf))
    return not f.has(sympy.I) and all(leaf.is_extended_real is True for leaf in leaves)


def _suspects(f: Any) -> list[Any]:
    """The outermost subexpressions that may be complex at real arguments."""
    found = []
    walk = sympy.preorder_traversal(f)
    for part in walk:
        if isinstance(part, sympy.Pow):
            doubtful = part.exp.is_integer is not True and part.base.is_nonnegative is not True
        elif isinstance(part, _INTEGER_ORDER):
            doubtful = part.args[0].is_integer is not True
        elif isinstance(part, sympy.polygamma):  # of order −2 it is complex left of 0
            order = part.args[0]
            doubtful = order.is_integer is not True or order.is_nonnegative is not True
        else:
            doubtful = isinstance(part, sympy.Function) and not isinstance(part, _REAL_ON_REALS)
        if doubtful and part.is_extended_real is not True:
            found.append(part)
            walk.skip()
    return found


def _is_guarded(suspect: Any, reader: Reader | None, guard: Guard) -> bool:
    """Whether the argument is where the function is real wherever the guard is not 0."""
    argument = suspect.base if isinstance(suspect, sympy.Pow) else suspect.args[-1]
    if reader is None or guard is None or not _has_real_parts(suspect) or _suspects(argument):
        return False
    needed = _NOT_NEGATIVE.get(type(suspect))
    return needed is not None and all(
        _is_nowhere_negative(part, reader, guard) for part in needed(argument)
    )


def _is_nowhere_negative(u: Any, reader: Reader, guard: Distribution) -> bool:
    """Whether u >= 0 wherever the guard is not 0; a quotient has the sign of the product."""
    above, below = sympy.fraction(sympy.together(u))
    try:
        negative = indicator_positive(reader.read(-above * below), reader.facts)
        return not pointwise_product(guard, negative, reader.facts)
    except (OutsideClass, Split, SymconvError):
        return False


def _narrowed(guard: Guard, factors: tuple[Any, ...], reader: Reader | None) -> Guard:
    """The guard times the factors that the exact reader understands."""
    for factor in factors:
        if reader is None or guard is None:
            return None
        try:
            value = reader.read(factor)
            if not value.mass:
                guard = pointwise_product(guard, value, reader.facts)
        except (OutsideClass, Split, SymconvError):
            continue
    return guard
