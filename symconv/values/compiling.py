"""SymPy expressions compiled to functions on balls.

`compile_expression(expr, variables)` walks the expression once and returns a tree of closures
`evaluate(point, analytic) -> acb`. Numbers stay exact (1/3 is a quotient of integers); subtrees
without variables are evaluated once per precision.

The flag. analytic=False: a ball around the values at all points of the argument balls, which may
be complex; conjugate, Abs, re, im have their pointwise meaning. analytic=True: the variables run
over complex neighbourhoods of real points, and the value is the holomorphic extension of the
function on the real line, or a ball that is not finite where there is none. So conj f extends to
conj(f(conj z)), Abs(u) for real u to ±u, and a jump has no extension.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import sympy
from flint import acb, arb, fmpq
from sympy import Expr, Symbol

from symconv.deciding.algebraic import root_of_polynomial
from symconv.errors import InvalidInput
from symconv.values.balls import ball_of
from symconv.values.conditions import compile_condition
from symconv.values.cuts import NOT_FINITE
from symconv.values.evaluators import (
    constant_power,
    delta,
    extremum,
    first_arm_that_holds,
    general_power,
    half_power,
    hypergeometric,
    once_per_precision,
    polynomial,
    real_part,
    reflected,
    sign_cases,
)
from symconv.values.points import Evaluator, Point
from symconv.values.special import SPECIAL

__all__ = ["Evaluator", "Point", "compile_expression"]


_CONSTANTS: dict[Any, Callable[[], acb]] = {
    sympy.pi: acb.pi,
    sympy.E: lambda: acb(arb.const_e()),
    sympy.I: lambda: acb(0, 1),
    sympy.EulerGamma: lambda: acb(arb.const_euler()),
    sympy.Catalan: lambda: acb(arb.const_catalan()),
    sympy.GoldenRatio: lambda: (1 + acb(5).sqrt()) / 2,
}

_RECIPROCALS = {sympy.cosh: sympy.sech, sympy.sinh: sympy.csch}
_NOT_NUMBERS = (sympy.oo, -sympy.oo, sympy.zoo, sympy.nan)


@lru_cache(maxsize=4096)
def compile_expression(expr: Expr, variables: tuple[Symbol, ...]) -> Evaluator:
    """Compile `expr` in `variables` to closures on balls.

    Raises
    ------
    InvalidInput
        A free symbol is not among `variables`, or a function is not known here.
    """
    foreign = expr.free_symbols - set(variables)
    if foreign:
        names = ", ".join(sorted(str(symbol) for symbol in foreign))
        raise InvalidInput(f"no value was given for {names} in {expr}")
    return _Compiler(variables).compile(expr)


class _Compiler:
    """One walk over one expression; `visit_<Class>` per kind of node, SPECIAL for the rest."""

    def __init__(self, variables: tuple[Symbol, ...]):
        self.slots = {symbol: index for index, symbol in enumerate(variables)}
        self.real = {symbol: sympy.Dummy(symbol.name, real=True) for symbol in variables}

    def compile(self, expr: Expr) -> Evaluator:
        if not expr.free_symbols and not expr.is_Atom:
            return once_per_precision(self._node(expr))
        return self._node(expr)

    def _node(self, expr: Expr) -> Evaluator:
        if expr in _CONSTANTS:
            make = _CONSTANTS[expr]
            return once_per_precision(lambda point, analytic: make())
        for kind in type(expr).__mro__:
            visit = getattr(self, f"visit_{kind.__name__}", None)
            if visit is not None:
                evaluator: Evaluator = visit(expr)
                return evaluator
            if kind in SPECIAL:
                return self._special(SPECIAL[kind], expr)
        if expr in _NOT_NUMBERS:
            raise InvalidInput(f"{expr} stands where a finite number is expected")
        raise InvalidInput(f"no enclosure is known for {type(expr).__name__} in {expr}")

    def _special(self, rule: Any, expr: Expr) -> Evaluator:
        arguments = tuple(self.compile(argument) for argument in expr.args)
        if len(arguments) == 1:
            (only,) = arguments
            return lambda point, analytic: rule((only(point, analytic),), analytic)
        return lambda point, analytic: rule(
            [argument(point, analytic) for argument in arguments], analytic
        )

    def _is_real(self, expr: Expr) -> bool:
        return expr.xreplace(self.real).is_extended_real is True

    def visit_Symbol(self, expr: Symbol) -> Evaluator:
        index = self.slots[expr]
        return lambda point, analytic: point.balls[index]

    def visit_Integer(self, expr: sympy.Integer) -> Evaluator:
        value = acb(int(expr))
        return lambda point, analytic: value

    def visit_Rational(self, expr: sympy.Rational) -> Evaluator:
        return once_per_precision(lambda point, analytic: ball_of(expr))

    def visit_Float(self, expr: sympy.Float) -> Evaluator:
        return self.visit_Rational(expr)

    def visit_ComplexRootOf(self, expr: Any) -> Evaluator:
        return once_per_precision(lambda point, analytic: root_of_polynomial(expr))

    def visit_Add(self, expr: Expr) -> Evaluator:
        horner = self._horner(expr)
        if horner is not None:
            return horner
        first, *others = (self.compile(term) for term in expr.args)

        def evaluate(point: Point, analytic: bool) -> acb:
            total = first(point, analytic)
            for term in others:
                total = total + term(point, analytic)
            return total

        return evaluate

    def _horner(self, expr: Expr) -> Evaluator | None:
        """A sum of rational monomials in one variable, degree ≥ 2, as one call into flint."""
        if len(expr.free_symbols) != 1:
            return None
        (symbol,) = expr.free_symbols
        coefficients: dict[int, fmpq] = {}
        for term in expr.args:
            number, power = term.as_coeff_Mul()
            base, exponent = power.as_base_exp() if power != 1 else (symbol, sympy.S.Zero)
            if not (number.is_Rational and base == symbol and exponent.is_Integer):
                return None
            if not 0 <= exponent <= 1000:
                return None
            coefficients[int(exponent)] = fmpq(int(number.p), int(number.q))
        if max(coefficients) < 2:
            return None
        dense = [coefficients.get(k, fmpq(0)) for k in range(max(coefficients) + 1)]
        return polynomial(dense, self.slots[symbol])

    def visit_Mul(self, expr: Expr) -> Evaluator:
        first, *others = (self.compile(factor) for factor in expr.args)

        def evaluate(point: Point, analytic: bool) -> acb:
            product = first(point, analytic)
            for factor in others:
                product = product * factor(point, analytic)
            return product

        return evaluate

    def visit_Pow(self, expr: Expr) -> Evaluator:
        reciprocal = _RECIPROCALS.get(type(expr.base))
        if reciprocal is not None and expr.exp.is_Integer and expr.exp < 0:
            # 1/cosh over a wide ball divides by one around 0; sech knows how it decays
            return self.compile(sympy.Pow(reciprocal(*expr.base.args), -expr.exp))
        base, exponent = self.compile(expr.base), expr.exp
        if exponent.is_Integer:
            power = int(exponent)
            return lambda point, analytic: base(point, analytic) ** power
        if exponent.is_Rational and exponent.q == 2:
            return half_power(base, int(exponent.p))
        if not expr.base.free_symbols:
            return constant_power(base, self.compile(exponent))
        return general_power(base, self.compile(exponent))

    def visit_Piecewise(self, expr: Expr) -> Evaluator:
        arms = tuple(
            (self.compile(arm), compile_condition(condition, self.compile))
            for arm, condition in expr.args
        )
        return first_arm_that_holds(arms)

    def visit_Heaviside(self, expr: Expr) -> Evaluator:
        argument, at_zero = self.compile(expr.args[0]), self.compile(expr.args[1])
        return sign_cases(
            expr.args[0],
            argument,
            lambda point, analytic: acb(0),
            at_zero,
            lambda point, analytic: acb(1),
        )

    def visit_sign(self, expr: Expr) -> Evaluator:
        argument = self.compile(expr.args[0])
        by_sign = sign_cases(
            expr.args[0],
            argument,
            lambda point, analytic: acb(-1),
            lambda point, analytic: acb(0),
            lambda point, analytic: acb(1),
        )
        real = self._is_real(expr.args[0])

        def evaluate(point: Point, analytic: bool) -> acb:
            if real if analytic else argument(point, False).imag.is_zero():
                return by_sign(point, analytic)
            return NOT_FINITE if analytic else argument(point, False).sgn()

        return evaluate

    def visit_Abs(self, expr: Expr) -> Evaluator:
        argument = self.compile(expr.args[0])
        conjugated = reflected(argument)
        real = self._is_real(expr.args[0])

        def evaluate(point: Point, analytic: bool) -> acb:
            value = argument(point, analytic)
            if not analytic:
                return acb(abs(value))
            if real:
                return value.real_abs(analytic=True)
            return (value * conjugated(point, True)).sqrt(analytic=True)

        return evaluate

    def visit_conjugate(self, expr: Expr) -> Evaluator:
        return reflected(self.compile(expr.args[0]))

    def visit_re(self, expr: Expr) -> Evaluator:
        argument = self.compile(expr.args[0])
        conjugated = reflected(argument)

        def evaluate(point: Point, analytic: bool) -> acb:
            value = argument(point, analytic)
            return (value + conjugated(point, True)) / 2 if analytic else acb(value.real)

        return evaluate

    def visit_im(self, expr: Expr) -> Evaluator:
        argument = self.compile(expr.args[0])
        conjugated = reflected(argument)

        def evaluate(point: Point, analytic: bool) -> acb:
            value = argument(point, analytic)
            if analytic:
                return (value - conjugated(point, True)) / acb(0, 2)
            return acb(value.imag)

        return evaluate

    def visit_arg(self, expr: Expr) -> Evaluator:
        argument = self.compile(expr.args[0])

        def evaluate(point: Point, analytic: bool) -> acb:
            return NOT_FINITE if analytic else acb(argument(point, analytic).arg())

        return evaluate

    def visit_Max(self, expr: Expr) -> Evaluator:
        return extremum([self.compile(part) for part in expr.args], acb.real_max)

    def visit_Min(self, expr: Expr) -> Evaluator:
        return extremum([self.compile(part) for part in expr.args], acb.real_min)

    def visit_floor(self, expr: Expr) -> Evaluator:
        argument = self.compile(expr.args[0])
        return lambda point, analytic: real_part(argument(point, analytic), analytic).real_floor(
            analytic=analytic
        )

    def visit_ceiling(self, expr: Expr) -> Evaluator:
        return self.compile(-sympy.floor(-expr.args[0], evaluate=False))

    def visit_frac(self, expr: Expr) -> Evaluator:
        return self.compile(expr.args[0] - sympy.floor(expr.args[0], evaluate=False))

    def visit_DiracDelta(self, expr: Expr) -> Evaluator:
        return delta(expr, self.compile(expr.args[0]))

    def visit_hyper(self, expr: Expr) -> Evaluator:
        upper = [self.compile(parameter) for parameter in expr.ap]
        lower = [self.compile(parameter) for parameter in expr.bq]
        return hypergeometric(upper, lower, self.compile(expr.argument))
