"""F{f ∗ g} = F{f} F{g}, in the lecture's order (L5)."""

from proofs.builder import Fact, Proof
from proofs.language import (
    Expression,
    character,
    constant,
    convolution,
    equal,
    fourier,
    function,
    integral,
    lam,
    point,
    variable,
    zero,
)

__all__ = ["prove", "theorem"]


def prove() -> Proof:
    """Double integral, Fubini, constant out, u = t − τ, factor, read off."""
    proof = Proof(
        "convolution_theorem",
        "F{f ∗ g}(w) = F{f}(w) · F{g}(w)",
        "L5",
        (
            "The lecture's first line names the argument t of the transform where w is meant.",
            "A later line drops a dt.",
            "Its hypotheses, f and g integrable, are not stated; Fubini needs them.",
            "Its second appeal to Fubini is only that F{g}(w) is a constant under ∫ … dτ.",
        ),
    )
    f, g, w, tau = function("f"), function("g"), variable("w", "W"), point("tau")
    proof.variables(f, g, w, tau)
    integrable = constant("Integrable", "G")
    premises = [proof.assume(integrable(f)), proof.assume(integrable(g))]
    exists, equality = theorem(proof, f, g, premises, w, tau)
    proof.conclude(integrable(convolution(f, g)), exists, "Fubini, for the character 1")
    proof.conclude(equal(fourier(convolution(f, g), w), fourier(f, w) * fourier(g, w)), equality)
    return proof


def theorem(
    proof: Proof,
    f: Expression,
    g: Expression,
    premises: list[Fact],
    w: Expression,
    tau: Expression,
) -> tuple[Fact, Fact]:
    """f ∗ g is integrable, and the equation; the premises are that f and g are integrable."""
    _, plain_double = _double(proof, f, g, premises, zero("W"))
    exists = proof.fact("fubini", "existence", [plain_double], F=_integrand(f, g, zero("W")))
    double, joint = _double(proof, f, g, premises, -w)
    wave = lam("G", lambda u: g(u) * character(-w, u + tau))
    kernel = lam("G", lambda t: g(t - tau) * character(-w, t))
    bare = lam("G", lambda u: g(u) * character(-w, u))
    equality = (
        proof.calculate(fourier(convolution(f, g), w))
        .to(
            integral(
                "G", lambda t: integral("G", lambda tau: f(tau) * g(t - tau)) * character(-w, t)
            ),
            "definitions",
        )
        .to(
            integral(
                "G", lambda t: integral("G", lambda tau: f(tau) * g(t - tau) * character(-w, t))
            ),
            "the double integral",
            proof.fact(
                "scalar",
                "value",
                f=lam("G", lambda x: f(x) * g(tau - x)),
                c=character(-w, tau),
            ),
            [tau.term[1]],
        )
        .to(
            integral(
                "G", lambda tau: integral("G", lambda t: f(tau) * g(t - tau) * character(-w, t))
            ),
            "Fubini",
            proof.fact("fubini", "value", [joint], F=double),
        )
        .to(
            integral(
                "G", lambda tau: f(tau) * integral("G", lambda t: g(t - tau) * character(-w, t))
            ),
            "f(τ) does not depend on t",
            proof.fact("scalar", "value", f=kernel, c=f(tau)),
            [tau.term[1]],
        )
        .to(
            integral(
                "G", lambda tau: f(tau) * integral("G", lambda u: g(u) * character(-w, u + tau))
            ),
            "u = t − τ",
            proof.fact("translation", "value", f=wave, a=-tau),
            [tau.term[1]],
        )
        .to(
            integral(
                "G",
                lambda tau: (
                    f(tau) * integral("G", lambda u: g(u) * (character(-w, u) * character(-w, tau)))
                ),
            ),
            "factor the exponential",
        )
        .to(
            integral(
                "G",
                lambda tau: (
                    f(tau) * (character(-w, tau) * integral("G", lambda u: g(u) * character(-w, u)))
                ),
            ),
            "the factor does not depend on u",
            proof.fact("scalar", "value", f=bare, c=character(-w, tau)),
            [tau.term[1]],
        )
        .to(
            integral("G", lambda tau: f(tau) * character(-w, tau))
            * integral("G", lambda u: g(u) * character(-w, u)),
            "the inner integral is a constant",
            proof.fact(
                "scalar",
                "value",
                f=lam("G", lambda tau: f(tau) * character(-w, tau)),
                c=integral("G", lambda u: g(u) * character(-w, u)),
            ),
        )
        .to(fourier(f, w) * fourier(g, w), "read off")
        .done()
    )
    return exists, equality


def _integrand(f: Expression, g: Expression, w: Expression) -> Expression:
    return lam("G", lambda t: lam("G", lambda tau: f(tau) * g(t - tau) * character(w, t)))


def _double(
    proof: Proof, f: Expression, g: Expression, premises: list[Fact], w: Expression
) -> tuple[Expression, Fact]:
    """Fubini's premise: both functions times the character, their product, shear, swap."""
    waves = [lam("G", lambda x: character(w, x) * f(x)), lam("G", lambda x: character(w, x) * g(x))]
    modulated = [
        proof.fact("modulation", "existence", [premise], f=part, w=w)
        for premise, part in zip(premises, (f, g), strict=True)
    ]
    tensor = proof.fact("tensor", "existence", modulated, f=waves[0], h=waves[1])
    product = lam("G", lambda x: lam("G", lambda y: waves[0](x) * waves[1](y)))
    shear = proof.fact("shear", "existence", [tensor], F=product)
    sheared = lam("G", lambda x: lam("G", lambda y: product(x)(y - x)))
    swap = proof.fact("swap", "existence", [shear], F=sheared)
    double = _integrand(f, g, w)
    shown = constant("Integrable2", "G", "G")(double)
    return double, proof.have(shown, "product, shear, swap, characters", swap)
