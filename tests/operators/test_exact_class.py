"""The exact class against independent truth: the corpus, and the enclosed defining integral."""

from __future__ import annotations

import pytest
import sympy
from sympy import Float, N, Rational, Symbol

from symconv import DivergentIntegral, Undecided, convolve, correlate
from symconv.enclosure import enclose_convolution, enclose_expr, overlaps

EXACT = ("poly", "exppoly")
ALSO_EXACT = {
    "echo", "corr-seed", "corr-box-ramp", "autocorr-exp", "div-step-leftstep", "div-expline-self",
    "div-corr-seed-gg",
}  # fmt: skip


def problem(row, x):
    parameters = {
        name: Symbol(name, **{entry["assume"]: True}) for name, entry in row["params"].items()
    }
    names = {**parameters, "x": x}
    f, g = (sympy.sympify(row[key], locals=names) for key in ("f", "g"))
    values = {parameters[name]: Rational(entry["value"]) for name, entry in row["params"].items()}
    return f, g, values


def test_every_exact_row_of_the_corpus_agrees_to_30_digits(corpus, x, t):
    rows = [row for row in corpus if row["family"] in EXACT or row["id"] in ALSO_EXACT]
    assert len(rows) == 34
    for row in rows:
        f, g, values = problem(row, x)
        operate = convolve if row["op"] == "convolve" else correlate
        if row["values"] == "diverges":
            with pytest.raises(DivergentIntegral):
                operate(f, g, x, t)
            continue
        h = operate(f, g, x, t).subs(values)
        for point, value in zip(row["points"], row["values"], strict=True):
            truth = Float(value, 40)
            got = N(h.subs(t, Rational(point)), 40)
            assert abs(got - truth) <= Float(10) ** -29 * max(1, abs(truth)), row["id"]


def test_break_points_and_equal_parameters_of_the_corpus(corpus, x, t):
    """At every break point, and with all parameters set equal, against the enclosed integral."""
    for row in corpus:
        if row["family"] not in EXACT or row["values"] == "diverges":
            continue
        f, g, values = problem(row, x)
        equal = dict.fromkeys(values, Rational(3, 2))
        h = convolve(f, g, x, t)
        ends = {Rational(p) + Rational(q) for p in (-1, 0, 1) for q in (-1, 0, 1, 2)}
        for point in sorted(ends):
            ball = enclose_convolution(f, g, x, point, equal, bits=100)
            value = enclose_expr(h.subs(equal), {t: point}, bits=100)
            assert overlaps(ball, value), (row["id"], point)


@pytest.mark.parametrize("block", range(8))
def test_random_pairs_agree_with_the_enclosed_defining_integral(block, x, t, signals):
    """25 pairs a block, at three points each, 200 pairs in all."""
    for seed in range(25 * block, 25 * block + 25):
        f = signals(2 * seed, x)
        g = signals(2 * seed + 1, x, masses=False)
        op = "correlate" if seed % 3 == 0 else "convolve"
        h = (correlate if op == "correlate" else convolve)(f, g, x, t)
        for point in (Rational(-5, 7), Rational(3, 11), Rational(22, 9)):
            ball = enclose_convolution(f, g, x, point, bits=80, op=op)
            value = enclose_expr(h, {t: point}, bits=80)
            assert overlaps(ball, value), (seed, f, g, point)


def test_the_comparison_can_fail(x, t, signals):
    """A meta-test: a result that is off by 1e-9 is seen."""
    f, g = signals(4, x, masses=False), signals(7, x, masses=False)
    h = convolve(f, g, x, t) * (1 + Rational(1, 10**9))
    point = Rational(3, 11)
    ball = enclose_convolution(f, g, x, point, bits=80)
    assert not overlaps(ball, enclose_expr(h, {t: point}, bits=80))


def test_a_tail_that_may_vanish_is_the_question():
    """c ∗ 1 diverges unless c = 0: the relation that is asked for is the one that decides."""
    x, c = sympy.Symbol("x", real=True), sympy.Symbol("c", real=True)
    with pytest.raises(Undecided, match="unless a tail vanishes") as open_:
        convolve(c, 1, x)
    assert open_.value.question == sympy.Eq(c, 0)
    with pytest.raises(DivergentIntegral):
        convolve(c, 1, x, assuming=(c > 0,))
    with pytest.raises(DivergentIntegral):
        convolve(c, 1, x, assuming=(sympy.Ne(c, 0),))
