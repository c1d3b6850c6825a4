"""What the relations of assuming= say of the parameters in one call, put in and taken out again.

A plain symbol is complex. A relation that orders it, such as a > 0 or a < b, makes it real in that
call, and of the sign that the relations imply; Eq(a, b) puts one parameter in the place of the
other. The computation sees declared symbols, its answer and its errors carry the given ones.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import partial
from typing import Any

import sympy
from sympy.core.relational import Relational

from symconv.algebra.constants import number
from symconv.algebra.relations import facts_from
from symconv.algebra.signs import Facts
from symconv.errors import InvalidInput
from symconv.operators import inputs
from symconv.operators.standins import (
    into_standins,
    out_of_standins,
    relation_in_standins,
    standins_in,
)
from symconv.reading.cases import Case, solve_zero

__all__ = [
    "PLAIN",
    "Declaration",
    "declared",
    "orders",
    "parts_of",
    "with_distances",
    "with_standins",
]

_ORDERS = (sympy.Gt, sympy.Ge, sympy.Lt, sympy.Le)
_COMPLEX_HEADS = (sympy.Abs, sympy.re, sympy.im, sympy.arg, sympy.conjugate)
_INFINITE = (sympy.oo, -sympy.oo)


@dataclass(frozen=True)
class Declaration:
    """Given symbols, what stands for them in the call, and the relations in these.

    `stated` are the relations as given, `relations` those that are left for the facts. `distances`
    are positive symbols with the differences that they stand for, `standins` those in the place
    of logarithms and absolute values.
    """

    changes: tuple[tuple[Any, Any], ...] = ()
    values: tuple[tuple[Any, Any], ...] = ()
    stated: tuple[Any, ...] = ()
    relations: tuple[Any, ...] = ()
    distances: tuple[tuple[Any, Any], ...] = ()
    standins: tuple[tuple[Any, Any], ...] = ()

    def into(self, value: Any) -> Any:
        """An argument of the call in the declared symbols; tuples item by item."""
        if not self.changes and not self.values and not self.standins:
            return value
        if isinstance(value, tuple | list):
            return type(value)(self.into(item) for item in value)
        if not isinstance(value, sympy.Basic):
            return value
        value = inputs.replaced(value, dict(self.changes))
        for symbol, other in self.values:
            value = value.subs(symbol, other)
        return into_standins(value, self.standins)

    def back(self, value: Any) -> Any:
        """A result in the given symbols: expressions, and what holds expressions."""
        if not self.changes and self.stated == self.relations and not self.standins:
            return value
        names = {new: old for old, new in self.changes}
        names |= {symbol: gap.xreplace(names) for symbol, gap in self.distances}
        return _restored(value, names, self)


PLAIN = Declaration()


def orders(part: Any) -> set[Any]:
    """The symbols that a relation orders: those of <, <=, >, >= but the ones it takes as complex.

    These stand inside Abs, re, im, arg or conjugate somewhere in it.
    """
    if not isinstance(part, _ORDERS):
        return set()
    inside = (node.free_symbols for node in part.atoms(*_COMPLEX_HEADS))
    return set(part.free_symbols).difference(*inside)


def parts_of(stated: Iterable[Any]) -> list[Any]:
    """The single relations of assuming=, conjunctions taken apart.

    Raises InvalidInput for what is no relation, and for what is false.
    """
    found: list[Any] = []
    for item in stated:
        for part in sympy.And.make_args(item):
            if part == sympy.true:
                continue
            if part == sympy.false:
                raise InvalidInput("assuming contradicts the assumptions of the symbols")
            if not isinstance(part, Relational):
                raise InvalidInput(
                    f"assuming: {part} is not understood; expected relations such as a < b, "
                    "Ne(a, b) or Eq(a, b), each by itself or joined by And"
                )
            found.append(part)
    return found


def declared(
    assuming: Any, symbols: Iterable[Any], variables: Iterable[Any] = (), real: Iterable[Any] = ()
) -> Declaration:
    """The declaration for a call with these parameters; those in `real` are taken as real.

    Raises InvalidInput for what is no relation, speaks of a variable, or contradicts itself.
    """
    stated = inputs.relations(assuming, *_pair(variables))
    parts = parts_of(stated)
    symbols = set(symbols)
    _check_names(parts, symbols, {variable.name for variable in variables})
    ordered = set(real).union(*map(orders, parts))
    as_real = {
        symbol: _with(symbol, real=True)
        for symbol in ordered
        if symbol.is_extended_real is None
    }  # fmt: skip
    kept = [_rebuilt(part, as_real) for part in parts if not _is_finiteness(part)]
    equal = [part for part in kept if isinstance(part, sympy.Eq)]
    kept = [part for part in kept if not isinstance(part, sympy.Eq)]
    facts = facts_from(tuple(kept))
    signs = {symbol: _with_sign(symbol, facts) for symbol in set().union(*map(orders, kept))}
    changes = {old: signs.get(new, new) for old, new in as_real.items()}
    changes |= {
        old: new for old, new in signs.items() if old != new and old not in as_real.values()
    }
    equal += _equalities(kept)
    kept = [part for part in kept if not _is_met(part, kept)]
    values, kept = _solved(equal, [_rebuilt(part, signs) for part in kept], signs)
    return Declaration(tuple(changes.items()), values, tuple(parts), tuple(kept))


def _is_met(part: Any, others: list[Any]) -> bool:
    """Whether it is a <= b where b <= a is among the others."""
    return isinstance(part, sympy.Ge | sympy.Le) and any(
        sympy.expand(part.gts - part.lts + other.gts - other.lts) == 0
        for other in others
        if isinstance(other, sympy.Ge | sympy.Le)
    )


def _equalities(parts: list[Any]) -> list[Any]:
    """a = b for each a <= b that is met by b <= a."""
    return [sympy.Eq(part.gts, part.lts, evaluate=False) for part in parts if _is_met(part, parts)]


def _pair(variables: Iterable[Any]) -> tuple[Any, Any]:
    """x and t as `inputs.relations` takes them."""
    first, *others = (*variables, None)
    return first, others[0] if others else None


def _check_names(parts: list[Any], symbols: set[Any], variables: set[str]) -> None:
    """A variable is not assumed about, and a name means one symbol."""
    names = {symbol.name: symbol for symbol in symbols}
    for part in parts:
        for symbol in part.free_symbols:
            if symbol.name in variables:
                raise InvalidInput(
                    f"assuming: {part} speaks of a variable of the problem; only relations between "
                    "parameters can be assumed"
                )
            if symbol not in symbols and symbol.name in names:
                raise InvalidInput(
                    f"assuming: {part} holds {sympy.srepr(symbol)}, but the functions hold "
                    f"{sympy.srepr(names[symbol.name])}: two different symbols of one name; use "
                    "the same object"
                )
        strange = part.free_symbols - symbols if isinstance(part, sympy.Eq) else ()
        for symbol in strange:
            raise InvalidInput(
                f"assuming: {part} holds {symbol}, which the functions do not hold; put its value "
                "into the functions"
            )


def _is_finiteness(part: Any) -> bool:
    """Whether it says of a real number that it is finite, which parameters are."""
    if not isinstance(part, _ORDERS):
        return False
    ends = (part.gts, part.lts)
    if ends[0] is sympy.oo or ends[1] is -sympy.oo:
        return True
    if any(end in _INFINITE for end in ends):
        raise InvalidInput(f"assuming: {part} holds for no finite value")
    return False


def _rebuilt(part: Any, changes: dict[Any, Any]) -> Any:
    """The relation in other symbols, kept as a relation even where these imply it."""
    return part.func(part.lhs.xreplace(changes), part.rhs.xreplace(changes), evaluate=False)


def _with(symbol: Any, **assumptions: bool) -> Any:
    """The symbol with further assumptions; an equal symbol where it was declared so."""
    if not isinstance(symbol, sympy.Symbol):
        return symbol  # q[k] and M[0, 0] are parameters of which nothing can be declared
    stated = {**symbol._assumptions_orig, **assumptions}
    try:
        if isinstance(symbol, sympy.Dummy):
            return sympy.Dummy(symbol.name, **stated)
        return sympy.Symbol(symbol.name, **stated)
    except sympy.core.facts.InconsistentAssumptions:
        words = ", ".join(assumptions)
        raise InvalidInput(f"assuming makes {symbol} {words}, which it is not") from None


_IMPLIED = (("positive", 1, True), ("negative", -1, True),
            ("nonnegative", 1, False), ("nonpositive", -1, False))  # fmt: skip


def _with_sign(symbol: Any, facts: Facts) -> Any:
    """The symbol with the sign that the facts imply, where its assumptions do not."""
    if symbol.is_extended_real is not True:
        return symbol  # a symbol known to be imaginary, or not known to be real
    value = number(symbol)
    for word, direction, strict in _IMPLIED:
        known = facts.sign(value) == direction if strict else facts.nonnegative(value * direction)
        if known:
            if getattr(symbol, f"is_{word}"):
                return symbol
            return _with(symbol, **{word: True})
    return symbol


def _solved(
    equal: list[Any], kept: list[Any], signs: dict[Any, Any]
) -> tuple[tuple[tuple[Any, Any], ...], list[Any]]:
    """The values that the equations give parameters, and the other relations with them."""
    values: list[tuple[Any, Any]] = []
    for given in equal:
        gap = (given.lhs - given.rhs).xreplace(signs)
        for symbol, other in values:
            gap = gap.subs(symbol, other)
        gap = sympy.expand(gap)
        if gap == 0:
            continue
        gap = _logarithmic(gap) or gap
        zero = solve_zero(Case(facts_from(tuple(kept))), number(gap)) if gap.free_symbols else None
        if not gap.free_symbols or (zero is not None and zero.facts.contradictory()):
            raise InvalidInput(f"assuming: {given} contradicts the other relations")
        if zero is None:
            raise InvalidInput(
                f"assuming: {given} is not solved for a parameter here; put its solution into the "
                "functions"
            )
        change = dict(zero.changes)
        kept = [_rebuilt(part, change) for part in kept]
        values = [(symbol, other.xreplace(change)) for symbol, other in values]
        values += list(change.items())
    return tuple(values), kept


def _logarithmic(gap: Any) -> Any:
    """b − c − log r where the gap is a multiple of e^b − r·e^c with real b, c and positive r."""
    terms = sympy.Add.make_args(gap)
    if len(terms) != 2 or not gap.has(sympy.exp):
        return None
    parts = []
    for term in terms:
        waves = [factor for factor in sympy.Mul.make_args(term) if isinstance(factor, sympy.exp)]
        parts.append((term / sympy.Mul(*waves), sympy.Add(*(wave.args[0] for wave in waves))))
    (weight, first), (other, second) = parts
    ratio = -other / weight
    if ratio.is_positive and first.is_extended_real and second.is_extended_real:
        return first - second - sympy.log(ratio)
    return None


def with_distances(declaration: Declaration) -> Declaration | None:
    """The declaration with a positive symbol d for b − a where a < b is stated; None without one.

    SymPy then knows the sign of what the relation orders, as under the root of b − a. Where
    0 < a < b, a becomes b/(1 + d).
    """
    values = dict(declaration.values)
    distances: dict[Any, Any] = {}
    relations = list(declaration.relations)
    for index, part in enumerate(declaration.relations):
        gap = part.gts - part.lts if isinstance(part, sympy.Gt | sympy.Lt) else sympy.S.Zero
        gap = gap.xreplace(values)
        if gap.is_positive or not gap.free_symbols:
            continue
        distance = sympy.Dummy("d", positive=True)
        found = _solved_for_one(gap, distance)
        if found is None:
            continue
        symbol, value, meaning = found
        values = {old: new.xreplace({symbol: value}) for old, new in values.items()}
        values[symbol] = value
        distances[distance] = meaning.xreplace(distances)
        relations = [_rebuilt(item, {symbol: value}) for item in relations]
        relations[index] = sympy.Gt(distance, 0, evaluate=False)
    if not distances:
        return None
    return replace(
        declaration,
        values=tuple(values.items()),
        relations=tuple(relations),
        distances=tuple(distances.items()),
    )


def with_standins(declaration: Declaration, question: Any) -> Declaration | None:
    """The declaration with a real symbol for each log(p) and |a| in the question; else None.

    The question is in the given symbols. None also where a relation is not read in the new ones.
    """
    if not isinstance(question, sympy.Basic) or declaration.values or declaration.distances:
        return None
    standins = tuple(standins_in(question, dict(declaration.changes)))
    relations: list[Any] = []
    for part in declaration.relations:
        read = relation_in_standins(part, standins)
        if read is None:
            return None
        relations += read
    if not standins or facts_from(tuple(relations)).contradictory():
        return None
    return replace(declaration, relations=tuple(relations), standins=standins)


def _solved_for_one(gap: Any, distance: Any) -> tuple[Any, Any, Any] | None:
    """(symbol, its value by the distance, the distance by it), the sign of the symbol kept."""
    for symbol in sorted(gap.free_symbols, key=str, reverse=True):
        polynomial = gap.as_poly(symbol)
        if polynomial is None or polynomial.degree() != 1 or symbol.is_integer:
            continue
        slope, rest = polynomial.all_coeffs()
        if not slope.is_Rational:
            continue
        end = sympy.expand(-rest / slope)
        value = end + distance / slope
        known = [word for word, _, _ in _IMPLIED if getattr(symbol, f"is_{word}")]
        if all(getattr(value, f"is_{word}") for word in known):
            return symbol, value, gap
        if symbol.is_positive and end.is_positive and slope < 0:
            return symbol, end / (1 + distance), end / symbol - 1
    return None


def _restored(value: Any, names: dict[Any, Any], declaration: Declaration) -> Any:
    if isinstance(value, sympy.Basic):
        return out_of_standins(value, declaration.standins).xreplace(names)
    if isinstance(value, tuple | list):
        return type(value)(_restored(item, names, declaration) for item in value)
    if isinstance(value, str):
        for symbol, node in declaration.standins:
            value = value.replace(str(symbol), str(node))
        return value
    if isinstance(value, dict):
        return {
            _restored(key, names, declaration): _restored(item, names, declaration)
            for key, item in value.items()
        }
    if is_dataclass(value) and not isinstance(value, type):
        return _restored_fields(value, names, declaration)
    return value


def _restored_fields(value: Any, names: dict[Any, Any], declaration: Declaration) -> Any:
    """A dataclass with its fields restored; one that is computed later stays so."""
    changed: dict[str, Any] = {}
    for item in fields(value):
        found = vars(value).get(item.name, getattr(value, item.name))
        if isinstance(found, partial):
            changed[item.name] = partial(_later, found, names, declaration)
        else:
            changed[item.name] = _restored(found, names, declaration)
    count = len(declaration.relations)
    hypotheses = getattr(value, "hypotheses", ())
    if count and tuple(hypotheses[:count]) == declaration.relations:
        changed["hypotheses"] = (*declaration.stated, *changed["hypotheses"][count:])
    return replace(value, **changed)


def _later(found: Any, names: dict[Any, Any], declaration: Declaration) -> Any:
    return _restored(found(), names, declaration)
