"""f ∗ (g + h) = f ∗ g + f ∗ h (L4)."""

from proofs.builder import Proof
from proofs.language import convolution, convolution_exists, equal, function, integral, lam, point

__all__ = ["prove"]


def prove() -> Proof:
    """The integral of a sum."""
    proof = Proof(
        "distributivity",
        "(f ∗ (g + h))(t) = (f ∗ g)(t) + (f ∗ h)(t)",
        "L4",
        ("The lecture omits that f ∗ g and f ∗ h have to exist at t.",),
    )
    f, g, h, t = *(function(n) for n in "fgh"), point("t")
    proof.variables(f, g, h, t)
    premises = [
        proof.assume(convolution_exists(f, g, t)),
        proof.assume(convolution_exists(f, h, t)),
    ]
    total = lam("G", lambda x: g(x) + h(x))
    parts = [lam("G", lambda x: f(x) * g(t - x)), lam("G", lambda x: f(x) * h(t - x))]
    exists = proof.fact("addition", "existence", premises, f=parts[0], g=parts[1])
    proof.conclude(convolution_exists(f, total, t), exists, "sums of integrable functions")
    equality = (
        proof.calculate(convolution(f, total, t))
        .to(integral("G", lambda x: f(x) * (g(t - x) + h(t - x))), "definition")
        .to(integral("G", lambda x: f(x) * g(t - x) + f(x) * h(t - x)), "multiply out")
        .to(
            integral("G", lambda x: f(x) * g(t - x)) + integral("G", lambda x: f(x) * h(t - x)),
            "the integral of a sum",
            proof.fact("addition", "value", premises, f=parts[0], g=parts[1]),
        )
        .to(convolution(f, g, t) + convolution(f, h, t), "definition")
        .done()
    )
    proof.conclude(
        equal(convolution(f, total, t), convolution(f, g, t) + convolution(f, h, t)), equality
    )
    return proof
