"""The strategies draw what they promise."""

import subprocess
import sys

import numpy
import pytest
import sympy
from hypothesis import given, settings

from symconv import testing
from symconv.discrete import convolve_arrays

x = sympy.Symbol("x", real=True)


@given(testing.compact_signals(x))
@settings(max_examples=20, deadline=None)
def test_compact_signals_vanish_outside(f):
    assert f.subs(x, 100) == f.subs(x, -100) == 0
    assert f.free_symbols <= {x}
    assert not f.has(sympy.Float)


@given(testing.causal_signals(x))
@settings(max_examples=20, deadline=None)
def test_causal_signals_decay(f):
    assert f.subs(x, -100) == 0
    assert abs(float(f.subs(x, 400))) < 1e-20


@given(testing.signals(x))
@settings(max_examples=20, deadline=None)
def test_signals_are_exact_expressions_in_x(f):
    assert isinstance(f, sympy.Expr)
    assert f.free_symbols <= {x}


@given(testing.operand_pairs(ndim=2, longest=4))
@settings(max_examples=30, deadline=None)
def test_operand_pairs_convolve(pair):
    a, v = pair
    assert a.dtype == v.dtype == numpy.int64
    assert a.ndim == v.ndim == 2
    numpy.testing.assert_array_equal(convolve_arrays(a, v), convolve_arrays(v, a))


def test_hypothesis_is_loaded_only_for_a_strategy():
    code = (
        "import sys, symconv.testing as t; before = 'hypothesis' in sys.modules; "
        "t.rationals(); print(before, 'hypothesis' in sys.modules)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.split() == ["False", "True"]
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = testing.nothing
