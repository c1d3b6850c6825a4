"""The survey of cases: complete, without impossible ones, and honest about what it leaves out."""

from __future__ import annotations

import pytest
from sympy import Eq, Ne, Symbol, symbols

from symconv.algebra.constants import number
from symconv.algebra.relations import facts_from
from symconv.algebra.signs import Facts
from symconv.check.exploring import Apart, require_apart, survey
from symconv.errors import InvalidInput, Undecided
from symconv.reading import Case
from symconv.reading.cases import decided_sign

a, b, c = symbols("a b c", real=True)
p = Symbol("p", positive=True)


def signs_of(*values):
    def work(case: Case):
        return tuple(decided_sign(case.facts, number(case.apply(value))) for value in values)

    return work


def test_all_three_signs_are_seen():
    found = survey(Facts(), signs_of(a - b))
    assert {one.value for one in found} == {(1,), (-1,), (0,)}
    assert {one.conditions for one in found} == {(a > b,), (a < b,), (Eq(a, b),)}


def test_facts_drop_cases():
    found = survey(facts_from((a <= b,)), signs_of(a - b))
    assert {one.value for one in found} == {(-1,), (0,)}
    assert {one.value for one in survey(facts_from((a < b, Ne(a, c))), signs_of(a - b))} == {(-1,)}


def test_assumptions_of_a_replaced_symbol_go_on():
    # p = −1 is impossible, p = 1 is not
    assert {one.value for one in survey(Facts(), signs_of(p + 1))} == {(1,)}
    assert (0,) in {one.value for one in survey(Facts(), signs_of(p - 1))}


def test_orders_of_three_points_that_contradict_themselves_are_left_out():
    found = survey(Facts(), signs_of(a - b, b - c, a - c))
    values = {one.value for one in found}
    assert (1, 1, -1) not in values
    assert len(values) == 13  # weak orders of three points


def test_a_coincidence_that_cannot_be_solved_is_not_examined():
    found = survey(Facts(), signs_of(a**2 + b**2 - 1))
    assert [one.conditions for one in found if one.value is None] == [(Eq(a**2 + b**2, 1),)]


def test_factors_are_solved_one_by_one():
    found = survey(Facts(), signs_of(a * (b - 1)))
    assert all(one.value is not None for one in found)
    assert {one.conditions[-1] for one in found if one.value == (0,)} == {Eq(a, 0), Eq(b, 1)}


def test_apart_gives_the_generic_case_and_the_coincidence():
    def work(case: Case):
        value = number(case.apply(a - b))
        require_apart(iter([value]), case.facts)
        return value == 0

    assert {(one.conditions, one.value) for one in survey(Facts(), work)} == {
        ((Ne(a, b),), False),
        ((Eq(a, b),), True),
    }
    with pytest.raises(Apart):
        require_apart(iter([number(a)]), Facts())
    require_apart(iter([number(p), number(2 * p)]), Facts())


def test_contradictory_facts_are_refused():
    facts = Facts().assume(number(a - b), 1).assume(number(b - a), 1)
    assert facts.contradictory()
    assert not facts_from((a < b, b < c)).contradictory()
    with pytest.raises(InvalidInput, match="contradicts itself"):
        survey(facts, signs_of(a))


def test_too_many_cases_are_a_question():
    many = symbols("q0:6", real=True)
    with pytest.raises(Undecided) as error:
        survey(Facts(), signs_of(*many))
    assert error.value.question is not None
