"""The animation as one HTML file: curves as plain data, formulas as MathML, no network."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from dataclasses import replace
from importlib.resources import files
from typing import Any

import numpy as np

from symconv.errors import SymconvError
from symconv.show.atoms import IntegralSign
from symconv.show.curves import Curve
from symconv.show.explaining import told_cases
from symconv.show.markup import interval_mathml, mathml
from symconv.show.picture import Picture
from symconv.show.plain import text
from symconv.show.subject import SIGNS

__all__ = ["page"]

_DIGITS = 6
_MOST_INTEGRALS = 3
_WORDS = {
    "convolve": "convolution, the kernel flipped",
    "correlate": "cross-correlation, the kernel not flipped",
}


def page(found: Mapping[str, Picture], refused: Mapping[str, SymconvError], op: str) -> str:
    """The page with a view for every operator; a refused one says why."""
    views: dict[str, Any] = {}
    for name in SIGNS:
        view = _view(found[name]) if name in found else _refusal(name, refused[name])
        views[name] = {"label": f"{_WORDS[name]}: f {SIGNS[name]} g", **view}
    window = found[op].window
    data = {"op": op, "start": _number(0.62 * window[0] + 0.38 * window[1]), "views": views}
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    template = files("symconv.show").joinpath("page.html").read_text(encoding="utf-8")
    title = html.escape(f"f {SIGNS[op]} g, animated")
    # "</" would end the script element inside which the data stand.
    return template.replace("{{TITLE}}", title).replace("{{DATA}}", written.replace("</", "<\\/"))


def _math(inside: str) -> str:
    return f'<math displaystyle="true">{inside}</math>'


def _head(op: str, x: str, t: str) -> str:
    """(f ∗ g)(t) = ∫ f(x) g(t − x) dx."""
    sign, argument = SIGNS[op], "−" if op == "convolve" else "+"
    return _math(
        f"<mrow><mo>(</mo><mi>f</mi><mo>{sign}</mo><mi>g</mi><mo>)</mo><mo>(</mo><mi>{t}</mi>"
        f"<mo>)</mo></mrow><mo>=</mo><mo>∫</mo><mi>f</mi><mo>(</mo><mi>{x}</mi><mo>)</mo>"
        f"<mspace width='0.2em'/><mi>g</mi><mo>(</mo><mi>{t}</mi><mo>{argument}</mo><mi>{x}</mi>"
        f"<mo>)</mo><mspace width='0.2em'/><mi>d</mi><mi>{x}</mi>"
    )


def _refusal(op: str, error: SymconvError) -> dict[str, Any]:
    words = html.escape(str(error))
    return {"head": f'{_head(op, "x", "t")}<p class="refused">No picture: {words}</p>',
            "refused": True}  # fmt: skip


def _view(picture: Picture) -> dict[str, Any]:
    problem = picture.subject.problem
    x, t = text(problem.x), text(problem.t)
    sign, inner = picture.subject.sign, "−" if picture.subject.flips else "+"
    low, high = picture.window
    complex_valued = any(curve.is_complex for curve in (picture.f, picture.g, picture.h))
    return {
        "x": x,
        "t": t,
        "name": f"(f {sign} g)",
        "area": _area_words(picture),
        "flips": picture.subject.flips,
        "head": _head(problem.op, x, t),
        "window": [_number(low), _number(high)],
        "upper": _range(picture.f, picture.g),
        "lower": _range(picture.h),
        "stops": [_number(float(p)) for p in picture.h.breaks if low < float(p) < high],
        "f": _curve(picture.f),
        "kernel": {**_curve(picture.kernel), "impulses": _kernel_impulses(picture)},
        "h": _curve(picture.h),
        "cases": [_case(case, picture) for case in picture.cases],
        "setups": _setups(picture),
        "key": (
            f'<span class="swatch" style="border-color:#0072B2"></span>f({x}) &emsp;'
            f'<span class="swatch" style="border-color:#D55E00;border-top-style:dashed"></span>'
            f"g({t} {inner} {x}) &emsp;"
            f'<span class="swatch" style="border-color:#E69F00;border-top-width:10px"></span>'
            "their product"
        ),
        "note": "The real parts are drawn." if complex_valued else "",
    }


def _setups(picture: Picture) -> list[dict[str, Any]]:
    """The verified integrals with their ends, case by case; none where that is not told."""
    left = f"{_name(picture)}<mo>=</mo>"
    found = []
    for case in told_cases(picture.subject):
        atoms = [
            IntegralSign(o.integrand, picture.subject.problem.x, o.lower, o.upper).mathml()
            for o in case.overlaps
        ]
        atoms += [mathml(case.sifted)] if case.sifted != 0 else []
        words = "<mo>+</mo>".join(atoms) if 0 < len(atoms) <= _MOST_INTEGRALS else ""
        found.append({
            "high": None if case.high is None else _number(float(case.high)),
            "math": _math(f"{left}{words}") if words else "",
        })  # fmt: skip
    return found


def _name(picture: Picture) -> str:
    """(f ∗ g)(t)."""
    sign, t = picture.subject.sign, text(picture.subject.problem.t)
    return (
        f"<mrow><mo>(</mo><mi>f</mi><mo>{sign}</mo><mi>g</mi><mo>)</mo><mo>(</mo><mi>{t}</mi>"
        "<mo>)</mo></mrow>"
    )


def _area_words(picture: Picture) -> str:
    """What the value of the result is made of."""
    masses = picture.f.impulses or picture.g.impulses
    return "shaded area and what the arrows pick out" if masses else "shaded area"


def _case(case: Any, picture: Picture) -> dict[str, Any]:
    formula, name = mathml(case.expr), _name(picture)
    return {
        "name": case.name if len(picture.cases) > 1 else "",
        "low": None if case.low is None else _number(float(case.low)),
        "high": None if case.high is None else _number(float(case.high)),
        "where": _math(interval_mathml(case.t, case.low, case.high)),
        "formula": _math(formula),
        "equation": _math(f"{name}<mo>=</mo><mrow>{formula}</mrow>"),
    }


def _range(*curves: Curve) -> list[float]:
    low = min(curve.extent()[0] for curve in curves)
    high = max(curve.extent()[1] for curve in curves)
    if high == low:
        low, high = low - 0.5, high + 0.5
    room = 0.12 * (high - low)
    return [_number(low - room), _number(high + room)]


def _curve(curve: Curve) -> dict[str, Any]:
    return {
        "segments": [
            [[_number(x) for x in s.xs], [_number(y) or 0.0 for y in np.real(s.ys)]]
            for s in curve.segments
        ],
        "jumps": [
            [_number(j.at), *(_number(v.real) for v in (j.before, j.after, j.value))]
            for j in curve.jumps
        ],
        "impulses": [
            [_number(i.at), _number(np.real(i.weight)), _impulse_label(i)] for i in curve.impulses
        ],
    }


def _kernel_impulses(picture: Picture) -> list[Any]:
    """The kernel's masses at their own places, with the sign that the flip gives them."""
    turn = -1 if picture.subject.flips else 1
    found = (
        replace(i, weight=i.weight * turn**i.order, label=i.label * turn**i.order)
        for i in picture.kernel.impulses
    )
    return [[_number(i.at), _number(np.real(i.weight)), _impulse_label(i)] for i in found]


def _impulse_label(impulse: Any) -> str:
    weight = {"1": "", "−1": "−"}.get(text(impulse.label), text(impulse.label) + " ")
    primes = "′" * impulse.order if impulse.order < 4 else f"^({impulse.order})"
    return f"{weight}δ{primes}"


def _number(value: Any) -> Any:
    """Six digits; None where the value is not finite."""
    number = float(value)
    return float(f"{number:.{_DIGITS}g}") if np.isfinite(number) else None
