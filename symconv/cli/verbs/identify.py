"""`symconv identify MODULE:FUNCTION`: which convolution or correlation a function computes."""

from __future__ import annotations

import argparse

from symconv.cli.output import print_json
from symconv.cli.targets import target

SUMMARY = "find out which convolution or correlation a function of two arrays computes"
OPTIONS = frozenset({"json"})
EXAMPLE = "symconv identify numpy:correlate"

_FIELDS = (
    "operator",
    "mode",
    "size",
    "centre",
    "offset",
    "surplus",
    "flips",
    "reversed",
    "conjugate",
    "stride",
    "boundary",
    "signal",
    "matches",
    "reason",
    "container",
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the function and its dimension."""
    parser.add_argument(
        "function",
        metavar="MODULE:FUNCTION",
        help="a function of signal and kernel; it is imported",
    )
    parser.add_argument(
        "--ndim", type=int, default=1, choices=[1, 2, 3], help="axes of the arrays (default: 1)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the diagnosis; 1 if the function is neither a convolution nor a correlation.

    3 if the time ran out.
    """
    from symconv.testing import identify

    diagnosis = identify(target(arguments.function), arguments.ndim)
    if arguments.json:
        data = {name: getattr(diagnosis, name) for name in _FIELDS}
        found = diagnosis.counterexample
        print_json({**data, "counterexample": None if found is None else str(found)})
    else:
        print(diagnosis)
    return {"none": 1, "unknown": 3}.get(diagnosis.operator, 0)
