"""The value of a SymPy expression as it was given, by NumPy and SciPy or mpmath, without rewriting.

A tree walker with one table per engine. Beside the value it tells the state of every switch at a
point (arm taken, floor reached, sign of what stands under a root, an absolute value, a logarithm):
between two points of equal states the expression is smooth, so states tell where to split a
quadrature. A Float is the decimal it was typed as, as the interface says.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import mpmath
import numpy as np
import scipy.special as special
import sympy
from mpmath import libmp
from sympy.core.relational import Relational


class Unknown(Exception):  # an outcome, not an error
    """The walker has no rule for a head that occurs."""


def _np_heaviside(x: Any, *rest: Any) -> Any:
    middle = rest[0] if rest else 0.5
    return np.where(np.real(x) > 0, 1.0, np.where(np.real(x) < 0, 0.0, middle))


def _np_power(base: Any, exponent: Any) -> Any:
    base, exponent = np.asarray(base), np.asarray(exponent)
    if np.isrealobj(exponent) and exponent.ndim == 0 and float(exponent).is_integer():
        return base ** int(exponent) if exponent >= 0 else 1.0 / base ** int(-exponent)
    if np.isrealobj(base) and np.all(base >= 0) and np.isrealobj(exponent):
        return base**exponent
    return base.astype(complex) ** exponent


def _np_complexwise(
    real: Callable[..., Any], low: float = -math.inf, high: float = math.inf
) -> Any:
    """A function that leaves the reals outside [low, high]."""

    def apply(x: Any) -> Any:
        x = np.asarray(x)
        if np.isrealobj(x) and np.any((x < low) | (x > high)):
            x = x.astype(complex)
        return real(x)

    return apply


def _np_acot(x: Any) -> Any:
    """SymPy's acot: the arctangent of the reciprocal, pi/2 at 0."""
    x = np.asarray(x)
    if not np.isrealobj(x):
        return np.arctan(1 / x)
    return np.where(x == 0, np.pi / 2, np.arctan(1.0 / np.where(x == 0, 1.0, x)))


def _mp_acot(x: Any) -> Any:
    return mpmath.pi / 2 if x == 0 else mpmath.atan(1 / x)


def _mp_heaviside(x: Any, *rest: Any) -> Any:
    middle = rest[0] if rest else mpmath.mpf("0.5")
    return mpmath.mpf(1) if x.real > 0 else mpmath.mpf(0) if x.real < 0 else middle


NUMPY: dict[Any, Callable[..., Any]] = {
    sympy.exp: np.exp, sympy.log: _np_complexwise(np.log, 0), sympy.sin: np.sin, sympy.cos: np.cos,
    sympy.tan: np.tan, sympy.cot: lambda x: 1 / np.tan(x), sympy.sec: lambda x: 1 / np.cos(x),
    sympy.csc: lambda x: 1 / np.sin(x), sympy.sinh: np.sinh, sympy.cosh: np.cosh,
    sympy.tanh: np.tanh, sympy.sech: lambda x: 1 / np.cosh(x), sympy.csch: lambda x: 1 / np.sinh(x),
    sympy.coth: lambda x: 1 / np.tanh(x), sympy.asin: _np_complexwise(np.arcsin, -1, 1),
    sympy.acos: _np_complexwise(np.arccos, -1, 1), sympy.atan: np.arctan, sympy.acot: _np_acot,
    sympy.asinh: np.arcsinh, sympy.acosh: _np_complexwise(np.arccosh, 1),
    sympy.atanh: _np_complexwise(np.arctanh, -1, 1), sympy.erf: special.erf,
    sympy.erfc: special.erfc, sympy.erfi: special.erfi, sympy.gamma: special.gamma,
    sympy.loggamma: special.loggamma, sympy.Abs: np.abs, sympy.sign: np.sign,
    sympy.floor: np.floor, sympy.ceiling: np.ceil, sympy.frac: lambda x: x - np.floor(x),
    sympy.Mod: lambda a, b: a - b * np.floor(a / b), sympy.Heaviside: _np_heaviside,
    sympy.sinc: lambda x: np.sinc(np.asarray(x) / np.pi), sympy.re: np.real, sympy.im: np.imag,
    sympy.conjugate: np.conj, sympy.arg: np.angle, sympy.airyai: lambda x: special.airy(x)[0],
    sympy.airybi: lambda x: special.airy(x)[2], sympy.besselj: special.jv,
    sympy.bessely: special.yv,
    sympy.besseli: special.iv, sympy.besselk: special.kv, sympy.Si: lambda x: special.sici(x)[0],
    sympy.Ci: lambda x: special.sici(x)[1] if np.all(np.asarray(x) > 0) else _unknown("Ci"),
    sympy.Shi: lambda x: special.shichi(x)[0], sympy.fresnels: lambda x: special.fresnel(x)[0],
    sympy.fresnelc: lambda x: special.fresnel(x)[1], sympy.LambertW: lambda x: special.lambertw(x),
    sympy.Ei: lambda x: special.expi(x) if np.isrealobj(x) else _unknown("Ei"),
    sympy.Max: lambda *a: _fold(np.maximum, a), sympy.Min: lambda *a: _fold(np.minimum, a),
    sympy.atan2: np.arctan2,
}  # fmt: skip

MPMATH: dict[Any, Callable[..., Any]] = {
    sympy.exp: mpmath.exp, sympy.log: mpmath.log, sympy.sin: mpmath.sin, sympy.cos: mpmath.cos,
    sympy.tan: mpmath.tan, sympy.cot: mpmath.cot, sympy.sec: mpmath.sec, sympy.csc: mpmath.csc,
    sympy.sinh: mpmath.sinh, sympy.cosh: mpmath.cosh, sympy.tanh: mpmath.tanh,
    sympy.sech: mpmath.sech, sympy.csch: mpmath.csch, sympy.coth: mpmath.coth,
    sympy.asin: mpmath.asin, sympy.acos: mpmath.acos, sympy.atan: mpmath.atan,
    sympy.acot: _mp_acot, sympy.asinh: mpmath.asinh, sympy.acosh: mpmath.acosh,
    sympy.atanh: mpmath.atanh, sympy.erf: mpmath.erf, sympy.erfc: mpmath.erfc,
    sympy.erfi: mpmath.erfi, sympy.gamma: mpmath.gamma, sympy.loggamma: mpmath.loggamma,
    sympy.Abs: abs, sympy.sign: mpmath.sign, sympy.floor: mpmath.floor,
    sympy.ceiling: mpmath.ceil, sympy.frac: lambda x: x - mpmath.floor(x),
    sympy.Mod: lambda a, b: a - b * mpmath.floor(a / b), sympy.Heaviside: _mp_heaviside,
    sympy.sinc: lambda x: mpmath.sinc(x), sympy.re: mpmath.re, sympy.im: mpmath.im,
    sympy.conjugate: mpmath.conj, sympy.arg: mpmath.arg, sympy.airyai: mpmath.airyai,
    sympy.airybi: mpmath.airybi, sympy.besselj: mpmath.besselj, sympy.bessely: mpmath.bessely,
    sympy.besseli: mpmath.besseli, sympy.besselk: mpmath.besselk, sympy.Si: mpmath.si,
    sympy.Ci: mpmath.ci, sympy.Shi: mpmath.shi, sympy.Chi: mpmath.chi,
    sympy.fresnels: mpmath.fresnels, sympy.fresnelc: mpmath.fresnelc,
    sympy.LambertW: lambda x, k=0: mpmath.lambertw(x, int(k)), sympy.Ei: mpmath.ei,
    sympy.expint: mpmath.expint, sympy.Max: max, sympy.Min: min, sympy.atan2: mpmath.atan2,
    sympy.uppergamma: lambda a, x: mpmath.gammainc(a, x),
    sympy.lowergamma: lambda a, x: mpmath.gammainc(a, 0, x), sympy.beta: mpmath.beta,
    sympy.polygamma: lambda n, x: mpmath.psi(int(n.real), x), sympy.digamma: mpmath.digamma,
    sympy.zeta: mpmath.zeta, sympy.polylog: mpmath.polylog,
    sympy.elliptic_k: mpmath.ellipk, sympy.elliptic_e: mpmath.ellipe,
    sympy.erfinv: mpmath.erfinv, sympy.factorial: mpmath.factorial,
}  # fmt: skip

CONSTANTS = {
    sympy.pi: lambda: mpmath.pi, sympy.E: lambda: mpmath.e, sympy.EulerGamma: lambda: mpmath.euler,
    sympy.Catalan: lambda: mpmath.catalan, sympy.GoldenRatio: lambda: mpmath.phi,
    sympy.I: lambda: mpmath.mpc(0, 1), sympy.oo: lambda: mpmath.inf,
    sympy.nan: lambda: mpmath.nan,
}  # fmt: skip


def _fold(both: Any, values: Any) -> Any:
    first, *others = values
    for other in others:
        first = both(first, other)
    return first


def _unknown(name: str) -> Any:
    raise Unknown(name)


def with_mpmath(expr: Any, values: dict[Any, Any]) -> Any:
    """The value at a point, mpf or mpc, at mpmath's precision."""
    if expr in values:
        return values[expr]
    if isinstance(expr, sympy.Float):
        return _typed(expr)
    if isinstance(expr, sympy.Rational):
        return mpmath.mpf(expr.p) / expr.q
    if expr in CONSTANTS:
        return +CONSTANTS[expr]()
    if isinstance(expr, sympy.Piecewise):
        for value, condition in expr.args:
            if _mp_holds(condition, values):
                return with_mpmath(value, values)
        return mpmath.nan
    if isinstance(expr, sympy.Sum | sympy.Product):
        return _finite(expr, values)
    if isinstance(expr, sympy.hyper):
        above, below, point = expr.args
        return mpmath.hyper(
            [with_mpmath(a, values) for a in above], [with_mpmath(b, values) for b in below],
            with_mpmath(point, values),
        )  # fmt: skip
    arguments = [with_mpmath(argument, values) for argument in expr.args]
    if isinstance(expr, sympy.Add):
        return mpmath.fsum(arguments)
    if isinstance(expr, sympy.Mul):
        if any(argument == 0 for argument in arguments):
            return mpmath.mpf(0)
        return mpmath.fprod(arguments)
    if isinstance(expr, sympy.Pow):
        base, exponent = arguments
        if base == 0 and mpmath.re(exponent) < 0:
            return mpmath.inf
        if mpmath.im(exponent) == 0 and mpmath.isint(mpmath.re(exponent)):
            return base ** int(mpmath.re(exponent))
        return mpmath.power(base, exponent)
    if expr.func not in MPMATH:
        raise Unknown(expr.func.__name__)
    return mpmath.mpmathify(MPMATH[expr.func](*arguments))


def _typed(number: Any) -> Any:
    """The shortest decimal, or where that is long a rational of denominator under 1000."""
    exact, bits = number._mpf_, number._prec
    digits = 1
    while libmp.from_str(libmp.to_str(exact, digits), bits, "n") != exact:
        digits += 1
    decimal = Fraction(libmp.to_str(exact, digits))
    near = Fraction(int(sympy.Rational(number).p), int(sympy.Rational(number).q))
    simple = near.limit_denominator(999)
    as_float = libmp.from_rational(simple.numerator, simple.denominator, bits, "n")
    typed = simple if decimal.denominator > 999 and as_float == exact else decimal
    return mpmath.mpf(typed.numerator) / typed.denominator


def _finite(expr: Any, values: dict[Any, Any]) -> Any:
    body, (index, low, high) = expr.args[0], expr.args[1]
    first, last = (int(with_mpmath(end, values)) for end in (low, high))
    parts = [with_mpmath(body, {**values, index: mpmath.mpf(k)}) for k in range(first, last + 1)]
    return mpmath.fsum(parts) if isinstance(expr, sympy.Sum) else mpmath.fprod(parts)


def _mp_holds(condition: Any, values: dict[Any, Any]) -> bool:
    if condition in (sympy.true, sympy.false):
        return condition == sympy.true
    if isinstance(condition, sympy.And):
        return all(_mp_holds(part, values) for part in condition.args)
    if isinstance(condition, sympy.Or):
        return any(_mp_holds(part, values) for part in condition.args)
    if isinstance(condition, sympy.Not):
        return not _mp_holds(condition.args[0], values)
    if isinstance(condition, Relational):
        left, right = (with_mpmath(side, values) for side in condition.args)
        return bool(_compare(condition, left, right))
    raise Unknown(type(condition).__name__)


def _compare(condition: Any, left: Any, right: Any) -> Any:
    name = condition.rel_op
    if name in ("==", "!="):
        return left == right if name == "==" else left != right
    real_left = left.real if hasattr(left, "real") else left
    real_right = right.real if hasattr(right, "real") else right
    return {
        "<": lambda: real_left < real_right, "<=": lambda: real_left <= real_right,
        ">": lambda: real_left > real_right, ">=": lambda: real_left >= real_right,
    }[name]()  # fmt: skip


class Walk:
    """An expression in one variable over an array of points: values and states of its switches."""

    def __init__(self, expr: Any, x: Any) -> None:
        self.expr, self.x = expr, x
        self.constants: dict[Any, Any] = {}
        self.moving: dict[Any, bool] = {}

    def values(self, points: Any) -> Any:
        """Values at the points, float64 or complex128."""
        with np.errstate(all="ignore"):
            return np.broadcast_to(np.asarray(self._walk(self.expr, points, None)), points.shape)

    def states(self, points: Any) -> Any:
        """One integer row per switch: where no row changes, the expression is smooth."""
        rows: list[Any] = []
        with np.errstate(all="ignore"):
            self._walk(self.expr, points, rows)
        return np.array([np.broadcast_to(row, points.shape) for row in rows]).reshape(
            len(rows), points.size
        )

    def _constant(self, expr: Any) -> Any:
        if expr not in self.constants:
            with mpmath.workdps(30):
                value = complex(with_mpmath(expr, {}))
            self.constants[expr] = value.real if value.imag == 0 else value
        return self.constants[expr]

    def _walk(self, expr: Any, points: Any, rows: list[Any] | None) -> Any:
        if expr == self.x:
            return points
        if expr not in self.moving:
            self.moving[expr] = expr.has(self.x)
        if not self.moving[expr]:
            return self._constant(expr)
        if isinstance(expr, sympy.Piecewise):
            return self._piecewise(expr, points, rows)
        if isinstance(expr, sympy.Sum | sympy.Product):
            return self._walk(expr.doit(), points, rows)
        arguments = [self._walk(argument, points, rows) for argument in expr.args]
        if rows is not None:
            rows += _switches(expr, arguments)
        if isinstance(expr, sympy.Add):
            return sum(arguments[1:], arguments[0])
        if isinstance(expr, sympy.Mul):
            return _product(arguments)
        if isinstance(expr, sympy.Pow):
            return _np_power(*arguments)
        if expr.func not in NUMPY:
            raise Unknown(expr.func.__name__)
        return NUMPY[expr.func](*arguments)

    def _piecewise(self, expr: Any, points: Any, rows: list[Any] | None) -> Any:
        taken = np.full(points.shape, -1)
        values = np.full(points.shape, np.nan, dtype=complex)
        for index, (value, condition) in enumerate(expr.args):
            inside: list[Any] | None = None if rows is None else []
            here = (taken < 0) & self._holds(condition, points, inside)
            own: list[Any] | None = None if rows is None else []
            values = np.where(here, self._walk(value, points, own), values)
            taken = np.where(here, index, taken)
            if rows is not None:
                rows += [np.where(here, row, 0) for row in own or []]
        if rows is not None:
            rows.append(taken)
        return values.real if np.all(values.imag == 0) else values

    def _holds(self, condition: Any, points: Any, rows: list[Any] | None) -> Any:
        if condition in (sympy.true, sympy.false):
            return np.full(points.shape, condition == sympy.true)
        if isinstance(condition, sympy.And | sympy.Or):
            parts = [self._holds(part, points, rows) for part in condition.args]
            return (np.all if isinstance(condition, sympy.And) else np.any)(parts, axis=0)
        if isinstance(condition, sympy.Not):
            return ~self._holds(condition.args[0], points, rows)
        if isinstance(condition, Relational):
            left, right = (self._walk(side, points, rows) for side in condition.args)
            return np.broadcast_to(_compare(condition, left, right), points.shape)
        raise Unknown(type(condition).__name__)


def _product(arguments: list[Any]) -> Any:
    """A product in which 0 wins over an overflow beside it."""
    value = arguments[0]
    for argument in arguments[1:]:
        both = value * argument
        value = np.where((value == 0) | (argument == 0), 0, both)
    return value


def _switches(expr: Any, arguments: list[Any]) -> list[Any]:
    """States in which the head leaves smoothness, as integer arrays."""
    first = arguments[0]
    if isinstance(expr, sympy.Pow) and not (expr.exp.is_Integer and expr.exp > 0):
        return [_sign(first)]
    if isinstance(
        expr,
        sympy.Abs
        | sympy.sign
        | sympy.Heaviside
        | sympy.log
        | sympy.acot
        | sympy.Ci
        | sympy.Ei
        | sympy.bessely
        | sympy.besselk
        | sympy.arg,
    ):
        return [_sign(arguments[-1] if expr.func in (sympy.bessely, sympy.besselk) else first)]
    if isinstance(expr, sympy.floor | sympy.ceiling | sympy.frac):
        return [_whole(np.floor(np.real(first)))]
    if isinstance(expr, sympy.Mod):
        return [_whole(np.floor(np.real(first / arguments[1])))]
    if isinstance(expr, sympy.tan | sympy.sec):
        return [_whole(np.floor(np.real(first) / np.pi + 0.5))]
    if isinstance(expr, sympy.cot | sympy.csc | sympy.gamma):
        return [_whole(np.floor(np.real(first) / (1 if expr.func == sympy.gamma else np.pi)))]
    if isinstance(expr, sympy.asin | sympy.acos | sympy.atanh | sympy.acosh):
        return [_sign(first - 1) + 3 * _sign(first + 1)]
    if isinstance(expr, sympy.csch | sympy.coth):
        return [_sign(first)]
    if isinstance(expr, sympy.Max | sympy.Min):
        return [np.argmax(np.array(np.broadcast_arrays(*[np.real(a) for a in arguments])), axis=0)]
    return []


def _sign(values: Any) -> Any:
    return np.sign(np.real(values)).astype(int)


def _whole(values: Any) -> Any:
    return np.nan_to_num(np.clip(values, -1e15, 1e15)).astype(np.int64)
