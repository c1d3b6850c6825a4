"""What is asked where existence hangs on parameters: one wording for every method.

An integral or a sum that exists exactly where a relation holds asks for that relation; one that
diverges but for some parameters asks for these.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from symconv.errors import DivergentIntegral, Undecided

__all__ = ["always_diverges", "diverges_unless", "exists_if", "exists_where", "is_open"]


def exists_if(question: Any, what: str = "integral") -> Undecided:
    """It exists exactly where the relation holds."""
    return Undecided(
        f"the {what} exists if and only if {question}; state it with assuming=", question=question
    )


def exists_where(questions: Sequence[Any], zero: Any = None) -> Undecided:
    """It exists where all the relations hold, and where a tail vanishes if `zero` says so."""
    needed = " and ".join(map(str, questions))
    only = "and only then" if zero is None else f"or where a tail vanishes ({zero})"
    return Undecided(
        f"the integral exists if {needed}, {only}; state it with assuming=", question=questions[0]
    )


def diverges_unless(
    question: Any, *, where: Any = "", tail: bool = False, what: str = "integral", why: Any = ""
) -> Undecided:
    """It diverges at `where` but for the parameters of the relation; `tail` that a tail is 0."""
    place = f" at {where}" if where != "" else ""
    unless = f"a tail vanishes ({question})" if tail else str(question)
    reason = f": {why}" if why else ""
    return Undecided(f"the {what} diverges{place} unless {unless}{reason}", question=question)


def always_diverges(question: Any, why: DivergentIntegral) -> DivergentIntegral:
    """It diverges where the relation does not hold, and where it holds for another reason."""
    return DivergentIntegral(
        f"the integral diverges unless {question}, and there too: {why}",
        end=why.end,
        tails=why.tails,
    )


def is_open(question: Any) -> Undecided:
    """Whether a relation holds is needed and open."""
    return Undecided(f"whether {question} is open; state it with assuming=", question=question)
