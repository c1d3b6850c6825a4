"""The signals of the field as plain SymPy expressions.

Every function returns an expression that SymPy knows by itself (Piecewise, Heaviside, DiracDelta,
exp, sinc), so nothing special is needed to add, shift, multiply or convolve them. The argument may
be any real expression: box(2*x - 1, 0, 1) is a box, scaled and shifted.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import comb, factorial, isfinite
from typing import TYPE_CHECKING, Any

import sympy

from symconv.errors import InvalidInput
from symconv.exactnumbers import exact

if TYPE_CHECKING:
    from sympy import Expr

__all__ = [
    "MAX_DEGREE",
    "box",
    "bspline",
    "exponential",
    "gaussian",
    "impulse",
    "ramp",
    "sinc",
    "step",
    "triangle",
]

MAX_DEGREE = 100
"""Highest degree of bspline and order of impulse: above it the exact form fills pages."""


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
        An argument is not a real expression, or a > b.

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
    x, a, b = _real(x, "box", "x"), _real(a, "box", "a"), _real(b, "box", "b")
    if (b - a).is_negative:
        raise InvalidInput(f"box: the end points must satisfy a <= b, not a = {a}, b = {b}")
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
    x, width = _real(x, "triangle", "x"), _positive(width, "triangle", "width")
    inside = sympy.And(x >= -width, x <= width)
    return sympy.Piecewise((1 - sympy.Abs(x) / width, inside), (0, True))


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
    return sympy.Heaviside(_real(x, "step", "x"))


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
    x = _real(x, "ramp", "x")
    return x * sympy.Heaviside(x)


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
    x, mu = _real(x, "gaussian", "x"), _real(mu, "gaussian", "mu")
    sigma = _positive(sigma, "gaussian", "sigma")
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
    x, rate = _real(x, "exponential", "x"), _exact(rate, "exponential", "rate")
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
    return sympy.sinc(_real(x, "sinc", "x"))


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
    x, k = _real(x, "impulse", "x"), _order(k, "impulse", "k")
    return sympy.DiracDelta(x, k) if k else sympy.DiracDelta(x)


def bspline(x: Any, degree: int) -> Expr:
    """Return the cardinal B-spline of the degree on [0, degree + 1]: box(0, 1) ∗ … ∗ box(0, 1).

    With n = degree: B_n(x) = (1/n!) Σ_k (−1)^k C(n+1, k) (x − k)_+^n, written piece by piece.

    Hypotheses
    ----------
    0 ≤ degree ≤ MAX_DEGREE, an integer; degree + 1 boxes are convolved.

    Parameters
    ----------
    x : Expr
        Real argument.
    degree : int
        Polynomial degree.

    Returns
    -------
    Expr
        A Piecewise with one exact polynomial for each of the intervals [k, k + 1).

    Raises
    ------
    InvalidInput
        x is not a real expression, or the degree no integer in the range.

    Examples
    --------
    >>> from sympy import Symbol
    >>> bspline(Symbol("x", real=True), 1)
    Piecewise((x, (x >= 0) & (x < 1)), (2 - x, (x >= 1) & (x < 2)), (0, True))
    >>> bspline(Symbol("x", real=True), 10**9)
    Traceback (most recent call last):
    symconv.errors.InvalidInput: bspline: degree must be an integer from 0 to 100, not 1000000000

    References
    ----------
    I. J. Schoenberg, Cardinal Spline Interpolation (1973), lecture 2.
    """
    x, degree = _real(x, "bspline", "x"), _order(degree, "bspline", "degree")
    scale = factorial(degree)
    coefficients = [0] * (degree + 1)
    powers = [x**n for n in range(degree + 1)]
    pieces: list[tuple[Any, Any]] = []
    for k in range(degree + 1):
        weight = (-1) ** k * comb(degree + 1, k)
        for power in range(degree + 1):
            coefficients[power] += weight * comb(degree, power) * (-k) ** (degree - power)
        terms = [
            sympy.Rational(c, scale) * x_n for c, x_n in zip(coefficients, powers, strict=True)
        ]
        pieces.append((sympy.Add(*terms), sympy.And(x >= k, x < k + 1)))
    return sympy.Piecewise(*pieces, (0, True))


def _order(value: Any, function: str, name: str) -> int:
    """Read an integer from 0 to MAX_DEGREE; True and 2.0 are no integers."""
    whole = isinstance(value, int) and not isinstance(value, bool)
    if not whole and not isinstance(value, sympy.Integer):
        whole = type(value).__module__ == "numpy" and hasattr(value, "__index__")
    else:
        whole = True
    if not whole or not 0 <= int(value) <= MAX_DEGREE:
        expected = f"an integer from 0 to {MAX_DEGREE}"
        raise InvalidInput(f"{function}: {name} must be {expected}, not {_short(value)}")
    return int(value)


def _positive(value: Any, function: str, name: str) -> Expr:
    value = _real(value, function, name)
    if value.is_positive is False:
        raise InvalidInput(f"{function}: {name} must be positive, not {value}")
    return value


def _real(value: Any, function: str, name: str) -> Expr:
    value = _exact(value, function, name)
    if value.is_extended_real is False:
        raise InvalidInput(f"{function}: {name} must be real, not {value}")
    if value.is_extended_real is None and _holds_complex_constant(value):
        raise InvalidInput(f"{function}: {name} must be real; {value} is not known to be")
    return value


def _holds_complex_constant(value: Expr) -> bool:
    """Whether I is in it, or a root of -1: SymPy may compare such a constant for ever."""
    return any(
        part.is_number and part.is_extended_real is False
        for part in sympy.preorder_traversal(value)
    )


def _exact(value: Any, function: str, name: str) -> Expr:
    """Read a number or expression exactly; a float is its shortest decimal."""
    if isinstance(value, str):
        raise InvalidInput(f"{function}: {name} is a str; use symconv.parse(text)")
    if isinstance(value, (float, Decimal)) and not isfinite(value):
        raise InvalidInput(f"{function}: {name} must be finite, not {value}")
    if isinstance(value, (float, Decimal)):
        return sympy.Rational(str(value) if isinstance(value, Decimal) else float.__repr__(value))
    if isinstance(value, Fraction):
        return sympy.Rational(value.numerator, value.denominator)
    if isinstance(value, int) and not isinstance(value, bool):
        return sympy.Integer(value)
    if type(value).__module__ == "numpy" and hasattr(value, "item"):
        return _exact(value.item(), function, name)
    if not isinstance(value, sympy.Expr):
        expected = "a real expression or number"
        raise InvalidInput(f"{function}: {name} must be {expected}, not {_short(value)}")
    if value.has(sympy.oo, -sympy.oo, sympy.zoo, sympy.nan):
        raise InvalidInput(f"{function}: {name} must be finite, not {value}")
    return exact(value)


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "..."
