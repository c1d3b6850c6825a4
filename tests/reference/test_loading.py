"""load and cases: what is read is what was written, and is checked when read."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
import sympy

from symconv.errors import InvalidInput, ReferenceCorrupted
from symconv.reference import cases, load


def test_a_case_of_functions(made):
    case = load(made)["lecture"]
    assert case.points[:2] == [Fraction(-2), Fraction(-7, 4)]
    (t,) = case.closed_form.free_symbols
    for point, value in zip(case.points, case.values, strict=True):
        assert float(case.closed_form.subs(t, sympy.Rational(point))) == value
    assert case.step == 0.25
    assert case.op == "convolve"
    assert (case.f, case.g) == ("box(-1, 2)", "1 - abs(x)/5 for x > 0")
    assert case.a.shape == case.v.shape == (32,)
    assert case.out.shape == case.bound.shape == (63,)
    error = abs(np.convolve(case.a, case.v) * case.step - case.out)
    assert (error <= case.bound).all()


def test_a_case_of_arrays(made):
    case = load(made)["int8"]
    assert case.out.tolist() == [[100, -54, 4], [3, 10, 8]]
    assert case.values is case.out
    assert case.step == 1
    with pytest.raises(InvalidInput, match="no closed form"):
        assert case.closed_form
    with pytest.raises(InvalidInput, match="no points"):
        assert case.points


def test_a_missing_array_is_named(made):
    with pytest.raises(InvalidInput, match="'digits' has no array 'bound'"):
        assert load(made)["digits"].bound


def test_the_folder_is_a_mapping_and_knows_what_was_refused(made):
    folder = load(made / "manifest.json")
    assert len(folder) == 11
    assert list(folder)[:3] == ["lecture", "sweep[a=1]", "sweep[a=5/2]"]
    assert list(folder.refused) == ["diverges"]


def test_cases_are_named_in_test_reports(made):
    found = cases(made)
    assert [case.__name__ for case in found] == list(load(made))
    mark = pytest.mark.parametrize("case", found)
    assert mark.args[1] is found


def test_arrays_are_checked_when_they_are_read(made, tmp_path):
    for path in made.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    data = bytearray((tmp_path / "nan.npz").read_bytes())
    data[-100] ^= 1
    (tmp_path / "nan.npz").write_bytes(bytes(data))
    assert load(tmp_path)["lecture"].out.size == 63
    with pytest.raises(ReferenceCorrupted) as caught:
        assert load(tmp_path)["nan"].out
    assert caught.value.file == "nan.npz"


def test_no_manifest(tmp_path):
    with pytest.raises(InvalidInput, match="a run that was stopped has to be repeated"):
        load(tmp_path)
