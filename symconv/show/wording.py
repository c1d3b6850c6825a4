"""The sentences of a worked solution: what is asked, flip and shift, one case after the other."""

from __future__ import annotations

from typing import Any

import sympy

from symconv.show.atoms import Between, Expression, IntegralSign, Sign
from symconv.show.derivation import Chain, Heading, Sentence
from symconv.show.exactly import SolvedCase
from symconv.show.plain import gathered, interval_text, text
from symconv.show.subject import Subject

__all__ = [
    "all_cases",
    "flip_and_shift",
    "interval_words",
    "plus",
    "result_name",
    "statement",
    "summary",
    "title",
    "unbroken",
]


def plus() -> Sign:
    """A plus between two displayed terms."""
    return Sign(" + ", "+", "<mo>+</mo>")


def title(subject: Subject) -> str:
    """The title of the whole."""
    return "Convolution, step by step" if subject.flips else "Cross-correlation, step by step"


def _of(name: str, argument: str) -> Sign:
    """f(x)."""
    return Sign(f"{name}({argument})", f"{name}({argument})",
                f"<mi>{name}</mi><mo>(</mo><mi>{argument}</mi><mo>)</mo>")  # fmt: skip


def result_name(subject: Subject) -> Sign:
    """(f ∗ g)(t)."""
    t = text(subject.problem.t)
    star = r"\ast" if subject.flips else r"\star"
    return Sign(
        f"(f {subject.sign} g)({t})",
        rf"(f {star} g)({sympy.latex(subject.problem.t)})",
        f"<mo>(</mo><mi>f</mi><mo>{subject.sign}</mo><mi>g</mi><mo>)</mo><mo>(</mo><mi>{t}</mi>"
        "<mo>)</mo>",
    )


def _h(subject: Subject) -> Sign:
    """h(t)."""
    t = text(subject.problem.t)
    return Sign(f"h({t})", f"h({sympy.latex(subject.problem.t)})",
                f"<mi>h</mi><mo>(</mo><mi>{t}</mi><mo>)</mo>")  # fmt: skip


def statement(subject: Subject) -> list[Any]:
    """What is wanted, and f and g."""
    problem = subject.problem
    x, t = text(problem.x), text(problem.t)
    sign = "−" if subject.flips else "+"
    bar = subject.f != problem.f
    first = f"conj f({x})" if bar else f"f({x})"
    in_latex = rf"\overline{{f({x})}}" if bar else f"f({x})"
    in_mathml = f"<mi>f</mi><mo>(</mo><mi>{x}</mi><mo>)</mo>"
    if bar:
        in_mathml = f"<mover><mrow>{in_mathml}</mrow><mo>¯</mo></mover>"
    definition = Sign(
        f"∫ {first} g({t} {sign} {x}) d{x}",
        rf"\int {in_latex}\, g({t} {'-' if subject.flips else '+'} {x})\,\mathrm{{d}}{x}",
        f"<mo>∫</mo>{in_mathml}<mspace width='0.2em'/><mi>g</mi><mo>(</mo><mi>{t}</mi>"
        f"<mo>{sign}</mo><mi>{x}</mi><mo>)</mo><mspace width='0.2em'/><mi>d</mi><mi>{x}</mi>",
    )
    return [
        Sentence.of(
            "Wanted: ", _h(subject), " = ", result_name(subject), " = ", definition, " for"
        ),
        Chain(_of("f", x), ((Expression(gathered(problem.f)),),)),
        Chain(_of("g", x), ((Expression(gathered(problem.g)),),)),
    ]


def interval_words(support: Any) -> str:
    """A support as an interval, in words where it is none."""
    if support is None:
        return "an interval whose ends depend on the order of parameters"
    if support is sympy.S.EmptySet:
        return "no point (it is 0)"
    if not support.is_Interval:
        return f"the point {text(next(iter(support)))}"
    low, high = support.start, support.end
    left = "(" if low.is_infinite else "["
    right = ")" if high.is_infinite else "]"
    return f"{left}{text(low)}, {text(high)}{right}"


def flip_and_shift(subject: Subject, support: Any) -> list[Any]:
    """Where the moved kernel lives."""
    problem = subject.problem
    x, t = text(problem.x), text(problem.t)
    if subject.flips:
        blocks: list[Any] = [Heading("Flip and shift")]
        words = f"g({t} − {x}) is g turned over at 0 and then moved by {t} to the right"
    else:
        blocks = [Heading("Shift, without a flip")]
        words = f"g({t} + {x}) is g moved by {t} to the left; it is not turned over"
    if support is not None and support.is_Interval:
        words += _covered(subject, support.start, support.end)
    return [*blocks, Sentence.of(words + ".")]


def _covered(subject: Subject, low: Any, high: Any) -> str:
    """Where the moved kernel lives: t − d ≤ x ≤ t − c, or c − t ≤ x ≤ d − t."""
    problem = subject.problem
    first, last = low - problem.t, high - problem.t
    if subject.flips:
        first, last = problem.t - high, problem.t - low
    left = "" if first.is_infinite else f"{text(first)} ≤ "
    right = "" if last.is_infinite else f" ≤ {text(last)}"
    return f"; it lives where {left}{text(problem.x)}{right}" if left or right else ""


def all_cases(subject: Subject, cases: list[SolvedCase], conditions: list[Any]) -> list[Any]:
    """The break points, then case after case."""
    t = subject.problem.t
    blocks: list[Any] = []
    points = [case.low for case in cases if case.low is not None]
    if points:
        listed = unbroken(", ".join(text(point) for point in points))
        how = (
            "sums of the break points of f and g" if subject.flips
            else "differences, break points of g less those of f"
        )  # fmt: skip
        blocks += [
            Heading("Break points"),
            Sentence.of(f"The overlap changes its ends only at the pairwise {how}: "
                        f"{unbroken(text(t) + ' = ')}{listed}."),
        ]  # fmt: skip
    if conditions:
        blocks.append(Sentence.of(
            "The antiderivatives are written for " + ", ".join(text(c) for c in conditions) + "."
        ))  # fmt: skip
    for number, case in enumerate(cases, start=1):
        title = f"Case {number}:  {interval_text(t, case.low, case.high)}"
        blocks += [Heading(title if len(cases) > 1 else f"One case:  every {text(t)}")]
        blocks += _case(subject, case)
    return blocks


def unbroken(words: str) -> str:
    """With spaces that end no line."""
    return words.replace(" ", "\u00a0")


def _case(subject: Subject, case: SolvedCase) -> list[Any]:
    x = subject.problem.x
    if not case.overlaps and case.sifted == 0:
        return [Sentence.of("Nothing overlaps, so ", _h(subject), " = 0.")]
    blocks: list[Any] = []
    if case.overlaps:
        blocks.append(_where(x, case))
    first: list[Any] = []
    second: list[Any] = []
    for overlap in case.overlaps:
        joint = [plus()] if first else []
        first += [*joint, IntegralSign(overlap.integrand, x, overlap.lower, overlap.upper)]
        if overlap.primitive is not None:
            second += [*([plus()] if second else []),
                       Between(overlap.primitive, x, overlap.lower, overlap.upper)]  # fmt: skip
    complete = all(overlap.primitive is not None for overlap in case.overlaps)
    if case.sifted != 0:
        blocks.append(Sentence.of("The point masses pick out ", case.sifted, "."))
        first += [*([plus()] if first else []), Expression(case.sifted, bool(first))]
        second += [*([plus()] if second else []), Expression(case.sifted, bool(second))]
    rights = [tuple(first)]
    if case.overlaps and complete:
        rights.append(tuple(second))
    if rights[-1] != (Expression(case.value),):
        rights.append((Expression(case.value),))
    return [*blocks, Chain(_h(subject), tuple(rights))]


def _where(x: Any, case: SolvedCase) -> Sentence:
    words = []
    for overlap in case.overlaps:
        low, high = (None if end.is_infinite else text(end)
                     for end in (overlap.lower, overlap.upper))  # fmt: skip
        span = " < ".join(part for part in (low, text(x), high) if part is not None)
        words.append(f"all {text(x)}" if low is None and high is None else span)
    if words == [f"all {text(x)}"]:
        return Sentence.of(f"They overlap for every {text(x)}.")
    start = "The pieces overlap where " if len(words) > 1 else "They overlap where "
    return Sentence.of(start + "; ".join(words) + ".")


def summary(subject: Subject) -> list[Any]:
    """The result as a whole."""
    return [Heading("Result"), Chain(result_name(subject), ((Expression(subject.answer.expr),),))]
