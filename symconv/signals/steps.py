"""Signals that switch at one point: the step, its integral the ramp, its derivatives impulses."""

from __future__ import annotations

from typing import Any

import sympy
from sympy import Expr

from symconv.signals.arguments import in_order, order, real

__all__ = ["impulse", "ramp", "step"]


def step(x: Any) -> Expr:
    """Return the unit step H(x): 0 for x < 0, 1 for x > 0, 1/2 at 0 as in SymPy.

    Hypotheses
    ----------
    x is real.

    Parameters
    ----------
    x : Expr
        Real argument.

    Returns
    -------
    Expr
        Heaviside(x).

    Raises
    ------
    InvalidInput
        The argument is not a real expression.

    Examples
    --------
    >>> from sympy import Symbol
    >>> step(Symbol("x", real=True) - 1)
    Heaviside(x - 1)
    >>> step("x")
    Traceback (most recent call last):
    symconv.errors.InvalidInput: step: x is a str; use symconv.parse(text)

    References
    ----------
    NIST Digital Library of Mathematical Functions, section 1.16(iv).
    """
    return sympy.Heaviside(real(x, "step", "x"))


def ramp(x: Any) -> Expr:
    """Return the ramp x·H(x) = (step ∗ step)(x).

    Hypotheses
    ----------
    x is real.

    Parameters
    ----------
    x : Expr
        Real argument.

    Returns
    -------
    Expr
        x*Heaviside(x).

    Raises
    ------
    InvalidInput
        The argument is not a real expression.

    Examples
    --------
    >>> from sympy import Symbol
    >>> ramp(Symbol("x", real=True))
    x*Heaviside(x)
    >>> ramp(None)
    Traceback (most recent call last):
    symconv.errors.InvalidInput: ramp: x must be a real expression or number, not None

    References
    ----------
    A. V. Oppenheim, A. S. Willsky, Signals and Systems, 2nd ed., section 1.4.
    """
    x = real(x, "ramp", "x")
    return x * sympy.Heaviside(x)


def impulse(x: Any, k: int = 0) -> Expr:
    """Return the k-th derivative δ^{(k)} of the unit impulse: ∫ δ^{(k)} φ dx = (−1)^k φ^{(k)}(0).

    Hypotheses
    ----------
    0 ≤ k ≤ MAX_DEGREE, an integer.

    Parameters
    ----------
    x : Expr
        Real argument; impulse(x - a) sits at a.
    k : int
        Order of the derivative.

    Returns
    -------
    Expr
        DiracDelta(x, k), which prints as DiracDelta(x) for k = 0.

    Raises
    ------
    InvalidInput
        x is not a real expression, or k no integer in the range.

    Examples
    --------
    >>> from sympy import Symbol
    >>> impulse(Symbol("x", real=True) - 1)
    DiracDelta(x - 1)
    >>> impulse(Symbol("x", real=True), -1)
    Traceback (most recent call last):
    symconv.errors.InvalidInput: impulse: k must be an integer from 0 to 100, not -1

    References
    ----------
    NIST Digital Library of Mathematical Functions, section 1.16(iii).
    """
    x = real(x, "impulse", "x")
    in_order("impulse", x, k)
    k = order(k, "impulse", "k")
    return sympy.DiracDelta(x, k) if k else sympy.DiracDelta(x)
