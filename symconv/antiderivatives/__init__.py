"""Antiderivatives with proof: pieces of f and g, one primitive P(x; t) per pair, its values.

What is computed with:

    field.py, sums.py           functions of one generator; sums Σ R·e^q·A, A = erf, log, Ei …
    exponentials.py, powers.py  e^{κx} and (x − s)^r as generators of the field
    poles.py                    real poles and conjugate pairs

The table of antiderivatives, each proved by P′ = f·g:

    primitives.py               one for every kind of term
    rational.py, gaussian.py, exponential_integrals.py   the kinds
    kernels.py, kernelfamilies.py   moments of inverse, Bessel and Fresnel functions
    definite.py                 integrals over the line without antiderivative
    identity.py                 the decision

Values at the ends:

    limits.py, series.py        at infinity, by the leading term
    saturation.py, settling.py  at infinity, where e^{κx} or Ei, Si take part
    approach.py                 at a point where terms have no value
    existence.py                absolute, improper or principal value

From expressions to expressions:

    signs.py                    the sign of a function on an interval
    slices.py, smooth.py, masses.py   pieces on intervals, smooth expressions, point masses
    smoothness.py               what is smooth on the line, and its derivatives
    vanishing.py                factors of parameters at whose zeros a result has no value
    opening.py          open relations: tried with these, before they are asked for
    regions.py, assembly.py     the sum over pairs of pieces, as one Piecewise
    display.py, forms.py, hyperbolic.py   readable results
"""
