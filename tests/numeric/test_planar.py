"""Validation in the plane against separable closed forms, with lies along each axis."""

import numpy as np
import pytest
import scipy.signal
import sympy as sp

from symconv.numeric import validate
from symconv.numeric.planar import diagnose_planar, separated
from symconv.signals import box, gaussian, triangle

x, y = sp.symbols("x y", real=True)
BLOCK = box(x, -1, 2) * box(y, 0, 1)
BELL = gaussian(x) * gaussian(y, 0, 2)

LIES = {
    "forgets the flip of both axes": lambda a, v: scipy.signal.correlate2d(a, v),
    "forgets the flip of axis 1": lambda a, v: scipy.signal.convolve2d(a, v[:, ::-1]),
    "off by 1 sample along axis 0": lambda a, v: np.roll(scipy.signal.convolve2d(a, v), 1, 0),
    "scales its result by 0.999": lambda a, v: 0.999 * scipy.signal.convolve2d(a, v),
    "single precision": lambda a, v: scipy.signal.convolve2d(a.astype("f"), v.astype("f")),
    "returns shape": lambda a, v: scipy.signal.convolve2d(a, v, "same"),
    "ZeroDivisionError": lambda a, v: 1 / 0,
}


@pytest.mark.parametrize("lie", sorted(LIES))
def test_lies_in_the_plane_are_named(lie):
    report = validate(BLOCK, BLOCK, (x, y), steps=["1/2"], kernel=LIES[lie])
    assert not report.passed
    assert lie in report.diagnosis[0]


@pytest.mark.parametrize("kernel", [None, scipy.signal.fftconvolve, scipy.signal.convolve2d])
def test_box_with_box_in_the_plane_is_exact(kernel):
    report = validate(BLOCK, BLOCK, (x, y), kernel=kernel, steps=["1/2", "1/4"])
    assert report.passed, report
    assert all(row.discretisation == 0 for row in report.rows)


def test_gauss_in_the_plane():
    tent = triangle(x) * triangle(y, 2)
    report = validate(tent, BELL, (x, y), steps=["1/2", "1/4"])
    assert report.passed, report
    assert report.rows[-1].order == pytest.approx(2, abs=0.1)
    assert validate(BELL, BELL, (x, y), "correlate", steps=["1/2"]).passed


def test_what_is_not_separable_has_no_bound():
    report = validate(sp.exp(-((x - y) ** 2) - x**2), BELL, (x, y), steps=["1/2"])
    assert not report.passed
    assert "no product f1(x) f2(y)" in report.diagnosis[0]


def test_separation():
    assert separated(2 * sp.exp(-(x**2) - y**2), (x, y)) == (
        2 * sp.exp(-(x**2)),
        sp.exp(-(y**2)),
    )
    assert separated(x + y, (x, y)) is None
    assert diagnose_planar(None, "correlate") == []
