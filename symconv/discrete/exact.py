"""Exact products of arrays: flint's polynomial product, and Kronecker substitution for n-D.

Σ a[n] v[k − n] is the coefficient of z^k in the product of the two generating polynomials. In n-D
the variables z₂, z₃, … are replaced by powers of one variable so high that no two coefficients of
the product meet (Kronecker, "Grundzüge einer arithmetischen Theorie der algebraischen Grössen",
1882, §4): with F the shape of the full result, sample (k₁, …, k_d) has the row-major exponent of F.
Entries that are not rational (symbols, roots) are summed as written and multiplied out.
"""

from __future__ import annotations

from itertools import product
from typing import Any

import flint
import numpy

from symconv.discrete.entries import from_integers, to_integers
from symconv.errors import InvalidInput

__all__ = ["convolve_exact"]

Shape = tuple[int, ...]
# Products of expressions take about 0.2 ms each: this is some twenty seconds.
_MAX_SYMBOLIC = 10**5


def convolve_exact(
    a: list[Any], a_shape: Shape, v: list[Any], v_shape: Shape, windows: list[range], kind: str
) -> list[Any]:
    """Return the samples of a ∗ v on the product of `windows`, flat, as entries of `kind`."""
    rational_a, rational_v = to_integers(a, kind), to_integers(v, kind)
    if rational_a is None or rational_v is None:
        return _symbolic(a, a_shape, v, v_shape, windows)
    (p, p_denominator), (q, q_denominator) = rational_a, rational_v
    full = tuple(n + m - 1 for n, m in zip(a_shape, v_shape, strict=True))
    p, q = _packed(p, a_shape, full), _packed(q, v_shape, full)
    coefficients = (flint.fmpz_poly(p) * flint.fmpz_poly(q)).coeffs()
    selected = _select(coefficients, full, windows)
    return from_integers(selected, p_denominator * q_denominator, kind)


def _packed(entries: list[Any], shape: Shape, full: Shape) -> list[Any]:
    """Lay the entries out at the row-major exponents of the full result."""
    if len(shape) == 1:
        return entries
    room = numpy.zeros((shape[0], *full[1:]), dtype=object)
    room[tuple(slice(0, n) for n in shape)] = _object_array(entries, shape)
    flat: list[Any] = room.ravel().tolist()
    return flat


def _object_array(entries: list[Any], shape: Shape) -> numpy.ndarray[Any, Any]:
    array = numpy.empty(len(entries), dtype=object)
    array[:] = entries
    return array.reshape(shape)


def _select(coefficients: list[Any], full: Shape, windows: list[range]) -> list[Any]:
    """Return the coefficients at the places of the windows, zero outside the full result."""
    known = len(coefficients)  # flint drops leading zero coefficients
    if len(full) == 1 and windows[0].start >= 0:
        w = windows[0]
        if w == range(known):
            return coefficients
        chosen = coefficients[w.start : w.stop : w.step]
        return chosen + [flint.fmpz(0)] * (len(w) - len(chosen))
    exponent, inside = numpy.zeros((1,) * len(full), int), numpy.ones((1,) * len(full), bool)
    for axis, (n, window) in enumerate(zip(full, windows, strict=True)):
        place = numpy.arange(window.start, window.stop, window.step)
        place = place.reshape([-1 if k == axis else 1 for k in range(len(full))])
        exponent = exponent * n + place
        inside = inside & (place >= 0) & (place < n)
    exponent = numpy.where(inside & (exponent < known), exponent, known)
    with_zero = [*coefficients, flint.fmpz(0)]
    return [with_zero[k] for k in exponent.ravel().tolist()]


def _symbolic(
    a: list[Any], a_shape: Shape, v: list[Any], v_shape: Shape, windows: list[range]
) -> list[Any]:
    import sympy

    if len(a) * len(v) > _MAX_SYMBOLIC:
        raise InvalidInput(
            f"{len(a)} times {len(v)} entries, not all rational: at most {_MAX_SYMBOLIC} products "
            "of expressions are multiplied out"
        )
    signal = _object_array([_as_sympy(entry) for entry in a], a_shape)
    kernel = _object_array([_as_sympy(entry) for entry in v], v_shape)
    result = []
    for place in product(*windows):
        reach = [
            range(max(0, i - n + 1), min(i, m - 1) + 1)
            for i, n, m in zip(place, a_shape, v_shape, strict=True)
        ]
        terms = [
            kernel[j] * signal[tuple(i - step for i, step in zip(place, j, strict=True))]
            for j in product(*reach)
        ]
        result.append(sympy.expand_mul(sympy.Add(*terms)))
    return result


def _as_sympy(entry: Any) -> Any:
    import sympy

    if isinstance(entry, flint.fmpq):
        return sympy.Rational(int(entry.p), int(entry.q))
    if isinstance(entry, flint.fmpz):
        return sympy.Integer(int(entry))
    # Python integers and Fractions are exact under sympify; floats were refused when read.
    return sympy.sympify(entry, strict=True)
