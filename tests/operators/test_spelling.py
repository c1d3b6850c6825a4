"""One function in many spellings: the same answer, judged by quadrature of the input as given."""

from __future__ import annotations

import mpmath
import pytest
import sympy
from sympy import (
    ITE,
    Abs,
    And,
    Contains,
    DiracDelta,
    Eq,
    Heaviside,
    Integer,
    Interval,
    Max,
    Min,
    Ne,
    Not,
    Or,
    Piecewise,
    Rational,
    Sum,
    Symbol,
    Xor,
    cos,
    exp,
    floor,
    frac,
    interpolating_spline,
    lambdify,
    log,
    oo,
    pi,
    sign,
    sin,
    sqrt,
)  # fmt: skip

from symconv import Convolution, convolve
from symconv.algebra.signs import Facts
from symconv.errors import InvalidInput
from symconv.operators.spelling import spelled

X, T = Symbol("x", real=True), Symbol("t", real=True)
K = Symbol("k", integer=True)
A = Symbol("a", positive=True)
BOX = Heaviside(X) - Heaviside(X - 1)
HALF = Heaviside(X) - Heaviside(X - Rational(1, 2))
ARC = sqrt(1 - X**2)
PLACES = (Rational(-3, 2), Rational(-1, 2), Rational(1, 3), Rational(4, 5), Rational(5, 2))


def arc_where(condition):
    return Piecewise((ARC, condition), (0, True))


ARCS = [
    arc_where(Abs(X) < 1),
    arc_where(Abs(X) <= 1),
    arc_where(X**2 < 1),
    arc_where(1 - X**2 > 0),
    arc_where(Interval.open(-1, 1).contains(X)),
    arc_where(Contains(X, Interval(-1, 1))),
    arc_where(2 * Abs(X) < 2),
    arc_where(Not(Abs(X) >= 1)),
    arc_where(ITE(X > 0, X < 1, X > -1)),
    arc_where(And(Abs(X) < 1, Ne(X, 0))),
    arc_where(Min(1 - X, 1 + X) > 0),
    arc_where(Abs(X + 1) + Abs(X - 1) <= 2),
    arc_where(Xor(X > -1, X >= 1)),
    Piecewise((0, Or(X < -1, X > 1)), (ARC, True)),
    Piecewise((0, Abs(X) > 1), (ARC, True)),
    Piecewise((0, X <= -1), (0, X >= 1), (ARC, True)),
    Piecewise((0, Eq(X, 1)), (ARC, Abs(X) < 1), (0, True)),
    Piecewise((ARC, (X > -1) & (X < 0)), (ARC, (X >= 0) & (X < 1)), (0, True)),
    ARC * Heaviside(1 - Abs(X)),
    ARC * Heaviside(1 - X**2),
    ARC * Heaviside(X + 1) * Heaviside(1 - X),
    ARC * (Heaviside(X + 1) - Heaviside(X - 1)),
    ARC * Heaviside(1 - Abs(X)) ** 2,
    ARC * Heaviside(Min(1 - X, 1 + X)),
    ARC * (1 + sign(1 - Abs(X))) / 2,
    ARC * (sign(X + 1) - sign(X - 1)) / 2,
    ARC * Piecewise((1, Abs(X) < 1), (0, True)),
    sqrt(Max(0, 1 - X**2)),
    sqrt((1 - X) * (1 + X)) * Heaviside(1 - Abs(X)),
    (1 - X**2) ** 0.5 * Heaviside(1 - Abs(X)),
    lambda u: sympy.sqrt(1 - u**2) * sympy.Heaviside(1 - abs(u)),
]


def hilbert_of_the_arc(t):
    """(1/π) pv∫ √(1 − u²)/(t − u) du, the pole taken out by subtraction."""
    t = mpmath.mpf(t.p) / t.q
    if abs(t) >= 1:
        return mpmath.quad(lambda u: mpmath.sqrt(1 - u**2) / (t - u), [-1, 0, 1]) / mpmath.pi
    at = mpmath.sqrt(1 - t**2)
    rest = mpmath.quad(lambda u: (mpmath.sqrt(1 - u**2) - at) / (t - u), [-1, t, 1])
    return (rest + at * mpmath.log((1 + t) / (1 - t))) / mpmath.pi


@pytest.mark.parametrize("arc", ARCS, ids=[f"spelling {i}" for i in range(len(ARCS))])
def test_the_arc_is_one_function_in_every_spelling(arc):
    h = convolve(arc, 1 / (pi * X), X, T, principal_value=True)
    assert not h.has(Convolution)
    for t in PLACES:
        assert abs(float(h.subs(T, t)) - float(hilbert_of_the_arc(t))) < 1e-9
    window = convolve(arc, BOX, X, T)
    for t in PLACES:
        low, high = max(t - 1, -1), min(t, 1)
        right = 0
        if low < high:
            ends = [mpmath.mpf(e.p) / e.q for e in map(Integer(1).__mul__, (low, high))]
            right = mpmath.quad(lambda u: mpmath.sqrt(1 - u**2), ends)
        assert abs(float(window.subs(T, t)) - float(right)) < 1e-9


POWERS = [
    [X ** Rational(3, 2) * Heaviside(X), sqrt(X**3) * Heaviside(X), sqrt(X) ** 3 * Heaviside(X),
     Piecewise((sqrt(X**3), X > 0), (0, True)), sqrt(X**2) * sqrt(X) * Heaviside(X)],
    [exp(-1 / X) * X ** Rational(-3, 2) * Heaviside(X), sqrt(1 / X**3) * exp(-1 / X) * Heaviside(X),
     Piecewise((exp(-1 / X) / sqrt(X**3), X > 0), (0, True))],
    [(X + 1) ** Rational(3, 2) * Heaviside(X + 1), sqrt((X + 1) ** 3) * Heaviside(X + 1),
     sqrt(Max(0, X + 1)) ** 3],
    [log(X) * BOX / 2, log(sqrt(X)) * BOX, log(X**3) * BOX / 6, log(X**2) * BOX / 4],
    [exp(-Abs(X)), Min(exp(X), exp(-X)), exp(-Max(X, -X)), exp(-sqrt(X**2))],
]  # fmt: skip


@pytest.mark.parametrize("spellings", POWERS, ids=lambda group: str(group[0]))
def test_powers_of_powers_where_the_base_is_positive(spellings):
    value = lambdify(X, spellings[0], "mpmath")
    answers = [convolve(f, BOX, X, T) for f in spellings]
    for t in PLACES:
        place = mpmath.mpf(t.p) / t.q
        marks = sorted({place - 1, place, *(m for m in (-1, 0, 1) if place - 1 < m < place)})
        right = mpmath.quad(lambda u: _read(value, u), marks)
        for h in answers:
            assert abs(float(h.subs(T, t)) - float(right)) < 1e-9


def _read(value, u):
    made = value(u)
    return mpmath.re(made) if mpmath.isfinite(made) else mpmath.mpf(0)


def test_a_symbolic_scale():
    h = convolve(sqrt(A / (pi * X**3)) * exp(-A / X) * Heaviside(X), Heaviside(X), X, T)
    right = mpmath.quad(
        lambda u: mpmath.sqrt(0.5 / (mpmath.pi * u**3)) * mpmath.exp(-0.5 / u), [0, 1, 2]
    )
    assert abs(float(h.subs({A: Rational(1, 2), T: 2})) - float(right)) < 1e-9


@pytest.mark.parametrize("f", [exp(-(X**2)), X, cos(X) + DiracDelta(X), sqrt(X**3)])
def test_what_has_no_switch_or_none_that_is_read_stays(f):
    made = spelled(f, X, Facts())
    assert made in (f, Piecewise((f, X < 0), (X ** Rational(3, 2), True)))


def test_masses_stay_beside_the_arms():
    f = DiracDelta(X - 1) + sqrt(Max(0, X))
    made = spelled(f, X, Facts())
    assert made.has(DiracDelta(X - 1))
    assert made - DiracDelta(X - 1) == Piecewise((sqrt(X), X >= 0), (0, True))


# period, f, its value on [0, P)
PERIODIC = [
    (1, frac(X), lambda u: u),
    (1, frac(X - 1) ** 2, lambda u: u**2),
    (1, sympy.Mod(X, 1) * frac(X), lambda u: u**2),
    (1, X - floor(X), lambda u: u),
    (1, sin(2 * pi * frac(X)), lambda u: mpmath.sin(2 * mpmath.pi * u)),
    (2, Piecewise((1, frac(X / 2) < Rational(1, 2)), (0, True)), lambda u: int(u < 1)),
    (2, (X - 2 * floor(X / 2)) * Piecewise((1, sympy.Mod(X, 2) < 1), (0, True)),
     lambda u: u * (u < 1)),
    (1, Sum(HALF.subs(X, X - K), (K, -oo, oo)), lambda u: int(u < 0.5)),
    (1, 3 * Sum(HALF.subs(X, X - K), (K, -oo, oo)) + frac(X), lambda u: 3 * (u < 0.5) + u),
    (2, Sum(HALF.subs(X, X - K), (K, -oo, oo)), lambda u: int(u % 1 < 0.5)),
    (1, Sum(Piecewise((1 - Abs(X - K), Abs(X - K) < 1), (0, True)), (K, -oo, oo)), lambda u: 1),
    (1, Sum((X - K) * (HALF.subs(X, X - K) + HALF.subs(X, X - K - 1)), (K, -oo, oo)),
     lambda u: (u + u + 1) * (u < 0.5)),
]  # fmt: skip


PERIODIC_NAMES = [f"{f} in {period}" for period, f, _ in PERIODIC]


@pytest.mark.parametrize(("period", "f", "value"), PERIODIC, ids=PERIODIC_NAMES)
def test_periodic_inputs_in_every_spelling(period, f, value):
    h = convolve(f, X * HALF, X, T, kind="circular", period=period)
    assert not h.has(Convolution, K)
    for t in (Rational(1, 7), Rational(1, 3), Rational(4, 5)):
        place = mpmath.mpf(t.p) / t.q
        marks = {0, mpmath.mpf(1) / 2}
        marks |= {m for m in (place + k / mpmath.mpf(2) for k in range(-6, 7)) if 0 < m < 0.5}
        right = mpmath.quad(lambda u, s=place: u * value((s - u) % period), sorted(marks))
        assert abs(float(h.subs(T, t)) - float(right)) < 1e-9


def test_a_comb_of_masses_has_one_in_each_period():
    comb = Sum(DiracDelta(X - K), (K, -oo, oo))
    assert convolve(comb, HALF, X, T, kind="circular", period=1) == convolve(
        DiracDelta(X), HALF, X, T, kind="circular", period=1
    )
    twice = convolve(comb, X * HALF, X, T, kind="circular", period=2)
    assert twice.subs(T, Rational(5, 4)) == twice.subs(T, Rational(1, 4)) == Rational(1, 4)


def test_a_train_without_bounded_pulses_stays_a_node():
    train = Sum(exp(-((X - K) ** 2)), (K, -oo, oo))
    assert convolve(train, HALF, X, T, kind="circular", period=1).has(Convolution)
    assert convolve(train, HALF, X, T).has(Convolution)


@pytest.mark.parametrize("degree", [1, 2, 3])
def test_a_spline_is_zero_outside_its_knots_and_says_so(degree):
    spline = interpolating_spline(degree, X, [0, 1, 2, 3, 4], [0, 2, 0, 1, 0])
    node = Convolution(spline, BOX, X, T)
    answer = node.closed_form()
    assert "a spline is 0 outside its knots" in answer.hypotheses
    assert answer.expr == convolve(2 * spline / 2, BOX, X, T)
    value = lambdify(X, Piecewise(*spline.args, (0, True)), "mpmath")
    for t in (Rational(-1), Rational(1, 2), Rational(5, 2), Rational(9, 2), Rational(6)):
        place = mpmath.mpf(t.p) / t.q
        marks = sorted({place - 1, place, *(m for m in range(5) if place - 1 < m < place)})
        right = mpmath.quad(value, marks)
        assert abs(float(answer.expr.subs(T, t)) - float(right)) < 1e-9


@pytest.mark.parametrize(
    "f",
    [
        Piecewise((X, (X >= 0) & (X <= 1))),
        Piecewise((1, X > 0)),
        Piecewise((X, (X >= 0) & (X <= 1)), (X, (X >= 1) & (X < 2))),
        Piecewise((X, (X >= 0) & (X <= 1)), (3, (X >= 1) & (X <= 2))),
        Piecewise((exp(X), (X >= 0) & (X <= 1)), (exp(X), (X >= 1) & (X <= 2))),
    ],
)
def test_any_other_missing_arm_is_refused(f):
    with pytest.raises(InvalidInput, match="add a last arm"):
        convolve(f, BOX, X, T)
