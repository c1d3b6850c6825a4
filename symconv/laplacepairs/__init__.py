"""One-sided special functions: powers, square roots, Bessel and Lévy terms, with their partners.

tokens.py    a function as Σ (singular factor)·(piecewise exponential polynomial)
parts.py     contributions to the result on half-open intervals, merged into pieces
moments.py   ∫ v^{s−1} e^{−κv} dv and its relatives, at a point and at infinity
powers.py    a singular piece with an exponential polynomial, and with another power
specials.py  products of Laplace transforms of Bessel, Lévy and error functions
"""
