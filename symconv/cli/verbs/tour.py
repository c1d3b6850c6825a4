"""`symconv tour [F G]`: a pair of functions computed, checked, discretised, drawn and kept."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from symconv.cli.options import FUNCTIONS, refuse_given
from symconv.cli.output import print_json
from symconv.cli.setting import setting_of
from symconv.errors import InvalidInput

SUMMARY = "take a pair of functions through everything: closed forms, laws, kernel, pictures"
OPTIONS = FUNCTIONS | {"out-var", "json"}
EXAMPLE = 'symconv tour "exp(-x)*step(x)" "box(0,1)" --out my-tour'


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the pair and the folder."""
    parser.add_argument("f", metavar="F", nargs="?", help="the first function (the lecture's pair)")
    parser.add_argument("g", metavar="G", nargs="?", help="the second function")
    parser.add_argument(
        "--out", metavar="DIR", type=Path, default=Path("symconv-tour"),
        help="the folder for figure, animation and files (default: symconv-tour)",
    )  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    """Write each station as it is done; with --json one object at the end."""
    from symconv.tour import LECTURE_PAIR, Tour, take

    given = (arguments.f, arguments.g)
    if (given[0] is None) != (given[1] is None):
        raise InvalidInput("expected two functions, or none for the lecture's pair")
    f, g = LECTURE_PAIR if given[0] is None else given
    if given[0] is None:
        refuse_given(arguments, ["assume", "param", "var", "out-var"], "the lecture's pair")
    setting = setting_of(arguments)
    tour = Tour(
        setting.parse(f),
        setting.parse(g),
        setting.x,
        setting.t,
        assuming=setting.assuming,
        out=arguments.out,
    )
    take(tour, _silent if arguments.json else _line)
    if arguments.json:
        print_json(_as_data(tour))
    return 0


def _line(text: str) -> None:
    print(text, flush=True)


def _silent(text: str) -> None:
    return


def _as_data(tour: Any) -> dict[str, Any]:
    return {
        "f": str(tour.f),
        "g": str(tour.g),
        "closed_forms": {name: str(answer.expr) for name, answer in tour.answers.items()},
        "refused": {name: str(error) for name, error in tour.refused.items()},
        "laws": {
            name: verdict.status.value if hasattr(verdict, "status") else f"no object: {verdict}"
            for name, verdict in tour.verdicts.items()
        },
        "validated": {name: report.passed for name, report in tour.reports.items()},
        "files": [str(path) for path in tour.files],
    }
