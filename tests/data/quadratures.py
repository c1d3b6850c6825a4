"""Quadrature of convolution integrals by mpmath, from pieces, masses or oscillating terms.

Used by make_published.py alone; nothing of symconv is imported. Tails e^{iωu} r(u) are integrated
on the ray u = T ± iv, where they decay (Cauchy's theorem), so that conditional integrals need no
extrapolation.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import mpmath
from mpmath import mpf, pi, sqrt

INF = mpmath.inf
Piece = tuple[Any, Any, Callable[[Any], Any]]


def one(_: Any) -> Any:
    """Return 1."""
    return mpf(1)


def on(a: Any, b: Any, fn: Callable[[Any], Any] = one) -> list[Piece]:
    """Return fn on (a, b), zero elsewhere."""
    return [(mpf(a), mpf(b), fn)]


def line(fn: Callable[[Any], Any], *breaks: Any) -> list[Piece]:
    """Return fn on the line, split at the breaks."""
    ends = [-INF, *map(mpf, breaks), INF]
    return [(a, b, fn) for a, b in pairwise(ends)]


def right(fn: Callable[[Any], Any], a: Any = 0) -> list[Piece]:
    """Return fn on (a, oo)."""
    return on(a, INF, fn)


def left(fn: Callable[[Any], Any], b: Any = 0) -> list[Piece]:
    """Return fn on (-oo, b)."""
    return on(-INF, b, fn)


def split(low: Any, high: Any, parts: int) -> list[Any]:
    """Return points for mpmath.quad from low to high, with inner ones where ends are infinite."""
    if low == -INF and high == INF:
        return [low, *[mpf(k) * 3 / parts for k in range(-parts, parts + 1)], high]
    if high == INF:
        return [low, *[low + mpf(k * k) / parts for k in range(1, parts + 2)], high]
    if low == -INF:
        return [low, *[high - mpf(k * k) / parts for k in range(parts + 1, 0, -1)], high]
    return [low + (high - low) * k / parts for k in range(parts + 1)]


def overlap(op: str, kind: str, t: Any, c: Any, d: Any) -> tuple[Any, Any]:
    """Return the interval of u on which the second factor's argument lies in (c, d)."""
    if kind == "mellin":
        return (mpf(0) if d == INF else t / d), (INF if c == 0 else t / c)
    return (t - d, t - c) if op == "convolve" else (c - t, d - t)


def direct(f: list[Piece], g: list[Piece], op: str, kind: str, t: Any, parts: int) -> Any:
    """Return ∫ f(u) g(t − u) du, ∫ conj f(u) g(t + u) du or ∫ f(u) g(t/u) du/u."""
    total = mpf(0)
    for a, b, first in f:
        for c, d, second in g:
            low, high = overlap(op, kind, t, c, d)
            low, high = max(a, low), min(b, high)
            if low >= high:
                continue

            def integrand(u: Any, first: Any = first, second: Any = second) -> Any:
                if kind == "mellin":
                    return first(u) * second(t / u) / u
                if op == "correlate":
                    return mpmath.conj(first(u)) * second(t + u)
                return first(u) * second(t - u)

            total += mpmath.quad(integrand, split(low, high, parts))
    return total


def sifted(masses: list[tuple[Any, Any, int]], g: Callable[[Any], Any], t: Any) -> Any:
    """Return Σ w g^{(k)}(t − p), the definition of Σ w δ^{(k)}(x − p) ∗ g."""
    return mpmath.fsum(w * (mpmath.diff(g, t - p, k) if k else g(t - p)) for p, w, k in masses)


def ray(omega: Any, amplitude: Callable[[Any], Any], start: Any) -> Any:
    """Return ∫_start^∞ e^{iωu} amplitude(u) du, on the ray where it decays."""
    if omega == 0:
        # u = 1/w² makes amplitudes that fall off like u^{−3/2} or u^{−2} smooth at w = 0
        return mpmath.quad(lambda w: 2 * amplitude(1 / w**2) / w**3, [0, 1 / sqrt(start)])
    turn = mpmath.mpc(0, 1 if omega > 0 else -1)
    rate = abs(omega)
    whole = mpmath.quad(
        lambda v: mpmath.exp(-rate * v) * amplitude(start + turn * v),
        [0, 1 / rate, 4 / rate, 16 / rate, INF],
    )
    return turn * mpmath.exp(1j * omega * start) * whole


Terms = list[tuple[Any, Callable[[Any], Any]]]


def waves(
    value: Callable[[Any], Any], terms: Terms, *, low: Any = -INF, breaks: tuple[Any, ...] = (0,)
) -> SimpleNamespace:
    """Return a function with its values and, far out, its form Σ e^{iωu} r(u); zero below low."""
    return SimpleNamespace(value=value, terms=terms, low=low, breaks=breaks)


def oscillating(f: Any, g: Any, t: Any, parts: int) -> Any:
    """Return ∫ f(u) g(t − u) du for two functions given by `waves`."""
    reach = abs(t) + 3 + parts
    ends = [max(f.low, -reach), min(t - g.low, reach)]
    inner = [*map(mpf, f.breaks), *[t - mpf(b) for b in g.breaks]]
    inner += [mpf(k) for k in range(-int(reach), int(reach) + 1)]
    points = sorted({*ends, *[p for p in inner if ends[0] < p < ends[1]]})
    total = mpmath.quad(lambda u: f.value(u) * g.value(t - u), points)
    for omega, r in f.terms:
        for nu, s in g.terms:
            phase = mpmath.exp(1j * nu * t)
            if ends[1] == reach:
                total += phase * ray(omega - nu, lambda u, r=r, s=s: r(u) * s(t - u), reach)
            if ends[0] == -reach:
                total += phase * ray(nu - omega, lambda u, r=r, s=s: r(-u) * s(t + u), reach)
    return total


def principal(f: Any, breaks: tuple[Any, ...], t: Any, parts: int) -> Any:
    """Return pv ∫ f(u)/(t − u) du = ∫_0^∞ (f(t − v) − f(t + v))/v dv."""
    inner = sorted({abs(t - mpf(b)) for b in breaks} - {mpf(0)})
    points = [mpf(0), *inner, *split((inner or [mpf(0)])[-1], INF, parts)[1:]]
    points = [points[0], *[p for a, p in pairwise(points) if p > a]]

    def integrand(v: Any) -> Any:
        return (f(t - v) - f(t + v)) / v

    return mpmath.quad(integrand, points)


def sinc_waves(a: Any = 1) -> SimpleNamespace:
    """Return sin(ax)/x."""
    a = mpf(a)
    terms: Terms = [(a, lambda u: 1 / (2j * u)), (-a, lambda u: -1 / (2j * u))]
    return waves(lambda u: a * mpmath.sinc(a * u), terms)


def sinc_squared(a: Any = 1) -> SimpleNamespace:
    """Return sin(ax)²/x²."""
    a = mpf(a)
    terms: Terms = [
        (mpf(0), lambda u: 1 / (2 * u * u)),
        (2 * a, lambda u: -1 / (4 * u * u)),
        (-2 * a, lambda u: -1 / (4 * u * u)),
    ]
    return waves(lambda u: (a * mpmath.sinc(a * u)) ** 2, terms)


def cosine(w: Any) -> SimpleNamespace:
    """Return cos(wx)."""
    w = mpf(w)
    terms: Terms = [(w, lambda _: mpf(1) / 2), (-w, lambda _: mpf(1) / 2)]
    return waves(lambda u: mpmath.cos(w * u), terms, breaks=())


def constant(low: Any = -INF) -> SimpleNamespace:
    """Return 1 from low on."""
    breaks = () if low == -INF else (low,)
    return waves(one, [(mpf(0), one)], low=low, breaks=breaks)


def lorentzian() -> SimpleNamespace:
    """Return 1/(1 + x²)."""
    return waves(lambda u: 1 / (1 + u * u), [(mpf(0), lambda u: 1 / (1 + u * u))])


def normal(m: Any = 0, s: Any = 1) -> Callable[[Any], Any]:
    """Return the density of N(m, s²)."""
    return lambda u: mpmath.exp(-(((u - m) / s) ** 2) / 2) / (s * sqrt(2 * pi))


def cauchy(m: Any, c: Any) -> Callable[[Any], Any]:
    """Return the density of Cauchy(m, c)."""
    return lambda u: c / (pi * ((u - m) ** 2 + c * c))


def decay(k: Any) -> Callable[[Any], Any]:
    """Return e^{−kx}."""
    return lambda u: mpmath.exp(-k * u)
