"""Names that a text binds itself: the index of a Sum, the variable of an Integral or operation.

A name is bound within Sum(body, (k, a, b)), Product and Integral, the bounds of a limit seeing only
the names of the limits after it; within Subs(body, k, a) and CRootOf(body, index); and within the
two functions of (f ∗ g)(t), where it is the first of x, y, u, … that is free neither in the place t
nor in f and g, as it is printed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from symconv.parsing.tree import Node

__all__ = ["bound_by", "names_in", "operation_names"]

_BOUND = {1: ("x", "y", "u", "v", "w", "x_0", "x_1")}
_BOUND_IN_SEVERAL = ("x", "y", "z", "u", "v", "w")
_BINDERS = frozenset({"Sum", "Product", "Integral"})


def names_in(node: Node) -> frozenset[str]:
    """The names that occur in the tree and are not bound there."""
    if node.kind == "name":
        return frozenset((node.text,))
    if node.kind == "operation":
        functions, place = node.parts[:2], node.parts[2:]
        outside = _all(place)
        return outside | (_all(functions) - set(operation_names(node)))
    if node.kind == "call" and node.text in _BINDERS:
        body, *limits = node.parts
        bounds = [part for limit in limits for part in limit.parts[1:]]
        return (names_in(body) | _all(bounds)) - set(bound_by(node))
    if node.kind == "call" and node.text in {"Subs", "CRootOf"} and node.parts:
        body, *others = node.parts
        return (names_in(body) - set(bound_by(node))) | _all(others[1:])
    return _all(node.parts)


def bound_by(node: Node) -> tuple[str, ...]:
    """The names that a Sum, Product, Integral, Subs or CRootOf binds."""
    if node.kind == "call" and node.text == "Subs" and len(node.parts) > 1:
        return tuple(sorted(names_in(node.parts[1])))
    if node.kind == "call" and node.text == "CRootOf" and node.parts:
        return tuple(sorted(names_in(node.parts[0])))
    if node.kind != "call" or node.text not in _BINDERS:
        return ()
    limits = [part for part in node.parts[1:] if part.kind == "tuple" and len(part.parts) in (2, 3)]
    return tuple(part.parts[0].text for part in limits if part.parts[0].kind == "name")


def operation_names(node: Node, parameters: Collection[str] = ()) -> tuple[str, ...]:
    """The variables of f and g in (f ∗ g)(t) or (f ∗ g)(s, t), by the rule of the printer.

    The printer takes the first names that are not free in the operation: those of the place and
    the parameters in f and g are passed over.
    """
    f, g, *place = node.parts
    taken = _all(place)
    inside = names_in(f) | names_in(g)
    count = len(place[0].parts)
    names = [*_BOUND.get(count, _BOUND_IN_SEVERAL), *(f"x_{index}" for index in range(count))]
    free = [name for name in names if name not in taken]
    return tuple([name for name in free if name not in inside & set(parameters)][:count])


def _all(nodes: Iterable[Node]) -> frozenset[str]:
    return frozenset().union(*map(names_in, nodes))
