"""Bessel functions with sinc: a band-limited function is reproduced by a sinc of a wider band.

The transform of J_n(ax)/x^m, n >= m >= 0, is an integrable function on [−a, a], that of
sin(bx)/x is π there for b >= a: the convolution is π J_n(at)/t^m. The half J_0(ax) H(x) is
½ J_0 + ½ sgn·J_0, whose second part has its whole spectrum outside (−a, a).

References
----------
NIST DLMF 10.9.2 (the spectrum of J_n), 10.22.59–60 with n = 0 (the discontinuous integrals that
are the spectrum of sgn·J_0). E. T. Whittaker, Proc. R. Soc. Edinburgh 35 (1915) 181: the cardinal
function.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy

from symconv.algebra import numbers as nb
from symconv.algebra.constants import number
from symconv.algebra.signs import Facts
from symconv.closedform import PROVED, Certificate, ClosedForm
from symconv.deciding.structure import is_free, linear
from symconv.problem import Problem

ORDER = 70
NAME = "reproducing sinc"
FAMILIES = ("Bessel J of integer order, over powers of x, with a sinc of a wider band",)
EXAMPLES = (
    ("besselj(0, x)", "sin(2*x)/x"),
    ("besselj(1, x)/x", "sin(x)/x"),
    ("besselj(0, x)*Heaviside(x)", "sin(x)/x"),
)


@dataclass(frozen=True)
class _Sinc:
    """weight·sin(band·(x − centre))/(x − centre), band > 0."""

    weight: Any
    band: Any
    centre: Any


def solve(problem: Problem) -> ClosedForm | None:
    """The closed form where one factor is a sinc and the other within its band."""
    for f, g in ((problem.first, problem.g), (problem.g, problem.first)):
        sinc = _sinc(g, problem.x, problem.facts)
        if sinc is not None:
            terms = [
                _reproduced(term, sinc, problem.x, problem.facts)
                for term in sympy.Add.make_args(sympy.expand_mul(f))
            ]
            if all(term is not None for term in terms):
                moved = sympy.Add(*terms).subs(problem.x, problem.t - sinc.centre)
                return _claim(problem, sinc.weight * moved)
    return None


def _claim(problem: Problem, expr: Any) -> ClosedForm:
    return ClosedForm(
        expr=expr,
        hypotheses=(*problem.assuming, "absolute: the product of the tails is O(|x|**(-3/2))"),
        conditions=(),
        method=NAME,
        certificate=Certificate(PROVED, "the spectra multiply: DLMF 10.9.2, 10.22.59-60"),
        t=problem.t,
    )


def _sinc(expr: Any, x: Any, facts: Facts) -> _Sinc | None:
    weight, rest = expr.as_independent(x, as_Add=False)
    if isinstance(rest, sympy.sinc):
        rest = sympy.sin(rest.args[0]) / rest.args[0]
    above, below = rest.as_numer_denom()
    factor, above = above.as_independent(x, as_Add=False)
    if not isinstance(above, sympy.sin):
        return None
    top, bottom = (_linear(part, x) for part in (above.args[0], below))
    if top is None or bottom is None:
        return None
    (band, start), (slope, offset) = top, bottom
    if (
        sympy.expand(start * slope - offset * band) != 0
        or facts.sign_of(sympy.expand(band)) is None
    ):
        return None
    sign = facts.sign_of(sympy.expand(band))
    return _Sinc(weight * factor * sign / slope, sign * band, -offset / slope) if sign else None


def _linear(expr: Any, x: Any) -> tuple[Any, Any] | None:
    """(slope, offset) of what is linear in x with real numbers."""
    found = linear(expr, x)
    if found is None or found.slope == 0:
        return None
    ends = found.slope, found.offset
    return ends if all(nb.is_real(number(end)) for end in ends) else None


def _reproduced(term: Any, sinc: _Sinc, x: Any, facts: Facts) -> Any:
    """π·term, or half of it for J_0(ax) H(x); None where the band is not known to be enough."""
    step = sympy.Heaviside(x)
    halves = term.is_Mul and step in term.args
    body = term.xreplace({step: sympy.Integer(1)}) if halves else term
    _, rest = body.as_independent(x, as_Add=False)
    bessels = [f for f in sympy.Mul.make_args(rest) if isinstance(f, sympy.besselj)]
    if len(bessels) != 1 or rest.has(sympy.Heaviside, sympy.Piecewise):
        return None
    order, argument = bessels[0].args
    ends = _linear(argument, x)
    power = _inverse_power(rest / bessels[0], argument, x)
    if ends is None or power is None or not (order.is_Integer and 0 <= power <= order):
        return None
    slope, offset = ends
    size = facts.sign_of(sympy.expand(slope))
    if not size:
        return None
    gap = number(sympy.expand(sinc.band - size * slope))
    if not halves:
        return sympy.pi * body if facts.nonnegative(gap) or facts.sign(gap) in (0, 1) else None
    equal = facts.sign(gap) == 0 and order == 0 and power == 0 and offset == 0
    return sympy.pi / 2 * body if equal else None


def _inverse_power(rest: Any, argument: Any, x: Any) -> int | None:
    """m where rest is a multiple of argument^{−m}."""
    if is_free(rest, x):
        return 0
    _, power = rest.as_independent(x, as_Add=False)
    base, exponent = power.as_base_exp()
    if not exponent.is_Integer or exponent > -1 or not is_free(sympy.cancel(base / argument), x):
        return None
    return -int(exponent)
