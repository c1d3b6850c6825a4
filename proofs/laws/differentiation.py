"""∂(f ∗ g) = f ∗ ∂g = ∂g ∗ f on ℝ^d, for g in C¹ with compact support (L4)."""

from proofs.builder import Fact, Proof
from proofs.language import (
    Expression,
    constant,
    convolution,
    convolution_exists,
    derivative,
    equal,
    function,
    integral,
    lam,
    point,
)
from proofs.laws.commutativity import commuted

__all__ = ["on_the_right", "prove"]


def prove() -> Proof:
    """∂ under the integral, then the chain rule; the other side by commutativity."""
    proof = Proof(
        "differentiation",
        "∂(f ∗ g)(t) = (f ∗ ∂g)(t), ∂(g ∗ f)(t) = (∂g ∗ f)(t)",
        "L4",
        (
            "The lecture omits the hypotheses: the factor that is differentiated is C¹ with "
            "compact support, the other locally integrable (as in Mathlib).",
            "They exclude the lecture's own example: a box is not C¹, its derivative is "
            "δ(x + 1) − δ(x − 2). See distributional_differentiation.",
        ),
    )
    f, g, t, s, x, e = *(function(n) for n in "fg"), *(point(n) for n in "tsxe")
    proof.variables(f, g, t, s, x, e)
    local = proof.assume(constant("LocallyIntegrable")(f))
    smooth = proof.assume(constant("SmoothCompact")(g))
    slope = lam("G", lambda y: derivative(e, g)(y))

    for factor, part in ((g, "function"), (slope, "derivative")):
        values = {"f": g, "e": e}
        compact = proof.fact("smooth_compact", part, [smooth], **values)
        exists = proof.fact("compact_existence", "existence", [local, compact], f=f, g=factor, t=t)
        proof.conclude(convolution_exists(f, factor, t), exists, "continuous, compact support")
        swapped, _ = commuted(proof, f, factor, t, exists)
        proof.conclude(convolution_exists(factor, f, t), swapped, "commutativity")
    values = {"f": f, "g": g, "e": e, "t": t}
    smooth_result = proof.fact(
        "derivative_under_integral", "differentiable", [local, smooth], **values
    )
    once = constant("ContinuouslyDifferentiable")
    other = proof.have(
        once(convolution(g, f)), "commutativity", smooth_result, commuted(proof, f, g, s)[1], ["s"]
    )
    proof.conclude(once(convolution(f, g)), smooth_result, "∂ under the integral")
    proof.conclude(once(convolution(g, f)), other)
    right = on_the_right(proof, f, g, local, smooth, t, s, x, e)
    left = (
        proof.calculate(derivative(e, convolution(g, f))(t))
        .to(
            derivative(e, lam("G", lambda s: convolution(f, g, s)))(t),
            "commutativity",
            commuted(proof, f, g, s)[1],
            ["s"],
        )
        .to(convolution(f, slope, t), "as above", right)
        .to(convolution(slope, f, t), "commutativity", commuted(proof, f, slope, t)[1])
        .done()
    )
    proof.conclude(equal(derivative(e, convolution(f, g))(t), convolution(f, slope, t)), right)
    proof.conclude(equal(derivative(e, convolution(g, f))(t), convolution(slope, f, t)), left)
    return proof


def on_the_right(
    proof: Proof,
    f: Expression,
    g: Expression,
    local: Fact,
    smooth: Fact,
    t: Expression,
    s: Expression,
    x: Expression,
    e: Expression,
) -> Fact:
    """∂(f ∗ g)(t) = (f ∗ ∂g)(t); s and x are variables for what is bound."""
    under = proof.fact("derivative_under_integral", "value", [local, smooth], f=f, g=g, e=e, t=t)
    chain = proof.fact("derivative_translation", "value", f=g, e=e, a=-x, x=t)
    return (
        proof.calculate(derivative(e, convolution(f, g))(t))
        .to(
            derivative(e, lam("G", lambda s: integral("G", lambda x: f(x) * g(s - x))))(t),
            "definition",
        )
        .to(
            integral("G", lambda x: f(x) * derivative(e, lam("G", lambda s: g(s - x)))(t)),
            "∂ under the integral",
            under,
        )
        .to(integral("G", lambda x: f(x) * derivative(e, g)(t - x)), "chain rule", chain, ["x"])
        .to(convolution(f, lam("G", lambda y: derivative(e, g)(y)), t), "definition")
        .done()
    )
