"""(f ⋆ g)(t) = conj (g ⋆ f)(−t): correlation commutes up to reflection and conj (L6)."""

from proofs.builder import Proof
from proofs.language import (
    conj,
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
    """x → x − t, and conj through the integral."""
    proof = Proof(
        "correlation_symmetry",
        "(f ⋆ g)(t) = conj (g ⋆ f)(−t)",
        "L6",
        (
            "The lecture says only that ⋆ does not commute; `proofs.counterexample` checks two "
            "functions for which it does not.",
        ),
    )
    f, g, t = function("f"), function("g"), point("t")
    proof.variables(f, g, t)
    premise = proof.assume(correlation_exists(f, g, t))
    integrand = lam("G", lambda x: conj(f(x)) * g(t + x))
    moved = lam("G", lambda x: conj(f(x - t)) * g(x))
    shifted = proof.fact("translation", "existence", [premise], f=integrand, a=-t)
    exists = proof.fact("conjugation", "existence", [shifted], f=moved)
    proof.conclude(correlation_exists(g, f, -t), exists, "x → x − t, conj")
    swapped = lam("G", lambda x: conj(g(x)) * f(-t + x))
    equality = (
        proof.calculate(correlation(f, g, t))
        .to(integral("G", lambda x: conj(f(x)) * g(t + x)), "definition")
        .to(
            integral("G", lambda x: conj(f(x - t)) * g(x)),
            "x → x − t",
            proof.fact("translation", "value", f=integrand, a=-t),
        )
        .to(integral("G", lambda x: conj(conj(g(x)) * f(-t + x))), "conj conj z = z")
        .to(
            conj(integral("G", lambda x: conj(g(x)) * f(-t + x))),
            "conj through the integral",
            proof.fact("conjugation", "value", f=swapped),
        )
        .to(conj(correlation(g, f, -t)), "definition")
        .done()
    )
    proof.conclude(equal(correlation(f, g, t), conj(correlation(g, f, -t))), equality)
    return proof
