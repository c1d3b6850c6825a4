"""What the calculi on expressions share: pointwise operations, and what answers rest on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from symconv.closedform import ClosedForm

__all__ = ["Answers", "Expressions"]


class Expressions:
    """The operations of a law that need no integral and no variable; see calculus.Calculus."""

    def add(self, f: Any, g: Any) -> Any:
        """f + g."""
        return f + g

    def scale(self, f: Any, factor: Any) -> Any:
        """factor·f."""
        return factor * f

    def product(self, f: Any, g: Any) -> Any:
        """f·g."""
        return f * g


@dataclass
class Answers(Expressions):
    """The same, with the hypotheses, grades and certificates of the closed forms in use."""

    hypotheses: dict[Any, None] = field(default_factory=dict, init=False)
    is_absolute: bool = field(default=True, init=False)
    is_proved: bool = field(default=True, init=False)

    def noted(self, answer: ClosedForm) -> ClosedForm:
        """The answer, after taking down what it rests on."""
        self.hypotheses.update(dict.fromkeys((*answer.hypotheses, *answer.conditions)))
        grades = [str(item) for item in answer.hypotheses]
        improper = any(grade.startswith(("improper", "principal")) for grade in grades)
        self.is_absolute = self.is_absolute and not improper
        self.is_proved = self.is_proved and answer.certificate.status == "proved"
        return answer
