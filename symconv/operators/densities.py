"""The density of a random variable of sympy.stats as a function of x."""

from __future__ import annotations

from typing import Any

from symconv.errors import InvalidInput
from symconv.operators import inputs
from symconv.operators.randomness import is_random
from symconv.operators.typed import function

__all__ = ["density"]


def density(X: Any, x: Any) -> Any:
    """f(x) = d/dx P(X ≤ x) of a continuous random variable X, 0 outside its support.

    Hypotheses
    ----------
    The parameters satisfy what sympy.stats asks of them, such as rate > 0.

    Parameters
    ----------
    X : a continuous random variable of sympy.stats, or what sympy.stats.density gives for one
    x : Symbol, plain or real

    Returns
    -------
    Expr in x.

    Raises
    ------
    InvalidInput
        X is discrete, joint, compound or conditioned, an expression of random variables, or none.

    Examples
    --------
    >>> from sympy import Symbol, stats
    >>> from symconv import density
    >>> x = Symbol("x", real=True)
    >>> density(stats.Exponential("E", 2), x)
    Piecewise((2*exp(-2*x), x >= 0), (0, True))
    >>> density(stats.Poisson("P", 2), x)
    Traceback (most recent call last):
    symconv.errors.InvalidInput: X is the discrete random variable P; use symconv.discrete.convolve

    References
    ----------
    N. L. Johnson, S. Kotz, N. Balakrishnan, Continuous Univariate Distributions (the supports).
    """
    inputs.check_variable(x)
    if not is_random(X):
        raise InvalidInput(
            f"X is a {type(X).__name__}; expected a continuous random variable of sympy.stats or "
            "its density"
        )
    expr = function(X, x, "X")
    inputs.check_names(x, expr)
    return expr
