"""A kernel of one's own against exact reference outputs: pytest examples/test_my_kernel.py."""

import tempfile

import numpy
import pytest

from symconv.reference import cases, generate

FOLDER = generate("lecture", tempfile.mkdtemp(), progress=False).folder
CASES = [c for c in cases(FOLDER) if c.op == "convolve" and "bound" in c.arrays and c.a.ndim == 1]


def my_kernel(a, v):
    return numpy.convolve(a, v)


@pytest.mark.parametrize("case", CASES)
def test_my_kernel(case):
    assert (abs(case.step * my_kernel(case.a, case.v) - case.out) <= case.bound).all()
