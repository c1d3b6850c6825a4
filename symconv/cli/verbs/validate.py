"""`symconv validate F G`: a discretised kernel against the closed form, with proved bounds."""

from __future__ import annotations

import argparse
import json

from symconv.cli.options import FUNCTIONS, refuse_given
from symconv.cli.output import print_json
from symconv.cli.setting import setting_of
from symconv.cli.targets import target
from symconv.errors import InvalidInput

SUMMARY = "test a numeric kernel against the closed form of F and G, with proved error bounds"
OPTIONS = FUNCTIONS | {"at", "json"}
EXAMPLE = 'symconv validate "box(-1,2)" "1 - abs(x)/5 for x > 0" --kernel numpy:convolve'


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the functions, the kernel and the table of crossovers."""
    parser.add_argument("functions", metavar="F G", nargs="*", help="two functions of x")
    parser.add_argument("--op", choices=["convolve", "correlate"], help="(default: convolve)")
    parser.add_argument(
        "--rule",
        choices=["midpoint", "left", "trapezoid", "average"],
        help="how samples are taken (default: midpoint)",
    )
    parser.add_argument(
        "--kernel",
        metavar="MODULE:FUNCTION",
        help="kernel(a, v) on samples of F and of G (default: numpy.convolve)",
    )
    parser.add_argument(
        "--crossover",
        action="store_true",
        help="measure direct, FFT and overlap-add convolution instead: time and error",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the report: 0 if the kernel passed, 1 if not."""
    if arguments.crossover:
        unused = ("op", "rule", "kernel", "assume", "param", "var", "at")
        if arguments.functions:
            raise InvalidInput("--crossover takes no functions: it measures on its own")
        refuse_given(arguments, unused, "--crossover")
        return _crossover(arguments.json)
    if len(arguments.functions) != 2:
        raise InvalidInput("validate takes two functions F G; see symconv validate --help")
    from symconv.numeric import validate

    setting = setting_of(arguments)
    f, g = (setting.parse(text).xreplace(setting.values) for text in arguments.functions)
    kernel = target(arguments.kernel) if arguments.kernel else None
    report = validate(
        f,
        g,
        setting.x,
        arguments.op or "convolve",
        rule=arguments.rule or "midpoint",
        kernel=kernel,
    )
    if arguments.json:
        print_json(json.loads(report.to_json()))
    else:
        print(report)
    return 0 if report.passed else 1


def _crossover(as_json: bool) -> int:
    from symconv.numeric import crossover

    table = crossover()
    if as_json:
        print_json(json.loads(table.to_json()))
    else:
        print(table)
    return 0
