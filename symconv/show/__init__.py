"""Showing and learning: worked derivations, figures, the sliding-kernel animation.

`explain` and the HTML animation need no extra; figures and GIFs need symconv[plot].
"""

from symconv.show.animation import Animation, animate
from symconv.show.derivation import Derivation
from symconv.show.explaining import explain
from symconv.show.figure import compare, plot

__all__ = ["Animation", "Derivation", "animate", "compare", "explain", "plot"]
