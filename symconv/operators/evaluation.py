"""What a node does beyond its closed form: its distributional derivative and its value."""

from __future__ import annotations

from typing import Any

import sympy

from symconv.algebra.signs import Facts
from symconv.errors import InvalidInput
from symconv.exactnumbers import dyadic, from_fmpq
from symconv.operators.defining import defining
from symconv.operators.frozen import Frozen, bound_variable, depth_of
from symconv.operators.normalising import normalised
from symconv.operators.posing import pose
from symconv.reading import OutsideClass, Split, read

__all__ = ["distributional_derivative", "enclosed", "evaluated"]


def distributional_derivative(node: Any) -> Any:
    """The node with one factor differentiated as a distribution; None where neither can be."""
    from symconv.writing import heaviside_form

    if node.kind != "line":
        return None
    x = node.x
    for place in (1, 0):
        factor = (node.f, node.g)[place]
        try:
            value = read(normalised(factor, x), x, Facts()).derivative()
        except (OutsideClass, Split, InvalidInput):
            continue
        if place == 0 and node.op == "correlate":
            value = -value
        written = heaviside_form(value, x)
        pair = (node.f, written) if place else (written, node.g)
        return _with_factors(node, *pair, x)
    return None


def _with_factors(node: Any, f: Any, g: Any, x: Any) -> Any:
    """The node with other factors, written in x."""
    depth = max(depth_of(f), depth_of(g))
    rename = {x: bound_variable(depth)}
    sealed = (Frozen(body.xreplace(rename), depth) for body in (f, g))
    return node.func(*sealed, *node.args[2:])


def evaluated(node: Any, precision: int) -> Any:
    """The value of a node without free symbols, enclosed to the precision; None otherwise."""
    if node.free_symbols:
        return None
    return _to_float(enclosed(node, node.t, precision + 8), precision)


def enclosed(node: Any, place: Any, bits: int) -> Any:
    """The integral that defines a node without parameters, at an exact place, as a ball.

    Raises InvalidInput outside [0, P) for circular and at t <= 0 for mellin, and what the
    enclosures raise.
    """
    problem = pose(
        node.op,
        node.f,
        node.g,
        node.x,
        sympy.Dummy("t", real=True),
        conjugate=node.conjugate_first,
        kind=node.kind,
        period=node.period,
        principal_value=node.principal_value,
    )
    _check_place(node, place)
    return defining(problem).value(place, bits)


def _check_place(node: Any, place: Any) -> None:
    """An answer of the kind is stated on [0, P), or for t > 0."""
    if node.kind == "mellin":
        inside = place > 0
    elif node.kind == "circular":
        inside = sympy.And(place >= 0, place < node.period)
    else:
        return
    if inside != sympy.true:
        where = "t > 0" if node.kind == "mellin" else f"0 <= t < {node.period}"
        raise InvalidInput(f"kind={node.kind!r} has values for {where}, not at {place}")


def _to_float(ball: Any, precision: int) -> Any:
    real, imaginary = (ball.real, ball.imag) if hasattr(ball, "imag") else (ball, None)
    value = _float(real, precision)
    if imaginary is None or imaginary == 0:
        return value
    return value + sympy.I * _float(imaginary, precision)


def _float(ball: Any, precision: int) -> Any:
    return sympy.Float(from_fmpq(dyadic(ball.mid())), precision=precision)
