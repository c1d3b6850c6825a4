"""The operations that the laws speak of, twice: on distributions exactly, and on expressions.

A law is one function of a calculus and of the given functions; it returns the pairs of sides that
must be equal.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import sympy
from flint import fmpq

from symconv.algebra.constants import number
from symconv.algebra.convolution import convolve
from symconv.algebra.distribution import Distribution
from symconv.algebra.existence import Existence
from symconv.algebra.exppoly import CONSTANT_MODE, ExpPoly
from symconv.algebra.signs import Facts
from symconv.antiderivatives.smoothness import derivative_of
from symconv.antiderivatives.sums import NotElementary
from symconv.check.casereading import new_poles, read_in_case
from symconv.check.exploring import require_apart
from symconv.check.expressions import Answers
from symconv.errors import InvalidInput, NoClosedForm
from symconv.operators.kinds import solve
from symconv.operators.posing import pose
from symconv.problem import conjugated
from symconv.reading import Case, OutsideClass, Split, read
from symconv.reading.constants import ConstantReader
from symconv.writing import heaviside_form

__all__ = ["Calculus", "Exact", "Law", "Missing", "Written", "distributional"]


class Calculus(Protocol):
    """What a law may do with functions of x."""

    def convolve(self, f: Any, g: Any) -> Any:
        """f ∗ g."""

    def correlate(self, f: Any, g: Any) -> Any:
        """f ⋆ g."""

    def add(self, f: Any, g: Any) -> Any:
        """f + g."""

    def scale(self, f: Any, factor: Any) -> Any:
        """factor·f."""

    def shift(self, f: Any, by: Any) -> Any:
        """f(x − by)."""

    def turn(self, f: Any) -> Any:
        """conj f(−x)."""

    def derivative(self, f: Any) -> Any:
        """f′ as a distribution."""

    def moment(self, f: Any, order: int) -> Any:
        """∫ x^order f as a constant function."""

    def product(self, f: Any, g: Any) -> Any:
        """f·g, one of them a constant function."""


Law = Callable[..., list[tuple[Any, Any]]]


@dataclass
class Exact:
    """Distributions under the facts of one case."""

    x: Any
    case: Case

    def given(self, expr: Any) -> Distribution:
        """Read; Missing where it has no value in this case."""
        value = read_in_case(expr, self.x, self.case)
        if value is None:
            raise Missing
        return value

    def convolve(self, f: Distribution, g: Distribution) -> Distribution:
        """The product of the Laplace transforms."""
        h = convolve(f, g, Existence(self.case.facts))
        require_apart(new_poles(h, (f, g)), self.case.facts)
        return h

    def correlate(self, f: Distribution, g: Distribution) -> Distribution:
        """conj f(−x) ∗ g."""
        return self.convolve(self.turn(f), g)

    def add(self, f: Distribution, g: Distribution) -> Distribution:
        """f + g."""
        return f + g

    def scale(self, f: Distribution, factor: Any) -> Distribution:
        """factor·f."""
        return f.multiplied(ConstantReader(self.case.facts).read(self.case.apply(factor)))

    def shift(self, f: Distribution, by: Any) -> Distribution:
        """f(x − by)."""
        return f.shifted(number(self.case.apply(by)))

    def turn(self, f: Distribution) -> Distribution:
        """conj f(−x)."""
        return f.reflected().conjugate()

    def derivative(self, f: Distribution) -> Distribution:
        """f′."""
        return f.derivative()

    def moment(self, f: Distribution, order: int) -> Distribution:
        """x^order f convolved with 1."""
        power = ExpPoly({CONSTANT_MODE: {order: fmpq(int(sympy.factorial(order)))}})
        return self.convolve(f.multiplied(power), Distribution(ExpPoly.constant(fmpq(1))))

    def product(self, f: Distribution, g: Distribution) -> Distribution:
        """f·g for a constant f."""
        return g.multiplied(f.line)


class Missing(Exception):  # an answer
    """A given function has no value in this case."""


@dataclass
class Written(Answers):
    """Expressions, and what their closed forms rest on."""

    x: Any
    assuming: tuple[Any, ...]

    def convolve(self, f: Any, g: Any) -> Any:
        """The closed form."""
        return self._operate("convolve", f, g)

    def correlate(self, f: Any, g: Any) -> Any:
        """The closed form."""
        return self._operate("correlate", f, g)

    def _operate(self, op: str, f: Any, g: Any) -> Any:
        answer = self.noted(solve(pose(op, f, g, self.x, self.x, assuming=self.assuming)))
        return answer.expr.xreplace({answer.t: self.x})

    def shift(self, f: Any, by: Any) -> Any:
        """f(x − by)."""
        return f.subs(self.x, self.x - by)

    def turn(self, f: Any) -> Any:
        """conj f(−x)."""
        return conjugated(f.subs(self.x, -self.x))

    def derivative(self, f: Any) -> Any:
        """f′."""
        return distributional(f, self.x)

    def moment(self, f: Any, order: int) -> Any:
        """x^order f convolved with 1."""
        return self._operate("convolve", self.x**order * f, sympy.Integer(1))


def distributional(f: Any, x: Any) -> Any:
    """f′ as a distribution: exact for the exponential class, else of a piecewise smooth expression.

    Raises NoClosedForm where f is not known to be piecewise smooth.
    """
    try:
        return heaviside_form(read(f, x, Facts()).derivative(), x)
    except (OutsideClass, Split):
        pass
    try:
        return derivative_of(f, 1, x, Facts())
    except (OutsideClass, Split, NotElementary, InvalidInput):
        message = f"the distributional derivative of {f} is not available"
        raise NoClosedForm(message, tried=(message,)) from None
