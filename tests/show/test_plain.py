"""One-line text means the expression: it is translated to Python and evaluated."""

from __future__ import annotations

import cmath
import re

import pytest
import sympy
from sympy import DiracDelta, Heaviside, I, Piecewise, Rational, cos, exp, log, pi, sin, sqrt

from symconv.show.plain import gathered, interval_text, text

t = sympy.Symbol("t", real=True)
a = sympy.Symbol("a", positive=True)
alpha = sympy.Symbol("alpha", positive=True)
VALUES = {"t": 0.7, "a": 1.3, "α": 0.9, "π": cmath.pi, "e": cmath.e, "i": 1j}
EXPRESSIONS = [
    -(t**2) / 10 + 4 * t / 5 + Rational(9, 10),
    (t + 1) * (9 - t) / 10,
    exp(-alpha * t) * (1 - exp(-alpha)) / alpha,
    -3 * (t + 1) / (a * (a + 1)),
    2 * pi / (3 * (t**2 + 9)),
    exp(-((t - 1) ** 2) / 2) / sqrt(2 * pi),
    t ** Rational(3, 2) / 7,
    sqrt(2) * t / 2 - sqrt(3 * a) * sqrt(t),
    5 * sin(2 * t) / 3 - cos(t) * exp(-t / 2) * t**12,
    (t - a) ** 3 * (2 - t) * log(t + 1),
    1 / (t**2 + 4) - 1 / t,
    exp(2 * pi * I * t) * (1 + 2 * I),
    exp(-1) * exp(-t) * 2,
    -t,
    (t + 1) ** -2,
    exp(t * (a + I)) / (a - 2),
]


def translated(line: str) -> complex:
    raised = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
    code = re.sub(r"[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+", lambda found: "**" + found[0].translate(raised), line)
    code = re.sub(r"√(\w)", r"√(\1)", code)
    code = code.replace("−", "-").replace("·", "*").replace("^", "**")
    code = re.sub(r"(\d)(?=[(√πeitaα])", r"\1*", code).replace(")(", ")*(")
    code = code.replace("√", "sqrt").replace("log", "ln")
    names = {"sqrt": cmath.sqrt, "sin": cmath.sin, "cos": cmath.cos, "ln": cmath.log, **VALUES}
    return complex(eval(code, {"__builtins__": {}}, names))


@pytest.mark.parametrize("expr", EXPRESSIONS, ids=str)
def test_the_text_has_the_value_of_the_expression(expr):
    expected = complex(expr.subs({t: 0.7, a: 1.3, alpha: 0.9}).evalf())
    assert translated(text(expr)) == pytest.approx(expected, rel=1e-12)


def test_the_translation_can_fail():
    assert translated(text(2 * t)) != pytest.approx(complex(3 * 0.7))


def test_usual_signs():
    assert text((t + 1) * (9 - t) / 10) == "(9 − t)(t + 1)/10"
    assert text(2 * DiracDelta(t - 1) - DiracDelta(t, 1)) == "2δ(t − 1) − δ′(t)"
    assert text(Heaviside(t) * exp(-t)) == "e^(−t)·H(t)"
    assert text((t >= 0) & (t < 1)) == "0 ≤ t < 1"
    assert text(Piecewise((1, t < 2), (0, True))) == "{1 for t < 2;  0 otherwise}"


def test_intervals():
    assert interval_text(t, None, None) == "every t"
    assert interval_text(t, -1, None) == "t ≥ −1"
    assert interval_text(t, None, Rational(1, 2)) == "t < 1/2"
    assert interval_text(t, 0, 1) == "0 ≤ t < 1"


def test_a_product_with_one_piecewise_is_gathered_and_means_the_same():
    f = t * Piecewise((1, (t >= 0) & (t <= 1)), (0, True))
    shown = gathered(f)
    assert isinstance(shown, Piecewise)
    for point in (-1, 0, Rational(1, 3), 1, 2):
        assert shown.subs(t, point) == f.subs(t, point)
    assert gathered(t + 1) == t + 1
