"""Integrals that exist under open relations: tried with these, before they are asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from symconv.algebra.questions import always_diverges
from symconv.algebra.signs import Facts
from symconv.antiderivatives.limits import Open
from symconv.antiderivatives.sums import NotElementary
from symconv.errors import DivergentIntegral

__all__ = ["under_relations"]

_MOST_RELATIONS = 6
T = TypeVar("T")


def under_relations(
    facts: Facts, collect: bool, work: Callable[[Facts, tuple[Open, ...]], T | None]
) -> T | None:
    """work(facts, opened) with what it leaves open among the facts; None where it has no answer.

    Raises DivergentIntegral where the integral diverges under the relations too, that is always;
    Undecided with the first of them where `collect` is False.
    """
    opened: list[Open] = []
    answer: T | None = None
    while len(opened) < _MOST_RELATIONS:
        try:
            answer = work(facts, tuple(opened))
        except NotElementary:
            answer = None
        except Open as error:
            opened.append(error)
            facts = facts.assume(error.value, 1)
            continue
        except DivergentIntegral as error:
            if not opened:
                raise
            raise always_diverges(opened[0].question, error) from None
        break
    if opened and not collect:
        raise opened[0].undecided()
    return answer if len(opened) < _MOST_RELATIONS else None
