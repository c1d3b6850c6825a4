"""Pieces: a function of one real variable, split at its break points into smooth expressions.

Whatever switches (Heaviside, sign, Abs, Max, Min, relations of a Piecewise) does so at the real
zeros of one expression, the innermost first. Between two zeros each switch has one position, proved
by a ball at a rational point in between, and the switch is replaced by it. A switch with zeros that
are not known exactly stays in the expression: its evaluator refuses the analytic flag on its jump.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import sympy
from sympy import Expr, Symbol
from sympy.core.relational import Relational

from symconv.deadline import check
from symconv.deciding.order import compare, distinct_sorted
from symconv.deciding.roots import real_zeros
from symconv.enclosure.growth import exact_ball
from symconv.errors import InvalidInput, Unresolved
from symconv.precision import working_precision
from symconv.values.balls import rational_of

__all__ = ["Piece", "inner_rational", "singular_points", "split", "with_sinc"]

_SWITCHES = (sympy.Heaviside, sympy.sign, sympy.Abs, sympy.Max, sympy.Min, Relational)
_SINGULAR_AT_ZERO = (
    sympy.log, sympy.Ci, sympy.Chi, sympy.Ei, sympy.loggamma, sympy.gamma, sympy.digamma,
    sympy.acsch, sympy.acoth, sympy.asech, sympy.asec, sympy.acsc, sympy.acot, sympy.cot, sympy.csc,
    sympy.coth, sympy.csch,
)  # fmt: skip
_SINGULAR_AT_ONES = (
    sympy.asin, sympy.acos, sympy.acosh, sympy.atanh, sympy.acoth, sympy.asec, sympy.acsc,
    sympy.asech,
)  # fmt: skip
_SECOND_SINGULAR_AT_ZERO = (
    sympy.expint, sympy.bessely, sympy.besselk, sympy.besselj, sympy.besseli, sympy.uppergamma,
    sympy.lowergamma, sympy.polygamma,
)  # fmt: skip
_SAMPLE_BITS = (64, 256, 1024)
_MOST_PIECES = 400


@dataclass(frozen=True)
class Piece:
    """`expr` on (lower, upper); None for an infinite end."""

    lower: Expr | None
    upper: Expr | None
    expr: Expr


@lru_cache(maxsize=512)
def split(expr: Expr, variable: Symbol) -> tuple[Piece, ...]:
    """Split the real line into pieces, in order, on each of which the known switches rest."""
    pieces = [Piece(None, None, expr)]
    done: list[Piece] = []
    while pieces:
        check("splitting a function at its break points")
        piece = pieces.pop()
        switch = _innermost_switch(piece, variable)
        if switch is None:
            done.append(Piece(piece.lower, piece.upper, with_sinc(piece.expr, variable)))
            continue
        pieces += reversed(_split_by(piece, switch, variable))
        if len(pieces) + len(done) > _MOST_PIECES:
            raise Unresolved(f"{expr} has more than {_MOST_PIECES} pieces")
    return tuple(done)


def _switching_function(switch: Any) -> Expr:
    if isinstance(switch, Relational):
        return switch.lhs - switch.rhs
    if isinstance(switch, sympy.Max | sympy.Min):
        first, second = sorted(switch.args, key=sympy.default_sort_key)[:2]
        return first - second
    return switch.args[0]


def _innermost_switch(piece: Piece, variable: Symbol) -> Any:
    """A switch without switches inside it, whose zeros are known; None if there is none left."""
    for node in sympy.postorder_traversal(piece.expr):
        if isinstance(node, _SWITCHES) and variable in node.free_symbols:
            argument = _switching_function(node)
            if argument.has(*_SWITCHES, sympy.Piecewise):
                continue
            if isinstance(node, sympy.Abs | sympy.sign) and not _is_real(argument):
                continue
            if real_zeros(argument, variable) is not None:
                return node
    return None


def _is_real(argument: Expr) -> bool:
    """Whether the values at real points are real, poles apart."""
    return all(part.is_real is True for part in sympy.together(argument).as_numer_denom())


def _split_by(piece: Piece, switch: Any, variable: Symbol) -> list[Piece]:
    argument = _switching_function(switch)
    inside = [
        zero
        for zero in real_zeros(argument, variable) or []
        if (piece.lower is None or compare(piece.lower, zero) < 0)
        and (piece.upper is None or compare(zero, piece.upper) < 0)
    ]
    ends = [piece.lower, *inside, piece.upper]
    parts: list[Piece] = []
    for lower, upper in pairwise(ends):
        sign = _sign_at(argument, variable, inner_rational(lower, upper))
        parts.append(Piece(lower, upper, _resolved(piece.expr, switch, sign)))
    return parts


def inner_rational(lower: Expr | None, upper: Expr | None) -> Expr:
    """A rational point inside the open interval."""
    if lower is None and upper is None:
        return sympy.S.Zero
    if lower is None:
        return sympy.floor(upper) - 1
    if upper is None:
        return sympy.ceiling(lower) + 1
    if lower.is_Rational and upper.is_Rational:
        return (lower + upper) / 2
    for bits in _SAMPLE_BITS:
        with working_precision(bits):
            middle = ((exact_ball(lower) + exact_ball(upper)) / 2).real.mid()
        point = rational_of(middle)
        if compare(lower, point) < 0 and compare(point, upper) < 0:
            return point
    raise Unresolved(f"no point between the break points {lower} and {upper} was found")


def _sign_at(argument: Expr, variable: Symbol, point: Expr) -> int:
    value = sympy.together(argument).xreplace({variable: point})
    return compare(value, sympy.S.Zero)


def _resolved(expr: Expr, switch: Any, sign: int) -> Expr:
    """The expression with the switch in the position that `sign` of its argument dictates."""
    if isinstance(switch, Relational):
        truth = _TRUTH[switch.rel_op][sign + 1]
        return _rebuilt(expr, switch, sympy.true if truth else sympy.false)
    if isinstance(switch, sympy.Heaviside):
        position: Expr = (sympy.S.Zero, switch.args[1], sympy.S.One)[sign + 1]
    elif isinstance(switch, sympy.sign):
        position = sympy.Integer(sign)
    elif isinstance(switch, sympy.Abs):
        position = sign * switch.args[0]
    else:
        first, second = sorted(switch.args, key=sympy.default_sort_key)[:2]
        larger, smaller = (first, second) if sign > 0 else (second, first)
        chosen = larger if isinstance(switch, sympy.Max) else smaller
        rest = [part for part in switch.args if part not in (first, second)]
        position = switch.func(chosen, *rest)
    return _rebuilt(expr, switch, position)


_TRUTH = {
    "==": (False, True, False),
    "!=": (True, False, True),
    "<": (True, False, False),
    "<=": (True, True, False),
    ">": (False, False, True),
    ">=": (False, True, True),
}


def _rebuilt(expr: Any, old: Any, new: Any) -> Any:
    """Replace without letting Piecewise re-arrange its conditions."""
    if expr == old:
        return new
    if not expr.args or not expr.has(old):
        return expr
    arguments = [_rebuilt(argument, old, new) for argument in expr.args]
    if isinstance(expr, sympy.Piecewise):
        return _piecewise(arguments)
    return expr.func(*arguments)


def _piecewise(arms: list[Any]) -> Expr:
    """The Piecewise of the arms that can still hold; an arm that must hold ends the list."""
    kept = []
    for arm in arms:
        condition = arm.args[1]
        if condition == sympy.false:
            continue
        kept.append(arm)
        if condition == sympy.true:
            break
    if not kept:
        raise InvalidInput("a Piecewise without a value on a whole interval; add (0, True)")
    if kept[0].args[1] == sympy.true:
        return kept[0].args[0]
    return sympy.Piecewise(*kept, evaluate=False)


def with_sinc(expr: Expr, variable: Symbol) -> Expr:
    """Write sin(c u)/u as c sinc(c u): the same function, without the removable singularity."""
    if not expr.args or variable not in expr.free_symbols or isinstance(expr, sympy.Piecewise):
        return expr
    arguments = [with_sinc(argument, variable) for argument in expr.args]
    if not isinstance(expr, sympy.Mul):
        return expr.func(*arguments)
    powers: dict[Expr, Expr] = {}
    for factor in arguments:
        base, exponent = factor.as_base_exp()
        powers[base] = powers.get(base, sympy.S.Zero) + exponent
    result = sympy.S.One
    for sine in [base for base in powers if isinstance(base, sympy.sin)]:
        for divisor in [base for base in powers if variable in base.free_symbols]:
            result *= _paired(powers, sine, divisor, variable)
    return result * sympy.Mul(*(base**exponent for base, exponent in powers.items()))


def _paired(powers: dict[Expr, Expr], sine: Expr, divisor: Expr, variable: Symbol) -> Expr:
    """Take sin(c u)^m u^{−n} out of `powers`, as far as both last, as a power of c sinc(c u)."""
    above, below = powers[sine], -powers[divisor]
    if not (above.is_Integer and below.is_Integer and above > 0 and below > 0):
        return sympy.S.One
    ratio = sympy.cancel(sine.args[0] / divisor)
    if variable in ratio.free_symbols:
        return sympy.S.One
    count = above if above < below else below
    powers[sine] = above - count
    powers[divisor] += count
    return (ratio * sympy.sinc(sine.args[0])) ** count


def singular_points(expr: Expr, variable: Symbol) -> list[Expr]:
    """Real points where a smooth expression may fail to be analytic, as far as they are known."""
    found: list[Expr] = []
    for node in sympy.preorder_traversal(expr):
        if variable not in getattr(node, "free_symbols", ()):
            continue
        for argument in _suspects(node):
            found += real_zeros(argument, variable) or []
    return distinct_sorted(found)


def _suspects(node: Any) -> list[Expr]:
    """The expressions whose zeros may be singular points of the node."""
    if isinstance(node, sympy.Pow):
        regular = node.exp.is_Integer and node.exp > 0
        return [] if regular else [node.base]
    if isinstance(node, sympy.li):
        return [node.args[0], node.args[0] - 1]
    if isinstance(node, _SECOND_SINGULAR_AT_ZERO):
        entire = isinstance(node, sympy.besselj | sympy.besseli) and node.args[0].is_Integer
        return [] if entire else [node.args[-1]]
    suspects: list[Expr] = []
    if isinstance(node, _SINGULAR_AT_ZERO):
        suspects.append(node.args[0])
    if isinstance(node, _SINGULAR_AT_ONES):
        suspects += [node.args[0] - 1, node.args[0] + 1]
    return suspects
