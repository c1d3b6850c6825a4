from __future__ import annotations

from dataclasses import replace

import pytest
import sympy
from sympy import DiracDelta, Heaviside, exp, sin

from symconv import box
from symconv.show.atoms import IntegralSign
from symconv.show.derivation import Chain, Heading
from symconv.show.exactly import NotShown
from symconv.show.stories import result_is_enclosed, sifting_story, square_story, transform_story
from symconv.show.subject import subject_of

x = sympy.Symbol("x", real=True)
a, b = sympy.symbols("a b", positive=True)


def chains(blocks):
    return [block for block in blocks if isinstance(block, Chain)]


@pytest.mark.parametrize(
    "pair",
    [
        (exp(-(x**2)), exp(-2 * (x - 1) ** 2)),
        ((1 + x) * exp(-(x**2)), x**2 * exp(-(x**2) / 2 + x)),
        (exp(-a * x**2), exp(-b * x**2)),
    ],
    ids=str,
)
@pytest.mark.parametrize("op", ["convolve", "correlate"])
def test_the_square_is_the_exponent(pair, op):
    subject = subject_of(*pair, x, None, op)
    blocks, checks = square_story(subject)
    square, integral = chains(blocks)
    ((shown,),) = square.rights
    assert sympy.simplify(square.left.value - shown.value) == 0
    assert isinstance(integral.left, IntegralSign)
    assert integral.rights[-1][0].value == subject.answer.expr
    assert "overlap as balls" in checks[0]


def test_what_is_no_pair_of_gaussians_is_not_told_so():
    for f in (box(x, 0, 1), exp(-x) * Heaviside(x), exp(-(x**4))):
        subject = subject_of(exp(-(x**2)), box(x, 0, 1), x)
        turned = replace(subject, problem=replace(subject.problem, f=f))
        with pytest.raises(NotShown):
            square_story(turned)


def test_transform_multiply_come_back():
    subject = subject_of(1 / (1 + x**2), 1 / (4 + x**2), x)
    blocks, _ = transform_story(subject)
    titles = [block.words for block in blocks if isinstance(block, Heading)]
    assert titles == ["Transform", "Multiply", "Come back"]
    first, second, product, _ = chains(blocks)
    image = product.rights[0][0].value * product.rights[0][2].value
    expected = first.rights[0][0].value * second.rights[0][0].value
    assert sympy.simplify(image - expected) == 0


@pytest.mark.parametrize("op", ["convolve", "correlate"])
@pytest.mark.parametrize("first", [True, False])
def test_masses_pick_out_derivatives_with_their_sign(op, first):
    masses = DiracDelta(x - 1, 1) - 2 * DiracDelta(x + 2, 2)
    smooth = x * exp(-((x - 3) ** 2))
    pair = (masses, smooth) if first else (smooth, masses)
    subject = subject_of(*pair, x, None, op)
    blocks, _ = sifting_story(subject)
    (shown,) = chains(blocks)
    for right in shown.rights:
        assert sympy.simplify(right[0].value - subject.answer.expr) == 0


def test_a_transform_that_is_no_integral_is_not_displayed():
    subject = subject_of(sin(x), 1 / (1 + x**2), x)
    with pytest.raises(NotShown):
        transform_story(subject)


def test_a_wrong_result_is_refused():
    subject = subject_of(1 / (1 + x**2), 1 / (4 + x**2), x)
    wrong = replace(subject, answer=replace(subject.answer, expr=2 * subject.answer.expr))
    for story in (transform_story, lambda s: ([], [result_is_enclosed(s)])):
        with pytest.raises(NotShown, match="differ"):
            story(wrong)
    assert "overlap" in result_is_enclosed(subject)
