"""Differentiation of a convolution, and how smooth it is."""

from __future__ import annotations

from typing import Any

import sympy
from flint import fmpq

from symconv.algebra import analysis
from symconv.algebra.convolution import convolve
from symconv.algebra.distribution import Distribution
from symconv.algebra.existence import Existence
from symconv.algebra.exppoly import ExpPoly
from symconv.algebra.relations import facts_from
from symconv.algebra.signs import Facts
from symconv.check.calculus import Calculus
from symconv.check.judging import checked, judged
from symconv.check.parameters import judges_parameters
from symconv.operators.posing import pose
from symconv.reading import OutsideClass, Split, read
from symconv.truth import Status, Verdict

__all__ = ["differentiation", "smoothness"]


@judges_parameters("x")
def differentiation(f: Any, g: Any, x: Any, *, assuming: Any = (), timeout: float = 30) -> Verdict:
    """(f ∗ g)′ = f′ ∗ g = f ∗ g′ in the sense of distributions: a jump gives a point mass.

    With a tuple x the partial derivative in each variable.

    Hypotheses
    ----------
    f ∗ g, f′ ∗ g and f ∗ g′ exist; f and g are exponential-polynomial distributions, or smooth.

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
    >>> from symconv import box
    >>> from symconv.check import differentiation
    >>> x = Symbol("x", real=True)
    >>> bool(differentiation(box(x, 0, 1), box(x, 0, 2), x))
    True
    >>> differentiation(1, x, x)
    Traceback (most recent call last):
    symconv.errors.DivergentIntegral: ...

    References
    ----------
    L. Schwartz, Théorie des distributions, ch. VI; Mathlib,
    HasCompactSupport.hasFDerivAt_convolution_right under stronger hypotheses.
    """

    def law(c: Calculus, f: Any, g: Any) -> list[tuple[Any, Any]]:
        slope = c.derivative(c.convolve(f, g))
        return [(c.convolve(c.derivative(f), g), slope), (c.convolve(f, c.derivative(g)), slope)]

    f, g = checked(x, f=f, g=g)
    statement = "(f ∗ g)′ = f′ ∗ g = f ∗ g′ (distributional)"
    return judged(statement, law, (f, g), x, assuming, partial=True)


@judges_parameters("x")
def smoothness(f: Any, g: Any, x: Any, *, assuming: Any = (), timeout: float = 30) -> Verdict:
    """class(f ∗ g) = p + q + 2 for f exactly C^p and g exactly C^q, neither of them entire.

    The lecture's "as many times differentiable as the max of f and g" is a lower bound; the
    reason states it for the pair at hand.

    Hypotheses
    ----------
    f and g are exponential-polynomial distributions with break points (C^{−1}: a jump, C^{−2}: δ).

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
    >>> from sympy import Symbol, exp
    >>> from symconv import box
    >>> from symconv.check import smoothness
    >>> x = Symbol("x", real=True)
    >>> smoothness(box(x, 0, 1), box(x, 0, 1), x).reason
    'f is exactly C^-1, g exactly C^-1, f ∗ g exactly C^0; the maximum alone promises C^-1'
    >>> print(smoothness(exp(-x**2), box(x, 0, 1), x).status)
    Status.UNDECIDED
    >>> smoothness(1, x, x)
    Traceback (most recent call last):
    symconv.errors.DivergentIntegral: ...

    References
    ----------
    Derived: the leading jump measures multiply; checked by the normal form.
    """
    f, g = checked(x, f=f, g=g)
    problem = pose("convolve", f, g, x, x, assuming=assuming)
    statement = "f ∈ C^p, g ∈ C^q exactly: f ∗ g ∈ C^(p+q+2) exactly"
    facts = facts_from(problem.assuming)
    try:
        first, second = (read(part, problem.x, facts) for part in (problem.f, problem.g))
    except (OutsideClass, Split) as error:
        why = error if isinstance(error, OutsideClass) else "the order of break points is open"
        return Verdict(Status.UNDECIDED, statement, reason=f"the classes are not decided: {why}")
    whole = convolve(first, second, Existence(facts))
    p, q, r = (analysis.smoothness(value) for value in (first, second, whole))
    reason = (
        f"f is exactly C^{p}, g exactly C^{q}, f ∗ g exactly C^{r}; "
        f"the maximum alone promises C^{sympy.Max(p, q)}"
    )
    status = Status.PROVED if r == p + q + 2 else Status.REFUTED
    if not all(_is_exact(value, facts) for value in (first, second, whole)):
        status = Status.UNDECIDED
        reason += "; whether a leading jump vanishes depends on the parameters"
    return Verdict(
        status, statement, left=r, right=p + q + 2, hypotheses=problem.assuming, reason=reason
    )


def _is_exact(f: Distribution, facts: Facts) -> bool:
    """Whether a jump that sets the class is known not to vanish."""
    p = analysis.smoothness(f)
    if p == sympy.oo:
        return True
    for part in f.mass.values():
        if -2 - part.degree() == p:
            top = [c for _, k, c in part.items() if k == part.degree()]
            if len(top) == 1 and facts.nonzero(top[0]) is True:
                return True
    return any(
        analysis.jump_order(part) - 1 == p and _is_certain(_leading(part), facts)
        for part in f.right.values()
    )


def _leading(part: ExpPoly) -> ExpPoly:
    """The first derivative at the start that is not 0."""
    while not part.at_zero():
        part = part.derivative()
    return part.at_zero()


def _is_certain(value: ExpPoly, facts: Facts) -> bool:
    """Σ c e^β ≠ 0: one term, or rational β, which are independent (Lindemann–Weierstrass)."""
    terms = list(value.items())
    independent = len(terms) == 1 or all(isinstance(key.beta, fmpq) for key, _, _ in terms)
    return independent and all(facts.nonzero(c) is True for _, _, c in terms)
