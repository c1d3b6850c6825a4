"""validate where no closed form is known: the enclosed integral stands in for it."""

import numpy as np
import pytest
import sympy as sp

from symconv import box
from symconv.numeric import validate
from symconv.numeric.axis import closed_form_of

x = sp.Symbol("x", real=True)
F = sp.exp(-(x**4)) * box(x, -2, 2)
G = (1 + x) * box(x, 0, 1)


@pytest.mark.parametrize("op", ["convolve", "correlate"])
def test_a_right_kernel_passes_without_a_closed_form(op):
    assert closed_form_of(F, G, x, op) is None
    report = validate(F, G, x, op, steps=("1/4", "1/8", "1/16"))
    assert report.passed
    assert "values of the defining integral" in str(report)
    assert all(row.error <= row.bound for row in report.rows)


def test_a_wrong_kernel_fails_there_too():
    report = validate(F, G, x, kernel=lambda a, v: np.convolve(a, v) * 1.01, steps=("1/8", "1/16"))
    assert not report.passed
