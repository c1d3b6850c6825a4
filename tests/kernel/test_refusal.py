"""Limits are met exactly: what is allowed passes, one more is refused; refusals say what fails."""

import json
from dataclasses import FrozenInstanceError

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
    concrete = (refusal.MAX_DIGITS, refusal.MAX_DEGREE, refusal.MAX_PI_POWER, refusal.ARITHMETIC)
    assert concrete == (4_000, 2_000, 200, 10_000_000)
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
