"""The concrete decider: is h = f ∗ g (or f ⋆ g) for exponential-polynomial distributions?

Certificate (plain JSON data)
-----------------------------
::

    {"symconv": 1, "kind": "convolution", "op": "convolve", "f": D, "g": D, "h": D}
    {"symconv": 1, "kind": "convolution", "op": "correlate", "conjugate": true, "f": D, …}

    D = {"line":  [[n, λ, c], …],       c · x^n/n! · e^{λx}                on the whole line
         "right": [[a, n, λ, c], …],    c · (x−a)^n/n! · e^{λ(x−a)}        for x > a, else 0
         "mass":  [[a, k, c], …]}       c · δ^{(k)}(x−a)

The three keys are always present; D is the sum of its terms, in any order, and need not be
normalised (the tail on the left is "line"; each break point adds its change as "right" terms).

    n, k        integers ≥ 0
    λ, a        numbers; a is real
    number      rational | [rational, rational] for re + i·im
                | {"pi": [z₀, z₁, …], "over": [w₀, w₁, …]} for Σ z_j π^j / Σ w_j π^j,
                  the z and w being rational | [rational, rational]; "over" may be left out
    rational    an integer or a text "p/q" or "p", as "-3/4"
    c           a list [[q, β], …] of pairs of numbers, meaning Σ q e^β (β = 0 for a plain number)

So 2·box(−1, 1) is {"line": [], "mass": [],
"right": [["-1", 0, "0", [["2", "0"]]], ["1", 0, "0", [["-2", "0"]]]]}.

Anything outside Q(i)(π)[e^β] (√2, log 2, parameters) has no such certificate; its exporter writes

    {"symconv": 1, "kind": "oracle", "oracle": "SymPy domain arithmetic",
     "statement": text, "hypotheses": [text, …], "reason": text}

which is reported as resting on that oracle, and checked by nobody here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import comb
from typing import Any

from symconv.kernel.field import (
    ONE,
    ZERO,
    Coefficient,
    Number,
    accumulate,
    exponential,
    read_coefficient,
    read_number,
    times,
)
from symconv.kernel.refusal import ARITHMETIC, MAX_DEGREE, Fuel, budget, items, require
from symconv.kernel.theorem import Theorem

__all__ = ["decide"]

Line = dict[tuple[int, Number], Coefficient]  # (n, λ): c
Pole = tuple[Number, Number | None, int]  # (a, λ, m): e^{−as}/(s − λ)^m; (a, None, k): e^{−as} s^k
Transform = dict[Pole, Coefficient]


def decide(certificate: Mapping[str, Any]) -> Theorem:
    """Accept the certificate, or raise `CertificateError`.

    Soundness. Write each input as L + C + R: its left tail on x < 0, its right tail on x > 0 and
    the rest, which has compact support. (Tails are exponential polynomials, so C is again a sum of
    right terms and masses.) Convolution is bilinear on the nine pairs. L∗L, R∗R and all pairs
    with a C exist; L∗R exists if max Re λ(R) < min Re μ(L). Each pair has a common strip
    on which its Laplace transforms multiply: left half-plane for pairs with L and no R, right for
    pairs with R and no L, the open strip for L∗R. Partial fractions leave poles e^{−as}/(s−p)^m; a
    pole right of the strip stands for the left-sided function, which is the right-sided one minus
    (x−a)^{m−1}/(m−1)! e^{p(x−a)} on the whole line (Oppenheim and Willsky, Signals and Systems,
    section 9.2). Hence h has the right part of the formal product, and those whole-line terms.
    All equalities used are identities of the formal data, hence true of the numbers.
    """
    expected = {"symconv", "kind", "op", "f", "g", "h"}
    correlates = certificate["op"] == "correlate"
    expected |= {"conjugate"} if correlates else set()
    require(certificate.keys() == expected, "keys", f"expected exactly {sorted(expected)}")
    require(certificate["op"] in ("convolve", "correlate"), "op", "expected convolve or correlate")
    budget.set(Fuel(ARITHMETIC))
    f, g, h = (_read(certificate[name]) for name in "fgh")
    conjugated = certificate.get("conjugate", False)
    require(type(conjugated) is bool, "conjugate", f"expected true or false, got {conjugated!r}")
    left = _reflected(f, conjugated) if correlates else f
    require(_convolution(left, g) == h, "product", "h is not what the two inputs give")
    sign = "⋆" if correlates else "∗"
    star = f"conj(f) {sign} g" if correlates and not conjugated else f"f {sign} g"
    texts = [f"{name} = {_text(value)}" for name, value in zip("fgh", (f, g, h), strict=True)]
    return Theorem(f"{star} = h", (), (f"{star} exists and equals h almost everywhere", *texts))


Distribution = tuple[Line, Transform]


def _read(data: dict[str, Any]) -> Distribution:
    require(data.keys() == {"line", "right", "mass"}, "parts", "expected line, right and mass")
    line: Line = {}
    transform: Transform = {}
    for n, lam, c in map(items, items(data["line"])):
        _put(line, (_order(n), read_number(lam)), read_coefficient(c))
    for a, n, lam, c in map(items, items(data["right"])):
        _put(transform, (_point(a), read_number(lam), _order(n) + 1), read_coefficient(c))
    for a, k, c in map(items, items(data["mass"])):
        _put(transform, (_point(a), None, _order(k)), read_coefficient(c))
    return line, transform


def _order(data: int) -> int:
    require(type(data) is int and data >= 0, "order", f"expected an integer ≥ 0, got {data}")
    require(data <= MAX_DEGREE, "order-limit", f"a degree or order above {MAX_DEGREE}")
    return data


def _point(data: Any) -> Number:
    a = read_number(data)
    require(not a.im, "real-point", f"a break point is real, got {a}")
    return a


def _put(out: dict[Any, Coefficient], key: Any, c: Coefficient) -> None:
    """Add c to the entry; formal zeros leave no entry, so equal values are equal dicts."""
    accumulate(out.setdefault(key, {}), c)
    if not out[key]:
        del out[key]


def _sum(*parts: tuple[int, dict[Any, Coefficient]]) -> dict[Any, Coefficient]:
    out: dict[Any, Coefficient] = {}
    for factor, part in parts:
        for key, c in part.items():
            _put(out, key, _scaled(c, _integer(factor)))
    return out


def _scaled(c: Coefficient, q: Number) -> Coefficient:
    return {beta: q * r for beta, r in c.items()} if q else {}


def _integer(n: int | Fraction) -> Number:
    return Number.of((Fraction(n),) if n else ())


def _convolution(f: Distribution, g: Distribution) -> Distribution:
    left_f, compact_f, right_f = _split(*f)
    left_g, compact_g, right_g = _split(*g)
    left_poles: list[tuple[int, Transform]] = [
        (-1, _product(left_f, left_g)),
        (-1, _product(left_f, compact_g)),
        (-1, _product(compact_f, left_g)),
    ]
    for left, right in ((left_f, right_g), (left_g, right_f)):
        growing = {lam for _, lam, _ in left}
        for mu in growing:
            for _, lam, _ in right:
                strip = (mu - lam).real_sign()  # type: ignore[operator]
                require(strip > 0, "existence", f"the tails e^({mu}·x) and e^({lam}·x) diverge")
        product = _product(left, right)
        left_poles.append((-1, {pole: c for pole, c in product.items() if pole[1] in growing}))
    whole_line = _sum(*((sign, _whole_line(poles)) for sign, poles in left_poles))
    return whole_line, _product(f[1], g[1])


def _split(line: Line, transform: Transform) -> tuple[Transform, Transform, Transform]:
    """The transforms of the left tail on x < 0, of the compact rest, of the right tail on x > 0."""
    zero = Number.of(())
    left = {(zero, lam, n + 1): c for (n, lam), c in _sum((-1, line)).items()}
    tail = _sum((1, line), (1, _whole_line(transform)))
    right = {(zero, lam, n + 1): c for (n, lam), c in tail.items()}
    return left, _sum((1, transform), (-1, left), (-1, right)), right


def _whole_line(poles: Transform) -> Line:
    """Σ c (x−a)^n/n! e^{λ(x−a)} over the poles, n = m − 1, expanded at 0; masses have no tail."""
    out: Line = {}
    for (a, lam, m), c in poles.items():
        if lam is None:
            continue
        term = times(c, exponential(ONE, -(lam * a)))
        for j in range(m):  # term = c e^{−λa} (−a)^j/j!
            _put(out, (m - 1 - j, lam), term)
            term = _scaled(term, -a * _integer(Fraction(1, j + 1)))
    return out


def _product(p: Transform, q: Transform) -> Transform:
    out: Transform = {}
    for (a, lam, m), c in p.items():
        for (b, mu, n), d in q.items():
            coefficient = times(c, d)
            for pole, order, weight in _partial_fractions(lam, m, mu, n):
                _put(out, (a + b, pole, order), _scaled(coefficient, weight))
    return out


Fractions = Iterator[tuple[Number | None, int, Number]]


def _partial_fractions(lam: Number | None, m: int, mu: Number | None, n: int) -> Fractions:
    if lam is None and mu is None:
        yield None, m + n, ONE
    elif lam is None or mu is None:
        pole, order, power = (mu, n, m) if lam is None else (lam, m, n)
        yield from _times_power(pole, order, power)  # type: ignore[arg-type]
    elif lam == mu:
        yield lam, m + n, ONE
    else:
        yield from _principal_part(lam, m, mu, n)
        yield from _principal_part(mu, n, lam, m)


def _principal_part(lam: Number, m: int, mu: Number, n: int) -> Fractions:
    """At λ, of 1/((s−λ)^m (s−μ)^n): Σ_{k<m} C(−n, k) (λ−μ)^{−n−k} (s−λ)^{k−m} (Taylor)."""
    gap = (lam - mu).inverse()
    power = gap**n
    for k in range(m):
        yield lam, m - k, power * _integer((-1) ** k * comb(n + k - 1, k))
        power = power * gap


def _times_power(lam: Number, m: int, k: int) -> Fractions:
    """s^k/(s−λ)^m, by k times s/(s−λ)^j = 1/(s−λ)^{j−1} + λ/(s−λ)^j."""
    poles = [ZERO] * (m - 1) + [ONE]
    polynomial: list[Number] = []
    for _ in range(k):
        polynomial = [poles[0], *polynomial]
        poles = [lam * q + r for q, r in zip(poles, [*poles[1:], ZERO], strict=True)]
    yield from ((lam, j, q) for j, q in enumerate(poles, 1))
    yield from ((None, j, q) for j, q in enumerate(polynomial))


def _reflected(f: Distribution, conjugated: bool) -> Distribution:
    """conj(f(−x)): x → −x makes a right term left-sided, that is whole line minus right term."""
    bar = Number.conjugate if conjugated else (lambda z: z)
    line, transform = f
    right: Transform = {}
    for (a, lam, m), c in transform.items():
        image = {bar(beta): bar(q) for beta, q in c.items()}
        pole = None if lam is None else -bar(lam)
        parity = (-1) ** m  # of δ^{(m)}; of −(−x)^{m−1} for a function
        _put(right, (-a, pole, m), _scaled(image, _integer(parity)))
    out = _sum((-1, _whole_line(right)))
    for (n, lam), c in line.items():
        image = {bar(beta): bar(q) for beta, q in c.items()}
        _put(out, (n, -bar(lam)), _scaled(image, _integer((-1) ** n)))
    return out, right


def _text(f: Distribution) -> str:
    """A distribution for the report: plain notation, factors 1 left out."""
    terms = [_joined(_sum_text(c), *_term("x", n, lam)) for (n, lam), c in f[0].items()]
    for (a, lam, m), c in f[1].items():
        here = {"0": "(x)"}.get(str(a), f"(x − {a})" if str(a).isdigit() else f"(x − ({a}))")
        tail = (f"δ^({m}){here}",) if lam is None else (*_term(here, m - 1, lam), f"[x > {a}]")
        terms.append(_joined(_sum_text(c), *tail))
    return " + ".join(terms) or "0"


def _term(here: str, n: int, lam: Number) -> tuple[str, str]:
    power = f"{here}^{n}/{n}!" if n > 1 else here * n
    return power, "" if str(lam) == "0" else f"e^(({lam})·{here})"


def _joined(*factors: str) -> str:
    return "·".join(factor for factor in factors if factor not in ("", "1")) or "1"


def _sum_text(c: Coefficient) -> str:
    text = " + ".join(f"({q})·e^({beta})" if beta else f"{q}" for beta, q in c.items())
    return text if text.isdigit() else f"({text})"
