"""Limits are met exactly: what is allowed passes, one more is refused; refusals say what fails."""

import json
import time
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from symconv import kernel
from symconv.kernel import refusal
from symconv.kernel.refusal import MAX_BYTES, MAX_DEGREE, MAX_DIGITS, MAX_PI_POWER, MAX_STEPS, Fuel

ONE = ["c", "one"]
ONE_IS_ONE = ["a", ["a", ["c", "=", "C"], ONE], ONE]
NOTHING = {"line": [], "right": [], "mass": []}


def law(steps, **parts):
    header = {"symconv": 1, "kind": "law", "name": "limits", "variables": {}, "definitions": []}
    return header | {
        "hypotheses": [], "conclusions": [ONE_IS_ONE], "proves": [0], "steps": steps, **parts,
    }  # fmt: skip


def mass(order=0, coefficient="1"):
    """The whole line of 0 against a mass: the answer is 0, whatever the mass."""
    g = NOTHING | {"mass": [["0", order, [[coefficient, "0"]]]]}
    return {
        "symconv": 1, "kind": "convolution", "op": "convolve", "f": NOTHING, "g": g, "h": NOTHING,
    }  # fmt: skip


LIMITS = {
    "steps": (MAX_STEPS, lambda n: law([["refl", ONE]] * n)),
    "order-limit": (MAX_DEGREE, lambda n: mass(order=n)),
    "digits": (MAX_DIGITS, lambda n: mass(coefficient="7" * n)),
    "degree": (MAX_PI_POWER, lambda n: mass(coefficient={"pi": ["1"] * n})),
}


def test_the_limits_are_frozen():
    """What writes certificates counts on them."""
    laws = (refusal.MAX_STEPS, refusal.MAX_DEPTH, refusal.FUEL)
    assert laws == (5_000, 100, 200_000)
    assert (refusal.NODES, refusal.MAX_TEXT) == (1_000_000, 100_000)
    concrete = (refusal.MAX_DIGITS, refusal.MAX_DEGREE, refusal.MAX_PI_POWER, refusal.ARITHMETIC)
    assert concrete == (4_000, 2_000, 200, 1_500_000)
    assert refusal.MAX_BYTES == 20_000_000


@pytest.mark.parametrize("condition", LIMITS)
def test_the_limit_itself_is_allowed(condition):
    limit, make = LIMITS[condition]
    assert kernel.check(make(limit)).status == "proved"
    with pytest.raises(kernel.CertificateError) as refused:
        kernel.check(make(limit + 1))
    assert refused.value.condition == condition


def test_a_file_may_have_as_many_bytes_as_the_limit_says(tmp_path):
    path = tmp_path / "long.json"
    path.write_bytes(b" " * (MAX_BYTES - 2) + b"{}")
    assert kernel.load(path) == {}
    path.write_bytes(b" " * (MAX_BYTES - 1) + b"{}")
    with pytest.raises(kernel.CertificateError, match=f"bytes: long.json .* {MAX_BYTES} bytes"):
        kernel.load(path)


def test_the_last_drop_of_fuel_may_be_burnt():
    fuel = Fuel(3)
    fuel.burn()
    fuel.burn(2)
    with pytest.raises(kernel.CertificateError, match="fuel"):
        fuel.burn()


def test_no_json_says_which_file_and_why(tmp_path):
    path = tmp_path / "broken.json"
    path.write_text("{")
    with pytest.raises(kernel.CertificateError, match=r"^json: broken\.json: Expecting") as refused:
        kernel.load(path)
    assert refused.value.condition == "json"


def test_a_refusal_names_what_it_is_about():
    formula = ["a", ["c", "Integrable", "C"], ["l", "C", ["b", 0]]]
    with pytest.raises(kernel.CertificateError) as refused:
        kernel.check(law([["assume", formula]]))
    assert str(refused.value) == "sort: Integrable is not defined at ('C',)"


def test_texts_of_others_stand_on_one_line():
    oracle = {
        "symconv": 1, "kind": "oracle", "oracle": "Pythia\n  axioms:", "statement": "h =\n f ∗ g",
        "hypotheses": ["a\n>\t0", "b > 0"], "reason": "a\nhunch",
    }  # fmt: skip
    theorem = kernel.check(json.loads(json.dumps(oracle)))
    assert theorem.conclusions == ("h = f ∗ g",)
    assert theorem.hypotheses == ("a > 0", "b > 0")
    assert theorem.oracles == ("Pythia axioms: (a hunch)",)
    assert theorem.steps == 0
    assert theorem.status == "rests on the oracle Pythia axioms: (a hunch); not checked here"
    assert kernel.check(law([["refl", ONE]], name="a\nlaw")).name == "a law"
    gap = law([["admit", "gap", "to\n do", ONE_IS_ONE]])
    assert kernel.check(gap).gaps == ("to do",)


def test_a_theorem_stays_as_it_was_checked():
    theorem = kernel.check(law([["refl", ONE]]))
    with pytest.raises(FrozenInstanceError):
        theorem.gaps = ()


def test_no_character_moves_the_cursor_or_turns_the_text():
    dirty = "a\x1b[2K\u202eb\x00\x07\u200b\ud800c"
    clean = "a�[2K�b����c"
    oracle = {
        "symconv": 1, "kind": "oracle", "oracle": dirty, "statement": dirty,
        "hypotheses": [dirty], "reason": dirty,
    }  # fmt: skip
    theorem = kernel.check(oracle)
    assert theorem.conclusions == theorem.hypotheses == (clean,)
    assert theorem.oracles == (f"{clean} ({clean})",)
    assert kernel.check(law([["refl", ONE]], name=dirty)).name == clean
    assert kernel.check(law([["admit", "gap", dirty, ONE_IS_ONE]])).gaps == (clean,)
    for broken in (
        law([["admit", dirty, "todo", ONE_IS_ONE]]),
        law([["refl", ONE]], variables={dirty: "C"}),
        law([["refl", ONE]], variables={"x": dirty}),
        law([["refl", ["c", dirty]]]),
        law([["refl", ONE]]) | {"kind": dirty},
        law([["refl", ONE]]) | {dirty: 1},
        mass(coefficient=dirty),
    ):
        with pytest.raises(kernel.CertificateError) as refused:
            kernel.check(broken)
        assert str(refused.value).isprintable()
        assert len(str(refused.value)) < 600


def growing(names):
    """d1 = d0 + d0, d2 = d1 + d1, …: a line each, and twice as long a term each."""
    plus = ["c", "add", "C"]
    rows = [["d0", "C", ONE]]
    for k in range(1, names):
        before = ["c", f"d{k - 1}"]
        rows.append([f"d{k}", "C", ["a", ["a", plus, before], before]])
    return rows


def shared(levels):
    term = ONE
    for _ in range(levels):
        term = ["a", ["a", ["c", "add", "C"], term], term]
    return term


def endless():
    term = ["a", ONE, ONE]
    term[1] = term[2] = term
    return term


def equal(term):
    return ["a", ["a", ["c", "=", "C"], term], term]


LAST = ["c", "d39"]
DOUBLED = ["a", ["a", ["c", "add", "C"], ["v", "x"]], ["v", "x"]]
EXPENSIVE = {
    "definitions": law([["refl", LAST]], conclusions=[equal(LAST)], definitions=growing(40)),
    "unfolding": law(
        [["unfold", LAST, [f"d{k}"]] for k in range(40)],
        conclusions=[equal(LAST)],
        definitions=growing(40),
    ),
    "inst": law(
        [["refl", ["v", "x"]], *(["inst", k, {"x": DOUBLED}] for k in range(40))],
        variables={"x": "C"},
    ),
    "normal forms": law([["norm", shared(14), shared(14)]] * 200),
    "shared data": law([["refl", shared(60)]]),
    "endless data": law([["refl", endless()]]),
    "powers of a derivative": mass(order=2000)
    | {"f": NOTHING | {"right": [["0", 2000, "1", [["1", "0"]]]]}},
    "many terms": mass()
    | {name: NOTHING | {"mass": [[str(k), 1, [["1", "0"]]] for k in range(1500)]} for name in "fg"},
}


@pytest.mark.parametrize("what", EXPENSIVE)
def test_little_data_costs_little(what):
    """A certificate of any form is judged within bounded time."""
    start = time.process_time()
    with pytest.raises(kernel.CertificateError) as refused:
        kernel.check(EXPENSIVE[what])
    assert refused.value.condition in ("fuel", "malformed")
    assert time.process_time() - start < 20


def test_a_file_that_does_not_end_is_read_to_the_limit_only():
    endless_file = Path("/dev/zero")
    if not endless_file.exists():
        pytest.skip("no such file here")
    with pytest.raises(kernel.CertificateError, match="bytes"):
        kernel.load(endless_file)


@pytest.mark.parametrize(
    "broken",
    [
        law([["refl", ONE]]) | {"symconv": True},
        law([["refl", ONE]]) | {"symconv": 1.0},
        law([["refl", ONE]]) | {"symconv": None},
        law([["refl", ONE]], proves=[True]),
        law([["refl", ONE], ["sym", -1]]),
        law([["refl", ONE]], name=["a"]),
        law([["refl", ONE]], hypotheses={}),
        law([["refl", ["c", ["one"]]]]),
        law([["refl", ["v", 0]]], variables={0: "C"}),
        law([["refl", ONE]], variables={"א": "C"}),
        mass(order=True),
        mass(order=float("nan")),
        mass(coefficient=float("inf")),
        mass(coefficient=True),
        mass() | {"f": {"line": {}, "right": [], "mass": []}},
        mass() | {"f": {"line": ["abc"], "right": [], "mass": []}},
        mass() | {"h": {"line": [], "right": [], "mass": [["0", 0, ["10"]]]}},
        mass() | {"conjugate": True},
        mass() | {"op": "correlate", "conjugate": 1},
        mass(coefficient={"pi": "11"}),
    ],
)
def test_every_field_is_of_its_kind(broken):
    with pytest.raises(kernel.CertificateError):
        kernel.check(broken)
