"""f ⋆ g and g ⋆ f differ (L6): two boxes on the line, checked by the concrete decider.

f = box(0, 1), g = box(1, 2). f ⋆ g is the triangle on [0, 2] with its peak at 1, and g ⋆ f the
triangle on [−2, 0] with its peak at −1: the kernel accepts each and rejects each for the other.
"""

from __future__ import annotations

from typing import Any

from symconv.kernel import CertificateError, check

__all__ = ["correlation_does_not_commute"]


def _pieces(degree: int, changes: dict[int, int]) -> dict[str, Any]:
    """Σ c (x − a)^degree [x > a]."""
    right = [[str(a), degree, "0", [[str(c), "0"]]] for a, c in changes.items()]
    return {"line": [], "right": right, "mass": []}


BOX_01, BOX_12 = _pieces(0, {0: 1, 1: -1}), _pieces(0, {1: 1, 2: -1})
TRIANGLE_AFTER, TRIANGLE_BEFORE = _pieces(1, {0: 1, 1: -2, 2: 1}), _pieces(1, {-2: 1, -1: -2, 0: 1})


def _is_correlation(f: dict[str, Any], g: dict[str, Any], h: dict[str, Any]) -> bool:
    header = {"symconv": 1, "kind": "convolution", "op": "correlate", "conjugate": True}
    try:
        check({**header, "f": f, "g": g, "h": h})
    except CertificateError as error:
        if error.condition != "product":
            raise
        return False
    return True


def correlation_does_not_commute() -> bool:
    """Whether the kernel tells f ⋆ g and g ⋆ f apart, each being what is said above."""
    return (
        _is_correlation(BOX_01, BOX_12, TRIANGLE_AFTER)
        and _is_correlation(BOX_12, BOX_01, TRIANGLE_BEFORE)
        and not _is_correlation(BOX_12, BOX_01, TRIANGLE_AFTER)
        and not _is_correlation(BOX_01, BOX_12, TRIANGLE_BEFORE)
    )
