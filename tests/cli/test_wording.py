"""The library's advice in the words of a command, and no name that only the program knows."""

from __future__ import annotations

import json
import re

import pytest
from sympy import Symbol

from symconv import box, check, convolve
from symconv.cli import main
from symconv.cli.wording import in_the_shell
from symconv.errors import SymconvError

x = Symbol("x", real=True)


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("is open; state it with assuming=", "is open; state it with --assume"),
        ("a pole; principal_value=True takes it symmetrically", "a pole"),
        ("where kind='mellin' is not defined", "where --kind mellin is not defined"),
        ("b has no value; put numbers in its place", "b has no value; --at gives it one"),
    ],
)
def test_keywords_become_options(message, told):
    assert in_the_shell(message, {"assume"}) == told


@pytest.mark.parametrize(
    ("argv", "code", "message"),
    [
        (["convolve", "1/(1+x^2)", "x"], 4, "; --principal-value takes the symmetric limit"),
        (["check", "moments", "1/(1+x^2)", "box(0,1)"], 4, "is not integrable\n"),
        (["convolve", "1/(x^2+a)", "box(0,1)", "--param", "a"], 3, "with --assume\n"),
        (["convolve", "x", "step", "--timeout", "0"], 2, "expected a number of seconds"),
        (["convolve", "x", "step", "--principal_value"], 2, "did you mean --principal-value?"),
        (["convolve", "x", "step", "step"], 2, "takes no further argument 'step'"),
        (["check", "claim", "t", "step", "step", "--on", "1", "I"], 2, "two real ends"),
        (["check", "claim", "t", "step", "step", "--on", "x", "1"], 2, "two real ends"),
        (["convolve", "delta(x)", "delta(x)", "--at", "t=0"], 2, "a point mass there"),
        (["convolve", "exp(-x)*step(x)", "step(x)", "--var", "t"], 2, "the variable here is t"),
        (["convolve", "exp(-t)*step(t)", "step(t)"], 2, "--var t makes it the variable"),
        (["convolve", "box(-oo,0)", "step(x)"], 2, "step(b - x)"),
    ],
)
def test_advice_can_be_typed(argv, code, message, capsys):
    assert main(argv) == code
    assert message in capsys.readouterr().err


def test_the_kind_of_an_error_is_a_public_one(capsys):
    argv = ["convolve", "box(0,a)", "step", "--assume", "a complex", "--json"]
    assert main(argv) == 2
    assert json.loads(capsys.readouterr().out)["error"] in {"InvalidInput", "Undecided"}


@pytest.mark.parametrize(
    "call",
    [
        lambda: convolve(1 / x, 1 / x, x),
        lambda: check.commutativity(1 / x, box(x, 0, 1), x),
        lambda: check.distributivity(1 / x, box(x, 0, 1), box(x, 0, 1), x),
        lambda: check.smoothness(1 / x, box(x, 0, 1), x),
        lambda: convolve(x**-3, box(x, 0, 1), x),
        lambda: convolve(x, box(x, 0, 1), x, kind="circular", period=1),
    ],
)
def test_no_message_shows_a_name_of_the_programs_own(call):
    try:
        said = str(call())
    except SymconvError as error:
        said = str(error)
    assert not re.search(r"\b_[a-z]+|Dummy|\bxi\b", said)
    assert "x" in said


def test_a_check_gives_no_advice_on_a_keyword_that_it_has_not():
    with pytest.raises(SymconvError) as caught:
        check.moments(1 / (1 + x**2), box(x, 0, 1), x)
    assert "principal_value" not in str(caught.value)
