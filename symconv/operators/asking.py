"""Parameters of which too little is known: the one relation to ask for, found by trying it.

A function of the package that takes assuming= is run with the parameters as given. Where that ends
open and plain symbols occur, it is run with these real, and positive, to see what is missing; the
relation that is asked for is one with which the run goes on, so that advice never goes in a circle.
"""

from __future__ import annotations

import inspect
import time
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import replace
from functools import wraps
from numbers import Number
from typing import Any, TypeVar, cast

import sympy

from symconv.closedform import ClosedForm
from symconv.deadline import remaining, until
from symconv.errors import InvalidInput, Undecided
from symconv.operators import inputs
from symconv.operators.declaring import Declaration, declared, parts_of
from symconv.operators.randomness import is_random
from symconv.operators.searching import (
    Outcome,
    Search,
    is_failure,
    ordered,
    plain_symbols,
    sorted_symbols,
    tried,
)
from symconv.operators.typed import function
from symconv.survey import survey

__all__ = ["closed_form_of", "given_to", "parameters_of", "with_parameters"]

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])

_TIMEOUT = 30

_is_inside: ContextVar[bool] = ContextVar("inside", default=False)


def with_parameters(
    *variables: str,
    is_open: Callable[[Any], bool] = lambda _: False,
    advise: Callable[[Any, Undecided], Any] | None = None,
    by_declaration: Callable[[Undecided], Undecided] | None = None,
) -> Callable[[F], F]:
    """Decorate a function that takes assuming=, whose arguments `variables` are no parameters.

    `is_open` says of a result that nothing was found, as a node does. `advise` puts what is missing
    into such a result; without it that is raised. `by_declaration` rewords it for a function that
    takes no assuming=, whose parameters are declared.
    """

    def decorate(function: F) -> F:
        signature = inspect.signature(function)

        @wraps(function)
        def call(*args: Any, **options: Any) -> Any:
            try:
                given = given_to(signature, args, options)
            except TypeError:
                return function(*args, **options)  # which says what is wrong
            _check_variables(given, variables)
            given = _with_functions(given)
            assuming = given.get("assuming", ())
            kept = {*variables, "assuming"}
            parameters, bound = parameters_of(given, variables)
            if not parameters and _is_empty(assuming):
                return function(*args, **options)

            def run(declaration: Declaration) -> Any:
                inner = {name: value if name in kept else declaration.into(value)
                         for name, value in given.items()}  # fmt: skip
                if by_declaration is None:
                    inner["assuming"] = declaration.relations
                return function(**inner)

            with _limited(given.get("timeout", _TIMEOUT)):
                found = _explored(run, parameters, bound, assuming, is_open)
                return _result(*found, advise, by_declaration)

        return cast("F", call)

    return decorate


def given_to(
    signature: inspect.Signature, args: tuple[Any, ...], options: dict[str, Any]
) -> dict[str, Any]:
    """The arguments by name. Raises TypeError for what the signature does not take."""
    given = dict(signature.bind(*args, **options).arguments)
    return {**given.pop("options", {}), **given}


def _with_functions(given: dict[str, Any]) -> dict[str, Any]:
    """The arguments with f and g as expressions in x, so that their parameters are seen."""
    x = given.get("x")
    odd = {name: given[name] for name in ("f", "g") if name in given and _is_odd(given[name])}
    if not odd or x is None:
        return given
    for variable in x if isinstance(x, tuple | list) else (x,):
        inputs.check_variable(variable)
    return {**given, **{name: function(value, x, name) for name, value in odd.items()}}


def _check_variables(given: dict[str, Any], variables: tuple[str, ...]) -> None:
    """Whatever is read of a call needs its variables: these are judged first."""
    first, *others = variables
    if first in given:
        inputs.check_symbols(given[first])
    for name in others[:1]:
        if given.get(name) is not None:
            inputs.check_symbols(given[name], "the output variable")


def _is_empty(assuming: Any) -> bool:
    return isinstance(assuming, tuple) and not assuming


def _is_odd(value: Any) -> bool:
    if isinstance(value, sympy.Lambda) or is_random(value):
        return True
    return not isinstance(value, sympy.Basic | Number)


def parameters_of(given: dict[str, Any], variables: tuple[str, ...]) -> tuple[set[Any], list[Any]]:
    """(the parameters, the symbols that stand at the place of variables) of a call."""
    bound = [symbol for name in variables for symbol in _symbols_of(given.get(name))]
    others = [v for name, v in given.items() if name not in variables and name != "assuming"]
    return set().union(*map(_symbols_of, others)) - set(bound), bound


def _limited(timeout: Any) -> until:
    return until(time.monotonic() + remaining(inputs.check_timeout(timeout)))


def closed_form_of(node: Any, solve: Callable[..., ClosedForm], options: Any) -> ClosedForm:
    """solve(node, **options) for the parameters as given; what is missing becomes conditions.

    Where the node has to be solved without open conditions (collect=False) it is asked for.
    """
    outputs = node.t if isinstance(node.t, tuple) else (node.t,)
    variables = {symbol for output in outputs for symbol in output.free_symbols}
    parameters = node.free_symbols - variables
    assuming = options.pop("assuming", ())
    if not parameters and _is_empty(assuming):
        return solve(node, **options)

    def run(declaration: Declaration) -> ClosedForm:
        return solve(declaration.into(node), **options, assuming=declaration.relations)

    with _limited(options.get("timeout", _TIMEOUT)):
        first, missing, last = _explored(run, parameters, variables, assuming, lambda _: False)
    if missing and options.get("collect", True) and last.error is None:
        return _on_conditions(last.result, missing)
    if missing:
        raise _asked(missing, first)
    answer: ClosedForm = first.value()
    return answer


def _on_conditions(answer: ClosedForm, missing: list[Any]) -> ClosedForm:
    """The answer under relations that were not stated, which are its conditions."""
    return replace(
        answer,
        conditions=(*missing, *(c for c in answer.conditions if c not in missing)),
        hypotheses=tuple(h for h in answer.hypotheses if h not in missing),
    )


def _symbols_of(value: Any) -> set[Any]:
    """The free symbols of an argument; none where it is no expression of a usual size."""
    if isinstance(value, tuple | list | sympy.Tuple):
        return set().union(*map(_symbols_of, value)) if value else set()
    if not isinstance(value, sympy.Basic) or is_random(value):
        return set()
    if isinstance(value, sympy.Lambda):
        return set(value.free_symbols)
    try:
        return set(survey(value).symbols)
    except RecursionError:
        return set()


def _result(
    first: Outcome,
    missing: list[Any],
    _: Outcome,
    advise: Callable[[Any, Undecided], Any] | None,
    by_declaration: Callable[[Undecided], Undecided] | None,
) -> Any:
    """What the run came to, or what is missing."""
    if not missing:
        return first.value()
    asked = _asked(missing, first)
    if by_declaration is not None and asked is not first.error:
        asked = by_declaration(asked)
    if advise is not None and first.error is None:
        return advise(first.result, asked)
    raise asked


def _explored(
    run: Callable[[Declaration], Any],
    parameters: Iterable[Any],
    variables: Iterable[Any],
    assuming: Any,
    is_open: Callable[[Any], bool],
) -> tuple[Outcome, list[Any], Outcome]:
    """The outcome as given, the relations that are missing, and the outcome with these.

    Results and errors are in the given symbols. Relations are missing where plain symbols leave the
    outcome open and these relations would not.
    """
    parameters, variables = set(parameters), list(variables)
    first = tried(run, declared(assuming, parameters, variables), is_open)
    stated = tuple(parts_of(inputs.relations(assuming, None, None)))
    plain = plain_symbols(parameters) - ordered(stated)
    if _is_inside.get() or not plain or not is_failure(first, is_open):
        return first, [], first
    token = _is_inside.set(True)
    try:
        search = Search(run, frozenset(parameters), tuple(variables), is_open)
        return first, *search.missing(stated, first)
    finally:
        _is_inside.reset(token)


class UndeclaredParameter(Undecided, InvalidInput):
    """A complex number where an order or a point is needed: settled by a relation."""


def _asked(missing: list[Any], first: Outcome) -> Undecided:
    """The request for the first relation, which names the others as well."""
    question, *others = missing
    if isinstance(first.error, Undecided) and first.error.question == question:
        return first.error
    message = f"the answer depends on {question}; state it with assuming="
    if others:
        message += f" (and then {' and '.join(map(str, others))})"
    names = " and ".join(
        str(symbol) for symbol in sorted_symbols(plain_symbols(question.free_symbols))
    )
    if names:
        message += f". Without a relation that orders it {names} is complex, as in SymPy"
        seen = isinstance(first.error, Undecided | InvalidInput)
        message += f": {str(first.error).split('; ')[0]}" if seen else ""
    kind = UndeclaredParameter if isinstance(first.error, InvalidInput) else Undecided
    return kind(message, question=question)
