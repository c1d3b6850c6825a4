"""f ∗ g = g ∗ f (L4)."""

from proofs.builder import Fact, Proof
from proofs.language import (
    Expression,
    convolution,
    convolution_exists,
    equal,
    function,
    integral,
    lam,
    point,
)

__all__ = ["commuted", "prove"]


def prove() -> Proof:
    """u = t − x, in two steps: x → −x, then x → x − t."""
    proof = Proof(
        "commutativity",
        "(f ∗ g)(t) = (g ∗ f)(t)",
        "L4",
        ("The lecture omits that the integral has to exist at t.",),
    )
    f, g, t = function("f"), function("g"), point("t")
    proof.variables(f, g, t)
    exists = proof.assume(convolution_exists(f, g, t))
    swapped, equality = commuted(proof, f, g, t, exists)
    proof.conclude(convolution_exists(g, f, t), swapped, "the same two substitutions")
    proof.conclude(equal(convolution(f, g, t), convolution(g, f, t)), equality)
    return proof


def commuted(
    proof: Proof, f: Expression, g: Expression, t: Expression, exists: Fact | None = None
) -> tuple[Fact, Fact]:
    """That g ∗ f exists at t (if f ∗ g does), and the equation (total, so without premise)."""
    integrand = lam("G", lambda x: f(x) * g(t - x))
    turned = lam("G", lambda x: f(-x) * g(t + x))
    given = [] if exists is None else [exists]
    mirrored = proof.fact("reflection", "existence", given, f=integrand)
    moved = (
        proof.fact("translation", "existence", [mirrored], f=turned, a=-t) if given else mirrored
    )
    mirror = proof.fact("reflection", "value", f=integrand)
    shift = proof.fact("translation", "value", f=turned, a=-t)
    equality = (
        proof.calculate(convolution(f, g, t))
        .to(integral("G", lambda x: f(x) * g(t - x)), "definition")
        .to(integral("G", lambda x: f(-x) * g(t + x)), "x → −x", mirror)
        .to(integral("G", lambda x: f(t - x) * g(x)), "x → x − t", shift)
        .to(integral("G", lambda x: g(x) * f(t - x)), "multiplication commutes")
        .to(convolution(g, f, t), "definition")
        .done()
    )
    return moved, equality
