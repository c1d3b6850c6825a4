"""Steps, ramps and impulses are those of SymPy, in any real argument."""

from __future__ import annotations

from sympy import DiracDelta, Heaviside, I, Symbol, exp

from symconv import signals

x = Symbol("x", real=True)


def test_one_sided_signals():
    assert signals.step(x - 1) == Heaviside(x - 1)
    assert signals.ramp(x).subs(x, 3) == 3
    assert signals.exponential(x, 2) == exp(-2 * x) * Heaviside(x)
    assert signals.exponential(x, 1 + 2 * I).subs(x, 1) == exp(-1 - 2 * I)


def test_impulse_is_a_derivative_of_delta():
    assert signals.impulse(x) == DiracDelta(x)
    assert signals.impulse(x, 2) == DiracDelta(x, 2)
