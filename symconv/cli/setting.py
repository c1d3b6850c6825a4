"""The symbols of a command: the variables, the parameters, and the facts stated with --assume.

A parameter is declared by --param or by a fact on it; any other name is refused, since a typing
error would else be a new parameter. A fact "a > 0" becomes an assumption of the symbol a, as SymPy
reasons best with those; what relates two parameters, or a parameter and another number, becomes an
entry of `assuming`. A parameter of which nothing is said is real.
"""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from symconv.errors import InvalidInput
from symconv.parsing import parse, parse_condition
from symconv.parsing.grammar import Node, read_tree
from symconv.parsing.scopes import names_in
from symconv.parsing.spellings import plain_name
from symconv.parsing.tokens import Source, tokenise
from symconv.parsing.vocabulary import ALIASES, CONSTANTS, FUNCTIONS, SIGNALS, SPECIAL

__all__ = ["Setting", "read_setting", "setting_of"]

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
_WORDS = {*FUNCTIONS, *ALIASES, *SIGNALS, *SPECIAL} - {"beta", "gamma", "zeta", "delta"}


@dataclass(frozen=True)
class Setting:
    """The variable x, the output variable t, the parameters, the relations between them.

    `values` are those that --at puts in the place of symbols.
    """

    x: Any
    t: Any
    parameters: tuple[Any, ...]
    assuming: tuple[Any, ...]
    values: dict[Any, Any] = field(default_factory=dict)

    def parse(self, text: str) -> Any:
        """Read a function of x."""
        return self._read(text, self.x, self.t, "--var")

    def parse_answer(self, text: str) -> Any:
        """Read a function of t."""
        return self._read(text, self.t, self.x, "--out-var")

    def _read(self, text: str, variable: Any, other: Any, option: str) -> Any:
        try:
            return parse(text.removeprefix(" "), variable, symbols=self.parameters)
        except InvalidInput as error:
            raise _with_option(error, variable, other, option) from None

    def described(self) -> list[str]:
        """Say what is taken for granted of each parameter."""
        facts = [f"{symbol} {_kind(symbol)}" for symbol in self.parameters]
        return facts + [str(relation) for relation in self.assuming]


def _with_option(error: InvalidInput, variable: Any, other: Any, option: str) -> InvalidInput:
    """The refusal of an unknown name, with the option that would make it known."""
    name = error.unknown
    if name is None or (name in _WORDS and len(name) > 1):
        return error
    plain = plain_name(name)
    if plain == "x" and option == "--var":
        advice = f"; the variable here is {variable}"
    elif plain == other.name:
        advice = f"; {option} {plain} makes it the variable here, in the place of {variable}"
    else:
        advice = f"; a parameter is declared by --param {plain}, or by --assume on it"
    first, *shown = str(error).split("\n")
    told = InvalidInput("\n".join([first + advice, *shown]))
    told.text, told.column, told.unknown = error.text, error.column, name
    return told


def setting_of(arguments: Namespace, output: str = "t") -> Setting:
    """The setting of a verb's arguments; `output` is the answer's variable unless one is given."""
    setting = read_setting(
        arguments.assume,
        arguments.param,
        arguments.var or "x",
        getattr(arguments, "out_var", None) or output,
    )
    for text in getattr(arguments, "at", []):
        symbol, value = _value(text, setting)
        if setting.values.setdefault(symbol, value) != value:
            raise InvalidInput(f"--at: two values for {symbol}")
    return setting


def read_setting(
    facts: Iterable[str] = (),
    declared: Iterable[str] = (),
    variable: str = "x",
    output: str = "t",
) -> Setting:
    """Give the parameters their assumptions, and read the relations between them."""
    import sympy

    variable, output = _name(variable, "--var"), _name(output, "--out-var")
    known: dict[str, dict[str, bool]] = {}
    for text in declared:
        for word in re.split(r"[,\s]+", text.strip()):
            name = _name(word, "--param")
            if name in {variable, output}:
                raise InvalidInput(f"--param {name}: {name} is a variable; choose other names "
                                   "with --var and --out-var")  # fmt: skip
            known.setdefault(name, {})
    relations: list[str] = []
    for fact in facts:
        _note(fact.removeprefix(" "), known, relations, {variable, output})
    parameters = tuple(_symbol(sympy, name, known[name]) for name in sorted(known))
    assuming: list[Any] = []
    for relation in relations:
        value = parse_condition(relation, sympy.Dummy("x", real=True), symbols=parameters)
        if value == sympy.false:
            raise InvalidInput(f"--assume {relation!r} contradicts the others")
        assuming.extend(part for part in sympy.And.make_args(value) if part != sympy.true)
    x, t = (sympy.Symbol(name, real=True) for name in (variable, output))
    return Setting(x, t, parameters, tuple(assuming))


def _name(text: str, option: str) -> str:
    """Read one plain name that is free to be a symbol: e, i, j, H and u are."""
    tokens = tokenise(Source(text), (text,)) if text.isidentifier() else tokenise(Source(text))
    single = len(tokens) == 2 and tokens[0].kind == "name"
    name = plain_name(tokens[0].text) if single else ""
    taken = name in CONSTANTS or (name in _WORDS and len(name) > 1)
    if not single or taken or not name.replace("_", "").isalnum():
        raise InvalidInput(
            f"{option}: expected a name that is no constant or function, not {text!r}"
        )
    return name


def _value(text: str, setting: Setting) -> tuple[Any, Any]:
    """Read NAME=VALUE, where the name is a parameter or the variable of the answer."""
    name, sign, written = text.removeprefix(" ").partition("=")
    symbols = {symbol.name: symbol for symbol in (*setting.parameters, setting.t)}
    symbol = symbols.get(plain_name(name.strip()))
    if not sign or symbol is None:
        names = " or ".join(symbols)
        raise InvalidInput(f"--at {text!r}: expected NAME=VALUE, the name one of {names}")
    value = parse(written)
    if value.free_symbols or value.is_finite is not True:
        raise InvalidInput(f"--at {text!r}: expected a finite constant, not {value}")
    return symbol, value


def _note(
    fact: str, known: dict[str, dict[str, bool]], relations: list[str], variables: set[str]
) -> None:
    sentence = _SENTENCE.fullmatch(fact)
    names = {plain_name(sentence[1])} if sentence else _symbols_of(fact)
    for name in sorted(names & variables):
        raise InvalidInput(f"--assume {fact!r}: {name} is a variable and ranges over all reals")
    for name in sorted(names):
        known.setdefault(name, {})
    if sentence:
        if sentence[2] not in _KINDS:
            kinds = ", ".join(_KINDS)
            raise InvalidInput(f"--assume {fact!r}: expected a relation, or one of {kinds}")
        known[_name(sentence[1], "--assume")][_KINDS[sentence[2]]] = True
        return
    relations.append(fact)
    for name, assumption in _assumptions(read_tree(fact)[1]):
        if plain_name(name) in known:
            known[plain_name(name)][assumption] = True


def _symbols_of(fact: str) -> set[str]:
    """The names of a fact that can only be symbols; e, i, j, H and u are, where stated of."""
    names = {plain_name(name) for name in names_in(read_tree(fact)[1])} - CONSTANTS.keys()
    return {name for name in names if name not in _WORDS or len(name) == 1}


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
