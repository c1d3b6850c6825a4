"""The problems of published.jsonl as integrals of numbers, written from the sources by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import mpmath
from mpmath import mpf, pi, sqrt
from quadratures import (
    cauchy,
    constant,
    cosine,
    decay,
    direct,
    left,
    line,
    lorentzian,
    normal,
    on,
    one,
    oscillating,
    principal,
    right,
    sifted,
    sinc_squared,
    sinc_waves,
)

exp, sin, cos, erf, erfc = mpmath.exp, mpmath.sin, mpmath.cos, mpmath.erf, mpmath.erfc
HALF = mpf(1) / 2


def pieces(make: Callable[[Any], Any]) -> Callable[..., Any]:
    """Return the integral of two factors given by their pieces."""
    return lambda p, row, t, parts: direct(*make(p), row["op"], row["kind"], t, parts)


def product(make: Callable[[Any], Any]) -> Callable[..., Any]:
    """Return the product of one-dimensional integrals (Fubini)."""

    def whole(p: Any, row: Any, t: Any, parts: int) -> Any:
        pairs = zip(make(p), t, strict=True)
        return mpmath.fprod(direct(f, g, row["op"], "line", s, parts) for (f, g), s in pairs)

    return whole


def oscillation(make: Callable[[Any], Any]) -> Callable[..., Any]:
    """Return the integral of two factors given as sums of oscillating terms."""
    return lambda p, row, t, parts: oscillating(*make(p), t, parts)


def masses(make: Callable[[Any], Any]) -> Callable[..., Any]:
    """Return the sum over the masses of one factor."""
    return lambda p, row, t, parts: sifted(*make(p), t)


def hilbert(make: Callable[[Any], Any]) -> Callable[..., Any]:
    """Return pv (1/π) ∫ f(u)/(t − u) du, f and its break points given."""
    return lambda p, row, t, parts: principal(*make(p), t, parts) / pi


def triangle(u: Any) -> Any:
    """Return 1 − |u|."""
    return 1 - abs(u)


TENT = [*on(-1, 0, triangle), *on(0, 1, triangle)]
STAIRS = [*on(0, 1), *on(1, 2, lambda u: mpf(2)), *on(2, 3)]
SPLINE = [
    *on(-2, -1, lambda u: (2 + u) ** 3 / 6),
    *on(-1, 0, lambda u: mpf(2) / 3 - u**2 - u**3 / 2),
    *on(0, 1, lambda u: mpf(2) / 3 - u**2 + u**3 / 2),
    *on(1, 2, lambda u: (2 - u) ** 3 / 6),
]


def kink(u: Any) -> Any:
    """Return e^{−|u|}."""
    return exp(-abs(u))


def power(s: Any, scale: Any = 1, k: Any = 0) -> Callable[[Any], Any]:
    """Return scale x^s e^{−kx}."""
    return lambda u: scale * u**s * exp(-k * u)


def levy(c: Any) -> Callable[[Any], Any]:
    """Return the density of Lévy(0, c)."""
    return lambda u: sqrt(c / (2 * pi)) * exp(-c / (2 * u)) / u ** (mpf(3) / 2) if u else mpf(0)


def tilted(p: Any, row: Any, t: Any, parts: int) -> Any:
    """Return the double integral of the Gaussian with covariance, by the trapezoidal rule.

    The error is about exp(−π²/(λh²)), λ < 3 (Trefethen, Weideman, SIAM Review 56, 2014, section 5).
    """
    h = mpf(1) / (4 + parts)
    grid = [k * h for k in range(-13 * (4 + parts), 13 * (4 + parts) + 1)]
    s, r = t
    first = [exp(-(u**2) - (s - u) ** 2 / 2) for u in grid]
    second = [exp(-(v**2) - (r - v) ** 2) for v in grid]
    total = mpmath.fsum(
        a * mpmath.fsum(b * exp(u * v) for v, b in zip(grid, second, strict=True))
        for u, a in zip(grid, first, strict=True)
    )
    return h * h * total


def line_mass(p: Any, row: Any, t: Any, parts: int) -> Any:
    """Return the mass on a line times the integral along it."""
    along = direct(line(lambda u: exp(-(u**2))), on(0, 1), "convolve", "line", t[1], parts)
    return exp(-((t[0] - 1) ** 2)) * along


def everlasting_sine(p: Any, row: Any, t: Any, parts: int) -> Any:
    """Return pv (1/π) ∫ sin(u)/(t − u) du = −(cos t/π) ∫ sin(v)/v dv."""
    return -cos(t) / pi * oscillating(sinc_waves(), constant(), mpf(0), parts)


def hilbert_sinc(p: Any, row: Any, t: Any, parts: int) -> Any:
    """Return pv (1/π) ∫ sin(u)/u/(t − u) du by 1/(u(t − u)) = (1/u + 1/(t − u))/t."""
    whole = oscillating(sinc_waves(), constant(), mpf(0), parts)
    return (whole + pi * everlasting_sine(p, row, t, parts)) / (pi * t)


def wolfram_principal(p: Any, row: Any, t: Any, parts: int) -> Any:
    """Return ∫_0^∞ ((t − v) + (t + v))/(1 + v²) dv, the symmetric limit of x ∗ 1/(1 + x²)."""
    return mpmath.quad(lambda v: ((t - v) + (t + v)) / (1 + v * v), [0, 1, parts + 3, mpmath.inf])


def arcsine_times_ramp(t: Any) -> Any:
    """Return ∫_t^2 2t/u² du/(π√(u(2 − u))), by u = 2 − v², which removes the singular end."""
    if t >= 2:
        return mpf(0)
    return mpmath.quad(
        lambda v: 2 * t / (2 - v * v) ** 2 * 2 / (pi * sqrt(2 - v * v)), [0, sqrt(2 - t)]
    )


def boxed_principal(a: Any, b: Any, t: Any) -> Any:
    """Return (1/π) ∫ over (a, b) of du/(t − u), less the symmetric part around t."""
    if not a < t < b:
        return mpmath.quad(lambda u: 1 / (t - u), [a, (a + b) / 2, b]) / pi
    near = min(t - a, b - t)
    below = mpmath.quad(lambda u: 1 / (t - u), [a, t - near])
    return (below + mpmath.quad(lambda u: 1 / (t - u), [t + near, b])) / pi


def chirp(u: Any) -> Any:
    """Return e^{iu²}."""
    return mpmath.expj(u * u)


def half_integral(g: Callable[[Any], Any], t: Any, parts: int) -> Any:
    """Return ∫_0^t g(t − u)/√(πu) du, by u = v²."""
    if t <= 0:
        return mpf(0)
    return 2 / sqrt(pi) * mpmath.quad(lambda v: g(t - v * v), mpmath.linspace(0, sqrt(t), parts))


def rotated_bessel(p: Any, row: Any, t: Any, parts: int) -> Any:
    """Return ∫_0^∞ J0(u) du = Re ∫ H0⁽¹⁾ along u = iv, where H0⁽¹⁾(iv) = 2 K0(v)/(πi).

    With K0(v) = ∫_0^∞ exp(−v cosh s) ds this is (2/π) ∫_0^∞ ds/cosh s.
    """
    return 2 / pi * mpmath.quad(mpmath.sech, [0, 1, parts, 4 * parts, mpmath.inf])


def sinc_and_bessel(p: Any, row: Any, t: Any, parts: int) -> Any:
    """Return ½ ∫_{−1}^{1} cos(tk)/√(1 − k²) dk, by k = sin θ.

    Here sin(w)/w = ½ ∫_{−1}^{1} e^{iwk} dk, and ∫_0^∞ J0(u) e^{−iku} du = 1/√(1 − k²) for |k| < 1
    (Abramowitz, Stegun, 11.4.37 and 11.4.38).
    """
    return mpmath.quad(lambda a: cos(t * sin(a)), mpmath.linspace(-pi / 2, pi / 2, parts + 1)) / 2


def physicsforums(p: Any, row: Any, t: Any, parts: int) -> Any:
    """Return the integral of the two normalised sincs."""
    return oscillating(sinc_waves(p.a), sinc_waves(p.b), t, parts) / (p.a * p.b)


POLYNOMIAL = {
    "poly-sage-ramp": pieces(lambda p: (on(-1, 1), on(0, 3, lambda u: u))),
    "poly-sage-stairs": pieces(
        lambda p: (on(-1, 1), [*on(0, 3), *on(3, 4, lambda u: mpf(2))]),
    ),
    "poly-sage-12123": pieces(
        lambda p: (on(-2, 2, lambda u: mpf(2)), on(0, 2, lambda u: mpf(3) / 4))
    ),
    "poly-sage-example-1": pieces(lambda p: (STAIRS, STAIRS)),
    "poly-wolfram-spline": pieces(lambda p: (SPLINE, SPLINE)),
    "poly-oppenheim-2.7": pieces(lambda p: (on(0, p.T), on(0, 2 * p.T, lambda u: u))),
}
EXPONENTIAL = {
    "exp-wolfram-self": pieces(lambda p: (right(decay(1)), right(decay(1)))),
    "exp-physicsforums": pieces(lambda p: (right(decay(1)), right(decay(-1)))),
    "exp-sage-tail": pieces(lambda p: (right(decay(1), 2), on(2, 3, lambda u: u))),
    "exp-schaum-2.5": pieces(lambda p: (right(decay(p.a)), left(decay(-p.a)))),
    "exp-oppenheim-2.8": pieces(lambda p: (left(decay(-2)), right(one, 3))),
    "exp-lathi-cosine": pieces(
        lambda p: (
            right(lambda u: exp(-p.a * u) * cos(p.b * u + pi / 3)),
            right(decay(p.c)),
        )
    ),
}
MASSES = {
    "mass-wolfram": masses(lambda p: ([(0, 1, 0)], lambda u: 1 / (1 + u * u))),
    "mass-schaum-2.2b": masses(lambda p: ([(p.b, 1, 0)], kink)),
    "mass-doublet": masses(lambda p: ([(0, 1, 1)], mpmath.atan)),
    "mass-bracewell-pair": masses(
        lambda p: ([(HALF, HALF, 0), (-HALF, HALF, 0)], lambda u: exp(-pi * u * u))
    ),
    "mass-oppenheim-2.8p": masses(
        lambda p: (
            [(-2, 1, 0), (-1, 2, 0)],
            lambda u: u + 1 if 0 <= u <= 1 else 2 - u if 1 < u <= 2 else mpf(0),
        )
    ),
    "mass-sympy-roots": masses(lambda p: ([(1, HALF, 0), (-1, HALF, 0)], mpmath.cosh)),
}
GAUSSIAN = {
    "gauss-wolfram-box": pieces(lambda p: (on(-HALF, HALF), line(lambda u: exp(-(u**2))))),
    "gauss-wolfram-constant": pieces(lambda p: (line(lambda u: exp(-p.a * u**2)), line(one))),
    "gauss-emg": pieces(lambda p: (line(normal(p.m, p.s)), right(lambda u: p.k * exp(-p.k * u)))),
    "gauss-normal-sum": pieces(lambda p: (line(normal(p.m, p.s)), line(normal(p.n, p.r)))),
    "gauss-weierstrass-cube": pieces(lambda p: (line(lambda u: u**3), line(normal(0, sqrt(2))))),
    "gauss-weierstrass-growing": pieces(
        lambda p: (line(lambda u: exp(u**2 / 8)), line(normal(0, sqrt(2))))
    ),
    "gauss-skew-normal": pieces(
        lambda p: (right(lambda u: 2 * normal()(u)), line(normal())),
    ),
}
ERROR = {
    "erf-owen": pieces(lambda p: (line(lambda u: erfc(-u / sqrt(2)) / 2), line(normal(0, p.s)))),
    "erf-laplace-kernel": pieces(lambda p: (right(lambda u: erf(p.b * u)), left(decay(-p.a)))),
    "erf-ierfc": pieces(lambda p: (line(erfc), left(one))),
    "erf-crank-box": pieces(lambda p: (line(lambda u: erf(u / 2)), on(-p.h, p.h))),
    "erf-normal-laplace": pieces(
        lambda p: (line(lambda u: erfc(-u / sqrt(2)) / 2), line(lambda u: kink(u) / 2, 0))
    ),
    "erf-ng-geller": pieces(lambda p: (line(lambda u: u * erf(u)), line(lambda u: exp(-(u**2))))),
}
RATIONAL = {
    "rat-cauchy-sum": pieces(lambda p: (line(cauchy(p.m, p.c)), line(cauchy(p.n, p.d)))),
    "rat-voigt": pieces(lambda p: (line(normal(0, p.s)), line(cauchy(0, p.c)))),
    "rat-t3-cauchy": pieces(
        lambda p: (line(lambda u: 2 / (pi * (1 + u * u) ** 2)), line(cauchy(0, mpf(1))))
    ),
    "rat-dispersive": pieces(
        lambda p: (line(lambda u: u / (1 + u * u)), line(lambda u: u / (1 + u * u)))
    ),
    "rat-cauchy-uniform": pieces(lambda p: (line(cauchy(0, mpf(1))), TENT)),
    "rat-butterworth": pieces(
        lambda p: (line(lambda u: 1 / (1 + u**4)), line(lambda u: 1 / (4 + u * u)))
    ),
}
BAND_LIMITED = {
    "band-physicsforums": physicsforums,
    "band-fejer": oscillation(lambda p: (sinc_squared(), sinc_squared())),
    "band-sinc2-sinc": oscillation(lambda p: (sinc_squared(2), sinc_waves())),
    "band-gibbs": pieces(
        lambda p: (on(-p.h, p.h), line(lambda u: p.w * mpmath.sinc(p.w * u) / pi))
    ),
    "band-sinc-lorentz": oscillation(lambda p: (sinc_waves(), lorentzian())),
    "band-sinc-bessel": sinc_and_bessel,
}


POWERS = {
    "pow-chi2": pieces(
        lambda p: (
            right(power(HALF, 1 / (2 * sqrt(2) * mpmath.gamma(3 * HALF)), HALF)),
            right(power(mpf(3) / 2, 1 / (4 * sqrt(2) * mpmath.gamma(5 * HALF)), HALF)),
        )
    ),
    "pow-levy": pieces(lambda p: (right(levy(p.c)), right(levy(p.d)))),
    "pow-gamma-rates": pieces(
        lambda p: (right(power(p.a - 1, 1, 2)), right(power(p.b - 1, 1, HALF)))
    ),
    "pow-half-integral": lambda p, row, t, parts: half_integral(lambda u: u * u, t, parts),
    "pow-half-integral-exp": lambda p, row, t, parts: half_integral(decay(1), t, parts),
    "pow-semicircle": pieces(lambda p: (on(-1, 1, lambda u: 2 / pi * sqrt(1 - u * u)), on(0, 1))),
}
SPECIAL = {
    "spec-bessel-self": pieces(
        lambda p: (right(lambda u: mpmath.besselj(0, u)), right(lambda u: mpmath.besselj(0, u)))
    ),
    "spec-bessel-sine": pieces(lambda p: (right(lambda u: mpmath.besselj(0, u)), right(sin))),
    "spec-sech-self": pieces(
        lambda p: (
            line(lambda u: mpmath.sech(pi * u / 2) / 2),
            line(lambda u: mpmath.sech(pi * u / 2) / 2),
        )
    ),
    "spec-log-ramp": pieces(lambda p: (right(mpmath.log), right(lambda u: u))),
    "spec-tanh-box": pieces(lambda p: (line(mpmath.tanh), on(-1, 1))),
    "spec-atan-triangle": pieces(lambda p: (line(mpmath.atan), TENT)),
}


CORRELATION = {
    "corr-chirp": pieces(lambda p: (on(-1, 1, chirp), on(-1, 1, chirp))),
    "corr-exponentials": pieces(
        lambda p: (
            right(lambda u: p.a * exp(-p.a * u)),
            right(lambda u: p.b * exp(-p.b * u)),
        )
    ),
    "corr-normal-difference": pieces(
        lambda p: (line(normal(p.m, 1)), line(normal(p.n, 2))),
    ),
    "corr-sine-burst": pieces(lambda p: (on(0, 2 * pi, sin), on(0, 2 * pi, sin))),
    "corr-sawtooth": pieces(lambda p: (on(0, 1, lambda u: u), on(0, 1))),
}
CONDITIONAL = {
    "div-exponentials": pieces(lambda p: (line(decay(1)), right(decay(2)))),
    "cond-sinc-step": oscillation(lambda p: (sinc_waves(), constant(mpf(0)))),
    "cond-sinc-cos-in": lambda p, row, t, parts: (
        oscillating(sinc_waves(), cosine(HALF), t, parts) / pi
    ),
    "cond-sinc-cos-out": lambda p, row, t, parts: (
        oscillating(sinc_waves(), cosine(2), t, parts) / pi
    ),
    "cond-bessel-one": rotated_bessel,
}
SEVERAL = {
    "nd-boxes": product(
        lambda p: (
            (on(5 * HALF / 2, 9 * HALF / 2), on(HALF, 3 * HALF)),
            (on(1, 2), on(HALF, 3 * HALF)),
        )
    ),
    "nd-normal-sum": tilted,
    "nd-blurred-edge": product(
        lambda p: ((line(normal(0, p.s)), right(one)), (line(normal(0, p.s)), on(-1, 1)))
    ),
    "nd-laplace-box": product(lambda p: ((line(kink, 0), on(0, 1)), (line(kink, 0), on(0, 2)))),
    "nd-heat-cube": product(lambda p: 3 * ((line(normal(0, sqrt(2))), on(-1, 1)),)),
    "nd-line-mass": line_mass,
}
MELLIN = {
    "mellin-wolfram-boxes": pieces(lambda p: (on(1, 2), on(3 * HALF, 5 * HALF, lambda u: mpf(2)))),
    "mellin-wolfram-stieltjes": pieces(lambda p: (right(decay(1)), right(lambda u: 1 / (1 + u)))),
    "mellin-wolfram-parameter": pieces(lambda p: (right(decay(1)), on(p.a - HALF, p.a + HALF))),
    "mellin-mapleprimes": lambda p, row, t, parts: arcsine_times_ramp(t),
    "mellin-exponentials": pieces(lambda p: (right(decay(1)), right(decay(1)))),
    "mellin-uniform": pieces(lambda p: (on(0, 1), on(0, 1))),
    "mellin-powers": pieces(lambda p: (on(0, 1, lambda u: u**2), on(0, 1, lambda u: u**3))),
}


PRINCIPAL = {
    "pv-wolfram": wolfram_principal,
    "pv-lorentz": hilbert(lambda p: (lambda u: 1 / (1 + u * u), ())),
    "pv-box": lambda p, row, t, parts: boxed_principal(-HALF, HALF, t),
    "pv-sine": everlasting_sine,
    "pv-sinc": hilbert_sinc,
    "pv-gauss": hilbert(lambda p: (lambda u: exp(-(u**2)), ())),
    "pv-interval": lambda p, row, t, parts: boxed_principal(p.a, p.b, t),
}


PROBLEMS: dict[str, Callable[..., Any]] = {
    **POLYNOMIAL,
    **EXPONENTIAL,
    **MASSES,
    **GAUSSIAN,
    **ERROR,
    **RATIONAL,
    **BAND_LIMITED,
    **POWERS,
    **SPECIAL,
    **CORRELATION,
    **CONDITIONAL,
    **SEVERAL,
    **MELLIN,
    **PRINCIPAL,
}
