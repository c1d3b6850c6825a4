"""The generators of the coefficient field Q(parameters, pi, log p, radicals), kept in one table.

A generator stands for a SymPy expression: a parameter, a transcendental constant, a radical
b^(1/k) with its relation g^k = b, or an opaque real quantity of which nothing else is known.
Polynomials over generators live in flint contexts; a context is a sorted tuple of generators.

Honesty about zero: a polynomial that reduces to 0 *is* 0. That a non-zero polynomial has a
non-zero value is a theorem for parameters, for one of pi or e^algebraic, and for square-free
radicals of primes; for other combinations `independent` is False and only a ball may prove it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import sympy
from flint import Ordering, fmpq, fmpq_mpoly_ctx

from symconv.forking import lock_of_a_table

__all__ = [
    "CONSTANT",
    "OPAQUE",
    "PARAMETER",
    "RADICAL",
    "Context",
    "Generator",
    "context",
    "generator",
]

PARAMETER = "parameter"
CONSTANT = "constant"
RADICAL = "radical"
OPAQUE = "opaque"


@dataclass(frozen=True, eq=False)
class Generator:
    """One generator: its meaning, its kind, and for a radical its relation g^degree = base."""

    index: int
    expr: Any
    kind: str
    degree: int = 0
    base: Any = None
    plain: bool = True
    name: str = field(default="", compare=False)

    def __repr__(self) -> str:
        return f"Generator({self.expr})"


_table: dict[Any, Generator] = {}
_by_name: dict[str, Generator] = {}
_lock = lock_of_a_table()


def generator(
    expr: Any, kind: str, degree: int = 0, base: Any = None, plain: bool = True
) -> Generator:
    """The generator that stands for `expr`; made at first use.

    `plain` says of a radical that its base is a prime or a bare parameter, so that it is known
    to be independent of the other plain ones.
    """
    found = _table.get(expr)
    if found is not None:
        return found
    with _lock:
        if expr not in _table:
            index = len(_table)
            made = Generator(index, expr, kind, degree, base, plain, f"g{index:06d}")
            _by_name[made.name] = made
            _table[expr] = made
    return _table[expr]


class Context:
    """A polynomial ring over finitely many generators, in the order of their creation."""

    def __init__(self, names: tuple[str, ...]):
        self.names = names
        self.generators = tuple(_by_name[name] for name in names)
        self.flint = fmpq_mpoly_ctx.get(names, Ordering.lex)
        self.radicals = tuple(
            (place, gen.degree) for place, gen in enumerate(self.generators) if gen.kind == RADICAL
        )

    def __repr__(self) -> str:
        return f"Context({', '.join(str(gen.expr) for gen in self.generators)})"

    def place(self, gen: Generator) -> int:
        """The position of a generator."""
        return self.names.index(gen.name)

    def has(self, gen: Generator) -> bool:
        """Whether the generator belongs to this ring."""
        return gen.name in self.names

    def constant(self, value: fmpq) -> Any:
        """The constant polynomial."""
        return self.flint.constant(value)

    def reduce(self, poly: Any) -> Any:
        """Apply the radical relations g^k = base until every radical has degree below k."""
        for place, degree in reversed(self.radicals):
            if poly.degrees()[place] >= degree:
                poly = self._reduce_radical(poly, place, degree)
        return poly

    def _reduce_radical(self, poly: Any, place: int, degree: int) -> Any:
        base = self.generators[place].base
        base = self.constant(base) if isinstance(base, fmpq) else base.polynomial_in(self)
        parts: dict[int, dict[tuple[int, ...], fmpq]] = {}
        for monomial, value in poly.to_dict().items():
            times, rest = divmod(monomial[place], degree)
            lowered = (*monomial[:place], rest, *monomial[place + 1 :])
            parts.setdefault(times, {})[lowered] = value
        total = self.flint.constant(0)
        for times, terms in parts.items():
            total = total + self.flint.from_dict(terms) * base**times
        return self.reduce(total)


@lru_cache(maxsize=4096)
def context(names: tuple[str, ...]) -> Context:
    """The context over the named generators, which must be sorted; radical bases are included."""
    return Context(names)


@lru_cache(maxsize=4096)
def union(first: Context, second: Context) -> Context:
    """The smallest context that holds both."""
    if first is second:
        return first
    return context(tuple(sorted({*first.names, *second.names})))


def lookup(name: str) -> Generator:
    """The generator of a name."""
    return _by_name[name]


def parameter(symbol: Any) -> Generator:
    """The generator of a parameter."""
    return generator(symbol, PARAMETER)


def independent(generators: tuple[Generator, ...]) -> bool:
    """Whether a non-zero reduced polynomial in these generators is known to have no hidden zero.

    Known for any number of parameters, radicals of primes (Besicovitch) and of parameters, and
    one transcendental constant (pi by Lindemann; log p alone by Hermite and Lindemann).
    """
    if any(gen.kind == OPAQUE or (gen.kind == RADICAL and not gen.plain) for gen in generators):
        return False
    bases = [gen.base for gen in generators if gen.kind == RADICAL]
    if len(bases) != len(set(bases)):
        return False
    return sum(gen.kind == CONSTANT for gen in generators) <= 1


PI = generator(sympy.pi, CONSTANT)
