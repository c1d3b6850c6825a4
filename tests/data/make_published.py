"""Truths of published.jsonl by mpmath quadrature of the defining integrals, split at break points.

    python tests/data/make_published.py            recompute every value and write the file
    python tests/data/make_published.py ID ...     recompute these only

published_integrals.py states each problem a second time, for numbers; nothing of symconv is used.
Every value is computed twice, at 45 and at 60 digits with other splits, and must agree to 33.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import mpmath
from mpmath import mp, mpf
from published_integrals import PROBLEMS

FILE = Path(__file__).with_name("published.jsonl")


def parameters(row: dict[str, Any]) -> SimpleNamespace:
    """Return the numerical values of the parameters."""
    return SimpleNamespace(**{n: rational(e["value"]) for n, e in row["params"].items()})


def rational(text: str) -> Any:
    """Return the number p/q at the working precision."""
    top, _, bottom = text.partition("/")
    return mpf(top) / mpf(bottom or 1)


def values(row: dict[str, Any], digits: int, parts: int) -> Iterator[Any]:
    """Yield the values at the points of the row, at a working precision and fineness of splits."""
    with mp.workdps(digits):
        for point in row["points"]:
            place = point if isinstance(point, list) else [point]
            t = [rational(text) for text in place]
            p = parameters(row)
            yield PROBLEMS[row["id"]](p, row, t[0] if len(t) == 1 else t, parts)


def agreed(row: dict[str, Any]) -> list[str]:
    """Return the values to 30 digits, after the second computation has confirmed the first."""
    texts = []
    pairs = zip(values(row, 45, 2), values(row, 60, 3), row["points"], strict=True)
    for rough, fine, point in pairs:
        with mp.workdps(60):
            gap = abs(rough - fine)
            if gap > mpf(10) ** -33 * max(abs(fine), mpf(10) ** -3):
                raise ArithmeticError(f"{row['id']} at {point}: {rough} and {fine} differ")
            imaginary = abs(mpmath.im(fine))
            if imaginary > mpf(10) ** -33 * (1 + abs(fine)):
                raise ArithmeticError(f"{row['id']} at {point}: imaginary part {imaginary}")
            real = mpmath.re(fine)
            texts.append("0" if abs(real) < mpf(10) ** -40 else mpmath.nstr(real, 30))
    return texts


def main(wanted: list[str]) -> None:
    """Recompute the values of the wanted rows, or of all, and write the file."""
    rows = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
    for row in rows:
        chosen = row["id"] in wanted or not wanted
        if chosen and row.get("values") not in ("diverges", "refused"):
            row["values"] = agreed(row)
    texts = [json.dumps(row, ensure_ascii=False) for row in rows]
    FILE.write_text("\n".join(texts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
