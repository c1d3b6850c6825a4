"""The one way in which the kernel says no, and the limits within which it works at all."""

from __future__ import annotations

from contextvars import ContextVar
from sys import maxsize
from typing import Any

__all__ = ["ARITHMETIC", "MAX_BYTES", "MAX_DEGREE", "MAX_DEPTH", "MAX_DIGITS", "MAX_PI_POWER"]
__all__ += ["MAX_STEPS", "CertificateError", "Fuel", "budget", "items", "plain", "require", "shown"]
__all__ += ["spend", "words"]

MAX_BYTES = 20_000_000  # of a certificate file
MAX_DIGITS = 4000  # of one integer; below CPython's own limit on int(text)
MAX_DEGREE = 2000  # of a power of x, or of a derivative of δ
MAX_PI_POWER = 200  # of a power of π
MAX_DEPTH = 100  # of nested binders and applications in a law
MAX_STEPS = 5000  # of one law
MAX_TEXT = 100_000  # characters of a text that is printed
FUEL = 200_000  # reductions and products in one normalisation
NODES = 1_000_000  # of the data and of all terms that are built or looked at, in one certificate
ARITHMETIC = 1_500_000  # units of about 64 × 64 bits, in one concrete certificate


class CertificateError(Exception):
    """The certificate is not accepted; `condition` names the side condition that fails."""

    def __init__(self, condition: str, message: str):
        self.condition = condition
        super().__init__(f"{condition}: {shown(message[:_MESSAGE])}")


_MESSAGE = 500  # characters of a refusal


def shown(text: str) -> str:
    """Free text on one line, without characters that move the cursor or turn the direction."""
    return "".join(c if c.isprintable() else "�" for c in " ".join(text.split()))


def require(holds: bool, condition: str, message: str) -> None:
    """State a side condition: every one in the kernel is one call of this function.

    The tests delete these calls one by one; each deletion lets a false certificate pass.
    """
    if not holds:
        raise CertificateError(condition, message)


class Fuel:
    """What one computation may spend; every loop burns some."""

    def __init__(self, limit: int = FUEL) -> None:
        self.left = limit

    def burn(self, amount: int = 1) -> None:
        """Spend, or refuse."""
        self.left -= amount
        require(self.left >= 0, "fuel", "the computation takes too long")


budget: ContextVar[Fuel] = ContextVar("budget")  # of the certificate being checked
_UNLIMITED = Fuel(maxsize)


def spend(amount: int = 1) -> None:
    """Charge the certificate being checked."""
    budget.get(_UNLIMITED).burn(amount)


def plain(data: Any) -> Any:
    """The data rebuilt of dicts, lists, texts, integers and truth values, nothing of it shared."""
    spend()
    kind = type(data)
    if kind is dict:
        return {plain(key): plain(value) for key, value in data.items()}
    if kind in (list, tuple):
        return [plain(item) for item in data]
    require(kind in (str, int, bool), "plain", f"{kind.__name__} is no plain data")
    if kind is str:
        spend(len(data) // 64)
    return data


def items(data: Any) -> Any:
    """The data, which must be a list."""
    require(isinstance(data, (list, tuple)), "list", f"expected a list, got {type(data).__name__}")
    return data


def words(data: Any) -> str:
    """Free text of a certificate, kept from imitating lines of the report."""
    require(type(data) is str, "text", f"expected a text, got {type(data).__name__}")
    text = str(data)
    require(len(text) <= MAX_TEXT, "text-length", f"a text of more than {MAX_TEXT} characters")
    return shown(text)
