"""What a solution rests on: facts, conditions for existence, its grade, the rules used."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import sympy

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression, number
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.errors import DivergentIntegral
from symconv.reading import OutsideClass

__all__ = ["Ledger"]


@dataclass
class Ledger:
    """Facts, the conditions that existence added to them, and the weakest grade of convergence.

    `alone` says that the piece at work is the only one that meets its end points and infinity:
    otherwise the divergence of one term proves nothing about the sum.
    """

    facts: Facts
    t: Any
    variable: Any
    conditions: list[Any] = field(default_factory=list)
    improper: bool = False
    alone: bool = True
    rules: list[str] = field(default_factory=list)

    def cite(self, rule: str) -> None:
        """Note a rule that the result rests on."""
        if rule not in self.rules:
            self.rules.append(rule)

    def require_integrable(self, s: Any, point: Any, weights: tuple[bool | None, ...]) -> None:
        """Re s > 0 at an end where the integrand behaves like v^{s−1}; else it diverges.

        `weights` says of each factor whether it is known not to vanish.
        """
        shown = s if s.is_extended_real else sympy.re(s)
        value = number(sympy.expand(shown))
        sign = self.facts.sign(value)
        if sign == 1:
            return
        if sign is not None or self.facts.nonnegative(-value):
            self._refuse_open_divergence(weights)
            raise DivergentIntegral(
                f"the integral diverges at x -> {point}: there an integrand grows like "
                f"|x - ({point})|**({s - 1})",
                end=point,
                tails=(s - 1,),
            )
        self._open(sympy.Gt(shown, 0), value)

    def _refuse_open_divergence(self, weights: tuple[bool | None, ...]) -> None:
        if not self.alone:
            raise OutsideClass("several singular terms meet where one of them diverges")
        if any(weight is not True for weight in weights):
            raise OutsideClass("a term that diverges unless its coefficient is 0")

    def require_decay(
        self, kappa: Number, power: Any, tails: tuple[Any, Any], weights: tuple[bool | None, ...]
    ) -> None:
        """∫^∞ v^{power} e^{−κv} dv must converge."""
        real = nb.real_part(kappa)
        sign = self.facts.sign(real)
        if sign == 1:
            return
        if sign == 0:
            limit = -1 if nb.imaginary_part(kappa) == 0 else 0
            gap = number(sympy.expand(limit - sympy.re(power)))
            self.improper = self.improper or limit == 0
            if self.facts.sign(gap) == 1:
                return
            if self.facts.sign(gap) is None and not self.facts.nonnegative(-gap):
                self._open(sympy.Gt(expression(gap), 0), gap)
                return
        elif sign is None and not self.facts.nonnegative(-real):
            self._open(sympy.Gt(expression(real), 0), real)
            return
        self._refuse_open_divergence(weights)
        raise DivergentIntegral(
            "the integral diverges at x -> oo: there f behaves like "
            f"x**({power})*exp(({tails[0]})*x) and g(t - x) like exp(({-tails[1]})*x)",
            end="oo",
            tails=tails,
        )

    def _open(self, question: Any, value: Number) -> None:
        if question not in self.conditions:
            self.conditions.append(question)
        self.facts = self.facts.assume(value, 1)
