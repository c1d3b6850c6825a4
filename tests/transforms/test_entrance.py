"""Open relations: the transforms take no assuming=, so the refusal says what to declare instead."""

from __future__ import annotations

import pytest
import sympy
from sympy import Abs, Heaviside, exp, symbols

from symconv import fourier, inverse_fourier, laplace
from symconv.errors import Undecided

x, omega, s = symbols("x omega s", real=True)
a, b = symbols("a b", real=True)
c = sympy.Symbol("c")


@pytest.mark.parametrize(
    ("transform", "f", "relation", "advice"),
    [
        (fourier, exp(-a * x) * Heaviside(x), a > 0, "declare a positive"),
        (fourier, exp(a * x) * Heaviside(x), a < 0, "declare a negative"),
        (fourier, exp(-a * x**2), a > 0, "declare a positive"),
        (fourier, 1 / (x**2 + a), a > 0, "declare a positive"),
        (fourier, exp(a * x) * Heaviside(-x), a > 0, "declare a positive"),
        (laplace, exp(-a * Abs(x)), a > 0, "declare a positive"),
        (
            laplace,
            exp(a * x) * Heaviside(x) + exp(b * x) * Heaviside(-x),
            b > a,
            "write b as a \\+ d with d = Symbol\\('d', positive=True\\)",
        ),
    ],
)
def test_the_refusal_names_the_declaration(transform, f, relation, advice):
    with pytest.raises(Undecided, match=f"{advice}.*take no assuming") as refusal:
        transform(f, x, s if transform is laplace else omega)
    assert refusal.value.question in (relation, relation.reversed)
    assert "with assuming=" not in str(refusal.value)


def test_the_declaration_decides():
    positive, distance = symbols("a d", positive=True)
    assert fourier(exp(-positive * x**2), x, omega).has(exp)
    assert inverse_fourier(exp(-positive * Abs(omega)), omega, x).has(x)
    found = laplace(
        exp(a * x) * Heaviside(x) + exp((a + distance) * x) * Heaviside(-x), x, sympy.Symbol("s")
    )
    assert found.strip == sympy.Interval.open(a, a + distance)


def test_a_complex_parameter_asks_for_its_real_part():
    with pytest.raises(Undecided) as refusal:
        fourier(exp(-c * Abs(x)), x, omega)
    assert refusal.value.question == (c + sympy.conjugate(c) > 0)
