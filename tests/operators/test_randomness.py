"""Densities of sympy.stats with their support, each with integral 1."""

from __future__ import annotations

import mpmath
import pytest
import sympy
from sympy import Piecewise, Rational, Symbol, exp, lambdify, oo, pi, stats, symbols

from symconv import convolve, density
from symconv.errors import InvalidInput

X, T = Symbol("x", real=True), Symbol("t", real=True)

# family, parameters, support
FAMILIES = [
    ("Arcsin", (1, 3), (1, 3)),
    ("Benini", (1, 2, 3), (3, oo)),
    ("Beta", (2, 3), (0, 1)),
    ("BetaNoncentral", (2, 3, 1), (0, 1)),
    ("BetaPrime", (2, 3), (0, oo)),
    ("BoundedPareto", (2, 1, 4), (1, 4)),
    ("Cauchy", (1, 2), (-oo, oo)),
    ("Chi", (3,), (0, oo)),
    ("ChiNoncentral", (3, 2), (0, oo)),
    ("ChiSquared", (3,), (0, oo)),
    ("Dagum", (2, 3, 1), (0, oo)),
    ("Davis", (2, 3, 1), (1, oo)),
    ("Erlang", (3, 2), (0, oo)),
    ("ExGaussian", (1, 2, 3), (-oo, oo)),
    ("Exponential", (2,), (0, oo)),
    ("ExponentialPower", (1, 2, 3), (-oo, oo)),
    ("FDistribution", (4, 6), (0, oo)),
    ("FisherZ", (4, 6), (-oo, oo)),
    ("Frechet", (3, 2, 1), (1, oo)),
    ("Gamma", (3, 2), (0, oo)),
    ("GammaInverse", (3, 2), (0, oo)),
    ("GaussianInverse", (1, 2), (0, oo)),
    ("Gompertz", (1, 2), (0, oo)),
    ("Gumbel", (1, 2), (-oo, oo)),
    ("Kumaraswamy", (2, 3), (0, 1)),
    ("Laplace", (1, 2), (-oo, oo)),
    ("Levy", (1, 2), (1, oo)),
    ("LogCauchy", (0, 1), (0, oo)),
    ("LogLogistic", (2, 3), (0, oo)),
    ("LogNormal", (0, 1), (0, oo)),
    ("Logistic", (1, 2), (-oo, oo)),
    ("LogitNormal", (0, 1), (0, 1)),
    ("Lomax", (2, 3), (0, oo)),
    ("Maxwell", (2,), (0, oo)),
    ("Moyal", (1, 2), (-oo, oo)),
    ("Nakagami", (Rational(3, 2), 2), (0, oo)),
    ("Normal", (1, 2), (-oo, oo)),
    ("Pareto", (1, 3), (1, oo)),
    ("PowerFunction", (2, 1, 3), (1, 3)),
    ("QuadraticU", (1, 3), (1, 3)),
    ("RaisedCosine", (1, 2), (-1, 3)),
    ("Rayleigh", (2,), (0, oo)),
    ("Reciprocal", (1, 3), (1, 3)),
    ("ShiftedGompertz", (1, 2), (0, oo)),
    ("StudentT", (3,), (-oo, oo)),
    ("Trapezoidal", (1, 2, 4, 6), (1, 6)),
    ("Triangular", (1, 4, 2), (1, 4)),
    ("Uniform", (1, 4), (1, 4)),
    ("UniformSum", (3,), (0, 3)),
    ("VonMises", (pi, 2), (0, 2 * pi)),
    ("Wald", (1, 2), (0, oo)),
    ("Weibull", (2, 3), (0, oo)),
    ("WignerSemicircle", (2,), (-2, 2)),
]


@pytest.mark.parametrize(("family", "parameters", "support"), FAMILIES)
def test_a_density_is_zero_outside_its_support_and_has_integral_one(family, parameters, support):
    variable = getattr(stats, family)("X", *parameters)
    f = density(variable, X)
    assert f.free_symbols == {X}
    low, high = support
    outside = [end + step for end, step in ((low, -1), (high, 1)) if abs(end) != oo]
    for point in outside:
        assert f.subs(X, point) == 0
    if f.has(sympy.Sum) or family == "LogCauchy":
        return  # no elementary formula to sum, or tails beyond a quadrature
    value = lambdify(X, _inside(f), "mpmath")
    ends = [mpmath.mpf(-60) if low == -oo else mpmath.mpf(sympy.N(low, 20))]
    ends += [p for p in map(mpmath.mpf, (-20, -5, 0, 1, 2, 3, 4, 8, 20)) if p > ends[0]]
    last = mpmath.inf if high == oo else mpmath.mpf(sympy.N(high, 20))
    ends = [p for p in ends if p < last] + [last]
    if family in ("Cauchy", "StudentT"):
        ends[0] = -mpmath.inf
    if family in ("Gompertz", "ShiftedGompertz", "Gumbel", "Moyal"):
        ends[-1] = mpmath.mpf(80)
    assert abs(mpmath.quad(value, ends) - 1) < 1e-4


def _inside(f):
    """The formula on the support alone, where there is one formula."""
    if isinstance(f, Piecewise) and len(f.args) == 2:
        return f.args[0][0]
    return f


def test_the_support_survives_a_convolution():
    h = convolve(stats.Exponential("E", 2), stats.Uniform("U", 0, 4), X)
    e, u = density(stats.Exponential("E", 2), X), density(stats.Uniform("U", 0, 4), X)
    assert h == convolve(e, u, X)
    for t, low in ((Rational(-1), 0), (Rational(1), 0), (Rational(7), 3)):
        right = mpmath.quad(lambda s: mpmath.exp(-2 * s) / 2, [low, t]) if t > 0 else 0
        assert abs(float(h.subs(X, t)) - float(right)) < 1e-12


def test_symbolic_parameters_keep_the_support():
    lam, c = symbols("lambda c", positive=True)
    e, u = stats.Exponential("E", lam), stats.Uniform("U", -c, c)
    h = convolve(e, u, X, T)
    at = {lam: Rational(3, 2), c: 2}
    for t in (Rational(-3), Rational(-1, 3), Rational(1, 2), Rational(3)):
        low, high = max(t - 2, 0), t + 2
        right = 0
        if high > 0:
            right = mpmath.quad(lambda s: 1.5 * mpmath.exp(-1.5 * s) / 4, [float(low), float(high)])
        assert abs(float(h.subs(at).subs(T, t)) - float(right)) < 1e-10


def test_the_distribution_is_read_as_the_variable_is():
    for family, parameters, _ in FAMILIES:
        variable = getattr(stats, family)("X", *parameters)
        assert density(stats.density(variable), X) == density(variable, X)


def test_a_density_made_by_hand_keeps_its_set():
    z = Symbol("z")
    variable = stats.ContinuousRV(z, exp(-z), set=sympy.Interval(0, oo))
    assert convolve(variable, stats.Uniform("U", 0, 1), X, T) == convolve(
        stats.Exponential("E", 1), stats.Uniform("U", 0, 1), X, T
    )


@pytest.mark.parametrize(
    ("variable", "said"),
    [
        (stats.Die("D"), "discrete.convolve"),
        (stats.Geometric("G", Rational(1, 2)), "discrete.convolve"),
        (stats.Exponential("E", stats.Uniform("r", 1, 2)), "compound"),
        (exp(-X), "continuous random variable"),
        ("E", "continuous random variable"),
        (stats.Exponential("E", 2) + 1, "continuous random variable"),
    ],
)
def test_what_has_no_density_is_refused(variable, said):
    with pytest.raises(InvalidInput, match=said):
        density(variable, X)
    with pytest.raises(InvalidInput, match="beyond real"):
        density(stats.Exponential("E", 2), Symbol("x", positive=True))
