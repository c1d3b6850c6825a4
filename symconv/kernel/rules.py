"""The rules of inference: a certificate's steps become sequents Γ ⊢ φ, each with what it used.

    {"symconv": 1, "kind": "law", "name": text, "variables": {name: type, …},
     "definitions": [[name, type, closed term], …], "hypotheses": [formula, …],
     "conclusions": [formula, …], "steps": [[rule, argument, …], …], "proves": [step number, …]}

A formula is a term of type "P". A step refers to earlier steps by number. A sequent is true in a
model if for all values of its free variables φ holds whenever all of Γ do; each rule's docstring
says why it keeps that. The integral is total (0 where the function is not integrable), so terms
may be rewritten under it; existence is stated and proved by the predicate Integrable.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from symconv.kernel import terms
from symconv.kernel.norm import normal_form
from symconv.kernel.refusal import MAX_STEPS, items, require, words
from symconv.kernel.terms import (
    SIGNATURE,
    SORTS,
    Term,
    Type,
    charge,
    free,
    read,
    read_type,
    substitute,
)

__all__ = ["Checker", "Sequent"]


class Sequent(NamedTuple):
    """Hypotheses Γ, conclusion φ, and the axioms, oracles and gaps used on the way."""

    hypotheses: frozenset[Term]
    conclusion: Term
    used: frozenset[tuple[str, str]] = frozenset()


def _equation(type_: Type, left: Term, right: Term) -> Term:
    return ("a", ("a", ("c", "=", type_), left), right)


def _at_sorts(data: Any, sorts: Mapping[str, str]) -> Any:
    """The data of an axiom with its sort parameters $S, $T replaced."""
    if isinstance(data, str):
        return sorts.get(data, data)
    if isinstance(data, (list, tuple)):
        return [_at_sorts(item, sorts) for item in data]
    return data


class Checker:
    """One certificate being checked: its header, the axioms, and the sequents so far."""

    def __init__(self, certificate: Mapping[str, Any], axioms: Mapping[str, Any]):
        self.axioms = axioms
        self.variables = {name: read_type(t) for name, t in certificate["variables"].items()}
        for name in self.variables:
            proper = name.isascii() and name.isidentifier() and name not in SIGNATURE
            require(proper, "variable-name", f"{name!r} is no name for a variable")
        self.defined: dict[str, Type] = {}
        self.bodies: dict[Term, Term] = {}
        for name, type_, body in map(items, items(certificate["definitions"])):
            fresh = name not in {*SIGNATURE, "=", *self.defined}
            require(fresh, "definition-name", f"{name} is taken")
            term = read(body)
            actual = terms.type_of(term, {}, self.defined)  # no variables: the body is closed
            require(actual == read_type(type_), "definition-type", f"{name} has type {actual}")
            self.defined[name], self.bodies["c", name] = actual, term
        self.sequents: list[Sequent] = []

    def run(self, steps: list[list[Any]]) -> None:
        """Check each step in turn."""
        require(len(items(steps)) <= MAX_STEPS, "steps", f"more than {MAX_STEPS} steps")
        for rule, *arguments in map(items, steps):
            sequent = RULES[rule](self, *arguments)
            charge((sequent.conclusion, *sequent.hypotheses))
            self.sequents.append(sequent)

    def formula(self, data: Any) -> Term:
        """A well-typed proposition."""
        term = read(data)
        require(self.type_of(term) == "P", "proposition", "a formula has type P")
        return term

    def type_of(self, term: Term) -> Type:
        """The type of a term in this certificate."""
        return terms.type_of(term, self.variables, self.defined)

    def sequent(self, i: int) -> Sequent:
        """Step i, one of those so far."""
        require(type(i) is int and i >= 0, "step-number", f"expected the number of a step: {i}")
        return self.sequents[i]

    def equation(self, i: int) -> tuple[Sequent, Type, Term, Term]:
        """Step i with its type and the two sides, if it proves an equation."""
        sequent = self.sequent(i)
        (_, (_, (_, relation, type_), left), right) = sequent.conclusion
        require(relation == "=", "equation", f"step {i} proves no equation")
        return sequent, type_, left, right

    def values(self, data: Mapping[str, Any], types: Mapping[str, Type]) -> dict[Any, Term]:
        """Terms to put for variables, each of the type of its variable."""
        values = {("v", name): read(value) for name, value in data.items()}
        for (_, name), value in values.items():
            require(self.type_of(value) == types[name], "value-type", f"{name} has another type")
        return values


def assume(checker: Checker, formula: Any) -> Sequent:
    """φ ⊢ φ. Sound: φ is among the hypotheses."""
    phi = checker.formula(formula)
    return Sequent(frozenset({phi}), phi)


def refl(checker: Checker, data: Any) -> Sequent:
    """⊢ t = t. Sound: equality is reflexive; t is well typed."""
    term = read(data)
    return Sequent(frozenset(), _equation(checker.type_of(term), term, term))


def sym(checker: Checker, i: int) -> Sequent:
    """Γ ⊢ s = t gives Γ ⊢ t = s. Sound: equality is symmetric."""
    sequent, type_, left, right = checker.equation(i)
    return sequent._replace(conclusion=_equation(type_, right, left))


def trans(checker: Checker, i: int, j: int) -> Sequent:
    """Γ ⊢ s = t and Δ ⊢ t = u give Γ, Δ ⊢ s = u. Sound: the two t are the same term."""
    first, type_, left, middle = checker.equation(i)
    second, _, other, right = checker.equation(j)
    require(middle == other, "trans", "the middle terms differ")
    return _join(first, second, _equation(type_, left, right))


def comb(checker: Checker, i: int, j: int) -> Sequent:
    """Γ ⊢ f = g and Δ ⊢ s = t give Γ, Δ ⊢ f s = g t. Sound: equal functions, equal arguments."""
    first, _, f, g = checker.equation(i)
    second, _, s, t = checker.equation(j)
    return _join(first, second, _equation(checker.type_of(("a", f, s)), ("a", f, s), ("a", g, t)))


def abs_(checker: Checker, i: int, name: str) -> Sequent:
    """Γ ⊢ s = t gives Γ ⊢ λx. s = λx. t. Sound: Γ does not speak of x, so s = t for every x."""
    sequent, type_, left, right = checker.equation(i)
    mentioned = set().union(*(free(formula) for formula in sequent.hypotheses))
    require(name not in mentioned, "abs", f"{name} is free in the hypotheses")
    source = checker.variables[name]
    sides = [("l", source, terms.closed_over(side, name)) for side in (left, right)]
    return sequent._replace(conclusion=_equation(("->", source, type_), *sides))


def inst(checker: Checker, i: int, data: Mapping[str, Any]) -> Sequent:
    """Replace free variables everywhere. Sound: the sequent holds for all values of them."""
    values = checker.values(data, checker.variables)
    hypotheses, conclusion, used = checker.sequent(i)
    replaced = frozenset(substitute(formula, values) for formula in hypotheses)
    return Sequent(replaced, substitute(conclusion, values), used)


def norm(checker: Checker, left: Any, right: Any) -> Sequent:
    """⊢ s = t. Sound: both have one type and one normal form, see `norm`."""
    s, t = read(left), read(right)
    type_ = checker.type_of(s)
    require(type_ == checker.type_of(t), "norm-type", "the two sides have different types")
    forms = [normal_form(side, type_, checker.variables, checker.defined) for side in (s, t)]
    require(forms[0] == forms[1], "norm", "the two sides have different normal forms")
    return Sequent(frozenset(), _equation(type_, s, t))


def conv(checker: Checker, i: int, j: int) -> Sequent:
    """Γ ⊢ φ and Δ ⊢ φ = ψ give Γ, Δ ⊢ ψ. Sound: equal propositions are both true or not."""
    proved = checker.sequent(i)
    equal, _, left, right = checker.equation(j)
    require(proved.conclusion == left, "conv", "the equation is about another proposition")
    return _join(proved, equal, right)


def cut(checker: Checker, i: int, j: int) -> Sequent:
    """Γ ⊢ φ and Δ ⊢ ψ give Γ, Δ∖φ ⊢ ψ. Sound: where Γ holds, so does φ."""
    lemma, rest = checker.sequent(i), checker.sequent(j)
    smaller = rest._replace(hypotheses=rest.hypotheses - {lemma.conclusion})
    return _join(lemma, smaller, rest.conclusion)


def axiom(
    checker: Checker, name: str, part: str, sorts: dict[str, str], data: Mapping[str, Any]
) -> Sequent:
    """An instance of a part of an axiom. Sound: an axiom holds for all values of its variables."""
    proper = sorts.keys() <= {"$S", "$T"} and set(sorts.values()) <= set(SORTS)
    require(proper, "axiom-sorts", f"expected sorts for $S and $T, got {sorts}")
    stated = checker.axioms[name]
    types = {
        variable: read_type(_at_sorts(t, sorts)) for variable, t in stated["variables"].items()
    }
    require(data.keys() == types.keys(), "axiom-values", "each variable of an axiom needs a value")
    values = checker.values(data, types)
    hypotheses, conclusion = _at_sorts(stated["parts"][part], sorts)
    phi, *gamma = (substitute(read(formula), values) for formula in [conclusion, *hypotheses])
    return Sequent(frozenset(gamma), phi, frozenset({("axiom", name)}))


def unfold(checker: Checker, data: Any, names: list[str]) -> Sequent:
    """⊢ t = t with the constants replaced by their definitions. Sound: they stand for these."""
    term = read(data)
    bodies = {("c", name): checker.bodies["c", name] for name in items(names)}
    return Sequent(frozenset(), _equation(checker.type_of(term), term, substitute(term, bodies)))


def admit(checker: Checker, kind: str, source: str, formula: Any) -> Sequent:
    """⊢ φ on somebody's word: an oracle or a gap, and so is every consequence."""
    require(kind in ("oracle", "gap"), "admit", f"expected oracle or gap, got {kind}")
    return Sequent(frozenset(), checker.formula(formula), frozenset({(kind, words(source))}))


def _join(first: Sequent, second: Sequent, conclusion: Term) -> Sequent:
    hypotheses = first.hypotheses | second.hypotheses
    return Sequent(hypotheses, conclusion, first.used | second.used)


RULES: dict[str, Callable[..., Sequent]] = {
    rule.__name__.rstrip("_"): rule
    for rule in (assume, refl, sym, trans, comb, abs_, inst, norm, conv, cut, axiom, unfold, admit)
}
