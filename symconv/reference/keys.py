"""Reading single keys of a [[case]] table, with one message for each way to be wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from fractions import Fraction
from typing import Any

import numpy as np

from symconv.errors import InvalidInput
from symconv.numeric.grid import exact_number

__all__ = ["DTYPES", "RATIONAL", "Reader", "number_format", "rational", "unit_and_least"]

At = Callable[[str], None]
RATIONAL = "rational"
DTYPES = ("float64", "float32", "float16", "complex128", "complex64")
_MOST_DIGITS = 10_000
# Exponents of at most three digits: Fraction("1e999999999") would fill the memory.
_NUMBER = re.compile(r"\s*[+-]?(\d+/\d+|(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?)\s*")


class Reader:
    """A table whose keys are asked for by name; `at` is told which one is looked at."""

    def __init__(self, table: Mapping[str, Any], at: At, known: tuple[str, ...]):
        self._table, self._at = table, at
        for key in table:
            if key not in known:
                at(key)
                close = get_close_matches(str(key), known, n=1)
                advice = f"did you mean {close[0]!r}?" if close else f"known: {', '.join(known)}"
                raise InvalidInput(f"no such key here; {advice}")

    def __contains__(self, key: str) -> bool:
        return key in self._table

    def get(self, key: str, default: Any = None) -> Any:
        """The raw value."""
        self._at(key)
        return self._table.get(key, default)

    def word(self, key: str, known: tuple[str, ...], default: str) -> str:
        """One of the known words."""
        value = self.get(key, default)
        if value not in known:
            raise InvalidInput(f"expected one of {', '.join(known)}, not {str(value)[:40]!r}")
        return str(value)

    def flag(self, key: str, default: bool) -> bool:
        """true or false."""
        value = self.get(key, default)
        if not isinstance(value, bool):
            raise InvalidInput(f"expected true or false, not {str(value)[:40]!r}")
        return value

    def number(self, key: str) -> Fraction:
        """An exact number: an integer, a decimal, or a text such as "1/3"."""
        value = self.get(key)
        if value is None:
            raise InvalidInput("is missing")
        return rational(value)

    def text(self, key: str) -> str:
        """A text."""
        value = self.get(key)
        if value is None:
            raise InvalidInput("is missing")
        if not isinstance(value, str):
            raise InvalidInput(f"expected a text, not {type(value).__name__}")
        return value


def rational(value: Any) -> Fraction:
    """An exact number; decimals are read as what they show."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str, Fraction)):
        raise InvalidInput(f"expected a number or a text such as '1/3', not {str(value)[:40]!r}")
    if isinstance(value, str) and (len(value) > 1000 or not _NUMBER.fullmatch(value)):
        raise InvalidInput(f"expected a number or a text such as '1/3', not {value[:40]!r}")
    return exact_number("it", value)


def number_format(reader: Reader, also: tuple[str, ...] = ()) -> dict[str, Any]:
    """{"dtype": …} or {"digits": …}; float64 where nothing is said."""
    if "digits" in reader:
        digits = reader.get("digits")
        if isinstance(digits, bool) or not isinstance(digits, int):
            raise InvalidInput(f"expected an integer, not {str(digits)[:40]!r}")
        if not 1 <= digits <= _MOST_DIGITS:
            raise InvalidInput(f"expected 1 to {_MOST_DIGITS}, not {digits}")
        if "dtype" in reader:
            raise InvalidInput("give dtype or digits, not both")
        return {"digits": digits}
    return {"dtype": reader.word("dtype", (*DTYPES, RATIONAL, *also), "float64")}


def unit_and_least(dtype: str) -> tuple[Fraction, Fraction, Fraction]:
    """(unit roundoff, least positive number, largest finite number) of a floating dtype."""
    real: Any = {"complex128": np.float64, "complex64": np.float32}.get(dtype, np.dtype(dtype))
    info = np.finfo(real)
    unit = Fraction(1, 2 ** (int(info.nmant) + 1))
    least = Fraction(2) ** (int(info.minexp) - int(info.nmant))
    return unit, least, Fraction(float(info.max))
