"""The defining sum, unevaluated: what is returned where no closed form is known."""

from __future__ import annotations

from typing import Any

import sympy

__all__ = ["as_sum"]


def as_sum(f: Any, g: Any, n: Any, m: Any, op: str, conjugate: bool) -> Any:
    """Σ f[n] g[m − n] or Σ conj(f[n]) g[n + m] over all integers as a SymPy Sum.

    n and m are tuples with one symbol per axis.
    """
    taken = {str(symbol) for symbol in f.free_symbols | g.free_symbols | set(m)}
    names = [name for name in ("k", "l", "i", "j", "k_1", "k_2", "k_3") if name not in taken]
    names += [f"k_{index}" for index in range(4, 4 + len(n))]
    bound = [sympy.Symbol(name, integer=True) for name in names[: len(n)]]
    first = f.xreplace(dict(zip(n, bound, strict=True)))
    if op == "correlate":
        first = sympy.conjugate(first) if conjugate else first
        places = [k + t for k, t in zip(bound, m, strict=True)]
    else:
        places = [t - k for k, t in zip(bound, m, strict=True)]
    second = g.xreplace(dict(zip(n, places, strict=True)))
    return sympy.Sum(first * second, *((k, -sympy.oo, sympy.oo) for k in bound))
