"""`symconv families`: the methods in the order in which they are tried, and what each covers."""

from __future__ import annotations

import argparse

from symconv.cli.output import print_json

SUMMARY = "list the ways to a closed form, in order, with the families that each covers"
OPTIONS = frozenset({"json"})
EXAMPLE = "symconv families"


def configure(parser: argparse.ArgumentParser) -> None:
    """Nothing to add."""


def run(arguments: argparse.Namespace) -> int:
    """Print the registry."""
    from symconv.methods import methods

    rows = [
        {
            "order": int(module.ORDER),
            "method": module.NAME,
            "families": list(module.FAMILIES),
            "examples": [list(pair) for pair in module.EXAMPLES],
        }
        for module in methods()
    ]
    if arguments.json:
        print_json({"methods": rows})
        return 0
    for number, row in enumerate(rows, start=1):
        print(f"{number}. {row['method']}")
        for family in row["families"]:
            print(f"     {family}")
        first = row["examples"][0]
        print(f"     for example: symconv convolve {first[0]!r} {first[1]!r}")
    return 0
