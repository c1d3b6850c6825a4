"""line, causal, circular and mellin: every kind reduced to problems on the line."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sympy

from symconv import methods
from symconv.algebra.distribution import Distribution
from symconv.algebra.questions import is_open
from symconv.algebra.relations import relation
from symconv.algebra.signs import Facts
from symconv.closedform import ClosedForm
from symconv.deadline import until
from symconv.errors import DivergentIntegral, InvalidInput, NoClosedForm, SymconvError, Undecided
from symconv.operators.boundnames import unsealed
from symconv.operators.normalising import normalised
from symconv.operators.pulsetrains import pulses_on
from symconv.operators.spelling import spelled
from symconv.operators.splines import NOTE, has_spline
from symconv.operators.windows import arms_form, window_form
from symconv.problem import Problem, conjugated
from symconv.reading import OutsideClass, Split, read
from symconv.spectra.tails import SYMMETRIC_LIMIT

__all__ = ["cut_causal", "restricted", "solve", "turned_periodic"]


def solve(problem: Problem) -> ClosedForm:
    """The closed form of a problem of any kind.

    Raises NoClosedForm, DivergentIntegral, Undecided, InvalidInput.
    """
    try:
        answer = _in_either_spelling(problem)
    except Undecided as error:
        raise Undecided(str(error), question=unsealed(error.question)) from None
    except DivergentIntegral as error:
        if SYMMETRIC_LIMIT in str(error) and not _has_symmetric_limit(problem):
            error.args = (str(error).replace(SYMMETRIC_LIMIT, ""),)
        raise
    if has_spline(problem.f, problem.x) or has_spline(problem.g, problem.x):
        answer = replace(answer, hypotheses=(*answer.hypotheses, NOTE))
    expr = unsealed(answer.expr)
    if expr is answer.expr:
        return answer
    return replace(
        answer,
        expr=expr,
        hypotheses=tuple(map(unsealed, answer.hypotheses)),
        conditions=tuple(map(unsealed, answer.conditions)),
    )


def _has_symmetric_limit(problem: Problem) -> bool:
    """Whether the principal value is found, so that it can be advised."""
    try:
        _in_either_spelling(replace(problem, principal_value=True))
    except SymconvError:
        return False
    return True


def _in_either_spelling(problem: Problem) -> ClosedForm:
    """The closed form for the functions as given, else in the spelling that all methods know."""
    reduced = _KINDS[problem.kind]
    try:
        return reduced(problem)
    except NoClosedForm as failure:
        problem.check_time("reading the functions in another spelling")
        with until(problem.deadline):
            f, g = (spelled(h, problem.x, problem.facts) for h in (problem.f, problem.g))
        if (f, g) == (problem.f, problem.g):
            raise
        try:
            return reduced(replace(problem, f=f, g=g))
        except (NoClosedForm, InvalidInput):
            raise failure from None


def _line(problem: Problem) -> ClosedForm:
    return methods.solve(problem)


def _causal(problem: Problem) -> ClosedForm:
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
    return normalised(sympy.Piecewise((smooth, x >= 0), (0, True)), x) + kept


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
        raise is_open(question)
    return sign is None or sign >= 0


def _circular(problem: Problem) -> ClosedForm:
    """On [0, P): h(t) + h(t + P) for the line convolution h of the two restrictions."""
    period = problem.period
    f = restricted(problem.f, period, problem)
    g = restricted(problem.g, period, problem)
    if problem.op == "correlate":
        f = turned_periodic(f, period, problem)
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


def turned_periodic(f: Any, period: Any, problem: Problem) -> Any:
    """conj f(−x) extended with period P, on [0, P): x -> conj f(P − x), masses at 0 staying."""
    x = problem.x
    smooth, masses = split_masses(f, problem)
    turned = smooth.subs(x, period - x)
    for point, mass in masses:
        shift = sympy.Integer(0) if point == 0 else period
        turned += mass.subs(x, shift - x)
    return conjugated(turned, x, problem.facts) if problem.conjugate else turned


def restricted(f: Any, period: Any, problem: Problem) -> Any:
    """f on [0, P); InvalidInput unless f is supported there or P-periodic."""
    trains, f = _split_trains(f, period, problem)
    if trains:
        rest = restricted(f, period, problem) if f != 0 else f
        return sympy.Add(rest, *(_one_period(train, period, problem) for train in trains))
    x = problem.x
    smooth, masses = split_masses(f, problem)
    window = (x >= 0) & (x < period)
    inside = normalised(sympy.Piecewise((smooth, window), (0, True)), x)
    for point, mass in masses:
        if not _at_least(point, problem.facts) or _at_least(point, problem.facts, period):
            raise InvalidInput(
                f"the point mass at {point} lies outside [0, {period}); a periodic extension "
                "would move it: shift it yourself"
            )
        inside += mass
    try:
        fits = _is_supported(smooth, window, problem) or _is_periodic(smooth, period, problem)
    except Split as split:
        raise _open_order(f"whether {f} fits the period {period}", split) from None
    if not fits:
        raise InvalidInput(
            f"{f} is neither {period}-periodic nor supported in [0, {period}); restriction and "
            "periodisation differ, so choose one and write it out"
        )
    return inside


def _split_trains(f: Any, period: Any, problem: Problem) -> tuple[list[Any], Any]:
    """The terms that repeat one bounded pulse over Z, written out on [0, P), and the rest."""
    trains, rest = [], []
    for term in sympy.Add.make_args(f):
        pulses = pulses_on(term, problem.x, period, problem.facts)
        (rest.append(term) if pulses is None else trains.append(pulses))
    return trains, sympy.Add(*rest) if trains else f


def _one_period(f: Any, period: Any, problem: Problem) -> Any:
    """What lies in [0, P): masses at 0 whole, at P excluded."""
    x = problem.x
    smooth, masses = split_masses(f, problem)
    inside = normalised(sympy.Piecewise((smooth, (x >= 0) & (x < period)), (0, True)), x)
    for point, mass in masses:
        if _at_least(point, problem.facts) and not _at_least(point, problem.facts, period):
            inside += mass
    return inside


def _open_order(what: str, split: Split) -> Undecided:
    question = relation(split.value, 1)
    return Undecided(
        f"{what} depends on {question}; state it or its negation with assuming=",
        question=question,
    )


def _is_supported(f: Any, window: Any, problem: Problem) -> bool:
    """Whether f vanishes outside the window: as a distribution, else by its factors and arms."""
    cut = sympy.Piecewise((f, window), (0, True))
    try:
        return bool(_read(f, problem) == _read(cut, problem))
    except OutsideClass:
        pass
    if f.is_Mul:
        return any(_is_supported(factor, window, problem) for factor in f.args)
    if f.is_Add:
        return all(_is_supported(term, window, problem) for term in f.args)
    if isinstance(f, sympy.Piecewise):
        where = sympy.Piecewise(*((0 if value == 0 else 1, when) for value, when in f.args))
        return where != f and _is_supported(where, window, problem)
    return False


def _read(f: Any, problem: Problem) -> Distribution:
    return read(f, problem.x, problem.facts)


def _is_periodic(smooth: Any, period: Any, problem: Problem) -> bool:
    """By the normal form, or by SymPy, which knows e^{2πin} = 1 for an integer parameter n."""
    from symconv.algebra.constants import number

    try:
        whole = _read(smooth, problem)
        if whole.shifted(number(period)) == whole:
            return True
    except OutsideClass:
        pass
    whole_part = smooth.replace(sympy.frac, lambda u: u - sympy.floor(u))
    moved = whole_part.subs(problem.x, problem.x + period)
    return bool(sympy.expand(moved) == sympy.expand(whole_part))


def _wrapped(expr: Any, t: Any, period: Any, problem: Problem) -> Any:
    """expr(t) + expr(t + P) on 0 <= t < P."""
    total = expr + expr.subs(t, t + period)
    try:
        h = read(total, t, problem.facts)
    except (OutsideClass, Split):
        return arms_form(total, t, period)
    try:
        return window_form(h, t, period, problem.facts)
    except Split as split:
        raise _open_order(f"the order of the break points on [0, {period})", split) from None


def _mellin(problem: Problem) -> ClosedForm:
    """x = e^u turns ∫ f(x) g(t/x) dx/x into a convolution on the line."""
    from symconv.operators import mellin

    return mellin.solve(problem)


_KINDS = {"line": _line, "causal": _causal, "circular": _circular, "mellin": _mellin}
