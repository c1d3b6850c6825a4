"""What an axiom is made of, and the groups on which it may hold."""

from __future__ import annotations

from dataclasses import dataclass
from json import dumps, loads
from typing import Any, TypeAlias

from proofs.language import Expression, plain
from symconv.kernel.report import text
from symconv.kernel.terms import read

__all__ = ["EVERY_GROUP", "MODELS", "REAL_SPACE", "Axiom", "Parts"]

Parts: TypeAlias = dict[str, tuple[tuple[Expression, ...], Expression]]

EVERY_GROUP = ("ℝ^d", "ℝ²", "ℤ^d", "ℤ²", "ℤ/n", "ℤ/n × ℤ/m", "G × H")
REAL_SPACE = ("ℝ^d", "ℝ²")

MODELS = {  # how integrals over G, its dual W, sums over K, and characters read
    "ℝ^d": ("∫_ℝ^d $body d$x", "∫_ℝ^d $body d$x", "Σ_{$x ∈ ℤ^d} $body", "exp(2πi⟨$w, $a⟩)"),
    "ℝ²": ("∬_ℝ² $body d²$x", "∬_ℝ² $body d²$x", "Σ_{$x ∈ ℤ²} $body", "exp(2πi⟨$w, $a⟩)"),
    "ℤ^d": (
        "Σ_{$x ∈ ℤ^d} $body",
        "∫_[0,1)^d $body d$x",
        "Σ_{$x ∈ ℤ^d} $body",
        "exp(2πi⟨$w, $a⟩)",
    ),
    "ℤ²": (
        "Σ_{$x ∈ ℤ²} $body",
        "∬_[0,1)² $body d²$x",
        "Σ_{$x ∈ ℤ²} $body",
        "exp(2πi⟨$w, $a⟩)",
    ),
    "ℤ/n": (
        "Σ_{$x mod n} $body",
        "1/n Σ_{$x mod n} $body",
        "Σ_{$x ∈ K} $body",
        "exp(2πi($w)($a)/n)",
    ),
    "ℤ/n × ℤ/m": (
        "Σ_{$x mod (n, m)} $body",
        "1/(nm) Σ_{$x mod (n, m)} $body",
        "Σ_{$x ∈ K} $body",
        "exp(2πi⟨$w, $a⟩_{n,m})",
    ),
    "G × H": (
        "∫_{G×H} $body d$x",
        "∫_{dual(G×H)} $body d$x",
        "Σ_{$x ∈ K} $body",
        "χ($w, $a)",
    ),
}


@dataclass(frozen=True)
class Axiom:
    """One assumed fact; `parts` maps a name to (hypotheses, conclusion)."""

    name: str
    group: str
    words: str
    variables: tuple[Expression, ...]
    parts: Parts
    reference: str
    mathlib: str
    models: tuple[str, ...] = EVERY_GROUP

    def data(self) -> dict[str, Any]:
        """The form that the kernel reads."""
        return {
            "group": self.group,
            "words": self.words,
            "variables": {v.term[1]: v.type for v in self.variables},
            "parts": {
                part: [[plain(h.term) for h in hypotheses], plain(conclusion.term)]
                for part, (hypotheses, conclusion) in self.parts.items()
            },
            "reference": self.reference,
            "mathlib": self.mathlib,
            "models": list(self.models),
        }

    def shown(self) -> dict[str, tuple[tuple[str, ...], str]]:
        """The parts as text, read on G."""
        return {
            part: (tuple(_on_g(h) for h in hypotheses), _on_g(conclusion))
            for part, (hypotheses, conclusion) in self.parts.items()
        }


def _on_g(formula: Expression) -> str:
    data = dumps(plain(formula.term)).replace("$S", "G").replace("$T", "G")
    return text(read(loads(data)))
