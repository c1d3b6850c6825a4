"""What an examination ends with: a certificate, a reason why there is none, or a warning.

Between the modules of the examination the end travels as the exception `Stop`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from symconv.closedform import Certificate

__all__ = ["Examination", "RefutedForm", "Stop"]


class RefutedForm(RuntimeWarning):
    """A method proposed a wrong expression. It is not returned, but the method has a fault."""


@dataclass(frozen=True)
class Examination:
    """The outcome: a certificate, or the reason why there is none.

    `witness` is set where the expression is refuted: t, parameters and the two disjoint balls.
    """

    certificate: Certificate | None
    reason: str = ""
    witness: Mapping[str, Any] | None = None


class Stop(Exception):  # an outcome, not an error
    """The examination ends without a certificate."""

    def __init__(self, reason: str, witness: Mapping[str, Any] | None = None):
        self.outcome = Examination(None, reason, witness)
        super().__init__(reason)
