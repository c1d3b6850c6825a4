"""(f ∗ g) ∗ h = f ∗ (g ∗ h) (L4)."""

from proofs.builder import Proof
from proofs.language import (
    constant,
    convolution,
    convolution_exists,
    equal,
    function,
    integral,
    lam,
    point,
)

__all__ = ["prove"]


def prove() -> Proof:
    """Fubini on the double integral at t, whose absolute convergence is the hypothesis."""
    proof = Proof(
        "associativity",
        "((f ∗ g) ∗ h)(t) = (f ∗ (g ∗ h))(t)",
        "L4",
        (
            "The lecture omits the hypothesis. It cannot be dropped: (1 ∗ δ′) ∗ H = 0, and "
            "1 ∗ (δ′ ∗ H) = 1.",
        ),
    )
    f, g, h, t, x, y = *(function(n) for n in "fgh"), *(point(n) for n in "txy")
    proof.variables(f, g, h, t, x, y)
    double = lam("G", lambda x: lam("G", lambda y: f(y) * g(x - y) * h(t - x)))
    joint = proof.assume(
        constant("Integrable2", "G", "G")(double), "the double integral converges absolutely"
    )
    swapped = proof.fact("swap", "existence", [joint], F=double)

    inner = lam("G", lambda y: f(y) * g(x - y))
    out_of_y = proof.fact("scalar", "value", f=inner, c=h(t - x))
    product = lam("G", lambda x: g(x - y) * h(t - x))
    out_of_x = proof.fact("scalar", "value", f=product, c=f(y))
    moved = proof.fact("translation", "value", f=product, a=y)

    equality = (
        proof.calculate(convolution(convolution(f, g), h, t))
        .to(
            integral("G", lambda x: integral("G", lambda y: f(y) * g(x - y)) * h(t - x)),
            "definition",
        )
        .to(
            integral("G", lambda x: integral("G", lambda y: f(y) * g(x - y) * h(t - x))),
            "h(t − x) does not depend on y",
            out_of_y,
            ["x"],
        )
        .to(
            integral("G", lambda y: integral("G", lambda x: f(y) * g(x - y) * h(t - x))),
            "Fubini",
            proof.fact("fubini", "value", [joint], F=double),
        )
        .to(
            integral("G", lambda y: f(y) * integral("G", lambda x: g(x - y) * h(t - x))),
            "f(y) does not depend on x",
            out_of_x,
            ["y"],
        )
        .to(
            integral("G", lambda y: f(y) * integral("G", lambda x: g(x) * h(t - y - x))),
            "x → x + y",
            moved,
            ["y"],
        )
        .to(convolution(f, convolution(g, h), t), "definition")
        .done()
    )
    left = proof.fact("fubini", "existence", [joint], F=double)
    proof.conclude(
        convolution_exists(convolution(f, g), h, t),
        proof.have(
            constant("Integrable", "G")(
                lam("G", lambda x: integral("G", lambda y: f(y) * g(x - y)) * h(t - x))
            ),
            "Fubini, h(t − x) taken out",
            left,
            out_of_y,
            ["x"],
        ),
    )
    flipped = lam("G", lambda y: lam("G", lambda x: f(y) * g(x - y) * h(t - x)))
    right = proof.fact("fubini", "existence", [swapped], F=flipped)
    halfway = proof.have(
        constant("Integrable", "G")(
            lam("G", lambda y: f(y) * integral("G", lambda x: g(x - y) * h(t - x)))
        ),
        "Fubini the other way, f(y) taken out",
        right,
        out_of_x,
        ["y"],
    )
    last = proof.have(
        constant("Integrable", "G")(
            lam("G", lambda y: f(y) * integral("G", lambda x: g(x) * h(t - y - x)))
        ),
        "x → x + y",
        halfway,
        moved,
        ["y"],
    )
    proof.conclude(convolution_exists(f, convolution(g, h), t), last)
    proof.conclude(
        equal(convolution(convolution(f, g), h, t), convolution(f, convolution(g, h), t)), equality
    )
    return proof
