"""Both sides of the convolution theorem in one case of the parameters, in a unique form.

For Fourier that form is the one of spectral sums, boundary values from one side of the real line;
for Laplace it is Σ e^{−as} R_a(s) on the common strip.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sympy

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression, number
from symconv.algebra.convolution import convolve
from symconv.algebra.distribution import Distribution
from symconv.algebra.elements import ONE
from symconv.algebra.existence import Existence
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.check.casereading import new_poles, read_in_case
from symconv.check.derivedtheorem import HYPOTHESIS as DERIVED
from symconv.check.derivedtheorem import is_compact, theorem_by_derivatives
from symconv.check.exploring import require_apart
from symconv.check.strips import STRIP, VARIABLE, in_s, require_strip, transformed
from symconv.errors import DivergentIntegral
from symconv.operators.kinds import solve
from symconv.problem import Problem
from symconv.reading import Case, OutsideClass
from symconv.spectra.fourier import transform
from symconv.spectra.products import multiply
from symconv.spectra.reading import read_sum
from symconv.spectra.sides import on_upper_side
from symconv.spectra.sums import SpectralSum
from symconv.transforms.fourier import write_transform

__all__ = ["CONVENTIONS", "VOID", "Sides", "fourier_sides", "laplace_sides"]

_TURN = number(2 * sympy.pi)
_ROOT = number(sympy.sqrt(2 * sympy.pi))

# convention: (whether ω counts turns, c in F(ω) = c ∫ f(x) e^{−iωx} dx, the theorem's constant 1/c)
CONVENTIONS: dict[str, tuple[bool, Number, Number]] = {
    "frequency": (True, ONE, ONE),
    "angular": (False, ONE, ONE),
    "unitary": (False, nb.inverse(_ROOT), _ROOT),
}
_EXACT = "absolute: the integral converges absolutely, decided from the tails"


@dataclass(frozen=True)
class Sides:
    """Both sides in one case, written, and whether their unique forms are equal."""

    left: Any
    right: Any
    is_equal: bool
    hypotheses: tuple[Any, ...] = ()
    is_proved: bool = True
    divergent: DivergentIntegral | None = None


VOID = Sides(None, None, True)


def _convolved(problem: Problem, case: Case) -> Distribution | None:
    """f ∗ g or f ⋆ g in the exact class; None where a function has no value."""
    f, g = (read_in_case(part, problem.x, case) for part in (problem.f, problem.g))
    if f is None or g is None:
        return None
    first = f.reflected().conjugate() if problem.op == "correlate" else f
    h = convolve(first, g, Existence(case.facts))
    require_apart(new_poles(h, (f, g)), case.facts)
    return h


def fourier_sides(problem: Problem, omega: Any, case: Case, convention: str) -> Sides:
    """The sides of F{f ∗ g} = c F{f} F{g}, or of the one for f ⋆ g; `omega` is real."""
    counts_turns, scale, constant = CONVENTIONS[convention]
    facts = case.facts

    def hat(source: SpectralSum) -> SpectralSum:
        found = transform(source, facts).scaled(scale)
        return found.dilated(_TURN) if counts_turns else found

    given = [case.apply(expr) for expr in (problem.f, problem.g)]
    if any(expr.has(sympy.zoo, sympy.nan) for expr in given):
        return VOID
    try:
        sources = [read_sum(expr, problem.x, facts) for expr in given]
        try:
            h, hypotheses, is_proved = _output(problem, case)
        except OutsideClass:
            shown = _by_derivatives(problem, case, sources, hat, constant, omega)
            if shown is None:
                raise
            return shown
    except ZeroDivisionError:
        return VOID
    except DivergentIntegral as error:
        return Sides(None, None, True, divergent=error)
    first, second = (hat(source) for source in sources)
    first = first.conjugate() if problem.op == "correlate" else first
    left, right = hat(h), _product(first, second, facts).scaled(constant)
    is_equal = not on_upper_side(left - right)
    shown = write_transform(left, omega, facts)
    other = shown if is_equal else write_transform(right, omega, facts)
    return Sides(shown, other, is_equal, hypotheses, is_proved)


def _by_derivatives(
    problem: Problem,
    case: Case,
    sources: list[SpectralSum],
    hat: Callable[[SpectralSum], SpectralSum],
    constant: Number,
    omega: Any,
) -> Sides | None:
    """The sides where f ∗ g has erf, atan or Si; None where that road does not lead there."""
    facts = case.facts
    answer = solve(problem)
    h = case.apply(answer.expr)
    is_correlation = problem.op == "correlate"

    def combine(own: SpectralSum, rest: SpectralSum) -> SpectralSum:
        return _product(own, rest, facts).scaled(constant)

    def combine_conjugated(own: SpectralSum, rest: SpectralSum) -> SpectralSum:
        return combine(own, rest.conjugate())

    for place, expr in enumerate((problem.f, problem.g)):
        compact = _compact(case.apply(expr), problem.x, case)
        if compact is None:
            continue
        if is_correlation and place == 0:  # conj f(−x) is what g is convolved with
            compact = compact.reflected().conjugate()
        turns_other = is_correlation and place == 1
        product = combine_conjugated if turns_other else combine
        other = sources[1 - place]
        is_equal = theorem_by_derivatives(h, problem.t, compact, other, hat, product, facts)
        if is_equal is None:
            continue
        first, second = (write_transform(hat(source), omega, facts) for source in sources)
        first = sympy.conjugate(first) if is_correlation else first
        right = expression(constant) * first * second
        left = right if is_equal else sympy.Function("F")(omega)
        grade, is_proved = _grade(answer)
        return Sides(left, right, is_equal, (*grade, DERIVED), is_proved)
    return None


def _compact(expr: Any, x: Any, case: Case) -> Distribution | None:
    try:
        found = read_in_case(expr, x, case)
    except OutsideClass:
        return None
    return found if is_compact(found) else None


def _product(F: SpectralSum, G: SpectralSum, facts: Facts) -> SpectralSum:
    """F·G, each factor with its real poles on the side on which the product has a meaning.

    Which side a boundary value is written on is a choice, as point masses make up the difference;
    the product of distributions does not depend on it (Hörmander, The Analysis of Linear Partial
    Differential Operators I, theorem 8.2.10).
    """
    sides = (lambda part: part, on_upper_side, _on_lower_side)
    refusal: OutsideClass | None = None
    for first in sides:
        for second in sides:
            try:
                return multiply(first(F), second(G), facts)
            except OutsideClass as error:
                refusal = error
    raise refusal or OutsideClass("the product of the transforms")


def _on_lower_side(F: SpectralSum) -> SpectralSum:
    return on_upper_side(F.reflected()).reflected()


def _output(problem: Problem, case: Case) -> tuple[SpectralSum, tuple[Any, ...], bool]:
    """(f ∗ g, its hypotheses, whether it converges absolutely and is proved)."""
    try:
        h = _convolved(problem, case)
        if h is None:
            raise ZeroDivisionError
        return SpectralSum.of(h), (_EXACT,), True
    except OutsideClass:
        answer = solve(problem)
    hypotheses, is_proved = _grade(answer)
    return read_sum(case.apply(answer.expr), problem.t, case.facts), hypotheses, is_proved


def _grade(answer: Any) -> tuple[tuple[Any, ...], bool]:
    """The hypotheses of a closed form, and whether it is proved and converges absolutely."""
    grade = [str(item) for item in answer.hypotheses]
    is_absolute = not any(item.startswith(("improper", "principal")) for item in grade)
    is_proved = is_absolute and answer.certificate.status == "proved"
    return (*answer.hypotheses, *answer.conditions), is_proved


def laplace_sides(problem: Problem, s: Any, case: Case) -> Sides:
    """The sides of L{f ∗ g} = L{f} L{g}; their terms are compared one by one."""
    f, g = (read_in_case(part, problem.x, case) for part in (problem.f, problem.g))
    if f is None or g is None:
        return VOID
    try:
        h = convolve(f, g, Existence(case.facts))
        require_apart(new_poles(h, (f, g)), case.facts)
        require_strip((f, g), case.facts)
    except DivergentIntegral as error:
        return Sides(None, None, True, divergent=error)
    left = transformed(h, VARIABLE)
    right = transformed(f, VARIABLE) * transformed(g, VARIABLE)
    is_equal = left == right
    shown = in_s(left, s)
    return Sides(shown, shown if is_equal else in_s(right, s), is_equal, (_EXACT, STRIP))
