"""Problems from published sources, against quadrature of the defining integrals (30 digits)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import sympy
from flint import arb
from sympy import Rational, Symbol

from symconv import convolve, correlate, parse
from symconv.enclosure import enclose_expr, working_precision
from symconv.errors import DivergentIntegral
from symconv.operators import Convolution, CrossCorrelation
from symconv.operators.multivariate import MultivariateNode
from symconv.parsing import parse_condition

PATH = Path(__file__).parents[1] / "data" / "published.jsonl"
ROWS = [json.loads(line) for line in PATH.read_text(encoding="utf-8").splitlines()]
NODES = (Convolution, CrossCorrelation, MultivariateNode)
SPACE = sympy.symbols("x y z", real=True)
PLACES = sympy.symbols("t u v", real=True)
DIGITS = 25


class Unevaluated(Exception):
    """The answer is the node; a wrong value is an AssertionError and never expected."""


OPEN: dict[str, tuple[type[Exception], str]] = {
    "mellin-mapleprimes": (Unevaluated, "unevaluated: the answer is algebraic in √(2 − t)"),
}


def answer(row: dict[str, Any]) -> tuple[Any, list[Any], dict[Any, Any]]:
    """symconv's answer, its output variables, and the values of the parameters."""
    parameters = {n: Symbol(n, **{e["assume"]: True}) for n, e in row["params"].items()}
    known = list(parameters.values())
    count = len(row["points"][0]) if isinstance(row["points"][0], list) else 1
    space, places = SPACE[:count], PLACES[:count]
    names = [*known, *space[1:]]
    f, g = (parse(row[key], space[0], symbols=names) for key in "fg")
    options = {
        "kind": row["kind"],
        "principal_value": row.get("principal_value", False),
        "assuming": tuple(parse_condition(c, symbols=known) for c in row.get("assuming", ())),
    }
    operation = convolve if row["op"] == "convolve" else correlate
    ends = (space[0], places[0]) if count == 1 else (space, places)
    values = {s: Rational(row["params"][n]["value"]) for n, s in parameters.items()}
    return operation(f, g, *ends, **options), list(places), values


def agrees(ball: Any, text: str) -> bool:
    """Whether the whole ball is the stored number to DIGITS digits, and real."""
    with working_precision(200):
        truth = arb(text)
        slack = arb(10) ** -DIGITS * (abs(truth) if truth != 0 else arb(1))
        real = abs(ball.real - truth) <= slack
        return bool(real) and bool(abs(ball.imag) <= slack)


def check(row: dict[str, Any]) -> None:
    h, places, values = answer(row)
    if h.has(*NODES, sympy.Integral):
        raise Unevaluated(str(h))
    for point, text in zip(row["points"], row["values"], strict=True):
        coordinates = point if isinstance(point, list) else [point]
        place = dict(zip(places, map(Rational, coordinates), strict=True))
        ball = enclose_expr(h, {**values, **place}, 120)
        assert agrees(ball, text), (point, h)


def marked(row: dict[str, Any]) -> Any:
    marks = []
    if row["id"] in OPEN:
        raises, reason = OPEN[row["id"]]
        marks = [pytest.mark.xfail(strict=True, raises=raises, reason=reason)]
    return pytest.param(row, id=row["id"], marks=marks)


CONVERGENT = [marked(row) for row in ROWS if row["values"] != "diverges"]
DIVERGENT = [marked(row) for row in ROWS if row["values"] == "diverges"]


@pytest.mark.parametrize("row", CONVERGENT)
def test_agrees_with_quadrature(row):
    check(row)


@pytest.mark.parametrize("row", DIVERGENT)
def test_divergence_is_proved(row):
    with pytest.raises(DivergentIntegral):
        answer(row)


def test_every_family_has_five_problems_with_a_source():
    families = {row["family"] for row in ROWS}
    assert len(families) == 14
    for family in families:
        assert sum(row["family"] == family for row in ROWS) >= 5
    assert all(row["source"] for row in ROWS)
    assert len({row["id"] for row in ROWS}) == len(ROWS)


def test_a_wrong_value_is_noticed():
    row = {**next(row for row in ROWS if row["id"] == "poly-sage-12123")}
    check(row)
    wrong = ["1.500000000000000000000001", *row["values"][1:]]
    with pytest.raises(AssertionError, match="Piecewise"):
        check({**row, "values": wrong})
