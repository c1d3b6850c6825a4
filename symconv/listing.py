"""What a caller passed: lists read as tuples of bounded length, anything said on one line."""

from __future__ import annotations

from itertools import islice
from typing import Any

from symconv.errors import InvalidInput

__all__ = ["listed", "shown"]

_MOST_ITEMS = 10_000
_LONGEST = 80  # of what a refusal repeats


def listed(value: Any, role: str, expected: str) -> tuple[Any, ...]:
    """The items of a tuple, list, set or other finite collection.

    What only has items by number, as an IndexedBase, never ends, and is no list. Raises
    InvalidInput for texts, for what is no list, and for more than 10000 items.

    >>> listed([1, 2], "steps", "numbers")
    (1, 2)
    >>> listed(5, "steps", "numbers")
    Traceback (most recent call last):
    symconv.errors.InvalidInput: steps is a int; expected numbers
    """
    if isinstance(value, str | bytes) or not hasattr(type(value), "__iter__"):
        raise InvalidInput(f"{role} is a {type(value).__name__}; expected {expected}")
    try:
        items = tuple(islice(value, _MOST_ITEMS + 1))
    except TypeError:  # an array without dimensions, a set that lists nothing
        raise InvalidInput(f"{role} is a {type(value).__name__}; expected {expected}") from None
    if len(items) > _MOST_ITEMS:
        raise InvalidInput(f"{role} has more than {_MOST_ITEMS} items; expected {expected}")
    return items


def shown(value: Any) -> str:
    """What was passed, on one line of bounded length.

    >>> shown(10**5000)
    'a int'
    """
    try:
        text = " ".join(repr(value).split())
    except ValueError:  # an integer of more digits than Python prints
        return f"a {type(value).__name__}"
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."
