"""Closed forms in several variables: products of one-dimensional answers, Gaussians, sifting."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import sympy

from symconv import methods
from symconv.algebra.relations import facts_from
from symconv.closedform import ENCLOSED, PROVED, Certificate, ClosedForm
from symconv.deciding.smoothness import is_smooth
from symconv.errors import DivergentIntegral, NoClosedForm
from symconv.operators import inputs
from symconv.problem import Problem
from symconv.quadraticforms import convolved, quadratic_exponential
from symconv.separable import Term, separated

__all__ = ["closed_form"]


def closed_form(
    unevaluated: Any,
    *,
    assuming: Any = (),
    principal_value: bool = False,
    certified: str = "enclosed",
    form: str = "piecewise",
    timeout: float = 30,
    collect: bool = False,
) -> ClosedForm:
    """Every product of a term of f with a term of g, added up.

    Raises NoClosedForm, DivergentIntegral, Undecided, InvalidInput.
    """
    inputs.check_keywords("line", None, certified, form)
    relations = (assuming,) if isinstance(assuming, sympy.logic.boolalg.Boolean) else assuming
    count = len(unevaluated.t)
    axes = tuple(sympy.Dummy(f"x{axis}", real=True) for axis in range(count))
    outputs = tuple(sympy.Dummy(f"t{axis}", real=True) for axis in range(count))
    work = _Work(
        axes=axes,
        outputs=outputs,
        unevaluated=unevaluated,
        assuming=tuple(sympy.sympify(item) for item in relations),
        principal_value=principal_value,
        certified=certified,
        form=form,
        collect=collect,
        deadline=time.monotonic() + timeout,
        found=[],
        conditions=[],
    )
    expr = work.total()
    return work.claim(expr.xreplace(dict(zip(outputs, unevaluated.t, strict=True))))


@dataclass
class _Work:
    axes: tuple[Any, ...]
    outputs: tuple[Any, ...]
    unevaluated: Any
    assuming: tuple[Any, ...]
    principal_value: bool
    certified: str
    form: str
    collect: bool
    deadline: float
    found: list[ClosedForm]
    conditions: list[Any]

    def total(self) -> Any:
        f, g = (self.unevaluated.args[k].thawed(self.axes) for k in (0, 1))
        if self.unevaluated.op == "correlate":
            f = f.xreplace({x: -x for x in self.axes})
            f = sympy.conjugate(f) if self.unevaluated.conjugate_first else f
        first, second = separated(f, self.axes), separated(g, self.axes)
        alone = len(first) == len(second) == 1
        result = sympy.Integer(0)
        for a in first:
            for b in second:
                try:
                    result += self._pair(a, b)
                except DivergentIntegral:
                    if alone:
                        raise
                    message = "one product of terms diverges; whether the sum does is open"
                    raise NoClosedForm(message, tried=(f"separation: {message}",)) from None
        return result

    def _pair(self, a: Term, b: Term) -> Any:
        if a.is_separable and b.is_separable:
            return self._product(a, b)
        for masses, other in ((a, b), (b, a)):
            sifted = self._sifted(masses, other)
            if sifted is not None:
                return sifted
        forms = [quadratic_exponential(term.expression(), self.axes) for term in (a, b)]
        if forms[0] is None or forms[1] is None:
            raise NoClosedForm("f or g ties its axes", tried=("separation: the axes are tied",))
        conditions = self.conditions if self.collect else None
        facts = facts_from(self.assuming)
        return convolved(forms[0], forms[1], self.outputs, facts, conditions)

    def _product(self, a: Term, b: Term) -> Any:
        result = a.weight * b.weight
        for f, g, x, t in zip(a.factors, b.factors, self.axes, self.outputs, strict=True):
            problem = Problem(
                f=f,
                g=g,
                x=x,
                t=t,
                assuming=self.assuming,
                principal_value=self.principal_value,
                certified=self.certified,
                form=self.form,
                collect=self.collect,
                deadline=self.deadline,
            )
            answer = methods.solve(problem)
            self.found.append(answer)
            result *= answer.expr
        return result

    def _sifted(self, masses: Term, other: Term) -> Any:
        """Π δ^{(k_i)}(x_i − a_i) ∗ g = ∂^k g(t − a); derivatives only of smooth expressions."""
        if not masses.is_separable:
            return None
        value = other.expression()
        places: dict[Any, Any] = {}
        for factor, x, t in zip(masses.factors, self.axes, self.outputs, strict=True):
            mass = _unit_mass(factor, x)
            if mass is None:
                return None
            point, order = mass
            if order and not all(is_smooth(value, axis) for axis in self.axes):
                return None
            value = sympy.diff(value, x, order) if order else value
            places[x] = t - point
        return masses.weight * value.xreplace(places)

    def claim(self, expr: Any) -> ClosedForm:
        """The closed form with what the factors rest on."""
        proved = all(answer.certificate.status == PROVED for answer in self.found)
        hypotheses = dict.fromkeys(h for answer in self.found for h in answer.hypotheses)
        conditions = [c for answer in self.found for c in answer.conditions] + self.conditions
        certificate = Certificate(
            PROVED if proved else ENCLOSED,
            "Fubini: one integral per axis; quadratic forms by completing the square",
            {"axes": [dict(answer.certificate.data) for answer in self.found]},
        )
        return ClosedForm(
            expr=expr,
            hypotheses=(*self.assuming, *(h for h in hypotheses if h not in self.assuming)),
            conditions=tuple(dict.fromkeys(conditions)),
            method="one integral per axis",
            certificate=certificate,
            t=self.unevaluated.t,
        )


def _unit_mass(factor: Any, x: Any) -> tuple[Any, int] | None:
    """(a, k) where the factor is δ^{(k)}(x − a)."""
    if not isinstance(factor, sympy.DiracDelta):
        return None
    point = sympy.expand(x - factor.args[0])
    order = int(factor.args[1]) if len(factor.args) > 1 else 0
    return None if x in point.free_symbols else (point, order)
