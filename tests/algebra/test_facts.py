"""Facts about parameters: signs, zeros, contradictions, each by arithmetic at chosen values.

`SAMPLES` holds values of all the symbols. A fact that is stated keeps the samples where it holds;
what is decided under it must be right at each of these, and a linear form may be open only where
two of them differ.
"""

from __future__ import annotations

import contextlib
import random
import time
from fractions import Fraction
from functools import lru_cache
from itertools import product

import pytest
import sympy
from flint import fmpq
from sympy import I, Ne, Rational, Symbol, erf, erfc, im, log, pi, re, sqrt, symbols

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression, number
from symconv.algebra.elements import ZERO
from symconv.algebra.generators import PI
from symconv.algebra.implications import generator_sign
from symconv.algebra.relations import compare, facts_from, relation
from symconv.algebra.signs import Facts
from symconv.deadline import until
from symconv.errors import InvalidInput, NoClosedForm

a, b = symbols("a b", real=True)
p, q = symbols("p q", positive=True)
n = Symbol("n", negative=True)
w = Symbol("w", nonnegative=True)
k = Symbol("k", nonpositive=True)
s = Symbol("s", real=True, nonzero=True)
z = Symbol("z")

SYMBOLS = (a, b, p, q, n, w, k, s)


def _drawn():
    """Every order of a, b and 0, with drawn sizes; equal values and zeros are frequent."""
    rng = random.Random(5)
    few = [Fraction(m, 2) for m in (Fraction(1, 4), 1, 2, 3, 8)]
    found = []
    for pair in product([Fraction(m, 2) for m in (-14, -9, -2, -1, 0, 1, 2, 3, 11, 12)], repeat=2):
        for _ in range(15):
            x, y, m, u, v, t = rng.choices(few, k=6)
            turn, zero, zero2 = (rng.choice((1, -1)), rng.choice((0, 1)), rng.choice((0, 1)))
            found.append((*pair, x, y, -m, u * zero, -v * zero2, t * turn))
    return found


SAMPLES = _drawn()


@lru_cache
def table(expr):
    """The sign of an expression at every sample, None where it is not defined."""
    function = sympy.lambdify(SYMBOLS, expr, modules="math")
    found = []
    for sample in SAMPLES:
        try:
            x = function(*sample)
        except ZeroDivisionError:
            found.append(None)
        else:
            found.append((x > 0) - (x < 0))
    return found


@lru_cache
def places(relations):
    """The samples at which the relations hold."""
    holds = sympy.lambdify(SYMBOLS, sympy.And(*relations), modules="math")
    found = []
    for i, sample in enumerate(SAMPLES):
        with contextlib.suppress(ZeroDivisionError):
            found += [i] if holds(*sample) else []
    return found


def signs(expr, relations):
    """The signs that an expression has where the relations hold."""
    all_signs = table(expr)
    return {all_signs[i] for i in places(relations)} - {None}


STATED = [
    (),
    (a < b,),
    (a <= b,),
    (a > 0,),
    (a >= 0,),
    (a < 0,),
    (a <= 0,),
    (a <= 0, a >= 0),
    (p > q,),
    (p <= q,),
    (a < 0, b > 0),
    (a >= 0, b <= 0),
    (a * b > 0,),
    (a * b < 0, a > 0),
    (a + 2 * b >= 3,),
    (p > 2 * q, b < -p),
    (Ne(a, b), a <= b),
    (Ne(a, 0), a >= 0),
    (Ne(w, 0),),
    (a > q, b > a),
    (a / (p - q) > 0,),
    (1 / a > 0,),
    (a / s >= 0,),
]
ASKED = [
    a, -a, a - b, a + b, a * b, -a * p, a / p, -1 / p, 1 / n, 1 / (1 + a**2), a - p, a * (a - b),
    p, -p, p * q, p - q, p + q, p / (p + q), -(p**2) / q, 3 * p - 3 * q, 2 * p - q, p - 2 * q,
    n, -n, n * p, n - p, n + p, w, -w, w + p, w - p, k, -k, k - q, k + w, w * k, w * p, s, s**2 + 1,
    a**2 + 1, -(a**2) - 1, a**2 + b**2 + p, a**2 * p + b**2 * q + 1, a**4 + 2, a**3 + p, a * w,
    (b - a) * p, (a - b) * n, (a - b) ** 3, (b - a) / (p + w), a + 2 * b - 3, a - q, b + p, w - a,
    1 / (b - a), 1 / (p - q), (b - a) / (p - q), (pi - 4) * (p - q), p * sqrt(p) + w,
]  # fmt: skip
LINEAR = [a, -a, a - b, b - a, a + b, p, p - q, 2 * p - q, p - 2 * q, n, n - p, n + p, w, w + p, k,
          k - q, k + w, a - p, b + p, a + 2 * b - 3]  # fmt: skip


@pytest.mark.parametrize("relations", STATED, ids=str)
def test_what_is_decided_is_right_at_every_sample(relations):
    facts = facts_from(relations)
    assert len(places(relations)) > 5
    for expr in ASKED:
        exact, seen = number(expr), signs(expr, relations)
        sign = facts.sign(exact)
        assert sign is None or seen <= {sign}, expr
        assert not facts.nonnegative(exact) or seen <= {0, 1}, expr
        assert not facts.nonzero(exact) or 0 not in seen, expr
        assert facts.nonzero(exact) is not False or seen == {0}, expr
    assert not facts.contradictory()


@pytest.mark.parametrize(
    "relations", [r for r in STATED if not any(x.has(a * b, sympy.Pow) for x in r)], ids=str
)
def test_what_is_linear_is_open_only_where_samples_differ(relations):
    """Fourier-Motzkin elimination is complete for linear forms."""
    facts = facts_from(relations)
    for expr in LINEAR:
        exact, seen = number(expr), signs(expr, relations)
        assert facts.sign(exact) is not None or len(seen) > 1, expr
        assert facts.nonnegative(exact) or -1 in seen, expr


@pytest.mark.parametrize(
    ("expr", "sign", "weak", "nonzero"),
    [
        (sympy.Integer(0), 0, True, False),
        (Rational(1, 9), 1, True, True),
        (Rational(-1, 9), -1, False, True),
        (pi - 3, 1, True, True),
        (3 - pi, -1, False, True),
        (pi - Rational(314159265358979323846, 10**20), 1, True, True),
        (pi - Rational(314159265358979323847, 10**20), -1, False, True),
        (sqrt(2) * pi - log(85), 1, True, True),
        (1 / (3 - pi), -1, False, True),
        (1 / (3 - pi) ** 2, 1, True, True),
        (log(2) - 1, -1, False, True),
        (-p * log(2), -1, False, True),
        (sympy.Pow(2, Rational(1, 97)) - 1, 1, True, True),
        (p * (sympy.Pow(2, Rational(1, 97)) - 2), -1, False, True),
        (sqrt(sqrt(2) + 1) - 2, -1, False, True),
        (erf(1), 1, True, True),
        (erf(1) + erfc(1) - 1, None, False, None),
        (sqrt(p), 1, True, True),
        (sqrt(p + pi) * n, -1, False, True),
        (w, None, True, None),
        (w * p, None, True, None),
        (w * n, None, False, None),
        (-w, None, False, None),
        (k * n, None, True, None),
        (w / n, None, False, None),
        (w / n**2, None, True, None),
        (w * (p + 1) / (q * n**3), None, False, None),
        (w * w * w, None, True, None),
        (s, None, False, True),
        (1 / s, None, False, True),
        (s * p, None, False, True),
        (s * a, None, False, None),
        (n**2 + 1, 1, True, True),
        (n**3 - 2, -1, False, True),
        (n**2 - p, None, False, None),
        (n**3 + p, None, False, None),
        (s - 1, None, False, None),
        (a**2, None, True, None),
        (-(a**2), None, False, None),
        (a**2 * w, None, True, None),
        (a**2 * b, None, False, None),
        (a**4 * (a - b) ** 2 / p, None, True, None),
        (n * (a - b) ** 2, None, False, None),
        (s**2, 1, True, True),
        (-(s**2) * p, -1, False, True),
        (s**4 * (a - b) ** 2, None, True, None),
        (1 / s**2, 1, True, True),
        (n / s**4, -1, False, True),
        (s**2 * (pi - 4), -1, False, True),
        (s**2 - 1, None, False, None),
        (s**2 + w, 1, True, True),
        (s**2 * p + a**2 * q, 1, True, True),
        (a**2 * p + b**2 * q, None, True, None),
        (pi * a, None, False, None),
        (n * (3 - pi), 1, True, True),
        (p * pi - 3 * p, 1, True, True),
        (3 * p + 3 * q - pi * p - 3 * q, -1, False, True),
        (22 * p - 7 * pi * p + w, None, False, None),
        (p * sqrt(2) - Rational(141421356237, 10**11) * p, 1, True, True),
    ],
    ids=str,
)
def test_signs_without_facts(expr, sign, weak, nonzero):
    exact = number(expr)
    assert Facts().sign(exact) == sign
    assert Facts().nonnegative(exact) is weak
    assert Facts().nonzero(exact) is nonzero


def test_rational_bounds_of_constants_serve_in_sums():
    """π > 3 and √2 < 3/2 beside parameters, where no ball of the whole exists."""
    assert facts_from((a > 4,)).sign(number(a - pi)) == 1
    assert facts_from((a >= 3,)).sign(number(a - pi)) is None
    assert facts_from((a < 3,)).sign(number(a - pi)) == -1
    assert facts_from((a > Rational(3, 2), b < 3)).sign(number(a - sqrt(2) + pi - b)) == 1
    assert facts_from((a > Rational(6, 5), b < 3)).sign(number(a - sqrt(2) + pi - b)) is None
    large = [sqrt(sympy.nextprime(k)) for k in (10**40, 13 * 10**30, 18 * 10**30)]
    for constant in (sympy.Pow(2, Rational(67, 66)) * 10**20, pi * 10**20, *large):
        middle = sympy.Integer(int(sympy.N(constant, 40)))
        assert facts_from((a >= middle + 10**6,)).sign(number(a - constant)) == 1
        assert facts_from((a <= middle - 10**6,)).sign(number(a - constant)) == -1


def test_complex_numbers_are_not_zero_where_a_part_is_not():
    facts = Facts()
    for expr, known in [
        (1 + I, True), (I, True), (I * a, None), (1 + I * a, True), (a + I, True),
        (a + I * b, None), (w + 1 + I * a, True), (p + I * b, True), (z, None), (z + 1, None),
        (1 + I * z, None), (I * s, True), (pi + I * z, None),
    ]:  # fmt: skip
        assert facts.nonzero(number(expr)) is known, expr
    assert facts_from((Ne(a, 0),)).nonzero(number(a + I * b)) is True
    assert facts_from((Ne(b, 0),)).nonzero(number(a + I * b)) is True
    assert Facts(((number(a), False), (-number(a), False))).nonzero(number(I * a)) is False


def test_a_bound_on_the_real_part_keeps_a_complex_parameter_from_0():
    facts = facts_from((sympy.re(z) > 1,))
    for expr, known in [
        (z, True), (z - 1, True), (z + 5, True), (z * p, True), (1 / z, True), (z - 2, None),
        (z**2 - 4, None), (z * (z + 1), True), (z * a, None), (I + z, True), (pi * z * s, True),
    ]:  # fmt: skip
        assert facts.nonzero(number(expr)) is known, expr
    assert facts.sign(number(sympy.re(z) - Rational(1, 2))) == 1
    assert facts.sign(number(sympy.re(z) - 2)) is None
    square = number(z**2 * sympy.conjugate(z) ** 2)
    assert facts.sign(square) is None
    assert facts.nonzero(square) is True
    assert facts_from((sympy.re(z) < 0,)).nonzero(number(z)) is True


def test_what_is_not_real_has_no_sign():
    for expr in (I, 1 + I, z + I * re(z)):
        with pytest.raises(InvalidInput, match="not real, so it has no sign"):
            Facts().sign(number(expr))
    with pytest.raises(TypeError, match="not an exact number"):
        Facts().sign("1")


def test_real_quantities_of_a_complex_parameter_have_the_sign_that_is_stated():
    assert Facts().sign(number(im(z))) is None
    facts = facts_from((im(z) > 0, re(z) < 1))
    assert facts.sign(number(2 * im(z))) == 1
    assert facts.sign(number(-im(z))) == -1
    assert facts.sign(number(re(z) - 1)) == -1
    assert facts.sign(number(im(z) - 1)) is None
    assert facts.nonzero(number(z)) is True
    assert facts.nonzero(number(z + I)) is None
    assert str(compare(number(1 - im(z)), sympy.Gt)) == "1 > im(z)"


def test_relations_that_exclude_0():
    facts = facts_from((Ne(a, b), Ne(a, 2 * p)))
    for expr, known in [
        (a - b, True), (b - a, True), (7 * a - 7 * b, True), ((a - b) * p, True), (a, None),
        ((a - b) ** 2, True), ((a - b) * (a - 2 * p), True), ((a - b) * (a - p), None),
        (a - p, None), (1 / (a - b), True), (2 * p - a, True),
    ]:  # fmt: skip
        assert facts.nonzero(number(expr)) is known, expr
    assert facts.sign(number(a - b)) is None
    assert facts.sign(number((a - b) ** 2)) == 1
    assert facts.sign(number(n * (a - b) ** 4)) == -1
    assert facts.sign(number((a - b) ** 2 * (a - p))) is None
    weak = facts_from((a <= b, Ne(a, b)))
    assert weak.sign(number(b - a)) == 1
    assert weak.sign(number((b - a) * n)) == -1
    assert weak.sign(number((b - a) ** 2 / n)) == -1
    assert facts_from((Ne(w, 0),)).sign(number(-w * p)) == -1
    assert facts_from((Ne(I * a, 0),)).nonzero(number(a * p)) is True
    assert facts_from((Ne(z, 2),)).nonzero(number(6 - 3 * z)) is True
    assert facts_from((Ne(z, 2),)).nonzero(number(z)) is None


@pytest.mark.parametrize("sign", [1, 0, -1])
def test_an_assumed_sign_is_known_from_then_on(sign):
    before = Facts((), (number(a - b),))
    for value in (number(a), number(a - 2 * p), number(a * p - b)):
        assert before.sign(value) is None
        after = before.assume(value, sign)
        assert after.sign(value) == sign
        assert after.sign(-value) == -sign
        assert after.sign(value * fmpq(3, 2)) == sign
        assert after.nonnegative(value) is (sign >= 0)
        assert after.nonzero(value) is (sign != 0)
        assert after.unequal == before.unequal
        assert before.sign(value) is None
        further = after.assume(number(q - p), 1)
        assert further.sign(value) == sign
        assert further.sign(number(q - p)) == 1


def test_weak_bounds_from_both_sides_are_0_in_products():
    facts = facts_from((a >= 0, a <= 0))
    for expr, sign in [
        (a, 0),
        (-a, 0),
        (a * p, 0),
        (a / n, 0),
        (a**3, 0),
        (a + p, 1),
        (a * b, None),
    ]:
        assert facts.sign(number(expr)) == sign, expr
    assert facts.nonzero(number(a)) is False
    assert facts.nonzero(number(a * p)) is False
    assert facts.nonnegative(number(a)) is facts.nonnegative(number(-a)) is True


@pytest.mark.parametrize(
    ("expr", "factor"),
    [
        (a, a),
        (-a, -a),
        (-3 * a * p, -a),
        (a / n, -a),
        (a / n**2, a),
        (1 / a, a),
        (n / a, -a),
        (p * (p + 1) * a, a),
        ((pi - 4) * (a - b) * (p + q), b - a),
        (a**2 * b, b),
        (s**2 * b * n, -b),
        (a**2 * p, a),
        (p / (q * (b - a)), b - a),
        (-(a**3), -a),
    ],
)
def test_the_open_factor_has_the_sign_of_the_whole(expr, factor):
    found = expression(Facts().open_factor(number(expr)))
    assert Facts().sign(number(found)) is None
    ratio = sympy.cancel(found / factor)
    assert ratio.is_Rational
    assert ratio > 0


def test_of_several_open_factors_one_is_returned():
    for expr in (a * b, -a * b, a / b, a * b * (a - b)):
        found = Facts().open_factor(number(expr))
        assert expression(found) in (a, b, a - b)
    zero = facts_from((a >= 0, a <= 0))
    assert expression(zero.open_factor(number(a * b))) == b


@pytest.mark.parametrize(
    "relations",
    [
        (a < 0, a > 0),
        (a < b, b < a),
        (a <= b, b < a),
        (p < 0,),
        (p <= 0,),
        (n > 0,),
        (p + q < w,  w < p),
        (a**2 + 1 < 0,),
        (a * b > 0, a > 0, b < 0),
        (a * b > 0, a > 0, b <= 0),
        (a * b < 0, a >= 0, b >= 0),
        (a * b >= 0, a > 0, b < 0),
        (a * (a - b) > 0, a > 0, a < b),
        (p * (a - b) > 0, a < b),
        (a > pi, a < 3),
    ],
    ids=str,
)  # fmt: skip
def test_what_excludes_itself_is_seen(relations):
    assert not places(relations)
    with pytest.raises(InvalidInput, match="contradict"):
        facts_from(relations)


@pytest.mark.parametrize(
    "relations",
    [
        (a < b, b < 4),
        (a * b > 0, a < 0, b < 0),
        (a * b >= 0, a > 0, b <= 0),
        (a * (a - b) >= 0, a > 0, a <= b),
        (p - q >= 0, q - p >= 0),
        (a >= 0, a <= 0, a * b >= 0),
        (a >= 0, a <= 0, a * p >= 0),
        (w <= 0,),
        (k >= 0, a * w >= 0),
        (a > 3, a < pi),
        (Ne(a, b), a * b > 0),
        (a**2 + 1 > 0, a * p < 0),
        (s > 0,),
        (a**2 >= 4, a > 0),
    ],
    ids=str,
)
def test_what_can_hold_is_not_called_a_contradiction(relations):
    assert not facts_from(relations).contradictory()


def test_a_known_difference_that_is_0_is_a_contradiction():
    assert Facts((), (ZERO,)).contradictory()
    assert Facts((), (number(a), ZERO)).contradictory()
    assert not Facts((), (number(a),)).contradictory()
    assert Facts(((number(p), True), (number(-p), True))).contradictory()


@pytest.mark.parametrize(
    ("expr", "found"),
    [
        (p, (1, True)),
        (n, (-1, True)),
        (w, (1, False)),
        (k, (-1, False)),
        (a, None),
        (z, None),
        (s, None),
        (sympy.Abs(z), (1, False)),
        (sqrt(3), (1, True)),
        (sqrt(p), (1, True)),
        (log(3), (1, True)),
    ],
    ids=str,
)
def test_signs_of_generators(expr, found):
    (gen,) = (gen for gen in nb.generators_of(number(expr)) if gen.expr == expr)
    assert generator_sign(gen) == found
    assert generator_sign(PI) == (1, True)


@pytest.mark.parametrize(
    ("expr", "sign", "expected"),
    [
        (a - b, 1, a > b),
        (a - b, 0, sympy.Eq(a, b)),
        (a - b, -1, a < b),
        (-a - b, 1, sympy.Gt(0, a + b)),
        (-a - b, -1, sympy.Lt(0, a + b)),
        (a / 2 - b / 3, 1, 3 * a > 2 * b),
        (4 * a - 6 * b + 2, 1, 2 * a + 1 > 3 * b),
        (6 * a, -1, a < 0),
        (Rational(9, 4) * a - Rational(15, 8), 1, 6 * a > 5),
        (a / (p - q), 1, a / (p - q) > 0),
        (2 * a / (p - q), 1, 2 * a / (p - q) > 0),
        (-a * b / 2, -1, sympy.Lt(0, a * b)),
    ],
    ids=str,
)
def test_relations_are_written_without_subtractions(expr, sign, expected):
    found = relation(number(expr), sign)
    assert type(found) is type(expected)
    assert (found.lhs, found.rhs) == (expected.lhs, expected.rhs)


def test_weak_comparisons_and_equalities_of_negative_sums():
    total = number(-a - b)
    for operator in (sympy.Le, sympy.Ge):
        found = compare(total, operator)
        assert (type(found), found.lhs, found.rhs) == (operator, 0, a + b)
    assert compare(total, sympy.Ne) == Ne(0, a + b)


def test_what_assuming_takes():
    for relations, known in [
        ((sympy.And(a < b, b < 0),), -1), ((a < b, sympy.true, b < 0), -1), ((a > p,), 1),
        ((a >= p,), 1), ((p <= a,), 1), ((a <= n,), -1), ((n >= a,), -1), ((Ne(a, b),), None),
        ((sympy.true,), None), ((), None), ((a >= 0,), None), ((a <= 0,), None), ((0 < a,), 1),
    ]:  # fmt: skip
        assert facts_from(relations).sign(number(a)) == known, relations
    for wrong in (sympy.Eq(a, b), sympy.Or(a < b, b < 0), a):
        with pytest.raises(InvalidInput, match="is not understood; expected relations"):
            facts_from((wrong,))
    with pytest.raises(InvalidInput, match="contradicts the assumptions of the symbols"):
        facts_from((a < b, sympy.false))


def test_relations_between_numbers_are_true_or_false():
    assert relation(number(sympy.Integer(3)), 1) is sympy.true
    assert relation(number(Rational(-1, 3)), 1) is sympy.false
    assert relation(ZERO, 0) is sympy.true


def test_facts_are_values():
    """What was asked of facts changes neither their equality nor their text."""
    first, second = facts_from((a < b,)), facts_from((a < b,))
    text = repr(first)
    assert first.sign(number(b - a)) == 1
    assert first == second != facts_from((a <= b,))
    assert hash(first) == hash(second)
    assert repr(first) == text == repr(second)
    with pytest.raises(AttributeError):
        first.bounds = ()
    assert first.assume(number(p - q), 1).sign(number(p - q)) == 1
    assert first.sign(number(p - q)) is None


def test_signs_are_decided_in_time():
    with until(time.monotonic() - 1), pytest.raises(NoClosedForm, match="deciding signs"):
        Facts().sign(number(a))


def test_a_stated_imaginary_part_has_its_sign_and_its_multiples_too():
    for relation_, sign in ((im(z) > 0, 1), (im(z) < 0, -1)):
        facts = facts_from((relation_,))
        for factor in (Rational(1, 2), 1, 3):
            assert facts.sign(number(im(z) * factor)) == sign
            assert facts.sign(number(-im(z) * factor)) == -sign
    assert facts_from((im(z) >= 0,)).sign(number(im(z))) is None
