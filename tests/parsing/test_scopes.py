"""Printed sums, integrals and operations are read back: parse(str(result)) == result."""

from __future__ import annotations

import pytest
import sympy
from sympy import Heaviside, Integral, Rational, exp, gamma, pi, symbols

from symconv import Convolution, CrossCorrelation, convolve, parse
from symconv.discrete import convolve as convolve_sequences
from symconv.discrete import correlate as correlate_sequences
from symconv.errors import InvalidInput
from symconv.parsing import free_names

x, y, z, s, t = symbols("x y z s t", real=True)
a = symbols("a", positive=True)
n, m = symbols("n m", integer=True)
FLAT, STEEP = exp(-(x**4)), exp(-a * x**6)
U = Heaviside(n, 1)


@pytest.mark.parametrize(
    ("value", "variable", "parameters"),
    [
        (Convolution(FLAT, STEEP, x, t), x, (t, a)),
        (Convolution(FLAT, STEEP, x), x, (a,)),
        (x + 2 * Convolution(1 + FLAT, -STEEP, x), x, (a,)),
        (CrossCorrelation(FLAT, STEEP, x, t, conjugate=False), x, (a, t)),
        (CrossCorrelation(FLAT, STEEP, x, t, kind="circular", period=2 * pi), x, (a, t)),
        (
            CrossCorrelation(FLAT, STEEP, x, t, kind="circular", period=a + 1, conjugate=False),
            x,
            (a, t),
        ),
        (Convolution(FLAT, STEEP, x, t, kind="causal"), x, (t, a)),
        (Convolution(FLAT, STEEP, x, t, kind="mellin"), x, (t, a)),
        (Convolution(FLAT, STEEP, x, t).subs(t, 2 * a + 1), x, (a,)),
        (Convolution(FLAT, exp(-y * x**6), x), x, (y,)),
        (Convolution(Convolution(FLAT, STEEP, x), exp(-(x**8)), x, t), x, (t, a)),
        (convolve(1 / (1 + x**2 + y**4), 1 / (1 + x**4 + y**2), (x, y)), x, (y,)),
        (convolve(1 / (1 + x**2 + y**4), z / (1 + x**4 + y**2), (x, y), (s, t)), x, (s, t, z)),
        (convolve_sequences(gamma(n + 2) * U, U, n, m), m, ()),
        (correlate_sequences(exp(sympy.I * n**2), U / (n + 1) ** 2, n, m), m, ()),
        (convolve_sequences(Rational(1, 2) ** n * U, U / (n + 1), n, m), m, ()),
        (Integral(exp(-(y**4)) * x, (y, 0, sympy.oo)), x, ()),
        (Convolution(FLAT, STEEP, x, t).rewrite(Integral), x, (t, a)),
    ],
    ids=str,
)
def test_what_is_printed_is_read(value, variable, parameters):
    assert parse(str(value), variable, symbols=parameters) == value


@pytest.mark.parametrize(
    ("text", "column", "reason"),
    [
        ("(x ∗ x)", 8, "expected the place"),
        ("(x ∗ )(t)", 6, "expected a number, a name"),
        ("x ∗ x", 3, "expected an operator"),
        ("(x ∗ x ∗ x)(t)", 8, "to close"),
        ("(x ∗ x)(t; foo)", 4, "unknown word 'foo'"),
        ("(x ∗ x)(t; unconjugated)", 4, "unknown word 'unconjugated'"),
        ("(x ⋆ x)(t; circular)", 20, "expected a number, a name"),
        ("(x ∗ x)(t; circular -1)", 4, "period"),
        ("(x ∗ x)(x > 1)", 11, "found a condition"),
        ("(x ∗ b)(t)", 6, "unknown name 'b'"),
        ("(t ∗ t)(t)", 4, "no function of x"),
        ("Sum(k*q, (k, 0, oo))", 7, "unknown name 'q'"),
        ("k*Sum(k, (k, 0, oo))", 1, "unknown name 'k'"),
    ],
)
def test_refusals_point_at_the_column(text, column, reason):
    with pytest.raises(InvalidInput, match=f"^column {column}: .*{reason}"):
        parse(text, symbols=(t,))


def test_free_names_leave_out_what_is_bound():
    assert free_names("Sum(a*k, (k, 0, N))") == {"a", "N"}
    assert free_names("k + Sum(k, (k, 0, 3))") == {"k"}
    assert free_names("(exp(-a*x) ∗ x)(t)") == {"a", "t"}
    assert free_names("(exp(-a*y) ∗ y)(x)") == {"a", "x"}
    assert free_names("Integral(x*y, (y, 0, x))") == {"x"}


def test_a_bound_name_is_not_known_outside():
    with pytest.raises(InvalidInput, match="unknown name 'k'"):
        parse("Sum(k, (k, 0, 3)) + k")


def test_the_bound_variable_is_implied_within_an_operation():
    node = parse("(box(-1, 2) ∗ exp(-x))(t)", symbols=(t,))
    assert node == Convolution(parse("box(-1, 2)"), exp(-x), x, t)
