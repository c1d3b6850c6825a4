"""One-sided special functions: powers, square roots, Bessel and Lévy terms, with their partners.

tokens.py     a function as Σ (singular factor)·(piecewise exponential polynomial)
pairs.py      every pair of terms to the rule that covers it
powers.py     a power on an interval with an exponential polynomial, and with another power
opposite.py   powers that open to opposite sides
windows.py    roots of quadratics and products of two powers, on intervals
specials.py   Laplace transforms of Bessel and Lévy terms, closed under products
inversion.py  the functions behind those products
moments.py    antiderivatives of powers, times an exponential, a power, or a root
parts.py      contributions to the result on intervals, merged into pieces
ledger.py     facts, conditions for existence, its grade, the rules used
"""
