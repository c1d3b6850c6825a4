"""The sign of a constant: by balls of rising precision, and by a theorem where it is 0.

A constant is a SymPy expression without symbols. None says that no precision tried tells it from 0
and that no theorem known here proves it to be 0; the caller then names the constant.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import sympy
from flint import acb, arb
from sympy import Expr
from sympy.functions.special.hyper import TupleArg

from symconv.deadline import check
from symconv.deciding import zeros
from symconv.errors import InvalidInput, Unresolved
from symconv.precision import working_precision
from symconv.values.compiling import compile_expression
from symconv.values.points import Point

__all__ = ["PRECISIONS", "ball", "is_real", "is_zero", "order", "resolved", "sign"]

PRECISIONS = (64, 256, 1024, 4096)  # a theorem is asked after the second
_ORDER_FUNCTIONS = (
    sympy.Piecewise,
    sympy.Abs,
    sympy.sign,
    sympy.Max,
    sympy.Min,
    sympy.Heaviside,
    sympy.floor,
    sympy.ceiling,
    sympy.frac,
    sympy.Mod,
)
_NOT_FINITE = acb(arb.nan(), arb.nan())
_BY_SIGN: dict[str, tuple[int, ...]] = {
    ">": (1,),
    ">=": (0, 1),
    "<": (-1,),
    "<=": (-1, 0),
    "==": (0,),
    "!=": (-1, 1),
}


def ball(expr: Expr) -> acb:
    """The ball of a constant at the working precision; not finite where none is known."""
    try:
        value: acb = compile_expression(expr, ())(Point((), {}), False)
    except (InvalidInput, Unresolved, ZeroDivisionError):
        return _NOT_FINITE
    return value


@lru_cache(maxsize=8192)
def sign(expr: Expr) -> int | None:
    """The sign of a real constant: +1, 0, −1; None where it is open or the constant not real."""
    number = resolved(expr)
    if number.is_Rational:
        return int(number.p > 0) - int(number.p < 0)
    for bits in PRECISIONS:
        check("deciding the sign of a constant")
        with working_precision(bits):
            value = ball(number)
            found = int(bool(value.real > 0)) - int(bool(value.real < 0))
            real = bool(value.imag.is_zero())
        if found:
            return found if real or is_real(number) else None
        if bits == PRECISIONS[1] and zeros.is_zero(number):
            return 0
    return None


@lru_cache(maxsize=8192)
def is_zero(expr: Expr) -> bool | None:
    """Whether a constant, real or complex, is 0; None where that is open."""
    if expr.is_Rational:
        return bool(expr == 0)
    number = resolved(expr)
    for bits in PRECISIONS:
        check("deciding whether a constant is 0")
        with working_precision(bits):
            value = ball(number)
            if value.is_finite() and not value.contains(0):
                return False
        if bits == PRECISIONS[1]:
            known = zeros.is_zero(number)
            if known is not None:
                return known
    return None


def order(left: Expr, right: Expr) -> int | None:
    """The sign of left − right."""
    return sign(left - right)


@lru_cache(maxsize=8192)
def is_real(expr: Expr) -> bool | None:
    """Whether a constant is a real number; None where that is open."""
    if expr.is_Rational:
        return True
    if expr.is_finite and expr.is_extended_real is not None:
        return bool(expr.is_extended_real)
    for bits in PRECISIONS[:2]:
        with working_precision(bits):
            value = ball(expr)
            if not value.is_finite():
                continue
            if value.imag.is_zero():
                return True
            if not value.imag.contains(0):
                return False
    if expr.has(TupleArg):  # SymPy's conjugate of a hypergeometric function fails on its lists
        return None
    return True if zeros.is_zero(expr - _conjugate(expr)) else None


def _conjugate(expr: Expr) -> Expr:
    """The conjugate, with that of a logarithm taken inside where its argument is off the cut."""

    def is_off_the_cut(part: Any) -> bool:
        if not isinstance(part, sympy.conjugate) or not isinstance(part.args[0], sympy.log):
            return False
        with working_precision(PRECISIONS[0]):
            return not ball(part.args[0].args[0]).imag.contains(0)

    conjugate: Expr = sympy.conjugate(expr).replace(
        is_off_the_cut, lambda part: sympy.log(sympy.conjugate(part.args[0].args[0]))
    )
    return conjugate


@lru_cache(maxsize=4096)
def resolved(expr: Any) -> Any:
    """The constant with its cases, extremes, moduli and steps settled as far as signs decide."""
    if expr.is_Atom or not expr.has(*_ORDER_FUNCTIONS):
        return expr
    if isinstance(expr, sympy.Piecewise):
        return _first_arm(expr)
    args = [resolved(arg) for arg in expr.args]
    settle = next((_SETTLED[kind] for kind in _SETTLED if isinstance(expr, kind)), None)
    found = settle(args) if settle else None
    return expr.func(*args) if found is None else found


def _first_arm(expr: Expr) -> Expr:
    for value, condition in expr.args:
        known = _holds(condition)
        if known is None:
            return expr
        if known:
            return resolved(value)
    return expr


def _holds(condition: Any) -> bool | None:
    if condition in (sympy.true, sympy.false):
        return condition is sympy.true
    if isinstance(condition, (sympy.And, sympy.Or)):
        answers = [_holds(part) for part in condition.args]
        decisive = isinstance(condition, sympy.Or)
        if decisive in answers:
            return decisive
        return None if None in answers else not decisive
    if isinstance(condition, sympy.Not):
        inner = _holds(condition.args[0])
        return None if inner is None else not inner
    if not isinstance(condition, sympy.core.relational.Relational):
        return None
    gap = condition.lhs - condition.rhs
    if condition.rel_op in ("==", "!="):
        equal = is_zero(gap)
        return None if equal is None else equal == (condition.rel_op == "==")
    found = sign(gap)
    return None if found is None else found in _BY_SIGN[condition.rel_op]


def _absolute(args: Sequence[Expr]) -> Expr | None:
    found = sign(args[0])
    return None if found is None else found * args[0]


def _sign_function(args: Sequence[Expr]) -> Expr | None:
    found = sign(args[0])
    return None if found is None else sympy.Integer(found)


def _step(args: Sequence[Expr]) -> Expr | None:
    found = sign(args[0])
    return None if found is None else (sympy.S.Zero, args[1], sympy.S.One)[found + 1]


def _extreme(direction: int) -> Callable[[Sequence[Expr]], Expr | None]:
    def settle(args: Sequence[Expr]) -> Expr | None:
        best = args[0]
        for other in args[1:]:
            found = order(other, best)
            if found is None:
                return None
            best = other if found == direction else best
        return best

    return settle


def _floor(args: Sequence[Expr]) -> Expr | None:
    """The integer n with n <= u < n + 1, found by a ball and proved by two signs."""
    with working_precision(PRECISIONS[1]):
        value = ball(args[0])
        if not value.is_finite() or not value.imag.contains(0):
            return None
        near = value.real.mid().floor().unique_fmpz()
    if near is None:
        return None
    for n in (int(near), int(near) - 1, int(near) + 1):
        below, above = sign(args[0] - n), sign(args[0] - n - 1)
        if below is not None and below >= 0 and above == -1:
            return sympy.Integer(n)
    return None


def _ceiling(args: Sequence[Expr]) -> Expr | None:
    found = _floor([-args[0]])
    return None if found is None else -found


def _fraction(args: Sequence[Expr]) -> Expr | None:
    found = _floor(args)
    return None if found is None else args[0] - found


def _remainder(args: Sequence[Expr]) -> Expr | None:
    found = _floor([args[0] / args[1]]) if is_zero(args[1]) is False else None
    return None if found is None else args[0] - args[1] * found


_SETTLED: dict[Any, Callable[[Sequence[Expr]], Expr | None]] = {
    sympy.Abs: _absolute,
    sympy.sign: _sign_function,
    sympy.Heaviside: _step,
    sympy.Max: _extreme(1),
    sympy.Min: _extreme(-1),
    sympy.floor: _floor,
    sympy.ceiling: _ceiling,
    sympy.frac: _fraction,
    sympy.Mod: _remainder,
}
