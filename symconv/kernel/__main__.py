"""`python -S -m symconv.kernel cert.json …`: re-check certificates; no argument: the laws."""

import sys
from pathlib import Path

from symconv.kernel import CertificateError, check, laws, load


def main(arguments: list[str]) -> int:
    """Print one report per certificate; 0 if all are proved, 1 rejected or open, 2 unreadable."""
    code = 0
    try:
        certificates = [load(Path(name)) for name in arguments] or laws()
        for certificate in certificates:
            theorem = check(certificate)
            print(theorem)
            code = code if theorem.status == "proved" else 1
    except OSError as error:
        print(f"cannot read {error.filename}: {error.strerror}")
        return 2
    except CertificateError as error:
        print(f"rejected: {error}")
        return 1
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
