"""Which expressions are smooth on the real line, and distributional derivatives of the others.

`is_smooth` is a sound syntactic rule: True is a proof, False says nothing.
"""

from __future__ import annotations

from typing import Any

import sympy
from sympy.core.function import AppliedUndef
from sympy.functions.elementary.piecewise import Piecewise

from symconv.algebra.constants import expression
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.antiderivatives.signs import Interval
from symconv.antiderivatives.slices import resolved_pieces
from symconv.antiderivatives.sums import NotElementary
from symconv.errors import InvalidInput

__all__ = ["derivative_of", "is_smooth", "local_expression"]

_SWITCHES = (sympy.Heaviside, sympy.sign, sympy.Abs, sympy.Max, sympy.Min, Piecewise)
_ENTIRE = (
    sympy.exp, sympy.sin, sympy.cos, sympy.sinh, sympy.cosh, sympy.erf, sympy.erfc, sympy.erfi,
    sympy.sinc, sympy.Si, sympy.fresnels, sympy.fresnelc, sympy.airyai, sympy.airybi,
)  # fmt: skip
_REAL_ANALYTIC = (sympy.tanh, sympy.sech, sympy.atan, sympy.asinh)


def is_smooth(expr: Any, x: Any) -> bool:
    """Whether the expression is certainly C^∞ in the real variable x."""
    if not expr.has(x) or expr == x:
        return True
    if expr.is_Mul:
        return all(is_smooth(arg, x) for arg in _without_removable(expr, x))
    if expr.is_Add:
        return all(is_smooth(arg, x) for arg in expr.args)
    if expr.is_Pow:
        return _is_smooth_power(expr.args[0], expr.args[1], x)
    if isinstance(expr, _ENTIRE):
        return all(is_smooth(arg, x) for arg in expr.args)
    if isinstance(expr, _REAL_ANALYTIC):
        u = expr.args[0]
        return bool(u.is_extended_real) and is_smooth(u, x)
    if isinstance(expr, sympy.log):
        return bool(expr.args[0].is_positive) and is_smooth(expr.args[0], x)
    if isinstance(expr, sympy.besselj):
        order = expr.args[0]
        return bool(order.is_Integer and order >= 0) and is_smooth(expr.args[1], x)
    return isinstance(expr, AppliedUndef)


def _is_smooth_power(base: Any, exponent: Any, x: Any) -> bool:
    if exponent.has(x):
        positive = base is sympy.E or base.is_positive
        return bool(positive) and is_smooth(base, x) and is_smooth(exponent, x)
    if not is_smooth(base, x):
        return False
    if exponent.is_Integer and exponent >= 0:
        return True
    if base.is_positive or (exponent.is_Integer and base.is_negative):
        return True
    return bool(exponent.is_Integer) and _has_no_real_root(base, x)


def _has_no_real_root(base: Any, x: Any) -> bool:
    """Whether a polynomial with rational coefficients has no real root, by Sturm's theorem."""
    poly = base.as_poly(x)
    return poly is not None and (poly.domain.is_QQ or poly.domain.is_ZZ) and poly.count_roots() == 0


def _without_removable(expr: Any, x: Any) -> list[Any]:
    """The factors of a product without pairs sin(cu)^m·u^{−n}, m >= n, which are entire.

    Every power of a sine is spent once, also on proportional reciprocals.
    """
    powers = dict(factor.as_base_exp() for factor in expr.args)
    spare = {base: m for base, m in powers.items() if isinstance(base, sympy.sin) and m.is_Integer}
    kept = []
    for base, exponent in powers.items():
        if base.has(x) and exponent.is_Integer and exponent < 0 and is_smooth(base, x):
            partner = next(
                (
                    sine
                    for sine, m in spare.items()
                    if m >= -exponent and not sympy.cancel(sine.args[0] / base).has(x)
                ),
                None,
            )
            if partner is not None:
                spare[partner] += exponent
                continue
        kept.append(sympy.Pow(base, exponent))
    return kept


def local_expression(expr: Any, point: Number, order: int, x: Any, facts: Facts) -> Any:
    """A formula without switches that equals expr up to the given derivative at the point.

    Raises InvalidInput where expr has a break there.
    """
    if not expr.has(*_SWITCHES):
        return expr
    parts = resolved_pieces(expr, x, facts)
    left = next(p for p in parts if _reaches(p[0], point, facts, 1))
    right = next(p for p in reversed(parts) if _reaches(p[0], point, facts, -1))
    a = expression(point)
    for j in range(order + 1):
        gap = (right[1].diff(x, j) - left[1].diff(x, j)).subs(x, a)
        if left is not right and sympy.simplify(gap) != 0:
            raise InvalidInput(
                f"delta^({order}) at {a} needs a factor with {order} continuous derivatives there; "
                f"{expr} has a break point"
            )
    return right[1]


def _reaches(interval: Interval, point: Number, facts: Facts, side: int) -> bool:
    """Whether the closed interval holds the point, on the given side of it at the ends."""
    return interval.side_of(point, facts) in (0, side) and (
        interval.side_of(point, facts) == 0
        or point in (interval.low, interval.high)
        or any(
            end is not None and facts.sign(end - point) == 0
            for end in (interval.low, interval.high)
        )
    )


def derivative_of(expr: Any, order: int, x: Any, facts: Facts) -> Any:
    """The distributional derivative of an expression in x.

    Raises NotElementary where the expression is not known to be piecewise smooth.
    """
    if order == 0 or not expr.has(x):
        return expr if order == 0 else sympy.Integer(0)
    if not expr.has(*_SWITCHES):
        if not is_smooth(expr, x):
            raise NotElementary(f"{expr} is not known to be smooth")
        return expr.diff(x, order)
    parts = resolved_pieces(expr, x, facts)
    if not all(is_smooth(value, x) for _, value in parts):
        raise NotElementary(f"a piece of {expr} is not known to be smooth")
    arms = []
    masses = sympy.Integer(0)
    for index, (interval, value) in enumerate(parts):
        if index:
            masses += _jumps(parts[index - 1][1], value, interval.low, order, x)
        high = interval.high
        condition = sympy.true if high is None else sympy.Lt(x, expression(high))
        arms.append((value.diff(x, order), condition))
    return sympy.Piecewise(*arms) + masses


def _jumps(left: Any, right: Any, point: Any, order: int, x: Any) -> Any:
    """Σ_{j<k} (jump of the j-th derivative)·δ^{(k−1−j)}."""
    a = expression(point)
    total = sympy.Integer(0)
    for j in range(order):
        jump = sympy.simplify((right.diff(x, j) - left.diff(x, j)).subs(x, a))
        rest = order - 1 - j
        total += jump * (sympy.DiracDelta(x - a, rest) if rest else sympy.DiracDelta(x - a))
    return total
