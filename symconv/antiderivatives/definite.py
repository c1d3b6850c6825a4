"""Integrals over the whole line that have no elementary antiderivative: erf times Gaussian."""

from __future__ import annotations

from symconv.algebra.dependence import coefficients
from symconv.algebra.generators import Generator
from symconv.algebra.signs import Facts
from symconv.antiderivatives.gaussian import whole_line_erf
from symconv.antiderivatives.limits import at_infinity
from symconv.antiderivatives.primitives import proved_primitive
from symconv.antiderivatives.sums import Sum

__all__ = ["whole_line"]


def whole_line(integrand: Sum, gen: Generator, facts: Facts) -> Sum:
    """∫_R integrand, term by term; raises NotElementary where a term is of no known kind."""
    total = Sum()
    for (q, a), r in integrand.terms.items():
        exponent, row = coefficients(q, gen), coefficients(r, gen)
        if a[0] == "erf" and exponent is not None and len(exponent) == 3 and row is not None:
            total = total + whole_line_erf(row, q, a[1], gen, facts)
            continue
        primitive = proved_primitive(Sum({(q, a): r}), gen, facts)
        high, low = (at_infinity(primitive, gen, side, facts) for side in (1, -1))
        total = total + high - low
    return total
