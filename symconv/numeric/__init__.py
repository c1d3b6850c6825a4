"""Numbers: fast evaluation, correct rounding, discretisation and validation."""
