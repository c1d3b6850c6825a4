"""Open relations: the transforms take no assuming=, so the refusal says what to declare instead."""

from __future__ import annotations

import pytest
import sympy
from sympy import Abs, Heaviside, cos, exp, symbols

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


@pytest.mark.parametrize(
    ("transform", "f"),
    [
        (fourier, exp(-c * Abs(x))),
        (fourier, exp(-c * x**2)),
        (fourier, exp(-(x**2) / c**2)),
        (fourier, 1 / (x**2 + c**2)),
        (fourier, cos(c * x)),
        (fourier, Heaviside(x) - Heaviside(x - c)),
        (inverse_fourier, exp(-c * Abs(x))),
        (laplace, exp(-c * Abs(x))),
        (laplace, exp(-c * x**2)),
    ],
)
def test_a_plain_parameter_is_asked_for_by_one_declaration(transform, f):
    """Was a + conjugate(a) > 0, no closed form, or the order of a complex value."""
    positive = sympy.Symbol("c", positive=True)
    with pytest.raises(Undecided, match="declare c positive: Symbol") as refusal:
        transform(f, x, omega)
    assert refusal.value.question == (c > 0)
    assert transform(f.subs(c, positive), x, omega) is not None


def test_a_complex_parameter_has_a_strip_by_its_real_part():
    assert laplace(exp(-c * x) * Heaviside(x), x, s).strip.start == -sympy.re(c)
