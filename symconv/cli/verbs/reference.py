"""`symconv reference SPEC.toml --out FOLDER`: exact reference outputs for tests of kernels."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from symconv.cli.output import print_json
from symconv.errors import InvalidInput

SUMMARY = "write exact reference outputs, right to the last bit, for tests of numeric kernels"
OPTIONS = frozenset({"json"})
EXAMPLE = "symconv reference --builtin lecture --out folder"

_BUILTIN = ("lecture", "corpus", "conv1d", "conv2d", "xcorr")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the spec, the folder, and how it is run."""
    parser.add_argument(
        "spec", metavar="SPEC.toml", nargs="?", help="the cases, as [[case]] tables"
    )
    parser.add_argument("--builtin", choices=_BUILTIN, help="a spec that is shipped")
    parser.add_argument("--out", metavar="FOLDER", help="where the files are written")
    parser.add_argument("--verify", metavar="FOLDER", help="re-hash the files of a folder instead")
    parser.add_argument(
        "--deep", action="store_true", help="with --verify: compute every case again from f and g"
    )
    parser.add_argument(
        "--workers", type=int, metavar="N", help="processes (default: one per processor)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the files, or verify them; 1 if a case was not written or a file is not true."""
    if arguments.workers is not None and not 0 < arguments.workers <= 1024:
        raise InvalidInput(f"--workers: expected 1 to 1024, not {arguments.workers}")
    if arguments.verify is not None:
        return _verify(arguments)
    if arguments.deep:
        raise InvalidInput("--deep goes with --verify FOLDER: it computes again what stands there")
    if (arguments.spec is None) == (arguments.builtin is None):
        raise InvalidInput("give SPEC.toml or --builtin NAME; see symconv reference --help")
    if arguments.out is None:
        raise InvalidInput("--out FOLDER is missing")
    return _generate(arguments)


def _generate(arguments: argparse.Namespace) -> int:
    from symconv.reference import CannotWrite, generate
    from symconv.reference.spec import builtin_path

    builtin = arguments.builtin
    spec = str(builtin_path(builtin)) if builtin else arguments.spec.removeprefix(" ")
    try:
        done = generate(spec, arguments.out, workers=arguments.workers)
    except CannotWrite as error:
        print(f"symconv: {error}", file=sys.stderr)
        if arguments.json:
            print_json({"error": "CannotWrite", "message": str(error)})
        return 1
    if arguments.json:
        print_json(_as_data(done))
    else:
        print(done)
    return 1 if done.refused else 0


def _as_data(done: Any) -> dict[str, Any]:
    return {
        "folder": str(done.folder),
        "written": done.written,
        "kept": done.kept,
        "not_written": [{"name": name, "reason": reason} for name, reason in done.refused],
    }


def _verify(arguments: argparse.Namespace) -> int:
    from symconv.reference import verify

    if arguments.spec is not None or arguments.builtin or arguments.out is not None:
        raise InvalidInput("--verify FOLDER takes no spec and no --out")
    count = verify(arguments.verify, arguments.deep, workers=arguments.workers)
    if arguments.json:
        print_json({"folder": arguments.verify, "cases": count, "deep": arguments.deep})
    else:
        word = "computed again, and equal" if arguments.deep else "whole"
        print(f"{arguments.verify}: {count} cases {word}")
    return 0
