"""Rigorous balls (Arb): of an expression at a point, and of the defining integrals.

A ball mid ± rad returned from here contains the true value; where no such ball of the wanted
accuracy can be proved, `symconv.errors.Unresolved` is raised and nothing is guessed.

- `enclose_expr` the value of a SymPy expression at a point
- `enclose_integral` a definite integral, `enclose_convolution` the integral of f ∗ g or f ⋆ g
- `working_precision` the guard of Arb's process-global precision
- predicates and conversions: `overlaps`, `disjoint`, `contains_zero`, `decimal`, `to_sympy`

Expressions are evaluated in `symconv.values`. Integrals: integrals.py splits off masses
(masses.py), cuts at break points (pieces.py) into panels (panels.py), and encloses these
(quadrature.py, finite.py) to a tolerance from their size (roughsize.py). Infinite and singular ends
are bounded by tails (growth.py, asymptotics.py, armtails.py), oscillating ones turned
(oscillation.py, waves.py, discs.py), rational ones inverted (reversal.py), isolated singular points
avoided (crossing.py).
"""

from symconv.enclosure.integrals import enclose_convolution, enclose_integral
from symconv.precision import working_precision
from symconv.values.balls import (
    accuracy_bits,
    ball_of,
    contains_zero,
    decimal,
    disjoint,
    is_finite,
    overlaps,
    radius,
    to_sympy,
)
from symconv.values.compiling import compile_expression
from symconv.values.enclosing import enclose_expr
from symconv.values.points import Point

__all__ = [
    "Point",
    "accuracy_bits",
    "ball_of",
    "compile_expression",
    "contains_zero",
    "decimal",
    "disjoint",
    "enclose_convolution",
    "enclose_expr",
    "enclose_integral",
    "is_finite",
    "overlaps",
    "radius",
    "to_sympy",
    "working_precision",
]
