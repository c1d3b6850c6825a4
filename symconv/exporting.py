"""Exact results as certificates for the kernel: plain data that symconv.kernel re-checks alone.

Numbers in Q(i)(π) and coefficients Σ q e^β go over as they are. Radicals, logarithms and parameters
are outside the kernel's field: such a result is exported as an oracle certificate, which says what
it rests on and is never called proved by the kernel.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.distribution import Distribution
from symconv.algebra.elements import ONE, ZERO, Element
from symconv.algebra.exppoly import ExpPoly
from symconv.algebra.numbers import Complex, Number

__all__ = ["Evidence", "OutsideKernel", "declared", "export_distribution", "oracle"]


class OutsideKernel(Exception):  # an answer
    """A number is not in Q(i)(π)."""


class Evidence(Mapping[str, Any]):
    """The kernel's certificate of one exact result, made when it is first asked for.

    `parts` are f, g as given and h; None where several cases of the parameters were told apart.
    `conjugate` is None for a convolution. `statement` is (f, g, t, h) as expressions, printed only
    when an oracle certificate needs it.
    """

    def __init__(
        self,
        parts: tuple[Distribution, Distribution, Distribution] | None,
        conjugate: bool | None,
        statement: tuple[Any, Any, Any, Any],
        hypotheses: tuple[Any, ...] = (),
    ):
        self._parts = parts
        self._conjugate = conjugate
        self._statement = statement
        self._hypotheses = hypotheses
        self._data: dict[str, Any] | None = None

    def _made(self) -> dict[str, Any]:
        if self._data is None:
            self._data = self._make()
        return self._data

    def _make(self) -> dict[str, Any]:
        data: dict[str, Any] = {"symconv": 1, "kind": "convolution", "op": "convolve"}
        if self._conjugate is not None:
            data |= {"op": "correlate", "conjugate": self._conjugate}
        if self._parts is None:
            return self._oracle("parameters are told apart in several cases")
        try:
            parts = (export_distribution(part) for part in self._parts)
            return data | dict(zip("fgh", parts, strict=True))
        except OutsideKernel as reason:
            return self._oracle(str(reason))

    def _oracle(self, reason: str) -> dict[str, Any]:
        f, g, t, h = self._statement
        sign = "∗" if self._conjugate is None else "⋆"
        return oracle(f"({f} {sign} {g})({t}) = {h}", self._hypotheses, reason)

    def __getitem__(self, key: str) -> Any:
        return self._made()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._made())

    def __len__(self) -> int:
        return len(self._made())


def declared(symbols: Iterable[Any]) -> list[str]:
    """What the symbols are declared to be, as a reader of the certificate needs it: a > 0, …."""
    return [
        f"{symbol} {words}" for symbol in sorted(symbols, key=str) for words in _said_of(symbol)
    ]


def _said_of(symbol: Any) -> Iterator[str]:
    signs = {
        "> 0": symbol.is_positive,
        "< 0": symbol.is_negative,
        ">= 0": symbol.is_nonnegative,
        "<= 0": symbol.is_nonpositive,
    }
    yield from [words for words, holds in signs.items() if holds is True][:1]
    if symbol.is_integer is True:
        yield "is an integer"
    elif symbol.is_extended_real is True:
        yield "is real"


def oracle(statement: str, hypotheses: tuple[Any, ...], reason: str) -> dict[str, Any]:
    """The certificate of a result that the kernel cannot re-check."""
    return {
        "symconv": 1,
        "kind": "oracle",
        "oracle": "SymPy domain arithmetic",
        "statement": statement,
        "hypotheses": [str(h) for h in hypotheses],
        "reason": reason,
    }


def export_distribution(f: Distribution) -> dict[str, Any]:
    """{"line", "right", "mass"} of a distribution whose numbers lie in Q(i)(π).

    Raises OutsideKernel.
    """
    return {
        "line": [[n, lam, c] for lam, n, c in _rows(f.line)],
        "right": [
            [_number(a), n, lam, c] for a, part in f.right.items() for lam, n, c in _rows(part)
        ],
        "mass": [[_number(a), k, c] for a, part in f.mass.items() for _, k, c in _rows(part)],
    }


def _rows(part: ExpPoly) -> Iterator[tuple[Any, int, list[Any]]]:
    for key, n, c in part.items():
        yield _number(key.lam), n, [[_number(c), _number(key.beta)]]


def _number(value: Number) -> Any:
    if isinstance(value, fmpq):
        return _rational(value)
    parts = nb.parts(value)
    if all(isinstance(part, fmpq) for part in parts):
        return [_rational(part) for part in parts]
    return _pi_quotient(value)


def _rational(value: fmpq) -> str:
    return f"{int(value.p)}" if value.q == 1 else f"{int(value.p)}/{int(value.q)}"


def _pi_quotient(value: Number) -> dict[str, Any]:
    """{"pi": above, "over": below} with one common denominator for both parts."""
    below: Number = ONE
    for part in nb.parts(value):
        if isinstance(part, Element):
            for factor, times in nb.numerator_denominator(part)[1]:
                below = below * nb.power(factor, times)
    above = value * below
    real, imaginary = (above.re, above.im) if isinstance(above, Complex) else (above, ZERO)
    first, second = _pi_row(real), _pi_row(imaginary)
    length = max(len(first), len(second))
    first += [fmpq(0)] * (length - len(first))
    second += [fmpq(0)] * (length - len(second))
    row = [
        _rational(re) if im == 0 else [_rational(re), _rational(im)]
        for re, im in zip(first, second, strict=True)
    ]
    data: dict[str, Any] = {"pi": row}
    if below != 1:
        data["over"] = [_rational(c) for c in _pi_row(below)]
    return data


def _pi_row(value: Number) -> list[fmpq]:
    """The coefficients of a polynomial in π."""
    if isinstance(value, fmpq):
        return [value]
    generators = nb.generators_of(value)
    if not isinstance(value, Element) or value.den or [g.expr for g in generators] != [sympy.pi]:
        names = ", ".join(str(g.expr) for g in generators if g.expr != sympy.pi)
        raise OutsideKernel(f"{names} is outside the kernel's field Q(i)(pi)")
    place = value.ctx.place(generators[0])
    row: dict[int, fmpq] = {mono[place]: c for mono, c in value.num.to_dict().items()}
    return [row.get(j, fmpq(0)) for j in range(max(row) + 1)]
