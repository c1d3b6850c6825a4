"""The normal form: equal forms have equal values, and what the algebra proves has equal forms.

The values are an independent truth: G and its dual are R, χ(ω, t) = e^{2πiωt}, scalars complex.
"""

import cmath
import math
from random import Random

import pytest

from symconv import kernel
from symconv.kernel.norm import normal_form
from symconv.kernel.refusal import CertificateError
from symconv.kernel.terms import closed_over, free, opened, spine

VARIABLES = {"x": "G", "y": "G", "u": "W", "k": "K", "z": "C", "w": "C", "f": ("->", "G", "C")}
VALUES = {"x": 0.37, "y": -1.21, "u": 0.83, "k": 3, "z": 0.6 - 0.4j, "w": -1.1 + 0.3j}


def c(name, *sorts):
    return ("c", name, *sorts)


def ap(function, *arguments):
    for argument in arguments:
        function = ("a", function, argument)
    return function


def element(random, depth, sort="G"):
    """A random group element of G or of its dual."""
    names = {"G": "xy", "W": "u", "K": "k"}[sort]
    kind = random.randrange(5 if depth else 2)
    if kind == 0:
        return c("zero", sort)
    if kind == 1:
        return ("v", random.choice(names))
    if kind == 2:
        return ap(c("neg", sort), element(random, depth - 1, sort))
    if kind == 3 and sort == "G":
        return ap(c("emb"), element(random, depth - 1, "K"))
    pair = (element(random, depth - 1, sort) for _ in range(2))
    return ap(c("add", sort), *pair)


def scalar(random, depth):
    kind = random.randrange(9 if depth else 4)
    if kind < 4:
        return (c("zero", "C"), c("one"), ("v", "z"), ("v", "w"))[kind]
    if kind == 4:
        return ap(c("neg", "C"), scalar(random, depth - 1))
    if kind == 5:
        return ap(c("conj"), scalar(random, depth - 1))
    if kind == 6:
        return ap(c("chi"), element(random, depth - 1, "W"), element(random, depth - 1))
    if kind == 7:
        return ap(("v", "f"), element(random, depth - 1))
    name = random.choice([("add", "C"), ("mul",)])
    return ap(c(*name), scalar(random, depth - 1), scalar(random, depth - 1))


def value(term):
    head, arguments = spine(term, lambda: None)
    numbers = [value(argument) for argument in arguments]
    if head[0] == "v":
        return cmath.exp(0.3j + 0.7 * numbers[0]) if head[1] == "f" else VALUES[head[1]]
    meaning = {
        "zero": lambda: 0,
        "one": lambda: 1,
        "neg": lambda a: -a,
        "add": lambda a, b: a + b,
        "mul": lambda a, b: a * b,
        "conj": lambda a: complex(a).conjugate(),
        "emb": lambda a: a,
        "chi": lambda a, b: cmath.exp(2j * math.pi * a * b),
    }
    return meaning[head[1]](*numbers)


def form(term, type_="C"):
    return normal_form(term, type_, VARIABLES, {})


@pytest.mark.parametrize("make", [scalar, element], ids=["scalars", "elements"])
def test_equal_forms_have_equal_values(make):
    """Each class of equal forms among random terms has one value; classes differ in value."""
    random = Random(20)
    classes = {}
    for _ in range(4000):
        term = make(random, random.randrange(4))
        classes.setdefault(form(term, "C" if make is scalar else "G"), []).append(value(term))
    assert sum(len(values) > 1 for values in classes.values()) > 20
    for values in classes.values():
        assert all(abs(v - values[0]) < 1e-9 * max(1, abs(values[0])) for v in values)
    firsts = sorted((round(v.real, 7), round(v.imag, 7))
                    for v in (complex(values[0]) for values in classes.values()))  # fmt: skip
    assert len(set(firsts)) >= 0.98 * len(firsts)  # equal values with other forms: f's only


def test_the_laws_of_the_algebra_hold_in_the_form():
    random = Random(21)
    one, nil = c("one"), c("zero", "C")
    for _ in range(200):
        p, q, r = (scalar(random, 2) for _ in range(3))
        add, mul = (lambda a, b: ap(c("add", "C"), a, b)), (lambda a, b: ap(c("mul"), a, b))
        conj, neg = (lambda a: ap(c("conj"), a)), (lambda a: ap(c("neg", "C"), a))
        for left, right in (
            (add(p, q), add(q, p)),
            (mul(p, add(q, r)), add(mul(p, q), mul(p, r))),
            (mul(mul(p, q), r), mul(q, mul(r, p))),
            (add(p, neg(p)), nil),
            (mul(p, one), p),
            (mul(p, nil), nil),
            (conj(mul(p, q)), mul(conj(q), conj(p))),
            (conj(add(p, neg(q))), add(conj(p), neg(conj(q)))),
            (conj(conj(p)), p),
        ):
            assert form(left) == form(right)
        a, b = element(random, 2), element(random, 2)
        u = element(random, 1, "W")
        at_a, at_b = ap(c("chi"), u, a), ap(c("chi"), u, b)
        assert form(ap(c("chi"), u, ap(c("add", "G"), a, b))) == form(mul(at_a, at_b))
        assert form(ap(c("chi"), u, ap(c("neg", "G"), a))) == form(conj(at_a))


FALSE = {
    "an element is 0": (("v", "x"), c("zero", "G"), "G"),
    "two elements": (("v", "x"), ("v", "y"), "G"),
    "a negative element": (ap(c("neg", "G"), ("v", "x")), ("v", "x"), "G"),
    "a double element": (ap(c("add", "G"), ("v", "x"), ("v", "x")), ("v", "x"), "G"),
    "a negative scalar": (ap(c("neg", "C"), ("v", "z")), ("v", "z"), "C"),
    "a negative scalar is 0": (ap(c("neg", "C"), ("v", "z")), c("zero", "C"), "C"),
    "a sum with a sign": (
        ap(c("add", "C"), ("v", "z"), ("v", "w")),
        ap(c("neg", "C"), ap(c("add", "C"), ("v", "z"), ("v", "w"))),
        "C",
    ),
    "a square": (ap(c("mul"), ("v", "z"), ("v", "z")), ("v", "z"), "C"),
    "a double": (ap(c("add", "C"), ("v", "z"), ("v", "z")), ("v", "z"), "C"),
    "one and zero": (c("one"), c("zero", "C"), "C"),
    "a conjugate": (ap(c("conj"), ("v", "z")), ("v", "z"), "C"),
    "a character turned": (
        ap(c("chi"), ("v", "u"), ("v", "x")),
        ap(c("chi"), ("v", "u"), ap(c("neg", "G"), ("v", "x"))),
        "C",
    ),
    "a character elsewhere": (
        ap(c("chi"), ("v", "u"), ("v", "x")),
        ap(c("chi"), ("v", "u"), ("v", "y")),
        "C",
    ),
    "arguments": (
        ("l", "G", ("l", "G", ap(("v", "f"), ("b", 0)))),
        ("l", "G", ("l", "G", ap(("v", "f"), ("b", 1)))),
        ("->", "G", ("->", "G", "C")),
    ),
}


@pytest.mark.parametrize("name", FALSE)
def test_a_false_equation_is_refused_by_the_rule(name):
    left, right, type_ = FALSE[name]
    assert form(left, type_) != form(right, type_)

    def plain(term):
        return [plain(t) if isinstance(t, tuple) else t for t in term]

    certificate = {
        "symconv": 1, "kind": "law", "name": "false", "definitions": [], "hypotheses": [],
        "variables": {"x": "G", "y": "G", "u": "W", "z": "C", "w": "C", "f": ["->", "G", "C"]},
        "steps": [["norm", plain(left), plain(right)]],
        "conclusions": [plain(ap(c("=", type_), left, right))],
        "proves": [0],
    }  # fmt: skip
    with pytest.raises(CertificateError, match="norm"):
        kernel.check(certificate)


def test_a_value_goes_below_every_binder_and_free_variables_are_seen_there():
    body = ("l", "G", ap(c("add", "G"), ("b", 0), ("b", 1)))
    assert opened(body, ("v", "x")) == ("l", "G", ap(c("add", "G"), ("b", 0), ("v", "x")))
    twice = ("l", "G", ("l", "W", ap(("v", "f"), ("b", 2))))
    assert opened(twice, ("v", "x")) == ("l", "G", ("l", "W", ap(("v", "f"), ("v", "x"))))
    assert closed_over(opened(twice, ("v", "x")), "x") == twice
    assert free(("l", "G", ap(("v", "f"), ("v", "x")))) == {"f", "x"}
    assert free(("l", "G", ap(("v", "f"), ("b", 0)))) == {"f"}
    turned = ap(("l", "G", ("l", "G", ap(("v", "f"), ("b", 1)))), ("v", "x"))
    assert form(("a", turned, ("v", "y"))) == form(ap(("v", "f"), ("v", "x")))


def balanced(terms, *name):
    """The sum of the terms, nested as little as possible."""
    if len(terms) == 1:
        return terms[0]
    half = len(terms) // 2
    return ap(c(*name), balanced(terms[:half], *name), balanced(terms[half:], *name))


@pytest.mark.parametrize(("head", "left", "right"), [("mul", "C", "C"), ("chi", "W", "G")])
def test_products_of_sums_burn_fuel(head, left, right):
    """450 terms by 450 are 202500 products, of 200000; 40 by 40 are a matter of course."""

    def product(n):
        sides = [("p", left), ("q", right)]
        variables = {f"{name}{k}": sort for name, sort in sides for k in range(n)}
        sums = (balanced([("v", f"{name}{k}") for k in range(n)], "add", sort)
                for name, sort in sides)  # fmt: skip
        return normal_form(ap(c(head), *sums), "C", variables, {})

    assert product(40)
    with pytest.raises(CertificateError, match="fuel"):
        product(450)
