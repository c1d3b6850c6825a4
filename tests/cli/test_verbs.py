"""prove, verify, identify: the kernel's and the tester's findings, and their exit codes."""

from __future__ import annotations

import json

import pytest

from symconv.cli import main
from symconv.kernel import laws


def law(name):
    return next(entry for entry in laws() if entry["name"] == name)


def test_prove_names_hypotheses_and_axioms(capsys):
    assert main(["prove", "commutativity"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("commutativity: proved")
    assert "hypotheses:" in out
    assert "axioms:" in out


def test_prove_checks_all_laws_and_lists_them(capsys):
    assert main(["prove", "--json"]) == 0
    checked = json.loads(capsys.readouterr().out)["certificates"]
    assert main(["prove", "--list"]) == 0
    assert [entry["name"] for entry in checked] == capsys.readouterr().out.split()
    assert {entry["status"] for entry in checked} == {"proved"}
    assert all(entry["conclusions"] for entry in checked)


def test_verify_accepts_a_certificate_and_rejects_a_forged_one(tmp_path, capsys):
    good, forged, broken = (tmp_path / name for name in ("good.json", "forged.json", "broken.json"))
    certificate = law("commutativity")
    good.write_text(json.dumps(certificate))
    lie = {**certificate, "hypotheses": []}
    forged.write_text(json.dumps(lie))
    broken.write_text("{")
    assert main(["verify", str(good)]) == 0
    assert main(["verify", str(good), str(forged)]) == 1
    printed = capsys.readouterr()
    assert "symconv: rejected:" in printed.err
    assert main(["verify", str(forged), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["certificates"][0]["status"] == "rejected"
    assert main(["verify", str(broken)]) == 2
    assert "is no certificate" in capsys.readouterr().err


def test_an_oracle_is_not_called_proved(tmp_path, capsys):
    path = tmp_path / "oracle.json"
    claim = {
        "symconv": 1,
        "kind": "oracle",
        "oracle": "a table",
        "statement": "f ∗ g = h",
        "hypotheses": [],
        "reason": "looked up",
    }
    path.write_text(json.dumps(claim))
    assert main(["verify", str(path)]) == 3
    assert "oracle" in capsys.readouterr().out


def test_identify(tmp_path, monkeypatch, capsys):
    assert main(["identify", "numpy:correlate", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["operator"] == "correlation"
    assert data["counterexample"] is None
    (tmp_path / "kernels_of_mine.py").write_text(
        "import numpy\ndef wrong(a, v):\n    return numpy.convolve(a, v) + 1\n"
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.path", ["/nowhere", *__import__("sys").path])
    assert main(["identify", "kernels_of_mine:wrong"]) == 1
    assert "counterexample" in capsys.readouterr().out


@pytest.mark.parametrize("target", ["numpy:no_such", "no_such_module:f", "numpy:pi", "1:2"])
def test_identify_refuses_what_is_no_function(target, capsys):
    assert main(["identify", target]) == 2
    assert capsys.readouterr().err.startswith("symconv: target:")


def test_a_folder_that_cannot_be_written_is_said_in_json_too(tmp_path, capsys):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    code = main(["reference", "--builtin", "lecture", "--out", str(tmp_path / "file"), "--json"])
    printed = capsys.readouterr()
    assert code == 1
    assert json.loads(printed.out)["message"] in printed.err
