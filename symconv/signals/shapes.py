"""Pulses: box and triangle on an interval, Gaussian, one-sided exponential and sinc on the line."""

from __future__ import annotations

from typing import Any

import sympy
from sympy import Expr

from symconv.signals.arguments import ascending, finite, in_order, positive, real

__all__ = ["box", "exponential", "gaussian", "sinc", "triangle"]


def box(x: Any, a: Any, b: Any) -> Expr:
    """Return the indicator function of [a, b]: 1 for a ≤ x ≤ b, else 0.

    Hypotheses
    ----------
    a ≤ b. A pair known to be in the other order is refused; symbolic end points whose order is
    open are accepted, and the expression is then 0 wherever a > b.

    Parameters
    ----------
    x : Expr
        Real argument, usually a symbol.
    a, b : Expr or number
        End points; a float is read as the shortest decimal.

    Returns
    -------
    Expr
        Piecewise((1, (x >= a) & (x <= b)), (0, True)).

    Raises
    ------
    InvalidInput
        An argument is not a real expression, a > b, or the variable does not come first.

    Examples
    --------
    >>> from sympy import Symbol
    >>> x = Symbol("x", real=True)
    >>> box(x, -1, 2)
    Piecewise((1, (x >= -1) & (x <= 2)), (0, True))
    >>> box(x, 2, -1)
    Traceback (most recent call last):
    symconv.errors.InvalidInput: box: the end points must satisfy a <= b, not a = 2, b = -1

    References
    ----------
    R. N. Bracewell, The Fourier Transform and Its Applications, 3rd ed., ch. 4.
    """
    x, a, b = real(x, "box", "x"), real(a, "box", "a"), real(b, "box", "b")
    in_order("box", x, a, b)
    ascending(a, b, "box")
    return sympy.Piecewise((1, sympy.And(x >= a, x <= b)), (0, True))


def triangle(x: Any, width: Any = 1) -> Expr:
    """Return the triangle f(x) = 1 − |x|/width for |x| ≤ width, else 0.

    It is (box ∗ box)/width for two boxes of that width, centred at 0.

    Hypotheses
    ----------
    width > 0.

    Parameters
    ----------
    x : Expr
        Real argument.
    width : Expr or number
        Half the base; also the width at half height.

    Returns
    -------
    Expr
        Piecewise((1 - Abs(x)/width, (x >= -width) & (x <= width)), (0, True)).

    Raises
    ------
    InvalidInput
        An argument is not a real expression, or the width is known not to be positive.

    Examples
    --------
    >>> from sympy import Symbol
    >>> triangle(Symbol("x", real=True))
    Piecewise((1 - Abs(x), (x >= -1) & (x <= 1)), (0, True))
    >>> triangle(Symbol("x", real=True), 0)
    Traceback (most recent call last):
    symconv.errors.InvalidInput: triangle: width must be positive, not 0

    References
    ----------
    R. N. Bracewell, The Fourier Transform and Its Applications, 3rd ed., ch. 4.
    """
    x, width = real(x, "triangle", "x"), positive(width, "triangle", "width")
    in_order("triangle", x, width)
    inside = sympy.And(x >= -width, x <= width)
    return sympy.Piecewise((1 - sympy.Abs(x) / width, inside), (0, True))


def gaussian(x: Any, mu: Any = 0, sigma: Any = 1) -> Expr:
    """Return the normal density f(x) = exp(−(x − μ)²/(2σ²))/(σ√(2π)), of integral 1.

    Hypotheses
    ----------
    σ > 0, μ real.

    Parameters
    ----------
    x : Expr
        Real argument.
    mu, sigma : Expr or number
        Mean and standard deviation.

    Returns
    -------
    Expr
        The density.

    Raises
    ------
    InvalidInput
        An argument is not a real expression, or sigma is known not to be positive.

    Examples
    --------
    >>> from sympy import Symbol
    >>> gaussian(Symbol("x", real=True))
    sqrt(2)*exp(-x**2/2)/(2*sqrt(pi))
    >>> gaussian(Symbol("x", real=True), 0, -1)
    Traceback (most recent call last):
    symconv.errors.InvalidInput: gaussian: sigma must be positive, not -1

    References
    ----------
    W. Feller, An Introduction to Probability Theory and Its Applications, vol. 1, VII.1 (1.1).
    """
    x, mu = real(x, "gaussian", "x"), real(mu, "gaussian", "mu")
    sigma = positive(sigma, "gaussian", "sigma")
    in_order("gaussian", x, mu, sigma)
    exponent = -((x - mu) ** 2) / (2 * sigma**2)
    return sympy.exp(exponent) / (sigma * sympy.sqrt(2 * sympy.pi))


def exponential(x: Any, rate: Any = 1) -> Expr:
    """Return the one-sided exponential f(x) = exp(−rate·x)·H(x), of height 1 at 0+.

    This is the signal e^{−ax}u(x) of systems courses; the probability density is rate times it.

    Hypotheses
    ----------
    rate is finite; its real part is the rate of decay and may be of either sign.

    Parameters
    ----------
    x : Expr
        Real argument.
    rate : Expr or number
        The rate; complex values give damped oscillations.

    Returns
    -------
    Expr
        exp(-rate*x)*Heaviside(x).

    Raises
    ------
    InvalidInput
        x is not a real expression, or the rate no finite one.

    Examples
    --------
    >>> from sympy import Symbol
    >>> exponential(Symbol("x", real=True), 2)
    exp(-2*x)*Heaviside(x)
    >>> exponential(Symbol("x", real=True), float("inf"))
    Traceback (most recent call last):
    symconv.errors.InvalidInput: exponential: rate must be finite, not inf

    References
    ----------
    A. V. Oppenheim, A. S. Willsky, Signals and Systems, 2nd ed., table 4.2.
    """
    x, rate = real(x, "exponential", "x"), finite(rate, "exponential", "rate")
    in_order("exponential", x, rate)
    return sympy.exp(-rate * x) * sympy.Heaviside(x)


def sinc(x: Any) -> Expr:
    """Return SymPy's unnormalised sinc(x) = sin(x)/x, 1 at 0.

    Hypotheses
    ----------
    x is real.

    Parameters
    ----------
    x : Expr
        Real argument; sinc(pi*x) is the normalised form.

    Returns
    -------
    Expr
        sympy.sinc(x).

    Raises
    ------
    InvalidInput
        The argument is not a real expression.

    Examples
    --------
    >>> from sympy import Symbol
    >>> sinc(Symbol("x", real=True))
    sinc(x)
    >>> sinc("x")
    Traceback (most recent call last):
    symconv.errors.InvalidInput: sinc: x is a str; use symconv.parse(text)

    References
    ----------
    R. N. Bracewell, The Fourier Transform and Its Applications, 3rd ed., ch. 4 (normalised form).
    """
    return sympy.sinc(real(x, "sinc", "x"))
