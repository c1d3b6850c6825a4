"""Station 4: worked solutions, reference values, figure, animation, in one folder."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor
from pathlib import Path
from typing import Any

import sympy

from symconv.errors import InvalidInput, SymconvError
from symconv.tour.state import Tour
from symconv.tour.wording import indented, signs

__all__ = ["files", "named"]


_REFERENCE_POINTS = 32


def files(tour: Tour) -> Iterator[str]:
    """Write every file that can be written; say why another cannot."""
    try:
        tour.out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InvalidInput(f"cannot make the folder {tour.out}: {error.strerror}") from None
    for words, make in (
        ("worked solution", _write_derivation),
        ("reference values", _write_reference),
        ("figure", _write_figure),
        ("animation with a slider", _write_page),
        ("animation", _write_animation),
    ):
        try:
            made = make(tour)
        except SymconvError as error:
            yield from indented(f"{words}: left out: {signs(str(error))}", 2)
            continue
        tour.files += made
        yield f"  {words}: {', '.join(named(path) for path in made)}"


def _write_derivation(tour: Tour) -> list[Path]:
    from symconv.show import explain

    pages = []
    for op, name in (("convolve", "convolution"), ("correlate", "correlation")):
        if {"convolve": "f ∗ g", "correlate": "f ⋆ g"}[op] in tour.answers:
            solution = explain(tour.f, tour.g, tour.x, tour.t, op=op, assuming=tour.assuming)
            pages.append(solution.save(tour.out / f"{name}.html"))
    return pages


def _write_reference(tour: Tour) -> list[Path]:
    """Correctly rounded values of both operators at exact points, with a manifest."""
    from symconv import reference

    if not tour.is_numeric:
        raise InvalidInput("a parameter has no value")
    x = sympy.Symbol("x", real=True)
    texts = [str(part.xreplace({tour.x: x})) for part in (tour.f, tour.g)]
    spec = []
    for name, op in (("f ∗ g", "convolve"), ("f ⋆ g", "correlate")):
        if name in tour.answers:
            expr = tour.answers[name].expr
            first, last, step = _span(expr, tour.t)
            case = {"name": op, "f": texts[0], "g": texts[1], "op": op, "start": first,
                    "stop": last, "step": str(step)}  # fmt: skip
            spec.append(case | ({"dtype": "complex128"} if expr.has(sympy.I) else {}))
    folder = tour.out / "reference"
    reference.generate({"case": spec}, folder, progress=False)
    return [folder]


def _span(expr: Any, t: Any) -> tuple[int, int, Fraction]:
    """Whole numbers around what there is to see of the result, and a step."""
    from symconv.show.curves import visible_range

    low, high = visible_range(expr, t)
    first, last = floor(low) - 1, ceil(high) + 1
    return first, last, Fraction(last - first, _REFERENCE_POINTS)


def _write_figure(tour: Tour) -> list[Path]:
    from symconv.show import compare

    path = tour.out / "comparison.png"
    compare(tour.f, tour.g, tour.x).savefig(path, dpi=150)
    return [path]


def _write_page(tour: Tour) -> list[Path]:
    return [_film(tour).save(tour.out / "animation.html")]


def _write_animation(tour: Tour) -> list[Path]:
    return [_film(tour).save(tour.out / "animation.gif")]


def _film(tour: Tour) -> Any:
    from symconv.show import animate

    op = "convolve" if "f ∗ g" in tour.answers else "correlate"
    return animate(tour.f, tour.g, tour.x, op=op)


def named(path: Path) -> str:
    """The name, a folder's with a slash."""
    return f"{path.name}/" if path.is_dir() else path.name
