"""Differential fuzzing of the whole program: random pairs from every family, checked independently.

    python tests/fuzz_convolve.py DRAWS SEED

Each draw is convolved (or correlated) and checked against the enclosed defining integral at three
points, against the exchanged order, a shift of one factor, and parse(str(h)). A divergence must not
be contradicted by an enclosure. Prints rates of closed forms per pair of families, and every fault.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from typing import Any

import sympy
from sympy import (
    DiracDelta,
    Heaviside,
    Piecewise,
    Rational,
    Symbol,
    atan,
    besselj,
    cos,
    cosh,
    erf,
    exp,
    log,
    sin,
    sqrt,
    tanh,
)  # fmt: skip

from symconv import Convolution, CrossCorrelation, SymconvError, convolve, correlate, parse
from symconv.enclosure import enclose_convolution, enclose_expr, overlaps
from symconv.errors import DivergentIntegral, InvalidInput, NoClosedForm, Undecided, Unresolved

X, T = Symbol("x", real=True), Symbol("t", real=True)
BITS = 60


def number(rng: random.Random, low: int = 1, high: int = 6) -> Any:
    return Rational(rng.randint(low, high), rng.randint(1, 3))


def polynomial(rng: random.Random) -> Any:
    return sum(number(rng, -3, 3) * X**k for k in range(rng.randint(1, 3))) + 1


def window(rng: random.Random, expr: Any) -> Any:
    a = number(rng, -4, 2)
    b = a + number(rng)
    return Piecewise((expr, (X >= a) & (X <= b)), (0, True))


def poly(rng: random.Random) -> Any:
    return window(rng, polynomial(rng))


def exppoly(rng: random.Random) -> Any:
    a = number(rng)
    return rng.choice(
        [
            polynomial(rng) * exp(-a * X) * Heaviside(X),
            exp(-a * abs(X)),
            window(rng, polynomial(rng) * exp(-a * X)),
            window(rng, cos(a * X)),
            exp(-a * X) * sin(number(rng) * X) * Heaviside(X - 1),
            exp(a * X) * Heaviside(-X),
        ]
    )


def everlasting(rng: random.Random) -> Any:
    a = number(rng)
    return rng.choice([sin(a * X), cos(a * X), polynomial(rng), abs(X), Heaviside(X), exp(a * X)])


def masses(rng: random.Random) -> Any:
    a = number(rng, -3, 3)
    return rng.choice([DiracDelta(X - a), DiracDelta(X - a, 1), 2 * DiracDelta(X) + poly(rng)])


def gauss(rng: random.Random) -> Any:
    a, m = number(rng), number(rng, -2, 2)
    bell = exp(-a * (X - m) ** 2)
    return rng.choice([bell, polynomial(rng) * bell, bell * Heaviside(X), erf(a * X) * bell])


def errors(rng: random.Random) -> Any:
    a = number(rng)
    return rng.choice([erf(a * X), sympy.erfc(a * X), window(rng, erf(X))])


def rational(rng: random.Random) -> Any:
    a, m = number(rng), number(rng, -2, 2)
    below = (X - m) ** 2 + a**2
    return rng.choice(
        [1 / below, (X - m) / below**2, 1 / below**2, 1 / (X**4 + a**4), 1 / (X**4 + 5 * X**2 + 4)]
    )


def bandlimited(rng: random.Random) -> Any:
    a = number(rng)
    return rng.choice([sin(a * X) / X, sin(a * X) ** 2 / X**2, sympy.sinc(a * X)])


def powers(rng: random.Random) -> Any:
    a = Rational(rng.randint(1, 7), 4)
    return rng.choice(
        [
            X ** (a - 1) * Heaviside(X),
            X ** (a - 1) * exp(-number(rng) * X) * Heaviside(X),
            Piecewise((sqrt(X), (X > 0) & (X < 2)), (0, True)),
            Piecewise((X ** (a - 1), (X > 0) & (X < 1)), (0, True)),
        ]
    )


def special(rng: random.Random) -> Any:
    return rng.choice(
        [
            Piecewise((log(X), (X > 0) & (X < 1)), (0, True)),
            window(rng, atan(X)),
            window(rng, log(1 + X**2)),
            1 / cosh(X),
            1 / cosh(X) ** 2,
            tanh(X),
            besselj(0, X) * Heaviside(X),
            besselj(1, X) * Heaviside(X),
        ]
    )


FAMILIES = {
    f.__name__: f
    for f in (
        poly, exppoly, everlasting, masses, gauss, errors, rational, bandlimited, powers, special,
    )
}  # fmt: skip


class Fault(Exception):  # a finding, not an error
    """A wrong answer or an exception that is not one of the package's."""


def draw(rng: random.Random) -> tuple[str, str, Any, Any, str]:
    first, second = rng.choice(list(FAMILIES)), rng.choice(list(FAMILIES))
    op = rng.choice(["convolve", "convolve", "correlate"])
    return first, second, FAMILIES[first](rng), FAMILIES[second](rng), op


def points(rng: random.Random) -> list[Any]:
    return [Rational(rng.randint(-300, 300), 97) + Rational(1, 1009) for _ in range(3)]  # off jumps


def truth(f: Any, g: Any, op: str, point: Any) -> Any:
    """The enclosed integral, None where it cannot be enclosed."""
    try:
        return enclose_convolution(f, g, X, point, bits=BITS, op=op)
    except (Unresolved, InvalidInput, DivergentIntegral, NotImplementedError):
        return None


def value(h: Any, point: Any) -> Any:
    try:
        return enclose_expr(h, {T: point}, BITS)
    except (Unresolved, InvalidInput, NotImplementedError):
        return None


def check(rng: random.Random, f: Any, g: Any, op: str) -> str:
    """The outcome of one draw; raises Fault."""
    node = (Convolution if op == "convolve" else CrossCorrelation)(f, g, X, T)
    where = points(rng)
    try:
        answer = node.closed_form(timeout=20)
    except DivergentIntegral as error:
        if any(truth(f, g, op, point) is not None for point in where):
            raise Fault(f"called divergent, but enclosed: {error}") from None
        return "divergent"
    except NoClosedForm:
        return "none"
    except (Undecided, InvalidInput) as error:
        return type(error).__name__
    h = answer.expr
    seen = 0
    for point in where:
        left, right = value(h, point), truth(f, g, op, point)
        if left is None or right is None:
            continue
        seen += 1
        if not overlaps(left, right):
            raise Fault(f"wrong at {point}: {left} is not {right}; {h}")
    if parse(str(h), T) != h:
        raise Fault(f"not read back: {h}")
    _exchange(f, g, op, h, where)
    _shift(f, g, op, h, where)
    return answer.certificate.status if seen else f"{answer.certificate.status}, unseen"


def _exchange(f: Any, g: Any, op: str, h: Any, where: list[Any]) -> None:
    """f ∗ g = g ∗ f; (f ⋆ g)(t) = conj (g ⋆ f)(−t)."""
    try:
        other = (convolve if op == "convolve" else correlate)(g, f, X, T, timeout=20)
    except SymconvError as error:
        raise Fault(f"the exchanged pair is refused: {error}") from None
    if other.has(Convolution, CrossCorrelation):
        return
    for point in where:
        left, right = value(h, point), value(other, point if op == "convolve" else -point)
        if left is not None and right is not None and not overlaps(left, right):
            raise Fault(f"exchanged at {point}: {left} is not {right}; {h}; {other}")


def _shift(f: Any, g: Any, op: str, h: Any, where: list[Any]) -> None:
    """Shifting g by 1/2 shifts the result."""
    half = Rational(1, 2)
    try:
        other = (convolve if op == "convolve" else correlate)(
            f, g.subs(X, X - half), X, T, timeout=20
        )
    except SymconvError as error:
        raise Fault(f"the shifted pair is refused: {error}") from None
    if other.has(Convolution, CrossCorrelation):
        return
    for point in where:
        left, right = value(h, point), value(other, point + half)
        if left is not None and right is not None and not overlaps(left, right):
            raise Fault(f"shifted at {point}: {left} is not {right}; {h}; {other}")


def main() -> int:
    draws, seed = int(sys.argv[1]), int(sys.argv[2])
    outcomes: dict[tuple[str, str], Counter[str]] = {}
    faults = 0
    slowest = (0.0, "")
    for index in range(draws):
        rng = random.Random(f"{seed}/{index}")
        first, second, f, g, op = draw(rng)
        start = time.perf_counter()
        try:
            outcome = check(rng, f, g, op)
        except Fault as fault:
            outcome, faults = "FAULT", faults + 1
            print(f"{index} {op} ({f}, {g}): {str(fault)[:600]}", flush=True)
        except Exception as error:
            outcome, faults = "CRASH", faults + 1
            print(
                f"{index} {op} ({f}, {g}): {type(error).__name__}: {str(error)[:300]}", flush=True
            )
        slowest = max(slowest, (time.perf_counter() - start, f"{index} {op} {f}, {g}"))
        pair = (min(first, second), max(first, second))
        outcomes.setdefault(pair, Counter())[outcome] += 1
        if (index + 1) % 1000 == 0:
            print(f"{index + 1} draws, {faults} faults", file=sys.stderr, flush=True)
    for pair, counts in sorted(outcomes.items()):
        print(f"{pair[0]:12s} {pair[1]:12s} {dict(counts)}")
    print(f"{draws} draws, {faults} faults; slowest {slowest[0]:.1f} s: {slowest[1]}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
