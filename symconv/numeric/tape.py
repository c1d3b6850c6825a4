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

from symconv.numeric.stable import ErfcScaled, ExpDifference, Phi

__all__ = ["TINY", "UNIT", "Tape", "UnknownFunctionError"]

UNIT = 2.0**-53
TINY = 1e-307
_Pair = tuple[Any, Any]


class UnknownFunctionError(Exception):
    """No NumPy or SciPy counterpart with a known error is on the list."""


def _erfcx_slope(a: Any, v: Any) -> Any:
    """|2 a erfcx(a) - 2/sqrt(pi)|, which cancels down to 1/(sqrt(pi) |a|^2) for large a."""
    return np.abs(2 * a * v - 2 / np.sqrt(np.pi)) + 100 * UNIT


# name -> (value, |derivative|, error of the library function in units of UNIT * |value|)
_UNARY: dict[Any, tuple[Callable[[Any], Any], Callable[[Any, Any], Any], float]] = {
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
    sp.erfc: (special.erfc, lambda a, v: 1.13 * np.abs(np.exp(-a * a)), 200.0),
    ErfcScaled: (special.erfcx, _erfcx_slope, 8.0),
}
_REAL_ONLY: dict[Any, tuple[Callable[[Any], Any], Callable[[Any, Any], Any], float]] = {
    sp.Abs: (np.abs, lambda a, v: np.ones_like(v), 1.0),
    sp.sign: (np.sign, lambda a, v: np.zeros_like(v), 0.0),
    sp.Heaviside: (lambda a: np.heaviside(a, 0.5), lambda a, v: np.zeros_like(v), 0.0),
    sp.sinc: (lambda a: np.sinc(a / np.pi), lambda a, v: np.full_like(v, 0.44), 8.0),
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
        if exponent.is_Rational:
            return _rational_power(exponent), (self._slot(base),)
        return _exp, (self._slot(exponent * sp.log(base)),)

    def _function(self, node: sp.Basic) -> tuple[Callable[..., _Pair], tuple[int, ...]]:
        kind = type(node)
        if isinstance(node, sp.re | sp.im | sp.conjugate):
            part: Any = {sp.re: np.real, sp.im: np.imag, sp.conjugate: np.conj}[kind]
            return (lambda a: (part(a[0]), a[1])), (self._slot(node.args[0]),)
        if kind in _UNARY:
            return _unary(*_UNARY[kind]), (self._slot(node.args[0]),)
        if kind in _REAL_ONLY and not node.has(sp.I):
            return _unary(*_REAL_ONLY[kind]), (self._slot(node.args[0]),)
        if isinstance(node, sp.Max | sp.Min) and not node.has(sp.I):
            pick = np.maximum if kind is sp.Max else np.minimum
            return _extreme(pick), tuple(self._slot(arg) for arg in node.args)
        if kind is sp.besselj and node.args[0].is_Integer:
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
    near = node.evalf(25)
    number = complex(near)
    if not np.isfinite(number):
        raise UnknownFunctionError(f"{node} is no finite number")
    real = near.is_real or number.imag == 0.0
    return number.real if real else number, 2 * UNIT * abs(number)


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
        value = product
    return value, error + np.where(value == 0, TINY * 1e-3, 0.0) if np.ndim(value) else error


def _exp(argument: _Pair) -> _Pair:
    value = np.exp(argument[0])
    error = np.abs(value) * (np.expm1(argument[1]) + 2 * UNIT)
    return value, error + np.where(value == 0, TINY * 1e-3, 0.0)


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
        grown = order * a_error / np.maximum(np.abs(a) - a_error, TINY)
        return value, size * (grown + (UNIT if p == 2 and q == 1 else (order + 2) * UNIT))

    return power


def _as_float(a: Any) -> Any:
    return a if np.iscomplexobj(a) else np.asarray(a, dtype=float)


def _unary(function: Any, slope: Any, ulps: float) -> Callable[..., _Pair]:
    def apply(argument: _Pair) -> _Pair:
        a, a_error = argument
        value = function(a)
        error = ulps * UNIT * np.abs(value)
        if np.any(a_error):
            error = error + slope(a, value) * a_error + np.square(a_error)
        return value, error

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
        return value, argument[1] + 20 * UNIT

    return apply
