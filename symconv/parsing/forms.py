"""Functions whose arguments have a shape of their own: Piecewise, Max, Rational, hyper, Integral.

FORMS maps each name of `vocabulary.SPECIAL` to a function of the builder and the node.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import sympy

from symconv.parsing.grammar import Node
from symconv.parsing.guards import MAX_ORDER
from symconv.parsing.scopes import bound_by, names_in, operation_names

if TYPE_CHECKING:
    from symconv.parsing.builder import Builder

__all__ = ["FORMS", "operation", "pieces"]

_MAX_ARMS = 300
_MAX_EXTREMA = 12
_MAX_ENTRIES = 8
_MAX_NESTED = 3
_MAX_LIMITS = 3
_OPERATION = 200
_KINDS = ("causal", "circular", "mellin")


def pieces(builder: Builder, node: Node) -> Any:
    """Build {value for condition; …; value otherwise}, 0 where no condition holds."""
    _check_arms(builder, node)
    arms = []
    for arm in node.parts:
        where = builder.condition(arm.parts[1]) if arm.text == "for" else sympy.true
        arms.append((builder.expression(arm.parts[0]), where))
    if node.parts[-1].text == "for":
        arms.append((sympy.S.Zero, sympy.true))
    return builder.make(node, sympy.Piecewise, *arms)


def _piecewise(builder: Builder, node: Node) -> Any:
    _check_arms(builder, node)
    arms = []
    for part in node.parts:
        if part.kind != "tuple" or len(part.parts) != 2:
            raise builder.source.refuse(part.column, "expected a pair (value, condition)")
        value, where = part.parts
        nowhere = value.kind == "name" and value.text == "nan"
        built = sympy.nan if nowhere else builder.expression(value)
        arms.append((built, builder.condition(where)))
    return builder.make(node, sympy.Piecewise, *arms, evaluate=not _is_printed(arms))


def _is_printed(arms: list[Any]) -> bool:
    """Whether a Piecewise may have been printed with just these conditions.

    SymPy drops from a condition what the arms before it exclude. A writer may keep it, so that each
    arm can be read by itself; then only the unevaluated object equals what was printed.
    """
    conditions = [where for _, where in arms]
    relations = [
        part for where in conditions for part in where.atoms(sympy.core.relational.Relational)
    ]
    constant = any(where in (sympy.true, sympy.false) for where in conditions[:-1])
    return not constant and not any(relation.lhs.is_number for relation in relations)


def _check_arms(builder: Builder, node: Node) -> None:
    builder.count(node, len(node.parts), 1, _MAX_ARMS)
    builder.check(node, builder.guards.spend(len(node.parts) ** 2 // 10))


def _extremum(function: Any) -> Callable[[Builder, Node], Any]:
    def build(builder: Builder, node: Node) -> Any:
        builder.count(node, len(node.parts), 1, _MAX_EXTREMA)
        arguments = [builder.expression(part) for part in node.parts]
        builder.check(node, builder.guards.function("tame", tuple(arguments)))
        builder.check(node, builder.guards.spend(25 * len(arguments) ** 2))
        return builder.make(node, function, *arguments)

    return build


def _rational(builder: Builder, node: Node) -> Any:
    builder.count(node, len(node.parts), 1, 2)
    parts = [builder.expression(part) for part in node.parts]
    for part, tree in zip(parts, node.parts, strict=True):
        if not part.is_Rational:
            raise builder.source.refuse(tree.column, "expected a rational number")
    if len(parts) == 2 and parts[1].is_zero:
        raise builder.source.refuse(node.column, "division by zero")
    builder.check(node, builder.guards.product(parts))
    return builder.make(node, sympy.Rational, *parts)


def _integer(builder: Builder, node: Node) -> Any:
    builder.count(node, len(node.parts), 1, 1)
    value = builder.expression(node.parts[0])
    if not value.is_Integer:
        raise builder.source.refuse(node.parts[0].column, "expected an integer")
    return value


def _equation(sign: str) -> Callable[[Builder, Node], Any]:
    def build(builder: Builder, node: Node) -> Any:
        builder.count(node, len(node.parts), 2, 2)
        left, right = (builder.expression(part) for part in node.parts)
        return builder.relation(node, sign, left, right)

    return build


def _joined(function: Any) -> Callable[[Builder, Node], Any]:
    return lambda builder, node: builder.joined(node, function)


def _negation(builder: Builder, node: Node) -> Any:
    builder.count(node, len(node.parts), 1, 1)
    return builder.make(node, sympy.Not, builder.condition(node.parts[0]))


def _choice(builder: Builder, node: Node) -> Any:
    builder.count(node, len(node.parts), 3, 3)
    return builder.make(node, sympy.ITE, *map(builder.condition, node.parts))


def _hyper(builder: Builder, node: Node) -> Any:
    builder.count(node, len(node.parts), 3, 3)
    upper, lower = (_entries(builder, part) for part in node.parts[:2])
    argument = builder.expression(node.parts[2])
    builder.check(node, builder.guards.function("tame", (*upper, *lower, argument)))
    return builder.make(node, sympy.hyper, upper, lower, argument)


def _entries(builder: Builder, node: Node) -> list[Any]:
    if node.kind != "tuple" or len(node.parts) > _MAX_ENTRIES:
        message = f"expected a tuple of at most {_MAX_ENTRIES} entries"
        raise builder.source.refuse(node.column, message)
    return [builder.expression(part) for part in node.parts]


def _unevaluated(function: Any) -> Callable[[Builder, Node], Any]:
    """Return the form of Integral, Sum or Derivative, which are kept as printed."""

    def build(builder: Builder, node: Node) -> Any:
        builder.count(node, len(node.parts), 2, 2 + _MAX_LIMITS)
        index = {"integer": True} if function is sympy.Sum else {"real": True}
        names = [name for name in bound_by(node) if name not in builder.names]
        with builder.scope({name: sympy.Symbol(name, **index) for name in names}):
            return _with_limits(builder, node)

    def _with_limits(builder: Builder, node: Node) -> Any:
        body = builder.expression(node.parts[0])
        # SymPy folds the Piecewise of an integrand into one, whose arms multiply.
        if len(body.atoms(sympy.Piecewise)) > _MAX_NESTED:
            message = f"refused: more than {_MAX_NESTED} Piecewise there"
            raise builder.source.refuse(node.column, message)
        limits = [_limit(builder, part, function is sympy.Derivative) for part in node.parts[1:]]
        return builder.make(node, function, body, *limits)

    return build


def operation(builder: Builder, node: Node) -> Any:
    """Build (f ∗ g)(t) or (f ⋆ g)(t), the node of the operators that prints so."""
    from symconv.operators import Convolution, CrossCorrelation

    f, g, place, *period = node.parts
    names = operation_names(node, set(builder.names) - {builder.variable.name})
    bound = tuple(sympy.Symbol(name, real=True) for name in names)
    inside = names_in(f) | names_in(g)
    if inside & set(builder.names) - {builder.variable.name} and not inside & set(names):
        message = f"refused: no function of {names[0]}, though other names occur"
        raise builder.source.refuse(node.column, message)
    builder.check(node, builder.guards.spend(_OPERATION))
    where = [builder.expression(part) for part in place.parts]
    with builder.scope(dict(zip(names, bound, strict=True)), bound[0]):
        functions = [builder.expression(part) for part in (f, g)]
    options = _options(builder, node, period)
    outputs = tuple(sympy.Dummy("t", real=True) for _ in where)
    several = len(where) > 1
    made = builder.make(
        node,
        Convolution if node.text == "∗" else CrossCorrelation,
        *functions,
        bound if several else bound[0],
        outputs if several else outputs[0],
        **options,
    )
    return made.xreplace(dict(zip(outputs, where, strict=True)))


def _options(builder: Builder, node: Node, period: list[Node]) -> dict[str, Any]:
    options: dict[str, Any] = {}
    for word in node.signs:
        if word in _KINDS and "kind" not in options:
            options["kind"] = word
        elif word == "unconjugated" and node.text == "⋆":
            options["conjugate"] = False
        else:
            known = ", ".join((*_KINDS, "unconjugated"))
            raise builder.source.refuse(node.column, f"unknown word {word[:40]!r}; known: {known}")
    if period:
        options["period"] = builder.expression(period[0])
    return options


def _limit(builder: Builder, node: Node, counts: bool) -> Any:
    parts = node.parts if node.kind == "tuple" else (node,)
    values = [builder.expression(part) for part in parts]
    if not values or not values[0].is_Symbol:
        message = "expected a symbol, or a tuple that begins with one"
        raise builder.source.refuse(node.column, message)
    if counts and not all(v.is_Integer and 0 < v <= MAX_ORDER for v in values[1:]):
        raise builder.source.refuse(node.column, f"expected an order from 1 to {MAX_ORDER}")
    return values[0] if len(values) == 1 else tuple(values)


FORMS: dict[str, Callable[[Builder, Node], Any]] = {
    "Piecewise": _piecewise,
    "Max": _extremum(sympy.Max),
    "Min": _extremum(sympy.Min),
    "Rational": _rational,
    "Integer": _integer,
    "Eq": _equation("=="),
    "Ne": _equation("!="),
    "And": _joined(sympy.And),
    "Or": _joined(sympy.Or),
    "Not": _negation,
    "ITE": _choice,
    "hyper": _hyper,
    "Integral": _unevaluated(sympy.Integral),
    "Sum": _unevaluated(sympy.Sum),
    "Derivative": _unevaluated(sympy.Derivative),
}
