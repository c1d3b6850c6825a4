"""Small texts of large problems: refused by counting, or ended by the deadline."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys

import pytest
import sympy
from sympy import Heaviside, Integer, Rational, Symbol, exp, sin, symbols

from symconv import Convolution, box, convolution_power, convolve
from symconv.deadline import remaining
from symconv.enclosure import enclose_convolution, enclose_expr, overlaps
from symconv.errors import InvalidInput, NoClosedForm

X, T = Symbol("x", real=True), Symbol("t", real=True)
DECAY = exp(-X) * Heaviside(X)
BELL = exp(-(X**2))


def nested(function, count):
    expr = X
    for _ in range(count):
        expr = function(expr)
    return expr


@pytest.mark.parametrize(
    ("f", "reason"),
    [
        (X**10_001 * BELL, "the exponent 10001 is too large"),
        (exp(-(X ** (10**9))), "the exponent 1000000000 is too large"),
        ((1 + X**2) ** -(10**30), "exponent .* is too large"),
        (nested(sin, 200), "nested deeper than 150 levels"),
        (nested(lambda e: sympy.sqrt(e + 1), 80), "nested deeper than 150 levels"),
        (sympy.Add(*(sin(k * X) for k in range(6000)), evaluate=False), "more than 20000 parts"),
        (Integer(10) ** 5000 * X, "a number of 16610 bits"),
        (sympy.legendre(3000, X, evaluate=False), "the order 3000 is too large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "f",
)
def test_sizes_are_counted_before_anything_is_done(f, reason):
    with pytest.raises(InvalidInput, match=reason):
        convolve(f, BELL, X, T)
    with pytest.raises(InvalidInput, match=reason):
        convolve(BELL, f, X, T)


def test_a_power_of_convolution_has_a_limit():
    with pytest.raises(InvalidInput, match="from 0 to 4096"):
        convolution_power(box(X, 0, 1), 10**6, X, T)


@pytest.mark.parametrize("degree", [5, 64, 65, 10**4, 10**30])
def test_roots_of_any_degree(degree):
    """A field of 10^4 dimensions was to be inverted in: 1 GB, then MemoryError."""
    f = exp(-(Integer(2) ** Rational(1, degree)) * X) * Heaviside(X)
    h = convolve(f, exp(-2 * X) * Heaviside(X), X, T)
    assert not h.has(Convolution)
    truth = enclose_convolution(f, exp(-2 * X) * Heaviside(X), X, 1)
    assert overlaps(enclose_expr(h, {T: 1}), truth)


def test_roots_of_high_degree_are_told_apart_by_balls_and_equal_ones_are_equal():
    first, second = Integer(2) ** Rational(1, 10**4), Integer(2) ** Rational(3, 10**4)
    h = convolve(exp(-first * X) * Heaviside(X), exp(-second * X) * Heaviside(X), X, T)
    assert h.subs(T, -1) == 0
    assert h.has(first - second) or h.has(second - first)
    same = convolve(exp(-first * X) * Heaviside(X), exp(-first * X) * Heaviside(X), X, T)
    assert same.subs(T, 3) == 3 * exp(-3 * first)


HARD = {
    "poles": (sympy.Mul(*(1 / (p**2 + X**2) for p in symbols("p:10", positive=True))), BELL),
    "waves": (sympy.Add(*(sympy.cos(k * X) for k in range(1, 200))), BELL),
    "steps": (sympy.Add(*(k * Heaviside(X - k) for k in range(1, 100))),) * 2,
    "powers": (sympy.Add(*(k * X**k for k in range(200))) * BELL, box(X, 0, 1)),
    "roots": (
        exp(-sum(sympy.sqrt(sympy.prime(k)) for k in range(1, 9)) * X) * Heaviside(X),
        DECAY,
    ),
    "field": (exp(-(Integer(2) ** Rational(1, 64) + sympy.sqrt(3)) * X) * Heaviside(X), DECAY),
}


@pytest.mark.parametrize("looks", [3, 30, 300])
@pytest.mark.parametrize("name", HARD)
def test_the_end_of_the_time_is_seen_soon(name, looks, calls_after_time_is_up):
    """Each of these ran on for seconds after its time was up: counted in calls, not in seconds."""
    node = Convolution(*HARD[name], X, T)
    with calls_after_time_is_up(looks) as clock, contextlib.suppress(NoClosedForm):
        node.closed_form()
    assert clock.calls < 400_000
    assert remaining(30) == 30
    assert convolve(DECAY, DECAY, X, T).subs(T, 1) == exp(-1)


HOSTILE = """
import resource
resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
from sympy import *
from symconv import Convolution, InvalidInput, box, convolve
x, t = Symbol("x", real=True), Symbol("t", real=True)
decay = exp(-x)*Heaviside(x)
def outcome(f, g):
    try:
        return "node" if convolve(f, g, x, t, timeout=1).has(Convolution) else "form"
    except InvalidInput:
        return "refused"
names = symbols("p:200", positive=True)
print(*(outcome(f, g) for f, g in (
    (DiracDelta(x, 10**6), decay), (DiracDelta(x, 10**6), DiracDelta(x - 1, 10**6)),
    (x**3*DiracDelta(x, 10**6), exp(-x**2)), (exp(-x**(10**9)), decay),
    (exp(-2**Rational(1, 10**6)*x)*Heaviside(x), decay), (log(x)**10**6*box(x, 0, 1), decay),
    (sin(10**30*x)*box(x, 0, 1), decay), (besselj(10**9, x)*Heaviside(x), decay),
    (Add(*(p*exp(-p*x)*Heaviside(x) for p in names)), decay),
    (Piecewise(*((x + k, x < k) for k in range(300)), (0, True))*Heaviside(x), decay),
    (x**Symbol("n", integer=True, positive=True)*decay, decay),
)))
"""


@pytest.mark.skipif(os.name != "posix", reason="limits of memory are a matter of POSIX")
def test_a_gigabyte_is_enough():
    done = subprocess.run([sys.executable, "-c", HOSTILE], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    outcomes = done.stdout.split()
    assert len(outcomes) == 11
    assert outcomes[3] == "refused"
    assert outcomes[4] == outcomes[6] == "form"
    assert set(outcomes) <= {"node", "form", "refused"}
