"""Area and moments of a convolution; a moment is a convolution with 1."""

from __future__ import annotations

from functools import reduce
from math import comb
from typing import Any

import sympy

from symconv.check.calculus import Calculus, Law
from symconv.check.judging import checked, judged
from symconv.check.parameters import judges_parameters
from symconv.truth import Verdict

__all__ = ["area", "moments"]


@judges_parameters("x")
def area(f: Any, g: Any, x: Any, *, assuming: Any = (), timeout: float = 30) -> Verdict:
    """∫ (f ∗ g) = ∫ f · ∫ g.

    Hypotheses
    ----------
    f and g are integrable.

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
        One of the integrals does not exist.

    Examples
    --------
    >>> from sympy import Symbol
    >>> from symconv import box, step
    >>> from symconv.check import area
    >>> x = Symbol("x", real=True)
    >>> bool(area(box(x, 0, 1), box(x, -1, 2), x))
    True
    >>> area(step(x), box(x, 0, 1), x)
    Traceback (most recent call last):
    symconv.errors.DivergentIntegral: ...

    References
    ----------
    Mathlib, MeasureTheory.integral_convolution.
    """
    f, g = checked(x, f=f, g=g)
    return judged("∫ f ∗ g = ∫ f · ∫ g", _moment_law(0), (f, g), x, assuming)


@judges_parameters("x")
def moments(f: Any, g: Any, x: Any, *, assuming: Any = (), timeout: float = 30) -> Verdict:
    """M₁(f ∗ g) = M₁(f)M₀(g) + M₀(f)M₁(g), and the binomial law for M₂.

    Hypotheses
    ----------
    x²f and x²g are integrable.

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
        One of the moments does not exist.

    Examples
    --------
    >>> from sympy import Heaviside, Symbol, exp
    >>> from symconv import box, step
    >>> from symconv.check import moments
    >>> x = Symbol("x", real=True)
    >>> bool(moments(box(x, 0, 1), exp(-x)*Heaviside(x), x))
    True
    >>> moments(step(x), box(x, 0, 1), x)
    Traceback (most recent call last):
    symconv.errors.DivergentIntegral: ...

    References
    ----------
    R. N. Bracewell, The Fourier Transform and Its Applications, ch. 8 (moments).
    """

    def law(c: Calculus, f: Any, g: Any) -> list[tuple[Any, Any]]:
        return [pair for order in (2, 1, 0) for pair in _moment_law(order)(c, f, g)]

    f, g = checked(x, f=f, g=g)
    statement = "M_n(f ∗ g) = Σ C(n, k) M_k(f) M_{n−k}(g), n = 0, 1, 2"
    return judged(statement, law, (f, g), x, assuming)


def _moment_law(order: int) -> Law:
    """∫ t^n (f ∗ g) = Σ C(n, k) ∫ x^k f · ∫ x^{n−k} g."""

    def law(c: Calculus, f: Any, g: Any) -> list[tuple[Any, Any]]:
        products = [
            c.scale(c.product(c.moment(f, k), c.moment(g, n)), sympy.Integer(comb(order, k)))
            for k, n in zip(range(order + 1), range(order, -1, -1), strict=True)
        ]
        return [(c.moment(c.convolve(f, g), order), reduce(c.add, products))]

    return law
