"""explain, plot, animate, families on the command line."""

from __future__ import annotations

import json

import pytest

from symconv.cli import main

PAIR = ["box(-1,2)", "1 - abs(x)/5 for x > 0"]


def test_explain_prints_and_writes(capsys, tmp_path):
    assert main(["explain", *PAIR]) == 0
    assert "Case 2:  −1 ≤ t < 2" in capsys.readouterr().out
    path = tmp_path / "solution.html"
    assert main(["explain", *PAIR, "--op", "correlate", "--out", str(path)]) == 0
    assert capsys.readouterr().out.strip() == str(path)
    assert "step by step" in path.read_text(encoding="utf-8")
    assert main(["explain", *PAIR, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["checks"]


def test_explain_takes_assumptions_and_reports_what_is_open(capsys):
    pair = ["box(0,a)", "box(0,b)", "--assume", "a > 0", "--assume", "b > 0"]
    assert main(["explain", *pair]) == 3
    assert "state" in capsys.readouterr().err
    assert main(["explain", *pair, "--assume", "a < b"]) == 0
    assert "Case 5" in capsys.readouterr().out


def test_plot_and_animate_write_files(capsys, tmp_path):
    pytest.importorskip("matplotlib", reason="figures need the extra symconv[plot]")
    for words, name in (
        (["plot", *PAIR], "a.png"),
        (["plot", *PAIR, "--compare"], "b.svg"),
        (["animate", *PAIR, "--op", "correlate"], "c.html"),
    ):
        path = tmp_path / name
        assert main([*words, "--out", str(path)]) == 0
        assert capsys.readouterr().out.strip() == str(path)
        assert path.stat().st_size > 5000


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["plot", *PAIR, "--out", "/nowhere/a.png"], 2, "cannot write"),
        (["plot", *PAIR, "--out", "a.xyz"], 2, "cannot write"),
        (["animate", *PAIR, "--out", "a.mp4"], 2, ".gif or .html"),
        (["plot", "box(0,a)", "box(0,1)", "--param", "a"], 2, "has no value"),
        (["plot", "step(x)", "step(-x)"], 4, "diverges"),
        (["explain", *PAIR, "--out", "a.docx"], 2, ".html"),
    ],
    ids=lambda value: " ".join(value)[:30] if isinstance(value, list) else None,
)
def test_errors_are_one_line(capsys, words, code, says):
    pytest.importorskip("matplotlib", reason="figures need the extra symconv[plot]")
    assert main(words) == code
    printed = capsys.readouterr()
    assert says in printed.err
    assert len(printed.err.strip().splitlines()) == 1
    assert not printed.out


def test_families_list_the_registry(capsys):
    from symconv.methods import methods

    assert main(["families"]) == 0
    printed = capsys.readouterr().out
    assert all(module.NAME in printed for module in methods())
    assert main(["families", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["methods"]
    assert [row["order"] for row in rows] == sorted(int(m.ORDER) for m in methods())
