"""What callers pass, checked once: sequences, their integer variables, relations."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import sympy

from symconv.algebra.constants import expression
from symconv.algebra.relations import facts_from
from symconv.algebra.signs import Facts
from symconv.deadline import remaining
from symconv.discrete.sequences.masses import sequence
from symconv.discrete.sequences.ratios import Units
from symconv.discrete.sequences.reader import SequenceReader
from symconv.errors import InvalidInput
from symconv.listing import shown
from symconv.operators import inputs

__all__ = ["Posed", "at_integers", "check_index", "facts_of", "pose"]

_ADMITTED = (
    sympy.Symbol("n").assumptions0,
    sympy.Symbol("n", real=True).assumptions0,
    sympy.Symbol("n", integer=True).assumptions0,
)


@dataclass(frozen=True)
class Posed:
    """A checked problem; f and g are written in `axes`, one integer symbol per axis."""

    op: str
    f: Any
    g: Any
    axes: tuple[Any, ...]
    outputs: tuple[Any, ...]
    conjugate: bool
    facts: Facts
    deadline: float


def check_index(n: Any, role: str = "variable") -> None:
    """n must be Symbol("n"), or the same with real=True or integer=True."""
    if not isinstance(n, sympy.Symbol):
        raise InvalidInput(f"the {role} must be a Symbol, not {shown(n)}")
    if n.assumptions0 not in _ADMITTED:
        raise InvalidInput(
            f"the {role} {n} carries assumptions beyond integer; SymPy has already simplified with "
            f"them: use Symbol({n.name!r}, integer=True)"
        )


def pose(
    op: str, f: Any, g: Any, n: Any, m: Any, conjugate: bool, assuming: Any, timeout: float
) -> Posed:
    """The checked problem. Raises InvalidInput."""
    given = tuple(n) if isinstance(n, (tuple, list, sympy.Tuple)) else (n,)
    several = (tuple, list, sympy.Tuple)
    outputs = given if m is None else (tuple(m) if isinstance(m, several) else (m,))
    if len(outputs) != len(given) or not given:
        raise InvalidInput(f"n has {len(given)} variables and m has {len(outputs)}; as many wanted")
    if len(set(given)) != len(given) or len(set(outputs)) != len(outputs):
        raise InvalidInput("one variable is named twice")
    for symbol in given:
        check_index(symbol)
    for symbol in outputs:
        check_index(symbol, "output variable")
    f, g = sequence(f, given, "f"), sequence(g, given, "g")
    axes = tuple(sympy.Symbol(str(symbol), integer=True) for symbol in given)
    for symbol in given:
        inputs.check_names(symbol, f, g)
    for symbol in outputs:
        if symbol not in given and symbol in f.free_symbols | g.free_symbols:
            raise InvalidInput(
                f"the output variable {symbol} occurs in f or g and would be captured; choose "
                "another"
            )
    bound = dict(zip(given, axes, strict=True))
    facts = facts_of(inputs.relations(assuming, *given, *outputs))
    deadline = time.monotonic() + remaining(inputs.timeout_of_a_call(timeout))
    f, g = at_integers(f, bound), at_integers(g, bound)
    return Posed(op, f, g, axes, outputs, conjugate, facts, deadline)


def at_integers(expr: Any, bound: dict[Any, Any]) -> Any:
    """The expression in integer symbols; InvalidInput where SymPy has no value for it there."""
    try:
        return expr.xreplace(bound)
    except (TypeError, ValueError):  # such as DiracDelta(n + I)
        raise InvalidInput(f"{expr} has no value at integers") from None


def facts_of(relations: tuple[Any, ...]) -> Facts:
    """What relations state, exponentials and waves read as in the sequences."""
    return facts_from(tuple(_with_units(item) for item in relations))


def _with_units(item: Any) -> Any:
    reader = SequenceReader(sympy.Dummy("n", integer=True), Facts(), Units())
    found = item.atoms(sympy.exp, sympy.cos, sympy.sin)
    return item.xreplace({atom: expression(reader.constant(atom)) for atom in found})
