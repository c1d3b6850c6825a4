"""`symconv verify FILE …`: re-check certificates with the kernel, from their data alone."""

from __future__ import annotations

import argparse
from pathlib import Path

from symconv.cli.certificates import report

SUMMARY = "re-check certificate files with the kernel, from their data alone"
OPTIONS = frozenset({"json"})
EXAMPLE = "symconv verify certificate.json"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the files."""
    parser.add_argument("file", metavar="FILE", nargs="+", type=Path, help="a certificate (JSON)")


def run(arguments: argparse.Namespace) -> int:
    """Print what each certificate establishes; 1 if one is rejected."""
    from symconv.errors import InvalidInput
    from symconv.kernel import CertificateError, load

    certificates = []
    for path in arguments.file:
        try:
            certificates.append(load(path))
        except OSError as error:
            raise InvalidInput(f"cannot read {path}: {error.strerror}") from None
        except CertificateError as error:
            raise InvalidInput(f"{path} is no certificate: {error}") from None
    return report(certificates, arguments.json)
