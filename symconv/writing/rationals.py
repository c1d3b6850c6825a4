"""Polynomials with rational coefficients, times factors that are already written.

Most answers are made of these, and flint does in microseconds what the general way does by
multivariate polynomials over the parameters: moving the centre, factoring, counting operations.
"""

from __future__ import annotations

from math import factorial
from typing import Any

from flint import fmpq, fmpq_poly

from symconv.writing.building import polynomial, power, product

__all__ = ["cost", "moved", "scaled_row", "write_rational"]

LOCAL_FROM_DEGREE = 6
FACTORED_TO_DEGREE = 24
LONGEST_FACTOR = 8

Row = dict[int, fmpq]
_ONE = fmpq(1)


def scaled_row(row: dict[int, Any]) -> dict[int, Any]:
    """The coefficients of t^n from those of t^n/n!."""
    return {n: c if n < 2 else c * fmpq(1, factorial(n)) for n, c in row.items()}


def write_rational(row: Row, factors: list[Any], t: Any, center: fmpq) -> Any:
    """(Σ c t^n)·Π factors: expanded or factored, whichever is shorter; local from degree 6 on."""
    if len(row) == 1 and (factors or max(row) < LOCAL_FROM_DEGREE or center == 0):
        ((n, c),) = row.items()
        if n or factors:
            return product(c, [*([power(t, n)] if n else []), *factors])
        return polynomial(row, t)
    degree = max(row)
    if not factors and degree >= LOCAL_FROM_DEGREE and center != 0:
        shown, about = moved(row, center), center
        length = cost(shown) + sum(1 for n in shown if n)
    else:
        shown, about = row, None
        length = cost(shown)
    if 2 <= degree <= FACTORED_TO_DEGREE:
        found = _factored(row, t, length)
        if found is not None:
            unit, parts = found
            return product(unit, [*parts, *factors])
    expanded = polynomial(shown, t, about)
    return product(_ONE, [expanded, *factors]) if factors else expanded


def moved(row: Row, center: fmpq) -> Row:
    """The coefficients about `center`."""
    coefficients = [row.get(n, 0) for n in range(max(row) + 1)]
    local = fmpq_poly(coefficients)(fmpq_poly([center, 1]))
    return {n: c for n, c in enumerate(local.coeffs()) if c != 0}


def cost(row: Row) -> int:
    """The operations of Σ c t^n."""
    count = len(row) - 1
    for n, c in row.items():
        p = int(c.p)
        if c.q == 1:
            count += (p < 0) + (n > 0 and p not in (1, -1))
        else:
            count += 1 + (p < 0) + (n > 0)
        count += n > 1
    return count


def _factored(row: Row, t: Any, bound: int) -> tuple[fmpq, list[Any]] | None:
    """(unit, factors) of the polynomial where they take less than `bound` operations to write."""
    unit, parts = fmpq_poly([row.get(n, 0) for n in range(max(row) + 1)]).factor()
    rows = [(_integer_row(part), int(times)) for part, times in parts]
    length = (unit.q != 1) + (unit < 0) + len(rows) - 1 + (unit not in (1, -1))
    for part, times in rows:
        if len(part) > LONGEST_FACTOR:
            return None
        length += len(part) - 1 + (times > 1)
        for n, c in part.items():
            length += (n > 0 and c not in (1, -1)) + (n > 1)
    if length >= bound:
        return None
    if len(rows) == 1 and rows[0][1] == 1:
        return _ONE, [polynomial(row, t)]  # SymPy multiplies a number times a sum out
    written = []
    for part, times in rows:
        if _reads_better_negated(part):
            part = {n: -c for n, c in part.items()}
            unit = unit * (-1) ** times
        written.append(power(polynomial(part, t), times))
    return unit, written


def _integer_row(part: fmpq_poly) -> dict[int, int]:
    """The coefficients of a primitive factor."""
    return {n: int(c) for n, c in enumerate(part.numer().coeffs()) if c}


def _reads_better_negated(row: dict[int, int]) -> bool:
    """SymPy's could_extract_minus_sign: fewer minus signs, else a positive leading coefficient."""
    negative = sum(c < 0 for c in row.values())
    if 2 * negative != len(row):
        return 2 * negative > len(row)
    return bool(row[max(row)] < 0)
