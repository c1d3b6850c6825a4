"""A closed form is a claim: an expression, the hypotheses under which it holds, a certificate."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import partial
from typing import Any

import sympy

__all__ = ["ENCLOSED", "PROVED", "Certificate", "ClosedForm"]

PROVED = "proved"
ENCLOSED = "enclosed"


@dataclass(frozen=True)
class Certificate:
    """What somebody else can check.

    `status` is "proved" (exact algebra or the decidable derivative identity) or "enclosed" (answer
    and defining integral overlap as balls of at least 100 bits at the listed points). `data` is
    plain data: for the exact class the certificate that the kernel's decider re-checks, for
    "enclosed" the points and parameter draws.
    """

    status: str
    argument: str
    data: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> str:
        """`data` as JSON text."""
        return json.dumps(dict(self.data), indent=1, sort_keys=True)


class _Later:
    """A field that may be given as a `functools.partial`, called when it is first read.

    Smoothness and support cost as much as the answer itself, and convolve() asks for neither.
    """

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, instance: Any, owner: type) -> Any:
        if instance is None:
            return None  # the default of the field
        value = instance.__dict__[self.name]
        if isinstance(value, partial):
            value = instance.__dict__[self.name] = value()
        return value

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.name] = value


@dataclass(frozen=True)
class ClosedForm:
    """An answer: expr in t, with hypotheses (texts and relations), conditions and certificate.

    `hypotheses` name the grade of existence (absolute, improper, principal value) and what else is
    assumed; `conditions` are relations between parameters that the facts left open and under
    which the expression holds. `smoothness` is the exact class p of C^p (−2 for a point mass, −1
    for a jump, oo for smooth), None where the method does not decide it; `support` the closed
    support as Interval or None.
    """

    expr: Any
    hypotheses: tuple[Any, ...]
    conditions: tuple[Any, ...]
    method: str
    certificate: Certificate
    t: Any = None
    smoothness: Any = _Later()
    support: Any = _Later()

    def __getstate__(self) -> dict[str, Any]:
        return {item.name: getattr(self, item.name) for item in fields(self)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)

    def peak(self) -> Any:
        """The argument at which |expr| is largest, exact or enclosed; see symconv.peaks."""
        from symconv.peaks import peak

        return peak(self)

    def _repr_latex_(self) -> str:
        return f"$\\displaystyle {sympy.latex(self.expr)}$"
