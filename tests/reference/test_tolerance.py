"""The bound of a discretised kernel: right kernels stay within it, slips do not."""

from __future__ import annotations

import io
from fractions import Fraction

import numpy as np
import pytest
import sympy

from symconv import parse
from symconv.numeric.grid import Grid
from symconv.reference.casefiles import case_outcome
from symconv.reference.spec import read_spec
from symconv.reference.tolerance import tolerance_of

PAIRS = {
    "lecture": ("box(-1, 2)", "1 - abs(x)/5 for x > 0"),
    "boxes-off-the-grid": ("box(-2/3, 2/3)", "box(0, 6/5)"),
    "one-sided": ("exp(-x)*step(x)", "x*exp(-2*x)*step(x)"),
    "growing-meets-compact": ("exp(x)", "x for 0 <= x <= 1"),
    "gaussians": ("exp(-x**2)", "2*exp(-3*(x - 1)**2)"),
    "lorentz": ("1/(1 + x**2)", "box(-1, 0)"),
    "left-sided": ("exp(x)*step(-x)", "box(0, 1)"),
    "steps": ("step(x)", "x*step(x)"),
}


def arrays_of(f, g, **options):
    case = {"name": "n", "f": f, "g": g, "start": -6, "stop": 6, "step": "1/8", **options}
    (one,) = read_spec({"case": [case]})
    outcome = case_outcome(one)
    assert outcome.refusal is None, outcome.reason
    with np.load(io.BytesIO(outcome.files["n.npz"]), allow_pickle=False) as archive:
        return {name: archive[name] for name in archive.files}


def error(arrays, op):
    a, v = arrays["f"], arrays["g"]
    total = np.convolve(a, v) if op == "convolve" else np.correlate(v, a, "full")
    return abs(total * a.dtype.type(0.125) - arrays["out"])


@pytest.mark.parametrize("rule", ["midpoint", "left"])
@pytest.mark.parametrize(
    ("pair", "op"),
    [(pair, op) for pair in PAIRS for op in ("convolve", "correlate")][:-1],  # H ⋆ xH diverges
)
def test_a_right_kernel_is_within_the_bound_at_every_sample(pair, op, rule):
    arrays = arrays_of(*PAIRS[pair], op=op, rule=rule)
    bounded = np.isfinite(arrays["bound"])
    assert bounded.any()
    assert (error(arrays, op)[bounded] <= arrays["bound"][bounded]).all()


@pytest.mark.parametrize("dtype", ["float32", "float16"])
def test_the_arithmetic_of_the_dtype_is_in_the_bound(dtype):
    arrays = arrays_of("box(0, 1)", "x*box(0, 1)", dtype=dtype)
    assert (error(arrays, "convolve") <= arrays["bound"]).all()
    double = arrays_of("box(0, 1)", "x*box(0, 1)")
    assert arrays["bound"][60:70].max() > 10 * double["bound"][60:70].max() or dtype == "float32"
    assert (arrays["bound"] >= double["bound"]).all()


def test_slips_exceed_the_bound():
    arrays = arrays_of(*PAIRS["lecture"])
    a, v, out, bound = (arrays[name] for name in ("f", "g", "out", "bound"))
    slips = {
        "no flip": np.convolve(a, v[::-1]),
        "no conjugate flip": np.correlate(v, a, "full"),
        "off by one": np.roll(np.convolve(a, v), 1),
        "no step": np.convolve(a, v) * 8,
    }
    for name, found in slips.items():
        assert (abs(found * 0.125 - out)[np.isfinite(bound)] > bound[np.isfinite(bound)]).any(), (
            name
        )


def test_lost_tails_are_counted():
    """Half of the exponential lies outside the window: the bound must grow by its integral."""
    x = sympy.Symbol("x", real=True)
    f, g = parse("exp(-abs(x)/4)", x), parse("box(0, 1)", x)
    small = tolerance_of(f, g, x, Grid(Fraction(-1), Fraction(1, 8), 16, "left"), "convolve")
    large = tolerance_of(f, g, x, Grid(Fraction(-80), Fraction(1, 8), 1280, "left"), "convolve")
    assert small.truncation > 6
    assert large.truncation < 1e-6


def test_no_bound_where_two_tails_are_lost():
    x = sympy.Symbol("x", real=True)
    grid = Grid(Fraction(-4), Fraction(1, 8), 64, "left")
    found = tolerance_of(parse("sin(x)", x), parse("exp(-abs(x))", x), x, grid, "convolve")
    assert found.total == float("inf")
    assert "does not end there" in found.reason


def test_only_the_t_that_look_at_no_lost_tail_are_admitted():
    x = sympy.Symbol("x", real=True)
    grid = Grid(Fraction(-4), Fraction(1, 4), 33, "left")  # cells from −33/8 to 33/8
    ramp, box = parse("x*step(x)", x), parse("box(1, 2)", x)
    convolved = tolerance_of(ramp, box, x, grid, "convolve")
    assert (convolved.earliest, convolved.latest) == (None, Fraction(33, 8) + 1)
    first = tolerance_of(ramp, box, x, grid, "correlate")
    assert (first.earliest, first.latest) == (2 - Fraction(33, 8), None)
    second = tolerance_of(box, ramp, x, grid, "correlate")
    assert (second.earliest, second.latest) == (None, Fraction(33, 8) - 2)
