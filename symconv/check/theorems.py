"""The convolution and the correlation theorem on given functions, on transforms as boundary values.

In the δ/pv form F{H}² has no meaning although H ∗ H exists. As boundary values F{H} is −i/(ω − i0),
and poles of one side multiply: the theorem is checked there, in the unique form of spectral sums.
The Laplace theorem is checked as an identity of Σ e^{−as} R_a(s) on the common strip.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import sympy

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression
from symconv.check.exploring import Apart, Found, survey
from symconv.check.judging import checked, output_symbol
from symconv.check.parameters import judges_parameters
from symconv.check.sampling import Sample, sample
from symconv.check.sequences import is_index
from symconv.check.sequencetheorems import sequence_theorem
from symconv.check.theoremsides import CONVENTIONS, VOID, Sides, fourier_sides, laplace_sides
from symconv.errors import DivergentIntegral, InvalidInput, NoClosedForm
from symconv.operators import inputs
from symconv.operators.posing import pose
from symconv.problem import Problem
from symconv.reading import Case, OutsideClass
from symconv.spectra.fourier import NotTempered
from symconv.spectra.sums import Coincidence, Needed
from symconv.truth import Status, Verdict

__all__ = ["convolution_theorem", "correlation_theorem"]


@judges_parameters("x", "omega")
def convolution_theorem(
    f: Any,
    g: Any,
    x: Any,
    omega: Any,
    transform: str = "fourier",
    *,
    convention: str = "frequency",
    assuming: Any = (),
    timeout: float = 30,
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
    convention : "frequency", "angular" or "unitary", as for fourier; another than the default is
        refused with laplace, which has none
    assuming : relations between parameters, as for convolve
    timeout : seconds, after which the verdict is UNDECIDED

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
    f, g = checked(x, f=f, g=g)
    _check_convention(convention)
    inputs.check_word("transform", transform, ("fourier", "laplace"))
    if transform == "laplace" and convention != "frequency":
        raise InvalidInput('transform="laplace" has no convention')
    if is_index(x):
        return sequence_theorem("convolve", f, g, x, omega, transform, convention, assuming)
    problem = _posed("convolve", f, g, x, omega, assuming)
    if transform == "laplace":
        statement = "L{f ∗ g} = L{f} L{g}"
        return _judged(statement, problem, omega, lambda case: laplace_sides(problem, omega, case))
    return _fourier_theorem("F{f ∗ g} = c F{f} F{g}", problem, omega, convention)


@judges_parameters("x", "omega")
def correlation_theorem(
    f: Any,
    g: Any,
    x: Any,
    omega: Any,
    *,
    convention: str = "frequency",
    assuming: Any = (),
    timeout: float = 30,
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
    timeout : seconds, after which the verdict is UNDECIDED

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
    f, g = checked(x, f=f, g=g)
    _check_convention(convention)
    if is_index(x):
        return sequence_theorem("correlate", f, g, x, omega, "fourier", convention, assuming)
    problem = _posed("correlate", f, g, x, omega, assuming)
    return _fourier_theorem("F{f ⋆ g} = c conj(F{f}) F{g}", problem, omega, convention)


def _posed(op: str, f: Any, g: Any, x: Any, omega: Any, assuming: Any) -> Problem:
    inputs.check_variable(x)
    if not isinstance(omega, sympy.Symbol):
        given = inputs.shown(omega)
        raise InvalidInput(f"the variable of the transform must be a Symbol, not {given}")
    if omega == x:
        raise InvalidInput(f"the variable of the transform must differ from {x}")
    inputs.check_output(x, omega, f, g)
    return pose(op, f, g, x, output_symbol(x, f, g, omega), assuming=assuming)


def _check_convention(convention: str) -> None:
    inputs.check_word("convention", convention, CONVENTIONS)


def _fourier_theorem(statement: str, problem: Problem, omega: Any, convention: str) -> Verdict:
    constant = expression(CONVENTIONS[convention][2])
    statement = f"{statement}, c = {constant} ({convention})"
    real = sympy.Symbol(omega.name, real=True)

    def work(case: Case) -> Sides:
        return fourier_sides(problem, real, case, convention)

    return _judged(statement, problem, omega, work)


def _judged(statement: str, problem: Problem, omega: Any, work: Callable[[Case], Sides]) -> Verdict:
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


def _translated(work: Callable[[Case], Sides], case: Case) -> Sides:
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


def _summed_up(statement: str, problem: Problem, omega: Any, found: list[Found[Sides]]) -> Verdict:
    cases = [(one, one.value) for one in found if one.value is not None]
    claimed = [(one, sides) for one, sides in cases if sides is not VOID]
    divergent = [sides.divergent for _, sides in claimed if sides.divergent is not None]
    held = [(one, sides) for one, sides in claimed if sides.divergent is None]
    if not held:
        raise divergent[0] if divergent else InvalidInput("f or g has no value")
    excluded = [sympy.Not(one.conditions[-1]) for one, sides in claimed if sides.divergent]
    hypotheses = (*problem.assuming, *held[0][1].hypotheses, *excluded)
    case, shown = next(((one, sides) for one, sides in held if not sides.is_equal), held[0])
    left, right = (shown.left, shown.right) if not shown.is_equal else _written(held)
    verdict = Verdict(Status.PROVED, statement, left, right, hypotheses=hypotheses)
    unexamined = [one for one in found if one.value is None]
    if not shown.is_equal:
        return _different(verdict, omega, (*problem.assuming, *case.conditions), shown.is_proved)
    if unexamined:
        reason = f"equal in all cases but {unexamined[0].conditions[-1]}, which was not examined"
        return replace(verdict, status=Status.UNDECIDED, reason=reason)
    if not all(sides.is_proved for _, sides in held):
        reason = "both sides agree, but f ∗ g is not proved to converge absolutely"
        return replace(verdict, status=Status.UNDECIDED, reason=reason)
    return replace(verdict, reason="equal in the unique form of the transform side")


def _written(held: list[tuple[Found[Sides], Sides]]) -> tuple[Any, Any]:
    """Equal sides: as in the first case, by cases where an order of the parameters matters."""
    ordered = {
        sides.left
        for one, sides in held
        if not any(isinstance(condition, sympy.Eq) for condition in one.conditions)
    }
    if len(ordered) < 2:
        return held[0][1].left, held[0][1].right
    left, right = (
        sympy.Piecewise(*((getattr(sides, name), one.condition) for one, sides in held))
        for name in ("left", "right")
    )
    return left, right


def _different(
    verdict: Verdict, omega: Any, relations: tuple[Any, ...], is_proved: bool
) -> Verdict:
    """REFUTED with a witness in the case whose sides these are; open where f ∗ g is not proved."""
    reason = "the unique forms of the two sides differ"
    if not is_proved:
        reason += ", but f ∗ g is not proved to converge absolutely"
        return replace(verdict, status=Status.UNDECIDED, reason=reason)
    real = sympy.Symbol(omega.name, real=True)
    witness: Sample | None = sample(verdict.left, verdict.right, real, relations).witness
    status = Status.UNDECIDED if witness is None else Status.REFUTED
    return replace(verdict, status=status, witness=witness, reason=reason)
