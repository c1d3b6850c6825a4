"""Numbers: fast evaluation, correct rounding, discretisation and validation."""

from symconv.numeric.fast import lambdify
from symconv.numeric.rounding import round_exact

__all__ = ["lambdify", "round_exact"]
