"""What `prove` and `verify` print: theorems that the kernel has checked, or why it has not."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

from symconv.cli.output import coloured, print_json

__all__ = ["report"]


def report(certificates: Iterable[Any], as_json: bool) -> int:
    """Check each certificate: 0 if all are proved, 1 if one is rejected, 3 if one is open."""
    from symconv.kernel import CertificateError, check

    code, checked = 0, []
    for certificate in certificates:
        try:
            theorem = check(certificate)
        except CertificateError as error:
            print(f"symconv: rejected: {error}", file=sys.stderr)
            checked.append({"status": "rejected", "reason": str(error)})
            code = 1
            continue
        proved = theorem.status == "proved"
        code = code if proved else code or 3
        checked.append(_as_data(theorem))
        if not as_json:
            text = str(theorem)
            colour = "green" if proved else "yellow"
            print(text.replace(theorem.status, coloured(theorem.status, colour), 1))
    if as_json:
        print_json({"certificates": checked})
    return code


def _as_data(theorem: Any) -> dict[str, Any]:
    return {
        "name": theorem.name,
        "status": theorem.status,
        "steps": theorem.steps,
        "hypotheses": list(theorem.hypotheses),
        "conclusions": list(theorem.conclusions),
        "axioms": list(theorem.axioms),
        "oracles": list(theorem.oracles),
        "gaps": list(theorem.gaps),
    }
