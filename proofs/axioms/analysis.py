"""Analysis: derivatives, distributions and supports on ℝ^d; Fourier inversion on every group.

D(e, f) is the derivative in direction e, total: 0 where f has none.
"""

from __future__ import annotations

from proofs.axioms.axiom import REAL_SPACE, Axiom, Parts
from proofs.language import (
    FUNCTION,
    Expression,
    character,
    constant,
    derivative,
    equal,
    integral,
    lam,
    variable,
)
from symconv.kernel.terms import arrow

__all__ = ["ANALYSIS"]

f, g, phi = variable("f", FUNCTION), variable("g", FUNCTION), variable("phi", FUNCTION)
a, e, t, x = (variable(name, "G") for name in "aetx")
c, T = variable("c", "C"), variable("T", arrow(FUNCTION, "C"))
compact, smooth = constant("ContinuousCompact"), constant("SmoothCompact")
local, test = constant("LocallyIntegrable"), constant("Test")
distribution, compact_distribution = constant("Distribution"), constant("CompactDistribution")


def transform(w: Expression) -> Expression:
    """f̂(w)."""
    return integral("G", lambda x: f(x) * character(-w, x))


def average(x: Expression) -> Expression:
    """T_y φ(x + y)."""
    return T(lam("G", lambda y: phi(x + y)))


def real(
    name: str,
    words: str,
    variables: tuple[Expression, ...],
    parts: Parts,
    reference: str,
    mathlib: str,
) -> Axiom:
    """A fact on ℝ^d."""
    return Axiom(name, "analysis", words, variables, parts, reference, mathlib, REAL_SPACE)


ANALYSIS = (
    Axiom(
        "inversion",
        "analysis",
        "Fourier inversion at a point",
        (f, t),
        {
            "value": (
                (
                    constant("Integrable", "G")(f),
                    constant("Continuous")(f),
                    constant("Integrable", "W")(lam("W", lambda w: transform(w))),
                ),
                equal(integral("W", lambda w: transform(w) * character(w, t)), f(t)),
            )
        },
        "Folland, Abstract Harmonic Analysis, Thm 4.32; Real Analysis, Thm 8.26",
        "MeasureTheory.Integrable.fourier_inversion, stated on ℝ^d",
    ),
    real(
        "derivative_translation",
        "the derivative of a translate",
        (f, e, a, x),
        {
            "value": (
                (),
                equal(derivative(e, lam("G", lambda y: f(y + a)))(x), derivative(e, f)(x + a)),
            )
        },
        "Rudin, Principles of Mathematical Analysis, Thm 9.15",
        "fderiv_comp_add_right",
    ),
    real(
        "derivative_under_integral",
        "the kernel is C¹ with compact support, so ∂ goes under the integral",
        (f, g, e, t),
        {
            "differentiable": (
                (local(f), smooth(g)),
                constant("ContinuouslyDifferentiable")(
                    lam("G", lambda s: integral("G", lambda x: f(x) * g(s - x)))
                ),
            ),
            "value": (
                (local(f), smooth(g)),
                equal(
                    derivative(e, lam("G", lambda s: integral("G", lambda x: f(x) * g(s - x))))(t),
                    integral("G", lambda x: f(x) * derivative(e, lam("G", lambda s: g(s - x)))(t)),
                ),
            ),
        },
        "Folland, Real Analysis, Thm 2.27 and Prop. 8.10",
        "HasCompactSupport.hasFDerivAt_convolution_right, .contDiff_convolution_right",
    ),
    real(
        "compact_existence",
        "locally integrable against continuous with compact support",
        (f, g, t),
        {
            "existence": (
                (local(f), compact(g)),
                constant("Integrable", "G")(lam("G", lambda x: f(x) * g(t - x))),
            )
        },
        "Hörmander, The Analysis of Linear Partial Differential Operators I, sec. 1.3",
        "HasCompactSupport.convolutionExists_right",
    ),
    real(
        "smooth_compact",
        "C¹ with compact support: f and ∂f are continuous, with it",
        (f, e),
        {
            "function": ((smooth(f),), compact(f)),
            "derivative": ((smooth(f),), compact(lam("G", lambda x: derivative(e, f)(x)))),
        },
        "Folland, Real Analysis, sec. 8.1",
        "ContDiff.continuous, HasCompactSupport.fderiv",
    ),
    real(
        "locally_integrable",
        "continuous functions are locally integrable",
        (f,),
        {"existence": ((compact(f),), local(f))},
        "Folland, Real Analysis, sec. 3.4",
        "Continuous.locallyIntegrable",
    ),
    real(
        "test_function",
        "derivatives and translates of test functions",
        (phi, e, x),
        {
            "derivative": ((test(phi),), test(lam("G", lambda y: derivative(e, phi)(y)))),
            "translate": ((test(phi),), test(lam("G", lambda y: phi(x + y)))),
        },
        "Hörmander, sec. 1.2",
        "ContDiff.fderiv_right, HasCompactSupport.fderiv",
    ),
    real(
        "distribution_linear",
        "distributions are linear",
        (T, phi, c),
        {
            "value": (
                (distribution(T), test(phi)),
                equal(T(lam("G", lambda x: c * phi(x))), c * T(phi)),
            )
        },
        "Hörmander, Def. 2.1.1",
        "map_smul",
    ),
    real(
        "distribution_derivative",
        "∂ goes through T_y φ(x + y)",
        (T, phi, e, x),
        {
            "value": (
                (distribution(T), test(phi)),
                equal(
                    derivative(e, lam("G", average))(x),
                    T(lam("G", lambda y: derivative(e, phi)(x + y))),
                ),
            )
        },
        "Hörmander, Thm 2.1.3 and Thm 4.1.1",
        "none (distributions are not in Mathlib 2025)",
    ),
    real(
        "distribution_test",
        "T of compact support smooths test functions to test functions",
        (T, phi),
        {
            "existence": ((compact_distribution(T), test(phi)), test(lam("G", average))),
            "distribution": ((compact_distribution(T),), distribution(T)),
        },
        "Hörmander, Thm 2.1.3 and sec. 2.3",
        "none (distributions are not in Mathlib 2025)",
    ),
)
