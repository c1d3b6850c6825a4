"""symconv check: exit codes, JSON, and every law of symconv.check within reach."""

from __future__ import annotations

import json

import pytest

from symconv import check
from symconv.cli import main
from symconv.cli.verbs.check import _LAWS

RISE = "(1 - exp(-t))*step(t)"
DECAY = "exp(-x)*step"


def test_every_law_has_a_name_here():
    assert set(_LAWS) == set(check.__all__) - {"Status", "Verdict"}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["claim", RISE, "step", DECAY], 0),
        (["claim", "1 - exp(-t)", "step", DECAY], 1),
        (["claim", "1 - exp(-t)", "step", DECAY, "--on", "0", "oo"], 0),
        (["claim", "1", "box(0,1)", "box(0,1)", "--kind", "circular", "--period", "1"], 0),
        (["claim", "box(-2,-1)", "delta(x-2)", "box(0,1)", "--op", "correlate"], 0),
        (["commutativity", "box(0,1)", "exp(-x^2)"], 0),
        (["associativity", "1", "delta(x, 1)", "step"], 1),
        (["distributivity", "box(0,1)", "step", DECAY], 0),
        (["scalar", "box(0,1)", "triangle", "2 + I"], 0),
        (["translation", "box(0,1)", "triangle", "3"], 0),
        (["convolution_theorem", "step", "step", "--convention", "angular"], 0),
        (["convolution_theorem", "step", DECAY, "--transform", "laplace", "--out-var", "s"], 0),
        (["correlation_theorem", "box(0,1)", "step"], 0),
        (["smoothness", "exp(-x^2)", "step"], 3),
        (["area", "step", "box(0,1)"], 4),
        (["area", "step"], 2),
        (["claim", "t", "step", "step", "--on", "2", "1"], 2),
        (["beauty", "step", "step"], 2),
    ],
    ids=str,
)
def test_exit_codes(arguments, code, capsys):
    assert main(["check", *arguments]) == code
    printed = capsys.readouterr()
    assert printed.out if code in (0, 1) else printed.err.startswith("symconv: ")


def test_json(capsys):
    assert main(["check", "claim", "2*" + RISE, "step", DECAY, "--json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert data["status"] == "REFUTED"
    assert data["hint"] == "factor 2"
    assert data["correction"] == "Piecewise((1 - exp(-t), t >= 0), (0, True))"
    assert data["witness"]["left"] != data["witness"]["right"]


def test_assumptions(capsys):
    pair = ["exp(-a*x)*step", "exp(-b*x)*step"]
    h = "(exp(-a*t) - exp(-b*t))/(b - a)*step(t)"
    assert main(["check", "claim", h, *pair, "--assume", "a > 0", "--assume", "b > 0"]) == 0
    assert "Ne(" in capsys.readouterr().out
    assert main(["check", "claim", h, *pair, "--assume", "a > 0", "--assume", "a < b"]) == 0
    assert "Ne(" not in capsys.readouterr().out
