"""The report itself."""

import json

import numpy

from symconv.testing import identify


def test_a_diagnosis_is_plain_data_for_json():
    found = json.loads(json.dumps(identify(numpy.convolve).as_dict()))
    assert (found["operator"], found["flips"], found["counterexample"]) == (
        "convolution",
        [True],
        None,
    )
    lost = json.loads(json.dumps(identify(lambda a, v: numpy.convolve(a, v) + 1).as_dict()))
    assert lost["counterexample"]["got"] == [2]
    real_only = identify(lambda a, v: numpy.convolve(a, v) * (1 + numpy.iscomplexobj(a)))
    example = json.loads(json.dumps(real_only.as_dict()))["counterexample"]
    assert example["a"] == ["(1+2j)"]
