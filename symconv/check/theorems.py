"""The convolution and the correlation theorem on given functions, on transforms as boundary values.

In the δ/pv form F{H}² has no meaning although H ∗ H exists. As boundary values F{H} is −i/(ω − i0),
and poles of one side multiply: the theorem is checked there, in the unique form of spectral sums.
The Laplace theorem is checked as an identity of Σ e^{−as} R_a(s) on the common strip.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import sympy

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression, number
from symconv.algebra.convolution import Existence, convolve
from symconv.algebra.distribution import Distribution
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.check.calculus import checked, output_symbol
from symconv.check.comparing import new_poles, read_in_case
from symconv.check.derivedtheorem import HYPOTHESIS as DERIVED
from symconv.check.derivedtheorem import is_compact, theorem_by_derivatives
from symconv.check.exploring import Apart, Found, require_apart, survey
from symconv.check.sampling import Sample, sample
from symconv.check.sequences import is_index
from symconv.check.sequencetheorems import sequence_theorem
from symconv.check.strips import STRIP, VARIABLE, in_s, require_strip, transformed
from symconv.errors import DivergentIntegral, InvalidInput, NoClosedForm
from symconv.operators import inputs
from symconv.operators.kinds import solve
from symconv.operators.posing import pose
from symconv.problem import Problem
from symconv.reading import Case, OutsideClass
from symconv.spectra.fourier import NotTempered, transform
from symconv.spectra.products import multiply
from symconv.spectra.reading import read_sum
from symconv.spectra.sides import on_upper_side
from symconv.spectra.sums import Coincidence, Needed, SpectralSum
from symconv.transforms.fourier import write_transform
from symconv.truth import Status, Verdict

__all__ = ["convolution_theorem", "correlation_theorem"]

_TURN = number(2 * sympy.pi)
_ROOT = number(sympy.sqrt(2 * sympy.pi))

# convention: (whether ω counts turns, c in F(ω) = c ∫ f(x) e^{−iωx} dx, the theorem's constant 1/c)
_CONVENTIONS: dict[str, tuple[bool, Number, Number]] = {
    "frequency": (True, nb.ONE, nb.ONE),
    "angular": (False, nb.ONE, nb.ONE),
    "unitary": (False, nb.inverse(_ROOT), _ROOT),
}
_EXACT = "absolute: the integral converges absolutely, decided from the tails"


@dataclass(frozen=True)
class _Sides:
    """Both sides in one case, written, and whether their unique forms are equal."""

    left: Any
    right: Any
    is_equal: bool
    hypotheses: tuple[Any, ...] = ()
    is_proved: bool = True
    divergent: DivergentIntegral | None = None


def convolution_theorem(
    f: Any,
    g: Any,
    x: Any,
    omega: Any,
    transform: str = "fourier",
    *,
    convention: str = "frequency",
    assuming: Any = (),
) -> Verdict:
    """F{f ∗ g} = c F{f} F{g}, with c = 1, 1, √(2π) by convention; L{f ∗ g} = L{f} L{g}.

    Hypotheses
    ----------
    f ∗ g converges absolutely; f and g are tempered (fourier), or have a common strip of
    convergence (laplace). Transforms are boundary values, so that F{H ∗ H} = F{H}² is judged too.

    Parameters
    ----------
    f, g, x : as for convolve; an integer x makes f and g sequences
    omega : Symbol, the variable of the transform (s for laplace, z for sequences)
    transform : "fourier" or "laplace" (bilateral); for sequences the DTFT Σ f[n] e^{−iωn}, in the
        same conventions, and the z-transform Σ f[n] z^{−n}
    convention : "frequency", "angular" or "unitary", as for fourier
    assuming : relations between parameters, as for convolve

    Returns
    -------
    Verdict with both sides in omega; 1/ω, 1/ω² … in them stand for finite parts.

    Raises
    ------
    DivergentIntegral
        f ∗ g does not exist, a function grows too fast for its transform, or no strip is common.
    Undecided
        Existence depends on a parameter.
    InvalidInput
        The input has no meaning.

    Examples
    --------
    >>> from sympy import Heaviside, Symbol, exp
    >>> from symconv.check import convolution_theorem
    >>> x, omega = Symbol("x", real=True), Symbol("omega", real=True)
    >>> verdict = convolution_theorem(Heaviside(x), Heaviside(x), x, omega, convention="angular")
    >>> print(verdict.status, verdict.left)
    Status.PROVED I*pi*DiracDelta(omega, 1) - 1/omega**2
    >>> n, z = Symbol("n", integer=True), Symbol("z")
    >>> verdict = convolution_theorem(2**n * Heaviside(n, 1), Heaviside(n, 1), n, z, "laplace")
    >>> print(verdict.status, verdict.left)
    Status.PROVED z**2/((z - 2)*(z - 1))
    >>> convolution_theorem(Heaviside(x), Heaviside(-x), x, omega)
    Traceback (most recent call last):
    symconv.errors.DivergentIntegral: ...

    Theorem
    -------
    proofs/laws/convolution_theorem.py, for arbitrary integrable functions.

    References
    ----------
    I. M. Gelfand and G. E. Shilov, Generalized Functions I, ch. II 2.3 (boundary values).
    B. van der Pol and H. Bremmer, Operational Calculus Based on the Two-Sided Laplace Integral.
    """
    f, g = checked(f=f, g=g)
    _check_convention(convention)
    if is_index(x):
        return sequence_theorem("convolve", f, g, x, omega, transform, convention, assuming)
    problem = _posed("convolve", f, g, x, omega, assuming)
    if transform == "laplace":
        statement = "L{f ∗ g} = L{f} L{g}"
        return _judged(statement, problem, omega, lambda case: _laplace(problem, omega, case))
    if transform != "fourier":
        raise InvalidInput(f"transform={transform!r}; expected 'fourier' or 'laplace'")
    return _fourier_theorem("F{f ∗ g} = c F{f} F{g}", problem, omega, convention)


def correlation_theorem(
    f: Any,
    g: Any,
    x: Any,
    omega: Any,
    *,
    convention: str = "frequency",
    assuming: Any = (),
) -> Verdict:
    """F{f ⋆ g} = c conj(F{f}) F{g}, with c = 1, 1, √(2π) by convention.

    Hypotheses
    ----------
    f ⋆ g converges absolutely; f and g are tempered.

    Parameters
    ----------
    f, g, x : as for correlate; an integer x makes f and g sequences, the transform is the DTFT
    omega : Symbol, the variable of the transform
    convention : "frequency", "angular" or "unitary", as for fourier
    assuming : relations between parameters, as for correlate

    Returns
    -------
    Verdict with both sides in omega.

    Raises
    ------
    DivergentIntegral
        f ⋆ g does not exist, or a function grows too fast for its transform.
    Undecided
        Existence depends on a parameter.
    InvalidInput
        The input has no meaning.

    Examples
    --------
    >>> from sympy import Heaviside, Symbol, exp
    >>> from symconv import box
    >>> from symconv.check import correlation_theorem
    >>> x, omega = Symbol("x", real=True), Symbol("omega", real=True)
    >>> bool(correlation_theorem(box(x, 0, 1), exp(-x)*Heaviside(x), x, omega))
    True
    >>> correlation_theorem(Heaviside(x), Heaviside(x), x, omega)
    Traceback (most recent call last):
    symconv.errors.DivergentIntegral: ...

    Theorem
    -------
    proofs/laws/correlation_theorem.py, for arbitrary integrable functions.

    References
    ----------
    R. N. Bracewell, The Fourier Transform and Its Applications, ch. 6.
    """
    f, g = checked(f=f, g=g)
    _check_convention(convention)
    if is_index(x):
        return sequence_theorem("correlate", f, g, x, omega, "fourier", convention, assuming)
    problem = _posed("correlate", f, g, x, omega, assuming)
    return _fourier_theorem("F{f ⋆ g} = c conj(F{f}) F{g}", problem, omega, convention)


def _posed(op: str, f: Any, g: Any, x: Any, omega: Any, assuming: Any) -> Problem:
    if not isinstance(omega, sympy.Symbol):
        raise InvalidInput(f"the variable of the transform must be a Symbol, not {omega!r}")
    if omega == x:
        raise InvalidInput(f"the variable of the transform must differ from {x}")
    inputs.check_output(x, omega, f, g)
    return pose(op, f, g, x, output_symbol(x, f, g, omega), assuming=assuming)


def _check_convention(convention: str) -> None:
    if convention not in _CONVENTIONS:
        words = ", ".join(map(repr, _CONVENTIONS))
        raise InvalidInput(f"convention={convention!r}; expected one of {words}")


def _fourier_theorem(statement: str, problem: Problem, omega: Any, convention: str) -> Verdict:
    constant = expression(_CONVENTIONS[convention][2])
    statement = f"{statement}, c = {constant} ({convention})"
    real = sympy.Symbol(omega.name, real=True)

    def work(case: Case) -> _Sides:
        return _fourier(problem, real, case, convention)

    return _judged(statement, problem, omega, work)


def _judged(
    statement: str, problem: Problem, omega: Any, work: Callable[[Case], _Sides]
) -> Verdict:
    """The verdict over all cases of the parameters."""
    try:
        found = survey(problem.facts, lambda case: _translated(work, case))
    except (OutsideClass, NoClosedForm) as error:
        reason = f"a transform is not available in closed form: {error}"
        return Verdict(Status.UNDECIDED, statement, hypotheses=problem.assuming, reason=reason)
    verdict = _summed_up(statement, problem, omega, found)
    change = {sympy.Symbol(omega.name, real=True): omega}
    left, right = (side.xreplace(change) for side in (verdict.left, verdict.right))
    return replace(verdict, left=left, right=right)


def _translated(work: Callable[[Case], _Sides], case: Case) -> _Sides:
    """Questions of the transform side as questions of the survey."""
    try:
        return work(case)
    except NotTempered as growing:
        raise DivergentIntegral(f"a function has no Fourier transform: {growing}") from None
    except Coincidence as coincidence:
        gap = coincidence.gap
        raise Apart(gap if nb.is_real(gap) else gap * nb.IMAGINARY) from None
    except Needed as needed:
        raise Apart(needed.value) from None


_VOID = _Sides(None, None, True)


def _summed_up(statement: str, problem: Problem, omega: Any, found: list[Found[_Sides]]) -> Verdict:
    cases = [(one, one.value) for one in found if one.value is not None]
    claimed = [(one, sides) for one, sides in cases if sides is not _VOID]
    divergent = [sides.divergent for _, sides in claimed if sides.divergent is not None]
    held = [(one, sides) for one, sides in claimed if sides.divergent is None]
    if not held:
        raise divergent[0] if divergent else InvalidInput("f or g has no value")
    excluded = [sympy.Not(one.conditions[-1]) for one, sides in claimed if sides.divergent]
    hypotheses = (*problem.assuming, *held[0][1].hypotheses, *excluded)
    shown = next((sides for _, sides in held if not sides.is_equal), held[0][1])
    verdict = Verdict(Status.PROVED, statement, shown.left, shown.right, hypotheses=hypotheses)
    unexamined = [one for one in found if one.value is None]
    if not shown.is_equal:
        return _different(verdict, omega, problem)
    if unexamined:
        reason = f"equal in all cases but {unexamined[0].conditions[-1]}, which was not examined"
        return replace(verdict, status=Status.UNDECIDED, reason=reason)
    if not all(sides.is_proved for _, sides in held):
        reason = "both sides agree, but f ∗ g is not proved to converge absolutely"
        return replace(verdict, status=Status.UNDECIDED, reason=reason)
    return replace(verdict, reason="equal in the unique form of the transform side")


def _different(verdict: Verdict, omega: Any, problem: Problem) -> Verdict:
    real = sympy.Symbol(omega.name, real=True)
    outcome = sample(verdict.left, verdict.right, real, problem.assuming)
    witness: Sample | None = outcome.witness
    status = Status.UNDECIDED if witness is None else Status.REFUTED
    reason = "the unique forms of the two sides differ"
    return replace(verdict, status=status, witness=witness, differs_on=outcome.where, reason=reason)


def _convolved(problem: Problem, case: Case) -> Distribution | None:
    """f ∗ g or f ⋆ g in the exact class; None where a function has no value."""
    f, g = (read_in_case(part, problem.x, case) for part in (problem.f, problem.g))
    if f is None or g is None:
        return None
    first = f.reflected().conjugate() if problem.op == "correlate" else f
    h = convolve(first, g, Existence(case.facts))
    require_apart(new_poles(h, (f, g)), case.facts)
    return h


def _fourier(problem: Problem, omega: Any, case: Case, convention: str) -> _Sides:
    counts_turns, scale, constant = _CONVENTIONS[convention]
    facts = case.facts

    def hat(source: SpectralSum) -> SpectralSum:
        found = transform(source, facts).scaled(scale)
        return found.dilated(_TURN) if counts_turns else found

    given = [case.apply(expr) for expr in (problem.f, problem.g)]
    if any(expr.has(sympy.zoo, sympy.nan) for expr in given):
        return _VOID
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
        return _VOID
    except DivergentIntegral as error:
        return _Sides(None, None, True, divergent=error)
    first, second = (hat(source) for source in sources)
    first = first.conjugate() if problem.op == "correlate" else first
    left, right = hat(h), _product(first, second, facts).scaled(constant)
    is_equal = not on_upper_side(left - right)
    shown = write_transform(left, omega, facts)
    other = shown if is_equal else write_transform(right, omega, facts)
    return _Sides(shown, other, is_equal, hypotheses, is_proved)


def _by_derivatives(
    problem: Problem,
    case: Case,
    sources: list[SpectralSum],
    hat: Callable[[SpectralSum], SpectralSum],
    constant: Number,
    omega: Any,
) -> _Sides | None:
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
        return _Sides(left, right, is_equal, (*grade, DERIVED), is_proved)
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


def _laplace(problem: Problem, s: Any, case: Case) -> _Sides:
    f, g = (read_in_case(part, problem.x, case) for part in (problem.f, problem.g))
    if f is None or g is None:
        return _VOID
    try:
        h = convolve(f, g, Existence(case.facts))
        require_apart(new_poles(h, (f, g)), case.facts)
        require_strip((f, g), case.facts)
    except DivergentIntegral as error:
        return _Sides(None, None, True, divergent=error)
    left = transformed(h, VARIABLE)
    right = transformed(f, VARIABLE) * transformed(g, VARIABLE)
    is_equal = left == right
    shown = in_s(left, s)
    return _Sides(shown, shown if is_equal else in_s(right, s), is_equal, (_EXACT, STRIP))
