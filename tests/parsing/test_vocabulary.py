"""Every word of the vocabulary names something of SymPy, and is read with its argument counts."""

from __future__ import annotations

import pytest
import sympy

from symconv import InvalidInput, parse, signals
from symconv.parsing.forms import FORMS
from symconv.parsing.vocabulary import (
    ALIASES,
    BRACKETLESS,
    CONDITIONS,
    CONSTANTS,
    FUNCTIONS,
    SIGNALS,
    SPECIAL,
)


def test_words_are_unique_and_known_to_sympy():
    assert all(hasattr(sympy, entry.name) for entry in FUNCTIONS.values())
    assert all(hasattr(sympy, name) for name in CONSTANTS.values())
    assert set(ALIASES.values()) <= FUNCTIONS.keys() | SPECIAL | SIGNALS.keys()
    assert set(SIGNALS) - {"rect"} <= set(signals.__all__)
    assert BRACKETLESS <= FUNCTIONS.keys() | ALIASES.keys()
    assert CONDITIONS <= SPECIAL
    assert not set(FUNCTIONS) & (set(SIGNALS) | SPECIAL | set(CONSTANTS))
    assert set(FORMS) == SPECIAL


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_functions_refuse_a_wrong_count_of_arguments(name):
    entry = FUNCTIONS[name]
    letters = ["p", "q", "r", "s", "v", "w"]
    symbols = sympy.symbols(letters, positive=True)
    for count in range(entry.least, entry.most + 1):
        text = f"{name}({', '.join(letters[:count])})"
        if name == "DiracDelta" and count == 2:
            text = "DiracDelta(x, 2)"
        value = parse(text, symbols=symbols)
        assert parse(str(value), symbols=symbols) == value
    with pytest.raises(InvalidInput, match="argument"):
        parse(f"{name}({', '.join(['x'] * (entry.most + 1))})")
