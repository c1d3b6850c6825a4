"""Sequences in closed form: Σ over Z of f[n] g[m − n] and of conj(f[n]) g[n + m].

reader.py        an expression in n as a sequence in pieces, exact at every integer
ratios.py    ratios ρ e^λ as numbers of one field
terms.py         pieces as one-sided terms and samples, and back
product.py       z-transforms multiplied, existence decided
segments.py, writing.py     the result, joined and written
solving.py, coincidences.py cases of parameters, confluent arms
vanishing.py, comparing.py  whether two sequences are equal

Sequences with poles, such as 1/(n + 1): rational.py (partial fractions), rationalreader.py,
rationaltails.py (existence), antidifference.py (with the check of its identity), rationalsums.py,
collected.py (recurrence and reflection of ψ and Φ), rationalsolving.py, rationalwriting.py,
rationalcomparing.py.
"""

from symconv.discrete.sequences.comparing import Witness, compare
from symconv.discrete.sequences.functions import convolve, correlate

__all__ = ["Witness", "compare", "convolve", "correlate"]
