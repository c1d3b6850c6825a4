"""Functions that end in their time: one decorator for what takes timeout= and computes."""

from __future__ import annotations

import inspect
import time
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from symconv.deadline import check, until
from symconv.errors import NoClosedForm, Undecided, Unresolved
from symconv.operators.asking import given_to
from symconv.operators.inputs import positive_timeout

__all__ = ["ends_in_time", "no_closed_form"]

F = TypeVar("F", bound=Callable[..., Any])
Promise = Callable[[str, dict[str, Any], Any], Any]


def ends_in_time(
    out_of_time: Promise, is_open: Callable[[Any], bool] = lambda _: False
) -> Callable[[F], F]:
    """Decorate a function whose signature has the keyword timeout=, which then ends by that time.

    When the time is up, `out_of_time(reason, arguments, result)` gives what the function promises
    for that, or raises it; `result` is what the function came to where `is_open` says of it that
    nothing was found, else None. A deadline stated outside ends the function as it ends any block.
    """

    def decorate(function: F) -> F:
        signature = inspect.signature(function)
        default = signature.parameters["timeout"].default
        doing = f"in {function.__name__}"

        @wraps(function)
        def call(*args: Any, **options: Any) -> Any:
            seconds = positive_timeout(options.get("timeout", default))
            moment = time.monotonic() + seconds
            result = None
            try:
                with until(moment):
                    result = function(*args, **options)
                if not is_open(result) or time.monotonic() < moment:
                    return result
            except (NoClosedForm, Undecided, Unresolved):
                if time.monotonic() < moment:
                    check(doing)
                    raise
            check(doing)
            reason = f"time ran out after {seconds:g} s (timeout={seconds:g})"
            return out_of_time(reason, given_to(signature, args, options), result)

        return cast("F", call)

    return decorate


def no_closed_form(reason: str, arguments: dict[str, Any], _: Any) -> Any:
    """Raise NoClosedForm: the promise of what returns an expression."""
    raise NoClosedForm(f"no closed form was found: {reason}", tried=(reason,))
