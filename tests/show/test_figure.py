"""Figures are read back: what is drawn is the function, its jumps, its masses, its cases."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
import sympy
from sympy import DiracDelta, Heaviside, exp

from symconv import CrossCorrelation, box, parse
from symconv.enclosure import enclose_convolution
from symconv.errors import DivergentIntegral, InvalidInput
from symconv.show import compare, plot

pytest.importorskip("matplotlib", reason="figures need the extra symconv[plot]")

x, t = sympy.Symbol("x", real=True), sympy.Symbol("t", real=True)
F, G = box(x, -1, 2), parse("1 - abs(x)/5 for x > 0", x)


@pytest.fixture(scope="module")
def lecture():
    return plot(F, G, x)


def markers(axes):
    """(x, y, whether it is filled) of every dot."""
    found = []
    for line in axes.get_lines():
        if line.get_marker() == "o":
            (place,), (height,) = line.get_xdata(), line.get_ydata()
            filled = line.get_markerfacecolor() not in ("white", (1, 1, 1))
            found.append((round(float(place), 6), round(float(height), 6), filled))
    return sorted(found)


def test_jumps_have_open_and_filled_ends(lecture):
    upper, kernel, result = lecture.axes
    assert markers(upper) == [(-1, 0, False), (-1, 1, True), (2, 0, False), (2, 1, True)]
    assert markers(kernel) == [(0, 0, True), (0, 1, False)]
    assert markers(result) == []


def test_titles_are_mathematics_and_ticks_are_the_break_points(lecture):
    assert all(axes.get_title().startswith("$") for axes in lecture.axes)
    assert r"f \ast g" in lecture.axes[2].get_title()
    assert [label.get_text() for label in lecture.axes[2].get_xticklabels()] == ["$-1$", "$2$"]
    assert [label.get_text() for label in lecture.axes[1].get_xticklabels()] == ["$0$"]


def test_cases_are_named_and_their_formulas_listed(lecture):
    words = [annotation.get_text() for annotation in lecture.axes[2].texts]
    assert [word for word in words if len(word) == 1] == ["①", "②", "③"]
    assert any("②" in word and "10" in word and r"\leq" in word for word in words)


def test_an_endless_tail_ends_in_an_arrow_head(lecture):
    arrows = [a for a in lecture.axes[1].texts if a.arrow_patch is not None]
    assert len(arrows) == 1
    assert arrows[0].xy[0] == pytest.approx(lecture.axes[1].get_xlim()[1])
    assert not [a for a in lecture.axes[0].texts if a.arrow_patch is not None]


def test_the_drawn_result_is_the_integral(lecture):
    checked = 0
    for line in lecture.axes[2].get_lines():
        if len(line.get_xdata()) < 9:
            continue
        for at, drawn in list(zip(line.get_xdata(), line.get_ydata(), strict=True))[3:-3:25]:
            ball = enclose_convolution(F, G, x, sympy.Rational(float(at)))
            assert drawn == pytest.approx(float(ball.real.mid()), abs=1e-9)
            checked += 1
    assert checked >= 2


def test_masses_are_arrows_with_their_weights():
    figure = plot(2 * DiracDelta(x) - DiracDelta(x - 2, 1), exp(-x) * Heaviside(x), x)
    drawn = figure.axes[0].texts
    tips = sorted(tuple(a.xy) for a in drawn if a.arrow_patch is not None)
    assert tips == [(0, 2), (2, -1)]
    assert {a.get_text() for a in drawn if "delta" in a.get_text()} == {
        r"$2\,\delta$",
        r"$-\,\delta'$",
    }


def test_compare_sets_both_side_by_side_and_says_what_diverges():
    figure = compare(F, G, x)
    titles = [axes.get_title() for axes in figure.axes]
    assert len(titles) == 6
    assert "flipped" in titles[2]
    assert "not flipped" in titles[3]
    assert r"\ast" in titles[4]
    assert r"\star" in titles[5]
    one = compare(G, G, x)
    assert any("diverges" in text.get_text() for axes in one.axes for text in axes.texts)
    with pytest.raises(DivergentIntegral):
        compare(1, x, x)


def test_the_marked_point_is_on_the_curve():
    figure = compare(F, G, x)
    for axes, op in zip(figure.axes[4:], ("convolve", "correlate"), strict=True):
        dots = [line for line in axes.get_lines() if line.get_marker() == "o"]
        at, height = float(dots[-1].get_xdata()[0]), float(dots[-1].get_ydata()[0])
        ball = enclose_convolution(F, G, x, sympy.Rational(str(at)), op=op)
        assert height == pytest.approx(float(ball.real.mid()), abs=1e-9)


def test_two_masses_are_compared_where_they_meet():
    figure = compare(DiracDelta(x) / 2 + DiracDelta(x - 2), DiracDelta(x - 1), x)
    for axes, meeting in ((figure.axes[2], 3), (figure.axes[3], -1)):
        assert axes.get_title().endswith(f"$t = {meeting}$")
        arrows = [note for note in axes.texts if note.arrow_patch is not None]
        assert sorted(float(arrow.xy[0]) for arrow in arrows) == [0, 2, 2]
        styles = {a.arrow_patch.get_linestyle() == "-" for a in arrows if float(a.xy[0]) == 2}
        assert styles == {True, False}  # the kernel's arrow does not hide the other


def test_two_masses_at_the_same_place_have_a_window():
    figure = compare(DiracDelta(x), DiracDelta(x), x)
    assert all(low < 0 < high for low, high in (axes.get_xlim() for axes in figure.axes))


def test_a_node_is_taken_as_it_is():
    figure = plot(CrossCorrelation(F, G, x, t))
    assert r"\star" in figure.axes[2].get_title()


def test_complex_functions_show_both_parts():
    figure = plot(exp(sympy.I * x) * box(x, 0, 1), box(x, 0, 1), x)
    styles = {line.get_linestyle() for line in figure.axes[2].get_lines()}
    heights = np.concatenate([line.get_ydata() for line in figure.axes[2].get_lines()])
    assert len(styles) > 1
    assert np.isrealobj(heights)


def test_bad_input_is_one_clear_line():
    a = sympy.Symbol("a", positive=True)
    with pytest.raises(InvalidInput, match="a has no value"):
        plot(box(x, 0, a), F, x)
    with pytest.raises(InvalidInput, match="op="):
        plot(F, G, x, op="correlation")
    with pytest.raises(InvalidInput, match="expected f, g and the variable"):
        plot(F)


def test_pyplot_is_never_loaded_and_no_display_is_needed():
    code = (
        "import sys; from sympy import Symbol; from symconv import box; from symconv.show import "
        "plot; x = Symbol('x', real=True); plot(box(x, 0, 1), box(x, 0, 2), x); "
        "print('matplotlib.pyplot' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PATH": ""}
    )
    assert done.stdout.strip() == "False"


def test_without_matplotlib_the_extra_is_named():
    code = (
        "import sys; sys.modules['matplotlib'] = None; from sympy import Symbol; "
        "from symconv import box; from symconv.show import animate, explain, plot\n"
        "x = Symbol('x', real=True)\n"
        "explain(box(x, 0, 1), box(x, 0, 2), x)\n"
        "assert len(animate(box(x, 0, 1), box(x, 0, 2), x).to_html()) > 9000\n"
        "for work in (lambda: plot(box(x, 0, 1), box(x, 0, 2), x),\n"
        "             lambda: animate(box(x, 0, 1), box(x, 0, 2), x).save('never.gif')):\n"
        "    try: work()\n"
        "    except ImportError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines()
    assert len(lines) == 2
    assert all("symconv[plot]" in line for line in lines)
