"""The unevaluated nodes: every trap of bound variables that was seen elsewhere."""

from __future__ import annotations

import pickle
import subprocess
import sys

import pytest
import sympy
from sympy import (
    DiracDelta,
    Heaviside,
    Integral,
    Piecewise,
    Rational,
    Symbol,
    exp,
    latex,
    piecewise_fold,
    symbols,
)  # fmt: skip

from symconv import Convolution, CrossCorrelation, DivergentIntegral, InvalidInput

X, T, Y = symbols("x t y", real=True)
A, B = symbols("a b", positive=True)
BOX = Piecewise((1, (X >= 0) & (X <= 1)), (0, True))
NODE = Convolution(BOX, exp(-A * X) * Heaviside(X), X, T)


def test_free_symbols_are_the_output_and_the_parameters():
    assert NODE.free_symbols == {T, A}
    assert Convolution(BOX, BOX, X).free_symbols == {X}


def test_substituting_the_integration_variable_touches_the_output_only():
    node = Convolution(BOX, exp(-A * X) * Heaviside(X), X)
    assert node.subs(X, 3) == NODE.subs(T, 3)
    assert node.xreplace({X: T}) == NODE


def test_a_parameter_replaced_by_x_is_not_captured():
    moved = NODE.subs(A, X)
    assert moved.free_symbols == {T, X}
    value = moved.subs({X: 2, T: Rational(1, 2)}).doit()
    assert value == NODE.subs({A: 2, T: Rational(1, 2)}).doit()
    assert NODE.xreplace({A: X}) == moved


def test_alpha_equivalent_nodes_are_equal():
    other = Convolution(BOX.subs(X, Y), exp(-A * Y) * Heaviside(Y), Y, T)
    assert other == NODE
    assert hash(other) == hash(NODE)


def test_rebuilding_from_args():
    assert NODE.func(*NODE.args) == NODE
    assert NODE.has(A)
    assert not NODE.has(B)
    assert NODE.subs(A, B) == Convolution(BOX, exp(-B * X) * Heaviside(X), X, T)


def test_conditions_do_not_leak_out_of_the_node():
    folded = piecewise_fold((1 + NODE) * Piecewise((1, T > 0), (2, True)))
    assert folded.free_symbols == {T, A}
    assert all(cond == sympy.true or cond.free_symbols == {T} for _, cond in folded.args)


def test_integral_over_the_output_evaluates_or_stays():
    area = Integral(NODE.subs(A, 1), (T, 0, 1)).doit()
    assert abs(sympy.N(area) - float(sympy.exp(-1))) < 1e-12


def test_nested_nodes_keep_their_variables_apart():
    inner = NODE.subs(T, X)
    outer = Convolution(inner, BOX, X, T)
    assert outer.free_symbols == {T, A}
    assert outer.subs(A, B).free_symbols == {T, B}
    replaced = outer.subs(A, X)
    assert replaced.free_symbols == {T, X}


def test_derivative_is_distributional():
    box_box = Convolution(BOX, BOX, X, T)
    slope = box_box.diff(T).doit()
    assert slope.subs(T, Rational(1, 2)) == 1
    assert slope.subs(T, Rational(3, 2)) == -1
    assert NODE.subs(T, 2 * T).diff(T).doit().subs({A: 1, T: Rational(1, 4)}) == 2 * exp(
        -Rational(1, 2)
    )
    correlation = CrossCorrelation(BOX, BOX, X, T).diff(T).doit()
    assert correlation.subs(T, Rational(-1, 2)) == 1


def test_pickle_across_processes():
    text = (
        "import pickle,sys;n=pickle.loads(sys.stdin.buffer.read());"
        "sys.stdout.buffer.write(pickle.dumps((n, sorted(map(str, n.free_symbols)))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", text], input=pickle.dumps(NODE), capture_output=True, check=True
    )
    node, names = pickle.loads(done.stdout)
    assert node == NODE
    assert names == ["a", "t"]


def test_numbers():
    node = NODE.subs({A: 1, T: 1})
    assert abs(float(node) - (1 - float(exp(-1)))) < 1e-15
    assert abs(node.evalf(40) - sympy.N(1 - exp(-1), 40)) < Rational(1, 10**38)


def test_evalf_without_a_closed_form():
    f = exp(-(X**4))
    node = Convolution(f, BOX, X, T).subs(T, Rational(1, 2))
    from mpmath import mp, quad

    with mp.workdps(32):
        truth = quad(lambda u: mp.exp(-(u**4)), [-mp.mpf(1) / 2, 0, mp.mpf(1) / 2])
        text = mp.nstr(truth, 30)
    assert abs(node.evalf(25) - sympy.Float(text, 30)) < Rational(1, 10**23)


def test_rewrite_and_printing():
    integral = NODE.rewrite(Integral)
    assert integral.free_symbols == {T, A}
    assert str(Convolution(X, exp(-X), X, T)) == "(x ∗ exp(-x))(t)"
    assert str(CrossCorrelation(X, exp(-X), X, T)) == "(x ⋆ exp(-x))(t)"
    assert r"\ast" in latex(NODE)


def test_doit_of_a_divergent_node_says_so():
    with pytest.raises(DivergentIntegral):
        Convolution(1, 1, X, T).doit()


@pytest.mark.parametrize(
    ("f", "x", "t", "message"),
    [
        ("x", X, T, "symconv.parse"),
        (BOX, Symbol("x", positive=True), T, "assumptions beyond real"),
        (Symbol("x") + 1, X, T, "different symbols of one name"),
        (T * X, X, T, "captured"),
        (BOX, 3, T, "must be a Symbol"),
        (X > 0, X, T, "truth value"),
        ([1, 2], X, T, "list"),
    ],
)
def test_bad_input_is_named(f, x, t, message):
    with pytest.raises(InvalidInput, match=message):
        Convolution(f, BOX, x, t)


def test_masses_are_kept():
    assert Convolution(DiracDelta(X - 1), BOX, X, T).doit() == Piecewise(
        (1, (T >= 1) & (T < 2)), (0, True)
    )
