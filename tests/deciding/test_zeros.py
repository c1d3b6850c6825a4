"""Hidden zeros are proved by theorems; what no theorem tells stays open."""

import pytest
import sympy
from sympy import E, GoldenRatio, I, Rational, cbrt, cos, exp, gamma, log, pi, sin, sqrt, tan

from symconv.deciding import algebraic, zeros

z = sympy.Symbol("z")
ROOT = sympy.CRootOf(z**5 - z - 1, 0)


@pytest.mark.parametrize(
    "number",
    [
        sqrt(2) * sqrt(3) - sqrt(6),
        cbrt(2 + sqrt(5)) - (1 + sqrt(5)) / 2,
        sqrt(5 + 2 * sqrt(6)) - sqrt(2) - sqrt(3),
        1 / (sqrt(2) - 1) - sqrt(2) - 1,
        sqrt(sqrt(2) + 1) * sqrt(sqrt(2) - 1) - 1,
        GoldenRatio**2 - GoldenRatio - 1,
        cos(pi / 7) - cos(2 * pi / 7) + cos(3 * pi / 7) - Rational(1, 2),
        tan(3 * pi / 11) + 4 * sin(2 * pi / 11) - sqrt(11),
        ROOT**5 - ROOT - 1,
        (1 + I) ** 4 + 4,
        (1 + sqrt(3) * I) ** 3 + 8,
        sqrt(112 + 70 * sqrt(2) + (46 + 34 * sqrt(2)) * sqrt(5)) - 5 - 4 * sqrt(2)
        - (3 + sqrt(2)) * sqrt(5),
    ],
    ids=str,
)  # fmt: skip
def test_hidden_algebraic_zeros(number):
    assert algebraic.is_zero(number) is True
    for off in (Rational(1, 10**30), sqrt(2) * Rational(1, 10**12), -Rational(1, 7)):
        assert algebraic.is_zero(number + off) is False


@pytest.mark.parametrize(
    "number",
    [
        sin(1) ** 2 + cos(1) ** 2 - 1,
        sympy.sinh(1) - (E - 1 / E) / 2,
        exp(sqrt(2)) * exp(sqrt(3)) - exp(sqrt(5 + 2 * sqrt(6))),
        pi * (cbrt(2 + sqrt(5)) - (1 + sqrt(5)) / 2),
        log(6) - log(2) - log(3),
        tan(1) - sin(1) / cos(1),
        gamma(Rational(1, 3)) * (sqrt(2) * sqrt(3) - sqrt(6)),
    ],
    ids=str,
)
def test_hidden_zeros_of_exponentials_and_logarithms(number):
    assert zeros.is_zero(number) is True
    assert zeros.is_zero(number + 1) is not True


@pytest.mark.parametrize(
    "number",
    [
        sqrt(2) - Rational(99, 70),
        sum(sqrt(p) for p in (2, 3, 5, 7, 11)),
        cbrt(2 + sqrt(5)) + cbrt(2 - sqrt(5)) - 1,  # the principal root of 2 − √5 is not real
        E - Rational(271828182845904523536, 10**20),
        E + pi * 0 - sqrt(2) * exp(sqrt(2)),
        pi**2 - pi + 1,
        pi - log(6) * sqrt(3),
        ROOT**5 - ROOT - 2,
    ],
    ids=str,
)
def test_numbers_that_are_not_zero(number):
    assert zeros.is_zero(number) is False


@pytest.mark.parametrize(
    "number",
    [
        gamma(Rational(1, 3)) * gamma(Rational(2, 3)) - 2 * pi / sqrt(3),
        sympy.atan(Rational(1, 2)) + sympy.atan(Rational(1, 3)) - pi / 4,
        E - pi * log(6),
        exp(pi) - pi,
    ],
    ids=str,
)
def test_what_no_theorem_tells_stays_open(number):
    assert zeros.is_zero(number) is None


def test_a_bound_out_of_reach_proves_no_zero():
    tower = sum(sympy.root(p, 7) for p in (2, 3, 5, 7, 11)) ** 2
    number = tower - sympy.expand(tower)
    assert number == 0 or algebraic.is_zero(number) is None
