"""`symconv convolve F G`: (f ∗ g)(t) = ∫ f(x) g(t − x) dx in closed form."""

from __future__ import annotations

import argparse

from symconv.cli import operation

SUMMARY = "the convolution of two functions in closed form"
OPTIONS = operation.OPTIONS
EXAMPLE = 'symconv convolve "box(-1,2)" "1 - abs(x)/5 for x > 0"'


def configure(parser: argparse.ArgumentParser) -> None:
    """Add F, G and the options of the operation."""
    operation.configure(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the convolution."""
    return operation.run(arguments, "Convolution")
