"""Printing a checked statement in full, in the kernel's own words or in those of a model."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from string import Template
from typing import Any

from symconv.kernel.refusal import Fuel, require, spend
from symconv.kernel.terms import Term, free, spine
from symconv.kernel.theorem import Theorem

__all__ = ["PLAIN", "interpret", "text"]

PLAIN = {
    "G": "∫ $body d$x",
    "W": "∫ $body d$x",
    "K": "Σ_$x $body",
    "chi": "χ($w, $a)",
}
_NAMES = {"G": "xyzuvpqr", "W": "wνη", "K": "klmn", "C": "cs"}


def text(term: Term, notation: Mapping[str, str] = PLAIN) -> str:
    """The term, beta-normal and with names for its bound variables, as one line of text."""
    return _Printer(notation, Fuel()).text(term, frozenset(free(term)), 0)


def interpret(theorem: Theorem, model: str, theory: Mapping[str, Any]) -> tuple[str, ...]:
    """The statement in a model, such as ∫ = Σ on Z: hypotheses, then conclusions, a line each.

    Hypotheses
    ----------
    Every axiom that the theorem used holds in the model.

    Parameters
    ----------
    theorem : Theorem
    model : str
        A key of theory["models"].
    theory : mapping
        As `theory()` returns it.

    Returns
    -------
    tuple of str

    Raises
    ------
    CertificateError
        An axiom used is not among the facts of the model.

    Examples
    --------
    >>> from symconv.kernel import check, interpret, laws, theory
    >>> commutativity = next(law for law in laws() if law["name"] == "commutativity")
    >>> interpret(check(commutativity), "ℤ^d", theory())[-1]
    'Σ_{x ∈ ℤ^d} f(x)·g(t − x) = Σ_{x ∈ ℤ^d} g(x)·f(t − x)'
    >>> interpret(check(commutativity), "Klein bottle", theory())
    Traceback (most recent call last):
    symconv.kernel.refusal.CertificateError: ...

    References
    ----------
    W. Rudin, Fourier Analysis on Groups, ch. 1.
    """
    for axiom in theorem.axioms:
        valid = theory["axioms"][axiom]["models"]
        require(model in valid, "model", f"{axiom} is not among the facts of {model}")
    hypotheses, conclusions, _ = theorem.formal
    return tuple(text(formula, theory["models"][model]) for formula in (*hypotheses, *conclusions))


class _Printer:
    def __init__(self, notation: Mapping[str, str], fuel: Fuel):
        self.notation = notation
        self.fuel = fuel

    def text(self, term: Term, taken: frozenset[str], level: int) -> str:
        """Level 0 admits anything, 1 sums, 2 products, 3 only what needs no brackets."""
        head, arguments = spine(term, self.fuel.burn)
        if head[0] == "l":
            name, body = self.bound(head[1], head, taken, 0)
            return _bracket(f"λ{name}. {body}", level, 0)
        if head[:2] == ("c", "int"):
            name, body = self.bound(head[2], arguments[0], taken, 2)
            template = Template(self.notation[head[2]])
            return _bracket(template.substitute(body=body, x=name), level, 1)
        if head[0] == "c" and head[1] in _LEVELS:
            return self.operation(head[1], arguments, taken, level)
        name = str({"zero": "0", "one": "1"}.get(head[1], head[1]))
        inner = ", ".join(self.text(argument, taken, 0) for argument in arguments)
        spend(len(inner) // 64)
        return f"{name}({inner})" if arguments else name

    def bound(
        self, sort: Any, function: Term, taken: frozenset[str], level: int
    ) -> tuple[str, str]:
        """A name for the argument, and the value of the function there."""
        names = (name + "'" * k for k in count() for name in _NAMES.get(sort, "φψ"))
        name: str = next(name for name in names if name not in taken)
        return name, self.text(("a", function, ("v", name)), taken | {name}, level)

    def operation(self, name: str, args: list[Term], taken: frozenset[str], level: int) -> str:
        inner, own = _LEVELS[name]
        first, *rest = (self.text(argument, taken, inner) for argument in args)
        spend(sum(map(len, (first, *rest))) // 64)
        if name == "chi":
            return Template(self.notation["chi"]).substitute(w=first, a=rest[0])
        if name == "add" and rest[0].startswith("−"):
            return _bracket(f"{first} − {rest[0][1:]}", level, own)
        form = {"=": "{} = {}", "add": "{} + {}", "neg": "−{}", "mul": "{}·{}", "conj": "conj({})"}
        return _bracket(form[name].format(first, *rest), level, own)


_LEVELS = {"=": (1, 0), "add": (1, 1), "neg": (2, 1), "mul": (2, 2), "conj": (0, 3), "chi": (0, 3)}


def _bracket(inner: str, level: int, own: int) -> str:
    return f"({inner})" if level > own else inner
