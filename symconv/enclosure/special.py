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

from collections.abc import Callable, Sequence

import sympy
from flint import acb, arb

__all__ = ["NOT_FINITE", "SPECIAL", "Rule", "constant_order", "off_negative_axis"]

Rule = Callable[[Sequence[acb], bool], acb]

_LONGEST_RECURRENCE = 4096

NOT_FINITE = acb(arb.nan(), arb.nan())


def off_negative_axis(z: acb) -> bool:
    """Whether the ball certainly misses the cut (−∞, 0]."""
    return bool(z.real > 0) or not z.imag.contains(0)


def _off_from_one(z: acb) -> bool:
    """Whether the ball certainly misses the cut [1, ∞)."""
    return bool(z.real < 1) or not z.imag.contains(0)


def _off_both_sides(z: acb) -> bool:
    """Whether the ball certainly misses (−∞, −1] and [1, ∞)."""
    return not z.imag.contains(0) or (bool(z.real < 1) and bool(z.real > -1))


def _off_imaginary(z: acb) -> bool:
    """Whether the ball certainly misses ±i[1, ∞)."""
    return not z.real.contains(0) or (bool(z.imag < 1) and bool(z.imag > -1))


def _off_up_to_one(z: acb) -> bool:
    """Whether the ball certainly misses (−∞, 1]."""
    return bool(z.real > 1) or not z.imag.contains(0)


def _meromorphic(method: str) -> Rule:
    """A function whose only singularities are poles: Arb answers those with infinite balls."""
    function: Callable[[acb], acb] = getattr(acb, method)

    def rule(arguments: Sequence[acb], analytic: bool) -> acb:
        return function(arguments[0])

    return rule


def _cut(method: str, off: Callable[[acb], bool]) -> Rule:
    """A function with a branch cut that `off` knows to be missed."""
    function: Callable[[acb], acb] = getattr(acb, method)

    def rule(arguments: Sequence[acb], analytic: bool) -> acb:
        z = arguments[0]
        if analytic and not off(z):
            return NOT_FINITE
        return function(z)

    return rule


def _of_reciprocal(inner: Rule) -> Rule:
    """The function of 1/z, as asec z = acos(1/z)."""

    def rule(arguments: Sequence[acb], analytic: bool) -> acb:
        return inner((1 / arguments[0],), analytic)

    return rule


def _log(arguments: Sequence[acb], analytic: bool) -> acb:
    value = arguments[0].log(analytic=analytic)
    if len(arguments) == 2:
        return value / arguments[1].log(analytic=analytic)
    return value


def _acot(arguments: Sequence[acb], analytic: bool) -> acb:
    if arguments[0].is_zero() and not analytic:
        return acb.pi() / 2
    return _of_reciprocal(_cut("atan", _off_imaginary))(arguments, analytic)


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


def constant_order(order: acb) -> bool:
    """Whether the ball is one integer exactly."""
    return bool(order.is_exact()) and order.unique_fmpz() is not None


def _second_argument(
    function: Callable[[acb, acb], acb], off: Callable[[acb], bool], entire_orders: bool
) -> Rule:
    """f(order, z) with a cut in z, absent for integer orders where `entire_orders` says so."""

    def rule(arguments: Sequence[acb], analytic: bool) -> acb:
        order, z = arguments
        if analytic and not off(z) and not (entire_orders and constant_order(order)):
            return NOT_FINITE
        return function(order, z)

    return rule


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
    if analytic and not constant_order(order):
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
    if analytic and not (constant_order(s) and off_negative_axis(a) and _off_from_one(z)):
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
    atan = _cut("atan", _off_imaginary)
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
    return _second_argument(lambda n, z: function(z, n), off_negative_axis, entire_orders)


SPECIAL: dict[type, Rule] = {
    sympy.exp: _meromorphic("exp"),
    sympy.sin: _meromorphic("sin"),
    sympy.cos: _meromorphic("cos"),
    sympy.tan: _meromorphic("tan"),
    sympy.cot: _meromorphic("cot"),
    sympy.sec: _meromorphic("sec"),
    sympy.csc: _meromorphic("csc"),
    sympy.sinh: _meromorphic("sinh"),
    sympy.cosh: _meromorphic("cosh"),
    sympy.tanh: _meromorphic("tanh"),
    sympy.coth: _meromorphic("coth"),
    sympy.sech: _meromorphic("sech"),
    sympy.csch: _meromorphic("csch"),
    sympy.sinc: _meromorphic("sinc"),
    sympy.erf: _meromorphic("erf"),
    sympy.erfc: _meromorphic("erfc"),
    sympy.erfi: _meromorphic("erfi"),
    sympy.erf2: _erf2,
    sympy.Si: _meromorphic("si"),
    sympy.Shi: _meromorphic("shi"),
    sympy.fresnels: _meromorphic("fresnel_s"),
    sympy.fresnelc: _meromorphic("fresnel_c"),
    sympy.gamma: _meromorphic("gamma"),
    sympy.digamma: _meromorphic("digamma"),
    sympy.factorial: _factorial,
    sympy.airyai: _meromorphic("airy_ai"),
    sympy.airybi: _meromorphic("airy_bi"),
    sympy.log: _log,
    sympy.loggamma: _cut("lgamma", off_negative_axis),
    sympy.Ci: _cut("ci", off_negative_axis),
    sympy.Chi: _cut("chi", off_negative_axis),
    sympy.Ei: _ei,
    sympy.li: _li,
    sympy.Li: _offset_li,
    sympy.asin: _cut("asin", _off_both_sides),
    sympy.acos: _cut("acos", _off_both_sides),
    sympy.atan: _cut("atan", _off_imaginary),
    sympy.asinh: _cut("asinh", _off_imaginary),
    sympy.acosh: _cut("acosh", _off_up_to_one),
    sympy.atanh: _cut("atanh", _off_both_sides),
    sympy.acot: _acot,
    sympy.asec: _of_reciprocal(_cut("acos", _off_both_sides)),
    sympy.acsc: _of_reciprocal(_cut("asin", _off_both_sides)),
    sympy.asech: _of_reciprocal(_cut("acosh", _off_up_to_one)),
    sympy.acsch: _of_reciprocal(_cut("asinh", _off_imaginary)),
    sympy.acoth: _of_reciprocal(_cut("atanh", _off_both_sides)),
    sympy.atan2: _atan2,
    sympy.elliptic_k: _cut("elliptic_k", _off_from_one),
    sympy.LambertW: _lambert_w,
    sympy.beta: _beta,
    sympy.polygamma: _polygamma,
    sympy.zeta: _zeta,
    sympy.harmonic: _harmonic,
    sympy.lerchphi: _lerch,
    sympy.lowergamma: _lower_gamma_rule,
    sympy.uppergamma: _upper_gamma,
    sympy.expint: _second_argument(lambda n, z: z.expint(n), off_negative_axis, False),
    sympy.polylog: _second_argument(lambda s, z: z.polylog(s), _off_from_one, False),
    sympy.besselj: _bessel("bessel_j", True),
    sympy.besseli: _bessel("bessel_i", True),
    sympy.bessely: _bessel("bessel_y", False),
    sympy.besselk: _bessel("bessel_k", False),
}
