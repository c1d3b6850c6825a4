"""The bilateral Laplace transform with its strip of convergence."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any

import sympy
from flint import fmpq

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression
from symconv.algebra.distribution import Distribution
from symconv.algebra.elements import ZERO
from symconv.algebra.existence import cancellation
from symconv.algebra.exppoly import ExpPoly, Mode, mode, scaled_exponential
from symconv.algebra.numbers import Number
from symconv.algebra.relations import asked
from symconv.algebra.signs import Facts
from symconv.errors import DivergentIntegral, NoClosedForm, Undecided
from symconv.operators.asking import with_parameters
from symconv.operators.timed import ends_in_time, no_closed_form
from symconv.reading import OutsideClass
from symconv.spectra.fourier import gaussian_line
from symconv.spectra.gaussians import laplace_half
from symconv.spectra.reading import read_sum
from symconv.spectra.scaling import write_scaled
from symconv.spectra.sums import PoleTerm, SpectralSum
from symconv.spectra.writing import write_poles
from symconv.transforms.entrance import by_cases, by_declaration, checked

__all__ = ["Transform", "laplace"]


@dataclass(frozen=True)
class Transform:
    """A bilateral Laplace transform: its expression, and the open interval of Re s it holds on."""

    expr: Any
    strip: Any

    def __iter__(self) -> Any:
        """expr, strip = laplace(…)."""
        return iter((self.expr, self.strip))


@ends_in_time(no_closed_form)
@with_parameters("x", "s", by_declaration=by_declaration)
def laplace(f: Any, x: Any, s: Any, *, timeout: float = 30) -> Transform:
    """The bilateral Laplace transform F(s) = ∫ f(x) e^{−sx} dx over the whole line, with its strip.

    Hypotheses
    ----------
    f is a sum of exponential polynomials on intervals, point masses, and Gaussians times these. The
    strip is where the integral converges absolutely; the expression continues it analytically.

    Parameters
    ----------
    f : Expr in x
    x : Symbol, plain or real
    s : Symbol
    timeout : seconds, after which NoClosedForm is raised

    Returns
    -------
    Transform
        .expr in s and .strip, an open Interval of Re s; it unpacks as (expr, strip).

    Raises
    ------
    DivergentIntegral
        The integral converges on no open strip.
    Undecided
        Whether there is a strip depends on parameters; .question is the relation to assume.
    NoClosedForm
        f is outside the classes above, or the time ran out.

    Examples
    --------
    >>> from sympy import Heaviside, Symbol, exp
    >>> x, s = Symbol("x", real=True), Symbol("s")
    >>> laplace(exp(-2 * x) * Heaviside(x), x, s)
    Transform(expr=1/(s + 2), strip=Interval.open(-2, oo))
    >>> laplace(x**2, x, s)
    Traceback (most recent call last):
    symconv.errors.DivergentIntegral: the Laplace integral of x**2 converges on no open strip: ...

    References
    ----------
    B. van der Pol and H. Bremmer, Operational Calculus Based on the Two-Sided Laplace Integral,
    ch. II.
    """
    f, x = checked(f, x, s)
    strip: list[Any] = []

    def work(part: Any, facts: Facts) -> Any:
        found = read_sum(part, x, facts)
        if found.polar:
            raise DivergentIntegral(
                f"the Laplace integral of {f} converges on no open strip: its tails decay like a "
                "power of x only"
            )
        strip.append(_strip(found.plain, f, facts))
        return _written(found, s, facts)

    expr = by_cases(f, work)
    if len(set(strip)) > 1:
        raise NoClosedForm(f"the strip of {f} depends on the order of its parameters")
    return Transform(expr, strip[0])


def _strip(f: Distribution, whole: Any, facts: Facts) -> Any:
    """max Re λ of the right tail < Re s < min Re λ of the left tail."""
    tails = f.right_tail(), f.line
    lower, upper = (list(dict.fromkeys(nb.real_part(key.lam) for key in t.terms)) for t in tails)
    for keys in product(tails[0].terms, tails[1].terms):
        _require_below(tails, keys, whole, facts)
    left = sympy.Max(*map(_shown, lower)) if lower else -sympy.oo
    right = sympy.Min(*map(_shown, upper)) if upper else sympy.oo
    return sympy.Interval.open(left, right)


def _shown(real: Number) -> Any:
    """A real number with re a and im a in the place of a complex parameter a and its conjugate."""
    expr = expression(real)
    parts = {}
    for bar in expr.atoms(sympy.conjugate):
        inner = bar.args[0]
        parts[bar] = sympy.re(inner) - sympy.I * sympy.im(inner)
        parts[inner] = sympy.re(inner) + sympy.I * sympy.im(inner)
    return sympy.expand(expr.xreplace(parts)) if parts else expr


def _require_below(
    tails: tuple[ExpPoly, ExpPoly], keys: tuple[Mode, Mode], whole: Any, facts: Facts
) -> None:
    low, high = (nb.real_part(key.lam) for key in keys)
    gap = high - low
    sign = facts.sign(gap)
    if sign == 1:
        return
    if sign is None and not facts.nonnegative(-gap):
        question = asked(gap, 1, facts)
        raise Undecided(
            f"the Laplace integral of {whole} has a strip if and only if {question}",
            question=question,
        )
    for tail, key in zip(tails, keys, strict=True):
        zero = cancellation(tail, key, facts)
        if zero is not None:
            raise Undecided(
                f"the Laplace integral of {whole} converges on no open strip unless a tail "
                f"vanishes ({zero})",
                question=zero,
            )
    raise DivergentIntegral(
        f"the Laplace integral of {whole} converges on no open strip: the right tail needs "
        f"Re s > {expression(low)} and the left tail Re s < {expression(high)}",
        end="oo",
        tails=(expression(high), expression(low)),
    )


def _written(f: SpectralSum, s: Any, facts: Facts) -> Any:
    entire = ExpPoly()
    polar: dict[PoleTerm, Number] = {}
    plain = f.plain
    for a, part in plain.right.items():
        for key, n, c in part.items():
            _add_pole(a, key.lam, key.beta, n, c, polar)
    for a, part in plain.mass.items():
        for key, k, c in part.items():
            power = ExpPoly({mode(ZERO): {k: c * fmpq(int(sympy.factorial(k)))}})
            entire.add(power * ExpPoly.exponential(-a, key.beta))
    total = write_poles(SpectralSum({}, polar), s)
    total += write_scaled(entire, s) if entire else sympy.Integer(0)
    for alpha, bell in f.gauss.items():
        if alpha != 0:
            total += _gaussian(alpha, bell, s)
    return total if total.has(sympy.exp, sympy.Piecewise) else sympy.together(total)


def _add_pole(
    a: Number, lam: Number, beta: Number, n: int, c: Number, polar: dict[PoleTerm, Number]
) -> None:
    """c e^{β − as} (s − λ)^{−n−1}; side 1 on the real line, where a sum may be removable."""
    wave, factor = scaled_exponential(-a, beta)
    term = PoleTerm(lam, 1 if nb.is_real(lam) else 0, wave, n + 1)
    polar[term] = polar.get(term, ZERO) + c * factor


def _gaussian(alpha: Number, f: Distribution, s: Any) -> Any:
    """∫ e^{−αx²} f(x) e^{−sx} dx: completed square for the line, erfc for the right terms."""
    if f.mass:
        raise OutsideClass("a Gaussian times a point mass")
    scale = sympy.sqrt(sympy.pi / expression(alpha))
    total = sympy.Integer(0)
    if f.line:
        waves = gaussian_line(alpha, f.line, fmpq(-1))
        total += scale * sympy.exp(s**2 / (4 * expression(alpha))) * write_scaled(waves, s)
    for a, part in f.right.items():
        for key, row in part.terms.items():
            total += laplace_half(alpha, a, key, row, s)
    return total
