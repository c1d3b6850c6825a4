"""The algebraic laws of convolution on given functions, each with its hypotheses.

A law is PROVED only where each integral in it converges absolutely. Where an integral diverges the
error says which; where both sides exist and differ the law is REFUTED with the failing hypothesis
(1 ∗ δ′ ∗ H).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from symconv.check.calculus import Calculus
from symconv.check.judging import checked, judged
from symconv.check.parameters import judges_parameters
from symconv.check.sequences import Sums, is_index
from symconv.check.several import is_tuple
from symconv.errors import DivergentIntegral, InvalidInput, NoClosedForm, Undecided
from symconv.operators import Convolution, inputs
from symconv.operators.kinds import solve
from symconv.operators.posing import pose
from symconv.truth import Status, Verdict

__all__ = ["associativity", "commutativity", "distributivity", "scalar", "translation"]

Sides = list[tuple[Any, Any]]


@judges_parameters("x")
def commutativity(f: Any, g: Any, x: Any, *, assuming: Any = (), timeout: float = 30) -> Verdict:
    """f ∗ g = g ∗ f.

    Hypotheses
    ----------
    (f ∗ g)(t) exists absolutely.

    Parameters
    ----------
    f, g, x : as for convolve
    assuming : relations between parameters, as for convolve
    timeout : seconds, after which the verdict is UNDECIDED

    Returns
    -------
    Verdict

    Raises
    ------
    DivergentIntegral
        f ∗ g does not exist.

    Examples
    --------
    >>> from sympy import Symbol
    >>> from symconv import box, triangle
    >>> from symconv.check import commutativity
    >>> x = Symbol("x", real=True)
    >>> bool(commutativity(box(x, 0, 1), triangle(x), x))
    True
    >>> commutativity(1, x, x)
    Traceback (most recent call last):
    symconv.errors.DivergentIntegral: ...

    References
    ----------
    Mathlib, MeasureTheory.convolution_flip.
    """

    def law(c: Calculus, f: Any, g: Any) -> Sides:
        return [(c.convolve(f, g), c.convolve(g, f))]

    f, g = checked(x, f=f, g=g)
    return judged("f ∗ g = g ∗ f", law, (f, g), x, assuming)


@judges_parameters("x")
def associativity(
    f: Any, g: Any, h: Any, x: Any, *, assuming: Any = (), timeout: float = 30
) -> Verdict:
    """(f ∗ g) ∗ h = f ∗ (g ∗ h).

    Hypotheses
    ----------
    |f| ∗ (|g| ∗ |h|) exists. Without it both sides may exist and differ: 1 ∗ δ′ ∗ H.

    Parameters
    ----------
    f, g, h, x : as for convolve
    assuming : relations between parameters, as for convolve
    timeout : seconds, after which the verdict is UNDECIDED

    Returns
    -------
    Verdict; REFUTED names the failing hypothesis.

    Raises
    ------
    DivergentIntegral
        One side does not exist.

    Examples
    --------
    >>> from sympy import DiracDelta, Heaviside, Symbol
    >>> from symconv import box
    >>> from symconv.check import associativity
    >>> x = Symbol("x", real=True)
    >>> bool(associativity(box(x, 0, 1), box(x, 0, 1), Heaviside(x), x))
    True
    >>> print(associativity(1, DiracDelta(x, 1), Heaviside(x), x).status)
    Status.REFUTED
    >>> associativity(1, Heaviside(x), Heaviside(x), x)
    Traceback (most recent call last):
    symconv.errors.DivergentIntegral: ...

    References
    ----------
    L. Schwartz, Théorie des distributions, ch. VI; Mathlib, MeasureTheory.convolution_assoc.
    """

    def law(c: Calculus, f: Any, g: Any, h: Any) -> Sides:
        return [(c.convolve(c.convolve(f, g), h), c.convolve(f, c.convolve(g, h)))]

    f, g, h = checked(x, f=f, g=g, h=h)
    verdict = judged("(f ∗ g) ∗ h = f ∗ (g ∗ h)", law, (f, g, h), x, assuming)
    failing = _failing_pair(f, g, h, x, assuming)
    if failing is None:
        return verdict
    hypotheses = (*verdict.hypotheses, f"fails: |f| ∗ |g| ∗ |h| must exist, but {failing}")
    if verdict.status is Status.PROVED:
        reason = "both sides agree outside the law's hypotheses"
        return replace(verdict, status=Status.UNDECIDED, hypotheses=hypotheses, reason=reason)
    return replace(verdict, hypotheses=hypotheses)


def _failing_pair(f: Any, g: Any, h: Any, x: Any, assuming: Any) -> str | None:
    """A pair whose tails are too large for |f| ∗ |g| ∗ |h|, or None."""
    for names, pair in (("f ∗ h", (f, h)), ("f ∗ g", (f, g)), ("g ∗ h", (g, h))):
        try:
            if is_index(x):
                Sums(x, assuming).convolve(*pair)
                continue
            if is_tuple(x):
                answer = Convolution(*pair, tuple(x)).closed_form(assuming=assuming)
            else:
                answer = solve(pose("convolve", *pair, x, x, assuming=assuming))
        except DivergentIntegral:
            return f"{names} diverges"
        except Undecided as error:
            return f"whether {names} exists is open: {error.question}"
        except NoClosedForm:
            return f"{names} has no closed form, so its existence is open"
        if any(str(item).startswith(("improper", "principal")) for item in answer.hypotheses):
            return f"{names} does not converge absolutely"
    return None


@judges_parameters("x")
def distributivity(
    f: Any, g: Any, h: Any, x: Any, *, assuming: Any = (), timeout: float = 30
) -> Verdict:
    """f ∗ (g + h) = f ∗ g + f ∗ h.

    Hypotheses
    ----------
    f ∗ g and f ∗ h exist.

    Parameters
    ----------
    f, g, h, x : as for convolve
    assuming : relations between parameters, as for convolve
    timeout : seconds, after which the verdict is UNDECIDED

    Returns
    -------
    Verdict

    Raises
    ------
    DivergentIntegral
        One of the integrals does not exist.

    Examples
    --------
    >>> from sympy import Heaviside, Symbol, exp
    >>> from symconv import box, step
    >>> from symconv.check import distributivity
    >>> x = Symbol("x", real=True)
    >>> bool(distributivity(step(x), box(x, 0, 1), exp(-x)*Heaviside(x), x))
    True
    >>> distributivity(1, box(x, 0, 1), step(x), x)
    Traceback (most recent call last):
    symconv.errors.DivergentIntegral: ...

    References
    ----------
    Mathlib, MeasureTheory.ConvolutionExistsAt.distrib_add.
    """

    def law(c: Calculus, f: Any, g: Any, h: Any) -> Sides:
        return [(c.convolve(f, c.add(g, h)), c.add(c.convolve(f, g), c.convolve(f, h)))]

    f, g, h = checked(x, f=f, g=g, h=h)
    return judged("f ∗ (g + h) = f ∗ g + f ∗ h", law, (f, g, h), x, assuming)


@judges_parameters("x")
def scalar(
    f: Any, g: Any, alpha: Any, x: Any, *, assuming: Any = (), timeout: float = 30
) -> Verdict:
    """α(f ∗ g) = (αf) ∗ g, and (αf) ⋆ g = conj(α)(f ⋆ g).

    Hypotheses
    ----------
    f ∗ g and f ⋆ g exist; α does not depend on x.

    Parameters
    ----------
    f, g, x : as for convolve
    alpha : Expr free of x
    assuming : relations between parameters, as for convolve
    timeout : seconds, after which the verdict is UNDECIDED

    Returns
    -------
    Verdict

    Raises
    ------
    DivergentIntegral
        One of the integrals does not exist.
    InvalidInput
        α depends on x.

    Examples
    --------
    >>> from sympy import I, Symbol
    >>> from symconv import box
    >>> from symconv.check import scalar
    >>> x = Symbol("x", real=True)
    >>> bool(scalar(box(x, 0, 1), box(x, 0, 2), 2 + I, x))
    True
    >>> scalar(box(x, 0, 1), box(x, 0, 2), x, x)
    Traceback (most recent call last):
    symconv.errors.InvalidInput: alpha = x depends on x

    References
    ----------
    Mathlib, MeasureTheory.smul_convolution.
    """
    f, g, alpha = checked(x, f=f, g=g, alpha=alpha)
    axes = tuple(x) if is_tuple(x) else (x,)
    for axis in axes:
        inputs.check_names(axis, alpha)
    if alpha.has(*axes):
        raise InvalidInput(f"alpha = {alpha} depends on {x}")

    def law(c: Calculus, f: Any, g: Any) -> Sides:
        return [
            (c.scale(c.convolve(f, g), alpha), c.convolve(c.scale(f, alpha), g)),
            (c.scale(c.correlate(f, g), alpha.conjugate()), c.correlate(c.scale(f, alpha), g)),
        ]

    statement = "α(f ∗ g) = (αf) ∗ g and (αf) ⋆ g = conj(α)(f ⋆ g)"
    return judged(statement, law, (f, g), x, assuming)


@judges_parameters("x")
def translation(
    f: Any, g: Any, a: Any, x: Any, *, assuming: Any = (), timeout: float = 30
) -> Verdict:
    """f(· − a) ∗ g = (f ∗ g)(· − a) = f ∗ g(· − a).

    Hypotheses
    ----------
    f ∗ g exists; a is real.

    Parameters
    ----------
    f, g, x : as for convolve
    a : real Expr free of x
    assuming : relations between parameters, as for convolve
    timeout : seconds, after which the verdict is UNDECIDED

    Returns
    -------
    Verdict

    Raises
    ------
    DivergentIntegral
        f ∗ g does not exist.

    Examples
    --------
    >>> from sympy import Symbol
    >>> from symconv import box
    >>> from symconv.check import translation
    >>> x = Symbol("x", real=True)
    >>> bool(translation(box(x, 0, 1), box(x, 0, 2), 3, x))
    True
    >>> translation(1, 1, 3, x)
    Traceback (most recent call last):
    symconv.errors.DivergentIntegral: ...

    References
    ----------
    R. N. Bracewell, The Fourier Transform and Its Applications, ch. 6 (shift theorem).
    """
    if is_tuple(x):
        raise InvalidInput("translation is judged for one variable; shift one axis at a time")
    f, g, a = checked(x, f=f, g=g, a=a)
    inputs.check_names(x, a)
    if a.has(x) or a.is_extended_real is not True:
        raise InvalidInput(f"a = {a} must be real and free of {x}; declare it with real=True")
    if is_index(x) and a.is_integer is not True:
        raise InvalidInput(f"a = {a} must be an integer to shift a sequence; use integer=True")

    def law(c: Calculus, f: Any, g: Any) -> Sides:
        moved = c.shift(c.convolve(f, g), a)
        return [(c.convolve(c.shift(f, a), g), moved), (c.convolve(f, c.shift(g, a)), moved)]

    statement = f"f(x - ({a})) ∗ g = (f ∗ g)(t - ({a})) = f ∗ g(x - ({a}))"
    return judged(statement, law, (f, g), x, assuming)
