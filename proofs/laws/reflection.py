"""Reflecting both factors reflects f ∗ g."""

from proofs.builder import Proof
from proofs.language import (
    convolution,
    convolution_exists,
    equal,
    function,
    integral,
    lam,
    point,
    reflected,
)

__all__ = ["prove"]


def prove() -> Proof:
    """x → −x."""
    proof = Proof("reflection", "(f(−·) ∗ g(−·))(t) = (f ∗ g)(−t)", "L6")
    f, g, t = function("f"), function("g"), point("t")
    proof.variables(f, g, t)
    premise = proof.assume(convolution_exists(f, g, -t))
    integrand = lam("G", lambda x: f(x) * g(-t - x))
    mirrored = proof.fact("reflection", "existence", [premise], f=integrand)
    both = convolution(reflected(f), reflected(g), t)
    proof.conclude(convolution_exists(reflected(f), reflected(g), t), mirrored, "x → −x")
    equality = (
        proof.calculate(both)
        .to(integral("G", lambda x: f(-x) * g(-t + x)), "definition")
        .to(
            integral("G", lambda x: f(x) * g(-t - x)),
            "x → −x",
            proof.fact("reflection", "value", f=integrand),
        )
        .to(convolution(f, g, -t), "definition")
        .done()
    )
    proof.conclude(equal(both, convolution(f, g, -t)), equality)
    return proof
