"""The folder proofs/: no gap, statements as frozen, every law true in a finite model."""

import json
import re
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from symconv import kernel

CHECKOUT = Path(__file__).parents[2]
sys.path.insert(0, str(CHECKOUT))

from proofs import __main__ as command  # noqa: E402
from proofs import axioms, builder, counterexample, finite, language, library, render  # noqa: E402

NAMES = library.law_names()
FROZEN = Path(__file__).parent / "statements.txt"
EXPECTED = {
    "area",
    "associativity",
    "cell_averages",
    "commutativity",
    "convolution_theorem",
    "correlation_as_convolution",
    "correlation_symmetry",
    "correlation_theorem",
    "differentiation",
    "distributional_differentiation",
    "distributivity",
    "inverse_theorem",
    "reflection",
    "scalars",
    "smoothness",
    "spline_coefficients",
    "support",
    "translation",
}


@pytest.fixture(scope="module")
def theorems():
    return {name: kernel.check(library.prove(name).data()) for name in NAMES}


def test_every_law_of_the_lecture_has_its_file():
    assert set(NAMES) == EXPECTED


def test_shipped_certificates_are_what_the_proofs_produce():
    shipped = {certificate["name"]: certificate for certificate in kernel.laws()}
    assert shipped == {name: library.prove(name).data() for name in NAMES}
    assert kernel.theory() == json.loads(json.dumps(axioms.theory()))


def test_no_gap_and_no_oracle(theorems):
    for name, theorem in theorems.items():
        assert theorem.status == "proved", name
        assert not theorem.gaps, name
        assert not theorem.oracles, name


def test_unfolded_statements_are_frozen(theorems):
    """What is proved, word for word; a change of any definition or law shows here."""
    blocks = []
    for name, theorem in theorems.items():
        rows = [*theorem.hypotheses, "⊢", *theorem.conclusions]
        blocks.append("\n".join([name, *(f"    {row}" for row in rows)]))
    assert "\n\n".join(blocks) + "\n" == FROZEN.read_text(encoding="utf-8")


def test_existence_is_stated(theorems):
    """No law speaks of an integral without saying that it exists."""
    for name, theorem in theorems.items():
        existence = ("Integrable(", "Test(")
        assert any(line.startswith(existence) for line in theorem.conclusions), name


@pytest.mark.parametrize("name", NAMES)
def test_law_holds_in_the_finite_model(name, theorems):
    assert library.evaluations(name, theorems[name], draws=5) >= 1


def test_the_finite_model_notices_a_false_law(theorems):
    """f ∗ g = f ⋆ g, and a law with its conclusion negated, are false there."""
    f, g, t = language.function("f"), language.function("g"), language.point("t")
    true = language.equal(language.convolution(f, g, t), language.convolution(g, f, t))
    false = language.equal(language.correlation(f, g, t), language.correlation(g, f, t))
    for formula, expected in ((true, True), (false, False)):
        term = language.plain(formula.term)
        for definition in reversed(language.DEFINITIONS):
            body = language.plain(language.DEFINITIONS[definition].term)
            term = builder.substitute(term, {("c", definition): body})
        types = {"f": language.FUNCTION, "g": language.FUNCTION, "t": "G"}
        theorem = kernel.Theorem("x", (), (), formal=((), (term,), types))
        assert all(finite.holds(theorem, seed) for seed in range(5)) is expected


@pytest.mark.parametrize("name", axioms.AXIOMS)
def test_axiom_holds_in_the_finite_model(name):
    """Also at the dual group and at the lattice, wherever its sorts are free."""
    axiom = axioms.AXIOMS[name]
    for sorts in ("GG", "GK", "KG", "WG", "KK"):
        text = json.dumps(axiom.data(), ensure_ascii=False)
        data = json.loads(text.replace("$S", sorts[0]).replace("$T", sorts[1]))
        types = {v: kernel_type(t) for v, t in data["variables"].items()}
        for part, (hypotheses, conclusion) in data["parts"].items():
            formal = (tuple(map(tuples, hypotheses)), (tuples(conclusion),), types)
            theorem = kernel.Theorem(part, (), (), formal=formal)
            assert all(finite.holds(theorem, seed) for seed in range(4)), (part, sorts)


def tuples(data):
    return tuple(map(tuples, data)) if isinstance(data, list) else data


kernel_type = tuples


def test_axioms_are_few_and_documented():
    groups = [axiom.group for axiom in axioms.AXIOMS.values()]
    assert groups.count("algebra") <= 11
    assert groups.count("analysis") <= 13
    for axiom in axioms.AXIOMS.values():
        assert axiom.words
        assert axiom.reference
        assert axiom.mathlib
        assert set(axiom.models) <= set(axioms.MODELS)


def test_every_axiom_is_used(theorems):
    used = {axiom for theorem in theorems.values() for axiom in theorem.axioms}
    assert used == set(axioms.AXIOMS)


def test_discrete_and_two_dimensional_instances(theorems):
    """L3 and L6: the sums over ℤ² and ℤ/n are instances of the same theorem."""
    lines = kernel.interpret(theorems["convolution_theorem"], "ℤ/n", kernel.theory())
    assert lines[-1] == (
        "Σ_{x mod n} (Σ_{y mod n} f(y)·g(x − y))·exp(2πi(−w)(x)/n) = "
        "(Σ_{x mod n} f(x)·exp(2πi(−w)(x)/n))·(Σ_{x mod n} g(x)·exp(2πi(−w)(x)/n))"
    )
    lines = kernel.interpret(theorems["correlation_as_convolution"], "ℤ²", kernel.theory())
    assert lines[-1].startswith("Σ_{x ∈ ℤ²} conj(f(x))·g(t + x) = ")
    with pytest.raises(kernel.CertificateError, match="not among the facts"):
        kernel.interpret(theorems["smoothness"], "ℤ^d", kernel.theory())


@pytest.mark.parametrize(("p", "q"), [(1, 1), (1, 3), (3, 2)])
def test_smoothness_for_other_orders(p, q):
    from proofs.laws import smoothness

    theorem = kernel.check(smoothness.prove(p, q).data())
    assert theorem.status == "proved"
    equation = theorem.conclusions[-1]
    assert equation.split(" = ")[0].count("D(") == p + q
    derivatives = [line for line in theorem.conclusions if line.startswith("ContinuouslyDiff")]
    assert len(derivatives) == p + q


def test_correlation_does_not_commute():
    assert counterexample.correlation_does_not_commute()
    first = counterexample._is_correlation(
        counterexample.BOX_01, counterexample.BOX_12, counterexample.TRIANGLE_BEFORE
    )
    assert not first


@pytest.mark.parametrize("name", NAMES)
def test_a_proof_displays_in_every_format(name):
    proof = library.prove(name)
    latex = render.latex(proof)
    assert latex == proof._repr_latex_()
    assert latex.isascii()
    assert latex.count("\\\\\n") == len(proof.lines) - 1
    assert latex.count("{") == latex.count("}")
    assert proof._repr_html_().count("<tr>") == len(proof.lines)
    for shown in (render.text(proof), render.markdown(proof)):
        assert all(remark in shown for remark in proof.remarks)


def test_lines_follow_the_lecture():
    reasons = [line.reason for line in library.prove("convolution_theorem").lines]
    order = [
        "the double integral",
        "Fubini",
        "f(τ) does not depend on t",
        "u = t − τ",
        "factor the exponential",
        "read off",
    ]
    assert [reason for reason in reasons if reason in order] == order


def test_a_wrong_line_fails_where_it_stands():
    proof = builder.Proof("wrong", "", "L4")
    f, g, t, x = *(language.function(n) for n in "fg"), language.point("t"), language.point("x")
    proof.variables(f, g, t, x)
    with pytest.raises(builder.ProofError, match="not equal by algebra"):
        proof.calculate(f(t) * g(x)).to(f(x) * g(t), "swap the points")
    axiom = proof.fact("translation", "value", f=f, a=t)
    with pytest.raises(builder.ProofError, match="does not relate"):
        proof.calculate(f(t)).to(g(t), "hope", axiom)
    with pytest.raises(builder.ProofError, match="is no premise"):
        proof.fact("translation", "existence", [axiom], f=f, a=t)
    with pytest.raises(builder.ProofError, match="not declared"):
        proof.assume(language.equal(language.point("y"), t))
    with pytest.raises(TypeError, match="expected G"):
        f(f(t))


def test_table(capsys):
    assert command.main([]) == 0
    out = capsys.readouterr().out
    assert f"{len(NAMES)} laws, 0 gaps" in out
    assert len(re.findall(r"proved$", out, re.MULTILINE)) == len(NAMES)


def test_table_reports_a_gap(monkeypatch, capsys):
    """A certificate that differs from the shipped one, and one that the kernel rejects."""
    monkeypatch.setattr(command, "laws", list)
    assert command.main([]) == 1
    assert f"{len(NAMES)} gaps" in capsys.readouterr().out

    def admitted(name):
        proof = builder.Proof(name, "", "")
        fact = proof._run("admit", "gap", "later", language.equal(language.zero(), one).term)
        proof.conclude(language.equal(language.zero(), one), fact)
        return proof

    one = language.constant("one")
    monkeypatch.setattr(command, "prove", admitted)
    shipped = [admitted(name).data() for name in NAMES]
    monkeypatch.setattr(command, "laws", lambda: shipped)
    assert command.main([]) == 1


@pytest.mark.parametrize("format_", sorted(render.FORMATS))
def test_one_proof_on_the_command_line(format_, capsys):
    assert command.main(["commutativity", "--format", format_]) == 0
    assert capsys.readouterr().out.strip() == render.FORMATS[format_](
        library.prove("commutativity")
    )


def test_axioms_and_unknown_names_on_the_command_line(capsys):
    assert command.main(["axioms"]) == 0
    out = capsys.readouterr().out
    assert "fubini (algebra)" in out
    assert "∫ f(x + a) dx = ∫ f(x) dx" in out
    assert command.main(["goldbach"]) == 2
    assert "no law 'goldbach'" in capsys.readouterr().out


def test_write(tmp_path):
    assert command.main(["--write", str(tmp_path)]) == 0
    shipped = Path(kernel.__file__).parent / "laws"
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in shipped.iterdir()}
    for path in shipped.iterdir():
        assert path.read_bytes() == (tmp_path / path.name).read_bytes()


def test_runs_with_nothing_installed():
    run = subprocess.run(
        [sys.executable, "-S", "-m", "proofs"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert f"{len(NAMES)} laws, 0 gaps" in run.stdout


def test_random_linear_functional_is_linear():
    random = Random(3)
    functional = finite.random_value(("->", ("->", "G", "C"), "C"), random)
    f, g = (finite.random_value(("->", "G", "C"), random) for _ in range(2))
    add = finite._SCALARS["add"]
    assert functional(lambda x: add(f(x))(g(x))) == add(functional(f))(functional(g))
