"""A function of x as a sum of singular factors times piecewise exponential polynomials.

Each singular factor, such as (x − p)^α, is replaced by a fresh parameter; the exact reader then
reads windows, polynomials and exponentials, and the result, which must be linear in the
parameters, is taken apart again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import number
from symconv.algebra.dependence import coefficients, depends
from symconv.algebra.distribution import Distribution
from symconv.algebra.exppoly import ExpPoly
from symconv.algebra.generators import PARAMETER, Generator, generator
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.algebra.terms import Terms
from symconv.deciding.structure import coefficients as coefficients_in
from symconv.deciding.structure import is_free, linear
from symconv.reading import OutsideClass, read
from symconv.reading.cases import decided_sign
from symconv.reading.conditions import pieces

__all__ = ["Factor", "Piece", "Sum", "read_sum"]

POWER, QUADRATIC, BESSEL, LEVY, ERFC = "power", "quadratic", "bessel", "levy", "erfc"
_SWITCHES = (sympy.Heaviside, sympy.Abs, sympy.sign, sympy.Max, sympy.Min, sympy.DiracDelta)


@dataclass(frozen=True)
class Factor:
    """A singular factor. For power: (side·(x − point))^exponent.

    quadratic: (body)^exponent; bessel: J_exponent(body·(x − point)); levy: exp(−body/(x − point));
    erfc: erfc(body/sqrt(x − point)).
    """

    kind: str
    point: Any
    exponent: Any
    side: int = 1
    body: Any = None

    def reflected(self, x: Any) -> Factor:
        """The factor at −x; OutsideClass where it is one-sided by its nature."""
        if self.kind == POWER:
            return Factor(POWER, -self.point, self.exponent, -self.side)
        if self.kind == QUADRATIC:
            body = sympy.expand(self.body.subs(x, -x))
            return Factor(QUADRATIC, self.point, self.exponent, self.side, body)
        return Factor(self.kind, -self.point, self.exponent, -self.side, self.body)

    @property
    def is_entire_power(self) -> bool:
        """Whether this is an integer power, defined on both sides of its point."""
        return self.kind == POWER and bool(self.exponent.is_integer)


@dataclass(frozen=True)
class Piece:
    """Π factors · body on (lower, upper); None for an infinite end."""

    factors: tuple[Factor, ...]
    lower: Number | None
    upper: Number | None
    body: ExpPoly

    def reflected(self, x: Any) -> Piece:
        """The piece at −x."""
        return Piece(
            tuple(factor.reflected(x) for factor in self.factors),
            None if self.upper is None else -self.upper,
            None if self.lower is None else -self.lower,
            self.body.dilated(fmpq(-1)),
        )


@dataclass(frozen=True)
class Sum:
    """A function: an exponential-polynomial distribution plus singular pieces."""

    regular: Distribution
    singular: tuple[Piece, ...]


@dataclass
class _Tokens:
    """The parameters that stand for singular factors, one per factor."""

    x: Any
    facts: Facts
    symbols: dict[Factor, Any] = field(default_factory=dict)

    def symbol(self, factor: Factor) -> Any:
        if factor not in self.symbols:
            self.symbols[factor] = sympy.Dummy(f"T{len(self.symbols)}", real=True)
        return self.symbols[factor]

    def replaced(self, expr: Any) -> Any:
        """The expression with parameters for its singular factors; conditions stay."""
        if is_free(expr, self.x):
            return expr
        if isinstance(expr, sympy.Piecewise):
            arms = [(self.replaced(value), condition) for value, condition in expr.args]
            return sympy.Piecewise(*arms, evaluate=False)
        if isinstance(expr, sympy.Pow):
            return self._power(expr)
        if isinstance(expr, sympy.exp):
            return self._exponential(expr)
        if isinstance(expr, sympy.besselj):
            return self._bessel(expr)
        if isinstance(expr, sympy.erfc):
            return self._erfc(expr)
        if expr.is_Add or expr.is_Mul:
            return expr.func(*(self.replaced(part) for part in expr.args))
        return expr

    def _linear(self, base: Any) -> tuple[Any, Any]:
        """(slope, zero) of what is linear by its structure; the zero is real."""
        found = linear(base, self.x)
        if found is None or self.facts.nonzero(number(found.slope)) is not True:
            raise OutsideClass(f"{base} is not linear in {self.x}")
        zero = -found.offset / found.slope
        if not nb.is_real(number(zero)):
            raise OutsideClass(f"{base} has no real zero")
        return found.slope, zero

    def _sign(self, slope: Any) -> int:
        value = number(slope)
        sign = self.facts.sign(value) if nb.is_real(value) else None
        if not sign:
            raise OutsideClass(f"the sign of {slope} is open")
        return sign

    def _power(self, expr: Any) -> Any:
        base, exponent = expr.args
        if not is_free(exponent, self.x) or (exponent.is_Integer and exponent > 0):
            return sympy.Pow(self.replaced(base), self.replaced(exponent), evaluate=False)
        if isinstance(base, sympy.Abs) and exponent.is_extended_real:
            return self._both_sides(base.args[0], exponent)
        row = coefficients_in(base, self.x)
        if row is not None and len(row) == 2:
            return self._linear_power(base, exponent)
        half = (2 * exponent).is_Integer and not exponent.is_Integer
        if row is not None and len(row) == 3 and half and all(nb.is_real(number(c)) for c in row):
            body = sympy.expand(base)
            return self.symbol(Factor(QUADRATIC, sympy.S.Zero, exponent, 1, body))
        raise OutsideClass(f"the power {expr}")

    def _linear_power(self, base: Any, exponent: Any) -> Any:
        slope, zero = self._linear(base)
        if exponent.is_integer:
            return slope**exponent * self.symbol(Factor(POWER, zero, exponent))
        side = self._sign(slope)
        return (side * slope) ** exponent * self.symbol(Factor(POWER, zero, exponent, side))

    def _both_sides(self, base: Any, exponent: Any) -> Any:
        slope, zero = self._linear(base)
        size = sympy.Abs(slope) ** exponent
        return size * sum(
            self.symbol(Factor(POWER, zero, exponent, side))
            * sympy.Heaviside(side * (self.x - zero))
            for side in (1, -1)
        )

    def _exponential(self, expr: Any) -> Any:
        argument = expr.args[0]
        if argument.is_polynomial(self.x) or not argument.is_rational_function(self.x):
            return expr
        parts = sympy.Add.make_args(sympy.apart(argument, self.x))
        poles = [part for part in parts if not part.is_polynomial(self.x)]
        if len(poles) != 1:
            raise OutsideClass(f"{expr}")
        numerator, denominator = poles[0].as_numer_denom()
        slope, zero = self._linear(denominator)
        if not is_free(numerator, self.x):
            raise OutsideClass(f"{expr}")
        weight = sympy.cancel(-numerator / slope)
        if self._sign(weight) < 0:
            raise OutsideClass(f"{expr} is not integrable at {zero}")
        token = self.symbol(Factor(LEVY, zero, sympy.S.Zero, 1, weight))
        return token * sympy.exp(sympy.Add(*(p for p in parts if p is not poles[0])))

    def _bessel(self, expr: Any) -> Any:
        order, argument = expr.args
        slope, zero = self._linear(argument)
        if not is_free(order, self.x):
            raise OutsideClass(f"{expr}")
        return self.symbol(Factor(BESSEL, zero, order, 1, slope))

    def _erfc(self, expr: Any) -> Any:
        """erfc(c·b^{−1/2}) for a linear b and c > 0: one root over its whole half-line."""
        weight, root = expr.args[0].as_independent(self.x, as_Add=False)
        base, exponent = root.as_base_exp()
        if exponent != -sympy.Rational(1, 2):
            raise OutsideClass(f"{expr}")
        slope, zero = self._linear(base)
        if self._sign(slope) < 0 or self._sign(weight) < 0:
            raise OutsideClass(f"{expr}")
        return self.symbol(Factor(ERFC, zero, sympy.S.Zero, 1, weight / sympy.sqrt(slope)))


def read_sum(expr: Any, x: Any, facts: Facts) -> Sum:
    """The expression as regular part and singular pieces.

    Raises OutsideClass where it is not such a sum, Split where the order of break points is open.
    """
    tokens = _Tokens(x, facts)
    replaced = tokens.replaced(expr)
    _refuse_in_switches(replaced, set(tokens.symbols.values()))
    whole = read(replaced, x, facts)
    regular, singular = Distribution(), []
    for factors, part in _taken_apart(whole, list(tokens.symbols.items())):
        if not factors:
            regular = part
            continue
        if part.mass:
            raise OutsideClass("a point mass on a singular factor")
        singular += _pieces(factors, part, facts)
    return Sum(regular, tuple(singular))


def _refuse_in_switches(expr: Any, symbols: set[Any]) -> None:
    if not symbols:
        return
    inside = list(expr.atoms(*_SWITCHES))
    for node in expr.atoms(sympy.Piecewise):
        inside += [condition for _, condition in node.args]
    if any(node.free_symbols & symbols for node in inside):
        raise OutsideClass("a singular function decides a condition")


def _taken_apart(
    whole: Distribution, tokens: list[tuple[Factor, Any]]
) -> list[tuple[tuple[Factor, ...], Distribution]]:
    """whole = Σ Π factors · part, by the degree of every number in each parameter."""
    if not tokens:
        return [((), whole)] if whole else []
    (factor, symbol), rest = tokens[0], tokens[1:]
    without, slope = _coefficients(whole, generator(symbol, PARAMETER))
    found = _taken_apart(without, rest)
    return found + [((factor, *more), part) for more, part in _taken_apart(slope, rest)]


def _coefficients(whole: Distribution, gen: Generator) -> tuple[Distribution, Distribution]:
    """whole = without + gen·slope, where neither holds the generator."""
    lines = _coefficients_of(whole.line, gen)
    terms = [_coefficients_at(parts, gen) for parts in (whole.right, whole.mass)]
    without, slope = (Distribution(lines[k], *(pair[k] for pair in terms)) for k in (0, 1))
    return without, slope


def _coefficients_at(parts: Terms, gen: Generator) -> tuple[Terms, Terms]:
    rows = [(point, _coefficients_of(part, gen)) for point, part in parts.items()]
    if any(depends(point, gen) for point, _ in rows):
        raise OutsideClass("a singular factor in a break point")
    without, slope = (Terms((point, row[k]) for point, row in rows) for k in (0, 1))
    return without, slope


def _coefficients_of(part: ExpPoly, gen: Generator) -> tuple[ExpPoly, ExpPoly]:
    without, slope = ExpPoly(), ExpPoly()
    for key, n, c in part.items():
        row = coefficients(c, gen)
        if row is None or len(row) > 2 or depends(key.lam, gen) or depends(key.beta, gen):
            raise OutsideClass("a singular factor that does not stand by itself, as a power or in "
                               "a denominator, an exponent or a root")  # fmt: skip
        for total, value in zip((without, slope), row, strict=False):
            total.add_term(key, n, value)
    return without, slope


def _pieces(factors: tuple[Factor, ...], part: Distribution, facts: Facts) -> list[Piece]:
    ordered = pieces(part, facts)
    found = []
    for index, (lower, body) in enumerate(ordered):
        upper = ordered[index + 1][0] if index + 1 < len(ordered) else None
        if body:
            found += _cut_at_points(Piece(factors, lower, upper, body), facts)
    return found


def _cut_at_points(piece: Piece, facts: Facts) -> list[Piece]:
    """Cut an integer power on the whole line at its point; refuse a pole inside an interval."""
    whole = [f for f in piece.factors if f.is_entire_power]
    if len(piece.factors) != 1 or not whole:
        return [piece]
    point = number(whole[0].point)
    if whole[0].exponent.is_nonnegative:
        if piece.lower is not None or piece.upper is not None:
            return [piece]
    else:
        below = piece.lower is None or decided_sign(facts, point - piece.lower) > 0
        if below and (piece.upper is None or decided_sign(facts, piece.upper - point) > 0):
            raise OutsideClass("a pole inside the interval")
        return [piece]
    return [
        Piece(piece.factors, piece.lower, point, piece.body),
        Piece(piece.factors, point, piece.upper, piece.body),
    ]
