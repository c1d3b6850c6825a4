"""Exact discretisation: a piecewise constant factor turns ∗ into a discrete ∗ of averages (L3)."""

from proofs.builder import Fact, Proof
from proofs.language import (
    SEQUENCE,
    Expression,
    constant,
    convolution,
    convolution_exists,
    equal,
    function,
    integral,
    lam,
    sequence_convolution,
    variable,
)

__all__ = ["prove", "spline"]


def prove() -> Proof:
    """Fubini for ∫ and Σ, then x → x + ek."""
    proof = Proof(
        "cell_averages",
        "(f ∗ g)(en) = Σ_k a_k A_{n−k} for f = Σ_k a_k φ(· − ek), A_m = (φ ∗ g)(em)",
        "L3",
        (
            "The lecture passes from ∫ to Σ as if by definition. With φ the indicator of a cell, "
            "f piecewise constant, A_m the integral of g over a cell, it is exact.",
        ),
    )
    a, phi, g = variable("a", SEQUENCE), function("phi"), function("g")
    n, k, x = variable("n", "K"), variable("k", "K"), variable("x", "G")
    proof.variables(a, phi, g, n, k, x)
    emb = constant("emb")
    t = emb(n)
    joint = proof.assume(_joint(a, phi, g, t), "the sum of the integrals converges absolutely")
    f = spline(a, phi)
    average = lam("K", lambda m: convolution(phi, g, emb(m)))
    exists, summable, equality = term_by_term(proof, a, phi, g, t, joint, k, x)
    proof.conclude(convolution_exists(f, g, t), exists)
    proof.conclude(constant("Integrable", "K")(lam("K", lambda k: a(k) * average(n - k))), summable)
    result = (
        proof.calculate(convolution(f, g, t))
        .to(
            integral("K", lambda k: a(k) * convolution(phi, g, t - emb(k))),
            "term by term",
            equality,
        )
        .to(sequence_convolution(a, average, n), "definition, e additive")
        .done()
    )
    proof.conclude(equal(convolution(f, g, t), sequence_convolution(a, average, n)), result)
    return proof


def spline(a: Expression, phi: Expression) -> Expression:
    """x ↦ Σ_k a_k φ(x − ek)."""
    emb = constant("emb")
    return lam("G", lambda x: integral("K", lambda k: a(k) * phi(x - emb(k))))


def _joint(a: Expression, phi: Expression, g: Expression, t: Expression) -> Expression:
    emb = constant("emb")
    return constant("Integrable2", "K", "G")(
        lam("K", lambda k: lam("G", lambda x: a(k) * phi(x - emb(k)) * g(t - x)))
    )


def term_by_term(
    proof: Proof,
    a: Expression,
    phi: Expression,
    g: Expression,
    t: Expression,
    joint: Fact,
    k: Expression,
    x: Expression,
) -> tuple[Fact, Fact, Fact]:
    """For f = Σ a_k φ(· − ek): f ∗ g exists at t, the sum converges, (f ∗ g)(t) is the sum."""
    emb = constant("emb")
    f = spline(a, phi)
    double = lam("K", lambda k: lam("G", lambda x: a(k) * phi(x - emb(k)) * g(t - x)))
    flipped = lam("G", lambda x: lam("K", lambda k: a(k) * phi(x - emb(k)) * g(t - x)))
    swapped = proof.fact("swap", "existence", [joint], "KG", F=double)
    row = lam("K", lambda k: a(k) * phi(x - emb(k)))
    factor = proof.fact("scalar", "value", (), "K", f=row, c=g(t - x))
    column = lam("G", lambda x: phi(x - emb(k)) * g(t - x))
    coefficient = proof.fact("scalar", "value", f=column, c=a(k))
    moved = proof.fact("translation", "value", f=column, a=emb(k))
    outer = proof.fact("fubini", "existence", [swapped], "GK", F=flipped)
    exists = proof.have(
        convolution_exists(f, g, t), "Fubini, g(t − x) taken out", outer, factor, [x.term[1]]
    )
    halfway = proof.have(
        constant("Integrable", "K")(
            lam("K", lambda k: a(k) * integral("G", lambda x: phi(x - emb(k)) * g(t - x)))
        ),
        "Fubini, a(k) taken out",
        proof.fact("fubini", "existence", [joint], "KG", F=double),
        coefficient,
        [k.term[1]],
    )
    summand = lam("K", lambda k: a(k) * convolution(phi, g, t - emb(k)))
    summable = proof.have(
        constant("Integrable", "K")(summand), "x → x + ek", halfway, moved, [k.term[1]]
    )
    equality = (
        proof.calculate(convolution(f, g, t))
        .to(
            integral("G", lambda x: integral("K", lambda k: a(k) * phi(x - emb(k))) * g(t - x)),
            "definition",
        )
        .to(
            integral("G", lambda x: integral("K", lambda k: a(k) * phi(x - emb(k)) * g(t - x))),
            "g(t − x) does not depend on k",
            factor,
            [x.term[1]],
        )
        .to(
            integral("K", lambda k: integral("G", lambda x: a(k) * phi(x - emb(k)) * g(t - x))),
            "Fubini",
            proof.fact("fubini", "value", [swapped], "GK", F=flipped),
        )
        .to(
            integral("K", lambda k: a(k) * integral("G", lambda x: phi(x - emb(k)) * g(t - x))),
            "a(k) does not depend on x",
            coefficient,
            [k.term[1]],
        )
        .to(
            integral("K", lambda k: a(k) * convolution(phi, g, t - emb(k))),
            "x → x + ek",
            moved,
            [k.term[1]],
        )
        .done()
    )
    return exists, summable, equality
