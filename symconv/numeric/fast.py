"""lambdify: a symbolic expression as a fast, accurate NumPy function.

Polynomial pieces run through compiled cells in local coordinates (`polynomial`), all others
through tapes in forms that neither overflow nor cancel (`stable`, `tape`). A point whose running
error bound does not reach 8e-13 relative is evaluated again with balls: slow, and correct.
Conditions are decided once, exactly, when the function is built; at run time a binary search
selects the arm, so no inactive branch is computed and no warning can come from one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np
import sympy as sp

from symconv.errors import InvalidInput
from symconv.numeric.arms import Arm, compile_arm
from symconv.numeric.arrays import ArrayEvaluator
from symconv.numeric.exactpoints import array_of
from symconv.numeric.pieces import exact_expression, exact_floats, nearest_double, slice_expression
from symconv.numeric.polynomial import compile_cells, exact_coefficients, line_of_cells
from symconv.numeric.rounding import round_exact

__all__ = ["lambdify"]

_PARAMETER_SETS = 64


def lambdify(
    args: sp.Symbol | Sequence[sp.Symbol], expr: sp.Expr, *, relative: bool = False
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
    expr = exact_expression(expr)
    unknown = expr.free_symbols - set(symbols)
    if unknown:
        names = ", ".join(sorted(map(str, unknown)))
        raise InvalidInput(f"the expression contains {names}, which args does not list")
    if expr.has(sp.DiracDelta):
        raise InvalidInput(f"{expr} contains a point mass (DiracDelta): it has no value to compute")
    if len(symbols) == 1:
        return _shaped(_Univariate(expr, symbols[0], relative))
    return _Parametric(expr, symbols, relative)


def _symbols(args: Any) -> tuple[sp.Symbol, ...]:
    symbols = (args,) if isinstance(args, sp.Symbol) else tuple(args)
    if not symbols or not all(isinstance(s, sp.Symbol) for s in symbols):
        raise InvalidInput(f"args must be a symbol or a tuple of symbols, not {args!r}")
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


class _Univariate:
    """The pieces of an expression in x alone, compiled."""

    def __init__(self, expr: sp.Expr, x: sp.Symbol, relative: bool):
        self._expr, self._x = expr, x
        pieces = slice_expression(expr, x)
        self._starts = [_border(p, i, pieces) for i, p in enumerate(pieces.breaks)]
        self._patches = [
            (nearest_double(p), _patch_value(v))
            for i, (p, v) in enumerate(zip(pieces.breaks, pieces.values, strict=True))
            if _needs_patch(i, pieces)
        ]
        self._edges = np.array([float(s) for s in self._starts])
        self._gaps = [i for i, arm in enumerate(pieces.arms) if arm is sp.nan and pieces.breaks]
        coefficients = [exact_coefficients(arm, x) for arm in pieces.arms]
        self._cells = self._compile_cells([c and c[0] for c in coefficients], relative)
        self._arms: dict[int, Arm] = {
            i: compile_arm(pieces.arms[i], x, self._range(i), relative)
            for i, known in enumerate(coefficients)
            if known is None and i not in self._gaps
        }
        self._complex = any(arm.is_complex for arm in self._arms.values())
        self._single = self._arms[0] if len(pieces.arms) == 1 and self._arms else None

    def _range(self, i: int) -> tuple[float, float]:
        edges = [-np.inf, *self._edges.tolist(), np.inf]
        return edges[i], edges[i + 1]

    def _compile_cells(self, polynomials: list[Any], relative: bool) -> Any:
        if not any(p is not None for p in polynomials):
            return None
        cells = line_of_cells(self._starts, polynomials, relative=relative)
        weak = [(float(c.start), float(c.stop)) for c in cells if not c.accurate]
        ends = _limit(polynomials[-1], 1), _limit(polynomials[0], -1)
        return _Cells(compile_cells(cells), ends, weak, self._expr, self._x)

    def __call__(self, x: Any) -> Any:
        if x.dtype.kind == "c":
            return self._at_complex(x)
        if self._single is not None:
            return self._single(x)
        values = np.full(x.shape, np.nan) if self._cells is None else self._cells(x)
        if self._arms or self._gaps:
            values = self._fill_arms(x, values)
        for point, value in self._patches:
            values[x == point] = value
        return values

    def _fill_arms(self, x: Any, values: Any) -> Any:
        if self._complex:
            values = values.astype(complex)
        index = np.searchsorted(self._edges, x, side="right")
        for i, arm in self._arms.items():
            chosen = np.flatnonzero(index == i)
            if chosen.size:
                values[chosen] = arm(x[chosen])
        values[np.isin(index, self._gaps) | np.isnan(x)] = np.nan
        return values

    def _at_complex(self, x: Any) -> Any:
        if len(self._starts):
            raise InvalidInput(
                "an expression with break points needs real x: complex numbers have no order"
            )
        if self._single is not None:
            return self._single(x)
        return np.polyval(_monomial(self._expr, self._x), x)


class _Cells:
    """The compiled cells, with infinities and cells of low relative accuracy put right."""

    def __init__(
        self,
        evaluate: Any,
        at_infinity: tuple[float, float],
        weak: list[tuple[float, float]],
        expr: Any,
        x: Any,
    ):
        self._evaluate, self._at_infinity = evaluate, at_infinity
        self._weak, self._expr, self._x = weak, expr, x

    def __call__(self, x: Any) -> Any:
        values = self._evaluate(x)
        if np.isnan(values.sum()):
            values[x == np.inf], values[x == -np.inf] = self._at_infinity
        for start, stop in self._weak:
            inside = (x >= start) & (x < stop)
            if inside.any():
                values[inside] = round_exact(self._expr, self._x, x[inside])
        return values


def _limit(polynomial: list[Fraction] | None, side: int) -> float:
    """The value at side * infinity."""
    if polynomial is None:
        return np.nan
    leading = next((k for k in range(len(polynomial) - 1, 0, -1) if polynomial[k]), 0)
    if leading == 0:
        return float(polynomial[0])
    return float(np.inf if polynomial[leading] * side**leading > 0 else -np.inf)


def _border(point: sp.Expr, i: int, pieces: Any) -> Fraction:
    """The first double that belongs to the right-hand arm."""
    near = nearest_double(point)
    rounded = sp.Rational(near)
    if rounded < point or (rounded == point and _owner(i, pieces) == "left"):
        near = float(np.nextafter(near, np.inf))
    return Fraction(near)


def _owner(i: int, pieces: Any) -> str:
    """Which neighbour has the expression's own value at break i ("both", "neither")."""
    point, value = pieces.breaks[i], pieces.values[i]
    right = _equal(pieces.arms[i + 1].subs(pieces.x, point), value)
    if right:
        return "right"
    return "left" if _equal(pieces.arms[i].subs(pieces.x, point), value) else "neither"


def _needs_patch(i: int, pieces: Any) -> bool:
    point = pieces.breaks[i]
    return sp.Rational(nearest_double(point)) == point and _owner(i, pieces) == "neither"


def _patch_value(value: sp.Expr) -> Any:
    if not value.is_finite:
        return float("nan") if value in (sp.nan, sp.zoo) else float(value)
    number = complex(value.evalf(20))
    return number if number.imag else number.real


def _equal(left: sp.Expr, right: sp.Expr) -> bool:
    return bool(left == right or sp.expand(left - right) == 0)


def _monomial(expr: sp.Expr, x: sp.Symbol) -> Any:
    return np.array([float(c) for c in sp.Poly(expr, x).all_coeffs()])


class _Parametric:
    """f(x, a, b, ...): exact substitution for numbers, masks and tapes for arrays."""

    def __init__(self, expr: sp.Expr, symbols: tuple[sp.Symbol, ...], relative: bool):
        self._expr, self._symbols, self._relative = expr, symbols, relative
        self._build = lru_cache(_PARAMETER_SETS)(self._substituted)
        self._arrays: ArrayEvaluator | None = None

    def _substituted(self, values: tuple[sp.Expr, ...]) -> Callable[[Any], Any]:
        expr = self._expr.subs(dict(zip(self._symbols[1:], values, strict=True)))
        return _shaped(_Univariate(expr, self._symbols[0], self._relative))

    def __call__(self, *values: Any) -> Any:
        if len(values) != len(self._symbols):
            raise InvalidInput(f"expected {len(self._symbols)} arguments, got {len(values)}")
        exact = [_exact_number(value) for value in values[1:]]
        if None not in exact:
            return self._build(tuple(exact))(values[0])
        if self._arrays is None:
            self._arrays = ArrayEvaluator(self._expr, self._symbols, self._relative)
        return self._arrays(values)


def _exact_number(value: Any) -> sp.Expr | None:
    """A parameter that is one finite real number; None for arrays, complex numbers, inf, nan."""
    if isinstance(value, sp.Expr):
        value = exact_floats(value)
        return value if value.is_number and value.is_real and value.is_finite else None
    if isinstance(value, int | Fraction):
        return sp.Rational(value)
    array = array_of(value, "a parameter")
    if array.ndim or array.dtype.kind not in "buif" or not np.isfinite(array):
        return None
    return sp.Rational(float(array))
