"""The defining integrals, enclosed: ∫ f(x) g(t − x) dx, ∫ conj f(x) g(t + x) dx, ∫_a^b f(x) dx.

Point masses are split off and sifted exactly (`masses`); what remains is cut at the break points
(`panels`) and enclosed panel by panel (`quadrature`) at rising precision.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import sympy
from flint import acb, arb
from sympy import Expr, Symbol

from symconv.deadline import ended_within
from symconv.deciding import constants
from symconv.deciding.order import compare
from symconv.enclosure.masses import Mass, mass_inside, refuse_mass_on_mass, separate_masses, sift
from symconv.enclosure.panels import Factor, build_panels
from symconv.enclosure.quadrature import panels_integral
from symconv.enclosure.roughsize import rough_size
from symconv.errors import InvalidInput, Unresolved
from symconv.precision import working_precision
from symconv.values.balls import accuracy_bits, is_finite, radius
from symconv.values.enclosing import exact_value

__all__ = ["enclose_convolution", "enclose_integral"]

_GUARD_BITS = 30
_DOUBLINGS = 3


def enclose_integral(
    expr: Expr,
    x: Symbol,
    lower: Any,
    upper: Any,
    params: Mapping[Symbol, Any] | None = None,
    bits: int = 53,
    *,
    principal_value: bool = False,
    timeout: float = 30,
) -> acb:
    """Enclose ∫_lower^upper expr dx in a ball.

    Hypotheses
    ----------
    lower < upper are exact real numbers or ∓oo. Each tail converges by itself, absolutely or as an
    improper integral; point masses lie inside, not on an end.

    Parameters
    ----------
    expr : Expr
        In x and the keys of `params`.
    params : mapping of Symbol to exact number
        Values of the parameters.
    bits : int
        Wanted accuracy: relative radius at most 2^−bits; where the value cancels to 0, 2^−bits of
        the size of ∫ |integrand| as seen in samples.
    principal_value : bool
        Take simple poles inside symmetrically.
    timeout : float
        Seconds after which it is Unresolved.

    Returns
    -------
    acb
        A ball that contains the integral.

    Raises
    ------
    DivergentIntegral
        Divergence is proved by the behaviour at an end or at a pole.
    Unresolved
        No bound could be proved, or the accuracy was not reached.

    Examples
    --------
    >>> from sympy import Symbol, exp, oo
    >>> x = Symbol("x", real=True)
    >>> enclose_integral(exp(-x**2), x, -oo, oo).real.str(12)
    '[1.77245385091 +/- 4.49e-12]'
    >>> enclose_integral(1 / x, x, 0, 1)
    Traceback (most recent call last):
    symconv.errors.DivergentIntegral: the integral diverges at 0

    References
    ----------
    F. Johansson, "Numerical integration in arbitrary-precision ball arithmetic", ICMS 2018.
    """
    with ended_within(timeout, "enclosing an integral"):
        return _integral(_prepared(expr, x, params), _real(x), lower, upper, bits, principal_value)


def _integral(
    expr: Expr, variable: Symbol, lower: Any, upper: Any, bits: int, principal_value: bool
) -> acb:
    regular, masses = separate_masses(expr, variable)
    start, stop = _end(lower), _end(upper)
    if start is not None and stop is not None and compare(start, stop) > 0:
        raise InvalidInput(f"the lower end {lower} lies above the upper end {upper}")

    def sifted() -> acb:
        return sum((mass_inside(mass, variable, start, stop) for mass in masses), acb(0))

    factor = Factor(regular, variable, 1, sympy.S.Zero)
    return _enclose([factor], start, stop, sifted, bits, principal_value, None)


def enclose_convolution(
    f: Expr,
    g: Expr,
    x: Symbol,
    t_value: Any,
    params: Mapping[Symbol, Any] | None = None,
    bits: int = 53,
    *,
    op: str = "convolve",
    conjugate: bool = True,
    principal_value: bool = False,
    timeout: float = 30,
) -> acb:
    """Enclose (f ∗ g)(t) = ∫ f(x) g(t − x) dx or (f ⋆ g)(t) = ∫ conj f(x) g(t + x) dx in a ball.

    Hypotheses
    ----------
    t and the parameters are exact numbers. Each tail converges by itself. Where a derivative of a
    point mass meets the other function, that is smooth.

    Parameters
    ----------
    f, g : Expr
        In x and the keys of `params`.
    t_value : exact number
        Where the result is wanted.
    bits : int
        Wanted accuracy: relative radius at most 2^−bits; where the value cancels to 0, 2^−bits of
        the size of ∫ |integrand| as seen in samples.
    op : {"convolve", "correlate"}
        The operation; `conjugate` says whether ⋆ conjugates f.
    principal_value : bool
        Take simple poles symmetrically.
    timeout : float
        Seconds after which it is Unresolved.

    Returns
    -------
    acb
        A ball that contains the value.

    Raises
    ------
    DivergentIntegral
        Divergence is proved.
    InvalidInput
        The result has a point mass at t, or a product with a derivative of δ has no meaning.
    Unresolved
        No bound could be proved, or the accuracy was not reached.

    Examples
    --------
    >>> from sympy import Heaviside, Symbol, exp
    >>> x = Symbol("x", real=True)
    >>> f = exp(-x) * Heaviside(x)
    >>> enclose_convolution(f, f, x, 1).real.str(12)
    '[0.367879441171 +/- 4.43e-13]'
    >>> enclose_convolution(Heaviside(x), Heaviside(-x), x, 1)
    Traceback (most recent call last):
    symconv.errors.DivergentIntegral: the integral diverges at oo

    References
    ----------
    F. Johansson, "Numerical integration in arbitrary-precision ball arithmetic", ICMS 2018.
    """
    if op not in ("convolve", "correlate"):
        raise InvalidInput(f"op is {op!r}; expected 'convolve' or 'correlate'")
    with ended_within(timeout, "enclosing an integral"):
        pair = _prepared(f, x, params), _prepared(g, x, params)
        return _convolution(
            pair, _real(x), _real_number(t_value), bits, op, conjugate, principal_value
        )


def _convolution(
    pair: tuple[Expr, Expr],
    variable: Symbol,
    t: Expr,
    bits: int,
    op: str,
    conjugate: bool,
    principal_value: bool,
) -> acb:
    first, f_masses = separate_masses(pair[0], variable)
    second, g_masses = separate_masses(pair[1], variable)
    if op == "correlate" and conjugate:
        first = sympy.conjugate(first)
        f_masses = tuple(Mass(m.position, m.order, sympy.conjugate(m.weight)) for m in f_masses)
    sign = -1 if op == "convolve" else 1
    refuse_mass_on_mass(f_masses, g_masses, sign, t)

    def sifted() -> acb:
        total = acb(0)
        for mass in f_masses:
            place = t + sign * mass.position
            total += sift(mass, second, variable, place, -sign)
        for mass in g_masses:
            place = sign * (mass.position - t)
            total += sift(mass, first, variable, place, -sign)
        return total

    factors = [Factor(first, variable, 1, sympy.S.Zero), Factor(second, variable, sign, t)]
    return _enclose(factors, None, None, sifted, bits, principal_value, t)


def _real(x: Symbol) -> Symbol:
    if not isinstance(x, Symbol):
        raise InvalidInput(f"{x!r} is not a symbol")
    return Symbol(x.name, real=True)


def _real_number(value: Any) -> Expr:
    number = exact_value(value)
    if not isinstance(number, Expr) or constants.is_real(number) is not True:
        raise InvalidInput(f"{value!r} is not an exact real number")
    return number


def _prepared(expr: Any, x: Symbol, params: Mapping[Symbol, Any] | None) -> Expr:
    """The expression in a real x, with exact parameter values put in."""
    expr = sympy.Integer(expr) if isinstance(expr, int) else expr
    if not isinstance(expr, Expr):
        raise InvalidInput(f"{expr!r} is not a SymPy expression")
    values = {symbol: exact_value(value) for symbol, value in (params or {}).items()}
    expr = expr.xreplace({x: _real(x)}).xreplace(values)
    foreign = expr.free_symbols - {_real(x)}
    if foreign:
        names = ", ".join(sorted(str(symbol) for symbol in foreign))
        raise InvalidInput(f"no value was given for {names} in {expr}")
    return expr


def _end(value: Any) -> Expr | None:
    return None if value in (sympy.oo, -sympy.oo) else _real_number(value)


def _enclose(
    factors: Sequence[Factor],
    lower: Expr | None,
    upper: Expr | None,
    sifted: Callable[[], acb],
    bits: int,
    principal_value: bool,
    point: Expr | None,
) -> acb:
    """The regular integral plus the sifted masses, at rising precision."""
    panels = build_panels(factors, lower, upper)
    for doubling in range(_DOUBLINGS + 1):
        target = bits << doubling
        with working_precision(target + _GUARD_BITS):
            point_part = sifted()
            if not is_finite(point_part):
                continue
            scale = rough_size(panels)
            tolerance = scale * arb(2) ** -(target + 10)
            values = [point_part, *panels_integral(panels, tolerance, principal_value)]
            total: acb = sum(values, acb(0))
            size = sum((abs(value).mid() for value in values), scale if panels else arb(0))
            if _accurate(total, size, bits, last=doubling == _DOUBLINGS):
                return total
    place = "" if point is None else f" at {point}"
    raise Unresolved(f"the integral{place} was not enclosed to {bits} bits", point=point)


def _accurate(total: acb, size: arb, bits: int, *, last: bool) -> bool:
    """Whether to stop: relatively accurate, or small against what cancelled to give it."""
    if not is_finite(total):
        return False
    if accuracy_bits(total) >= bits:
        return True
    return (last or bool(total.contains(0))) and bool(radius(total) <= size * arb(2) ** -bits)
