"""Normal forms: beta-eta, abelian groups, the commutative ring C with conj, and characters.

Two terms of one type with equal normal forms are equal in every model. Used are, and only these:

    (λx. s) t = s[t/x],  λx. f x = f
    G, W, K: abelian groups;  emb: K → G additive
    C: a commutative ring;  conj: a ring homomorphism with conj(conj z) = z
    chi(w + w', a) = chi(w, a) chi(w', a),  chi(w, a + a') = chi(w, a) chi(w, a'),
    conj(chi(w, a)) = chi(−w, a)             (hence chi(0, a) = chi(w, 0) = 1)

A group element becomes the map {atom: integer}, a scalar the map {monomial: integer} with
monomials {atom: power}, where chi(w, a) of atoms w, a may have a negative power. An atom is a
head (variable or other constant) with the normal forms of its arguments. A function becomes λ over
its body at a variable named by the depth of the binder, so alpha-equivalence stays equality. A
head has one type, so types need not stand in a form, and emb(k) is written as k.
"""

from __future__ import annotations

from typing import Any

from symconv.kernel.refusal import Fuel, spend
from symconv.kernel.terms import Context, Term, Type, spine, type_of

__all__ = ["normal_form"]

Form = tuple[Any, ...]  # an atom, ("lambda", form) or a sorted tuple of (atom or monomial, n)
Sum = dict[Any, int]


def normal_form(term: Term, type_: Type, variables: Context, defined: Context) -> Form:
    """The normal form of a term of that type."""
    return _Normaliser(dict(variables), defined).form(term, type_, 0)


def _collect(pairs: Any) -> Sum:
    out: Sum = {}
    for key, n in pairs:
        out[key] = out.get(key, 0) + n
    return {key: n for key, n in out.items() if n}


def _freeze(total: Sum) -> Form:
    keyed = [(repr(item), item) for item in total.items()]
    spend(sum(len(key) for key, _ in keyed) // 64)
    return tuple(item for _, item in sorted(keyed, key=lambda pair: pair[0]))


class _Normaliser:
    """One normalisation: the types of the variables met, and the fuel left."""

    def __init__(self, variables: dict[str, Type], defined: Context):
        self.variables = variables
        self.defined = defined
        self.fuel = Fuel()

    def burn(self, amount: int = 1) -> None:
        """Charge this normalisation and the certificate."""
        self.fuel.burn(amount)
        spend(amount)

    def form(self, term: Term, type_: Type, depth: int) -> Form:
        if type_[0] == "->":  # eta: every function is a λ
            name = f"#{depth}"
            self.variables[name] = type_[1]
            return ("lambda", self.form(("a", term, ("v", name)), type_[2], depth + 1))
        if type_ == "C":
            return _freeze(self.scalar(term, depth))
        if type_ == "P":
            return self.atom(*spine(term, self.burn), depth)
        return _freeze(self.element(term, depth))

    def atom(self, head: Term, arguments: list[Term], depth: int) -> Form:
        type_ = type_of(head, self.variables, self.defined)
        forms = []
        for argument in arguments:
            forms.append(self.form(argument, type_[1], depth))
            type_ = type_[2]
        return (head, *forms)

    def element(self, term: Term, depth: int) -> Sum:
        """A group element as {atom: integer}."""
        head, arguments = spine(term, self.burn)
        if head[:2] == ("c", "zero"):
            return {}
        if head[:2] in (("c", "add"), ("c", "neg"), ("c", "emb")):
            parts = [self.element(argument, depth) for argument in arguments]
            sign = -1 if head[1] == "neg" else 1
            return _collect((atom, sign * n) for part in parts for atom, n in part.items())
        return {self.atom(head, arguments, depth): 1}

    def scalar(self, term: Term, depth: int) -> Sum:
        """A scalar as {monomial: integer}; a monomial is the frozen map {atom: power}."""
        head, arguments = spine(term, self.burn)
        if head[0] != "c" or head[1] not in ("zero", "one", "add", "neg", "mul", "conj", "chi"):
            return {((self.atom(head, arguments, depth), 1),): 1}
        if head[1] == "chi":
            w, a = (self.element(argument, depth) for argument in arguments)
            self.burn(len(w) * len(a))
            return {_freeze({("chi", u, v): m * n for u, m in w.items() for v, n in a.items()}): 1}
        parts = [self.scalar(argument, depth) for argument in arguments]
        if head[1] == "mul":
            return self.product(*parts)
        if head[1] == "conj":
            return {_conjugate(monomial): n for monomial, n in parts[0].items()}
        if head[1] == "one":
            return {(): 1}
        sign = -1 if head[1] == "neg" else 1
        return _collect((monomial, sign * n) for part in parts for monomial, n in part.items())

    def product(self, p: Sum, q: Sum) -> Sum:
        self.burn(len(p) * len(q))
        return _collect(
            (_freeze(_collect((*monomial, *other))), m * n)
            for monomial, m in p.items()
            for other, n in q.items()
        )


def _conjugate(monomial: Form) -> Form:
    """conj of each factor: chi gets the opposite power, conj(conj z) = z."""

    def image(atom: Form, power: int) -> tuple[Form, int]:
        if atom[0] == "chi":
            return atom, -power
        return (atom[1], power) if atom[0] == "conj" else (("conj", atom), power)

    return _freeze(dict(image(atom, power) for atom, power in monomial))
