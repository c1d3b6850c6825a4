"""Sequences in closed form: Σ over Z of f[n] g[m − n] and of conj(f[n]) g[n + m].

    entrance.py, functions.py   what callers pass; convolve and correlate
    masses.py                   discrete random variables as sequences with their support
    problem.py, solving.py      one problem, from expressions to an expression
    reader.py, parameters.py    an expression in n as a sequence in pieces, exact at every integer
    pieces.py, geometric.py     the pieces, and the exponential polynomials on them
    ratios.py                   ratios ρ e^λ as numbers of one field
    facts.py, logarithms.py, signs.py   what is known of moduli, and of polynomials at integers
    terms.py                    pieces as one-sided terms and samples, and back
    existence.py                whether the sum converges
    product.py, ztransforms.py  z-transforms multiplied
    sifting.py                  finitely many samples against any sequence
    coincidences.py             confluent arms, where two ratios coincide
    segments.py, writing.py     the result, joined and written
    powers.py                   products with one power of each base
    vanishing.py, comparing.py  whether two sequences are equal
    unevaluated.py              the defining sum, where no closed form is known

Sequences with poles, such as 1/(n + 1), have a folder of their own, `rational`.
"""

from symconv.discrete.sequences.comparing import Witness, compare
from symconv.discrete.sequences.functions import convolve, correlate

__all__ = ["Witness", "compare", "convolve", "correlate"]
