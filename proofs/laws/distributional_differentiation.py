"""∂(S ∗ T) = ∂S ∗ T = S ∗ ∂T for distributions, one of compact support (L4)."""

from proofs.builder import Proof
from proofs.language import (
    FUNCTION,
    FUNCTIONAL,
    constant,
    derivative,
    distribution_convolution,
    distribution_derivative,
    equal,
    lam,
    point,
    variable,
)

__all__ = ["prove"]


def prove() -> Proof:
    """⟨S ∗ T, φ⟩ = S_x T_y φ(x + y) and ⟨∂S, φ⟩ = −⟨S, ∂φ⟩, line by line."""
    proof = Proof(
        "distributional_differentiation",
        "⟨∂(S ∗ T), φ⟩ = ⟨∂S ∗ T, φ⟩ = ⟨S ∗ ∂T, φ⟩",
        "L4",
        (
            "This covers the lecture's running example: f is a box, f′ = δ(x + 1) − δ(x − 2), and "
            "f has compact support. The lecture needs it and does not say so.",
            "Without compact support it fails: (1 ∗ δ′) ∗ H = 0 and 1 ∗ (δ′ ∗ H) = 1.",
        ),
    )
    S, T, phi = variable("S", FUNCTIONAL), variable("T", FUNCTIONAL), variable("phi", FUNCTION)
    e, x, y = point("e"), point("x"), point("y")
    proof.variables(S, T, phi, e, x, y)
    left = proof.assume(constant("Distribution")(S))
    compact = proof.assume(constant("CompactDistribution")(T))
    test = proof.assume(constant("Test")(phi))
    right = proof.fact("distribution_test", "distribution", [compact], T=T, phi=phi)

    slope = lam("G", lambda y: derivative(e, phi)(y))
    test_slope = proof.fact("test_function", "derivative", [test], phi=phi, e=e, x=x)
    smeared = proof.fact("distribution_test", "existence", [compact, test], T=T, phi=phi)
    smeared_slope = proof.fact(
        "distribution_test", "existence", [compact, test_slope], T=T, phi=slope
    )
    average = lam("G", lambda x: T(lam("G", lambda y: phi(x + y))))
    average_slope = lam("G", lambda x: T(lam("G", lambda y: derivative(e, phi)(x + y))))
    through = proof.fact("distribution_derivative", "value", [right, test], T=T, phi=phi, e=e, x=x)
    chain = proof.fact("derivative_translation", "value", f=phi, e=e, a=x, x=y)
    minus = -constant("one")
    linear = proof.fact(
        "distribution_linear", "value", [left, smeared_slope], T=S, phi=average_slope, c=minus
    )
    whole = distribution_derivative(e, distribution_convolution(S, T), phi)
    first = (
        proof.calculate(distribution_convolution(distribution_derivative(e, S), T, phi))
        .to(-S(lam("G", lambda x: derivative(e, average)(x))), "definitions")
        .to(-S(average_slope), "∂ goes through T", through, ["x"])
        .to(whole, "definitions")
        .done()
    )
    second = (
        proof.calculate(distribution_convolution(S, distribution_derivative(e, T), phi))
        .to(
            S(
                lam(
                    "G",
                    lambda x: (
                        -T(lam("G", lambda y: derivative(e, lam("G", lambda z: phi(x + z)))(y)))
                    ),
                )
            ),
            "definitions",
        )
        .to(S(lam("G", lambda x: -average_slope(x))), "chain rule", chain, ["x", "y"])
        .to(S(lam("G", lambda x: minus * average_slope(x))), "algebra")
        .to(minus * S(average_slope), "S is linear", linear)
        .to(whole, "definitions")
        .done()
    )
    proof.conclude(constant("Test")(average), smeared, "T has compact support")
    proof.conclude(constant("Test")(average_slope), smeared_slope, "T has compact support")
    proof.conclude(
        equal(distribution_convolution(distribution_derivative(e, S), T, phi), whole), first
    )
    proof.conclude(
        equal(distribution_convolution(S, distribution_derivative(e, T), phi), whole), second
    )
    return proof
