"""The ways to a closed form, one file each, tried in a fixed and documented order.

A method is a module of this package with
    ORDER      its place in the sequence (smaller first)
    NAME       its name, as ClosedForm.method and `symconv families` show it
    FAMILIES   what it covers, one line of text per family
    EXAMPLES   pairs (f, g) as texts for symconv.parse: what the conformance tests run
    solve(problem) -> ClosedForm | None
`solve` returns None where the problem is not of its kind, raises DivergentIntegral, Undecided or
InvalidInput where that is decided, and never returns what it did not prove or enclose. Modules are
found by discovery: adding a family touches no other file.
"""

from __future__ import annotations

import pkgutil
from functools import lru_cache
from importlib import import_module
from types import ModuleType
from typing import Any

import sympy

from symconv.closedform import ENCLOSED, ClosedForm
from symconv.deadline import check, until
from symconv.errors import DivergentIntegral, InvalidInput, NoClosedForm
from symconv.problem import Problem, conjugated
from symconv.reading import OutsideClass

__all__ = ["methods", "solve"]


@lru_cache(maxsize=1)
def methods() -> tuple[ModuleType, ...]:
    """All method modules in order; RuntimeError where two claim one place or one name."""
    names = [info.name for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_")]
    found = [import_module(f"{__name__}.{name}") for name in names]
    for attribute in ("ORDER", "NAME"):
        values = [getattr(module, attribute) for module in found]
        if len(set(values)) != len(values):
            raise RuntimeError(f"two methods share one {attribute}: {sorted(map(str, values))}")
    return tuple(sorted(found, key=lambda module: int(module.ORDER)))


def solve(problem: Problem) -> ClosedForm:
    """The first method's answer.

    Raises NoClosedForm with what was tried; DivergentIntegral and Undecided where decided.
    """
    try:
        return _first_answer(problem)
    except DivergentIntegral as error:
        if problem.op == "convolve":
            raise
        raise _turned(problem, error) from None


def _first_answer(problem: Problem) -> ClosedForm:
    tried: list[str] = []
    for module in methods():
        answer = _attempt(module, problem, tried)
        if answer is None:
            tried.append(f"{module.NAME}: not of this kind")
        elif answer.certificate.status == ENCLOSED and problem.certified == "proved":
            tried.append(f"{module.NAME}: the answer is enclosed, not proved")
        else:
            return answer
    raise NoClosedForm("no method found a closed form", tried=tuple(tried))


def _turned(problem: Problem, error: DivergentIntegral) -> DivergentIntegral:
    """The divergence of conj f(−y) ∗ g at y, told of ∫ conj f(x) g(t + x) dx at x = −y."""
    flipped = {"oo": "-oo", "-oo": "oo"}.get(str(error.end))
    end = flipped or (None if error.end is None else -sympy.sympify(error.end))
    real = not problem.conjugate or conjugated(problem.f, problem.x, problem.facts) == problem.f
    product = f"{'f(x)' if real else 'conj(f(x))'} g(t + x)"
    where = "" if end is None else f" at x -> {end}, where {product} is not integrable"
    _, *advice = str(error).split("; principal_value=True")
    hint = f"; principal_value=True{advice[0]}" if advice else ""
    tails = (problem.f, problem.g)
    return DivergentIntegral(f"the integral diverges{where}{hint}", end=end, tails=tails)


def _attempt(module: Any, problem: Problem, tried: list[str]) -> ClosedForm | None:
    try:
        with until(problem.deadline):
            check(f"trying {module.NAME}")
            answer: ClosedForm | None = module.solve(problem)
    except OutsideClass:
        return None
    except RecursionError:
        raise InvalidInput("the expressions are nested too deeply") from None
    except NoClosedForm as error:
        raise NoClosedForm(str(error), tried=(*tried, *error.tried)) from None
    return answer
