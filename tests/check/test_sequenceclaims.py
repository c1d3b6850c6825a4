"""Claims on sequences: coincidences, windows, and the slip that explains a wrong claim."""

from __future__ import annotations

import pytest
import sympy
from sympy import (
    Heaviside,
    Interval,
    KroneckerDelta,
    Ne,
    Piecewise,
    Range,
    Rational,
    cos,
    harmonic,
    oo,
    symbols,
)

from symconv import InvalidInput, Status
from symconv.check import claim
from symconv.discrete import convolve, correlate

n, m = symbols("n m", integer=True)
a, b = symbols("a b", positive=True)
r, s, c, d = symbols("r s c d", real=True)


def u(shifted):
    return Heaviside(shifted, 1)


TWO = 2**n * u(n)
HALF = Rational(1, 2) ** n * u(n)
BOX = u(n) - u(n - 4)
RIGHT = (m + 1) * 2**m * u(m)


@pytest.mark.parametrize(
    ("h", "f", "g", "hypotheses"),
    [
        ((a ** (m + 1) - b ** (m + 1)) / (a - b) * u(m), a**n * u(n), b**n * u(n), {Ne(b, a)}),
        ((r ** (m + 1) - s ** (m + 1)) / (r - s) * u(m), r**n * u(n), s**n * u(n), {Ne(s, r)}),
        (RIGHT * (c**2 - d**2) / (c - d) / (c + d), TWO, TWO, {Ne(c, d), Ne(c + d, 0)}),
        (RIGHT * (c**2 + 1) / (c**2 + 1), TWO, TWO, set()),
        (convolve(r**n * u(n), s**n * u(n), n, m), r**n * u(n), s**n * u(n), set()),
        (
            convolve(cos(a * n) * u(n), cos(b * n) * u(n), n, m),
            cos(a * n) * u(n),
            cos(b * n) * u(n),
            set(),
        ),
    ],
)
def test_a_claim_without_a_value_at_a_coincidence_excludes_it(h, f, g, hypotheses):
    verdict = claim(h, f, g, n, m)
    assert verdict.status is Status.PROVED
    named = {item for item in verdict.hypotheses if isinstance(item, sympy.Ne)}
    assert named == hypotheses


def test_a_wrong_value_at_a_coincidence_is_refuted():
    generic = (r ** (m + 1) - s ** (m + 1)) / (r - s) * u(m)
    wrong = Piecewise((generic, Ne(r, s)), (0, True))
    verdict = claim(wrong, r**n * u(n), s**n * u(n), n, m)
    assert verdict.status is Status.REFUTED
    assert verdict.witness.parameters[r] == verdict.witness.parameters[s]


@pytest.mark.parametrize(
    ("on", "status"),
    [
        (None, Status.REFUTED),
        (Interval(0, oo), Status.PROVED),
        (Interval.open(-2, oo), Status.PROVED),
        (Interval(-2, oo), Status.REFUTED),
        (Interval(Rational(-3, 2), Rational(7, 2)), Status.PROVED),
        (Interval(-oo, -2), Status.REFUTED),
    ],
)
def test_judged_on_an_interval_only(on, status):
    assert claim((m + 1) * 2**m, TWO, TWO, n, m, on=on).status is status


@pytest.mark.parametrize(
    ("h", "f", "g", "op", "hint", "region"),
    [
        (-RIGHT, TWO, TWO, "convolve", "sign", Range(0, oo)),
        (3 * RIGHT, TWO, TWO, "convolve", "factor 3", Range(0, oo)),
        (RIGHT.subs(m, m - 1), TWO, TWO, "convolve", "shifted by 1", None),
        (RIGHT / u(m), TWO, TWO, "convolve", "valid from 0 on only", Range(-1, -oo, -1)),
        (convolve(HALF, BOX, n, m).subs(m, -m), HALF, BOX, "convolve", "reflected", None),
        (correlate(HALF, BOX, n, m), HALF, BOX, "convolve", "this is the correlation", None),
        (convolve(HALF, BOX, n, m), HALF, BOX, "correlate", "this is the convolution", None),
        (
            convolve(HALF, BOX, n, m) + KroneckerDelta(m, 3),
            HALF,
            BOX,
            "convolve",
            "wrong at 3 only",
            Range(3, 4),
        ),
        (2 * harmonic(m + 1) * u(m), u(n) / (n + 1), u(n), "convolve", "factor 2", None),
        (harmonic(m) * u(m), u(n) / (n + 1), u(n), "convolve", "shifted by 1", None),
    ],
)
def test_the_slip_is_named(h, f, g, op, hint, region):
    verdict = claim(h, f, g, n, m, op=op)
    assert verdict.status is Status.REFUTED
    assert verdict.hint.startswith(hint)
    assert verdict.differs_on == region or region is None
    assert claim(verdict.correction, f, g, n, m, op=op).status is Status.PROVED


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"kind": "circular", "period": 4}, "kind='circular' is for functions"),
        ({"period": 4}, "kind='circular' is for functions"),
        ({"kind": "causal"}, "kind='causal' is for functions"),
        ({"op": "multiply"}, "expected one of 'convolve', 'correlate'"),
    ],
)
def test_what_is_not_for_sequences_is_refused(options, message):
    with pytest.raises(InvalidInput, match=message):
        claim(RIGHT, TWO, TWO, n, m, **options)
