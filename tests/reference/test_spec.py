"""Specs: what they may say; every slip is named with file, line, case and key."""

from __future__ import annotations

import pytest

from symconv.errors import InvalidInput
from symconv.reference.spec import BUILTIN, builtin_path, read_spec

GOOD = """# comment
[[case]]
name = "first"
f = "box(0, 1)"
g = "box(0, 1)"
points = [0]

[[case]]
name = "second"
f = "box(0, 1)"
g = "exp(-a*x)*step(x)"
start = 0
stop = 1
step = "1/3"
parameters = { a = ["1", "sqrt(2)"] }
"""


def write(folder, text):
    path = folder / "spec.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_defaults_are_written_out_and_sweeps_spread(tmp_path):
    first, *swept = read_spec(write(tmp_path, GOOD))
    assert first["op"] == "convolve"
    assert first["dtype"] == "float64"
    assert first["kind"] == "line"
    assert [case["name"] for case in swept] == ["second[a=1]", "second[a=sqrt(2)]"]
    assert [case["stem"] for case in swept] == ["second.000000", "second.000001"]
    assert swept[1]["parameters"] == {"a": "sqrt(2)"}


def test_ranges_and_products_of_sweeps():
    case = {"name": "n", "f": "a*box(0,1)", "g": "b*box(0,1)", "points": [0]}
    case["parameters"] = {"a": {"start": 0, "stop": 1, "step": "1/4"}, "b": [1, 2, 3]}
    found = read_spec({"case": [case]})
    assert len(found) == 12
    assert found[-1]["name"] == "n[a=3/4,b=3]"


def test_decimals_are_what_they_show():
    (case,) = read_spec({"case": [{"name": "n", "f": "x", "g": "x", "points": [0.1, "0.1"]}]})
    assert case["points"] == ["1/10", "1/10"]
    (case,) = read_spec({"case": [{"name": "n", "f": [0.1], "g": [1]}]})
    assert case["f"] == ["1/10"]
    assert case["dtype"] == "float64"


SLIPS = [
    ('name = "first"\nf =', "spec.toml:2: case 1: key 'name'", "f ="),
    ('f = "box(0, 1)"', "spec.toml:4: ", 'f = "box(0, 1)'),
    ("points = [0]", "spec.toml:6: case 'first': key 'point'", "point = [0]"),
    ("points = [0]", "spec.toml:6: case 'first': key 'points'", "points = []"),
    ("points = [0]", "spec.toml:6: case 'first': key 'points'", 'points = ["1e999999999"]'),
    ("points = [0]", "spec.toml:6: case 'first': key 'points'", "points = [nan]"),
    ("points = [0]", "spec.toml:2: case 'first': key 'start': is missing", ""),
    ('f = "box(0, 1)"', "spec.toml:4: case 'first': key 'f': column 8", 'f = "box(0, "'),
    ('f = "box(0, 1)"', "spec.toml:4: case 'first': key 'f'", 'f = "box(0, b)"'),
    ('f = "box(0, 1)"', "spec.toml:4: case 'first': key 'f'", "f = 3"),
    ('f = "box(0, 1)"', "spec.toml:6: case 'first': key 'points': no such", "f = [1, 2]"),
    ('name = "first"', "spec.toml:3: case 1: key 'name'", 'name = "../first"'),
    ('name = "first"', "spec.toml:9: case 'second[a=sqrt(2)]'", 'name = "Second.000001"'),
    ("stop = 1", "spec.toml:13: case 'second': key 'stop'", "stop = 0"),
    ('step = "1/3"', "spec.toml:14: case 'second': key 'step'", "step = 0"),
    ('step = "1/3"', "spec.toml:13: case 'second': key 'stop'", 'step = "1e-9"'),
    ('step = "1/3"', "spec.toml:15: case 'second': key 'dtype'", 'step = 1\ndtype = "float80"'),
    ('step = "1/3"', "spec.toml:15: case 'second': key 'digits'", "step = 1\ndigits = 0"),
    ('step = "1/3"', "spec.toml:15: case 'second': key 'conjugate'", "step = 1\nconjugate = true"),
    ('step = "1/3"', "spec.toml:15: case 'second': key 'period'", "step = 1\nperiod = 2"),
    ('["1", "sqrt(2)"]', "spec.toml:15: case 'second': key 'parameters': a", '"x"'),
    ('["1", "sqrt(2)"]', "spec.toml:15: case 'second': key 'parameters'", "[]"),
    ("{ a =", "spec.toml:15: case 'second': key 'parameters'", "{ x ="),
    ("# comment", "spec.toml: unknown key 'cases'", "cases = 1"),
    ("# comment", "spec.toml:1: ", "= 1"),
]


@pytest.mark.parametrize(("old", "message", "new"), SLIPS, ids=[s[2] or s[0] for s in SLIPS])
def test_a_slip_is_named_with_its_line(tmp_path, old, message, new):
    assert old in GOOD
    path = write(tmp_path, GOOD.replace(old, new))
    with pytest.raises(InvalidInput) as caught:
        read_spec(path)
    assert str(caught.value).startswith(f"{tmp_path}/{message}")


ARRAY_SLIPS = [
    ({"f": [[1, 2], [3]]}, "key 'f': expected rows of 2"),
    ({"f": []}, "key 'f': an array has no entries"),
    ({"f": [[1]]}, "key 'g': has 1 axes, and f has 2"),
    ({"f": ["x"]}, "key 'f'"),
    ({"f": [300], "dtype": "int8"}, "key 'dtype': 300 is no int8"),
    ({"f": ["1/2"], "dtype": "int64"}, "key 'dtype': 1/2 is no int64"),
    ({"f": ["I"], "dtype": "float64"}, "key 'dtype'"),
    ({"f": ["nan"], "dtype": "rational"}, "key 'dtype'"),
    ({"overflow": "wrap", "dtype": "float64"}, "key 'overflow'"),
    ({"mode": "middle"}, "key 'mode'"),
    ({"stride": 0}, "key 'stride'"),
    ({"padding": [1, 2, 3]}, "key 'padding'"),
    ({"convention": "numpy.convole"}, "key 'convention'"),
    ({"convention": "numpy.convolve", "op": "correlate"}, "key 'op'"),
    ({"start": 0}, "key 'start': no such key here"),
]


@pytest.mark.parametrize(("change", "message"), ARRAY_SLIPS, ids=[str(s[0]) for s in ARRAY_SLIPS])
def test_a_slip_in_an_array_case(change, message):
    with pytest.raises(InvalidInput) as caught:
        read_spec({"case": [{"name": "n", "f": [1, 2], "g": [1], **change}]})
    assert str(caught.value).startswith(f"spec: case 'n': {message}")


@pytest.mark.parametrize("spec", [{}, {"case": []}, {"case": [3]}, 3, "nowhere.toml"], ids=str)
def test_what_is_no_spec_at_all(spec):
    with pytest.raises(InvalidInput):
        read_spec(spec)


def test_text_that_is_not_utf8(tmp_path):
    path = tmp_path / "spec.toml"
    path.write_bytes(b"# one\n# \xff\n")
    with pytest.raises(InvalidInput, match=r"spec\.toml:2: the spec is no UTF-8"):
        read_spec(path)


@pytest.mark.parametrize("name", BUILTIN)
def test_the_shipped_specs_are_read(name):
    assert len(read_spec(name)) >= 10
    assert builtin_path(name).is_file()


def test_unknown_builtin():
    with pytest.raises(InvalidInput, match="expected one of lecture"):
        builtin_path("none")


@pytest.mark.parametrize("name", ["manifest", "Manifest"])
def test_no_case_has_the_file_name_of_the_manifest(name):
    """Its record was overwritten by the manifest, and the folder was corrupt from the start."""
    with pytest.raises(InvalidInput, match="its files would be those of the manifest"):
        read_spec({"case": [{"name": name, "f": [1], "g": [1]}]})


def test_a_long_number_is_cut_in_the_message():
    with pytest.raises(InvalidInput, match="is no int64") as caught:
        read_spec({"case": [{"name": "one", "f": [10**400], "g": [1]}]})
    assert len(str(caught.value)) < 120
