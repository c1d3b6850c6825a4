"""The relations between parameters with which a computation answers, found by trying them.

A run that ends open is repeated with the plain symbols real, and positive, to see what is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import sympy
from sympy.core.relational import Relational

from symconv.errors import (
    DivergentIntegral,
    InvalidInput,
    NoClosedForm,
    SymconvError,
    Undecided,
)
from symconv.operators.declaring import (
    Declaration,
    declared,
    orders,
    with_distances,
    with_standins,
)

__all__ = ["Outcome", "Search", "is_failure", "ordered", "plain_symbols", "sorted_symbols", "tried"]

_MOST_RELATIONS = 6
_COMPLEX_HEADS = (sympy.re, sympy.im, sympy.conjugate, sympy.arg)
_NOTHING_SAID = sympy.Symbol("a").assumptions0


def plain_symbols(symbols: Iterable[Any]) -> set[Any]:
    """The symbols of which nothing is said at all."""
    return {symbol for symbol in symbols if symbol.assumptions0 == _NOTHING_SAID}


def ordered(relations: Iterable[Any]) -> set[Any]:
    """The symbols that one of the relations orders."""
    return set().union(*map(orders, relations))


@dataclass
class Outcome:
    """What a run came to: a result or an error, in the given symbols."""

    result: Any = None
    error: SymconvError | None = None

    def value(self) -> Any:
        """The result; raises the error."""
        if self.error is not None:
            raise self.error
        return self.result


def tried(
    run: Callable[[Declaration], Any],
    declaration: Declaration,
    is_open: Callable[[Any], bool] = lambda _: False,
) -> Outcome:
    """The outcome under a declaration; where it fails, with distances for the orders in it.

    Where it asks for a logarithm or an absolute value, a real symbol takes the place of that.
    """
    found = _run(run, declaration)
    if is_failure(found, is_open):
        apart = with_distances(declaration)
        other = found if apart is None else _run(run, apart)
        if not is_failure(other, is_open):
            return other
        named = with_standins(declaration, getattr(found.error, "question", None))
        other = found if named is None else _run(run, named)
        if not is_failure(other, is_open):
            return other
    return found


def _run(run: Callable[[Declaration], Any], declaration: Declaration) -> Outcome:
    try:
        return Outcome(declaration.back(run(declaration)))
    except SymconvError as error:
        for name, value in vars(error).items():
            setattr(error, name, declaration.back(value))
        error.args = declaration.back(error.args)
        return Outcome(error=error.with_traceback(None))


def is_failure(outcome: Outcome, is_open: Callable[[Any], bool]) -> bool:
    """Whether a run ended open: by a refusal that a relation may lift, or with such a result."""
    if outcome.error is not None:
        return isinstance(outcome.error, Undecided | InvalidInput | NoClosedForm)
    return is_open(outcome.result)


@dataclass
class Search:
    """The relations that are missing, one after the other, until a run answers."""

    run: Callable[[Declaration], Any]
    parameters: frozenset[Any]
    variables: tuple[Any, ...]
    is_open: Callable[[Any], bool]
    seen: dict[Any, Outcome] = field(default_factory=dict)

    def missing(self, stated: tuple[Any, ...], first: Outcome) -> tuple[list[Any], Outcome]:
        """Relations with which the run answers, the first of them to be asked for; else none."""
        chain: list[Any] = []
        outcome = first
        while self._is_short(outcome) and len(chain) < _MOST_RELATIONS:
            found = self._proposal((*stated, *chain), outcome)
            if found is None or found in chain or found in stated:
                break
            chain.append(found)
            outcome = self._outcome((*stated, *chain))
        if isinstance(outcome.error, InvalidInput | DivergentIntegral):
            return [], first  # no advice: so it is for all values that the relations admit
        helps = first.error is not None or not self._is_short(outcome)
        return (chain if helps else []), outcome

    def _is_short(self, outcome: Outcome) -> bool:
        """Whether a run gave no answer; that an integral diverges for some values is none."""
        diverges = isinstance(outcome.error, DivergentIntegral)
        return diverges or is_failure(outcome, self.is_open)

    def _outcome(
        self, stated: tuple[Any, ...], positive: Iterable[Any] = (), real: Iterable[Any] = ()
    ) -> Outcome:
        relations = (*stated, *(sympy.Gt(symbol, 0) for symbol in sorted_symbols(positive)))
        key = relations, frozenset(real)
        if key not in self.seen:
            try:
                declaration = declared(relations, self.parameters, self.variables, real)
            except InvalidInput as error:
                self.seen[key] = Outcome(error=error)
            else:
                self.seen[key] = tried(self.run, declaration, self.is_open)
        return self.seen[key]

    def _proposal(self, stated: tuple[Any, ...], outcome: Outcome) -> Any:
        """The next relation: what the run asks, or asks of real parameters, or one sign."""
        plain = plain_symbols(self.parameters) - ordered(stated)
        question = self._acceptable(outcome)
        if question is not None or not plain:
            return question
        as_real = self._outcome(stated, real=plain)
        question = self._acceptable(as_real)
        if question is not None and orders(question) & plain and _is_linear(question):
            return question
        if not self._is_short(as_real):
            needed = self._needed(stated, plain, real=True)
            return _order_of(as_real.result, needed)
        positive = self._outcome(stated, positive=plain)
        if self._is_short(positive) and self._acceptable(positive) is None:
            return None
        return sympy.Gt(self._needed(stated, plain, real=False)[0], 0)

    def _needed(self, stated: tuple[Any, ...], plain: set[Any], *, real: bool) -> list[Any]:
        """The symbols without which the run fails, or all where each can be left out."""
        needed = []
        for symbol in sorted_symbols(plain):
            others = {"real" if real else "positive": plain - {symbol}}
            if self._is_short(self._outcome(stated, **others)):
                needed.append(symbol)
        return needed or sorted_symbols(plain)

    def _acceptable(self, outcome: Outcome) -> Any:
        """The question of an Undecided, where it is a relation between the parameters as given."""
        question = getattr(outcome.error, "question", None)
        if not isinstance(question, Relational) or isinstance(question, sympy.Eq):
            return None
        if question.has(*_COMPLEX_HEADS, sympy.I) or not question.free_symbols <= self.parameters:
            return None
        return _as_typed(question)


def sorted_symbols(symbols: Iterable[Any]) -> list[Any]:
    """The symbols by name."""
    return sorted(symbols, key=lambda symbol: (str(symbol.name), sympy.default_sort_key(symbol)))


def _order_of(result: Any, needed: list[Any]) -> Any:
    """What the result distinguishes: the sign of one needed symbol, else the order of two."""
    expr = getattr(result, "expr", getattr(result, "right", result))
    atoms = expr.atoms(Relational) if isinstance(expr, sympy.Basic) else set()
    told = [part for part in atoms if part.free_symbols <= set(needed) and orders(part)]
    for symbol in needed:
        if any(part.free_symbols == {symbol} for part in told):
            return sympy.Gt(symbol, 0)
    for pair in sorted((sorted_symbols(part.free_symbols) for part in told), key=str):
        if len(pair) == 2:
            return sympy.Lt(*pair)
    return sympy.Gt(needed[0], 0)


def _is_linear(question: Any) -> bool:
    gap = question.lhs - question.rhs
    if not gap.is_polynomial(*gap.free_symbols):
        return False
    return bool(sympy.Poly(gap, *gap.free_symbols).total_degree() == 1)


def _as_typed(question: Any) -> Any:
    """0 < a as a > 0."""
    if isinstance(question, sympy.Lt | sympy.Le) and question.lhs.is_number:
        return question.reversed
    return question
