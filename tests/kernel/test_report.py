"""Printing: brackets exactly where the reading would change, names that capture nothing."""

import pytest

from symconv.kernel.report import text


def c(name, *sorts):
    return ("c", name, *sorts)


def ap(function, *arguments):
    for argument in arguments:
        function = ("a", function, argument)
    return function


X, Y, Z = (("v", name) for name in "pqr")


def add(a, b):
    return ap(c("add", "C"), a, b)


def mul(a, b):
    return ap(c("mul"), a, b)


def neg(a):
    return ap(c("neg", "C"), a)


def conj(a):
    return ap(c("conj"), a)


def equal(a, b):
    return ap(c("=", "C"), a, b)


@pytest.mark.parametrize(
    ("term", "shown"),
    [
        (add(add(X, Y), Z), "p + q + r"),
        (add(X, neg(Y)), "p − q"),
        (add(X, neg(add(Y, Z))), "p − (q + r)"),
        (add(neg(X), Y), "−p + q"),
        (neg(neg(X)), "−(−p)"),
        (neg(mul(X, Y)), "−p·q"),
        (mul(neg(X), Y), "(−p)·q"),
        (mul(add(X, Y), Z), "(p + q)·r"),
        (mul(X, mul(Y, Z)), "p·q·r"),
        (mul(X, neg(Y)), "p·(−q)"),
        (conj(add(X, Y)), "conj(p + q)"),
        (mul(conj(X), Y), "conj(p)·q"),
        (equal(add(X, Y), mul(X, Y)), "p + q = p·q"),
        (ap(c("=", "P"), equal(X, Y), equal(Y, X)), "(p = q) = (q = p)"),
        (mul(ap(c("chi"), X, Y), Z), "χ(p, q)·r"),
        (ap(c("chi"), add(X, Y), neg(Z)), "χ(p + q, −r)"),
        (c("one"), "1"),
        (ap(("v", "f"), X, add(Y, Z)), "f(p, q + r)"),
        (ap(c("Integrable", "G"), ("l", "G", ap(("v", "f"), ("b", 0)))), "Integrable(λx. f(x))"),
        (ap(("v", "E"), ("l", "C", equal(("b", 0), Z))), "E(λc. c = r)"),
        (ap(("v", "E"), ("l", "G", ("l", "G", ap(("v", "f"), ("b", 1))))), "E(λx. λy. f(x))"),
        (
            ap(c("=", ["->", "G", "C"]), *(("l", "G", ap(("v", h), ("b", 0))) for h in "fg")),
            "(λx. f(x)) = (λx. g(x))",
        ),
    ],
    ids=lambda case: case if isinstance(case, str) else "",
)
def test_each_operation_is_bracketed_where_it_must_be(term, shown):
    assert text(term) == shown


def integral(body, sort="G"):
    return ap(c("int", sort), ("l", sort, body))


@pytest.mark.parametrize(
    ("term", "shown"),
    [
        (integral(ap(("v", "f"), ("b", 0))), "∫ f(x) dx"),
        (add(integral(ap(("v", "f"), ("b", 0))), Z), "∫ f(x) dx + r"),
        (mul(integral(ap(("v", "f"), ("b", 0))), Z), "(∫ f(x) dx)·r"),
        (integral(add(ap(("v", "f"), ("b", 0)), Z)), "∫ (f(x) + r) dx"),
        (integral(mul(ap(("v", "f"), ("b", 0)), ("v", "x"))), "∫ f(y)·x dy"),
        (integral(integral(ap(("v", "f"), ("b", 1)))), "∫ (∫ f(x) dy) dx"),
        (integral(ap(("v", "f"), ("b", 0)), "K"), "Σ_k f(k)"),
        (
            integral(integral(mul(ap(("v", "f"), ("b", 1)), ap(("v", "g"), ("b", 0), ("v", "x"))))),
            "∫ (∫ f(y)·g(z, x) dz) dy",
        ),
        (ap(*(("v", name) for name in "hcs"), ("l", "C", ("b", 0))), "h(c, s, λc'. c')"),
        (
            ap(*(("v", name) for name in "hcs"), ("l", "C", ("l", "C", add(("b", 0), ("b", 1))))),
            "h(c, s, λc'. λs'. s' + c')",
        ),
        (
            ("l", "C", ("l", "C", ("l", "C", ap(("v", "h"), *(("b", k) for k in range(3)))))),
            "λc. λs. λc'. h(c', s, c)",
        ),
    ],
    ids=lambda case: case if isinstance(case, str) else "",
)
def test_bound_names_are_fresh_and_integrals_are_closed(term, shown):
    assert text(term) == shown
