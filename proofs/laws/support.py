"""f ∗ g vanishes outside supp f + supp g."""

from random import Random
from typing import Any

from proofs.builder import Proof
from proofs.language import (
    convolution,
    convolution_exists,
    equal,
    function,
    integral,
    lam,
    point,
    zero,
)

__all__ = ["choose", "prove"]


def prove() -> Proof:
    """Sets as indicator functions a, b with af = f, bg = g; t ∉ A + B says a(x)b(t − x) = 0."""
    proof = Proof(
        "support",
        "(f ∗ g)(t) = 0 for t outside A + B, where f = 0 off A and g = 0 off B",
        "L2",
        ("The lecture's animation shows it: h is 0 until the sliding kernel meets f.",),
    )
    f, g, a, b, t, x = *(function(n) for n in "fgab"), point("t"), point("x")
    proof.variables(f, g, a, b, t, x)
    f_in_a = proof.assume(equal(lam("G", lambda x: a(x) * f(x)), f), "f = 0 off A")
    g_in_b = proof.assume(equal(lam("G", lambda x: b(x) * g(x)), g), "g = 0 off B")
    apart = proof.assume(
        equal(lam("G", lambda x: a(x) * b(t - x)), lam("G", lambda x: zero())), "t is not in A + B"
    )
    at_f, at_g, at_ab = proof.at(f_in_a, x), proof.at(g_in_b, t - x), proof.at(apart, x)
    pointwise = (
        proof.calculate(f(x) * g(t - x))
        .to(a(x) * f(x) * g(t - x), "f = 0 off A", at_f)
        .to(a(x) * f(x) * (b(t - x) * g(t - x)), "g = 0 off B", at_g)
        .to(a(x) * b(t - x) * (f(x) * g(t - x)), "algebra")
        .to(zero() * (f(x) * g(t - x)), "t is not in A + B", at_ab)
        .to(zero(), "algebra")
        .done()
    )
    nothing = proof.fact("scalar", "zero", f=f, c=zero())
    exists = proof.have(
        convolution_exists(f, g, t), "the integrand is 0", nothing, pointwise, ["x"]
    )
    none = lam("G", lambda x: zero())
    equality = (
        proof.calculate(convolution(f, g, t))
        .to(integral("G", lambda x: f(x) * g(t - x)), "definition")
        .to(integral("G", lambda x: zero()), "the integrand is 0", pointwise, ["x"])
        .to(integral("G", lambda x: zero() * none(x)), "algebra")
        .to(
            zero() * integral("G", lambda x: none(x)),
            "0 comes out of the integral",
            proof.fact("scalar", "value", f=none, c=zero()),
        )
        .to(zero(), "algebra")
        .done()
    )
    proof.conclude(convolution_exists(f, g, t), exists)
    proof.conclude(equal(convolution(f, g, t), zero()), equality)
    return proof


def choose(random: Random) -> dict[str, Any]:
    """Values that meet the hypotheses in the finite model: A = {0, 1}, B = {0, 2}, t = 4."""
    unit, nothing = (1, 1), (0, 0)
    a, b = [unit, unit, *3 * [nothing]], [unit, nothing, unit, *2 * [nothing]]
    f, g = (
        [(random.randrange(1, 11), random.randrange(11)) if v == unit else nothing for v in s]
        for s in (a, b)
    )
    return {
        **{name: table.__getitem__ for name, table in zip("fgab", (f, g, a, b), strict=True)},
        "t": 4,
    }
