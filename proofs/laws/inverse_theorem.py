"""f ∗ g = F⁻¹{F{f} F{g}} (L5)."""

from proofs.builder import Proof
from proofs.language import (
    constant,
    convolution,
    equal,
    fourier,
    function,
    inverse_fourier,
    lam,
    point,
    variable,
)
from proofs.laws.convolution_theorem import theorem

__all__ = ["prove"]


def prove() -> Proof:
    """The convolution theorem, then inversion."""
    proof = Proof(
        "inverse_theorem",
        "(f ∗ g)(t) = F⁻¹{F{f} F{g}}(t)",
        "L5",
        (
            "The lecture's f ∗ g = F⁻¹{F{f} F{g}} needs that F{f} F{g} is integrable, and holds at "
            "t where f ∗ g is continuous (here: everywhere).",
            "“The fastest way to compute” is a statement on lengths, measured elsewhere.",
        ),
    )
    f, g, t, w, tau = *(function(n) for n in "fg"), point("t"), variable("w", "W"), point("tau")
    proof.variables(f, g, t, w, tau)
    integrable, product = (
        constant("Integrable", "G"),
        lam("W", lambda w: fourier(f, w) * fourier(g, w)),
    )
    premises = [proof.assume(integrable(f)), proof.assume(integrable(g))]
    continuous = proof.assume(constant("Continuous")(convolution(f, g)))
    on_dual = proof.assume(constant("Integrable", "W")(product))

    exists, equality = theorem(proof, f, g, premises, w, tau)
    transform = lam("W", lambda w: fourier(convolution(f, g), w))
    transformed = proof.have(
        constant("Integrable", "W")(transform),
        "convolution theorem",
        on_dual,
        equality,
        ["w"],
    )
    inversion = proof.fact(
        "inversion", "value", [exists, continuous, transformed], f=convolution(f, g), t=t
    )
    result = (
        proof.calculate(convolution(f, g, t))
        .to(inverse_fourier(transform, t), "Fourier inversion", inversion)
        .to(inverse_fourier(product, t), "convolution theorem", equality, ["w"])
        .done()
    )
    proof.conclude(integrable(convolution(f, g)), exists, "convolution theorem")
    proof.conclude(equal(convolution(f, g, t), inverse_fourier(product, t)), result)
    return proof
