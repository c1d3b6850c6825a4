"""From the lines of a proof to kernel steps.

A `Proof` drives the kernel's own rules as it goes, so a wrong line fails where it stands. Nothing
here is trusted: what counts is that `symconv.kernel.check` accepts the finished certificate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from json import dumps, loads
from typing import Any

from proofs.axioms import AXIOMS
from proofs.language import DEFINITIONS, Expression, plain, zero
from proofs.lines import Line, Lines
from proofs.render import html, latex
from symconv.kernel.norm import normal_form
from symconv.kernel.refusal import Fuel
from symconv.kernel.rules import Checker, Sequent
from symconv.kernel.terms import Term, closed_over, free, opened, spine, substitute

__all__ = ["Fact", "Proof", "ProofError"]


class ProofError(Exception):
    """A line does not follow as its reason says."""


@dataclass(frozen=True)
class Fact:
    """A step that has been proved, by its number."""

    number: int


@dataclass
class Proof(Lines):
    """A law being proved."""

    def __post_init__(self) -> None:
        definitions = [[n, e.type, plain(e.term)] for n, e in DEFINITIONS.items()]
        header = {"variables": {}, "definitions": definitions}
        self._checker = Checker(header, {name: axiom.data() for name, axiom in AXIOMS.items()})
        self._steps: list[list[Any]] = []
        self._hypotheses: list[Term] = []
        self._conclusions: list[Fact] = []

    # ---- what a proof is written with

    def assume(self, formula: Expression, reason: str = "hypothesis") -> Fact:
        """State a hypothesis."""
        self.lines.append(Line("assume", formula, reason))
        self._hypotheses.append(self._take(formula))
        return self._run("assume", self._hypotheses[-1])

    def fact(
        self,
        axiom: str,
        part: str,
        using: Sequence[Fact] = (),
        sorts: str = "",
        /,
        **values: Expression,
    ) -> Fact:
        """An instance of an axiom, with its hypotheses discharged by the facts given.

        `sorts` says what the axiom's $S and $T stand for, by default G.
        """
        data = {name: self._take(value) for name, value in values.items()}
        slots = dict(zip(("$S", "$T"), sorts or "GG", strict=False))
        return self._discharge(self._run("axiom", axiom, part, slots, data), using)

    def have(
        self,
        formula: Expression,
        reason: str,
        fact: Fact,
        by: Fact | None = None,
        under: Sequence[str] = (),
    ) -> Fact:
        """The fact in the form that the reader sees: by algebra, or rewritten with an equation."""
        self.lines.append(Line("have", formula, reason))
        target = self._take(formula)
        if by is None:
            return self._as(fact, target)
        before, after = self._unfolded(self._of(fact).conclusion), self._unfolded(target)
        bridge = self._bridge(before, after, by, under)
        return self._as(self._run("conv", self._as(fact, before).number, bridge.number), target)

    def at(self, equation: Fact, *values: Expression) -> Fact:
        """From ⊢ f = g to ⊢ f x = g x."""
        for value in values:
            same = self._run("refl", self._take(value))
            equation = self._run("comb", equation.number, same.number)
        return equation

    def every(self, fact: Fact, value: Expression) -> Fact:
        """From ⊢ EverywhereOnK P, that is P = (λk. 0 = 0), to ⊢ P(k)."""
        fact = self._as(fact, self._unfolded(self._of(fact).conclusion))
        point = self._run("sym", self.at(fact, value).number)
        truth = self._as(self._run("refl", zero().term), self._left(point))
        return self._run("conv", truth.number, point.number)

    def calculate(self, start: Expression) -> Calculation:
        """Begin a chain of equal terms."""
        self.lines.append(Line("calc", start, ""))
        return Calculation(self, start)

    def conclude(self, formula: Expression, fact: Fact, reason: str = "as shown") -> None:
        """State a conclusion of the law."""
        self.lines.append(Line("conclude", formula, reason))
        self._conclusions.append(self._as(fact, self._take(formula)))

    def certificate(self) -> dict[str, Any]:
        """The data that the kernel checks."""
        return {
            "symconv": 1,
            "kind": "law",
            "name": self.name,
            "variables": dict(self._checker.variables),
            "definitions": [[n, e.type, plain(e.term)] for n, e in DEFINITIONS.items()],
            "hypotheses": list(self._hypotheses),
            "conclusions": [self._of(fact).conclusion for fact in self._conclusions],
            "steps": self._steps,
            "proves": [fact.number for fact in self._conclusions],
        }

    def data(self) -> Any:
        """The certificate as a reader of its JSON text has it: lists in place of tuples."""
        return loads(dumps(self.certificate()))

    def _repr_latex_(self) -> str:
        return latex(self)

    def _repr_html_(self) -> str:
        return html(self)

    # ---- how lines become steps

    def _run(self, rule: str, *arguments: Any) -> Fact:
        step = [rule, *arguments]
        self._checker.run([step])
        self._steps.append(step)
        return Fact(len(self._steps) - 1)

    def _of(self, fact: Fact) -> Sequent:
        return self._checker.sequents[fact.number]

    def _take(self, expression: Expression) -> Term:
        """The plain term, if its free variables are declared."""
        term = plain(expression.term)
        unknown = free(term) - self._checker.variables.keys()
        if unknown:
            raise ProofError(f"not declared, call variables() first: {sorted(unknown)}")
        return term

    def variables(self, *expressions: Expression) -> None:
        """Declare the free variables of the law and of its proof."""
        for expression in expressions:
            self._checker.variables[expression.term[1]] = expression.type

    def _form(self, term: Term) -> Any:
        checker = self._checker
        unfolded = self._unfolded(term)
        return normal_form(unfolded, checker.type_of(term), checker.variables, checker.defined)

    def _unfolded(self, term: Term) -> Term:
        for name, body in reversed(self._checker.bodies.items()):
            term = substitute(term, {name: body})
        return _beta(term)

    def _equate(self, left: Term, right: Term) -> Fact:
        """⊢ left = right, by unfolding both and normal forms."""
        first, last = self._unfold(left), self._unfold(right)
        middle = self._run("norm", first[1], last[1])
        back = None if last[0] is None else self._run("sym", last[0].number)
        return self._chain(first[0], middle, back)

    def _unfold(self, term: Term) -> tuple[Fact | None, Term]:
        """The term without definitions, and ⊢ term = that, unless there are none in it."""
        names = [name for _, name in self._checker.bodies if _mentions(term, name)]
        if not names:
            return None, term
        fact = self._run("unfold", term, names)
        further, unfolded = self._unfold(self._right(fact))
        return self._chain(fact, further), unfolded

    def _right(self, fact: Fact) -> Term:
        right: Term = self._of(fact).conclusion[2]
        return right

    def _left(self, fact: Fact) -> Term:
        left: Term = self._of(fact).conclusion[1][2]
        return left

    def _chain(self, *facts: Fact | None) -> Fact:
        given = [fact for fact in facts if fact is not None]
        telling = [fact for fact in given if self._left(fact) != self._right(fact)]
        total, *rest = telling or given[:1]
        for fact in rest:
            total = self._run("trans", total.number, fact.number)
        return total

    def _as(self, fact: Fact, formula: Term) -> Fact:
        if self._of(fact).conclusion == formula:
            return fact
        same = self._equate(self._of(fact).conclusion, formula)
        return self._run("conv", fact.number, same.number)

    def _discharge(self, fact: Fact, using: Sequence[Fact]) -> Fact:
        for premise in using:
            form = self._form(self._of(premise).conclusion)
            wanted = [h for h in self._of(fact).hypotheses if self._form(h) == form]
            if not wanted:
                raise ProofError(f"step {premise.number} is no premise of the fact")
            fact = self._run("cut", self._as(premise, wanted[0]).number, fact.number)
        return fact

    def _bridge(self, s: Term, t: Term, equation: Fact, names: Sequence[str]) -> Fact:
        """⊢ s = t from an equation that relates them at one or more places."""
        if self._form(s) == self._form(t):
            return self._equate(s, t)
        left, right = self._left(equation), self._right(equation)
        forms = (self._form(s), self._form(t))
        if forms == (self._form(right), self._form(left)):
            equation = self._run("sym", equation.number)
            left, right = right, left
        if forms == (self._form(left), self._form(right)):
            return self._chain(self._equate(s, left), equation, self._equate(right, t))
        if s[0] == t[0] == "l" and s[1] == t[1] and names:
            value = ("v", names[0])
            inner = self._bridge(opened(s[2], value), opened(t[2], value), equation, names[1:])
            return self._run("abs", inner.number, names[0])
        if s[0] == t[0] == "a":
            head = self._bridge(s[1], t[1], equation, names)
            return self._run("comb", head.number, self._bridge(s[2], t[2], equation, names).number)
        raise ProofError(f"the equation does not relate {s} and {t}")


@dataclass
class Calculation:
    """A chain start = … = last of equal terms, each with its reason."""

    proof: Proof
    start: Expression
    last: Expression | None = None
    facts: list[Fact] = field(default_factory=list)

    def to(
        self, term: Expression, reason: str, by: Fact | None = None, under: Sequence[str] = ()
    ) -> Calculation:
        """The next term: by definitions and algebra, or by an equation below the binders named."""
        proof = self.proof
        s, t = (proof._take(e) for e in (self.last or self.start, term))
        if by is None:
            if proof._form(s) != proof._form(t):
                raise ProofError(f"not equal by algebra: {reason}")
            self.facts.append(proof._equate(s, t))
        else:
            before, after = proof._unfolded(s), proof._unfolded(t)
            bridge = proof._bridge(before, after, by, under)
            ends = proof._equate(s, before), proof._equate(after, t)
            self.facts.append(proof._chain(ends[0], bridge, ends[1]))
        proof.lines.append(Line("step", term, reason))
        self.last = term
        return self

    def done(self) -> Fact:
        """⊢ start = last."""
        return self.proof._chain(*self.facts)


def _beta(term: Term) -> Term:
    """The beta-normal form; λs keep their shape."""
    head, arguments = spine(term, Fuel().burn)
    if head[0] == "l":
        name = f"_{id(term)}"
        return ("l", head[1], closed_over(_beta(opened(head[2], ("v", name))), name))
    for argument in arguments:
        head = ("a", head, _beta(argument))
    return head


def _mentions(term: Term, name: str) -> bool:
    if term[0] in "al":
        return any(_mentions(part, name) for part in (term[1:] if term[0] == "a" else term[2:]))
    return term == ("c", name)
