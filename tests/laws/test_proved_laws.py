"""Every law of proofs/ on fifty random exponential-polynomial functions, judged by symconv.check.

The kernel proves each law for arbitrary functions; here the same statement is computed.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest
import sympy
from sympy import DiracDelta, Heaviside, Interval, Piecewise, Rational, exp, oo

from symconv import box, bspline, check, convolve, fourier, inverse_fourier
from symconv.check import Status, claim

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
from proofs.library import law_names  # noqa: E402

X, T, OMEGA = (sympy.Symbol(name, real=True) for name in ("x", "t", "omega"))
FUNCTIONS = 50


def small(rng, low=1, high=3):
    return Rational(rng.randint(low, high), rng.randint(1, 2))


def signal(rng):
    """A function with decaying tails: pieces, one-sided and two-sided exponentials."""
    kind, a = rng.randrange(4), small(rng, -3, 1)
    unit = 1 + sympy.I * rng.randint(-1, 1)
    if kind == 0:
        return unit * (1 + small(rng) * X) * box(X, a, a + small(rng))
    if kind == 1:
        return unit * X ** rng.randint(0, 2) * exp(-small(rng) * X) * Heaviside(X - a)
    if kind == 2:
        return exp(-small(rng) * abs(X - a))
    return exp((small(rng) + sympy.I) * X) * Heaviside(-X)


def triples():
    """Fifty functions, three at a time."""
    rng = random.Random("fifty functions")
    functions = [signal(rng) for _ in range(FUNCTIONS)]
    doubled = functions + functions[:2]
    return [tuple(doubled[k : k + 3]) for k in range(FUNCTIONS)]


def mirrored(f):
    return f.subs(X, -X)


def reflection(f, g, h):
    return claim(convolve(f, g, X, T).subs(T, -T), mirrored(f), mirrored(g), X, T)


def support(f, g, h):
    """f and g cut to [0, 1) and [2, 5): 0 outside [2, 6]."""
    pair = f * box(X, 0, 1), g * box(X, 2, 5)
    left = claim(sympy.Integer(0), *pair, X, T, on=Interval(-oo, 2))
    return claim(sympy.Integer(0), *pair, X, T, on=Interval(6, oo)) if left else left


def smoothness(f, g, h):
    """∂⁴(F ∗ G) = ∂²F ∗ ∂²G, with F = f ∗ box ∗ box, and so for g."""
    first, second = (convolve(part, bspline(X, 1), X) for part in (f, g))
    return judged_derivatives(first, second)


def judged_derivatives(first, second):
    from symconv.check.judging import judged

    def law(c, f, g):
        slope = c.convolve(f, g)
        for _ in range(4):
            slope = c.derivative(slope)
        bent = [c.derivative(c.derivative(part)) for part in (f, g)]
        return [(c.convolve(*bent), slope)]

    return judged("∂⁴(f ∗ g) = ∂²f ∗ ∂²g", law, (first, second), X)


def inverse_theorem(f, g, h):
    product = fourier(f, X, OMEGA) * fourier(g, X, OMEGA)
    return claim(inverse_fourier(product, OMEGA, T), f, g, X, T)


def cells(values):
    return sum(v * box(X, k, k + 1) for k, v in enumerate(values))


def cell_averages(f, g, h):
    """(Σ a_k φ(· − k) ∗ g)(n) = Σ_k a_k A_{n−k}: both sides as weights of a comb at n = 0 … 4."""
    values = [1, -2, 3]
    whole = convolve(cells(values), g, X, T)
    averages = convolve(box(X, 0, 1), g, X, T)
    points = range(5)
    left = [whole.subs(T, n) for n in points]
    right = [sum(v * averages.subs(T, n - k) for k, v in enumerate(values)) for n in points]
    combs = [sum(w * DiracDelta(T - n) for n, w in zip(points, side, strict=True))
             for side in (left, right)]  # fmt: skip
    return claim(combs[0], DiracDelta(X), combs[1].subs(T, X), X, T)


def spline_coefficients(f, g, h):
    """(Σ a_k φ(· − k)) ∗ (Σ b_j g(· − j)) = Σ_n (a ∗ b)_n (φ ∗ g)(· − n)."""
    a, b = [1, -2, 3], [2, 1]
    shifted = sum(v * g.subs(X, X - j) for j, v in enumerate(b))
    once = convolve(box(X, 0, 1), g, X, T)
    coefficients = [sum(a[k] * b[n - k] for k in range(3) if 0 <= n - k < 2) for n in range(4)]
    total = sum(c * once.subs(T, T - n) for n, c in enumerate(coefficients))
    return claim(total, cells(a), shifted, X, T)


INSTANCES = {
    "area": lambda f, g, h: check.area(f, g, X),
    "associativity": lambda f, g, h: check.associativity(f, g, h, X),
    "cell_averages": cell_averages,
    "commutativity": lambda f, g, h: check.commutativity(f, g, X),
    "convolution_theorem": lambda f, g, h: check.convolution_theorem(f, g, X, OMEGA),
    "correlation_as_convolution": lambda f, g, h: check.correlation_as_convolution(f, g, X),
    "correlation_symmetry": lambda f, g, h: check.correlation_symmetry(f, g, X),
    "correlation_theorem": lambda f, g, h: check.correlation_theorem(f, g, X, OMEGA),
    "differentiation": lambda f, g, h: check.differentiation(
        convolve(f, box(X, 0, 1), X), convolve(g, box(X, 0, 1), X), X
    ),
    "distributional_differentiation": lambda f, g, h: check.differentiation(f, g, X),
    "distributivity": lambda f, g, h: check.distributivity(f, g, h, X),
    "inverse_theorem": inverse_theorem,
    "reflection": reflection,
    "scalars": lambda f, g, h: check.scalar(f, g, 2 - sympy.I, X),
    "smoothness": smoothness,
    "spline_coefficients": spline_coefficients,
    "support": support,
    "translation": lambda f, g, h: check.translation(f, g, Rational(2, 3), X),
}


def test_every_law_of_the_folder_has_an_instance():
    assert set(INSTANCES) == set(law_names())


@pytest.mark.parametrize("law", sorted(INSTANCES))
def test_on_a_few_functions(law):
    check_instances(law, triples()[::10])


@pytest.mark.slow
@pytest.mark.parametrize("law", sorted(INSTANCES))
def test_on_fifty_functions(law):
    check_instances(law, triples())


def check_instances(law, chosen):
    for f, g, h in chosen:
        verdict = INSTANCES[law](f, g, h)
        assert verdict.status is Status.PROVED, (f, g, h, verdict)


def test_a_wrong_instance_is_seen():
    f, g, _ = triples()[0]
    wrong = claim(2 * convolve(f, g, X, T) + Piecewise((1, T > 9), (0, True)), f, g, X, T)
    assert wrong.status is Status.REFUTED
