"""Sequences with poles, such as 1/(n + 1): harmonic numbers, polygamma, Lerch's Φ.

partialfractions.py   rational functions of an integer: Σ c n^k + Σ c/(n − α)^k
reader.py             expressions Σ R_r(n) r^n as pieces
tails.py              whether the sum converges
antidifference.py     P(n + 1) − P(n) = r^n s^{m−n} Q(n), with the check of that identity
collected.py          values of antidifferences in one form, by recurrence and reflection
sums.py               the sum, from antidifferences at its ends
solving.py            convolve and correlate, every case of the parameters by itself
writing.py            the result as SymPy expressions
comparing.py          whether two results are equal at every integer
"""
