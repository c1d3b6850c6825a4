"""line, causal, circular and mellin: every kind reduced to problems on the line, and evaluated."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import sympy

from symconv import methods
from symconv.algebra.distribution import Distribution
from symconv.algebra.signs import Facts
from symconv.closedform import ClosedForm
from symconv.errors import InvalidInput, NoClosedForm, Undecided
from symconv.operators import inputs
from symconv.operators.frozen import Frozen, bound_variable, depth_of
from symconv.problem import Problem
from symconv.reading import OutsideClass, Split, read

__all__ = ["closed_form", "distributional_derivative", "evaluated", "power"]


def closed_form(
    node: Any,
    *,
    assuming: Any = (),
    principal_value: bool = False,
    certified: str = "enclosed",
    form: str = "piecewise",
    timeout: float = 30,
    collect: bool = True,
) -> ClosedForm:
    """The closed form of a node of any kind."""
    inputs.check_keywords(node.kind, node.period, certified, form)
    relations = _relations(assuming)
    problem = Problem(
        f=node.f,
        g=node.g,
        x=node.x,
        t=node.t if node.t.is_Symbol else sympy.Dummy("t", real=True),
        op=node.op,
        conjugate=node.conjugate_first,
        assuming=relations,
        principal_value=principal_value,
        certified=certified,
        form=form,
        collect=collect,
        deadline=time.monotonic() + timeout,
    )
    answer = _KINDS[node.kind](problem, node.period)
    if not node.t.is_Symbol:
        answer = replace(answer, expr=answer.expr.subs(problem.t, node.t))
    return answer


def _relations(assuming: Any) -> tuple[Any, ...]:
    if isinstance(assuming, (sympy.logic.boolalg.Boolean, bool)):
        return (sympy.sympify(assuming),)
    return tuple(sympy.sympify(item) for item in assuming)


def _line(problem: Problem, period: Any) -> ClosedForm:
    return methods.solve(problem)


def _causal(problem: Problem, period: Any) -> ClosedForm:
    """Both factors cut to [0−, ∞): masses at 0 whole."""
    cut = replace(problem, f=cut_causal(problem.f, problem), g=cut_causal(problem.g, problem))
    return methods.solve(cut)


def cut_causal(f: Any, problem: Problem) -> Any:
    """f·1 on [0−, ∞), with point masses at 0 kept whole."""
    x = problem.x
    smooth, masses = split_masses(f, problem)
    kept = sympy.Integer(0)
    for point, mass in masses:
        if _at_least(point, problem.facts):
            kept += mass
    return sympy.Piecewise((smooth, x >= 0), (0, True)) + kept


def split_masses(f: Any, problem: Problem) -> tuple[Any, list[tuple[Any, Any]]]:
    """f as (function, [(point, mass)]); only for masses that the exact reader understands."""
    if not f.has(sympy.DiracDelta):
        return f, []
    from symconv.algebra.constants import expression
    from symconv.writing import masses as write_masses

    smooth = sympy.Integer(0)
    found: list[tuple[Any, Any]] = []
    for term in sympy.Add.make_args(sympy.expand_mul(f)):
        if not term.has(sympy.DiracDelta):
            smooth += term
            continue
        try:
            value = read(term, problem.x, problem.facts)
        except (OutsideClass, Split):
            raise NoClosedForm(f"the point masses of {term} are not understood") from None
        smooth += _function_part(value, problem)
        for point, part in value.mass.items():
            mass = write_masses(Distribution(mass={point: part}), problem.x)
            found.append((expression(point), mass))
    return smooth, found


def _function_part(value: Distribution, problem: Problem) -> Any:
    from symconv.writing import heaviside_form

    return heaviside_form(Distribution(value.line, value.right), problem.x)


def _at_least(point: Any, facts: Facts, bound: Any = 0) -> bool:
    from symconv.algebra.constants import number

    value = number(point - bound)
    sign = facts.sign(value)
    if sign is None and not facts.nonnegative(value):
        question = sympy.Ge(point, bound)
        raise Undecided(f"whether {question} is open; state it with assuming=", question=question)
    return sign is None or sign >= 0


def _circular(problem: Problem, period: Any) -> ClosedForm:
    """On [0, P): h(t) + h(t + P) for the line convolution h of the two restrictions."""
    period = inputs.exact(inputs.as_expression(period, "period"))
    f = restricted(problem.f, period, problem)
    g = restricted(problem.g, period, problem)
    if problem.op == "correlate":
        f = _turned_periodic(f, period, problem)
    line = replace(problem, f=f, g=g, op="convolve", form="piecewise")
    answer = methods.solve(line)
    t = problem.t
    return replace(
        answer,
        expr=_wrapped(answer.expr, t, period, problem),
        hypotheses=(*answer.hypotheses, f"valid for 0 <= {t} < {period}"),
        smoothness=None,
        support=None,
    )


def _turned_periodic(f: Any, period: Any, problem: Problem) -> Any:
    """conj f(−x) extended with period P, on [0, P): x -> conj f(P − x), masses at 0 staying."""
    x = problem.x
    smooth, masses = split_masses(f, problem)
    turned = smooth.subs(x, period - x)
    for point, mass in masses:
        shift = sympy.Integer(0) if point == 0 else period
        turned += mass.subs(x, shift - x)
    return sympy.conjugate(turned) if problem.conjugate and turned.has(sympy.I) else turned


def restricted(f: Any, period: Any, problem: Problem) -> Any:
    """f on [0, P); InvalidInput unless f is supported there or P-periodic."""
    x = problem.x
    smooth, masses = split_masses(f, problem)
    window = (x >= 0) & (x < period)
    inside = sympy.Piecewise((smooth, window), (0, True))
    for point, mass in masses:
        if not _at_least(point, problem.facts) or _at_least(point, problem.facts, period):
            raise InvalidInput(
                f"the point mass at {point} lies outside [0, {period}); a periodic extension "
                "would move it: shift it yourself"
            )
        inside += mass
    if not _is_supported(smooth, inside, problem) and not _is_periodic(smooth, period, problem):
        raise InvalidInput(
            f"{f} is neither {period}-periodic nor supported in [0, {period}); restriction and "
            "periodisation differ, so choose one and write it out"
        )
    return inside


def _is_supported(smooth: Any, inside: Any, problem: Problem) -> bool:
    try:
        whole = read(smooth, problem.x, problem.facts)
        cut = read(inside, problem.x, problem.facts)
    except OutsideClass:
        return False
    return Distribution(whole.line, whole.right) == Distribution(cut.line, cut.right)


def _is_periodic(smooth: Any, period: Any, problem: Problem) -> bool:
    try:
        whole = read(smooth, problem.x, problem.facts)
    except OutsideClass:
        return bool(sympy.simplify(smooth.subs(problem.x, problem.x + period) - smooth) == 0)
    from symconv.algebra.constants import number

    return whole.shifted(number(period)) == whole


def _wrapped(expr: Any, t: Any, period: Any, problem: Problem) -> Any:
    """expr(t) + expr(t + P) on 0 <= t < P."""
    total = expr + expr.subs(t, t + period)
    try:
        h = read(total, t, problem.facts)
    except (OutsideClass, Split):
        return sympy.Piecewise((sympy.piecewise_fold(total), (t >= 0) & (t < period)))
    from symconv.operators.windows import window_form

    return window_form(h, t, period, problem.facts)


def _mellin(problem: Problem, period: Any) -> ClosedForm:
    """x = e^u turns ∫ f(x) g(t/x) dx/x into a convolution on the line."""
    from symconv.operators.mellin import solve

    return solve(problem)


_KINDS = {"line": _line, "causal": _causal, "circular": _circular, "mellin": _mellin}


def power(f: Any, n: int, x: Any, t: Any, **options: Any) -> Any:
    """The n-fold convolution power, in the exact class by one chain in the algebra."""
    from symconv.algebra.convolution import Existence
    from symconv.algebra.convolution import power as chain
    from symconv.operators.functions import convolve
    from symconv.writing import piecewise_form

    inputs.check_variable(x)
    f = inputs.exact(inputs.as_expression(f, "f"))
    t = inputs.check_output(x, t, f)
    if n == 0:
        return sympy.DiracDelta(t)
    if n == 1:
        return f.xreplace({x: t})
    if not options:
        try:
            value = read(
                f.xreplace({x: sympy.Symbol(x.name, real=True)}),
                sympy.Symbol(x.name, real=True),
                Facts(),
            )
            return piecewise_form(chain(value, n, Existence(Facts())), t, Facts())
        except (OutsideClass, Split):
            pass
    result = f
    for _ in range(n - 1):
        result = convolve(result, f, x, x, **options)
    return result.xreplace({x: t})


def distributional_derivative(node: Any) -> Any:
    """The node with one factor differentiated as a distribution; None where neither can be."""
    from symconv.writing import heaviside_form

    if node.kind != "line":
        return None
    x = node.x
    for place in (1, 0):
        factor = (node.f, node.g)[place]
        try:
            value = read(factor, x, Facts()).derivative()
        except (OutsideClass, Split, InvalidInput):
            continue
        if place == 0 and node.op == "correlate":
            value = -value
        written = heaviside_form(value, x)
        pair = (node.f, written) if place else (written, node.g)
        return _with_factors(node, *pair, x)
    return None


def _with_factors(node: Any, f: Any, g: Any, x: Any) -> Any:
    """The node with other factors, written in x."""
    depth = max(depth_of(f), depth_of(g))
    rename = {x: bound_variable(depth)}
    sealed = (Frozen(body.xreplace(rename), depth) for body in (f, g))
    return node.func(*sealed, *node.args[2:])


def evaluated(node: Any, precision: int) -> Any:
    """The value of a node without free symbols, enclosed to the precision; None otherwise."""
    if node.free_symbols or node.kind != "line":
        return None
    from symconv.enclosure import enclose_convolution

    ball = enclose_convolution(
        node.f,
        node.g,
        node.x,
        node.t,
        bits=precision + 8,
        op=node.op,
        conjugate=node.conjugate_first,
    )
    return _to_float(ball, precision)


def _to_float(ball: Any, precision: int) -> Any:
    real, imaginary = (ball.real, ball.imag) if hasattr(ball, "imag") else (ball, None)
    value = _float(real, precision)
    if imaginary is None or imaginary == 0:
        return value
    return value + sympy.I * _float(imaginary, precision)


def _float(ball: Any, precision: int) -> Any:
    man, exp = ball.mid().man_exp()
    return sympy.Float(
        sympy.Rational(int(man)) * sympy.Rational(2) ** int(exp), precision=precision
    )
