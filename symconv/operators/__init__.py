"""Convolution and cross-correlation: unevaluated nodes, and the functions that evaluate them.

inputs.py        what may be passed: the variable, the functions, the keywords
typed.py         what is typed as a function: an expression, a callable, a random variable
randomness.py    random variables of sympy.stats with their support
densities.py     density
boundnames.py    finite sums and products written out, other bound names sealed
posing.py        from what is passed to a Problem, and back to the caller's symbols
normalising.py   equal expressions in the heads that the methods read
splines.py       the last arm that sympy.interpolating_spline leaves out
spelling.py      one spelling of a function, where the methods do not know the given one
pulsetrains.py   Σ φ(x − kq) over all integers on one period
staircases.py    floor, Mod and the signs of waves as steps on a bounded window
simplezeros.py   point masses of a function with known simple zeros
frozen.py        a function body sealed against SymPy's traversals, with parameters still visible
nodes.py         Convolution, CrossCorrelation
evaluation.py    the derivative and the value of a node
kinds.py         line, causal, circular, mellin: each reduced to the line
windows.py, mellin.py, halfline.py, substitution.py   what these reductions need
defining.py      the defining integral of each kind at a point, as a ball
functions.py     convolve, correlate, autocorrelate
powers.py        convolution_power
declaring.py     the parameters of one call as the relations of assuming= make them
standins.py      real symbols in the place of log(p) and |a| in a run that would end open
asking.py, searching.py   where too little is known of them: the one relation to ask for
timed.py         functions that take timeout= end by it and keep their promise
multivariate.py, tensor.py   nodes and closed forms in several variables
"""

from symconv.closedform import ClosedForm
from symconv.operators.densities import density
from symconv.operators.functions import autocorrelate, convolve, correlate
from symconv.operators.nodes import Convolution, CrossCorrelation
from symconv.operators.powers import convolution_power

__all__ = [
    "ClosedForm",
    "Convolution",
    "CrossCorrelation",
    "autocorrelate",
    "convolution_power",
    "convolve",
    "correlate",
    "density",
]
