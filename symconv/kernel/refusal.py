"""The one way in which the kernel says no, and the limits within which it works at all."""

from __future__ import annotations

__all__ = ["ARITHMETIC", "MAX_BYTES", "MAX_DEGREE", "MAX_DEPTH", "MAX_DIGITS", "MAX_PI_POWER"]
__all__ += ["MAX_STEPS", "CertificateError", "Fuel", "require"]

MAX_BYTES = 20_000_000  # of a certificate file
MAX_DIGITS = 4000  # of one integer; below CPython's own limit on int(text)
MAX_DEGREE = 2000  # of a power of x, or of a derivative of δ
MAX_PI_POWER = 200  # of a power of π
MAX_DEPTH = 100  # of nested binders and applications in a law
MAX_STEPS = 5000  # of one law
FUEL = 200_000  # reductions and products in one normalisation
ARITHMETIC = 10_000_000  # units of about 64 × 64 bits, in one concrete certificate


class CertificateError(Exception):
    """The certificate is not accepted; `condition` names the side condition that fails."""

    def __init__(self, condition: str, message: str):
        self.condition = condition
        super().__init__(f"{condition}: {message}")


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
