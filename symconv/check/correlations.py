"""The laws of cross-correlation on given functions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sympy

from symconv.check.calculus import Calculus
from symconv.check.judging import checked, judged
from symconv.check.parameters import judges_parameters
from symconv.check.several import Several, is_tuple
from symconv.operators.typed import renamed
from symconv.truth import Status, Verdict

__all__ = ["correlation_as_convolution", "correlation_symmetry"]

Sides = list[tuple[Any, Any]]

_EXCHANGED = {
    Status.PROVED: "f ⋆ g = g ⋆ f holds for this pair",
    Status.REFUTED: "f ⋆ g = g ⋆ f does not hold here",
    Status.UNDECIDED: "whether f ⋆ g = g ⋆ f is open here",
}


@judges_parameters("x")
def correlation_as_convolution(
    f: Any, g: Any, x: Any, *, assuming: Any = (), timeout: float = 30
) -> Verdict:
    """f ⋆ g = conj f(−·) ∗ g.

    Hypotheses
    ----------
    f ⋆ g exists.

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
        f ⋆ g does not exist.

    Examples
    --------
    >>> from sympy import Symbol
    >>> from symconv import box, triangle
    >>> from symconv.check import correlation_as_convolution
    >>> x = Symbol("x", real=True)
    >>> bool(correlation_as_convolution(box(x, 0, 1), triangle(x), x))
    True
    >>> correlation_as_convolution(1, x, x)
    Traceback (most recent call last):
    symconv.errors.DivergentIntegral: ...

    References
    ----------
    R. N. Bracewell, The Fourier Transform and Its Applications, ch. 3.
    """
    f, g = checked(x, f=f, g=g)
    if is_tuple(x):
        turned = Several(tuple(x), ()).turn(f)
    else:
        turned = f.subs(x, -x).conjugate() if _may_be_complex(f, x) else f.subs(x, -x)

    def law(c: Calculus, f: Any, g: Any, turned: Any) -> Sides:
        return [(c.correlate(f, g), c.convolve(turned, g))]

    return judged("f ⋆ g = conj f(−x) ∗ g", law, (f, g, turned), x, assuming)


def _may_be_complex(f: Any, x: Any) -> bool:
    real = renamed(f, x, sympy.Symbol(x.name, real=True), "f")
    return real.is_extended_real is not True


@judges_parameters("x")
def correlation_symmetry(
    f: Any, g: Any, x: Any, *, assuming: Any = (), timeout: float = 30
) -> Verdict:
    """(f ⋆ g)(t) = conj (g ⋆ f)(−t); the reason says whether also f ⋆ g = g ⋆ f.

    Hypotheses
    ----------
    f ⋆ g exists.

    Parameters
    ----------
    f, g, x : as for convolve
    assuming : relations between parameters, as for convolve
    timeout : seconds, after which the verdict is UNDECIDED

    Returns
    -------
    Verdict; .reason tells whether the correlation of these two commutes, with a witness if not.

    Raises
    ------
    DivergentIntegral
        f ⋆ g does not exist.

    Examples
    --------
    >>> from sympy import Symbol
    >>> from symconv import box
    >>> from symconv.check import correlation_symmetry
    >>> x = Symbol("x", real=True)
    >>> correlation_symmetry(box(x, 0, 1), box(x, 0, 2), x).reason
    'equal in the unique normal form; f ⋆ g = g ⋆ f does not hold here'
    >>> correlation_symmetry(1, x, x)
    Traceback (most recent call last):
    symconv.errors.DivergentIntegral: ...

    References
    ----------
    R. N. Bracewell, The Fourier Transform and Its Applications, ch. 3.
    """

    def symmetry(c: Calculus, f: Any, g: Any) -> Sides:
        return [(c.correlate(f, g), c.turn(c.correlate(g, f)))]

    def exchange(c: Calculus, f: Any, g: Any) -> Sides:
        return [(c.correlate(f, g), c.correlate(g, f))]

    f, g = checked(x, f=f, g=g)
    verdict = judged("(f ⋆ g)(t) = conj (g ⋆ f)(−t)", symmetry, (f, g), x, assuming)
    exchanged = judged("f ⋆ g = g ⋆ f", exchange, (f, g), x, assuming)
    return replace(
        verdict,
        witness=verdict.witness or exchanged.witness,
        reason=f"{verdict.reason}; {_EXCHANGED[exchanged.status]}",
    )
