"""`symconv explain F G`: the worked solution, every displayed integral verified."""

from __future__ import annotations

import argparse
from pathlib import Path

from symconv.cli.options import FUNCTIONS
from symconv.cli.output import print_json
from symconv.cli.setting import setting_of
from symconv.errors import InvalidInput

SUMMARY = "work the convolution or correlation out step by step"
OPTIONS = FUNCTIONS | {"out-var", "latex", "json"}
EXAMPLE = 'symconv explain "box(0,1)" "x for 0 < x < 2" --op correlate --out solution.html'


def configure(parser: argparse.ArgumentParser) -> None:
    """Add F, G, the operator and the file."""
    parser.add_argument("f", metavar="F", help="the first function")
    parser.add_argument("g", metavar="G", help="the second function")
    parser.add_argument("--op", default="convolve", choices=["convolve", "correlate"],
                        help="the operator (default: convolve)")  # fmt: skip
    parser.add_argument("--out", metavar="FILE", type=Path,
                        help="write .txt, .md, .tex or .html instead of printing")  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    """Print the derivation, or write it to the file."""
    from symconv.cli.saving import saved
    from symconv.show import explain

    if arguments.latex and (arguments.json or arguments.out):
        other = "--json" if arguments.json else "--out"
        raise InvalidInput(
            f"--latex and {other}: give one; the file's ending says how it is written"
        )
    setting = setting_of(arguments)
    f, g = setting.parse(arguments.f), setting.parse(arguments.g)
    solution = explain(f, g, setting.x, setting.t, op=arguments.op, assuming=setting.assuming)
    path = saved(solution, arguments.out) if arguments.out else None
    if arguments.json:
        print_json({
            "text": solution.to_text(),
            "latex": solution.to_latex(),
            "checks": list(solution.checks),
            "file": None if path is None else str(path),
        })  # fmt: skip
    elif arguments.latex:
        print(solution.to_latex())
    else:
        print(solution.to_text() if path is None else path, end="" if path is None else "\n")
    return 0
