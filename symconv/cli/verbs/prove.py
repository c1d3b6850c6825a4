"""`symconv prove [LAW …]`: re-check the shipped proofs of the laws with the kernel."""

from __future__ import annotations

import argparse
from difflib import get_close_matches

from symconv.cli.certificates import report
from symconv.errors import InvalidInput

SUMMARY = "re-check the proofs of the laws, for arbitrary functions, with the kernel"
EXAMPLE = "symconv prove commutativity convolution_theorem"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the names of the laws."""
    parser.add_argument("law", metavar="LAW", nargs="*", help="a law; all of them if none is named")
    parser.add_argument("--list", action="store_true", help="list the laws")


def run(arguments: argparse.Namespace) -> int:
    """Print what each law states and rests on; 0 if all are proved."""
    from symconv.kernel import laws

    shipped = {law["name"]: law for law in laws()}
    if arguments.list:
        print("\n".join(shipped))
        return 0
    for name in arguments.law:
        if name not in shipped:
            close = get_close_matches(name, shipped, n=1)
            advice = f"did you mean {close[0]}?" if close else "symconv prove --list shows them"
            raise InvalidInput(f"no law is called {name[:40]!r}; {advice}")
    chosen = [shipped[name] for name in arguments.law] or list(shipped.values())
    return report(chosen, arguments.json)
