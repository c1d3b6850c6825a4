from __future__ import annotations

import pytest
import sympy

from symconv.show.drawing import KERNEL, RESULT, SIGNAL, label, math_or_text

pytest.importorskip("matplotlib", reason="figures need the extra symconv[plot]")


def luminance(colour: str) -> float:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_roles_differ_without_their_hue():
    styles = [(str(style.line), style.width) for style in (SIGNAL, KERNEL, RESULT)]
    assert len(set(styles)) == 3
    assert all(luminance(style.colour) < 0.5 for style in (SIGNAL, KERNEL, RESULT))


def test_what_matplotlib_cannot_set_is_plain_text():
    assert math_or_text(r"\frac{1}{2}", "1/2") == r"$\dfrac{1}{2}$"
    assert math_or_text(r"\begin{cases} 1 \end{cases}", "1") == "1"
    assert label(sympy.Rational(1, 2)) == r"$\dfrac{1}{2}$"
    assert math_or_text(r"e^{- \frac{t}{2}}", "") == r"$e^{- \frac{t}{2}}$"
