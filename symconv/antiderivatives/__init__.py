"""Antiderivatives with proof: pieces of f and g, one primitive P(x; t) per pair, its values.

field.py, sums.py     the field of coefficients; finite sums Σ R·e^q·A with A = erf, log, Ei …
identity.py           the decision P′ = f·g
gaussian.py, rational.py, exponential_integrals.py, primitives.py     the table
series.py, limits.py  values at finite and infinite ends; divergence by the leading term
approach.py, settling.py    unbounded terms at a point; exponential integrals at infinity
existence.py          absolute, improper or principal value
slices.py, smooth.py  SymPy expressions as smooth pieces on intervals
regions.py            the merged break points and the sum over pairs of pieces
display.py            results as readable SymPy expressions
"""
