"""Simply typed λ-terms, locally nameless: alpha-equivalent terms are equal data.

Types: "G" (the group), "W" (its dual), "K" (a lattice, mapped into G), "C" (scalars), "P"
(propositions), and ("->", A, B). A term is

    ("v", name)               free variable, typed once for the whole certificate
    ("b", k)                  bound variable, k binders up
    ("c", name, parameters…)  constant, at the sorts given
    ("a", f, x)               application
    ("l", A, body)            λ over type A, the one binder

An integral is the constant `int` applied to a λ. No term that leaves this module has a loose ("b",
k), so substitution needs no shifting and capture cannot be written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from symconv.kernel.refusal import MAX_DEPTH, items, require, spend

__all__ = ["SIGNATURE", "SORTS", "Context", "Term", "Type", "arrow", "closed_over", "free"]
__all__ += ["charge", "opened", "read", "read_type", "spine", "substitute", "type_of"]

Type = Any  # a str, or ("->", Type, Type)
Term = tuple[Any, ...]
SORTS = ("G", "W", "K")


def arrow(*types: Type) -> Type:
    """A → B → … → Z, as ("->", A, ("->", B, …))."""
    return types[0] if len(types) == 1 else ("->", types[0], arrow(*types[1:]))


_FUNCTION = arrow("G", "C")
_FUNCTIONAL = arrow(_FUNCTION, "C")
_ADDITIVE = (*SORTS, "C")
# name: (sorts that each parameter may take, type as a function of the parameters)
SIGNATURE: dict[str, tuple[tuple[tuple[str, ...], ...], Any]] = {
    "zero": ((_ADDITIVE,), lambda s: s),
    "neg": ((_ADDITIVE,), lambda s: arrow(s, s)),
    "add": ((_ADDITIVE,), lambda s: arrow(s, s, s)),
    "one": ((), lambda: "C"),
    "mul": ((), lambda: arrow("C", "C", "C")),
    "conj": ((), lambda: arrow("C", "C")),
    "chi": ((), lambda: arrow("W", "G", "C")),
    "emb": ((), lambda: arrow("K", "G")),
    "int": ((SORTS,), lambda s: arrow(arrow(s, "C"), "C")),
    "D": ((), lambda: arrow("G", _FUNCTION, _FUNCTION)),
    "Integrable": ((SORTS,), lambda s: arrow(arrow(s, "C"), "P")),
    "Integrable2": ((SORTS, SORTS), lambda s, t: arrow(arrow(s, t, "C"), "P")),
}
for _name in ("Continuous", "ContinuousCompact", "ContinuouslyDifferentiable", "SmoothCompact"):
    SIGNATURE[_name] = ((), lambda: arrow(_FUNCTION, "P"))
for _name in ("LocallyIntegrable", "Test"):
    SIGNATURE[_name] = ((), lambda: arrow(_FUNCTION, "P"))
for _name in ("Distribution", "CompactDistribution"):
    SIGNATURE[_name] = ((), lambda: arrow(_FUNCTIONAL, "P"))


def read_type(data: Any, depth: int = 0) -> Type:
    """A type of the certificate, as nested tuples."""
    require(depth < MAX_DEPTH, "type-depth", "a type is nested too deeply")
    if isinstance(data, str):
        require(data in (*SORTS, "C", "P"), "type-name", f"there is no type {data}")
        return data
    head, source, target = items(data)
    require(head == "->", "type-arrow", f"expected ->, got {head!r}")
    return (head, read_type(source, depth + 1), read_type(target, depth + 1))


def read(data: Any, depth: int = 0) -> Term:
    """A term of the certificate, as nested tuples; `type_of` judges it."""
    require(depth < MAX_DEPTH, "term-depth", "a term is nested too deeply")
    spend()
    tag, *rest = items(data)
    if tag == "a":
        function, argument = rest
        return (tag, read(function, depth + 1), read(argument, depth + 1))
    if tag == "l":
        source, body = rest
        return (tag, read_type(source), read(body, depth + 1))
    if tag == "c":
        name, *parameters = rest
        return (tag, name, *(read_type(parameter) for parameter in parameters))
    (name,) = rest
    require(
        tag == "v" or (tag == "b" and type(name) is int and name >= 0), "tag", f"no term: {tag}"
    )
    return (tag, name)


Context = Mapping[str, Type]


def type_of(
    term: Term, variables: Context, defined: Context, binders: tuple[Type, ...] = ()
) -> Type:
    """The type of a well-formed term; `binders` are the types of ("b", 0), ("b", 1), …."""
    spend()
    tag = term[0]
    if tag == "v":
        return variables[term[1]]
    if tag == "b":
        return binders[term[1]]
    if tag == "c" and term[1] in defined:
        (_, name) = term  # with parameters it would escape unfolding
        return defined[name]
    if tag == "c" and term[1] == "=":
        (_, _, side) = term
        return arrow(side, side, "P")
    if tag == "c":
        allowed, scheme = SIGNATURE[term[1]]
        within = all(sort in sorts for sort, sorts in zip(term[2:], allowed, strict=True))
        require(within, "sort", f"{term[1]} is not defined at {term[2:]}")
        return scheme(*term[2:])
    if tag == "l":
        return ("->", term[1], type_of(term[2], variables, defined, (term[1], *binders)))
    _, source, target = type_of(term[1], variables, defined, binders)
    argument = type_of(term[2], variables, defined, binders)
    require(source == argument, "application", f"expected type {source}, got {argument}")
    return target


def opened(body: Term, value: Term, depth: int = 0) -> Term:
    """The body of a λ with its bound variable replaced by a term without loose variables."""
    spend()
    if body[0] == "b":
        return value if body[1] == depth else body
    if body[0] == "a":
        return ("a", opened(body[1], value, depth), opened(body[2], value, depth))
    if body[0] == "l":
        return ("l", body[1], opened(body[2], value, depth + 1))
    return body


def closed_over(term: Term, name: str, depth: int = 0) -> Term:
    """The body of λ name. term: the free variable becomes the bound one."""
    spend()
    if term[0] == "v":
        return ("b", depth) if term[1] == name else term
    if term[0] == "a":
        return ("a", closed_over(term[1], name, depth), closed_over(term[2], name, depth))
    if term[0] == "l":
        return ("l", term[1], closed_over(term[2], name, depth + 1))
    return term


def substitute(term: Term, values: Mapping[tuple[Any, ...], Term]) -> Term:
    """Replace variables or constants by terms without loose bound variables, all at once."""
    spend()
    if term[0] == "a":
        return ("a", substitute(term[1], values), substitute(term[2], values))
    if term[0] == "l":
        return ("l", term[1], substitute(term[2], values))
    return values.get(term, term)


def free(term: Term) -> set[str]:
    """The names of the free variables."""
    spend()
    if term[0] == "a":
        return free(term[1]) | free(term[2])
    if term[0] == "l":
        return free(term[2])
    return {term[1]} if term[0] == "v" else set()


def charge(data: Any) -> None:
    """Spend one unit for each node of a term, types included; what is shared counts each time."""
    spend()
    if isinstance(data, tuple):
        for part in data:
            charge(part)


def spine(term: Term, burn: Callable[[], None]) -> tuple[Term, list[Term]]:
    """Head and arguments, with the head no λ that is applied (beta); one `burn` a step."""
    arguments: list[Term] = []
    while True:
        burn()
        if term[0] == "a":
            arguments.append(term[2])
            term = term[1]
        elif term[0] == "l" and arguments:
            term = opened(term[2], arguments.pop())
        else:
            return term, arguments[::-1]
