"""A branch-free expression as a tape of NumPy operations that also carries an error bound.

Every slot holds (value, error): the float64 result and a first-order bound of its absolute error,
propagated along the tape (running error analysis). Where the bound is not far below the value, a
caller evaluates that point again with balls; a formula that cancels is then slow, never wrong.

References
----------
N. J. Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., section 3.3 (running error).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import sympy as sp
from scipy import special

from symconv.numeric.pointwise import constant_double
from symconv.numeric.realness import is_real_valued
from symconv.numeric.stable import ErfcScaled, ExpDifference, Phi, plain_form

__all__ = ["UNIT", "Tape", "UnknownFunctionError", "is_sure"]

UNIT = 2.0**-53
TINY = 1e-307  # below it, a result may have lost bits to underflow
_LOST = 1e-310
_LARGEST_EXPONENT = 2**30
_BESSEL_REACH = 1e12
_BESSEL_ORDERS = 10  # SciPy's J_n loses digits with n
_Pair = tuple[Any, Any]


class UnknownFunctionError(Exception):
    """No NumPy or SciPy counterpart with a known error is on the list."""


def is_sure(value: Any, error: Any, tolerance: float) -> Any:
    """Where a result of a tape is within the relative tolerance; an overflow never is."""
    size = np.abs(value)
    within = error <= tolerance * size
    vanished = (size < TINY) & (error <= 10 * _LOST)
    return np.isfinite(value) & np.broadcast_to(within | vanished, np.shape(value))


def _with_underflow(value: Any, error: Any) -> _Pair:
    """The result with what an underflow may have cost."""
    return value, error + np.where(np.abs(value) < TINY, _LOST, 0.0)


def _erfcx_slope(a: Any, v: Any) -> Any:
    """|2 a erfcx(a) - 2/sqrt(pi)|, which cancels down to 1/(sqrt(pi) |a|^2) for large a."""
    return np.abs(2 * a * v - 2 / np.sqrt(np.pi)) + 100 * UNIT


def _sinc(a: Any) -> Any:
    return np.where(a == 0, 1.0, np.sin(a) / np.where(a == 0, 1.0, a))


def _unknown_units(a: Any) -> Any:
    return np.full(np.shape(a), np.inf)


def _square_in_exponent(a: Any) -> Any:
    """Units lost where a library rounds the square in e^(-a^2)."""
    return 8.0 + 2.0 * np.abs(a) ** 2


_Units = float | Callable[[Any], Any]
_Function = tuple[Callable[[Any], Any], Callable[[Any, Any], Any], _Units]
# name -> (value, |derivative|, error of the library function in units of UNIT * |value|)
_UNARY: dict[Any, _Function] = {
    sp.sin: (np.sin, lambda a, v: np.abs(np.cos(a)), 2.0),
    sp.cos: (np.cos, lambda a, v: np.abs(np.sin(a)), 2.0),
    sp.tan: (np.tan, lambda a, v: 1 + np.abs(v) ** 2, 4.0),
    sp.sinh: (np.sinh, lambda a, v: np.abs(np.cosh(a)), 4.0),
    sp.cosh: (np.cosh, lambda a, v: np.abs(np.sinh(a)), 4.0),
    sp.tanh: (np.tanh, lambda a, v: np.abs(1 - v * v), 4.0),
    sp.asinh: (np.arcsinh, lambda a, v: 1 / np.abs(np.sqrt(1 + a * a)), 4.0),
    sp.acosh: (np.arccosh, lambda a, v: 1 / np.abs(np.sqrt(a * a - 1)), 4.0),
    sp.atanh: (np.arctanh, lambda a, v: 1 / np.abs(1 - a * a), 4.0),
    sp.asin: (np.arcsin, lambda a, v: 1 / np.abs(np.sqrt(1 - a * a)), 4.0),
    sp.acos: (np.arccos, lambda a, v: 1 / np.abs(np.sqrt(1 - a * a)), 4.0),
    sp.atan: (np.arctan, lambda a, v: 1 / np.abs(1 + a * a), 4.0),
    sp.log: (np.log, lambda a, v: 1 / np.abs(a), 2.0),
    sp.erf: (special.erf, lambda a, v: 1.13 * np.abs(np.exp(-a * a)), 8.0),
    sp.erfc: (special.erfc, lambda a, v: 1.13 * np.abs(np.exp(-a * a)), _square_in_exponent),
    ErfcScaled: (
        special.erfcx,
        _erfcx_slope,
        lambda a: np.where(np.real(a) < 0, _square_in_exponent(a), 8.0),
    ),
}
_GAUSSIAN = (sp.erf, sp.erfc, ErfcScaled)
# functions of complex arguments with cuts: the part of the argument that is 0 on the cut
_REAL_CUT, _IMAGINARY_CUT = np.imag, np.real
_CUTS: dict[Any, Callable[[Any], Any]] = {
    sp.log: _REAL_CUT,
    sp.acosh: _REAL_CUT,
    sp.atanh: _REAL_CUT,
    sp.asin: _REAL_CUT,
    sp.acos: _REAL_CUT,
    sp.asinh: _IMAGINARY_CUT,
    sp.atan: _IMAGINARY_CUT,
}
_REAL_ONLY: dict[Any, _Function] = {
    sp.Abs: (np.abs, lambda a, v: np.ones_like(v), 1.0),
    sp.sinc: (_sinc, lambda a, v: np.full_like(v, 0.44), 8.0),
    sp.gamma: (special.gamma, lambda a, v: np.abs(v * special.digamma(a)), 20.0),
    sp.Si: (lambda a: special.sici(a)[0], lambda a, v: np.ones_like(v), 20.0),
}


class Tape:
    """Slots in evaluation order; equal subexpressions share one.

    `form` is the expression that balls evaluate where the tape is not sure.
    """

    def __init__(self, expr: sp.Expr, symbols: tuple[sp.Symbol, ...]):
        self.form = expr
        self._slots: dict[sp.Basic, int] = {}
        self._steps: list[tuple[Callable[..., _Pair], tuple[int, ...]]] = []
        self._inputs: dict[sp.Symbol, int] = {}
        self._symbols = set(symbols)
        self._result = self._slot(expr)

    def __call__(self, values: Mapping[sp.Symbol, Any]) -> _Pair:
        """Value and error bound; warnings of NumPy are the caller's to silence."""
        memory: list[Any] = [None] * len(self._steps)
        for symbol, slot in self._inputs.items():
            memory[slot] = (values[symbol], 0.0)
        for slot, (operation, arguments) in enumerate(self._steps):
            if memory[slot] is None:
                memory[slot] = operation(*(memory[i] for i in arguments))
        pair: _Pair = memory[self._result]
        return pair

    def renamed(self, names: Mapping[sp.Symbol, sp.Symbol]) -> Tape:
        """The same tape, fed by other symbols."""
        self._inputs = {names.get(s, s): slot for s, slot in self._inputs.items()}
        return self

    def _slot(self, node: sp.Basic) -> int:
        if node not in self._slots:
            step = self._step(node)
            self._slots[node] = len(self._steps)
            self._steps.append(step)
            if isinstance(node, sp.Symbol):
                self._inputs[node] = self._slots[node]
        return self._slots[node]

    def _step(self, node: sp.Basic) -> tuple[Callable[..., _Pair], tuple[int, ...]]:
        if isinstance(node, sp.Symbol):
            if node not in self._symbols:
                raise UnknownFunctionError(f"the symbol {node} has no value")
            return _constant((0.0, 0.0)), ()
        if not node.free_symbols:
            return _constant(_number(node)), ()
        operation: Callable[..., _Pair]
        if isinstance(node, sp.Add | sp.Mul):
            operation = _add if isinstance(node, sp.Add) else _multiply
            return operation, tuple(self._slot(arg) for arg in node.args)
        if isinstance(node, sp.exp):
            return _exp, (self._slot(node.args[0]),)
        if isinstance(node, sp.Pow):
            return self._power(node)
        if isinstance(node, ExpDifference | Phi):
            operation = _exp_difference if isinstance(node, ExpDifference) else _phi
            return operation, tuple(self._slot(arg) for arg in node.args)
        return self._function(node)

    def _power(self, node: sp.Pow) -> tuple[Callable[..., _Pair], tuple[int, ...]]:
        base, exponent = node.args
        if exponent.is_Rational and abs(exponent.p) + exponent.q < _LARGEST_EXPONENT:
            return _rational_power(exponent), (self._slot(base),)
        return _exp, (self._slot(exponent * sp.log(base)),)

    def _function(self, node: sp.Basic) -> tuple[Callable[..., _Pair], tuple[int, ...]]:
        kind = type(node)
        if isinstance(node, sp.re | sp.im | sp.conjugate):
            part: Any = {sp.re: np.real, sp.im: np.imag, sp.conjugate: np.conj}[kind]
            return (lambda a: (part(a[0]), a[1])), (self._slot(node.args[0]),)
        if kind in _UNARY:
            in_plane = _square_in_exponent if kind in _GAUSSIAN else np.zeros_like
            operation = _unary(*_UNARY[kind], _CUTS.get(kind), in_plane)
            return operation, (self._slot(node.args[0]),)
        real = all(is_real_valued(arg, tuple(self._symbols)) for arg in node.args)
        if isinstance(node, sp.sign | sp.Heaviside) and real:
            at_zero = node.args[1] if isinstance(node, sp.Heaviside) else sp.Integer(0)
            below = 0.0 if isinstance(node, sp.Heaviside) else -1.0
            return _step(below), (self._slot(node.args[0]), self._slot(at_zero))
        if kind in _REAL_ONLY and real:
            return _unary(*_REAL_ONLY[kind], None, _unknown_units), (self._slot(node.args[0]),)
        if isinstance(node, sp.Max | sp.Min) and real:
            pick = np.maximum if kind is sp.Max else np.minimum
            return _extreme(pick), tuple(self._slot(arg) for arg in node.args)
        if kind is sp.besselj and node.args[0].is_Integer and 0 <= node.args[0] <= _BESSEL_ORDERS:
            order = int(node.args[0])
            return _bessel(order), (self._slot(node.args[1]),)
        raise UnknownFunctionError(f"no fast evaluation of {kind.__name__}")


def _constant(pair: _Pair) -> Callable[..., _Pair]:
    return lambda: pair


def _number(node: sp.Basic) -> _Pair:
    if node.is_Rational:
        try:
            value = int(node.p) / int(node.q)
        except OverflowError:
            raise UnknownFunctionError(f"{node} lies beyond the range of doubles") from None
        exact = sp.Rational(value) == node
        return value, 0.0 if exact else UNIT * abs(value)
    number = constant_double(plain_form(node))
    if not np.isfinite(number):
        raise UnknownFunctionError(f"{node} is no finite number")
    return number if number.imag else number.real, 2 * UNIT * abs(number)


def _add(*terms: _Pair) -> _Pair:
    value, error = terms[0]
    for other, other_error in terms[1:]:
        value = value + other
        error = error + other_error + UNIT * np.abs(value)
    return value, error


def _multiply(*factors: _Pair) -> _Pair:
    value, error = factors[0]
    unit = 3 * UNIT if any(np.iscomplexobj(f[0]) for f in factors) else UNIT
    for other, other_error in factors[1:]:
        product = value * other
        size = np.abs(value)
        error = np.abs(other) * error + (size + error) * other_error + unit * np.abs(product)
        lost = (np.abs(product) < TINY) & (value != 0) & (other != 0)
        value, error = product, error + np.where(lost, _LOST, 0.0)
    return value, error


def _exp(argument: _Pair) -> _Pair:
    value = np.exp(argument[0])
    unit = 4 * UNIT if np.iscomplexobj(value) else 2 * UNIT
    return _with_underflow(value, np.abs(value) * (np.expm1(argument[1]) + unit))


def _exp_difference(u: _Pair, v: _Pair, w: _Pair) -> _Pair:
    """e^u - e^v with w = u - v computed without cancellation: e^max (1 - e^-|w|), signed."""
    above = np.real(w[0]) > 0
    top, top_error = np.where(above, u[0], v[0]), np.where(above, u[1], v[1])
    outer = _exp((top, top_error))
    away = np.where(above, -w[0], w[0])
    inner = np.expm1(away)
    bounded = (np.where(above, -inner, inner), w[1] + 2 * UNIT * np.abs(inner))
    return _multiply(outer, bounded)


def _phi(u: _Pair, v: _Pair, w: _Pair) -> _Pair:
    """(e^u - e^v)/(u - v) = e^max (1 - e^-|w|)/|w|, which is 1 at w = 0 (Phi's limit)."""
    above = np.real(w[0]) > 0
    top, top_error = np.where(above, u[0], v[0]), np.where(above, u[1], v[1])
    away = np.where(above, -w[0], w[0])
    safe = np.where(away == 0, 1.0, away)
    ratio = np.where(away == 0, 1.0, np.expm1(away) / safe)
    return _multiply(_exp((top, top_error)), (ratio, w[1] + 4 * UNIT * np.abs(ratio)))


def _rational_power(exponent: sp.Rational) -> Callable[..., _Pair]:
    p, q = int(exponent.p), int(exponent.q)
    order = abs(p / q)

    def power(base: _Pair) -> _Pair:
        a, a_error = base
        if q == 1:
            value = a * a if p == 2 else 1.0 / a if p == -1 else np.power(_as_float(a), p)
        elif q == 2 and abs(p) == 1:
            value = np.sqrt(a) if p == 1 else 1.0 / np.sqrt(a)
        else:
            value = np.power(_as_float(a), p / q)
        size = np.abs(value)
        room = np.abs(a) - a_error
        grown = np.where(room > 0, order * a_error / np.maximum(room, TINY), np.sign(a_error))
        grown = np.where((room > 0) | (grown == 0), grown, np.inf)
        rounded = UNIT if p == 2 and q == 1 else (order + 2) * UNIT
        rounded = 4 * rounded if np.iscomplexobj(a) else rounded
        if q & (q - 1):  # p/q is rounded to a double, and a^(p/q) with it
            rounded = rounded + 2 * order * UNIT * np.abs(np.log(np.maximum(np.abs(a), TINY)))
        error = size * (grown + rounded)
        if q > 1:
            error = _off_the_cut(_REAL_CUT, a, a_error, error)
        return _with_underflow(value, error)

    return power


def _off_the_cut(part: Callable[[Any], Any], a: Any, a_error: Any, error: Any) -> Any:
    """Infinite where a complex argument may lie on the other side of the cut."""
    if not np.iscomplexobj(a):
        return error
    return np.where(np.abs(part(a)) <= a_error, np.inf, error)


def _as_float(a: Any) -> Any:
    return a if np.iscomplexobj(a) else np.asarray(a, dtype=float)


def _unary(
    function: Any, slope: Any, ulps: _Units, cut: Any = None, in_plane: Any = np.zeros_like
) -> Callable[..., _Pair]:
    """`in_plane`: units lost besides for complex arguments, where `cut` says that a cut is met."""

    def apply(argument: _Pair) -> _Pair:
        a, a_error = argument
        value = function(a)
        units = ulps(a) if callable(ulps) else ulps
        if np.iscomplexobj(a):
            units = 4.0 * units + in_plane(a)
        error = units * UNIT * np.abs(value)
        if np.any(a_error):
            error = error + slope(a, value) * a_error + np.square(a_error)
        if cut is not None:
            error = _off_the_cut(cut, a, a_error, error)
        return _with_underflow(value, error)

    return apply


def _step(below: float) -> Callable[..., _Pair]:
    """A step from `below` to 1; where the sign of the argument is open, so is the value."""

    def apply(argument: _Pair, at_zero: _Pair) -> _Pair:
        a, a_error = argument
        value = np.where(a > 0, 1.0, np.where(a < 0, below, at_zero[0]))
        known = (np.abs(a) > a_error) | ((a == 0) & (a_error == 0))
        known = known & np.isrealobj(a)
        return value, np.where(known, np.where(a == 0, at_zero[1], 0.0), np.inf)

    return apply


def _extreme(pick: Any) -> Callable[..., _Pair]:
    def apply(*terms: _Pair) -> _Pair:
        value, error = terms[0]
        for other, other_error in terms[1:]:
            value = pick(value, other)
            error = np.maximum(error, other_error)
        return value, error

    return apply


def _bessel(order: int) -> Callable[..., _Pair]:
    def apply(argument: _Pair) -> _Pair:
        value = special.jv(order, argument[0])
        known = np.abs(argument[0]) < _BESSEL_REACH
        return value, argument[1] + np.where(known, 20 * UNIT, np.inf)

    return apply
