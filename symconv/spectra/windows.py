"""Sinc-like functions against polynomial pieces: the sine integral.

For a polynomial piece c (x−a)^n/n! H(x−a) the convolution with f is c F_{n+1}(t − a), where F_k is
a k-fold antiderivative of f: here F_k(s) = ∫_0^s f(u) (s−u)^{k−1}/(k−1)! du. For g of compact
support the lower limit does not matter, since Σ c (t−a−u)^n/n! vanishes identically; a constant
tail T to the right adds T ∫_{−∞}^0 f, and a constant L on the whole line L ∫ f.
Integration by parts leaves ∫ sin(pu)/u = Si(pu) (DLMF 6.2.9); cosine integrals are refused.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression
from symconv.algebra.distribution import Distribution
from symconv.algebra.elements import ZERO
from symconv.algebra.exppoly import CONSTANT_MODE, ExpPoly, mode
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.reading import OutsideClass
from symconv.reading.cases import decided_sign
from symconv.spectra.poles import is_singular
from symconv.spectra.scaling import write_scaled
from symconv.spectra.sides import PI
from symconv.spectra.sums import PoleTerm, SpectralSum
from symconv.spectra.verifying import reads_back
from symconv.spectra.writing import write_sum

__all__ = ["constant_tails", "write_windowed"]

I = nb.IMAGINARY  # noqa: E741  (the imaginary unit)

_DEGREE_LIMIT = 12


def constant_tails(g: Distribution) -> tuple[Number, Number]:
    """(constant of the left tail, of the right tail minus the left) of polynomial pieces.

    Raises OutsideClass for other pieces, for point masses and for tails that are not constant.
    """
    parts = [g.line, *g.right.values()]
    if g.mass or any(key is not CONSTANT_MODE for part in parts for key in part.terms):
        raise OutsideClass("pieces that are no polynomials")
    if max(part.degree() for part in parts) > _DEGREE_LIMIT:
        raise OutsideClass(f"polynomial pieces of a degree above {_DEGREE_LIMIT}")
    tail = Distribution(right=g.right).right_tail()
    if g.line.degree() > 0 or tail.degree() > 0:
        raise OutsideClass("a tail that is not constant")
    both = (part.terms.get(CONSTANT_MODE, {}).get(0, ZERO) for part in (g.line, tail))
    return next(both), next(both)


def write_windowed(f: SpectralSum, g: Distribution, t: Any, facts: Facts) -> Any:
    """(f ∗ g)(t) for a sinc-like f and polynomial pieces g; existence must have been decided."""
    if not f:
        return sympy.Integer(0)
    if f.gauss or not f.polar or is_singular(f) or any(not term.side for term in f.polar):
        raise OutsideClass("no sinc-like function against polynomial pieces")
    left, step = constant_tails(g)
    total = _Primitive()
    for pole in dict.fromkeys(term.pole for term in f.polar):
        local = {
            PoleTerm(ZERO, 1, term.mode, term.order): c
            for term, c in f.polar.items()
            if term.pole == pole
        }
        _add_pole(_shifted(local, pole), pole, g, (left, step), facts, total)
    expr = total.written(t, facts)
    order = max((part.degree() for part in g.right.values()), default=0) + 1
    if not reads_back(sympy.diff(expr, t, order), t, _derivative_of_result(f, g, order), facts):
        raise OutsideClass("the derivative of the written result is not the expected one")
    return expr


def _shifted(local: dict[PoleTerm, Number], pole: Number) -> SpectralSum:
    """u -> f(u + pole), the poles already moved to 0."""
    result = SpectralSum()
    for term, c in local.items():
        wave = ExpPoly({term.mode: {0: c}}).recentred(pole)
        result = result + SpectralSum.pole(ZERO, term.order, 1).times_exppoly(wave)
    return result


@dataclass
class _Primitive:
    """rest + Σ polynomial·Si(p(t − a)), by (p, a)."""

    rest: SpectralSum = field(default_factory=SpectralSum)
    sines: dict[tuple[Number, Number], ExpPoly] = field(default_factory=dict)

    def written(self, t: Any, facts: Facts) -> Any:
        """The expression in t."""
        total = write_sum(self.rest, t, facts)
        for (p, a), poly in self.sines.items():
            if poly:
                total += write_scaled(poly, t) * sympy.Si(expression(p) * (t - expression(a)))
        return total


def _add_pole(
    f: SpectralSum,
    pole: Number,
    g: Distribution,
    tails: tuple[Number, Number],
    facts: Facts,
    total: _Primitive,
) -> None:
    moments: list[tuple[SpectralSum, dict[Number, Number]]] = []
    power = f
    top = max((part.degree() for part in g.right.values()), default=0)
    for _ in range(top + 1):
        moments.append(_integral(power))
        power = power.times_exppoly(ExpPoly.variable())
    for a, part in g.right.items():
        for n, c in part.terms[CONSTANT_MODE].items():
            for j in range(n + 1):
                weight = c * fmpq((-1) ** j, int(sympy.factorial(j) * sympy.factorial(n - j)))
                _add_moment(moments[j], a + pole, n - j, weight, total)
    left, step = tails
    sines = moments[0][1]
    half = sum((w * fmpq(decided_sign(facts, p)) for p, w in sines.items()), ZERO)
    half = half * PI * fmpq(1, 2)
    start = moments[0][0].plain.line.at_zero()
    constant = ExpPoly.constant(half).scaled(step + left * fmpq(2))
    constant.add(start, -step)
    total.rest = total.rest + SpectralSum.of(Distribution(constant))


def _add_moment(
    moment: tuple[SpectralSum, dict[Number, Number]],
    a: Number,
    power: int,
    weight: Number,
    total: _Primitive,
) -> None:
    """weight·s^power·∫_0^s u^j f(u) du at s = t − a."""
    rest, sines = moment
    factor = ExpPoly({CONSTANT_MODE: {power: fmpq(int(sympy.factorial(power))) * weight}})
    total.rest = total.rest + _moved(rest.times_exppoly(factor), a)
    for p, w in sines.items():
        poly = total.sines.setdefault((p, a), ExpPoly())
        poly.add(factor.recentred(-a), w)


def _moved(f: SpectralSum, a: Number) -> SpectralSum:
    """t -> f(t − a)."""
    result = SpectralSum({alpha: part.shifted(a) for alpha, part in f.gauss.items()})
    for term, c in f.polar.items():
        wave = ExpPoly({term.mode: {0: c}}).recentred(-a)
        moved = SpectralSum.pole(term.pole + a, term.order, term.side)
        result = result + moved.times_exppoly(wave)
    return result


def _integral(f: SpectralSum) -> tuple[SpectralSum, dict[Number, Number]]:
    """∫_0^s f(u) du as (rest, {p: weight of Si(ps)}) for f regular at its only pole 0."""
    rest = SpectralSum()
    simple: dict[Number, Number] = {}
    for term, c in f.polar.items():
        if term.mode.beta != 0:
            raise OutsideClass("a phase that is no radical")
        lam, weight = term.mode.lam, c
        for n in range(term.order, 1, -1):
            down = fmpq(-1, n - 1)
            rest = rest + SpectralSum({}, {PoleTerm(ZERO, 1, term.mode, n - 1): weight * down})
            weight = weight * lam * fmpq(1, n - 1)
        simple[lam] = simple.get(lam, ZERO) + weight
    line = ExpPoly()
    for key, n, c in f.plain.line.items():
        line.add(_antiderivative(key.lam, n, c))
    rest = rest + SpectralSum.of(Distribution(line))
    start = _value_at_zero(rest)
    return rest - SpectralSum.of(Distribution(start)), _sine_weights(simple)


def _antiderivative(lam: Number, n: int, c: Number) -> ExpPoly:
    """∫ c u^n/n! e^{λu} du."""
    if lam == 0:
        return ExpPoly({CONSTANT_MODE: {n + 1: c}})
    down = nb.inverse(lam)
    total = ExpPoly()
    for k in range(n, -1, -1):
        c = c * down
        total.add_term(mode(lam), k, c)
        c = -c
    return total


def _value_at_zero(f: SpectralSum) -> ExpPoly:
    """The constant term of the expansion at the pole 0."""
    total = f.plain.line.at_zero()
    for term, c in f.polar.items():
        scale = fmpq(1, int(sympy.factorial(term.order)))
        total.add(ExpPoly.constant(c * nb.power(term.mode.lam, term.order) * scale))
    return total


def _sine_weights(simple: dict[Number, Number]) -> dict[Number, Number]:
    """Σ c e^{λu}/u as Σ w sin(pu)/u; OutsideClass where cosines remain."""
    weights: dict[Number, Number] = {}
    done: set[Number] = set()
    for lam, c in simple.items():
        if lam in done or c == 0:
            continue
        if lam == 0 or simple.get(-lam) != -c:
            raise OutsideClass("a cosine integral")
        done |= {lam, -lam}
        p = -I * lam
        if expression(p).could_extract_minus_sign():
            p, c = -p, -c
        weights[p] = c * I * fmpq(2)
    return weights


def _derivative_of_result(f: SpectralSum, g: Distribution, order: int) -> SpectralSum:
    """Σ c f^{(order−1−n)}(t − a), which is the derivative of f ∗ g of that order."""
    derivatives = [f]
    for _ in range(order):
        derivatives.append(_derivative(derivatives[-1]))
    result = SpectralSum()
    for a, part in g.right.items():
        for n, c in part.terms[CONSTANT_MODE].items():
            result = result + _moved(derivatives[order - 1 - n], a).scaled(c)
    return result


def _derivative(f: SpectralSum) -> SpectralSum:
    result = SpectralSum()
    for term, c in f.polar.items():
        lowered = PoleTerm(term.pole, term.side, term.mode, term.order + 1)
        own = SpectralSum({}, {term: c * term.mode.lam})
        result = result + own + SpectralSum({}, {lowered: c * fmpq(-term.order)})
    return result
