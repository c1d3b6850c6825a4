"""Narrow spikes at places that no sample hits, judged by mpmath on a scaled variable."""

import time

import mpmath
import pytest
import sympy

from symconv import Convolution
from symconv.enclosure import enclose_convolution, enclose_integral
from symconv.enclosure.panels import Factor, build_panels
from symconv.enclosure.roughsize import rough_size
from symconv.errors import Unresolved

x, t = sympy.symbols("x t", real=True)
R = sympy.Rational
WIDE = sympy.exp(-(x**2)) / (2 + sympy.cos(x))
CENTRE = R(1, 7)
U = x - CENTRE

# a spike of x - 1/7, and its width
SPIKES = [
    (sympy.exp(-(10**12) * U**2), 10**-6),
    (sympy.exp(-(10**12) * U**2) * sympy.exp(sympy.I * x), 10**-6),
    (sympy.Pow(2, -(10**12) * U**2), 10**-6),
    (sympy.exp(-(10**12) * U**2 / (1 + x**2)), 10**-6),
    (1 / sympy.cosh(10**8 * U), 10**-8),
    (sympy.sech(10**8 * U), 10**-8),
    (sympy.exp(-(10**24) * U**4), 10**-6),
    (1 / (1 + 10**16 * U**2) ** 2, 10**-8),
    (sympy.exp(-(10**8) * sympy.Abs(U)), 10**-8),
]


@pytest.mark.parametrize(("spike", "width"), SPIKES, ids=lambda value: str(value)[:40])
def test_a_spike_off_centre_is_enclosed_in_a_second(spike, width):
    start = time.monotonic()
    ball = enclose_convolution(spike, WIDE, x, R(1, 3), timeout=20)
    assert time.monotonic() - start < 15
    product = sympy.lambdify(x, spike * WIDE.subs(x, R(1, 3) - x), "mpmath")
    with mpmath.workdps(40):
        h = mpmath.mpf(10) ** round(mpmath.log10(width))
        ends = [-(mpmath.mpf(10) ** k) for k in (6, 4, 3, 2, 1, 0)]
        ends += [0, *[-end for end in reversed(ends)]]
        whole = mpmath.quad(lambda s: product(mpmath.mpf(1) / 7 + h * s) * h, ends)
        assert abs(mpmath.mpf(float(ball.real.mid())) - mpmath.re(whole)) < 1e-9 * abs(whole)
        assert abs(mpmath.mpf(float(ball.imag.mid())) - mpmath.im(whole)) < 1e-9 * abs(whole)


def test_several_spikes_add():
    f = sympy.exp(-(10**12) * U**2 + sympy.I * x) + sympy.exp(-(10**10) * (x - 3) ** 2)
    ball = enclose_integral(f, x, -10, 10)
    root = sympy.sqrt(sympy.pi)
    first = root / 10**6 * sympy.exp(sympy.I / 7 - R(1, 4 * 10**12))
    assert abs(complex(ball.real.mid(), ball.imag.mid()) - complex(first + root / 10**5)) < 1e-16


def test_the_value_of_a_node_with_a_spike():
    node = Convolution(sympy.exp(-(10**12) * x**2 + sympy.I * x), sympy.exp(-(x**2)), x, t)
    value = complex(node.subs(t, R(1, 3)).evalf(15))
    exact = sympy.sqrt(sympy.pi / (10**12 + 1)) * sympy.exp(
        -R(1, 9) + (R(2, 3) + sympy.I) ** 2 / (4 * (10**12 + 1))
    )
    assert value == pytest.approx(complex(exact), rel=1e-12)


@pytest.mark.parametrize("centre", [0, R(1, 7), sympy.sin(1), -5, R(12345, 678)])
@pytest.mark.parametrize("power", [2, 6, 12, 20])
def test_the_size_is_that_of_the_integral_but_for_a_factor(centre, power):
    spike = sympy.exp(-(10**power) * (x - centre) ** 2 + sympy.I * x)
    panels = build_panels([Factor(spike, x, 1, sympy.S.Zero)], None, None)
    size = float(rough_size(panels).mid())
    true = float(sympy.sqrt(sympy.pi / 10**power))
    assert true / 2**12 < size < true * 2**12


def test_what_is_not_enclosed_ends_in_its_time():
    start = time.monotonic()
    step = 1 / (1 + sympy.exp(10**9 * (x - CENTRE)))
    with pytest.raises(Unresolved, match=r"out of time while .* \(timeout=2\)"):
        enclose_convolution(step * sympy.Heaviside(x), WIDE, x, R(1, 3), timeout=2)
    assert time.monotonic() - start < 10
