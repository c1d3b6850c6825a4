"""The theorem where f ∗ g leaves the class of transforms, as erf and Si do: by derivatives.

One factor D is compact and piecewise Σ x^n e^{λx}, so that L = Π (d/dx − λ)^{n+1} leaves nothing of
it but point masses; the other has a transform that is locally a bounded function. For h = f ∗ g as
it was written, smooth,

    F{L h} = c F{L D} F{g}

is decided in the class. Both sides are Π (iω − λ)^{n+1} times those of the theorem, which thus can
differ by δ^{(j)}(ω − ω_0) only. They do not: F{D} F{g} is locally bounded, and h = O(1/t) at both
ends, which is decided from the written h, so that h lies in L² and F{h} is a function.

References
----------
L. Schwartz, Théorie des distributions, ch. V 1 (ω^k T = 0); Plancherel's theorem. NIST DLMF 6.2.19
and 6.12.3, 6.12.4 (Si at infinity, the remainder below the first term left out).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy

from symconv.algebra.constants import expression
from symconv.algebra.distribution import Distribution
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.antiderivatives.field import X
from symconv.antiderivatives.limits import Diverges, Open, at_infinity
from symconv.antiderivatives.slices import slices
from symconv.antiderivatives.sums import NotElementary
from symconv.check.elementary import prepared
from symconv.deciding import constants
from symconv.deciding.structure import linear
from symconv.errors import SymconvError
from symconv.reading import OutsideClass, Split
from symconv.spectra.reading import read_sum
from symconv.spectra.sides import on_upper_side
from symconv.spectra.sums import SpectralSum

__all__ = ["HYPOTHESIS", "is_compact", "is_locally_bounded", "theorem_by_derivatives"]

HYPOTHESIS = "F{h} is a function: h = O(1/t) at both ends; compared after one or more derivatives"
_HIGHEST = 4
_CUTS = (
    sympy.Piecewise,
    sympy.Heaviside,
    sympy.Abs,
    sympy.sign,
    sympy.Max,
    sympy.Min,
    sympy.DiracDelta,
)


def is_compact(f: Distribution | None) -> bool:
    """Whether the support is compact."""
    return f is not None and not f.line and not f.right_tail()


def is_locally_bounded(F: SpectralSum) -> bool:
    """Whether a transform is a locally bounded function: no masses, no real poles."""
    masses = any(part.mass for part in F.gauss.values())
    return not masses and not any(term.side for term in F.polar)


def theorem_by_derivatives(
    h: Any,
    t: Any,
    compact: Distribution,
    other: SpectralSum,
    hat: Callable[[SpectralSum], SpectralSum],
    combine: Callable[[SpectralSum, SpectralSum], SpectralSum],
    facts: Facts,
) -> bool | None:
    """Whether F{h} = combine(F{compact}, F{other}); None where this road does not lead to it.

    `hat` is the transform, `combine` the product with its constant, conjugate of a correlation
    included.
    """
    if h.has(*_CUTS) or not is_locally_bounded(hat(other)) or not _is_small(h, t, facts):
        return None
    slope, part = h, compact
    for lam, times in _annihilator(compact).items():
        for _ in range(times):
            slope = sympy.diff(slope, t) - expression(lam) * slope
            part = part.derivative() - part.scaled(lam)
    try:
        left = hat(read_sum(sympy.expand(slope), t, facts))
        right = combine(hat(SpectralSum.of(part)), hat(other))
    except OutsideClass:
        return None
    return not on_upper_side(left - right)


def _annihilator(f: Distribution) -> dict[Number, int]:
    """{λ: n + 1} over the pieces Σ x^n e^{λx} of a compact distribution."""
    found: dict[Number, int] = {}
    for part in f.right.values():
        for key, n, _ in part.items():
            found[key.lam] = max(found.get(key.lam, 0), n + 1)
    return found


def _is_small(h: Any, t: Any, facts: Facts) -> bool:
    """Whether t h(t) is bounded at both ends, decided."""
    if h.has(sympy.Si):
        return all(_is_small_at(h, t, side) for side in (1, -1))
    try:
        found = slices(prepared(t * h, t), t, facts)
    except (NotElementary, OutsideClass, SymconvError, Split, ZeroDivisionError):
        return False
    if len(found) != 1:
        return False
    for side in (1, -1):
        try:
            at_infinity(found[0].value, X, side, facts)
        except (NotElementary, Diverges, Open, OutsideClass, SymconvError, ZeroDivisionError):
            return False
    return True


def _is_small_at(h: Any, t: Any, side: int) -> bool:
    """Whether Σ c Si(u) + Σ waves is O(1/t) at one end, u linear in t.

    Si(u) = ±π/2 − cos u (1/u − 2/u³) − sin u (1/u² − 6/u⁴) + O(u^{−5}); the factors c may have
    degree 4. What remains is Σ e^{iλt} R_λ(t), R_λ rational: each must have a degree below 0.
    """
    integrals = sorted(h.atoms(sympy.Si), key=str)
    if not h.is_polynomial(*integrals):
        return False
    poly = sympy.Poly(sympy.expand(h), *integrals)
    waves: dict[Any, Any] = {}
    for powers, c in poly.terms():
        if sum(powers) == 0:
            if not _add_waves(waves, c, t):
                return False
            continue
        if sum(powers) > 1:
            return False
        u = integrals[powers.index(1)].args[0]
        found = linear(u, t)
        slope = sympy.S.Zero if found is None else found.slope
        direction = None if slope.free_symbols else constants.sign(slope)
        if not direction:
            return False  # not linear in t, or the sign of the slope is open
        if not c.is_polynomial(t) or sympy.degree(c, t) > _HIGHEST:
            return False
        _add(waves, sympy.S.Zero, c * sympy.pi / 2 * side * direction)
        even, odd = 1 / u - 2 / u**3, (1 / u**2 - 6 / u**4) / sympy.I
        for turn in (1, -1):
            rate = sympy.I * turn * slope
            constant = sympy.exp(sympy.expand(sympy.I * turn * u - rate * t))
            _add(waves, rate, -c * constant * (even + turn * odd) / 2)
    return all(_degree(value, t) < 0 for value in waves.values())


def _add(waves: dict[Any, Any], rate: Any, value: Any) -> None:
    waves[rate] = waves.get(rate, sympy.S.Zero) + value


def _add_waves(waves: dict[Any, Any], expr: Any, t: Any) -> bool:
    """Add Σ R(t) e^{iλt}; False where the expression is of another form."""
    for term in sympy.Add.make_args(sympy.expand(expr.rewrite(sympy.exp))):
        factor, exponent = sympy.S.One, sympy.S.Zero
        for part in sympy.Mul.make_args(term):
            if isinstance(part, sympy.exp):
                exponent += sympy.expand(part.args[0])
            else:
                factor *= part
        found = linear(exponent, t)
        if found is None or sympy.re(found.slope) != 0:
            return False
        _add(waves, found.slope, factor * sympy.exp(found.offset))
    return True


def _degree(value: Any, t: Any) -> Any:
    """The degree at infinity of a rational function of t; ∞ for anything else."""
    if not value.is_rational_function(t):
        return sympy.oo
    above, below = sympy.fraction(sympy.together(value))
    above = sympy.Poly(sympy.expand(above), t)
    if above.is_zero:
        return -sympy.oo
    return above.degree() - sympy.Poly(sympy.expand(below), t).degree()
