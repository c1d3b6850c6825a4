"""Point masses δ^{(k)}(p(x)), and what a function is at the point of a mass that it multiplies.

One rule: δ times a function takes the function's own value there (a Heaviside its stated H(0));
δ^{(k)} needs a factor that is C^k at the point, else InvalidInput.
"""

from __future__ import annotations

from typing import Any

from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra import polynomials
from symconv.algebra.constants import expression
from symconv.algebra.distribution import Distribution
from symconv.algebra.exppoly import ExpPoly
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.errors import InvalidInput
from symconv.reading.cases import decided_sign
from symconv.reading.conditions import OutsideClass, real_roots

__all__ = ["local_function", "mass_of_polynomial"]


def mass_of_polynomial(
    coefficients: list[Number], order: int, facts: Facts, expr: Any
) -> Distribution:
    """δ^{(k)}(p(x)): for k = 0 the sum of δ(x − r)/|p'(r)| over the real roots, which are simple.

    `expr` is what is read, for the messages. Derivatives need a linear p.
    """
    if not all(nb.is_real(c) for c in coefficients):
        raise InvalidInput(
            f"the argument of {expr} must be real; declare its symbols with real=True or "
            "positive=True"
        )
    if len(coefficients) == 2:
        return _mass_of_line(coefficients, order, facts)
    if order:
        raise OutsideClass(f"{expr}: a derivative of a point mass of a nonlinear argument")
    total = Distribution()
    for root, times in real_roots(coefficients, facts):
        if times > 1:
            raise InvalidInput(f"{expr}: {expression(root)} is not a simple root")
        slope = polynomials.value(polynomials.differentiate(coefficients), root)
        weight = nb.inverse(slope * fmpq(decided_sign(facts, slope)))
        total = total + Distribution.delta(root, 0, weight)
    return total


def _mass_of_line(coefficients: list[Number], order: int, facts: Facts) -> Distribution:
    """δ^{(k)}(cx + d) = |c|^{-1} c^{-k} δ^{(k)}(x + d/c)."""
    d, c = coefficients
    down = nb.inverse(c)
    sign = fmpq(decided_sign(facts, c))
    return Distribution.delta(-d * down, order, nb.power(down, order + 1) * sign)


def local_function(f: Distribution, point: Number, order: int, facts: Facts, expr: Any) -> ExpPoly:
    """An exponential polynomial that agrees with f at the point up to the order.

    `expr` is what f was read from, for the message where f has a break point there.
    """
    local = f.line
    for a, part in f.right.items():
        sign = 0 if a == point else decided_sign(facts, point - a)
        if sign > 0:
            local = local + part.recentred(-a)
        elif sign == 0 and not _is_flat(part, order):
            raise InvalidInput(
                f"delta^({order}) at {expression(point)} needs a factor with {order} "
                f"continuous derivatives there; {expr} has a break point"
            )
    return local


def _is_flat(part: ExpPoly, order: int) -> bool:
    """Whether the jump of the function and of its first derivatives vanishes."""
    for _ in range(order + 1):
        if part.at_zero():
            return False
        part = part.derivative()
    return True
