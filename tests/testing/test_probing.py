"""Probes have no symmetry, and the comparison of answers can fail."""

import numpy

from symconv.discrete.sliding import Sliding, SlidingSum
from symconv.testing.calling import Runner
from symconv.testing.probing import Probes, agree, mismatches


def test_probes_have_every_parity_and_no_symmetry():
    for ndim in (1, 2, 3):
        pairs = list(Probes(ndim).integers())
        parities = {(a.shape[0] % 2, v.shape[0] % 2) for a, v in pairs}
        assert parities == {(0, 0), (0, 1), (1, 0), (1, 1)}
        for a, v in pairs:
            assert a.ndim == v.ndim == ndim
            assert not numpy.array_equal(v, numpy.flip(v))
            assert not numpy.array_equal(a, numpy.flip(a))
    assert all(a.shape >= v.shape for a, v in Probes(1, shorter_only=True).integers())
    assert any(a.shape < v.shape for a, v in Probes(1).integers())
    assert all(numpy.iscomplexobj(a) and numpy.iscomplexobj(v) for a, v in Probes(1).complexes())


def test_agreement_is_exact_for_integers_and_rounded_for_floats():
    a, v = numpy.array([3, 4]), numpy.array([5])
    exact = numpy.array([15, 20], dtype=object)
    assert agree(numpy.array([15, 20]), exact, a, v)
    assert agree(numpy.array([15.0, 20.0 + 2.0**-49]), exact, a, v)
    assert not agree(numpy.array([15, 21]), exact, a, v)
    assert not agree(numpy.array([15.0, 20.001]), exact, a, v)
    assert not agree(numpy.array([15, 20, 0]), exact, a, v)
    assert not agree(numpy.array([15.0, numpy.nan]), exact, a, v)
    assert agree(numpy.array([15, 20.0001], numpy.float16), exact, a, v)


def test_mismatches_are_found():
    run = Runner("NumPy array", numpy.convolve, None)
    right, wrong = SlidingSum((Sliding(),)), SlidingSum((Sliding(flip=False),))
    assert list(mismatches(run, right, Probes(1).integers())) == []
    assert len(list(mismatches(run, wrong, Probes(1).integers()))) == 7
