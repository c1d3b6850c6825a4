"""A refuted claim in all cases of the parameters: a slip explains it only in all of them."""

from __future__ import annotations

from typing import Any

from symconv.check.pairs import ExactPair

__all__ = ["EveryPair"]


class EveryPair:
    """Claim and answer in every case; what is suggested comes from the first."""

    def __init__(self, pairs: list[ExactPair]):
        """`pairs`: at least one; the first is one whose claim is wrong."""
        self.pairs = pairs

    def factors(self) -> list[Any]:
        """Constants c for which the claim may be c times the answer."""
        return self.pairs[0].factors()

    def is_scaled(self, factor: Any) -> bool:
        """Whether the claim is factor·answer."""
        return all(pair.is_scaled(factor) for pair in self.pairs)

    def is_reflected(self) -> bool:
        """Whether the claim is the answer at −t."""
        return all(pair.is_reflected() for pair in self.pairs)

    def shifts(self) -> list[Any]:
        """Values s for which the claim may be the answer at t − s."""
        return self.pairs[0].shifts()

    def is_shifted(self, by: Any) -> bool:
        """Whether the claim is the answer at t − by."""
        return all(pair.is_shifted(by) for pair in self.pairs)

    def is_operation(self, op: str, exchanged: bool) -> bool:
        """Whether the claim is what another operation on f and g gives."""
        return all(pair.is_operation(op, exchanged) for pair in self.pairs)

    def agrees_on(self, interval: Any) -> bool:
        """Whether claim and answer agree there, and the answer is not 0 there."""
        return all(pair.agrees_on(interval) for pair in self.pairs)

    def vanishing(self, where: Any) -> str | None:
        """'answer' or 'claim', whichever is 0 on the region in every case."""
        names = {pair.vanishing(where) for pair in self.pairs}
        return names.pop() if len(names) == 1 else None

    def is_right_outside(self, where: Any) -> bool:
        """Whether claim and answer agree on the rest of the line."""
        return all(pair.is_right_outside(where) for pair in self.pairs)
