"""F{f ⋆ g} = conj F{f} · F{g} (L6)."""

from proofs.builder import Proof
from proofs.language import (
    character,
    conj,
    constant,
    convolution,
    correlation,
    equal,
    fourier,
    function,
    integral,
    lam,
    point,
    variable,
)
from proofs.laws.convolution_theorem import theorem

__all__ = ["prove"]


def prove() -> Proof:
    """The convolution theorem for conj f(−·) and g."""
    proof = Proof(
        "correlation_theorem",
        "F{f ⋆ g}(w) = conj F{f}(w) · F{g}(w)",
        "L6",
        ("Not in the lecture; it follows from its two statements on f ⋆ g and on F{f ∗ g}.",),
    )
    f, g, w = function("f"), function("g"), variable("w", "W")
    t, tau = point("t"), point("tau")
    proof.variables(f, g, w, t, tau)
    integrable = constant("Integrable", "G")
    premises = [proof.assume(integrable(f)), proof.assume(integrable(g))]

    mirrored = lam("G", lambda x: conj(f(-x)))
    conjugate = proof.fact("conjugation", "existence", premises[:1], f=f)
    mirrored_exists = proof.have(
        integrable(mirrored),
        "conj, x → −x",
        proof.fact("reflection", "existence", [conjugate], f=lam("G", lambda x: conj(f(x)))),
    )
    integrand = lam("G", lambda x: conj(f(x)) * g(t + x))
    turned = proof.fact("reflection", "value", f=integrand)
    exists, product = theorem(proof, mirrored, g, [mirrored_exists, premises[1]], w, tau)
    proof.conclude(
        integrable(correlation(f, g)),
        proof.have(integrable(correlation(f, g)), "f ⋆ g = conj f(−·) ∗ g", exists, turned, ["t"]),
    )
    wave = lam("G", lambda x: conj(f(x)) * character(w, x))
    equality = (
        proof.calculate(fourier(correlation(f, g), w))
        .to(fourier(convolution(mirrored, g), w), "f ⋆ g = conj f(−·) ∗ g", turned, ["t"])
        .to(fourier(mirrored, w) * fourier(g, w), "convolution theorem", product)
        .to(
            integral("G", lambda x: conj(f(-x)) * character(-w, x)) * fourier(g, w),
            "definition",
        )
        .to(
            integral("G", lambda x: conj(f(x)) * character(w, x)) * fourier(g, w),
            "x → −x",
            proof.fact("reflection", "value", f=wave),
        )
        .to(
            integral("G", lambda x: conj(f(x) * character(-w, x))) * fourier(g, w),
            "conj of a character is the opposite character",
        )
        .to(
            conj(integral("G", lambda x: f(x) * character(-w, x))) * fourier(g, w),
            "conj through the integral",
            proof.fact("conjugation", "value", f=lam("G", lambda x: f(x) * character(-w, x))),
        )
        .to(conj(fourier(f, w)) * fourier(g, w), "definition")
        .done()
    )
    proof.conclude(
        equal(fourier(correlation(f, g), w), conj(fourier(f, w)) * fourier(g, w)), equality
    )
    return proof
