"""The shipped specs: all cases written, values held against mpmath and the defining integral."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from fractions import Fraction

import mpmath
import numpy as np
import pytest
import sympy

from symconv.reference import BUILTIN, generate, load
from symconv.reference.casefiles import case_outcome
from symconv.reference.defining import enclosed_value
from symconv.reference.spec import read_spec

DIGITS = 400


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    """shipped(name) -> the folder of a shipped spec, made once."""
    made = {}

    def make(name):
        if name not in made:
            folder = tmp_path_factory.mktemp(name)
            summary = generate(name, folder, progress=False, workers=1)
            assert not summary.refused
            made[name] = load(folder)
        return made[name]

    return make


@pytest.mark.parametrize("name", [name for name in BUILTIN if name != "corpus"])
def test_every_case_is_written(shipped, name):
    assert len(shipped(name)) == len(read_spec(name))


@pytest.mark.slow
def test_every_case_of_the_corpus_is_written(shipped):
    assert len(shipped("corpus")) == len(read_spec("corpus"))


@pytest.mark.parametrize("name", ["conv1d", "conv2d", "xcorr"])
def test_a_missing_flip_shows_in_every_case_of_arrays(shipped, name):
    """No pair is symmetric: reversing the second array changes the result."""
    for case in shipped(name).values():
        plain = case.record["case"]
        if plain["type"] == "array":
            flipped = case_outcome({**plain, "g": reversed_rows(plain["g"])})
            stored = (case._folder / f"{plain['stem']}.npy").read_bytes()
            assert flipped.files.get(f"{plain['stem']}.npy") != stored, case.name


def reversed_rows(nested):
    return nested if isinstance(nested, str) else [reversed_rows(row) for row in reversed(nested)]


# Values by mpmath: the closed form's text, evaluated by another library --------------------------


def rows(case):
    """(points, stored values) of all values of a case that its closed form gives."""
    found = [(case.points, case.values)]
    if "out" in case.arrays:
        grid = case.record["samples"]["sum"]
        first, step = Fraction(grid["first"]), Fraction(grid["step"])
        found.append(([first + k * step for k in range(grid["size"])], case.out))
    for points, values in found:
        if values.dtype.kind in "fc":
            yield from zip(points, values.tolist(), strict=True)


def by_mpmath(case):
    t = sympy.Symbol("t", real=True)
    return sympy.lambdify(t, case.closed_form, "mpmath")


def rounded(number):
    """The double nearest to an mpf or mpc, through its exact rational value."""
    number = mpmath.mpmathify(number)
    if isinstance(number, mpmath.mpc):
        return complex(rounded(number.real), rounded(number.imag))
    sign, mantissa, exponent, _ = number._mpf_
    exact = Fraction(mantissa) * Fraction(2) ** exponent
    return float(-exact if sign else exact)


def disagreements(shipped, names, wanted):
    """Compare about so many values, spread over all cases; (count, list of disagreements)."""
    chosen = [
        (case, point, value)
        for name in names
        for case in shipped(name).values()
        if case.record["case"]["type"] == "function"
        for point, value in rows(case)
    ]
    random.Random(7).shuffle(chosen)
    chosen = chosen[:wanted]
    compiled = {}
    wrong = []
    with mpmath.workdps(DIGITS):
        for case, point, value in chosen:
            function = compiled.setdefault(id(case), by_mpmath(case))
            found = function(mpmath.mpf(point.numerator) / point.denominator)
            if rounded(found) != value and not is_tiny(found, value):
                wrong.append((case.name, point, value, mpmath.nstr(found, 25)))
    return len(chosen), wrong


def is_tiny(found, value):
    """A value that is exactly 0, of which 400 digits leave a trace of the order of 1e-400."""
    return value == 0 and abs(found) < mpmath.mpf(10) ** (20 - DIGITS)


def test_values_agree_with_mpmath(shipped):
    count, wrong = disagreements(shipped, ["lecture", "xcorr"], 400)
    assert count == 400
    assert not wrong


@pytest.mark.slow
def test_ten_thousand_values_agree_with_mpmath_at_400_digits(shipped):
    count, wrong = disagreements(shipped, BUILTIN, 10_000)
    assert count == 10_000
    assert not wrong


def test_the_comparison_can_fail(shipped):
    case = shipped("lecture")["convolution"]
    with mpmath.workdps(DIGITS):
        exact = rounded(by_mpmath(case)(mpmath.mpf(1) / 3))
    assert exact != np.nextafter(exact, 2)
    assert rounded(mpmath.mpf("1e-400")) == 0


# Values by the defining integral -----------------------------------------------------------------


def enclosed(shipped, names, wanted):
    cases = [
        case
        for name in names
        for case in shipped(name).values()
        if case.record["case"]["type"] == "function" and "dtype" in case.record["case"]
    ]
    pool = [(case, *row) for case in cases for row in rows(case)]
    random.Random(8).shuffle(pool)
    count, wrong, open_ones = 0, [], 0
    for case, point, value in pool:
        if count == wanted:
            break
        expected = enclosed_value(case.record["case"], point)
        if expected is None:
            open_ones += 1
            continue
        count += 1
        if expected != value:
            wrong.append((case.name, point, value, expected))
    return count, wrong, open_ones


def test_values_are_those_of_the_defining_integral(shipped):
    count, wrong, _ = enclosed(shipped, ["lecture", "xcorr"], 40)
    assert count == 40
    assert not wrong


@pytest.mark.slow
def test_500_values_are_those_of_the_defining_integral_to_the_last_bit(shipped):
    count, wrong, open_ones = enclosed(shipped, BUILTIN, 500)
    assert count == 500
    assert not wrong
    assert open_ones < 250


# Bytes -------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("name", BUILTIN)
def test_a_process_with_another_hash_seed_writes_the_same_bytes(shipped, tmp_path, contents, name):
    code = "import sys; from symconv.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", code, "reference", "--builtin", name, "--out", str(tmp_path)]
    environment = {**os.environ, "PYTHONHASHSEED": "12345", "LC_ALL": "C", "TZ": "Asia/Tokyo"}
    subprocess.run(command, check=True, env=environment, capture_output=True)
    assert contents(tmp_path) == contents(shipped(name).path)
