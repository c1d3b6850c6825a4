"""α(f ∗ g) = (αf) ∗ g = f ∗ (αg) (L4)."""

from proofs.builder import Proof
from proofs.language import (
    convolution,
    convolution_exists,
    equal,
    function,
    integral,
    lam,
    point,
    variable,
)

__all__ = ["prove"]


def prove() -> Proof:
    """A constant goes into the integral."""
    proof = Proof("scalars", "α(f ∗ g)(t) = ((αf) ∗ g)(t) = (f ∗ (αg))(t)", "L4")
    f, g, t, alpha = function("f"), function("g"), point("t"), variable("alpha", "C")
    proof.variables(f, g, t, alpha)
    premise = proof.assume(convolution_exists(f, g, t))
    integrand = lam("G", lambda x: f(x) * g(t - x))
    scaled_f, scaled_g = lam("G", lambda x: alpha * f(x)), lam("G", lambda x: alpha * g(x))
    exists = proof.fact("scalar", "existence", [premise], f=integrand, c=alpha)
    inside = proof.fact("scalar", "value", f=integrand, c=alpha)
    for left, right in ((scaled_f, g), (f, scaled_g)):
        proof.conclude(convolution_exists(left, right, t), exists, "a multiple of the integrand")
        equality = (
            proof.calculate(alpha * convolution(f, g, t))
            .to(integral("G", lambda x: alpha * (f(x) * g(t - x))), "constant in", inside)
            .to(convolution(left, right, t), "definition")
            .done()
        )
        proof.conclude(equal(alpha * convolution(f, g, t), convolution(left, right, t)), equality)
    return proof
