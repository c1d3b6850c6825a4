"""All that the laws assume, in two groups; the kernel's laws/theory.json is written from here.

Algebra of the integral: facts on the invariant measure of a locally compact, σ-compact abelian
group, and on pairs of such groups ($S, $T stand for G, its dual W, or the lattice K). They hold on
ℝ^d, on ℤ^d and ℤ/n with counting measure (Mathlib states them for measures), and on products.
The integral is total: ∫ f = 0 where f is not integrable, so some values need no hypothesis.

Analysis: facts on ℝ^d, and Fourier inversion, which holds on every group of the list.
D(e, f) is the derivative in direction e, total: 0 where f has none.
"""

from __future__ import annotations

from dataclasses import dataclass
from json import dumps, loads
from typing import Any

from proofs.language import (
    FUNCTION,
    Expression,
    character,
    conj,
    constant,
    derivative,
    equal,
    integral,
    lam,
    plain,
    variable,
    zero,
)
from symconv.kernel.report import text
from symconv.kernel.terms import arrow, read

__all__ = ["AXIOMS", "MODELS", "Axiom", "theory"]

EVERY_GROUP = ("ℝ^d", "ℝ²", "ℤ^d", "ℤ²", "ℤ/n", "ℤ/n × ℤ/m", "G × H")
REAL_SPACE = ("ℝ^d", "ℝ²")

MODELS = {  # how integrals over G, its dual W, sums over K, and characters read
    "ℝ^d": ("∫_ℝ^d $body d$x", "∫_ℝ^d $body d$x", "Σ_{$x ∈ ℤ^d} $body", "exp(2πi⟨$w, $a⟩)"),
    "ℝ²": ("∬_ℝ² $body d²$x", "∬_ℝ² $body d²$x", "Σ_{$x ∈ ℤ²} $body", "exp(2πi⟨$w, $a⟩)"),
    "ℤ^d": (
        "Σ_{$x ∈ ℤ^d} $body",
        "∫_[0,1)^d $body d$x",
        "Σ_{$x ∈ ℤ^d} $body",
        "exp(2πi⟨$w, $a⟩)",
    ),
    "ℤ²": (
        "Σ_{$x ∈ ℤ²} $body",
        "∬_[0,1)² $body d²$x",
        "Σ_{$x ∈ ℤ²} $body",
        "exp(2πi⟨$w, $a⟩)",
    ),
    "ℤ/n": (
        "Σ_{$x mod n} $body",
        "1/n Σ_{$x mod n} $body",
        "Σ_{$x ∈ K} $body",
        "exp(2πi($w)($a)/n)",
    ),
    "ℤ/n × ℤ/m": (
        "Σ_{$x mod (n, m)} $body",
        "1/(nm) Σ_{$x mod (n, m)} $body",
        "Σ_{$x ∈ K} $body",
        "exp(2πi⟨$w, $a⟩_{n,m})",
    ),
    "G × H": (
        "∫_{G×H} $body d$x",
        "∫_{dual(G×H)} $body d$x",
        "Σ_{$x ∈ K} $body",
        "χ($w, $a)",
    ),
}


@dataclass(frozen=True)
class Axiom:
    """One assumed fact; `parts` maps a name to (hypotheses, conclusion)."""

    name: str
    group: str
    words: str
    variables: tuple[Expression, ...]
    parts: dict[str, tuple[tuple[Expression, ...], Expression]]
    reference: str
    mathlib: str
    models: tuple[str, ...] = EVERY_GROUP

    def data(self) -> dict[str, Any]:
        """The form that the kernel reads."""
        return {
            "group": self.group,
            "words": self.words,
            "variables": {v.term[1]: v.type for v in self.variables},
            "parts": {
                part: [[plain(h.term) for h in hypotheses], plain(conclusion.term)]
                for part, (hypotheses, conclusion) in self.parts.items()
            },
            "reference": self.reference,
            "mathlib": self.mathlib,
            "models": list(self.models),
        }

    def shown(self) -> dict[str, tuple[tuple[str, ...], str]]:
        """The parts as text, read on G."""
        return {
            part: (tuple(_on_g(h) for h in hypotheses), _on_g(conclusion))
            for part, (hypotheses, conclusion) in self.parts.items()
        }


def _on_g(formula: Expression) -> str:
    data = dumps(plain(formula.term)).replace("$S", "G").replace("$T", "G")
    return text(read(loads(data)))


def theory() -> dict[str, Any]:
    """Axioms and models as the kernel ships them."""
    models = {
        name: dict(zip(("G", "W", "K", "chi"), notation, strict=True))
        for name, notation in MODELS.items()
    }
    return {"axioms": {name: axiom.data() for name, axiom in AXIOMS.items()}, "models": models}


def _algebra() -> list[Axiom]:
    on_s, pairs = arrow("$S", "C"), arrow("$S", "$T", "C")
    f, g = variable("f", on_s), variable("g", on_s)
    h, F = variable("h", arrow("$T", "C")), variable("F", pairs)
    S = variable("F", arrow("$S", "$S", "C"))
    c, a, w = variable("c", "C"), variable("a", "$S"), variable("w", "W")
    u = variable("f", FUNCTION)
    integrable, total = constant("Integrable", "$S"), constant("int", "$S")
    integrable_g = constant("Integrable", "G")
    joint, joint_square = constant("Integrable2", "$S", "$T"), constant("Integrable2", "$S", "$S")
    joint_swapped = constant("Integrable2", "$T", "$S")

    def linear(
        name: str,
        words: str,
        variables: tuple[Expression, ...],
        image: Expression,
        value: Expression,
        reference: str,
        mathlib: str,
    ) -> Axiom:
        premises = tuple(integrable(v) for v in variables if v.type == on_s)
        free_value = () if name != "addition" else premises
        parts = {
            "existence": (premises, integrable(image)),
            "value": (free_value, equal(total(image), value)),
        }
        if name == "scalar":
            parts["zero"] = ((), integrable(lam("$S", lambda x: zero())))
        return Axiom(name, "algebra", words, variables, parts, reference, mathlib)

    return [
        linear(
            "addition",
            "the integral of a sum of integrable functions",
            (f, g),
            lam("$S", lambda x: f(x) + g(x)),
            total(f) + total(g),
            "Folland, Real Analysis, Prop. 2.21",
            "MeasureTheory.integral_add, Integrable.add",
        ),
        linear(
            "scalar",
            "constants come out of the integral",
            (f, c),
            lam("$S", lambda x: c * f(x)),
            c * total(f),
            "Folland, Real Analysis, Prop. 2.21",
            "MeasureTheory.integral_const_mul, Integrable.const_mul, integrable_zero",
        ),
        linear(
            "translation",
            "the measure is invariant under x → x + a",
            (f, a),
            lam("$S", lambda x: f(x + a)),
            total(f),
            "Folland, Real Analysis, Thm 2.44; Abstract Harmonic Analysis, sec. 2.2",
            "MeasureTheory.integral_add_right_eq_self, Integrable.comp_add_right",
        ),
        linear(
            "reflection",
            "the measure is invariant under x → −x",
            (f,),
            lam("$S", lambda x: f(-x)),
            total(f),
            "Folland, Abstract Harmonic Analysis, Prop. 2.31 (abelian, so unimodular)",
            "MeasureTheory.integral_neg_eq_self, Integrable.comp_neg",
        ),
        linear(
            "conjugation",
            "conj goes through the integral",
            (f,),
            lam("$S", lambda x: conj(f(x))),
            conj(total(f)),
            "Rudin, Real and Complex Analysis, Def. 1.31",
            "integral_conj, Integrable.star",
        ),
        Axiom(
            "modulation",
            "algebra",
            "a character is bounded and continuous",
            (u, w),
            {
                "existence": (
                    (integrable_g(u),),
                    integrable_g(lam("G", lambda x: character(w, x) * u(x))),
                )
            },
            "Folland, Abstract Harmonic Analysis, sec. 4.1",
            "Integrable.bdd_mul",
        ),
        Axiom(
            "tensor",
            "algebra",
            "f(x)h(y) is integrable on the product",
            (f, h),
            {
                "existence": (
                    (integrable(f), constant("Integrable", "$T")(h)),
                    joint(lam("$S", lambda x: lam("$T", lambda y: f(x) * h(y)))),
                )
            },
            "Folland, Real Analysis, Thm 2.37 (Tonelli)",
            "Integrable.mul_prod",
        ),
        Axiom(
            "shear",
            "algebra",
            "(x, y) → (x, y − x) preserves the product measure",
            (S,),
            {
                "existence": (
                    (joint_square(S),),
                    joint_square(lam("$S", lambda x: lam("$S", lambda y: S(x)(y - x)))),
                )
            },
            "Folland, Real Analysis, Thm 2.44",
            "measurePreserving_prod_sub",
        ),
        Axiom(
            "swap",
            "algebra",
            "(x, y) → (y, x) preserves the product measure",
            (F,),
            {
                "existence": (
                    (joint(F),),
                    joint_swapped(lam("$T", lambda y: lam("$S", lambda x: F(x)(y)))),
                )
            },
            "Folland, Real Analysis, Thm 2.36",
            "MeasureTheory.Integrable.swap",
        ),
        Axiom(
            "fubini",
            "algebra",
            "an absolutely convergent double integral, either way",
            (F,),
            {
                "existence": (
                    (joint(F),),
                    integrable(lam("$S", lambda x: integral("$T", lambda y: F(x)(y)))),
                ),
                "value": (
                    (joint(F),),
                    equal(
                        integral("$S", lambda x: integral("$T", lambda y: F(x)(y))),
                        integral("$T", lambda y: integral("$S", lambda x: F(x)(y))),
                    ),
                ),
            },
            "Folland, Real Analysis, Thm 2.37 (Fubini)",
            "MeasureTheory.integral_integral_swap, Integrable.integral_prod_left",
        ),
    ]


def _analysis() -> list[Axiom]:
    f, g, phi = variable("f", FUNCTION), variable("g", FUNCTION), variable("phi", FUNCTION)
    a, e, t, x = (variable(name, "G") for name in "aetx")
    c, T = variable("c", "C"), variable("T", arrow(FUNCTION, "C"))
    compact, smooth = constant("ContinuousCompact"), constant("SmoothCompact")
    local, test = constant("LocallyIntegrable"), constant("Test")
    distribution, compact_distribution = (
        constant("Distribution"),
        constant("CompactDistribution"),
    )

    def transform(w: Expression) -> Expression:
        return integral("G", lambda x: f(x) * character(-w, x))

    def average(x: Expression) -> Expression:
        return T(lam("G", lambda y: phi(x + y)))

    def real(
        name: str,
        words: str,
        variables: tuple[Expression, ...],
        parts: Any,
        reference: str,
        mathlib: str,
    ) -> Axiom:
        return Axiom(name, "analysis", words, variables, parts, reference, mathlib, REAL_SPACE)

    return [
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
                        derivative(e, lam("G", lambda s: integral("G", lambda x: f(x) * g(s - x))))(
                            t
                        ),
                        integral(
                            "G", lambda x: f(x) * derivative(e, lam("G", lambda s: g(s - x)))(t)
                        ),
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
    ]


AXIOMS = {axiom.name: axiom for axiom in (*_algebra(), *_analysis())}
