"""Special functions on balls, each with the `analytic` flag that acb.integral needs.

Every entry maps a SymPy function to `rule(arguments, analytic) -> acb`. With analytic=False the
rule returns a ball around all values of the principal branch on the argument balls (SymPy, mpmath
and Arb agree on the branches; the tests compare them on the cuts). With analytic=True it must
return a ball that is not finite unless the function, as it stands on the real line, extends
holomorphically to the whole argument ball: otherwise Gauss–Legendre error bounds would be wrong.

References
----------
F. Johansson, "Numerical integration in arbitrary-precision ball arithmetic", ICMS 2018, section 2
(the analytic flag). Cuts: NIST DLMF 4.2, 4.23, 4.37, 5.9, 6.2, 8.2, 10.2, 15.2, 25.12.
"""

from __future__ import annotations

from collections.abc import Sequence

import sympy
from flint import acb, arb

from symconv.values.cuts import (
    NOT_FINITE,
    Rule,
    below,
    constant_order,
    meromorphic,
    of_reciprocal,
    off_both_sides,
    off_from_one,
    off_imaginary,
    off_negative_axis,
    off_up_to_one,
    second_argument,
    with_cut,
)

__all__ = ["SPECIAL"]

_LONGEST_RECURRENCE = 4096
_LARGEST_ORDER = 1000
_LARGEST_SERIES = 100


def _log(arguments: Sequence[acb], analytic: bool) -> acb:
    value = arguments[0].log(analytic=analytic)
    if len(arguments) == 2:
        return value / arguments[1].log(analytic=analytic)
    return value


def _acot(arguments: Sequence[acb], analytic: bool) -> acb:
    if arguments[0].is_zero() and not analytic:
        return acb.pi() / 2
    return of_reciprocal(with_cut("atan", off_imaginary))(arguments, analytic)


def _ei(arguments: Sequence[acb], analytic: bool) -> acb:
    """Ei, which on x < 0 is the real −E₁(−x): the half planes continue it differently."""
    z = arguments[0]
    if not analytic:
        return z.ei()
    if bool(z.real > 0):
        return z.ei()
    if bool(z.real < 0):
        return -(-z).expint(acb(1))
    return NOT_FINITE


def _li(arguments: Sequence[acb], analytic: bool) -> acb:
    z = arguments[0]
    if not analytic:
        return z.li()
    return _ei((z.log(analytic=True),), True)


def _offset_li(arguments: Sequence[acb], analytic: bool) -> acb:
    return _li(arguments, analytic) - acb(2).li()


def _lower_gamma(order: acb, z: acb) -> acb:
    if z.is_zero() and bool(order.real > 0):
        return acb(0)
    return z.gamma_lower(order)


def _upper_gamma(arguments: Sequence[acb], analytic: bool) -> acb:
    order, z = arguments
    if z.is_zero() and bool(order.real > 0) and not analytic:
        return order.gamma()
    entire = constant_order(order) and bool(order.real > 0)
    if analytic and not entire and not off_negative_axis(z):
        return NOT_FINITE
    return z.gamma_upper(order)


def _lower_gamma_rule(arguments: Sequence[acb], analytic: bool) -> acb:
    order, z = arguments
    entire = constant_order(order) and bool(order.real > 0)
    if analytic and not entire and not off_negative_axis(z):
        return NOT_FINITE
    return _lower_gamma(order, z)


def _beta(arguments: Sequence[acb], analytic: bool) -> acb:
    first, second = arguments[0], arguments[-1]
    return first.gamma() * second.gamma() * (first + second).rgamma()


def _polygamma(arguments: Sequence[acb], analytic: bool) -> acb:
    order, z = arguments
    if order.is_zero():
        return z.digamma()
    if not constant_order(order):
        return NOT_FINITE
    return z.polygamma(order)


def _harmonic(arguments: Sequence[acb], analytic: bool) -> acb:
    """H(x) = ψ(x + 1) + γ, and H(x, k) = ζ(k) − ζ(k, x + 1) for a constant integer k >= 2."""
    z = arguments[0] + 1
    if len(arguments) == 1 or bool(arguments[1] == 1):
        return z.digamma() + acb(arb.const_euler())
    order = arguments[1]
    if not constant_order(order) or not bool(order.real >= 2):
        return NOT_FINITE
    return order.zeta() - _zeta((order, z), analytic)


def _lerch(arguments: Sequence[acb], analytic: bool) -> acb:
    """Φ(z, s, a); beyond the disc, where Arb may give up, a is lowered by the recurrence."""
    z, s, a = arguments
    if analytic and not (constant_order(s) and off_negative_axis(a) and off_from_one(z)):
        return NOT_FINITE
    order = s.unique_fmpz() if constant_order(s) else None
    is_root = z.is_exact() and (z**4 - 1).is_zero() and not (z - 1).is_zero()
    if is_root and order is not None and order >= 1:
        return _lerch_at_fourth_root(z, int(order), a)
    value = z.lerch_phi(s, a)
    if value.is_finite() or not bool(abs(z) > 1) or not bool(a.real > 2):
        return value
    steps = min(int(float(a.real.lower())) - 1, _LONGEST_RECURRENCE)
    low = a - steps
    total = z.lerch_phi(s, low)
    for i in range(steps):
        total -= z**i / (low + i) ** s
    return total / z**steps


def _lerch_at_fourth_root(z: acb, order: int, a: acb) -> acb:
    """Φ(z, k, a) = 4^{−k} Σ_{j<4} z^j ζ(k, (a + j)/4), with −ψ for ζ(1, ·); Arb is slow there."""
    total = acb(0)
    for j in range(4):
        x = (a + j) / 4
        total += z**j * (-x.digamma() if order == 1 else acb(order).zeta(x))
    return total / acb(4) ** order


def _zeta(arguments: Sequence[acb], analytic: bool) -> acb:
    if len(arguments) == 1:
        return arguments[0].zeta()
    if analytic and not off_negative_axis(arguments[1]):
        return NOT_FINITE
    return arguments[0].zeta(arguments[1])


def _lambert_w(arguments: Sequence[acb], analytic: bool) -> acb:
    z = arguments[0]
    branch = 0 if len(arguments) == 1 else arguments[1].unique_fmpz()
    if branch is None:
        return NOT_FINITE
    if analytic:
        edge = z + (-acb(1)).exp() if branch == 0 else z
        if not off_negative_axis(edge):
            return NOT_FINITE
    return z.lambertw(branch=int(branch))


def _atan2(arguments: Sequence[acb], analytic: bool) -> acb:
    y, x = arguments
    if not analytic:
        return acb(arb.atan2(y.real, x.real))
    atan = with_cut("atan", off_imaginary)
    if bool(x.real > 0):
        return atan((y / x,), True)
    if bool(y.real > 0):
        return acb.pi() / 2 - atan((x / y,), True)
    if bool(y.real < 0):
        return -acb.pi() / 2 - atan((x / y,), True)
    return NOT_FINITE


def _erf2(arguments: Sequence[acb], analytic: bool) -> acb:
    return arguments[1].erf() - arguments[0].erf()


def _factorial(arguments: Sequence[acb], analytic: bool) -> acb:
    return (arguments[0] + 1).gamma()


def _bessel(method: str, entire_orders: bool) -> Rule:
    function = getattr(acb, method)
    rule = second_argument(lambda n, z: function(z, n), off_negative_axis, entire_orders)
    return below(_LARGEST_ORDER, 0)(rule)


SPECIAL: dict[type, Rule] = {
    sympy.exp: meromorphic("exp"),
    sympy.sin: meromorphic("sin"),
    sympy.cos: meromorphic("cos"),
    sympy.tan: meromorphic("tan"),
    sympy.cot: meromorphic("cot"),
    sympy.sec: meromorphic("sec"),
    sympy.csc: meromorphic("csc"),
    sympy.sinh: meromorphic("sinh"),
    sympy.cosh: meromorphic("cosh"),
    sympy.tanh: meromorphic("tanh"),
    sympy.coth: meromorphic("coth"),
    sympy.sech: meromorphic("sech"),
    sympy.csch: meromorphic("csch"),
    sympy.sinc: meromorphic("sinc"),
    sympy.erf: meromorphic("erf"),
    sympy.erfc: meromorphic("erfc"),
    sympy.erfi: meromorphic("erfi"),
    sympy.erf2: _erf2,
    sympy.Si: meromorphic("si"),
    sympy.Shi: meromorphic("shi"),
    sympy.fresnels: meromorphic("fresnel_s"),
    sympy.fresnelc: meromorphic("fresnel_c"),
    sympy.gamma: meromorphic("gamma"),
    sympy.digamma: meromorphic("digamma"),
    sympy.factorial: _factorial,
    sympy.airyai: meromorphic("airy_ai"),
    sympy.airybi: meromorphic("airy_bi"),
    sympy.log: _log,
    sympy.loggamma: with_cut("lgamma", off_negative_axis),
    sympy.Ci: with_cut("ci", off_negative_axis),
    sympy.Chi: with_cut("chi", off_negative_axis),
    sympy.Ei: _ei,
    sympy.li: _li,
    sympy.Li: _offset_li,
    sympy.asin: with_cut("asin", off_both_sides),
    sympy.acos: with_cut("acos", off_both_sides),
    sympy.atan: with_cut("atan", off_imaginary),
    sympy.asinh: with_cut("asinh", off_imaginary),
    sympy.acosh: with_cut("acosh", off_up_to_one),
    sympy.atanh: with_cut("atanh", off_both_sides),
    sympy.acot: _acot,
    sympy.asec: of_reciprocal(with_cut("acos", off_both_sides)),
    sympy.acsc: of_reciprocal(with_cut("asin", off_both_sides)),
    sympy.asech: of_reciprocal(with_cut("acosh", off_up_to_one)),
    sympy.acsch: of_reciprocal(with_cut("asinh", off_imaginary)),
    sympy.acoth: of_reciprocal(with_cut("atanh", off_both_sides)),
    sympy.atan2: _atan2,
    sympy.elliptic_k: with_cut("elliptic_k", off_from_one),
    sympy.LambertW: _lambert_w,
    sympy.beta: _beta,
    sympy.polygamma: below(_LARGEST_SERIES, 0)(_polygamma),
    sympy.zeta: below(_LARGEST_ORDER, 0)(_zeta),
    sympy.harmonic: below(_LARGEST_SERIES, 1)(_harmonic),
    sympy.lerchphi: below(_LARGEST_SERIES, 1)(_lerch),
    sympy.lowergamma: below(_LARGEST_ORDER, 0)(_lower_gamma_rule),
    sympy.uppergamma: below(_LARGEST_ORDER, 0)(_upper_gamma),
    sympy.expint: below(_LARGEST_ORDER, 0)(
        second_argument(lambda n, z: z.expint(n), off_negative_axis, False)
    ),
    sympy.polylog: below(_LARGEST_SERIES, 0)(
        second_argument(lambda s, z: z.polylog(s), off_from_one, False)
    ),
    sympy.besselj: _bessel("bessel_j", True),
    sympy.besseli: _bessel("bessel_i", True),
    sympy.bessely: _bessel("bessel_y", False),
    sympy.besselk: _bessel("bessel_k", False),
}
