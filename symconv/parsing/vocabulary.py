"""The words of the language: constants, functions with their argument counts, and their limits.

Each function has a `guard` that says what SymPy does with numbers there, so that `guards` can
refuse what would compute for ever:

free       nothing is computed beyond the sign or special values: exp, log, Abs, Heaviside …
tame       a numerical argument may be evaluated: it must be a number of moderate size
counting   whole numbers are evaluated by fast products: up to MAX_COUNT
small      numbers are evaluated by recurrences or long sums: up to MAX_ORDER
order      the first argument is an order, as in besselj(n, z): small, the others tame
compared   the same, and SymPy simplifies the arguments to compare them: short ones only
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ALIASES", "CONSTANTS", "FUNCTIONS", "SIGNALS", "SPECIAL", "Function"]


@dataclass(frozen=True, slots=True)
class Function:
    """A function of SymPy by name, with its least and greatest number of arguments."""

    name: str
    least: int
    most: int
    guard: str


CONSTANTS = {
    "pi": "pi",
    "E": "E",
    "I": "I",
    "oo": "oo",
    "GoldenRatio": "GoldenRatio",
    "EulerGamma": "EulerGamma",
    "Catalan": "Catalan",
    "True": "true",
    "False": "false",
}

_TABLE = {
    ("free", 1, 1): "exp log re im conjugate arg sign Abs sqrt cbrt",
    ("tame", 1, 1): (
        "sin cos tan cot sec csc asin acos atan acot asec acsc sinh cosh tanh coth sech csch "
        "asinh acosh atanh acoth asech acsch sinc erf erfc erfi erfinv erfcinv Si Ci Shi Chi Ei "
        "li fresnels fresnelc floor ceiling frac"
    ),
    ("tame", 1, 2): "Heaviside LambertW",
    ("tame", 2, 2): "erf2 atan2 KroneckerDelta",
    ("divided", 2, 2): "Mod",
    ("counting", 1, 1): "factorial gamma",
    ("counting", 2, 2): "binomial beta root",
    ("small", 1, 1): "loggamma digamma trigamma",
    ("small", 1, 2): "harmonic DiracDelta zeta",
    ("small", 2, 2): "polygamma",
    ("order", 2, 2): ("besselj bessely besseli besselk expint lowergamma uppergamma"),
    ("compared", 2, 2): "polylog",
    ("order", 3, 3): "lerchphi",
}

FUNCTIONS = {
    name: Function(name, least, most, guard)
    for (guard, least, most), names in _TABLE.items()
    for name in names.split()
}

ALIASES = {
    "abs": "Abs",
    "ln": "log",
    "sgn": "sign",
    "delta": "DiracDelta",
    "max": "Max",
    "min": "Min",
    "floor": "floor",
    "ceil": "ceiling",
    "arcsin": "asin",
    "arccos": "acos",
    "arctan": "atan",
}

SIGNALS = {
    "box": (2, 2),
    "triangle": (0, 1),
    "step": (0, 0),
    "ramp": (0, 0),
    "gaussian": (0, 2),
    "exponential": (0, 1),
    "impulse": (0, 1),
    "bspline": (1, 1),
}
"""Least and greatest number of parameters; the argument x may stand before them, or is implied."""

SPECIAL = frozenset(
    (
        "Piecewise",
        "Max",
        "Min",
        "Rational",
        "Integer",
        "Eq",
        "Ne",
        "And",
        "Or",
        "Not",
        "ITE",
        "hyper",
        "Integral",
        "Sum",
        "Derivative",
    )
)
"""Names whose arguments have a shape of their own; `forms` has one function for each."""
