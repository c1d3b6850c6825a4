"""The tour: one pair of functions computed, checked, discretised, drawn and kept.

Nothing in it is written down beforehand: every line is computed for the pair at hand.
"""

from __future__ import annotations

import json
import re
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor
from pathlib import Path
from typing import Any, TextIO

import sympy

from symconv.errors import DivergentIntegral, InvalidInput, SymconvError
from symconv.show.formulas import gathered, text
from symconv.show.layout import WIDTH, equation

__all__ = ["LECTURE_PAIR", "Tour", "take"]

LECTURE_PAIR = ("box(-1,2)", "1 - abs(x)/5 for x > 0")
_LAWS = (
    "commutativity",
    "associativity",
    "distributivity",
    "scalar",
    "differentiation",
    "smoothness",
    "area",
    "correlation_as_convolution",
    "correlation_symmetry",
    "convolution_theorem",
)
_KERNELS = (
    ("f ∗ g", "convolve", "midpoint"),
    ("f ∗ g", "convolve", "left"),
    ("f ⋆ g", "correlate", "midpoint"),
)
_RULES = {
    "midpoint": "samples in the middle of each cell",
    "left": "samples at the left end of each cell",
}
_STEPS = tuple(Fraction(1, 2**k) for k in range(2, 6))
_PATIENCE = 18
_EACH = 10
_REFERENCE_POINTS = 33


@dataclass
class Tour:
    """What was computed on the way: closed forms, verdicts, reports, files."""

    f: Any
    g: Any
    x: Any
    t: Any
    assuming: tuple[Any, ...] = ()
    out: Path = Path("symconv-tour")
    answers: dict[str, Any] = field(default_factory=dict)
    refused: dict[str, SymconvError] = field(default_factory=dict)
    verdicts: dict[str, Any] = field(default_factory=dict)
    reports: dict[str, Any] = field(default_factory=dict)
    files: list[Path] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)

    @property
    def is_numeric(self) -> bool:
        """Whether there are numbers to sample and to draw."""
        return not (self.f.free_symbols | self.g.free_symbols) - {self.x}


def take(tour: Tour, write: Callable[[str], None] = print, stream: TextIO | None = None) -> Tour:
    """Go through all stations, writing each when it is done; a bar on `stream` meanwhile.

    Parameters
    ----------
    tour : Tour
        The pair, the symbols and the folder for files.
    write : callable
        Gets one line at a time.
    stream : text file, optional
        For the progress bar; sys.stderr if not given, and only if it is a terminal.

    Returns
    -------
    Tour
        The same object, filled.

    Raises
    ------
    InvalidInput
        f or g has no meaning, or the folder cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> from sympy import Symbol
    >>> from symconv import box
    >>> x, t = Symbol("x", real=True), Symbol("t", real=True)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     done = take(Tour(box(x, 0, 1), box(x, 0, 1), x, t, out=Path(folder)), lambda line: None)
    >>> done.answers["f ∗ g"].expr
    Piecewise((t, (t >= 0) & (t < 1)), (2 - t, (t >= 1) & (t < 2)), (0, True))
    >>> take(Tour("box", box(x, 0, 1), x, t))
    Traceback (most recent call last):
    symconv.errors.InvalidInput: f is a text; use symconv.parse(text)
    """
    from symconv.operators.inputs import as_expression, exact

    tour.f, tour.g = exact(as_expression(tour.f, "f")), exact(as_expression(tour.g, "g"))
    bar = _Bar(sys.stderr if stream is None else stream, len(_STATIONS))
    for line in _greeting(tour):
        write(line)
    for number, (title, station) in enumerate(_STATIONS, start=1):
        bar.show(number - 1, title)
        lines = list(station(tour))
        bar.clear()
        write("")
        write(f"{number}  {title}")
        write("─" * WIDTH)
        for line in lines:
            write(line)
    write("")
    for line in _farewell(tour):
        write(line)
    return tour


class _Bar:
    """How far the tour is; on a terminal only, and gone before anything else is written."""

    def __init__(self, stream: TextIO, total: int):
        self.stream, self.total = stream, total

    def show(self, done: int, title: str) -> None:
        if self.stream.isatty():
            filled = 24 * done // self.total
            bar = "█" * filled + "░" * (24 - filled)
            self.stream.write(f"\r\x1b[K{bar} {done}/{self.total}  {title} …")
            self.stream.flush()

    def clear(self) -> None:
        if self.stream.isatty():
            self.stream.write("\r\x1b[K")
            self.stream.flush()


def _greeting(tour: Tour) -> Iterator[str]:
    yield "A tour of convolution, (f ∗ g)(t) = ∫ f(x) g(t − x) dx, and of cross-correlation,"
    yield "(f ⋆ g)(t) = ∫ conj(f(x)) g(t + x) dx, for"
    yield ""
    for name, f in (("f", tour.f), ("g", tour.g)):
        yield from equation(f"{name}({text(tour.x)})", gathered(f), indent=4)


# Station 1: closed forms ------------------------------------------------------------------------


def _closed_forms(tour: Tour) -> Iterator[str]:
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
        yield from _indented(_credentials(answer), 8)
        yield ""


def _refusal(name: str, error: SymconvError) -> Iterator[str]:
    word = "diverges, so there is no answer" if isinstance(error, DivergentIntegral) else "refused"
    yield f"  ({name})  {word}:"
    yield from _indented(_signs(str(error)), 8)
    yield ""


def _credentials(answer: Any) -> str:
    words = [f"{answer.certificate.status} by {answer.method}"]
    if answer.smoothness is not None and answer.smoothness.is_Integer:
        words.append(f"exactly C^{text(answer.smoothness)}")
    if answer.support is not None:
        words.append(f"support {_support(answer.support)}")
    words += [_signs(str(hypothesis)) for hypothesis in answer.hypotheses]
    if answer.conditions:
        words.append("if " + " and ".join(text(c) for c in answer.conditions))
    return "; ".join(words)


def _support(support: Any) -> str:
    if not support.is_Interval:
        return _signs(str(support))
    left = "(" if support.start.is_infinite else "["
    right = ")" if support.end.is_infinite else "]"
    return f"{left}{text(support.start)}, {text(support.end)}{right}"


def _signs(words: str) -> str:
    """Minus, infinity and arrows as in print."""
    return words.replace("-oo", "−∞").replace("oo", "∞").replace("->", "→").replace(" - ", " − ").replace("^-", "^−")


def _indented(words: str, indent: int) -> list[str]:
    return textwrap.wrap(words, WIDTH, initial_indent=" " * indent, subsequent_indent=" " * indent)


# Station 2: the laws ----------------------------------------------------------------------------


def _laws(tour: Tour) -> Iterator[str]:
    from symconv import check

    omega = sympy.Symbol("omega", real=True)
    extra: dict[str, tuple[Any, ...]] = {
        "associativity": (tour.f,),
        "distributivity": (tour.f,),
        "scalar": (sympy.Integer(3),),
    }
    yield "  For this pair; third function: f; scalar: 3. Below each law: the hypotheses it rests on,"
    yield "  which a lecture likes to leave out."
    for name in _LAWS:
        yield ""
        law = getattr(check, name)
        if time.monotonic() - tour.started > _PATIENCE:
            yield f"  not tried   {name}: the tour's time is up; symconv.check.{name} has no such limit"
            continue
        arguments = [tour.f, tour.g, *extra.get(name, ()), tour.x]
        if name == "convolution_theorem":
            arguments.append(omega)
        yield from _judged(tour, name, law, arguments)


def _judged(tour: Tour, name: str, law: Any, arguments: list[Any]) -> Iterator[str]:
    title = name.replace("_", " ")
    try:
        verdict = law(*arguments)
    except InvalidInput:
        raise
    except SymconvError as error:
        tour.verdicts[name] = error
        yield f"  {'no object':<12}{title}"
        yield from _indented(_signs(str(error)), 14)
    else:
        tour.verdicts[name] = verdict
        yield f"  {verdict.status.value:<12}{title}:  {verdict.statement}"
        if verdict.reason:
            yield from _indented(_signs(verdict.reason), 14)
        if verdict.hint:
            yield from _indented(f"hint: {verdict.hint}", 14)
    yield from _indented(f"needs: {_needs(law)}", 14)


def _needs(law: Any) -> str:
    """The hypotheses of a law, from its own documentation."""
    found = re.search(r"Hypotheses\n\s*-+\n(.*?)\n\s*\n", law.__doc__ or "", re.DOTALL)
    return " ".join(found[1].split()) if found else "no hypotheses are stated"


# Station 3: the discretised kernel --------------------------------------------------------------


def _discretised(tour: Tour) -> Iterator[str]:
    from symconv.numeric import validate

    if not tour.is_numeric:
        yield "  left out: a parameter has no value, so there is nothing to sample"
        return
    yield "  h·Σ f(x_k) g(t ∓ x_k) against the closed form: the largest error over all t, and a proved bound."
    yield ""
    for name, op, rule in _KERNELS:
        if name not in tour.answers:
            yield f"  {name}: left out, for there is no result to compare with"
            continue
        closed = tour.answers[name].expr.xreplace({tour.t: tour.x})
        try:
            report = validate(
                tour.f, tour.g, tour.x, op, _STEPS, rule, closed_form=closed
            )
        except SymconvError as error:
            yield from _indented(f"{name}: left out: {_signs(str(error))}", 2)
            continue
        tour.reports[f"{name}, {rule}"] = report
        function = "numpy.convolve(a, v)" if op == "convolve" else "numpy.correlate(v, a)"
        verdict = "passed" if report.passed else "FAILED"
        yield f"  {name} by h·{function}, {_RULES[rule]}: {verdict}"
        yield from _table(report)
        yield from (line for words in report.diagnosis for line in _indented(_signs(words), 4))
        yield ""


def _table(report: Any) -> Iterator[str]:
    """One line per step; the order is that of the error from one step to the next."""
    if not report.rows:
        return
    columns = ("step h", "largest error", "proved bound", "observed order", "expected")
    yield "    " + "".join(f"{name:>18}" for name in columns)
    for row in report.rows:
        order = "–" if row.order is None else f"{row.order:.2f}"
        expected = "exact" if row.expected == float("inf") else f"{row.expected:g}"
        bound = "none" if row.bound == float("inf") else f"{row.bound:.2e}"
        cells = (str(row.step), f"{row.error:.2e}", bound, order, expected)
        yield "    " + "".join(f"{cell:>18}" for cell in cells)


# Station 4: files -------------------------------------------------------------------------------


def _files(tour: Tour) -> Iterator[str]:
    try:
        tour.out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InvalidInput(f"cannot make the folder {tour.out}: {error.strerror}") from None
    for words, make in (
        ("worked solution", _write_derivation),
        ("reference values", _write_reference),
        ("figure", _write_figure),
        ("animation", _write_animation),
    ):
        try:
            made = make(tour)
        except SymconvError as error:
            yield from _indented(f"{words}: left out: {_signs(str(error))}", 2)
            continue
        tour.files += made
        yield f"  {words}: {', '.join(path.name for path in made)}"


def _write_derivation(tour: Tour) -> list[Path]:
    from symconv.show import explain

    pages = []
    for op, name in (("convolve", "convolution"), ("correlate", "correlation")):
        if {"convolve": "f ∗ g", "correlate": "f ⋆ g"}[op] in tour.answers:
            solution = explain(tour.f, tour.g, tour.x, tour.t, op=op, assuming=tour.assuming)
            pages.append(solution.save(tour.out / f"{name}.html"))
    return pages


def _write_reference(tour: Tour) -> list[Path]:
    """Correctly rounded values of both operators at exact points, as JSON."""
    from symconv.numeric import round_exact

    if not tour.is_numeric:
        raise InvalidInput("a parameter has no value")
    tables = {}
    for name in ("f ∗ g", "f ⋆ g"):
        if name in tour.answers:
            expr = tour.answers[name].expr
            points = _points(expr, tour.t)
            kind = "complex128" if expr.has(sympy.I) else "float64"
            values = round_exact(expr, tour.t, points, kind)
            tables[name] = {
                "expression": str(expr),
                "dtype": kind,
                "t": [str(point) for point in points],
                "values": [repr(value) for value in values.tolist()],
            }
    path = tour.out / "reference.json"
    data = {"f": str(tour.f), "g": str(tour.g), "rounding": "to nearest, each value", **tables}
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return [path]


def _points(expr: Any, t: Any) -> list[Fraction]:
    """Equally spaced, over what there is to see of the result."""
    from symconv.show.curves import visible_range

    low, high = visible_range(expr, t)
    first, last = Fraction(floor(low) - 1), Fraction(ceil(high) + 1)
    step = (last - first) / (_REFERENCE_POINTS - 1)
    return [first + step * k for k in range(_REFERENCE_POINTS)]


def _write_figure(tour: Tour) -> list[Path]:
    from symconv.show import compare

    path = tour.out / "comparison.png"
    compare(tour.f, tour.g, tour.x).savefig(path, dpi=150)
    return [path]


def _write_animation(tour: Tour) -> list[Path]:
    from symconv.show import animate

    op = "convolve" if "f ∗ g" in tour.answers else "correlate"
    film = animate(tour.f, tour.g, tour.x, op=op)
    page = film.save(tour.out / "animation.html")
    tour.files.append(page)
    return [film.save(tour.out / "animation.gif")]


def _farewell(tour: Tour) -> Iterator[str]:
    seconds = time.monotonic() - tour.started
    yield f"Done in {seconds:.0f} s. The files are in {tour.out.resolve()}:"
    for path in tour.files:
        yield f"  {path.name}"


_STATIONS: tuple[tuple[str, Callable[[Tour], Iterator[str]]], ...] = (
    ("Closed forms", _closed_forms),
    ("Laws and the convolution theorem", _laws),
    ("The discretised kernel", _discretised),
    ("Files", _files),
)
