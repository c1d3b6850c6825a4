"""The tree to SymPy objects, bottom up, each operation checked before it is carried out.

The objects are those that SymPy's printer had in hand, so that parse(str(result)) == result: sums
and products are built in one call from all their parts, since SymPy distributes 2*(x + 1) only when
the two meet alone; and where they do, the product is left unevaluated, because an evaluated one
would have been printed as 2*x + 2.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy

from symconv import signals
from symconv.parsing import forms
from symconv.parsing.advice import nearest
from symconv.parsing.spellings import named_among
from symconv.parsing.textbook import is_condition
from symconv.parsing.tokens import Source
from symconv.parsing.tree import Node
from symconv.parsing.vocabulary import ALIASES, CONSTANTS, FUNCTIONS, LETTERS, SIGNALS, SPECIAL
from symconv.parsing.workbench import Workbench, cut

__all__ = ["Builder"]

_ROOTS = {"sqrt": sympy.Integer(2), "cbrt": sympy.Integer(3), "root": sympy.S.Zero}
_NESTING = 40
"""SymPy's questions about nested functions cost about depth cubed: one unit is 40 of it."""


class Builder(Workbench):
    """A node of each kind by its own method."""

    def __init__(
        self, source: Source, variable: Any, names: dict[str, Any], functions: dict[str, Any]
    ):
        super().__init__(source, variable, names)
        self.functions = functions
        self.depth = 0

    def build(self, node: Node) -> Any:
        """Build any node by the method named after its kind."""
        self.column = node.column
        self.check(node, self.guards.spend(1))
        method: Callable[[Node], Any] = getattr(self, f"_build_{node.kind}")
        return method(node)

    def _build_number(self, node: Node) -> Any:
        value = self.make(node, sympy.Rational, node.text)
        self.check(node, self.guards.number(value))
        return value

    def _build_name(self, node: Node) -> Any:
        name = node.text
        symbol = self.declared(name)
        if symbol is not None:
            return symbol
        if name in CONSTANTS or name in LETTERS:
            return getattr(sympy, CONSTANTS.get(name) or LETTERS[name])
        if name in SIGNALS and SIGNALS[name][0] == 0:
            return self._signal(node, name, [])
        if name in FUNCTIONS or name in ALIASES or name in SIGNALS or name in SPECIAL:
            raise self.source.refuse(
                node.column, f"expected '(' after the function {name}", unknown=name
            )
        known = ", ".join(sorted(self.names))
        raise self.source.refuse(
            node.column,
            f"unknown name {cut(name)!r}; known symbols: {known}{nearest(name, self.names)}",
            unknown=name,
        )

    def declared(self, name: str) -> Any:
        """Return the declared symbol of that name, in any of its spellings, or None."""
        spelling = named_among(name, self.names)
        return None if spelling is None else self.names[spelling]

    def _build_tuple(self, node: Node) -> Any:
        raise self.source.refuse(node.column, "expected an expression, found a tuple")

    def _build_sum(self, node: Node) -> Any:
        terms = []
        for sign, part in zip(node.signs, node.parts, strict=True):
            factors = self._factors(part)
            terms.append(
                self._multiply(part, [sympy.S.NegativeOne, *factors] if sign == "-" else factors)
            )
        if len(terms) == 1:
            return terms[0]
        self.check(node, self.guards.product(terms))
        return self.make(node, sympy.Add, *terms)

    def _build_product(self, node: Node) -> Any:
        return self._multiply(node, self._factors(node))

    def _factors(self, node: Node) -> list[Any]:
        """Return what is multiplied: signs of leading minuses, parts, inverted divisors."""
        if node.kind == "sum" and len(node.parts) == 1:
            sign = [sympy.S.NegativeOne] if node.signs[0] == "-" else []
            return sign + self._factors(node.parts[0])
        if node.kind != "product":
            return [self.expression(node)]
        factors: list[Any] = []
        for operator, part in zip(node.signs, node.parts, strict=True):
            if operator == "*":
                factors.extend(self._factors(part))
            else:
                divisor = self.expression(part)
                if divisor.is_zero:
                    raise self.source.refuse(part.column, "division by zero")
                factors.append(self._power(part, divisor, sympy.S.NegativeOne))
        return factors

    def _multiply(self, node: Node, factors: list[Any]) -> Any:
        flat: list[Any] = []
        for factor in factors:
            held = factor.is_Mul and len(factor.args) == 2 and factor.args[1].is_Add
            flat.extend(factor.args if held else [factor])
        numbers = [factor for factor in flat if factor.is_Rational]
        others = [factor for factor in flat if not factor.is_Rational]
        self.check(node, self.guards.product(numbers))
        scale = self.make(node, sympy.Mul, *numbers)
        if scale.is_zero or scale == 1 or len(others) != 1 or not others[0].is_Add:
            return self.make(node, sympy.Mul, *flat)
        return self.make(node, sympy.Mul, scale, others[0], evaluate=False)

    def _build_power(self, node: Node) -> Any:
        if is_condition(node.parts[0]):  # SymPy prints the exclusive or so
            return self.make(node, sympy.Xor, *map(self.condition, node.parts))
        base, exponent = (self.expression(part) for part in node.parts)
        self.check(node, self.guards.power(base, exponent))
        if base.is_zero and exponent.is_negative:
            raise self.source.refuse(node.column, "division by zero")
        return self._power(node, base, exponent)

    def _power(self, node: Node, base: Any, exponent: Any) -> Any:
        self.check(node, self.guards.power(base, exponent))
        self.check(node, self.guards.comparison((base,)))
        return self.make(node, sympy.Pow, base, exponent)

    def _build_factorial(self, node: Node) -> Any:
        return self._function(node, "factorial", [self.expression(node.parts[0])])

    def _build_relation(self, node: Node) -> Any:
        sides = [self.expression(part) for part in node.parts]
        pairs = [
            self.relation(node, sign, left, right)
            for sign, left, right in zip(node.signs, sides, sides[1:], strict=False)
        ]
        return self.make(node, sympy.And, *pairs)

    def _build_not(self, node: Node) -> Any:
        return self.make(node, sympy.Not, self.condition(node.parts[0]))

    def _build_and(self, node: Node) -> Any:
        return self.joined(node, sympy.And)

    def _build_or(self, node: Node) -> Any:
        return self.joined(node, sympy.Or)

    def _build_pieces(self, node: Node) -> Any:
        return forms.pieces(self, node)

    def _build_operation(self, node: Node) -> Any:
        return forms.operation(self, node)

    def _build_call(self, node: Node) -> Any:
        self.depth += 1
        self.check(node, self.guards.spend(self.depth**3 // _NESTING))
        value = self._call(node)
        self.depth -= 1
        return value

    def _call(self, node: Node) -> Any:
        name, symbol = ALIASES.get(node.text, node.text), self.declared(node.text)
        if symbol is not None and (len(node.text) == 1 or node.text in LETTERS):
            return self._value_or_product(node)
        if node.text in self.functions:
            arguments = [self.expression(part) for part in node.parts]
            return self.make(node, self.functions[node.text], *arguments)
        if name in SPECIAL:
            return forms.FORMS[name](self, node)
        if name in SIGNALS:
            return self._signal(node, name, [self.expression(part) for part in node.parts])
        if name in FUNCTIONS:
            return self._function(node, name, [self.expression(part) for part in node.parts])
        if symbol is not None or name in CONSTANTS or name in LETTERS:
            return self._value_or_product(node)
        message = f"unknown function {cut(node.text)!r}{nearest(name, self.names, applied=True)}"
        raise self.source.refuse(node.column, message)

    def _value_or_product(self, node: Node) -> Any:
        """Refuse x(t): a value of a function x, or a product."""
        name = node.text
        raise self.source.refuse(
            node.column,
            f"{name}(…) can be read in two ways; write {name}*(…) for the product, or the value of "
            f"the function {name} itself",
        )

    def _function(self, node: Node, name: str, arguments: list[Any]) -> Any:
        entry = FUNCTIONS[name]
        self.count(node, len(arguments), entry.least, entry.most)
        self.check(node, self.guards.function(entry.guard, tuple(arguments)))
        if name == "DiracDelta" and not all(k.is_Integer and k >= 0 for k in arguments[1:]):
            raise self.source.refuse(node.column, "expected an order 0, 1, 2, …")
        if name == "exp":
            self.check(node, self.guards.exponential(arguments[0]))
        if name in _ROOTS:
            index = arguments[1] if name == "root" else _ROOTS[name]
            if index.is_zero:
                raise self.source.refuse(node.column, "division by zero")
            exponent = self._power(node, index, sympy.S.NegativeOne)
            return self._power(node, arguments[0], exponent)
        return self.make(node, getattr(sympy, entry.name), *arguments)

    def _signal(self, node: Node, name: str, arguments: list[Any]) -> Any:
        """Build a signal; the first argument is its x if it holds x, or if there is one more."""
        least, most = SIGNALS[name]
        explicit = bool(arguments) and (
            len(arguments) > most or self.variable in arguments[0].free_symbols
        )
        argument, *parameters = arguments if explicit else [self.variable, *arguments]
        self.count(node, len(parameters), least, most)
        if name == "rect":
            name, parameters = "box", [-sympy.S.Half, sympy.S.Half]
        if any(value.has(sympy.Piecewise) for value in arguments):
            raise self.source.refuse(
                node.column, "refused: a Piecewise as the argument of a signal"
            )
        if name == "bspline" and parameters[0].is_Integer:
            effort = int(parameters[0]) * (1 + argument.count_ops())
            self.check(node, self.guards.spend(6 * effort**2))
        self.check(node, self.guards.comparison(arguments))
        return self.make(node, getattr(signals, name), argument, *parameters)
