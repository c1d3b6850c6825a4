"""Exact values for the parameters of a problem, drawn to reach every arm of an answer.

A draw satisfies the SymPy assumptions of each symbol and every stated relation. What an answer
distinguishes (parameter conditions of a Piecewise; signs inside Abs, Max, Min; the order of its
break points) becomes wishes, each a list of conditions with the wanted truth; equalities are met
by solving a linear factor for one parameter, everything else by rejection.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable, Mapping
from typing import Any

import sympy
from sympy.core.relational import Relational

from symconv.deciding.structure import linear

__all__ = ["NoDraw", "Wish", "both_signs", "draw", "is_met", "optional_wishes", "required_wishes"]

Wish = tuple[tuple[Any, bool], ...]
Draw = Mapping[Any, Any]

_TRIES = 400
_MOST_EQUALITIES = 3
_MOST_ORDERS = 6
_DENOMINATORS = (2, 3, 5, 7, 8, 9, 11)
_SCALES = (1, sympy.Rational(1, 8), 6)
_SWITCHES = (sympy.Abs, sympy.sign, sympy.Heaviside, sympy.Max, sympy.Min)


class NoDraw(Exception):  # an outcome, not an error
    """No values were found that satisfy the assumptions and the wish."""


def required_wishes(expr: Any, t: Any) -> list[Wish]:
    """One wish per arm of the parameter conditions in `expr`; the empty wish where there are none.

    Relations without t inside a condition on t are wished true and false.
    """
    wishes: list[Wish] = []
    _collect_arms(expr, t, (), wishes)
    return wishes or [()]


def _collect_arms(expr: Any, t: Any, path: Wish, wishes: list[Wish]) -> None:
    if not isinstance(expr, sympy.Piecewise):
        for part in expr.args:
            if isinstance(part, sympy.Expr):
                _collect_arms(part, t, path, wishes)
        return
    passed: Wish = ()
    for value, condition in expr.args:
        own = passed
        if condition != sympy.true:
            if t in condition.free_symbols:
                for atom in _parameter_relations(condition, t):
                    wishes += [(*path, (atom, True)), (*path, (atom, False))]
            else:
                own = (*passed, (condition, True))
                passed = (*passed, (condition, False))
        if own:
            wishes.append((*path, *own))
        _collect_arms(value, t, (*path, *own), wishes)


def _parameter_relations(condition: Any, t: Any) -> list[Any]:
    atoms = condition.atoms(Relational)
    return sorted((a for a in atoms if t not in a.free_symbols), key=sympy.default_sort_key)


def optional_wishes(expr: Any, t: Any) -> list[Wish]:
    """Both signs of what switches on parameters alone, and the orders of the break points."""
    arguments = [
        sympy.Add(node.args[0], -node.args[1]) if isinstance(node, sympy.Max | sympy.Min)
        else node.args[0]
        for node in expr.atoms(*_SWITCHES)
        if len(node.args) <= 2 and t not in node.free_symbols and node.free_symbols
    ]  # fmt: skip
    points = sorted(_break_points(expr, t), key=sympy.default_sort_key)
    differences = [right - left for left, right in itertools.combinations(points, 2)]
    arguments += [d for d in differences if d.free_symbols][:_MOST_ORDERS]
    ordered = sorted(set(arguments), key=sympy.default_sort_key)
    return [((relation(argument, 0), True),) for argument in ordered
            for relation in (sympy.Gt, sympy.Lt)
            if argument.is_extended_real is not False]  # fmt: skip


def both_signs(symbols: Iterable[Any]) -> list[Wish]:
    """Positive and negative values of each symbol, where its assumptions leave the sign open."""
    ordered = sorted(symbols, key=lambda symbol: str(symbol.name))
    return [
        ((relation(symbol, 0), True),)
        for symbol in ordered
        for relation in (sympy.Gt, sympy.Lt)
        if symbol.is_extended_real is not False
    ]


def _break_points(expr: Any, t: Any) -> set[Any]:
    found = set()
    relations = [r.lhs - r.rhs for r in expr.atoms(Relational) if t in r.free_symbols]
    relations += [s.args[0] for s in expr.atoms(sympy.Heaviside, sympy.sign, sympy.Abs)]
    for difference in relations:
        line = linear(difference, t)
        if line is not None and line.slope != 0:
            found.add(sympy.expand(-line.offset / line.slope))
    return found


def draw(
    symbols: Iterable[Any],
    relations: Iterable[Any],
    wish: Wish,
    rng: random.Random,
    complex_symbols: Iterable[Any] = (),
) -> dict[Any, Any]:
    """Values for the symbols that satisfy their assumptions, the relations and the wish.

    Raises NoDraw where none was found.
    """
    wanted: Wish = (*((relation, True) for relation in relations), *wish)
    if any(condition in (sympy.true, sympy.false) and not is_met(((condition, truth),), {})
           for condition, truth in wanted):  # fmt: skip
        raise NoDraw("a wanted condition never holds")
    names = sorted(symbols, key=lambda symbol: str(symbol.name))
    equalities = sorted(
        {a for c, _ in wanted for a in c.atoms(sympy.Eq, sympy.Ne)}, key=sympy.default_sort_key
    )
    for size in range(min(len(equalities), _MOST_EQUALITIES) + 1):
        for enforced in itertools.combinations(equalities, size):
            for attempt in range(_TRIES):
                scales = _SCALES if attempt > _TRIES // 2 else _SCALES[:1]
                values = {s: _value(s, rng, scales, s in complex_symbols) for s in names}
                met = all(_enforce(equality, values) for equality in enforced)
                if met and _is_admitted(values) and is_met(wanted, values):
                    return values
                if not names:
                    break
    raise NoDraw(f"no parameters found with {[(str(c), v) for c, v in wanted]}")


def is_met(wish: Wish, values: Draw) -> bool:
    """Whether every condition has its wanted truth at these values."""
    return all(_truth(condition, values) is wanted for condition, wanted in wish)


def _truth(condition: Any, values: Draw) -> bool | None:
    try:
        at_values = condition.xreplace(dict(values))
    except TypeError:  # an order relation between complex numbers
        return None
    return {sympy.true: True, sympy.false: False}.get(at_values)


def _value(symbol: Any, rng: random.Random, scales: tuple[Any, ...], is_complex: bool) -> Any:
    for _ in range(_TRIES):
        value = _number(symbol, rng, scales)
        if is_complex:
            value += sympy.I * sympy.Rational(rng.randint(1, 12), rng.choice(_DENOMINATORS))
        if _is_consistent(symbol, value):
            return value
    raise NoDraw(f"no value found for {symbol} with its assumptions")


def _number(symbol: Any, rng: random.Random, scales: tuple[Any, ...]) -> Any:
    if symbol.is_integer:
        return sympy.Integer(rng.randint(-6, 9))
    denominator = rng.choice(_DENOMINATORS)
    size = sympy.Rational(rng.randint(1, 4 * denominator), denominator) * rng.choice(scales)
    if symbol.is_imaginary:
        return sympy.I * size
    either = symbol.is_nonnegative is not True and rng.getrandbits(1)
    is_negative = symbol.is_nonpositive or either
    return -size if is_negative else size


def _is_consistent(symbol: Any, value: Any) -> bool:
    return all(
        getattr(value, f"is_{name}", None) is truth
        for name, truth in symbol.assumptions0.items()
        if name != "commutative"
    )


def _is_admitted(values: Draw) -> bool:
    return all(_is_consistent(symbol, value) for symbol, value in values.items())


def _enforce(equality: Any, values: dict[Any, Any]) -> bool:
    """Change one value so that the equality holds; False where no linear factor gives one."""
    difference = sympy.expand(equality.lhs - equality.rhs)
    for symbol in sorted(difference.free_symbols, key=lambda s: str(s.name), reverse=True):
        others = {s: v for s, v in values.items() if s != symbol}
        at_others = sympy.factor(difference.xreplace(others))
        for factor in sympy.Mul.make_args(at_others):
            base = factor.base if isinstance(factor, sympy.Pow) else factor
            line = linear(base, symbol)
            if line is None or line.slope == 0 or line.slope.free_symbols:
                continue
            root = sympy.expand(-line.offset / line.slope)
            if _is_consistent(symbol, root):
                values[symbol] = root
                return True
    return False
