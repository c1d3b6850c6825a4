"""Foreign functions: containers, layouts, what they raise, and their names in a text."""

import re

import numpy
import pytest
from scipy import signal

from symconv.errors import InvalidInput
from symconv.testing import identify, load_target


def leaving(a, v):
    raise SystemExit(3)


def test_layout_adapter():
    def layer(x, w):
        assert x.shape[:2] == w.shape[:2] == (1, 1)
        return numpy.correlate(x[0, 0], w[0, 0], "valid")[None, None]

    def call(fn, a, v):
        return fn(a[None, None], v[None, None])[0, 0]

    found = identify(layer, call=call)
    assert (found.operator, found.mode) == ("correlation", "valid")
    assert identify(layer).operator == "none"


def test_torch_tensors():
    torch = pytest.importorskip("torch", reason="PyTorch is large; it has an extra of its own")

    def call(fn, a, v):
        return fn(a[None, None], v[None, None])[0, 0]

    found = identify(torch.nn.functional.conv1d, call=call)
    assert (found.operator, found.mode, found.conjugate) == ("correlation", "valid", None)
    assert "torch.nn.functional.conv1d (valid)" in found.matches
    assert "kernel longer than the signal" in found.reason
    assert found.container.startswith("torch tensor")


@pytest.mark.parametrize(
    ("fn", "reason"),
    [
        (lambda a, v: 1 / 0, "raised ZeroDivisionError"),
        (leaving, "raised SystemExit"),
        (lambda a, v: None, "returned NoneType; expected an array"),
        (lambda a, v: 3, r"returned shape \(\); expected 1 axes"),
        (lambda a, v: [[1, 2]], "expected 1 axes"),
        (lambda a, v: ["x"], "expected numbers"),
        (lambda a, v: [None, 1], "expected numbers"),
        (lambda a, v: numpy.full(3, numpy.nan), "do not give integers"),
        (lambda a, v: numpy.full(3, numpy.inf), "do not give integers"),
        (lambda a, v: [], "empty array"),
        (lambda a, v: a[: int(abs(a).sum())], "not on dense ones"),
    ],
)
def test_functions_that_raise_or_return_something_else_are_reported(fn, reason):
    found = identify(fn)
    assert found.operator == "none"
    assert re.search(reason, found.reason), found.reason


def test_a_kernel_that_overwrites_its_input_is_still_diagnosed():
    def rude(a, v):
        out = numpy.convolve(a, v)
        a[:] = 0
        v[:] = 0
        return out

    assert identify(rude).matches == identify(numpy.convolve).matches


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("numpy.convolve", "expected package.module:function"),
        ("numpy:", "expected package.module:function"),
        (":convolve", "expected package.module:function"),
        ("__import__('os'):getcwd", "expected package.module:function"),
        ("numpy:convolve()", "expected package.module:function"),
        ("no_such_module_at_all:f", "is not importable"),
        ("numpy:no_such_function", "has no 'no_such_function'"),
        ("numpy:pi", "is no function but float"),
    ],
)
def test_targets_that_are_refused(text, message):
    with pytest.raises(InvalidInput, match=message):
        load_target(text)
    assert load_target("numpy:convolve") is numpy.convolve
    assert load_target("scipy.signal:fftconvolve") is signal.fftconvolve
