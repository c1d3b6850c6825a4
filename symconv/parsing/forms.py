"""Functions whose arguments have a shape of their own: Piecewise, Max, Interval, hyper, Integral.

FORMS maps each name of `vocabulary.SPECIAL` to a function of the workbench and the node.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy

from symconv.parsing.guards import MAX_ORDER
from symconv.parsing.scopes import bound_by, names_in, operation_names
from symconv.parsing.tree import Node
from symconv.parsing.workbench import Workbench

__all__ = ["FORMS", "operation", "pieces"]

_MAX_ARMS = 300
_MAX_EXTREMA = 12
_MAX_ENTRIES = 8
_MAX_NESTED = 3
_MAX_LIMITS = 3
_MAX_DEGREE = 20
_OPERATION = 200
_KINDS = ("causal", "circular", "mellin")


def pieces(bench: Workbench, node: Node) -> Any:
    """Build {value for condition; …; value otherwise}, 0 where no condition holds."""
    _check_arms(bench, node)
    arms = []
    for arm in node.parts:
        where = bench.condition(arm.parts[1]) if arm.text == "for" else sympy.true
        arms.append((bench.expression(arm.parts[0]), where))
    if node.parts[-1].text == "for":
        arms.append((sympy.S.Zero, sympy.true))
    return bench.make(node, sympy.Piecewise, *arms)


def _piecewise(bench: Workbench, node: Node) -> Any:
    _check_arms(bench, node)
    arms = []
    for part in node.parts:
        if part.kind != "tuple" or len(part.parts) != 2:
            raise bench.source.refuse(part.column, "expected a pair (value, condition)")
        value, where = part.parts
        nowhere = value.kind == "name" and value.text == "nan"
        built = sympy.nan if nowhere else bench.expression(value)
        arms.append((built, bench.condition(where)))
    return bench.make(node, sympy.Piecewise, *arms, evaluate=not _is_printed(arms))


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


def _check_arms(bench: Workbench, node: Node) -> None:
    bench.count(node, len(node.parts), 1, _MAX_ARMS)
    bench.check(node, bench.guards.spend(len(node.parts) ** 2 // 10))


def _extremum(function: Any) -> Callable[[Workbench, Node], Any]:
    def build(bench: Workbench, node: Node) -> Any:
        bench.count(node, len(node.parts), 1, _MAX_EXTREMA)
        arguments = [bench.expression(part) for part in node.parts]
        bench.check(node, bench.guards.function("tame", tuple(arguments)))
        bench.check(node, bench.guards.spend(25 * len(arguments) ** 2))
        return bench.make(node, function, *arguments)

    return build


def _rational(bench: Workbench, node: Node) -> Any:
    bench.count(node, len(node.parts), 1, 2)
    parts = [bench.expression(part) for part in node.parts]
    for part, tree in zip(parts, node.parts, strict=True):
        if not part.is_Rational:
            raise bench.source.refuse(tree.column, "expected a rational number")
    if len(parts) == 2 and parts[1].is_zero:
        raise bench.source.refuse(node.column, "division by zero")
    bench.check(node, bench.guards.product(parts))
    return bench.make(node, sympy.Rational, *parts)


def _integer(bench: Workbench, node: Node) -> Any:
    bench.count(node, len(node.parts), 1, 1)
    value = bench.expression(node.parts[0])
    if not value.is_Integer:
        raise bench.source.refuse(node.parts[0].column, "expected an integer")
    return value


def _equation(sign: str) -> Callable[[Workbench, Node], Any]:
    def build(bench: Workbench, node: Node) -> Any:
        bench.count(node, len(node.parts), 2, 2)
        left, right = (bench.expression(part) for part in node.parts)
        return bench.relation(node, sign, left, right)

    return build


def _joined(function: Any) -> Callable[[Workbench, Node], Any]:
    return lambda bench, node: bench.joined(node, function)


def _negation(bench: Workbench, node: Node) -> Any:
    bench.count(node, len(node.parts), 1, 1)
    return bench.make(node, sympy.Not, bench.condition(node.parts[0]))


def _choice(bench: Workbench, node: Node) -> Any:
    bench.count(node, len(node.parts), 3, 3)
    return bench.make(node, sympy.ITE, *map(bench.condition, node.parts))


def _hyper(bench: Workbench, node: Node) -> Any:
    bench.count(node, len(node.parts), 3, 3)
    upper, lower = (_entries(bench, part) for part in node.parts[:2])
    argument = bench.expression(node.parts[2])
    bench.check(node, bench.guards.function("tame", (*upper, *lower, argument)))
    return bench.make(node, sympy.hyper, upper, lower, argument)


def _meijerg(bench: Workbench, node: Node) -> Any:
    bench.count(node, len(node.parts), 3, 3)
    groups = []
    for part in node.parts[:2]:
        if part.kind != "tuple" or len(part.parts) != 2:
            raise bench.source.refuse(part.column, "expected a pair of tuples")
        groups.append([_entries(bench, inner) for inner in part.parts])
    argument = bench.expression(node.parts[2])
    entries = [entry for pair in groups for group in pair for entry in group]
    bench.check(node, bench.guards.function("tame", (*entries, argument)))
    return bench.make(node, sympy.meijerg, *groups, argument)


def _root_of(bench: Workbench, node: Node) -> Any:
    bench.count(node, len(node.parts), 2, 2)
    names = bound_by(node)
    if len(names) != 1:
        raise bench.source.refuse(node.parts[0].column, "expected a polynomial in one name")
    symbol = sympy.Symbol(names[0])
    with bench.scope({names[0]: symbol}):
        polynomial = bench.expression(node.parts[0])
    index = bench.expression(node.parts[1])
    powers = polynomial.atoms(sympy.Pow)
    degree = max((power.exp for power in powers if power.exp.is_Integer), default=1)
    if not polynomial.is_polynomial(symbol) or degree > _MAX_DEGREE:
        message = f"expected a polynomial of degree at most {_MAX_DEGREE}"
        raise bench.source.refuse(node.parts[0].column, message)
    bench.check(node, bench.guards.spend(int(degree) ** 3))
    return bench.make(node, sympy.CRootOf, polynomial, index)


def _interval(left_open: bool, right_open: bool) -> Callable[[Workbench, Node], Any]:
    def build(bench: Workbench, node: Node) -> Any:
        bench.count(node, len(node.parts), 2, 2)
        ends = [bench.expression(part) for part in node.parts]
        bench.check(node, bench.guards.comparison(ends))
        for end in ends:
            bench.check(node, bench.guards.real(end))
        return bench.make(node, sympy.Interval, *ends, left_open, right_open)

    return build


def _union(bench: Workbench, node: Node) -> Any:
    bench.count(node, len(node.parts), 1, _MAX_EXTREMA)
    return bench.make(node, sympy.Union, *(_set(bench, part) for part in node.parts))


def _points(bench: Workbench, node: Node) -> Any:
    bench.count(node, len(node.parts), 1, _MAX_EXTREMA)
    points = [bench.expression(part) for part in node.parts]
    bench.check(node, bench.guards.comparison(points))
    return bench.make(node, sympy.FiniteSet, *points)


def _contains(bench: Workbench, node: Node) -> Any:
    bench.count(node, len(node.parts), 2, 2)
    value = bench.expression(node.parts[0])
    bench.check(node, bench.guards.comparison((value,)))
    return bench.make(node, sympy.Contains, value, _set(bench, node.parts[1]))


def _set(bench: Workbench, node: Node) -> Any:
    value = bench.build(node)
    if isinstance(value, sympy.Expr):  # {0} is printed as an expression in braces
        return bench.make(node, sympy.FiniteSet, value)
    if not isinstance(value, sympy.Set):
        raise bench.source.refuse(node.column, "expected a set, such as Interval(0, 1)")
    return value


def _entries(bench: Workbench, node: Node) -> list[Any]:
    if node.kind != "tuple" or len(node.parts) > _MAX_ENTRIES:
        message = f"expected a tuple of at most {_MAX_ENTRIES} entries"
        raise bench.source.refuse(node.column, message)
    return [bench.expression(part) for part in node.parts]


def _unevaluated(function: Any) -> Callable[[Workbench, Node], Any]:
    """Return the form of Integral, Sum, Product or Derivative, which are kept as printed."""

    def build(bench: Workbench, node: Node) -> Any:
        bench.count(node, len(node.parts), 2, 2 + _MAX_LIMITS)
        counts = function in (sympy.Sum, sympy.Product)
        index = {"integer": True} if counts else {"real": True}
        names = [name for name in bound_by(node) if name not in bench.names]
        with bench.scope({name: sympy.Symbol(name, **index) for name in names}):
            return _with_limits(bench, node)

    def _with_limits(bench: Workbench, node: Node) -> Any:
        body = bench.expression(node.parts[0])
        # SymPy folds the Piecewise of an integrand into one, whose arms multiply.
        if len(body.atoms(sympy.Piecewise)) > _MAX_NESTED:
            message = f"refused: more than {_MAX_NESTED} Piecewise there"
            raise bench.source.refuse(node.column, message)
        limits = [_limit(bench, part, function is sympy.Derivative) for part in node.parts[1:]]
        return bench.make(node, function, body, *limits)

    return build


def _substituted(bench: Workbench, node: Node) -> Any:
    """Build Subs(body, names, values), where the names are bound."""
    bench.count(node, len(node.parts), 3, 3)
    names = [name for name in bound_by(node) if name not in bench.names]
    lists = [part.parts if part.kind == "tuple" else (part,) for part in node.parts[1:]]
    with bench.scope({name: sympy.Symbol(name, real=True) for name in names}):
        body = bench.expression(node.parts[0])
        symbols = [bench.expression(part) for part in lists[0]]
    values = [bench.expression(part) for part in lists[1]]
    if not all(symbol.is_Symbol for symbol in symbols):
        raise bench.source.refuse(node.parts[1].column, "expected a symbol or a tuple of symbols")
    return bench.make(node, sympy.Subs, body, symbols, values)


def operation(bench: Workbench, node: Node) -> Any:
    """Build (f ∗ g)(t) or (f ⋆ g)(t), the node of the operators that prints so."""
    from symconv.operators import Convolution, CrossCorrelation

    f, g, place, *period = node.parts
    names = operation_names(node, set(bench.names) - {bench.variable.name})
    bound = tuple(sympy.Symbol(name, real=True) for name in names)
    inside = names_in(f) | names_in(g)
    if inside & set(bench.names) - {bench.variable.name} and not inside & set(names):
        message = f"refused: no function of {names[0]}, though other names occur"
        raise bench.source.refuse(node.column, message)
    bench.check(node, bench.guards.spend(_OPERATION))
    where = [bench.expression(part) for part in place.parts]
    with bench.scope(dict(zip(names, bound, strict=True)), bound[0]):
        functions = [bench.expression(part) for part in (f, g)]
    options = _options(bench, node, period)
    outputs = tuple(sympy.Dummy("t", real=True) for _ in where)
    several = len(where) > 1
    made = bench.make(
        node,
        Convolution if node.text == "∗" else CrossCorrelation,
        *functions,
        bound if several else bound[0],
        outputs if several else outputs[0],
        **options,
    )
    return made.xreplace(dict(zip(outputs, where, strict=True)))


def _options(bench: Workbench, node: Node, period: list[Node]) -> dict[str, Any]:
    options: dict[str, Any] = {}
    for word in node.signs:
        if word in _KINDS and "kind" not in options:
            options["kind"] = word
        elif word == "unconjugated" and node.text == "⋆":
            options["conjugate"] = False
        elif word == "principal_value":
            options["principal_value"] = True
        else:
            known = ", ".join((*_KINDS, "unconjugated", "principal_value"))
            raise bench.source.refuse(node.column, f"unknown word {word[:40]!r}; known: {known}")
    if period:
        options["period"] = bench.expression(period[0])
    return options


def _limit(bench: Workbench, node: Node, counts: bool) -> Any:
    parts = node.parts if node.kind == "tuple" else (node,)
    values = [bench.expression(part) for part in parts]
    if not values or not values[0].is_Symbol:
        message = "expected a symbol, or a tuple that begins with one"
        raise bench.source.refuse(node.column, message)
    if counts and not all(v.is_Integer and 0 < v <= MAX_ORDER for v in values[1:]):
        raise bench.source.refuse(node.column, f"expected an order from 1 to {MAX_ORDER}")
    return values[0] if len(values) == 1 else tuple(values)


FORMS: dict[str, Callable[[Workbench, Node], Any]] = {
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
    "Implies": _joined(sympy.Implies),
    "Equivalent": _joined(sympy.Equivalent),
    "Contains": _contains,
    "Interval": _interval(False, False),
    "Interval.open": _interval(True, True),
    "Interval.Lopen": _interval(True, False),
    "Interval.Ropen": _interval(False, True),
    "Union": _union,
    "FiniteSet": _points,
    "hyper": _hyper,
    "meijerg": _meijerg,
    "CRootOf": _root_of,
    "Integral": _unevaluated(sympy.Integral),
    "Sum": _unevaluated(sympy.Sum),
    "Product": _unevaluated(sympy.Product),
    "Derivative": _unevaluated(sympy.Derivative),
    "Subs": _substituted,
}
