"""Smoothness adds up: ∂^{p+q}(f ∗ g) = ∂^p f ∗ ∂^q g (L4)."""

from proofs.builder import Fact, Proof
from proofs.language import (
    Expression,
    constant,
    convolution,
    convolution_exists,
    derivative,
    equal,
    function,
    lam,
    point,
)
from proofs.laws.commutativity import commuted
from proofs.laws.differentiation import on_the_right

__all__ = ["prove"]


def prove(p: int = 2, q: int = 2) -> Proof:
    """p derivatives go to f, then q to g: the proof for any p, q; the certificate is for (2, 2)."""
    proof = Proof(
        "smoothness",
        "∂^{p+q}(f ∗ g)(t) = (∂^p f ∗ ∂^q g)(t), here p = q = 2",
        "L4",
        (
            "The lecture says “as many times differentiable as the max”: that is a lower bound, "
            "the orders add up.",
            "Stated for f in C^p and g in C^q with compact support, derivatives of f in direction "
            "d and of g in direction e; prove(p, q) writes the proof for any p, q.",
        ),
    )
    f, g, t, s, x, d, e = *(function(n) for n in "fg"), *(point(n) for n in "tsxde")
    proof.variables(f, g, t, s, x, d, e)
    towers = []
    for start, direction, order in ((f, d, p), (g, e, q)):
        tower = [start]
        for _ in range(order):
            tower.append(_slope(direction, tower[-1]))
        smooth = [proof.assume(constant("SmoothCompact")(level)) for level in tower[:-1]]
        towers.append((tower, smooth, direction))
    (of_f, smooth_f, _), (of_g, smooth_g, _) = towers
    compact_g = proof.fact("smooth_compact", "function", smooth_g[:1], f=g, e=e)
    local_g = proof.fact("locally_integrable", "existence", [compact_g], f=g)
    compact_f = proof.fact("smooth_compact", "derivative", smooth_f[-1:], f=of_f[-2], e=d)
    last_f = proof.fact("locally_integrable", "existence", [compact_f], f=of_f[-1])

    whole = convolution(f, g)
    facts: list[Fact] = []
    current = convolution(f, g)
    for level in range(p):
        lower, higher = of_f[level], of_f[level + 1]
        flipped = on_the_right(proof, g, lower, local_g, smooth_f[level], t, s, x, d)
        step = (
            proof.calculate(derivative(d, convolution(lower, g))(t))
            .to(
                derivative(d, convolution(g, lower))(t),
                "commutativity",
                commuted(proof, lower, g, s)[1],
                ["s"],
            )
            .to(convolution(g, higher, t), "∂ goes to the factor", flipped)
            .to(convolution(higher, g, t), "commutativity", commuted(proof, g, higher, t)[1])
            .done()
        )
        values = {"f": g, "g": lower, "e": d, "t": t}
        swapped = proof.fact(
            "derivative_under_integral", "differentiable", [local_g, smooth_f[level]], **values
        )
        once = proof.have(
            constant("ContinuouslyDifferentiable")(convolution(lower, g)),
            "∂ under the integral, commutativity",
            swapped,
            commuted(proof, g, lower, s)[1],
            ["s"],
        )
        _conclude_once(proof, whole, once, facts)
        whole, current = _lifted(proof, whole, current, convolution(higher, g), d, t, facts, step)
    for level in range(q):
        step = on_the_right(proof, of_f[-1], of_g[level], last_f, smooth_g[level], t, s, x, e)
        following = convolution(of_f[-1], of_g[level + 1])
        values = {"f": of_f[-1], "g": of_g[level], "e": e, "t": t}
        once = proof.fact(
            "derivative_under_integral", "differentiable", [last_f, smooth_g[level]], **values
        )
        _conclude_once(proof, whole, once, facts)
        whole, current = _lifted(proof, whole, current, following, e, t, facts, step)
    compact = proof.fact("smooth_compact", "derivative", [smooth_g[-1]], f=of_g[-2], e=e)
    values = {"f": of_f[-1], "g": of_g[-1], "t": t}
    exists = proof.fact("compact_existence", "existence", [last_f, compact], **values)
    proof.conclude(convolution_exists(of_f[-1], of_g[-1], t), exists)
    proof.conclude(equal(whole(t), current(t)), facts[-1])
    return proof


def _slope(direction: Expression, f: Expression) -> Expression:
    return lam("G", lambda y: derivative(direction, f)(y))


def _conclude_once(proof: Proof, whole: Expression, once: Fact, facts: list[Fact]) -> None:
    """The derivative so far is itself continuously differentiable, as what it equals is."""
    claim = constant("ContinuouslyDifferentiable")(whole)
    if facts:
        once = proof.have(claim, "the derivatives so far", once, facts[-1], ["t"])
    proof.conclude(claim, once)


def _lifted(
    proof: Proof,
    whole: Expression,
    current: Expression,
    following: Expression,
    direction: Expression,
    t: Expression,
    facts: list[Fact],
    step: Fact,
) -> tuple[Expression, Expression]:
    """From whole(t) = current(t) and ∂current(t) = following(t) to ∂whole(t) = following(t)."""
    chain = proof.calculate(derivative(direction, whole)(t))
    if facts:
        chain.to(derivative(direction, current)(t), "the derivatives so far", facts[-1], ["t"])
    chain.to(following(t), "one derivative more", step)
    facts.append(chain.done())
    return _slope(direction, whole), following
