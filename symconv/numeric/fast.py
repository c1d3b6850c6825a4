"""lambdify: a symbolic expression as a fast, accurate NumPy function.

Here are shapes, dtypes and parameters; the pieces of an expression in x alone are compiled in
`univariate`, expressions with arrays as parameters in `arrays`. A point whose running error bound
does not reach 8e-13 relative is evaluated again with balls: slow, and correct.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np
import sympy as sp

from symconv.deadline import ended_within
from symconv.deciding import constants
from symconv.errors import InvalidInput
from symconv.exactnumbers import exact
from symconv.listing import listed
from symconv.numeric.arrays import ArrayEvaluator
from symconv.numeric.exactpoints import array_of
from symconv.numeric.pieces import exact_expression
from symconv.numeric.univariate import Univariate
from symconv.operators.inputs import check_flags, check_timeout, shown

__all__ = ["lambdify"]

_PARAMETER_SETS = 64


def lambdify(
    args: sp.Symbol | Sequence[sp.Symbol],
    expr: sp.Expr,
    *,
    relative: bool = False,
    timeout: float = 30.0,
) -> Callable[..., Any]:
    """Compile `expr` to a function h of NumPy arrays, h(x) = expr(x) as far as `relative` says.

    The function takes numbers, lists or arrays and returns the same shape: float64 for real
    input, float32 where x is float32, complex where the expression is complex or x is. At a
    break point it returns the expression's own value there, and NaN where no arm of a Piecewise
    holds. It raises no floating point warning.

    Hypotheses
    ----------
    The first argument is the variable, real wherever the expression has break points. Parameters
    given as numbers are read exactly; parameters given as arrays broadcast against x.

    Parameters
    ----------
    args : Symbol, or tuple of Symbols
        x, or (x, a, b, ...), as in SymPy.
    expr : Expr
        Without point masses.
    relative : bool
        False: piecewise polynomials to about 4 eps of the largest value on the piece, other
        functions to 1e-12 relative. True: every value to 20 units in its own last place.
    timeout : float
        Seconds for building the function.

    Returns
    -------
    callable
        h(x), or h(x, a, b, ...).

    Raises
    ------
    InvalidInput
        For a point mass, an undeclared symbol, or a break point that cannot be located.

    Examples
    --------
    >>> from sympy import Piecewise, Symbol, exp, erfc
    >>> x = Symbol("x", real=True)
    >>> h = lambdify(x, Piecewise((x, (x >= 0) & (x < 1)), (2 - x, (x >= 1) & (x < 2)), (0, True)))
    >>> h([0.25, 1.5, 7]).tolist()
    [0.25, 0.5, 0.0]
    >>> f"{lambdify(x, exp(x**2) * erfc(x))(50.0):.10e}"
    '1.1281536265e-02'
    >>> from sympy import DiracDelta
    >>> lambdify(x, DiracDelta(x))
    Traceback (most recent call last):
    symconv.errors.InvalidInput: DiracDelta(x) contains a point mass...

    References
    ----------
    N. J. Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., ch. 5 (running error
    bounds of Horner's rule).
    """
    symbols = _symbols(args)
    check_flags(relative=relative)
    expr = exact_expression(expr)
    unknown = expr.free_symbols - set(symbols)
    if unknown:
        names = ", ".join(sorted(map(str, unknown)))
        raise InvalidInput(f"the expression contains {names}, which args does not list")
    if expr.has(sp.DiracDelta):
        raise InvalidInput(f"{expr} contains a point mass (DiracDelta): it has no value to compute")
    seconds = check_timeout(timeout)
    if len(symbols) > 1:
        return _Parametric(expr, symbols, relative, seconds)
    with ended_within(seconds, "building a function"):
        return _shaped(Univariate(expr, symbols[0], relative))


def _symbols(args: Any) -> tuple[sp.Symbol, ...]:
    wanted = "a symbol or a tuple of symbols"
    symbols = (args,) if isinstance(args, sp.Symbol) else listed(args, "args", wanted)
    if not symbols or not all(isinstance(s, sp.Symbol) for s in symbols):
        raise InvalidInput(f"args must be {wanted}, not {shown(args)}")
    if len(set(symbols)) != len(symbols):
        raise InvalidInput(f"args lists a symbol twice: {args}")
    return symbols


def _shaped(evaluate: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Wrap a function of flat float64 arrays: shapes, scalars, float32."""

    def function(x: Any) -> Any:
        given = array_of(x, "x")
        if given.dtype.kind not in "buifc":
            raise InvalidInput(
                f"x must be floats or integers, not an array of {given.dtype}; exact points are "
                "for round_exact"
            )
        single = given.dtype.kind in "fc" and given.dtype.itemsize <= (
            4 if given.dtype.kind == "f" else 8
        )
        wide = complex if given.dtype.kind == "c" else float
        flat = np.ascontiguousarray(given.reshape(-1), dtype=wide)
        with np.errstate(all="ignore"):
            values = evaluate(flat)
            if single:
                target = np.result_type(
                    given.dtype, np.complex64 if values.dtype.kind == "c" else given.dtype
                )
                values = values.astype(target)
        return values.reshape(given.shape) if given.ndim else values[0]

    return function


class _Parametric:
    """f(x, a, b, ...): exact substitution for numbers, masks and tapes for arrays."""

    def __init__(
        self, expr: sp.Expr, symbols: tuple[sp.Symbol, ...], relative: bool, timeout: float
    ):
        self._expr, self._symbols, self._relative = expr, symbols, relative
        self._timeout = timeout
        self._build = lru_cache(_PARAMETER_SETS)(self._substituted)
        self._arrays: ArrayEvaluator | None = None

    def _substituted(self, values: tuple[sp.Expr, ...]) -> Callable[[Any], Any]:
        with ended_within(self._timeout, "building a function"):
            expr = self._expr.subs(dict(zip(self._symbols[1:], values, strict=True)))
            return _shaped(Univariate(expr, self._symbols[0], self._relative))

    def __call__(self, *values: Any) -> Any:
        if len(values) != len(self._symbols):
            raise InvalidInput(f"expected {len(self._symbols)} arguments, got {len(values)}")
        numbers = [_exact_number(value) for value in values[1:]]
        if None not in numbers:
            return self._build(tuple(numbers))(values[0])
        if self._arrays is None:
            self._arrays = ArrayEvaluator(self._expr, self._symbols, self._relative)
        return self._arrays(values)


def _exact_number(value: Any) -> sp.Expr | None:
    """A parameter that is one finite real number; None for arrays, complex numbers, inf, nan."""
    if isinstance(value, sp.Expr):
        value = exact(value)
        return value if not value.free_symbols and constants.is_real(value) else None
    if isinstance(value, int | Fraction):
        return sp.Rational(value)
    array = array_of(value, "a parameter")
    if array.ndim or array.dtype.kind not in "buif" or not np.isfinite(array):
        return None
    return sp.Rational(float(array))
