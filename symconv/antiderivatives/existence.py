"""In which sense the integrals of a solution exist: absolute, improper, or principal value."""

from __future__ import annotations

from dataclasses import dataclass

import sympy

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression
from symconv.algebra.dependence import coefficients, depends
from symconv.algebra.generators import Generator
from symconv.antiderivatives.field import T, X
from symconv.antiderivatives.limits import Diverges
from symconv.antiderivatives.series import laurent
from symconv.antiderivatives.sums import APPROACH, PLAIN, NotElementary, Sum

__all__ = ["Existence"]

_ABSOLUTE = "absolute: the antiderivative has finite limits at the ends"
_IMPROPER = "improper: each tail converges by itself, by oscillation, and not absolutely"
_PRINCIPAL = "principal value: symmetric excision at simple poles"


@dataclass
class Existence:
    """What the integrals met so far; `principal_value` says that simple poles are admitted."""

    principal_value: bool = False
    improper: bool = False
    fixed_pole: bool = False
    moving_pole: bool = False

    def text(self) -> str:
        """The hypothesis that names the grade."""
        if self.fixed_pole or self.moving_pole:
            return _PRINCIPAL
        return _IMPROPER if self.improper else _ABSOLUTE

    def meet_tail(self, integrand: Sum, gen: Generator, side: int) -> None:
        """Note a tail that converges by oscillation: r·e^{iωx} with r of order 1/x."""
        for (q, a), r in integrand.terms.items():
            row = coefficients(q, gen)
            if row is None or len(row) != 2 or nb.real_part(row[1]) != 0:
                continue
            bounded = a is PLAIN or not depends(a[1], gen) or a[0] != "log"
            try:
                slow = laurent(r, gen, side, 1)[0] < 2
            except NotElementary:
                slow = True
            self.improper = self.improper or slow or not bounded

    def meet_marks(self, value: Sum) -> None:
        """Note the poles of one integral; NotElementary where both factors have one."""
        for _, a in value.terms:
            if a[0] == APPROACH:
                moves = depends(a[1], T)
                self.moving_pole = self.moving_pole or moves
                self.fixed_pole = self.fixed_pole or not moves
        if self.moving_pole and self.fixed_pole:
            raise NotElementary("principal values in both factors, which may leave a point mass")

    def require_no_marks(self, value: Sum) -> None:
        """Raise Diverges where log|x − p| did not cancel between the two sides of p."""
        for (_, a), r in value.terms.items():
            if a[0] == APPROACH:
                point = expression(a[1])
                growth = sympy.log(sympy.Abs(X.expr - point))
                raise Diverges(growth, r, end=point)
