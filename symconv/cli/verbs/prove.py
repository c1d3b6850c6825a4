"""`symconv prove F G` certifies one convolution; `symconv prove [LAW …]` re-checks the laws."""

from __future__ import annotations

import argparse
from difflib import get_close_matches
from pathlib import Path

from symconv.cli.certificates import report
from symconv.cli.options import FUNCTIONS, refuse_given
from symconv.cli.output import print_json
from symconv.errors import InvalidInput

SUMMARY = "prove one convolution F G with the kernel, or re-check the proofs of the laws"
OPTIONS = FUNCTIONS | {"out-var", "json"}
EXAMPLE = 'symconv prove "box(0,1)" "exp(-x) for x > 0" --out certificate.json'

_OF_A_PAIR = ("assume", "param", "var", "out-var", "correlate", "out")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the names of the laws, or F and G."""
    parser.add_argument(
        "what",
        metavar="LAW | F G",
        nargs="*",
        help="laws by name, or two functions; none: all laws",
    )
    parser.add_argument("--laws", action="store_true", help="re-check all laws")
    parser.add_argument("--list", action="store_true", help="list the laws")
    parser.add_argument("--correlate", action="store_true", help="F ⋆ G instead of F ∗ G")
    parser.add_argument("--out", metavar="FILE", help="write the certificate there")


def run(arguments: argparse.Namespace) -> int:
    """Print what each theorem states and rests on; 0 if all are proved."""
    from symconv.kernel import laws

    shipped = {law["name"]: law for law in laws()}
    if arguments.list:
        if arguments.what or arguments.laws:
            raise InvalidInput("--list takes no names: it lists all laws")
        refuse_given(arguments, _OF_A_PAIR, "--list")
        if arguments.json:
            print_json({"laws": list(shipped)})
        else:
            print("\n".join(shipped))
        return 0
    if arguments.laws and arguments.what:
        raise InvalidInput("--laws takes no names: it re-checks all laws")
    named = arguments.laws or all(name in shipped for name in arguments.what)
    if not named and len(arguments.what) == 2:
        return _prove_pair(arguments)
    refuse_given(arguments, _OF_A_PAIR, "the proof of a law")
    for name in arguments.what:
        if name not in shipped:
            close = get_close_matches(name, shipped, n=1)
            advice = f"did you mean {close[0]}?" if close else "symconv prove --list shows them"
            raise InvalidInput(f"no law is called {name[:40]!r}; {advice}")
    chosen = [shipped[name] for name in arguments.what] or list(shipped.values())
    return report(chosen, arguments.json)


def _prove_pair(arguments: argparse.Namespace) -> int:
    """The certificate of one convolution, checked by the kernel and written to --out."""
    from symconv import operators
    from symconv.cli.setting import setting_of
    from symconv.closedform import PROVED

    first, second = arguments.what
    setting = setting_of(arguments)
    node = operators.CrossCorrelation if arguments.correlate else operators.Convolution
    answer = node(setting.parse(first), setting.parse(second), setting.x, setting.t).closed_form(
        assuming=setting.assuming
    )
    certificate = answer.certificate
    if certificate.status != PROVED or "kind" not in certificate.data:
        from symconv.exporting import declared, oracle

        reason = f"{certificate.status} by the method “{answer.method}”: {certificate.argument}"
        parameters = answer.expr.free_symbols - {setting.t}
        hypotheses = (*answer.hypotheses, *answer.conditions, *declared(parameters))
        data = oracle(f"({first}, {second}): {answer.expr}", hypotheses, reason)
    else:
        data = dict(certificate.data)
    if arguments.out:
        _write(Path(arguments.out), data)
    return report([data], arguments.json)


def _write(path: Path, data: object) -> None:
    import json

    try:
        path.write_text(json.dumps(data, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    except OSError as error:
        raise InvalidInput(f"cannot write {path}: {error.strerror}") from None
