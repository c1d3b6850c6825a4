"""The kernel as a whole: shipped laws, malformed input, taint, mutants, frozen surface."""

import ast
import json
import runpy
import subprocess
import sys
from copy import deepcopy
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from symconv import kernel
from symconv.kernel.__main__ import main

SOURCE = Path(kernel.__file__).parent
CHECKOUT = SOURCE.parents[1]
LAWS = kernel.laws()
PREDICATE = ["a", ["v", "Q"], ["v", "z"]]
ZERO, ONE = ["c", "zero", "C"], ["c", "one"]


def equation(left, right, type_="C"):
    return ["a", ["a", ["c", "=", type_], left], right]


def law(steps, conclusions, proves, **parts):
    return {
        "symconv": 1,
        "kind": "law",
        "name": "test",
        "variables": {"z": "C", "Q": ["->", "C", "P"], "f": ["->", "G", "C"]},
        "definitions": [],
        "hypotheses": [],
        "conclusions": conclusions,
        "steps": steps,
        "proves": proves,
        **parts,
    }


@pytest.mark.parametrize("certificate", LAWS, ids=lambda certificate: certificate["name"])
def test_shipped_law_is_proved(certificate):
    theorem = kernel.check(certificate)
    assert theorem.status == "proved"
    assert theorem.conclusions
    assert theorem.axioms
    assert set(theorem.axioms) <= kernel.theory()["axioms"].keys()


@pytest.mark.parametrize("kind", ["gap", "oracle"])
def test_taint_reaches_every_consequence(kind):
    """Each rule passes on what its premises rest on."""
    false = equation(ZERO, ONE)
    one_false = equation(ONE, ZERO)
    steps = [
        ["admit", kind, "said so", false],
        ["sym", 0],
        ["trans", 0, 1],
        ["refl", ["c", "neg", "C"]],
        ["comb", 3, 0],
        ["abs", 0, "z"],
        ["inst", 0, {"z": ZERO}],
        ["refl", false],
        ["conv", 0, 7],
        ["assume", false],
        ["cut", 0, 9],
        ["conv", 9, 7],
        ["cut", 0, 11],
    ]
    function = ["->", "C", "C"]
    negative = [["a", ["c", "neg", "C"], side] for side in (ZERO, ONE)]
    conclusions = {
        0: false,
        1: one_false,
        2: equation(ZERO, ZERO),
        4: equation(*negative),
        5: equation(["l", "C", ZERO], ["l", "C", ONE], function),
        6: false,
        8: false,
        10: false,
        12: false,
    }
    for number, conclusion in conclusions.items():
        theorem = kernel.check(law(steps, [conclusion], [number]))
        tainted = theorem.gaps if kind == "gap" else theorem.oracles
        assert tainted == ("said so",), number
        assert theorem.status != "proved"
        assert "said so" in str(theorem)
    clean = kernel.check(law(steps, [equation(false, false, "P")], [7]))
    assert clean.status == "proved"


@pytest.mark.parametrize(
    "certificate",
    [
        {},
        {"symconv": 1},
        {"symconv": 1, "kind": "nonsense"},
        [],
        "law",
        law([["refl", ["b", 0]]], [equation(ZERO, ZERO)], [0]),
        law([["refl", ["l", "G", ["b", 1]]]], [equation(ZERO, ZERO)], [0]),
        law([["refl", ["v", "unknown"]]], [equation(ZERO, ZERO)], [0]),
        law([["refl", ["c", "unknown"]]], [equation(ZERO, ZERO)], [0]),
        law([["refl", ["c", "zero"]]], [equation(ZERO, ZERO)], [0]),
        law([["refl", ["a", ZERO, ZERO]]], [equation(ZERO, ZERO)], [0]),
        law([["sym", 0]], [equation(ZERO, ZERO)], [0]),
        law([["assume", PREDICATE], ["sym", 0]], [PREDICATE], [0], hypotheses=[PREDICATE]),
        law([["refl", ZERO]], [equation(ZERO, ZERO)], [1]),
        law([["refl", ZERO]], [equation(ZERO, ZERO)], []),
        law([["guess", ZERO]], [equation(ZERO, ZERO)], [0]),
        law([["axiom", "wishful", "value", {}, {}]], [equation(ZERO, ZERO)], [0]),
        law([["refl", ZERO]], [equation(ZERO, ZERO)], [0], definitions=[["d", "C", ["v", "z"]]]),
        law([["unfold", ZERO, ["undefined"]]], [equation(ZERO, ZERO)], [0]),
        law([["refl", ZERO]], [equation(ZERO, ZERO)], [0], variables={"z": ["->", "C"]}),
        {"symconv": 1, "kind": "convolution", "op": "convolve", "f": {}, "g": {}, "h": {}},
        {"symconv": 1, "kind": "oracle", "oracle": "x"},
    ],
)
def test_malformed_certificate_is_one_clear_refusal(certificate):
    with pytest.raises(kernel.CertificateError) as refusal:
        kernel.check(certificate)
    assert refusal.value.condition in ("malformed", "parts", "oracle-keys")
    assert "\n" not in str(refusal.value)


def test_zero_denominator_is_malformed():
    mass = {"line": [], "right": [], "mass": [["0", 0, [[{"pi": ["1"], "over": ["0"]}, "0"]]]]}
    with pytest.raises(kernel.CertificateError, match="malformed"):
        kernel.check(
            {"symconv": 1, "kind": "convolution", "op": "convolve", "f": mass, "g": mass, "h": mass}
        )


def test_oracle_is_reported_and_never_proved():
    theorem = kernel.check(
        {
            "symconv": 1,
            "kind": "oracle",
            "oracle": "SymPy domain arithmetic",
            "statement": "(f ∗ g)(t) = exp(-a*t)",
            "hypotheses": ["a > 0"],
            "reason": "the coefficients contain a",
        }
    )
    assert theorem.status.startswith("rests on the oracle SymPy domain arithmetic")
    assert theorem.hypotheses == ("a > 0",)


def mutated(certificate, random):
    """One random edit: an entry of some list replaced, removed, doubled or swapped."""
    changed = deepcopy(certificate)
    places = []

    def visit(node, path):
        if isinstance(node, list) and node:
            places.append(node)
        for child in node.values() if isinstance(node, dict) else node:
            if isinstance(child, (list, dict)):
                visit(child, path)

    visit(changed, ())
    place = random.choice(places)
    i, j = random.randrange(len(place)), random.randrange(len(place))
    kind = random.randrange(4)
    if kind == 0:
        place[i] = deepcopy(random.choice(random.choice(places)))
    elif kind == 1:
        del place[i]
    elif kind == 2:
        place.insert(i, deepcopy(place[j]))
    else:
        place[i], place[j] = place[j], place[i]
    return changed


@pytest.mark.parametrize("seed", range(10))
def test_accepted_mutants_prove_the_same(seed):
    """A thousand random mutants: the accepted ones say the same, from no more axioms."""
    random = Random(seed)
    small = [certificate for certificate in LAWS if len(certificate["steps"]) < 120]
    theorems = {certificate["name"]: kernel.check(certificate) for certificate in small}
    rejected = 0
    for _ in range(100):
        certificate = random.choice(small)
        original = theorems[certificate["name"]]
        mutant = mutated(certificate, random)
        try:
            theorem = kernel.check(mutant)
        except kernel.CertificateError:
            rejected += 1
            continue
        assert set(theorem.hypotheses) == set(original.hypotheses)
        assert theorem.conclusions == original.conclusions
        assert set(theorem.axioms) <= set(original.axioms)
        assert theorem.status == "proved"
    assert rejected > 50


def test_check_is_pure():
    certificate = deepcopy(LAWS[0])
    first = kernel.check(certificate)
    assert certificate == LAWS[0]
    assert kernel.check(certificate) == first


def test_interpretation_in_a_model():
    (certificate,) = (law for law in LAWS if law["name"] == "commutativity")
    lines = kernel.interpret(kernel.check(certificate), "ℤ/n", kernel.theory())
    assert lines[-1] == "Σ_{x mod n} f(x)·g(t − x) = Σ_{x mod n} g(x)·f(t − x)"


def test_frozen_surface():
    assert kernel.__all__ == [
        "CertificateError",
        "Theorem",
        "check",
        "interpret",
        "laws",
        "load",
        "theory",
    ]


def test_imports_only_the_standard_library_and_itself():
    allowed = {
        "__future__",
        "collections",
        "contextvars",
        "dataclasses",
        "fractions",
        "functools",
        "itertools",
        "json",
        "math",
        "pathlib",
        "re",
        "string",
        "sys",
        "typing",
    }
    seen = set()
    for path in SOURCE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                seen |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0
                seen.add(node.module or "")
            elif isinstance(node, ast.Call):
                assert getattr(node.func, "id", "") not in {"eval", "exec", "__import__", "compile"}
    inside = {name for name in seen if name.startswith("symconv.kernel")}
    assert {name.split(".")[0] for name in seen - inside - {"symconv.kernel"}} <= allowed
    assert inside


def code_lines(path):
    """Lines that are neither blank nor comment nor docstring."""
    source = path.read_text(encoding="utf-8")
    documentation = {
        line
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        for line in range(node.lineno, (node.end_lineno or 0) + 1)
    }
    return sum(
        bool(line.strip()) and not line.lstrip().startswith("#") and number not in documentation
        for number, line in enumerate(source.splitlines(), 1)
    )


def test_the_kernel_stays_small():
    """Lines of code: 580 for the laws with the metering, 340 for the decider; 100 columns."""
    laws = ("terms", "norm", "rules", "report", "checking", "refusal")
    assert sum(code_lines(SOURCE / f"{name}.py") for name in laws) <= 580
    assert sum(code_lines(SOURCE / f"{name}.py") for name in ("decider", "field")) <= 340
    for path in SOURCE.glob("*.py"):
        assert max(map(len, path.read_text(encoding="utf-8").splitlines())) <= 100


def test_main(tmp_path, capsys):
    assert main([]) == 0
    assert "commutativity: proved" in capsys.readouterr().out
    good, bad, broken = (tmp_path / name for name in ("good.json", "bad.json", "broken.json"))
    good.write_text(json.dumps(LAWS[0]))
    bad.write_text(json.dumps(law([["refl", ZERO]], [equation(ZERO, ONE)], [0])))
    broken.write_text("{")
    assert main([str(good)]) == 0
    assert main([str(bad)]) == 1
    assert "rejected: conclusion" in capsys.readouterr().out
    assert main([str(broken)]) == 1
    assert main([str(tmp_path / "absent.json")]) == 2
    gap = tmp_path / "gap.json"
    gap.write_text(json.dumps(law([["admit", "gap", "todo", PREDICATE]], [PREDICATE], [0])))
    assert main([str(gap)]) == 1
    assert "not proved: 1 gap" in capsys.readouterr().out


def test_module_exits_with_the_code(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["symconv.kernel", str(tmp_path / "absent.json")])
    with pytest.raises(SystemExit) as stop:
        runpy.run_path(str(SOURCE / "__main__.py"), run_name="__main__")
    assert stop.value.code == 2


def test_runs_with_nothing_installed(tmp_path):
    path = tmp_path / "law.json"
    path.write_text(json.dumps(LAWS[0]))
    run = subprocess.run(
        [sys.executable, "-S", "-m", "symconv.kernel", str(path)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert ": proved" in run.stdout


def predicate(argument):
    return ["a", ["v", "Q"], argument]


def test_an_instance_replaces_the_hypotheses_too():
    """Q(z) ⊢ Q(z) at z = 0 is Q(0) ⊢ Q(0): it proves the second from the first, nothing else."""
    steps = [["assume", PREDICATE], ["inst", 0, {"z": ZERO}]]
    theorem = kernel.check(law(steps, [predicate(ZERO)], [1], hypotheses=[predicate(ZERO)]))
    assert theorem.status == "proved"
    with pytest.raises(kernel.CertificateError, match="hypothesis"):
        kernel.check(law(steps, [predicate(ZERO)], [1], hypotheses=[PREDICATE]))


def test_a_variable_below_a_binder_of_a_hypothesis_is_not_generalised():
    """From ∀-free Γ(z) = Q'(λx. z) one may not conclude λz. s = λz. t."""
    variables = {"z": "C", "R": ["->", ["->", "G", "C"], "P"], "f": ["->", "G", "C"]}
    hypothesis = ["a", ["v", "R"], ["l", "G", ["v", "z"]]]
    equal = ["a", ["a", ["c", "=", "C"], ["v", "z"]], ["v", "z"]]
    claim = ["a", ["a", ["c", "=", "P"], hypothesis], equal]
    steps = [
        ["admit", "gap", "for the test", claim],
        ["assume", hypothesis],
        ["conv", 1, 0],
        ["abs", 2, "z"],
    ]
    function = ["l", "C", ["b", 0]]
    conclusion = ["a", ["a", ["c", "=", ["->", "C", "C"]], function], function]
    with pytest.raises(kernel.CertificateError, match="abs: z is free"):
        kernel.check(law(steps, [conclusion], [3], hypotheses=[hypothesis], variables=variables))
    other = law(steps[:3], [equal], [2], hypotheses=[hypothesis], variables=variables)
    assert kernel.check(other).gaps == ("for the test",)


@pytest.mark.parametrize("sorts", [{"$S": "C"}, {"$X": "G"}, {"$S": "G", "$U": "W"}])
def test_an_axiom_has_no_other_sort_parameters(sorts):
    steps = [["axiom", "addition", "value", sorts, {}]]
    with pytest.raises(kernel.CertificateError, match="axiom-sorts"):
        kernel.check(law(steps, [PREDICATE], [0]))


def test_a_defined_constant_has_no_parameters():
    """At a sort, x := 0 would not be unfolded: ∫ k(x)·f(x) dx = k(x)·∫ f(x) dx, in print."""
    at_x = ["a", ["v", "k"], ["c", "x", "G"]]
    scaled = ["l", "G", ["a", ["a", ["c", "mul"], at_x], ["a", ["v", "f"], ["b", 0]]]]
    moved = ["a", ["a", ["c", "mul"], at_x], ["a", ["c", "int", "G"], ["v", "f"]]]
    false = law(
        [["axiom", "scalar", "value", {"$S": "G"}, {"f": ["v", "f"], "c": at_x}]],
        [equation(["a", ["c", "int", "G"], scaled], moved)],
        [0],
        variables={name: ["->", "G", "C"] for name in "fk"},
        definitions=[["x", "G", ["c", "zero", "G"]]],
    )
    with pytest.raises(kernel.CertificateError, match="malformed"):
        kernel.check(false)
    plain = json.loads(json.dumps(false).replace('["c", "x", "G"]', '["c", "x"]'))
    (shown,) = kernel.check(plain).conclusions
    assert shown == "∫ k(0)·f(x) dx = k(0)·(∫ f(x) dx)"


@pytest.mark.parametrize("relation", [["c", "="], ["c", "=", "C", "C"], ["c", "zero", "C", "C"]])
def test_a_constant_takes_exactly_its_parameters(relation):
    formula = ["a", ["a", relation, ZERO], ONE]
    with pytest.raises(kernel.CertificateError, match="malformed"):
        kernel.check(law([["assume", formula]], [formula], [0], hypotheses=[formula]))


def chain(*names):
    """p = q, q = r, …: the equation of each neighbour."""
    return [equation(["v", a], ["v", b]) for a, b in pairwise(names)]


PQ, QR, RS = chain("p", "q", "r", "s")
((PR,), (PS,)) = chain("p", "r"), chain("p", "s")
FG = equation(["v", "f"], ["v", "g"], ["->", "C", "C"])
SAME_TRUTH = equation(["a", ["v", "Q"], ["v", "p"]], ["a", ["v", "Q"], ["v", "q"]], "P")
TWO_PREMISES = {  # rule: what each premise assumes, the steps from the premises on, the conclusion
    "trans": ([PQ, QR], [["trans", 0, 1]], PR),
    "comb": ([FG, PQ], [["comb", 0, 1]], equation(*(["a", ["v", h], ["v", x]]
                                                    for h, x in ("fp", "gq")))),
    "conv": ([["a", ["v", "Q"], ["v", "p"]], SAME_TRUTH], [["conv", 0, 1]],
             ["a", ["v", "Q"], ["v", "q"]]),
    "cut": ([PQ, QR, RS], [["trans", 0, 1], ["assume", PR], ["trans", 4, 2], ["cut", 3, 5]], PS),
}  # fmt: skip
LETTERS = dict.fromkeys("pqrs", "C") | {name: ["->", "C", "C"] for name in "fg"}
LETTERS |= {"Q": ["->", "C", "P"]}


@pytest.mark.parametrize("rule", TWO_PREMISES)
def test_a_conclusion_needs_the_hypotheses_of_every_premise(rule):
    """p = q and q = r give p = r; neither alone does, in the model C = Z/2 for instance."""
    assumed, then, conclusion = TWO_PREMISES[rule]
    steps = [*(["assume", formula] for formula in assumed), *then]
    whole = law(steps, [conclusion], [len(steps) - 1], hypotheses=assumed, variables=LETTERS)
    assert kernel.check(whole).status == "proved"
    for missing in assumed:
        kept = [formula for formula in assumed if formula != missing]
        with pytest.raises(kernel.CertificateError, match="hypothesis"):
            kernel.check({**whole, "hypotheses": kept})


@pytest.mark.parametrize("rule", TWO_PREMISES)
def test_a_conclusion_rests_on_what_either_premise_rests_on(rule):
    assumed, then, conclusion = TWO_PREMISES[rule]
    for number, formula in enumerate(assumed):
        steps = [*(["assume", formula] for formula in assumed), *then]
        steps[number] = ["admit", "gap", "said so", formula]
        kept = [other for other in assumed if other != formula]
        claim = law(steps, [conclusion], [len(steps) - 1], hypotheses=kept, variables=LETTERS)
        assert kernel.check(claim).gaps == ("said so",)


def test_each_conclusion_counts_towards_what_the_law_rests_on():
    steps = [["admit", "gap", "said so", PQ], ["refl", ZERO], ["admit", "oracle", "Pythia", QR]]
    claims = [PQ, equation(ZERO, ZERO), QR]
    theorem = kernel.check(law(steps, claims, [0, 1, 2], variables=LETTERS))
    assert (theorem.gaps, theorem.oracles, theorem.axioms) == (("said so",), ("Pythia",), ())
