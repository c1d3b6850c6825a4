"""What was asked for, once given, answers: logarithms of bases, absolute values, weak relations."""

import mpmath
import pytest
import sympy as sp

from symconv import Undecided, box, check, convolve
from symconv.check import Status
from symconv.errors import DivergentIntegral, InvalidInput
from symconv.operators.standins import out_of_standins, relation_in_standins, standins_in

x, t = sp.symbols("x t", real=True)
a, b = sp.symbols("a b")
p = sp.symbols("p", positive=True)
H = sp.Heaviside
B = box(x, 0, 1)


def _meets(h, f, g, values, points, breaks=()):
    """h at the points against quadrature of the input, split at the break points."""
    h, f, g = (sp.sympify(part).subs(values) for part in (h, f, g))
    with mpmath.workdps(30):
        for at in points:
            integrand = sp.lambdify(x, f * g.subs(x, at - x), "mpmath")
            ends = sorted({*breaks, 0, mpmath.mpf(at), mpmath.mpf(at) - 1, 1})
            truth = mpmath.quad(integrand, ends)
            value = mpmath.mpf(sp.N(h.subs(t, at), 30))
            assert abs(value - truth) < mpmath.mpf(10) ** -18 * (1 + abs(truth)), at


@pytest.mark.parametrize("value", [sp.Rational(1, 3), 1, 3])
@pytest.mark.parametrize("kernel", [p**x * B, p**-x * B, x * p ** (2 * x) * B])
def test_a_positive_base_has_its_arm_where_it_is_1(kernel, value):
    answer = convolve(kernel, B, x, t)
    assert answer.has(sp.Eq(p, 1)) or answer.has(sp.Ne(p, 1))
    points = [sp.Rational(1, 3), sp.Rational(7, 5), -1, 3]
    _meets(answer, kernel, B, {p: value}, points, (-1, 2, 3))


def test_a_base_that_is_not_1_needs_no_arm():
    answer = convolve(p**x * B, B, x, t, assuming=sp.Ne(p, 1))
    assert not answer.has(sp.Ne)
    _meets(answer, p**x * B, B, {p: 2}, [sp.Rational(1, 3), sp.Rational(7, 5)])


def test_a_plain_base_asks_to_be_positive_and_then_answers():
    with pytest.raises(Undecided) as caught:
        convolve(a**x * B, B, x, t)
    assert caught.value.question == (a > 0)
    answer = convolve(a**x * B, B, x, t, assuming=a > 0)
    _meets(answer, a**x * B, B, {a: 2}, [sp.Rational(1, 3), sp.Rational(7, 5)])
    _meets(answer, a**x * B, B, {a: 1}, [sp.Rational(1, 3), sp.Rational(7, 5)])


def test_a_base_among_the_integers_is_left_alone():
    n = sp.symbols("n", integer=True, positive=True)
    assert standins_in(sp.log(n), {}) == []


@pytest.mark.parametrize("relation", [abs(a) > 0, sp.Ne(a, 0), sp.Ne(abs(a), 0)])
def test_an_absolute_value_is_positive_where_it_is_not_0(relation):
    f, g = sp.exp(-abs(a) * x) * H(x), H(-x)
    with pytest.raises(Undecided) as caught:
        convolve(f, g, x, t)
    assert caught.value.question == (abs(a) > 0)
    answer = convolve(f, g, x, t, assuming=relation)
    for value in (2, -2, 3 + 4 * sp.I):
        size = abs(value)
        for at in (sp.Rational(-1, 2), sp.Rational(3, 2)):
            decay = sp.lambdify(x, sp.exp(-size * x), "mpmath")
            truth = mpmath.quad(decay, [max(0, float(at)), mpmath.inf])
            assert abs(mpmath.mpf(sp.N(answer.subs({a: value, t: at}))) - truth) < 1e-12


def test_no_verdict_takes_the_absolute_value_apart_from_its_number():
    f = sp.exp(-abs(a) * x) * B
    answer = convolve(f, B, x, t, assuming=sp.Ne(a, 0))
    claimed = answer * a * sp.conjugate(a) / sp.Symbol("b") ** 2
    claimed = claimed.subs(sp.Symbol("b"), abs(a))
    with pytest.raises(Undecided):
        check.claim(claimed, f, B, x, t)


def test_two_weak_relations_say_that_both_are_equal():
    f, g = sp.exp(-a * x) * H(x), sp.exp(-b * x) * H(x)
    verdict = check.claim(t * sp.exp(-a * t) * H(t), f, g, x, t, assuming=(a <= b, b <= a))
    assert verdict.status is Status.PROVED
    answer = convolve(sp.exp(-a * x) * H(x), H(x), x, t, assuming=(a <= 0, a >= 0))
    assert sp.simplify(answer - sp.Piecewise((t, t >= 0), (0, True))) == 0


@pytest.mark.parametrize("relation", [p > 1, p < sp.Rational(1, 2), sp.Ne(p, 1), sp.log(p) < 0])
def test_relations_of_a_base_are_read_and_written_back(relation):
    standins = tuple(standins_in(sp.log(p), {}))
    (read,) = relation_in_standins(relation, standins)
    back = out_of_standins(read, standins)
    for value in (sp.Rational(1, 4), sp.Rational(3, 4), 1, 2):
        assert bool(back.subs(p, value)) == bool(relation.subs(p, value))
    assert relation_in_standins(p < a, standins) is None


def test_a_known_base_proves_a_claim_and_refutes_a_wrong_one():
    f, g = p**x * H(x), H(x)
    assert check.claim((p**t - 1) / sp.log(p) * H(t), f, g, x, t).status is Status.PROVED
    assert check.claim((p**t + 1) / sp.log(p) * H(t), f, g, x, t).status is Status.REFUTED


@pytest.mark.parametrize("timeout", [-1, -0.5, float("-inf"), float("nan")])
def test_a_negative_timeout_is_refused(timeout):
    with pytest.raises(InvalidInput, match="expected seconds"):
        convolve(B, B, x, t, timeout=timeout)


def test_the_symmetric_limit_is_advised_only_where_it_exists():
    f, g = x**3 / (1 + x**4), sp.sign(x)
    with pytest.raises(DivergentIntegral) as caught:
        convolve(f, g, x, t)
    assert "principal_value" not in str(caught.value)
    with pytest.raises(DivergentIntegral):
        convolve(f, g, x, t, principal_value=True)
