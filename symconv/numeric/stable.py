"""Forms that neither overflow nor cancel, by exact rewriting of a branch-free expression.

- e^E erfc(u) with Re u > 0 becomes e^(E - u^2) erfcx(u), where E - u^2 is simplified exactly: the
  exponentially modified Gaussian (e^big erfc(big)) and the Voigt profile (complex u).
- erf(u) away from 0 becomes sign (1 - erfc(|u|)), so that erf(a) - erf(b) in a tail loses its
  constants exactly and keeps its relative accuracy: Gaussian * box.
- e^u - e^v becomes e^max (1 - e^-|u - v|); divided by a multiple of u - v it becomes Phi, the
  divided difference of exp, which passes through the confluent case u = v.

References
----------
W. Gautschi, Efficient computation of the complex error function, SIAM J. Numer. Anal. 7 (1970).
N. J. Higham, Functions of Matrices, section 10.7.4 (phi functions).
"""

from __future__ import annotations

from typing import Any

import sympy as sp
from flint import arb

from symconv.deciding import constants
from symconv.deciding.structure import linear
from symconv.precision import working_precision
from symconv.survey import survey

__all__ = [
    "ErfcScaled",
    "ExpDifference",
    "Phi",
    "difference_form",
    "erf_borders",
    "expands_quickly",
    "plain_form",
    "scaled_form",
]

_NEAR_ZERO = sp.Rational(1, 2)
_SIDE_BITS = 100
_MOST_PARTS, _HIGHEST_POWER = 1000, 16


class ErfcScaled(sp.Function):
    """erfcx(u) = e^(u^2) erfc(u)."""

    nargs = 1


class ExpDifference(sp.Function):
    """e^u - e^v; the third argument is u - v, factored."""

    nargs = 3


class Phi(sp.Function):
    """(e^u - e^v)/(u - v), e^u where u = v; the third argument is u - v, factored."""

    nargs = 3


def expands_quickly(expr: sp.Expr) -> bool:
    """Whether multiplying out stays short: SymPy's expand is not to be interrupted."""
    found = survey(expr)
    return found.parts <= _MOST_PARTS and found.exponent <= _HIGHEST_POWER


# erf and erfc -----------------------------------------------------------------------------------


def erf_borders(arm: sp.Expr, x: sp.Symbol) -> list[sp.Expr]:
    """Where a real, linear argument u of erf or erfc passes -1/2 and 1/2."""
    borders = []
    for node in arm.atoms(sp.erf, sp.erfc):
        found = linear(node.args[0], x)
        if found is None or not all(map(constants.is_real, (found.slope, found.offset))):
            continue
        if constants.sign(found.slope):
            ends = (-_NEAR_ZERO - found.offset, _NEAR_ZERO - found.offset)
            borders += [end / found.slope for end in ends]
    return borders


def scaled_form(arm: sp.Expr, x: sp.Symbol, sample: Any) -> sp.Expr:
    """Rewrite erf and erfc in `arm` for the slice around the number `sample`."""
    if not arm.has(sp.erf, sp.erfc) or not expands_quickly(arm):
        return arm
    arm = arm.replace(
        lambda node: isinstance(node, sp.erf | sp.erfc),
        lambda node: _one_sided(node, x, sample),
    )
    expanded = sp.expand(arm, power_exp=False, power_base=False)
    by_exponent: dict[sp.Expr, list[sp.Expr]] = {}
    for term in sp.Add.make_args(expanded):
        factor, exponent = _merge_exponentials(term, x)
        by_exponent.setdefault(exponent, []).append(factor)
    return sp.Add(*(sp.Add(*factors) * sp.exp(e) for e, factors in by_exponent.items()))


def plain_form(form: sp.Expr) -> sp.Expr:
    """A scaled form in elementary terms, for balls: far fewer bits cancel than in the original."""
    return form.replace(ErfcScaled, lambda u: sp.exp(u**2) * sp.erfc(u))


def _one_sided(node: sp.Expr, x: sp.Symbol, sample: Any) -> sp.Expr:
    """erf and erfc by ErfcScaled of an argument in the right half-plane."""
    u = node.args[0]
    if not u.has(x):
        return node
    with working_precision(_SIDE_BITS):
        side = constants.ball(u.subs(x, sample)).real
        if not side.is_finite() or side.contains(0):
            return node
        if bool(abs(side) < arb(99) / 200) and not u.has(sp.I):
            return node
        positive = bool(side > 0)
    right = u if positive else -u
    tail = sp.exp(-_square(right)) * ErfcScaled(right)
    if isinstance(node, sp.erfc):
        return tail if positive else 2 - tail
    return 1 - tail if positive else tail - 1


def _square(u: sp.Expr) -> sp.Expr:
    return sp.expand(u**2)


def _merge_exponentials(term: sp.Expr, x: sp.Symbol) -> tuple[sp.Expr, sp.Expr]:
    """(factor, exponent) of one term, the exponent collected and its square completed."""
    exponent = sp.Integer(0)
    rest = []
    for factor in sp.Mul.make_args(term):
        if isinstance(factor, sp.exp):
            exponent += factor.args[0]
        else:
            rest.append(factor)
    return sp.Mul(*rest), _completed(sp.expand(exponent), x)


def _completed(exponent: sp.Expr, x: sp.Symbol) -> sp.Expr:
    """A (x - p)^2 + q for a quadratic exponent: no cancellation between its terms."""
    if not exponent.is_polynomial(x):
        return exponent
    poly = sp.Poly(exponent, x)
    if poly.degree() != 2:
        return exponent
    a, b, c = poly.all_coeffs()
    centre = sp.expand(-b / (2 * a))
    return a * (x - centre) ** 2 + sp.expand(sp.expand(c - b**2 / (4 * a)))


# e^u - e^v --------------------------------------------------------------------------------------


def difference_form(expr: sp.Expr) -> sp.Expr:
    """Replace every c e^u - c e^v in sums by ExpDifference, and its quotients by Phi."""
    if not expr.has(sp.exp):
        return expr
    paired = expr.replace(lambda node: isinstance(node, sp.Add), _pair_sum)
    return paired.replace(lambda node: isinstance(node, sp.Mul), _divided)


def _pair_sum(node: sp.Add) -> sp.Expr:
    """Pair terms c e^u and -c e^v of one sum, in the order in which they stand."""
    pending: list[tuple[sp.Expr, sp.Expr]] = []
    out: list[sp.Expr] = []
    for term in node.args:
        factor, exponent = _split_exponential(term)
        if exponent is None or exponent.is_number:
            out.append(term)
            continue
        partner = next((item for item in pending if sp.expand(item[0] + factor) == 0), None)
        if partner is None:
            pending.append((factor, exponent))
            continue
        pending.remove(partner)
        gap = sp.factor(partner[1] - exponent)
        out.append(partner[0] * ExpDifference(partner[1], exponent, gap))
    out += [factor * sp.exp(exponent) for factor, exponent in pending]
    return sp.Add(*out)


def _split_exponential(term: sp.Expr) -> tuple[sp.Expr, sp.Expr | None]:
    factors = sp.Mul.make_args(term)
    exponents = [f.args[0] for f in factors if isinstance(f, sp.exp)]
    if len(exponents) != 1 or exponents[0].has(sp.I):
        return term, None
    return sp.Mul(*(f for f in factors if not isinstance(f, sp.exp))), exponents[0]


def _divided(node: sp.Mul) -> sp.Expr:
    """ExpDifference(u, v, w)/d with w = q d, q without denominator: q Phi(u, v, w)."""
    differences = [f for f in node.args if isinstance(f, ExpDifference)]
    if len(differences) != 1:
        return node
    u, v, w = differences[0].args
    others = [f for f in node.args if f is not differences[0]]
    for factor in others:
        if isinstance(factor, sp.Pow) and factor.exp == -1 and not factor.base.is_number:
            quotient = sp.cancel(w / factor.base)
            if sp.denom(quotient).is_number:
                rest = [f for f in others if f is not factor]
                return sp.Mul(quotient, Phi(u, v, w), *rest)
    return node
