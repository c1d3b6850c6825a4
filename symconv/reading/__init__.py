"""SymPy expressions in x as exponential-polynomial distributions.

    cases.py       open orders and coincidences of parameters, explored as finitely many cases
    conditions.py  relations and Boolean conditions in x as indicator functions
    direct.py      polynomials and windows with rational ends, the common case
    constants.py   what does not hold x: exponentials of parameters, and decided conditions
    masses.py      point masses of polynomials, and their products with functions
    reader.py      the expression itself, bottom up

What is not in the class raises OutsideClass with the reason; it is never mis-read.
"""

from symconv.reading.cases import Case, Split, explore
from symconv.reading.conditions import OutsideClass
from symconv.reading.reader import read

__all__ = ["Case", "OutsideClass", "Split", "explore", "read"]
