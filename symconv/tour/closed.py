"""Station 1: the closed forms of all five products, or why there is none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from symconv.errors import DivergentIntegral, InvalidInput, SymconvError
from symconv.show.layout import equation
from symconv.show.plain import text
from symconv.tour.state import Tour
from symconv.tour.wording import indented, signs

__all__ = ["closed_forms"]


_EACH = 10


def closed_forms(tour: Tour) -> Iterator[str]:
    """Solve, and write each result with what certifies it."""
    from symconv.operators.nodes import Convolution, CrossCorrelation

    f, g = tour.f, tour.g
    pairs = (
        ("f ∗ g", Convolution, f, g),
        ("f ⋆ g", CrossCorrelation, f, g),
        ("g ⋆ f", CrossCorrelation, g, f),
        ("g ∗ g", Convolution, g, g),
        ("g ⋆ g", CrossCorrelation, g, g),
    )
    for name, node, first, second in pairs:
        try:
            unsolved = node(first, second, tour.x, tour.t)
            answer = unsolved.closed_form(assuming=tour.assuming, timeout=_EACH)
        except InvalidInput:
            raise
        except SymconvError as error:
            tour.refused[name] = error
            yield from _refusal(name, error)
            continue
        tour.answers[name] = answer
        yield from equation(f"({name})({text(tour.t)})", answer.expr)
        yield from indented(_credentials(answer), 8)
        yield ""


def _refusal(name: str, error: SymconvError) -> Iterator[str]:
    word = "diverges, so there is no answer" if isinstance(error, DivergentIntegral) else "refused"
    yield f"  ({name})  {word}:"
    yield from indented(signs(str(error)), 8)
    yield ""


def _credentials(answer: Any) -> str:
    words = [f"{answer.certificate.status} by {answer.method}"]
    if answer.smoothness is not None and answer.smoothness.is_Integer:
        words.append(f"exactly C^{text(answer.smoothness)}")
    if answer.support is not None:
        words.append(f"support {_support(answer.support)}")
    words += [signs(str(hypothesis)) for hypothesis in answer.hypotheses]
    if answer.conditions:
        words.append("if " + " and ".join(text(c) for c in answer.conditions))
    return "; ".join(words)


def _support(support: Any) -> str:
    if not support.is_Interval:
        return signs(str(support))
    left = "(" if support.start.is_infinite else "["
    right = ")" if support.end.is_infinite else "]"
    return f"{left}{text(support.start)}, {text(support.end)}{right}"
