"""∫ f ∗ g = ∫ f · ∫ g."""

from proofs.builder import Proof
from proofs.language import constant, convolution, equal, function, integral, lam, point

__all__ = ["prove"]


def prove() -> Proof:
    """Fubini, whose premise comes from the product f(x)g(y) by the shear y → t − x."""
    proof = Proof("area", "∫ (f ∗ g)(t) dt = ∫ f(x) dx · ∫ g(x) dx", "L4")
    f, g, x = function("f"), function("g"), point("x")
    proof.variables(f, g, x)
    integrable = constant("Integrable", "G")
    premises = [proof.assume(integrable(f)), proof.assume(integrable(g))]
    product = lam("G", lambda x: lam("G", lambda y: f(x) * g(y)))
    sheared = lam("G", lambda x: lam("G", lambda t: f(x) * g(t - x)))
    tensor = proof.fact("tensor", "existence", premises, f=f, h=g)
    shear = proof.fact("shear", "existence", [tensor], F=product)
    swap = proof.fact("swap", "existence", [shear], F=sheared)
    double = lam("G", lambda t: lam("G", lambda x: f(x) * g(t - x)))
    joint = proof.have(constant("Integrable2", "G", "G")(double), "product, shear, swap", swap)
    exists = proof.fact("fubini", "existence", [joint], F=double)
    proof.conclude(integrable(convolution(f, g)), exists, "Fubini")
    moved = lam("G", lambda t: g(t - x))
    equality = (
        proof.calculate(integral("G", lambda t: convolution(f, g, t)))
        .to(integral("G", lambda t: integral("G", lambda x: f(x) * g(t - x))), "definition")
        .to(
            integral("G", lambda x: integral("G", lambda t: f(x) * g(t - x))),
            "Fubini",
            proof.fact("fubini", "value", [joint], F=double),
        )
        .to(
            integral("G", lambda x: f(x) * integral("G", lambda t: g(t - x))),
            "f(x) does not depend on t",
            proof.fact("scalar", "value", f=moved, c=f(x)),
            ["x"],
        )
        .to(
            integral("G", lambda x: f(x) * integral("G", lambda u: g(u))),
            "u = t − x",
            proof.fact("translation", "value", f=g, a=-x),
            ["x"],
        )
        .to(
            integral("G", lambda x: f(x)) * integral("G", lambda u: g(u)),
            "∫ g is a constant",
            proof.fact("scalar", "value", f=f, c=integral("G", lambda u: g(u))),
        )
        .done()
    )
    proof.conclude(
        equal(
            integral("G", lambda t: convolution(f, g, t)),
            integral("G", lambda x: f(x)) * integral("G", lambda x: g(x)),
        ),
        equality,
    )
    return proof
