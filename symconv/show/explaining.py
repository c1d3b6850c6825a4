"""explain: the worked solution of a convolution or a correlation."""

from __future__ import annotations

from typing import Any

import sympy

from symconv.algebra import analysis
from symconv.algebra.convolution import Existence
from symconv.algebra.distribution import Distribution
from symconv.algebra.exppoly import ExpPoly
from symconv.errors import SymconvError, Undecided
from symconv.methods.exponential import Solution, distributions
from symconv.reading import OutsideClass, Split, read
from symconv.show.atoms import Between, Expression, IntegralSign, Sign
from symconv.show.derivation import Chain, Derivation, Heading, Sentence
from symconv.show.enclosed import cases_by_balls
from symconv.show.exactly import NotShown, SolvedCase, solved_cases
from symconv.show.formulas import gathered, interval_text, text
from symconv.show.stories import plus, result_is_enclosed, square_story, transform_story
from symconv.show.subject import Subject, subject_of
from symconv.writing import write_exppoly

__all__ = ["explain"]

_EXACT = (
    "Every antiderivative was differentiated back, every sum compared with the closed form in the "
    "unique normal form, and every displayed expression read back: exactly."
)
_BALLS = (
    "The sum of the integrals and the value overlap as rigorous balls at two points of every case, "
    "an antiderivative with the integral it stands for: enclosed, not proved."
)


def explain(
    f: Any,
    g: Any = None,
    x: Any = None,
    t: Any = None,
    op: str = "convolve",
    *,
    assuming: Any = (),
    timeout: float = 30,
) -> Derivation:
    """Work out (f ∗ g)(t) or (f ⋆ g)(t) step by step, every displayed integral verified.

    The supports; flip and shift; the break points as pairwise sums; case by case the ends of the
    overlap, the integral, its antiderivative, its value; checks. Where the problem is not solved by
    cases: complete the square, or transform, multiply and come back.

    Hypotheses
    ----------
    The result exists in closed form. Symbolic break points need an order: state it in `assuming`.

    Parameters
    ----------
    f, g : Expr in x; or f a node Convolution or CrossCorrelation, alone
    x, t : Symbol; t is chosen if it is not given
    op : {"convolve", "correlate"}
    assuming : relations between parameters, as in convolve

    Returns
    -------
    Derivation
        str() and .to_text(), .to_latex(), .to_markdown(), .to_html(), .save(path).

    Raises
    ------
    DivergentIntegral, NoClosedForm
        There is no result to explain.
    Undecided
        The order of two break points is open; .question is the relation to assume.

    Examples
    --------
    >>> from sympy import Symbol
    >>> from symconv import box
    >>> from symconv.show import explain
    >>> x, a = Symbol("x", real=True), Symbol("a", positive=True)
    >>> print("\\n".join(explain(box(x, 0, 1), box(x, 0, 1), x).to_text().splitlines()[-4:]))
    Checks
    ──────
    ...
    >>> explain(box(x, 0, 1), box(x, 0, a), x)
    Traceback (most recent call last):
    symconv.errors.Undecided: ...

    References
    ----------
    R. N. Bracewell, The Fourier Transform and Its Applications, ch. 3; A. V. Oppenheim, A. S.
    Willsky, Signals and Systems, ch. 2 (flip and shift).
    """
    subject = subject_of(f, g, x, t, op, assuming=assuming, timeout=timeout)
    blocks: list[Any] = [Heading(_title(subject), 1), *_statement(subject)]
    try:
        exact = distributions(subject.problem)
    except OutsideClass:
        told, checks = _told_with_balls(subject)
    else:
        told, checks = _told_exactly(subject, exact)
    lines = [Sentence.of(check) for check in checks]
    return Derivation((*blocks, *told, Heading("Checks"), *lines), tuple(checks_text(checks)))


def checks_text(checks: list[Any]) -> list[str]:
    """The checks as words."""
    return [
        check if isinstance(check, str) else Derivation((check,)).to_text().strip()
        for check in checks
    ]


# What is asked ----------------------------------------------------------------------------------


def _title(subject: Subject) -> str:
    return "Convolution, step by step" if subject.flips else "Cross-correlation, step by step"


def _of(name: str, argument: str) -> Sign:
    return Sign(f"{name}({argument})", f"{name}({argument})",
                f"<mi>{name}</mi><mo>(</mo><mi>{argument}</mi><mo>)</mo>")  # fmt: skip


def _result(subject: Subject) -> Sign:
    t = text(subject.problem.t)
    star = r"\ast" if subject.flips else r"\star"
    return Sign(
        f"(f {subject.sign} g)({t})",
        rf"(f {star} g)({sympy.latex(subject.problem.t)})",
        f"<mo>(</mo><mi>f</mi><mo>{subject.sign}</mo><mi>g</mi><mo>)</mo><mo>(</mo><mi>{t}</mi>"
        "<mo>)</mo>",
    )


def _h(subject: Subject) -> Sign:
    t = text(subject.problem.t)
    return Sign(f"h({t})", f"h({sympy.latex(subject.problem.t)})",
                f"<mi>h</mi><mo>(</mo><mi>{t}</mi><mo>)</mo>")  # fmt: skip


def _statement(subject: Subject) -> list[Any]:
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
        Sentence.of("Wanted: ", _h(subject), " = ", _result(subject), " = ", definition, " for"),
        Chain(_of("f", x), ((Expression(gathered(problem.f)),),)),
        Chain(_of("g", x), ((Expression(gathered(problem.g)),),)),
    ]


# Exactly ----------------------------------------------------------------------------------------


def _told_exactly(subject: Subject, branches: Any) -> tuple[list[Any], list[Any]]:
    blocks: list[Any] = []
    checks: list[Any] = []
    try:
        for branch in branches:
            if len(branches) > 1:
                blocks.append(Heading(f"If {text(branch.condition)}"
                              if branch.condition != sympy.true else "Else"))  # fmt: skip
            facts = branch.case.facts
            cases, conditions = solved_cases(subject, branch.value, facts)
            blocks += _setting_out(subject, branch.value, facts)
            blocks += _cases(subject, cases, conditions)
            checks += _exact_checks(subject, branch.value, facts, cases)
    except Split as split:
        raise _undecided(split) from None
    except NotShown as reason:
        return _only_result(subject, str(reason))
    return [*blocks, *_summary(subject)], [*checks, _EXACT]


def _undecided(split: Split) -> Undecided:
    from symconv.algebra.signs import relation

    question = relation(split.value, 1)
    return Undecided(
        f"which of the break points comes first is open; state for example {question} with "
        "assuming=",
        question=question,
    )


def _setting_out(subject: Subject, solution: Solution, facts: Any) -> list[Any]:
    """Supports, flip and shift, break points."""
    f, g = solution.f, solution.g
    blocks: list[Any] = [Heading("Supports")]
    blocks.append(Sentence.of(
        f"f lives on {_interval(analysis.support(f, facts))}, g on "
        f"{_interval(analysis.support(g, facts))}; so the result lives on "
        f"{_interval(analysis.support(solution.h, facts))}."
    ))  # fmt: skip
    blocks += _flip_and_shift(subject, analysis.support(g, facts))
    return blocks


def _interval(support: Any) -> str:
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


def _flip_and_shift(subject: Subject, support: Any) -> list[Any]:
    problem = subject.problem
    x, t = text(problem.x), text(problem.t)
    if subject.flips:
        blocks: list[Any] = [Heading("Flip and shift")]
        words = (f"g({t} − {x}) is g turned over at 0 and then moved by {t} to the right")
    else:
        blocks = [Heading("Shift, without a flip")]
        words = (f"g({t} + {x}) is g moved by {t} to the left; it is not turned over")
    if support is not None and support.is_Interval:
        low, high = support.start, support.end
        ends = (problem.t - high, problem.t - low) if subject.flips else (low - problem.t,
                                                                         high - problem.t)  # fmt: skip
        if not all(end.is_infinite for end in ends):
            inner = " ≤ ".join(
                part for part, end in ((text(ends[0]), ends[0]), (x, None), (text(ends[1]), ends[1]))
                if end is None or not end.is_infinite
            )  # fmt: skip
            words += f"; it lives where {inner}"
    return [*blocks, Sentence.of(words + ".")]


def _cases(subject: Subject, cases: list[SolvedCase], conditions: list[Any]) -> list[Any]:
    t = subject.problem.t
    blocks: list[Any] = []
    points = [case.low for case in cases if case.low is not None]
    if points:
        listed = _unbroken(", ".join(text(point) for point in points))
        how = (
            "sums of the break points of f and g" if subject.flips
            else "differences, break points of g less those of f"
        )  # fmt: skip
        blocks += [
            Heading("Break points"),
            Sentence.of(f"The overlap changes its ends only at the pairwise {how}: "
                        f"{_unbroken(text(t) + ' = ')}{listed}."),
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


def _unbroken(words: str) -> str:
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
    start = "The pieces overlap where " if len(words) > 1 else "They overlap where "
    return Sentence.of(start + "; ".join(words) + ".")


def _summary(subject: Subject) -> list[Any]:
    return [Heading("Result"), Chain(_result(subject), ((Expression(subject.answer.expr),),))]


def _exact_checks(
    subject: Subject, solution: Solution, facts: Any, cases: list[SolvedCase]
) -> list[Any]:
    return [*_continuity(subject, solution, cases), *_area(subject, solution, facts)]


def _continuity(subject: Subject, solution: Solution, cases: list[SolvedCase]) -> list[Any]:
    """At each break point: both pieces have one value there, or the jump."""
    from symconv.algebra.constants import expression

    h, t = solution.h, subject.problem.t
    steps = {
        expression(a): write_exppoly(part.at_zero(), t) if part.at_zero() else sympy.Integer(0)
        for a, part in h.right.items()
    }
    words = []
    for left, right in zip(cases[:-1], cases[1:], strict=True):
        point = right.low
        jump = steps.get(point, sympy.Integer(0))
        if jump == 0:
            value = _value_at(right.value, t, point)
            words.append(f"at {text(t)} = {text(point)} both pieces give {_unbroken(text(value))}")
        else:
            words.append(f"at {text(t)} = {text(point)} the result jumps by {text(jump)}")
        _require_same(left, right, t, point, jump, solution)
    return ["Continuity: " + "; ".join(words) + "."] if words else []


def _value_at(value: Any, t: Any, point: Any) -> Any:
    """A piece at a break point, in the shortest form."""
    from symconv.algebra.constants import number
    from symconv.algebra.signs import Facts

    constant = read(sympy.sympify(value), t, Facts()).line.recentred(number(point)).at_zero()
    return write_exppoly(constant, t) if constant else sympy.Integer(0)


def _require_same(
    left: SolvedCase, right: SolvedCase, t: Any, point: Any, jump: Any, solution: Solution
) -> None:
    """The two written pieces really differ by the jump there, in the normal form."""
    from symconv.algebra.signs import Facts

    difference = sympy.sympify(right.value).subs(t, point) - sympy.sympify(left.value).subs(t, point)
    if read(sympy.sympify(difference - jump), t, Facts()) != Distribution():
        raise NotShown(f"the pieces do not meet at {point} as they should")


def _area(subject: Subject, solution: Solution, facts: Any) -> list[Any]:
    """∫ h = ∫ f · ∫ g where all three exist (for ⋆ the conjugate of f)."""
    f = solution.f
    if subject.problem.op == "correlate" and subject.problem.conjugate:
        f = f.conjugate()
    areas: list[ExpPoly] = []
    for name, part in (("f", f), ("g", solution.g), ("h", solution.h)):
        try:
            areas.append(analysis.integral(part, Existence(facts)))
        except SymconvError:
            return [f"Area: no check, for {name} has no finite area."]
    if areas[0] * areas[1] != areas[2]:
        raise NotShown("the area is not the product of the areas")
    t = subject.problem.t
    shown = [text(write_exppoly(area, t)) if area else "0" for area in areas]
    factors = " · ".join(f"({part})" if " " in part else part for part in shown[:2])
    return [f"Area: ∫ h = {shown[2]} = {factors}, the product of the areas of f and g."]


# With balls -------------------------------------------------------------------------------------


def _told_with_balls(subject: Subject) -> tuple[list[Any], list[Any]]:
    """The first story that can be verified."""
    reasons = []
    for story in (square_story, _case_story, transform_story):
        try:
            blocks, checks = story(subject)
        except NotShown as reason:
            reasons.append(str(reason))
        except Split as split:
            raise _undecided(split) from None
        else:
            return [*blocks, *_summary(subject)], list(checks)
    return _only_result(subject, "; ".join(reasons))


def _case_story(subject: Subject) -> tuple[list[Any], list[str]]:
    cases = cases_by_balls(subject, subject.problem.facts)
    if len(cases) == 1 and not subject.problem.f.has(sympy.Piecewise, sympy.Heaviside) and all(
        overlap.primitive is None for overlap in cases[0].overlaps
    ):
        raise NotShown("nothing to tell apart")
    return [*_flip_and_shift(subject, None), *_cases(subject, cases, [])], [_BALLS]


def _only_result(subject: Subject, reason: str) -> tuple[list[Any], list[Any]]:
    """No story could be verified: the method, the result, and what certifies it."""
    answer = subject.answer
    blocks: list[Any] = [
        Heading("By the method"),
        Sentence.of(f"Solved by {answer.method}: {answer.certificate.argument}."),
        *_summary(subject),
    ]
    try:
        check = result_is_enclosed(subject)
    except NotShown as other:
        check = f"Certificate: {answer.certificate.status}. No further check: {other}."
    return blocks, [check, f"No steps are shown: {reason}."]
