"""The grammar: tokens to a tree, by operator precedence (Pratt 1973). Nothing is computed here.

    text       : pieces
    pieces     : arm (";" arm)*               braces around them are optional at the top
    arm        : expression ["for" condition] | expression "otherwise" | "otherwise" expression
    expression : operators below on atoms, loosest first
                 |   &   ~   < <= > >= == !=   + -   * /   unary -   no sign   **   postfix !
    atom       : number | name | name "(" arguments ")" | "(" expression ")" | "{" pieces "}"
                 | "{" expression "," arguments "}", a set
                 | "(" expression ("∗" | "⋆") expression ")" "(" arguments [";" words] ")"

Comparisons bind tighter than & and |, so x > 0 & x < 1 means what it says; SymPy prints brackets
there. A chain a < x <= b is a conjunction. `textbook` has what needs no sign: 2x, sin x, |x|, x².

The tree is made of `Node`, with sums and products kept flat, so that no text nests deeper than its
brackets do, and MAX_DEPTH bounds every recursion over it.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from contextlib import contextmanager

from symconv.parsing.textbook import RESERVED, Textbook, is_condition
from symconv.parsing.tokens import Source, Token
from symconv.parsing.tree import (
    AND,
    BINDING,
    IMPLICIT,
    MAX_DEPTH,
    OR,
    POSTFIX,
    POWER,
    PRODUCT,
    RELATION,
    SUM,
    Node,
)

__all__ = ["MAX_DEPTH", "Node", "read_tree"]

_KIND = {OR: "or", AND: "and", RELATION: "relation", SUM: "sum", PRODUCT: "product"}


def read_tree(text: str, names: Container[str] = ()) -> tuple[Source, Node]:
    """Read the whole text; refuse it, with a caret, where it is no sentence of the grammar.

    `names` are the declared symbols: they win over functions and constants of one letter.
    """
    source = Source(text)
    return source, _Reader(source, names).read()


class _Reader(Textbook):
    def read(self) -> Node:
        if self.token.kind == "end":
            raise self.source.refuse(0, "the text is empty; expected an expression")
        tree = self.pieces("")
        if self.token.kind != "end":
            self.unexpected("an operator or the end of the text")
        return tree

    def nested(self, opening: Token, least: int) -> Node:
        """Read what stands behind a prefix, one level deeper."""
        self.enter(opening)
        inner = self.expression(least)
        self.depth -= 1
        return inner

    @contextmanager
    def inside(self, opening: Token) -> Iterator[None]:
        """Read what stands in brackets, one level deeper, where bars count anew."""
        outside = self.bar, self.bars
        self.bar, self.bars = None, 0
        self.enter(opening)
        yield
        self.depth -= 1
        self.bar, self.bars = outside

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
            return Node("arm", column, (self.expression(OR),), "otherwise")
        value = self.expression(OR)
        if self.at("for"):
            self.advance()
            if self.at("otherwise"):
                self.advance()
                return Node("arm", column, (value,), "otherwise")
            return Node("arm", column, (value, self.expression(OR)), "for")
        if self.at("otherwise"):
            self.advance()
            return Node("arm", column, (value,), "otherwise")
        return Node("arm", column, (value,), "plain")

    def expression(self, least: int) -> Node:
        """Read an expression of operators that bind at least as tightly as `least`."""
        start = self.position
        left = self.prefix(least)
        while True:
            token = self.token
            if token.kind == "exponent":
                left = self.raised(left)
            elif least <= IMPLICIT and self.juxtaposes(left):
                left = self.juxtaposed(left, start)
            elif token.kind == "operator" and BINDING.get(token.text, 0) >= least:
                if token.text == "|" and self.bars and not is_condition(left):
                    self.nested_bars()
                left = self.infix(left, start)
            else:
                return left

    def prefix(self, least: int) -> Node:
        token = self.token
        if token.kind == "number":
            self.advance()
            return Node("number", token.column, (), token.text)
        if token.kind == "name" and token.text not in RESERVED:
            return self.named()
        if self.at("-", "+"):
            self.advance()
            operand = self.nested(token, max(least, PRODUCT))
            return Node("sum", token.column, (operand,), "", (token.text,))
        if self.at("~"):
            self.advance()
            return Node("not", token.column, (self.nested(token, RELATION),))
        if self.at("("):
            return self.bracket()
        if self.at("{"):
            return self.braces()
        if self.at("√", "∛", "∜"):
            return self.root()
        if self.at("⌊", "⌈"):
            return self.rounded()
        if self.at("|"):
            return self.absolute()
        return self.unexpected("a number, a name or '('")

    def infix(self, left: Node, start: int) -> Node:
        """Read one operator, or a whole chain of equal precedence, after its left side."""
        first = self.token
        level = BINDING[first.text]
        if level == POSTFIX:
            self.advance()
            if self.at("!"):
                raise self.source.refuse(self.token.column, "'!!' has two readings; use brackets")
            return Node("factorial", first.column, (left,))
        if level == POWER:
            self.advance()
            begin = self.position
            exponent = self.nested(first, POWER)
            self.check_exponent(start, begin)
            return Node("power", first.column, (left, exponent))
        parts, signs = [left], []
        while self.token.kind == "operator" and BINDING.get(self.token.text) == level:
            if self.at("|") and self.bar is not None:
                break
            signs.append(self.advance().text)
            begin = self.position
            parts.append(self.expression(level + 1))
            if signs[-1] == "/":
                self.divided(start, begin)
        if level in {SUM, PRODUCT}:
            signs.insert(0, "+" if level == SUM else "*")
        return Node(_KIND[level], first.column, tuple(parts), "", tuple(signs))

    def arguments(self, opened: Token) -> tuple[Node, ...]:
        """Read comma-separated arguments up to ')', a trailing comma allowed as in (2,)."""
        parts: list[Node] = []
        with self.inside(opened):
            while not self.at(")"):
                parts.append(self.expression(OR))
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
        with self.inside(opened):
            inner = self.expression(OR)
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
        with self.inside(opened):
            second = self.expression(OR)
        self.expect(")", opened)
        if not self.at("("):
            self.unexpected(f"the place of (f {sign.text} g), such as (t)")
        opened = self.advance()
        with self.inside(opened):
            place = [self.expression(OR)]
            while self.at(","):
                self.advance()
                place.append(self.expression(OR))
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
                    period.append(self._period())
        return tuple(words), tuple(period)

    def _period(self) -> Node:
        """Read the period, whose products have signs, since words follow it."""
        self.signs_only = True
        period = self.expression(SUM)
        self.signs_only = False
        return period

    def braces(self) -> Node:
        opened = self.advance()
        with self.inside(opened):
            inner = self.pieces("}")
            points = [inner]
            while self.at(","):
                self.advance()
                points.append(self.expression(OR))
        self.expect("}", opened)
        return (
            inner if len(points) == 1 else Node("call", opened.column, tuple(points), "FiniteSet")
        )
