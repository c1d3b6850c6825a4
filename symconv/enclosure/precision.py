"""The working precision of Arb, guarded: see symconv.precision, which the algebra shares."""

from symconv.precision import working_precision

__all__ = ["working_precision"]
