"""Untrusted text to SymPy expressions, by a grammar of our own; nothing is ever run as code.

tokens → grammar → builder (with forms and guards), each with its limits: length and digits are
checked before the grammar, depth before the tree, magnitude before each single operation. Every
refusal is an InvalidInput that shows the column. `grammar` needs the standard library alone.

    spellings.py, tokens.py     the signs of the field, the text to tokens
    cursor.py, textbook.py      a place in the tokens, notation that leaves signs out
    tree.py, grammar.py         the tree, tokens to a tree
    scopes.py, survey.py        names that the text binds itself; very long texts
    vocabulary.py               the words: constants, functions, their limits
    builder.py, forms.py        the tree to SymPy objects
    guards.py, workbench.py     limits on what SymPy computes, and refusals with a column
    advice.py                   what an unknown name may have meant
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from symconv.errors import InvalidInput
from symconv.listing import listed
from symconv.parsing.grammar import read_tree
from symconv.parsing.scopes import names_in
from symconv.parsing.survey import survey
from symconv.parsing.vocabulary import CONSTANTS, LETTERS, SIGNALS

if TYPE_CHECKING:
    from sympy import Expr

__all__ = ["free_names", "parse", "parse_condition"]


def parse(text: str, x: Any = None, *, symbols: Iterable[Any] = ()) -> Expr:
    """Return the expression that the text denotes, such that parse(str(e)) == e.

    The text is an expression as SymPy prints it, or has the shorter forms "box(-1, 2)",
    "1 - abs(x)/5 for x > 0" (0 elsewhere), "{x for 0 <= x < 1; 2 - x for 1 <= x < 2}" and
    "delta(x - 1)". Decimals are exact: 0.2 is 1/5. The names that a Sum or Integral binds in its
    limits, and x in an unevaluated (f ∗ g)(t), are no names of the text.

    Textbook notation is read as a person means it: x², 2x, 3sin(2πx), sin²x, |x|, √x, e^(-x), x·y,
    ≤, ½, H(x) and u(x) for the step, δ'(x), rect, tri, sgn. What can be read in two ways, as 1/2x
    and x(t), is refused with both readings.

    Hypotheses
    ----------
    Every name in the text is a constant, a function, x or one of `symbols`; an admitted symbol
    takes precedence over a constant of that name, as over e, i, j, H and u. A Greek letter is the
    symbol of that letter or of its English name.

    Parameters
    ----------
    text : str
        The text; ^ is the power, conditions are joined by & or `and`.
    x : Symbol, optional
        The variable, implied in box(-1, 2); a real symbol x if not given.
    symbols : iterable of Symbol
        The admitted parameters, with their assumptions; undefined functions, as Function("f").

    Returns
    -------
    Expr
        The expression.

    Raises
    ------
    InvalidInput
        The text is no sentence of the grammar, holds an unknown name, or asks for a number, power
        or nesting beyond the limits; the message shows the column.

    Examples
    --------
    >>> parse("1 - abs(x)/5 for x > 0")
    Piecewise((1 - Abs(x)/5, x > 0), (0, True))
    >>> parse("3x² + sin(2πx)u(x)")
    3*x**2 + sin(2*pi*x)*Heaviside(x)
    >>> parse("exp(-a*x)")
    Traceback (most recent call last):
    symconv.errors.InvalidInput: column 6: unknown name 'a'; known symbols: x
      exp(-a*x)
           ^

    References
    ----------
    V. R. Pratt, Top down operator precedence, POPL 1973.
    """
    return _read(text, x, symbols, "expression")


def parse_condition(text: str, x: Any = None, *, symbols: Iterable[Any] = ()) -> Any:
    """Return the condition that the text denotes, such as 0 <= x < 1, with the same rules as parse.

    Examples
    --------
    >>> parse_condition("0 < x <= 1")
    (x <= 1) & (0 < x)
    >>> parse_condition("x + 1")
    Traceback (most recent call last):
    symconv.errors.InvalidInput: column 3: expected a condition, found an expression
    """
    return _read(text, x, symbols, "condition")


def free_names(text: str) -> frozenset[str]:
    """Return the names in the text that are neither constants nor applied as functions.

    Examples
    --------
    >>> sorted(free_names("exp(-a*x)*box(-1, b) + pi"))
    ['a', 'b', 'x']
    >>> free_names("exp(")
    Traceback (most recent call last):
    symconv.errors.InvalidInput: column 5: expected a number, a name or '(', found the end
    """
    _, tree = read_tree(_checked(text))
    bare = {name for name, (least, _) in SIGNALS.items() if least == 0}
    return frozenset(names_in(tree) - CONSTANTS.keys() - LETTERS.keys() - bare)


def _read(text: str, x: Any, symbols: Iterable[Any], wanted: str) -> Any:
    import sympy
    from sympy.core.function import UndefinedFunction

    from symconv.parsing.builder import Builder

    variable = sympy.Symbol("x", real=True) if x is None else x
    names: dict[str, Any] = {}
    functions: dict[str, Any] = {}
    for symbol in (variable, *listed(symbols, "symbols", "a list of Symbols")):
        if isinstance(symbol, UndefinedFunction) and symbol is not variable:
            functions[symbol.__name__] = symbol
            continue
        if not isinstance(symbol, sympy.Symbol):
            raise InvalidInput(f"parse: expected a Symbol, not {str(symbol)[:40]!r}")
        if names.setdefault(symbol.name, symbol) != symbol:
            raise InvalidInput(
                f"parse: two symbols are called {symbol.name}, with other assumptions"
            )
    source, tree = read_tree(_checked(text), {*names, *functions})
    survey(source, tree, names)
    builder = Builder(source, variable, names, functions)
    try:
        value = builder.expression(tree) if wanted == "expression" else builder.condition(tree)
    except InvalidInput:
        raise
    except Exception as error:  # SymPy's answers to questions of sign may raise as well
        raise source.refuse(
            builder.column, f"SymPy fails on this: {type(error).__name__}"
        ) from error
    if value.has(sympy.zoo):
        raise source.refuse(0, "a piece of this has no value, as in a division by 0")
    return value


def _checked(text: Any) -> str:
    if not isinstance(text, str):
        raise InvalidInput(f"parse: expected a text, not {type(text).__name__}")
    return text
