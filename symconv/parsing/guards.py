"""Limits on what SymPy would compute by itself while an expression is built.

SymPy evaluates on construction: 9**(9**9) is written out, gamma(10**8) multiplied up, a hidden zero
of radicals decided by minimal polynomials. Every operation is therefore looked at first, with its
operands already built and its own result not yet. The limits are counts, never seconds, so that the
same text is read or refused on every machine.

A constant is followed by its approximate value, a complex float: None says that it is out of the
range of floats, nan that it is moderate but not known. Only moderate constants may enter a function
that SymPy may evaluate, so no tower such as sin(exp(exp(40))) is ever built.
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable, Iterable
from typing import Any

import sympy

from symconv.deciding.constants import ball, is_real
from symconv.precision import working_precision

__all__ = ["MAX_BITS", "MAX_COUNT", "MAX_ORDER", "MAX_POWER", "Guards"]

MAX_BITS = 16_000
"""Bits of one exact number."""
MAX_POWER = 1_000
"""Numerator and denominator of a numerical exponent of an expression that is not a number."""
MAX_FACTORED = 64
"""Bits of a number that SymPy factors at once, so that its roots of any order are only written."""
MAX_COUNT = 1_000
"""Argument of factorial, binomial and the like."""
MAX_ORDER = 50
"""Order of a Bessel function, polynomial family, derivative …"""
MAX_RADICALS = 256
"""Degree of the number field that a comparison of constants may need."""
MAX_WORK = 50_000
"""Plain operations in one text; evaluating constructors count for many, as measured."""
_MODERATE = 100
_APPROXIMATE = 64
_COMPARED = 6
_MAX_COMPLEX = 12
_MAX_TOWER = 2
_SLOW_STEP = 3
_MAX_ALTERNATIONS = 10
_MAX_EXPONENT = 64
_EXACT = frozenset({"counting", "small", "order", "compared"})

_VALUES: dict[str, Callable[[complex], complex]] = {
    "exp": cmath.exp,
    "log": cmath.log,
    "sin": cmath.sin,
    "cos": cmath.cos,
    "tan": cmath.tan,
    "asin": cmath.asin,
    "acos": cmath.acos,
    "atan": cmath.atan,
    "sinh": cmath.sinh,
    "cosh": cmath.cosh,
    "tanh": cmath.tanh,
    "asinh": cmath.asinh,
    "acosh": cmath.acosh,
    "atanh": cmath.atanh,
    "Abs": lambda z: complex(abs(z)),
    "erf": lambda z: complex(math.erf(z.real)) if z.imag == 0 else complex("nan"),
    "erfc": lambda z: complex(math.erfc(z.real)) if z.imag == 0 else complex("nan"),
}


class Guards:
    """The checks of one parse; each returns None, or the reason to refuse."""

    def __init__(self) -> None:
        self._known: dict[Any, complex | None] = {}
        self._towers: dict[Any, tuple[int, bool]] = {}
        self._spent = 0

    def number(self, value: Any) -> str | None:
        """Check the size of an exact number."""
        if value.is_Rational and _bits(value) > MAX_BITS:
            return f"a number beyond {MAX_BITS} binary digits"
        return None

    def product(self, factors: Iterable[Any]) -> str | None:
        """Check the size of the product of the exact factors."""
        if sum(_bits(factor) for factor in factors if factor.is_Rational) > MAX_BITS:
            return f"a number beyond {MAX_BITS} binary digits"
        return None

    def power(self, base: Any, exponent: Any) -> str | None:
        """Check base**exponent: exact powers by their size, others by the exponent's."""
        if base.has(sympy.Piecewise) and not exponent.is_Rational:
            return "a Piecewise to a power that is no number"
        heights = (self._tower(base)[0], self._tower(exponent)[0])
        if not exponent.is_Rational and sum(heights) > _MAX_TOWER:
            return "constants nested too deeply"
        if base is sympy.E:
            return self.exponential(exponent)
        if not exponent.is_Rational:
            coefficient = exponent.as_coeff_Mul()[0]
            offset = exponent.as_coeff_Add()[0]
            for part in (coefficient, offset):
                reason = self.power(base, part) if part.is_Rational else None
                if reason:
                    return reason
            return None
        size = max(
            (_bits(c) for c in base.atoms(sympy.Rational) if c.q > 1 or abs(c.p) > 1), default=0
        )
        if size * abs(exponent.p) > MAX_BITS * exponent.q:
            return f"a number beyond {MAX_BITS} binary digits"
        if base.is_Rational and _bits(base) <= MAX_FACTORED:
            return None
        if exponent.q > MAX_POWER:
            return f"a root beyond order {MAX_POWER}"
        if base.is_Rational:
            return None
        inner = [factor.exp for factor in sympy.Mul.make_args(base) if factor.is_Pow]
        steps = [1, *(abs(part.p) for part in inner if part.is_Rational)]
        roots = [1, *(part.q for part in inner if part.is_Rational)]
        if abs(exponent.p) * max(steps) > MAX_POWER or exponent.q * max(roots) > MAX_POWER:
            return f"an exponent beyond {MAX_POWER}"
        return None

    def exponential(self, argument: Any) -> str | None:
        """Check exp(argument), where SymPy turns exp(c*log(b)) into b**c."""
        if argument.is_Rational and int(abs(argument)).bit_length() > _MAX_EXPONENT:
            return f"an exponent beyond {_MAX_EXPONENT} binary digits"
        for term in sympy.Add.make_args(argument):
            for factor in sympy.Mul.make_args(term):
                if isinstance(factor, sympy.log):
                    reason = self.power(factor.args[0], (term / factor).as_coeff_Mul()[0])
                    if reason:
                        return reason
        return None

    def function(self, guard: str, arguments: tuple[Any, ...]) -> str | None:
        """Check the arguments of a function of the vocabulary by its kind."""
        if any(self._tower(argument)[0] > _MAX_TOWER for argument in arguments):
            return "constants nested too deeply"
        if guard in _EXACT and arguments[0].has(sympy.Piecewise):
            return "a Piecewise as an order or count"
        if guard == "compared" and not (arguments[0].is_Rational or arguments[0].is_Symbol):
            return "an order that is neither number nor symbol"
        if guard == "compared" and arguments[-1].has(
            sympy.functions.elementary.trigonometric.TrigonometricFunction, sympy.Piecewise
        ):
            return "such an argument there"
        if guard == "compared" and sum(argument.count_ops() for argument in arguments) > _COMPARED:
            return "an argument too long there"
        if guard == "divided" and any(map(_has_steep_exponential, arguments)):
            return f"an exponential of more than {MAX_ORDER} times a variable there"
        rational = all(argument.is_Rational for argument in arguments if argument.is_number)
        work = 0
        for position, argument in enumerate(arguments):
            if guard != "free" and argument.is_number and not self._moderate(argument):
                return "a constant too large to be evaluated there"
            limit = MAX_COUNT if guard == "counting" and rational else MAX_ORDER
            exact = position == 0 or guard in {"counting", "small"}
            for number in _offsets(argument) if exact and guard in _EXACT else ():
                if abs(number) > limit or number.q > limit:
                    return f"a number beyond {limit} there"
                work += 50 * int(abs(number)) if guard != "counting" else 0
        return self.spend(work) or self.comparison(arguments)

    def comparison(self, arguments: Iterable[Any]) -> str | None:
        """Check constants whose sign SymPy may want to decide."""
        degree = 1
        for argument in arguments:
            if self._unfolds(argument):
                return f"a power beyond {_MAX_COMPLEX} of what may be complex, there"
            if (
                _alternations(argument) > _MAX_ALTERNATIONS
                and argument.is_extended_real is not True
            ):
                return f"sums in products nested deeper than {_MAX_ALTERNATIONS}, there"
            for root in argument.atoms(sympy.Pow):
                if root.exp.is_Rational and root.exp.q > 1 and root.base.is_number:
                    degree *= root.exp.q
            for wave in argument.atoms(
                sympy.functions.elementary.trigonometric.TrigonometricFunction
            ):
                if wave.is_number:
                    degree *= max(1, (wave.args[0] / sympy.pi).as_coeff_Mul()[0].q)
        if degree > MAX_RADICALS:
            return f"roots of more than degree {MAX_RADICALS} together"
        return self.spend(8 * degree if degree > 1 else 0)

    def real(self, value: Any) -> str | None:
        """Check a side of a comparison: a constant must be real, however it is written."""
        if not value.is_number or value.is_extended_real is True or is_real(value):
            return None
        return "one side is not known to be real, and only real numbers have an order"

    def _tower(self, value: Any) -> tuple[int, bool]:
        """Return how deeply functions of constants nest in the value, and whether it is one."""
        if not value.args:
            return 0, not value.is_Symbol
        if value not in self._towers:
            parts = [self._tower(argument) for argument in value.args]
            constant = all(is_constant for _, is_constant in parts)
            plain = value.is_Add or value.is_Mul or (value.is_Pow and value.exp.is_Rational)
            step = 0 if plain or not constant else _SLOW_STEP if _is_slow(value) else 1
            self._towers[value] = (max(inner for inner, _ in parts) + step, constant)
        return self._towers[value]

    def _unfolds(self, argument: Any) -> bool:
        """Whether SymPy, asked for the imaginary part, would multiply out a high power."""
        powers = (power for power in argument.atoms(sympy.Pow) if power.exp.is_Integer)
        return any(
            abs(p.exp) > _MAX_COMPLEX and p.base.is_extended_real is not True for p in powers
        )

    def spend(self, units: int) -> str | None:
        """Count work ahead of its being done; a unit is what one plain operation costs."""
        self._spent += units
        return "the whole is too much work" if self._spent > MAX_WORK else None

    def _moderate(self, value: Any) -> bool:
        approximate = self._approximate(value)
        return approximate is not None and not abs(approximate) > 10**300

    def _approximate(self, value: Any) -> complex | None:
        if value not in self._known:
            try:
                self._known[value] = self._evaluate(value)
            except (OverflowError, ZeroDivisionError, ValueError):
                self._known[value] = None
        return self._known[value]

    def _evaluate(self, value: Any) -> complex | None:
        if value.is_Rational:
            return complex(value.p / value.q)
        if value is sympy.I:
            return 1j
        if value.is_NumberSymbol:
            return complex(value)
        if not value.args:
            return None
        parts = [self._approximate(argument) for argument in value.args if argument.is_number]
        known = [part for part in parts if part is not None]
        if len(known) < len(value.args):
            return None
        return _combine(value, known)


def _combine(value: Any, parts: list[complex]) -> complex | None:
    """Return the approximate value of an expression from those of its arguments."""
    if value.is_Add:
        return sum(parts)
    if value.is_Mul:
        return math.prod(parts)
    if any(cmath.isnan(part) for part in parts):
        return complex("nan") if isinstance(value, (sympy.log, sympy.Abs)) else None
    if value.is_Pow:
        return _nonzero(parts[0] ** parts[1])
    name = type(value).__name__
    if name in _VALUES:
        return _nonzero(_VALUES[name](parts[0]))
    if not all(abs(part) <= _MODERATE for part in parts):
        return None
    with working_precision(_APPROXIMATE):
        found = ball(value)
    return complex(found.mid()) if found.is_finite() else complex("nan")


def _has_steep_exponential(value: Any) -> bool:
    """Whether SymPy, asked for a common divisor, would write e^{nu} as a polynomial of degree n."""
    exponents = (part.args[-1] for part in value.atoms(sympy.Pow, sympy.exp))
    numbers = (c for e in exponents if not e.is_Rational for c in e.atoms(sympy.Rational))
    return any(max(abs(c.p), c.q) > MAX_ORDER for c in numbers)


def _alternations(value: Any) -> int:
    """How often products hold sums, level below level: real parts cost two to that power."""
    inner = max((_alternations(part) for part in value.args), default=0)
    holds = value.is_Mul and any(
        part.is_Add or (part.is_Pow and part.base.is_Add) for part in value.args
    )
    return inner + bool(holds)


def _is_slow(value: Any) -> bool:
    """Whether mpmath takes seconds for the digits of this constant, asked for by any sign."""
    slow = isinstance(value, (sympy.polylog, sympy.hyper, sympy.meijerg))
    return slow and not all(part.is_Rational for part in value.args)


def _nonzero(value: complex) -> complex | None:
    """Return the value, or None where floats have lost it below their range."""
    return value if value != 0 else None


def _bits(value: Any) -> int:
    return max(int(value.p).bit_length(), int(value.q).bit_length())


def _offsets(argument: Any) -> list[Any]:
    """Return the numbers by which SymPy would step through a recurrence: n of gamma(x + n)."""
    if argument.is_Rational:
        return [argument]
    return [term for term in (argument.as_coeff_Add()[0],) if term.is_Rational]
