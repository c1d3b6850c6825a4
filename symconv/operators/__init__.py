"""Convolution and cross-correlation: unevaluated nodes, and the functions that evaluate them.

inputs.py     what may be passed: the variable, the functions, the keywords
frozen.py     a function body sealed against SymPy's traversals, with parameters still visible
nodes.py      Convolution, CrossCorrelation
kinds.py      line, causal, circular, mellin: each reduced to the line
functions.py  convolve, correlate, autocorrelate, convolution_power
"""

from symconv.closedform import ClosedForm
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
]
