"""symconv validate: exit codes and output."""

from __future__ import annotations

import json

from symconv.cli import main


def test_a_right_kernel_passes_and_a_wrong_one_is_named(capsys):
    pair = ["box(-1,2)", "x*box(0,1)"]
    assert main(["validate", *pair]) == 0
    capsys.readouterr()
    assert main(["validate", *pair, "--kernel", "numpy:correlate", "--json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert not data["passed"]
    assert data["diagnosis"]


def test_one_function_is_bad_input(capsys):
    assert main(["validate", "box(0,1)"]) == 2
    assert "two functions" in capsys.readouterr().err


def test_crossover_prints_a_table_or_json(capsys, monkeypatch):
    from symconv import numeric

    whole = numeric.crossover
    monkeypatch.setattr(numeric, "crossover", lambda: whole(equal=(8, 16), short=(), long=64))
    assert main(["validate", "--crossover"]) == 0
    assert "overlap-add" in capsys.readouterr().out
    assert main(["validate", "--crossover", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["lengths"] for row in rows] == [[8, 8], [16, 16]]
    assert all(row["error"]["fft"] < 1e-14 for row in rows)
