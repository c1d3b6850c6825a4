"""convolve and correlate: the answers of the library, on stdout, with their claim."""

from __future__ import annotations

import json

import pytest
from sympy import Symbol, exp

import symconv
from symconv.cli import main
from symconv.cli.output import coloured

t = Symbol("t", real=True)
x = Symbol("x", real=True)
BOX, RAMP = "box(-1,2)", "1 - abs(x)/5 for x > 0"


@pytest.mark.parametrize("verb", ["convolve", "correlate"])
@pytest.mark.parametrize(("f", "g"), [(BOX, RAMP), (RAMP, BOX), ("bspline(2)", "delta(x - 1)")])
def test_the_first_line_is_the_librarys_answer(verb, f, g, capsys):
    assert main([verb, f, g]) == 0
    line = capsys.readouterr().out.splitlines()[0]
    expected = getattr(symconv, verb)(symconv.parse(f), symconv.parse(g), x, t)
    assert symconv.parse(line, t) == expected


def test_facts_decide(capsys):
    pair = ["convolve", "exp(-a*x)*step", "exp(b*x)*step(-x)"]
    assert main(pair) == 2
    assert "--param a" in capsys.readouterr().err
    assert main([*pair, "--param", "a", "--param", "b"]) == 3
    assert "undecided: a + b > 0" in capsys.readouterr().err
    assert main([*pair, "--assume", "a > 0", "--assume", "b > 0"]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    a, b = (Symbol(name, real=True, positive=True) for name in "ab")
    answer = symconv.parse(printed.out.splitlines()[0], t, symbols=[a, b])
    assert answer.subs({a: 1, b: 2, t: 3}) == exp(-3) / 3


def test_divergence_is_4(capsys):
    assert main(["correlate", RAMP, RAMP]) == 4
    assert "diverges" in capsys.readouterr().err


def test_variables_and_form(capsys):
    argv = ["convolve", "exp(-u)*step(u)", "box(0,1)", "--var", "u", "--out-var", "v"]
    assert main([*argv, "--form", "heaviside"]) == 0
    line = capsys.readouterr().out.splitlines()[0]
    v = Symbol("v", real=True)
    assert "Heaviside" in line
    value = symconv.parse(line, v)
    assert value.subs(v, 2).equals(exp(-1) - exp(-2))


def test_the_output_variable_may_be_the_variable_itself(capsys):
    assert main(["convolve", "box(0,1)", "box(0,1)", "--out-var", "x"]) == 0
    assert capsys.readouterr().out.startswith("Piecewise((x, ")


def test_circular(capsys):
    argv = ["convolve", "box(0,1)", "box(0,1)", "--kind", "circular", "--period", "3"]
    assert main(argv) == 0
    line = capsys.readouterr().out.splitlines()[0]
    value = symconv.parse(line, t)
    assert [value.subs(t, point) for point in (0, 1, 2)] == [0, 1, 0]


def test_the_conjugate_is_on_the_first(capsys):
    argv = ["correlate", "exp(I*x)*box(0,1)", "box(0,1)"]
    values = []
    for extra in ([], ["--no-conjugate"]):
        assert main([*argv, *extra]) == 0
        line = capsys.readouterr().out.splitlines()[0]
        values.append(complex(symconv.parse(line, t).subs(t, 0).evalf()))
    assert values[0] == pytest.approx(values[1].conjugate())
    assert values[0].imag < 0


def test_json(capsys):
    assert main(["convolve", BOX, RAMP, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["variable"] == "t"
    assert data["certificate"]["status"] == "proved"
    assert symconv.parse(data["expr"], t).subs(t, 1) == symconv.parse("8/5")
    assert data["conditions"] == []
    assert data["hypotheses"]


def test_colour_is_for_terminals_only(monkeypatch, capsys):
    assert coloured("proved", "green") == "proved"
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert coloured("proved", "green") == "\x1b[32mproved\x1b[0m"
    monkeypatch.setenv("NO_COLOR", "1")
    assert coloured("proved", "green") == "proved"
