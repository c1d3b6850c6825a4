"""Verdicts with plain parameters: what is missing is said, and where a refuted claim is valid."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import wraps
from typing import Any, TypeVar, cast

import sympy

from symconv.errors import DivergentIntegral, SymconvError, Undecided
from symconv.operators.asking import given_to, parameters_of, with_parameters
from symconv.operators.searching import plain_symbols, sorted_symbols
from symconv.operators.timed import ends_in_time
from symconv.truth import Status, Verdict

__all__ = ["judges_parameters"]

F = TypeVar("F", bound=Callable[..., Verdict])


def judges_parameters(*variables: str) -> Callable[[F], F]:
    """Decorate a check that takes assuming= and timeout=; `variables` are no parameters.

    When the time is up the verdict is UNDECIDED.
    """

    def decorate(check: F) -> F:
        signature = inspect.signature(check)
        statement = (inspect.getdoc(check) or check.__name__).partition("\n")[0].removesuffix(".")
        judge = with_parameters(*variables, is_open=_is_open, advise=_advised)(check)

        @wraps(check)
        def call(*args: Any, **options: Any) -> Verdict:
            try:
                verdict = judge(*args, **options)
            except DivergentIntegral as error:  # a check has no such keyword
                told = str(error).partition("; principal_value=True")[0]
                raise DivergentIntegral(told, end=error.end, tails=error.tails) from None
            stated = options.get("assuming", ())
            is_plain = isinstance(stated, tuple) and not stated
            if verdict.status is not Status.REFUTED or not is_plain:
                return verdict
            given = given_to(signature, args, options)
            plain = plain_symbols(parameters_of(given, variables)[0])
            if not plain:
                return verdict
            positive = [sympy.Gt(symbol, 0) for symbol in sorted_symbols(plain)]
            with suppress(SymconvError):
                if judge(*args, **{**options, "assuming": positive}).status is Status.PROVED:
                    return replace(verdict, hint=f"valid for {' and '.join(map(str, positive))}")
            return verdict

        def out_of_time(reason: str, _: dict[str, Any], verdict: Verdict | None) -> Verdict:
            if verdict is None:
                return Verdict(Status.UNDECIDED, statement, reason=reason)
            return replace(verdict, reason=f"{reason}; {verdict.reason}")

        return cast("F", ends_in_time(out_of_time, _is_open)(call))

    return decorate


def _is_open(verdict: Verdict) -> bool:
    return verdict.status is Status.UNDECIDED


def _advised(verdict: Verdict, missing: Undecided) -> Verdict:
    return replace(verdict, reason=f"{missing}; {verdict.reason}")
