"""Where |h| is largest, for a closed form h.

argmax.py   exact sets for piecewise polynomials; what the answer means
search.py   branch and bound with balls for everything else
"""

from symconv.peaks.argmax import peak

__all__ = ["peak"]
