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

__all__ = [
    "ALIASES",
    "BRACKETLESS",
    "CONDITIONS",
    "CONSTANTS",
    "FUNCTIONS",
    "LETTERS",
    "SIGNALS",
    "SPECIAL",
    "Function",
]


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
    "TribonacciConstant": "TribonacciConstant",
    "Reals": "Reals",
    "EmptySet": "EmptySet",
    "True": "true",
    "False": "false",
}

LETTERS = {"e": "E", "i": "I", "j": "I"}
"""Constants of one letter, unless a symbol of that name is declared."""

_TABLE = {
    ("free", 1, 1): "exp log re im conjugate adjoint transpose arg sign Abs sqrt cbrt",
    ("tame", 1, 1): (
        "sin cos tan cot sec csc asin acos atan acot asec acsc sinh cosh tanh coth sech csch "
        "asinh acosh atanh acoth asech acsch sinc erf erfc erfi erfinv erfcinv Si Ci Shi Chi Ei "
        "li Li fresnels fresnelc floor ceiling frac airyai airybi airyaiprime airybiprime "
        "elliptic_k exp_polar polar_lift"
    ),
    ("tame", 1, 2): "Heaviside LambertW elliptic_e",
    ("tame", 2, 2): "erf2 erf2inv atan2 KroneckerDelta elliptic_f",
    ("tame", 2, 3): "elliptic_pi",
    ("tame", 3, 3): "marcumq mathieus mathieuc mathieusprime mathieucprime SingularityFunction",
    ("tame", 4, 4): "betainc betainc_regularized",
    ("tame", 6, 6): "appellf1",
    ("divided", 2, 2): "Mod",
    ("counting", 1, 1): "factorial gamma factorial2 subfactorial catalan lucas",
    ("counting", 2, 2): "binomial beta root",
    ("small", 1, 1): "loggamma digamma trigamma dirichlet_eta bernoulli euler genocchi fibonacci",
    ("small", 1, 2): "harmonic DiracDelta zeta stieltjes",
    ("small", 2, 2): "polygamma RisingFactorial FallingFactorial",
    ("order", 2, 2): (
        "besselj bessely besseli besselk hankel1 hankel2 jn yn hn1 hn2 expint lowergamma "
        "uppergamma legendre chebyshevt chebyshevu hermite hermite_prob laguerre"
    ),
    ("compared", 2, 2): "polylog",
    ("order", 3, 3): "lerchphi assoc_legendre assoc_laguerre gegenbauer",
    ("order", 4, 4): "jacobi",
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
    "δ": "DiracDelta",
    "H": "Heaviside",
    "u": "Heaviside",
    "θ": "Heaviside",
    "Θ": "Heaviside",
    "Γ": "gamma",
    "ζ": "zeta",
    "Ai": "airyai",
    "Bi": "airybi",
    "tri": "triangle",
    "max": "Max",
    "min": "Min",
    "floor": "floor",
    "ceil": "ceiling",
    "arcsin": "asin",
    "arccos": "acos",
    "arctan": "atan",
    "arccot": "acot",
    "arcsinh": "asinh",
    "arccosh": "acosh",
    "arctanh": "atanh",
    "arsinh": "asinh",
    "arcosh": "acosh",
    "artanh": "atanh",
    "cosec": "csc",
}

_TEXTBOOK = (
    "sin cos tan cot sec csc sinh cosh tanh coth sech csch asin acos atan acot asinh acosh atanh "
    "arcsin arccos arctan arccot arcsinh arccosh arctanh arsinh arcosh artanh cosec exp ln log sgn "
    "erf erfc"
)
BRACKETLESS = frozenset(_TEXTBOOK.split())
"""Functions that textbooks write without brackets, as in sin 2πx, and with a power, as in sin²x."""

SIGNALS = {
    "box": (2, 2),
    "rect": (0, 0),
    "triangle": (0, 1),
    "step": (0, 0),
    "ramp": (0, 0),
    "gaussian": (0, 2),
    "exponential": (0, 1),
    "impulse": (0, 1),
    "bspline": (1, 1),
}
"""Least and greatest number of parameters; the argument x may stand before them, or is implied."""

CONDITIONS = frozenset(("Eq", "Ne", "And", "Or", "Not", "ITE", "Implies", "Equivalent", "Contains"))
"""Names of SPECIAL that make conditions."""

SPECIAL = CONDITIONS | frozenset(
    (
        "Piecewise",
        "Max",
        "Min",
        "Rational",
        "Integer",
        "Interval",
        "Interval.open",
        "Interval.Lopen",
        "Interval.Ropen",
        "Union",
        "FiniteSet",
        "hyper",
        "meijerg",
        "CRootOf",
        "Integral",
        "Sum",
        "Product",
        "Derivative",
        "Subs",
    )
)
"""Names whose arguments have a shape of their own; `forms` has one function for each."""
