"""Exact discretisation: spline coefficients convolve as sequences (L3)."""

from proofs.builder import Proof
from proofs.language import (
    SEQUENCE,
    constant,
    convolution,
    convolution_exists,
    equal,
    everywhere,
    function,
    integral,
    lam,
    point,
    sequence_convolution,
    variable,
)
from proofs.laws.cell_averages import spline, term_by_term
from proofs.laws.commutativity import commuted

__all__ = ["prove"]


def prove() -> Proof:
    """Term by term in each factor, then n = j + k, then Fubini for the double sum."""
    proof = Proof(
        "spline_coefficients",
        "(f ∗ g)(t) = Σ_n (a ∗ b)_n (φ ∗ ψ)(t − en) for f = Σ a_k φ(· − ek), g = Σ b_j ψ(· − ej)",
        "L3",
        ("With φ, ψ B-splines of degrees p, q: φ ∗ ψ is the B-spline of degree p + q + 1.",),
    )
    a, b = variable("a", SEQUENCE), variable("b", SEQUENCE)
    phi, psi, t, x = function("phi"), function("psi"), point("t"), point("x")
    k, n, j = (variable(name, "K") for name in "knj")
    proof.variables(a, b, phi, psi, t, x, k, n, j)
    emb, joint2 = constant("emb"), constant("Integrable2", "K", "G")
    f, g = spline(a, phi), spline(b, psi)
    first = proof.assume(
        joint2(lam("K", lambda k: lam("G", lambda x: a(k) * phi(x - emb(k)) * g(t - x)))),
        "Σ a_k ∫ φ(x − ek) g(t − x) dx converges absolutely",
    )
    each = proof.assume(
        everywhere(
            lam(
                "K",
                lambda k: joint2(
                    lam(
                        "K",
                        lambda j: lam("G", lambda x: b(j) * psi(x - emb(j)) * phi(t - emb(k) - x)),
                    )
                ),
            )
        ),
        "so does, for every k, Σ b_j ∫ ψ(x − ej) φ(t − ek − x) dx",
    )
    whole = lam("K", lambda n: convolution(phi, psi, t - emb(n)))
    square = lam("K", lambda k: lam("K", lambda n: a(k) * b(n - k) * whole(n)))
    double = proof.assume(
        constant("Integrable2", "K", "K")(square), "and the double sum converges absolutely"
    )
    exists, _, outer = term_by_term(proof, a, phi, g, t, first, k, x)
    at_k = proof.every(each, k)
    _, _, inner = term_by_term(proof, b, psi, phi, t - emb(k), at_k, j, x)
    flip_outer = commuted(proof, phi, g, t - emb(k))[1]
    flip_inner = commuted(proof, psi, phi, t - emb(k) - emb(j))[1]
    run = lam("K", lambda j: b(j) * whole(k + j))
    row = lam("K", lambda n: b(n - k) * whole(n))
    column = lam("K", lambda k: a(k) * b(n - k))
    result = (
        proof.calculate(convolution(f, g, t))
        .to(integral("K", lambda k: a(k) * convolution(phi, g, t - emb(k))), "term by term", outer)
        .to(
            integral("K", lambda k: a(k) * convolution(g, phi, t - emb(k))),
            "commutativity",
            flip_outer,
            ["k"],
        )
        .to(
            integral(
                "K",
                lambda k: (
                    a(k)
                    * integral("K", lambda j: b(j) * convolution(psi, phi, t - emb(k) - emb(j)))
                ),
            ),
            "term by term",
            inner,
            ["k"],
        )
        .to(
            integral(
                "K",
                lambda k: (
                    a(k)
                    * integral("K", lambda j: b(j) * convolution(phi, psi, t - emb(k) - emb(j)))
                ),
            ),
            "commutativity",
            flip_inner,
            ["k", "j"],
        )
        .to(
            integral("K", lambda k: a(k) * integral("K", lambda n: b(n - k) * whole(n))),
            "n = j + k",
            proof.fact("translation", "value", (), "K", f=run, a=-k),
            ["k"],
        )
        .to(
            integral("K", lambda k: integral("K", lambda n: a(k) * b(n - k) * whole(n))),
            "a(k) does not depend on n",
            proof.fact("scalar", "value", (), "K", f=row, c=a(k)),
            ["k"],
        )
        .to(
            integral("K", lambda n: integral("K", lambda k: a(k) * b(n - k) * whole(n))),
            "Fubini for sums",
            proof.fact("fubini", "value", [double], "KK", F=square),
        )
        .to(
            integral("K", lambda n: sequence_convolution(a, b, n) * whole(n)),
            "(φ ∗ ψ)(t − en) does not depend on k",
            proof.fact("scalar", "value", (), "K", f=column, c=whole(n)),
            ["n"],
        )
        .done()
    )
    proof.conclude(convolution_exists(f, g, t), exists)
    proof.conclude(
        equal(
            convolution(f, g, t),
            integral("K", lambda n: sequence_convolution(a, b, n) * whole(n)),
        ),
        result,
    )
    return proof
