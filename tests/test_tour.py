"""The tour on several pairs: what it says is computed, for quadrature says the same."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import mpmath
import pytest
import sympy

import symconv
from symconv import parse, reference
from symconv.cli import main
from symconv.errors import DivergentIntegral
from symconv.tour import LECTURE_PAIR, Tour, take

x, t = sympy.Symbol("x", real=True), sympy.Symbol("t", real=True)
OTHERS = [("exp(-x)*step(x)", "x for 0 < x < 2"), ("box(0,1)", "cos(x) for -1 < x < 1")]


def tour_of(pair, out, *, stations=None, monkeypatch=None):
    if stations is not None:
        kept = tuple(s for s in symconv.tour._STATIONS if s[0] in stations)
        monkeypatch.setattr(symconv.tour, "_STATIONS", kept)
    lines = []
    done = take(Tour(parse(pair[0], x), parse(pair[1], x), x, t, out=out), lines.append)
    return done, lines


@pytest.fixture(scope="module")
def lecture(tmp_path_factory):
    return tour_of(LECTURE_PAIR, tmp_path_factory.mktemp("tour"))


def integral(name, f, g, at):
    """The defining integral by mpmath, cut at every break point that the pairs here have."""
    names = {"f": f, "g": g}
    first, second = names[name[0]], names[name[-1]]
    inner = at - x if "∗" in name else at + x
    product = sympy.lambdify(x, first * second.subs(x, inner), "mpmath")
    own = [mpmath.mpf(k) for k in (-1, 0, 1, 2)]
    moved = [(at - k if "∗" in name else k - at) for k in own]
    points = sorted({*map(float, own), *map(float, moved), -30.0, 30.0})
    return mpmath.quad(product, points)


@pytest.mark.parametrize("pair", OTHERS, ids=lambda pair: pair[1])
def test_other_pairs_agree_with_quadrature(pair, tmp_path, monkeypatch):
    done, lines = tour_of(pair, tmp_path, stations=["Closed forms"], monkeypatch=monkeypatch)
    f, g = (parse(text, x) for text in pair)
    assert set(done.answers) == {"f ∗ g", "f ⋆ g", "g ⋆ f", "g ∗ g", "g ⋆ g"}
    for name, answer in done.answers.items():
        for at in (sympy.Rational(-7, 10), sympy.Rational(3, 10), sympy.Rational(13, 10)):
            expected = integral(name, f, g, mpmath.mpf(at.p) / at.q)
            assert float(answer.expr.subs(t, at)) == pytest.approx(float(expected), abs=1e-8)
    assert any(line.startswith("  (f ∗ g)(t) = ") for line in lines)


def test_the_lecture_pair_is_taken_through_every_station(lecture):
    done, lines = lecture
    assert set(done.answers) == {"f ∗ g", "f ⋆ g", "g ⋆ f", "g ∗ g"}
    f, g = (parse(text, x) for text in LECTURE_PAIR)
    for name in ("f ∗ g", "f ⋆ g"):
        for at in (sympy.Rational(-1, 2), sympy.Rational(5, 2)):
            expected = integral(name, f, g, mpmath.mpf(at.p) / at.q)
            assert float(done.answers[name].expr.subs(t, at)) == pytest.approx(float(expected))
    assert isinstance(done.refused["g ⋆ g"], DivergentIntegral)
    assert any("(g ⋆ g)  diverges" in line for line in lines)


def test_laws_have_verdicts_and_the_hypotheses_that_a_lecture_omits(lecture):
    done, lines = lecture
    proved = [name for name, v in done.verdicts.items() if getattr(v, "status", "") and v]
    assert {"commutativity", "associativity", "differentiation", "convolution_theorem"} <= set(
        proved
    )
    assert isinstance(done.verdicts["area"], DivergentIntegral)
    assert sum("needs: " in line for line in lines) == len(done.verdicts)
    assert not any("no hypotheses are stated" in line for line in lines)
    assert not any("not tried" in line for line in lines)


def test_the_kernel_reaches_its_order(lecture):
    done, lines = lecture
    assert set(done.reports) == {"f ∗ g, midpoint", "f ∗ g, left", "f ⋆ g, midpoint"}
    assert all(report.passed for report in done.reports.values())
    last = done.reports["f ∗ g, left"].rows[-1]
    assert last.order == pytest.approx(1, abs=0.2)
    assert any("observed order" in line for line in lines)


def test_the_files_are_there_and_the_last_lines_say_where(lecture):
    done, lines = lecture
    names = [path.name for path in done.files]
    assert {"convolution.html", "correlation.html", "reference", "animation.html"} <= set(names)
    assert all(path.exists() for path in done.files)
    start = next(k for k, line in enumerate(lines) if str(done.out.resolve()) in line)
    assert [line.strip().rstrip("/") for line in lines[start + 1 :]] == names
    reference.verify(done.out / "reference")


def test_pictures_are_among_them(lecture):
    pytest.importorskip("matplotlib", reason="figures need the extra symconv[plot]")
    names = {path.name for path in lecture[0].files}
    assert {"comparison.png", "animation.gif"} <= names


def test_lines_fit_the_terminal(lecture):
    assert max(map(len, lecture[1])) <= 100 or max(lecture[1], key=len).startswith("Done")


def test_no_result_is_stored():
    """The source of the tour holds no number of a result, and no closed form."""
    texts = "".join(
        p.read_text(encoding="utf-8") for p in Path(symconv.tour.__file__).parent.glob("*.py")
    )
    for part in ("33/10", "27/10", "21/10", "(t + 1)", "(t - 9)"):
        assert part not in texts


def test_the_bar_is_for_terminals_only(tmp_path, monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setattr(symconv.tour, "_STATIONS", symconv.tour._STATIONS[:1])
    pair = (parse("box(0,1)", x), parse("box(0,2)", x))
    for stream in (Terminal(), io.StringIO()):
        take(Tour(*pair, x, t, out=tmp_path), lambda line: None, stream)
        assert bool(stream.getvalue()) is stream.isatty()


def test_parameters_are_carried_through_and_numbers_left_out(tmp_path, capsys):
    pair = ["exp(-a*x)*step(x)", "box(0,1)", "--assume", "a > 0"]
    assert main(["tour", *pair, "--out", str(tmp_path / "a")]) == 0
    printed = capsys.readouterr().out
    assert "nothing to sample" in printed
    assert "has no value" in printed
    assert "e^(−a·t)" in printed
    assert (tmp_path / "a" / "convolution.html").exists()


def test_json_and_bad_input(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(symconv.tour, "_STATIONS", symconv.tour._STATIONS[:1])
    assert main(["tour", "box(0,1)", "box(0,1)", "--json", "--out", str(tmp_path)]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["closed_forms"]["f ∗ g"].startswith("Piecewise((t, ")
    assert main(["tour", "box(0,1)"]) == 2
    assert "expected two functions" in capsys.readouterr().err
    assert main(["tour", "box(0,1", "box(0,1)"]) == 2


def test_an_unwritable_folder_is_one_line(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(symconv.tour, "_STATIONS", symconv.tour._STATIONS[3:])
    (tmp_path / "taken").write_text("", encoding="utf-8")
    assert main(["tour", "--out", str(tmp_path / "taken")]) == 2
    assert "cannot make the folder" in capsys.readouterr().err


def test_without_matplotlib_it_names_the_extra(tmp_path):
    code = (
        "import sys; sys.modules['matplotlib'] = None; import symconv.tour as tour\n"
        "from symconv.cli import main\n"
        "tour._STATIONS = tour._STATIONS[:1] + tour._STATIONS[3:]\n"
        f"sys.exit(main(['tour', 'box(0,1)', 'box(0,2)', '--out', {str(tmp_path)!r}]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "figure: left out" in done.stdout
    assert "symconv[plot]" in done.stdout
    assert (tmp_path / "animation.html").exists()
    assert not (tmp_path / "animation.gif").exists()
