"""A node keeps what it was asked: symmetric limits in its value, ball, closed form and text."""

from __future__ import annotations

import pickle

import mpmath
import pytest
import sympy
from sympy import Rational, Symbol, exp, pi, sech, symbols

from symconv import Convolution, CrossCorrelation, convolve, correlate, parse
from symconv.errors import DivergentIntegral, SymconvError
from symconv.numeric import enclose

X, T = Symbol("x", real=True), Symbol("t", real=True)
PLACES = (Rational(-2), Rational(1, 3), Rational(1), Rational(3))


def hilbert(f, t, half_width=40):
    """(1/π) ∫_0^∞ (f(t − u) − f(t + u))/u du: symmetric about the pole by construction."""
    return mpmath.quad(lambda u: (f(t - u) - f(t + u)) / u, [0, 1, 3, 10, half_width]) / mpmath.pi


@pytest.mark.parametrize("t", PLACES)
def test_a_convergent_principal_value_has_its_value(t):
    f = sech(X) ** 3
    node = Convolution(f, 1 / (pi * X), X, T, principal_value=True)
    right = hilbert(lambda u: mpmath.sech(u) ** 3, mpmath.mpf(t.p) / t.q)
    assert abs(float(node.subs(T, t).evalf(15)) - float(right)) < 1e-9
    assert abs(float(enclose(node, T, t, 40).mid) - float(right)) < 1e-9


def test_without_the_flag_it_diverges():
    node = Convolution(exp(-(X**2)), 1 / X, X, T)
    with pytest.raises(DivergentIntegral):
        node.closed_form()
    with pytest.raises(SymconvError):
        node.subs(T, 1).evalf()


def test_the_closed_form_of_a_node_that_was_asked_for_symmetric_limits():
    f, g = 1 / (1 + X**2), 1 / X
    answer = convolve(f, g, X, T, principal_value=True)
    node = Convolution(f, g, X, T, principal_value=True)
    assert node.doit() == answer
    assert node.closed_form().expr == answer
    assert sympy.simplify(answer - pi * T / (1 + T**2)) == 0
    with pytest.raises(DivergentIntegral):
        node.closed_form(principal_value=False)


def test_what_has_no_closed_form_keeps_the_flag():
    for call, made in ((convolve, Convolution), (correlate, CrossCorrelation)):
        node = call(sech(X) ** 3 * exp(-(X**4)), 1 / X, X, T, principal_value=True)
        assert isinstance(node, made)
        assert node.principal_value
        assert node != made(node.f, node.g, node.x, T)
        assert node.subs(T, 2).principal_value
        assert parse(str(node), T) == node
        assert pickle.loads(pickle.dumps(node)) == node
        assert node.rewrite(sympy.Integral) == node
        assert "p.v." in sympy.latex(node)


def test_several_variables_keep_it():
    x, y, u, v = symbols("x y u v", real=True)
    node = Convolution(exp(-(x**2) - y**2), 1 / x, (x, y), (u, v), principal_value=True)
    assert node.principal_value
    assert node != Convolution(exp(-(x**2) - y**2), 1 / x, (x, y), (u, v))


@pytest.mark.parametrize("kind", ["causal", "circular", "mellin"])
def test_a_node_of_every_kind_has_a_value(kind):
    period = 1 if kind == "circular" else None
    window = sympy.Piecewise((X, (X >= 0) & (X < 1)), (0, True))
    node = Convolution(window, window, X, T, kind=kind, period=period)
    t = Rational(1, 3)
    right = {
        "causal": mpmath.quad(lambda u: u * (mpmath.mpf(1) / 3 - u), [0, mpmath.mpf(1) / 3]),
        "circular": mpmath.quad(
            lambda u: u * ((mpmath.mpf(1) / 3 - u) % 1), [0, mpmath.mpf(1) / 3, 1]
        ),
        "mellin": mpmath.quad(lambda u: 1 / (3 * u), [mpmath.mpf(1) / 3, 1]),
    }[kind]
    assert abs(float(node.subs(T, t).evalf()) - float(right)) < 1e-12
    if kind != "causal":
        with pytest.raises(SymconvError, match="has values for"):
            node.subs(T, -1).evalf()
