"""The one way in which the kernel says no, and the limits within which it works at all."""

from __future__ import annotations

__all__ = ["MAX_BYTES", "MAX_DEGREE", "MAX_DIGITS", "MAX_WORK", "Rejected", "require"]

MAX_BYTES = 20_000_000  # of a certificate file
MAX_DIGITS = 4000  # of one integer; below CPython's own limit on int(text)
MAX_DEGREE = 2000  # of a power of x, of π, or of a derivative of δ
MAX_WORK = 1_000_000  # partial fractions of one product of a concrete certificate


class Rejected(Exception):
    """The certificate is not accepted; `condition` names the side condition that fails."""

    def __init__(self, condition: str, message: str):
        self.condition = condition
        super().__init__(f"{condition}: {message}")


def require(holds: bool, condition: str, message: str) -> None:
    """State a side condition: every one in the kernel is one call of this function.

    The tests delete these calls one by one; each deletion lets a false certificate pass.
    """
    if not holds:
        raise Rejected(condition, message)
