"""Where premises are decided: by algebra, facts or balls; what stays open is refused.

Three-valued throughout: yes, no, or None where none of the ways decides; nothing is inferred from
sample points, and SymPy's None is never read as False.

structure.py   of which structure an expression is in a variable: free, linear, polynomial
algebraic.py   zero or not: numbers made of rationals by +, ·, /, roots and roots of polynomials
zeros.py       zero or not: constants with exponentials, π and logarithms too
constants.py   sign, order, realness of constants; their cases, extremes and steps
order.py       constants compared and sorted
roots.py       real zeros of polynomials and rational functions with constant coefficients
smoothness.py  where an expression is smooth: on an interval, or at a point
sides.py       what it is just left and just right of a point, and by how much it jumps
"""
