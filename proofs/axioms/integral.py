"""The algebra of the integral: what holds for the invariant measure of every group.

The groups are locally compact, σ-compact and abelian, and the facts hold on pairs of them too: on
ℝ^d, on ℤ^d and ℤ/n with counting measure (Mathlib states them for measures), and on products. The
integral is total: ∫ f = 0 where f is not integrable, so some values need no hypothesis.
"""

from __future__ import annotations

from proofs.axioms.axiom import Axiom, Parts
from proofs.language import (
    FUNCTION,
    Expression,
    character,
    conj,
    constant,
    equal,
    integral,
    lam,
    variable,
    zero,
)
from symconv.kernel.terms import arrow

__all__ = ["ALGEBRA"]

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
    """An integrable image of integrable functions, and its integral.

    The value needs integrability for sums alone; elsewhere both sides are 0 without it.
    """
    premises = tuple(integrable(v) for v in variables if v.type == on_s)
    free_value = () if name != "addition" else premises
    parts: Parts = {
        "existence": (premises, integrable(image)),
        "value": (free_value, equal(total(image), value)),
    }
    if name == "scalar":
        parts["zero"] = ((), integrable(lam("$S", lambda x: zero())))
    return Axiom(name, "algebra", words, variables, parts, reference, mathlib)


ALGEBRA = (
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
)
