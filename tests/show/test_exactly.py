"""Every displayed integral of the exact class against quadrature, and against lies."""

from __future__ import annotations

from dataclasses import replace

import mpmath
import pytest
import sympy
from flint import fmpq
from sympy import DiracDelta, Heaviside, I, exp, sin

from symconv import box, parse
from symconv.methods.exponential import distributions
from symconv.show.exactly import NotShown, solved_cases
from symconv.show.subject import subject_of

x = sympy.Symbol("x", real=True)
PAIRS = [
    (box(x, -1, 2), parse("1 - abs(x)/5 for x > 0", x)),
    (exp(-2 * x) * Heaviside(x), sin(3 * x) * box(x, 0, 1)),
    (exp(-abs(x)), exp(-2 * abs(x - 1))),
    (sin(x), exp(-abs(x))),
    (exp(I * x) * box(x, 0, 1), x * box(x, -1, 1)),
    (x**2 * box(x, 0, 2), 2 * DiracDelta(x - 1) + box(x, 0, 1)),
]


def solve(f, g, op):
    subject = subject_of(f, g, x, None, op)
    (branch,) = distributions(subject.problem)
    return subject, branch, solved_cases(subject, branch.value, branch.case.facts)[0]


def inner(low, high):
    if low is None and high is None:
        return mpmath.mpf("0.3")
    if low is None:
        return mpmath.mpf(str(sympy.N(high, 20))) - 0.7
    if high is None:
        return mpmath.mpf(str(sympy.N(low, 20))) + 0.7
    return (2 * mpmath.mpf(str(sympy.N(low, 20))) + mpmath.mpf(str(sympy.N(high, 20)))) / 3


def quadrature(overlap, t, at):
    ends = [sympy.N(end.subs(t, sympy.Float(at, 25)), 20) for end in (overlap.lower, overlap.upper)]
    low, high = (mpmath.mpf(str(end)) if end.is_finite else mpmath.inf * (1 if end > 0 else -1)
                 for end in ends)  # fmt: skip
    f = sympy.lambdify(x, overlap.integrand.subs(t, sympy.Float(at, 25)), "mpmath")
    points = [low, high]
    if mpmath.isinf(low) or mpmath.isinf(high):
        low = max(low, at - 40)
        high = min(high, at + 40)
        points = mpmath.linspace(low, high, 41)
    return mpmath.quad(f, points)


@pytest.mark.parametrize("op", ["convolve", "correlate"])
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair[0]} | {pair[1]}"[:50])
def test_integrals_and_values_agree_with_quadrature(pair, op):
    subject, _, cases = solve(*pair, op)
    t = subject.problem.t
    for case in cases:
        at = inner(case.low, case.high)
        total = sum((quadrature(overlap, t, at) for overlap in case.overlaps), mpmath.mpc(0))
        total += mpmath.mpmathify(complex(sympy.N(sympy.sympify(case.sifted).subs(t, at))))
        shown = complex(sympy.N(sympy.sympify(case.value).subs(t, at)))
        assert complex(total) == pytest.approx(shown, abs=1e-9)


def test_the_values_are_the_closed_form():
    subject, _, cases = solve(*PAIRS[0], "convolve")
    t = subject.problem.t
    for case in cases:
        at = sympy.Rational(str(inner(case.low, case.high)))
        assert sympy.expand(sympy.sympify(case.value).subs(t, at)) == subject.answer.expr.subs(
            t, at
        )


def test_a_wrong_closed_form_is_noticed():
    subject, branch, _ = solve(*PAIRS[0], "convolve")
    lie = replace(branch.value, h=branch.value.h.scaled(fmpq(2)))
    with pytest.raises(NotShown, match="closed form"):
        solved_cases(subject, lie, branch.case.facts)


def test_a_forgotten_flip_is_noticed():
    subject, branch, _ = solve(*PAIRS[0], "convolve")
    turned = replace(branch.value, g=branch.value.g.reflected())
    with pytest.raises(NotShown):
        solved_cases(subject, turned, branch.case.facts)


def test_random_pairs_are_told(signals):
    told = 0
    for seed in range(12):
        f, g = signals(seed, x), signals(seed + 100, x)
        op = "convolve" if seed % 2 else "correlate"
        _, _, cases = solve(f, g, op)
        told += any(case.overlaps for case in cases)
    assert told >= 10


def test_symbolic_rates_name_what_they_exclude():
    a, b = sympy.symbols("a b", positive=True)
    f, g = exp(-a * x) * Heaviside(x), exp(-b * x) * Heaviside(x)
    subject = subject_of(f, g, x)
    (branch,) = distributions(subject.problem)
    cases, conditions = solved_cases(subject, branch.value, branch.case.facts)
    assert conditions == [sympy.Ne(b, a)] or conditions == [sympy.Ne(a, b)]
    (overlap,) = cases[1].overlaps
    assert sympy.simplify(overlap.primitive.diff(x) - overlap.integrand) == 0
