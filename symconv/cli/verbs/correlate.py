"""`symconv correlate F G`: (f ⋆ g)(t) = ∫ conj(f(x)) g(t + x) dx in closed form."""

from __future__ import annotations

import argparse

from symconv.cli import operation

SUMMARY = "the cross-correlation of two functions in closed form"
OPTIONS = operation.OPTIONS
EXAMPLE = 'symconv correlate "box(-1,2)" "exp(-a*x)*step(x)" --assume "a > 0"'


def configure(parser: argparse.ArgumentParser) -> None:
    """Add F, G and the options of the operation."""
    operation.configure(parser)
    parser.add_argument(
        "--no-conjugate", action="store_true", help="leave the first function unconjugated"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the cross-correlation."""
    return operation.run(arguments, "CrossCorrelation", conjugate=not arguments.no_conjugate)
