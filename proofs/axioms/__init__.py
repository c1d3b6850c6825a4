"""All that the laws assume, in two groups; the kernel's laws/theory.json is written from here.

    axiom.py     what an axiom is made of, and the groups on which it may hold
    integral.py  the algebra of the integral, on every group
    analysis.py  derivatives, distributions and supports on ℝ^d; Fourier inversion

$S, $T stand for a group G, its dual W, or the lattice K.
"""

from __future__ import annotations

from typing import Any

from proofs.axioms.analysis import ANALYSIS
from proofs.axioms.axiom import MODELS
from proofs.axioms.integral import ALGEBRA

__all__ = ["AXIOMS", "theory"]

AXIOMS = {axiom.name: axiom for axiom in (*ALGEBRA, *ANALYSIS)}


def theory() -> dict[str, Any]:
    """Axioms and models as the kernel ships them."""
    models = {
        name: dict(zip(("G", "W", "K", "chi"), notation, strict=True))
        for name, notation in MODELS.items()
    }
    return {"axioms": {name: axiom.data() for name, axiom in AXIOMS.items()}, "models": models}
