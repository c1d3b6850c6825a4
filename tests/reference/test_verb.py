"""`symconv reference`: exit codes and one clear line."""

from __future__ import annotations

import json

from symconv.cli import main
from symconv.cli.verbs import reference
from symconv.reference import BUILTIN, verify

GOOD = '[[case]]\nname = "one"\nf = [1, 2]\ng = [3]\n'
DIVERGES = '[[case]]\nname = "two"\nf = "1"\ng = "1"\npoints = [0]\n'


def spec(folder, text):
    path = folder / "spec.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_done(tmp_path, capsys):
    out = str(tmp_path / "out")
    assert main(["reference", spec(tmp_path, GOOD), "--out", out]) == 0
    assert "1 cases written, 0 kept" in capsys.readouterr().out
    assert main(["reference", spec(tmp_path, GOOD), "--out", out, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["kept"] == 1
    assert main(["reference", "--verify", out]) == 0
    assert main(["reference", "--verify", out, "--deep"]) == 0
    assert "computed again" in capsys.readouterr().out


def test_a_certificate_is_one_that_verify_accepts(made, capsys):
    assert main(["verify", str(made / "lecture.certificate.json")]) == 0
    assert "proved" in capsys.readouterr().out


def test_a_case_that_diverges_is_exit_1(tmp_path, capsys):
    assert main(["reference", spec(tmp_path, GOOD + DIVERGES), "--out", str(tmp_path / "o")]) == 1
    assert "not written: two: DivergentIntegral" in capsys.readouterr().out
    assert verify(tmp_path / "o") == 1


def test_a_bad_spec_is_exit_2_with_file_and_line(tmp_path, capsys):
    path = spec(tmp_path, GOOD.replace("g =", "gg ="))
    assert main(["reference", path, "--out", str(tmp_path / "o")]) == 2
    assert f"{path}:4: case 'one': key 'gg'" in capsys.readouterr().err
    path = spec(tmp_path, GOOD + "x = \n")
    assert main(["reference", path, "--out", str(tmp_path / "o")]) == 2
    assert f"{path}:5: " in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path, capsys):
    path = spec(tmp_path, GOOD)
    assert main(["reference", path, "--out", path]) == 1
    error = capsys.readouterr().err
    assert error.startswith("symconv: cannot write into")
    assert error.count("\n") == 1


def test_a_corrupted_folder_is_exit_1_and_none_is_exit_2(tmp_path, capsys):
    out = tmp_path / "out"
    assert main(["reference", spec(tmp_path, GOOD), "--out", str(out)]) == 0
    (out / "one.h").write_text("")
    assert main(["reference", "--verify", str(out)]) == 1
    assert "symconv: one.h: its content" in capsys.readouterr().err
    assert main(["reference", "--verify", str(tmp_path)]) == 2


def test_contradicting_options(tmp_path, capsys):
    for words in (
        [],
        ["a.toml"],
        ["a.toml", "--builtin", "lecture", "--out", "o"],
        ["--builtin", "none", "--out", "o"],
        ["--builtin", "lecture", "--out", "o", "--workers", "0"],
        ["--verify", "o", "--out", "o"],
    ):
        assert main(["reference", *words]) == 2, words
        assert capsys.readouterr().err.count("\n") == 1


def test_the_choices_are_the_shipped_specs():
    assert reference._BUILTIN == BUILTIN
