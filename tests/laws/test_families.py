"""One law, one test, over the examples of every method: found in the registry, not listed here.

A law is PROVED or, where the closed forms are not proved or not absolute or lie outside what can be
decided, UNDECIDED with the reason; a refutation would show a fault, in a method or in the checks.
"""

from __future__ import annotations

import pytest
import sympy

from symconv import check, methods, parse
from symconv.check import Status
from symconv.errors import DivergentIntegral

X, OMEGA = sympy.Symbol("x", real=True), sympy.Symbol("omega", real=True)
PAIRS = [
    pytest.param(*(parse(text, X) for text in example), id=f"{method.NAME}: {' | '.join(example)}")
    for method in methods.methods()
    for example in method.EXAMPLES
]
BOX, MASS = parse("box(0, 1)", X), parse("delta(x - 1)", X)

LAWS = {
    "commutativity": lambda f, g: check.commutativity(f, g, X),
    "associativity": lambda f, g: check.associativity(f, g, BOX, X),
    "distributivity": lambda f, g: check.distributivity(f, g, MASS, X),
    "scalar": lambda f, g: check.scalar(f, g, 2 + sympy.I, X),
    "differentiation": lambda f, g: check.differentiation(f, g, X),
    "translation": lambda f, g: check.translation(f, g, sympy.Rational(1, 3), X),
    "area": lambda f, g: check.area(f, g, X),
    "moments": lambda f, g: check.moments(f, g, X),
    "smoothness": lambda f, g: check.smoothness(f, g, X),
    "convolution_theorem": lambda f, g: check.convolution_theorem(f, g, X, OMEGA),
    "correlation_theorem": lambda f, g: check.correlation_theorem(f, g, X, OMEGA),
    "correlation_as_convolution": lambda f, g: check.correlation_as_convolution(f, g, X),
    "correlation_symmetry": lambda f, g: check.correlation_symmetry(f, g, X),
}
INTEGRATE_THE_RESULT = {"area", "moments"}
EVERY_EXACT_PAIR = set(LAWS) - INTEGRATE_THE_RESULT


def test_every_law_is_instantiated():
    assert set(LAWS) == set(check.__all__) - {"Status", "Verdict", "claim"}


@pytest.mark.parametrize("law", sorted(LAWS))
@pytest.mark.parametrize(("f", "g"), PAIRS)
def test_law(law, f, g, request):
    try:
        verdict = LAWS[law](f, g)
    except DivergentIntegral:
        # the integral of the result, or the other operation, need not exist
        assert law in INTEGRATE_THE_RESULT | {"correlation_theorem", "correlation_symmetry"}
        return
    assert verdict.status is not Status.REFUTED, verdict
    assert verdict.reason
    if "exponential polynomials" in request.node.name and law in EVERY_EXACT_PAIR:
        assert verdict.status is Status.PROVED, verdict
