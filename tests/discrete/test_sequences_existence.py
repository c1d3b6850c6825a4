"""Existence of sums: decided by |ratios|, divergence named, open questions as relations."""

from __future__ import annotations

import pytest
import sympy
from sympy import Abs, Heaviside, I, KroneckerDelta, Piecewise, Rational, Sum, cos, exp, symbols

from symconv.discrete import convolve, correlate
from symconv.errors import DivergentIntegral, InvalidInput, Undecided

n, m = symbols("n m", integer=True)
r, s, w = symbols("r s w", real=True)
p, q = symbols("p q", positive=True)
a, b = symbols("a b")
N = sympy.Symbol("N", integer=True, positive=True)
HALF = Rational(1, 2)


def u(shifted):
    return Heaviside(shifted, 1)


@pytest.mark.parametrize(
    ("f", "g", "end", "tails"),
    [
        (1, u(n), "-oo", (1, 1)),
        (u(n), 1, "oo", (1, 1)),
        (1, 2**n * u(n), "-oo", (1, 2)),
        (cos(n), 1, "-oo", None),
        (HALF**n, HALF**n, "-oo", (2, HALF)),
        ((-1) ** n * u(-n), n * u(n), "-oo", (-1, 1)),
        (p**n, (p + 1) ** n * u(n), "-oo", (1 / p, p + 1)),
        (exp(-p * n), exp(p * n) * u(n), "-oo", None),
    ],
)
def test_divergence_is_named(f, g, end, tails):
    with pytest.raises(DivergentIntegral) as caught:
        convolve(f, g, n, m)
    assert caught.value.end == end
    assert tails is None or tuple(caught.value.tails) == tails


def test_tails_that_vanish_where_two_ratios_meet_are_a_question():
    """(p + 1)^n − (q + 1)^n is 0 at p = q, and the sum with it."""
    first, second = (p + 1) ** n, (q + 1) ** n
    for f, g in (((first - second) * u(n), u(-n)), (u(-n), (first - second) * u(n))):
        with pytest.raises(Undecided, match="unless a tail vanishes") as caught:
            convolve(f, g, n, m)
        assert caught.value.question in (sympy.Eq(p, q), sympy.Eq(q, p))
        with pytest.raises(DivergentIntegral):
            convolve(f, g, n, m, assuming=sympy.Ne(p, q))
    for f in (first + second, 2 * first + 3 * second, n * first - first + n**2):
        with pytest.raises(DivergentIntegral):
            convolve(f * u(n), u(-n), n, m)


def test_a_sum_that_exists_beside_one_that_does_not():
    assert convolve(HALF**n, Rational(1, 3) ** n * u(n), n, m) == 3 * HALF**m
    with pytest.raises(DivergentIntegral):
        convolve(HALF**n, Rational(1, 3) ** n * u(-n), n, m)


def test_divergence_for_some_m_only_says_so():
    even, odd = 1 + (-1) ** n, 1 - (-1) ** n
    with pytest.raises(DivergentIntegral, match="for some m"):
        convolve(even, odd, n, m)
    with pytest.raises(DivergentIntegral, match="for every m"):
        convolve(1, even, n, m)


@pytest.mark.parametrize(
    ("f", "g", "question"),
    [
        (r**n * u(n), s**n * u(-n - 1), Abs(r) < Abs(s)),
        (p**n * u(n), q**n * u(-n - 1), p < q),
        (p ** Abs(n), q ** Abs(n), p * q < 1),
        (r ** Abs(n), r ** Abs(n), Abs(r) < 1),
        (a**n * u(n), 1, Abs(a) < 1),
        (exp(-r * n) * u(n), 1, sympy.Gt(r, 0)),
        (exp(-p * n) * u(n), exp(-q * n) * u(-n), sympy.Gt(p, q)),
    ],
)
def test_open_existence_asks_for_the_relation(f, g, question):
    with pytest.raises(Undecided) as caught:
        convolve(f, g, n, m)
    assert caught.value.question == question
    assert convolve(f, g, n, m, assuming=question) is not None


@pytest.mark.parametrize(
    "assuming",
    [
        (Abs(r) < 1, Abs(s) < 1),
        (Abs(r) < 2, Abs(s) < HALF),
        (r < 1, -1 < r, s < 1, -1 < s),
    ],
)
def test_bounds_of_moduli_decide_products(assuming):
    h = correlate(r**n * u(n), s**n * u(n), n, m, assuming=assuming)
    assert not h.has(Sum)
    with pytest.raises(Undecided):
        correlate(r**n * u(n), s**n * u(n), n, m, assuming=assuming[:1])


def test_a_stated_divergence_is_proved():
    with pytest.raises(DivergentIntegral):
        convolve(p**n * u(n), q**n * u(-n - 1), n, m, assuming=p > q)
    with pytest.raises(DivergentIntegral):
        convolve(a**n * u(n), 1, n, m, assuming=Abs(a) >= 1)


def test_moduli_that_may_be_equal_keep_their_arm():
    h = convolve(a**n * u(n), u(n), n, m, assuming=Abs(a) >= 1)
    assert h.subs(a, 1).subs(m, 4) == 5
    assert h.subs(a, 2).subs(m, 2) == 7


def test_a_weight_that_may_vanish_leaves_divergence_open():
    with pytest.raises(Undecided, match="unless a tail vanishes"):
        convolve(r, u(n), n, m)


def test_compact_parts_need_no_condition():
    box = u(n) - u(n - 4)
    assert convolve(box, 1, n, m) == 4
    assert convolve(box, 3**n, n, m) == 40 * 3 ** (m - 3)
    assert convolve(box * a**n, a**n, n, m) == 4 * a**m


def test_no_closed_form_is_the_unevaluated_sum():
    h = convolve(1 / (n**4 + n + 1), HALF ** Abs(n), n, m)
    assert isinstance(h, Sum)
    assert h.free_symbols == {m}
    ((k, low, high),) = h.limits
    assert (low, high) == (-sympy.oo, sympy.oo)
    assert h.function.subs({m: 3, k: 5}) == HALF**2 / 631


def test_samples_sift_any_sequence():
    f = KroneckerDelta(n, 3) + 2 * KroneckerDelta(n, -1)
    g = 1 / (n**2 + 1)
    assert convolve(f, g, n, m) == g.subs(n, m - 3) + 2 * g.subs(n, m + 1)
    assert correlate(I * f, g, n, m) == -I * (g.subs(n, m + 3)) - 2 * I * g.subs(n, m - 1)
    assert correlate(g, f, n, m) == g.subs(n, 3 - m) + 2 * g.subs(n, -1 - m)


def test_out_of_time_is_the_unevaluated_sum():
    assert isinstance(convolve(r**n * u(n), s**n * u(n), n, m, timeout=0), Sum)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("n", 1, n), "use symconv.parse"),
        ((1, 1, sympy.Symbol("n", positive=True)), "assumptions beyond integer"),
        ((1, 1, "n"), "must be a Symbol"),
        ((n * m, 1, n, m), "captured"),
        ((sympy.Symbol("n") * u(n), u(n), n), "two different symbols"),
        ((sympy.DiracDelta(n), u(n), n), "KroneckerDelta"),
        ((u(n - a), u(n), n), "declare its symbols with integer=True"),
        ((u(n - r), u(n), n), "must be an integer"),
        ((Piecewise((1, n > 0)), u(n), n), "last arm"),
        ((2**n * u(n - 10**9), u(n), n), "limit"),
        ((0**n, u(n), n), "no value for n < 0"),
        ((1, 1, (n, m), (n,)), "as many"),
        ((1, 1, (n, n)), "named twice"),
    ],
)
def test_bad_input_is_one_clear_line(arguments, message):
    with pytest.raises(InvalidInput, match=message.replace("*", r"\*")):
        convolve(*arguments)


def test_plain_and_real_indices_are_accepted():
    for k in (sympy.Symbol("k"), sympy.Symbol("k", real=True), sympy.Symbol("k", integer=True)):
        h = convolve(k * u(k), u(k), k)
        assert h.free_symbols == {k}
        assert [h.subs(k, t) for t in (-1, 0, 3)] == [0, 0, 6]


def test_several_axes():
    x, y = symbols("x y", integer=True)
    f = HALF**x * u(x) * (u(y) - u(y - 2))
    g = KroneckerDelta(x, 0) * KroneckerDelta(y, 1) + 3 * KroneckerDelta(x, 1) * u(y)
    h = convolve(f, g, (x, y))
    for s_, t_ in ((0, 0), (0, 2), (1, 1), (3, 2), (2, 5)):
        total = sum(
            f.subs({x: j, y: k}) * g.subs({x: s_ - j, y: t_ - k})
            for j in range(6)
            for k in range(6)
        )
        assert h.subs({x: s_, y: t_}) == total
    tied = convolve(1 / (1 + x**2 + y**2), f, (x, y))
    assert isinstance(tied, Sum)
    assert tied.free_symbols == {x, y}
    with pytest.raises(DivergentIntegral):
        convolve(HALF**x * u(x), u(y), (x, y))


def test_contradicting_relations_are_refused():
    with pytest.raises(InvalidInput, match="contradict"):
        convolve(p**n * u(n), u(n), n, m, assuming=(p < q, q < p))
