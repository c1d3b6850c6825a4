"""What is to be shown: f, g, the operator, and the closed form, in real symbols."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import sympy

from symconv.closedform import ClosedForm
from symconv.errors import InvalidInput
from symconv.operators.inputs import check_symbols, check_word
from symconv.operators.kinds import cut_causal, solve
from symconv.operators.nodes import Convolution, CrossCorrelation
from symconv.operators.posing import pose
from symconv.problem import Problem

__all__ = ["SIGNS", "Subject", "numeric_subject", "output_name", "subject_of"]

SIGNS = {"convolve": "∗", "correlate": "⋆"}
_TIMEOUT = 30
_INSTEAD = {
    "circular": "show the convolution on the line of one period of f with the periodic g",
    "mellin": "substitute x = e^u and show the convolution on the line",
}


@dataclass(frozen=True)
class Subject:
    """A solved problem on the line; `problem.x` and `problem.t` are real symbols that differ."""

    problem: Problem
    answer: ClosedForm

    @property
    def sign(self) -> str:
        """∗ or ⋆."""
        return SIGNS[self.problem.op]

    @property
    def flips(self) -> bool:
        """Whether the kernel is turned: t − x and not t + x."""
        return self.problem.op == "convolve"

    @property
    def f(self) -> Any:
        """The first function as it stands in the integrand: conjugated for ⋆."""
        problem = self.problem
        if problem.op == "correlate" and problem.conjugate and problem.f.has(sympy.I):
            return sympy.conjugate(problem.f)
        return problem.f

    @property
    def moved(self) -> Any:
        """t − x or t + x, the argument of g."""
        x, t = self.problem.x, self.problem.t
        return t - x if self.flips else t + x


def subject_of(
    f: Any,
    g: Any = None,
    x: Any = None,
    t: Any = None,
    op: str = "convolve",
    *,
    assuming: Any = (),
    principal_value: bool = False,
    timeout: float = _TIMEOUT,
) -> Subject:
    """Solve (f, g, x), or the node that stands in the place of f.

    A causal node is the one on the line of f and g cut at 0.

    Raises InvalidInput, DivergentIntegral, Undecided, NoClosedForm.
    """
    conjugate, is_causal = True, False
    if isinstance(f, (Convolution, CrossCorrelation)):
        node = f
        if node.kind not in ("line", "causal"):
            raise InvalidInput(f"kind={node.kind!r} is not shown; {_INSTEAD[node.kind]}")
        is_causal = node.kind == "causal"
        op, conjugate = node.op, node.conjugate_first
        principal_value = principal_value or node.principal_value
        f, g, x = node.f, node.g, node.x
        t = node.t if t is None and node.t.is_Symbol else t
    check_word("op", op, SIGNS)
    if g is None or x is None:
        raise InvalidInput("expected f, g and the variable x, or one node f ∗ g or f ⋆ g")
    check_symbols(x)
    if t is not None:
        check_symbols(t, "the output variable")
    if t is None or t == x:
        t = output_name(f, g, x)
    problem = pose(
        op,
        f,
        g,
        x,
        t,
        conjugate=conjugate,
        assuming=assuming,
        principal_value=principal_value,
        timeout=timeout,
    )
    if is_causal:
        problem = replace(
            problem, f=cut_causal(problem.f, problem), g=cut_causal(problem.g, problem)
        )
    real = sympy.Symbol(x.name, real=True)
    if real != problem.x:
        change = {problem.x: real}
        problem = replace(problem, f=problem.f.xreplace(change), g=problem.g.xreplace(change),
                          x=real)  # fmt: skip
    return Subject(problem, solve(problem))


def output_name(f: Any, g: Any, x: Any) -> Any:
    """A real symbol that occurs nowhere: t if it is free."""
    taken = {str(x)} | {s.name for e in (f, g) for s in getattr(e, "free_symbols", ())}
    name = next(n for n in ("t", "s", "u", "tau", "t_0", "t_1") if n not in taken)
    return sympy.Symbol(name, real=True)


def numeric_subject(f: Any, g: Any, x: Any, op: str) -> Subject:
    """A subject that can be drawn: without parameters. Raises InvalidInput."""
    found = subject_of(f, g, x, None, op)
    if found.problem.parameters:
        names = ", ".join(map(str, found.problem.parameters))
        raise InvalidInput(
            f"a picture needs numbers, but {names} has no value; put numbers in its place"
        )
    return found
