"""List the skipped tests of a pytest log; fail on a skip whose reason is not listed here."""

import re
import sys

ALLOWED = (
    r"PyTorch is large; it has an extra of its own",
    r"no chromium with chromedriver on this machine",
    r"needs .* which is not installed",
    r"Skipping benchmark",
    r"gmpy2 is not installed",  # SymPy would take it for its ground types everywhere
)


def main() -> int:
    """Print the skips; 1 where one is not listed."""
    with open(sys.argv[1], encoding="utf-8") as log:
        skips = [line.strip() for line in log if line.startswith("SKIPPED")]
    unknown = [line for line in skips if not any(re.search(reason, line) for reason in ALLOWED)]
    print(f"{len(skips)} lines of skips")
    for line in skips:
        print(" ", line)
    if unknown:
        print("skips without a listed reason:", *unknown, sep="\n  ")
    return 1 if unknown else 0


if __name__ == "__main__":
    sys.exit(main())
