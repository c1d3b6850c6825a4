"""Random inputs: plain families, compositions, strange constants, kinds and parameters."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import sympy
from sympy import (
    Abs,
    And,
    DiracDelta,
    E,
    EulerGamma,
    Float,
    Heaviside,
    Max,
    Min,
    Mod,
    Piecewise,
    Rational,
    Sum,
    Symbol,
    acot,
    asinh,
    atan,
    besselj,
    ceiling,
    cos,
    cosh,
    erf,
    erfc,
    exp,
    floor,
    frac,
    gamma,
    log,
    pi,
    sign,
    sin,
    sinc,
    sqrt,
    tan,
    tanh,
)  # fmt: skip

X, T = Symbol("x", real=True), Symbol("t", real=True)
K = Symbol("k", integer=True)


@dataclass(frozen=True)
class Draw:
    """One problem: the pair, the operation, and the values at which parameters are judged."""

    families: tuple[str, str]
    f: Any
    g: Any
    op: str = "convolve"
    kind: str = "line"
    period: Any = None
    assuming: tuple[Any, ...] = ()
    values: dict[Any, Any] = field(default_factory=dict)

    def at_values(self) -> tuple[Any, Any]:
        return self.f.xreplace(self.values), self.g.xreplace(self.values)

    def line(self) -> str:
        rest = {k: getattr(self, k) for k in ("kind", "period", "assuming", "values")}
        return f"{self.op}({self.f}, {self.g}) {rest}"


def number(rng: random.Random, low: int = 1, high: int = 6) -> Any:
    return Rational(rng.randint(low, high), rng.randint(1, 3))


def constant(rng: random.Random) -> Any:
    """A positive number of any kind between about 0.2 and 4."""
    plain = number(rng)
    strange = [
        sqrt(2),
        sqrt(3) - 1,
        pi / 2,
        pi,
        E,
        log(2),
        log(3),
        sin(1),
        erf(1),
        EulerGamma,
        gamma(Rational(1, 3)),
        E**pi - pi**E,
        sympy.cbrt(2),
        (1 + sqrt(5)) / 2,
        Float("0.2"),
        Float("0.3333333333333333"),
        Float(0.1) + Float(0.2),
        Float("1.7"),
        sympy.besselj(0, 1),
        sympy.Si(1),
        sympy.LambertW(1),
        sqrt(2 + sqrt(3)),
        sympy.zeta(3),
        exp(-1),
        pi - 3,
        sympy.cbrt(2 + sqrt(5)),
        sqrt(3 - 2 * sqrt(2)),
        atan(2),
        sympy.Catalan,
    ]
    return rng.choice([plain, plain, rng.choice(strange)])


def polynomial(rng: random.Random) -> Any:
    return sum(number(rng, -3, 3) * X**k for k in range(rng.randint(1, 3))) + 1


def end(rng: random.Random) -> Any:
    return rng.choice([1, 1, -1]) * constant(rng)


def window(rng: random.Random, expr: Any) -> Any:
    """The expression on an interval, in one of its spellings."""
    a = rng.choice([number(rng, -4, 2), end(rng)])
    b = a + constant(rng)
    middle, half = (a + b) / 2, (b - a) / 2
    return rng.choice(
        [
            lambda: Piecewise((expr, (X >= a) & (X <= b)), (0, True)),
            lambda: Piecewise((0, X < a), (expr, X < b), (0, True)),
            lambda: expr * (Heaviside(X - a) - Heaviside(X - b)),
            lambda: expr * Heaviside(X - a) * Heaviside(b - X),
            lambda: Piecewise((expr, Abs(X - middle) < half), (0, True)),
            lambda: Piecewise((expr, (X - middle) ** 2 < half**2), (0, True)),
            lambda: expr * Heaviside(half - Abs(X - middle)),
        ]
    )()


def poly(rng: random.Random) -> Any:
    return window(rng, polynomial(rng))


def exppoly(rng: random.Random) -> Any:
    a = constant(rng)
    return rng.choice(
        [
            lambda: polynomial(rng) * exp(-a * X) * Heaviside(X),
            lambda: exp(-a * abs(X)),
            lambda: window(rng, polynomial(rng) * exp(-a * X)),
            lambda: window(rng, cos(a * X)),
            lambda: exp(-a * X) * sin(number(rng) * X) * Heaviside(X - 1),
            lambda: exp(a * X) * Heaviside(-X),
        ]
    )()


def everlasting(rng: random.Random) -> Any:
    a = constant(rng)
    return rng.choice(
        [
            lambda: sin(a * X),
            lambda: cos(a * X),
            lambda: polynomial(rng),
            lambda: abs(X),
            lambda: Heaviside(X),
            lambda: sign(X - a),
        ]
    )()


def masses(rng: random.Random) -> Any:
    a = end(rng)
    return rng.choice(
        [
            lambda: DiracDelta(X - a),
            lambda: 2 * DiracDelta(X) + poly(rng),
            lambda: DiracDelta(X**2 - a**2),
            lambda: DiracDelta(2 * X - a) - exp(-X) * Heaviside(X),
            lambda: DiracDelta(X - a) * cos(X),
            lambda: DiracDelta(exp(X) - 2),
            lambda: DiracDelta(inner_jump(rng)),
            lambda: DiracDelta(X**3 + X - 1),
            lambda: window(rng, DiracDelta(sin(X))),
        ]
    )()


def gauss(rng: random.Random) -> Any:
    a, m = constant(rng), number(rng, -2, 2)
    bell = exp(-a * (X - m) ** 2)
    return rng.choice(
        [
            lambda: bell,
            lambda: polynomial(rng) * bell,
            lambda: bell * Heaviside(X),
            lambda: erf(a * X) * bell,
        ]
    )()


def errors(rng: random.Random) -> Any:
    a = number(rng)
    return rng.choice(
        [
            lambda: erfc(a * X) * Heaviside(X),
            lambda: window(rng, erf(X)),
            lambda: window(rng, erf(sqrt(X + 9))),
        ]
    )()


def rational(rng: random.Random) -> Any:
    a, m = constant(rng), number(rng, -2, 2)
    below = (X - m) ** 2 + a**2
    return rng.choice(
        [
            lambda: 1 / below,
            lambda: (X - m) / below**2,
            lambda: 1 / below**2,
            lambda: 1 / (X**4 + a**4),
        ]
    )()


def powers(rng: random.Random) -> Any:
    a = Rational(rng.randint(2, 7), 4)  # a break point is known to 1e-15: x**(-3/4) is too steep
    s = sqrt(X)
    return rng.choice(
        [
            lambda: X ** (a - 1) * exp(-number(rng) * X) * Heaviside(X),
            lambda: Piecewise((sqrt(X), (X > 0) & (X < 2)), (0, True)),
            lambda: Piecewise((X ** (a - 1), (X > 0) & (X < 1)), (0, True)),
            lambda: Piecewise((sqrt(X**3), (X > 0) & (X < 2)), (0, True)),
            lambda: (s * (s - 1) * (s - number(rng)) + s) * exp(-X) * Heaviside(X),
            lambda: (s + number(rng)) ** 2 * exp(-X) * Heaviside(X),
            lambda: Piecewise((s * (s - 1) * (s - 2), (X >= 0) & (X < 3)), (0, True)),
            lambda: Piecewise((sqrt(1 - X**2), Abs(X) < 1), (0, True)),
            lambda: Piecewise((sqrt(Abs(X - 1)), Abs(X) < 2), (0, True)),
            lambda: Piecewise((sqrt((X - 1) ** 2), Abs(X) < 2), (0, True)),
            lambda: Piecewise(((X - 1) ** Rational(1, 3), (X > 1) & (X < 2)), (0, True)),
            lambda: Piecewise((X**X, (X > 0) & (X < 2)), (0, True)),
        ]
    )()


def special(rng: random.Random) -> Any:
    return rng.choice(
        [
            lambda: Piecewise((log(X), (X > 0) & (X < 1)), (0, True)),
            lambda: window(rng, atan(X)),
            lambda: window(rng, log(1 + X**2)),
            lambda: 1 / cosh(X),
            lambda: 1 / cosh(X) ** 2,
            lambda: exp(-X - exp(-X)),
            lambda: window(rng, tanh(X)),
            lambda: window(rng, besselj(0, X)),
            lambda: window(rng, sinc(X)),
            lambda: window(rng, sympy.airyai(X)),
            lambda: window(rng, asinh(X)),
        ]
    )()


def inner_smooth(rng: random.Random) -> Any:
    a, b = constant(rng), end(rng)
    return rng.choice(
        [
            lambda: a * X + b,
            lambda: X**2 - b,
            lambda: sin(a * X),
            lambda: exp(X) - 1,
            lambda: X**3 - X,
            lambda: cos(X) - Rational(1, 2),
            lambda: tanh(X),
            lambda: atan(X),
            lambda: X / (1 + X**2),
            lambda: sqrt(X**2 + 1),
            lambda: X * exp(-X),
        ]
    )()


def inner_jump(rng: random.Random) -> Any:
    a, b = number(rng, -2, 2), constant(rng)
    return rng.choice(
        [
            lambda: X + Piecewise((0, X < a), (Rational(1, 2), True)),
            lambda: X + b * Heaviside(X - a),
            lambda: X + sign(X - a) / 3,
            lambda: X * sign(X - a),
            lambda: X + floor(X) / 2,
            lambda: Piecewise((X, X < a), (X + b, True)),
            lambda: 2 * X + Abs(X - a),
            lambda: Max(X, b * X - a),
            lambda: acot(X) + X,
            lambda: tan(X) if rng.random() < 0.3 else X - Heaviside(a - X),
        ]
    )()


def compositions(rng: random.Random) -> Any:
    """A function of a function, with the jump outside, inside or in both, on a window or damped."""
    u = rng.choice([inner_smooth, inner_jump])(rng)
    c = number(rng, -2, 2)
    outer = rng.choice(
        [
            lambda: floor(u),
            lambda: ceiling(u),
            lambda: frac(u),
            lambda: Abs(u),
            lambda: sign(u),
            lambda: Heaviside(u),
            lambda: Max(u, c),
            lambda: Min(u, c),
            lambda: acot(u),
            lambda: atan(u),
            lambda: Abs(sin(u)),
            lambda: Mod(u, 2),
            lambda: u * floor(u),
            lambda: atan(tan(u)),
            lambda: Piecewise((u, u < c), (1, True)),
            lambda: Piecewise((1, And(X > 0, X * exp(X) < 1)), (0, True)),
            lambda: exp(-Abs(u)),
            lambda: sign(u) * sqrt(Abs(u)),
            lambda: floor(u) ** 2,
            lambda: Max(0, u) - Max(0, u - 1),
            lambda: Heaviside(floor(u) - Rational(1, 2)),
            lambda: sin(floor(u)),
            lambda: erf(u),
            lambda: Piecewise((X, Abs(u) < 1), (0, True)),
            lambda: sqrt(u**2),
            lambda: cos(u) ** 2,
        ]
    )()
    return rng.choice(
        [window, window, lambda r, e: e * exp(-X) * Heaviside(X), lambda r, e: e * exp(-(X**2))]
    )(rng, outer)


def sums(rng: random.Random) -> Any:
    """Finite sums over an index."""
    n = rng.randint(1, 3)
    return rng.choice(
        [
            lambda: Sum(Heaviside(X - K), (K, 0, n)) * Heaviside(6 - X),
            lambda: Sum(X**K * exp(-X), (K, 0, n)) * Heaviside(X),
            lambda: Sum(Piecewise((K, (X > K) & (X < K + 1)), (0, True)), (K, 0, n)),
            lambda: sympy.Product(X - K, (K, 1, n)) * exp(-(X**2)),
            lambda: Sum(DiracDelta(X - K) / 2**K, (K, 0, n)),
        ]
    )()


def floats(rng: random.Random) -> Any:
    """Decimals of every size."""
    a = Float(rng.choice(["0.5", "1.25", "0.1", "2.7", "0.3333333333333333", "0.05", "31.4"]))
    tiny = Float(rng.choice(["1e-300", "1e-30", "1e300", "1e18"]))
    return rng.choice(
        [
            lambda: exp(-a * X) * Heaviside(X),
            lambda: exp(-X / a) * Heaviside(X),
            lambda: tiny * exp(-X) * Heaviside(X),
            lambda: window(rng, a * X),
            lambda: exp(-a * X**2),
            lambda: exp(-1000.0) * Heaviside(X) * exp(-X),
            lambda: Piecewise((1, (X > 0) & (X < a)), (0, True)),
            lambda: 1 / (X**2 + a**2),
            lambda: Float("1e-400") * window(rng, X),
            lambda: exp(Float(rng.choice(["-800.5", "300.0"]))) * poly(rng),
        ]
    )()


FAMILIES: dict[str, Callable[[random.Random], Any]] = {
    f.__name__: f
    for f in (
        poly, exppoly, everlasting, masses, gauss, errors, rational, powers, special,
        compositions, sums, floats,
    )
}  # fmt: skip
WEIGHTS = {"compositions": 4}


def _family(rng: random.Random) -> str:
    return rng.choices(list(FAMILIES), [WEIGHTS.get(name, 1) for name in FAMILIES])[0]


def _with_parameter(rng: random.Random, names: tuple[str, str]) -> Draw:
    """A pair with a parameter: declared, plain with a relation, or free to vanish."""
    plain = rng.random() < 0.5
    a = Symbol("a") if plain else Symbol("a", positive=True)
    b = Symbol("b") if plain else Symbol("b", positive=True)
    relations = (a > 0, b > 0) if plain else ()
    if rng.random() < 0.3:
        relations = (*relations, a < b)
    low = number(rng)
    values = {a: low, b: low + number(rng) if rng.random() < 0.7 or relations[2:] else low}
    if relations and relations[-1] == (a < b) and values[a] >= values[b]:
        values[b] = values[a] + 1
    with_a = [
        exp(-a * X) * Heaviside(X), Piecewise((1, (X > 0) & (X < a)), (0, True)), a / (X**2 + a**2),
        exp(-(X**2) / (2 * a**2)), X * exp(-a * X) * Heaviside(X), exp(-a * Abs(X)),
        Heaviside(X) - Heaviside(X - a), cos(a * X) * exp(-X) * Heaviside(X),
        Piecewise((1 - Abs(X) / a, Abs(X) < a), (0, True)), DiracDelta(X - a),
        X**a * exp(-X) * Heaviside(X),
        Piecewise((floor(X + a), (X > 0) & (X < 2)), (0, True)),
        sin(a * X) * Heaviside(X) * Heaviside(a - X),
    ]  # fmt: skip
    f = rng.choice(with_a)
    g = rng.choice([rng.choice(with_a).subs(a, b), rng.choice(with_a), FAMILIES[names[1]](rng)])
    return Draw(("parameters", names[1]), f, g, values=values, assuming=relations)


def draw(rng: random.Random) -> Draw:
    """One problem of any kind."""
    names = (_family(rng), _family(rng))
    roll = rng.random()
    if roll < 0.12:
        return _with_parameter(rng, names)
    f, g = FAMILIES[names[0]](rng), FAMILIES[names[1]](rng)
    if roll < 0.22:
        return Draw(names, f, g, kind="causal")
    if roll < 0.28:
        period = constant(rng) + 2
        return Draw(
            ("circular", names[1]), _within(rng, f, period), _within(rng, g, period),
            kind="circular", period=period,
        )  # fmt: skip
    if roll < 0.33:
        return Draw(("mellin", names[1]), f * Heaviside(X), g * Heaviside(X), kind="mellin")
    return Draw(names, f, g, op=rng.choice(["convolve", "convolve", "correlate"]))


def _within(rng: random.Random, expr: Any, period: Any) -> Any:
    if expr.has(DiracDelta):
        expr = polynomial(rng)
    return Piecewise((expr, (X >= 0) & (X < period)), (0, True))
