"""Translating either factor by a translates f ∗ g by a."""

from proofs.builder import Proof
from proofs.language import (
    convolution,
    convolution_exists,
    equal,
    function,
    integral,
    lam,
    point,
    shifted,
)

__all__ = ["prove"]


def prove() -> Proof:
    """x → x − a."""
    proof = Proof(
        "translation",
        "(f(· − a) ∗ g)(t) = (f ∗ g)(t − a) = (f ∗ g(· − a))(t)",
        "L4",
        ("Not in the lecture's list; it is what makes a filter act alike everywhere.",),
    )
    f, g, t, a = function("f"), function("g"), point("t"), point("a")
    proof.variables(f, g, t, a)
    premise = proof.assume(convolution_exists(f, g, t - a))
    integrand = lam("G", lambda x: f(x) * g(t - a - x))
    moved = proof.fact("translation", "existence", [premise], f=integrand, a=-a)
    proof.conclude(convolution_exists(shifted(a, f), g, t), moved, "x → x − a")
    first = (
        proof.calculate(convolution(shifted(a, f), g, t))
        .to(integral("G", lambda x: f(x - a) * g(t - x)), "definition")
        .to(
            integral("G", lambda x: f(x) * g(t - a - x)),
            "x → x + a",
            proof.fact("translation", "value", f=integrand, a=-a),
        )
        .to(convolution(f, g, t - a), "definition")
        .done()
    )
    proof.conclude(equal(convolution(shifted(a, f), g, t), convolution(f, g, t - a)), first)
    proof.conclude(convolution_exists(f, shifted(a, g), t), premise, "the same integrand")
    second = (
        proof.calculate(convolution(f, shifted(a, g), t))
        .to(integral("G", lambda x: f(x) * g(t - x - a)), "definition")
        .to(convolution(f, g, t - a), "the same integrand")
        .done()
    )
    proof.conclude(equal(convolution(f, shifted(a, g), t), convolution(f, g, t - a)), second)
    return proof
