"""Multiplicative convolution ∫_0^∞ f(x) g(t/x) dx/x for t > 0, reduced to the line by x = e^u.

With F(u) = f(e^u), G(u) = g(e^u) it is (F ∗ G)(log t); the correlation ∫_0^∞ conj f(x) g(t x) dx/x
is (F ⋆ G)(log t). What the methods on the line do not know is integrated in x itself, by
antiderivatives between the products of break points.

References
----------
E. C. Titchmarsh, Introduction to the Theory of Fourier Integrals, 2.7 (convolution for Mellin
transforms).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sympy

from symconv import methods
from symconv.algebra.constants import number
from symconv.closedform import ClosedForm
from symconv.errors import DivergentIntegral, InvalidInput, NoClosedForm
from symconv.methods import antiderivative
from symconv.operators import halfline
from symconv.operators.substitution import Change
from symconv.problem import Problem
from symconv.reading import OutsideClass, Split, read
from symconv.writing import piecewise_form

__all__ = ["solve"]


def solve(problem: Problem) -> ClosedForm:
    """The closed form for t > 0.

    Raises InvalidInput where f or g does not vanish for x <= 0, Undecided where the sign of a break
    point is open, and what the methods on the line raise.
    """
    u = sympy.Dummy("u", real=True)
    f, g = (_vanishing_below(_plain(part, problem), u, problem) for part in (problem.f, problem.g))
    try:
        return _on_the_line(f, g, u, problem)
    except NoClosedForm as failure:
        answer = halfline.solve(problem) or _by_antiderivatives(problem)
        if answer is None:
            raise failure from None
        return _claimed(answer, _for_positive(answer.expr, problem.t), problem.t)


def _on_the_line(f: Any, g: Any, u: Any, problem: Problem) -> ClosedForm:
    """(F ∗ G)(log t) by the methods on the line."""
    v, t = sympy.Dummy("v", real=True), problem.t
    f, g = (Change(problem.x, sympy.exp(u), u, sympy.log, problem.facts).apply(h) for h in (f, g))
    try:
        answer = methods.solve(replace(problem, f=f, g=g, x=u, t=v, kind="line"))
    except DivergentIntegral as error:
        end = _image(error.end, {u: problem.x, v: t})
        where = "" if end is None else f" at {problem.x} -> {end}"
        raise DivergentIntegral(
            f"the integral diverges{where}", end=end, tails=(problem.f, problem.g)
        ) from None
    expr = Change(v, sympy.log(t), t, sympy.exp, problem.facts).apply(answer.expr)
    return _claimed(answer, expr, t)


def _image(end: Any, names: dict[Any, Any]) -> Any:
    """Where the end of an integral over u lies for x = e^u."""
    if end is None or str(end) in ("oo", "-oo"):
        return {None: None, "oo": "oo", "-oo": sympy.Integer(0)}[end and str(end)]
    logarithms = {old: sympy.log(new) for old, new in names.items()}
    return sympy.exp(sympy.sympify(end).xreplace(logarithms))


def _by_antiderivatives(problem: Problem) -> ClosedForm | None:
    """∫ f(x) g(t/x) dx/x by antiderivatives in x; the factors in either order."""
    if problem.op != "convolve":
        return None
    answer = antiderivative.solve(problem)
    if answer is not None:
        return answer
    try:
        return antiderivative.solve(replace(problem, f=problem.g, g=problem.f))
    except DivergentIntegral as error:
        end = sympy.sympify(error.end)
        end = sympy.oo if end == 0 else problem.t / end
        raise DivergentIntegral(
            f"the integral diverges at {problem.x} -> {end}", end=end, tails=(problem.f, problem.g)
        ) from None


def _for_positive(expr: Any, t: Any) -> Any:
    """The expression for t > 0, without conditions that say so."""
    return expr.xreplace({sympy.Gt(t, 0): sympy.true, sympy.Ge(t, 0): sympy.true})


def _claimed(answer: ClosedForm, expr: Any, t: Any) -> ClosedForm:
    return replace(
        answer,
        expr=expr,
        t=t,
        hypotheses=(*answer.hypotheses, f"valid for {t} > 0"),
        smoothness=None,
        support=None,
    )


def _plain(f: Any, problem: Problem) -> Any:
    """f with linear conditions only, where the exact reader can give that form."""
    if not f.has(sympy.Max, sympy.Min, sympy.Abs, sympy.Piecewise, sympy.sign):
        return f
    try:
        return piecewise_form(read(f, problem.x, problem.facts), problem.x, problem.facts)
    except (OutsideClass, Split):
        return f


def _vanishing_below(f: Any, u: Any, problem: Problem) -> Any:
    """f, once it is known to vanish on x <= 0."""
    x = problem.x
    mirrored = Change(x, -sympy.exp(u), None, None, problem.facts, negative=True).apply(f)
    if mirrored != 0:
        raise InvalidInput(
            f"{f} does not vanish for {x} <= 0, where kind='mellin' is not defined; multiply it by "
            f"Heaviside({x})"
        )
    if _has_mass_at_zero(f, problem):
        raise InvalidInput(f"{f} has a point mass at 0, where kind='mellin' is not defined")
    return f


def _has_mass_at_zero(f: Any, problem: Problem) -> bool:
    """Whether a mass stands at 0, by the exact algebra and the facts: a hidden zero is one."""
    places = (mass.args[0].subs(problem.x, 0) for mass in f.atoms(sympy.DiracDelta))
    return any(problem.facts.sign(number(place)) == 0 for place in places)
