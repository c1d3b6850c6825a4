"""Textbook notation: products without a sign, functions without brackets, bars, roots, primes.

Each has one reading or none. What people mean in two ways is refused with both written out:

    1/2x          a divisor that goes on without a sign
    x^2y          an exponent that does
    x(t), 1(t)    a value or a product
    sin 2x y      how far the argument of a function without brackets reaches; sin x/2, sin x²
    √2x           how far the root reaches
    sin⁻¹(x)      the inverse function or the reciprocal
    |x|x|x|       bars in bars; brackets in between make them plain
"""

from __future__ import annotations

from abc import abstractmethod
from contextlib import AbstractContextManager
from typing import NoReturn

from symconv.parsing.cursor import Cursor
from symconv.parsing.spellings import named_among
from symconv.parsing.tokens import Token, scan
from symconv.parsing.tree import POWER, SUM, Node
from symconv.parsing.vocabulary import ALIASES, BRACKETLESS, CONDITIONS, FUNCTIONS, SIGNALS, SPECIAL

__all__ = ["RESERVED", "Textbook", "is_condition"]

RESERVED = {"for", "otherwise", "if"}
_ROOTS = {"√": ("sqrt", "2"), "∛": ("cbrt", "3"), "∜": ("root", "4")}
_ROUNDED = {"⌊": ("floor", "⌋"), "⌈": ("ceiling", "⌉")}
_OPENING = {"(", *_ROOTS, *_ROUNDED}
_IMPULSES = {"δ", "delta", "DiracDelta"}


class Textbook(Cursor):
    """The readings of textbook notation; the grammar has the rest."""

    bar: Token | None = None
    """The bar that is open on this level of brackets."""
    bars = 0
    """Pairs of bars read on this level."""
    implicit: tuple[int, int, int] = (0, 0, 0)
    """Where the last product without signs starts, has its second factor, and ends."""
    signs_only = False
    """Whether no sign may be left out here."""

    @abstractmethod
    def expression(self, least: int) -> Node:
        """Read an expression of operators that bind at least as tightly as `least`."""

    @abstractmethod
    def arguments(self, opened: Token) -> tuple[Node, ...]:
        """Read the arguments of a call up to its closing bracket."""

    @abstractmethod
    def inside(self, opening: Token) -> AbstractContextManager[None]:
        """Read what stands in brackets, one level deeper, where bars count anew."""

    @abstractmethod
    def bracket(self) -> Node:
        """Read what stands in round brackets."""

    # products without a sign

    def juxtaposes(self, left: Node) -> bool:
        """Whether the token ahead is a further factor."""
        token = self.token
        if self.signs_only:
            return False
        if token.kind == "number" or token.text in _OPENING:
            return True
        if token.kind == "name":
            return token.text not in RESERVED
        return token.text == "|" and self.opens_bar(left)

    def juxtaposed(self, left: Node, start: int) -> Node:
        """Read the factors that follow without a sign; `start` is where the first begins."""
        factors, second = [left], self.position
        bars_before = self.bars if self.previous.text == "|" else None
        while self.juxtaposes(factors[-1]):
            self._check_next_factor(start, bars_before)
            before = self.bars
            factors.append(self.expression(POWER))
            bars_before = bars_before if self.bars == before else self.bars
        self.implicit = (start, second, self.position)
        return Node(
            "product", self.tokens[second].column, tuple(factors), "", ("*",) * len(factors)
        )

    def _check_next_factor(self, start: int, bars_before: int | None) -> None:
        token, behind = self.token, self.previous
        if token.kind == "number":
            whole, number = self.since(start), self.written(token)
            signs = "+*" if "/" in token.text else "*^"
            self.two_readings(token.column, *(f"{whole}{sign}{number}" for sign in signs))
        if behind.kind == "number" and behind.text == "1" and token.text == "(":
            self.two_readings(token.column, "1*(…)", "step(…)")
        if behind.kind == "number" and "e" in behind.text.lower():
            digits, _, power = behind.text.lower().partition("e")
            sign = "" if power[0] in "+-" else "*"
            further = self.written(token)
            self.two_readings(
                token.column,
                f"({self.written(behind)})*{further}",
                f"{digits}*e{sign}{power}*{further}",
            )
        if token.text == "|" and bars_before is not None and behind.text != "|":
            self.nested_bars()

    def divided(self, whole: int, begin: int) -> None:
        """Refuse a divisor that goes on without a sign: read from `begin` on, the whole before."""
        start, second, end = self.implicit
        ahead = self.tokens[begin:start]
        if end != self.position or start < begin or any(t.text not in {"+", "-"} for t in ahead):
            return
        dividend = self.between(whole, begin - 1)
        divisor = self.between(begin, second)
        others = self.between(second, end)
        self.two_readings(
            self.tokens[second].column,
            f"({dividend}/{divisor})*{others}",
            f"{dividend}/({divisor}*{others})",
        )

    # powers

    def raised(self, base: Node) -> Node:
        """Read a run of exponent signs, as in x² and e⁻ˣ."""
        token = self.token
        exponent = self.exponent_signs()
        if self.at("**", "!"):
            further = self.written(self.token)
            self.two_readings(
                self.token.column,
                f"(x{self.written(token)}){further}…",
                f"x^({token.text}{further}…)",
            )
        return Node("power", token.column, (base, exponent))

    def exponent_signs(self) -> Node:
        """Read what a run of exponent signs says."""
        token = self.advance()
        outside = self.tokens, self.position
        self.tokens, self.position = scan(self.source, token.text, token.column, self.names), 0
        self.enter(token)
        exponent = self.expression(SUM)
        self.depth -= 1
        if self.token.kind != "end":
            self.unexpected("an exponent")
        self.tokens, self.position = outside
        return exponent

    def check_exponent(self, start: int, begin: int) -> None:
        """Refuse an exponent without brackets, read from `begin` on, that may go on."""
        opening, token = self.tokens[begin], self.token
        if opening.text in {"(", "{"}:
            return
        base = self.between(start, begin - 1)
        exponent = self.since(begin)
        spaced = token.column > self.previous.end
        if self.at("/") and (opening.text == "-" or exponent == "1"):
            further = self.written(self.following)
            self.two_readings(
                token.column,
                f"({base}^({exponent}))/{further}",
                f"{base}^(({exponent})/{further})",
            )
        started = token.kind in {"name", "number"} and token.text not in RESERVED
        if (started or token.text in _OPENING) and not (spaced and self.is_function()):
            further = self.written(token) + ("…)" if token.text == "(" else "")
            self.two_readings(
                token.column,
                f"({base}^({exponent}))*{further}",
                f"{base}^(({exponent})*{further})",
            )

    # names

    def is_function(self, offset: int = 0) -> bool:
        """Whether the token ahead, or one after it, is a function that is applied there."""
        token, after = (self.tokens[min(self.position + offset + k, len(self.tokens) - 1)]
                        for k in (0, 1))  # fmt: skip
        if token.kind != "name" or self.is_declared(token.text):
            return False
        if token.text in BRACKETLESS:
            return True
        known = any(token.text in words for words in (FUNCTIONS, ALIASES, SIGNALS, SPECIAL))
        return known and (after.text == "(" or after.kind == "prime")

    def is_declared(self, name: str) -> bool:
        """Whether the name is that of a declared symbol."""
        return named_among(name, self.names) is not None

    def named(self) -> Node:
        """Read a name and what belongs to it: arguments, the power of a function, primes."""
        token = self.advance()
        declared = self.is_declared(token.text)
        if not declared and token.text in _IMPULSES:
            order = self._order()
            if order is not None:
                return self._impulse(token, order)
        if not declared and token.text in BRACKETLESS:
            if self.token.kind == "exponent" or self.at("**"):
                return self._power_of_function(token)
            if not self.at("(") and self._starts_argument():
                return self._applied(token, self.position - 1)
        if not self.at("(") or (token.text == "pi" and not declared):
            return Node("name", token.column, (), token.text)
        opened = self.advance()
        return Node("call", token.column, self.arguments(opened), token.text)

    def _order(self) -> int | None:
        """Read the primes behind δ, or its order as in δ⁽³⁾ and δ^(3)."""
        primes = 0
        while self.token.kind == "prime":
            primes += len(self.advance().text)
        if primes:
            return primes
        token = self.token
        if token.kind == "exponent" and token.text[:1] == "(" and token.text[1:-1].isdigit():
            self.advance()
            return int(token.text[1:-1])
        ahead = self.tokens[self.position : self.position + 5]
        shape = [part.kind if part.kind == "number" else part.text for part in ahead]
        if shape == ["**", "(", "number", ")", "("] and ahead[2].text.isdecimal():
            self.position += 4
            return int(ahead[2].text)
        return None

    def _impulse(self, name: Token, order: int) -> Node:
        if not self.at("("):
            self.unexpected(f"'(' after the derivative of {self.written(name)}")
        opened = self.advance()
        number = Node("number", name.column, (), str(order))
        return Node("call", name.column, (*self.arguments(opened), number), "DiracDelta")

    def _power_of_function(self, name: Token) -> Node:
        """Read sin²x or sin^2(x), the square of the sine."""
        start, token, written = self.position - 1, self.token, self.written(name)
        ways = f"({written}(…))^(…)", f"Derivative({written}(…), …)"
        if token.kind == "exponent" and token.text.startswith("("):
            self.two_readings(token.column, *ways)
        if token.kind == "exponent":
            exponent = self.exponent_signs()
        else:
            self.advance()
            if self.token.kind == "number" or (
                self.token.kind == "name" and self.token.text not in RESERVED
            ):
                plain = self.advance()
                exponent = Node(plain.kind, plain.column, (), plain.text)
            elif self.at("{"):
                exponent = self.expression(POWER)
            elif self.at("("):
                self.two_readings(
                    token.column, f"({written}(…))^(…)", f"Derivative({written}(…), …)"
                )
            else:
                exponent = Node("sum", token.column, (), "", ("-",))
        if exponent.kind == "sum" and exponent.signs[0] == "-":
            self.two_readings(token.column, f"a{written}(…)", f"1/{written}(…)")
        if self.at("("):
            opened = self.advance()
            base = Node("call", name.column, self.arguments(opened), name.text)
        elif self._starts_argument():
            base = self._applied(name, start)
        else:
            self.unexpected(f"the argument of {written}")
        return Node("power", token.column, (base, exponent))

    # functions without brackets

    def _starts_argument(self) -> bool:
        token = self.token
        if token.kind == "name":
            return token.text not in RESERVED
        return token.kind == "number" or token.text in _ROOTS or self._bar_ahead()

    def _bar_ahead(self) -> bool:
        return self.token.text == "|" and self.token.kind == "operator" and self.bar is None

    def _applied(self, name: Token, start: int) -> Node:
        """Read an argument without brackets: what stands together, as in sin 2πx."""
        head, begin = self.since(start), self.position
        self.enter(name)
        if self.is_function():
            argument = self.named()
        else:
            factors = [self._plain_atom()]
            while self._goes_on():
                factors.append(self._plain_atom())
            signs = ("*",) * len(factors)
            argument = factors[0] if len(factors) == 1 else Node(
                "product", factors[0].column, tuple(factors), "", signs)  # fmt: skip
        self.depth -= 1
        self._check_after_argument(head, self.since(begin))
        return Node("call", name.column, (argument,), name.text)

    def _goes_on(self) -> bool:
        """Whether a further name stands against the argument, without a space."""
        token = self.token
        if token.kind != "name" or token.text in RESERVED or token.column != self.previous.end:
            return False
        return not self.is_function() and self.following.text != "("

    def _plain_atom(self) -> Node:
        token = self.token
        if token.kind in {"number", "name"}:
            self.advance()
            return Node(token.kind, token.column, (), token.text)
        return self.root() if token.text in _ROOTS else self.absolute()

    def _check_after_argument(self, head: str, argument: str) -> None:
        token, start = self.token, self.position
        if self.is_function() or (self.at("*") and self.is_function(1)):
            return
        operator = token.kind == "exponent" or self.at("**", "/", "*", "!")
        factor = token.kind in {"number", "name"} and token.text not in RESERVED
        if not operator and not factor and token.text not in _OPENING:
            return
        binary = self.at("**", "/", "*") and start + 1 < len(self.tokens)
        end = self.following.end if binary else token.end
        rest = ("" if operator else "*") + self.source.text[token.column : end]
        rest += "…)" if rest.endswith("(") else ""
        self.two_readings(token.column, f"{head}({argument}){rest}", f"{head}({argument}{rest})")

    # roots, floors and ceilings

    def rounded(self) -> Node:
        """Read ⌊x⌋ or ⌈x⌉."""
        opened = self.advance()
        name, closing = _ROUNDED[opened.text]
        with self.inside(opened):
            inner = self.expression(SUM)
        self.expect(closing, opened)
        return Node("call", opened.column, (inner,), name)

    def root(self) -> Node:
        """Read √x, where the root reaches as far as one number, name, call or bracket."""
        sign = self.advance()
        name, index = _ROOTS[sign.text]
        begin = self.position
        self.enter(sign)
        if self.token.kind == "number":
            token = self.advance()
            operand = Node("number", token.column, (), token.text)
        elif self.token.kind == "name" and self.token.text not in RESERVED:
            operand = self.named()
        elif self.at("("):
            operand = self.bracket()
        elif self._bar_ahead():
            operand = self.absolute()
        else:
            self.unexpected(f"what {sign.text} is taken of")
        self.depth -= 1
        under, token = self.since(begin), self.token
        closed = self.previous.text in {")", "|"}
        if token.kind == "exponent" or self.at("**", "!"):
            rest = self.written(token) + ("…" if self.at("**") else "")
            self.two_readings(
                token.column, f"({sign.text}({under})){rest}", f"{sign.text}(({under}){rest})"
            )
        further = token.kind == "name" and token.text not in RESERVED and not self.is_function()
        if not closed and (further or token.text in _OPENING):
            rest = self.written(token) + ("…)" if self.at("(") else "")
            self.two_readings(
                token.column, f"{sign.text}({under})*{rest}", f"{sign.text}({under}*{rest})"
            )
        parts = (operand,) if name != "root" else (operand, Node("number", sign.column, (), index))
        return Node("call", sign.column, parts, name)

    # bars

    def opens_bar(self, left: Node) -> bool:
        """Whether the bar ahead, after an expression, begins a factor: no "or", no closing."""
        if self.bar is not None or self.token.kind != "operator" or is_condition(left):
            return False
        depth = 0
        for place in range(self.position + 1, len(self.tokens)):
            token = self.tokens[place]
            if token.text in _OF_CONDITIONS:
                return False
            if depth == 0 and (token.text == "|" or token.text in _ENDS):
                return token.text == "|" and place > self.position + 1
            depth += _DEPTH.get(token.text, 0)
        return False

    def absolute(self) -> Node:
        """Read |x|."""
        opened = self.token
        if self.bar is not None:
            self.nested_bars()
        if self.bars and self.following.text == "-" and self.previous.kind in {"number", "name"}:
            self.nested_bars()
        self.advance()
        self.bar = opened
        self.enter(opened)
        inner = self.expression(SUM)
        self.depth -= 1
        if self.token.text != "|" or self.token.kind != "operator":
            self.unexpected(f"'|' to close the bar of column {opened.column + 1}, or an operator")
        self.advance()
        self.bar = None
        self.bars += 1
        return Node("call", opened.column, (inner,), "Abs")

    def nested_bars(self) -> NoReturn:
        """Refuse bars in bars, which can be paired in two ways."""
        places = self._bars_of_level()
        inner = "()" * (len(places) // 2)
        ways = [self._with_bars(places, shape) for shape in (inner, f"({inner[2:]})")]
        readings = " or ".join(ways) if len(places) % 2 == 0 else "abs(…) for each pair"
        message = f"bars in bars can be read in two ways; write {readings}"
        raise self.source.refuse(self.token.column, message)

    def _bars_of_level(self) -> list[int]:
        """The positions of the bars on this level of brackets, up to what ends an expression."""
        found, depth, place = [], 0, self.position
        opening = {",", ";", *(text for text, step in _DEPTH.items() if step > 0)}
        while place >= 0 and not (depth == 0 and self.tokens[place].text in opening):
            depth -= _DEPTH.get(self.tokens[place].text, 0)
            found += [place] if depth == 0 and self.tokens[place].text == "|" else []
            place -= 1
        found.reverse()
        for place in range(self.position + 1, len(self.tokens)):
            text = self.tokens[place].text
            if depth == 0 and text in {*_ENDS, "for"}:
                break
            depth += _DEPTH.get(text, 0)
            found += [place] if depth == 0 and text == "|" else []
        return found

    def _with_bars(self, places: list[int], shape: str) -> str:
        """The text of this level with its bars written as abs( and ), by the shape."""
        if not places:
            return ""
        text, written = self.source.text, ""
        column = self.tokens[places[0]].column
        for place, sign in zip(places, shape, strict=False):
            token = self.tokens[place]
            written += text[column : token.column]
            factor = written.rstrip()[-1:]
            joined = factor.isalnum() or factor == ")"
            written += ("*abs(" if joined else "abs(") if sign == "(" else ")"
            column = token.end
            following = text[column : column + 1]
            written += "*" if sign == ")" and (following.isalnum() or following == "(") else ""
        return written.replace("abs()", "abs(…)")


_DEPTH = {"(": 1, "{": 1, "⌊": 1, "⌈": 1, ")": -1, "}": -1, "⌋": -1, "⌉": -1}
_ENDS = {")", "}", "⌋", "⌉", ",", ";"}
_OF_CONDITIONS = {"<", "<=", ">", ">=", "==", "!=", "&", "~", "or", "True", "False"}
_OF_CONDITIONS |= CONDITIONS | RESERVED


def is_condition(node: Node) -> bool:
    """Whether the node can only be a condition."""
    if node.kind == "call":
        return node.text in CONDITIONS
    if node.kind == "name":
        return node.text in {"True", "False"}
    return node.kind in {"relation", "and", "or", "not"}
