"""Showing and learning: worked derivations, figures, the sliding-kernel animation.

`explain` and the HTML animation need no extra; figures and GIFs need symconv[plot].

Worked solutions: explaining.py chooses between exactly.py, enclosed.py and stories.py; overlaps.py
is the geometry, checking.py the check lines, wording.py the sentences, derivation.py the document.

Pictures: subject.py is what is shown, cases.py its cases, curves.py and picture.py the data;
drawing.py draws curves, moment.py one shift, figure.py is `plot` and `compare`. animation.py, with
sliding.py and scene.py, is `animate`; page.py is the same as HTML.

Formulas: atoms.py in three notations, plain.py as text, markup.py as LaTeX and MathML; layout.py
lays results out for a terminal.
"""

from symconv.show.animation import Animation, animate
from symconv.show.derivation import Derivation
from symconv.show.explaining import explain
from symconv.show.figure import compare, plot

__all__ = ["Animation", "Derivation", "animate", "compare", "explain", "plot"]
