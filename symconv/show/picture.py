"""What a figure is drawn from: the sampled curves of a pair, its cases, the kernel at a shift."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from symconv.enclosure.masses import separate_masses
from symconv.errors import DivergentIntegral, NoClosedForm, SymconvError
from symconv.numeric import lambdify
from symconv.show.cases import ShownCase, cases_of
from symconv.show.curves import SAMPLES, Curve, Impulse, curve_of, visible_range
from symconv.show.subject import SIGNS, Subject, numeric_subject

__all__ = [
    "Picture",
    "both_operators",
    "moved_impulses",
    "moved_kernel",
    "picture_of",
    "product",
    "unpacked",
    "value_of",
]


@dataclass(frozen=True)
class Picture:
    """The curves of one operator on one window, and the cases of the result.

    `kernel` is g sampled as far as any shift in the window can bring it into view.
    """

    subject: Subject
    window: tuple[float, float]
    f: Curve
    g: Curve
    kernel: Curve
    h: Curve
    cases: tuple[ShownCase, ...]

    @property
    def op(self) -> str:
        """Convolve or correlate."""
        return self.subject.problem.op


def picture_of(f: Any, g: Any, x: Any, op: str) -> Picture:
    """Solve, choose a window that shows all three, sample."""
    subject = numeric_subject(f, g, x, op)
    return sampled(subject, window_of(subject))


def window_of(subject: Subject) -> tuple[float, float]:
    """The part of the line on which f, g and the result have something to show."""
    ranges = [visible_range(part, variable) for part, variable in _functions(subject)]
    low, high = min(r[0] for r in ranges), max(r[1] for r in ranges)
    room = 0.08 * (high - low) or 1.0
    return low - room, high + room


def _functions(subject: Subject) -> tuple[tuple[Any, Any], ...]:
    problem = subject.problem
    return (subject.f, problem.x), (problem.g, problem.x), (subject.answer.expr, problem.t)


def sampled(subject: Subject, window: tuple[float, float]) -> Picture:
    """The curves on the window."""
    low, high = window
    reach = (low - high, high - low) if subject.flips else (2 * low, 2 * high)
    f, g, h = (curve_of(part, variable, window) for part, variable in _functions(subject))
    kernel = curve_of(subject.problem.g, subject.problem.x, reach, 2 * SAMPLES)
    cases = cases_of(subject.answer.expr, subject.problem.t)
    return Picture(subject, window, f, g, kernel, h, tuple(cases))


def both_operators(f: Any, g: Any, x: Any) -> tuple[dict[str, Picture], dict[str, SymconvError]]:
    """The pictures of ∗ and ⋆ on one common window, and why one is missing.

    Raises DivergentIntegral or NoClosedForm where there is neither.
    """
    subjects: dict[str, Subject] = {}
    refused: dict[str, SymconvError] = {}
    for op in SIGNS:
        try:
            subjects[op] = numeric_subject(f, g, x, op)
        except (DivergentIntegral, NoClosedForm) as error:
            refused[op] = error
    if not subjects:
        raise refused["convolve"]
    windows = [window_of(subject) for subject in subjects.values()]
    window = min(w[0] for w in windows), max(w[1] for w in windows)
    return {op: sampled(subject, window) for op, subject in subjects.items()}, refused


def unpacked(f: Any, g: Any, x: Any) -> tuple[Any, Any, Any]:
    """f, g and x, also of a node."""
    return (f.f, f.g, f.x) if g is None and hasattr(f, "closed_form") else (f, g, x)


def value_of(picture: Picture, ts: Any) -> Any:
    """The closed form (without its masses) at floats."""
    t = picture.subject.problem.t
    return np.asarray(lambdify(t, separate_masses(picture.subject.answer.expr, t)[0])(ts))


def moved_kernel(picture: Picture, shift: float) -> Any:
    """x -> g(shift − x) or g(shift + x) as (xs, ys) segments."""
    sign = -1.0 if picture.subject.flips else 1.0
    return [(sign * (s.xs - shift), s.ys) for s in picture.kernel.segments if np.any(s.ys)]


def moved_impulses(picture: Picture, shift: float) -> list[Impulse]:
    """The kernel's masses at a shift; the flip turns the sign of odd derivatives."""
    sign = -1 if picture.subject.flips else 1
    low, high = picture.window
    moved = [
        replace(
            impulse,
            at=sign * (impulse.at - shift),
            weight=impulse.weight * sign**impulse.order,
            label=impulse.label * sign**impulse.order,
        )
        for impulse in picture.kernel.impulses
    ]
    return [impulse for impulse in moved if low < impulse.at < high]


def product(picture: Picture, shift: float) -> tuple[Any, Any]:
    """f(x)·g(shift ∓ x) on the window, from the closed expressions."""
    problem = picture.subject.problem
    xs = np.linspace(*picture.window, 1201)
    first, second = (
        lambdify(problem.x, separate_masses(part, problem.x)[0])
        for part in (picture.subject.f, problem.g)
    )
    inner = shift - xs if picture.subject.flips else shift + xs
    return xs, np.asarray(first(xs)) * np.asarray(second(inner))
