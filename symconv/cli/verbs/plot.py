"""`symconv plot F G`: f, g and the result with its cases; or both operators side by side."""

from __future__ import annotations

import argparse
from pathlib import Path

from symconv.cli.options import FUNCTIONS, refuse_given
from symconv.cli.output import print_json
from symconv.cli.setting import setting_of

SUMMARY = "draw two functions and their convolution, or both operators side by side"
OPTIONS = FUNCTIONS | {"at", "json"}
EXAMPLE = 'symconv plot "box(-1,2)" "1 - abs(x)/5 for x > 0" --compare --out comparison.png'


def configure(parser: argparse.ArgumentParser) -> None:
    """Add F, G, what to draw and the file."""
    parser.add_argument("f", metavar="F", help="the first function")
    parser.add_argument("g", metavar="G", help="the second function")
    parser.add_argument("--op", choices=["convolve", "correlate"],
                        help="the operator (default: convolve)")  # fmt: skip
    parser.add_argument("--compare", action="store_true",
                        help="draw convolution and cross-correlation side by side")  # fmt: skip
    parser.add_argument("--out", metavar="FILE", type=Path, default=Path("convolution.png"),
                        help=".png, .svg, .pdf (default: convolution.png)")  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    """Write the figure, and print where it is."""
    from symconv.cli.saving import saved
    from symconv.show import compare, plot

    if arguments.compare:
        refuse_given(arguments, ["op"], "--compare")
    setting = setting_of(arguments)
    f, g = (setting.parse(text).xreplace(setting.values) for text in (arguments.f, arguments.g))
    if arguments.compare:
        figure = compare(f, g, setting.x)
    else:
        figure = plot(f, g, setting.x, op=arguments.op or "convolve")
    path = saved(figure, arguments.out)
    if arguments.json:
        print_json({"file": str(path)})
    else:
        print(path)
    return 0
