"""The grammar: tokens to a tree, by operator precedence (Pratt 1973). Nothing is computed here.

    text       : pieces
    pieces     : arm (";" arm)*               braces around them are optional at the top
    arm        : expression ["for" condition] | expression "otherwise" | "otherwise" expression
    expression : operators below on atoms, loosest first
                 |   &   ~   < <= > >= == !=   + -   * /   unary -   **   postfix !
    atom       : number | name | name "(" arguments ")" | "(" expression ")" | "{" pieces "}"
                 | "(" expression ("∗" | "⋆") expression ")" "(" arguments [";" words] ")"

Comparisons bind tighter than & and |, so x > 0 & x < 1 means what it says; SymPy prints brackets
there. A chain a < x <= b is a conjunction. There is no implicit multiplication: 1/2x has two
readings, so 2x is refused and the refusal says to write 2*x.

The tree is made of `Node`, with sums and products kept flat, so that no text nests deeper than its
brackets do, and MAX_DEPTH bounds every recursion over it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

from symconv.parsing.tokens import Source, Token, tokenise

__all__ = ["MAX_DEPTH", "Node", "read_tree"]

MAX_DEPTH = 40

_OR, _AND, _NOT, _RELATION, _SUM, _PRODUCT, _POWER, _POSTFIX = range(1, 9)
_BINDING = {
    "|": _OR,
    "&": _AND,
    **dict.fromkeys(("<", "<=", ">", ">=", "==", "!="), _RELATION),
    **dict.fromkeys(("+", "-"), _SUM),
    **dict.fromkeys(("*", "/"), _PRODUCT),
    "**": _POWER,
    "!": _POSTFIX,
}
_KIND = {_OR: "or", _AND: "and", _RELATION: "relation", _SUM: "sum", _PRODUCT: "product"}
_RESERVED = {"for", "otherwise"}


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the tree.

    kind: number, name, call, tuple, power, factorial, not, sum, product, relation, and, or,
    pieces, operation. `text` is the number's or name's spelling, or the sign of an operation;
    `signs` holds the operator before each part of a sum or product and between the parts of a
    relation, and the words of an operation. `column` is where to point.
    """

    kind: str
    column: int
    parts: tuple[Node, ...] = ()
    text: str = ""
    signs: tuple[str, ...] = ()


def read_tree(text: str) -> tuple[Source, Node]:
    """Read the whole text; refuse it, with a caret, where it is no sentence of the grammar."""
    source = Source(text)
    return source, _Reader(source).read()


class _Reader:
    def __init__(self, source: Source):
        self.source = source
        self.tokens = tokenise(source)
        self.position = 0
        self.depth = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.position]

    def read(self) -> Node:
        if self.token.kind == "end":
            raise self.source.refuse(0, "the text is empty; expected an expression")
        tree = self.pieces("")
        if self.token.kind != "end":
            self.unexpected("an operator or the end of the text")
        return tree

    def advance(self) -> Token:
        token = self.token
        self.position += 1
        return token

    def at(self, *spellings: str) -> bool:
        return self.token.kind != "end" and self.token.text in spellings

    def expect(self, spelling: str, opened: Token) -> None:
        if not self.at(spelling):
            place = f"to close the '{opened.text}' of column {opened.column + 1}"
            self.unexpected(f"'{spelling}' {place}, or an operator")
        self.advance()

    def unexpected(self, expected: str) -> NoReturn:
        token = self.token
        found = f"'{_cut(token.text)}'" if token.kind != "end" else "the end"
        hint = ""
        previous = self.tokens[self.position - 1] if self.position else None
        starts = token.kind in {"number", "name"} or token.text == "("
        if previous and starts and (previous.kind in {"number", "name"} or previous.text == ")"):
            hint = "; a product needs its *"
        raise self.source.refuse(token.column, f"expected {expected}, found {found}{hint}")

    def nested(self, opening: Token, least: int) -> Node:
        """Read what stands inside a bracket or behind a prefix, one level deeper."""
        self.enter(opening)
        inner = self.expression(least)
        self.depth -= 1
        return inner

    def enter(self, opening: Token) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.source.refuse(opening.column, f"nested deeper than {MAX_DEPTH} levels")

    def pieces(self, closing: str) -> Node:
        """Read arms up to `closing`; one arm without a condition is just its expression."""
        column = self.token.column
        arms = [self.arm()]
        while self.at(";"):
            self.advance()
            if closing and self.at(closing):
                break
            arms.append(self.arm())
        if len(arms) == 1 and arms[0].text == "plain":
            return arms[0].parts[0]
        for arm in arms:
            if arm.text == "plain":
                raise self.source.refuse(arm.column, "expected 'for' and a condition in each piece")
        for arm in arms[:-1]:
            if arm.text == "otherwise":
                raise self.source.refuse(arm.column, "the 'otherwise' piece must be the last")
        return Node("pieces", column, tuple(arms))

    def arm(self) -> Node:
        column = self.token.column
        if self.at("otherwise"):
            self.advance()
            return Node("arm", column, (self.expression(_OR),), "otherwise")
        value = self.expression(_OR)
        if self.at("for"):
            self.advance()
            if self.at("otherwise"):
                self.advance()
                return Node("arm", column, (value,), "otherwise")
            return Node("arm", column, (value, self.expression(_OR)), "for")
        if self.at("otherwise"):
            self.advance()
            return Node("arm", column, (value,), "otherwise")
        return Node("arm", column, (value,), "plain")

    def expression(self, least: int) -> Node:
        """Read an expression of operators that bind at least as tightly as `least`."""
        left = self.prefix(least)
        while self.token.kind == "operator" and _BINDING.get(self.token.text, 0) >= least:
            left = self.infix(left)
        return left

    def prefix(self, least: int) -> Node:
        token = self.token
        if token.kind == "number":
            self.advance()
            return Node("number", token.column, (), token.text)
        if token.kind == "name" and token.text not in _RESERVED:
            return self.named()
        if token.text == "-" or token.text == "+":
            self.advance()
            operand = self.nested(token, max(least, _PRODUCT))
            return Node("sum", token.column, (operand,), "", (token.text,))
        if token.text == "~":
            self.advance()
            return Node("not", token.column, (self.nested(token, _RELATION),))
        if token.text == "(":
            return self.bracket()
        if token.text == "{":
            return self.braces()
        return self.unexpected("a number, a name or '('")

    def infix(self, left: Node) -> Node:
        """Read one operator, or a whole chain of equal precedence, after its left side."""
        first = self.token
        level = _BINDING[first.text]
        if level == _POSTFIX:
            self.advance()
            if self.at("!"):
                raise self.source.refuse(self.token.column, "'!!' has two readings; use brackets")
            return Node("factorial", first.column, (left,))
        if level == _POWER:
            self.advance()
            return Node("power", first.column, (left, self.nested(first, _POWER)))
        parts, signs = [left], []
        while self.token.kind == "operator" and _BINDING.get(self.token.text) == level:
            signs.append(self.advance().text)
            parts.append(self.expression(level + 1))
        if level in {_SUM, _PRODUCT}:
            signs.insert(0, "+" if level == _SUM else "*")
        return Node(_KIND[level], first.column, tuple(parts), "", tuple(signs))

    def named(self) -> Node:
        token = self.advance()
        if not self.at("("):
            return Node("name", token.column, (), token.text)
        opened = self.advance()
        return Node("call", token.column, self.arguments(opened), token.text)

    def arguments(self, opened: Token) -> tuple[Node, ...]:
        """Read comma-separated arguments up to ')', a trailing comma allowed as in (2,)."""
        parts: list[Node] = []
        while not self.at(")"):
            parts.append(self.nested(opened, _OR))
            if not self.at(","):
                break
            self.advance()
        self.expect(")", opened)
        return tuple(parts)

    def bracket(self) -> Node:
        opened = self.advance()
        if self.at(")"):
            self.advance()
            return Node("tuple", opened.column)
        inner = self.nested(opened, _OR)
        if self.at("∗", "⋆"):
            return self.operation(opened, inner)
        if not self.at(","):
            self.expect(")", opened)
            return inner
        self.advance()
        return Node("tuple", opened.column, (inner, *self.arguments(opened)))

    def operation(self, opened: Token, first: Node) -> Node:
        """Read (f ∗ g)(t) from its sign on; `text` is the sign, `signs` the words behind a ';'."""
        sign = self.advance()
        second = self.nested(opened, _OR)
        self.expect(")", opened)
        if not self.at("("):
            self.unexpected(f"the place of (f {sign.text} g), such as (t)")
        opened = self.advance()
        place = [self.nested(opened, _OR)]
        while self.at(","):
            self.advance()
            place.append(self.nested(opened, _OR))
        words, period = self.options(opened)
        self.expect(")", opened)
        where = Node("tuple", opened.column, tuple(place))
        return Node("operation", sign.column, (first, second, where, *period), sign.text, words)

    def options(self, opened: Token) -> tuple[tuple[str, ...], tuple[Node, ...]]:
        """Read "; circular 2*pi unconjugated": words, one of which may have an expression."""
        words: list[str] = []
        period: list[Node] = []
        if self.at(";"):
            self.advance()
            while self.token.kind == "name" and self.token.text not in words:
                words.append(self.advance().text)
                if words[-1] == "circular":
                    period.append(self.nested(opened, _OR))
        return tuple(words), tuple(period)

    def braces(self) -> Node:
        opened = self.advance()
        self.enter(opened)
        inner = self.pieces("}")
        self.depth -= 1
        self.expect("}", opened)
        return inner


def _cut(text: str) -> str:
    return text if len(text) <= 30 else text[:27] + "..."
