"""The exact core: exponential-polynomial distributions, where truth is decidable.

Numbers, lowest first:

    generators.py       parameters, π, log p and radicals as generators of one field
    denominators.py     products of irreducible factors, each stored once
    elements.py         fractions over the generators, in lowest terms
    expressions.py      elements as SymPy expressions
    division.py         1/value, radicals included
    numbers.py          rationals, elements and re + i·im of these: what all else computes with
    denesting.py        roots that lie in the field of what stands under them
    constants.py        SymPy numbers to these and back, and their balls
    polynomials.py      lists of numbers as polynomials in one variable
    dependence.py       whether and how a number depends on one generator

Signs of numbers under facts about the parameters:

    inequalities.py     whether linear inequalities exclude each other
    implications.py     what bounds imply of a polynomial, monomial by monomial
    signs.py            Facts: the sign of a number, or that it is open
    questions.py        what is asked where existence hangs on parameters
    relations.py        facts read from SymPy's relations, open signs written as such

Distributions:

    exppoly.py          Σ c x^n/n! e^{λx + β}
    terms.py            exponential polynomials by break point
    distribution.py     a whole-line part, right terms and point masses: the normal form
    settling.py         what is 0 although its form does not show it, left out
    merging.py          the same where a polynomial in the parameters is 0
    partialfractions.py the product of two terms on the Laplace side
    existence.py        whether the convolution integral converges
    convolution.py      f ∗ g
    analysis.py         support, smoothness and moments of a distribution
"""
