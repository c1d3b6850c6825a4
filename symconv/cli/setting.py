"""The symbols of a command: the variables, the parameters, and the facts stated with --assume.

A fact "a > 0" becomes an assumption of the symbol a, as SymPy reasons best with those; what relates
two parameters, or a parameter and another number, becomes an entry of `assuming`. A parameter of
which nothing is said is real.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from symconv.errors import InvalidInput
from symconv.parsing import free_names, parse, parse_condition
from symconv.parsing.grammar import Node, read_tree
from symconv.parsing.vocabulary import ALIASES, FUNCTIONS, SIGNALS, SPECIAL

__all__ = ["Setting", "read_setting"]

_KINDS = {
    "real": "real",
    "complex": "complex",
    "integer": "integer",
    "rational": "rational",
    "positive": "positive",
    "negative": "negative",
    "nonnegative": "nonnegative",
    "nonpositive": "nonpositive",
    "nonzero": "nonzero",
}
_SENTENCE = re.compile(r"\s*([^\W\d]\w*)\s+(?:is\s+)?(?:an?\s+)?(\w+)\s*")
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "!=": "!=", "==": "=="}
_ALSO_PARAMETERS = frozenset({"beta", "gamma", "zeta", "delta"})


@dataclass(frozen=True)
class Setting:
    """The variable x, the output variable t, the parameters, and the relations between them."""

    x: Any
    t: Any
    parameters: tuple[Any, ...]
    assuming: tuple[Any, ...]

    def parse(self, text: str) -> Any:
        """Read a function of x."""
        return parse(text.removeprefix(" "), self.x, symbols=self.parameters)

    def parse_answer(self, text: str) -> Any:
        """Read a function of t."""
        return parse(text.removeprefix(" "), self.t, symbols=self.parameters)

    def described(self) -> list[str]:
        """Say what is taken for granted of each parameter."""
        facts = [f"{symbol} {_kind(symbol)}" for symbol in self.parameters]
        return facts + [str(relation) for relation in self.assuming]


def read_setting(
    functions: Iterable[str],
    facts: Iterable[str],
    variable: str = "x",
    output: str = "t",
    answers: Iterable[str] = (),
) -> Setting:
    """Find the parameters in the texts, give them their assumptions, read the relations.

    `functions` are texts in the variable, `answers` texts in the output variable.
    """
    import sympy

    for name in (variable, output):
        if free_names(name) != {name}:
            raise InvalidInput(f"a variable must be a name that is no constant, not {name!r}")
    in_functions = _names(functions)
    if output != variable and output in in_functions:
        raise InvalidInput(f"{output} is the variable of the answer; choose another with --out-var")
    names = (in_functions | _names(answers)) - {variable, output}
    known: dict[str, dict[str, bool]] = {name: {} for name in sorted(names)}
    relations: list[str] = []
    for fact in facts:
        _note(fact.removeprefix(" "), known, relations, {variable, output})
    parameters = tuple(_symbol(sympy, name, given) for name, given in known.items())
    assuming: list[Any] = []
    for relation in relations:
        value = parse_condition(relation, sympy.Dummy("x", real=True), symbols=parameters)
        if value == sympy.false:
            raise InvalidInput(f"--assume {relation!r} contradicts the others")
        assuming.extend(part for part in sympy.And.make_args(value) if part != sympy.true)
    x, t = (sympy.Symbol(name, real=True) for name in (variable, output))
    return Setting(x, t, parameters, tuple(assuming))


def _names(texts: Iterable[str]) -> set[str]:
    """Return the names that can only be symbols: functions without brackets are left to parse."""
    words = {*FUNCTIONS, *ALIASES, *SIGNALS, *SPECIAL} - _ALSO_PARAMETERS
    found: set[str] = set()
    for text in texts:
        found |= free_names(text.removeprefix(" ")) - words
    return found


def _note(
    fact: str, known: dict[str, dict[str, bool]], relations: list[str], variables: set[str]
) -> None:
    sentence = _SENTENCE.fullmatch(fact)
    names = {sentence[1]} if sentence else _names([fact])
    for name in sorted(names & variables):
        raise InvalidInput(f"--assume {fact!r}: {name} is a variable and ranges over all reals")
    for name in sorted(names):
        known.setdefault(name, {})
    if sentence:
        if sentence[2] not in _KINDS:
            kinds = ", ".join(_KINDS)
            raise InvalidInput(f"--assume {fact!r}: expected a relation, or one of {kinds}")
        known[sentence[1]][_KINDS[sentence[2]]] = True
        return
    relations.append(fact)
    for name, assumption in _assumptions(read_tree(fact)[1]):
        known[name][assumption] = True


def _assumptions(node: Node) -> Iterable[tuple[str, str]]:
    """Yield what comparisons of a single name with a number say about its sign."""
    if node.kind == "and":
        for part in node.parts:
            yield from _assumptions(part)
    if node.kind != "relation":
        return
    for left, sign, right in zip(node.parts, node.signs, node.parts[1:], strict=False):
        for name, relation, other in ((left, sign, right), (right, _MIRRORED[sign], left)):
            number = _number(other)
            if name.kind == "name" and number is not None:
                assumption = _sign(relation, number)
                if assumption:
                    yield name.text, assumption


def _number(node: Node) -> Fraction | None:
    if node.kind == "number":
        return Fraction(node.text)
    if node.kind == "sum" and len(node.parts) == 1 and node.parts[0].kind == "number":
        return Fraction(node.signs[0] + node.parts[0].text)
    return None


def _sign(relation: str, number: Fraction) -> str | None:
    """Return the assumption that `name relation number` implies."""
    if relation == "!=":
        return "nonzero" if number == 0 else None
    if relation in {">", ">="} and number >= 0:
        return "nonnegative" if relation == ">=" and number == 0 else "positive"
    if relation in {"<", "<="} and number <= 0:
        return "nonpositive" if relation == "<=" and number == 0 else "negative"
    return None


def _symbol(sympy: Any, name: str, given: dict[str, bool]) -> Any:
    assumptions = given if "complex" in given else {"real": True, **given}
    try:
        return sympy.Symbol(name, **assumptions)
    except (ValueError, TypeError):
        facts = ", ".join(given)
        raise InvalidInput(f"--assume: {name} cannot be all of {facts}") from None


def _kind(symbol: Any) -> str:
    words = [word for word in _KINDS if symbol._assumptions_orig.get(word)]
    precise = [word for word in words if word != "real"]
    return " ".join(precise or words)
