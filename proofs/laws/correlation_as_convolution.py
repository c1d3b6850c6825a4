"""f ⋆ g = conj f(−·) ∗ g (L6)."""

from proofs.builder import Proof
from proofs.language import (
    conj,
    convolution,
    convolution_exists,
    correlation,
    correlation_exists,
    equal,
    function,
    integral,
    lam,
    point,
)

__all__ = ["prove"]


def prove() -> Proof:
    """x → −x."""
    proof = Proof(
        "correlation_as_convolution",
        "(f ⋆ g)(t) = (conj f(−·) ∗ g)(t)",
        "L6",
        (
            "The lecture writes f(i) ⋆ g(i) = f(−i) ∗ g(i): right for real f, where conj f = f, "
            "and with the argument i standing for the whole function.",
        ),
    )
    f, g, t = function("f"), function("g"), point("t")
    proof.variables(f, g, t)
    premise = proof.assume(correlation_exists(f, g, t))
    mirrored = lam("G", lambda x: conj(f(-x)))
    integrand = lam("G", lambda x: conj(f(x)) * g(t + x))
    exists = proof.fact("reflection", "existence", [premise], f=integrand)
    proof.conclude(convolution_exists(mirrored, g, t), exists, "x → −x")
    equality = (
        proof.calculate(correlation(f, g, t))
        .to(integral("G", lambda x: conj(f(x)) * g(t + x)), "definition")
        .to(
            integral("G", lambda x: conj(f(-x)) * g(t - x)),
            "x → −x",
            proof.fact("reflection", "value", f=integrand),
        )
        .to(convolution(mirrored, g, t), "definition")
        .done()
    )
    proof.conclude(equal(correlation(f, g, t), convolution(mirrored, g, t)), equality)
    return proof
