"""`symconv animate F G`: the sliding kernel as one HTML page or as a GIF."""

from __future__ import annotations

import argparse
from pathlib import Path

from symconv.cli.options import FUNCTIONS
from symconv.cli.output import print_json
from symconv.cli.setting import setting_of

SUMMARY = "let the kernel slide: one self-contained HTML page, or a GIF"
OPTIONS = FUNCTIONS | {"at", "json"}
EXAMPLE = 'symconv animate "box(-1,2)" "exp(-x)*step(x)" --out animation.html'


def configure(parser: argparse.ArgumentParser) -> None:
    """Add F, G, the operator and the file."""
    parser.add_argument("f", metavar="F", help="the first function")
    parser.add_argument("g", metavar="G", help="the second function")
    parser.add_argument("--op", default="convolve", choices=["convolve", "correlate"],
                        help="the operator (default: convolve)")  # fmt: skip
    parser.add_argument("--out", metavar="FILE", type=Path, default=Path("animation.html"),
                        help=".html or .gif (default: animation.html)")  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    """Write the animation, and print where it is."""
    from symconv.cli.saving import saved
    from symconv.show import animate

    setting = setting_of(arguments)
    f, g = (setting.parse(text).xreplace(setting.values) for text in (arguments.f, arguments.g))
    film = animate(f, g, setting.x, op=arguments.op)
    path = saved(film, arguments.out)
    if arguments.json:
        print_json({"file": str(path), "frames": len(film.frames)})
    else:
        print(path)
    return 0
