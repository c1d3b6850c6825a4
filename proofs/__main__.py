"""`python -m proofs`: the table of the laws; `python -m proofs NAME --format latex`: one proof.

`--write FOLDER` writes the certificates and the theory; symconv/kernel/laws holds what it writes.
"""

from __future__ import annotations

import argparse
import sys
from itertools import zip_longest
from pathlib import Path
from textwrap import wrap

from proofs.axioms import AXIOMS
from proofs.counterexample import correlation_does_not_commute
from proofs.library import evaluations, law_names, prove, write
from proofs.render import FORMATS
from symconv.kernel import CertificateError, Theorem, check, interpret, laws, theory

_HEADS = ("law", "hypotheses", "axioms used", "steps", "models", "status")
_WIDTHS = (30, 44, 34, 5, 20, 8)


def main(arguments: list[str]) -> int:
    """Print; 0 if every law is proved, 1 on any gap, 2 on an unknown name."""
    parser = argparse.ArgumentParser(prog="python -m proofs", description=__doc__)
    parser.add_argument("name", nargs="?", help="a law, or `axioms`")
    parser.add_argument("--format", choices=sorted(FORMATS), default="text")
    parser.add_argument("--write", type=Path, metavar="FOLDER")
    options = parser.parse_args(arguments)
    if options.write:
        write(options.write)
        return 0
    if options.name == "axioms":
        print(_axioms())
        return 0
    if options.name is None:
        return _table()
    if options.name not in law_names():
        print(f"no law {options.name!r}; there are {', '.join(law_names())}, and axioms")
        return 2
    print(FORMATS[options.format](prove(options.name)))
    return 0


def _table() -> int:
    """Each law proved anew, its certificate compared with the shipped one and checked."""
    shipped = {certificate["name"]: certificate for certificate in laws()}
    rows, failures = [_HEADS], 0
    for name in law_names():
        status, theorem = _status(name, shipped.get(name))
        failures += status != "proved"
        rows.append((name, *_columns(theorem), status))
    failures += not correlation_does_not_commute()
    for row in rows:
        print("\n".join(_wrapped(row)))
    print(f"{len(rows) - 1} laws, {failures} gaps; ⋆ does not commute: a counterexample is checked")
    return 1 if failures else 0


def _wrapped(row: tuple[str, ...]) -> list[str]:
    """One row of the table, each cell broken at the width of its column."""
    cells = [wrap(cell, width) or [""] for cell, width in zip(row, _WIDTHS, strict=True)]
    lines = zip_longest(*cells, fillvalue="")
    return [
        " | ".join(f"{part:<{width}}" for part, width in zip(line, _WIDTHS, strict=True)).rstrip()
        for line in lines
    ]


def _status(name: str, shipped: dict[str, object] | None) -> tuple[str, Theorem | None]:
    try:
        fresh = prove(name).data()
        theorem = check(fresh)
    except (CertificateError, ArithmeticError) as error:
        return f"gap: {error}", None
    if fresh != shipped:
        return "gap: the shipped certificate differs", theorem
    if evaluations(name, theorem) == 0:
        return "gap: false or vacuous in the finite model", theorem
    return theorem.status, theorem


def _columns(theorem: Theorem | None) -> tuple[str, str, str, str]:
    if theorem is None:
        return ("", "", "", "")
    models = []
    for model in theory()["models"]:
        try:
            interpret(theorem, model, theory())
        except CertificateError:
            continue
        models.append(model)
    return (
        "; ".join(theorem.hypotheses),
        ", ".join(theorem.axioms),
        str(theorem.steps),
        ", ".join(models),
    )


def _axioms() -> str:
    lines = []
    for name, axiom in AXIOMS.items():
        lines.append(f"{name} ({axiom.group}): {axiom.words}")
        for part, (hypotheses, conclusion) in axiom.shown().items():
            lines.append(f"    {part}: {', '.join(hypotheses)} ⊢ {conclusion}")
        lines.append(f"    {axiom.reference}; Mathlib: {axiom.mathlib}")
        lines.append(f"    holds on {', '.join(axiom.models)}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
