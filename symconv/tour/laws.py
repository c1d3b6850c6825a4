"""Station 2: the laws on this pair, each with its verdict and with the hypotheses it rests on."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from typing import Any

import sympy

from symconv import check
from symconv.errors import InvalidInput, SymconvError
from symconv.tour.state import Tour
from symconv.tour.wording import indented, signs

__all__ = ["laws"]


_LAWS = (
    "commutativity",
    "associativity",
    "distributivity",
    "scalar",
    "differentiation",
    "smoothness",
    "area",
    "correlation_as_convolution",
    "correlation_symmetry",
    "convolution_theorem",
)
_PATIENCE = 18


def laws(tour: Tour) -> Iterator[str]:
    """Judge every law."""
    omega = sympy.Symbol("omega", real=True)
    extra: dict[str, tuple[Any, ...]] = {
        "associativity": (tour.f,),
        "distributivity": (tour.f,),
        "scalar": (sympy.Integer(3),),
    }
    yield "  For this pair; the third function is f, the scalar 3. Below each law stands what it"
    yield "  needs, and what a lecture likes to leave out."
    for name in _LAWS:
        yield ""
        law = getattr(check, name)
        if time.monotonic() - tour.started > _PATIENCE:
            yield f"  not tried   {name}: the tour's time is up; ask symconv.check.{name}"
            continue
        arguments = [tour.f, tour.g, *extra.get(name, ()), tour.x]
        if name == "convolution_theorem":
            arguments.append(omega)
        yield from _judged(tour, name, law, arguments)


def _judged(tour: Tour, name: str, law: Any, arguments: list[Any]) -> Iterator[str]:
    title = name.replace("_", " ")
    try:
        verdict = law(*arguments)
    except InvalidInput:
        raise
    except SymconvError as error:
        tour.verdicts[name] = error
        yield f"  {'no object':<12}{title}"
        yield from indented(signs(str(error)), 14)
    else:
        tour.verdicts[name] = verdict
        yield f"  {verdict.status.value:<12}{title}:  {verdict.statement}"
        if verdict.reason:
            yield from indented(signs(verdict.reason), 14)
        if verdict.hint:
            yield from indented(f"hint: {verdict.hint}", 14)
    yield from indented(f"needs: {_needs(law)}", 14)


def _needs(law: Any) -> str:
    """The hypotheses of a law, from its own documentation."""
    found = re.search(r"Hypotheses\n\s*-+\n(.*?)\n\s*\n", law.__doc__ or "", re.DOTALL)
    return " ".join(found[1].split()) if found else "no hypotheses are stated"
