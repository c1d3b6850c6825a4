"""One exponential polynomial as a SymPy expression in its shortest usual form."""

from __future__ import annotations

from math import factorial
from typing import Any

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression
from symconv.algebra.elements import ONE, ZERO, Element, from_generator
from symconv.algebra.exppoly import CONSTANT_MODE, ExpPoly, Mode, mode
from symconv.algebra.generators import parameter
from symconv.algebra.numbers import Complex, Number, greatest_common_divisor
from symconv.writing.building import applied, polynomial, total
from symconv.writing.rationals import scaled_row, write_rational

__all__ = ["write_exppoly"]

_LOCAL_FROM_DEGREE = 6
_FACTORED_TO_DEGREE = 24
_LONGEST_FACTOR = 8

Row = dict[int, Number]


def write_exppoly(f: ExpPoly, t: Any, center: Number = ZERO) -> Any:
    """Σ c t^n/n! e^{λt + β} as an expression in t.

    `center` is the break point to expand high-degree polynomials about: expanded at 0, degree 9
    loses half of the digits in floating point.
    """
    parts = _real_parts(f)
    plain = _plain_form(parts, t, center)
    if plain is not None:
        return plain
    common = _common_factor(parts) if len(parts) > 1 else ONE
    down = ONE if common == 1 else nb.inverse(common)
    terms = [_write_part(row, factor, t, down, center) for row, factor in parts]
    whole = sympy.Add(*terms)
    return whole if common == 1 else expression(common) * whole


def _plain_form(parts: list[tuple[Row, Any]], t: Any, center: Number) -> Any:
    """The sum in canonical form where every number in it is a rational; else None."""
    if not t.is_Symbol or not isinstance(center, fmpq):
        return None
    written = []
    for row, factor in parts:
        if not factor.is_plain():
            return None
        for c in row.values():
            if not isinstance(c, fmpq):
                return None
        written.append(write_rational(scaled_row(row), factor.plain(t), t, center))
    return total(written)


def _real_parts(f: ExpPoly) -> list[tuple[Row, Any]]:
    """The function as Σ polynomial·factor, where a factor is a function of t giving an Expr."""
    parts: list[tuple[Row, Any]] = []
    done: set[Mode] = set()
    for key, row in f.terms.items():
        if key in done:
            continue
        rational = isinstance(key.lam, fmpq) and isinstance(key.beta, fmpq)
        if rational and (len(f.terms) == 1 or key is CONSTANT_MODE):
            parts.append((row, _Exponential(key)))
            continue
        partner = None  # a rational exponent is its own conjugate
        if not rational:
            partner = _partner(f, key, nb.conjugate(key.lam), nb.conjugate(key.beta), done)
        if partner is not None and _equal_rows(f.terms[partner], row, nb.conjugate):
            done |= {key, partner}
            parts += _oscillation(key, row)
            continue
        partner = _partner(f, key, -key.lam, -key.beta, done)
        if partner is not None and nb.is_real(key.lam) and nb.is_real(key.beta):
            even = _equal_rows(f.terms[partner], row, lambda c: c)
            if even or _equal_rows(f.terms[partner], row, lambda c: -c):
                done |= {key, partner}
                parts.append(_hyperbolic(key, row, even))
                continue
        done.add(key)
        parts.append((row, _Exponential(key)))
    return parts


def _partner(f: ExpPoly, key: Mode, lam: Number, beta: Number, done: set[Mode]) -> Mode | None:
    other = mode(lam, beta)
    return other if other is not key and other in f.terms and other not in done else None


def _equal_rows(row: Row, other: Row, change: Any) -> bool:
    return row.keys() == other.keys() and all(row[n] == change(c) for n, c in other.items())


class _Exponential:
    """e^{λt + β}."""

    def __init__(self, key: Mode):
        self.key = key

    def is_plain(self) -> bool:
        """Whether the exponent has rational coefficients."""
        return isinstance(self.key.lam, fmpq) and isinstance(self.key.beta, fmpq)

    def plain(self, t: Any) -> list[Any]:
        """The factors for a rational exponent, in canonical form."""
        if self.key is CONSTANT_MODE:
            return []
        if self.key.lam == 0:
            beta = expression(self.key.beta)
            return [sympy.E if beta is sympy.S.One else applied(sympy.exp, beta)]
        return [applied(sympy.exp, _linear(self.key.lam, self.key.beta, t))]

    def __call__(self, t: Any) -> Any:
        return sympy.exp(expression(self.key.lam) * t + expression(self.key.beta))


class _Wave:
    """e^{σt + ρ}·trig(ωt + φ) for trig one of sin, cos, sinh, cosh."""

    def __init__(self, function: Any, growth: Mode, omega: Number, phase: Number):
        self.function = function
        self.growth = growth
        self.omega = omega
        self.phase = phase

    def is_plain(self) -> bool:
        """Whether the angle and the growth have rational coefficients."""
        angle = (self.omega, self.phase)
        return all(isinstance(c, fmpq) for c in angle) and _Exponential(self.growth).is_plain()

    def plain(self, t: Any) -> list[Any]:
        """The factors for a rational angle, in canonical form."""
        wave = applied(self.function, _linear(self.omega, self.phase, t))
        return [wave, *_Exponential(self.growth).plain(t)]

    def __call__(self, t: Any) -> Any:
        angle = expression(self.omega) * t + expression(self.phase)
        return self.function(angle) * _Exponential(self.growth)(t)


def _linear(slope: Any, constant: Any, t: Any) -> Any:
    return polynomial({n: c for n, c in ((0, constant), (1, slope)) if c != 0}, t)


def _oscillation(key: Mode, row: Row) -> list[tuple[Row, Any]]:
    """c e^{iθ} + conj = 2 Re c cos θ − 2 Im c sin θ, with θ = ωt + φ and ω written positive."""
    omega, phase = _imaginary(key.lam), _imaginary(key.beta)
    growth = mode(nb.real_part(key.lam), nb.real_part(key.beta))
    sign = fmpq(1)
    lead = omega if omega != 0 else phase
    if expression(lead).could_extract_minus_sign():
        omega, phase, sign = -omega, -phase, fmpq(-1)
    cosine = {n: _real(c) * fmpq(2) for n, c in row.items()}
    sine = {n: _imaginary(c) * fmpq(-2) * sign for n, c in row.items()}
    waves = ((cosine, sympy.cos), (sine, sympy.sin))
    found = []
    for part, function in waves:
        kept = {n: c for n, c in part.items() if c != 0}
        if kept:
            found.append((kept, _Wave(function, growth, omega, phase)))
    return found


def _hyperbolic(key: Mode, row: Row, even: bool) -> tuple[Row, Any]:
    """c e^u ± c e^{−u} = 2c cosh u or 2c sinh u."""
    lam, beta, sign = key.lam, key.beta, fmpq(2)
    if expression(lam if lam != 0 else beta).could_extract_minus_sign():
        lam, beta, sign = -lam, -beta, (fmpq(2) if even else fmpq(-2))
    function = sympy.cosh if even else sympy.sinh
    return {n: c * sign for n, c in row.items()}, _Wave(function, CONSTANT_MODE, lam, beta)


def _real(value: Number) -> Number:
    return nb.real_part(value)


def _imaginary(value: Number) -> Number:
    if isinstance(value, Complex) or not nb.is_real(value):
        return nb.imaginary_part(value)
    return ZERO


def _common_factor(parts: list[tuple[Row, Any]]) -> Number:
    """The symbolic factor that all coefficients share; 1 where one is a plain number."""
    pieces = [
        piece for row, _ in parts for c in row.values() for piece in nb.parts(c) if piece != 0
    ]
    if not all(isinstance(piece, Element) for piece in pieces):
        return ONE
    fractions = [nb.numerator_denominator(piece) for piece in pieces if isinstance(piece, Element)]
    common: Number = ONE
    for factor, times in fractions[0][1]:
        least = min(dict(below).get(factor, 0) for _, below in fractions)
        common = common * nb.power(factor, -min(times, least))
    return common * greatest_common_divisor([above for above, _ in fractions])


def _write_part(row: Row, factor: Any, t: Any, scale: Number, center: Number) -> Any:
    wave = factor(t)
    scaled = {n: c * scale * fmpq(1, factorial(n)) for n, c in row.items()}
    if wave != 1 or max(scaled) == 0:
        return _polynomial(scaled, t, center, allow_local=False) * wave
    return _polynomial(scaled, t, center, allow_local=True)


def _polynomial(row: Row, t: Any, center: Number, *, allow_local: bool) -> Any:
    """Σ c t^n: expanded or factored, whichever is shorter; local from degree 6 on.

    The operations are counted on the coefficients: SymPy's count_ops costs more than the algebra.
    """
    degree = max(row)
    if allow_local and degree >= _LOCAL_FROM_DEGREE and center != 0:
        local = _moved(row, center)
        expanded, cost = (local, t - expression(center)), _row_cost(local, 2)
    else:
        expanded, cost = (row, t), _row_cost(row, 1)
    if 2 <= degree <= _FACTORED_TO_DEGREE or not all(isinstance(c, fmpq) for c in row.values()):
        factors = _factors(row, t)
        if factors is not None and _is_readable(factors) and _factors_cost(factors) < cost:
            return _product(factors)
    return _expanded(*expanded)


def _row_cost(row: Row, base: int) -> int:
    """The operations of Σ c b^n where writing b costs base − 1."""
    cost = len(row) - 1
    for n, c in row.items():
        cost += _cost(c) + (n > 0 and c not in (1, -1)) + (n > 1) + (base - 1 if n else 0)
    return cost


def _cost(value: Number) -> int:
    """The operations of writing a coefficient."""
    if isinstance(value, fmpq):
        return int(value.q != 1) + int(value < 0)
    if isinstance(value, Complex):
        return _cost(value.re) + _cost(value.im) + 2
    if not isinstance(value, Element):
        raise TypeError(f"not an exact number: {value!r}")
    terms = value.num.to_dict()
    cost = len(terms) - 1
    for monomial, c in terms.items():
        used = [e for e in monomial if e]
        cost += max(0, len(used) - 1 + (c not in (1, -1))) + sum(e > 1 for e in used) + (c.q != 1)
    return cost + sum(_cost(factor) + 1 for factor, _ in nb.numerator_denominator(value)[1])


def _expanded(row: Row, t: Any) -> Any:
    return sympy.Add(*(_term(expression(c), t, n) for n, c in row.items()))


def _term(coefficient: Any, t: Any, n: int) -> Any:
    """c·t^n. From n = 2 on nothing is left for SymPy to evaluate, which saves most of the time."""
    if n < 2 or not coefficient.is_Rational:
        return coefficient * sympy.Pow(t, n)
    power = sympy.Pow(t, sympy.Integer(n), evaluate=False)
    return power if coefficient == 1 else sympy.Mul(coefficient, power, evaluate=False)


def _moved(row: Row, center: Number) -> Row:
    """The coefficients about `center`."""
    local = ExpPoly({CONSTANT_MODE: {n: c * fmpq(factorial(n)) for n, c in row.items()}})
    moved = local.recentred(center).terms.get(CONSTANT_MODE, {})
    return {n: c * fmpq(1, factorial(n)) for n, c in moved.items()}


Factors = tuple[fmpq, list[tuple[Number, int]]]


def _factors(row: Row, t: Any) -> Factors | None:
    """(unit, [(factor, exponent)]) of the polynomial in t and the parameters; None if complex."""
    variable = from_generator(parameter(t))
    value: Number = ZERO
    for n, c in row.items():
        value = value + c * nb.power(variable, n)
    if not isinstance(value, Element):
        return None
    unit, parts = value.num.factor()
    ctx = value.ctx
    written = [(Element(ctx, poly, ()), int(times)) for poly, times in parts]
    below = [(factor, -times) for factor, times in nb.numerator_denominator(value)[1]]
    return unit, [*written, *below]


def _is_readable(factors: Factors) -> bool:
    """Whether no factor is a long polynomial, which reads no better than the expanded form."""
    return all(len(_numerator(factor)) <= _LONGEST_FACTOR for factor, _ in factors[1])


def _numerator(factor: Number) -> Any:
    return factor.num if isinstance(factor, Element) else ()


def _factors_cost(factors: Factors) -> int:
    unit, parts = factors
    cost = _cost(unit) + len(parts) - 1 + (unit not in (1, -1))
    return cost + sum(_cost(factor) + (abs(times) > 1) for factor, times in parts)


def _product(factors: Factors) -> Any:
    unit, parts = factors
    written = []
    for factor, times in parts:
        base = expression(factor)
        if base.could_extract_minus_sign():
            base, unit = -base, unit * (-1) ** abs(times)
        written.append(sympy.Pow(base, times))
    return expression(unit) * sympy.Mul(*written)
