"""One side of an equation in one case of the parameters: its normal form, where it has a value.

What must differ from 0 for that, the denominators of the expression and the new poles of an answer,
is named, so that the survey of the cases can keep it apart from 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sympy

from symconv.algebra import numbers as nb
from symconv.algebra.constants import number
from symconv.algebra.distribution import Distribution
from symconv.algebra.numbers import Number
from symconv.check.exploring import require_apart
from symconv.deciding.constants import sign
from symconv.errors import InvalidInput
from symconv.reading import Case, read
from symconv.reading.cases import NoValue

__all__ = ["NO_VALUE", "denominators", "new_poles", "read_in_case", "read_side"]

NO_VALUE = (sympy.nan, sympy.zoo, sympy.oo, -sympy.oo)


def read_side(expr: Any, t: Any, case: Case) -> Distribution | None:
    """The expression in one case; None where it has no value. Denominators are kept from 0."""
    try:
        changed = squared_moduli(case.apply(expr))
    except NoValue:
        return None
    if changed.has(*NO_VALUE):
        return None
    require_apart(denominators(changed, t), case.facts)
    return read_in_case(changed, t, case)


def squared_moduli(expr: Any) -> Any:
    """|z|^{2k} as (z conj z)^k for complex z, as products of conjugates give it."""
    return expr.replace(
        lambda node: (
            node.is_Pow
            and isinstance(node.base, sympy.Abs)
            and node.exp.is_Integer
            and node.exp % 2 == 0
        ),
        lambda node: (node.base.args[0] * sympy.conjugate(node.base.args[0])) ** (node.exp / 2),
    )


def read_in_case(expr: Any, t: Any, case: Case) -> Distribution | None:
    """The expression in one case; None where it has no value."""
    try:
        changed = case.apply(expr)
    except NoValue:
        return None
    if changed.has(*NO_VALUE):
        return None
    try:
        return read(changed, t, case.facts)
    except ZeroDivisionError:
        return None
    except InvalidInput as error:
        if "division by zero" in str(error):
            return None
        raise


def denominators(expr: Any, t: Any) -> Iterator[Number]:
    """What must not be 0 for the expression to have a value, as numbers free of t."""
    if not expr.free_symbols - {t}:
        return
    for node in sympy.preorder_traversal(expr):
        if not isinstance(node, sympy.Expr):
            continue
        is_singular = isinstance(node, sympy.log) or (node.is_Pow and _is_reciprocal(node.exp))
        if is_singular and node.args[0].free_symbols:
            yield from _free_of(node.args[0], t)


def _is_reciprocal(exponent: Any) -> bool:
    """Whether a power has no value at 0: every number that is not proved to be positive."""
    if exponent.free_symbols:
        return bool(exponent.could_extract_minus_sign())
    return sign(exponent) != 1


def _free_of(base: Any, t: Any) -> Iterator[Number]:
    if not base.has(t):
        yield number(base)
        return
    if base.is_polynomial(t):
        content = sympy.gcd_list(sympy.Poly(base, t).all_coeffs())
        if content.free_symbols:
            yield number(content)


def new_poles(answer: Distribution, given: tuple[Distribution, ...]) -> Iterator[Number]:
    """The denominators of the answer that f and g do not have."""
    known = {index for f in given for c in f.coefficients() for index in nb.poles(c)}
    for c in answer.coefficients():
        for index, factor in nb.poles(c).items():
            if index not in known:
                yield factor
