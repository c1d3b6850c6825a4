"""explain: the worked solution of a convolution or a correlation."""

from __future__ import annotations

from typing import Any

import sympy

from symconv.algebra import analysis
from symconv.errors import Undecided
from symconv.methods.exponential import Solution, distributions
from symconv.reading import OutsideClass, Split
from symconv.show.checking import exact_checks
from symconv.show.derivation import Derivation, Heading, Sentence
from symconv.show.enclosed import cases_by_balls
from symconv.show.exactly import NotShown, SolvedCase, solved_cases
from symconv.show.plain import text
from symconv.show.stories import result_is_enclosed, sifting_story, square_story, transform_story
from symconv.show.subject import Subject, subject_of
from symconv.show.wording import (
    all_cases,
    flip_and_shift,
    interval_words,
    statement,
    summary,
    title,
)

__all__ = ["explain", "told_cases"]

_EXACT = (
    "Every antiderivative was differentiated back, every sum compared with the closed form in the "
    "unique normal form, and every displayed expression read back: exactly."
)
_BALLS = (
    "The sum of the integrals and the value overlap as rigorous balls at two points of every case, "
    "and so does each antiderivative shown with its integral: enclosed, not proved."
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
    """Work out h(t) = (f ∗ g)(t) or (f ⋆ g)(t) step by step, every displayed integral verified.

    The supports; flip and shift; the break points as pairwise sums; case by case the ends of the
    overlap, the integral, its antiderivative, its value; checks. Where the problem is not solved by
    cases: complete the square, or transform, multiply and come back.

    Hypotheses
    ----------
    The result exists in closed form. Symbolic break points need an order: state it in `assuming`.

    Parameters
    ----------
    f, g : Expr in x; or f a node Convolution or CrossCorrelation, alone, of kind line or causal
    x, t : Symbol; t is chosen if it is not given
    op : {"convolve", "correlate"}
    assuming : relations between parameters, as in convolve
    timeout : seconds

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
    >>> print(explain(box(x, 0, 1), box(x, 0, 2), x).checks[1])
    Area: ∫ h = 2 = 1 · 2, the product of the areas of f and g.
    >>> explain(box(x, 0, 1), box(x, 0, a), x)
    Traceback (most recent call last):
    symconv.errors.Undecided: ...

    References
    ----------
    R. N. Bracewell, The Fourier Transform and Its Applications, ch. 3; A. V. Oppenheim, A. S.
    Willsky, Signals and Systems, ch. 2 (flip and shift).
    """
    subject = subject_of(f, g, x, t, op, assuming=assuming, timeout=timeout)
    blocks: list[Any] = [Heading(title(subject), 1), *statement(subject)]
    try:
        exact = distributions(subject.problem)
    except OutsideClass:
        told, checks = _told_with_balls(subject)
    else:
        told, checks = _told_exactly(subject, exact)
    checks = [*checks, *_grades(subject)]
    lines = [Sentence.of(check) for check in checks]
    return Derivation((*blocks, *told, Heading("Checks"), *lines), tuple(checks_text(checks)))


def _grades(subject: Subject) -> list[str]:
    """How the integral converges, where not absolutely."""
    grades = [str(item) for item in subject.answer.hypotheses]
    return [
        f"Convergence is {grade}."
        for grade in grades
        if grade.startswith(("improper", "principal value"))
    ]


def checks_text(checks: list[Any]) -> list[str]:
    """The checks as words."""
    return [
        check if isinstance(check, str) else Derivation((check,)).to_text().strip()
        for check in checks
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
            blocks += all_cases(subject, cases, conditions)
            checks += exact_checks(subject, branch.value, facts, cases)
    except Split as split:
        raise _undecided(split) from None
    except NotShown as reason:
        return _only_result(subject, str(reason))
    return [*blocks, *summary(subject)], [*checks, _EXACT]


def _undecided(split: Split) -> Undecided:
    from symconv.algebra.relations import relation

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
        f"f lives on {interval_words(analysis.support(f, facts))}, g on "
        f"{interval_words(analysis.support(g, facts))}; so the result lives on "
        f"{interval_words(analysis.support(solution.h, facts))}."
    ))  # fmt: skip
    blocks += flip_and_shift(subject, analysis.support(g, facts))
    return blocks


def told_cases(subject: Subject) -> list[SolvedCase]:
    """The verified cases alone; an empty list where the solution is not told by cases."""
    try:
        branches = distributions(subject.problem)
        if len(branches) != 1:
            return []
        cases, conditions = solved_cases(subject, branches[0].value, branches[0].case.facts)
        return [] if conditions else cases
    except OutsideClass:
        pass
    except (NotShown, Split):
        return []
    try:
        return cases_by_balls(subject, subject.problem.facts)
    except (NotShown, Split):
        return []


# With balls -------------------------------------------------------------------------------------


def _told_with_balls(subject: Subject) -> tuple[list[Any], list[Any]]:
    """The first story that can be verified."""
    reasons = []
    for story in (
        sifting_story,
        square_story,
        _bounded_story,
        transform_story,
        _whole_line_story,
    ):
        try:
            blocks, checks = story(subject)
        except NotShown as reason:
            reasons.append(str(reason))
        except Split as split:
            raise _undecided(split) from None
        else:
            return [*blocks, *summary(subject)], list(checks)
    return _only_result(subject, "; ".join(reasons))


def _bounded_story(subject: Subject) -> tuple[list[Any], list[str]]:
    """Case by case, where some end moves or stands still."""
    cases = cases_by_balls(subject, subject.problem.facts)
    ends = [e for case in cases for o in case.overlaps for e in (o.lower, o.upper)]
    if all(end.is_infinite for end in ends):
        raise NotShown("the overlap is always the whole line")
    return _told_by_cases(subject, cases)


def _whole_line_story(subject: Subject) -> tuple[list[Any], list[str]]:
    return _told_by_cases(subject, cases_by_balls(subject, subject.problem.facts))


def _told_by_cases(subject: Subject, cases: list[SolvedCase]) -> tuple[list[Any], list[str]]:
    return [*flip_and_shift(subject, None), *all_cases(subject, cases, [])], [_BALLS]


def _only_result(subject: Subject, reason: str) -> tuple[list[Any], list[Any]]:
    """No story could be verified: the method, the result, and what certifies it."""
    answer = subject.answer
    blocks: list[Any] = [
        Heading("By the method"),
        Sentence.of(f"Solved by {answer.method}: {answer.certificate.argument}."),
        *summary(subject),
    ]
    try:
        check = result_is_enclosed(subject)
    except NotShown as other:
        check = f"Certificate: {answer.certificate.status}. No further check: {other}."
    return blocks, [check, f"No steps are shown: {reason}."]
