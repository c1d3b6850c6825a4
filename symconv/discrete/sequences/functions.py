"""convolve and correlate for sequences: Expr in, Expr out."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import sympy

from symconv.algebra.constants import number
from symconv.deadline import until
from symconv.discrete.sequences.entrance import Posed, pose
from symconv.discrete.sequences.problem import Pair
from symconv.discrete.sequences.rational.solving import solve_rational
from symconv.discrete.sequences.sifting import sifted
from symconv.discrete.sequences.solving import solve
from symconv.discrete.sequences.unevaluated import as_sum
from symconv.errors import DivergentIntegral, NoClosedForm, Undecided
from symconv.operators.asking import with_parameters
from symconv.reading import OutsideClass
from symconv.separable import separated

__all__ = ["convolve", "correlate"]

_LONGEST_WINDOW = 32


@with_parameters("n", "m", is_open=lambda result: result.has(sympy.Sum))
def convolve(
    f: Any, g: Any, n: Any, m: Any = None, *, assuming: Any = (), timeout: float = 30
) -> Any:
    """(f ∗ g)[m] = Σ_{k ∈ Z} f[k] g[m − k] in closed form.

    Hypotheses
    ----------
    f and g are sequences on all integers, given by expressions with a value at every integer.
    Exact: polynomials, r**n with numeric or symbolic ratios, exp, sin, cos, sinh, cosh with real
    frequencies and products of these, on half-lines, intervals and all of Z, KroneckerDelta,
    Piecewise, Abs, Max, Min; also times rational functions of n, where the sum is found by
    antidifferences (harmonic numbers, polygamma, Lerch's Φ) whose defining identity is decided and
    which converges absolutely. Heaviside(n) has its own value at 0, 1/2 or the one stated. Where f
    or g has no value for some parameters (r**n with r = 0 and n < 0) nothing is claimed for them.

    Parameters
    ----------
    f, g : Expr in n; numbers are constant sequences; a discrete random variable of sympy.stats with
        integer values, or its density object, is read with its support
    n, m : Symbol, plain, real or integer; m defaults to n. Tuples of symbols: n dimensions
    assuming : relations between parameters, such as (Abs(a) < Abs(b), Ne(a, b), N >= 1)
    timeout : seconds, after which the unevaluated Sum is returned

    Returns
    -------
    Expr
        In m, with integer conditions; an arm for every coincidence of symbolic ratios that the
        assumptions admit. An unevaluated Sum where no closed form is known; whether it converges is
        then open.

    Raises
    ------
    DivergentIntegral
        The sum diverges for some or every m; .end is "-oo" or "oo", .tails the two ratios.
    Undecided
        Existence or an order of points is open; .question is the relation to assume.
    InvalidInput
        The input has no meaning, or is a text.

    Examples
    --------
    >>> from sympy import Heaviside, KroneckerDelta, Symbol
    >>> from symconv.discrete import convolve
    >>> n = Symbol("n", integer=True)
    >>> convolve(2**n * Heaviside(n, 1), 3**n * Heaviside(n, 1), n)
    Piecewise((-2**(n + 1) + 3**(n + 1), n >= 0), (0, True))
    >>> convolve(Heaviside(n, 1)/(n + 1), Heaviside(n, 1), n)
    Piecewise((harmonic(n + 1), n >= 0), (0, True))
    >>> convolve(KroneckerDelta(n, 2), n**2, n)
    (n - 2)**2
    >>> convolve(1, 2**n * Heaviside(n, 1), n)
    Traceback (most recent call last):
    symconv.errors.DivergentIntegral: the sum diverges at n -> -oo for every m: ...

    References
    ----------
    A. V. Oppenheim, R. W. Schafer, Discrete-Time Signal Processing, eq. 2.49 and ch. 3.
    """
    return _solved(pose("convolve", f, g, n, m, True, assuming, timeout))


@with_parameters("n", "m", is_open=lambda result: result.has(sympy.Sum))
def correlate(
    f: Any,
    g: Any,
    n: Any,
    m: Any = None,
    *,
    conjugate: bool = True,
    assuming: Any = (),
    timeout: float = 30,
) -> Any:
    """(f ⋆ g)[m] = Σ_{k ∈ Z} conj(f[k]) g[k + m] in closed form.

    Hypotheses
    ----------
    Those of `convolve`; the sum at the lag m is the convolution of conj(f[−·]) with g.

    Parameters
    ----------
    f, g : Expr in n; f is the one that is conjugated
    n, m : Symbol, plain, real or integer; m, the lag, defaults to n. Tuples: n dimensions
    conjugate : False leaves f as it is
    assuming, timeout : as for convolve

    Returns
    -------
    Expr
        In m, as for `convolve`; an unevaluated Sum where no closed form is known.

    Raises
    ------
    DivergentIntegral, Undecided, InvalidInput
        As `convolve`.

    Examples
    --------
    >>> from sympy import Heaviside, Rational, Symbol
    >>> from symconv.discrete import correlate
    >>> n = Symbol("n", integer=True)
    >>> f = Rational(1, 2)**n * Heaviside(n, 1)
    >>> correlate(f, f, n)
    Piecewise((2**(n + 2)/3, n <= -1), (2**(2 - n)/3, True))
    >>> correlate(1, n, n)
    Traceback (most recent call last):
    symconv.errors.DivergentIntegral: the sum diverges at n -> -oo for every m: ...

    References
    ----------
    A. V. Oppenheim, R. W. Schafer, Discrete-Time Signal Processing, sec. 2.9 (deterministic
    autocorrelation sequences).
    """
    return _solved(pose("correlate", f, g, n, m, conjugate, assuming, timeout))


def _solved(posed: Posed) -> Any:
    try:
        with until(posed.deadline):
            return _closed(posed)
    except NoClosedForm:  # out of time, or too many products of several variables
        return as_sum(posed.f, posed.g, posed.axes, posed.outputs, posed.op, posed.conjugate)


def _closed(posed: Posed) -> Any:
    if len(posed.axes) == 1:
        return _along_axis(posed, posed.f, posed.g, 0)
    first, second = separated(posed.f, posed.axes), separated(posed.g, posed.axes)
    if not all(term.is_separable for term in (*first, *second)):
        return as_sum(posed.f, posed.g, posed.axes, posed.outputs, posed.op, posed.conjugate)
    conjugated = posed.op == "correlate" and posed.conjugate
    total = sympy.Integer(0)
    for a in first:
        for b in second:
            product = (sympy.conjugate(a.weight) if conjugated else a.weight) * b.weight
            for axis, (f, g) in enumerate(zip(a.factors, b.factors, strict=True)):
                product *= _term_along(posed, f, g, axis, alone=len(first) == len(second) == 1)
            total += product
    return total


def _term_along(posed: Posed, f: Any, g: Any, axis: int, *, alone: bool) -> Any:
    try:
        return _along_axis(posed, f, g, axis)
    except DivergentIntegral as error:
        if alone:
            raise
        raise Undecided(
            f"one product of terms diverges ({error}); whether the sum of all does is open"
        ) from error


def _beyond_exponentials(pair: Pair) -> Any:
    """Single samples, then poles, then a window of finite length; None where none applies."""
    found = sifted(pair)
    if found is None:
        with suppress(OutsideClass):
            found = solve_rational(pair)
    return sifted(pair, longest=_LONGEST_WINDOW) if found is None else found


def _along_axis(posed: Posed, f: Any, g: Any, axis: int) -> Any:
    pair = Pair(
        f,
        g,
        posed.axes[axis],
        posed.outputs[axis],
        posed.facts,
        posed.op,
        posed.conjugate,
        posed.deadline,
    )
    _require_bases(pair)
    try:
        return solve(pair)
    except OutsideClass:
        found = _beyond_exponentials(pair)
    if found is not None:
        return found
    return as_sum(f, g, (pair.n,), (pair.m,), pair.op, pair.conjugate)


def _require_bases(pair: Pair) -> None:
    """Raise Undecided for r**Abs(n - k) with a parameter k where r may be 0.

    Such a sequence has a value at r = 0, unlike r**(n - k), in whose powers the result is written.
    """
    for power in pair.f.atoms(sympy.Pow) | pair.g.atoms(sympy.Pow):
        base, bends = power.base, power.exp.atoms(sympy.Abs, sympy.Max, sympy.Min)
        if not base.free_symbols or pair.n in base.free_symbols:
            continue
        moving = any(pair.n in bend.free_symbols and len(bend.free_symbols) > 1 for bend in bends)
        if moving and pair.facts.nonzero(number(base)) is not True:
            question = sympy.Ne(base, 0)
            raise Undecided(
                f"the result is written with powers of {base}; state {question} with assuming=",
                question=question,
            )
